"""`render`: one JSON shape for every program, and text for a terminal."""

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import TODAY, a_citation, a_question, an_answer
from rights_assistant.domain.answer import (
    Answer,
    Block,
    BlockKind,
    Clarify,
    Deadline,
    LawsWords,
    Line,
    Option,
    Outcome,
    Suggestion,
    Urgency,
)
from rights_assistant.domain.document import Kind
from rights_assistant.domain.question import Depth
from rights_assistant.domain.standing import Certainty, Status
from rights_assistant.prompts import load_prompts
from rights_assistant.render import SCHEMA, SHOWN, to_json, to_text

REPLIES = load_prompts(Path(__file__).parents[1] / "prompts").replies

# The shape agreed in the design, section 5. Programs rely on it: a change here is a new SCHEMA.
ANSWER = {
    "schema", "answer_id", "index_id", "question", "language", "jurisdictions", "depth", "asked_on", "outcome", "urgency", "engine",
    "confidence", "text", "blocks", "citations", "deadlines", "clarify", "suggested", "referrals", "searched", "struck",
    "timings_ms",
}  # fmt: skip
BLOCK = {"kind", "jurisdiction", "text", "citations"} | {"heading"}
CITATION = {
    "number", "id", "kind", "passage_id", "span", "title", "quote", "jurisdiction", "force", "certainty", "status", "applies_from",
    "applies_until", "translation", "url", "checked_on", "language", "official",
} | {"waits_for", "checked_against"}  # fmt: skip
OFFICIAL = {
    "quote", "paragraph", "sure", "language", "languages", "publisher", "as_of", "fetched_on", "sha256", "path",
}  # fmt: skip
DEADLINE = {"remedy", "count", "unit", "starts", "date", "latest_safe_date", "certainty", "assumptions"}


def a_deadline(**changes: object) -> Deadline:
    """Fifteen days, with no date."""
    values = {
        "remedy": "remedies/ca/judicial-review",
        "count": 15,
        "unit": "calendar_days",
        "starts": "the day the decision was sent",
        "certainty": Certainty.CONFIRMED,
        "assumptions": ("the matter arose in Canada",),
    }
    return Deadline(**(values | changes))  # type: ignore[arg-type]


def a_whole_answer() -> Answer:
    """An answer with something in every field."""
    return an_answer(
        question=a_question(jurisdiction="ca", depth=Depth.CASEWORKER),
        outcome=Outcome.PARTIAL,
        blocks=(
            Block(BlockKind.URGENT, "ca", (Line("Get help today.", template="urgent.removal"),), "First: help now"),
            Block(BlockKind.SHORT_ANSWER, "ca", (Line("You have 15 days.", (1, 2)), Line("Ask first.", (2,)))),
        ),
        citations=(a_citation(), a_citation(2, id="remedies/ca/judicial-review", kind=Kind.REMEDY, force=None, url="")),
        urgency=(Urgency.REMOVAL,),
        deadlines=(a_deadline(),),
        clarify=Clarify("Which country decides about you?", (Option("Canada", (("jurisdiction", "ca"),)),)),
        suggested=(Suggestion("guides/ca/visa-refused", "My visa was refused. What can I do?"),),
        referrals=("referrals/ca/legal-aid",),
        searched=("ca", "int"),
        struck=("It is sure.",),
        timings_ms={"understand": 1.2},
    )


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(an_answer(), id="an answered question"),
        pytest.param(a_whole_answer(), id="everything at once"),
        pytest.param(
            an_answer(
                outcome=Outcome.FAILED, blocks=(Block(BlockKind.NOTICE, None, (Line("Sorry.", template="failed"),)),), citations=()
            ),
            id="a failure",
        ),
    ],
)
def test_keys(answer: Answer) -> None:
    """Does the JSON have exactly the agreed keys, whatever the answer?"""
    value = to_json(answer)
    assert set(value) == ANSWER
    assert all(set(b) == BLOCK for b in value["blocks"])
    assert all(set(c) == CITATION for c in value["citations"])
    assert all(set(d) == DEADLINE for d in value["deadlines"])
    assert len(value["blocks"]) == len(answer.blocks)
    assert len(value["citations"]) == len(answer.citations)


def test_the_whole_answer() -> None:
    """Does every field of the answer arrive, as plain JSON values?"""
    value = json.loads(json.dumps(to_json(a_whole_answer())))
    text = "**First: help now**\nGet help today.\n\nYou have 15 days. [1] [2]\nAsk first. [2]"
    assert value.pop("answer_id") == a_whole_answer().id
    assert len(value.pop("citations")) == 2
    assert value == {
        "schema": 1,
        "index_id": "0123456789abcdef",
        "question": "Can a computer refuse my visa?",
        "language": "en",
        "jurisdictions": ["ca"],
        "depth": "caseworker",
        "asked_on": "2026-11-23",
        "outcome": "partial",
        "urgency": ["removal"],
        "engine": "curated",
        "confidence": "clear",
        "text": text,
        "blocks": [
            {"kind": "urgent", "jurisdiction": "ca", "heading": "First: help now", "text": "Get help today.", "citations": []},
            {
                "kind": "short_answer",
                "jurisdiction": "ca",
                "heading": "",
                "text": "You have 15 days. [1] [2]\nAsk first. [2]",
                "citations": [1, 2],
            },
        ],
        "deadlines": [
            {
                "remedy": "remedies/ca/judicial-review",
                "count": 15,
                "unit": "calendar_days",
                "starts": "the day the decision was sent",
                "date": None,
                "latest_safe_date": None,
                "certainty": "confirmed",
                "assumptions": ["the matter arose in Canada"],
            }
        ],
        "clarify": {
            "question": "Which country decides about you?",
            "options": [{"label": "Canada", "set": {"jurisdiction": "ca"}}],
        },
        "suggested": [{"guide": "guides/ca/visa-refused", "question": "My visa was refused. What can I do?"}],
        "referrals": ["referrals/ca/legal-aid"],
        "searched": ["ca", "int"],
        "struck": ["It is sure."],
        "timings_ms": {"understand": 1.2},
    }
    assert SCHEMA == 1


def test_a_citation() -> None:
    """Does a citation arrive with its exact words, its weight, its days and what it waits for?"""
    cited = a_citation(applies_until=date(2030, 1, 1), waits_for=("ca/irpa/s-73",), status=Status.NOT_YET)
    [value] = to_json(an_answer(citations=(cited,)))["citations"]
    assert value == {
        "number": 1,
        "id": "ca/irpa/s-72",
        "kind": "note",
        "passage_id": "ca/irpa/s-72:en:what-it-says",
        "span": [0, 47],
        "title": "IRPA, section 72",
        "quote": "You have 15 days if the matter arose in Canada.",
        "jurisdiction": "ca",
        "force": "binding",
        "certainty": "confirmed",
        "status": "not_yet",
        "applies_from": "2002-06-28",
        "applies_until": "2030-01-01",
        "waits_for": ["ca/irpa/s-73"],
        "translation": None,
        "url": "https://laws-lois.justice.gc.ca/",
        "checked_on": "2026-11-20",
        "checked_against": ["Justice Canada"],
        "language": "en",
        "official": None,
    }


def test_the_laws_own_words() -> None:
    """Do they arrive with their place, language, publisher, days, and the file that they stand in?"""
    words = LawsWords(
        quote="(2) It burns till dawn.",
        paragraph="ca/irpa/s-72/ss-2",
        sure=True,
        language="en",
        languages=("en", "fr"),
        publisher="Lantern Office",
        as_of=date(2026, 3, 26),
        fetched_on=TODAY,
        sha256="ab" * 32,
        path="ca/irpa/current.en.xml",
    )
    with_day, without = to_json(
        an_answer(
            blocks=(Block(BlockKind.SHORT_ANSWER, "ca", (Line("You have 15 days.", (1, 2)),)),),
            citations=(a_citation(official=words), a_citation(2, official=replace(words, as_of=None, sure=False))),
        )
    )["citations"]
    assert with_day["official"] == {
        "quote": "(2) It burns till dawn.",
        "paragraph": "ca/irpa/s-72/ss-2",
        "sure": True,
        "language": "en",
        "languages": ["en", "fr"],
        "publisher": "Lantern Office",
        "as_of": "2026-03-26",
        "fetched_on": "2026-11-23",
        "sha256": "ab" * 32,
        "path": "ca/irpa/current.en.xml",
    }
    assert without["official"] == with_day["official"] | {"as_of": None, "sure": False}
    assert json.loads(json.dumps(with_day)) == with_day


def test_what_is_not_there_is_null() -> None:
    """Is what does not exist null, not an empty text that looks like a value?"""
    value = to_json(an_answer(citations=(a_citation(force=None, applies_from=None),)))
    assert value["clarify"] is None
    assert (value["citations"][0]["force"], value["citations"][0]["applies_from"]) == (None, None)


def test_a_date_that_is_known() -> None:
    """Does a deadline whose date is known arrive with the day and the last safe day?"""
    answer = an_answer(deadlines=(a_deadline(falls_on=date(2026, 12, 8), latest_safe=date(2026, 12, 7)),))
    [value] = to_json(answer)["deadlines"]
    assert (value["date"], value["latest_safe_date"]) == ("2026-12-08", "2026-12-07")


def test_the_text_in_the_json_is_the_text_of_the_answer() -> None:
    """Are the blocks' texts what the whole text is made of?"""
    value = to_json(a_whole_answer())
    assert value["text"] == a_whole_answer().text
    assert all(b["text"] in value["text"] for b in value["blocks"])


# --- for a terminal ---


def test_the_terminal_shows_everything_in_order() -> None:
    """Does the terminal show the blocks, the question back, the suggestions, the sources and the closing, in that order?"""
    text = to_text(a_whole_answer(), REPLIES)
    parts = [
        "FIRST: HELP NOW\nGet help today.",
        "You have 15 days. [1] [2]\nAsk first. [2]",
        "Which country decides about you?\n  - Canada",
        f"{REPLIES.line('suggest')}\n  - My visa was refused. What can I do?",
        "SOURCES\n[1] IRPA, section 72 (ca/irpa/s-72)",
        "[2] IRPA, section 72 (remedies/ca/judicial-review)",
        "not legal advice",
        f"2026-11-23 · {a_whole_answer().id}",
    ]
    places = [text.find(p) for p in parts]
    assert -1 not in places
    assert places == sorted(places)
    assert text.endswith(parts[-1])


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        pytest.param(
            {}, "binding; in force; read in the official text; 2026-11-20", id="law: its weight, whether it holds, how we know"
        ),
        pytest.param(
            {"status": Status.NOT_YET, "certainty": Certainty.SECONDARY},
            "binding; not yet in effect; reported by others, not read in the official text; 2026-11-20",
            id="not yet, and only reported",
        ),
        pytest.param(
            {"force": None, "kind": Kind.SYSTEM}, "    read in the official text; 2026-11-20", id="a system has no weight as law"
        ),
    ],
)
def test_the_standing_of_a_source(changes: dict[str, object], line: str) -> None:
    """Does the terminal say how much a source weighs, whether it holds and how we know?"""
    text = to_text(an_answer(citations=(a_citation(**changes),)), REPLIES, width=120)
    assert line in text
    assert '"You have 15 days if the matter arose in Canada."' in text


def test_no_sources_no_heading() -> None:
    """Does an answer without sources have no empty list of them?"""
    notice = (Block(BlockKind.NOTICE, None, (Line("Sorry.", template="failed"),)),)
    text = to_text(an_answer(outcome=Outcome.FAILED, blocks=notice, citations=()), REPLIES)
    assert "SOURCES" not in text
    assert text.startswith("Sorry.\n\n")


def test_a_source_without_a_page() -> None:
    """Does a source without an address leave no empty line?"""
    text = to_text(an_answer(citations=(a_citation(url=""),)), REPLIES)
    assert "https" not in text
    assert not re.search(r"\n\s+\n", text)


LONG = "https://www.canada.ca/en/immigration-refugees-citizenship/services/new-immigrants/new-life-canada/eligibility.html"


def test_a_long_address_stays_whole() -> None:
    """Can an address longer than the terminal still be copied?"""
    assert LONG in to_text(an_answer(citations=(a_citation(url=LONG),)), REPLIES)


words = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=12)


@given(st.lists(st.lists(words, min_size=1, max_size=40).map(" ".join), min_size=1, max_size=5), st.integers(40, 120))
def test_no_line_is_wider_than_the_terminal(sentences: list[str], width: int) -> None:
    """Whatever is said: does every line fit, does no word get lost, and is each sentence followed by its marker?"""
    lines = tuple(Line(f"{s}.", (1,)) for s in sentences)
    answer = an_answer(
        blocks=(Block(BlockKind.SHORT_ANSWER, "ca", lines),),
        citations=(a_citation(url="https://example.org/"),),
        question=a_question(asked_on=TODAY),
    )
    text = to_text(answer, REPLIES, width)
    assert max(map(len, text.splitlines())) <= width
    body = " ".join(text.split("\n\nSOURCES")[0].split())
    assert body == " ".join(f"{s}. [1]" for s in sentences)


def the_laws_words(**changes: object) -> LawsWords:
    """What the law says where the note rests on it."""
    values: dict[str, object] = {
        "quote": "(b) the wick is trimmed\nwithin 15 days.",
        "paragraph": "ca/irpa/s-72/ss-2/par-b",
        "sure": True,
        "language": "en",
        "languages": ("en", "fr"),
        "publisher": "Lantern Office",
        "as_of": date(2026, 3, 26),
        "fetched_on": TODAY,
        "sha256": "0" * 64,
        "path": "ca/irpa/current.en.xml",
    }
    return LawsWords(**(values | changes))  # type: ignore[arg-type]


class TestTheLawsOwnWords:
    """In JSON always; in text only for a caseworker, and only where the place is sure."""

    def test_in_json(self) -> None:
        """Is the shape the one that is documented, and every value plain?"""
        found = to_json(an_answer(citations=(a_citation(official=the_laws_words()),)))["citations"][0]["official"]
        assert set(found) == OFFICIAL
        assert found["languages"] == ["en", "fr"]
        assert (found["as_of"], found["fetched_on"]) == ("2026-03-26", "2026-11-23")
        json.dumps(found)
        undated = to_json(an_answer(citations=(a_citation(official=the_laws_words(as_of=None)),)))
        assert undated["citations"][0]["official"]["as_of"] is None

    def test_every_key_is_documented(self) -> None:
        """Does docs/answer.md explain each key of `official`?"""
        said = (Path(__file__).parents[1] / "docs/answer.md").read_text("utf-8").split("## The law's own words", 1)[1]
        assert set(re.findall(r"`(\w+)`", said)) >= OFFICIAL

    @pytest.mark.parametrize(
        ("depth", "official", "shown"),
        [
            pytest.param(Depth.CASEWORKER, the_laws_words(), True, id="for a caseworker"),
            pytest.param(Depth.PERSON, the_laws_words(), False, id="not for a person"),
            pytest.param(
                Depth.CASEWORKER, the_laws_words(sure=False, paragraph="ca/irpa/s-72"), False, id="not where it is not sure"
            ),
            pytest.param(Depth.CASEWORKER, None, False, id="not where nothing was fetched"),
        ],
    )
    def test_in_text(self, depth: Depth, official: LawsWords | None, shown: bool) -> None:
        """Do address and words stand under the source, and is nothing else changed?"""
        question = a_question(jurisdiction="ca", depth=depth)
        said = to_text(an_answer(question=question, citations=(a_citation(official=official),)), REPLIES)
        line = '    ca/irpa/s-72/ss-2/par-b: "(b) the wick is trimmed within 15 days."\n'
        assert (line in said) == shown
        bare = to_text(an_answer(question=question), REPLIES)
        assert said.replace(f"\n{line.rstrip()}", "") == bare

    @pytest.mark.parametrize(("length", "cut"), [(SHOWN, False), (SHOWN + 1, True)])
    def test_not_more_than_is_said(self, length: int, cut: bool) -> None:
        """Are 200 characters whole, and of more the first 200?"""
        words = the_laws_words(quote="x" * length)
        question = a_question(depth=Depth.CASEWORKER)
        said = "".join(to_text(an_answer(question=question, citations=(a_citation(official=words),)), REPLIES).split())
        assert ("x" * SHOWN + "…" in said) == cut
        assert "x" * (SHOWN + 1) not in said
