"""What a question takes for granted: beliefs that are not so, and the law of another place than the one that decides.

A person who plans on a false belief ("first I complain, then I appeal") may lose the only deadline that counts, so
the correction is the first thing that is read. Its words are those of the knowledge, each with its source.
"""

import re
from dataclasses import dataclass
from typing import Final

from rights_assistant.domain.answer import BlockKind
from rights_assistant.domain.jurisdiction import NAMES, scope
from rights_assistant.domain.library import Library, Placed
from rights_assistant.domain.premise import Premise
from rights_assistant.domain.question import Question
from rights_assistant.draft import Draft
from rights_assistant.patterns import plain
from rights_assistant.prompts import Places
from rights_assistant.understand import Understood

MOST: Final = 2
"""How many beliefs one answer corrects."""
_ABBREVIATION: Final = 6
"""Up to so many letters a name in one word is taken for an abbreviation."""
_WITH_ARTICLE: Final = frozenset({"coe", "eu", "uk", "us"})
_COMPARES = re.compile(r"\b(?:compar\w+|differ\w*|versus|vs|same as|similar to|equivalent|instead of|unlike)\b")
"""A question that sets two laws side by side leans on neither."""
_QUOTED = re.compile(r"(?<!\w)['\"“”‘]|[\"“”’']+(?!\w)")
"""Quotation marks around a word."""


@dataclass(frozen=True, slots=True)
class Foreign:
    """A law, tribunal or regulator that a question leans on, as it was written, and the places that it belongs to."""

    name: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """What a question takes for granted and is not so in the place that decides, nearest first."""

    corrections: tuple[tuple[Placed, ...], ...] = ()
    foreign: Foreign | None = None


def taken(question: Question, read: Understood, library: Library, places: Places) -> Taken:
    """The beliefs that a question shows and that can be corrected in its place on its day, and the foreign law it leans on."""
    seen = sorted(((n, p) for p in library.premises if (n := _seen(p, question, read))), key=lambda found: -found[0])
    corrected = [c for _, premise in seen if (c := _correction(premise, question, read.jurisdiction, library))]
    return Taken(tuple(corrected[:MOST]), _foreign(question, read, places))


def _seen(premise: Premise, question: Question, read: Understood) -> int:
    """How much of a question shows a belief; one that only earlier questions show was met then."""
    if not premise.window.covers(question.asked_on):
        return 0
    if found := premise.seen_in(plain(question.text)):
        return found
    before = plain(" ".join(question.earlier))
    return 0 if premise.seen_in(before) else premise.seen_in(plain(read.text))


def _correction(premise: Premise, question: Question, place: str | None, library: Library) -> tuple[Placed, ...]:
    """The statements of the nearest place that hold on the day and reach the person."""
    reached = scope(place)
    for refs in premise.correction(reached):
        placed = [p for p in (library.resolve(ref, question.language) for ref in refs) if p]
        holds = [p for p in placed if p.statement.window.covers(question.asked_on) and library.reaches(p, reached)]
        if holds:
            return tuple(holds)
    return ()


def _foreign(question: Question, read: Understood, places: Places) -> Foreign | None:
    """The first law named that belongs to no place whose law reaches the one that decides."""
    low = _QUOTED.sub("", places.misleading.sub(" ", plain(question.text)))
    if read.jurisdiction is None or read.conflict or _COMPARES.search(low):
        return None
    found: dict[tuple[int, int], list[str]] = {}
    for place, words in places.belongs:
        for match in words.finditer(low):
            found.setdefault(match.span(), []).append(place)
    reached = set(scope(read.jurisdiction))
    for (start, end), owners in sorted(found.items()):
        inside = any(s <= start and end <= e and (s, e) != (start, end) for s, e in found)  # GDPR in "UK GDPR"
        if not inside and not reached.intersection(owners):
            return Foreign(_as_written(low[start:end], question.text), tuple(owners))
    return None


def _as_written(name: str, text: str) -> str:
    """A name as it stands in a question: its capitals, without quotation marks inside."""
    apart = r"[\s'\"“”‘’]+".join(map(re.escape, name.split()))
    found = re.search(apart, text, re.IGNORECASE)
    return _QUOTED.sub("", found.group()) if found else name


def say(draft: Draft, held: Taken, *, urgent: bool) -> None:
    """The corrections before everything else; in danger, where help comes first, as the first lines of the short answer."""
    kind = BlockKind.SHORT_ANSWER if urgent else BlockKind.NOTICE
    said = [draft.add(kind, placed) for correction in held.corrections for placed in correction]
    if any(said) and not urgent:
        draft.preface(kind, "premise")
    if held.foreign and draft.place is not None and not urgent:
        named = " and ".join(map(called, held.foreign.places))
        draft.fixed(kind, "foreign_law", law=_titled(held.foreign.name), named=named, place=called(draft.place))


def _titled(name: str) -> str:
    """A name at the beginning of a sentence; short ones typed in small letters are abbreviations: GDPR."""
    short = name.isalpha() and name.islower() and len(name) <= _ABBREVIATION
    return name.upper() if short else f"{name[0].upper()}{name[1:]}"


def called(place: str) -> str:
    """The name of a place inside a sentence: the European Union, Canada."""
    return f"the {NAMES[place]}" if place in _WITH_ARTICLE else NAMES[place]
