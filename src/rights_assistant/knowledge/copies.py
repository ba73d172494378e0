"""Sentences of ours that run along with an official text for too many words."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from rights_assistant.domain.document import Document
from rights_assistant.domain.library import Library
from rights_assistant.knowledge.faults import Fault, Faults, path_of
from rights_assistant.knowledge.official import Shelf

RUN: Final = 12
"""So many words in a row, besides names, are a copy."""

_WORD = re.compile(r"\d+(?:[./]\d+)*[A-Za-z]?|[^\W\d_]+(?:['’][^\W\d_]+)*")
# "(a)", "2.", "§ 74", "Article 5", a date: what stands alone in front of a sentence of a law, or on a line of its own.
_LABEL = re.compile(r"(?m)^\W*(?:(?:[Aa]rticle|ARTICLE)\s+)?(?:\d[\d./-]*[a-zA-Z]?|[a-zA-Z]|[ivx]{1,5})(?:[.)\]]+|\s*$)")
_LINKS: Final = frozenset(["of", "the", "and", "for", "on", "to", "in", "with", "as", "its", "a", "de", "la", "et"])

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Ours:
    """A sentence of ours: where it stands, its words as written, and which of them belong to a name."""

    document: Document
    line: int
    written: Words
    named: tuple[bool, ...]


def copies(library: Library, shelf: Shelf) -> list[Fault]:
    """A fault for each sentence with a run of `RUN` words or more of any text at hand, names not counted.

    The runs of our sentences are indexed, and each text is gone through once.
    """
    titles = [words for law in library.instruments.values() for words in (_low(law.title), _low(law.short_title))]
    ours = [_ours(document, line, text, titles) for document in library for line, text in _sentences(document)]
    index: dict[Words, list[tuple[int, int]]] = defaultdict(list)
    for number, sentence in enumerate(ours):
        low = tuple(w.lower() for w in sentence.written)
        for at in range(len(low) - RUN + 1):
            index[low[at : at + RUN]].append((number, at))
    known = frozenset(word for run in index for word in run)
    faults: set[Fault] = set()
    for text in shelf.texts.values():
        common: dict[int, set[int]] = defaultdict(set)
        for run in _runs(_low(_LABEL.sub(" ", text.text)), known):
            for number, at in index.get(run, ()):
                common[number].update(range(at, at + RUN))
        for number, places in common.items():
            faults.update(_faults(ours[number], places, text.instrument))
    return sorted(faults)


def _sentences(document: Document) -> Iterator[tuple[int, str]]:
    yield from ((statement.line, statement.text) for _, statement in document.placed())


def _low(text: str) -> Words:
    return tuple(_WORD.findall(text.lower()))


def _runs(words: Words, known: Collection[str]) -> Iterator[Words]:
    """The runs of a text that hold only words of ours."""
    length = 0
    for at, word in enumerate(words, 1):
        length = length + 1 if word in known else 0
        if length >= RUN:
            yield words[at - RUN : at]


def _ours(document: Document, line: int, text: str, titles: Iterable[Words]) -> _Ours:
    written = tuple(_WORD.findall(text))
    named = [any(c.isdigit() for c in word) for word in written]
    for start, end in (*_name_runs(written), *_title_runs(tuple(w.lower() for w in written), titles)):
        named[start:end] = [True] * (end - start)
    return _Ours(document, line, written, tuple(named))


def _name_runs(written: Words) -> Iterator[tuple[int, int]]:
    """Two or more capitalised words with nothing but small words between them."""
    at = 0
    while at < len(written):
        end, capitals, here = at, 0, at
        while here < len(written) and (written[here][0].isupper() or (capitals and written[here] in _LINKS)):
            if written[here][0].isupper():
                capitals, end = capitals + 1, here + 1
            here += 1
        if capitals > 1:
            yield at, end
        at = max(end, at + 1)


def _title_runs(low: Words, titles: Iterable[Words]) -> Iterator[tuple[int, int]]:
    for title in titles:
        for at in range(len(low) - len(title) + 1):
            if title and low[at : at + len(title)] == title:
                yield at, at + len(title)


def _faults(sentence: _Ours, places: Collection[int], instrument: str) -> Iterator[Fault]:
    found = Faults(path_of(sentence.document))
    for start, end in _stretches(places):
        if sum(not named for named in sentence.named[start:end]) >= RUN:
            run = " ".join(sentence.written[start:end])
            found.add(
                f'has {end - start} words in a row of the official text of {instrument}: "{run}".',
                "Say it in your own words.",
                line=sentence.line,
                key="" if sentence.line else "limits",
            )
    yield from found.found


def _stretches(places: Collection[int]) -> Iterator[tuple[int, int]]:
    """Numbers without a gap, as [start, end)."""
    ordered = sorted(places)
    start = 0
    for at in range(1, len(ordered) + 1):
        if at == len(ordered) or ordered[at] != ordered[at - 1] + 1:
            yield ordered[start], ordered[at - 1] + 1
            start = at
