"""What is looked for before answering: danger (marks, never stops), harm, what is told first, talk with the machine, the field."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from rights_assistant.domain.answer import Answer, Block, BlockKind, Line, Outcome, Urgency
from rights_assistant.domain.question import Question
from rights_assistant.prompts import Replies, Rule, Safeguards

_ON_THE_DEADLINE: Final = frozenset({"told.letter"})
"""What is told with the deadline, where there is one: a letter is not read, and what decides its time limit is asked."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What the safeguards saw in a question and in the ones before it.

    Attributes:
        migration: it speaks of visas, asylum, residence, borders or an authority of that field.
        machine: it speaks of computers, software or artificial intelligence.
        subject: it speaks of decisions, deadlines, data or rights.
        not_ours: what it is about instead, when nothing here is written on that: an ordinary matter, another field.
        notices: what is told before the answer: a confession, another person's file, a wish to be represented, a letter.
        talk: what it asks of the machine itself, when it asks nothing else; `talk_guide` is the guide on it, if there is one.
    """

    urgency: tuple[Urgency, ...]
    harm: str
    migration: bool
    machine: bool
    subject: bool
    not_ours: str = ""
    notices: tuple[str, ...] = ()
    talk: str = ""
    talk_guide: str = ""

    @property
    def told(self) -> tuple[str, ...]:
        """The replies that stand before whatever is answered."""
        return (*(f"told.{n}" for n in self.notices), *((f"talk.{self.talk}",) if self.talk else ()))


def before(question: Question, rules: Safeguards, meant: Question | None = None, feared: Question | None = None) -> Marks:
    """The marks of a question. Danger named earlier in the conversation stays marked.

    Args:
        meant: the question with its misspelt words mended. Danger and harm are seen in either: a mended word
            never hides what was typed.
        feared: the question with more words mended than is sure; danger alone is looked for in it.
    """
    meant = meant or question
    afraid = (feared.text, *feared.earlier) if feared else ()
    said = tuple(dict.fromkeys((question.text, *question.earlier, meant.text, *meant.earlier)))
    urgency = tuple(Urgency(r.name) for r in rules.urgency if any(r.fits(text) for text in dict.fromkeys((*said, *afraid))))
    told = [r for r in rules.notices if r.fits(question.text)]
    beaten = {name for r in told for name in r.beats}
    harms = (r for r in rules.harm if r.name not in beaten)
    harm = next((r.name for r in harms if r.fits(question.text) or r.fits(meant.text)), "")
    migration, machine, subject = (
        any(words.search(text.lower()) for text in said) for words in (rules.migration, rules.machine, rules.subject)
    )
    not_ours = next((r.name for r in rules.not_ours if r.fits(" ".join((meant.text, *meant.earlier)))), "")
    asked = talk(question.text, rules)
    return Marks(
        urgency,
        harm,
        migration,
        machine,
        subject,
        not_ours,
        tuple(r.name for r in told),
        asked.name if asked else "",
        asked.guide if asked else "",
    )


def talk(text: str, rules: Safeguards) -> Rule | None:
    """What a text asks of the machine itself; nothing when more is left than a word without that and without what is only polite.

    A word of our field that is left makes it a question.
    """
    rest, seen = text.lower().replace("’", "'"), [r for r in rules.talk if r.fits(text)]
    for pattern in (*(p for r in seen for p in r.patterns), rules.polite):
        rest = pattern.sub(" ", rest)
    ours = any(words.search(rest) for words in (rules.migration, rules.machine, rules.subject))
    return seen[0] if seen and not ours and len(re.findall(r"\w+", rest)) <= 1 else None


def told_first(answer: Answer, names: Sequence[str], replies: Replies) -> Answer:
    """An answer with what is told before it: first of all, but after the help that danger asks for."""
    said = {line.template for b in answer.blocks for line in b.lines}
    fresh = [n for n in names if n not in said]
    if not fresh or answer.outcome is Outcome.DECLINED:
        return answer
    timed = next((b for b in answer.blocks if b.kind is BlockKind.DEADLINE), None)
    late = [n for n in fresh if timed and n in _ON_THE_DEADLINE]
    blocks = answer.blocks
    if timed and late:  # what decides the time limit rests on what sets it
        facts = tuple(Line(line.text, timed.lines[0].citations) for line in _lines(late, replies))
        blocks = _with(blocks, timed, facts)
    lines = _lines([n for n in fresh if n not in late], replies)
    before = [b for b in blocks if b.kind in (BlockKind.NOTICE, BlockKind.URGENT)]
    if before and before[-1].kind is BlockKind.URGENT:
        blocks = _with(blocks, before[-1], lines)
    elif lines:
        blocks = (Block(BlockKind.NOTICE, next(iter(answer.jurisdictions), None), lines), *blocks)
    return replace(answer, blocks=blocks)


def _with(blocks: Sequence[Block], block: Block, lines: Sequence[Line]) -> tuple[Block, ...]:
    """The blocks, with more lines at the end of one."""
    return tuple(replace(b, lines=(*b.lines, *lines)) if b is block else b for b in blocks)


def _lines(names: Sequence[str], replies: Replies) -> tuple[Line, ...]:
    return tuple(Line(text, template=n) for n in names for text in replies.lines(n))
