"""An EU act as a tree of lines and of blocks with a label, and the provision that comes of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import regex

from rights_assistant.adapters.publishers.addresses import mark, roman
from rights_assistant.adapters.publishers.sheet import Sheet
from rights_assistant.domain.official import OfficialProvision, Unit

_ENDS = regex.compile(r"\p{P}{1,3}")
_OPENS = regex.compile(r"[‘“„«»\"]")
# A sign that also is an apostrophe closes nothing between two letters.
_CLOSES = regex.compile(r"(?<!\p{L})[’”“»\"]|[’”“»\"](?!\p{L})")
_CLOSED = regex.compile(r"[’”“»\"]\s?[.,;]?$")
_COUNTED = regex.compile(r"(?<label>(?:\d+(?:\.\d+)*\p{Ll}?|\p{Ll})[.)])\s*(?<words>\S.*)")
_NAMED = regex.compile(r"(?<label>\p{L}+\s(?<mark>\d+|\p{Lu}|[IVX]+)[.:]?)(?:\s+(?<words>.+))?")


class Step(StrEnum):
    """What a block is to those who cite it; its value begins the address."""

    PARAGRAPH = "par"
    POINT = "pt"
    SECTION = "sec"
    QUOTED = "quoted"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a point, a section of an annex, a table, or words of another act that this one quotes.

    Attributes:
        label: as the publisher writes it; it stands at the start of the block's first line.
        inside: lines and blocks, in order.
        known: what its address keeps of the label, where the publisher gives that beside it.
    """

    step: Step
    label: str
    inside: tuple["str | Block", ...]
    known: str = ""

    @property
    def mark(self) -> str:
        """What its address keeps of the label; empty where the block has no address."""
        return "" if self.step is Step.QUOTED else self.known or mark(self.label)


Content = Sequence[str | Block]


def opens_quotation(text: str) -> bool:
    """Whether words begin a quotation that they do not end: `‘2. For such lamps`, but not `‘lamp’ means`."""
    return bool(_OPENS.match(text)) and not _CLOSES.search(text, 1)


def point(label: str, inside: Content) -> Block:
    """A point; one whose label begins a quotation is a point of the other act."""
    return Block(Step.QUOTED if _OPENS.match(label) else Step.POINT, label, tuple(inside))


def headed(lines: Sequence[str], inside: Content = ()) -> Block:
    """A group of an annex under its heading: `1. Lamps` is a point, `Section A. Lamps` and `Part I` are known as a and 1."""
    if counted := _COUNTED.fullmatch(lines[0]):
        return Block(Step.POINT, counted["label"], (counted["words"], *lines[1:], *inside))
    if named := _NAMED.fullmatch(lines[0]):
        known = str(roman(named["mark"])) if set(named["mark"]) <= set("IVX") else named["mark"].lower()
        return Block(Step.SECTION, named["label"], (*filter(None, [named["words"]]), *lines[1:], *inside), known)
    return Block(Step.SECTION, "", (*lines, *inside))


def settled(content: Content) -> list[str | Block]:
    """The same content, with what belongs to a quotation marked as quoted, and a sign that stands alone put to the line before.

    A quotation begins with a line or a label that opens it and goes on until a piece ends with the sign that closes it.
    """
    found: list[str | Block] = []
    quoted = False
    for piece in content:
        if isinstance(piece, str) and found and _ENDS.fullmatch(piece):
            found[-1] = _ended(found[-1], piece)
        elif isinstance(piece, str):
            quoted = quoted or opens_quotation(piece)
            found.append(Block(Step.QUOTED, "", (piece,)) if quoted else piece)
        else:
            quoted = quoted or piece.step is Step.QUOTED
            found.append(replace(piece, step=Step.QUOTED) if quoted else piece)
        quoted = quoted and not _CLOSED.search(_last(found[-1]))
    return found


def gathered(content: Content) -> list[str | Block]:
    """The content of an article with all that follows a numbered paragraph put into it, until the next one.

    In some layouts the second line of a paragraph, or a list in it, only stands after it.
    """
    found: list[str | Block] = []
    for piece in content:
        last = found[-1] if found else ""
        own = isinstance(piece, Block) and piece.step is Step.PARAGRAPH
        if isinstance(last, Block) and last.step is Step.PARAGRAPH and not own:
            found[-1] = replace(last, inside=(*last.inside, piece))
        else:
            found.append(piece)
    return found


def _ended(piece: str | Block, sign: str) -> str | Block:
    if isinstance(piece, str):
        return piece + sign
    return replace(piece, inside=(*piece.inside[:-1], _ended(piece.inside[-1], sign)) if piece.inside else (sign,))


def _last(piece: str | Block) -> str:
    while isinstance(piece, Block):
        piece = piece.inside[-1] if piece.inside else piece.label
    return piece


@dataclass(frozen=True, slots=True)
class Setting:
    """How the content of a provision is set and addressed.

    Attributes:
        counted: whether its lines count as paragraphs where it has no numbered ones, as those of an article do.
        marks_alone: whether the first step of an address is a mark alone, as in an annex: `annex-3-7`.
    """

    counted: bool = False
    marks_alone: bool = False


ARTICLE, ANNEX, RECITAL = Setting(counted=True), Setting(marks_alone=True), Setting()


def provision(
    id: str, unit: Unit, heads: tuple[str, str], content: Content, setting: Setting = RECITAL, under: tuple[str, ...] = ()
) -> OfficialProvision:
    """A provision of its label and heading, and of its content."""
    sheet = Sheet(id)
    numbered = any(isinstance(piece, Block) and piece.step is Step.PARAGRAPH for piece in content)
    writer = _Writer(id, sheet, setting.marks_alone, set())
    writer.write(content, counted=setting.counted and not numbered)
    return sheet.provision(unit, *heads, under)


@dataclass(frozen=True, slots=True)
class _Writer:
    id: str
    sheet: Sheet
    marks_alone: bool
    taken: set[str]

    def write(self, content: Content, *, counted: bool = False, quoted: bool = False) -> None:
        number = 0
        for piece in content:
            if isinstance(piece, Block):
                self._block(piece, f"{self.sheet.at}/{'par' if counted else 'sub'}-{max(number, 1)}", quoted=quoted)
                continue
            number += 1
            with self.sheet.part(self._free(f"{self.sheet.at}/par-{number}") if counted else ""):
                self.sheet.write(piece)

    def _block(self, block: Block, beside: str, *, quoted: bool) -> None:
        quoted = quoted or block.step is Step.QUOTED
        address = ""
        if block.mark and not quoted:
            step = f"{block.step}-{block.mark}"
            alone = self.marks_alone and self.sheet.at == self.id
            # A second list in a paragraph begins at (a) again; lawyers name its subparagraph, and so does its address.
            address = self._free(f"{self.id}-{block.mark}" if alone else f"{self.sheet.at}/{step}", f"{beside}/{step}")
        with self.sheet.part(address, block.label):
            self.write(block.inside, quoted=quoted)

    def _free(self, *addresses: str) -> str:
        free = next((address for address in addresses if address not in self.taken), "")
        self.taken.add(free)
        return free
