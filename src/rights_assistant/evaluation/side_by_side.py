"""Several who answered the same questions, side by side: only what is fair to measure in all of them.

A case that one of them has no answer to is left out for all, so that every row is over the same
questions. What only an assistant with replies of its own can do (help in danger, deadlines as data,
asking back in words) is no column: a plain search would lose it by its nature.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from rights_assistant.errors import CaseError
from rights_assistant.evaluation.cases import Split
from rights_assistant.evaluation.compare import Change, compare
from rights_assistant.evaluation.gold import Gold
from rights_assistant.evaluation.measures.ranking import worded_anew
from rights_assistant.evaluation.replies import Reply
from rights_assistant.evaluation.score import RESAMPLES, SEED, Figure, Scored, figures, score
from rights_assistant.evaluation.table import BY_NAME

TESTED: Final = ("citation_recall", "ndcg_10")
"""What is put to the test of chance; the ranking, over questions whose wording is in no guide."""
_NOTHING: Final = ("(nothing found)",)
"""A ranking without ids is left out of the figures; one that found nothing must count as nothing."""


@dataclass(frozen=True, slots=True)
class Column:
    """A measure of every respondent.

    Attributes:
        new: only over questions whose wording is in no guide, as ours finds them.
        unit: of a median; a share where there is none.
    """

    measure: str
    new: bool = False
    unit: str = ""

    @property
    def title(self) -> str:
        """Its heading, with what is different from the plain measure."""
        plain = BY_NAME[self.measure].title
        if self.unit:
            return f"Median {plain.lower()}, {self.unit}"
        return f"{plain}, wording in no guide" if self.new else plain

    @property
    def better(self) -> str:
        """`higher` or `lower`."""
        return BY_NAME[self.measure].better


COLUMNS: Final = (
    *map(Column, ("outcome", "abstention", "answer_rate", "answered_precision")),
    *map(Column, ("citation_recall", "citation_precision", "wrong_law")),
    *map(Column, ("must_say", "never_say")),
    Column("ndcg_10"),
    Column("ndcg_10", new=True),
    *map(Column, ("recall_10", "mrr")),
    Column("latency", unit="ms"),
)


@dataclass(frozen=True)
class Row:
    """One respondent: a figure for each column, and whether its difference from the first is chance.

    Attributes:
        against: by measure, the first's figure before and its own after; empty for the first itself.
    """

    name: str
    figures: tuple[Figure, ...]
    against: Mapping[str, Change]


@dataclass(frozen=True)
class Side:
    """The rows over the questions of one split.

    Attributes:
        cases: how many questions every row is over.
        left_out: ids of the questions that somebody has no answer to.
    """

    split: Split
    cases: int
    left_out: tuple[str, ...]
    rows: tuple[Row, ...]


def side_by_side(replies: Mapping[str, Sequence[Reply]], gold: Gold) -> list[Side]:
    """A table for each split that has questions; every other respondent is held against the first.

    Raises:
        CaseError: when there is nobody, or no question that everybody answered.
    """
    given = {name: {r.case.id: r for r in rs if r.given} for name, rs in replies.items()}
    first = next(iter(given), None)
    if first is None or not (shared := [id for id in given[first] if all(id in own for own in given.values())]):
        raise CaseError("There is no question that everybody answered.", "See the errors in the answers, and run it again.")
    new = {id for id in shared if worded_anew(given[first][id])}
    # Whose wording is nearest is asked of ours alone, so no row may lose questions by it unless all do.
    level = {name: [replace(own[id], near=None, ranked=own[id].ranked or _NOTHING) for id in shared] for name, own in given.items()}
    scored = {name: score(rs, gold) for name, rs in level.items()}
    asked = {r.case.id: r.case.split for rs in replies.values() for r in rs}
    sides = []
    for split in Split:
        of_split = {name: [s for s in all_ if s.case.split is split] for name, all_ in scored.items()}
        ids = [s.case.id for s in of_split[first]]
        left_out = tuple(id for id, its in asked.items() if its is split and id not in ids)
        if ids:
            rows = tuple(_row(name, own, of_split[first], new) for name, own in of_split.items())
            sides.append(Side(split, len(ids), left_out, rows))
    return sides


def _row(name: str, own: Sequence[Scored], first: Sequence[Scored], new: Container[str]) -> Row:
    plain, worded = figures(own), figures([s for s in own if s.case.id in new])
    chosen = [_median(own, c.measure) if c.unit else (worded if c.new else plain)[c.measure] for c in COLUMNS]
    if own is first:
        return Row(name, tuple(chosen), {})
    changes = compare([_tested(s, new) for s in first], [_tested(s, new) for s in own]).changes
    return Row(name, tuple(chosen), {c.name: c for c in changes})


def _tested(scored: Scored, new: Container[str]) -> Scored:
    """A case with nothing but what is put to the test: ranking only where its wording is in no guide."""
    names = TESTED if scored.case.id in new else TESTED[:1]
    return replace(scored, measured={n: m for n, m in scored.measured.items() if n in names}, harms={})


def _median(scored: Sequence[Scored], measure: str) -> Figure:
    """The median and the 95 % interval of its bootstrap: one slow answer, as the first is, moves a mean."""
    values = np.array([s.measured[measure].value for s in scored if measure in s.measured])
    if not len(values):
        return Figure(measure, None, None, None, 0)
    drawn = np.random.default_rng(SEED).choice(values, (RESAMPLES, len(values)))
    low, high = np.percentile(np.median(drawn, axis=1), [2.5, 97.5])
    return Figure(measure, float(np.median(values)), float(low), float(high), len(values))
