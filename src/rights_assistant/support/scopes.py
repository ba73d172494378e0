"""What the words of a sentence govern: what is denied, narrowed, put under a condition; what must and may be done, and by whom."""

from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from rights_assistant.support import lexis
from rights_assistant.support.tokens import verb, word

_BREAKS: Final = lexis.words(", ; : ( ) — – .") | lexis.words(
    "but because although though while so unless except if when where which who that until whether and"
)
_MODALS: Final = lexis.MUST | lexis.MAY | lexis.SHOULD
_BEGINS: Final = lexis.words("that and if whether")
"""What may stand between a denial and what it denies."""
_ENDS: Final = _BREAKS - lexis.words(", and") | _MODALS
_SOFT: Final = lexis.words("very always ever also then so yet automatically")
_NOT_ADVERBS: Final = lexis.words("apply reply supply rely comply imply family assembly ally july only early daily likely unlikely")
_VERBS: Final = _MODALS | lexis.words("is are was were has have had does do did will")
_STOPS: Final = lexis.words(", ; :")
_SHORT, _COMMA, _AND = (lexis.words(w) for w in ("without", ",", "and"))
_FARTHEST: Final = 40
_NEAR: Final = 2
_REACH: Final = 5


@dataclass(frozen=True, slots=True)
class Scope:
    """What a word governs: the words right after it, and all that it can reach in its clause."""

    near: tuple[str, ...]
    reach: frozenset[str]


def _soft(token: str) -> bool:
    """Whether a token may stand between a modal or a denial and its verb and change neither."""
    return token in _SOFT or (token.endswith("ly") and token not in _NOT_ADVERBS)


def scopes(tokens: tuple[str, ...], markers: frozenset[str]) -> list[Scope]:
    """What each marker governs, to the end of its clause; a list with `or` is governed to its end."""
    found = []
    for at, token in enumerate(tokens):
        if token not in markers:
            continue
        after = _governed(tokens[at + 1 : at + _FARTHEST], token in lexis.NOBODY)
        listed = "or" in after or token in lexis.NOBODY
        words = [w for t in after if not _soft(t) and (w := verb(t))]
        before = [w for t in tokens[max(0, at - 1) : at] if (w := verb(t))]
        strong = [w for w in words if w not in lexis.WEAK] or words
        near = tuple(strong if listed else strong[:_NEAR])
        reach = frozenset(words if listed else words[: _NEAR if token in _SHORT else _REACH])
        noun = token in ("no", "none", "nothing") or not words
        found.append(Scope(near, reach | frozenset(before if noun else ())))
    return found


def _governed(tokens: tuple[str, ...], whole: bool) -> list[str]:
    """The tokens up to the end of a clause; a comma ends none where an `or` follows in the same list."""
    taken: list[str] = []
    for at, token in enumerate(tokens):
        started = any(verb(t) for t in taken)
        listed = started and "or" in takewhile(lambda t: t not in _ENDS, tokens[at:])
        if (listed and token in _COMMA) or (whole and token in _AND) or (not started and token in _BEGINS):
            continue
        if token in _BREAKS or (token in _MODALS and started):
            break
        taken.append(token)
    return taken


def around(tokens: tuple[str, ...], markers: frozenset[str]) -> list[Scope]:
    """What each marker stands beside, on either side."""
    found = []
    for at, token in enumerate(tokens):
        if token in markers:
            after = [w for t in tokens[at + 1 : at + 8] if (w := word(t))][:3]
            before = [w for t in tokens[max(0, at - 6) : at] if (w := word(t))][-2:]
            found.append(Scope(tuple(after), frozenset(after + before)))
    return found


def clauses(tokens: tuple[str, ...], markers: frozenset[str]) -> list[frozenset[str]]:
    """The words of each clause that a marker opens."""
    found = []
    for at, token in enumerate(tokens):
        if token in markers:
            inside: list[str] = []
            for other in tokens[at + 1 :]:
                if other in (",", ";", ":", ".") or (other in markers and inside):
                    break
                inside.append(other)
            content = frozenset(w for t in inside if (w := word(t)))
            denied = frozenset(f"not {t}" for t in inside if t in lexis.DENIES)
            if content or denied:
                found.append(content | denied)
    return found


def modality(tokens: tuple[str, ...]) -> list[tuple[str, str]]:
    """The modal classes with the verb that each governs."""
    classes = (("must", lexis.MUST), ("should", lexis.SHOULD), ("may", lexis.MAY))
    found = []
    for at, token in enumerate(tokens):
        kind = next((name for name, members in classes if token in members), "")
        governed = next((w for t in tokens[at + 1 : at + 7] if not _soft(t) and (w := verb(t))), "") if kind else ""
        if governed:
            found.append((kind, governed))
    return found


def agents(tokens: tuple[str, ...]) -> list[tuple[str, bool]]:
    """Each verb under a modal with whether the person acts; passives are turned, and who lets others act is left out."""
    found = []
    for at, token in enumerate(tokens):
        if token not in _MODALS or at == 0:
            continue
        rest = [t for t in tokens[at + 1 : at + 7] if not _soft(t) and t != "not"]
        governed = next((w for t in rest if (w := verb(t))), "")
        you = tokens[at - 1] == "you" and not frozenset(tokens[max(0, at - 4) : at - 1]) & frozenset(("that", "who", "which"))
        passive = rest[:1] in (["be"], ["get"])
        if governed and (not passive or you) and not (rest and rest[0] in lexis.CAUSES):
            found.append((governed, you and not passive))
    return found


def subject(tokens: tuple[str, ...]) -> list[str]:
    """The words between the last comma and the first verb that can be told: a modal or an auxiliary."""
    begun = 0
    for at, token in enumerate(tokens):
        if token in _STOPS:
            begun = at + 1
        elif token in _VERBS:
            condition = lexis.CONDITIONS & frozenset(tokens[begun:at])
            return [] if condition else [w for t in tokens[begun:at] if (w := word(t))]
    return []


def places(tokens: tuple[str, ...]) -> list[tuple[str, bool]]:
    """Each word that stands right after in or outside, with whether something is in it."""
    found = []
    for at, token in enumerate(tokens):
        if token in lexis.INSIDE | lexis.OUTSIDE:
            place = next((w for t in tokens[at + 1 : at + 4] if t not in _STOPS and (w := word(t))), "")
            if place:
                found.append((place, token in lexis.INSIDE))
    return found
