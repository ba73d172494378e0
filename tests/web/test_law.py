"""The law's own words beside a source: cut, folded, dated, in a language; on the page, in JSON, through the route."""

import re
from datetime import date, timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawbooks import ARABIC, AS_OF, DARK, DAYS, LEAVE, LIT, LONG, SECTION_72, TEXTS
from rights_assistant.catalogue import Catalogue
from rights_assistant.domain.official import OfficialProvision, Part, Unit, Wording
from rights_assistant.errors import OfficialError
from rights_assistant.quote import Beside
from rights_assistant.web import law as laws
from rights_assistant.web.calm import Calm
from rights_assistant.web.law import AROUND, Cut, choices, cut, opened, relied_on, unmarked
from rights_assistant.web.law import LONG as MANY
from rights_assistant.web.paper import as_page
from rights_assistant.web.source import open_source
from rights_assistant.web.words import Words, direction
from web.conftest import FIFTEEN, LONG_NOTE
from web.hostile import HOSTILE
from web.stub import SECTION_72 as NOTE
from web.stub import TODAY

JSON = {"accept": "application/json"}
PASSAGE = "/source/ca/irpa/s-72:en:what-it-says"
START = NOTE.sections[0].text.index(FIFTEEN)
RELYING = {"start": START, "end": START + len(FIFTEEN)}


def whole(found: Cut) -> str:
    """The pieces put together."""
    return found.folded_before + found.before + found.marked + found.after + found.folded_after


def a_wording(text: str = SECTION_72, part: Part | None = None, **changes: Any) -> Wording:
    """An English wording of section 72."""
    provision = OfficialProvision("ca/irpa/s-72", Unit.SECTION, "72", "Asking", text, (part,) if part else ())
    values: dict[str, Any] = {
        "provision": provision, "part": part, "language": "en", "title": "Lantern Act", "publisher": "Lantern Office",
        "as_of": AS_OF, "sha256": "0" * 64, "path": "p", "address": "https://lanterns.test/", "fetched_on": TODAY,
    }  # fmt: skip
    return Wording(**{**values, **changes})


class TestCut:
    """A text around the place that is marked."""

    def test_a_short_text_is_not_folded(self) -> None:
        start = SECTION_72.index(LEAVE)
        found = cut(SECTION_72, start, start + len(LEAVE))
        assert (found.folded_before, found.marked, found.folded_after) == ("", LEAVE, "")
        assert whole(found) == SECTION_72

    def test_a_long_one_folds_around_the_place_at_whole_lines(self) -> None:
        lines = LONG.split("\n")
        start = LONG.index(lines[20])
        found = cut(LONG, start, start + len(lines[20]))
        assert found.marked == lines[20]
        assert whole(found) == LONG
        for piece in (found.folded_before, found.before, found.after, found.folded_after):
            assert set(piece.strip("\n").split("\n")) <= set(lines)
        assert AROUND <= len(found.before) <= AROUND + 80
        assert AROUND <= len(found.after) <= AROUND + 80

    @pytest.mark.parametrize(("words", "folded"), [(LIT, (False, True)), (DARK, (True, False))])
    def test_at_an_end_only_the_other_side_folds(self, words: str, folded: tuple[bool, bool]) -> None:
        start = LONG.index(words)
        found = cut(LONG, start, start + len(words))
        assert (bool(found.folded_before), bool(found.folded_after)) == folded

    def test_a_few_words_are_not_worth_a_fold(self) -> None:
        text = "Short.\n" + "x" * AROUND + "\nHere.\n" + "y" * MANY
        found = cut(text, text.index("Here."), text.index("Here.") + 5)
        assert found.before.startswith("Short.")
        assert found.folded_before == ""

    def test_without_a_mark_how_it_begins(self) -> None:
        found = unmarked(LONG)
        assert (found.folded_before, found.marked, found.after) == ("", "", "")
        assert len(found.before) <= MANY + 1
        assert whole(found) == LONG
        assert found.folded_after.startswith("(")
        assert unmarked("Short.") == Cut(before="Short.")

    @given(st.text(st.sampled_from("ab \n"), max_size=4000), st.data())
    def test_no_word_is_lost_or_added(self, text: str, data: st.DataObject) -> None:
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, len(text)))
        found = cut(text, start, end)
        assert whole(found) == text
        assert found.marked == text[start:end]
        assert whole(unmarked(text)) == text


class TestTold:
    """What is said of the mark, of the day and of where the words come from."""

    def test_sure_or_not(self) -> None:
        part = Part("ca/irpa/s-72/ss-2/par-b", "(b)", SECTION_72.index(DAYS), len(SECTION_72))
        sure = relied_on(Beside(a_wording(part=part), True, ("en",)), TODAY)
        assert (sure.cut.marked, sure.told) == (DAYS, "law.marked")
        unsure = relied_on(Beside(a_wording(), False, ("en",)), TODAY)
        assert (unsure.cut.marked, unsure.told) == ("", "law.unsure")
        entire = relied_on(Beside(a_wording(), True, ("en",)), TODAY)
        assert (entire.cut.marked, entire.told) == (SECTION_72, "law.marked")

    def test_what_was_asked_for_by_its_address(self) -> None:
        part = Part("ca/irpa/s-72/ss-2/par-b", "(b)", SECTION_72.index(DAYS), len(SECTION_72))
        assert (opened(a_wording(part=part), ("en",), TODAY).told, opened(a_wording(), ("en",), TODAY).told) == (
            "law.addressed",
            "",
        )
        assert opened(a_wording(LONG), ("en",), TODAY).cut == Cut(before=LONG), "a provision of the Library is not folded"

    @pytest.mark.parametrize(
        ("as_of", "on", "said", "why"),
        [
            (AS_OF, AS_OF - timedelta(1), True, "the day before"),
            (AS_OF, AS_OF, False, "that very day"),
            (AS_OF, TODAY, False, "later"),
            (None, date(1950, 1, 1), False, "nobody knows of which day it is"),
        ],
    )
    def test_another_wording_then(self, as_of: date | None, on: date, said: bool, why: str, words: Words) -> None:
        early = opened(a_wording(as_of=as_of), ("en",), on).early(words)
        assert bool(early) == said, why
        assert not said or ("25 March 2026" in early and "26 March 2026" in early)

    def test_where_it_comes_from(self, words: Words) -> None:
        law = opened(a_wording(note="A copy by hand."), ("en",), TODAY)
        assert laws.facts(law, words) == [
            ("Publisher", "Lantern Office"),
            ("Wording of", "26 March 2026"),
            ("Fetched on", "23 November 2026"),
            ("Language", "English"),
            ("About this copy", "A copy by hand."),
        ]
        assert dict(laws.facts(opened(a_wording(as_of=None), (), TODAY), words))["Wording of"] == "the publisher names no day"

    @pytest.mark.parametrize("address", ["javascript:alert(1)", "", "//evil.example", 'https://x.example/"onclick=1'])
    def test_only_ordinary_addresses_are_linked(self, address: str) -> None:
        assert opened(a_wording(address=address), (), TODAY).url == ""
        assert opened(a_wording(), (), TODAY).url == "https://lanterns.test/"


class TestLanguages:
    """Which can be chosen, by which name, written which way."""

    def test_each_by_its_own_name_and_address(self, words: Words) -> None:
        found = choices(("en", "ar", "xx"), "ar", "/source/a:en:b", [("start", "1"), ("language", "en"), ("end", "2")], words)
        assert [(c.name, c.direction, c.current) for c in found] == [
            ("English", "ltr", False), ("العربية", "rtl", True), ("xx", "ltr", False),
        ]  # fmt: skip
        assert found[0].href == "/source/a:en:b?start=1&end=2&language=en"

    @pytest.mark.parametrize(
        ("code", "written"),
        [
            ("ar", "rtl"),
            ("fa", "rtl"),
            ("ur", "rtl"),
            ("ps", "rtl"),
            ("ar-eg", "rtl"),
            ("en", "ltr"),
            ("ku", "ltr"),
            ("zh-hant", "ltr"),
        ],
    )
    def test_direction(self, code: str, written: str) -> None:
        assert direction(code) == written

    def test_an_address_in_the_library(self) -> None:
        assert laws.at("ca/irpa/s-72", "pt-br") == "/library/ca/irpa/s-72?language=pt-br"
        assert laws.at("ca/irpa/s-72") == "/library/ca/irpa/s-72"
        assert laws.at('a/"><b', "x&y") == "/library/a/%22%3E%3Cb?language=x%26y"


class Page(HTMLParser):
    """The tags of a page, and the text of each element with a class or a tag's name."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: dict[str, list[str]] = {}
        self._open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.text.setdefault(tag, []).append("")
        if tag not in ("meta", "link", "br", "input", "img"):
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        for tag in set(self._open):
            self.text[tag][-1] += data


class TestRoute:
    """Through the whole app."""

    def test_the_place_is_marked_in_json(self, lit_client: Any) -> None:
        law = lit_client.get(PASSAGE, params=RELYING, headers=JSON).json()["law"]
        assert (law["paragraph"], law["sure"], law["quote"]) == ("ca/irpa/s-72/ss-2/par-b", True, DAYS)
        assert law["before"] + law["quote"] + law["after"] == SECTION_72
        assert (law["folded_before"], law["folded_after"]) == ("", "")
        assert (law["publisher"], law["as_of"], law["fetched_on"]) == ("Lantern Office", "2026-03-26", "2026-11-22")
        assert law["told"] == ["The marked words are the place in the law that our note rests on."]
        assert law["url"] == "https://lanterns.test/ca/irpa.en.xml"
        assert law["library"] == "/library/ca/irpa/s-72/ss-2/par-b?language=en"

    def test_languages_are_links_that_keep_the_rest(self, lit_client: Any) -> None:
        law = lit_client.get(PASSAGE, params={**RELYING, "on": "2026-11-23"}, headers=JSON).json()["law"]
        assert [(c["language"], c["current"]) for c in law["languages"]] == [("en", True), ("fr", False)]
        french = lit_client.get(law["languages"][1]["href"], headers=JSON).json()
        assert french["quote"] == FIFTEEN
        assert (french["law"]["language"], french["law"]["sure"]) == ("fr", False)
        assert french["law"]["told"] == [
            "We are not sure which place in this text our note rests on, so nothing is marked.",
        ]

    def test_on_the_page_too(self, lit_client: Any) -> None:
        page = Page(lit_client.get(PASSAGE, params=RELYING).text)
        assert page.text["mark"] == [FIFTEEN, DAYS]
        assert "The law's own words" in page.text["h2"]
        assert {"Lantern Office", "26 March 2026", "22 November 2026", "English"} <= set(page.text["dd"])
        assert ("a", "true") in [(tag, a.get("aria-current")) for tag, a in page.tags]

    def test_before_the_wording_was_made(self, lit_client: Any) -> None:
        told = "On the day you asked about, the wording may have been another."
        before = lit_client.get(PASSAGE, params={**RELYING, "on": "2020-05-01"}, headers=JSON).json()["law"]["told"]
        assert told in before[0]
        assert "1 May 2020" in before[0]
        assert told in lit_client.get(PASSAGE, params={"on": "2020-05-01"}).text
        assert told not in lit_client.get(PASSAGE).text

    def test_without_words_relied_on_nothing_is_marked_in_the_law(self, lit_client: Any) -> None:
        page = Page(lit_client.get(PASSAGE).text)
        assert len(page.text["mark"]) == 1, "our note's own"
        assert "We are not sure which place" in "".join(page.text["p"])

    def test_a_long_one_is_folded_and_opens_without_script(self, lit_client: Any) -> None:
        text = LONG_NOTE.sections[0].text
        span = {"start": text.index("No lantern"), "end": len(text)}
        page = Page(lit_client.get("/source/ca/irpa/s-9:en:what-it-says", params=span).text)
        assert page.text["mark"] == ["No lantern is dark.", DARK]
        assert page.text["summary"] == ["Show what stands before"]
        assert LIT in page.text["details"][0]
        law = lit_client.get("/source/ca/irpa/s-9:en:what-it-says", params=span, headers=JSON).json()["law"]
        assert law["folded_before"] + law["before"] + law["quote"] == LONG

    def test_from_right_to_left(self, lit_client: Any) -> None:
        page = Page(lit_client.get("/source/int/udhr/art-1:en:what-it-says").text)
        shown = [a for tag, a in page.tags if tag == "div" and a.get("class") == "ours-passage"]
        assert shown == [{"class": "ours-passage", "lang": "ar", "dir": "rtl"}]
        assert ARABIC in "".join(page.text["p"])
        assert not [a for tag, a in page.tags if tag == "nav"], "one language is no choice"

    @pytest.mark.parametrize("language", ["xx", "", "<script>", "en' OR 1=1", "é", "a" * 200])
    def test_a_language_that_is_not_there_changes_nothing(self, language: str, lit_client: Any) -> None:
        answer = lit_client.get(PASSAGE, params={**RELYING, "language": language}, headers=JSON)
        assert (answer.status_code, answer.json()["law"]["language"]) == (200, "en")

    @pytest.mark.parametrize("passage", ["systems/ca/trv-triage:en:in-short", "eu/ai-act/art-86:en:what-it-says"])
    def test_what_is_no_law_or_was_not_fetched_has_none(self, passage: str, lit_client: Any) -> None:
        assert lit_client.get(f"/source/{passage}", headers=JSON).json()["law"] is None
        assert "own words" not in lit_client.get(f"/source/{passage}").text

    def test_without_any_texts_there_is_none(self, client: Any) -> None:
        assert client.get(PASSAGE, headers=JSON).json()["law"] is None
        assert "own words" not in client.get(PASSAGE).text

    def test_no_script_and_nothing_from_elsewhere(self, lit_client: Any) -> None:
        page = Page(lit_client.get(PASSAGE, params=RELYING).text)
        assert not {"script", "style", "img", "iframe"} & {tag for tag, _ in page.tags}
        assert all("style" not in a and not any(k.startswith("on") for k in a) for _, a in page.tags)
        loaded = [a["href"] or "" for tag, a in page.tags if tag == "link"]
        assert all(href.startswith(("/static-ours/", "data:,")) for href in loaded)


@pytest.mark.parametrize(("text", "why"), HOSTILE, ids=[why for _, why in HOSTILE])
def test_a_hostile_law_is_shown_as_words(text: str, why: str, lit: Catalogue, words: Words) -> None:
    source = open_source(lit.library, "ca/irpa/s-72:en:what-it-says", start=None, end=None, on="2020-01-01", today=TODAY)
    wording = a_wording(text, title=text, publisher=text, note=text, address=text)
    law = opened(wording, ("en", "fr"), source.on)
    found = Page(as_page(source, words, law, choices(("en", "fr"), "en", "/source/x", [("start", text)], words)))
    assert not {"img", "script", "svg", "iframe", "form", "object", "video", "style", "math"} & {tag for tag, _ in found.tags}
    assert all(not any(k.startswith("on") or k == "style" for k in a) for _, a in found.tags)
    assert text in "".join(found.text["p"])
    hrefs = [a.get("href") or "" for tag, a in found.tags if tag == "a"]
    assert all(href.startswith(("/", "https://", "http://")) for href in hrefs)


class TestCalm:
    """Texts that cannot be read are as if they were not there."""

    class Torn:
        """Texts of which every reading fails."""

        def __getattr__(self, name: str) -> Any:
            def fail(*_: object, **__: object) -> Any:
                raise OfficialError("torn", "mend it")

            return fail

    def test_nothing_is_raised(self, caplog: pytest.LogCaptureFixture) -> None:
        calm = Calm(self.Torn())
        assert calm.languages("a") == ()
        assert calm.wording("a", "en") is None
        assert calm.relied_on("a", "b") == ""
        assert calm.contents("a", "en") == calm.search("secret", "en") == []
        assert calm.instruments() == calm.sizes() == {}
        assert "secret" not in caplog.text
        assert "OfficialError" in caplog.text

    def test_what_can_be_read_is_the_same(self, lit: Catalogue) -> None:
        assert lit.official
        calm = Calm(lit.official)
        assert calm.languages("ca/irpa/s-72") == ("en", "fr")
        assert calm.wording("ca/irpa/s-72", "fr") == lit.official.wording("ca/irpa/s-72", "fr")
        assert calm.relied_on("ca/irpa/s-72", FIFTEEN) == "ca/irpa/s-72/ss-2/par-b"
        assert calm.contents("ca/irpa", "en") == lit.official.contents("ca/irpa", "en")
        assert calm.instruments() == {"ca/irpa": ("en", "fr"), "int/udhr": ("ar",)}
        assert calm.sizes() == lit.official.sizes()
        assert calm.search("dusk", "en", limit=1) == lit.official.search("dusk", "en", limit=1) != []

    def test_the_pages_stand(self, lit: Catalogue, raw_words: dict[str, object]) -> None:
        from starlette.testclient import TestClient

        from web.conftest import ADDRESS, make_site

        torn = make_site(lit.library, raw_words, catalogue=lit.with_official(self.Torn()))  # type: ignore[arg-type]
        with TestClient(torn.app, base_url=ADDRESS) as client:
            for path in ("/library", "/library/ca/irpa", "/library/ca/irpa/s-72", "/library/search?q=court", PASSAGE):
                assert client.get(path).status_code == 200, path


def test_the_lawbooks_hold_what_the_rows_above_take_them_for() -> None:
    assert len(LONG) > MANY > len(SECTION_72)
    assert re.search(r"[\u0600-\u06ff]", TEXTS[("int/udhr", "ar")].provisions[0].text)
