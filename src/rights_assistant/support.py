"""Whether a sentence of a draft is supported by the passages that it cites."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import regex
import Stemmer

from rights_assistant.knowledge.figures import seen
from rights_assistant.ports import Entailment
from rights_assistant.sentences import MARKER, cut

THRESHOLD: Final = 0.7
_MARKERS: Final = regex.compile(rf"\s*{MARKER}")
_NEVER: Final = regex.compile(r"https?:|www\.|<[a-z!/]|!\[|\]\(|\S@\S+\.\w", regex.IGNORECASE)
_WORD: Final = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_DENIES: Final = frozenset("not no never nor neither none nothing nobody without cannot unless only".split())
_LIGHT: Final = frozenset(
    "a an the of to in on at for by with and or is are was were be been it its this that you your do does has have had as from".split()
)
_stem = Stemmer.Stemmer("english")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a sentence is supported, how far its words are found (0..1), and the rule that failed, in words."""

    supported: bool
    score: float
    reason: str


def check(sentence: str, passages: Sequence[str], *, entails: Entailment | None = None) -> Verdict:
    """Whether the passages carry what a sentence says."""
    claim = _MARKERS.sub("", sentence).strip()
    if not _WORD.search(claim):
        return Verdict(False, 0.0, "it says nothing")
    if _NEVER.search(claim):
        return Verdict(False, 0.0, "it holds an address, a link or markup")
    wanted = {f.form for f in seen(claim)}
    denials = _denials(claim)
    words = _content(claim)
    best = Verdict(False, 0.0, "no passage")
    evidence = [s for p in passages for s in cut(p)]
    pairs = [(a, b) for n, a in enumerate(evidence) for b in evidence[n:]]
    for pair in pairs:
        text = " ".join(dict.fromkeys(pair))
        score = len(words & _content(text)) / max(1, len(words))
        if score <= best.score and not best.supported:
            continue
        reason = ""
        if missing := wanted - {f.form for f in seen(text)}:
            reason = f"the passages do not hold {', '.join(sorted(missing))}"
        elif denials != _denials(text):
            reason = "it denies what the passages affirm, or the other way round"
        elif score < THRESHOLD:
            reason = "too few of its words are in the passages"
        verdict = Verdict(not reason, score, reason)
        if verdict.supported:
            return verdict
        best = max(best, verdict, key=lambda v: v.score)
    return best


def _denials(text: str) -> frozenset[str]:
    return frozenset(w for w in _WORD.findall(text.lower()) if w in _DENIES)


def _content(text: str) -> frozenset[str]:
    return frozenset(_stem.stemWord(w) for w in _WORD.findall(text.lower()) if w not in _LIGHT)
