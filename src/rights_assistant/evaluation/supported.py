"""How well the support check tells apart what a passage carries and what it does not: labelled pairs, curve, threshold."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from rights_assistant.errors import CaseError
from rights_assistant.evaluation.labelled import is_held_back, rows_of
from rights_assistant.support.verdict import THRESHOLD, weigh

PRECISION: Final = 0.99
"""What the fit asks of the pairs for fitting: above the 0.97 that is promised, because other sentences do worse."""
STEPS: Final = tuple(n / 100 for n in range(50, 101, 2))
"""The thresholds that are tried, least share of words first."""
OURS: Final = "pairs.jsonl"
FREE: Final = "free.jsonl"
"""Pairs in the free wording of a chat model, written by somebody who had not seen the check; never fitted to."""
_KEYS: Final = frozenset(("id", "supported", "kind", "sentence", "passages", "why"))
_FITTED_TENTHS: Final = 6


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence with the passages that it cites, and whether a person says that they carry it."""

    id: str
    supported: bool
    kind: str
    sentence: str
    passages: tuple[str, ...]
    why: str

    @property
    def held_back(self) -> bool:
        """Whether the pair is looked at only when all is built: two in five, by the checksum of the id."""
        return is_held_back(self.id, _FITTED_TENTHS)


@dataclass(frozen=True, slots=True)
class Point:
    """What one threshold gives over some pairs: how many were called supported, and how many of those are."""

    threshold: float
    called: int
    right: int
    supported: int

    @property
    def precision(self) -> float:
        """Of those called supported, the share that is; 1 where none was called so."""
        return self.right / self.called if self.called else 1.0

    @property
    def recall(self) -> float:
        """Of those that are supported, the share that was called so; 1 where none is."""
        return self.right / self.supported if self.supported else 1.0


@dataclass(frozen=True, slots=True)
class Fit:
    """The threshold that was fitted, and the curve of both parts."""

    threshold: float
    fit: tuple[Point, ...]
    held_back: tuple[Point, ...]

    def at(self, threshold: float) -> tuple[Point, Point]:
        """The points of both parts at a threshold that was tried."""
        return next((a, b) for a, b in zip(self.fit, self.held_back, strict=True) if a.threshold == threshold)


def read_pairs(folder: Path, name: str = OURS) -> list[Pair]:
    """The pairs of a file, `pairs.jsonl` unless another is named, with the texts of `passages.jsonl`.

    Raises:
        CaseError: naming file and line of the first flaw.
    """
    texts: dict[str, str] = {}
    for at, row in rows_of(folder / "passages.jsonl"):
        if not isinstance(row.get("id"), str) or not isinstance(row.get("text"), str) or row["id"] in texts:
            raise CaseError(f"{at} is no passage.", "Write an id that stands nowhere else and a text.")
        texts[row["id"]] = row["text"]
    pairs: dict[str, Pair] = {}
    for at, row in rows_of(folder / name):
        pair = _pair(at, row, texts)
        if pair.id in pairs:
            raise CaseError(f"{at}: the id {pair.id!r} stands twice.", "Give each pair an id of its own.")
        pairs[pair.id] = pair
    return list(pairs.values())


def _pair(at: str, row: Mapping[str, Any], texts: Mapping[str, str]) -> Pair:
    if row.keys() != _KEYS:
        wrong = ", ".join(sorted(row.keys() ^ _KEYS))
        raise CaseError(f"{at} has keys too many or too few: {wrong}.", f"Write {', '.join(sorted(_KEYS))}.")
    for key in ("id", "kind", "why"):
        if not isinstance(row[key], str) or not row[key]:
            raise CaseError(f"{at}: {key!r} is no text.", "Write it.")
    if not isinstance(row["sentence"], str) or not isinstance(row["supported"], bool):
        raise CaseError(f"{at}: the sentence must be text and `supported` true or false.", "Mend the line.")
    if not isinstance(row["passages"], list) or not row["passages"]:
        raise CaseError(f"{at} cites no passage.", "Name at least one id of passages.jsonl.")
    if unknown := [p for p in row["passages"] if p not in texts]:
        raise CaseError(f"{at} cites the unknown passage {unknown[0]!r}.", "Add it to passages.jsonl.")
    passages = tuple(texts[p] for p in row["passages"])
    return Pair(row["id"], row["supported"], row["kind"], row["sentence"], passages, row["why"])


def point(pairs: Sequence[Pair], threshold: float) -> Point:
    """What a threshold gives over some pairs."""
    called = [p for p in pairs if weigh(p.sentence, p.passages, threshold).supported]
    return Point(threshold, len(called), sum(p.supported for p in called), sum(p.supported for p in pairs))


def curve(pairs: Sequence[Pair]) -> tuple[Point, ...]:
    """What each threshold of `STEPS` gives over some pairs; a sentence that passes at one passes at every lower one."""
    passed = [(_passes(p), p.supported) for p in pairs]
    supported = sum(p.supported for p in pairs)
    return tuple(
        Point(step, sum(n > at for n, _ in passed), sum(n > at and right for n, right in passed), supported)
        for at, step in enumerate(STEPS)
    )


def _passes(pair: Pair) -> int:
    """At how many of the thresholds, from the least on, a pair is called supported."""
    low, high = 0, len(STEPS)
    middle = high  # most pass at all of them or at none
    while low < high:
        if weigh(pair.sentence, pair.passages, STEPS[middle - 1]).supported:
            low = middle
        else:
            high = middle - 1
        middle = low + 1 if low == 0 else (low + high + 1) // 2
    return low


def fit(pairs: Sequence[Pair]) -> Fit:
    """The curve of both parts, and the least threshold that is precise enough on the part for fitting.

    Raises:
        CaseError: when no threshold is.
    """
    parts = [[p for p in pairs if p.held_back is held] for held in (False, True)]
    ours, others = (curve(part) for part in parts)
    found = next((p.threshold for p in ours if p.precision >= PRECISION), None)
    if found is None:
        raise CaseError(
            f"No threshold has a precision of {PRECISION} on the pairs for fitting.", "Mend the rules of the check first."
        )
    return Fit(found, ours, others)


def mistaken(pairs: Sequence[Pair], threshold: float = THRESHOLD) -> list[tuple[Pair, str]]:
    """The pairs that the check gets wrong, each with the reason that the check gives."""
    verdicts = [(p, weigh(p.sentence, p.passages, threshold)) for p in pairs]
    return [(p, v.reason) for p, v in verdicts if v.supported != p.supported]


def as_json(found: Fit) -> str:
    """The curve as it is kept: each point with its figures and counts."""
    parts = {
        name: [asdict(p) | {"precision": round(p.precision, 4), "recall": round(p.recall, 4)} for p in points]
        for name, points in (("fit", found.fit), ("held_back", found.held_back))
    }
    rows = ",\n ".join(f'"{name}": [\n  ' + ",\n  ".join(map(json.dumps, points)) + "\n ]" for name, points in parts.items())
    return f'{{\n "threshold": {found.threshold},\n "precision_asked": {PRECISION},\n {rows}\n}}\n'
