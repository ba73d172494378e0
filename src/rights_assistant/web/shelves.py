"""The Library: instruments by place, their contents, a provision with note and official text side by side, and a search."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from rights_assistant.catalogue import Catalogue, Line, Place, instruments_by_place
from rights_assistant.domain.document import Document, Instrument, Provision
from rights_assistant.domain.official import Wording
from rights_assistant.domain.question import clean
from rights_assistant.domain.statement import Section, Statement
from rights_assistant.quote import preferred
from rights_assistant.split import passage_id
from rights_assistant.web import law as laws
from rights_assistant.web.marks import Piece, count, sought_in, stretch
from rights_assistant.web.press import LIBRARY, page
from rights_assistant.web.source import facts, open_source
from rights_assistant.web.words import Words, direction

LONGEST: Final = 200
"""Characters of a search."""
MOST: Final = 15
"""How many notes, and how many provisions, a search shows."""


class Missing(Exception):
    """There is nothing at an address of the Library."""


@dataclass(frozen=True, slots=True)
class Row:
    """An instrument in the list of a place."""

    law: Instrument
    href: str
    notes: str
    official: str
    languages: str


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of a table of contents under headings that are new there, each with its level."""

    headings: tuple[tuple[int, str], ...]
    lines: tuple["Item", ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a table of contents: where it leads, whether a note of ours is on it, and notes on parts of it."""

    text: str
    href: str
    noted: bool
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A statement of a note, how sure we are of it where that is less than usual, and the place in the law that it rests on."""

    text: str
    certainty: str
    place: str
    href: str


@dataclass(frozen=True, slots=True)
class Shown:
    """Something found by a search, or something that rests on a provision."""

    title: str
    href: str
    kind: str
    language: str
    pieces: tuple[Piece, ...]

    @property
    def direction(self) -> str:
        """How its language is written."""
        return direction(self.language)


@dataclass(frozen=True)
class Shelves:
    """The pages of the Library, each as HTML."""

    catalogue: Catalogue
    words: Words

    def front(self) -> str:
        """All instruments, by place."""
        official = self.catalogue.official
        there, sizes = (official.instruments(), official.sizes()) if official else ({}, {})
        notes: dict[str, int] = {}
        for document in self.catalogue.library:
            if isinstance(document, Provision) and document.language == "en":
                notes[document.instrument.id] = notes.get(document.instrument.id, 0) + 1
        places = [
            (self.words(f"jurisdictions.{place}"), place, [self._row(law, notes, there, sizes) for law in found])
            for place, found in instruments_by_place(self.catalogue.library.instruments.values()).items()
        ]
        return self._page("library", self.words("library.title"), places=places, fetched=bool(there))

    def instrument(self, id: str, language: str) -> str:
        """The table of contents of an instrument.

        Raises:
            Missing: when there is no such instrument.
        """
        law = self.catalogue.library.instruments.get(id)
        if law is None:
            raise Missing
        languages = self.catalogue.languages(id)
        shown = next(iter(preferred(language, languages)), "")
        lines = self.catalogue.contents(id, shown or self.words("lang"))
        w = self.words
        rows = [
            (w("library.what"), w(f"laws.{law.kind}")),
            (w("source.weight"), w(f"force.{law.force}")),
            (w("law.publisher"), law.publisher),
            (w("source.checked"), w.day(law.checked_on)),
        ]
        return self._page(
            "instrument",
            law.title,
            law=law,
            rows=rows,
            url=law.official_url if laws.ordinary(law.official_url) else "",
            choices=laws.choices(languages, shown, laws.at(id), (), w),
            language=shown or w("lang"),
            groups=_grouped((line, self._item(line, shown)) for line in lines if line.official),
            loose=[self._item(line, "") for line in lines if not line.official],
            fetched=bool(languages),
            unreadable=self.catalogue.unreadable.get(id, ""),
        )

    def provision(self, address: str, language: str, today: date) -> str:
        """A note and its official text side by side.

        Raises:
            Missing: when there is neither at the address.
        """
        place = self.catalogue.place(address, language)
        if place is None:
            raise Missing
        law = laws.opened(place.wording, place.languages, today) if place.wording else None
        shown = place.wording.language if place.wording else ""
        before, after = self.catalogue.neighbours(place)
        return self._page(
            "provision",
            self._title(place),
            place=place,
            crumb=(place.instrument.short_title, laws.at(place.instrument.id, shown)),
            sections=self._sections(place, shown),
            rows=self._facts(place, today),
            url=place.note.official_url if place.note and laws.ordinary(place.note.official_url) else "",
            parts=self._parts(place, shown),
            law=law,
            choices=laws.choices(place.languages, shown, laws.at(address), (), self.words),
            law_rows=laws.facts(law, self.words) if law else [],
            fetched=bool(self.catalogue.languages(place.instrument.id)),
            unreadable=self.catalogue.unreadable.get(place.instrument.id, ""),
            resting=self._resting(place),
            before=self._item(before, shown) if before else None,
            after=self._item(after, shown) if after else None,
            language=shown or self.words("lang"),
        )

    def search(self, text: str, language: str) -> tuple[int, str]:
        """A status and the page of what has some words: our notes first, then official texts in a language."""
        asked = clean(text)
        wanted = self._language(language)
        if len(asked) > LONGEST or not sought_in(asked):
            told = self.words("library.too_long", most=LONGEST) if len(asked) > LONGEST else self.words("library.empty")
            status = 422 if len(asked) > LONGEST else 200
            return status, self._page("search", self.words("library.search"), told=told, language=wanted)
        notes = self.catalogue.notes_with(asked, MOST)
        texts = self.catalogue.texts_with(asked, wanted, MOST)
        others = [code for code in self._languages() if code != wanted and self.catalogue.texts_with(asked, code, 1)]
        return 200, self._page(
            "search",
            self.words("library.results", words=asked),
            told="",
            asked=asked,
            language=wanted,
            notes=[self._note_found(note, asked) for note in notes],
            texts=[self._text_found(wording, asked) for wording in texts],
            more=MOST in (len(notes), len(texts)),
            fetched=bool(self._languages()),
            elsewhere=laws.choices(others, "", f"{LIBRARY}/search", [("q", asked)], self.words),
        )

    def missing(self) -> str:
        """The page for an address at which there is nothing."""
        return self._page("missing", self.words("library.missing"))

    def _page(self, template: str, title: str, **values: Any) -> str:
        box = {"asked": "", "languages": self._languages(), "language": self.words("lang"), "longest": LONGEST}
        return page(template, self.words, title=title, **{**box, **values})

    def _languages(self) -> list[str]:
        """Every language in which there is an official text, the page's own first, then by name."""
        there = self.catalogue.official.instruments().values() if self.catalogue.official else ()
        own = self.words("lang")
        return sorted({code for codes in there for code in codes}, key=lambda code: (code != own, self.words.language(code)))

    def _language(self, wanted: str) -> str:
        there = self._languages()
        return wanted if wanted in there else next(iter(there), self.words("lang"))

    def _row(self, law: Instrument, notes: dict[str, int], there: Any, sizes: Any) -> Row:
        w, number = self.words, notes.get(law.id, 0)
        counted = ", ".join(w.count(unit, many) for unit, many in sizes.get(law.id, {}).items())
        return Row(
            law,
            laws.at(law.id),
            w("library.one_note") if number == 1 else w("library.notes", count=number),
            w("library.official", count=counted) if counted else "",
            w("library.in_languages", languages=", ".join(map(w.language, there[law.id]))) if law.id in there else "",
        )

    def _item(self, line: Line, language: str) -> Item:
        name = " ".join(filter(None, (line.label, line.heading))) or line.id.rsplit("/", 1)[-1]
        parts = tuple((note.title, laws.at(note.id, language)) for note in line.notes if note.id != line.id)
        return Item(name, laws.at(line.id, language), any(note.id == line.id for note in line.notes), parts)

    def _title(self, place: Place) -> str:
        if place.note:
            return place.note.title
        provision = place.wording.provision if place.wording else None
        label = " ".join(filter(None, (provision.label, provision.heading))) if provision else ""
        return f"{place.instrument.short_title}, {label or place.address.rsplit('/', 1)[-1]}"

    def _sections(self, place: Place, language: str) -> list[tuple[str, list[Said]]]:
        note = place.note
        if note is None:
            return []
        return [(s.heading, [self._said(note, st, place.wording, language) for st in s.statements]) for s in note.sections]

    def _said(self, note: Provision, statement: Statement, wording: Wording | None, language: str) -> Said:
        certainty = statement.certainty or note.certainty
        less = "" if certainty is note.certainty else self.words(f"certainty.{certainty}")
        at = self.catalogue.place_of(note, statement)
        parts = [p.label for p in wording.provision.parts if at == p.id or at.startswith(f"{p.id}/")] if wording and at else []
        href = f"{laws.at(at, language)}#law" if parts else ""
        return Said(statement.text, less, self.words("library.rests_here", place="".join(parts)) if parts else "", href)

    def _facts(self, place: Place, today: date) -> list[tuple[str, str]]:
        if place.note is None:
            return []
        found = open_source(
            self.catalogue.library, passage_id(place.note, place.note.sections[0]), start=None, end=None, on=None, today=today
        )
        return facts(found, self.words)

    def _parts(self, place: Place, language: str) -> list[tuple[str, str]]:
        """Our notes on parts of a provision that is opened whole."""
        if place.wording is None or place.wording.part:
            return []
        ids = (part.id for part in place.wording.provision.parts)
        notes = (note for id in ids if isinstance(note := self.catalogue.library.get(id), Provision))
        return [(note.title, laws.at(note.id, language)) for note in notes]

    def _resting(self, place: Place) -> list[tuple[str, list[Shown]]]:
        """What rests on a place, by kind."""
        kinds: dict[str, list[Shown]] = {}
        for found in self.catalogue.resting(place):
            shown = self._shown(found.document, found.section, found.statement, ())
            kinds.setdefault(self.words(f"resting.{found.document.kind}"), []).append(shown)
        return list(kinds.items())

    def _shown(self, document: Document, section: Section, statement: Statement, pieces: Sequence[Piece]) -> Shown:
        start, end = section.span(statement)
        source = f"/source/{passage_id(document, section)}?start={start}&end={end}"
        href = laws.at(document.id) if isinstance(document, Provision) else source
        return Shown(document.title, href, self.words(f"kind.{document.kind}"), document.language, tuple(pieces))

    def _note_found(self, document: Document, asked: str) -> Shown:
        """A document of ours by the statement that has most of the words."""
        sought = sought_in(asked, stemmed=True)
        section, statement = max(document.placed(), key=lambda placed: count(placed[1].text, sought, stemmed=True))
        return self._shown(document, section, statement, stretch(statement.text, sought, stemmed=True))

    def _text_found(self, wording: Wording, asked: str) -> Shown:
        provision = wording.provision
        name = " · ".join(filter(None, (wording.title, provision.label, provision.heading)))
        pieces = stretch(" ".join(provision.text.split()), sought_in(asked))
        return Shown(name, laws.at(provision.id, wording.language), "", wording.language, tuple(pieces))


def _grouped(lines: Iterable[tuple[Line, Item]]) -> list[Group]:
    """Lines that follow one another under the same headings, with the headings that are new there; the outermost is at level 3."""
    groups: list[tuple[tuple[tuple[int, str], ...], list[Item]]] = []
    before: tuple[str, ...] = ()
    for line, item in lines:
        if not groups or line.under != before:
            same = next(
                (n for n, (a, b) in enumerate(zip(before, line.under, strict=False)) if a != b), min(len(before), len(line.under))
            )
            new = tuple((min(3 + n, 6), text) for n, text in enumerate(line.under) if n >= same)
            groups.append((new, []))
            before = line.under
        groups[-1][1].append(item)
    return [Group(headings, tuple(items)) for headings, items in groups]
