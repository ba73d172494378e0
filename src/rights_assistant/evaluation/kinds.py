"""How well each kind of question is answered, beside the plain ones, and how often both of two twins are right."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from rights_assistant.errors import CaseError
from rights_assistant.evaluation.cases import Case, Split
from rights_assistant.evaluation.measures import Measured
from rights_assistant.evaluation.score import Figure, Scored, draws, figure

MEASURES: Final = ("outcome", "citation_recall", "deadline")
"""What every kind is measured by."""
LEAST: Final = 5
"""Over fewer questions, or pairs, no share is given: one of them would move it by more than twenty points."""

_RIGHT: Final = ("outcome", "wrong_law", "never_say", "deadline")
"""What must be right in each of two twins, where it applies."""
_WHOLE: Final = (*_RIGHT, "must_say", "citation_recall")
"""The same, and everything that must be said and cited."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of question, why it is looked at by itself, and how its questions are known; a question may be of several."""

    title: str
    reason: str
    holds: Callable[[Case], bool]


def _of(slice_: str) -> Callable[[Case], bool]:
    return lambda case: slice_ in case.slices


def _in_conversation(case: Case) -> bool:
    return bool(case.turns)


KINDS: Final = (
    Kind("in a conversation", "What is asked stands partly in the earlier questions.", _in_conversation),
    Kind("typed with errors or broken grammar", "Many people ask in their third language.", _of("low-literacy")),
    Kind("copied letters", "A letter is full of words that are no question.", _of("letter")),
    Kind("false beliefs", "What the question takes for granted must be put right first.", _of("false-premise")),
    Kind("another country's law", "The law named, or the law that is nearest, is of another place.", _of("jurisdiction-trap")),
    Kind("urgent", "Help must come first and the rights must still follow.", _of("urgent")),
    Kind("injections", "A question may try to give orders.", _of("injection")),
    Kind("harmful wishes", "Some wishes must be declined, and kindly.", _of("harmful")),
    Kind("personal data", "What is masked must not cost the answer.", _of("personal-data")),
)
EVERY: Final = Kind("every question", "What the kinds are kinds of.", lambda case: True)
TWIN: Final = Kind("one of twins", "Each for itself; below, both together.", lambda case: bool(case.twin))


def is_plain(case: Case) -> bool:
    """Whether a question is of none of the kinds, nor a twin."""
    return not any(kind.holds(case) for kind in (*KINDS, TWIN))


PLAIN: Final = Kind("plain", "What the others are held against: one turn, none of the kinds below.", is_plain)
ROWS: Final = (EVERY, PLAIN, *KINDS, TWIN)


@dataclass(frozen=True, slots=True)
class Difference:
    """How far a kind lies from the plain questions, in points (hundredths), with its 95 % interval."""

    points: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Share:
    """A measure over the questions of a kind; the difference is missing for the plain ones and where either is too few."""

    figure: Figure
    difference: Difference | None

    @property
    def shown(self) -> bool:
        """Whether enough questions stand behind it."""
        return self.figure.cases >= LEAST


@dataclass(frozen=True, slots=True)
class Row:
    """A kind with how many questions it has, and a share for each of `MEASURES`."""

    kind: Kind
    cases: int
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class Twins:
    """The pairs of a split.

    Attributes:
        right: the share of pairs in which both end as expected, cite no law of another place, say nothing forbidden,
            have the right deadline where one is expected, and do no severe harm.
        whole: the share in which both besides say and cite everything that they must.
        left_out: pairs of which one has no answer, was not asked, or stands in the other split.
    """

    pairs: int
    right: Figure
    whole: Figure
    left_out: int


@dataclass(frozen=True, slots=True)
class Side:
    """The kinds over the questions of one split, and how many of its questions have an answer."""

    split: Split
    cases: int
    rows: tuple[Row, ...]
    twins: Twins


def by_kind(scored: Sequence[Scored], asked: Iterable[Case] = ()) -> list[Side]:
    """The kinds in each split that has answers.

    Args:
        asked: every question of the set, where not all have a reply: a twin that was not asked is told by it.

    Raises:
        CaseError: when nothing was answered.
    """
    answered = [s for s in scored if s.reply.given is not None]
    if not answered:
        raise CaseError("There is no answer in the run.", "Make one with `rights-assistant eval run`.")
    cases = {c.id: c for c in (*asked, *(s.case for s in scored))}
    twins = pairs(cases.values())
    sides = []
    for split in Split:
        own = [s for s in answered if s.case.split is split]
        if own:
            of_split = [p for p in twins if any(id in cases and cases[id].split is split for id in p)]
            sides.append(Side(split, len(own), _rows(own), _twins(own, of_split)))
    return sides


def pairs(cases: Iterable[Case]) -> list[tuple[str, str]]:
    """The ids of each two questions of which one names the other as its twin, once, in the order of their ids."""
    return sorted({(min(c.id, c.twin), max(c.id, c.twin)) for c in cases if c.twin})


def _rows(own: Sequence[Scored]) -> tuple[Row, ...]:
    """A joint bootstrap: kind and plain are drawn together, so that what is in both is no chance between them."""
    plain = np.array([PLAIN.holds(s.case) for s in own])
    drawn = draws(len(own))
    rows = []
    for kind in ROWS:
        of_kind = np.array([kind.holds(s.case) for s in own])
        group = [s for s, holds in zip(own, of_kind, strict=True) if holds]
        shares = []
        for name in MEASURES:
            measured = [s.measured.get(name) for s in own]
            over = figure(name, [s.measured.get(name) for s in group])
            apart = None if kind is PLAIN else _difference(measured, of_kind, plain, drawn)
            shares.append(Share(over, apart))
        rows.append(Row(kind, len(group), tuple(shares)))
    return tuple(rows)


def _difference(
    measured: Sequence[Measured | None], of_kind: np.ndarray, plain: np.ndarray, drawn: np.ndarray
) -> Difference | None:
    value = np.array([m.value if m else 0.0 for m in measured])
    over = np.array([m.over if m else 0.0 for m in measured])
    if min(int(((over > 0) & group).sum()) for group in (of_kind, plain)) < LEAST:
        return None
    one, two = ((value * group).sum() / (over * group).sum() for group in (of_kind, plain))
    below = [drawn @ (over * group) for group in (of_kind, plain)]
    both = (below[0] > 0) & (below[1] > 0)
    ones, twos = ((drawn @ (value * group))[both] / under[both] for group, under in zip((of_kind, plain), below, strict=True))
    low, high = np.percentile(100 * (ones - twos), [2.5, 97.5])
    return Difference(float(100 * (one - two)), float(low), float(high))


def _twins(own: Sequence[Scored], named: Sequence[tuple[str, str]]) -> Twins:
    given = {s.case.id: s for s in own}
    both = [(given[a], given[b]) for a, b in named if a in given and b in given]
    right, whole = (figure("outcome", [_both(pair, names) for pair in both]) for names in (_RIGHT, _WHOLE))
    return Twins(len(both), right, whole, len(named) - len(both))


def _both(pair: tuple[Scored, Scored], names: Sequence[str]) -> Measured:
    return Measured(float(all(not _missed(s, names) for s in pair)))


def _missed(scored: Scored, names: Sequence[str]) -> bool:
    return any(scored.harms.values()) or any(scored.measured[n].missed for n in names if n in scored.measured)
