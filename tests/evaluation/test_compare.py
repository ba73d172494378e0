"""`evaluation.compare`: two runs of the same questions."""

from typing import Any

import pytest

from evaluation.replies_made import a_case, a_reply
from rights_assistant.errors import CaseError
from rights_assistant.evaluation.compare import Change, compare
from rights_assistant.evaluation.measures import Measured
from rights_assistant.evaluation.score import Scored


def a_scored(id: str, measured: dict[str, Measured], **changes: Any) -> Scored:
    """A case with what was measured in it."""
    return Scored(**({"reply": a_reply(a_case(id=id)), "measured": measured, "harms": {}} | changes))


def a_run(*outcomes: float, name: str = "outcome") -> list[Scored]:
    """A run of some cases, each with one measure and its miss."""
    return [a_scored(f"ca-{n}", {name: Measured(v, missed=() if v else ("wrong end",))}) for n, v in enumerate(outcomes)]


def test_equal_runs() -> None:
    """Is nothing gained or lost between two equal runs, and no difference called real?"""
    found = compare(a_run(1.0, 0.0, 1.0), a_run(1.0, 0.0, 1.0))
    assert found.changes == (Change("outcome", pytest.approx(2 / 3), pytest.approx(2 / 3), 3, 1.0),)
    assert (found.gains, found.losses, found.only) == ((), (), ())
    assert not found.changes[0].real


@pytest.mark.parametrize(
    ("before", "after", "p", "real"),
    [
        pytest.param([0.0] * 20 + [1.0] * 5, [1.0] * 25, None, True, id="clearly better"),
        pytest.param([1.0] * 25, [0.0] * 20 + [1.0] * 5, None, True, id="clearly worse"),
        pytest.param([0.0] * 6, [1.0] * 6, 2 / 2**6, True, id="six of six better: two of 64 ways are as extreme"),
        pytest.param([0.0] * 5, [1.0] * 5, 2 / 2**5, False, id="five of five better: two of 32"),
        pytest.param([0.0] * 6 + [1.0] * 90, [1.0] * 96, 2 / 2**6, True, id="what did not change does not matter"),
        pytest.param([0.0, 1.0], [1.0, 0.0], 1.0, False, id="one better and one worse"),
        pytest.param([0.0], [1.0], 1.0, False, id="one better: chance"),
        pytest.param([0.0] * 9 + [1.0] * 8, [1.0] * 9 + [0.0] * 8, None, False, id="nine better and eight worse"),
    ],
)
def test_is_it_real(before: list[float], after: list[float], p: float | None, real: bool) -> None:
    """Is a difference called real when chance would seldom make it, and only then?"""
    [change] = compare(a_run(*before), a_run(*after)).changes
    assert change.real is real
    assert 0 < change.p <= 1
    assert p is None or change.p == pytest.approx(p)
    assert (change.before, change.after) == (pytest.approx(sum(before) / len(before)), pytest.approx(sum(after) / len(after)))


def test_it_is_the_same_in_both_directions() -> None:
    """Is a loss as real as the gain it mirrors?"""
    one, two = a_run(*[0.0] * 12 + [1.0] * 6), a_run(*[1.0] * 12 + [0.0] * 4, 1.0, 1.0)
    [there], [back] = compare(one, two).changes, compare(two, one).changes
    assert there.p == pytest.approx(back.p, abs=0.01)
    assert (there.before, there.after) == (back.after, back.before)


def test_it_repeats_exactly() -> None:
    """Does the same pair of runs give the same p-value?"""
    one, two = a_run(*[0.0] * 12 + [1.0] * 8), a_run(*[1.0] * 12 + [0.0] * 8)
    assert compare(one, two) == compare(one, two)


def test_gains_and_losses() -> None:
    """Is it told case by case what is no longer missed and what is new?"""
    before = [
        a_scored("kept", {"outcome": Measured(0.0, missed=("a",))}),
        a_scored("gained", {"outcome": Measured(0.0, missed=("a", "b"))}),
        a_scored("lost", {"outcome": Measured(1.0)}),
        a_scored("other", {"outcome": Measured(0.0, missed=("a",))}),
    ]
    after = [
        a_scored("kept", {"outcome": Measured(0.0, missed=("a",))}),
        a_scored("gained", {"outcome": Measured(0.0, missed=("b",))}),
        a_scored("lost", {"outcome": Measured(0.0, missed=("c",))}, harms={"prediction": ["says so"]}),
        a_scored("other", {"outcome": Measured(0.0, missed=("z",))}),
    ]
    found = compare(before, after)
    assert found.gains == (("gained", ("a",)), ("other", ("a",)))
    assert found.losses == (("lost", ("HARM prediction: says so", "c")), ("other", ("z",)))


def test_cases_in_one_run_alone() -> None:
    """Are cases that only one run has named and not counted?"""
    before, after = a_run(1.0, 1.0), [*a_run(1.0), a_scored("new", {"outcome": Measured(0.0)})]
    found = compare(before, after)
    assert found.only == ("ca-1", "new")
    assert [(c.before, c.after, c.cases) for c in found.changes] == [(1.0, 1.0, 1)]


def test_a_measure_counts_where_it_applies_in_both() -> None:
    """Is a case left out of a measure that does not apply in one of the runs?"""
    before = [a_scored("1", {"answered_precision": Measured(1.0)}), a_scored("2", {"answered_precision": Measured(0.0)})]
    after = [a_scored("1", {"answered_precision": Measured(1.0)}), a_scored("2", {"abstention": Measured(1.0)})]
    assert compare(before, after).changes == (Change("answered_precision", 1.0, 1.0, 1, 1.0),)


def test_the_figures_weigh_what_a_case_holds() -> None:
    """Are the figures sums over sums, as in a run's own?"""
    before = [a_scored("1", {"must_say": Measured(1, 1)}), a_scored("2", {"must_say": Measured(0, 3)})]
    after = [a_scored("1", {"must_say": Measured(1, 1)}), a_scored("2", {"must_say": Measured(2, 3)})]
    [change] = compare(before, after).changes
    assert (change.before, change.after) == (1 / 4, 3 / 4)


def test_time_is_not_compared() -> None:
    """Is latency left out: it is the machine's as much as ours?"""
    assert compare(a_run(10.0, name="latency"), a_run(20.0, name="latency")).changes == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(a_run(1.0), [a_scored("uk-1", {})], id="other questions"),
        pytest.param([], a_run(1.0), id="none before"),
        pytest.param([], [], id="none at all"),
    ],
)
def test_nothing_in_common(before: list[Scored], after: list[Scored]) -> None:
    """Are two runs that share no question refused?"""
    with pytest.raises(CaseError, match="share no question"):
        compare(before, after)
