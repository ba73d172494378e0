"""The Universal Declaration of Human Rights in the XML of the UDHR in Unicode project."""

from collections.abc import Iterator

from lxml import etree

from rights_assistant.adapters.publishers.markup import read_xml, refused
from rights_assistant.adapters.publishers.outline import one_line
from rights_assistant.domain.official import OfficialProvision, OfficialText, Part, Publication, Unit

_NAMESPACE = "{http://efele.net/udhr}"


def load(data: bytes, publication: Publication) -> OfficialText:
    """The preamble and the articles of one translation.

    The format is `https://efele.net/udhr`: `article` with `number`, in it `para` or an `orderedlist`
    whose items are the paragraphs. Their numbers are drawn by whoever shows the page and are no text
    of the file, so a paragraph has its number in its address and an empty label. A `note` on the
    adoption is the editor's and is left out. The file has no date of its own.

    Raises:
        OfficialError: when the file is no whole UDHR file, is in another language, has no articles, or one twice.
    """
    root = read_xml(data, publication)
    if root.tag != f"{_NAMESPACE}udhr":
        raise refused(publication, f"has the root {etree.QName(root).localname!r}, not the root of a UDHR file")
    _same_language(root, publication)
    provisions = tuple(_provisions(root, publication))
    if not any(p.unit is Unit.ARTICLE for p in provisions):
        raise refused(publication, "has no articles")
    ids = [p.id for p in provisions]
    if twice := sorted({id for id in ids if ids.count(id) > 1}):
        raise refused(publication, f"has {twice[0]} twice")
    title = _words(root.find(f"{_NAMESPACE}title"))
    return OfficialText(publication.instrument, publication.language, title, publication.as_of, provisions)


def _same_language(root: etree._Element, publication: Publication) -> None:
    said = root.get("{http://www.w3.org/XML/1998/namespace}lang", "")
    if said.split("-")[0] != publication.language.split("-")[0]:
        raise refused(publication, f"is in {said or 'no named language'!r}, not in {publication.language!r}")


def _provisions(root: etree._Element, publication: Publication) -> Iterator[OfficialProvision]:
    for element in root.iterchildren(f"{_NAMESPACE}preamble", f"{_NAMESPACE}article"):
        article = element.tag == f"{_NAMESPACE}article"
        number = element.get("number", "")
        if article and not (number.isascii() and number.isdecimal()):
            raise refused(publication, f"has an article without a number at line {element.sourceline}")
        id = f"{publication.instrument}/{f'art-{number}' if article else 'preamble'}"
        text, parts = _body(element, id)
        if not text:
            raise refused(publication, f"has no words in {id}, at line {element.sourceline}")
        title = _words(element.find(f"{_NAMESPACE}title"))
        yield OfficialProvision(
            id, Unit.ARTICLE if article else Unit.PREAMBLE, title if article else "", "" if article else title, text, parts
        )


def _body(element: etree._Element, id: str) -> tuple[str, tuple[Part, ...]]:
    """Text and paragraphs: the items of a list, or else the blocks where there are several."""
    items: list[list[str]] = []
    numbered: list[bool] = []
    for child in element.iterchildren(f"{_NAMESPACE}para", f"{_NAMESPACE}orderedlist"):
        if child.tag == f"{_NAMESPACE}para":
            items.append([_words(child)])
            numbered.append(False)
            continue
        for item in child.iterchildren(f"{_NAMESPACE}listitem"):
            items.append([_words(p) for p in item.iter(f"{_NAMESPACE}para")])
            numbered.append(True)
    lines = ["\n".join(filter(None, blocks)) for blocks in items]
    kept = [(line, n) for line, n in zip(lines, numbered, strict=True) if line]
    return "\n".join(line for line, _ in kept), tuple(_parts(kept, id))


def _parts(kept: list[tuple[str, bool]], id: str) -> Iterator[Part]:
    any_numbered, at, number = any(n for _, n in kept), 0, 0
    for line, numbered in kept:
        if numbered or (not any_numbered and len(kept) > 1):
            number += 1
            yield Part(f"{id}/par-{number}", "", at, at + len(line))
        at += len(line) + 1


def _words(element: etree._Element | None) -> str:
    return "" if element is None else one_line("".join(str(t) for t in element.itertext()))
