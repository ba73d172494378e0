"""Two runs of the same questions: what was gained and lost, and whether the difference is real."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.stats import permutation_test

from rights_assistant.errors import CaseError
from rights_assistant.evaluation.score import SEED, Scored
from rights_assistant.evaluation.table import MEASURES

REAL: Final = 0.05
"""Below this p-value a difference is called real."""


@dataclass(frozen=True, slots=True)
class Change:
    """One measure in two runs, over the cases in which it applies in both."""

    name: str
    before: float
    after: float
    cases: int
    p: float

    @property
    def real(self) -> bool:
        """Whether it is unlikely to be chance: the paired permutation test gives p < 0.05."""
        return self.p < REAL


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs side by side.

    Attributes:
        gains: cases that miss less than before, with what they no longer miss.
        losses: cases that miss more, with what is new.
        only: ids that stand in one of the runs alone.
    """

    changes: tuple[Change, ...]
    gains: tuple[tuple[str, tuple[str, ...]], ...]
    losses: tuple[tuple[str, tuple[str, ...]], ...]
    only: tuple[str, ...]


def compare(before: Sequence[Scored], after: Sequence[Scored]) -> Comparison:
    """What changed between two scored runs.

    Raises:
        CaseError: when they share no case.
    """
    old, new = {s.case.id: s for s in before}, {s.case.id: s for s in after}
    both = [id for id in old if id in new]
    if not both:
        raise CaseError("The two runs share no question.", "Compare runs of the same questions.")
    changes = [c for m in MEASURES if m.name != "latency" and (c := _change(m.name, [(old[i], new[i]) for i in both]))]
    lost = [(i, tuple(w for w in new[i].misses if w not in old[i].misses)) for i in both]
    won = [(i, tuple(w for w in old[i].misses if w not in new[i].misses)) for i in both]
    only = tuple(sorted(old.keys() ^ new.keys()))
    return Comparison(tuple(changes), tuple(g for g in won if g[1]), tuple(g for g in lost if g[1]), only)


def _change(name: str, pairs: Sequence[tuple[Scored, Scored]]) -> Change | None:
    """The measure in both runs, and the p-value of the difference of the means under exchange within pairs."""
    both = [(a.measured[name], b.measured[name]) for a, b in pairs if name in a.measured and name in b.measured]
    if not both:
        return None
    one, two = (np.array([m[k].value / m[k].over for m in both]) for k in (0, 1))
    p = 1.0 if np.array_equal(one, two) else _p_value(one, two)
    before, after = (sum(m[k].value for m in both) / sum(m[k].over for m in both) for k in (0, 1))
    return Change(name, before, after, len(both), p)


def _p_value(one: np.ndarray, two: np.ndarray) -> float:
    differ = one != two  # equal pairs change nothing when exchanged
    if differ.sum() == 1:
        return 1.0  # of the two ways to exchange it both are as extreme; scipy takes no sample of one
    found = permutation_test(
        (one[differ], two[differ]),
        lambda a, b, axis: np.sum(b - a, axis=axis),
        permutation_type="samples",
        vectorized=True,
        n_resamples=9999,
        rng=np.random.default_rng(SEED),
    )
    return float(found.pvalue)
