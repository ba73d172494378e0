"""What belongs to what in a sentence: a number to its bound and its condition, a "not" to its word, "can" to who can.

`support` asks whether a sentence is carried by its passages as a whole. These rules look at the joints, which a
draft may swap while every word of it stands in the passages. They are strict: a true sentence in too free words fails.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

import regex

from rights_assistant.sentences import cut
from rights_assistant.support.claim import read
from rights_assistant.support.lexis import words

_TOKEN: Final = regex.compile(r"\d+(?:[.,/]\d+)*|[\p{L}\p{M}]+(?:['’]\p{L}+)*")
_LIGHT: Final = words(
    "a an the of to be is are was were been it its this that these those you your do does did has have had will would can may must"
    " should could or"
)
_DENY: Final = words("no not never cannot can't don't doesn't isn't aren't without neither nor")
_DENY_AFTER: Final = words("nobody nothing none")
_BOUNDS: Final = {
    "within": "most", "up to": "most", "at most": "most", "no more than": "most", "not more than": "most",
    "no later than": "most",
    "more than": "more", "over": "more", "beyond": "more", "at least": "least", "no less than": "least", "not less than": "least",
    "less than": "less", "under": "less", "fewer than": "less", "since": "since", "from": "since",
    "until": "until", "till": "until",
    "before": "before", "after": "after", "about": "about", "around": "about", "only": "only", "every": "every",
}  # fmt: skip
_LONGEST_FIRST: Final = "|".join(sorted(map(regex.escape, _BOUNDS), key=len, reverse=True))
_BOUND: Final = regex.compile(rf"\b({_LONGEST_FIRST})\s+(\d+(?:[.,/]\d+)*)")
_PERIOD: Final = regex.compile(r"\b(\d+)\s+(?:\w+\s+)?(hour|day|week|month|year)s?\b")
_FRAME: Final = regex.compile(
    r"\bargu\w*|\bclaim(?:s|ed) that\b|\breport(?:s|ed)?\b|\baccording\b|\bopinion\b|\bcould not be confirmed\b|\bnot confirmed\b"
    r"|\b(?:ircc|cbsa|department|agency|office|authority|authorities|press|firms?|lawyers?|government|minister|paper|inventory|page|website"
    r"|commission|judges?) (?:says?|states?|say|state)\b"
)
_POWER: Final = regex.compile(r"\b([\p{L}]+) (can|may|could|must|should|shall) (?!be\b)\w+ (?:you|your)\b")
_POWERS: Final = {"can": "can", "may": "can", "could": "can", "must": "must", "should": "must", "shall": "must", "to": "must"}
_WHO_IS_OPEN: Final = words("you it they that who which this he she there and or but not")
_CLAUSES: Final = regex.compile(r"[;:,]\s+|\s+but\s+")
_TWICE: Final = regex.compile(r"\b(\p{L}+)(?:\s+(?:or|and|not|always))?\s+\1\b")
_INSERTED: Final = regex.compile(r"\(([^()]*)\)|[–-] ([^–-]*) [–-]")
_ABSOLUTE: Final = words(
    "always never every all each any everyone everybody nobody whatever automatically immediately certainly completely fully"
    " entirely absolutely exactly simply easily free freely must"
)
_FAMILIES: Final[tuple[dict[str, str], ...]] = (
    {"can": "can", "may": "can", "could": "can", "might": "can", "must": "must", "shall": "must", "should": "should"},
    {"if": "if", "when": "if", "where": "if", "once": "if", "unless": "unless", "except": "unless"},
    {"before": "before", "after": "after", "until": "until", "since": "since"},
    {"no": "no", "a": "a", "an": "a", "the": "a"},
    {"every": "all", "all": "all", "each": "all", "some": "some", "many": "some", "most": "some", "few": "some", "several": "some"},
)
"""Words that say how something holds, in families of which each member says something else."""
_LIKE: Final = 0.7
"""The share of a sentence's words from which a sentence of a passage is taken to say the same."""


def fault(text: str, passages: Sequence[str]) -> str:
    """Which joint of a sentence its passages do not have, in words that hold nothing of the sentence; or nothing."""
    said = [s.lower() for p in passages for s in cut(p)]
    if text.lower() in said:
        return ""
    return next((why for why, broken in _RULES if broken(text.lower(), said)), "")


def _bound(text: str, said: Sequence[str]) -> bool:
    known = {(_BOUNDS[m[1]], m[2]) for s in said for m in _BOUND.finditer(s)}
    return any((_BOUNDS[m[1]], m[2]) not in known for m in _BOUND.finditer(text))


def _condition(text: str, said: Sequence[str]) -> bool:
    """Whether a period stands with words of another period, and with none that are its own alone."""
    around: dict[str, list[frozenset[str]]] = {}
    for part in (part for s in said for part in _by_period(s)):
        for number in _periods(part):
            around.setdefault(number, []).append(frozenset(_TOKEN.findall(part)) - _periods(part))
    for part in _by_period(text):
        here, held = frozenset(_TOKEN.findall(part)), _periods(part) & around.keys()
        if len(held) != 1:
            continue
        [number] = held
        others = [sets for other, sets in around.items() if other != number]
        anywhere_else = frozenset[str]().union(*(w for sets in others for w in sets))
        own = frozenset.intersection(*around[number]) - anywhere_else
        foreign = frozenset[str]().union(*(frozenset.intersection(*sets) for sets in others)).difference(*around[number])
        if here & foreign and not here & own:
            return True
    return False


def _periods(part: str) -> frozenset[str]:
    return frozenset(m[1] for m in _PERIOD.finditer(part))


def _by_period(sentence: str) -> list[str]:
    """A sentence of several periods in parts with one each; one of a single period as it is."""
    if len(_periods(sentence)) < 2:
        return [sentence]
    return list(map(str, regex.split(r"[,;]\s*|\s+(?:and|but|or)\s+", sentence)))


def _denied(sentence: str) -> tuple[set[str], set[str]]:
    """The words of weight in a sentence that are denied, and those that are not."""
    tokens = _TOKEN.findall(sentence)
    denied: set[int] = set()
    for at, token in enumerate(tokens):
        if token in _DENY:
            denied |= set(next(([n] for n in range(at + 1, min(at + 4, len(tokens))) if tokens[n] not in _LIGHT | _DENY), []))
        elif token in _DENY_AFTER and at:
            denied.add(at - 1)
    weighty = {n for n, t in enumerate(tokens) if t not in _LIGHT | _DENY | _DENY_AFTER}
    return {tokens[n].rstrip("s") for n in weighty & denied}, {tokens[n].rstrip("s") for n in weighty - denied}


def _denial(text: str, said: Sequence[str]) -> bool:
    """Whether a word is denied that no passage denies, or affirmed that every passage denies."""
    pairs = [_denied(s) for s in said]
    denied = frozenset[str]().union(*(d for d, _ in pairs))
    affirmed = frozenset[str]().union(*(a for _, a in pairs))
    near_one = frozenset[str]().union(*(set[str]().union(*_denied(c)) for s in said for c in _CLAUSES.split(s) if _denies(c)))
    here_denied, here_affirmed = _denied(text)
    return bool(here_denied & (affirmed - near_one)) or bool((here_affirmed - here_denied) & (denied - affirmed))


def _denies(sentence: str) -> bool:
    return not (_DENY | _DENY_AFTER).isdisjoint(_TOKEN.findall(sentence))


def _governed(sentence: str, family: dict[str, str]) -> set[tuple[str, str]]:
    """The words of a family in a sentence, each with the word of weight after it, or before it where none follows."""
    tokens = _TOKEN.findall(sentence)
    pairs = set()
    for at, token in enumerate(tokens):
        if token in family:
            after = [t for t in tokens[at + 1 : at + 6] if t not in _LIGHT | _DENY and t not in family]
            before = [t for t in reversed(tokens[max(0, at - 4) : at]) if t not in _LIGHT | _DENY]
            pairs |= {(family[token], w) for w in (after or before)[:1]}
    return pairs


def _governor(text: str, said: Sequence[str]) -> bool:
    """Whether a word is governed by "must", "unless" or "before" here, and in the passages only by another of its family."""
    for family in _FAMILIES:
        known = {pair for s in said for pair in _governed(s, family)}
        for how, word in _governed(text, family):
            others = {h for h, w in known if w == word}
            if others and how not in others:
                return True
            if how in ("unless", "must") and how not in {h for h, _ in known}:
                return True
    return False


def _absolute(text: str, said: Sequence[str]) -> bool:
    known = {t for s in said for t in _TOKEN.findall(s)}
    return not _ABSOLUTE & set(_TOKEN.findall(text)) <= known


def _foreign(text: str, said: Sequence[str]) -> bool:
    """Whether a word of weight is neither in the passages nor an everyday word for one that is (`lexis`)."""
    return not read(text).words <= read(" ".join(_BOUNDS)).words.union(*(read(s).words for s in said))


def _framed(text: str, said: Sequence[str]) -> bool:
    """Whether something is said outright that the passages only report, argue or propose."""
    if _FRAME.search(text):
        return False
    mine = {t for t in _TOKEN.findall(text) if t not in _LIGHT}
    like = [s for s in said if len(mine & set(_TOKEN.findall(s))) >= _LIKE * len(mine)]
    return bool(like) and all(_FRAME.search(s) for s in like)


def _power(text: str, said: Sequence[str]) -> bool:
    """Whether somebody can or must who, in the passages, neither can nor must."""
    known = {(t[0], _POWERS[t[1]]) for s in said for t in _pairs(s) if t[1] in _POWERS}
    return any(m[1] not in _WHO_IS_OPEN and (m[1], _POWERS[m[2]]) not in known for m in _POWER.finditer(text))


def _pairs(sentence: str) -> list[tuple[str, str]]:
    tokens = _TOKEN.findall(sentence)
    return list(pairwise(tokens))


def _stammers(text: str, said: Sequence[str]) -> bool:
    """Whether a word stands twice side by side that does not in the passages: what a swapped name or a second "not" leaves."""
    return any(not any(m[0] in s for s in said) for m in _TWICE.finditer(text))


def _inserted(text: str, said: Sequence[str]) -> bool:
    """Whether a remark in brackets or between dashes is not one of the passages' own."""
    return any(not any((m[1] or m[2] or "").strip() in s for s in said) for m in _INSERTED.finditer(text))


_RULES: Final[tuple[tuple[str, Callable[[str, Sequence[str]], bool]], ...]] = (
    ("a number has a bound that its passages do not set", _bound),
    ("a period stands with the condition of another", _condition),
    ("a “not” belongs to another word", _denial),
    ("what is only reported or argued is said outright", _framed),
    ("somebody can or must who does not in its passages", _power),
    ("“must”, “unless” or “before” governs what another word governs in its passages", _governor),
    ("an absolute word is not its passages' own", _absolute),
    ("a word stands twice side by side", _stammers),
    ("a remark is put in that its passages do not make", _inserted),
    ("it brings in a word that its passages do not hold", _foreign),
)
