"""Opening a source: the exact words, their weight on a day, and plain words for every bad link."""

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from rights_assistant.domain.library import Library
from rights_assistant.domain.standing import Application, Certainty, Force, Status, Window
from rights_assistant.domain.statement import Section, Statement
from rights_assistant.knowledge.load import read_folder
from rights_assistant.split import passage_id
from rights_assistant.web.paper import as_json, as_page
from rights_assistant.web.source import Opened, Unopened, facts, open_source, period_words
from rights_assistant.web.words import Words
from web.stub import ANNEX_3, ARTICLE_86, DOCUMENTS, LEGAL_AID, SECTION_72, TODAY, TRIAGE, provision, section

ROOT = Path(__file__).parents[2]
PASSAGE = "ca/irpa/s-72:en:what-it-says"
TAGS = set(re.findall(r"\w+", "html head meta title link body main article h1 h2 p mark dl dt dd a"))
JSON = {"accept": "application/json"}


def opened(library: Library, passage: str = PASSAGE, **query: str | None) -> Opened:
    asked: dict[str, Any] = {"start": None, "end": None, "on": None, **query}
    return open_source(library, passage, today=TODAY, **asked)


def one(document: Any) -> Library:
    return Library({(document.id, document.language): document}, {})


class TestWords:
    """The passage cut at the words relied on."""

    def test_the_cut_loses_and_adds_nothing(self, library: Library) -> None:
        found = opened(library, start="105", end="177")
        assert found.quote == "You have 15 days to ask the Federal Court if the matter arose in Canada."
        assert found.before + found.quote + found.after == SECTION_72.sections[0].text

    def test_every_statement_of_every_document_opens_at_its_own_words(self, library: Library) -> None:
        for document in DOCUMENTS:
            for place, said in document.placed():
                start, end = place.span(said)
                found = opened(library, passage_id(document, place), start=str(start), end=str(end))
                assert found.quote == said.text

    def test_without_a_span_the_whole_passage_is_marked(self, library: Library) -> None:
        found = opened(library)
        assert (found.before, found.after) == ("", "")
        assert found.quote == SECTION_72.sections[0].text

    def test_the_last_character_can_be_marked(self, library: Library) -> None:
        length = len(SECTION_72.sections[0].text)
        assert opened(library, start=str(length - 1), end=str(length)).quote == "."


class TestBadLinks:
    """What cannot be opened is refused in words."""

    @pytest.mark.parametrize(
        ("passage", "why"),
        [
            ("", "nothing"),
            ("ca/irpa/s-72", "no language and no section"),
            ("ca/irpa/s-72:en", "no section"),
            ("ca/irpa/s-72:en:", "an empty section"),
            ("ca/irpa/s-72:en:ask-0", "a question is not a source"),
            ("ca/irpa/s-72:en:name-0", "a name is not a source"),
            ("ca/irpa/s-72:de:what-it-says", "another language is not shown as this one"),
            ("ca/irpa/s-73:en:what-it-says", "an unknown document"),
            ("CA/IRPA/S-72:en:what-it-says", "ids are small letters"),
            ("../../etc/passwd", "a path"),
            (":::::", "only colons"),
            ("ca/irpa/s-72:en:what-it-says:extra", "one part too many"),
            ("<script>", "a tag"),
            ("\u202eca/irpa/s-72:en:what-it-says", "a hidden sign"),
        ],
    )
    def test_unknown_passages(self, passage: str, why: str, library: Library) -> None:
        with pytest.raises(Unopened) as refused:
            opened(library, passage)
        assert refused.value.status == 404, why

    @pytest.mark.parametrize(
        ("start", "end", "why"),
        [
            ("0", None, "no end"),
            (None, "5", "no start"),
            ("5", "5", "nothing between"),
            ("9", "5", "turned round"),
            ("-1", "5", "before the beginning"),
            ("0", "999999", "past the end"),
            ("0", "99999999999999999999", "far past the end"),
            ("a", "b", "letters"),
            ("", "", "empty"),
            ("0.5", "3", "half a character"),
            ("１", "３", "full-width digits are read by int() but are not offsets of ours"),
            (" 1", "3", "a space"),
            ("1_0", "13", "an underscore is read by int() too"),
        ],
    )
    def test_bad_spans(self, start: str | None, end: str | None, why: str, library: Library) -> None:
        with pytest.raises(Unopened) as refused:
            opened(library, start=start, end=end)
        assert (refused.value.status, refused.value.words) == (422, "source.bad_span"), why

    @pytest.mark.parametrize(
        ("on", "why"),
        [
            ("", "empty"),
            ("yesterday", "a word"),
            ("20261123", "no dashes"),
            ("2026-W48-1", "a week"),
            ("2026-02-30", "no such day"),
            ("2026-11-23T10:00", "a time"),
            ("0000-00-00", "zeros"),
            ("２０２６-11-23", "full-width digits"),
        ],
    )
    def test_bad_dates(self, on: str, why: str, library: Library) -> None:
        with pytest.raises(Unopened) as refused:
            opened(library, on=on)
        assert (refused.value.status, refused.value.words) == (422, "source.bad_date"), why


class TestStanding:
    """How much a source weighs on the day of asking."""

    @pytest.mark.parametrize(
        ("document", "on", "status", "why"),
        [
            (SECTION_72, "2026-11-23", Status.IN_FORCE, "law since 2002"),
            (SECTION_72, "2001-01-01", Status.NOT_YET, "before it was law"),
            (ANNEX_3, "2026-11-23", Status.NOT_YET, "its date has not come"),
            (ANNEX_3, "2027-12-02", Status.IN_FORCE, "the first day counts"),
            (ARTICLE_86, "2026-11-23", Status.NOT_YET, "its own date has come, but not that of what it needs"),
            (ARTICLE_86, "2027-12-02", Status.IN_FORCE, "both dates have come"),
            (TRIAGE, "2026-11-23", Status.NOT_APPLICABLE, "a system is not law"),
        ],
    )
    def test_status(self, document: Any, on: str, status: Status, why: str, library: Library) -> None:
        assert opened(library, passage_id(document, document.sections[0]), on=on).status is status, why

    def test_what_is_waited_for_is_named_with_its_date(self, library: Library, words: Words) -> None:
        rows = dict(facts(opened(library, "eu/ai-act/art-86:en:what-it-says"), words))
        assert rows["Waits for"] == "EU AI Act, Annex III, point 7: migration, asylum and border control (from 2 December 2027)"

    def test_nothing_is_waited_for_once_it_holds(self, library: Library, words: Words) -> None:
        assert "Waits for" not in dict(facts(opened(library, "eu/ai-act/art-86:en:what-it-says", on="2028-01-01"), words))

    def test_the_day_is_today_unless_the_link_says_another(self, library: Library) -> None:
        assert opened(library).on == TODAY
        assert opened(library, on="2025-01-02").on == date(2025, 1, 2)

    @pytest.mark.parametrize(
        ("start", "end", "certainty", "why"),
        [
            ("0", "4", Certainty.CONFIRMED, "the file's certainty"),
            ("6", "9", Certainty.UNCONFIRMED, "the sentence's own certainty"),
            ("0", "9", Certainty.UNCONFIRMED, "as sure as the least sure sentence"),
            ("4", "5", Certainty.CONFIRMED, "the line break belongs to nobody"),
        ],
    )
    def test_certainty(self, start: str, end: str, certainty: Certainty, why: str) -> None:
        place = Section("What it says", (Statement("Sure.", 1), Statement("Not.", 2, certainty=Certainty.UNCONFIRMED)))
        found = opened(one(provision("ca/irpa/s-1", "T", place)), "ca/irpa/s-1:en:what-it-says", start=start, end=end)
        assert found.certainty is certainty, why

    @pytest.mark.parametrize(
        ("window", "shown"),
        [
            (Window(), ""),
            (Window(date(2002, 6, 28)), "from 28 June 2002"),
            (Window(None, date(2027, 12, 1)), "until 1 December 2027"),
            (Window(date(2024, 1, 2), date(2025, 3, 4)), "from 2 January 2024 until 4 March 2025"),
        ],
    )
    def test_periods_in_words(self, window: Window, shown: str, words: Words) -> None:
        assert period_words(window, words) == shown

    def test_a_framework_says_that_it_binds_nobody(self, words: Words) -> None:
        soft = provision("int/iom/part-1", "T", section("What it says", "States should."))
        soft = replace(soft, instrument=replace(soft.instrument, force=Force.FRAMEWORK))
        rows = dict(facts(opened(one(soft), "int/iom/part-1:en:what-it-says"), words))
        assert rows["Weight"] == "a framework that binds nobody"

    def test_a_system_has_no_weight_of_law(self, library: Library, words: Words) -> None:
        rows = dict(facts(opened(library, "systems/ca/trv-triage:en:in-short"), words))
        assert "Weight" not in rows
        assert rows["How we know"] == "reported by others, not read in the official text"

    def test_an_expired_period_shows_when_it_ended(self, words: Words) -> None:
        old = provision("ca/irpa/s-9", "T", section("What it says", "Old."), applies=(Application(Window(None, date(2020, 1, 1))),))
        rows = dict(facts(opened(one(old), "ca/irpa/s-9:en:what-it-says"), words))
        assert rows["On 23 November 2026"] == "no longer in force"
        assert rows["Applies"] == "until 1 January 2020"


class TestAddresses:
    """The page behind the source can be an ordinary web page and nothing else."""

    @pytest.mark.parametrize(
        ("url", "kept", "why"),
        [
            ("https://eur-lex.europa.eu/eli/reg/2024/1689/oj", True, "the publisher"),
            ("http://example.org", True, "without encryption, still a page"),
            ("javascript:alert(1)", False, "a script"),
            ("data:text/html,x", False, "a page in an address"),
            ("//evil.example", False, "no scheme"),
            ('https://x.example/"onclick=alert(1)', False, "a quotation mark"),
            ("https://x.example/ y", False, "a space"),
            ("", False, "nothing"),
        ],
    )
    def test_urls(self, url: str, kept: bool, why: str) -> None:
        document = provision("ca/irpa/s-1", "T", section("What it says", "A."), official_url=url)
        assert opened(one(document), "ca/irpa/s-1:en:what-it-says").url == (url if kept else ""), why

    def test_a_referral_leads_to_the_organisation(self, library: Library) -> None:
        assert opened(library, "referrals/ca/legal-aid:en:in-short").url == LEGAL_AID.url


class Tags(HTMLParser):
    """The tags of a page and the text inside `<mark>`."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.marked = ""
        self._inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._inside = self._inside or tag == "mark"

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "mark"

    def handle_data(self, data: str) -> None:
        self.marked += data if self._inside else ""


class TestPage:
    """The page without script."""

    def test_the_words_relied_on_are_marked(self, library: Library, words: Words) -> None:
        assert Tags(as_page(opened(library, start="105", end="177"), words)).marked.startswith("You have 15 days")

    def test_there_is_no_script_and_no_foreign_resource(self, library: Library, words: Words) -> None:
        for document in DOCUMENTS:
            page = Tags(as_page(opened(library, passage_id(document, document.sections[0])), words))
            assert {tag for tag, _ in page.tags} <= TAGS
            assert all((a.get("href") or "").startswith(("/static-ours/", "data:,")) for tag, a in page.tags if tag == "link")
            assert all("style" not in a and not any(k.startswith("on") for k in a) for _, a in page.tags)

    def test_hostile_words_are_shown_as_words(self, words: Words) -> None:
        evil = "<img src=x onerror=alert(1)> \" ' & </p><script>alert(1)</script>"
        document = provision(
            "ca/irpa/s-1", evil, section("What it says", evil), checked_against=(evil,), binds=evil, protects=evil, language="en"
        )
        page = Tags(as_page(opened(one(document), "ca/irpa/s-1:en:what-it-says"), words))
        assert not {"img", "script"} & {tag for tag, _ in page.tags}
        assert page.marked == evil

    def test_the_panel_and_the_page_show_the_same_rows(self, library: Library, words: Words) -> None:
        found = opened(library, "eu/ai-act/art-86:en:what-it-says")
        page = as_page(found, words)
        rows = as_json(found, words)["facts"]
        assert isinstance(rows, list)
        assert len(rows) >= 9
        assert all(f"<dt>{label}</dt>" in page for label, _ in rows)


class TestRoute:
    """The address itself, through the whole app."""

    def test_json_for_the_panel(self, client: Any) -> None:
        answer = client.get(f"/source/{PASSAGE}", params={"start": 105, "end": 177, "on": "2026-11-23"}, headers=JSON)
        assert answer.status_code == 200
        found = answer.json()
        assert found["title"].startswith("Immigration and Refugee Protection Act")
        assert found["quote"].startswith("You have 15 days")
        assert (found["kind"], found["force"], found["status"], found["certainty"]) == ("note", "binding", "in_force", "confirmed")
        assert (found["applies_from"], found["applies_until"], found["waits_for"]) == ("2002-06-28", None, [])
        assert (found["status_words"], found["certainty_words"]) == ("in force", "read in the official text")
        assert found["checked_on"] == "2026-11-23"
        assert found["checked_against"] == list(SECTION_72.checked_against)
        assert (found["url"], found["binds"]) == (SECTION_72.official_url, SECTION_72.binds)
        assert answer.headers["cache-control"] == "no-store"

    def test_a_page_for_everyone_else(self, client: Any) -> None:
        answer = client.get(f"/source/{PASSAGE}", headers={"accept": "text/html"})
        assert answer.headers["content-type"].startswith("text/html")
        assert "<mark>" in answer.text
        assert "<script" not in answer.text

    @pytest.mark.parametrize(
        ("path", "status", "said"),
        [
            ("/source/nothing", 404, "There is no such source."),
            (f"/source/{PASSAGE}?start=5&end=1", 422, "could not be found in the source"),
            (f"/source/{PASSAGE}?on=never", 422, "The date of this link could not be read"),
            ("/source/%3Cscript%3E:en:x", 404, "There is no such source."),
            ("/source/" + "a" * 290, 404, "There is no such source."),
            (f"/source/{PASSAGE}?start=0&end=5&start=9", 422, "could not be found"),
        ],
    )
    def test_bad_links_are_refused_in_words_both_ways(self, path: str, status: int, said: str, client: Any) -> None:
        page, told = client.get(path), client.get(path, headers=JSON)
        assert (page.status_code, told.status_code) == (status, status)
        assert said in page.text
        assert said in told.json()["message"]
        assert "script>" not in page.text

    def test_nothing_thrown_at_it_gives_500(self, client: Any) -> None:
        odd = ["%00", "%0a", "..%2f..", "%F0%9F%98%80", "a:b:c:d", "%ff", "{}", "a'b", "é", "%E2%80%AE", "?start=", "%25"]
        statuses = {client.get(f"/source/{o}", headers=h).status_code for o in odd for h in (JSON, {})}
        assert statuses <= {404, 422}


def test_every_passage_of_the_real_knowledge_opens(words: Words) -> None:
    library, _ = read_folder(ROOT / "knowledge")
    assert len(library.documents) > 3
    for document in library:
        for place in document.sections:
            found = open_source(library, passage_id(document, place), start=None, end=None, on=None, today=TODAY)
            assert re.search(r"<mark>.+</mark>", as_page(found, words), re.DOTALL)
