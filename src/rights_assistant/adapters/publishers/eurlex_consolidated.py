"""An act as it stands on a day, with all its amendments: the consolidated text of EUR-Lex, in HTML.

The format is that of the Publications Office's converter for consolidated texts (classes `title-article-norm`, `norm`, …). It has
no recitals. The marks of amendments (an arrow and M1, B or C1) are left out, and so is what they stand for when it was deleted.
"""

from datetime import date

import regex
from lxml import etree

from rights_assistant.adapters.publishers.binding import bind
from rights_assistant.adapters.publishers.eurlex_content import kinds, words
from rights_assistant.adapters.publishers.eurlex_page import Layout, as_day, opened, provisions, title
from rights_assistant.domain.official import OfficialText, Publication

_LAYOUT = Layout(
    title=frozenset({"title-doc-first", "title-doc-last"}),
    article="title-article-norm",
    heading="stitle-article-norm",
    division="title-division-1",
    division_heading="title-division-2",
    annex=frozenset({"title-annex-1", "title-annex-2"}),
    before_articles=False,
)
_DAY = regex.compile(r"—\s*(\d{1,2})\.(\d{1,2})\.(\d{4})\s*—")


def load(data: bytes, publication: Publication) -> OfficialText:
    """Its articles and annexes.

    `as_of` is the day in the reference at the head of the page, `02016R0679 — EN — 04.05.2016 — 000.002`: the first
    day of this state of the law.

    Raises:
        OfficialError: when it is another page, or cut short, or has no provisions, or one has no words or comes twice.
    """
    root = opened(data, publication, must_have="//p[@class='title-article-norm']")
    return bind(publication, title(root, _LAYOUT), _state(root), provisions(root, _LAYOUT, publication))


def _state(root: etree._Element) -> date | None:
    found = (_DAY.search(words(line)) for line in root.iter("p") if "reference" in kinds(line))
    return next((as_day(*day.groups()) for day in found if day), None)
