"""What the notes cover, counted: by place and kind, by how sure they are, and how fresh they are."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from statistics import median_low

from rights_assistant.domain.document import Document, Instrument, Kind
from rights_assistant.domain.jurisdiction import NAMES
from rights_assistant.domain.library import SOURCE_LANGUAGE, Library
from rights_assistant.domain.standing import Certainty
from rights_assistant.knowledge.freshness import everything

ANY = "any"
"""The place of guides that belong to no one country."""


@dataclass(frozen=True, slots=True)
class Age:
    """When the files of a place were checked against their sources, and how many were reviewed since."""

    place: str
    files: int
    oldest: date
    median: date
    newest: date
    reviewed: int


def place_of(document: Document | Instrument) -> str:
    """The place in an id: a jurisdiction, a country whose law is not covered, or `any`."""
    parts = document.id.split("/")
    return parts[1] if isinstance(document, Document) and document.kind is not Kind.NOTE else parts[0]


def _written(library: Library) -> list[Document]:
    """Each document once, in the language it was written in."""
    return [d for d in library if d.language == SOURCE_LANGUAGE]


def places(library: Library) -> list[str]:
    """The jurisdictions in their own order, then `any`, then the other countries of which a file speaks."""
    other = {place_of(d) for d in everything(library)} - set(NAMES) - {ANY}
    return [*NAMES, ANY, *sorted(other)]


def by_place(library: Library) -> dict[str, Counter[Kind]]:
    """How many documents of each kind every place has."""
    found: dict[str, Counter[Kind]] = {place: Counter() for place in places(library)}
    for document in _written(library):
        found[place_of(document)][document.kind] += 1
    return found


def instruments(library: Library, place: str) -> list[Instrument]:
    """The instruments of a place, by title."""
    return sorted((law for law in library.instruments.values() if place_of(law) == place), key=lambda law: law.short_title)


def by_certainty(library: Library) -> dict[Kind, Counter[Certainty]]:
    """How many statements of each kind of file are how sure; one that says nothing is as sure as its file."""
    found: dict[Kind, Counter[Certainty]] = {kind: Counter() for kind in Kind}
    for document in _written(library):
        found[document.kind].update(statement.certainty or document.certainty for _, statement in document.placed())
    return found


def ages(library: Library) -> list[Age]:
    """How fresh the files of each place are, and of all places (`""`) at the end."""
    files: list[Document | Instrument] = [*_written(library), *library.instruments.values()]
    groups = [(place, [d for d in files if place_of(d) == place]) for place in places(library)]
    return [_age(place, group) for place, group in (*groups, ("", files)) if group]


def _age(place: str, files: list[Document | Instrument]) -> Age:
    days = [d.checked_on for d in files]
    middle = date.fromordinal(median_low(day.toordinal() for day in days))
    return Age(place, len(files), min(days), middle, max(days), sum(d.reviewed_on is not None for d in files))


def gaps(library: Library) -> dict[str, list[Kind]]:
    """For each jurisdiction the kinds of which it has nothing."""
    counts = by_place(library)
    empty = {place: [kind for kind in Kind if not counts[place][kind]] for place in NAMES}
    return {place: kinds for place, kinds in empty.items() if kinds}
