"""The notes held against their second entry: what is changed in one of them is found."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from replies_made import COURT, LAW, REQUEST

from conftest import ROOT
from factories import a_library, a_provision, a_remedy, a_section, a_statement
from rights_assistant.domain.document import Document
from rights_assistant.domain.standing import Application, Certainty, Status, Window
from rights_assistant.domain.statement import Ref
from rights_assistant.errors import CaseError
from rights_assistant.evaluation.double_entry import Fact, disagreements, read_facts, text_of
from rights_assistant.evaluation.gold import Gold, GoldPeriod, read_gold

FIFTEEN = GoldPeriod(15, "calendar_days", Certainty.CONFIRMED, Window())


def a_note(text: str = "You have 15 days if the matter arose in Canada.", **changes: object) -> Document:
    """A provision that says one thing."""
    return a_provision(LAW, sections=(a_section("What it says", a_statement(text, "days")),), **changes)


def a_court(**changes: object) -> Document:
    """A way to the court with one time limit, as in the table."""
    return a_remedy(COURT, **changes)


def a_fact(*must: str, never: tuple[str, ...] = (), id: str = LAW) -> Fact:
    """A fact of one group."""
    return Fact(id, (must,) if must else (), never, "sheet, line 1")


@pytest.mark.parametrize(
    ("fact", "found"),
    [
        pytest.param(a_fact("15 days"), [], id="the note says it"),
        pytest.param(a_fact("two weeks", "fifteen days"), [], id="the note says an alternative"),
        pytest.param(a_fact("60 days"), ["does not say '60 days'"], id="a number that is not there"),
        pytest.param(a_fact("not 15 days"), ["does not say"], id="a negation that is not there"),
        pytest.param(a_fact(never=("15 days",)), ["says '15 days'"], id="what must never be said"),
        pytest.param(a_fact(never=("30 days",)), [], id="what is not said"),
        pytest.param(a_fact("60 days", id="ca/irpa/s-25"), [], id="a note that is not written yet is passed over"),
    ],
)
def test_what_a_note_says(fact: Fact, found: list[str]) -> None:
    """Is a note that does not say its facts named, with the fact and where it was read?"""
    said = disagreements(a_library(a_note()), [fact], Gold())
    assert len(said) == len(found)
    for sentence, part in zip(said, found, strict=True):
        assert part in sentence
        assert "sheet, line 1" in sentence
        assert sentence.startswith(LAW)


def test_the_title_counts() -> None:
    """Is a fact that stands in the title alone found?"""
    note = a_note("It holds.", title="Section 72: leave of the Federal Court")
    assert text_of(note).splitlines() == ["Section 72: leave of the Federal Court", "It holds."]
    assert disagreements(a_library(note), [a_fact("Federal Court")], Gold()) == []


@pytest.mark.parametrize(
    ("count", "unit", "certainty", "part"),
    [
        pytest.param(15, "calendar_days", Certainty.CONFIRMED, "", id="as in the table"),
        pytest.param(15, "calendar_days", Certainty.UNCONFIRMED, "", id="less sure than the table: no harm"),
        pytest.param(16, "calendar_days", Certainty.CONFIRMED, "16 calendar_days, which the table does not have", id="a day added"),
        pytest.param(15, "working_days", Certainty.CONFIRMED, "15 working_days, which", id="other days"),
        pytest.param(15, "weeks", Certainty.CONFIRMED, "15 weeks, which", id="another unit"),
    ],
)
def test_time_limits(count: int, unit: str, certainty: Certainty, part: str) -> None:
    """Is a time limit that the table does not have named?"""
    [limit, *_] = a_remedy(COURT).time_limits
    court = a_court(time_limits=(replace(limit, count=count, unit=unit, certainty=certainty),))
    said = disagreements(a_library(court), [], Gold(periods={COURT: (FIFTEEN,)}))
    assert len(said) == bool(part)
    assert all(part in sentence for sentence in said)


def test_a_forged_certainty() -> None:
    """Is a period that is called surer than the table knows it to be named?"""
    known = replace(FIFTEEN, certainty=Certainty.UNCONFIRMED)
    [limit, *_] = a_remedy(COURT).time_limits
    court = a_court(time_limits=(replace(limit, count=15, unit="calendar_days", certainty=Certainty.CONFIRMED),))
    [said] = disagreements(a_library(court), [], Gold(periods={COURT: (known,)}))
    assert "calls 15 calendar_days confirmed; the table says unconfirmed" in said


def test_a_certain_document() -> None:
    """May a document be called less sure than the table, and not surer?"""
    gold = Gold(at_most={LAW: Certainty.SECONDARY})
    assert disagreements(a_library(a_note(certainty=Certainty.UNCONFIRMED)), [], gold) == []
    [said] = disagreements(a_library(a_note(certainty=Certainty.CONFIRMED)), [], gold)
    assert "is called confirmed; the table says secondary at most" in said


@pytest.mark.parametrize(
    ("sure_of", "rests_on", "wrong"),
    [
        pytest.param((), (), True, id="forged"),
        pytest.param(("15 days",), (), False, id="the table knows that sentence to be sure"),
        pytest.param(("60 days",), (), True, id="the table knows another to be"),
        pytest.param((), (Ref("ca/irpa/s-1", "x"),), True, id="whatever it rests on: it is cited as its own document's"),
    ],
)
def test_a_sentence_surer_than_its_document(sure_of: tuple[str, ...], rests_on: tuple[Ref, ...], wrong: bool) -> None:
    """Is a sentence that is called surer than its document may be named?"""
    sentence = replace(a_statement("You have 15 days.", "days"), certainty=Certainty.CONFIRMED, rests_on=rests_on)
    note = a_provision(LAW, sections=(a_section("What it says", sentence),), certainty=Certainty.SECONDARY)
    said = disagreements(a_library(note), [], Gold(at_most={LAW: Certainty.SECONDARY}, sure_of={LAW: sure_of}))
    assert said == ([f"{LAW}#days is called confirmed; the table says secondary at most"] if wrong else [])


def test_statuses() -> None:
    """Is a law that is in force on a day on which the table has it waiting named, with the day?"""
    note = a_note(applies=(Application(Window(date(2026, 8, 2))),))
    waits = ((date(2024, 8, 1), Status.NOT_YET), (date(2027, 12, 2), Status.IN_FORCE))
    said = disagreements(a_library(note), [], Gold(statuses={LAW: waits}))
    assert [s.split(" is ")[1] for s in said] == [
        "in_force on 2026-11-23; the table says not_yet",
        "in_force on 2027-12-01; the table says not_yet",
    ]


@pytest.mark.parametrize(
    ("stops", "wrong"),
    [
        pytest.param("no", False, id="as in the table"),
        pytest.param("yes", True, id="forged"),
        pytest.param("unknown", True, id="a right lost"),
    ],
)
def test_the_clock(stops: str, wrong: bool) -> None:
    """Is a request that claims to stop the court clock named?"""
    said = disagreements(a_library(a_remedy(REQUEST, stops_clock=stops)), [], Gold(requests=frozenset({REQUEST})))
    assert bool(said) is wrong
    assert all(REQUEST in sentence for sentence in said)


def a_line(**changes: Any) -> str:
    """A line of a file of facts."""
    return json.dumps({"id": LAW, "must_say": [["15 days"]], "never_say": ["30 days"], "why": "s. 72"} | changes)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("{", id="cut off"),
        pytest.param("[]", id="a list"),
        pytest.param('{"id": "a"}', id="without facts"),
        pytest.param(a_line(must_say=[["not"]]), id="a phrase of a denial alone"),
        pytest.param(a_line(never_say=[""]), id="an empty phrase, which everything would say"),
    ],
)
def test_a_bad_line(tmp_path: Path, line: str) -> None:
    """Is a line that is no fact named by file and number?"""
    (tmp_path / "facts.jsonl").write_text(a_line() + "\n" + line + "\n", "utf-8")
    with pytest.raises(CaseError, match=r"facts\.jsonl:2 is no fact"):
        read_facts(tmp_path)


def test_facts_are_read(tmp_path: Path) -> None:
    """Are the files read in order, and empty lines passed over?"""
    (tmp_path / "b.jsonl").write_text(a_line(id="b"), "utf-8")
    (tmp_path / "a.jsonl").write_text("\n" + a_line(id="a") + "\n\n", "utf-8")
    facts = read_facts(tmp_path)
    assert [f.id for f in facts] == ["a", "b"]
    assert facts[0] == Fact("a", (("15 days",),), ("30 days",), "s. 72")


def test_the_real_notes_agree_with_their_second_entry(library: Any) -> None:
    """Do our own notes and what was written down a second time agree everywhere?"""
    assert disagreements(library, read_facts(ROOT / "evals" / "facts"), read_gold(ROOT / "evals" / "gold")) == []


@pytest.mark.parametrize(
    ("kind", "share"),
    [
        pytest.param("law", 0.9, id="what everything rests on"),
        pytest.param("remedies", 0.9, id="what a person does"),
        pytest.param("systems", 0.9, id="what is known of the tools"),
        pytest.param("guides", 0.7, id="their lines rest on notes, each of which has its own"),
    ],
)
def test_most_documents_have_a_second_entry(library: Any, kind: str, share: float) -> None:
    """Does the second entry cover nearly everything, so that a change is likely to meet it?"""
    facts = {f.id for f in read_facts(ROOT / "evals" / "facts")}
    within: dict[str, Callable[[str], bool]] = {
        "law": lambda id: id.split("/")[0] not in ("remedies", "systems", "guides", "referrals")
    }
    ids = [d.id for d in library if within.get(kind, lambda id: id.startswith(kind))(d.id)]
    assert ids
    assert len(facts & set(ids)) / len(ids) >= share
