"""Whether a sentence says a thing: words in order, numbers and dates in any form, negation that agrees.

Deterministic, so that a figure can be rerun and every match can be shown. It knows no meaning: a
phrase is found by its words, so an expectation lists the alternatives that an honest writer may use.
tests/evaluation/test_matcher_by_hand.py holds pairs that were judged by hand, and the agreement.
"""

import re
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from rights_assistant.evaluation.wording import ANOTHER_CLAUSE, BREAKS, DENIES, Word, sentences, words

GAP: Final = 2
"""How many other words may stand between two words of a phrase."""

NEAR: Final = 4
"""How many words before the phrase a "not" may stand that denies it."""

_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_TAKEN_BACK = re.compile(r"(?:that|this|it) (?:is|was|'s) (?:wrong|false|not (?:true|right|so))\b|no[,.] ", re.IGNORECASE)
_CONDITION = re.compile(
    r"\b(?:if|unless|only when|possibly|perhaps|by itself|in (?:most|some|other) cases|depends on)\b|^(?:in|for) an? ",
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
    wanted = tuple(w for part in sentences(phrase) for w in words(part))
    content = tuple(w.stem for w in wanted if w.stem not in DENIES and w.stem not in BREAKS)
    if not content:
        raise ValueError(f"a phrase needs a word that is not a denial: {phrase!r}")
    denied = sum(w.stem in DENIES for w in wanted) % 2 == 1
    trailing = len(list(takewhile(DENIES.__contains__, (w.stem for w in reversed(wanted) if w.stem not in BREAKS))))
    whole = sentences(_QUOTED.sub(" ", text) if asserted else text)
    for sentence, after in zip(whole, [*whole[1:], ""], strict=False):
        if _TAKEN_BACK.match(after) or (asserted and sentence.endswith("?") and not after.startswith("Yes")):
            continue
        for said in _readings(sentence):
            if found := _in(content, denied, trailing, words(said)):
                return Match(phrase, sentence, found)
    return None


def find_any(phrases: tuple[str, ...], text: str) -> Match | None:
    """The first of several alternatives that a text says."""
    return next((found for p in phrases if (found := find(p, text))), None)


def find_claim(phrase: str, text: str) -> Match | None:
    """The first sentence that says a phrase of this person and without a condition or a reserve.

    "You have 60 days, if the matter arose abroad" is another statement than "you have 60 days".
    """
    sure = "\n".join(s for s in sentences(text) if not _CONDITION.search(s))
    return find(phrase, sure, asserted=True)


def _readings(sentence: str) -> list[str]:
    """The sentence, and the sentence without what is put in between two commas."""
    shorter = _PUT_IN.sub(" ", sentence, count=1)
    return [sentence] if shorter == sentence else [sentence, shorter]


def _in(content: tuple[str, ...], denied: bool, trailing: int, said: tuple[Word, ...]) -> str:
    """The words by which a sentence says the content, affirmed or denied as wanted, with so many denials after it at most."""
    for first in (n for n, w in enumerate(said) if _same(content[0], w.stem)):
        if (last := _follow(content[1:], said, first)) is None:
            continue
        last += sum(1 for _ in takewhile(lambda w: w.stem in DENIES, said[last + 1 : last + 1 + trailing]))
        if _denied(said, first, last) is denied and (not denied or _near(said, first, last)):
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
    """Whether the denial belongs to these words and not to another verb of the clause: "not" stands close, "nothing" anywhere."""
    close = said[max(0, first - NEAR) : last + 1]
    return any(w.stem in DENIES for w in close) or any(w.stem in ("nothing", "nobody", "none") for w in said[:first])
