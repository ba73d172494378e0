"""When the notes were last looked at."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from rights_assistant.domain.document import Document, Instrument
from rights_assistant.domain.library import Library
from rights_assistant.knowledge.faults import Fault, Faults, path_of
from rights_assistant.knowledge.lists import Row

STALE: Final = timedelta(days=180)
"""After so long somebody should look again."""


def everything(library: Library) -> Iterator[Document | Instrument]:
    """Every file: documents and instruments."""
    yield from library
    yield from library.instruments.values()


def looked_at(document: Document | Instrument) -> date:
    """The day of the last look: of the review, or else of the reading of the source."""
    return document.reviewed_on or document.checked_on


def stale(library: Library, asked_on: date) -> list[Row]:
    """Every file whose last look is more than `STALE` before the day of asking."""
    rows = []
    for document in everything(library):
        day, said = looked_at(document), "reviewed" if document.reviewed_on else "checked"
        if asked_on - day > STALE:
            rows.append(Row(path_of(document), 0, f"{said} on {day}, {(asked_on - day).days} days ago"))
    return sorted(rows)


def from_the_future(documents: Iterable[Document | Instrument], asked_on: date) -> list[Fault]:
    """A fault for each file that was reviewed after the day of asking."""
    faults: list[Fault] = []
    for document in documents:
        found = Faults(path_of(document))
        if document.reviewed_on and document.reviewed_on > asked_on:
            found.add(f"lies after the day of asking ({asked_on}).", "Write the day of the last look.", key="reviewed_on")
        faults += found.found
    return faults
