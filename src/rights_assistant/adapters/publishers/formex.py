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
# The state of a consolidated text, and the day of the Official Journal where the file has it; the act's own day is another.
_DAYS = (("INFO.CONSLEG", ".", "START.DATE"), ("PUBLICATION.REF", "DATE", "ISO"), ("BIB.OJ", "DATE", "ISO"))
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
    acts = [act for root in roots for act in root.iter("ACT", "CONS.ACT")]
    if len(acts) != 1:
        raise refused(publication, f"has {len(acts)} acts in it, not one")
    [act] = acts
    title = act.find("TITLE" if act.tag == "ACT" else "CONS.DOC/TITLE")
    # What is left without words in a consolidated text has a title whose provision was deleted.
    found = (p for p in _provisions(act, roots, publication) if p.text or act.tag != "CONS.ACT")
    return bind(publication, " ".join(_lines(title)), _as_of(roots, publication), found)


def _opened(data: bytes, publication: Publication) -> Iterator[etree._Element]:
    if not is_zip(data):
        yield open_as(_MARKS.sub(rb"<\1 \2/>", data), publication, *_ROOTS, what="an act in Formex")
        return
    for member in members(data, publication):
        yield open_as(_MARKS.sub(rb"<\1 \2/>", member), publication, *_ROOTS, *_BESIDE, what="a part of an act in Formex")


def _as_of(roots: Sequence[etree._Element], publication: Publication) -> date | None:
    for kind, path, attribute in _DAYS:
        for found in (element.find(path) for root in roots for element in root.iter(kind)):
            if found is not None and found.get(attribute):
                return day(found.get(attribute), publication)
    return None


def _provisions(act: etree._Element, roots: Sequence[etree._Element], publication: Publication) -> Iterator[OfficialProvision]:
    yield from (_recital(recital, publication) for recital in _own(act, "CONSID"))
    yield from (_article(article, publication) for terms in _own(act, "ENACTING.TERMS") for article in _own(terms, "ARTICLE"))
    yield from (_annex(annex, publication) for root in roots for annex in _own(root, "ANNEX", "CONS.ANNEX"))


def _own(element: etree._Element, *kinds: str) -> Iterator[etree._Element]:
    """Elements of a kind that are the act's own, not part of a quotation from another."""
    return (found for found in element.iter(*kinds) if next(found.iterancestors("QUOT.S"), None) is None)


def _lines(title: etree._Element | None) -> list[str]:
    return [words(line) for line in title.iter("P")] if title is not None else []


def _recital(element: etree._Element, publication: Publication) -> OfficialProvision:
    label = words(next(element.iter("NO.P"), None))
    first, *rest = content(element) or [""]
    if isinstance(first, str) or not mark(label):
        raise refused(publication, f"has a recital without a number: {words(element)[:40]!r}")
    return provision(f"{publication.instrument}/recital-{mark(label)}", Unit.RECITAL, (label, ""), [*first.inside, *rest])


def _article(element: etree._Element, publication: Publication) -> OfficialProvision:
    label, heading = words(element.find("TI.ART")), words(element.find("STI.ART"))
    number = mark(element.get("IDENTIFIER", "").lstrip("0")) or number_of(label)
    if not (label and number):
        raise refused(publication, f"has an article without a number: {label or words(element)[:40]!r}")
    inside = content(element, top=True)
    under = tuple(_division(above) for above in reversed(list(element.iterancestors("DIVISION"))))
    return provision(f"{publication.instrument}/art-{number}", Unit.ARTICLE, (label, heading), inside, ARTICLE, under)


def _division(element: etree._Element) -> str:
    return " ".join(_lines(element.find("TITLE")))


def _annex(element: etree._Element, publication: Publication) -> OfficialProvision:
    label, *heading = _lines(element.find("TITLE")) or [""]
    if not label:
        raise refused(publication, f"has an annex without a title: {words(element)[:40]!r}")
    number = number_of(label)
    id = "-".join(filter(None, [f"{publication.instrument}/annex", number]))
    inside = content(element)
    return provision(id, Unit.ANNEX, (label, " ".join(heading)), inside, ANNEX if number else RECITAL)
