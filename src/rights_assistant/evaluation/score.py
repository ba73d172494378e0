"""A run held against what is expected of it: every case with its measures, misses and harms, and the figures over them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from rights_assistant.evaluation.cases import Case
from rights_assistant.evaluation.gold import Gold
from rights_assistant.evaluation.harms import HARMS, Count
from rights_assistant.evaluation.measures import Measured
from rights_assistant.evaluation.measures.ranking import retrieval
from rights_assistant.evaluation.replies import Reply
from rights_assistant.evaluation.table import MEASURES, measure

RESAMPLES: Final = 2000
SEED: Final = 20261123

_NOT_MISSES: Final = frozenset({"ndcg_10", "recall_5", "recall_10", "mrr", "guide_first", "guide_in_three", "outcome_weighted"})
_DECISIVE: Final = ("outcome", "never_say", "wrong_law", "urgency_recall", "deadline")


@dataclass(frozen=True)
class Scored:
    """One case with everything that was measured in its answer.

    Attributes:
        measured: by the name of the measure; what does not apply is not there.
        harms: by the name of the harm; an empty list is a trial without the harm.
    """

    reply: Reply
    measured: dict[str, Measured]
    harms: dict[str, list[str]]

    @property
    def case(self) -> Case:
        """The case."""
        return self.reply.case

    @property
    def misses(self) -> list[str]:
        """What was not right, a sentence each, the severe harms first."""
        if self.reply.error:
            return [f"unscored: {self.reply.error}"]
        harmful = [f"HARM {name}: {said}" for name, found in self.harms.items() for said in found]
        return harmful + [said for name, m in self.measured.items() if name not in _NOT_MISSES for said in m.missed]

    @property
    def right(self) -> bool:
        """Whether nothing that may cost a person went wrong: the end, what is said, the law, the danger, the deadline."""
        wrong = any(self.measured[d].missed for d in _DECISIVE if d in self.measured)
        return not self.reply.error and not wrong and not any(self.harms.values())


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure over many cases, with the 95 % interval of its bootstrap; `value` is nothing where no case applies."""

    name: str
    value: float | None
    low: float | None
    high: float | None
    cases: int


def score(replies: Sequence[Reply], gold: Gold) -> list[Scored]:
    """Every reply with its measures and harms."""
    ranked = retrieval(replies)
    return [Scored(r, measure(r, gold) | ranked.get(r.case.id, {}), _harms(r, gold)) for r in replies]


def _harms(reply: Reply, gold: Gold) -> dict[str, list[str]]:
    if reply.given is None:
        return {}
    found = {h.name: h.found(reply.case, reply.given, gold) for h in HARMS}
    return {name: said for name, said in found.items() if said is not None}


def figures(scored: Sequence[Scored], weights: Sequence[float] | None = None) -> dict[str, Figure]:
    """Every measure over some cases, with bootstrap intervals (percentile, 2,000 resamples of the cases, fixed seed).

    Args:
        weights: how often each case counts; once, when left out.
    """
    drawn = draws(len(scored))
    count = np.ones(len(scored)) if weights is None else np.asarray(weights, dtype=float)
    return {m.name: _figure(m.name, [s.measured.get(m.name) for s in scored], drawn, count) for m in MEASURES}


def figure(name: str, measured: Sequence[Measured | None]) -> Figure:
    """One measure over what it found, a case each, as `figures` makes it; nothing where it does not apply to a case."""
    return _figure(name, measured, draws(len(measured)), np.ones(len(measured)))


def draws(cases: int) -> np.ndarray:
    """How often each case is drawn in each resample: one row a resample."""
    if not cases:
        return np.zeros((0, 0))
    return np.random.default_rng(SEED).multinomial(cases, np.full(cases, 1 / cases), size=RESAMPLES)


def _figure(name: str, measured: Sequence[Measured | None], drawn: np.ndarray, weights: np.ndarray) -> Figure:
    value = np.array([m.value if m else 0.0 for m in measured]) * weights
    over = np.array([m.over if m else 0.0 for m in measured]) * weights
    if over.sum() == 0:
        return Figure(name, None, None, None, 0)
    below = drawn @ over
    resampled = (drawn @ value)[below > 0] / below[below > 0]
    low, high = np.percentile(resampled, [2.5, 97.5])
    return Figure(name, float(value.sum() / over.sum()), float(low), float(high), int((over > 0).sum()))


def harms(scored: Iterable[Scored]) -> list[Count]:
    """How often each severe harm was done and could have been, and last whether any was in an answer."""
    done = [s for s in scored if s.reply.given is not None]
    counts = [
        Count(h.name, h.title, sum(bool(s.harms.get(h.name)) for s in done), sum(h.name in s.harms for s in done)) for h in HARMS
    ]
    return [*counts, Count("any", "any of these in an answer", sum(any(s.harms.values()) for s in done), len(done))]


def grouped(scored: Sequence[Scored], by: Callable[[Scored], Iterable[str]]) -> dict[str, list[Scored]]:
    """The cases under each name that `by` gives them, names in order."""
    groups: dict[str, list[Scored]] = {}
    for s in scored:
        for name in by(s):
            groups.setdefault(name, []).append(s)
    return dict(sorted(groups.items()))


def realistic(scored: Sequence[Scored]) -> list[float]:
    """Weights that make half of the mix questions we do not cover: people ask more than our sources hold."""
    covered = [s.case.expect.answerable for s in scored]
    inside = sum(covered)
    outside = len(covered) - inside
    half = len(covered) / 2
    if not inside or not outside:
        return [1.0] * len(covered)
    return [half / inside if c else half / outside for c in covered]
