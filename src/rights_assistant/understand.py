"""What a question means before it is looked up: whose law, and what a short follow-up refers to."""

from dataclasses import dataclass

from rights_assistant.domain.jurisdiction import scope
from rights_assistant.domain.question import Question
from rights_assistant.prompts import Places

_ORIGIN = ("from", "am", "citizen of", "born in", "national of")
_FOLLOW_UP_WORDS = 6
"""A question this short after another one is read together with it: "Deadline?", "and my children?"."""


@dataclass(frozen=True, slots=True)
class Understood:
    """A question made whole.

    Attributes:
        text: what is looked up: the question, with the one before it when it is a follow-up.
        jurisdiction: whose law, from the choice or the words; nothing when neither tells.
        conflict: places named that the chosen jurisdiction does not reach; ask before answering.
        elsewhere: a country is named, not as where someone comes from, whose law is not covered.
    """

    text: str
    jurisdiction: str | None
    conflict: tuple[str, ...] = ()
    elsewhere: bool = False


def understand(question: Question, places: Places) -> Understood:
    """Work out whose law a question is about and make a follow-up whole."""
    text = question.text
    if question.earlier and len(text.split()) <= _FOLLOW_UP_WORDS:
        text = f"{question.earlier[-1]} {text}"
    named = named_places(question.text, places) or named_places(" ".join(question.earlier), places)
    chosen = question.jurisdiction
    if chosen is None:
        place = _one(named)
        return Understood(text, place, () if place or not named else named, bool(not named and names_elsewhere(text, places)))
    reached = set(scope(chosen))
    inside = _one(tuple(n for n in named if chosen in scope(n)))
    if inside:  # chosen: the EU; named: Germany, where EU law applies with Germany's own
        return Understood(text, inside)
    if named and not reached.intersection(named):
        return Understood(text, chosen, named)
    return Understood(text, chosen)


def named_places(text: str, places: Places) -> tuple[str, ...]:
    """The jurisdictions a text names: by place or authority, else by law."""
    low = places.misleading.sub(" ", text.lower().replace("’", "'"))
    decides = tuple(place for place, words in places.decides if words.search(low))
    return decides or tuple(place for place, words in places.laws if words.search(low))


def names_elsewhere(text: str, places: Places) -> bool:
    """Whether a country that is not covered is named as a place, not as somebody's origin."""
    low = text.lower()
    return any(not low[: found.start()].rstrip().endswith(_ORIGIN) for found in places.elsewhere.finditer(low))


def _one(named: tuple[str, ...]) -> str | None:
    """The one place whose law takes in all that are named: Germany when Germany and the EU are."""
    fits = [n for n in named if set(named) <= set(scope(n))]
    return fits[0] if len(fits) == 1 else None
