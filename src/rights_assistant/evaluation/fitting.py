"""Thresholds fitted on the questions for tuning: the middle of what is about as good as the best, held to questions left out.

The loss is the mean of what the answers cost (`loss`). One threshold after another is moved over
its grid, the others held, until none moves any more. Of each the middle of the plateau is taken:
the values next to the best whose loss is not more than one standard error above it (the rule of
one standard error: Breiman and others, Classification and Regression Trees, 1984, §3.4.3, here on
the paired difference). Standard errors are over families of questions, because those about the same
thing are right or wrong together.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from rights_assistant.domain.thresholds import Thresholds
from rights_assistant.evaluation.cases import Case
from rights_assistant.evaluation.given import Given
from rights_assistant.evaluation.loss import MEASURES, Cost, cost, weight
from rights_assistant.evaluation.regions import Regions
from rights_assistant.ports import Progress

FOLDS: Final = 5
_ROUNDS: Final = 4
_CLEARLY: Final = 1.96
"""How many standard errors better the fitted values must be to be taken: 95 %."""
_NOTHING: Final = 1e-9

Ask = Callable[[Case, Thresholds], Given]
"""Answers a question at some thresholds."""
Row = tuple[float, float, float, float]
"""A value, the loss there, how far that is above the best, and the standard error of the difference."""


def _grid(first: int, last: int, step: int) -> tuple[float, ...]:
    return tuple(n / 100 for n in range(first, last + 1, step))


GRIDS: Final[Mapping[str, tuple[float, ...]]] = {
    "near": _grid(33, 61, 1),
    "lacking": _grid(0, 30, 1),
    "elsewhere": _grid(0, 20, 1),
    "clear": _grid(45, 75, 1),
    "lead": _grid(0, 24, 1),
    "beside": _grid(41, 85, 2),
}
"""The values tried, in the order in which the thresholds are moved: whether to answer, how clearly, what leads, what is beside."""


@dataclass(frozen=True, slots=True)
class Point:
    """A value of one threshold, the others held.

    Attributes:
        loss: the mean loss of the questions, weighed by severity.
        above: how much more that is than at the best value, and the standard error of it.
        figures: by the name of the measure; nothing where no question has it.
    """

    value: float
    loss: float
    above: tuple[float, float]
    figures: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class HeldOut:
    """The loss on questions that the values were not fitted on, fold by fold, beside that of the present values there.

    Attributes:
        folds: how many questions, the loss of the present values, that of the fitted ones, and the values.
        difference: fitted minus present, over all questions; the standard error of it.
    """

    folds: tuple[tuple[int, float, float, Thresholds], ...]
    present: float
    fitted: float
    difference: tuple[float, float]

    @property
    def better(self) -> bool:
        """Whether fitting lowers the loss beyond chance."""
        low, error = self.difference
        return low + _CLEARLY * error < -_NOTHING


@dataclass(frozen=True, slots=True)
class Fit:
    """The present values, the fitted ones, what either costs, and the curves around those that are chosen."""

    present: Thresholds
    fitted: Thresholds
    chosen: Thresholds
    losses: Mapping[str, float]
    figures: Mapping[str, Mapping[str, float | None]]
    held_out: HeldOut
    curves: Mapping[str, tuple[Point, ...]]
    plateaus: Mapping[str, tuple[float, float]]


def families(cases: Sequence[Case]) -> list[str]:
    """For each case the name of what it belongs to: what it is about, joined with what its twin is about."""
    name = {c.id: c.about or c.id for c in cases}
    joined = {n: n for n in name.values()}

    def root(n: str) -> str:
        while joined[n] != n:
            n = joined[n]
        return n

    for case in cases:
        if case.twin in name:
            one, other = sorted((root(name[case.id]), root(name[case.twin])))
            joined[other] = one
    return [root(name[c.id]) for c in cases]


def folds(kin: Sequence[str], count: int = FOLDS) -> list[int]:
    """The fold of each case: families in the order of their hashes, each into the fold that holds least."""
    sizes, held = Counter(kin), [0] * count
    place: dict[str, int] = {}
    for name in sorted(sizes, key=lambda n: hashlib.sha256(n.encode()).hexdigest()):
        place[name] = held.index(min(held))
        held[place[name]] += sizes[name]
    return [place[name] for name in kin]


class Bench:
    """The questions, and what each costs at any thresholds."""

    def __init__(self, cases: Sequence[Case], ask: Ask, moved: Sequence[str] = tuple(GRIDS)) -> None:
        self.cases = tuple(cases)
        self.kin = np.array(families(cases))
        self.weights = np.array([weight(c) for c in cases], dtype=float)
        self._regions = [Regions[Cost](lambda t, c=c: cost(c, ask(c, t)), tuple(moved)) for c in cases]  # type: ignore[misc]
        self._kept: dict[Thresholds, tuple[Cost, ...]] = {}

    def costs(self, at: Thresholds) -> tuple[Cost, ...]:
        """What each question costs."""
        if at not in self._kept:
            self._kept[at] = tuple(r.at(at) for r in self._regions)
        return self._kept[at]

    def losses(self, at: Thresholds) -> np.ndarray:
        """The loss of each question, before it is weighed."""
        return np.array([c.loss for c in self.costs(at)])

    def mean(self, losses: np.ndarray, among: np.ndarray) -> float:
        """The mean loss of some questions, weighed by severity."""
        return float((losses * self.weights)[among].sum() / self.weights[among].sum())

    def error(self, losses: np.ndarray, among: np.ndarray) -> float:
        """The standard error of that mean, over families."""
        whole = self.weights[among].sum()
        off = (losses - self.mean(losses, among)) * self.weights
        sums = np.array([off[among & (self.kin == name)].sum() for name in np.unique(self.kin[among])])
        return float(np.sqrt((sums**2).sum() * len(sums) / max(len(sums) - 1, 1)) / whole)

    def figures(self, at: Thresholds) -> dict[str, float | None]:
        """The measures over all questions, each question alike."""
        columns = zip(*(c.measured for c in self.costs(at)), strict=True)
        return {name: _mean([m.value for m in column if m]) for name, column in zip(MEASURES, columns, strict=True)}

    def curve(self, name: str, held: Thresholds, grid: Sequence[float], among: np.ndarray) -> list[Row]:
        """For each value: the loss, how far that is above the best, and the standard error of the difference."""
        rows = [self.losses(replace(held, **{name: value})) for value in grid]
        means = [self.mean(row, among) for row in rows]
        best = rows[int(np.argmin(means))]
        return [(v, m, m - min(means), self.error(r - best, among)) for v, m, r in zip(grid, means, rows, strict=True)]


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def plateau(curve: Sequence[Row]) -> tuple[int, int]:
    """The first and the last place of the values around the best that are not one standard error worse."""
    flat = [above <= error + _NOTHING for _, _, above, error in curve]
    first = last = min(range(len(curve)), key=lambda n: curve[n][2])
    while first > 0 and flat[first - 1]:
        first -= 1
    while last < len(curve) - 1 and flat[last + 1]:
        last += 1
    return first, last


def middle(grid: Sequence[float], first: int, last: int, present: float) -> float:
    """The middle of a plateau. One that runs to the end of the grid has none: then what is nearest to the present value."""
    if first == 0 or last == len(grid) - 1:
        return present if grid[first] <= present <= grid[last] else min(grid[first], grid[last], key=lambda v: abs(v - present))
    return grid[(first + last) // 2]


def descend(bench: Bench, start: Thresholds, grids: Mapping[str, Sequence[float]], among: np.ndarray) -> Thresholds:
    """One threshold after another to the middle of its plateau, until none moves, at most four times over."""
    at = start
    for _ in range(_ROUNDS):
        before = at
        for name, grid in grids.items():
            first, last = plateau(bench.curve(name, at, grid, among))
            at = replace(at, **{name: middle(grid, first, last, getattr(at, name))})
        if at == before:
            break
    return at


def hold_out(bench: Bench, present: Thresholds, grids: Mapping[str, Sequence[float]], progress: Progress) -> HeldOut:
    """Fit on four folds and look at the fifth, each in turn."""
    place = np.array(folds(list(bench.kin)))
    now, then = bench.losses(present), np.zeros(len(place))
    rows = []
    numbers = sorted(set(place.tolist()))
    for fold in progress(numbers, "Fitting without a fold", len(numbers)):
        out = place == fold
        found = descend(bench, present, grids, ~out)
        then[out] = bench.losses(found)[out]
        rows.append((int(out.sum()), bench.mean(now, out), bench.mean(then, out), found))
    every = np.ones(len(place), dtype=bool)
    apart = then - now
    difference = (bench.mean(apart, every), bench.error(apart, every))
    return HeldOut(tuple(rows), bench.mean(now, every), bench.mean(then, every), difference)


def fit(bench: Bench, present: Thresholds, progress: Progress, grids: Mapping[str, Sequence[float]]) -> Fit:
    """Fit the thresholds, hold the way they are fitted to questions left out, and choose.

    The fitted values are chosen where fitting lowers the loss of questions left out beyond chance;
    else the present ones stay.
    """
    every = np.ones(len(bench.cases), dtype=bool)
    fitted = descend(bench, present, grids, every)
    held_out = hold_out(bench, present, grids, progress)
    chosen = fitted if held_out.better else present
    curves, plateaus = {}, {}
    for name, grid in grids.items():
        rows = bench.curve(name, chosen, grid, every)
        first, last = plateau(rows)
        plateaus[name] = (grid[first], grid[last])
        figures = [bench.figures(replace(chosen, **{name: value})) for value in grid]
        curves[name] = tuple(Point(v, m, (up, err), f) for (v, m, up, err), f in zip(rows, figures, strict=True))
    both = {"present": present, "fitted": fitted}
    losses = {name: bench.mean(bench.losses(at), every) for name, at in both.items()}
    return Fit(present, fitted, chosen, losses, {n: bench.figures(at) for n, at in both.items()}, held_out, curves, plateaus)
