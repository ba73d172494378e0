"""What misspelling costs: the same questions asked as they are written and as they might be typed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from rights_assistant.domain.question import MAX_CHARACTERS
from rights_assistant.errors import CaseError
from rights_assistant.evaluation.cases import Case, Split
from rights_assistant.evaluation.misspelling import misspelt
from rights_assistant.evaluation.score import Scored, draws

HELD: Final = ("citation_recall", "outcome", "must_say", "deadline", "urgency_recall", "wrong_law")
"""The measures that a misspelt question must not lose."""


@dataclass(frozen=True, slots=True)
class Loss:
    """A measure over the same cases, plain and misspelt.

    Attributes:
        points: misspelt less plain, in hundredths.
        low, high: its 95 % interval, in hundredths: percentiles of a bootstrap of the pairs.
    """

    measure: str
    plain: float
    misspelt: float
    points: float
    low: float
    high: float
    cases: int


@dataclass(frozen=True)
class Typed:
    """The losses over the questions of one split, and how many questions it has."""

    split: Split
    cases: int
    losses: tuple[Loss, ...]


def typed(case: Case, strength: float) -> Case:
    """A case whose question and earlier questions are misspelt, each by its own seed; what is expected stays.

    A question that grows past what can be asked is cut at its last word.
    """
    return replace(
        case,
        question=_fitting(misspelt(case.question, case.id, strength)),
        turns=tuple(_fitting(misspelt(t, f"{case.id}/{n}", strength)) for n, t in enumerate(case.turns)),
    )


def _fitting(text: str) -> str:
    return text if len(text) <= MAX_CHARACTERS else text[: MAX_CHARACTERS + 1].rpartition(" ")[0] or text[:MAX_CHARACTERS]


def held_against(plain: Sequence[Scored], misspelt: Sequence[Scored]) -> list[Typed]:
    """The losses in each split that has questions.

    Raises:
        CaseError: when no question was answered both ways.
    """
    after = {s.case.id: s for s in misspelt if s.reply.given}
    pairs = [(s, after[s.case.id]) for s in plain if s.reply.given and s.case.id in after]
    if not pairs:
        raise CaseError(
            "No question was answered both plain and misspelt.", "Ask the same questions: name their file with --questions."
        )
    sides = []
    for split in Split:
        own = [(a, b) for a, b in pairs if a.case.split is split]
        if own:
            sides.append(Typed(split, len(own), tuple(found for name in HELD if (found := _loss(name, own)))))
    return sides


def _loss(name: str, pairs: Sequence[tuple[Scored, Scored]]) -> Loss | None:
    both = [(a.measured[name], b.measured[name]) for a, b in pairs if name in a.measured and name in b.measured]
    if not both:
        return None
    drawn = draws(len(both))
    shares = []
    for measured in zip(*both, strict=True):
        value, over = (np.array([getattr(m, part) for m in measured], dtype=float) for part in ("value", "over"))
        shares.append((value.sum() / over.sum(), (drawn @ value) / np.maximum(drawn @ over, 1e-9)))
    (one, ones), (two, twos) = shares
    low, high = np.percentile(100 * (twos - ones), [2.5, 97.5])
    return Loss(name, float(one), float(two), float(100 * (two - one)), float(low), float(high), len(both))
