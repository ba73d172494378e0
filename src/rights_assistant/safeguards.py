"""What is looked for before answering: danger (marks, never stops), help to deceive, our field."""

from dataclasses import dataclass

from rights_assistant.domain.answer import Urgency
from rights_assistant.domain.question import Question
from rights_assistant.prompts import Safeguards


@dataclass(frozen=True, slots=True)
class Marks:
    """What the safeguards saw in a question and in the ones before it."""

    urgency: tuple[Urgency, ...]
    harm: str
    in_field: bool


def before(question: Question, rules: Safeguards) -> Marks:
    """The marks of a question. Danger named earlier in the conversation stays marked."""
    said = (question.text, *question.earlier)
    urgency = tuple(Urgency(r.name) for r in rules.urgency if any(r.fits(text) for text in said))
    harm = next((r.name for r in rules.harm if r.fits(question.text)), "")
    in_field = any(rules.field.search(text.lower()) for text in said)
    return Marks(urgency, harm, in_field)
