"""The law by its addresses: what is at one, what stands before, after and on it, and what has some words."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from rapidfuzz import fuzz, process

from rights_assistant.domain.document import Document, Instrument, Kind, Provision, Remedy
from rights_assistant.domain.jurisdiction import NAMES, SYSTEMS_ONLY
from rights_assistant.domain.library import SOURCE_LANGUAGE, Library
from rights_assistant.domain.official import Wording
from rights_assistant.domain.passage import Passage
from rights_assistant.domain.statement import Section, Statement
from rights_assistant.ports import Finder, OfficialTexts
from rights_assistant.quote import first_in, preferred

NEAR: Final = 5
"""How many addresses like an unknown one are named."""
_LIKE: Final = 60.0
_MOST: Final = 200
_EVERYWHERE: Final = (*NAMES, *SYSTEMS_ONLY)
_NUMBERS: Final = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Place:
    """What is at an address of the law: our note, the publisher's wording, or both.

    Attributes:
        address: a provision's, or that of a place inside one.
        note: on exactly this, else on what it is a part of.
        wording: of the whole provision, with the part that the address names; nothing where it was not fetched.
        languages: all in which there is a wording.
    """

    address: str
    instrument: Instrument
    note: Provision | None
    wording: Wording | None
    languages: tuple[str, ...]

    @property
    def provision(self) -> str:
        """The address of the whole provision."""
        return self.wording.provision.id if self.wording else self.address


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table of contents: a provision of the official text, of our notes, or of both.

    Attributes:
        label: as the publisher writes it, `Article 26`; empty where there is only a note.
        heading: the publisher's, else the title of our note.
        under: the headings that it stands under, the outermost first.
        notes: on the provision and on parts of it.
        official: whether it is a line of the official text.
    """

    id: str
    label: str
    heading: str
    under: tuple[str, ...] = ()
    notes: tuple[Provision, ...] = ()
    official: bool = True


@dataclass(frozen=True, slots=True)
class Resting:
    """A document that rests on a provision, and the statement that does."""

    document: Document
    section: Section
    statement: Statement


@dataclass(frozen=True)
class Catalogue:
    """Everything of the law that can be opened and found.

    Attributes:
        official: the official texts; nothing where there are none.
        by_words: finds passages of our own by their words; nothing where nobody searches.
        passages: all that it may find, by id.
        unreadable: why there is no official text of an instrument that can be read, by its id.
    """

    library: Library
    official: OfficialTexts | None = None
    by_words: Finder | None = None
    passages: Mapping[str, Passage] = field(default_factory=dict)
    unreadable: Mapping[str, str] = field(default_factory=dict)

    def languages(self, instrument: str) -> tuple[str, ...]:
        """The languages in which there is a text of an instrument."""
        return self.official.instruments().get(instrument, ()) if self.official else ()

    def place(self, address: str, language: str = SOURCE_LANGUAGE) -> Place | None:
        """What is at an address, in a language or the next best; nothing where there is neither note nor text."""
        instrument = self.library.instruments.get("/".join(address.split("/")[:2]))
        if instrument is None or address.count("/") < 2:
            return None
        languages = self.official.languages(address) if self.official else ()
        wording = first_in(address, preferred(language, languages), self.official) if self.official else None
        note = self._note(address)
        if wording and note is None:
            inner = (address.rsplit("/", n)[0] for n in range(1, address.count("/") - 1))
            note = next((found for id in (*inner, wording.provision.id) if (found := self._note(id))), None)
        return Place(address, instrument, note, wording, languages) if wording or note else None

    def contents(self, instrument: str, language: str = SOURCE_LANGUAGE) -> list[Line]:
        """The official table of contents with our notes in it, in a language or the next best; then the notes it has not."""
        wanted = preferred(language, self.languages(instrument))
        entries = self.official.contents(instrument, wanted[0]) if self.official and wanted else []
        at: dict[str, list[Provision]] = {entry.id: [] for entry in entries}
        loose: list[Provision] = []
        for note in self._notes_on(instrument):
            on = note.id if note.id in at else self._whole(note.id, wanted)
            at.get(on, loose).append(note)
        lines = [Line(e.id, e.label, e.heading, e.under, tuple(at[e.id])) for e in entries]
        return [*lines, *(Line(note.id, "", note.title, (), (note,), official=False) for note in loose)]

    def neighbours(self, place: Place) -> tuple[Line | None, Line | None]:
        """The lines of the table of contents before and after a place."""
        language = place.wording.language if place.wording else SOURCE_LANGUAGE
        lines = self.contents(place.instrument.id, language)
        at = next((n for n, line in enumerate(lines) if line.id == place.provision), None)
        if at is None:
            return None, None
        return (lines[at - 1] if at else None), (lines[at + 1] if at + 1 < len(lines) else None)

    def resting(self, place: Place) -> list[Resting]:
        """Our guides, remedies, systems and other notes that rest on a place or on the note on it, each once, by kind and title."""
        ids = {place.address, place.note.id} if place.note else {place.address}
        found = {r.document.id: r for id in sorted(ids) for r in self._resting.get(id, ()) if r.document.id not in ids}
        order = (Kind.GUIDE, Kind.REMEDY, Kind.SYSTEM, Kind.NOTE, Kind.REFERRAL)
        return sorted(found.values(), key=lambda r: (order.index(r.document.kind), r.document.title))

    def place_of(self, note: Provision, statement: Statement) -> str:
        """The address that a statement of a note rests on in the law; empty where that is not sure."""
        return self.official.relied_on(note.id, statement.text) if self.official else ""

    def near(self, address: str) -> list[str]:
        """Known addresses that are like an unknown one: the one it would be a part of, then those that look like it."""
        known = self._ids()
        within = [address[:_MOST].rsplit("/", n)[0] for n in range(1, address[:_MOST].count("/") - 1)]
        found = process.extract(address[:_MOST], known, scorer=fuzz.ratio, limit=NEAR, score_cutoff=_LIKE)
        likely = [*(id for id in within if id in known), *(id for id, _, _ in found)]
        return list(dict.fromkeys(likely))[:NEAR]

    def notes_with(self, text: str, limit: int) -> list[Document]:
        """The documents of our own that have the words of a text, best first."""
        hits = self.by_words.find(text, _EVERYWHERE, _MOST) if self.by_words else []
        ids = dict.fromkeys(self.passages[hit.passage_id].document_id for hit in hits if hit.passage_id in self.passages)
        found = (self.library.get(id) for id in ids)
        return [document for document in found if document][:limit]

    def texts_with(self, text: str, language: str, limit: int) -> list[Wording]:
        """The provisions whose official text in a language has the words of a text, best first."""
        return self.official.search(text, language, limit=limit) if self.official else []

    def with_official(self, official: OfficialTexts | None) -> "Catalogue":
        """The same over other official texts."""
        return replace(self, official=official)

    def _note(self, id: str) -> Provision | None:
        found = self.library.get(id)
        return found if isinstance(found, Provision) else None

    def _notes_on(self, instrument: str) -> list[Provision]:
        notes = (d for d in self.library if isinstance(d, Provision) and d.language == SOURCE_LANGUAGE)
        return sorted((n for n in notes if n.instrument.id == instrument), key=lambda n: in_order(n.id))

    def _whole(self, address: str, languages: Sequence[str]) -> str:
        wording = first_in(address, languages, self.official) if self.official else None
        return wording.provision.id if wording else ""

    def _ids(self) -> list[str]:
        known = self.official.instruments() if self.official else {}
        entries = (e.id for id, there in known.items() if self.official for e in self.official.contents(id, there[0]))
        return list(dict.fromkeys((*self.library.instruments, *(d.id for d in self.library), *entries)))

    @cached_property
    def _resting(self) -> dict[str, list[Resting]]:
        """What rests on each id, a document by its first statement that does."""
        found: dict[str, dict[str, Resting]] = {}
        for document in self.library:
            if document.language == SOURCE_LANGUAGE:
                for id, section, statement in _rests(document):
                    found.setdefault(id, {}).setdefault(document.id, Resting(document, section, statement))
        return {id: list(resting.values()) for id, resting in found.items()}


def _rests(document: Document) -> Iterator[tuple[str, Section, Statement]]:
    """The ids that a document rests on, each with the statement that does."""
    for section, statement in document.placed():
        yield from ((ref.id, section, statement) for ref in statement.rests_on)
    first = next(document.placed(), None)
    if first and isinstance(document, Provision):
        yield from ((id, *first) for id in document.depends_on)
    if first and isinstance(document, Remedy):
        yield from ((limit.source.id, *(document.find(limit.says) or first)) for limit in document.time_limits if limit.source)


def in_order(address: str) -> tuple[tuple[int, str], ...]:
    """What puts addresses in the order in which a person counts: `s-9` before `s-10`."""
    return tuple((int(part), "") if part.isdigit() else (0, part) for part in _NUMBERS.split(address))


def instruments_by_place(instruments: Iterable[Instrument]) -> dict[str, list[Instrument]]:
    """The instruments of every place that has one, in the places' own order, by title."""
    known = sorted(instruments, key=lambda law: law.short_title)
    return {place: laws for place in NAMES if (laws := [law for law in known if law.jurisdiction == place])}
