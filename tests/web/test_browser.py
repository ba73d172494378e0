"""The page in a real browser, on a phone and on a desk, by pointer and by keyboard."""

import re
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from rights_assistant.adapters.scripted import Scripted
from rights_assistant.domain.library import Library
from rights_assistant.prompts import load_prompts
from rights_assistant.settings import Settings
from rights_assistant.wiring import open_engine
from web.conftest import Server, find_chromium, make_site, served
from web.hostile import HOSTILE

playwright = pytest.importorskip("playwright.sync_api")

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}
WORK_IS_OVER = """() => document.querySelector("#ours-chat [data-testid='status-tracker']")?.classList.contains("hide") !== false"""
SIZES = pytest.mark.parametrize("size", [pytest.param(PHONE, id="phone"), pytest.param(DESK, id="desk")])


@dataclass
class Tracker:
    """A port of this machine that every foreign name leads to, and who came there."""

    line: socket.socket
    came: list[str] = field(default_factory=list)

    def listen(self) -> None:
        """Notes everyone who comes, until the port is closed."""
        while True:
            try:
                caller, _ = self.line.accept()
            except OSError:
                return
            with caller:
                self.came.append(caller.recv(200).decode("latin-1"))
                caller.sendall(b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n")


@pytest.fixture(scope="module")
def tracker() -> Iterator[Tracker]:
    """A listening tracker."""
    with socket.create_server(("127.0.0.1", 0)) as line:
        made = Tracker(line)
        threading.Thread(target=made.listen, daemon=True).start()
        yield made
        line.shutdown(socket.SHUT_RDWR)


@pytest.fixture(scope="module")
def browser(tracker: Tracker) -> Iterator[Any]:
    """Chromium, to which every name that ends in `.example` is the tracker on this machine."""
    found = find_chromium()
    if not found:
        pytest.skip("no Chromium: install one, or name it in CHROMIUM")
    port = tracker.line.getsockname()[1]
    with playwright.sync_playwright() as tool:
        rules = f"--host-resolver-rules=MAP *.example 127.0.0.1:{port}"
        opened = tool.chromium.launch(executable_path=found, args=["--no-sandbox", rules])
        yield opened
        opened.close()


@dataclass
class Visit:
    """An open page and everything it did."""

    page: Any
    server: Server
    requests: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)

    @property
    def elsewhere(self) -> list[str]:
        """Requests to other hosts."""
        return [r for r in self.requests if not r.startswith((self.server.url, "data:", "blob:"))]

    def ask(self, text: str, *, key: bool = False) -> None:
        """Asks and waits for the answer."""
        before = self.page.locator(".bot-row").count()
        box = self.page.get_by_label("Your question")
        box.fill(text)
        if key:
            box.press("Enter")
        else:
            self.page.get_by_role("button", name="Ask", exact=True).click()
        self.page.wait_for_function("n => document.querySelectorAll('.bot-row').length > n", arg=before)
        # The box is emptied a moment after the answer is drawn: what is typed in between would be lost.
        self.page.wait_for_function("() => document.querySelector('textarea').value === ''")
        # Until the end of the work has been told, Gradio ignores another press of the button.
        self.page.wait_for_function(WORK_IS_OVER)

    def open_page(self) -> None:
        """Goes to the page and waits until it can be used."""
        self.page.goto(f"{self.server.url}/")
        self.page.get_by_label("Your question").wait_for()
        # The parts are drawn one after the other, the starters last; what is focused before that is lost again.
        self.page.locator("#ours-starters button").last.wait_for()
        self.js("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def js(self, code: str) -> Any:
        """The value of a piece of script in the page."""
        return self.page.evaluate(code)


def visit(browser: Any, server: Server, size: dict[str, int], **more: Any) -> Visit:
    """A fresh visitor, an hour after the last."""
    server.site.tick.now += 3600
    server.site.stub.asked.clear()
    context = browser.new_context(viewport=size, **{"locale": "en-US", "reduced_motion": "reduce", **more})
    made = Visit(context.new_page(), server)
    made.page.set_default_timeout(15_000)
    made.page.on("request", lambda r: made.requests.append(r.url))
    made.page.on("console", lambda m: made.troubles.append(m.text) if m.type in ("error", "warning") else None)
    made.page.on("pageerror", lambda e: made.troubles.append(str(e)))
    return made


@pytest.fixture
def phone(browser: Any, server: Server) -> Iterator[Visit]:
    made = visit(browser, server, PHONE)
    made.open_page()
    yield made
    made.page.context.close()


@SIZES
def test_ask_open_a_source_and_come_back(browser: Any, server: Server, size: dict[str, int]) -> None:
    """The whole journey: by pointer first, then by keyboard alone."""
    made = visit(browser, server, size)
    made.open_page()
    page = made.page
    made.ask("My visa was refused, what can I do?")
    assert page.get_by_text("You have 15 days to ask the Federal Court").first.is_visible()

    link = page.locator("#ours-chat a").first
    link.click()
    panel = page.get_by_role("dialog")
    panel.locator("mark").wait_for()
    assert panel.locator("mark").inner_text() == "You have 15 days to ask the Federal Court if the matter arose in Canada."
    assert "only if a judge first gives permission" in panel.inner_text()
    assert "binding" in panel.inner_text()
    assert panel.locator("mark").is_visible()
    assert made.js("document.getElementById('ours-source').contains(document.activeElement)")
    page.keyboard.press("Escape")
    assert not panel.is_visible()
    assert made.js("document.activeElement === document.querySelector('#ours-chat a')")

    page.keyboard.press("Enter")
    panel.locator("mark").wait_for()
    panel.get_by_role("button", name="Close").focus()
    page.keyboard.press("Enter")
    assert not panel.is_visible()
    assert made.js("document.activeElement === document.querySelector('#ours-chat a')")

    assert made.elsewhere == []
    assert made.troubles == []
    assert made.js("document.documentElement.scrollWidth <= innerWidth")
    assert len(page.context.pages) == 1, "a source must not open a new window"
    page.context.close()


@SIZES
@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_the_source_does_not_cover_the_line_it_belongs_to(browser: Any, server: Server, size: dict[str, int], motion: str) -> None:
    made = visit(browser, server, size, reduced_motion=motion)
    made.open_page()
    made.ask("refused")
    for number in (0, 3, 6):
        link = made.page.locator("#ours-chat a").nth(number)
        link.click()
        made.page.locator("#ours-source mark").wait_for()
        line, panel = link.bounding_box(), made.page.locator("#ours-source").bounding_box()
        beside = line["x"] + line["width"] <= panel["x"] or line["y"] + line["height"] <= panel["y"]
        assert beside, f"citation {number} lies under the panel"
        assert -1 <= line["y"] < size["height"], "out of sight"  # a line scrolled to the edge lies a fraction of a pixel above it
        made.page.keyboard.press("Escape")
    made.page.context.close()


def test_the_keyboard_reaches_everything_in_order(phone: Visit) -> None:
    seen = []
    for _ in range(13):
        phone.page.keyboard.press("Tab")
        seen.append(phone.js("(e => e.tagName + ':' + (e.value || e.innerText || ''))(document.activeElement)"))
    assert seen[0] == "INPUT:any", "one stop for the country: arrows move inside it"
    assert seen[1] == "INPUT:person", "one stop for the depth"
    assert seen[2].startswith("TEXTAREA")
    assert seen[3] == "BUTTON:Ask"
    assert [s for s in seen if s.startswith("BUTTON")][1] == "BUTTON:Was a computer used in my case?"


def test_arrows_choose_the_country_and_the_choice_is_asked_with(phone: Visit) -> None:
    phone.page.get_by_role("radio", name="Canada").check()
    phone.page.keyboard.press("ArrowDown")
    assert phone.page.get_by_role("radio", name="Germany").is_checked()
    phone.ask("hello", key=True)
    assert phone.server.site.stub.asked[-1].jurisdiction == "de"
    assert phone.page.get_by_role("group", name="Which country decides about you?").count() == 1


def test_a_switch_says_for_whom_the_answer_is(phone: Visit) -> None:
    """Is the depth reached by keyboard, labelled, seen, kept for follow-ups, and kept nowhere but in the page?"""
    page, asked = phone.page, phone.server.site.stub.asked
    assert page.get_by_role("group", name="Who is the answer for?").count() == 1
    short, full = (page.get_by_role("radio", name=name) for name in ("For me: short", "For casework: everything"))
    assert short.is_checked()
    phone.ask("hello", key=True)
    assert asked[-1].depth == "person"
    assert page.get_by_text("There is more on this").count() == 1
    short.focus()
    page.keyboard.press("ArrowDown")
    assert full.is_checked()
    phone.ask("and then?", key=True)
    assert (asked[-1].depth, asked[-1].earlier) == ("caseworker", ("hello",))
    assert page.get_by_text("There is more on this").count() == 1, "the long answer leaves nothing out"
    page.get_by_role("button", name="Start again").click()
    assert full.is_checked()
    phone.open_page()
    assert short.is_checked(), "a page that is opened anew has forgotten it"


def test_a_starter_is_asked_with_one_press_and_the_starters_go(phone: Visit) -> None:
    phone.page.get_by_role("button", name="May they search my phone?").click()
    phone.page.locator(".bot-row").wait_for()
    assert phone.server.site.stub.asked[-1].text == "May they search my phone?"
    phone.page.get_by_role("button", name="Was a computer used in my case?").wait_for(state="hidden")


def test_a_question_back_is_answered_with_a_button(phone: Visit) -> None:
    phone.ask("which court can help")
    phone.page.get_by_role("button", name="Germany").click()
    phone.page.wait_for_function("() => document.querySelectorAll('.bot-row').length === 2")
    assert phone.server.site.stub.asked[-1].jurisdiction == "de"
    assert phone.page.get_by_role("radio", name="Germany").is_checked()
    phone.page.get_by_role("button", name="Germany").wait_for(state="hidden")


def test_a_suggestion_is_a_button(phone: Visit) -> None:
    phone.ask("what do you mean")
    phone.page.get_by_role("button", name="How can I challenge a refusal?").click()
    phone.page.wait_for_function("() => document.querySelectorAll('.bot-row').length === 2")
    assert phone.server.site.stub.asked[-1].text == "How can I challenge a refusal?"


def test_the_conversation_stays_in_the_page_and_its_links_still_open(phone: Visit) -> None:
    for text in ("first question", "second question", "third question"):
        phone.ask(text)
    asked = phone.page.locator(".user-row").all_inner_texts()
    assert [a.strip() for a in asked] == ["first question", "second question", "third question"]
    old = phone.page.locator("#ours-before a").first
    old.click()
    phone.page.locator("#ours-source mark").wait_for()
    phone.page.keyboard.press("Escape")
    assert phone.js("document.activeElement === document.querySelector('#ours-before a')")


@pytest.mark.parametrize("slower", [pytest.param(1, id="quick"), pytest.param(12, id="an-old-phone")])
def test_the_same_question_twice_is_two_turns(phone: Visit, slower: int) -> None:
    phone.page.context.new_cdp_session(phone.page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    for _ in range(3):
        phone.ask("the same")
    assert phone.page.locator(".user-row").count() == 3
    assert phone.page.locator(".bot-row").count() == 3
    assert phone.page.locator("#ours-busy").inner_text() == ""
    assert phone.page.get_by_label("Your question").input_value() == ""


def test_start_again_clears_the_page(phone: Visit) -> None:
    phone.ask("first question")
    phone.ask("second question")
    phone.page.get_by_role("button", name="Start again").click()
    phone.page.wait_for_function("() => document.querySelectorAll('.user-row, .bot-row').length === 0")
    phone.page.get_by_role("button", name="Was a computer used in my case?").wait_for()
    assert "first question" not in phone.js("document.body.innerText")
    phone.ask("third")
    assert phone.server.site.stub.asked[-1].earlier == ()
    assert phone.page.locator(".user-row").count() == 1


def test_help_is_what_is_seen_first(phone: Visit) -> None:
    phone.ask("removal tomorrow")
    heading = phone.page.get_by_role("heading", name="First: help now")
    assert 0 <= heading.bounding_box()["y"] < PHONE["height"] / 3
    assert phone.page.locator("#ours-chat h2").first.inner_text() == "First: help now"


def test_names_are_given_to_links_and_messages_are_not_read_as_markdown(phone: Visit) -> None:
    phone.ask("refused")
    names = phone.js("[...document.querySelectorAll('#ours-chat a')].map(a => a.getAttribute('aria-label'))")
    assert len(names) == 13
    assert set(names) == {
        *(f"Source {n}: Immigration and Refugee Protection Act, section 72: asking the Federal Court" for n in (1, 2, 3)),
        "Source 4: Canada: sorting of visitor visa applications",
        "Source 5: Legal aid in Canada",
    }
    assert phone.js("document.querySelectorAll('[data-testid=bot][aria-label], [data-testid=user][aria-label]').length") == 0
    phone.page.locator("#ours-chat a").first.click()
    phone.page.locator("#ours-source mark").wait_for()
    assert phone.page.get_by_role("dialog", name=re.compile("Immigration and Refugee")).count() == 1


def test_the_list_of_sources_is_folded_until_it_is_wanted(phone: Visit) -> None:
    phone.ask("refused")
    fold = phone.page.locator("#ours-chat summary")
    assert fold.inner_text() == "Sources (3)"
    title = phone.page.get_by_text("Canada: sorting of visitor visa applications")
    assert not title.is_visible()
    fold.focus()
    phone.page.keyboard.press("Enter")
    assert title.is_visible()
    assert "reported by others, not read in the official text" in phone.page.locator("#ours-chat details").inner_text()
    phone.page.locator("#ours-chat details a").nth(3).click()
    phone.page.locator("#ours-source mark").wait_for()
    phone.page.keyboard.press("Escape")
    phone.ask("once more")
    assert phone.page.locator("details").count() == 2
    assert phone.page.locator("summary").all_inner_texts() == ["Sources (3)", "Sources (3)"]


def test_the_language_is_ours_whatever_the_browser_speaks(browser: Any, server: Server) -> None:
    made = visit(browser, server, PHONE, locale="ar-EG")
    made.open_page()
    made.page.wait_for_timeout(500)
    assert made.js("document.documentElement.lang") == "en"
    assert made.js("document.title") == "Your rights when a computer helps to decide"
    made.ask("refused")
    assert made.js("document.querySelector('[data-testid=bot]').lang") == "en"
    made.page.context.close()


def test_when_the_connection_is_lost_the_question_stays(phone: Visit) -> None:
    phone.ask("first")
    phone.page.context.set_offline(True)
    box = phone.page.get_by_label("Your question")
    box.fill("offline question")
    box.press("Enter")
    phone.page.locator("#ours-note", has_text="The connection was lost").wait_for()
    phone.page.wait_for_timeout(2500)
    assert box.input_value() == "offline question"
    phone.page.context.set_offline(False)
    phone.ask("offline question")
    assert phone.page.locator("#ours-note").inner_text() == ""
    assert [a.strip() for a in phone.page.locator(".user-row").all_inner_texts()] == ["first", "offline question"]
    assert box.input_value() == ""


def test_asking_too_fast_is_said_and_the_question_stays(phone: Visit) -> None:
    for n in range(15):
        phone.ask(f"q{n}", key=True)
    box = phone.page.get_by_label("Your question")
    box.fill("one more")
    box.press("Enter")
    phone.page.locator("#ours-note", has_text="Please wait one minute").wait_for()
    assert phone.page.locator("#ours-note").get_attribute("role") == "alert"
    assert box.input_value() == "one more"
    phone.server.site.tick.now += 60
    phone.ask("one more", key=True)
    assert phone.page.locator("#ours-note").inner_text() == ""


def test_a_slow_answer_says_that_it_is_coming(phone: Visit) -> None:
    phone.page.get_by_label("Your question").fill("slow one")
    phone.page.get_by_label("Your question").press("Enter")
    phone.page.get_by_role("status").filter(has_text="Looking in the sources").wait_for()
    phone.page.locator(".bot-row").wait_for()
    assert phone.page.locator("#ours-busy").inner_text() == ""


def test_a_source_that_cannot_be_opened_says_so_and_closes(phone: Visit) -> None:
    phone.ask("refused")
    phone.page.context.set_offline(True)
    phone.page.locator("#ours-chat a").first.click()
    phone.page.get_by_role("dialog").get_by_text("The source could not be opened").wait_for()
    phone.page.context.set_offline(False)
    phone.page.get_by_role("button", name="Close").click()
    assert not phone.page.locator("#ours-source").is_visible()


def test_the_tracker_would_notice(browser: Any, tracker: Tracker) -> None:
    """Without this, the tests below would pass with a deaf tracker."""
    page = browser.new_page()
    page.set_content("<img src='http://tracker.evil.example/seen.png'>")
    page.wait_for_timeout(500)
    page.close()
    assert any("seen.png" in call for call in tracker.came)


@pytest.mark.parametrize("drawn", ["as words", "as they are"])
def test_hostile_words_run_nothing_and_call_nobody(
    browser: Any, server: Server, tracker: Tracker, drawn: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Drawn as words nothing happens; and were the drawing to fail, the policy still holds the line."""
    made = visit(browser, server, PHONE)
    made.open_page()
    if drawn == "as they are":
        monkeypatch.setattr("rights_assistant.web.draw.plain", str)
        monkeypatch.setattr("rights_assistant.web.talk.plain", str)
    tracker.came.clear()
    server.site.stub.hostile = "\n\n".join(text for text, _ in HOSTILE)
    made.ask("hostile " + HOSTILE[0][0])
    made.page.wait_for_timeout(1500)
    assert made.js("[1,2,3,4,5,6,7,8].filter(n => window['__x' + n])") == []
    assert tracker.came == []
    assert made.page.url == f"{server.url}/chat/"
    if drawn == "as words":
        assert made.elsewhere == [], "nothing is even tried"
        assert (
            made.js("document.querySelectorAll('#ours-chat .message :is(img, svg, iframe, video, form, object, style)').length")
            == 0
        )
        assert made.page.locator("#ours-chat a").count() == 0
        assert "window.__x2=1" in made.page.locator("#ours-chat").inner_text()
        assert made.troubles == []
    else:
        assert made.page.locator("#ours-chat a[href*=evil]").count() > 0, "nothing hostile was drawn: this row tests nothing"
    made.page.context.close()


@pytest.fixture(scope="module")
def with_a_model(library: Library, raw_words: dict[str, object], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The page with the scripted model, told who it is sent to as `serve` tells it."""
    settings = Settings(chat_model="scripted:echo")
    engine = open_engine(settings, load_prompts(settings.prompts))
    assert engine is not None
    site = make_site(library, raw_words, engine.told_before(), engine)
    with served(site, tmp_path_factory.mktemp("gradio-model")) as found:
        yield replace(found, model=engine.model)


@SIZES
def test_with_a_model_it_is_said_first_who_gets_the_question(browser: Any, with_a_model: Server, size: dict[str, int]) -> None:
    """Does it stand in sight above everything that can be pressed, before anything is sent, and stay?"""
    made = visit(browser, with_a_model, size)
    made.open_page()
    model = with_a_model.model
    assert isinstance(model, Scripted)
    model.asked.clear()
    told = made.page.locator("#ours-sent")
    said = told.inner_text()
    assert said.startswith("A machine model (scripted) may word the short answer. It is a model on this server; nothing leaves it.")
    assert "Names may not be: leave them out." in said
    assert model.asked == []
    box, heard = told.bounding_box(), made.page.get_by_label("Your question").bounding_box()
    assert 0 <= box["y"] < size["height"], "not in sight when the page opens"
    assert box["y"] + box["height"] <= heard["y"]
    assert box["y"] + box["height"] <= made.page.locator("#ours-starters button").first.bounding_box()["y"]

    made.ask("My visa was refused, what can I do?")
    assert len(model.asked) == 1
    assert made.page.get_by_text("A machine model (scripted:echo) worded the short answer.").count() == 1
    assert told.is_visible()
    assert (made.elsewhere, made.troubles) == ([], [])
    assert made.js("document.documentElement.scrollWidth <= innerWidth")
    made.page.context.close()


def test_without_a_model_the_page_says_nothing_of_one(phone: Visit) -> None:
    assert phone.page.locator("#ours-sent").count() == 0
    assert "machine model" not in phone.js("document.body.innerText")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_long_host_can_be_read(browser: Any, library: Library, raw_words: dict[str, object], tmp_path: Path, scheme: str) -> None:
    """Is the longest host broken into lines on the narrowest phone, and as plain to see as the notice above it?"""
    host = f"{'a' * 63}.{'b' * 63}.example.org"
    site = make_site(library, raw_words, (f"Your question and our passages are sent to {host} (OpenAI interface).",))
    with served(site, tmp_path) as found:
        made = visit(browser, found, {"width": 320, "height": 640}, color_scheme=scheme)
        made.open_page()
        assert made.page.locator("#ours-sent").inner_text().endswith(f"sent to {host} (OpenAI interface).")
        assert made.js("document.documentElement.scrollWidth <= innerWidth")
        assert made.js(
            "document.querySelector('#ours-sent p').scrollWidth <= document.querySelector('#ours-sent p').clientWidth + 1"
        )
        looks = "s => (c => [c.color, c.backgroundColor, c.fontSize])(getComputedStyle(document.querySelector(s)))"
        assert made.page.evaluate(looks, "#ours-sent p") == made.page.evaluate(looks, "#ours-notice p")
        assert made.page.locator("#ours-sent a").count() == 0, "a host is no link"
        made.page.context.close()


def test_nothing_is_kept_in_the_browser(phone: Visit) -> None:
    phone.ask("canary-browser")
    phone.page.locator("#ours-chat a").first.click()
    phone.page.locator("#ours-source mark").wait_for()
    assert phone.page.context.cookies() == []
    assert phone.js("Object.keys(localStorage).length + Object.keys(sessionStorage).length") == 0
    assert phone.js("indexedDB.databases().then(d => d.length)") == 0
    assert phone.js("navigator.serviceWorker.getRegistrations().then(r => r.length)") == 0
    assert phone.js("caches.keys().then(k => k.length)") == 0
    assert not [r for r in phone.requests if "canary" in r]


def test_nothing_is_kept_on_the_server_once_the_page_is_closed(browser: Any, server: Server) -> None:
    made = visit(browser, server, PHONE)
    made.open_page()
    made.ask("canary-server")
    session = next(r.rsplit("=", 1)[1] for r in made.requests if "session_hash=" in r)
    gradio = next(r.app for r in server.site.app.routes if getattr(r, "path", "") == "/chat")
    assert session in gradio.state_holder.session_data
    made.page.context.close()
    for _ in range(100):
        if session not in gradio.state_holder.session_data:
            break
        time.sleep(0.1)
    assert session not in gradio.state_holder.session_data
    written = [p for p in server.log.rglob("*") if p.is_file() and b"canary" in p.read_bytes()]
    assert written == []


def test_without_script_the_page_says_so(browser: Any, server: Server) -> None:
    made = visit(browser, server, PHONE, java_script_enabled=False)
    made.page.goto(f"{server.url}/chat/")
    assert "This page needs JavaScript" in made.page.inner_text("body")
    made.page.goto(f"{server.url}/source/ca/irpa/s-72:en:what-it-says?start=105&end=177")
    assert made.page.locator("mark").inner_text().startswith("You have 15 days")
    made.page.context.close()


def test_the_first_load_is_light(browser: Any, server: Server) -> None:
    made = visit(browser, server, PHONE)
    wire = made.page.context.new_cdp_session(made.page)
    wire.send("Network.enable")
    sizes: list[int] = []
    wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    made.open_page()
    made.page.wait_for_timeout(1500)
    assert sum(sizes) <= 300_000
    assert len(made.requests) <= 58
    assert not [r for r in made.requests if re.search(r"\.(woff2?|ttf|otf)", r)]
    made.page.context.close()


MEASURE = """
  const parse = (c) => c.match(/[\\d.]+/g).map(Number);
  const light = (v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4);
  const sum = ([r, g, b]) => 0.2126 * light(r) + 0.7152 * light(g) + 0.0722 * light(b) + 0.05;
  const ratio = (a, b) => Math.max(sum(a) / sum(b), sum(b) / sum(a));
  const ground = (e) => {
    const found = e ? parse(getComputedStyle(e).backgroundColor) : [255, 255, 255];
    return found[3] === 0 ? ground(e.parentElement) : found;
  };
  const seen = (chosen) => [...document.querySelectorAll(chosen)].filter((e) => e.checkVisibility());
  const style = (e, name) => getComputedStyle(e)[name];
"""

FAINT = """
  const written = (e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
  return seen("body *").filter((e) => written(e) && !["SCRIPT", "STYLE", "NOSCRIPT"].includes(e.tagName))
    .map((e) => [e.textContent.trim().slice(0, 30), ratio(parse(style(e, "color")), ground(e)), parseFloat(style(e, "fontSize"))])
    .filter(([, contrast, size]) => contrast < 4.5 || size < 16);
"""

WEAK = """
  return seen("textarea, .ours-choice, #ours-country label, #ours-depth label, #ours-again, #ours-source button")
    .map((e) => [e.tagName, ratio(parse(style(e, "borderTopColor")), ground(e.parentElement))])
    .filter(([, contrast]) => contrast < 3);
"""

SMALL = """
  const all = "button, textarea, summary, :is(#ours-country, #ours-depth) label";
  return seen(all).map((e) => [e.innerText, e.getBoundingClientRect()])
    .filter(([, box]) => box.height < 44 || box.width < 44).map(([text]) => text);
"""

RING = """
  const e = document.activeElement;
  const ring = style(e, "outlineStyle") !== "none" && parseFloat(style(e, "outlineWidth")) >= 3
    && ratio(parse(style(e, "outlineColor")), ground(e.parentElement)) >= 3;
  return e === document.body || ring ? [] : [[e.tagName, e.className, style(e, "outlineStyle"), style(e, "outlineColor")]];
"""


def measured(made: Visit, what: str) -> Any:
    """What a piece of measuring finds wrong."""
    return made.js(f"(() => {{ {MEASURE} {what} }})()")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_can_be_seen(browser: Any, server: Server, scheme: str) -> None:
    """Contrast of text, borders and focus; size of text and targets (WCAG 2.2: 1.4.3, 1.4.11, 2.4.7, 2.5.8)."""
    made = visit(browser, server, PHONE, color_scheme=scheme)
    made.open_page()
    made.page.wait_for_timeout(300)
    for state in ("first", "answered", "opened"):
        if state == "answered":
            made.ask("which mean removal")
            made.ask("removal")
            made.page.locator("#ours-chat summary").click()
        elif state == "opened":
            made.page.locator("#ours-chat a").first.click()
            made.page.locator("#ours-source mark").wait_for()
        assert measured(made, FAINT) == [], state
        assert measured(made, WEAK) == [], state
        assert measured(made, SMALL) == [], state
    links = made.js(
        "[...document.querySelectorAll('#ours-chat a')].map((e) => e.getBoundingClientRect()).map((b) => [b.width, b.height])"
    )
    assert all(w >= 24 and h >= 24 for w, h in links)
    made.page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_can_be_seen_where_the_keyboard_is(browser: Any, server: Server, scheme: str) -> None:
    made = visit(browser, server, PHONE, color_scheme=scheme)
    made.open_page()
    made.ask("refused", key=True)
    weak = []
    for _ in range(14):
        made.page.keyboard.press("Tab")
        made.page.wait_for_timeout(60)
        weak += measured(made, RING)
    assert weak == []
    made.page.context.close()


@pytest.mark.parametrize(("width", "height"), [(320, 256), (320, 640), (390, 844), (768, 1024), (1000, 700), (1920, 1080)])
def test_nothing_has_to_be_scrolled_sideways(browser: Any, server: Server, width: int, height: int) -> None:
    made = visit(browser, server, {"width": width, "height": height})
    made.open_page()
    assert made.js("document.documentElement.scrollWidth <= innerWidth")
    made.ask("x" * 500)
    assert made.js("document.documentElement.scrollWidth <= innerWidth")
    made.page.locator("#ours-chat a").first.click()
    made.page.locator("#ours-source mark").wait_for()
    assert made.js("document.documentElement.scrollWidth <= innerWidth")
    assert made.page.get_by_role("button", name="Close").bounding_box()["y"] >= 0
    made.page.context.close()


def test_one_heading_names_the_page_and_none_is_skipped(phone: Visit) -> None:
    phone.ask("removal")
    levels = phone.js("[...document.querySelectorAll('h1,h2,h3,h4')].filter(e => e.checkVisibility()).map(e => +e.tagName[1])")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    assert phone.js("document.querySelectorAll('main').length") == 1
