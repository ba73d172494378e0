"""XML and HTML from outside, opened without trust: no entities of its own, nothing else read, no depth without end."""

import regex
from lxml import etree, html

from rights_assistant.domain.official import Publication
from rights_assistant.errors import OfficialError

LARGEST = 40_000_000
"""Bytes of the largest file that is opened; the longest Act in the list has 12 million."""

_DECLARES = regex.compile(rb"<!\s*(?:ENTITY|ELEMENT|ATTLIST|NOTATION)\b|<!DOCTYPE[^>\[]*\[", regex.IGNORECASE)
_AGAIN = "Fetch it again: `rights-assistant sources fetch`. The last good copy was kept."


def refused(publication: Publication, why: str) -> OfficialError:
    """The error for a file that cannot be used: which one, why, and what to do."""
    return OfficialError(f"{publication.name} {why}.", _AGAIN)


def read_xml(data: bytes, publication: Publication) -> etree._Element:
    """The root of an XML file.

    Raises:
        OfficialError: when it is too large, broken or cut short, or declares entities of its own.
    """
    _small(data, publication)
    if _DECLARES.search(data):
        raise refused(publication, "declares entities or elements of its own, which no publisher in the list does")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise refused(publication, f"is no whole XML: line {error.lineno}: {error.msg}") from error


def read_html(data: bytes, publication: Publication, *, must_have: str) -> etree._Element:
    """The root of an HTML page, whose repair is left to the parser.

    Args:
        data: the page.
        publication: whose it is, for the error.
        must_have: an XPath that finds something in every page of this publisher, so that an error page is none.

    Raises:
        OfficialError: when it is too large, empty, cut short, or another page.
    """
    _small(data, publication)
    try:
        parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
        root = html.document_fromstring(data, parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise refused(publication, f"is no page: {error}") from error
    if not root.xpath(must_have):
        raise refused(publication, "is not the page that was asked for: nothing in it looks like this publisher's law")
    if b"</html>" not in data[-2000:].lower():
        raise refused(publication, "is cut short: its end is missing")
    return root


def _small(data: bytes, publication: Publication) -> None:
    if not data.strip():
        raise refused(publication, "is empty")
    if len(data) > LARGEST:
        raise refused(publication, f"has {len(data):,} bytes, more than the {LARGEST:,} that a text may have")
