"""Formex: from the elements of an article, a recital or an annex to its lines and blocks."""

from collections.abc import Iterator

import regex
from lxml import etree

from rights_assistant.adapters.publishers import inline
from rights_assistant.adapters.publishers.acts import Block, Step, headed, point, settled
from rights_assistant.adapters.publishers.markup import refused
from rights_assistant.adapters.publishers.sheet import plain
from rights_assistant.domain.official import Publication

_BLOCKS = frozenset(
    {"P", "ALINEA", "PARAG", "LIST", "ITEM", "NP", "TXT", "NO.P", "NO.PARAG", "QUOT.S", "TBL", "GR.SEQ", "GR.TBL", "CONTENTS"}
    | {
        "DLIST",
        "DLIST.ITEM",
        "DEFINITION",
        "ARTICLE",
        "TI.ART",
        "STI.ART",
        "TITLE",
        "TI",
        "STI",
        "DIVISION",
        "BIB.INSTANCE",
        "BIB.INSTANCE.CONS",
    }
)
# The heading of an annex or a group, read by itself, and what a file says of itself.
_ELSEWHERE = frozenset({"TITLE", "BIB.INSTANCE", "BIB.INSTANCE.CONS"})
_THOUSANDS = regex.compile(r"[1-9][0-9]{3,14}")
_MARK_BEGINS, _MARK_ENDS = "CLG.MDFO", "CLG.MDFC"


def words(element: etree._Element | None) -> str:
    """The words of an element on one line."""
    return plain(inline.words(element, apart=_BLOCKS))


def prepared(root: etree._Element, publication: Publication) -> etree._Element:
    """The file without what a consolidation deleted and without footnotes, its quotation marks as signs, numbers in threes.

    Raises:
        OfficialError: when the beginning of a deleted place is marked, but not its end beside it.
    """
    for begins in list(root.iter(_MARK_BEGINS)):
        if begins.get("ACTION") == "DELETED":
            _delete(begins, publication)
    for element in list(root.iter("NOTE")):
        _replace(element, "", close=True)
    for element in list(root.iter("QUOT.START", "QUOT.END")):
        _replace(element, _sign(element, publication))
    for element in list(root.iter(_MARK_BEGINS, _MARK_ENDS)):
        _replace(element, "")
    for element in root.iter("FT"):
        # The Office's typesetting sets the blanks in `35 000 000`; the file has the digits alone.
        digits = element.text or ""
        element.text = f"{int(digits):_}".replace("_", " ") if _THOUSANDS.fullmatch(digits) else digits
    return root


def content(element: etree._Element, *, top: bool = False) -> list[str | Block]:
    """The lines and blocks within an element.

    Args:
        element: an article, a recital, an annex, or anything within.
        top: whether it is an article of the act's own, so that its numbered paragraphs are its paragraphs.
    """
    found: list[str | Block] = []
    for piece in inline.runs(element, _BLOCKS):
        if isinstance(piece, str):
            found.append(plain(piece))
        else:
            found += _block(piece, top=top)
    return settled(found)


def _block(element: etree._Element, *, top: bool) -> Iterator[str | Block]:
    kind = inline.name(element)
    if kind == "PARAG":
        label = words(element.find("NO.PARAG"))
        known = regex.fullmatch(r".*\.0*(\d+\p{Lu}*)", element.get("IDENTIFIER", ""))
        step = Step.PARAGRAPH if top else Step.QUOTED
        yield Block(step, label, tuple(_after(element, "NO.PARAG")), known[1].lower() if known else "")
    elif kind == "NP":
        yield point(words(element.find("NO.P")), _after(element, "NO.P"))
    elif kind == "QUOT.S":
        yield Block(Step.QUOTED, "", tuple(content(element)))
    elif kind == "GR.SEQ":
        title = element.find("TITLE")
        lines = _lines(title) if title is not None else []
        yield headed(lines or [""], _after(element, "TITLE"))
    elif kind == "TBL":
        yield Block(Step.TABLE, "", tuple(filter(None, (_row(row) for row in element.iter("ROW")))))
    elif kind not in _ELSEWHERE and not (top and kind in ("TI.ART", "STI.ART")):
        yield from content(element, top=top and kind == "ALINEA")


def _after(element: etree._Element, kind: str) -> list[str | Block]:
    """What is within an element, but for its label or its heading."""
    found: list[str | Block] = []
    for piece in inline.runs(element, _BLOCKS):
        if isinstance(piece, str):
            found.append(plain(piece))
        elif inline.name(piece) != kind:
            found += _block(piece, top=False)
    return settled(found)


def _lines(title: etree._Element) -> list[str]:
    """The lines of a heading; a number and the words after it are one."""
    return [words(line) for line in title.iterdescendants("P", "NP") if words(line)]


def _row(row: etree._Element) -> str:
    cells = [words(cell) for cell in row.iter("CELL")]
    while cells and not cells[-1]:
        cells.pop()
    return plain(" | ".join(cells))


def _delete(begins: etree._Element, publication: Publication) -> None:
    between: list[etree._Element] = []
    for sibling in begins.itersiblings():
        if sibling.tag == _MARK_ENDS and sibling.get("IDREF") == begins.get("ID"):
            break
        between.append(sibling)
    else:
        raise refused(publication, f"marks where a deleted place begins, {begins.get('ID')}, but not where it ends")
    begins.tail, above = "", next(begins.iterancestors())
    for element in between:
        above.remove(element)


def _sign(element: etree._Element, publication: Publication) -> str:
    try:
        return chr(int(element.get("CODE", ""), 16))
    except (ValueError, OverflowError) as error:
        raise refused(publication, f"has a quotation mark with the code {element.get('CODE')!r}") from error


def _replace(element: etree._Element, sign: str, *, close: bool = False) -> None:
    """Puts a sign in the place of an element; `close` takes away the blank before it, which stood before a footnote's number."""
    above, before = next(element.iterancestors()), element.getprevious()
    text = (before.tail if before is not None else above.text) or ""
    text = (text.rstrip() if close else text) + sign + (element.tail or "")
    element.tail = ""
    if before is not None:
        before.tail = text
    else:
        above.text = text
    above.remove(element)
