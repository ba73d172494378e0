"""When the notes were last looked at."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from factories import READ, a_library, a_provision, an_instrument
from rights_assistant.knowledge.freshness import STALE, everything, from_the_future, stale

NOTE = Path("law/ca/irpa/s-72.md")
LAW = Path("law/ca/irpa/instrument.md")
NEW = an_instrument(reviewed_on=date(2030, 1, 1))
LAST = READ + STALE
"""The last day on which what was read on `READ` is fresh."""


@pytest.mark.parametrize(
    ("reviewed_on", "day", "listed"),
    [
        pytest.param(None, LAST, False, id="180 days"),
        pytest.param(None, LAST + timedelta(1), True, id="a day more"),
        pytest.param(LAST, LAST + timedelta(1), False, id="reviewed since"),
        pytest.param(LAST, LAST + STALE + timedelta(1), True, id="the review is old too"),
        pytest.param(None, READ - timedelta(1), False, id="asked before it was read"),
    ],
)
def test_when_a_file_is_stale(reviewed_on: date | None, day: date, listed: bool) -> None:
    """Is a file listed when its last look is more than 180 days old?"""
    rows = stale(a_library(a_provision(reviewed_on=reviewed_on, instrument=NEW)), day)
    assert [row.path for row in rows] == [NOTE] * listed


def test_what_a_stale_row_says() -> None:
    """Does a row say what the last look was, when, and how long ago; also of an instrument?"""
    library = a_library(a_provision(reviewed_on=date(2026, 12, 1)))
    said = {row.path: row.said for row in stale(library, date(2027, 12, 1))}
    assert said == {LAW: "checked on 2026-11-20, 376 days ago", NOTE: "reviewed on 2026-12-01, 365 days ago"}


@pytest.mark.parametrize(("day", "faults"), [(date(2026, 12, 1), 0), (date(2026, 11, 30), 1)])
def test_a_review_that_has_not_happened_yet(day: date, faults: int) -> None:
    """Is a review after the day of asking a fault, and one on that day not?"""
    found = from_the_future([a_provision(reviewed_on=date(2026, 12, 1)), a_provision()], day)
    assert [(f.path, f.key) for f in found] == [(NOTE, "reviewed_on")] * faults
    assert all(str(day) in f.problem and f.remedy for f in found)


def test_everything_is_every_file() -> None:
    """Are documents and instruments looked at?"""
    library = a_library(a_provision())
    assert [d.id for d in everything(library)] == ["ca/irpa/s-72", "ca/irpa"]
