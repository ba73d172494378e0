"""The words of an element of markup: without what is left out, with a blank where a block or a line ends."""

from collections.abc import Iterator

from lxml import etree

Names = frozenset[str]
NONE: Names = frozenset()


def name(element: etree._Element) -> str:
    """An element's name without its namespace."""
    return etree.QName(element).localname


def words(element: etree._Element | None, *, without: Names = NONE, apart: Names = NONE) -> str:
    """All the words of an element; none where there is no element.

    Args:
        element: what is read.
        without: names of elements whose words are left out; what follows them stays.
        apart: names of elements that do not join the words around them: a cell, a line break.
    """
    return "" if element is None else "".join(_pieces(element, without, apart))


def _pieces(element: etree._Element, without: Names, apart: Names) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        joint = " " if name(child) in apart else ""
        yield joint
        if name(child) not in without:
            yield from _pieces(child, without, apart)
        yield joint + (child.tail or "")


def runs(element: etree._Element, blocks: Names, *, without: Names = NONE) -> Iterator[str | etree._Element]:
    """What stands in an element where words and blocks are mixed, in order: runs of words, and the blocks between them.

    A block inside of a phrase is found as well; an element that is left out is passed over.
    """
    run = ""
    for piece in _mixed(element, blocks, without):
        if isinstance(piece, str):
            run += piece
            continue
        yield from [run] if run.strip() else []
        run = ""
        yield piece
    yield from [run] if run.strip() else []


def _mixed(element: etree._Element, blocks: Names, without: Names) -> Iterator[str | etree._Element]:
    yield element.text or ""
    for child in element:
        if name(child) in blocks:
            yield child
        elif name(child) not in without:
            yield from _mixed(child, blocks, without)
        yield child.tail or ""
