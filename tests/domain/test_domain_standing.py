"""How sure we are, which days a window holds, and what a source's dates say about a day."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rights_assistant.domain.standing import ALWAYS, Application, Certainty, Status, Window, status_of, weakest

JUNE = date(2026, 6, 12)
BEFORE = JUNE - timedelta(days=1)
AFTER = JUNE + timedelta(days=1)

CERTAINTIES = st.lists(st.sampled_from(Certainty), min_size=1)
DAYS = st.dates(date(2026, 1, 1), date(2026, 1, 20))
CALENDAR = [date(2025, 12, 31) + timedelta(days=n) for n in range(22)]
"""Every day of `DAYS` and one on each side."""


@st.composite
def windows(draw: st.DrawFn) -> Window:
    """A window with none, one or both ends in the first days of 2026."""
    first, second = sorted((draw(DAYS), draw(DAYS)))
    return Window(draw(st.sampled_from((first, None))), draw(st.sampled_from((second, None))))


def always_from(since: date | None, until: date | None = None) -> tuple[Application, ...]:
    """A source that applies for one stretch of time."""
    return (Application(Window(since, until)),)


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        pytest.param(("confirmed",), "confirmed", id="one link is as sure as itself"),
        pytest.param(("confirmed", "secondary"), "secondary", id="a report weakens what was read"),
        pytest.param(("unconfirmed", "secondary"), "unconfirmed", id="the order of the links does not matter"),
        pytest.param(("secondary", "confirmed", "confirmed"), "secondary", id="two sure links do not mend a weak one"),
    ],
)
def test_a_chain_is_as_sure_as_its_weakest_link(links: tuple[str, ...], expected: str) -> None:
    """How sure is a statement that rests on several others?"""
    assert weakest(*map(Certainty, links)) is Certainty(expected)


@settings(deadline=None)
@given(CERTAINTIES, CERTAINTIES)
def test_more_links_never_make_it_surer(some: list[Certainty], more: list[Certainty]) -> None:
    """Can a further source ever make the whole chain surer than before?"""
    ranks = list(Certainty)
    whole = weakest(*some, *more)
    assert ranks.index(whole) >= ranks.index(weakest(*some))
    assert whole in (*some, *more)


@pytest.mark.parametrize(
    ("since", "until", "day", "expected"),
    [
        pytest.param(None, None, JUNE, True, id="a window without ends holds every day"),
        pytest.param(JUNE, None, JUNE, True, id="the first day counts"),
        pytest.param(JUNE, None, BEFORE, False, id="the day before the first does not"),
        pytest.param(None, JUNE, JUNE, True, id="the last day counts"),
        pytest.param(None, JUNE, AFTER, False, id="the day after the last does not"),
        pytest.param(JUNE, JUNE, JUNE, True, id="a single day is a window"),
    ],
)
def test_both_ends_of_a_window_count(since: date | None, until: date | None, day: date, expected: bool) -> None:
    """Does a window hold on its first and last day, and not one day beyond?"""
    assert Window(since, until).covers(day) is expected


def test_a_window_cannot_end_before_it_begins() -> None:
    """Is a window that no day lies in refused, with both dates named?"""
    with pytest.raises(ValueError, match=r"2026-06-11.*2026-06-12"):
        Window(JUNE, BEFORE)


@settings(deadline=None)
@given(windows(), windows())
def test_windows_meet_exactly_when_they_share_a_day(one: Window, other: Window) -> None:
    """Do two windows meet when some day lies in both, and only then?"""
    shared = any(one.covers(day) and other.covers(day) for day in CALENDAR)
    assert one.meets(other) is shared
    assert other.meets(one) is shared


@settings(deadline=None)
@given(windows())
def test_the_window_without_ends_meets_every_other(window: Window) -> None:
    """Can a statement that is always true be cited by one that holds for a time?"""
    assert ALWAYS.meets(window)


@pytest.mark.parametrize(
    ("applies", "proposed_on", "withdrawn_on", "expected"),
    [
        pytest.param(always_from(JUNE), None, None, Status.IN_FORCE, id="a law holds from its first day on"),
        pytest.param(always_from(None), None, None, Status.IN_FORCE, id="an old law without a known first day holds"),
        pytest.param(always_from(None, JUNE), None, None, Status.IN_FORCE, id="a law still holds on its last day"),
        pytest.param(always_from(AFTER), None, None, Status.NOT_YET, id="a law of tomorrow does not hold today"),
        pytest.param(always_from(None, BEFORE), None, None, Status.EXPIRED, id="a law that ended yesterday does not hold today"),
        pytest.param(
            always_from(None, BEFORE) + always_from(AFTER),
            None,
            None,
            Status.NOT_YET,
            id="between two periods the next one is awaited",
        ),
        pytest.param(
            always_from(None, BEFORE) + always_from(JUNE), None, None, Status.IN_FORCE, id="the second of two periods has begun"
        ),
        pytest.param((), None, None, Status.NOT_YET, id="a treaty that waits for ratifications is not yet in force"),
        pytest.param((), JUNE, None, Status.PROPOSED, id="a bill is a proposal from the day it is put forward"),
        pytest.param((), AFTER, None, Status.NOT_YET, id="a bill of tomorrow is not even a proposal today"),
        pytest.param((), BEFORE, JUNE, Status.WITHDRAWN, id="a bill that died today is withdrawn"),
        pytest.param((), BEFORE, AFTER, Status.PROPOSED, id="a bill that will die tomorrow is still a proposal"),
        pytest.param(always_from(AFTER), None, BEFORE, Status.WITHDRAWN, id="a withdrawn law is not awaited"),
        pytest.param(always_from(None, BEFORE), None, BEFORE, Status.WITHDRAWN, id="withdrawn says more than expired"),
    ],
)
def test_status_follows_from_the_dates(
    applies: tuple[Application, ...], proposed_on: date | None, withdrawn_on: date | None, expected: Status
) -> None:
    """What do a source's own dates say about 12 June 2026?"""
    assert status_of(applies, JUNE, proposed_on=proposed_on, withdrawn_on=withdrawn_on) is expected


@pytest.mark.parametrize(
    ("applies", "day", "expected"),
    [
        pytest.param(always_from(AFTER), BEFORE, Status.PROPOSED, id="until it was adopted, a law to come was a proposal"),
        pytest.param(always_from(AFTER), JUNE, Status.NOT_YET, id="from its adoption on it is law that waits"),
        pytest.param(always_from(JUNE), JUNE, Status.IN_FORCE, id="adopted and in force on one day"),
        pytest.param(always_from(AFTER), date(2024, 1, 1), Status.NOT_YET, id="before it was put forward there was nothing"),
    ],
)
def test_a_law_was_a_proposal_until_its_adoption(applies: tuple[Application, ...], day: date, expected: Status) -> None:
    """What is said of a law on a day before it was one?"""
    assert status_of(applies, day, proposed_on=date(2025, 11, 19), adopted_on=JUNE) is expected


def test_nothing_is_in_force_after_it_was_withdrawn() -> None:
    """Is a source with an open period out of force once it was withdrawn?"""
    assert status_of(always_from(date(2020, 1, 1)), JUNE, withdrawn_on=BEFORE) is Status.WITHDRAWN


@settings(deadline=None)
@given(st.lists(windows(), max_size=3), st.sampled_from(CALENDAR))
def test_in_force_exactly_when_a_period_covers_the_day(periods: list[Window], day: date) -> None:
    """Is a law in force on a day when one of its periods covers the day, and only then?"""
    status = status_of(tuple(map(Application, periods)), day)
    assert (status is Status.IN_FORCE) is any(w.covers(day) for w in periods)
    assert status not in (Status.NOT_APPLICABLE, Status.WITHDRAWN, Status.PROPOSED)
