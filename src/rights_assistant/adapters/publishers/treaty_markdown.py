"""Treaties in Markdown made from the Dutch treaty collection, where one file may hold a treaty in two languages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

import regex

from rights_assistant.adapters.publishers.markup import refused
from rights_assistant.adapters.publishers.outline import Line, one_line, outlined
from rights_assistant.adapters.publishers.plain import CLOSING, blocks_at_joints, decoded, sealed, testimonium
from rights_assistant.domain.official import OfficialProvision, OfficialText, Publication, Unit

_LANGUAGES = {"article": "en", "artikel": "nl"}
_HEADING = regex.compile(r"(#{1,6})\s*(.+?)\s*#*")
_ARTICLE = regex.compile(r"(?P<word>Article|Artikel)\s+(?P<number>\d{1,3}[a-z]?|[IVXL]{1,7})\.?", regex.IGNORECASE)
_PART = regex.compile(
    r"(?:(?i:part|chapter|section|title|deel|hoofdstuk|titel|afdeling)\s+(?:[IVXL]{1,7}|\d{1,3}|[A-Z])|[IVXL]{1,7})(?:\s.*)?"
)
_SCHEDULE = regex.compile(r"(?:SCHEDULE|ANNEX|BIJLAGE)\b.*")
_PROTOCOL = regex.compile(r"Protocol (?:No\.?|nr\.?|Nr\.?)\s*(\d{1,2})\b.*")
_OF_PROTOCOL = regex.compile(r"(?:Optional |Facultatief )?Protocol\b", regex.IGNORECASE)
_OPTIONAL = regex.compile(r"(?:Optional|Facultatief) Protocol\b.*", regex.IGNORECASE)
_TREATY = regex.compile(r"\b(?:convention|covenant|treaty|verdrag|protocol)\b", regex.IGNORECASE)
_LINK = regex.compile(r"!\[[^\[\]]{0,500}\]\([^()]{0,1000}\)|\[([^\[\]]{0,1000})\]\([^()]{0,1000}\)")
_STARS = regex.compile(r"\*{1,3}")
_TAG = regex.compile(r"<meta\b[^>]*/>")
_PREAMBLE = regex.compile(r"(?:Preamble|Preambule|Pr[ée]ambule)\b[\s:]*", regex.IGNORECASE)
_NOTE = regex.compile(r"Treedt in werking op een nader te bepalen tijdstip")


class _Kind(Enum):
    ARTICLE = auto()
    PART = auto()
    SCHEDULE = auto()
    NAME = auto()
    TITLE = auto()


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A heading and the blocks under it."""

    kind: _Kind
    heading: str
    blocks: tuple[str, ...]
    name: str = ""


def load(data: bytes, publication: Publication) -> OfficialText:
    """One treaty in the language asked for: preamble, articles, closing words, schedule.

    The files are Markdown made from the Dutch BWB XML (`https://wetten.overheid.nl`): a heading
    `Article 7` or `Artikel 7`, perhaps a heading with its name after it, then paragraphs and points.
    The English text comes first and the Dutch one, if any, after it. What stands in emphasis or is a
    link keeps its words. Protocols with a number are `p4-art-2`. An optional protocol printed behind a
    treaty is another instrument, and read only where the publication is of it (its id ends in `-op1`).
    The files say no date.

    Raises:
        OfficialError: when there are no articles in that language, one stands there twice, or one has no words.
    """
    stretches = _named(_stretches(decoded(data, publication)))
    chosen = _of_treaty(_in_language(stretches, publication), publication)
    title = next((s.heading for s in chosen if s.kind is _Kind.TITLE), "")
    return sealed(publication, title, _provisions(chosen, publication))


def _stretches(text: str) -> Iterator[_Stretch]:
    heading, blocks, kind = "", list[str](), _Kind.TITLE
    for line in text.splitlines():
        found = _HEADING.fullmatch(line.strip())
        if not found:
            blocks.extend(_words(line))
            continue
        yield _Stretch(kind, heading, tuple(blocks))
        heading, blocks = one_line(_LINK.sub(r"\1", found[2])), []
        kind = _kind(heading)
    yield _Stretch(kind, heading, tuple(blocks))


def _words(line: str) -> Iterator[str]:
    words = one_line(_STARS.sub("", _LINK.sub(r"\1", _TAG.sub("", line))))
    # The Dutch editor's note on a date of entry into force stands in the English text too.
    if words and not _NOTE.fullmatch(words):
        yield words


def _kind(heading: str) -> _Kind:
    if _ARTICLE.fullmatch(heading):
        return _Kind.ARTICLE
    if _PART.fullmatch(heading):
        return _Kind.PART
    return _Kind.SCHEDULE if _SCHEDULE.fullmatch(heading) else _Kind.NAME


def _named(stretches: Iterator[_Stretch]) -> list[_Stretch]:
    """Headings that name the article or part before them go to it; the others are titles."""
    named: list[_Stretch] = []
    for stretch in stretches:
        before = named[-1] if named and not _OF_PROTOCOL.match(stretch.heading) else None
        if stretch.kind is _Kind.NAME and before and not before.blocks:
            if before.kind in (_Kind.ARTICLE, _Kind.PART) and not before.name:
                named[-1] = replace(before, name=stretch.heading.lstrip("-– "), blocks=stretch.blocks)
                continue
            if before.kind is _Kind.TITLE and before.heading and stretch.heading[0].islower():
                named[-1] = replace(before, heading=f"{before.heading} {stretch.heading}", blocks=stretch.blocks)
                continue
        named.append(replace(stretch, kind=_Kind.TITLE) if stretch.kind is _Kind.NAME else stretch)
    return named


def _language(stretch: _Stretch) -> str:
    found = _ARTICLE.fullmatch(stretch.heading)
    return _LANGUAGES[found["word"].lower()] if found else ""


def _in_language(stretches: Sequence[_Stretch], publication: Publication) -> Sequence[_Stretch]:
    """The stretches from the title before the first article in the language to the title before the next language."""
    starts: dict[str, int] = {}
    for n, stretch in enumerate(stretches):
        if stretch.kind is _Kind.ARTICLE and (language := _language(stretch)) not in starts:
            titles = [i for i in range(n) if stretches[i].kind is _Kind.TITLE]
            starts[language] = titles[-1] if titles else 0
    if publication.language not in starts:
        held = ", ".join(sorted(starts)) or "no articles at all"
        raise refused(publication, f"holds no articles in {publication.language!r}; it holds {held}")
    start = starts[publication.language]
    return stretches[start : min((s for s in starts.values() if s > start), default=len(stretches))]


def _of_treaty(stretches: Sequence[_Stretch], publication: Publication) -> Sequence[_Stretch]:
    """The treaty alone, or alone the optional protocol behind it."""
    titles = [n for n, s in enumerate(stretches) if n and s.kind is _Kind.TITLE]
    schedule = next((n for n, s in enumerate(stretches) if s.kind is _Kind.SCHEDULE), len(stretches))
    behind = next((n for n in titles if _OPTIONAL.fullmatch(stretches[n].heading)), None)
    # A copy may go on after the schedule with the title of the treaty in the next language.
    again = next((n for n in titles if n > schedule and _TREATY.search(stretches[n].heading)), None)
    if not regex.search(r"-op\d?$", publication.instrument):
        return stretches[: again if behind is None else behind]
    if behind is None and not _OPTIONAL.fullmatch(stretches[0].heading):
        raise refused(publication, "holds no optional protocol")
    return stretches[behind or 0 :]


def _provisions(stretches: Sequence[_Stretch], publication: Publication) -> Iterator[OfficialProvision]:
    under, prefix, schedule = "", "", list[str]()
    for number, stretch in enumerate(stretches):
        if schedule or stretch.kind is _Kind.SCHEDULE:
            schedule += [f"{stretch.heading} {stretch.name}".strip(), *stretch.blocks]
        elif stretch.kind is _Kind.TITLE:
            found = _PROTOCOL.fullmatch(stretch.heading)
            prefix, under = (f"p{found[1]}-", stretch.heading) if found else (prefix, under)
            yield from _preamble(stretch.blocks, f"{publication.instrument}/{prefix}preamble")
        elif stretch.kind is _Kind.PART:
            under = f"{stretch.heading} {stretch.name}".strip()
            yield from _preamble(stretch.blocks if number == 0 else (), f"{publication.instrument}/{prefix}preamble")
        else:
            yield from _article(stretch, f"{publication.instrument}/{prefix}", publication, (under,) if under else ())
    if schedule:
        text = "\n".join(schedule[1:])
        yield OfficialProvision(f"{publication.instrument}/schedule", Unit.SCHEDULE, schedule[0], "", text)


def _preamble(blocks: Sequence[str], id: str) -> Iterator[OfficialProvision]:
    lines = [line for block in blocks for line in blocks_at_joints(_PREAMBLE.sub("", block))]
    if lines:
        text, parts = outlined(id, [Line(line) for line in lines], counted=False)
        yield OfficialProvision(id, Unit.PREAMBLE, "", "", text, parts)


def _article(stretch: _Stretch, start: str, publication: Publication, under: tuple[str, ...]) -> Iterator[OfficialProvision]:
    found = _ARTICLE.fullmatch(stretch.heading)
    number = _arabic(found["number"]) if found else ""
    blocks, closing = testimonium(stretch.blocks)
    id = f"{start}{publication.locator or 'art'}-{number}"
    text, parts = outlined(id, [Line(block) for block in blocks])
    yield OfficialProvision(id, Unit.ARTICLE, stretch.heading, stretch.name, text, parts, under)
    if closing:
        lines = [line for block in closing for line in blocks_at_joints(block)]
        yield OfficialProvision(f"{start}{CLOSING}", Unit.OTHER, "", "", "\n".join(lines))


def _arabic(number: str) -> str:
    if number[0].isdecimal():
        return number.lower()
    values = {"I": 1, "V": 5, "X": 10, "L": 50}
    digits = [values[sign] for sign in number.upper()]
    return str(sum(-d if d < max(digits[n:]) else d for n, d in enumerate(digits)))
