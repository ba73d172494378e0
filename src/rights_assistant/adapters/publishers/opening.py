"""An XML file opened as the one kind of file that it should be."""

from lxml import etree

from rights_assistant.adapters.publishers.inline import name
from rights_assistant.adapters.publishers.markup import read_xml, refused
from rights_assistant.domain.official import Publication

DEEPEST = 80
"""Elements within elements; the law in the list has at most 20."""


def open_as(data: bytes, publication: Publication, *roots: str, what: str) -> etree._Element:
    """The root of a file.

    Args:
        data: the file.
        publication: whose it is, for the error.
        roots: names that the root may have.
        what: the kind of file, for the error.

    Raises:
        OfficialError: when it is no whole XML, another kind of file, too deep, or in need of entities that it does not bring.
    """
    root = read_xml(data, publication)
    if name(root) not in roots:
        raise refused(publication, f"is not {what}: it begins with <{name(root)}>")
    entity = next(root.iter(etree.Entity), None)
    if entity is not None:
        raise refused(publication, f"uses the entity {entity.text}, which nothing in it explains")
    return shallow(root, publication)


def shallow(root: etree._Element, publication: Publication) -> etree._Element:
    """The same root, when no more elements stand within each other than in a law.

    Raises:
        OfficialError: when there are more.
    """
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            raise refused(publication, f"has more than {DEEPEST} elements within each other, as no law has")
    return root
