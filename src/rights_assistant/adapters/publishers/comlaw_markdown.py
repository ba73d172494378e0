"""Acts of the Commonwealth of Australia in Markdown made from the compilations of the Federal Register."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

import regex

from rights_assistant.adapters.publishers.outline import ACT, Line, one_line, outlined
from rights_assistant.adapters.publishers.plain import day_named, decoded, sealed
from rights_assistant.domain.official import OfficialProvision, OfficialText, Publication, Unit

_HEADING = regex.compile(r"(#{1,6})\s+(.+?)\s*#*")
_SECTION = regex.compile(r"(?P<number>\d{1,4}[A-Z]{0,4})\s{1,3}(?P<heading>\S.*)")
_GROUP = regex.compile(r"(?P<kind>Chapter|Part|Division|Subdivision) (?P<number>[0-9A-Z]{1,8})\b.*")
_SCHEDULE = regex.compile(r"(?:The )?Schedule(?: (?P<number>\d{1,2}[A-Z]{0,2}))?\b(?P<heading>.*)")
_PRINCIPLE = regex.compile(r"Australian Privacy Principle (?P<number>\d{1,2})\s?(?:--|[–—])\s?.*")
_ENDNOTES = regex.compile(r"Endnotes?\b.*|Notes to the .+")
_IN_CONTENTS = regex.compile(r"\t\d{1,4}$")
_DATE = regex.compile(r"Compilation date: (\d{1,2}) (\w+) (\d{4})|in force on (\d{1,2}) (\w+) (\d{4})")
_SUBHEADING = regex.compile(r"(?!Note\b|\d)\p{Lu}.*[^.;:,)\-–—]")
_BULLET = regex.compile(r"\s*\*\s+")
_TERM = regex.compile(r"\*{2,3}_(.+?)_?\*{2,3}")
_LINK = regex.compile(r"\[([^\[\]]{0,1000})\]\([^()]{0,1000}\)")
_MARKS = regex.compile(r"\*{2,}|_")
_DEPTH: Mapping[str, int] = {"Chapter": 0, "Part": 1, "Division": 2, "Subdivision": 3}
_MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]


@dataclass(slots=True)
class _Reader:
    publication: Publication
    groups: dict[int, str] = field(default_factory=dict)
    schedule: str = ""
    id: str = ""
    label: str = ""
    heading: str = ""
    lines: list[Line] = field(default_factory=list)

    def provision(self) -> Iterator[OfficialProvision]:
        """What was read since the last heading of a provision; nothing where none has begun."""
        if self.id and (self.lines or not self.schedule or self.label[0].isdecimal()):
            unit = Unit.SCHEDULE if self.schedule else Unit.SECTION
            text, parts = outlined(self.id, self.lines, ACT, strict=False, counted=False)
            under = (self.schedule,) if self.schedule and self.label[0].isdecimal() else ()
            groups = tuple(self.groups[depth] for depth in sorted(self.groups))
            yield OfficialProvision(self.id, unit, self.label, self.heading, text, parts, under + groups)
        self.id, self.lines = "", []


def load(data: bytes, publication: Publication) -> OfficialText:
    """The sections and schedules of an Act, or of one volume of it.

    The files are the compilations of `https://www.legislation.gov.au` as Markdown: a section is a heading
    with number and name, its blocks are list items with their labels, a defined term is in bold italics.
    Contents and endnotes are left out; the notes within a section are part of the Act and stay. A clause of
    a schedule is `sch-2-cl-5`, an Australian Privacy Principle `app-5`. The date is that of the compilation.

    Raises:
        OfficialError: when there are no sections, one stands there twice, or one has no words.
    """
    text = decoded(data, publication)
    reader = _Reader(publication)
    title = next((h[2] for line in text.splitlines() if (h := _HEADING.fullmatch(line.strip())) and h[1] == "#"), "")
    return sealed(publication, one_line(title), _provisions(text, reader), compiled_on(text))


def compiled_on(text: str) -> date | None:
    """The day whose state of the law a compilation shows, where it says so."""
    for found in _DATE.finditer(text):
        if day := day_named(_MONTHS, *(found[n] or found[n + 3] for n in (1, 2, 3))):
            return day
    return None


def principle(heading: str) -> str:
    """The number of the Australian Privacy Principle that a heading names; empty where it names none."""
    found = _PRINCIPLE.fullmatch(heading)
    return found["number"] if found else ""


def _provisions(text: str, reader: _Reader) -> Iterator[OfficialProvision]:
    # The cover of a volume names its endnotes and schedules; the Act begins after the contents.
    _, contents, body = text.partition("## Contents\n")
    for raw in (body if contents else text).splitlines():
        found = _HEADING.fullmatch(raw.strip())
        heading = _plain(found[2]) if found else ""
        if found and _ENDNOTES.fullmatch(heading):
            break
        if found and _IN_CONTENTS.search(found[2]):
            continue
        if found and _begins(heading, reader):
            yield from reader.provision()
            _begin(heading, found[2], reader)
        elif reader.id and (line := _line(raw.lstrip("# ") if found else raw)).text:
            reader.lines.append(line)
    yield from reader.provision()


def _begins(heading: str, reader: _Reader) -> bool:
    again = reader.schedule and heading in (reader.schedule, reader.label)
    return not again and any(p.fullmatch(heading) for p in (_SECTION, _GROUP, _SCHEDULE))


def _begin(heading: str, marked: str, reader: _Reader) -> None:
    if found := _GROUP.fullmatch(heading):
        depth = _DEPTH[found["kind"]]
        reader.groups = {d: words for d, words in reader.groups.items() if d < depth} | {depth: heading}
    elif found := _SCHEDULE.fullmatch(heading):
        reader.groups, reader.schedule = {}, heading
        reader.label = heading.removesuffix(found["heading"])
        reader.heading = found["heading"].lstrip("-–— ")
        reader.id = f"{reader.publication.instrument}/sch{'-' * bool(found['number'])}{(found['number'] or '').lower()}"
    elif found := _SECTION.fullmatch(heading):
        reader.label, reader.heading = found["number"], found["heading"].strip()
        reader.id = f"{reader.publication.instrument}/{_locator(reader)}"


def _locator(reader: _Reader) -> str:
    number = reader.label.lower()
    if not reader.schedule:
        return f"{reader.publication.locator or 's'}-{number}"
    if principle(reader.heading):
        return f"app-{number}"
    schedule = _SCHEDULE.fullmatch(reader.schedule)
    return f"sch-{((schedule and schedule['number']) or '').lower()}-cl-{number}".replace("--", "-")


def _line(raw: str) -> Line:
    words = _BULLET.sub("", raw, count=1) if _BULLET.match(raw) else raw
    term = _TERM.match(words)
    plain = _plain(words)
    return Line(plain, _plain(term[1]) if term else "", apart=not term and bool(_SUBHEADING.fullmatch(plain)))


def _plain(words: str) -> str:
    return one_line(_MARKS.sub("", _LINK.sub(r"\1", words)))
