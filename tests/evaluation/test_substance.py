"""What the notes assert is kept in a ledger: a change of it is seen, a change of wording is not."""

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from factories import a_guide, a_provision, a_remedy, a_section, a_statement
from rights_assistant.domain.document import Confirmed, Document
from rights_assistant.domain.standing import Application, Certainty, Window
from rights_assistant.domain.statement import Ref
from rights_assistant.errors import CaseError
from rights_assistant.evaluation.substance import changes, ledger, operative, read_ledger, write_ledger

LAW = "ca/irpa/s-72"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("You have 15 days.", "You have fifteen days.", id="a number in words"),
        pytest.param("It starts on 2 December 2027.", "2 December 2027 is when it starts.", id="another order"),
        pytest.param("You cannot wait.", "You can't wait.", id="a short form"),
        pytest.param("Ask the Federal Court for leave.", "Go to the Federal Court and ask for leave.", id="simpler words"),
        pytest.param("The tribunal decides.", "A tribunal takes the decision.", id="an article"),
        pytest.param("Canada's law says so.", "The law of Canada says so.", id="a name in the genitive"),
    ],
)
def test_wording_is_free(one: str, other: str) -> None:
    """May a sentence be put in simpler words?"""
    names = {"December"}
    assert set(operative(one)) - names == set(operative(other)) - names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("You have 15 days.", "You have 16 days.", id="a day added"),
        pytest.param("You have 15 days.", "You have 15 weeks.", id="another unit"),
        pytest.param("It starts on 2 December 2027.", "It starts on 2 December 2026.", id="another year"),
        pytest.param("It does not stop the clock.", "It does stop the clock.", id="a denial lost"),
        pytest.param("Neither stops the time.", "Each stops the time.", id="a denial in another word lost"),
        pytest.param("You may ask.", "You must ask.", id="a right made a duty"),
        pytest.param("Only the court can extend it.", "The court can extend it.", id="a limit dropped"),
        pytest.param("You have possibly one week.", "You have one week.", id="a doubt dropped"),
        pytest.param("Ask before the deadline.", "Ask after the deadline.", id="before and after"),
        pytest.param("If you are inside Canada.", "If you are outside Canada.", id="inside and outside"),
        pytest.param("Complain to the OAIC.", "Complain to the ICO.", id="another authority"),
        pytest.param("In Canada you can ask.", "In Germany you can ask.", id="another country"),
        pytest.param("Canada lets you ask.", "Germany lets you ask.", id="another country, first in the sentence"),
        pytest.param("About 22 percent.", "About 32 percent.", id="another share"),
        pytest.param("All people can ask.", "Some people can ask.", id="fewer people"),
    ],
)
def test_substance_is_not(one: str, other: str) -> None:
    """Is what a person could be harmed by seen to differ?"""
    assert operative(one) != operative(other)


def test_the_first_word_of_a_sentence_is_no_name() -> None:
    """Is a capital that only begins a sentence passed over, and an acronym there kept?"""
    assert operative("Write today. Keep it: Today counts.") == ()
    assert operative("BAMF decides. IRCC too.") == ("BAMF", "IRCC")


@given(st.text(max_size=200))
def test_any_text_has_its_operative_parts_in_order(text: str) -> None:
    """Whatever is written: are the parts sorted, not empty, and the same each time?"""
    found = operative(text)
    assert list(found) == sorted(found)
    assert all(found)
    assert operative(text) == found


def a_note(text: str = "You have 15 days.", **changed: Any) -> Document:
    """A provision that says one thing."""
    own = {k: changed.pop(k) for k in ("certainty", "window", "rests_on") if k in changed}
    return a_provision(LAW, sections=(a_section("What it says", replace(a_statement(text, "days"), **own)),), **changed)


@pytest.mark.parametrize(
    ("after", "said"),
    [
        pytest.param(a_note("You have fifteen days."), [], id="other words"),
        pytest.param(a_note("You have 16 days."), [f"{LAW}#days lost “15 day”, has “16 day” anew"], id="a number"),
        pytest.param(a_note(certainty=Certainty.UNCONFIRMED), [f"{LAW}#days has “unconfirmed” anew"], id="a statement's certainty"),
        pytest.param(a_note(window=Window(date(2026, 6, 12))), [f"{LAW}#days has “from 2026-06-12” anew"], id="from when"),
        pytest.param(a_note(rests_on=(Ref("ca/irpa/s-1", "x"),)), [f"{LAW}#days has “rests on ca/irpa/s-1#x” anew"], id="a source"),
        pytest.param(
            a_note(applies=(Application(Window(date(2030, 1, 1))),)),
            [f"{LAW}#(applies) lost “window: 2002-06-28”, has “window: from 2030-01-01” anew"],
            id="from when the law holds",
        ),
    ],
)
def test_changes(after: Document, said: list[str]) -> None:
    """Is a change named by its place, with what was lost and what is new?"""
    found = changes(ledger([after]), ledger([a_note()]))
    assert len(found) == len(said)
    if said and "applies" not in said[0]:
        assert found == said
    for sentence in found:
        assert sentence.startswith(f"{LAW}#")


def test_a_statement_lost_and_one_new() -> None:
    """Are a statement that is gone and one that came named each at its place?"""
    other = a_provision(LAW, sections=(a_section("What it says", a_statement("You must ask at once.", "at-once")),))
    assert changes(ledger([other]), ledger([a_note()])) == [
        f"{LAW}#at-once is new: “must”",
        f"{LAW}#days no longer says “15 day”",
    ]


def test_lines_without_a_label() -> None:
    """In a guide whose lines have no labels: is the one that changed shown, wherever it stands?"""
    texts = ("You have 15 days.", "You may ask.", "You must ask.")
    one, two, three = (a_statement(text, "", rests_on=(Ref(LAW, "days"),)) for text in texts)
    before, moved, changed = (
        ledger([a_guide(sections=(a_section("Rule", *lines),))]) for lines in ((one, two), (two, one), (one, three))
    )
    assert changes(moved, before) == []
    [said] = changes(changed, before)
    assert said.endswith("#(rule) lost “may”, has “must” anew")


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"stops_clock": "no"}, id="a clock that runs on"),
        pytest.param({"suspends_removal": "yes"}, id="a removal that waits"),
        pytest.param({"time_limits": ()}, id="a deadline lost"),
        pytest.param({"certainty": Certainty.UNCONFIRMED}, id="how sure"),
        pytest.param({"not_for": "Nobody in Germany"}, id="for whom it is not"),
    ],
)
def test_the_head_counts(changed: dict[str, Any]) -> None:
    """Is a change of a remedy's data seen?"""
    before = a_remedy(not_for="Nobody in Canada")
    assert len(changes(ledger([replace(before, **changed)]), ledger([before]))) == 1


def test_what_asserts_nothing_is_passed_over() -> None:
    """Do the day of checking, topics and phrasings leave the ledger as it is?"""
    same = a_remedy(checked_on=date(2027, 1, 1), topics=("other",), asks=("How?",), also_called=("JR",))
    assert changes(ledger([same]), ledger([a_remedy()])) == []


def test_translations_are_left_out() -> None:
    """Are only English files read, as the operators are English?"""
    assert ledger([a_remedy(language="fr")]) == {}


def test_the_ledger_is_kept(tmp_path: Path) -> None:
    """Is it read back as it was written, one line a place, in order?"""
    kept = ledger([a_note(), a_guide(), a_remedy()])
    write_ledger(kept, tmp_path / "substance.jsonl")
    assert read_ledger(tmp_path / "substance.jsonl") == kept
    lines = (tmp_path / "substance.jsonl").read_text("utf-8").splitlines()
    assert lines == sorted(lines)
    assert len(lines) == len(kept)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("{", id="cut off"),
        pytest.param("[]", id="a list"),
        pytest.param('{"at": "b"}', id="without what is said"),
        pytest.param('{"at": "b", "says": "15 days"}', id="a text where a list is meant"),
        pytest.param('{"at": "a", "says": []}', id="a place twice"),
    ],
)
def test_a_broken_ledger(tmp_path: Path, line: str) -> None:
    """Is a broken line named by file and number?"""
    (tmp_path / "substance.jsonl").write_text('{"at": "a", "says": ["15 day"]}\n' + line, "utf-8")
    with pytest.raises(CaseError, match=r"substance\.jsonl:2 is no line of the ledger"):
        read_ledger(tmp_path / "substance.jsonl")


def test_no_ledger(tmp_path: Path) -> None:
    """Is a missing ledger named, and one that cannot be written?"""
    with pytest.raises(CaseError, match="cannot be read"):
        read_ledger(tmp_path / "substance.jsonl")
    with pytest.raises(CaseError, match="cannot be written"):
        write_ledger({"a": Counter()}, tmp_path / "nowhere" / "substance.jsonl")


def test_our_notes_assert_what_was_accepted(library: Any) -> None:
    """Has nobody changed what our notes assert without accepting it?"""
    assert changes(ledger(library), read_ledger(ROOT / "evals" / "substance.jsonl")) == []


def test_a_look_at_the_note_is_no_other_assertion() -> None:
    """Is the ledger the same after a review and after a figure was confirmed by hand?"""
    note = a_provision()
    looked_at = replace(note, reviewed_on=date(2027, 1, 1), confirmed=(Confirmed("15 days", "Read in the Gazette"),))
    assert changes(ledger([looked_at]), ledger([note])) == []
