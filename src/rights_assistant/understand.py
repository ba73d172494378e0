"""What a question means before it is looked up: whose law, and what a short follow-up refers to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rights_assistant.domain.jurisdiction import CHOICES, NAMES, scope
from rights_assistant.domain.question import Question
from rights_assistant.prompts import Places

_ORIGIN = ("from", "am", "citizen of", "born in", "national of")
_FOLLOW_UP_WORDS = 8
"""A question this short after another one is read together with it: "Deadline?", "and my children?"."""
_JOINED_WORDS = 16
"""One that begins by joining on may be longer: "ok but I am in Lagos, I asked from here"."""
_JOINS = re.compile(r"^(?:and|but|ok|okay|so|then|good|thanks|yes|no|or|also|what about|how about)\b", re.IGNORECASE)
_ASIDE = re.compile(
    r"\b(?:friends?|cousins?|brother|sister|uncle|aunt|neighbou?rs?|colleagues?|people|leaflets?"
    r"|liv(?:e|es|ed|ing)|am|i'm|im|sit(?:ting|s)?|stay(?:s|ed|ing)?)(?: \w+){0,2} (?:in|from|of)(?: the)?$|\bwith(?: the)?$"
)
"""What stands before a place that is another person's, or only where somebody is: another one named decides."""
_REFUSES = re.compile(r"\s+(?:has |have |just )?(?:refused|rejected|denied|sa(?:id|ys) no)\b")
_REFUSES_THERE = re.compile(
    r"(?:\s+(?:consulate|embassy|immigration|government|police|office|authorit\w+)(?:\s+in\s+\w+)?)?" + _REFUSES.pattern
)
_NATIONAL = ("ca", "de", "au", "uk", "us")
"""Places with an authority of their own that decides; what the Union runs is met in many of them."""


@dataclass(frozen=True, slots=True)
class Understood:
    """A question made whole.

    Attributes:
        text: what is looked up: the question, with those before it when it is a follow-up.
        jurisdiction: whose law, from the choice or the words; nothing when neither tells.
        conflict: places named that the chosen jurisdiction does not reach (ask before answering), or several
            that are named when none was chosen.
        instead_of: the place that was chosen, when the question names the one that decides and it is another.
        systems_of: countries named of which only systems are described.
        elsewhere: a country is named, not as where someone comes from, whose law is not covered.
    """

    text: str
    jurisdiction: str | None
    conflict: tuple[str, ...] = ()
    instead_of: str | None = None
    systems_of: tuple[str, ...] = ()
    elsewhere: bool = False

    @property
    def searched(self) -> tuple[str, ...]:
        """Where is looked: in the place and above it; for several places what is said to all of them first; else everywhere."""
        if self.jurisdiction:
            return scope(self.jurisdiction)
        return tuple(dict.fromkeys(j for p in ("int", *self.conflict) for j in scope(p))) if self.conflict else tuple(NAMES)

    @property
    def carrying(self) -> tuple[str, ...]:
        """Whose sources may carry the answer: with no place named, only what speaks to every State."""
        return self.searched if self.conflict else scope(self.jurisdiction)


def understand(question: Question, places: Places) -> Understood:
    """Work out whose law a question is about and make a follow-up whole."""
    return replace(_whose_law(question, places), systems_of=_named(_low(question.text, places), places.systems))


def _whose_law(question: Question, places: Places) -> Understood:
    text = question.text
    if question.earlier and _follows(text):
        text = " ".join((*question.earlier, text))
    named = _named_in(question, places)
    chosen = question.jurisdiction
    if _elsewhere_decides(question, places):
        return Understood(text, None, elsewhere=True)
    if chosen is None:
        place = _one(named)
        return Understood(text, place, () if place or not named else named, elsewhere=not named and names_elsewhere(text, places))
    reached = set(scope(chosen))
    inside = _one(tuple(n for n in named if chosen in scope(n)))
    if inside:  # chosen: the EU; named: Germany, where EU law applies with Germany's own
        return Understood(text, inside)
    decides = _deciding(question.text, places)
    if decides in _NATIONAL and decides not in reached:
        return Understood(text, decides, instead_of=chosen)
    said = _low(" ".join((*question.earlier, question.text)), places)
    plain = any(_named(said, group, plain=True) for group in (places.countries, places.authorities, places.laws))
    named = tuple(n for n in named if n in (*CHOICES, *_NATIONAL))  # what speaks to many States is nobody's choice
    if named and plain and not reached.intersection(named) and chosen not in _named(_low(question.text, places), places.cities):
        return Understood(text, chosen, named)
    return Understood(text, chosen)


def _named_in(question: Question, places: Places) -> tuple[str, ...]:
    """The places a conversation names: what is said last counts most, but a city or a law never more than a country."""
    before = " ".join(question.earlier)
    if not _decides(question.text, places) and _decides(before, places):
        return named_places(f"{before} {question.text}", places)
    return named_places(question.text, places) or named_places(before, places)


def _low(text: str, places: Places) -> str:
    """A text as the words for places are looked for in it: small letters, plain apostrophes, without what misleads."""
    return places.misleading.sub(" ", text.lower().replace("’", "'"))


def _decides(text: str, places: Places) -> bool:
    low = _low(text, places)
    return any(words.search(low) for _, words in (*places.countries, *places.authorities))


def named_places(text: str, places: Places) -> tuple[str, ...]:
    """The jurisdictions a text names: by country or authority, else by city, else by law.

    Where one authority alone is named, its country decides, whatever others the story goes through. A city tells
    only where somebody is; beside a country it counts where it lies in that country. A country of which only
    another person is said to be in it gives way to one that is named otherwise.
    """
    low = _low(text, places)
    authorities, countries, cities = (_named(low, g) for g in (places.authorities, places.countries, places.cities))
    decides = authorities if len(authorities) == 1 else tuple(dict.fromkeys((*authorities, *countries)))
    if decides:
        within = [c for c in (*countries, *cities) if set(decides) < {*scope(c)} and c not in decides]
        return (*decides, *dict.fromkeys(within))
    return cities or tuple(place for place, words in places.laws if words.search(low))


def _deciding(text: str, places: Places) -> str | None:
    """The one place of which an authority is named, or of which it is said that it refused."""
    low = _low(text, places)
    if len(named := _named(low, places.authorities)) == 1:
        return named[0]
    refused = [p for p, words in places.countries if any(_REFUSES.match(low, m.end()) for m in words.finditer(low))]
    return refused[0] if len(refused) == 1 and not named else None


def _named(low: str, groups: Sequence[tuple[str, re.Pattern[str]]], *, plain: bool = False) -> tuple[str, ...]:
    """The places whose words are in a text; `plain`: not those in which only somebody is, even when no other is named."""
    found = {place: [m.start() for m in words.finditer(low)] for place, words in groups}
    meant = [p for p, starts in found.items() if any(not _ASIDE.search(low[:s].rstrip()) for s in starts)]
    return tuple(meant if meant or plain else (p for p, starts in found.items() if starts))


def _follows(text: str) -> bool:
    """Whether a question is read together with those before it."""
    words = len(text.split())
    return words <= _FOLLOW_UP_WORDS or (words <= _JOINED_WORDS and bool(_JOINS.match(text)))


def names_elsewhere(text: str, places: Places) -> bool:
    """Whether a country that is not covered is named as a place, not as somebody's origin."""
    low = _low(text, places)
    return any(not low[: found.start()].rstrip().endswith(_ORIGIN) for found in places.elsewhere.finditer(low))


def _elsewhere_decides(question: Question, places: Places) -> bool:
    """Whether a country that is not covered decides, whatever was chosen.

    It is said to have refused; or a follow-up turns to it ("and in South Africa?"); or no country is meant to be
    chosen and it is the one that is named.
    """
    low = _low(question.text, places)
    if any(_REFUSES_THERE.match(low, m.end()) for m in places.elsewhere.finditer(low)):
        return not _decides(question.text, places)
    if question.jurisdiction == "int":
        return names_elsewhere(question.text, places) and not _decides(question.text, places)
    found = [m.start() for m in places.elsewhere.finditer(low) if not _ASIDE.search(low[: m.start()].rstrip())]
    turns = bool(question.earlier) and bool(found) and names_elsewhere(question.text, places)
    return turns and not named_places(question.text, places)


def _one(named: tuple[str, ...]) -> str | None:
    """The one place whose law takes in all that are named: Germany when Germany and the EU are."""
    fits = [n for n in named if set(named) <= set(scope(n))]
    return fits[0] if len(fits) == 1 else None
