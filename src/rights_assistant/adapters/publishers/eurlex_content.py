"""The pages of EUR-Lex: from the elements of an article, a recital or an annex to its lines and blocks."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import regex
from lxml import etree

from rights_assistant.adapters.publishers.acts import Block, Step, headed, opens_quotation, point, settled
from rights_assistant.adapters.publishers.sheet import plain

_BLOCKS = frozenset({"p", "div", "table", "tbody", "tr", "td", "th", "ul", "ol", "li", "hr"})
# Footnotes, marks of amendments and what the page says about itself are no words of the law.
_LEFT_OUT = frozenset({"note", "footnote", "modref", "arrow", "final", "signatory"})
_ARROWS = regex.compile(r" ?(?:[►▼] ?[A-Z]\d*|◄)")
_NOTE = "\0"
_NOTES = regex.compile(r" ?\( ?\0 ?\)| ?\0")
_LABEL = regex.compile(r"[‘“„«(\s]*[\p{L}\p{N}]{1,6}(?:[.\s-][\p{L}\p{N}]{1,9}){0,3}[.)°]+|[—–•·-]")
_NUMBERED = regex.compile(r"(?<label>[‘“„«]?\s?\(?\d+\p{Ll}{0,2}(?:\s\p{Ll}{3,9})?\s?[.)])\s(?<words>\S.*)")
_SMALL_ROMAN = regex.compile(r"[ivx]+")
_HANGING = regex.compile(r"text-indent:\s*-")
_ID = regex.compile(r"\d{3}\p{Lu}*\.0*(?<mark>\d+\p{Lu}*)")

Piece = str | etree._Element


def kinds(piece: Piece) -> frozenset[str]:
    """The classes of an element; the prefix that they have in newer files of the Official Journal is taken off."""
    given = "" if isinstance(piece, str) else piece.get("class", "")
    return frozenset(name.removeprefix("oj-") for name in given.split())


def words(piece: Piece) -> str:
    """The words of an element on one line, without footnote numbers and the arrows around amendments."""
    return piece if isinstance(piece, str) else _tidied("".join(_words(piece)))


def pieces(element: etree._Element) -> Iterator[Piece]:
    """What stands in an element, in order: its blocks, and the words between them."""
    run = element.text or ""
    for child in element:
        if child.tag in _BLOCKS:
            yield from filter(None, [_tidied(run)])
            yield child
            run = child.tail or ""
        elif any(inner.tag in _BLOCKS for inner in child.iterdescendants()):
            yield from filter(None, [_tidied(run)])
            yield from pieces(child)
            run = child.tail or ""
        else:
            run += "".join(_words(child)) + (" " if child.tag == "br" else "") + (child.tail or "")
    yield from filter(None, [_tidied(run)])


def _tidied(text: str) -> str:
    return plain(_ARROWS.sub("", _NOTES.sub("", plain(text))))


def _words(element: etree._Element) -> Iterator[str]:
    if _LEFT_OUT & kinds(element):
        return
    if element.tag == "a" and regex.match(r"ntc|src\.", element.get("id", "")):
        yield _NOTE
        return
    yield element.text or ""
    for child in element:
        apart = " " if child.tag in _BLOCKS or child.tag == "br" else ""
        yield apart
        yield from _words(child)
        yield apart + (child.tail or "")


def content(beside: Iterable[Piece], *, top: bool = False) -> list[str | Block]:
    """The lines and blocks of what stands side by side.

    Args:
        beside: the children of an article, of the cell of a point, of an annex; words between them as they are.
        top: whether they are an article's own, so that their numbered paragraphs are its paragraphs.
    """
    found: list[str | Block] = []
    hanging: list[Block] = []
    for piece in beside:
        if isinstance(piece, str):
            found += [*_nested(hanging), piece]
            hanging = []
        elif _LEFT_OUT & kinds(piece):
            continue
        elif item := _hanging(piece) or (_beside(piece) if hanging else None):
            hanging.append(item)
        elif hanging and piece.tag == "p" and "list" in kinds(piece):
            hanging[-1] = replace(hanging[-1], inside=(*hanging[-1].inside, words(piece)))
        else:
            found += [*_nested(hanging), *_element(piece, top=top)]
            hanging = []
    return settled([*found, *_nested(hanging)])


def _inside(element: etree._Element, *, top: bool = False) -> list[str | Block]:
    return content(pieces(element), top=top)


def _element(element: etree._Element, *, top: bool) -> Iterator[str | Block]:
    if element.tag == "table":
        yield from _table(element)
    elif item := _beside(element):
        yield item
    elif element.tag == "div" and (paragraph := _paragraph(element, top=top)):
        yield paragraph
    elif element.tag == "p" and top and (numbered := _NUMBERED.fullmatch(words(element))):
        yield _numbered(numbered["label"], [numbered["words"]], top=True)
    else:
        yield from _inside(element, top=top and element.tag == "div")


def _beside(element: etree._Element) -> Block | None:
    """A point of the newer layout: a `div` of two columns, the label in the first."""
    if len(element) == 2 and {"grid-list", "enumeration-spacing"} & kinds(element):
        return point(words(element[0]), _inside(element[1]))
    return None


def _paragraph(element: etree._Element, *, top: bool) -> Block | None:
    """A numbered paragraph: a `div` with the number in a span of its own, or with an id that says which it is."""
    if len(element) and "no-parag" in kinds(element[0]):
        label, *rest = list(element)
        between = [_tidied(label.tail or "")]
        return _numbered(words(label), content([*filter(None, between), *rest]), top=top)
    if not (known := _ID.fullmatch(element.get("id", ""))):
        return None
    inside = _inside(element)
    if inside and isinstance(inside[0], Block) and inside[0].step is Step.QUOTED:
        return Block(Step.QUOTED, "", tuple(inside))
    numbered = _NUMBERED.fullmatch(inside[0]) if inside and isinstance(inside[0], str) else None
    if numbered is None:
        return _numbered("", inside, top=top, known=known["mark"].lower())
    return _numbered(numbered["label"], [numbered["words"], *inside[1:]], top=top, known=known["mark"].lower())


def _numbered(label: str, inside: list[str | Block], *, top: bool, known: str = "") -> Block:
    own = top and not opens_quotation(label)
    return Block(Step.PARAGRAPH if own else Step.QUOTED, label, tuple(inside), known)


def _table(table: etree._Element) -> Iterator[str | Block]:
    """A table of figures a line a row; one that only sets a label beside its words gives a point."""
    parts = ([part] if part.tag == "tr" else part.iterchildren("tr") for part in table)
    rows = [row for part in parts for row in part if words(row)]
    if "table" in kinds(table) or any(kind.startswith("tbl") for row in rows for cell in row for kind in _below(cell)):
        yield Block(Step.TABLE, "", tuple(_row(row) for row in rows))
        return
    for row in rows:
        cells = [cell for cell in row if words(cell)]
        if len(cells) < 2:
            yield from _inside(cells[0] if cells else row)
        elif len(cells) == 2 and _LABEL.fullmatch(words(cells[0])):
            yield point(words(cells[0]), _inside(cells[1]))
        else:
            yield Block(Step.TABLE, "", (_row(row),))


def _row(row: etree._Element) -> str:
    cells = [words(cell) for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return plain(" | ".join(cells)) or words(row)


def _below(cell: etree._Element) -> Iterator[str]:
    for child in cell:
        yield from kinds(child)


def _hanging(element: etree._Element) -> Block | None:
    """A point of the older layout: a `div` whose first line hangs out, the label before an empty span."""
    if not (element.tag == "div" and _HANGING.search(element.get("style", "")) and len(element) and element[0].tag == "p"):
        return None
    label = plain(element[0].text or "")
    if not _LABEL.fullmatch(label):
        return None
    first = words(element[0]).removeprefix(label).strip()
    return point(label, [*filter(None, [first]), *content(list(element)[1:])])


def _nested(items: list[Block]) -> list[Block]:
    """Points of the older layout, which stand side by side whatever their depth: told apart by how they are counted."""
    found: list[list[Block]] = []
    for item in items:
        if found and not _same_count(found[-1][0].label, item.label):
            found[-1].append(item)
        else:
            found.append([item])
    return [replace(first, inside=(*first.inside, *_nested(below))) for first, *below in found]


def _same_count(one: str, other: str) -> bool:
    """Whether the second label counts on in the manner of the first; (i) counts on after (h), or begins anew."""
    shapes = {regex.sub(r"\p{N}+", "0", regex.sub(r"\p{L}+", "a", label)) for label in (one, other)}
    before, after = (regex.sub(r"\P{L}", "", label).lower() for label in (one, other))
    if len(shapes) > 1:
        return False
    if not after or not _SMALL_ROMAN.fullmatch(after) or _SMALL_ROMAN.fullmatch(before):
        return True
    return len(after) == 1 and ord(after) == ord(before[-1]) + 1


def sections(beside: Iterable[Piece]) -> list[str | Block]:
    """The content of an annex, whose headings have under them what follows until the next of their level."""
    rows: list[tuple[int, list[str], list[Piece]]] = [(0, [], [])]
    for piece in beside:
        depth = level(piece)
        if not depth:
            rows[-1][2].extend([] if _LEFT_OUT & kinds(piece) else [piece])
        elif rows[-1][0] == depth and not rows[-1][2] and not headed([words(piece)]).mark:
            rows[-1][1].append(words(piece))
        else:
            rows.append((depth, [words(piece)], []))
    return [*content(rows[0][2]), *_under(rows[1:])]


def _under(rows: list[tuple[int, list[str], list[Piece]]]) -> Iterator[Block]:
    while rows:
        (depth, lines, inside), *rest = rows
        deeper = next((n for n, row in enumerate(rest) if row[0] <= depth), len(rest))
        yield headed(lines, [*content(inside), *_under(rest[:deeper])])
        rows = rest[deeper:]


def level(piece: Piece) -> int:
    """The level of a heading within an annex; 0 for all that is none."""
    found = (regex.fullmatch(r"(?:ti-grseq|title-gr-seq-level)-(\d)", kind) for kind in kinds(piece))
    return next((int(match[1]) for match in found if match), 0)
