"""The Library: lists, contents, a note beside its law, a search; with and without official texts, and with hostile ones."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from fakes import Listed, a_passage, by_id
from lawbooks import ARABIC, DAYS, LONG, TEXTS, write_texts
from rights_assistant.adapters.texts import Texts
from rights_assistant.catalogue import Catalogue, Line
from rights_assistant.domain.library import Library
from rights_assistant.domain.official import OfficialText, Part
from rights_assistant.knowledge.load import read_folder
from rights_assistant.web.shelves import LONGEST, MOST, Item, Shelves, _grouped
from rights_assistant.web.words import Words
from web.conftest import ADDRESS, FIFTEEN, ROOT, make_site
from web.hostile import HOSTILE
from web.stub import ARTICLE_86, SECTION_72, TODAY, provision, section

VOID = ("meta", "link", "br", "input", "img", "hr")
PAGES = (
    "/library", "/library/ca/irpa", "/library/ca/irpa?language=fr", "/library/ca/irpa/s-72", "/library/ca/irpa/s-72/ss-2/par-b",
    "/library/ca/irpa/s-9", "/library/ca/irpa/sch-1", "/library/int/udhr/art-1?language=ar", "/library/eu/ai-act/art-86",
    "/library/eu/ai-act", "/library/search?q=lantern", "/library/search", "/library/none",
)  # fmt: skip


class Page(HTMLParser):
    """What a page is made of."""

    def __init__(self, answer: Any) -> None:
        super().__init__()
        self.status = answer.status_code
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.links: list[tuple[str, str]] = []
        self.marked: list[str] = []
        self.words = ""
        self.nested: list[str] = []
        self._open: list[str] = []
        self.feed(answer.text)
        self.close()
        assert self._open == [], "a tag is left open"
        self.words = " ".join(self.words.split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "a":
            self.links.append((dict(attrs).get("href") or "", ""))
        if tag == "mark":
            self.marked.append("")
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] in ("title", "style", "script"):
            return
        self.words += data
        if "a" in self._open:
            href, text = self.links[-1]
            self.links[-1] = (href, text + data)
        if "mark" in self._open:
            self.marked[-1] += data

    def each(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of every element of a kind."""
        return [a for t, a in self.tags if t == tag]

    def leads(self, text: str) -> str:
        """Where the link with a text leads."""
        return next(href for href, said in self.links if said.strip() == text)


@pytest.fixture
def page(lit_client: Any) -> Any:
    """Opens a page of the Library."""
    return lambda path: Page(lit_client.get(path))


class TestFront:
    """All laws."""

    def test_by_place_with_what_there_is(self, page: Any) -> None:
        found = page("/library")
        places = [a.get("id") for a in found.each("h2")]
        assert places == ["place-int", "place-eu", "place-ca"]
        assert "act, binding. 2 notes of ours. Official text: 3 sections, 1 schedule. In: English, français." in found.words
        assert "act, binding. 1 note of ours. Official text: 1 article. In: العربية." in found.words
        assert found.leads("ca/irpa") == "/library/ca/irpa"

    def test_the_search_offers_what_there_is(self, page: Any) -> None:
        found = page("/library")
        assert [a.get("value") for a in found.each("option")] == ["en", "fr", "ar"]
        assert [a["value"] for a in found.each("option") if "selected" in a] == ["en"]
        assert found.each("input")[0]["maxlength"] == str(LONGEST)
        assert [a["dir"] for a in found.each("option")] == ["ltr", "ltr", "rtl"]

    def test_without_texts_how_to_fetch_them(self, client: Any) -> None:
        found = Page(client.get("/library"))
        assert "rights-assistant sources fetch" in found.words
        assert found.each("select") == []


class TestInstrument:
    """A table of contents."""

    def test_chapters_articles_and_notes(self, page: Any) -> None:
        found = page("/library/ca/irpa")
        headings = [tag for tag, _ in found.tags if re.fullmatch(r"h\d", tag)]
        assert headings == ["h1", "h2", "h3", "h4", "h4"]
        assert found.leads("1 Hanging <lanterns>") == "/library/ca/irpa/s-1?language=en"
        assert "72 Asking the court with our note" in found.words
        assert "1 Hanging <lanterns> with" not in found.words
        assert [href for href, _ in found.links if "irpa/s-" in href] == [
            f"/library/ca/irpa/s-{n}?language=en" for n in (1, 9, 72)
        ]  # fmt: skip

    def test_in_another_language(self, page: Any) -> None:
        found = page("/library/ca/irpa?language=fr")
        assert [a for a in found.each("a") if a.get("lang") == "fr" and "s-72" in (a["href"] or "")]
        assert "PARTIE 1 Portes" in found.words
        assert [a["lang"] for a in found.each("a") if a.get("aria-current")] == ["fr"]
        assert "Section 9: lighting" in found.words, "our note is there although the French text has no such section"

    def test_a_law_that_was_not_fetched(self, client: Any, page: Any, lit: Catalogue, raw_words: dict[str, object]) -> None:
        assert "The reason: It is a secret." in page("/library/eu/ai-act").words
        alone = make_site(lit.library, raw_words, catalogue=Catalogue(lit.library))
        with TestClient(alone.app, base_url=ADDRESS) as bare:
            found = Page(bare.get("/library/ca/irpa"))
        assert "rights-assistant sources fetch --only ca/irpa" in found.words
        assert [said.strip() for href, said in found.links if href.startswith("/library/ca/irpa/")] == [
            "Section 9: lighting", SECTION_72.title,
        ]  # fmt: skip

    def test_headings_that_are_new_and_no_deeper_than_six(self) -> None:
        lines = [(("A",), "1"), (("A", "B"), "2"), (("A", "C"), "3"), ((), "4"), (("A", "C"), "5"), (("A", "C"), "6")]
        deep = [(tuple("ABCDEFG"), "7")]
        groups = _grouped((Line(id, "", "", under), Item(id, "", False, ())) for under, id in (*lines, *deep))
        assert [(g.headings, [i.text for i in g.lines]) for g in groups] == [
            (((3, "A"),), ["1"]),
            (((4, "B"),), ["2"]),
            (((4, "C"),), ["3"]),
            ((), ["4"]),
            (((3, "A"), (4, "C")), ["5", "6"]),
            (((4, "B"), (5, "C"), (6, "D"), (6, "E"), (6, "F"), (6, "G")), ["7"]),
        ]


class TestProvision:
    """A note and its law."""

    def test_side_by_side(self, page: Any) -> None:
        found = page("/library/ca/irpa/s-72")
        assert FIFTEEN in found.words
        assert DAYS in found.words
        assert {"Lantern Office", "in force"} <= set(re.findall(r"Lantern Office|in force", found.words))
        assert found.marked == []
        assert [said.strip() for _, said in found.links][:2] == ["Skip to the content", "Library of the law"]

    def test_a_sentence_leads_to_the_place_it_rests_on(self, page: Any) -> None:
        found = page("/library/ca/irpa/s-72")
        href = found.leads("This rests on (2)(b) of the law")
        assert href == "/library/ca/irpa/s-72/ss-2/par-b?language=en#law"
        assert page(href.partition("#")[0]).marked == [DAYS]

    def test_in_french_only_the_places_that_are_there(self, page: Any) -> None:
        found = page("/library/ca/irpa/s-72?language=fr")
        assert "Loi sur les lanternes" in found.words
        assert found.leads("This rests on a) of the law") == "/library/ca/irpa/s-72/ss-2/par-a?language=fr#law"
        assert "(2)(b)" not in found.words

    def test_a_whole_provision_is_not_folded(self, page: Any) -> None:
        found = page("/library/ca/irpa/s-9")
        assert " ".join(LONG.split()) in found.words
        assert found.each("details") == []

    def test_before_and_after(self, page: Any) -> None:
        found = page("/library/ca/irpa/s-72")
        assert found.leads("Before: 9 Lighting") == "/library/ca/irpa/s-9?language=en"
        assert found.leads("Next: Schedule 1 Things") == "/library/ca/irpa/sch-1?language=en"
        assert [a.get("rel") for a in found.each("a") if a.get("rel") in ("prev", "next")] == ["prev", "next"]

    def test_what_rests_on_it(self, page: Any, lit: Catalogue, raw_words: dict[str, object]) -> None:
        assert "None of our guides, remedies or systems rests on it." in page("/library/ca/irpa/s-72").words
        found = page("/library/eu/ai-act/annex-3-7")
        assert "Other notes on the law (1)" in found.words
        assert found.leads(ARTICLE_86.title) == "/library/eu/ai-act/art-86"

    def test_text_alone(self, page: Any) -> None:
        found = page("/library/ca/irpa/sch-1")
        assert "We have written no note on this." in found.words
        assert "4. Lamps with a grudge." in found.words

    def test_a_note_alone(self, page: Any) -> None:
        found = page("/library/eu/ai-act/art-86")
        assert "It is a secret." in found.words
        assert ARTICLE_86.sections[0].statements[0].text in found.words

    def test_right_to_left(self, page: Any) -> None:
        found = page("/library/int/udhr/art-1")
        assert {"class": "ours-passage", "lang": "ar", "dir": "rtl"} in found.each("div")
        assert ARABIC in found.words
        assert found.each("html") == [{"lang": "en", "dir": "ltr"}]

    def test_a_note_on_a_part(self, lit: Catalogue, raw_words: dict[str, object]) -> None:
        grudge = provision("ca/irpa/sch-1-para-4", "Lamps with a grudge", section("What it says", "Some lamps bear a grudge."))
        library = Library({**lit.library.documents, (grudge.id, "en"): grudge}, lit.library.instruments)
        site = make_site(library, raw_words, catalogue=replace(lit, library=library))
        with TestClient(site.app, base_url=ADDRESS) as client:
            for path in ("/library/ca/irpa/sch-1", "/library/ca/irpa"):
                found = Page(client.get(path))
                assert found.leads("Lamps with a grudge") == "/library/ca/irpa/sch-1-para-4?language=en", path
            on_part = Page(client.get("/library/ca/irpa/sch-1-para-4"))
        assert on_part.marked == ["4. Lamps with a grudge."]
        assert "Some lamps bear a grudge." in on_part.words


class TestMissing:
    """What is not there."""

    @pytest.mark.parametrize(
        "address",
        [
            "ca",
            "ca/none",
            "none/irpa/s-1",
            "ca/irpa/s-999",
            "ca/irpa/s-72/ss-9",
            "guides/ca/visa-refused",
            "systems/ca/trv-triage",
            "a/b/c/d/e",
        ],
    )
    def test_a_page_of_ours(self, address: str, page: Any) -> None:
        found = page(f"/library/{address}")
        assert found.status == 404
        assert "There is nothing at this address in the Library." in found.words
        assert found.leads("All laws") == "/library"

    def test_nothing_thrown_at_it_gives_500(self, lit_client: Any) -> None:
        odd = ["%00", "..%2f..", "a'b", "é", "%E2%80%AE", "%25", "%ff", "ca/irpa/%3Cscript%3E", "search/x", "ca/irpa/" + "9" * 79]
        assert {lit_client.get(f"/library/{o}").status_code for o in odd} == {404}
        said = [
            "%00",
            "%ff",
            '"',
            "'",
            "a%22 OR 1=1 --",
            "NEAR(a b)",
            "*",
            "a*",
            "^a",
            "a:b",
            "-a",
            "(",
            "label:x",
            "a AND",
            "%F0%9F%98%80",
        ]
        assert {lit_client.get(f"/library/search?q={s}&language={s}").status_code for s in said} == {200}


class TestSearch:
    """What has some words."""

    @pytest.fixture
    def found(self, lit: Catalogue, raw_words: dict[str, object]) -> Any:
        """Searches where our notes can be found too."""
        passages = by_id(a_passage("ca/irpa/s-72:en:what-it-says"), a_passage("systems/ca/trv-triage:en:in-short"))
        finder = Listed({"ca/irpa/s-72:en:what-it-says": 2, "systems/ca/trv-triage:en:in-short": 1}, passages)
        site = make_site(lit.library, raw_words, catalogue=replace(lit, by_words=finder, passages=passages))
        with TestClient(site.app, base_url=ADDRESS) as client:
            yield lambda query: Page(client.get(f"/library/search?{query}"))

    def test_notes_first_then_texts_with_the_words_marked(self, found: Any) -> None:
        page = found("q=court+permission&language=en")
        first, then = page.words.split("In the official texts (English)")
        assert "The Federal Court looks at an immigration decision only if a judge first gives permission" in first
        assert "Canada: sorting of visitor visa applications" in first
        assert "asks the lamp court" in then
        assert page.marked == ["Court", "permission", "court", "court"]
        assert page.leads(SECTION_72.title) == "/library/ca/irpa/s-72"
        assert page.leads("Canada: sorting of visitor visa applications").startswith(
            "/source/systems/ca/trv-triage:en:in-short?start=0"
        )
        assert page.leads("Lantern Act · 72 · Asking the court") == "/library/ca/irpa/s-72?language=en"

    def test_every_source_it_leads_to_opens(self, found: Any, lit_client: Any) -> None:
        for href, _ in found("q=court").links:
            if href.startswith(("/source/", "/library")):
                assert lit_client.get(href).status_code == 200, href

    def test_in_another_language(self, found: Any) -> None:
        page = found("q=lanterne&language=fr")
        assert page.marked[-1] == "lanterne"
        assert [a["value"] for a in page.each("option") if "selected" in a] == ["fr"]
        assert [a["value"] for a in page.each("input")] == ["lanterne"]

    def test_where_else_it_would_be_found(self, found: Any) -> None:
        page = found("q=lanterne&language=en")
        assert "No official text in this language has these words." in page.words
        assert page.leads("français") == "/library/search?q=lanterne&language=fr"
        assert "العربية" not in [said.strip() for _, said in page.links]

    @pytest.mark.parametrize("query", ["", "q=", "q=+++", "q=%3F%21"])
    def test_nothing_to_look_for(self, query: str, found: Any) -> None:
        page = found(query)
        assert (page.status, page.marked) == (200, [])
        assert "Type one or more words, and search." in page.words

    def test_too_long(self, found: Any) -> None:
        assert found(f"q={'a' * LONGEST}").status == 200
        page = found(f"q={'a' * (LONGEST + 1)}")
        assert page.status == 422
        assert "Use at most 200 characters." in page.words
        assert "a" * 50 not in page.words

    def test_only_the_best_are_shown(self, lit: Catalogue, words: Words) -> None:
        many = {
            f"ca/irpa/s-{n}": provision(f"ca/irpa/s-{n}", f"Section {n}", section("What it says", "A lamp.")) for n in range(50)
        }
        passages = by_id(*(a_passage(f"{id}:en:what-it-says") for id in many))
        finder = Listed(dict.fromkeys(passages, 1), passages)
        library = Library({(id, "en"): d for id, d in many.items()}, lit.library.instruments)
        status, html = Shelves(Catalogue(library, None, finder, passages), words).search("lamp", "en")
        assert (status, html.count("<mark>")) == (200, MOST)
        assert "Only the best are shown." in html
        assert "rights-assistant sources fetch" in html, "there are no texts"

    def test_what_was_typed_is_shown_as_words(self, found: Any) -> None:
        page = found("q=%3Cscript%3Ealert(1)%3C/script%3E%22+onfocus%3D%22x")
        assert page.each("script") == []
        assert page.each("input")[0]["value"] == '<script>alert(1)</script>" onfocus="x'
        assert "onfocus" not in page.each("input")[0]


class TestEverywhere:
    """What holds of every page."""

    @pytest.mark.parametrize("path", PAGES)
    def test_no_script_nothing_from_elsewhere_and_soundly_built(self, path: str, page: Any) -> None:
        found = page(path)
        assert not {"script", "style", "img", "iframe", "object"} & {tag for tag, _ in found.tags}
        assert all("style" not in a and not any(k.startswith("on") for k in a) for _, a in found.tags)
        assert all((a["href"] or "").startswith(("/static-ours/", "data:,")) for a in found.each("link"))
        assert all(a["action"] == "/library/search" and a["method"] == "get" for a in found.each("form"))

    @pytest.mark.parametrize("path", PAGES)
    def test_landmarks_headings_names(self, path: str, page: Any) -> None:
        found = page(path)
        levels = [int(tag[1]) for tag, _ in found.tags if re.fullmatch(r"h\d", tag)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(b - a <= 1 for a, b in pairwise(levels))
        for landmark in ("main", "header", "footer"):
            assert len(found.each(landmark)) == 1
        ids = [a["id"] for _, a in found.tags if a.get("id")]
        assert len(ids) == len(set(ids))
        assert all(a.get("aria-label") for a in found.each("nav"))
        assert {a["for"] for a in found.each("label")} == {a["id"] for t, a in found.tags if t in ("input", "select")}
        assert {a["aria-labelledby"] for a in found.each("section")} <= set(ids)
        assert all(said.strip() for _, said in found.links)
        assert found.each("a")[0]["href"] == "#main"

    @pytest.mark.parametrize("path", PAGES)
    def test_every_link_within_leads_somewhere(self, path: str, page: Any, lit_client: Any) -> None:
        for href, _ in page(path).links:
            if href.startswith("/"):
                assert lit_client.get(href).status_code == 200, href


def hostile_texts(text: str) -> dict[tuple[str, str], OfficialText]:
    """The lawbooks with a hostile text wherever one can stand."""
    books = {}
    for key, book in TEXTS.items():
        provisions = tuple(
            replace(
                p,
                label=text,
                heading=text,
                text=f"{text}\n{p.text}",
                under=(text,),
                parts=(Part(f"{p.id}/ss-1", text, 0, len(text)),),
            )
            for p in book.provisions
        )
        books[key] = replace(book, title=text, provisions=provisions)
    return books


@pytest.mark.parametrize(("text", "why"), HOSTILE, ids=[why for _, why in HOSTILE])
def test_hostile_laws_and_notes_are_shown_as_words(text: str, why: str, tmp_path: Path, words: Words) -> None:
    note = provision("ca/irpa/s-72", text, section("What it says", text), binds=text, protects=text, official_url=text)
    law = replace(note.instrument, title=text, short_title=text, publisher=text, official_url=text)
    note = replace(note, instrument=law)
    passages = by_id(a_passage("ca/irpa/s-72:en:what-it-says"))
    texts = Texts(write_texts(tmp_path, {("ca/irpa/s-72", text): "ca/irpa/s-72/ss-1"}, texts=hostile_texts(text)))
    library = Library({(note.id, "en"): note}, {law.id: law})
    shelves = Shelves(Catalogue(library, texts, Listed({next(iter(passages)): 1}, passages), passages, {"ca/irpa": text}), words)
    drawn = [
        shelves.front(),
        shelves.instrument("ca/irpa", "en"),
        shelves.provision("ca/irpa/s-72", "en", TODAY),
        shelves.provision("ca/irpa/s-72/ss-1", "fr", TODAY),
        shelves.search(text, text)[1],
    ]
    texts.close()

    class Answer:
        status_code = 200

        def __init__(self, text: str) -> None:
            self.text = text

    for html in drawn:
        found = Page(Answer(html))
        assert not {"img", "script", "svg", "iframe", "object", "video", "style", "math", "b"} & {tag for tag, _ in found.tags}
        assert all(not any(k.startswith("on") or k == "style" for k in a) for _, a in found.tags)
        assert all(href.startswith(("/", "#", "http://", "https://")) for href, _ in found.links)
        assert len(found.each("form")) <= 1
    assert " ".join(text.split()) in Page(Answer(drawn[2])).words


def test_every_note_of_the_real_knowledge_has_a_page(words: Words) -> None:
    library, _ = read_folder(ROOT / "knowledge")
    shelves = Shelves(Catalogue(library), words)
    assert len(library.instruments) > 50
    assert shelves.front().count('<a href="/library/') == len(library.instruments)
    for law in library.instruments:
        html = shelves.instrument(law, "en")
        notes = re.findall(rf'href="/library/({re.escape(law)}/[^"?]+)"', html)
        assert sorted(notes) == sorted(d.id for d in library if getattr(d, "instrument", None) and d.instrument.id == law)  # type: ignore[attr-defined]
        for id in notes:
            assert "<h1>" in shelves.provision(id, "en", TODAY)
