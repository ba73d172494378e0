"""Acts and regulations of Canada in the XML of Justice Canada (`https://laws-lois.justice.gc.ca`), English and French."""

import re
from collections.abc import Iterator
from datetime import date

from lxml import etree

from rights_assistant.adapters.publishers.binding import bind, day
from rights_assistant.adapters.publishers.inline import Names, words
from rights_assistant.adapters.publishers.markup import refused
from rights_assistant.adapters.publishers.opening import open_as
from rights_assistant.adapters.publishers.sheet import Sheet, plain
from rights_assistant.adapters.publishers.steps import arabic, number, slug
from rights_assistant.domain.official import OfficialProvision, OfficialText, Publication, Unit

_DATES = "{http://justice.gc.ca/lims}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_LEVELS = {
    "Subsection": "ss",
    "Paragraph": "par",
    "Subparagraph": "sub",
    "Clause": "cl",
    "Subclause": "scl",
    "Item": "pt",
    "Provision": "pt",
    "Section": "s",
}
_EDITORIAL: Names = frozenset({"HistoricalNote", "Footnote", "FootnoteRef", "PageBreak"})
_APART: Names = frozenset(
    {
        "LineBreak",
        "BilingualItemEn",
        "BilingualItemFr",
        "Text",
        "Label",
        "TitleText",
        "OriginatingRef",
        "Leader",
        "LeaderRightJustified",
    }
)
_LEAVES: Names = frozenset(
    {"ScheduleFormHeading", "Heading", "Text", "TitleText", "OriginatingRef", "Repealed", "Oath", "Caption", "title"}
)
_COUNTS = re.compile(r"[(]?\w+(?:\.\w+)*[.)]*(?: ?(?:and|to|et|à|,|[-–]) ?[(]?\w+(?:\.\w+)*[.)]*)*")
_AHEAD = ("RelatedProvs", "NifProvs")


def load(data: bytes, publication: Publication) -> OfficialText:
    """An Act or a regulation: preamble, sections (rules where `publication.locator` is `rule`), schedules.

    The marginal note of a section is its heading; that of a later subsection is a line before it, outside of the part.
    Notes on history, footnotes, the order that made a regulation, related provisions and amendments not in force are
    left out. `as_of` is `lims:current-date`, the day to which Justice Canada says that it is current; `lims:pit-date` is
    only the day of the last change, years ago for an Act that has not changed, and stands in where the other is missing.
    A definition's address takes the English term in both languages, so that the same part has the same address.

    Raises:
        OfficialError: when the file is not a whole Act or regulation in the language, or has a section without a number.
    """
    root = open_as(data, publication, "Statute", "Regulation", what="an Act or a regulation of Justice Canada")
    if root.get(_LANGUAGE, publication.language) != publication.language:
        raise refused(publication, f"is in {root.get(_LANGUAGE)!r}, not in {publication.language!r}")
    title = words(root.find("Identification/ShortTitle")) or words(root.find("Identification/LongTitle"))
    return bind(publication, title, _as_of(root, publication), _provisions(root, publication))


def _as_of(root: etree._Element, publication: Publication) -> date | None:
    return day(root.get(f"{_DATES}current-date") or root.get(f"{_DATES}pit-date"), publication)


def _provisions(root: etree._Element, publication: Publication) -> Iterator[OfficialProvision]:
    for preamble in root.iterfind("Introduction/Preamble"):
        yield _preamble(preamble, publication)
    above: list[tuple[int, str]] = []
    for element in root.iterfind("Body/*"):
        if element.tag == "Heading":
            level = int(element.get("level") or 1) if (element.get("level") or "1").isdecimal() else 1
            above = [*((n, title) for n, title in above if n < level), (level, _heading(element))]
        elif element.tag == "Section":
            yield _section(element, publication, tuple(title for _, title in above))
    for element in root.iterfind("Schedule"):
        if element.get("id") not in _AHEAD and element.find(".//RelatedOrNotInForce") is None:
            yield _schedule(element, publication)


def _preamble(element: etree._Element, publication: Publication) -> OfficialProvision:
    sheet = Sheet(f"{publication.instrument}/preamble")
    note = _words(element.find(".//MarginalNote"))
    _blocks(sheet, element, addressed=False, notes=False)
    return sheet.provision(Unit.PREAMBLE, note or {"fr": "Préambule"}.get(publication.language, "Preamble"))


def _section(element: etree._Element, publication: Publication, under: tuple[str, ...]) -> OfficialProvision:
    label = _words(element.find("Label"))
    if not number(label):
        raise refused(publication, f"has a section without a number: line {element.sourceline}")
    locator = publication.locator or "s"
    sheet = Sheet(f"{publication.instrument}/{locator}-{number(label)}")
    _blocks(sheet, element)
    return sheet.provision(Unit.RULE if locator == "rule" else Unit.SECTION, label, _words(element.find("MarginalNote")), under)


def _schedule(element: etree._Element, publication: Publication) -> OfficialProvision:
    head = element.find("ScheduleFormHeading")
    label = "" if head is None else _words(head.find("Label"))
    title = "" if head is None else _words(head.find("TitleText"))
    counted = arabic(" ".join(label.split()[1:]))
    sheet = Sheet(f"{publication.instrument}/sch" + (f"-{counted}" if counted else ""))
    if head is not None:
        sheet.write(_words(head.find("OriginatingRef")))
    for child in element:
        if child is not head:
            _block(sheet, child)
    return sheet.provision(Unit.SCHEDULE, label or title, title if label else "")


def _blocks(sheet: Sheet, element: etree._Element, *, addressed: bool = True, notes: bool = True) -> None:
    for child in element:
        beside = child.tag in ("Label", "MarginalNote") and (element.tag in _LEVELS or not notes)
        if not beside:
            _block(sheet, child, addressed=addressed, notes=notes)


def _block(sheet: Sheet, element: etree._Element, *, addressed: bool = True, notes: bool = True) -> None:
    tag = element.tag
    if tag in _EDITORIAL:
        return
    if tag in _LEVELS:
        _level(sheet, element, addressed=addressed, notes=notes)
    elif tag == "Definition":
        _definition(sheet, element, addressed=addressed)
    elif tag == "AmendedText":
        # Words that this section puts into another law: its numbers are not addresses here.
        _blocks(sheet, element, addressed=False)
    elif tag == "row":
        sheet.row([_words(cell) for cell in element])
    elif tag in _LEAVES or not len(element):
        sheet.write(_words(element))
    else:
        _blocks(sheet, element, addressed=addressed, notes=notes)


def _level(sheet: Sheet, element: etree._Element, *, addressed: bool, notes: bool) -> None:
    if notes:
        sheet.write(_words(element.find("MarginalNote")))
    label = plain(_words(element.find("Label")))
    step = number(label) if _COUNTS.fullmatch(label) else ""
    with sheet.part(f"{sheet.at}/{_LEVELS[element.tag]}-{step}" if addressed and step else "", label):
        _blocks(sheet, element, addressed=addressed, notes=notes)


def _definition(sheet: Sheet, element: etree._Element, *, addressed: bool) -> None:
    terms = [term for term in element.iterfind("Text/*") if term.tag in ("DefinedTermEn", "DefinedTermFr")]
    english = next((term for term in terms if term.tag == "DefinedTermEn"), terms[0] if terms else None)
    label = _words(terms[0]) if terms else ""
    step = slug(_words(english))
    with sheet.part(f"{sheet.at}/def-{step}" if addressed and step else "", label, written=False):
        _blocks(sheet, element, addressed=addressed)


def _heading(element: etree._Element) -> str:
    return plain(" ".join(_words(child) for child in element if child.tag in ("Label", "TitleText")))


def _words(element: etree._Element | None) -> str:
    return words(element, without=_EDITORIAL, apart=_APART)
