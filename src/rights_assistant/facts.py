"""What a person told that decides between two time limits; in doubt, nothing."""

import re

from rights_assistant.domain.document import CONTRARY
from rights_assistant.domain.question import Question
from rights_assistant.prompts import Fact, Facts, Places

_SENTENCE = re.compile(r"[.!?;\n]+(?:\s|$)")
_BEFORE = 40
"""How many characters before a statement are looked at for what makes it a supposition."""


def told(question: Question, place: str | None, facts: Facts, places: Places) -> frozenset[str]:
    """The decisive facts that a conversation tells in clear words, by name.

    Two that exclude each other are no clear statement: neither is told. Without a place nothing is inside or outside of it.
    """
    if place is None:
        return frozenset()
    said = [_marked(text, place, facts, places) for text in (*question.earlier, question.text)]
    others = any(facts.others.search(text) for text in said)
    found = {f.name for f in facts.facts if any(_states(text, f, facts, others=others) for text in said)}
    return frozenset(name for name in found if CONTRARY[name] not in found)


def _marked(text: str, place: str, facts: Facts, places: Places) -> str:
    """A text in small letters with HERE for the country's names and cities, and THERE for all others."""
    low = places.misleading.sub(" THERE ", text.lower().replace("’", "'"))
    groups = (*places.countries, *places.cities)
    for words in (words for name, words in groups if name == place):
        low = words.sub("HERE", low)
    for words in (
        *(words for name, words in groups if name != place),
        *(words for _, words in places.systems),
        places.elsewhere,
        facts.abroad,
    ):
        low = words.sub("THERE", low)
    return re.sub(r"[,\s]+", lambda m: ", " if "," in m[0] else " ", low)


def _states(text: str, fact: Fact, facts: Facts, *, others: bool) -> bool:
    """Whether a sentence of a text states a fact; with another person in the question only where something was done counts."""
    patterns = fact.done if others else (*fact.own, *fact.done)
    return any(
        not facts.supposes.search(sentence[max(0, m.start() - _BEFORE) : m.start()])
        for sentence in _SENTENCE.split(text)
        for pattern in patterns
        for m in pattern.finditer(sentence)
    )
