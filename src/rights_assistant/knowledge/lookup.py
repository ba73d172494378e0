"""The figures of the notes, looked for in the official texts they rest on; those that are not there.

A figure may stand anywhere in the text: this finds a number that the law does not have at all, not one that it has elsewhere.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from pathlib import Path

from rights_assistant.domain.document import Document, Instrument, Provision, Remedy
from rights_assistant.domain.jurisdiction import scope
from rights_assistant.domain.library import SOURCE_LANGUAGE, Library
from rights_assistant.domain.standing import Certainty, Window
from rights_assistant.domain.statement import Ref
from rights_assistant.knowledge.faults import Fault, Faults, path_of
from rights_assistant.knowledge.figures import Seen, day_form, forms, seen, stands
from rights_assistant.knowledge.lists import Row
from rights_assistant.knowledge.official import Shelf

_CELEX = re.compile(r"3(\d{4})[A-Z](\d{4})")
_BRACKETED = re.compile(r"\s*\([^()]*\)")


@dataclass(frozen=True, slots=True)
class _Claim:
    """A figure that a file states: where, what it rests on, and the forms of which any proves it."""

    line: int
    figure: Seen
    rests_on: tuple[Ref, ...] = ()
    named: str = ""
    certainty: Certainty | None = None
    also: str = ""


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found: the rows of the list `numbers`, wrong confirmations, and how many figures could not be looked for."""

    rows: list[Row]
    faults: list[Fault]
    sought: int
    no_text: int


class Texts:
    """The official texts at hand, as the forms of their figures; each text is read when it is first asked for."""

    def __init__(self, library: Library, shelf: Shelf) -> None:
        self._library = library
        self._shelf = shelf
        self._forms: dict[str, frozenset[str]] = {}

    def has(self, instrument: str) -> bool:
        """Whether the text of an instrument is at hand."""
        return instrument in self._shelf.texts

    def of(self, instrument: str) -> frozenset[str]:
        """The forms of a text, and those of the instrument's own name."""
        if instrument not in self._forms:
            law = self._library.instruments[instrument]
            names = " ".join([law.title, law.short_title, *(value for _, value in law.identifiers)])
            self._forms[instrument] = forms(self._shelf.texts[instrument].text) | forms(names)
        return self._forms[instrument]

    @cached_property
    def numbered_names(self) -> frozenset[str]:
        """Numbers such as 2024/1689 by which laws of this library are called."""
        laws = self._library.instruments.values()
        names = {f for law in laws for f in forms(f"{law.title} {law.short_title}") if "/" in f}
        celex = (_CELEX.fullmatch(value) for law in laws for _, value in law.identifiers)
        return frozenset(names | {f"{found[1]}/{int(found[2])}" for found in celex if found})


def look(library: Library, shelf: Shelf) -> Looked:
    """The figures that their official texts do not have, and the confirmations that nothing needs."""
    texts = Texts(library, shelf)
    rows: list[Row] = []
    faults: list[Fault] = []
    sought = no_text = 0
    for document in library:
        if document.language != SOURCE_LANGUAGE:
            continue
        confirmed = _confirmed(document)
        missing: dict[str, tuple[_Claim, Row]] = {}
        proved: set[str] = set()
        used: set[str] = set()
        for claim in _claims(document):
            needed = _needed(document, claim, library)
            if not needed or not all(map(texts.has, needed)):
                no_text += 1
                continue
            sought += 1
            there = frozenset().union(texts.numbered_names, *map(texts.of, needed))
            if stands(claim.figure.form, there) or claim.also in there:
                proved.add(claim.figure.form)
            elif by_hand := {claim.figure.form, claim.also} & confirmed.keys():
                used |= by_hand
            else:
                missing.setdefault(claim.figure.form, (claim, _row(document, claim, needed)))
        # A last day and the first day of what follows are one thing to look at.
        rows += [row for claim, row in missing.values() if claim.also not in missing]
        for form in sorted(confirmed.keys() & (proved - used)):
            found = Faults(path_of(document))
            found.add(f"confirms {confirmed[form]!r}, which the official text has.", "Remove it.", key="confirmed")
            faults += found.found
    return Looked(sorted(rows), faults, sought, no_text)


def confirmations(library: Library) -> list[Fault]:
    """Confirmations of a value that does not stand in its file; no official text is needed to see them."""
    faults: list[Fault] = []
    for document in library:
        found = Faults(path_of(document))
        stated = {f.form for f in _figures(document)}
        for value, given in ((c.value, {f.form for f in seen(c.value)}) for c in document.confirmed):
            if len(given) != 1 or not given <= stated:
                problem = f"confirms {value!r}, which is no figure of this file."
                found.add(problem, "Write one figure as it stands there.", key="confirmed")
        faults += found.found
    for law in library.instruments.values():
        found = Faults(path_of(law))
        if law.confirmed:
            problem = "confirms a figure, but an instrument states none."
            found.add(problem, "Confirm it in the provision that states it.", key="confirmed")
        faults += found.found
    return faults


def _confirmed(document: Document) -> dict[str, str]:
    return {figure.form: c.value for c in document.confirmed for figure in seen(c.value)}


def _figures(document: Document) -> Iterator[Seen]:
    yield from (claim.figure for claim in _head(document))
    for _, statement in document.placed():
        yield from seen(statement.text)


def _claims(document: Document) -> Iterator[_Claim]:
    """The figures of a law note, or of what a remedy says about its deadline."""
    if isinstance(document, Provision):
        yield from _head(document)
    for section, statement in document.placed():
        if isinstance(document, Provision) or (isinstance(document, Remedy) and section.heading == "Deadline"):
            for figure in seen(statement.text):
                yield _Claim(statement.line, figure, statement.rests_on, statement.text, statement.certainty or document.certainty)
            if isinstance(document, Provision):
                yield from _days(statement.window, statement.line, statement.rests_on, statement.certainty or document.certainty)


def _head(document: Document) -> Iterator[_Claim]:
    if not isinstance(document, Provision):
        return
    for text in (document.title, document.binds, document.protects):
        for figure in seen(text):
            yield _Claim(0, figure, named=text, certainty=document.certainty)
    windows = [a.window for a in document.applies]
    windows += [Window(day) for day in (document.proposed_on, document.adopted_on, document.withdrawn_on) if day]
    for window in windows:
        yield from _days(window, 0, (), document.certainty)


def _days(window: Window, line: int, rests_on: tuple[Ref, ...], certainty: Certainty) -> Iterator[_Claim]:
    """The first day of a window, and the last one; a law may name the day after that instead."""
    if window.since:
        yield _Claim(line, Seen(day_form(window.since), str(window.since)), rests_on, certainty=certainty)
    if window.until:
        after = day_form(window.until + timedelta(days=1))
        yield _Claim(line, Seen(day_form(window.until), str(window.until)), rests_on, certainty=certainty, also=after)


def _needed(document: Document, claim: _Claim, library: Library) -> set[str]:
    """The instruments in whose texts a figure may stand; `""` for a source that has no text."""
    own = {document.instrument.id} if isinstance(document, Provision) else set()
    refs = claim.rests_on
    if isinstance(document, Remedy) and not refs:
        refs = tuple(limit.source for limit in document.time_limits if limit.source)
    cited = {d.instrument.id if isinstance(d, Provision) else "" for d in (library.get(ref.id) for ref in refs)}
    return own | cited | (_named(claim.named, document, library) if own or cited else set())


def _named(text: str, document: Document, library: Library) -> set[str]:
    """The instruments, of this place or above it, that a sentence calls by their short title."""
    places = scope(document.jurisdiction)
    laws = [law for law in library.instruments.values() if law.jurisdiction in places]
    return {law.id for law in laws if re.search(rf"\b{re.escape(_called(law))}(?!\w)", text)}


def _called(law: Instrument) -> str:
    return _BRACKETED.sub("", law.short_title)


def _row(document: Document, claim: _Claim, needed: set[str]) -> Row:
    sure = "" if claim.certainty is Certainty.CONFIRMED else f" ({claim.certainty})"
    path: Path = path_of(document)
    return Row(path, claim.line, f'"{claim.figure.words}" is not in {", ".join(sorted(needed))}{sure}')
