"""Acts of the Commonwealth of Australia in JSON, a section an entry, its words in one line."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import regex

from rights_assistant.adapters.publishers.comlaw_markdown import principle
from rights_assistant.adapters.publishers.labels import label_at
from rights_assistant.adapters.publishers.markup import refused
from rights_assistant.adapters.publishers.outline import ACT, Line, one_line, outlined
from rights_assistant.adapters.publishers.plain import sealed
from rights_assistant.adapters.publishers.treaty_json import read_json
from rights_assistant.domain.official import OfficialProvision, OfficialText, Part, Publication, Unit

_LABEL = r"\((?:[a-z]{1,2}|[ivx]{1,7}[a-z]?|[A-Z])\)\s"
_CUT = regex.compile(
    rf"(?<=[:;—])\s(?={_LABEL})|(?<=\b(?:and|or|but))\s(?={_LABEL})|\s(?=\(\d{{1,3}}[A-Z]{{0,3}}\)\s[\p{{Lu}}“‘])"
    r"|\s(?=\d{1,2}\.\d{1,2}[A-Z]?\s\p{Lu})|(?<=\.)\s(?=Note(?: \d)?:)"
)
_NUMBER = regex.compile(r"\d{1,4}[A-Z]{0,4}")
_ARABIC_PART = regex.compile(r"Part \d")


def load(data: bytes, publication: Publication) -> OfficialText:
    """The sections of an Act.

    The format is that of `Ansvar-Systems/australian-law-mcp`: `title`, `in_force_date`, and `provisions`
    with `section`, `title`, `chapter` (the headings above it, divided by `>`) and `content`. It has lost
    the line breaks: they are put in again before labels. Its schedules are mixed in after the sections: a
    privacy principle is `app-5`, another clause, known by a Part with an Arabic number, `sch-cl-8a`, for
    the file does not say of which schedule. The date is the one on which the compilation took effect.

    Raises:
        OfficialError: when it is no such JSON, an entry has no number or no words, or a number comes twice.
    """
    act = read_json(data, publication)
    entries = act.get("provisions")
    if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
        raise refused(publication, "has no list `provisions`")
    try:
        since = date.fromisoformat(str(act["in_force_date"])) if act.get("in_force_date") else None
    except ValueError as error:
        raise refused(publication, f"has no date at `in_force_date`: {error}") from error
    return sealed(publication, one_line(str(act.get("title", ""))), _provisions(entries, publication), since)


def _provisions(entries: list[Mapping[str, Any]], publication: Publication) -> Iterator[OfficialProvision]:
    for place, entry in enumerate(entries, 1):
        number, heading, content = (one_line(str(entry.get(key, ""))) for key in ("section", "title", "content"))
        if not _NUMBER.fullmatch(number):
            raise refused(publication, f"has an entry without a section number, the {place}th")
        under = tuple(one_line(words) for words in str(entry.get("chapter", "")).split(">") if words.strip())
        locator, unit = f"{publication.locator or 's'}-{number.lower()}", Unit.SECTION
        if principle(heading):
            locator, unit = f"app-{number}", Unit.SCHEDULE
        elif under and _ARABIC_PART.match(under[0]):
            locator, unit = f"sch-cl-{number.lower()}", Unit.SCHEDULE
        id = f"{publication.instrument}/{locator}"
        lines = [Line(line) for line in _CUT.split(content)]
        text, parts = outlined(id, lines, ACT, strict=False, counted=False)
        yield OfficialProvision(id, unit, number, heading, text, _sure(id, text, parts), under)


def _sure(id: str, text: str, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The parts without those that could be another's.

    Where a list begins again (the definitions of a section are run together), its points stand under no
    one knows which definition: then the section has its subsections and nothing below them.
    """
    starts, at = {part.start for part in parts}, 0
    for line in text.split("\n"):
        if at not in starts and label_at(line, 0):
            return tuple(part for part in parts if regex.fullmatch(r"ss-[^/]+", part.id.removeprefix(f"{id}/")))
        at += len(line) + 1
    return parts
