"""An act as it was published in the Official Journal of the European Union, in the XHTML of EUR-Lex.

The format is that of the Publications Office's converter from Formex to XHTML: classes `oj-ti-art`, `oj-normal`, …, in older files
without the prefix, and in files with European Legislation Identifiers a `div` with an id for each article, recital and annex.
"""

from datetime import date

import regex
from lxml import etree

from rights_assistant.adapters.publishers.binding import bind
from rights_assistant.adapters.publishers.eurlex_content import kinds, words
from rights_assistant.adapters.publishers.eurlex_page import Layout, as_day, opened, provisions, title
from rights_assistant.domain.official import OfficialText, Publication

_LAYOUT = Layout(
    title=frozenset({"doc-ti"}),
    article="ti-art",
    heading="sti-art",
    division="ti-section-1",
    division_heading="ti-section-2",
    annex=frozenset({"doc-ti"}),
    before_articles=True,
)
_ARTICLE = "//p[contains(concat(' ', @class, ' '), ' ti-art ') or contains(concat(' ', @class, ' '), ' oj-ti-art ')]"
_DAY = regex.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


def load(data: bytes, publication: Publication) -> OfficialText:
    """Its recitals, articles and annexes, and the preamble where there are no recitals.

    `as_of` is the day of the Official Journal, which stands at the head of the page. Articles of another act that
    this one quotes are words of the quoting article, without addresses of their own.

    Raises:
        OfficialError: when it is another page, or cut short, or has no provisions, or one has no words or comes twice.
    """
    root = opened(data, publication, must_have=_ARTICLE)
    return bind(publication, title(root, _LAYOUT), _published(root), provisions(root, _LAYOUT, publication))


def _published(root: etree._Element) -> date | None:
    found = (_DAY.fullmatch(words(line)) for line in root.iter("p") if "hd-date" in kinds(line))
    return next((as_day(*day.groups()) for day in found if day), None)
