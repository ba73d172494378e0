"""How much two texts say the same, by their words alone.

Words are compared by how they begin: cut after a few letters they stand for their forms (McNamee and Mayfield,
Character N-Gram Tokenization for European Language Text Retrieval, Information Retrieval 7, 2004).
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log
from typing import Final

NEAR_LETTERS: Final = 4
"""Letters that two words share at their beginning to be near: "refused", "refusal"."""
SAME_LETTERS: Final = 6
"""Letters that they share to be forms of one word."""
SAME_SHARE: Final = 0.9
"""The share of a line's words that stand in another on the same document, from which it says nothing new."""
SAME_STATEMENT_SHARE: Final = 0.75
"""The share that stand in lines on its very own statements: these can hardly say anything else."""

SAME_WORDS: Final = 10
"""In a line of fewer words every one of them counts: in short ones a single word turns the meaning."""

_WORD = re.compile(r"[^\W_]+")
_LIGHT: Final = frozenset([
    "a", "also", "an", "and", "any", "are", "as", "at", "be", "but", "by", "can", "do", "does", "for", "from", "has",
    "have", "how", "i", "if", "in", "is", "it", "its", "may", "me", "my", "no", "not", "of", "on", "only", "or", "so",
    "than", "that", "the", "their", "them", "then", "there", "they", "this", "to", "was", "were", "what", "when", "which",
    "who", "will", "with", "you", "your",
])  # fmt: skip
_WEIGHTY: Final = frozenset([
    "cannot", "never", "no", "nobody", "none", "nor", "not", "nothing", "only", "unless", "without", "except", "if", "or",
    "before", "after", "until", "must", "may", "can", "should", "always", "sometimes", "usually", "often", "possibly",
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "fourteen", "half",
])  # fmt: skip
"""Denials, conditions, strengths and numbers: a line that has one of them anew does say something new."""


def stems(text: str, letters: int = NEAR_LETTERS) -> frozenset[str]:
    """The words of a text that carry meaning, each cut after some letters."""
    return frozenset(w[:letters] for w in _WORD.findall(text.lower()) if w not in _LIGHT)


def nearness(asked: str, lines: Sequence[str]) -> list[float]:
    """How near each line is to what is asked, in order: the weights of the words they share, summed; zero where none is.

    What all lines share tells nothing, so a word weighs the more the fewer of the lines have it.
    """
    asks, said = stems(asked), [stems(line) for line in lines]
    having = Counter(stem for line in said for stem in line)
    return [sum(log(1 + len(said) / having[stem]) for stem in sorted(line & asks)) for line in said]


def _weighty(text: str) -> frozenset[str]:
    words = _WORD.findall(text)
    names = {w.lower() for w in words[1:] if w[0].isupper()}
    return frozenset(w for w in map(str.lower, words) if w in _WEIGHTY or w[0].isdigit()) | names


@dataclass(frozen=True, slots=True)
class Said:
    """A line that was said, and the statements it rests on, each as `id:line`."""

    text: str
    sources: frozenset[str]

    @property
    def documents(self) -> frozenset[str]:
        """The documents that those statements stand in."""
        return frozenset(source.rpartition(":")[0] for source in self.sources)


def says_again(line: Said, said: Iterable[Said]) -> bool:
    """Whether a line says only what was said.

    One line that rests on one of its documents has nearly all its words, or those together that rest on its very
    statements, and no other; and all its numbers, names, denials and conditions. A line that fails this may say something new.
    """
    known = list(said)
    if any(_covers(s.text, line.text) for s in known if s.documents & line.documents):
        return True
    same = [s for s in known if s.sources <= line.sources]
    whole = " ".join(s.text for s in same)
    every = line.sources <= frozenset[str]().union(*(s.sources for s in same))
    return every and _covers(whole, line.text, SAME_STATEMENT_SHARE, short=0)


def _covers(whole: str, text: str, share: float = SAME_SHARE, short: int = SAME_WORDS) -> bool:
    words = stems(text, SAME_LETTERS)
    plain = frozenset(w.lower() for w in _WORD.findall(whole))
    least = len(words) if len(words) < short else share * len(words)
    return _weighty(text) <= plain and len(words & stems(whole, SAME_LETTERS)) >= least
