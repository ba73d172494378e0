"""The law's own words, ready to be drawn: cut at the marked place, folded where they are long, with where they come from."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import quote, urlencode

from rights_assistant.domain.official import Wording
from rights_assistant.quote import Beside, beginning
from rights_assistant.web.press import LIBRARY
from rights_assistant.web.words import Words, direction

LONG: Final = 1_200
"""Characters of a provision that are shown whole."""
AROUND: Final = 400
"""Characters shown on either side of the marked place in a longer one, to the end of a line."""
LEAST: Final = 200
"""Fewer characters than these are not worth a fold."""
_WEB: Final = re.compile(r"https?://[^\s\"'<>]+")


@dataclass(frozen=True, slots=True)
class Cut:
    """A text in five pieces that are the whole when put together: folded, shown, marked, shown, folded."""

    folded_before: str = ""
    before: str = ""
    marked: str = ""
    after: str = ""
    folded_after: str = ""


@dataclass(frozen=True, slots=True)
class Law:
    """The publisher's wording beside a note.

    Attributes:
        told: the name of the sentence about the mark; empty where there is nothing to say.
        languages: all in which the provision was fetched.
        on: the day that was asked about.
    """

    wording: Wording
    cut: Cut
    told: str
    languages: tuple[str, ...]
    on: date

    @property
    def name(self) -> str:
        """The instrument, the provision and its heading, as the publisher writes them."""
        provision = self.wording.provision
        return " · ".join(filter(None, (self.wording.title, provision.label, provision.heading)))

    @property
    def direction(self) -> str:
        """How its language is written."""
        return direction(self.wording.language)

    @property
    def url(self) -> str:
        """The publisher's file, when it is at an ordinary web address."""
        return self.wording.address if ordinary(self.wording.address) else ""

    @property
    def address(self) -> str:
        """Where it stands in the Library, in its language."""
        return at(self.wording.id, self.wording.language)

    def early(self, words: Words) -> str:
        """That the wording may have been another on the day asked about; empty where it is of that day or before."""
        as_of = self.wording.as_of
        return words("law.early", on=words.day(self.on), as_of=words.day(as_of)) if as_of and self.on < as_of else ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A language that a law can be read in, and where."""

    code: str
    name: str
    href: str
    current: bool

    @property
    def direction(self) -> str:
        """How it is written."""
        return direction(self.code)


def relied_on(found: Beside, on: date) -> Law:
    """The law beside a statement of a note: the place it rests on is marked where that is sure."""
    wording, text = found.wording, found.wording.provision.text
    span = (wording.part.start, wording.part.end) if wording.part else (0, len(text))
    if found.sure:
        return Law(wording, cut(text, *span), "law.marked", found.languages, on)
    return Law(wording, unmarked(text), "law.unsure", found.languages, on)


def opened(wording: Wording, languages: Sequence[str], on: date) -> Law:
    """The law at an address: the part that it names is marked; a whole provision is shown whole."""
    part, text = wording.part, wording.provision.text
    shown = cut(text, part.start, part.end) if part else Cut(before=text)
    return Law(wording, shown, "law.addressed" if part else "", tuple(languages), on)


def cut(text: str, start: int, end: int) -> Cut:
    """A text cut at the place that is marked, and far from it folded, a whole line at a time."""
    if len(text) <= LONG:
        return Cut("", text[:start], text[start:end], text[end:])
    first = text.rfind("\n", 0, max(0, start - AROUND)) + 1
    last = text.find("\n", min(len(text), end + AROUND)) + 1 or len(text)
    first = 0 if first < LEAST else first
    last = len(text) if len(text) - last < LEAST else last
    return Cut(text[:first], text[first:start], text[start:end], text[end:last], text[last:])


def unmarked(text: str) -> Cut:
    """A text without a mark: how it begins, and the rest folded."""
    shown = len(beginning(text, LONG))
    shown += text[shown : shown + 1] == "\n"
    return Cut(before=text[:shown], folded_after=text[shown:])


def ordinary(url: str) -> bool:
    """Whether it is an ordinary web address, and nothing that runs or tells."""
    return bool(_WEB.fullmatch(url))


def at(address: str, language: str = "") -> str:
    """Where an address of the law stands in the Library."""
    query = f"?{urlencode({'language': language})}" if language else ""
    return f"{LIBRARY}/{quote(address, safe='/')}{query}"


def choices(languages: Sequence[str], current: str, path: str, query: Sequence[tuple[str, str]], words: Words) -> list[Choice]:
    """The languages that can be chosen, each with the address that chooses it."""
    kept = [(name, value) for name, value in query if name != "language"]
    return [
        Choice(code, words.language(code), f"{path}?{urlencode([*kept, ('language', code)])}", code == current)
        for code in languages
    ]


def facts(law: Law, words: Words) -> list[tuple[str, str]]:
    """Where the words come from, a label and its words each, in the order shown."""
    wording = law.wording
    rows = [
        (words("law.publisher"), wording.publisher),
        (words("law.as_of"), words.day(wording.as_of) if wording.as_of else words("law.as_of_unknown")),
        (words("law.fetched"), words.day(wording.fetched_on)),
        (words("law.in_language"), words.language(wording.language)),
        (words("law.copy"), wording.note),
    ]
    return [(label, value) for label, value in rows if value]


def as_json(law: Law, languages: Sequence[Choice], words: Words) -> dict[str, Any]:
    """The law as the panel reads it."""
    wording, pieces = law.wording, law.cut
    return {
        "heading": words("law.heading"),
        "name": law.name,
        "paragraph": wording.id,
        "sure": law.told == "law.marked",
        "folded_before": pieces.folded_before,
        "before": pieces.before,
        "quote": pieces.marked,
        "after": pieces.after,
        "folded_after": pieces.folded_after,
        "show_before": words("law.before"),
        "show_after": words("law.after"),
        "told": [line for line in (law.early(words), words(law.told) if law.told else "") if line],
        "language": wording.language,
        "direction": law.direction,
        "choose": words("law.language"),
        "languages": [
            {"language": c.code, "direction": c.direction, "name": c.name, "href": c.href, "current": c.current} for c in languages
        ],
        "publisher": wording.publisher,
        "as_of": wording.as_of.isoformat() if wording.as_of else None,
        "fetched_on": wording.fetched_on.isoformat(),
        "facts": [list(row) for row in facts(law, words)],
        "url": law.url or None,
        "url_words": words("law.new_tab", words=words("law.file")),
        "library": law.address,
        "library_words": words("law.new_tab", words=words("law.library")),
    }
