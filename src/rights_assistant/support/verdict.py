"""Whether a sentence of a draft is supported by the passages that it cites.

The sentence is held against each sentence of the passages by the rules of `RULES`; one that joins
two statements is taken apart at its joins, and each part must stand. Rules that are `hard` hold
whatever a cross-encoder thinks. Entailment by rules is no understanding: what is too freely worded
is struck although it is true. evals/support holds the pairs that it is measured on.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import regex

from rights_assistant.ports import Entailment
from rights_assistant.sentences import MARKER, cut
from rights_assistant.support.admissible import malformed
from rights_assistant.support.agreement import RULES
from rights_assistant.support.claim import Claim, read
from rights_assistant.support.ground import Ground, closeness, share

THRESHOLD: Final = 0.82
"""The least share of a sentence's words that its passage must hold; fitted by `rights-assistant eval support`."""
ENTAILED: Final = 0.5
"""The least probability of a cross-encoder: it thinks the sentence more likely to follow than not."""

_MARKERS: Final = regex.compile(rf"[\s,;]*{MARKER}")
_WORD: Final = regex.compile(r"\p{L}")
_JOINS: Final = regex.compile(r"\s*[,;]\s+(?:and|but|while)\s+|\s*;\s+|\s+(?:and|but)\s+")
_SEGMENTS: Final = regex.compile(
    r",\s+(?:and|but)\s+(?=(?:an?|the|it|you|they|nobody|may|must|can|section|article)\b)", regex.IGNORECASE
)
_SEMICOLON: Final = regex.compile(r"\s*;\s+")
_VERB: Final = regex.compile(r"\b(?:must|may|can|could|should|is|are|was|were|has|have|had|does|do|cannot)\b(?: not\b)?")
_OWN_SUBJECT: Final = regex.compile(r"(?:an?|the|you|it|they|this|that|these|no|nobody|its|your|section|article)\b|\p{Lu}")
_MOST_JOINS: Final = 12


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a sentence is supported, how far its words are found (0..1), and the rule that failed, in words."""

    supported: bool
    score: float
    reason: str


_NOTHING: Final = (False, 0.0, 0.0, Verdict(False, 0.0, "none of its words are in the passages"))


def check(sentence: str, passages: Sequence[str], *, entails: Entailment | None = None) -> Verdict:
    """Whether the passages carry what a sentence says.

    Args:
        sentence: one sentence of a draft; its markers are passed over.
        passages: the passages that it cites, as the model was shown them.
        entails: a cross-encoder; where given, its probability stands for the rules that are not hard.
    """
    verdict = weigh(sentence, passages, THRESHOLD, hard_only=entails is not None)
    if entails is None or not verdict.supported:
        return verdict
    claim = _bare(sentence)
    probability = max(entails.entails(p, claim) for p in passages)
    return Verdict(probability >= ENTAILED, probability, "" if probability >= ENTAILED else "its passages do not entail it")


def weigh(sentence: str, passages: Sequence[str], least: float, *, hard_only: bool = False) -> Verdict:
    """The verdict by the rules alone, with another least share of words than the one that was fitted."""
    text = _bare(sentence)
    if reason := malformed(text):
        return Verdict(False, 0.0, reason)
    grounds = tuple(g for p in passages for g in _grounds(p))
    if not grounds:
        return Verdict(False, 0.0, "it cites no passage")
    return _parts(text, grounds, 0.0 if hard_only else least, hard_only)


def _bare(sentence: str) -> str:
    return str(_MARKERS.sub("", sentence)).strip(" \t-*•_#>")


@lru_cache(maxsize=2_000)
def _grounds(passage: str) -> tuple[Ground, ...]:
    """The sentences of a passage, and the parts of those that say two things."""
    around = read(passage)
    grounds: dict[str, Ground] = {}
    for whole in (s for s in cut(passage) if _WORD.search(s)):
        parts = _SEMICOLON.split(whole)
        for said in (whole, *(p for part in parts for p in (part, *_segments(part)))):
            grounds.setdefault(said, Ground(read(said), around, joined=len(parts) > 1 and said == whole))
    return tuple(grounds.values())


def _segments(sentence: str) -> list[str]:
    """The parts of a sentence that stand for themselves; none where a restriction may reach over a join."""
    parts = _SEGMENTS.split(sentence)
    free = not read(sentence).exceptions and not read(parts[-1]).narrowed
    return [p for p in parts if len(read(p).words) > 2] if len(parts) > 1 and free else []


def _parts(text: str, grounds: Sequence[Ground], least: float, hard_only: bool) -> Verdict:
    """The verdict on a sentence as a whole; failing that, on its parts, all of which must stand."""
    whole = _best(read(text), grounds, least, hard_only)
    if whole.supported:
        return whole
    for parts in _cuts(text):
        verdicts = [_best(read(p), grounds, least, hard_only) for p in parts]
        if all(v.supported for v in verdicts):
            return Verdict(True, min(v.score for v in verdicts), "")
    return whole


def _cuts(text: str) -> Iterator[list[str]]:
    """A sentence cut in two at each of its joins; the second part takes over what the first is of."""
    for join in list(_JOINS.finditer(text))[:_MOST_JOINS]:
        first, second = text[: join.start()].strip(), text[join.end() :].strip()
        begun = _VERB.search(first)
        if begun and not _OWN_SUBJECT.match(second) and not _VERB.match(second):
            second = f"{first[: begun.end()]} {second}"
        if not begun and join[0].strip() == "and":
            continue
        if len(read(first).words) >= 2 and len(read(second).words) >= 2:
            yield [first, second]


def _best(claim: Claim, grounds: Sequence[Ground], least: float, hard_only: bool) -> Verdict:
    """The verdict by the ground that carries most of the claim, unless one that speaks more of it limits or contradicts it."""
    best, against = _NOTHING, _NOTHING
    for ground in (g for g in grounds if not g.joined or ";" in claim.tokens):
        score, near = share(claim, ground), closeness(claim, ground)
        failed = next(((r, why) for r in RULES if (r.hard or not hard_only) and (why := r.fails(claim, ground))), None)
        reason = failed[1] if failed else ""
        if not reason and score < least:
            reason = "too few of its words are in the passages"
        found = (not reason, score, near, Verdict(not reason, score, reason))
        best = max(best, found, key=lambda f: f[:3])
        if failed and failed[0].contradicts:
            against = max(against, found, key=lambda f: f[:3])
    return against[3] if against[1:3] > best[1:3] else best[3]
