"""`evaluation.periods`: the periods a sentence speaks of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rights_assistant.evaluation.periods import is_period, periods


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("You have 15 days.", [(15, "calendar_days")], id="days"),
        pytest.param("You have fifteen days.", [(15, "calendar_days")], id="in words"),
        pytest.param("You have twenty-one days.", [(21, "calendar_days")], id="in two words"),
        pytest.param("A 15-day limit.", [(15, "calendar_days")], id="with a hyphen"),
        pytest.param("A fifteen-day limit.", [(15, "calendar_days")], id="in words with a hyphen"),
        pytest.param("15days", [(15, "calendar_days")], id="without a space"),
        pytest.param("2weeks or 15calendar days", [(2, "weeks"), (15, "calendar_days")], id="two without a space"),
        pytest.param("15 calendar days", [(15, "calendar_days")], id="calendar days"),
        pytest.param("two working days", [(2, "working_days")], id="working days"),
        pytest.param("3 business days", [(3, "working_days")], id="business days are working days"),
        pytest.param("10 court days", [(10, "calendar_days")], id="court days are days"),
        pytest.param("one month", [(1, "months")], id="a month in words"),
        pytest.param("within a month", [(1, "months")], id="a month without a number"),
        pytest.param("Within a Week", [(1, "weeks")], id="a week, in capitals"),
        pytest.param("2 weeks", [(2, "weeks")], id="weeks"),
        pytest.param("no later than 15 days", [(15, "calendar_days")], id="no denial in it"),
        pytest.param("15 to 60 days", [(15, "calendar_days"), (60, "calendar_days")], id="from one to another"),
        pytest.param("15–60 days", [(15, "calendar_days"), (60, "calendar_days")], id="with a dash"),
        pytest.param("15-60 days", [(15, "calendar_days"), (60, "calendar_days")], id="with a hyphen between"),
        pytest.param("between 15 and 60 days", [(15, "calendar_days"), (60, "calendar_days")], id="between one and another"),
        pytest.param("Between one and two working days", [(1, "working_days"), (2, "working_days")], id="between two in words"),
        pytest.param("between section 72 and 15 days later", [(15, "calendar_days")], id="between something else"),
        pytest.param("Section 72 and 15 days", [(15, "calendar_days")], id="and, without between"),
        pytest.param("one or two weeks", [(1, "weeks"), (2, "weeks")], id="one or another"),
        pytest.param("5 to 10 working days", [(5, "working_days"), (10, "working_days")], id="both of one sort"),
        pytest.param("15 days in Canada, 60 days from abroad", [(15, "calendar_days"), (60, "calendar_days")], id="two, in order"),
        pytest.param("one month, or 2 working days", [(1, "months"), (2, "working_days")], id="two units"),
        pytest.param("1,000 days", [(1000, "calendar_days")], id="a thousand"),
        pytest.param("On 23 November 2026, 7 days later", [(7, "calendar_days")], id="a date is no period"),
        pytest.param("15 dayspring", [], id="only the beginning of a word"),
        pytest.param("15dayspring", [], id="only the beginning of a word, without a space"),
        pytest.param("24 hours", [], id="hours are none of ours"),
        pytest.param("It took 2 years.", [], id="nor are years"),
        pytest.param("For months you wait.", [], id="no number"),
        pytest.param("Section 72 says so.", [], id="another number"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_periods(text: str, found: list[tuple[int, str]]) -> None:
    """Which periods does a sentence speak of?"""
    assert periods(text) == found


@given(st.integers(2, 9999), st.sampled_from(["days", "working days", "weeks", "months"]))
def test_every_count_is_read(count: int, unit: str) -> None:
    """Is a period found whatever its count?"""
    kept = {"days": "calendar_days", "working days": "working_days"}.get(unit, unit)
    assert periods(f"You have {count} {unit} to ask.") == [(count, kept)]


@pytest.mark.parametrize(
    ("count", "unit", "right"),
    [
        pytest.param(15, "calendar_days", True, id="days"),
        pytest.param(1, "months", True, id="one month"),
        pytest.param(0, "months", False, id="nought"),
        pytest.param(-1, "weeks", False, id="less than nought"),
        pytest.param(True, "weeks", False, id="true"),
        pytest.param(1.0, "weeks", False, id="with a point"),
        pytest.param("1", "weeks", False, id="text"),
        pytest.param(None, "weeks", False, id="no count"),
        pytest.param(1, "days", False, id="a unit that no remedy has"),
        pytest.param(1, ["weeks"], False, id="a unit in a list"),
        pytest.param(1, None, False, id="no unit"),
    ],
)
def test_is_period(count: object, unit: object, right: bool) -> None:
    """Which counts and units may a remedy have?"""
    assert is_period(count, unit) is right
