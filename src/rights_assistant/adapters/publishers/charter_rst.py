"""The Canadian Charter of Rights and Freedoms in reStructuredText."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import regex

from rights_assistant.adapters.publishers.outline import ACT, Line, one_line, outlined
from rights_assistant.adapters.publishers.plain import decoded, sealed
from rights_assistant.domain.official import OfficialProvision, OfficialText, Publication, Unit

_RULE = regex.compile(r"([=\-])\1{3,}\s*")
_SECTION = regex.compile(r"(\d{1,2}(?:\.\d)?)\.?\s*(.*)")
_LABEL = regex.compile(r"\((?:\d|[a-z]|[ivx]{1,4})\)\s")


@dataclass(slots=True)
class _Reader:
    publication: Publication
    title: str = ""
    group: str = ""
    note: str = ""
    preamble: list[Line] = field(default_factory=list)
    number: str = ""
    heading: str = ""
    lines: list[Line] = field(default_factory=list)

    def section(self) -> Iterator[OfficialProvision]:
        """The section read so far; nothing where none has begun."""
        if self.number:
            id = f"{self.publication.instrument}/{self.publication.locator or 's'}-{self.number}"
            text, parts = outlined(id, self.lines, ACT, counted=False)
            under = (self.group,) if self.group else ()
            yield OfficialProvision(id, Unit.SECTION, f"{self.number}.", self.heading, text, parts, under)
        self.number, self.lines = "", []


def load(data: bytes, publication: Publication) -> OfficialText:
    """The preamble and the sections.

    A title underlined with `=` is a group of sections, one underlined with `-` the marginal note of the
    section or subsection after it. The note before a section is its heading; one within a section is left
    out, since the Act counts marginal notes as no part of itself. The file says no date.

    Raises:
        OfficialError: when there are no sections, or one stands there twice or has no words.
    """
    reader = _Reader(publication)
    provisions = tuple(_provisions(decoded(data, publication), reader))
    return sealed(publication, reader.title, provisions)


def _provisions(text: str, reader: _Reader) -> Iterator[OfficialProvision]:
    for block in _blocks(text):
        kind, words = block
        if kind == "=":
            yield from reader.section()
            reader.title, reader.group = (reader.title, words) if reader.title else (words, "")
        elif kind == "-":
            reader.note = words
        elif found := _SECTION.fullmatch(words):
            yield from reader.section()
            reader.number, reader.heading, reader.note = found[1], reader.note, ""
            reader.lines = [Line(found[2])]
        elif reader.number:
            reader.note = ""
            reader.lines.append(Line(words))
        else:
            id = f"{reader.publication.instrument}/preamble"
            yield OfficialProvision(id, Unit.PREAMBLE, "", "", words)
    yield from reader.section()


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """Each paragraph with its kind: `=` and `-` for titles, nothing for words; a label begins a paragraph."""
    lines = text.splitlines()
    words: list[str] = []
    for place, line in enumerate(lines):
        under = lines[place + 1] if place + 1 < len(lines) else ""
        title = line.strip() and not _RULE.fullmatch(line) and _RULE.fullmatch(under)
        if words and (title or not line.strip() or _LABEL.match(line.strip())):
            yield "", one_line(" ".join(words))
            words = []
        if title:
            yield under[0], one_line(line)
        elif line.strip() and not _RULE.fullmatch(line):
            words.append(line)
    if words:
        yield "", one_line(" ".join(words))
