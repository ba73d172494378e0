"""How hard and how long an answer is to read."""

from functools import lru_cache
from typing import Final

import pyphen
import regex

from rights_assistant.domain.answer import BlockKind
from rights_assistant.evaluation.cases import Case
from rights_assistant.evaluation.given import Given
from rights_assistant.evaluation.measures import Measured
from rights_assistant.evaluation.wording import sentences

_WORD = regex.compile(r"[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*")
_TOLD: Final = (BlockKind.SHORT_ANSWER, BlockKind.RULE, BlockKind.LIMIT, BlockKind.NEXT_STEP, BlockKind.DEADLINE, BlockKind.URGENT)
_LEAST_WORDS: Final = 30
"""Below this many words a grade says nothing."""


def reading_grade(case: Case, given: Given) -> Measured | None:
    """The Flesch-Kincaid grade of the answer's own lines, in English (Kincaid et al. 1975).

    0.39 words a sentence + 11.8 syllables a word - 15.59. Syllables are counted by the hyphenation
    of Liang's patterns, which finds a little fewer than a dictionary does.
    """
    if case.language != "en":
        return None
    parts = sentences(given.of_kind(*_TOLD))
    words = [w for s in parts for w in _WORD.findall(s)]
    if len(words) < _LEAST_WORDS:
        return None
    return Measured(0.39 * len(words) / len(parts) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59)


def answer_words(case: Case, given: Given) -> Measured:
    """How many words are seen."""
    return Measured(float(len(_WORD.findall(given.seen))))


def short_answer_words(case: Case, given: Given) -> Measured | None:
    """How many words the short answer has, where there is one."""
    short = given.of_kind(BlockKind.SHORT_ANSWER)
    return Measured(float(len(_WORD.findall(short)))) if short else None


@lru_cache(maxsize=50_000)
def syllables(word: str) -> int:
    """Syllables of an English word, at least one."""
    return len(_dictionary().positions(word.lower())) + 1


@lru_cache(maxsize=1)
def _dictionary() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_US", left=1, right=1)
