"""Whether a sentence says a thing: words in order, numbers and dates in any form, negation that agrees.

Deterministic, so that a figure can be rerun and every match can be shown. It knows no meaning: a
phrase is found by its words, so an expectation lists the alternatives that an honest writer may use.
tests/evaluation/test_matcher_by_hand.py holds pairs that were judged by hand, and the agreement.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from typing import Final

from rights_assistant.evaluation.wording import ANOTHER_CLAUSE, BREAKS, DENIES, LIGHT, NOBODY, Word, sentences, words

GAP: Final = 2
"""How many other words may stand between two words of a phrase."""

NEAR: Final = 4
"""How many words before the phrase a "not" may stand that denies it."""

_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_TAKEN_BACK = re.compile(r"(?:that|this|it) (?:is|was|'s) (?:wrong|false|not (?:true|right|so))\b|no[,.] ", re.IGNORECASE)
_CONDITION = re.compile(
    r"\b(?:if|unless|whether|only when|possibly|perhaps|unlikely|by itself|in (?:most|some|other) cases|depends on)\b"
    r"|^(?:in|for) an? ",
    re.IGNORECASE,
)
_PUT_IN = re.compile(r", [^,]{1,60},(?= )")


@dataclass(frozen=True, slots=True)
class Match:
    """That a phrase was found: the phrase, the sentence, and the words of it that were matched."""

    phrase: str
    sentence: str
    words: str

    def __str__(self) -> str:
        return f"{self.phrase!r} by “{self.words}” in “{self.sentence}”"


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A phrase as it is looked for: its content words, whether it denies, how many denials end it."""

    content: tuple[str, ...]
    denied: bool
    trailing: int


@lru_cache(maxsize=20_000)
def _wanted(phrase: str) -> _Wanted:
    stems = [w.stem for part in sentences(phrase) for w in words(part) if w.stem not in BREAKS]
    content = tuple(s for s in stems if s not in DENIES)
    if not content:
        raise ValueError(f"a phrase needs a word that is not a denial: {phrase!r}")
    trailing = len(list(takewhile(DENIES.__contains__, reversed(stems))))
    return _Wanted(content, (len(stems) - len(content)) % 2 == 1, trailing)


def find(phrase: str, text: str, *, asserted: bool = False) -> Match | None:
    """The first sentence of a text that says a phrase, or nothing.

    The words of the phrase stand in the sentence in order, with at most two others between
    neighbours; what is put in between two commas may be passed over. Articles and "do" and "will" do not
    count, forms of a word are equal, and so are numbers and dates however they are written. A sentence
    that denies what the phrase affirms, or the reverse, does not match: the denials in the clause up
    to the last matched word must be even or odd alike. A phrase that ends in denials ("stops no") has
    those right after its last word counted too. Nor does a sentence match that the next calls wrong.

    Args:
        asserted: pass over questions and words in quotation marks too, because to ask or to quote a
            falsehood is not to say it. What must be said may well be a question.

    Raises:
        ValueError: when the phrase has no word to look for.
    """
    wanted = _wanted(phrase)
    whole = _unquoted(text) if asserted else sentences(text)
    for sentence, after in zip(whole, [*whole[1:], ""], strict=False):
        if _TAKEN_BACK.match(after) or (asserted and sentence.endswith("?") and not after.startswith("Yes")):
            continue
        for said in _readings(sentence):
            if found := _in(wanted, words(said)):
                return Match(phrase, sentence, found)
    return None


@lru_cache(maxsize=10_000)
def _unquoted(text: str) -> tuple[str, ...]:
    return sentences(_QUOTED.sub(" ", text))


def find_any(phrases: tuple[str, ...], text: str) -> Match | None:
    """The first of several alternatives that a text says."""
    return next((found for p in phrases if (found := find(p, text))), None)


def find_claim(phrase: str, text: str) -> Match | None:
    """The first sentence that says a phrase of this person and without a condition or a reserve.

    "You have 60 days, if the matter arose abroad" is another statement than "you have 60 days".
    """
    return find(phrase, _without_conditions(text), asserted=True)


@lru_cache(maxsize=1_000)
def _without_conditions(text: str) -> str:
    return "\n".join(s for s in sentences(text) if not _CONDITION.search(s))


@lru_cache(maxsize=50_000)
def _readings(sentence: str) -> list[str]:
    """The sentence, and the sentence without what is put in between two commas."""
    shorter = _PUT_IN.sub(" ", sentence, count=1)
    return [sentence] if shorter == sentence else [sentence, shorter]


def _in(wanted: _Wanted, said: tuple[Word, ...]) -> str:
    """The words by which a sentence says what is wanted, affirmed or denied alike."""
    for first in (n for n, w in enumerate(said) if _same(wanted.content[0], w.stem)):
        if (last := _follow(wanted.content[1:], said, first)) is None:
            continue
        last += sum(1 for _ in takewhile(lambda w: w.stem in DENIES, said[last + 1 : last + 1 + wanted.trailing]))
        if _denied(said, first, last) is wanted.denied and (not wanted.denied or _near(said, first, last)):
            return " ".join(w.seen for w in said[first : last + 1] if w.stem not in BREAKS)
    return ""


def _follow(content: tuple[str, ...], said: tuple[Word, ...], at: int) -> int | None:
    """Where the last of the content words stands when each follows the one before within the gap."""
    if not content:
        return at
    between = 0
    for n in range(at + 1, len(said)):
        if _same(content[0], said[n].stem) and (last := _follow(content[1:], said, n)) is not None:
            return last
        between += said[n].stem not in BREAKS and said[n].stem not in DENIES
        if between > GAP:
            return None
    return None


def _same(wanted: str, word: str) -> bool:
    """Equal, or a month or a year of the date that is said."""
    if word.startswith("@"):
        return word == wanted or word.startswith(f"{wanted}-" if wanted.startswith("@") else f"@{wanted}-")
    return word == wanted


def _denied(said: tuple[Word, ...], first: int, last: int) -> bool:
    """Whether what stands from first to last is denied there: by a word in it, or before it in its clause."""
    start = first
    while start > 0 and said[start - 1].stem not in BREAKS and said[start - 1].seen not in ANOTHER_CLAUSE:
        start -= 1
    return sum(w.stem in DENIES for w in said[start : last + 1]) % 2 == 1


def _near(said: tuple[Word, ...], first: int, last: int) -> bool:
    """Whether the denial belongs to these words and not to another verb of the clause.

    "Not" stands among them, or before them with nothing but light words between: "it does not stop the
    appeal" is no "no appeal". "Nothing" and "nobody" may stand anywhere before.
    """
    if any(w.stem in DENIES for w in said[first : last + 1]) or any(w.stem in NOBODY for w in said[:first]):
        return True
    before = [n for n in range(max(0, first - NEAR), first) if said[n].stem in DENIES]
    return bool(before) and all(w.seen in LIGHT or w.stem in DENIES for w in said[before[-1] : first])
