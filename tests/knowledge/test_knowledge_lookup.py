"""Figures of the notes are looked for in the official texts they rest on."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from factories import a_guide, a_library, a_provision, a_remedy, a_section, a_statement, a_time_limit, an_instrument
from rights_assistant.domain.document import Confirmed, Document, Provision
from rights_assistant.domain.library import Library
from rights_assistant.domain.standing import Application, Certainty, Window
from rights_assistant.domain.statement import Ref, Statement
from rights_assistant.knowledge.lookup import Looked, confirmations, look
from rights_assistant.knowledge.official import OfficialText, Shelf

NOTE = Path("law/ca/irpa/s-72.md")
REMEDY = Path("remedies/ca/judicial-review/en.md")
LAW = "2002-06-28\n72\nYou file within 15 days, or 60 days abroad."
"""A text that has every figure of the provision of the factories, and of its head."""


def shelf(**texts: str) -> Shelf:
    """Texts by instrument; `ca_irpa` is `ca/irpa`."""
    named = {id.replace("_", "/", 1).replace("_", "-"): text for id, text in texts.items()}
    return Shelf({id: OfficialText(id, (), text) for id, text in named.items()}, ())


def a_note(*statements: Statement, **changes: object) -> Provision:
    """A provision that says these sentences and nothing else with a figure."""
    return a_provision(sections=(a_section("What it says", *statements),), title="Section 72", **changes)


def looked(*documents: object, **texts: str) -> Looked:
    """What is found in these documents with these texts."""
    return look(a_library(*documents), shelf(**(texts or {"ca_irpa": LAW})))


def rows(found: Looked) -> list[tuple[Path, int, str]]:
    """The rows as file, line and what is there."""
    return [(row.path, row.line, row.said) for row in found.rows]


def test_a_note_whose_figures_all_stand_in_the_law() -> None:
    """Is nothing listed, and is every figure counted, those of the head too?"""
    found = looked(a_note(a_statement("You have fifteen days, or 60 days abroad.")))
    assert rows(found) == []
    assert (found.faults, found.sought, found.no_text) == ([], 4, 0)


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        pytest.param("You have 16 days.", '"16 days"', id="a number one too high"),
        pytest.param("You have 15 weeks.", '"15 weeks"', id="another unit"),
        pytest.param("It started on 29 June 2002.", '"29 June 2002"', id="a day too late"),
        pytest.param("Section 73 says so.", '"Section 73"', id="another section"),
        pytest.param("The fee is $50.", '"$50"', id="an amount"),
    ],
)
def test_a_figure_that_the_law_does_not_have(text: str, missing: str) -> None:
    """Is a wrong figure listed with its file, its line, how it is written and where it was looked for?"""
    assert rows(looked(a_note(a_statement(text, line=23)))) == [(NOTE, 23, f"{missing} is not in ca/irpa")]


def test_a_figure_is_listed_once_a_file() -> None:
    """Is the same figure on three lines one row, at the first of them?"""
    lines = [a_statement(f"You have 16 days, {n}.", label=n, line=at) for at, n in enumerate(("x", "y", "z"), 30)]
    assert [line for _, line, _ in rows(looked(a_note(*lines)))] == [30]


def test_what_is_not_sure_is_said() -> None:
    """Does a row tell that the sentence itself is not sure?"""
    unsure = a_note(a_statement("You have 16 days.", certainty=Certainty.UNCONFIRMED))
    assert rows(looked(unsure))[0][2] == '"16 days" is not in ca/irpa (unconfirmed)'
    reported = a_note(a_statement("You have 16 days."), certainty=Certainty.SECONDARY)
    assert rows(looked(reported))[0][2].endswith("(secondary)")


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        pytest.param({"title": "Section 74"}, '"Section 74"', id="the title"),
        pytest.param({"binds": "Everyone over 19 years"}, '"19 years"', id="whom it binds"),
        pytest.param({"applies": (Application(Window(date(2003, 1, 1))),)}, '"2003-01-01"', id="from when it applies"),
        pytest.param({"withdrawn_on": date(2025, 1, 6)}, '"2025-01-06"', id="when it was withdrawn"),
    ],
)
def test_the_head_is_looked_for_too(changes: dict[str, object], missing: str) -> None:
    """Is a figure of the head listed, without a line?"""
    note = replace(a_note(a_statement()), **changes)
    assert rows(looked(note)) == [(NOTE, 0, f"{missing} is not in ca/irpa")]


@pytest.mark.parametrize(
    ("law", "missing"),
    [
        pytest.param("2002-06-28\n72\nIt starts on 2 December 2027.", [], id="the law names the next day"),
        pytest.param("2002-06-28\n72\nIt ends on 1 December 2027.", [], id="the law names the day itself"),
        pytest.param("2002-06-28\n72\nIt starts on 3 December 2027.", ['"2027-12-01" is not in ca/irpa'], id="it names another"),
    ],
)
def test_the_last_day_of_a_sentence(law: str, missing: list[str]) -> None:
    """Is the last day on which a sentence is true proved by the first day of what follows?"""
    note = a_note(a_statement(window=Window(None, date(2027, 12, 1))))
    assert [said for _, _, said in rows(looked(note, ca_irpa=law))] == missing


def test_a_last_day_and_the_next_first_day_are_one_row() -> None:
    """Is the change of a law on one day listed once, and confirmed once?"""
    before = a_statement("The old rule.", label="before", window=Window(None, date(2026, 6, 11)))
    after = a_statement("The new rule.", label="after", window=Window(date(2026, 6, 12)))
    note = a_note(before, after)
    assert [said for _, _, said in rows(looked(note))] == ['"2026-06-12" is not in ca/irpa']
    assert rows(looked(replace(note, confirmed=(Confirmed("12 June 2026", "The reform"),)))) == []


@pytest.mark.parametrize(
    ("texts", "missing", "no_text"),
    [
        pytest.param({"ca_irpa": LAW, "ca_rules": "within 30 days"}, 0, 0, id="in the text it cites"),
        pytest.param({"ca_irpa": LAW, "ca_rules": "within 40 days"}, 1, 0, id="in neither"),
        pytest.param({"ca_irpa": LAW}, 0, 1, id="the cited text is not at hand: nobody can say"),
    ],
)
def test_what_a_sentence_cites_counts(texts: dict[str, str], missing: int, no_text: int) -> None:
    """Is a figure also looked for in the law that its sentence cites?"""
    rules = a_provision(
        "ca/rules/r-5", sections=(a_section("What it says", a_statement("Serve it.", "serve")),), title="Rules", applies=()
    )
    note = a_note(a_statement("You have 30 days to serve it.", rests_on=(Ref("ca/rules/r-5", "serve"),)))
    found = looked(note, rules, **texts)
    assert (len(found.rows), found.no_text) == (missing, no_text)


@pytest.mark.parametrize(
    ("text", "id", "missing"),
    [
        pytest.param("Under the Rules you have 30 days.", "ca/rules", 0, id="named by its short title"),
        pytest.param("You have 30 days.", "ca/rules", 1, id="not named"),
        pytest.param("Under the Rules you have 30 days.", "au/rules", 1, id="a law of another country has the same name"),
    ],
)
def test_a_law_that_is_named_counts(text: str, id: str, missing: int) -> None:
    """Is a figure also looked for in the law that its sentence calls by its short title?"""
    place, name = id.split("/")
    rules = an_instrument(id=id, jurisdiction=place, title="Court Rules", short_title="Rules (Canada)")
    library = a_library(a_note(a_statement(text)))
    whole = Library(library.documents, library.instruments | {id: rules})
    assert len(look(whole, shelf(ca_irpa=LAW, **{f"{place}_{name}": "within 30 days"})).rows) == missing


@pytest.mark.parametrize(
    ("law", "text"),
    [
        pytest.param({"title": "Immigration Act 2019"}, "The Act of 2019 says so.", id="the year in its title"),
        pytest.param({"identifiers": (("celex", "32024R1689"),)}, "Regulation (EU) 2024/1689 says so.", id="its number"),
    ],
)
def test_the_name_of_a_law_is_no_figure_to_look_for(law: dict[str, object], text: str) -> None:
    """Are the numbers by which a law is called taken as known?"""
    assert rows(looked(a_note(a_statement(text), instrument=an_instrument(**law)))) == []
    assert len(rows(looked(a_note(a_statement(text))))) == 1


def test_without_its_text_nothing_is_looked_for() -> None:
    """Is a note whose law is not at hand counted and not listed?"""
    found = looked(a_note(a_statement("You have 16 days.")), eu_gdpr="within one month")
    assert (rows(found), found.sought, found.no_text) == ([], 0, 3)


@pytest.mark.parametrize(
    ("heading", "text", "missing"),
    [
        pytest.param("Deadline", "You have 16 days.", 1, id="a wrong deadline"),
        pytest.param("Deadline", "You have 15 days.", 0, id="a right one"),
        pytest.param("In short", "You have 16 days.", 0, id="only the deadline is looked for"),
    ],
)
@pytest.mark.parametrize("cites", [True, False], ids=["cited on the line", "cited by the deadline"])
def test_the_deadline_of_a_remedy(heading: str, text: str, missing: int, cites: bool) -> None:
    """Is what a remedy says about its deadline looked for in the law it rests on?"""
    refs = (Ref("ca/irpa/s-72", "15-days"),) if cites else ()
    remedy = a_remedy(sections=(a_section(heading, a_statement(text, "deadline", rests_on=refs, line=40)),))
    found = looked(a_provision(title="Section 72"), remedy)
    assert rows(found) == [(REMEDY, 40, '"16 days" is not in ca/irpa')] * missing


@pytest.mark.parametrize("rests_on", [(), (Ref("remedies/ca/other", "x"),)], ids=["nothing", "another remedy"])
def test_a_deadline_that_rests_on_no_law(rests_on: tuple[Ref, ...]) -> None:
    """Is it counted and not listed, because no text could have it?"""
    limits = (a_time_limit(source=None, certainty=Certainty.SECONDARY),)
    remedy = a_remedy(sections=(a_section("Deadline", a_statement("You have 16 days.", rests_on=rests_on)),), time_limits=limits)
    found = looked(remedy)
    assert (rows(found), found.no_text) == ([], 1)


def test_guides_and_translations_are_not_looked_for() -> None:
    """Are guides, which cite every line, and other languages left out?"""
    guide = a_guide(
        sections=(a_section("Short answer", a_statement("You have 16 days.", rests_on=(Ref("ca/irpa/s-72", "15-days"),))),)
    )
    arabic = replace(a_note(a_statement("You have 17 days.")), language="ar")
    assert rows(looked(guide, arabic)) == []


# confirmed by hand


@pytest.mark.parametrize("value", ["16 days", "sixteen days", "16 Tage"])
def test_what_was_confirmed_is_not_listed(value: str) -> None:
    """Does a confirmation cover the figure in every form?"""
    note = a_note(a_statement("You have 16 days."), confirmed=(Confirmed(value, "Read in the Gazette"),))
    found = looked(note)
    assert (rows(found), found.faults, confirmations(a_library(note))) == ([], [], [])


def test_a_confirmation_that_the_law_makes_idle() -> None:
    """Is a confirmation a fault when the official text has the figure after all?"""
    found = looked(a_note(a_statement("You have 15 days."), confirmed=(Confirmed("15 days", "Read"),)))
    (fault,) = found.faults
    assert (fault.path, fault.key) == (NOTE, "confirmed")
    assert "'15 days'" in fault.problem
    assert fault.remedy == "Remove it."


def test_a_confirmation_that_one_of_two_lines_needs() -> None:
    """Is it kept when another line has the same figure from a law that does have it?"""
    rules = a_provision("ca/rules/r-5", sections=(a_section("What it says", a_statement("Serve it.", "serve")),), title="Rules")
    cited = a_statement("You have 30 days to serve it.", "cited", rests_on=(Ref("ca/rules/r-5", "serve"),))
    note = a_note(cited, a_statement("You have 30 days in all."), confirmed=(Confirmed("30 days", "Read"),))
    found = looked(note, replace(rules, applies=()), ca_irpa=LAW, ca_rules="within 30 days")
    assert (rows(found), found.faults) == ([], [])


def test_without_its_text_no_confirmation_is_idle() -> None:
    """Is a confirmation kept while nobody can look?"""
    note = a_note(a_statement("You have 15 days."), confirmed=(Confirmed("15 days", "Read"),))
    assert looked(note, eu_gdpr="one month").faults == []


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("17 days", id="a figure that the file does not have"),
        pytest.param("16", id="a part of a figure"),
        pytest.param("the deadline", id="no figure at all"),
        pytest.param("16 days or 72 hours", id="two at once"),
    ],
)
@pytest.mark.parametrize("kind", [a_note, a_remedy, a_guide])
def test_a_confirmation_of_what_does_not_stand_there(value: str, kind: object) -> None:
    """Is it a fault in every kind of file, also without official texts?"""
    section = a_section("What it says", a_statement("You have 16 days."))
    document: Document = kind() if kind is not a_note else a_note(a_statement())  # type: ignore[operator]
    document = replace(document, sections=(section,), confirmed=(Confirmed(value, "Read"),))
    (fault,) = confirmations(a_library(document))
    assert fault.key == "confirmed"
    assert repr(value) in fault.problem


def test_an_instrument_has_no_figure_to_confirm() -> None:
    """Is a confirmation in instrument.md a fault?"""
    law = an_instrument(confirmed=(Confirmed("15 days", "Read"),))
    (fault,) = confirmations(a_library(a_provision(instrument=law)))
    assert (fault.path, fault.key) == (Path("law/ca/irpa/instrument.md"), "confirmed")
