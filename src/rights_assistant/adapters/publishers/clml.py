"""United Kingdom law in Crown Legislation Markup Language (`http://www.legislation.gov.uk/namespaces/legislation`)."""

from collections.abc import Iterator

from lxml import etree

from rights_assistant.adapters.publishers.binding import bind, day
from rights_assistant.adapters.publishers.inline import Names, name, runs, words
from rights_assistant.adapters.publishers.markup import refused
from rights_assistant.adapters.publishers.opening import open_as
from rights_assistant.adapters.publishers.sheet import Sheet, plain
from rights_assistant.adapters.publishers.steps import arabic, number
from rights_assistant.domain.official import OfficialProvision, OfficialText, Publication, Unit

_VALID = "{*}Metadata/{http://purl.org/dc/terms/}valid"
_TITLE = "{*}Metadata/{http://purl.org/dc/elements/1.1/}title"
_GROUPS: Names = frozenset(
    {"Part", "Chapter", "Pblock", "PsubBlock", "EUPart", "EUTitle", "EUChapter", "EUSection", "EUSubsection"}
)
_LEVELS: Names = frozenset({"P2", "P3", "P4", "P5", "P6"})
_NOTES: Names = frozenset({"CommentaryRef", "FootnoteRef", "MarginNoteRef", "Commentaries", "Footnotes"})
_LINES: Names = frozenset({"Text", "Title", "Number"})
_BLOCKS: Names = (
    _LEVELS | {"P1", "P1group", "P2group", "P3group", "P", "Para", "Tabular", "ListItem", "BlockAmendment"} | _LINES | _GROUPS
)
_APART: Names = frozenset({"Text", "Para", "P", "ListItem", "Number", "Title", "td", "th"})
_EUROPEAN = {"P2": "par", "P3": "pt", "P4": "pt", "P5": "pt", "P6": "pt"}
_SECTION = {"P2": "ss", "P3": "par", "P4": "sub", "P5": "sub", "P6": "sub"}
_SCHEDULE = {"P2": "sub", "P3": "par", "P4": "sub", "P5": "sub", "P6": "sub"}


def load(data: bytes, publication: Publication) -> OfficialText:
    """An Act, or an assimilated European regulation: recitals, sections or articles, schedules or annexes.

    A paragraph of a schedule is a part of it, `sch-2-para-4`; of an annex, `annex-1-4`. Numbers stand as the file has them,
    without the brackets and stops that a page draws around them. Notes of the editors are left out, the dots that they put
    for omitted words stay. `as_of` is `dct:valid`, the day from which the version shown holds.

    Raises:
        OfficialError: when the file is no whole instrument of legislation.gov.uk, or has a provision without a number.
    """
    root = open_as(data, publication, "Legislation", what="an instrument of legislation.gov.uk")
    as_of = day(words(root.find(_VALID)).strip() or root.get("RestrictStartDate"), publication)
    return bind(publication, words(root.find(_TITLE)), as_of, _provisions(root, publication))


def _provisions(root: etree._Element, publication: Publication) -> Iterator[OfficialProvision]:
    for recital in root.iterfind("{*}EURetained/{*}EUPrelims/{*}EUPreamble/{*}Division"):
        yield _recital(recital, publication)
    for body in (
        *root.iterfind("{*}EURetained/{*}EUBody"),
        *root.iterfind("{*}Primary/{*}Body"),
        *root.iterfind("{*}Secondary/{*}Body"),
    ):
        yield from _numbered(body, publication, ())
    for schedule in (*root.iterfind("*/{*}Schedules/{*}Schedule"), *root.iterfind("{*}Schedules/{*}Schedule")):
        yield _schedule(schedule, publication)


def _recital(element: etree._Element, publication: Publication) -> OfficialProvision:
    label = _words(element.find("{*}Number"))
    sheet = Sheet(f"{publication.instrument}/recital-{_count(label, element, publication)}")
    for block in element.iterfind("{*}P"):
        _blocks(sheet, block, {})
    return sheet.provision(Unit.RECITAL, label)


def _numbered(
    element: etree._Element, publication: Publication, under: tuple[str, ...], heading: str = ""
) -> Iterator[OfficialProvision]:
    for child in element:
        if name(child) == "P1":
            yield _provision(child, publication, under, heading)
        elif name(child) == "P1group":
            yield from _numbered(child, publication, under, _words(child.find("{*}Title")))
        elif name(child) in _GROUPS:
            yield from _numbered(child, publication, (*under, _title(child)))


def _provision(element: etree._Element, publication: Publication, under: tuple[str, ...], heading: str) -> OfficialProvision:
    label = _words(element.find("{*}Pnumber"))
    article = label.startswith("Article")
    locator = publication.locator or ("art" if article else "s")
    sheet = Sheet(f"{publication.instrument}/{locator}-{_count(label.removeprefix('Article'), element, publication)}")
    _blocks(sheet, element, _EUROPEAN if article else _SECTION)
    return sheet.provision({"art": Unit.ARTICLE, "rule": Unit.RULE}.get(locator, Unit.SECTION), label, heading, under)


def _schedule(element: etree._Element, publication: Publication) -> OfficialProvision:
    label = plain(_words(element.find("{*}Number")))
    annex = label.upper().startswith("ANNEX")
    counted = arabic(" ".join(label.split()[1:]))
    sheet = Sheet(f"{publication.instrument}/{'annex' if annex else 'sch'}" + (f"-{counted}" if counted else ""))
    sheet.write(_words(element.find("{*}Reference")))
    for body in element.iterfind("{*}ScheduleBody"):
        _blocks(sheet, body, _EUROPEAN if annex else _SCHEDULE, "" if annex else "para-")
    return sheet.provision(
        Unit.ANNEX if annex else Unit.SCHEDULE, label or "Schedule", _words(element.find("{*}TitleBlock/{*}Title"))
    )


def _blocks(sheet: Sheet, element: etree._Element, steps: dict[str, str], paragraph: str | None = None) -> None:
    """Write the blocks of an element.

    Args:
        sheet: what is written on.
        element: whose blocks.
        steps: what the levels are called in addresses; none where nothing is addressed.
        paragraph: in a schedule, what stands before the number of its paragraphs.
    """
    for child in runs(element, _BLOCKS, without=_NOTES | {"Pnumber"}):
        if isinstance(child, str):
            sheet.write(child)
            continue
        tag = name(child)
        if tag in _LEVELS or tag == "P1":
            _level(sheet, child, steps, paragraph)
        elif tag == "BlockAmendment":
            # Words that this provision puts into another law: their numbers are not addresses here.
            _blocks(sheet, child, {})
        elif tag == "Tabular":
            for row in child.iter("{*}tr", "{*}row"):
                if next(row.iterancestors("{*}Tabular")) is child:
                    sheet.row([_words(cell) for cell in row])
        elif tag in _LINES:
            sheet.write(_words(child))
        else:
            _blocks(sheet, child, steps, paragraph)


def _level(sheet: Sheet, element: etree._Element, steps: dict[str, str], paragraph: str | None) -> None:
    found = element.find("{*}Pnumber")
    label = plain(_words(found))
    # Once in the published file the letter stands in what is drawn before the number, and the number is empty.
    counted = number(label or ("" if found is None else found.get("PuncBefore", "")))
    address = ""
    if counted and name(element) in steps:
        address = f"{sheet.at}/{steps[name(element)]}-{counted}"
    elif counted and paragraph is not None and name(element) == "P1":
        address = f"{sheet.at}-{paragraph}{counted}"
    with sheet.part(address, label or counted, written=bool(label)):
        _blocks(sheet, element, steps)


def _count(label: str, element: etree._Element, publication: Publication) -> str:
    if not number(label):
        raise refused(publication, f"has a provision without a number: line {element.sourceline}")
    return number(label)


def _title(element: etree._Element) -> str:
    return plain(f"{_words(element.find('{*}Number'))} {_words(element.find('{*}Title'))}")


def _words(element: etree._Element | None) -> str:
    return words(element, without=_NOTES, apart=_APART)
