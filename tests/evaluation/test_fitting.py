"""Is the best value found on a small set that knows it, and taken only where it holds on questions left out?"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from replies_made import a_case as a_question
from replies_made import an_answer

from factories import thresholds
from fakes import unseen
from rights_assistant.domain.answer import Outcome
from rights_assistant.domain.thresholds import Thresholds
from rights_assistant.evaluation.cases import Case, Severity
from rights_assistant.evaluation.fitting import FOLDS, GRIDS, Bench, descend, families, fit, folds, middle, plateau
from rights_assistant.evaluation.given import Given, read

ANSWERED = read(an_answer())
SILENT = read(an_answer(outcome="no_source", blocks=[], citations=[]))
GRID = {"near": tuple(n / 100 for n in range(20, 81))}


def a_case(id: str, *, ours: bool = True, about: str = "", twin: str = "", severity: Severity = Severity.SERIOUS) -> Case:
    """A question that should be answered, or left alone."""
    outcomes = (Outcome.ANSWERED,) if ours else (Outcome.NO_SOURCE,)
    return replace(a_question(outcomes=outcomes), id=id, about=about, twin=twin, severity=severity)


def asked(nears: dict[str, float]) -> Callable[[Case, Thresholds], Given]:
    """Answers a question that is near enough."""
    return lambda case, at: ANSWERED if nears[case.id] >= at.near else SILENT


def parted(least: float, most: float, each: int = 20) -> Bench:
    """Questions of ours from `least` upward, others up to `most`: between the two lies the right threshold."""
    step = 0.3 / each
    nears = {f"ours-{n}": least + n * step for n in range(each)} | {f"other-{n}": most - n * step for n in range(each)}
    return Bench([a_case(id, ours=id.startswith("ours")) for id in nears], asked(nears), ("near",))


def all_of(bench: Bench) -> Any:
    """Every question of a bench."""
    return np.ones(len(bench.cases), dtype=bool)


def test_the_middle_of_what_parts_them() -> None:
    """Where all that is ours is nearer than 0.55 and all else farther than 0.45: is about 0.50 found, from either side?"""
    bench = parted(0.55, 0.45)
    for start in (0.2, 0.5, 0.8):
        found = descend(bench, thresholds(near=start), GRID, all_of(bench))
        assert found.near == pytest.approx(0.5, abs=0.02)


def test_fitted_values_that_hold_are_taken() -> None:
    """Are values that lower the loss of questions left out beyond chance chosen, and what they cost said?"""
    bench = parted(0.55, 0.45)
    found = fit(bench, thresholds(near=0.3), unseen, GRID)
    assert found.held_out.better
    assert found.chosen == found.fitted
    assert found.losses["fitted"] == 0.0
    assert found.losses["present"] == pytest.approx(found.held_out.present)
    assert found.figures["fitted"]["abstention"] == 1.0
    assert found.figures["present"]["abstention"] < 1.0
    assert sum(n for n, *_ in found.held_out.folds) == len(bench.cases)


def test_noise_is_not_fitted() -> None:
    """Where how near a question is says nothing of whether it is ours: do the present values stay?"""
    random = np.random.default_rng(1)
    nears = {f"q-{n}": float(random.uniform(0.2, 0.8)) for n in range(60)}
    cases = [a_case(id, ours=bool(random.integers(2))) for id in nears]
    found = fit(Bench(cases, asked(nears), ("near",)), thresholds(near=0.79), unseen, GRID)
    assert not found.held_out.better
    assert found.chosen == found.present == thresholds(near=0.79)


def test_what_is_already_best_stays() -> None:
    """Does nothing change where the present value lies in the middle?"""
    found = fit(parted(0.55, 0.45), thresholds(near=0.5), unseen, GRID)
    assert found.chosen == thresholds(near=0.5)
    assert found.held_out.difference[0] == 0.0


def test_the_curve_knows_every_value() -> None:
    """Has each value its loss and figures, with the least of the losses nothing above itself?"""
    found = fit(parted(0.55, 0.45), thresholds(near=0.5), unseen, GRID)
    points = found.curves["near"]
    assert [p.value for p in points] == list(GRID["near"])
    assert min(p.above[0] for p in points) == 0.0
    assert points[0].figures["abstention"] < 1 == points[0].figures["answer_rate"]
    assert points[-1].figures["answer_rate"] < 1 == points[-1].figures["abstention"]
    low, high = found.plateaus["near"]
    assert low <= 0.46 < 0.54 <= high


def test_a_wrong_answer_weighs_more() -> None:
    """One of ours and one that is not, as near as each other: is silence the better end of the two?"""
    nears = {"ours": 0.5, "other": 0.5}
    bench = Bench([a_case("ours"), a_case("other", ours=False)], asked(nears), ("near",))
    silent, answered = bench.losses(thresholds(near=0.6)), bench.losses(thresholds(near=0.4))
    assert bench.mean(silent, all_of(bench)) == 0.5
    assert bench.mean(answered, all_of(bench)) == 1.0


def test_severity_weighs() -> None:
    """Does a severe question that is missed cost four times a light one among the same questions?"""
    cases = [a_case("severe", severity=Severity.SEVERE), a_case("low", severity=Severity.LOW)]
    losses = [
        Bench(cases, asked({"severe": severe, "low": low}), ("near",)).losses(thresholds(near=0.5))
        for severe, low in ((0.4, 0.6), (0.6, 0.4))
    ]
    bench = Bench(cases, asked({"severe": 1.0, "low": 1.0}), ("near",))
    assert [bench.mean(row, all_of(bench)) for row in losses] == [0.8, 0.2]


def test_questions_of_a_family_are_one_piece_of_evidence() -> None:
    """Is the standard error larger where those that differ are of one family than where they are of many?"""
    wrong = np.array([1.0] * 6 + [0.0] * 24)
    errors = []
    for about in (lambda n: f"guides/{n // 6}", str):
        cases = [a_case(f"q-{n}", about=about(n)) for n in range(30)]
        bench = Bench(cases, asked({c.id: 1.0 for c in cases}), ("near",))
        errors.append(bench.error(wrong, all_of(bench)))
    assert errors[0] > 2 * errors[1]


@pytest.mark.parametrize(
    ("rows", "places"),
    [
        pytest.param([(2, 1), (0, 0), (2, 1)], (1, 1), id="a peak"),
        pytest.param([(2, 1), (1, 1), (0, 0), (0, 0), (1, 2), (3, 1)], (1, 4), id="all that is one standard error away"),
        pytest.param([(0, 0), (3, 1), (0, 0)], (0, 0), id="not beyond a hill"),
        pytest.param([(0, 0)], (0, 0), id="one value"),
    ],
)
def test_plateau(rows: Sequence[tuple[float, float]], places: tuple[int, int]) -> None:
    """Which values around the best are about as good?"""
    assert plateau([(float(n), 1.0 + up, up, error) for n, (up, error) in enumerate(rows)]) == places


@pytest.mark.parametrize(
    ("first", "last", "present", "value"),
    [
        pytest.param(1, 3, 0.9, 0.2, id="its middle"),
        pytest.param(1, 2, 0.9, 0.1, id="the lower of two"),
        pytest.param(0, 3, 0.1, 0.1, id="open below: the present value lies on it and stays"),
        pytest.param(2, 4, 0.1, 0.2, id="open above: its end that is nearest to the present value"),
        pytest.param(0, 4, 0.33, 0.33, id="flat everywhere: nothing is known"),
        pytest.param(0, 2, 0.9, 0.2, id="open below, the present value above it"),
    ],
)
def test_middle(first: int, last: int, present: float, value: float) -> None:
    """Which value of a plateau is taken?"""
    assert middle((0.0, 0.1, 0.2, 0.3, 0.4), first, last, present) == value


NAMES = st.integers(0, 12).map(lambda n: f"guides/any/{n}")


@given(st.lists(NAMES, min_size=1, max_size=60), st.lists(st.integers(0, 59), max_size=60))
def test_folds_keep_families_and_twins_together(about: list[str], twins: list[int]) -> None:
    """Whatever belongs together: does it stand in one fold, and no fold without need in much more than its share?"""
    cases = [a_case(f"q-{n}", about=name) for n, name in enumerate(about)]
    cases = [replace(c, twin=f"q-{t}") if t < len(cases) else c for c, t in zip(cases, [*twins, *[99] * 60], strict=False)]
    kin = families(cases)
    place = dict(zip((c.id for c in cases), folds(kin), strict=True))
    for case in cases:
        assert all(place[case.id] == place[other.id] for other in cases if other.about == case.about)
        assert case.twin not in place or place[case.id] == place[case.twin]
    sizes, largest = Counter(place.values()), max(Counter(kin).values())
    assert set(place.values()) <= set(range(FOLDS))
    assert max(sizes.values()) <= len(cases) / FOLDS + largest


def test_folds_do_not_hang_on_the_order() -> None:
    """Are questions in another order in the same folds?"""
    kin = [f"guides/{n % 9}" for n in range(40)]
    place = dict(zip(kin, folds(kin), strict=True))
    assert dict(zip(kin[::-1], folds(kin[::-1]), strict=True)) == place
    assert len(set(place.values())) == FOLDS


def test_a_fold_is_not_looked_at_while_fitting() -> None:
    """Do the values that a fold is held to stay the same when its own questions change?"""
    nears = {f"q-{n}": 0.3 + 0.4 * n / 40 for n in range(40)}
    cases = [a_case(id, ours=near > 0.5) for id, near in nears.items()]
    first = fit(Bench(cases, asked(nears), ("near",)), thresholds(near=0.3), unseen, GRID)
    out = folds(families(cases))
    turned = [
        replace(c, expect=a_case("x", ours=not c.expect.answerable).expect) if f == 0 else c
        for c, f in zip(cases, out, strict=True)
    ]
    second = fit(Bench(turned, asked(nears), ("near",)), thresholds(near=0.3), unseen, GRID)
    assert first.held_out.folds[0][3] == second.held_out.folds[0][3]
    assert first.held_out.folds[0][2] < second.held_out.folds[0][2]


def test_somebody_can_watch() -> None:
    """Is each fold shown as it is fitted?"""
    shown: list[tuple[str, int]] = []

    def progress(items: Iterable[Any], label: str, total: int) -> Iterable[Any]:
        shown.append((label, total))
        return items

    fit(parted(0.55, 0.45, each=5), thresholds(), progress, GRID)
    assert shown == [("Fitting without a fold", FOLDS)]


def test_what_is_fitted_is_a_threshold() -> None:
    """Is each grid that of a threshold, rising, with the values of the tests' own within it?"""
    for name, grid in GRIDS.items():
        assert list(grid) == sorted(set(grid))
        assert grid[0] <= getattr(thresholds(), name) <= grid[-1]
