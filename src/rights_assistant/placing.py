"""Which place of an official provision (a paragraph, a point) a statement of our note on it rests on, or none.

The signs: a place that the statement names; figures that stand in one place and not in others; words, weighed by how
rare they are within the provision; likeness of meaning, where somebody gives it. Advice of ours, a denial, and a figure
that the place does not have speak against it. A law without an English wording has the first two signs and names alone.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from typing import Final

from rights_assistant.domain.document import Provision
from rights_assistant.domain.jurisdiction import NAMES
from rights_assistant.domain.official import Part, Wording
from rights_assistant.domain.statement import Section, Statement
from rights_assistant.knowledge.figures import figures_in, forms
from rights_assistant.nearness import stems

THRESHOLD: Final = 0.4
"""From how sure on a place is told; `rights-assistant eval placing` fits it."""
COMPARED: Final = "en"
"""The language of our notes: words and meaning are compared with wordings in it alone."""
CERTAIN: Final = 2.0
"""How sure a place is that the statement names."""

_LETTERS: Final = 4
_STANDING: Final = 0.3
"""What a figure of the statement adds to a place that has it where others do not."""
_SMALL: Final = 100
"""Smaller numbers without a unit are mostly those of paragraphs."""
_CLOSE: Final = 0.05
"""When another point of the same paragraph is so close, the statement rests on the paragraph."""
_ALONE: Final = 0.25
"""What stands for the next best place where there is none."""
_LEAD: Final = 0.6
"""A greater lead over the next best place says no more."""
_ADVICE, _DENIAL, _SILENCE, _MISSING, _TORN = 0.65, 0.45, 0.9, 0.7, 0.15
"""What is taken off for advice of ours, for a denial, for what the law does not say, for a figure that the place does not
have, and where words and likeness point to different places."""
_BY_HEADING: Final = {"What it says": 0.0, "Limits": 0.25}
"""What is taken off for the heading that a statement stands under: under others than these it is advice of ours."""

_REFERS: Final = frozenset(("article", "section", "annex", "recital", "paragraph", "part", "principle", "objective"))
_DENIES: Final = re.compile(r"\b(?:does not|do not|is not|not a|not checked|not read|cannot|never|no|nothing)\b", re.IGNORECASE)
_SILENT: Final = re.compile(
    r"\b(?:gives|creates|sets|stops|contains|names|promises|ties) (?:you )?(?:no|nobody)\b"
    r"|\bdoes not (?:itself |by itself )?(?:say|give|stop|pause|lengthen|require|decide)\b"
    r"|\bcovers only\b|\b(?:is|are|was|were) not (?:read|checked|found)\b|\b(?:is|are) reported\b|\bno visa\b",
    re.IGNORECASE,
)
_MARKS: Final = r"(?P<marks>(?:\(\w{1,5}(?:\.\d+)?\))+)"
_NUMBERED = re.compile(
    r"(?:\b(?:articles?|sections?|subsections?|paragraphs?|rules?|subrules?|arts?\.|artikel)|§§?)"
    rf"\s*(?P<number>\d+[a-z]*(?:\.\d+)*){_MARKS}",
    re.IGNORECASE,
)
_INNER = re.compile(
    rf"\b(?:paragraph|subsection|subrule|point|item|absatz|abs\.|nummer|nr\.)\s*\(?(?P<number>\d+[a-z]?|[a-z])\b\)?{_MARKS}?",
    re.IGNORECASE,
)
_MARK = re.compile(r"\w+(?:\.\d+)?")
_NAME = re.compile(r"(?<=[\w,(] )\(?(?P<name>[A-ZÄÖÜ][\w-]{3,})")
_OWN = r"(?:under |says |in )?\b(?:articles?|sections?|rules?|principle|objective)\s+{number}\b(?: of)?"
_COUNTED = re.compile(r"(?:(?<=[-/])|^)[0-9]+[a-z]*(?:\.\w+)*$")


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement of a note, as it is placed.

    Attributes:
        heading: of the section that it stands under.
    """

    text: str
    heading: str = "What it says"


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that a statement may rest on.

    Attributes:
        text: its words, after the opening words of all that it lies in.
        start, end: where it lies in the provision's text.
        above: the address of the place that it lies in; empty where that is the whole.
    """

    address: str
    text: str
    start: int
    end: int
    above: str
    words: frozenset[str]
    figures: frozenset[str]

    def meets(self, other: "Spot") -> bool:
        """Whether one lies within the other."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Ground:
    """All that statements of one note may rest on: the note's provision, cut into its places.

    Attributes:
        number: of the provision, as it is cited: `26`, `159.91`.
        names: of the instrument, which say nothing about a place.
    """

    number: str
    names: tuple[str, ...]
    spots: tuple[Spot, ...]
    english: bool

    @property
    def texts(self) -> tuple[str, ...]:
        """The text of each spot, in order: what a statement's meaning is held against."""
        return tuple(spot.text for spot in self.spots)

    def asked(self, claim: Claim) -> str:
        """A claim without the names of what it is about."""
        text = (
            re.sub(_OWN.format(number=re.escape(self.number)), " ", claim.text, flags=re.IGNORECASE) if self.number else claim.text
        )
        for name in self.names:
            text = re.sub(rf"\b(?:the )?{re.escape(name)}(?!\w)", " ", text, flags=re.IGNORECASE)
        return re.sub(r"\s+", " ", text).strip(" ,:")


@dataclass(frozen=True, slots=True)
class Place:
    """The most likely place, and how sure it is; more is surer, and below `THRESHOLD` it is not told."""

    address: str
    sure: float


NOWHERE: Final = Place("", 0.0)


def claim_of(section: Section, statement: Statement) -> Claim:
    """A statement under its heading, as it is placed."""
    return Claim(statement.text, section.heading)


def ground(note: Provision, wording: Wording) -> Ground:
    """A note's provision in one wording, cut into its places; where the note is on a part, only what lies in that."""
    provision, whole = wording.provision, wording.part
    start, end = (whole.start, whole.end) if whole else (0, len(provision.text))
    inside = [p for p in provision.parts if start <= p.start and p.end <= end and p is not whole]
    titles = {name.partition(" (")[0] for name in (note.instrument.title, note.instrument.short_title)}
    names = {*titles, NAMES[note.jurisdiction]}
    number = _COUNTED.search(note.id.rpartition("/")[2])
    spots = tuple(_spot(part, inside, provision.text, start) for part in inside)
    return Ground(number[0] if number else "", tuple(sorted(names, key=len, reverse=True)), spots, wording.language == COMPARED)


def _spot(part: Part, inside: Sequence[Part], text: str, start: int) -> Spot:
    before = inside[: inside.index(part)]  # an outer part stands before those within it
    outer = [p for p in before if p.start <= part.start and part.end <= p.end]
    opening = [text[start : inside[0].start], *(text[p.start : _first_within(p, inside)] for p in outer if p.start < part.start)]
    words = " ".join(" ".join((*opening, text[part.start : part.end])).split())
    above = outer[-1].id if outer else ""
    return Spot(part.id, words, part.start, part.end, above, stems(words, _LETTERS), forms(words))


def _first_within(part: Part, inside: Sequence[Part]) -> int:
    return min(p.start for p in inside if part.start < p.start and p.end <= part.end)


def place(claim: Claim, ground: Ground, likeness: Sequence[float] = ()) -> Place:
    """The place that a claim most likely rests on.

    Args:
        likeness: how alike in meaning the claim and each spot of the ground are, at most 1; where the ground is English.
    """
    if not ground.spots:
        return NOWHERE
    if named := _named(claim.text, ground):
        return Place(named, CERTAIN)
    wanted = frozenset(f for f in figures_in(claim.text) if _telling(f, ground.number))
    if not ground.english:
        return _by_names(claim, ground, wanted)
    cover = _cover(stems(ground.asked(claim), _LETTERS), ground)
    marks = [_distinct(spot, wanted, ground) for spot in ground.spots]
    scores = [near + words + _STANDING * n for near, words, n in zip(likeness, cover, marks, strict=True)]
    best = _best(scores, ground)
    spot = ground.spots[best]
    others = [score for score, other in zip(scores, ground.spots, strict=True) if not other.meets(spot)]
    if all(spot.meets(other) and spot.end - spot.start >= other.end - other.start for other in ground.spots):
        return NOWHERE  # the whole provision
    sure = cover[best] + min(scores[best] - max(others, default=_ALONE), _LEAD) - _doubt(claim)
    sure -= _MISSING * _elsewhere(spot, wanted, ground)
    sure -= _TORN * any(_points_elsewhere(sign, spot, ground) for sign in (likeness, cover))
    return Place(spot.address, sure)


def _points_elsewhere(sign: Sequence[float], spot: Spot, ground: Ground) -> bool:
    """Whether a sign is strongest for a place that has nothing to do with a spot."""
    near = max(value for value, other in zip(sign, ground.spots, strict=True) if other.meets(spot))
    return max(sign) > near


def _doubt(claim: Claim) -> float:
    """What speaks against any place: the heading, a denial, and most of all that the law does not say something."""
    silent = _SILENCE if _SILENT.search(claim.text) else _DENIAL * bool(_DENIES.search(claim.text))
    return _BY_HEADING.get(claim.heading, _ADVICE) + silent


def _telling(figure: str, number: str) -> bool:
    """Whether a figure tells places apart: not the number of the provision, and no small number without a unit."""
    kind, _, value = figure.rpartition(" ")
    return not (kind in _REFERS and value == number) and (bool(kind) or not figure.isdecimal() or int(figure) >= _SMALL)


def _best(scores: Sequence[float], ground: Ground) -> int:
    """The best spot; the one around it where another one in that is as good."""
    order = range(len(scores))
    best = max(order, key=lambda n: (scores[n], -n))  # the outer one of two that say the same
    while above := ground.spots[best].above:
        beside = [scores[n] for n in order if n != best and ground.spots[n].above == above]
        if not beside or scores[best] - max(beside) >= _CLOSE:
            return best
        best = next(n for n in order if ground.spots[n].address == above)
    return best


def _cover(asked: frozenset[str], ground: Ground) -> list[float]:
    """How much of what is asked each spot says: the weights of the words it has among those of all the words."""
    having = Counter(word for spot in ground.spots for word in spot.words)
    weights = {word: log(1 + len(ground.spots) / (having[word] or 0.5)) for word in asked}
    whole = sum(weights[word] for word in sorted(asked))
    return [sum(weights[word] for word in sorted(asked & spot.words)) / whole if whole else 0.0 for spot in ground.spots]


def _distinct(spot: Spot, wanted: frozenset[str], ground: Ground) -> int:
    """How many of some figures a spot has that not every spot has."""
    return sum(f in spot.figures and not all(f in other.figures for other in ground.spots) for f in wanted)


def _elsewhere(spot: Spot, wanted: frozenset[str], ground: Ground) -> bool:
    """Whether a figure does not stand in a spot, or is of the opening words of all."""
    several = any(not other.meets(spot) for other in ground.spots)
    return any(f not in spot.figures or (several and not _distinct(spot, frozenset([f]), ground)) for f in wanted)


def _by_names(claim: Claim, ground: Ground, wanted: frozenset[str]) -> Place:
    """The one spot that alone has a figure or a name of a claim, where all its figures stand there."""
    names = {found["name"].lower() for found in _NAME.finditer(ground.asked(claim))}
    found = []
    for spot in ground.spots:
        said = set(_MARK.findall(spot.text.lower()))
        found.append(_distinct(spot, wanted, ground) + len(names & said))
    spot = ground.spots[_best(found, ground)]
    best = found[ground.spots.index(spot)]
    rivals = [n for n, other in zip(found, ground.spots, strict=True) if not other.meets(spot)]
    if not best or best == max(rivals, default=0) or _elsewhere(spot, wanted, ground):
        return NOWHERE
    return Place(spot.address, 1.0 - _doubt(claim))


def _named(text: str, ground: Ground) -> str:
    """The address of the one place that a text names by its number; the deepest there is of it."""
    chains = []
    for found in _NUMBERED.finditer(text):
        if found["number"].lower() == ground.number:
            chains.append(_MARK.findall(found["marks"].lower()))
    for found in _INNER.finditer(_NUMBERED.sub(" ", text)):
        chains.append([found["number"].lower(), *_MARK.findall((found["marks"] or "").lower())])
    places = {address for chain in chains if (address := _address(chain, ground))}
    return places.pop() if len(places) == 1 else ""


def _address(chain: Sequence[str], ground: Ground) -> str:
    """The spot whose marks are a chain, from the outermost place on; empty where there is none."""
    above = address = ""
    for mark in chain:
        inner = [spot.address for spot in ground.spots if spot.above == above and spot.address.rpartition("-")[2] == mark]
        if len(inner) != 1:
            return ""
        above = address = inner[0]
    return address
