"""Where the words of a search stand in a text, and the stretch of the text that shows most of them."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import regex

from rights_assistant.nearness import stems

LONGEST: Final = 320
"""Characters of a stretch."""
_WORD: Final = regex.compile(r"[\p{L}\p{M}\p{N}]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text, marked or not."""

    text: str
    marked: bool


def words_of(text: str, *, stemmed: bool = False) -> frozenset[str]:
    """The words of a text in the form in which they are compared."""
    return frozenset(_form(word, stemmed) for word in _WORD.findall(text))


def sought_in(text: str, *, stemmed: bool = False) -> frozenset[str]:
    """The words of a search that carry meaning, in that form; all of them where none does."""
    words = _WORD.findall(text)
    weighty = [word for word in words if stems(word)]
    return frozenset(_form(word, stemmed) for word in weighty or words)


def stretch(text: str, sought: frozenset[str], *, stemmed: bool = False, longest: int = LONGEST) -> list[Piece]:
    """The part of a text that holds most of the sought words, in pieces; its beginning where it holds none.

    Args:
        stemmed: whether English words count as the same whatever their endings.
    """
    found = [(m.start(), m.end(), form) for m in _WORD.finditer(text) if (form := _form(m.group(), stemmed)) in sought]
    start = _densest(found, longest) if len(text) > longest else 0
    if start:  # a few words before the first one that was found
        start = text.find(" ", max(0, start - longest // 4)) + 1
    end = len(text) if len(text) - start <= longest else text.rfind(" ", start + 1, start + longest)
    end = end if end > start else min(len(text), start + longest)
    head, tail = ("… " if start else ""), (" …" if end < len(text) else "")
    return [p for p in _cut(head, text, start, end, tail, found) if p.text]


def count(text: str, sought: frozenset[str], *, stemmed: bool = False) -> int:
    """How many of the sought words a text holds."""
    return len(words_of(text, stemmed=stemmed) & sought)


def _cut(head: str, text: str, start: int, end: int, tail: str, found: list[tuple[int, int, str]]) -> Iterator[Piece]:
    yield Piece(head, False)
    at = start
    for first, last, _ in found:
        if start <= first and last <= end:
            yield Piece(text[at:first], False)
            yield Piece(text[first:last], True)
            at = last
    yield Piece(text[at:end], False)
    yield Piece(tail, False)


def _densest(found: list[tuple[int, int, str]], longest: int) -> int:
    """Where the stretch begins that has most different sought words; the first of several."""
    best, most = 0, 0
    for n, (start, _, _) in enumerate(found):
        inside = {form for first, last, form in found[n : n + longest] if last <= start + longest * 3 // 4}
        if len(inside) > most:
            best, most = start, len(inside)
    return best


def _form(word: str, stemmed: bool) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))
    return _stem(bare) if stemmed and bare.isascii() else bare


def _stem(word: str) -> str:
    import Stemmer

    return str(Stemmer.Stemmer("english").stemWord(word))
