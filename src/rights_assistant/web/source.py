"""A source, opened: the words relied on between the words around them, and how much they weigh on a day."""

import re
from dataclasses import dataclass
from datetime import date

from rights_assistant.domain.document import Document, Provision, Referral
from rights_assistant.domain.library import Library
from rights_assistant.domain.standing import Certainty, Force, Status, Window, weakest
from rights_assistant.domain.statement import Section
from rights_assistant.web.words import Words

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_OFFSET = re.compile(r"[0-9]{1,6}")
_WEB = re.compile(r"https?://[^\s\"'<>]+")


class Unopened(Exception):
    """A source link that leads nowhere: the status to answer with, and the name of a sentence."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status
        self.words = words


@dataclass(frozen=True, slots=True)
class Opened:
    """A passage cut at the words relied on, with its document's standing on a day."""

    document: Document
    section: Section
    before: str
    quote: str
    after: str
    on: date
    status: Status
    waits_for: tuple[Provision, ...]
    certainty: Certainty

    @property
    def force(self) -> Force | None:
        """Whether it binds; only law has a force."""
        return self.document.instrument.force if isinstance(self.document, Provision) else None

    @property
    def period(self) -> Window:
        """The days it holds on: those around the day, or the next ones."""
        return self.document.period_on(self.on) if isinstance(self.document, Provision) else Window()

    @property
    def url(self) -> str:
        """The publisher's or the organisation's own page, when it is an ordinary web address."""
        url = (self.document.url if isinstance(self.document, Referral) else "") or self.document.official_url
        return url if _WEB.fullmatch(url) else ""


def open_source(library: Library, passage_id: str, *, start: str | None, end: str | None, on: str | None, today: date) -> Opened:
    """The source a link names.

    Args:
        passage_id: `<document id>:<language>:<section slug>`.
        start: where the quoted words begin in the passage, in characters; with `end`, or neither.
        end: where they end.
        on: the day to work the status out for, as 2026-11-23; today when absent.
        today: the day it is.

    Raises:
        Unopened: with 404 for an unknown passage, 422 for a span or a date that cannot be.
    """
    document, section = _find(library, passage_id)
    text = section.text
    first, last = _span(start, end, len(text))
    day = _day(on) if on is not None else today
    return Opened(
        document=document,
        section=section,
        before=text[:first],
        quote=text[first:last],
        after=text[last:],
        on=day,
        status=library.status_on(document, day),
        waits_for=tuple(library.waits_for(document, day)),
        certainty=_certainty(document, section, first, last),
    )


def _find(library: Library, passage_id: str) -> tuple[Document, Section]:
    parts = passage_id.rsplit(":", 2)
    document = library.documents.get((parts[0], parts[1])) if len(parts) == 3 else None
    section = next((s for s in document.sections if s.slug == parts[2]), None) if document else None
    if document is None or section is None:
        raise Unopened(404, "source.unknown")
    return document, section


def _span(start: str | None, end: str | None, length: int) -> tuple[int, int]:
    if start is None and end is None:
        return 0, length
    if start is None or end is None or not _OFFSET.fullmatch(start) or not _OFFSET.fullmatch(end):
        raise Unopened(422, "source.bad_span")
    first, last = int(start), int(end)
    if not first < last <= length:
        raise Unopened(422, "source.bad_span")
    return first, last


def _day(on: str) -> date:
    if not _DAY.fullmatch(on):
        raise Unopened(422, "source.bad_date")
    try:
        return date.fromisoformat(on)
    except ValueError:
        raise Unopened(422, "source.bad_date") from None


def _certainty(document: Document, section: Section, first: int, last: int) -> Certainty:
    """As sure as the least sure sentence among the words relied on."""
    touched = [s for s in section.statements if section.span(s)[0] < last and first < section.span(s)[1]]
    return weakest(*[s.certainty or document.certainty for s in touched] or [document.certainty])


def facts(opened: Opened, words: Words) -> list[tuple[str, str]]:
    """What to know about a source, a label and its words each, in the order shown."""
    document = opened.document
    rows = [(words("source.what"), words(f"kind.{document.kind}"))]
    rows.append((words("source.where"), words(f"jurisdictions.{document.jurisdiction}")))
    if opened.force:
        rows.append((words("source.weight"), words(f"force.{opened.force}")))
        rows.append((words("source.standing", date=words.day(opened.on)), words(f"status.{opened.status}")))
    if period := period_words(opened.period, words):
        rows.append((words("source.period"), period))
    if opened.waits_for:
        rows.append((words("source.needs"), "; ".join(needs(opened, words))))
    rows.append((words("source.sure"), words(f"certainty.{opened.certainty}")))
    rows.append((words("source.checked"), words("source.checked_on", date=words.day(document.checked_on))))
    rows.append((words("source.against"), "; ".join(document.checked_against)))
    if isinstance(document, Provision):
        rows += [(words("source.binds"), document.binds), (words("source.protects"), document.protects)]
    return [(label, value) for label, value in rows if value]


def needs(opened: Opened, words: Words) -> list[str]:
    """What the source waits for, with the day each begins to apply."""
    found = []
    for provision in opened.waits_for:
        since = provision.period_on(opened.on).since
        day = words("source.from", date=words.day(since)) if since else words("source.needs_no_date")
        found.append(words("source.needs_one", title=provision.title, since=day))
    return found


def period_words(window: Window, words: Words) -> str:
    """A stretch of days in words; nothing when both ends are open."""
    match window:
        case Window(since=None, until=None):
            return ""
        case Window(since=since, until=None) if since:
            return words("source.from", date=words.day(since))
        case Window(since=None, until=until) if until:
            return words("source.until", date=words.day(until))
        case _:
            since, until = window.since or date.min, window.until or date.max
            return words("source.between", since=words.day(since), until=words.day(until))
