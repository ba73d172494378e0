"""The pages of a PDF as lines of text, without what is printed on every page and without footnotes."""

import io
import statistics
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import regex

from rights_assistant.adapters.publishers.markup import LARGEST, refused
from rights_assistant.adapters.publishers.outline import one_line
from rights_assistant.domain.official import Publication

MOST_PAGES = 1500
"""Pages of the longest PDF that is read; the longest instrument in the list has under 500."""

_MOST_SIGNS = 20_000_000
_EDGE = 3
_SMALL = 0.8
_DIGITS = regex.compile(r"\d+")
_NOTE_NUMBER = regex.compile(r"\s*\d{1,3}\s*")


@dataclass(frozen=True, slots=True)
class _Piece:
    """Some words of a page in one size of type."""

    words: str
    size: float


def read_pages(data: bytes, publication: Publication) -> tuple[str, list[list[str]]]:
    """The title that a PDF says it has, and the lines of each page.

    Raises:
        OfficialError: when it is empty, too large, encrypted, damaged, or has no text but pictures of pages.
    """
    if not data.strip():
        raise refused(publication, "is empty")
    if len(data) > LARGEST:
        raise refused(publication, f"has {len(data):,} bytes, more than the {LARGEST:,} that a text may have")
    if b"%PDF-" not in data[:1024]:
        raise refused(publication, "is no PDF")
    title, pages = _opened(data, publication)
    sizes = [piece.size for page in pages for piece in page for _ in range(len(piece.words.strip()))]
    if not sizes:
        raise refused(publication, "has no text: it is made of pictures of pages")
    small = _SMALL * statistics.median(sizes)
    return title, [_lines(page, small) for page in pages]


def without_furniture(pages: Sequence[Sequence[str]], is_provision: Callable[[str], bool]) -> list[list[str]]:
    """The pages without running heads and page numbers, which are known by their coming again at the edges of pages.

    Args:
        pages: the lines of each.
        is_provision: whether a line begins a provision, which is never furniture however often it comes at the top.
    """
    often = max(3, len(pages) * 2 // 5)
    seen = Counter(shape for page in pages for shape in {_shape(page[n]) for n in _edges(page)})
    kept = []
    for page in pages:
        gone = {n for n in _edges(page) if seen[_shape(page[n])] >= often and not is_provision(page[n])}
        kept.append([line for n, line in enumerate(page) if n not in gone])
    return kept


def _edges(page: Sequence[str]) -> set[int]:
    return {*range(min(_EDGE, len(page))), *range(max(0, len(page) - _EDGE), len(page))}


def _shape(line: str) -> str:
    return str(_DIGITS.sub("#", line))


def _opened(data: bytes, publication: Publication) -> tuple[str, list[list[_Piece]]]:
    from pypdf import PdfReader

    try:
        reader = PdfReader(io.BytesIO(data))
        encrypted, count = reader.is_encrypted, 0 if reader.is_encrypted else len(reader.pages)
    # A damaged file makes the reader raise almost anything; none of it is ours to tell apart.
    except Exception as error:
        raise refused(publication, f"is no whole PDF: {one_line(str(error)) or type(error).__name__}") from error
    if encrypted:
        raise refused(publication, "is locked with a password")
    if count > MOST_PAGES:
        raise refused(publication, f"has {count:,} pages, more than the {MOST_PAGES:,} that a text may have")
    pages: list[list[_Piece]] = []
    for number in range(count):
        try:
            pages.append(_pieces(reader.pages[number]))
        except Exception as error:
            why = one_line(str(error)) or type(error).__name__
            raise refused(publication, f"cannot be read on page {number + 1}: {why}") from error
        if sum(len(p.words) for p in pages[-1]) > _MOST_SIGNS // 10:
            raise refused(publication, f"has more words on page {number + 1} than a page can hold")
    try:
        title = one_line(str((reader.metadata and reader.metadata.title) or ""))
    except Exception:
        title = ""
    return title, pages


def _pieces(page: Any) -> list[_Piece]:
    pieces: list[_Piece] = []

    def visit(words: str, user: Sequence[float], text: Sequence[float], _font: object, size: float) -> None:
        if words:
            pieces.append(_Piece(words, abs(size * (text[3] or text[1] or 1) * (user[3] or user[1] or 1))))

    page.extract_text(visitor_text=visit)
    return pieces


def _lines(page: Sequence[_Piece], small: float) -> list[str]:
    """The lines of a page, up to the first footnote, without the small numbers that point to one."""
    lines, now, marked = list[str](), "", False
    for piece in [*page, _Piece("\n", small)]:
        note = piece.size < small and bool(_NOTE_NUMBER.fullmatch(piece.words))
        if note:
            marked = marked or not now.strip()
            continue
        first, *others = piece.words.split("\n")
        now += first
        for other in others:
            if marked and now.strip():
                return lines
            if words := one_line(now.replace("\xad", "")):
                lines.append(words)
            now, marked = other, False
    return lines
