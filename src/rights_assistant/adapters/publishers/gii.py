"""German federal law in the XML of gesetze-im-internet.de (`http://www.gesetze-im-internet.de/dtd/1.01/gii-norm.dtd`)."""

import re
from collections.abc import Iterator

from lxml import etree

from rights_assistant.adapters.publishers.binding import bind, day
from rights_assistant.adapters.publishers.inline import Names, runs, words
from rights_assistant.adapters.publishers.markup import refused
from rights_assistant.adapters.publishers.opening import open_as
from rights_assistant.adapters.publishers.sheet import Sheet, plain
from rights_assistant.adapters.publishers.steps import arabic, number, slug
from rights_assistant.domain.official import OfficialProvision, OfficialText, Publication, Unit

_BLOCKS: Names = frozenset({"P", "DL", "DT", "DD", "LA", "table", "Title", "Subtitle", "Ident", "TOC", "BR", "pre", "SP"})
_NOTES: Names = frozenset({"kommentar", "FnR", "FnArea", "Footnotes", "Footnote"})
_APART: Names = frozenset({"BR", "row", "entry", "P", "DL", "DT", "DD", "LA", "Title"})
_CONTENTS = frozenset({"Inhaltsübersicht", "Inhaltsverzeichnis"})
_UNKNOWN = re.compile(r"^\(X+\)\s*")
_PARAGRAPH = re.compile(r"\s*(\((\d+[a-z]*)\))")
_ITEM = re.compile(r"([0-9]+[a-z]*)[.)]?|([a-z]{1,3})\)|([IVX]+)[.)]|([A-Z])[.)]")


def load(data: bytes, publication: Publication) -> OfficialText:
    """A law or an ordinance: its sections or articles, preamble, opening and closing words, and annexes.

    The Absätze that have a number are parts (`par-2`), their numbered and lettered items parts within (`nr-1`, `let-a`,
    `let-aa`); dashes and what stands in tables are not addressed. Tables of contents, footnotes and places of publication
    are left out. A provision that fell away has the publisher's word for it as its text. `as_of` is the day on which the
    publisher built the file (`builddate`): the note "Stand" names only the day of the last amending Act, which may come
    into force later.

    Raises:
        OfficialError: when the file is no whole law.
    """
    root = open_as(data, publication, "dokumente", what="a law of gesetze-im-internet.de")
    title = words(root.find("norm/metadaten/langue"), apart=_APART)
    return bind(publication, title, day((root.get("builddate") or "")[:8], publication), _provisions(root, publication))


def _provisions(root: etree._Element, publication: Publication) -> Iterator[OfficialProvision]:
    above: list[tuple[int, str]] = []
    for norm in root.iterfind("norm"):
        unit = norm.find("metadaten/gliederungseinheit")
        if unit is not None:
            # The number of a heading has three digits for each level: 020 is a chapter, 020010 a section of it.
            level = len(unit.findtext("gliederungskennzahl") or "")
            title = " ".join(words(part, without=_NOTES, apart=_APART) for part in unit if part.tag != "gliederungskennzahl")
            above = [*((n, before) for n, before in above if n < level), (level, plain(title))]
        label = plain(_UNKNOWN.sub("", words(norm.find("metadaten/enbez"), apart=_APART)))
        if label and label not in _CONTENTS:
            yield _provision(norm, label, publication, tuple(title for _, title in above))


def _provision(norm: etree._Element, label: str, publication: Publication, under: tuple[str, ...]) -> OfficialProvision:
    locator, unit = _named(label, publication)
    sheet = Sheet(f"{publication.instrument}/{locator}")
    heading = words(norm.find("metadaten/titel"), without=_NOTES, apart=_APART)
    content = norm.find("textdaten/text/Content")
    if content is not None:
        _blocks(sheet, content)
    provision = sheet.provision(unit, label, heading, under if unit in (Unit.SECTION, Unit.ARTICLE) else ())
    if provision.text not in ("", "-"):
        return provision
    # Fallen away: the publisher's word for it stands where a heading would. An annex that is a picture: where it was published.
    sheet = Sheet(provision.id)
    gone = "weggefallen" in heading
    sheet.write((heading if gone else "") or provision.text or words(content, apart=_APART) or heading)
    return sheet.provision(unit, label, "" if gone else heading, provision.under)


def _named(label: str, publication: Publication) -> tuple[str, Unit]:
    kind, _, rest = label.partition(" ")
    if kind in ("§", "§§", "Art", "Artikel") and number(rest):
        return (f"s-{number(rest)}", Unit.SECTION) if "§" in kind else (f"art-{number(rest)}", Unit.ARTICLE)
    if kind in ("Anlage", "Anhang"):
        return "annex" + (f"-{arabic(rest)}" if number(rest) else ""), Unit.ANNEX
    if kind == "Präambel":
        return "preamble", Unit.PREAMBLE
    if not slug(label):
        raise refused(publication, f"has a provision whose name {label!r} says nothing")
    return slug(label), Unit.OTHER


def _blocks(sheet: Sheet, element: etree._Element) -> None:
    for piece in runs(element, _BLOCKS, without=_NOTES):
        if isinstance(piece, str):
            sheet.write(piece)
        elif piece.tag == "P":
            _paragraph(sheet, piece)
        elif piece.tag == "DL":
            _items(sheet, piece)
        elif piece.tag == "table":
            for row in piece.iter("row"):
                if next(row.iterancestors("table")) is piece:
                    sheet.row([words(cell, without=_NOTES, apart=_APART) for cell in row])
        elif piece.tag in ("Title", "Subtitle", "Ident"):
            sheet.write(words(piece, without=_NOTES, apart=_APART))
        else:
            _blocks(sheet, piece)


def _paragraph(sheet: Sheet, element: etree._Element) -> None:
    found = _PARAGRAPH.match(element.text or "")
    if not found:
        _blocks(sheet, element)
        return
    element.text = (element.text or "")[found.end() :]
    with sheet.part(f"{sheet.at}/par-{found[2]}", found[1]):
        _blocks(sheet, element)


def _items(sheet: Sheet, element: etree._Element) -> None:
    label, roman = "", element.get("Type") == "Roman"
    for child in element:
        if child.tag == "DT":
            sheet.write(label)
            label = plain(words(child, without=_NOTES, apart=_APART))
        elif child.tag not in _NOTES:
            step = _step(label, roman)
            with sheet.part(f"{sheet.at}/{step}" if step else "", label):
                _blocks(sheet, child)
            label = ""
    sheet.write(label)


def _step(label: str, roman: bool) -> str:
    found = _ITEM.fullmatch(label)
    if not found:
        return ""
    counts = found[1] or roman
    return f"{'nr' if counts else 'let'}-{number(label)}"
