"""`evaluation.gold`: what is known to be true, read from its tables."""

from datetime import date
from pathlib import Path

import pytest

from evaluation.replies_made import COURT, LAW, a_gold, a_period
from rights_assistant.domain.standing import Certainty, Status, Window
from rights_assistant.errors import CaseError
from rights_assistant.evaluation.gold import Gold, read_gold

TABLES = {
    "deadlines.yaml": """
remedies:
  - remedy: remedies/ca/judicial-review
    periods:
      - {count: 15, unit: calendar_days, certainty: confirmed}
      - {count: 60, unit: calendar_days, certainty: secondary, from: 2002-06-28, until: 2027-12-31}
  - remedy: remedies/de/klage
    periods:
      - {count: 1, unit: months, certainty: unconfirmed}
also:
  ca: [[30, calendar_days], [2, months]]
  uk: [[14, calendar_days]]
""",
    "statuses.yaml": """
provisions:
  - id: eu/ai-act/art-86
    statuses:
      - {since: 2024-08-01, status: not_yet}
      - {since: 2027-12-02, status: in_force}
""",
    "certainties.yaml": """
documents:
  - {id: ca/irpa/s-72, at_most: secondary, sure_of: ["15 days"]}
""",
    "requests.yaml": """
remedies: [remedies/ca/atip-request]
""",
}


def tables(folder: Path, **changes: str | None) -> Path:
    """A folder with every table; a change replaces one, nothing removes it."""
    for name, text in (TABLES | {f"{k}.yaml": v for k, v in changes.items()}).items():
        if text is not None:
            (folder / name).write_text(text, "utf-8")
    return folder


def test_the_tables(tmp_path: Path) -> None:
    """Is every row read, with its days and its certainty?"""
    assert read_gold(tables(tmp_path)) == Gold(
        periods={
            COURT: (
                a_period(),
                a_period(60, certainty=Certainty.SECONDARY, window=Window(date(2002, 6, 28), date(2027, 12, 31))),
            ),
            "remedies/de/klage": (a_period(1, "months", certainty=Certainty.UNCONFIRMED),),
        },
        also={"ca": frozenset({(30, "calendar_days"), (2, "months")}), "uk": frozenset({(14, "calendar_days")})},
        statuses={"eu/ai-act/art-86": ((date(2024, 8, 1), Status.NOT_YET), (date(2027, 12, 2), Status.IN_FORCE))},
        at_most={LAW: Certainty.SECONDARY},
        sure_of={LAW: ("15 days",)},
        requests=frozenset({"remedies/ca/atip-request"}),
    )


@pytest.mark.parametrize(
    ("id", "quote", "most"),
    [
        pytest.param(LAW, "You may ask.", Certainty.SECONDARY, id="a sentence like any other of the document"),
        pytest.param(LAW, "You have fifteen days.", None, id="one that the table knows to be sure"),
        pytest.param(LAW, "You do not have 15 days.", Certainty.SECONDARY, id="its denial"),
        pytest.param("ca/irpa/s-1", "You have 15 days.", None, id="a document that is not in the table"),
    ],
)
def test_how_sure(id: str, quote: str, most: Certainty | None) -> None:
    """How sure may a sentence be said to be?"""
    gold = Gold(at_most={LAW: Certainty.SECONDARY}, sure_of={LAW: ("15 days",)})
    assert gold.most(id, quote) is most


def test_no_folder(tmp_path: Path) -> None:
    """Does no folder give no tables, rather than a failure?"""
    gold = read_gold(tmp_path / "gone")
    assert gold == Gold()
    assert (gold.status_on(LAW, date(2026, 11, 23)), gold.spoken("ca")) == (None, None)


@pytest.mark.parametrize(
    ("day", "status"),
    [
        pytest.param(date(2024, 7, 31), None, id="before the table begins"),
        pytest.param(date(2024, 8, 1), Status.NOT_YET, id="its first day"),
        pytest.param(date(2027, 12, 1), Status.NOT_YET, id="the day before it changes"),
        pytest.param(date(2027, 12, 2), Status.IN_FORCE, id="the day it changes"),
        pytest.param(date(2040, 1, 1), Status.IN_FORCE, id="long after"),
    ],
)
def test_status_on(tmp_path: Path, day: date, status: Status | None) -> None:
    """Which status has a provision on a day?"""
    assert read_gold(tables(tmp_path)).status_on("eu/ai-act/art-86", day) is status


def test_status_of_what_it_does_not_know() -> None:
    """Is nothing said of a provision that is not in the table?"""
    assert a_gold().status_on("ca/irpa/s-99", date(2026, 11, 23)) is None


@pytest.mark.parametrize(
    ("place", "spoken"),
    [
        pytest.param("ca", {(15, "calendar_days"), (60, "calendar_days"), (30, "calendar_days"), (2, "months")}, id="own and more"),
        pytest.param("de", {(1, "months")}, id="only its own"),
        pytest.param("uk", None, id="none of its own: nothing is known to be wrong"),
        pytest.param("us", None, id="not in the table"),
    ],
)
def test_spoken(tmp_path: Path, place: str, spoken: set[tuple[int, str]] | None) -> None:
    """Which periods may be spoken of as a deadline in a place?"""
    assert read_gold(tables(tmp_path)).spoken(place) == spoken


@pytest.mark.parametrize("name", ["deadlines", "statuses", "certainties", "requests"])
@pytest.mark.parametrize(
    "text",
    [
        pytest.param(None, id="not there"),
        pytest.param("a: [", id="not YAML"),
        pytest.param("a: 2026-02-30", id="a day that does not exist"),
        pytest.param("{remedies: x, provisions: x, documents: x}", id="a word for its rows"),
        pytest.param("{remedies: {a: b}, provisions: {a: b}, documents: {a: b}}", id="names for its rows"),
        pytest.param("{remedies: [7], provisions: [7], documents: [7]}", id="numbers for its rows"),
        pytest.param("[1, 2]", id="a list"),
        pytest.param("", id="empty"),
        pytest.param("colour: red", id="another table"),
    ],
)
def test_a_table_that_cannot_be_used(tmp_path: Path, name: str, text: str | None) -> None:
    """Is a table that is broken or not there named, with what to do?"""
    with pytest.raises(CaseError) as raised:
        read_gold(tables(tmp_path, **{name: text}))
    assert str(tmp_path / f"{name}.yaml") in raised.value.problem
    assert raised.value.remedy


ROW, REST = "{remedy: r/ca/x", "unit: months, certainty: confirmed"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("deadlines", "remedies: [{remedy: r/ca/x}]", id="a remedy without periods"),
        pytest.param("deadlines", f"remedies: [{ROW}, periods: [{{count: x, {REST}}}]}}]", id="a count in letters"),
        pytest.param("deadlines", f"remedies: [{ROW}, periods: [{{count: 1, {REST}, from: soon}}]}}]", id="a day in words"),
        pytest.param("deadlines", f"remedies: [{ROW}, periods: [{{count: 1, unit: months}}]}}]", id="no certainty"),
        pytest.param("deadlines", f"remedies: [{ROW}, periods: [{{count: 0, {REST}}}]}}]", id="a count of nought"),
        pytest.param("deadlines", f"remedies: [{ROW}, periods: [{{count: true, {REST}}}]}}]", id="a count that is true"),
        pytest.param("deadlines", f"remedies: [{ROW}, periods: [{{count: 1, {REST}, form: 2026-06-12}}]}}]", id="a misspelt key"),
        pytest.param(
            "deadlines",
            f"remedies: [{ROW}, periods: [{{count: 1, {REST}, from: 2026-06-12, until: 2026-06-11}}]}}]",
            id="an end first",
        ),
        pytest.param(
            "deadlines", f"remedies: [{ROW}, periods: [{{count: 1, unit: years, certainty: confirmed}}]}}]", id="no such unit"
        ),
        pytest.param("deadlines", "remedies: [{remedy: court, periods: []}]", id="an id without a place"),
        pytest.param("deadlines", "{remedies: [], also: {ca: [[15, days]]}}", id="no such unit among the further periods"),
        pytest.param("deadlines", "{remedies: [], also: {ca: [15, months]}}", id="a further period that is no pair"),
        pytest.param("deadlines", "{remedies: [], also: [[]]}", id="further periods of no place"),
        pytest.param("deadlines", "{remedies: [], also: {7: []}}", id="further periods of a place that is a number"),
        pytest.param("requests", "remedies: [{id: r/ca/x}]", id="a request that is no id"),
        pytest.param("statuses", "provisions: [{id: a, statuses: [{since: soon, status: in_force}]}]", id="since a day in words"),
        pytest.param(
            "statuses",
            "provisions: [{id: a, statuses: [{since: 2024-08-01 12:00:00, status: in_force}]}]",
            id="since a time of day",
        ),
        pytest.param("statuses", "provisions: [{id: a, statuses: [{since: 2024-08-01, status: soon}]}]", id="no such status"),
        pytest.param("certainties", "documents: [{id: a, at_most: sure}]", id="no such certainty"),
        pytest.param("certainties", "documents: [{id: a, at_most: secondary, sure_of: [not]}]", id="a phrase of a denial alone"),
        pytest.param("certainties", "documents: [{id: a, at_most: secondary, sure_of: [15]}]", id="a phrase that is a number"),
    ],
)
def test_a_row_that_cannot_be_used(tmp_path: Path, name: str, text: str) -> None:
    """Is a broken row told as the fault of its file, by its number?"""
    with pytest.raises(CaseError) as raised:
        read_gold(tables(tmp_path, **{name: text}))
    assert f"{name}.yaml: row 1 of `" in raised.value.problem
    assert raised.value.remedy


def test_the_row_is_named(tmp_path: Path) -> None:
    """Is it told which of many rows is broken, and why?"""
    text = "documents: [{id: a, at_most: secondary}, {id: b, at_most: sure}]"
    with pytest.raises(CaseError, match=r"row 2 of `documents` \({'id': 'b', 'at_most': 'sure'}\).*'sure' is not a valid"):
        read_gold(tables(tmp_path, certainties=text))


def test_no_further_periods(tmp_path: Path) -> None:
    """May a table of deadlines say nothing but its remedies' own?"""
    assert read_gold(tables(tmp_path, deadlines="remedies: []")).also == {}


def test_statuses_in_any_order(tmp_path: Path) -> None:
    """Is the status of a day right although the rows do not stand in the order of their days?"""
    text = """
provisions:
  - id: a
    statuses: [{since: 2027-12-02, status: in_force}, {since: 2024-08-01, status: not_yet}]
"""
    assert read_gold(tables(tmp_path, statuses=text)).status_on("a", date(2026, 11, 23)) is Status.NOT_YET
