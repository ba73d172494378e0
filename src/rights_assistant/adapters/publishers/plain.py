"""Plain text from outside: decoded without trust, cut where a converter lost the line breaks, sealed as an official text."""

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date

import regex

from rights_assistant.adapters.publishers.markup import LARGEST, refused
from rights_assistant.domain.official import OfficialProvision, OfficialText, Part, Publication, Unit

CLOSING = "closing"
"""How an address calls the words that close a treaty."""
_JOINT = regex.compile(r"(?<=[\p{Ll})\]”\"][,;:.])(?=\p{Lu}\p{Ll})|(?<=[.;])(?=(?:IN|DONE|GEDAAN)\b)")
_CLOSING = regex.compile(
    r"(?:IN (?:FAITH|WITNESS)|DONE (?:at|in)|Done (?:at|in)|In (?:[Ff]aith|[Ww]itness) (?:[Ww]h|[Tt]h)ereof"
    r"|TEN BLIJKE|Ten blijke|GEDAAN|Gedaan)\b|下列(?:簽署|署名)|為此，?下列"
)
_PAGE = regex.compile(r"\s*<(?:!DOCTYPE|html|\?xml)\b", regex.IGNORECASE)


def decoded(data: bytes, publication: Publication) -> str:
    """The text of a file in UTF-8, in NFC.

    Raises:
        OfficialError: when it is empty, too large, a web page, or not UTF-8.
    """
    if not data.strip():
        raise refused(publication, "is empty")
    if len(data) > LARGEST:
        raise refused(publication, f"has {len(data):,} bytes, more than the {LARGEST:,} that a text may have")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refused(publication, f"is no UTF-8 text: byte {error.start + 1} is wrong") from error
    if "\0" in text:
        raise refused(publication, f"is no text: there is a zero byte at {text.index(chr(0)) + 1}")
    if _PAGE.match(text):
        raise refused(publication, "is a web page, not the text that was asked for")
    return unicodedata.normalize("NFC", text)


def day_named(months: Sequence[str], day: str, month: str, year: str) -> date | None:
    """The day with this number, month name and year; nothing where there is no such day."""
    try:
        return date(int(year), months.index(month.lower()) + 1, int(day))
    except ValueError:
        return None


def blocks_at_joints(text: str) -> list[str]:
    """The blocks of a text whose line breaks a converter dropped: `parties,Considering` are two."""
    return [block.strip() for block in _JOINT.split(text) if block.strip()]


def testimonium(blocks: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """The blocks of an article, and those after it that close the treaty: who signed, where and when."""
    at = next((n for n, block in enumerate(blocks) if n and _CLOSING.match(block)), len(blocks))
    return blocks[:at], blocks[at:]


def sealed(
    publication: Publication, title: str, provisions: Iterable[OfficialProvision], as_of: date | None = None
) -> OfficialText:
    """The official text of these provisions.

    Raises:
        OfficialError: when there is none but a preamble and closing words, one has no words, two have the
            same id, or a part does not stand within the part that its address names.
    """
    found = tuple(provisions)
    if all(p.unit is Unit.PREAMBLE or p.id.endswith(CLOSING) for p in found):
        raise refused(publication, "holds no provisions")
    seen: set[str] = set()
    for provision in found:
        if not provision.text:
            raise refused(publication, f"has no words in {provision.label or provision.id}")
        for id in (provision.id, *(part.id for part in provision.parts)):
            if id in seen:
                raise refused(publication, f"has {id} twice")
            seen.add(id)
        _nested(provision, publication)
    return OfficialText(publication.instrument, publication.language, title, as_of or publication.as_of, found)


def _nested(provision: OfficialProvision, publication: Publication) -> None:
    outer = [Part(provision.id, "", 0, len(provision.text))]
    for part in provision.parts:
        while len(outer) > 1 and outer[-1].end <= part.start:
            outer.pop()
        if not (outer[-1].start <= part.start < part.end <= outer[-1].end and part.id.startswith(f"{outer[-1].id}/")):
            raise refused(publication, f"has {part.id} in the wrong place")
        outer.append(part)
