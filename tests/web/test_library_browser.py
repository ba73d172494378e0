"""The law's own words and the Library in a real browser, on a phone and on a desk, with and without script."""

import json
from typing import Any

import pytest

from lawbooks import ARABIC, DARK, DAYS, LIT
from web import test_browser as looking
from web.conftest import FIFTEEN, LONG_NOTE, Server
from web.hostile import HOSTILE
from web.test_browser import DESK, FAINT, PHONE, RING, SIZES, Visit, measured, visit

tracker = looking.tracker
browser = looking.browser

LAW = "#ours-source .ours-law"
PAGES = ("/library", "/library/ca/irpa", "/library/ca/irpa/s-72/ss-2/par-b", "/library/int/udhr/art-1", "/library/search?q=lantern")
SMALL = """
  return seen("main a, header a, footer a, button, input, select, summary")
    .map((e) => [e.innerText || e.name, e.getBoundingClientRect()]).filter(([, box]) => box.height < 44).map(([text]) => text);
"""


def asked(browser: Any, server: Server, size: dict[str, int], **more: Any) -> Visit:
    """A visitor with an answer before them."""
    made = visit(browser, server, size, **more)
    made.open_page()
    made.ask("refused")
    return made


def open_source(made: Visit, href: str) -> None:
    """Opens a source from the first citation, led elsewhere."""
    made.page.locator("#ours-chat a").first.evaluate("(a, href) => a.setAttribute('href', href)", href)
    made.page.locator("#ours-chat a").first.click()
    made.page.locator(LAW).wait_for()


@SIZES
def test_the_law_stands_under_the_note_in_the_language_chosen(browser: Any, lit_server: Server, size: dict[str, int]) -> None:
    """By pointer first, then by keyboard alone; who opened it gets the focus back."""
    made = asked(browser, lit_server, size)
    page = made.page
    page.locator("#ours-chat a").first.click()
    page.locator(LAW).wait_for()
    assert page.locator("#ours-source mark").all_inner_texts() == [FIFTEEN, DAYS]
    law = page.get_by_role("region", name="The law's own words")
    assert "Lantern Office" in law.inner_text()
    assert "26 March 2026" in law.inner_text()

    law.get_by_role("link", name="français").click()
    law.get_by_text("Loi sur les lanternes").wait_for()
    assert page.locator("#ours-source mark").all_inner_texts() == [FIFTEEN], "the French text has no such place"
    assert law.get_by_text("We are not sure which place").is_visible()
    assert made.js("document.activeElement.textContent") == "français"
    assert made.js("document.activeElement.getAttribute('aria-current')") == "true"
    bar, heading = page.locator("#ours-source .ours-bar").bounding_box(), law.get_by_role("heading").bounding_box()
    assert heading["y"] >= bar["y"] + bar["height"] - 1, "the heading lies under the bar"

    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    law.get_by_text("Lantern Act").wait_for()
    assert page.locator("#ours-source mark").count() == 2
    page.keyboard.press("Escape")
    assert not page.locator("#ours-source").is_visible()
    assert made.js("document.activeElement === document.querySelector('#ours-chat a')")
    assert made.elsewhere == []
    assert made.troubles == []
    assert len(page.context.pages) == 1
    page.context.close()


def test_a_long_law_is_folded_around_the_place(browser: Any, lit_server: Server) -> None:
    made = asked(browser, lit_server, PHONE)
    text = LONG_NOTE.sections[0].text
    open_source(made, f"/source/ca/irpa/s-9:en:what-it-says?start={text.index('No')}&end={len(text)}")
    assert made.page.locator("#ours-source mark").all_inner_texts() == ["No lantern is dark.", DARK]
    assert not made.page.get_by_text(LIT).is_visible()
    made.page.get_by_text("Show what stands before").click()
    assert made.page.get_by_text(LIT).is_visible()
    assert measured(made, FAINT) == []
    assert made.js("document.documentElement.scrollWidth <= innerWidth")
    made.page.context.close()


def test_from_right_to_left_in_the_panel(browser: Any, lit_server: Server) -> None:
    made = asked(browser, lit_server, PHONE)
    open_source(made, "/source/int/udhr/art-1:en:what-it-says")
    passage = made.page.locator(f"{LAW} .ours-passage")
    assert (passage.get_attribute("lang"), passage.get_attribute("dir")) == ("ar", "rtl")
    assert passage.inner_text() == ARABIC
    assert passage.evaluate("e => getComputedStyle(e).direction") == "rtl"
    assert made.page.locator(f"{LAW} nav").count() == 0
    made.page.context.close()


def test_a_hostile_law_in_the_panel_is_words(browser: Any, lit_server: Server, tracker: Any) -> None:
    made = asked(browser, lit_server, PHONE)
    evil = "\n".join(text for text, _ in HOSTILE)
    named = "heading name folded_before before quote after folded_after show_before show_after language direction choose"
    law = {
        **dict.fromkeys([*named.split(), "library_words", "url_words"], evil),
        "told": [evil],
        "languages": [
            {"language": evil, "direction": evil, "name": evil, "href": "/source/x", "current": n == 0} for n in range(2)
        ],
        "facts": [[evil, evil]],
        "url": None,
        "library": "/library",
    }
    source = {
        "title": "T",
        "heading": "H",
        "before": "",
        "quote": "q",
        "after": "",
        "language": "en",
        "facts": [],
        "url": None,
        "law": law,
    }
    made.page.route("**/source/**", lambda route: route.fulfill(body=json.dumps(source), content_type="application/json"))
    tracker.came.clear()
    made.page.locator("#ours-chat a").first.click()
    made.page.locator(LAW).wait_for()
    made.page.wait_for_timeout(500)
    assert made.js("[1,2,3,4,5,6,7,8].filter(n => window['__x' + n])") == []
    assert tracker.came == []
    assert (
        made.js("document.querySelectorAll('#ours-source :is(img, svg, iframe, video, form, object, style, script)').length") == 0
    )
    assert "window.__x2=1" in made.page.locator(LAW).inner_text()
    made.page.context.close()


def test_the_connection_is_lost_while_a_language_is_chosen(browser: Any, lit_server: Server) -> None:
    made = asked(browser, lit_server, PHONE)
    made.page.locator("#ours-chat a").first.click()
    made.page.locator(LAW).wait_for()
    made.page.context.set_offline(True)
    made.page.get_by_role("link", name="français").click()
    made.page.get_by_role("dialog").get_by_text("The source could not be opened").wait_for()
    assert made.js("document.activeElement.id") == "ours-source-title"
    made.page.context.set_offline(False)
    made.page.keyboard.press("Escape")
    assert made.js("document.activeElement === document.querySelector('#ours-chat a')")
    made.page.context.close()


def test_the_foot_of_the_page_leads_to_the_library_and_the_talk_stays(browser: Any, lit_server: Server) -> None:
    made = asked(browser, lit_server, PHONE)
    link = made.page.get_by_role("link", name="Library: read the laws themselves (opens a new tab)")
    assert link.bounding_box()["height"] >= 44
    with made.page.context.expect_page() as opened:
        link.click()
    opened.value.get_by_role("heading", name="Library of the law", level=1).wait_for()
    assert opened.value.url == f"{lit_server.url}/library"
    assert opened.value.evaluate("window.opener") is None
    assert made.page.locator(".bot-row").count() == 1
    made.page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_can_be_seen_and_reached(browser: Any, lit_server: Server, path: str, scheme: str) -> None:
    """Contrast, size of targets, focus (WCAG 2.2: 1.4.3, 2.5.8, 2.4.7, 1.4.11); no script, nothing from elsewhere."""
    made = visit(browser, lit_server, PHONE, color_scheme=scheme)
    made.page.goto(lit_server.url + path)
    assert measured(made, FAINT) == []
    assert measured(made, SMALL) == []
    for _ in range(8):
        made.page.keyboard.press("Tab")
        assert measured(made, RING) == []
    assert made.js("document.scripts.length") == 0
    assert made.elsewhere == made.troubles == []
    assert len(made.requests) == 3, "the page and its two sheets of style"
    made.page.context.close()


@pytest.mark.parametrize("width", [320, 390, 768, 1000, 1920])
@pytest.mark.parametrize("path", PAGES)
def test_nothing_has_to_be_scrolled_sideways(browser: Any, lit_server: Server, path: str, width: int) -> None:
    made = visit(browser, lit_server, {"width": width, "height": 640})
    made.page.goto(lit_server.url + path)
    assert made.js("document.documentElement.scrollWidth <= innerWidth")
    made.page.context.close()


@pytest.mark.parametrize(("size", "beside"), [pytest.param(PHONE, False, id="phone"), pytest.param(DESK, True, id="desk")])
def test_note_and_law_stand_beside_each_other_where_there_is_room(
    browser: Any, lit_server: Server, size: dict[str, int], beside: bool
) -> None:
    made = visit(browser, lit_server, size)
    made.page.goto(f"{lit_server.url}/library/ca/irpa/s-72")
    note = made.page.get_by_role("region", name="In our words").bounding_box()
    law = made.page.get_by_role("region", name="The law's own words").bounding_box()
    assert (abs(note["y"] - law["y"]) < 2 and note["x"] + note["width"] <= law["x"]) == beside
    assert (note["y"] + note["height"] <= law["y"]) != beside
    jump = made.page.get_by_role("main").get_by_role("link", name="The law's own words")
    assert jump.count() == (0 if beside else 1)
    made.page.context.close()


def test_a_tour_by_keyboard_without_script(browser: Any, lit_server: Server) -> None:
    """From the list of laws by a search to a provision, to the place a sentence rests on, into French, and on to the next."""
    made = visit(browser, lit_server, PHONE, java_script_enabled=False)
    page = made.page
    page.goto(f"{lit_server.url}/library")
    page.keyboard.press("Tab")
    assert page.get_by_role("link", name="Skip to the content").bounding_box()["height"] >= 44
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("lamp court")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Found for “lamp court”").wait_for()
    page.get_by_role("link", name="Lantern Act · 72 · Asking the court").press("Enter")
    page.get_by_role("link", name="This rests on (2)(b) of the law").press("Enter")
    page.wait_for_url("**/library/ca/irpa/s-72/ss-2/par-b?language=en#law")
    assert page.locator("mark").inner_text() == DAYS
    page.get_by_role("link", name="Immigration", exact=False).or_(page.get_by_role("link", name="ca/irpa")).first.press("Enter")
    page.get_by_role("link", name="français").press("Enter")
    page.get_by_role("link", name="72 Demande").press("Enter")
    assert page.get_by_role("region", name="The law's own words").get_by_text("Loi sur les lanternes").is_visible()
    page.get_by_role("link", name="Next: Section 9: lighting").press("Enter")
    page.get_by_role("heading", name="Section 9: lighting", level=1).wait_for()
    assert made.elsewhere == []
    page.context.close()


def test_without_script_the_chat_page_leads_to_the_library(browser: Any, lit_server: Server) -> None:
    made = visit(browser, lit_server, PHONE, java_script_enabled=False)
    made.page.goto(f"{lit_server.url}/chat/")
    made.page.get_by_role("link", name="The Library of the law works without it.").click()
    made.page.get_by_role("heading", name="Library of the law", level=1).wait_for()
    made.page.context.close()
