"""How well the place that a statement of a note rests on is found: labelled statements, curve, threshold."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from rights_assistant.domain.library import Library
from rights_assistant.domain.statement import Ref
from rights_assistant.errors import CaseError
from rights_assistant.evaluation.labelled import is_held_back, rows_of
from rights_assistant.placing import Place

PRECISION: Final = 0.95
"""What the fit asks of the statements for fitting."""
STEPS: Final = tuple(n / 100 for n in range(0, 101, 5))
"""The thresholds that are tried."""
LABELS: Final = "places.jsonl"
"""Statements drawn at random, labelled before any rule was there."""
AFTERWARDS: Final = "told.jsonl"
"""Statements drawn from those of which a place was told, judged afterwards: more to fit the precision on."""
_KEYS: Final = frozenset(("provision", "label", "place", "why"))
_FITTED_TENTHS: Final = 5


@dataclass(frozen=True, slots=True)
class Labelled:
    """A statement of a note, and the smallest place of the official text that carries it, as a person read it there.

    Attributes:
        place: an address; empty where the statement rests on the whole provision or on nothing in particular.
        afterwards: whether it was drawn from those of which a place was told; it says nothing about recall.
    """

    provision: str
    label: str
    place: str
    why: str
    afterwards: bool = False

    @property
    def id(self) -> str:
        """What it is called."""
        return f"{self.provision}#{self.label}"

    @property
    def held_back(self) -> bool:
        """Whether it is looked at only when all is built: half of those drawn at random, by the checksum of the id."""
        return not self.afterwards and is_held_back(self.id, _FITTED_TENTHS)

    def agrees(self, address: str) -> bool:
        """Whether an address is that place, or one around it that is not the whole provision."""
        return bool(self.place and address) and (self.place + "/").startswith((f"{address}/", f"{address}."))

    def exactly(self, address: str) -> bool:
        """Whether an address is that very place."""
        return bool(self.place) and self.place == address


@dataclass(frozen=True, slots=True)
class Point:
    """What one threshold gives over some statements.

    Attributes:
        told: how many have a place told.
        right: of how many of them the place is the labelled one or lies around it.
        exact: of how many of them it is the very place.
        found: how many of the right ones were drawn at random.
        placed: how many of those drawn at random rest on a place.
    """

    threshold: float
    told: int
    right: int
    exact: int
    found: int
    placed: int

    @property
    def precision(self) -> float:
        """Of the places told, the share that is right; 1 where none was told."""
        return self.right / self.told if self.told else 1.0

    @property
    def recall(self) -> float:
        """Of the statements that rest on a place, the share of which it was told rightly; 1 where none does."""
        return self.found / self.placed if self.placed else 1.0


@dataclass(frozen=True, slots=True)
class Fit:
    """The threshold that was fitted, and the curve of both parts."""

    threshold: float
    fit: tuple[Point, ...]
    held_back: tuple[Point, ...]

    def at(self, threshold: float) -> tuple[Point, Point]:
        """The points of both parts at a threshold that was tried."""
        return next((a, b) for a, b in zip(self.fit, self.held_back, strict=True) if a.threshold == threshold)


def read_labels(folder: Path, library: Library) -> list[Labelled]:
    """The labelled statements of `places.jsonl`, and of `told.jsonl` where that is there.

    Raises:
        CaseError: naming file and line of the first flaw; a statement that the notes do not have is one.
    """
    found: dict[str, Labelled] = {}
    rows = [(at, row, False) for at, row in rows_of(folder / LABELS)]
    if (folder / AFTERWARDS).exists():
        rows += [(at, row, True) for at, row in rows_of(folder / AFTERWARDS)]
    for at, row, afterwards in rows:
        if row.keys() != _KEYS or not all(isinstance(value, str) for value in row.values()):
            raise CaseError(f"{at} is no labelled statement.", f"Write these keys, each with a text: {', '.join(sorted(_KEYS))}.")
        labelled = Labelled(row["provision"], row["label"], row["place"], row["why"], afterwards)
        if library.resolve(Ref(labelled.provision, labelled.label)) is None:
            raise CaseError(f"{at}: no note has the statement {labelled.id}.", "Name one that is there, or take the line out.")
        if labelled.place and not labelled.place.startswith((f"{labelled.provision}/", f"{labelled.provision}.")):
            raise CaseError(f"{at}: {labelled.place} does not lie in {labelled.provision}.", "Write a place inside it, or nothing.")
        if not labelled.why:
            raise CaseError(f"{at} does not say why.", "Write it.")
        if labelled.id in found:
            raise CaseError(f"{at}: {labelled.id} stands twice.", "Take one of them out.")
        found[labelled.id] = labelled
    return list(found.values())


def point(labelled: Collection[Labelled], places: Mapping[str, Place], threshold: float) -> Point:
    """What a threshold gives over some statements.

    Args:
        places: the most likely place of each statement, by its id.
    """
    told = [(one, places[one.id].address) for one in labelled if places[one.id].address and places[one.id].sure >= threshold]
    return Point(
        threshold,
        len(told),
        sum(one.agrees(address) for one, address in told),
        sum(one.exactly(address) for one, address in told),
        sum(one.agrees(address) for one, address in told if not one.afterwards),
        sum(bool(one.place) for one in labelled if not one.afterwards),
    )


def fit(labelled: Sequence[Labelled], places: Mapping[str, Place]) -> Fit:
    """The curve of both parts, and the least threshold that is precise enough on the part for fitting.

    Raises:
        CaseError: when no threshold is.
    """
    parts = [[one for one in labelled if one.held_back is held] for held in (False, True)]
    ours, others = (tuple(point(part, places, step) for step in STEPS) for part in parts)
    found = next((p.threshold for p in ours if p.precision >= PRECISION), None)
    if found is None:
        raise CaseError(f"No threshold has a precision of {PRECISION} on the statements for fitting.", "Mend the rules first.")
    return Fit(found, ours, others)


def mistaken(labelled: Sequence[Labelled], places: Mapping[str, Place], threshold: float) -> list[tuple[Labelled, str]]:
    """The statements whose place is told wrong, or not told although there is one, each with what is told of it."""
    told = [(one, places[one.id].address if places[one.id].sure >= threshold else "") for one in labelled]
    return [(one, address) for one, address in told if not one.agrees(address) and (one.place or address)]


def as_json(found: Fit) -> str:
    """The curve as it is kept: each point with its figures and counts."""
    parts = {
        name: [asdict(p) | {"precision": round(p.precision, 4), "recall": round(p.recall, 4)} for p in points]
        for name, points in (("fit", found.fit), ("held_back", found.held_back))
    }
    rows = ",\n ".join(f'"{name}": [\n  ' + ",\n  ".join(map(json.dumps, points)) + "\n ]" for name, points in parts.items())
    return f'{{\n "threshold": {found.threshold},\n "precision_asked": {PRECISION},\n {rows}\n}}\n'
