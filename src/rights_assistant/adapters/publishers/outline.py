"""From the lines of a provision to its text and the parts of it that can be cited, by their labels."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import regex

from rights_assistant.adapters.publishers.labels import Mark, Row, label_at, letter, roman
from rights_assistant.domain.official import Part

TREATY: Mapping[Row, str] = MappingProxyType(
    {
        Row.NUMBER: "par",
        Row.HAN: "par",
        Row.HAN_IN_BRACKETS: "pt",
        Row.DOTTED: "par",
        Row.LETTER: "pt",
        Row.ROMAN: "pt",
        Row.STEM: "pt",
        Row.BRANCH: "pt",
        Row.CAPITAL: "sec",
    }
)
"""How an address calls the parts of a treaty's article."""

ACT: Mapping[Row, str] = MappingProxyType(
    {
        **TREATY,
        Row.NUMBER: "ss",
        Row.DOTTED: "ss",
        Row.LETTER: "par",
        Row.ROMAN: "sub",
        Row.CAPITAL: "cl",
    }
)
"""How an address calls the parts of an Act's section."""

_SLUG = regex.compile(r"[^\p{L}\p{N}]+")
_OUTER = (Row.NUMBER, Row.HAN, Row.HAN_IN_BRACKETS, Row.DOTTED, Row.CAPITAL)
_CHINESE = (Row.HAN_IN_BRACKETS, Row.STEM, Row.BRANCH)


@dataclass(frozen=True, slots=True)
class Line:
    """A block of the publisher's.

    Attributes:
        text: its words, with its label if it has one.
        term: the term that it defines, where the publisher marks it.
        apart: whether it is a heading within the provision, part of no paragraph.
    """

    text: str
    term: str = ""
    apart: bool = False


@dataclass(slots=True)
class _Open:
    mark: Mark | None
    id: str
    label: str
    start: int
    end: int = 0


@dataclass(slots=True)
class _Outline:
    address: str
    names: Mapping[Row, str]
    strict: bool
    at: int = 0
    stack: list[_Open] = field(default_factory=list)
    rested: list[_Open] = field(default_factory=list)
    found: list[_Open] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)

    def close(self, depth: int) -> None:
        """Ends every part deeper than this, before the line break where the line at hand begins."""
        for part in self.stack[depth:]:
            part.end = self.at - 1
        del self.stack[depth:]

    def open(self, mark: Mark | None, name: str, label: str, start: int) -> None:
        """Begins a part within the innermost one that is open."""
        above = self.stack[-1].id if self.stack else self.address
        # What an outer part could not be called by an address of its own, nothing within it can.
        id = f"{above}/{name}" if above else ""
        if id in self.taken:
            id = ""
        self.taken.add(id)
        part = _Open(mark, id, label, start)
        self.stack.append(part)
        self.rested = []
        if id:
            self.found.append(part)


def outlined(
    address: str,
    lines: Iterable[Line],
    names: Mapping[Row, str] = TREATY,
    *,
    strict: bool = True,
    counted: bool = True,
) -> tuple[str, tuple[Part, ...]]:
    """The text of a provision, a line a block, and its parts.

    A label counts as one only where it is the first of its row or the next one, so that a year or a
    reference at the beginning of a line is none. A block without a label belongs to the numbered
    paragraph that it follows, not to the last point of it. Where a label comes a second time in the
    same place, the second has no address.

    Args:
        address: of the provision.
        lines: its blocks, in order.
        names: what an address calls each row of labels.
        strict: whether a row may leave out labels or begin late, as it may in an Act whose paragraphs were repealed.
        counted: whether blocks without any label are paragraphs by their order; never where one of them
            introduces a list, or has a label that is none here.
    """
    blocks = [line for line in lines if line.text]
    outline = _Outline(address, names, strict)
    starts = [label_at(line.text, 0) for line in blocks]
    written: list[str] = []
    for line, after in zip(blocks, _nexts([start[1] if start else () for start in starts]), strict=True):
        written.append(_added(outline, line, after))
        outline.at += len(written[-1]) + 1
    outline.close(0)
    text = "\n".join(written)
    plain = len(blocks) > 1 and not any(starts) and not any(b.text.endswith((":", "：")) for b in blocks)
    if counted and plain and not outline.found:
        return text, _counted(address, blocks)
    return text, tuple(Part(p.id, p.label, p.start, p.end) for p in outline.found)


def one_line(text: str) -> str:
    """Words with a single blank between them, in NFC."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _nexts(readings: Sequence[tuple[Mark, ...]]) -> list[tuple[Mark, ...]]:
    """For each block the label that comes next after it."""
    after: tuple[Mark, ...] = ()
    found = []
    for marks in reversed(readings):
        found.append(after)
        after = marks or after
    return found[::-1]


def _counted(address: str, blocks: Sequence[Line]) -> tuple[Part, ...]:
    parts, at = [], 0
    for number, block in enumerate(blocks, 1):
        parts.append(Part(f"{address}/par-{number}", "", at, at + len(block.text)))
        at += len(block.text) + 1
    return tuple(parts)


def _added(outline: _Outline, line: Line, later: Sequence[Mark]) -> str:
    """Opens the parts that a block begins; its words, with a blank after a label that has none."""
    at, text = 0, line.text
    while found := label_at(text, at):
        label, readings, after = found
        place = _place(outline, readings, later, inner=at > 0)
        if place is None:
            break
        depth, mark = place
        if label.isascii() and text[after - 1 : after + 1].strip() == text[after - 1 : after + 1] and text[after:]:
            text, after = f"{text[:after]} {text[after:]}", after + 1
        outline.close(depth)
        outline.open(mark, _name(outline, mark), label, outline.at + at)
        at = after
    if at == 0:
        _plain(outline, line)
    return text


def _plain(outline: _Outline, line: Line) -> None:
    """Ends what a block without a label cannot belong to, and opens the definition that it may be."""
    outline.rested = outline.rested or list(outline.stack)
    stays = [not line.apart and bool(p.mark.row in _OUTER if p.mark else not line.term) for p in outline.stack]
    outline.close(stays.index(False) if False in stays else len(stays))
    if line.term:
        outline.open(None, f"def-{_SLUG.sub('-', line.term.lower()).strip('-')}", "", outline.at)


def _place(outline: _Outline, readings: Sequence[Mark], later: Sequence[Mark], *, inner: bool) -> tuple[int, Mark] | None:
    """How deep a label stands, and how it is to be read; nothing where it is no label here."""
    usual = [m for m in readings if not _is_other(m, readings, later)]
    above = [] if inner else [(d, p.mark) for d, p in enumerate(outline.stack) if p.mark][::-1]
    if not inner:
        # A list that a block without a label interrupted goes on.
        above[:0] = [(d, p.mark) for d, p in enumerate(outline.rested) if d == len(outline.stack) and p.mark]
    rows = [(p.mark.row, p.mark.shape) for p in outline.stack if p.mark]
    late = not outline.strict and not outline.stack
    nexts = [(d, m) for d, last in above for m in usual if m.follows(last)]
    begun = [m for m in usual if (m.is_first or (late and m.row is Row.NUMBER)) and (m.row, m.shape) not in rows]
    beyond = [(d, m) for d, last in above for m in usual if m.is_beyond(last) and not outline.strict]
    return next(iter([*nexts, *((len(outline.stack), m) for m in begun), *beyond]), None)


def _is_other(mark: Mark, readings: Sequence[Mark], later: Sequence[Mark]) -> bool:
    """Whether another reading is meant: `(i)` is a letter after `(h)` unless `(ii)` comes next."""
    if len(readings) < 2 or mark.row not in (Row.LETTER, Row.ROMAN):
        return False
    first = next((m for m in readings if m.row is Row.ROMAN), None)
    goes_on = bool(first and any(m.follows(first) for m in later))
    return mark.row is Row.LETTER and goes_on and mark.word == "i"


def _name(outline: _Outline, mark: Mark) -> str:
    name, rows = outline.names[mark.row], [p.mark.row for p in outline.stack if p.mark]
    if mark.row is Row.NUMBER and any(row in _CHINESE for row in rows):
        return f"{outline.names[Row.ROMAN]}-{roman(mark.value[0])}"
    if mark.row is Row.NUMBER and Row.NUMBER in rows:
        name = outline.names[Row.LETTER]
    if mark.row is Row.HAN_IN_BRACKETS and (name == outline.names[Row.LETTER] or Row.HAN in rows or Row.NUMBER in rows):
        return f"{outline.names[Row.LETTER]}-{letter(mark.value[0])}"
    return f"{name}-{mark.word}"
