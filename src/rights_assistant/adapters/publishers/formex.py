"""Formex 4, the markup in which the Publications Office of the European Union makes the Official Journal.

Read are an act (`ACT`), a consolidated text (`CONS.ACT`), an act with its annexes one after the other in one file
(`COMBINED.FMX`), and the zip in which the Office sends an act and its annexes. The schema is at
https://op.europa.eu/en/web/eu-vocabularies/formex.
"""

from collections.abc import Iterator, Sequence
from datetime import date

import regex
from lxml import etree

from rights_assistant.adapters.publishers.acts import ANNEX, ARTICLE, RECITAL, provision
from rights_assistant.adapters.publishers.addresses import mark, number_of
from rights_assistant.adapters.publishers.binding import bind, day
from rights_assistant.adapters.publishers.formex_content import content, prepared, words
from rights_assistant.adapters.publishers.formex_zip import is_zip, members
from rights_assistant.adapters.publishers.markup import refused
from rights_assistant.adapters.publishers.opening import open_as
from rights_assistant.domain.official import OfficialProvision, OfficialText, Publication, Unit

_ROOTS = ("ACT", "CONS.ACT", "COMBINED.FMX")
_BESIDE = ("ANNEX", "CONS.ANNEX", "DOC", "PUBLICATION")
_ACT = "descendant-or-self::*[self::ACT or self::CONS.ACT]"
_ANNEX = "descendant-or-self::*[self::ANNEX or self::CONS.ANNEX][not(ancestor::QUOT.S)]"
# The state of a consolidated text, and the day of the Official Journal where the file has it; the act's own day is another.
_DAYS = ("//INFO.CONSLEG/@START.DATE", "//PUBLICATION.REF/DATE/@ISO", "//BIB.OJ/DATE/@ISO")
# The consolidation marks with processing instructions what it changed, and leaves in the file what it deleted.
_MARKS = regex.compile(rb"<\?(CLG\.MDF[OC])\s([^?<>]*)\?>")


def load(data: bytes, publication: Publication) -> OfficialText:
    """Its recitals, articles and annexes.

    `as_of` is the first day of the state of a consolidated text; for an act, the day of the Official Journal where
    the file says it.

    Raises:
        OfficialError: when it is no Formex, cut short, or too large when unpacked, or has no provisions, or one has no
            words or comes twice.
    """
    roots = [prepared(root, publication) for root in _opened(data, publication)]
    acts = [act for root in roots for act in root.xpath(_ACT)]
    if len(acts) != 1:
        raise refused(publication, f"has {len(acts)} acts in it, not one")
    title = next(iter(acts[0].xpath("TITLE | CONS.DOC/TITLE")), None)
    names = [words(line) for line in title.iter("P")] if title is not None else []
    return bind(publication, " ".join(names), _as_of(roots, publication), _provisions(acts[0], roots, publication))


def _opened(data: bytes, publication: Publication) -> Iterator[etree._Element]:
    if not is_zip(data):
        yield open_as(_MARKS.sub(rb"<\1 \2/>", data), publication, *_ROOTS, what="an act in Formex")
        return
    for member in members(data, publication):
        yield open_as(_MARKS.sub(rb"<\1 \2/>", member), publication, *_ROOTS, *_BESIDE, what="a part of an act in Formex")


def _as_of(roots: Sequence[etree._Element], publication: Publication) -> date | None:
    found = (value for path in _DAYS for root in roots for value in root.xpath(path))
    return day(next(found, None), publication)


def _provisions(act: etree._Element, roots: Sequence[etree._Element], publication: Publication) -> Iterator[OfficialProvision]:
    for recital in act.xpath(".//CONSID[not(ancestor::QUOT.S)]"):
        yield _recital(recital, publication)
    for article in act.xpath(".//ENACTING.TERMS//ARTICLE[not(ancestor::QUOT.S)]"):
        yield _article(article, publication)
    for root in roots:
        for annex in root.xpath(_ANNEX):
            yield _annex(annex, publication)


def _recital(element: etree._Element, publication: Publication) -> OfficialProvision:
    label = words(next(element.iter("NO.P"), None))
    inside = content(element)
    [first, *rest] = inside if inside else [""]
    pieces = [first, *rest] if isinstance(first, str) else [*first.inside, *rest]
    return provision(f"{publication.instrument}/recital-{mark(label)}", Unit.RECITAL, (label, ""), pieces, RECITAL)


def _article(element: etree._Element, publication: Publication) -> OfficialProvision:
    label, heading = words(element.find("TI.ART")), words(element.find("STI.ART"))
    number = mark(element.get("IDENTIFIER", "").lstrip("0")) or number_of(label)
    inside = content(element, top=True)
    under = tuple(_division(above) for above in reversed(list(element.iterancestors("DIVISION"))))
    return provision(f"{publication.instrument}/art-{number}", Unit.ARTICLE, (label, heading), inside, ARTICLE, under)


def _division(element: etree._Element) -> str:
    title = element.find("TITLE")
    return " ".join(words(line) for line in title.iter("P")) if title is not None else ""


def _annex(element: etree._Element, publication: Publication) -> OfficialProvision:
    title = element.find("TITLE")
    label, *heading = [words(line) for line in title.iter("P")] if title is not None else [""]
    number = number_of(label)
    id = "-".join(filter(None, [f"{publication.instrument}/annex", number]))
    inside = content(element)
    return provision(id, Unit.ANNEX, (label, " ".join(heading)), inside, ANNEX if number else RECITAL)
