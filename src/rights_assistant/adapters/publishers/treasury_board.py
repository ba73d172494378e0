"""Policies and directives of the Treasury Board of Canada in the XML of its Policy Suite (`PolicyInstrumentSchema`)."""

import re
from collections.abc import Iterator

from lxml import etree

from rights_assistant.adapters.publishers.binding import bind
from rights_assistant.adapters.publishers.inline import Names, runs, words
from rights_assistant.adapters.publishers.markup import refused
from rights_assistant.adapters.publishers.opening import open_as
from rights_assistant.adapters.publishers.sheet import Sheet, plain
from rights_assistant.adapters.publishers.steps import slug
from rights_assistant.domain.official import OfficialProvision, OfficialText, Publication, Unit

_UNITS: Names = frozenset({"chapter", "clause", "appendix"})
_BLOCKS: Names = (
    _UNITS
    | {"clauses", "section", "header", "p", "ul", "ol", "li", "dl", "dt", "dd", "table", "title"}
    | {f"h{n}" for n in range(1, 7)}
)
_CELLS: Names = frozenset({"p", "ul", "ol", "li", "br", "section", "h2", "h3", "h4"})
_NOTES: Names = frozenset({"footnotes", "footnote", "notetoreader"})
_ANCHOR = re.compile(r"[A-Za-z0-9]+(?:\.[A-Za-z0-9]+)*")
_APPENDIX = re.compile(r"((?:Appendix|Annexe)\s+\w+)\s*[:.–—-]?\s*(.*)", re.DOTALL)
_BEFORE_SIGN = re.compile(r"\s*\n\s*(?=[.,;:)\]])")
_AFTER_SIGN = re.compile(r"(?<=[(\[])\s*\n\s*")


def load(data: bytes, publication: Publication) -> OfficialText:
    """A policy or a directive: its requirements by number, and its appendices.

    A number of two places is a provision (`ca/dadm/6.1`), whether the file calls it chapter or clause; longer ones are its
    parts (`ca/dadm/6.1.1`); a number of one place is a provision only where the chapter has words before its clauses.
    The numbers are attributes in the file, not words: they are labels, and do not stand in the text. Notes to the reader
    and footnotes are left out. The file has no date: `as_of` is the publication's.

    Raises:
        OfficialError: when the file is no policy instrument in the language, or has a clause without a number.
    """
    root = open_as(data, publication, "doc", what="a policy of the Treasury Board")
    if root.get("language", publication.language) != publication.language:
        raise refused(publication, f"is in {root.get('language')!r}, not in {publication.language!r}")
    for mark in root.iter("sup"):
        if mark.find("a[@class='fn-lnk']") is not None:
            mark.tag = "footnote"
    provisions = [*_provisions(root, publication, ()), *_appendices(root, publication)]
    return bind(publication, root.get("title", ""), None, provisions)


def _provisions(element: etree._Element, publication: Publication, under: tuple[str, ...]) -> Iterator[OfficialProvision]:
    for child in element.iterfind("*"):
        if child.tag in ("chapter", "clause"):
            yield from _numbered(child, publication, under)
        elif child.tag in ("chapters", "clauses", "section"):
            head = plain(_line(child.find("header")))
            yield from _provisions(child, publication, (*under, head) if head else under)


def _numbered(element: etree._Element, publication: Publication, under: tuple[str, ...]) -> Iterator[OfficialProvision]:
    anchor, title = _anchor(element, publication), plain(element.get("title", ""))
    opens = element.tag == "chapter" and "." not in anchor
    sheet = Sheet(f"{publication.instrument}/{anchor.lower()}")
    _blocks(sheet, element, publication, own=opens)
    provision = sheet.provision(Unit.SECTION, anchor, title, under)
    if provision.text or not opens:
        yield provision
    if opens:
        yield from _provisions(element, publication, (*under, f"{anchor} {title}".strip()))


def _appendices(root: etree._Element, publication: Publication) -> Iterator[OfficialProvision]:
    for element in root.iterfind("appendices/appendix"):
        anchor, title = _anchor(element, publication), plain(element.get("title", ""))
        sheet = Sheet(f"{publication.instrument}/appendix-{anchor.lower()}")
        _blocks(sheet, element, publication)
        found = _APPENDIX.fullmatch(title)
        label, heading = found.groups() if found else (f"Appendix {anchor}", title)
        yield sheet.provision(Unit.ANNEX, label, heading)


def _anchor(element: etree._Element, publication: Publication) -> str:
    anchor = element.get("anchor", "").strip()
    if not _ANCHOR.fullmatch(anchor):
        raise refused(publication, f"has a <{element.tag}> without a number: line {element.sourceline}")
    return anchor


def _blocks(sheet: Sheet, element: etree._Element, publication: Publication, *, own: bool = False) -> None:
    """Write the blocks of an element; with `own` only those that stand in none of its clauses."""
    term = ""
    for piece in runs(element, _BLOCKS, without=_NOTES):
        if not isinstance(piece, str) and piece.tag == "dd" and term:
            _definition(sheet, term, piece, publication)
            term = ""
            continue
        sheet.write(term)
        term = ""
        if isinstance(piece, str):
            sheet.write(_joined(piece))
        elif piece.tag == "dt":
            term = plain(_line(piece))
        elif not own or (piece.tag not in _UNITS and piece.find(".//clause") is None):
            _block(sheet, piece, publication)
    sheet.write(term)


def _block(sheet: Sheet, element: etree._Element, publication: Publication) -> None:
    if element.tag in _UNITS:
        anchor = _anchor(element, publication)
        with sheet.part(f"{publication.instrument}/{anchor.lower()}", anchor, written=False):
            sheet.write(element.get("title", ""))
            _blocks(sheet, element, publication)
    elif element.tag == "table":
        for row in (*element.iterfind("thead/tr"), *element.iterfind("tbody/tr"), *element.iterfind("tr")):
            sheet.row([_line(cell) for cell in row])
    else:
        _blocks(sheet, element, publication)


def _definition(sheet: Sheet, term: str, element: etree._Element, publication: Publication) -> None:
    step = slug(term.split("(")[0])
    with sheet.part(f"{sheet.at}/def-{step}" if step else "", term, written=False):
        sheet.write(term)
        _blocks(sheet, element, publication)


def _line(element: etree._Element | None) -> str:
    return _joined(words(element, without=_NOTES, apart=_CELLS))


def _joined(run: str) -> str:
    # The published files are indented: a line break between a link and the full stop after it is no blank.
    return _AFTER_SIGN.sub("", _BEFORE_SIGN.sub("", run))
