"""What is looked for before answering: danger (marks, never stops), harm, what is told first, talk with the machine, the field."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rights_assistant.domain.answer import Answer, Block, BlockKind, Line, Outcome, Urgency
from rights_assistant.domain.question import Question
from rights_assistant.prompts import Safeguards


@dataclass(frozen=True, slots=True)
class Marks:
    """What the safeguards saw in a question and in the ones before it.

    Attributes:
        migration: it speaks of visas, asylum, residence, borders or an authority of that field.
        machine: it speaks of computers, software or artificial intelligence.
        subject: it speaks of decisions, deadlines, data or rights.
        not_ours: what it is about instead, when nothing here is written on that: an ordinary matter, another field.
        notices: what is told before the answer: a confession, another person's file, a wish to be represented.
        talk: what it asks of the machine itself, when it asks nothing else.
    """

    urgency: tuple[Urgency, ...]
    harm: str
    migration: bool
    machine: bool
    subject: bool
    not_ours: str = ""
    notices: tuple[str, ...] = ()
    talk: str = ""


def before(question: Question, rules: Safeguards) -> Marks:
    """The marks of a question. Danger named earlier in the conversation stays marked."""
    said = (question.text, *question.earlier)
    urgency = tuple(Urgency(r.name) for r in rules.urgency if any(r.fits(text) for text in said))
    told = [r for r in rules.notices if r.fits(question.text)]
    beaten = {name for r in told for name in r.beats}
    harm = next((r.name for r in rules.harm if r.fits(question.text) and r.name not in beaten), "")
    migration, machine, subject = (
        any(words.search(text.lower()) for text in said) for words in (rules.migration, rules.machine, rules.subject)
    )
    not_ours = next((r.name for r in rules.not_ours if r.fits(" ".join(said))), "")
    return Marks(urgency, harm, migration, machine, subject, not_ours, tuple(r.name for r in told), talk(question.text, rules))


def talk(text: str, rules: Safeguards) -> str:
    """What a text asks of the machine itself; nothing when more than a word is left without that and what is only polite."""
    rest, kinds = text.lower().replace("’", "'"), []
    for rule in rules.talk:
        if rule.fits(text):
            kinds.append(rule.name)
            for pattern in rule.patterns:
                rest = pattern.sub(" ", rest)
    left = re.findall(r"\w+", rules.polite.sub(" ", rest)) if kinds else []
    return kinds[0] if kinds and len(left) <= 1 else ""


def told_first(answer: Answer, lines: Sequence[Line]) -> Answer:
    """An answer with what is told before it: first of all, but after the help that danger asks for."""
    if not lines or answer.outcome is Outcome.DECLINED:
        return answer
    before = [b for b in answer.blocks if b.kind in (BlockKind.NOTICE, BlockKind.URGENT)]
    if not answer.urgency or not before or before[-1].kind is not BlockKind.URGENT:
        first = Block(BlockKind.NOTICE, next(iter(answer.jurisdictions), None), tuple(lines))
        return replace(answer, blocks=(first, *answer.blocks))
    last = before[-1]
    rest = answer.blocks[len(before) :]
    return replace(answer, blocks=(*before[:-1], replace(last, lines=(*last.lines, *lines)), *rest))
