"""What is looked for before answering: danger (marks, never stops), help to deceive, the field."""

from dataclasses import dataclass

from rights_assistant.domain.answer import Urgency
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
    """

    urgency: tuple[Urgency, ...]
    harm: str
    migration: bool
    machine: bool
    subject: bool
    not_ours: str = ""


def before(question: Question, rules: Safeguards, meant: Question | None = None) -> Marks:
    """The marks of a question. Danger named earlier in the conversation stays marked.

    Args:
        meant: the question with its misspelt words mended. Danger and harm are seen in either: a mended word
            never hides what was typed.
    """
    meant = meant or question
    said = tuple(dict.fromkeys((question.text, *question.earlier, meant.text, *meant.earlier)))
    urgency = tuple(Urgency(r.name) for r in rules.urgency if any(r.fits(text) for text in said))
    harm = next((r.name for r in rules.harm if r.fits(question.text) or r.fits(meant.text)), "")
    migration, machine, subject = (
        any(words.search(text.lower()) for text in said) for words in (rules.migration, rules.machine, rules.subject)
    )
    not_ours = next((r.name for r in rules.not_ours if r.fits(" ".join((meant.text, *meant.earlier)))), "")
    return Marks(urgency, harm, migration, machine, subject, not_ours)
