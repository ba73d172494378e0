"""The report in a real browser: it fits a desk and a phone, fetches nothing, and prints."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from evaluation.replies_made import a_case, a_gold, a_reply, saying
from rights_assistant.domain.answer import Outcome
from rights_assistant.evaluation.cases import Split
from rights_assistant.evaluation.charts import LENGTH, WIDTH
from rights_assistant.evaluation.replies import Near
from rights_assistant.evaluation.report import html
from rights_assistant.evaluation.score import score
from web.conftest import find_chromium

playwright = pytest.importorskip("playwright.sync_api")

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 3
EVIL = "<script>document.title = 'taken'</script><img src='http://evil.example/x.png' onerror=\"document.title = 'taken'\">"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One Chromium for these tests."""
    found = find_chromium()
    if not found:
        pytest.skip("no Chromium: install one, or name it in CHROMIUM")
    with playwright.sync_playwright() as tool:
        opened = tool.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report with long words, many slices and a hostile question."""
    replies = [
        a_reply(
            a_case(
                id=f"case-{n}", question=f"{EVIL} {LONG}", slices=(f"slice/{n}-{LONG[: n * 9]}", "ca"),
                outcomes=(Outcome.CLARIFY if n % 4 else Outcome.ANSWERED,),
                cites=(LONG,), must_say=((LONG,),), why=LONG, split=Split.TEST if n % 2 else Split.TUNE,
            ),
            saying(f"{EVIL} {LONG} [1]"),
            near=Near(f"guides/{LONG}", LONG, 0.95),
        )
        for n in range(12)
    ]  # fmt: skip
    replies.append(a_reply(a_case(id="broken", question=LONG), error=LONG))
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(html(score(replies, a_gold()), {"commit": LONG, "changed": True}, missing=[LONG], known={"ca/x"}), "utf-8")
    return path


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_it_fits_and_fetches_nothing(browser: Any, file: Path, width: int, scheme: str) -> None:
    """Is there no sideways scrolling, no request but the file's own, no script that ran and no complaint?"""
    page = browser.new_page(viewport={"width": width, "height": 844}, color_scheme=scheme)
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(file.as_uri(), wait_until="load")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert asked == [file.as_uri()]
    assert complaints == []
    assert page.title() == "How well the assistant answers: evaluation report"
    assert page.locator("article").count() == 12
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == ("rgb(255, 255, 255)" if scheme == "light" else "rgb(21, 24, 28)")
    page.close()


def test_a_wide_table_scrolls_in_its_own_box(browser: Any, file: Path) -> None:
    """Can the last column be reached on a phone, by keyboard too?"""
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(file.as_uri())
    box = page.get_by_role("region", name="Figures by slice")
    assert box.evaluate("box => box.scrollWidth > box.clientWidth && box.tabIndex === 0")
    assert box.evaluate("box => { box.scrollLeft = 9999; return box.scrollLeft > 0 }")
    page.close()


def test_from_the_index_to_a_miss(browser: Any, file: Path) -> None:
    """Does a row of the index lead to its miss, and a click show the rest of it?"""
    page = browser.new_page(viewport={"width": 1280, "height": 844})
    page.goto(file.as_uri())
    index = page.get_by_role("region", name="Index of the misses")
    index.get_by_role("link", name="case-9", exact=True).click()
    miss = page.get_by_role("article", name="case-9", exact=True)
    assert abs(miss.evaluate("m => m.getBoundingClientRect().top")) < 844
    assert miss.get_by_text("What was missed").is_visible()
    assert not miss.locator(".said").is_visible()
    miss.locator("summary").click()
    assert miss.locator(".said").is_visible()
    page.close()


def test_on_paper_nothing_is_hidden(browser: Any, file: Path) -> None:
    """Are the misses whole in print, and do the boxes show all that is in them on a sheet's width?"""
    page = browser.new_page(viewport={"width": 718, "height": 1000})  # A4 within its margins
    page.goto(file.as_uri())
    assert not page.locator("article .said").last.is_visible()
    page.emulate_media(media="print")
    assert all(said.is_visible() for said in page.locator("article .said").all())
    assert not page.locator("summary").first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.pdf(format="A4").startswith(b"%PDF")
    page.close()


def test_a_bar_is_drawn_as_long_as_its_figure(browser: Any, file: Path) -> None:
    """Is the bar of three in twelve, as it is drawn on the screen, a quarter of the scale?"""
    page = browser.new_page(viewport={"width": 1280, "height": 844})
    page.goto(file.as_uri())
    chart = page.get_by_role("img", name="Outcome accuracy by language")
    bar, whole = chart.evaluate("c => [c.querySelector('.bar'), c].map(e => e.getBoundingClientRect().width)")
    assert bar / whole == pytest.approx(LENGTH / WIDTH / 4, rel=0.01)
    assert chart.get_by_text("25%").count() == 1
    page.close()
