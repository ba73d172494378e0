"""Personal data out of a question before anything else reads it: each identifier gives way to the name of its kind.

What is looked for stands in `prompts/personal.yaml`. Names are taken out only where they stand with a number: nothing
here recognises names, and the notice says so.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from rights_assistant.domain.answer import Answer, Block, BlockKind, Line
from rights_assistant.domain.question import Question
from rights_assistant.personal import Kind, Personal
from rights_assistant.prompts import Replies

_TAKEN: Final = "\0"
"""What no pattern for an identifier matches: stands where something is already taken out, or spared."""
_LAST_PART: Final = re.compile(r"[ ./()-]+[^ ./()-]*$")
_DASHES: Final = "‐‑‒–—―−﹣"
_STOPS: Final = {"٫": ".", "٬": ",", "،": ",", "؛": ";", "。": ".", "、": ","}
_WIDE: Final = range(0xFF01, 0xFF5F)
_TO_ASCII: Final = 0xFEE0
"""How far the fullwidth forms of the ASCII signs stand from them (Unicode, Halfwidth and Fullwidth Forms)."""


@dataclass(frozen=True, slots=True)
class Masked:
    """A text without the identifiers that were found in it; `kinds` in the words of the notice, each once."""

    text: str
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    kind: Kind


def fold(text: str) -> str:
    """The text sign by sign as patterns see it: digits of every script as 0 to 9, wide letters, dashes and spaces plain."""
    return "".join(map(_folded, text))


def _folded(sign: str) -> str:
    if sign.isascii():
        return sign if sign.isprintable() else " "
    if (digit := unicodedata.decimal(sign, None)) is not None:
        return str(digit)
    if ord(sign) in _WIDE:
        return chr(ord(sign) - _TO_ASCII)
    if sign in _DASHES:
        return "-"
    return _STOPS.get(sign) or (" " if sign.isspace() or unicodedata.category(sign) == "Cf" else sign)


def mask(text: str, rules: Personal) -> Masked:
    """The text with each identifier replaced by its kind in square brackets; everything else stays byte for byte.

    Masking what is masked changes nothing.
    """
    seen = fold(text)
    left = seen
    for spared in rules.spared:
        for pattern in spared.patterns:
            left = pattern.sub(lambda m: _TAKEN * len(m[0]), left)
    hits: list[_Hit] = []
    for kind in rules.kinds:
        for hit in list(_found(kind, seen if kind.even_if_spared else left)):
            hits.append(hit)
            seen, left = _without(seen, hit), _without(left, hit)
    if hits:
        hits += _found(rules.names, seen)
    return _replaced(text, sorted(hits, key=lambda h: h.start))


def _found(kind: Kind, text: str) -> Iterator[_Hit]:
    """What a kind finds, no two overlapping."""
    for pattern in kind.patterns:
        groups: list[str | int] = [name for name in pattern.groupindex if name.startswith("it")]
        at = 0
        while match := pattern.search(text, at):
            spans = [match.span(g) for g in groups or [0] if match.start(g) >= 0]
            good = [_Hit(start, end, kind) for start, last in spans if (end := _end(text, start, last, kind)) > start]
            yield from good
            for hit in good:
                text = _without(text, hit)
            at = match.end() if good else match.start() + 1


def _end(text: str, start: int, last: int, kind: Kind) -> int:
    """Where an identifier ends: a check may hold for what comes before the last groups only ("... 0130 00 and")."""
    if kind.check is None:
        return last
    tried = text[start:last]
    while tried and not kind.check(tried):
        shorter = _LAST_PART.search(tried)
        tried = tried[: shorter.start()] if shorter else ""
    return start + len(tried)


def _without(text: str, hit: _Hit) -> str:
    return text[: hit.start] + _TAKEN * (hit.end - hit.start) + text[hit.end :]


def _replaced(text: str, hits: Sequence[_Hit]) -> Masked:
    parts, at = [], 0
    for hit in hits:
        parts += [text[at : hit.start], hit.kind.token]
        at = hit.end
    return Masked("".join((*parts, text[at:])), tuple(dict.fromkeys(h.kind.says for h in hits)))


def masked(question: Question, rules: Personal) -> tuple[Question, tuple[str, ...]]:
    """A question and those before it without personal data, and the kinds that were in the question itself."""
    now = mask(question.text, rules)
    before = tuple(mask(text, rules).text for text in question.earlier)
    return replace(question, text=now.text, earlier=before), now.kinds


def noted(answer: Answer, kinds: Sequence[str], replies: Replies) -> Answer:
    """The answer with a notice of what was taken out of its question, under the other notices."""
    if not kinds:
        return answer
    lines = tuple(Line(text, template="masked") for text in replies.lines("masked", kinds=", ".join(kinds)))
    first, *rest = answer.blocks
    if first.kind is BlockKind.NOTICE:
        return replace(answer, blocks=(replace(first, lines=(*first.lines, *lines)), *rest))
    heading = replies.line(f"headings.{BlockKind.NOTICE}")
    return replace(answer, blocks=(Block(BlockKind.NOTICE, None, lines, heading), *answer.blocks))


def looked_up(question: Question, rules: Personal) -> Question:
    """The question as it is understood and looked up: without the words that stand for what was taken out."""
    return replace(question, text=_bare(question.text, rules), earlier=tuple(_bare(t, rules) for t in question.earlier))


def _bare(text: str, rules: Personal) -> str:
    if not rules.tokens.search(text):
        return text
    bare = " ".join(rules.tokens.sub(" ", text).split())
    return bare if any(c.isalnum() for c in bare) else text
