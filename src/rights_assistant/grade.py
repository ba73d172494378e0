"""How hard English is to read: words, syllables, and the grade that they make."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import pyphen
import regex

_WORD = regex.compile(r"[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*")
LEAST_WORDS: Final = 30
"""Below this many words a grade says nothing."""


def words(text: str) -> list[str]:
    """The words of a text as people count them: no numbers, and "don't" is one."""
    return _WORD.findall(text)  # type: ignore[no-any-return]


def grade(sentences: Sequence[str]) -> float | None:
    """The Flesch-Kincaid grade of some English sentences (Kincaid et al. 1975), or nothing below `LEAST_WORDS`.

    0.39 words a sentence + 11.8 syllables a word - 15.59: about the years of school that a reader needs.
    """
    said = [w for s in sentences for w in words(s)]
    if len(said) < LEAST_WORDS:
        return None
    return 0.39 * len(said) / len(sentences) + 11.8 * sum(map(syllables, said)) / len(said) - 15.59


@lru_cache(maxsize=50_000)
def syllables(word: str) -> int:
    """Syllables of an English word, at least one.

    They are counted by the hyphenation of Liang's patterns, which finds a little fewer than a dictionary does.
    """
    return len(_dictionary().positions(word.lower())) + 1


@lru_cache(maxsize=1)
def _dictionary() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_US", left=1, right=1)
