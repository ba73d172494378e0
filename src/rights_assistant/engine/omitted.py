"""What a draft leaves out of the reviewed words: a condition, an exception, a contrast, a denial, a period.

An answer that is true and cited, and silent on the condition, is an answer for the wrong person. So each clause of
the reviewed words that limits must leave a trace somewhere in the draft.
"""

from collections.abc import Iterable, Iterator
from typing import Final

import regex

from rights_assistant.support.claim import read

_CLAUSE: Final = regex.compile(
    r"\s*[;:]\s+|,\s+|\s+(?=(?:but|unless|except|although|because|if|when|where)\b)|\s+and\s+(?=\p{L}+ (?:not|no)\b)"
)
_LIMITS: Final = regex.compile(
    r"\b(?:not|no|nobody|nothing|never|neither|nor|cannot|without|but|unless|except|only|if|when|where|although|alone|until|before|possibly|sometimes"
    r"|depends?|first|keeps?)\b|\d",
    regex.IGNORECASE,
)
_TRACE: Final = 0.5
"""The share of a clause's words that the draft must hold: less, and it may speak of something else."""


def clauses(sentence: str) -> Iterator[str]:
    """The clauses of a sentence that limit what it says."""
    for clause in _CLAUSE.split(sentence):
        if clause and _LIMITS.search(clause):
            yield clause


def lost(reviewed: Iterable[str], drafted: Iterable[str]) -> int:
    """How many limiting clauses of the reviewed sentences have left no trace in the drafted ones."""
    said = [read(s) for s in drafted]
    words = frozenset[str]().union(*(s.words for s in said))
    figures = frozenset[str]().union(*(s.figures for s in said))
    wanted = [read(c) for sentence in reviewed for c in clauses(sentence)]
    return sum(len(c.words & words) < _TRACE * len(c.words) or not c.figures <= figures for c in wanted)
