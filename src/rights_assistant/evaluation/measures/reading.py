"""How hard and how long an answer is to read."""

from typing import Final

from rights_assistant.domain.answer import BlockKind
from rights_assistant.evaluation.cases import Case
from rights_assistant.evaluation.given import Given
from rights_assistant.evaluation.measures import Measured
from rights_assistant.evaluation.wording import sentences
from rights_assistant.grade import grade, words

_TOLD: Final = (BlockKind.SHORT_ANSWER, BlockKind.RULE, BlockKind.LIMIT, BlockKind.NEXT_STEP, BlockKind.DEADLINE, BlockKind.URGENT)


def reading_grade(case: Case, given: Given) -> Measured | None:
    """The Flesch-Kincaid grade of the answer's own lines, in English; see `grade`."""
    if case.language != "en":
        return None
    found = grade(sentences(given.of_kind(*_TOLD)))
    return None if found is None else Measured(found)


def answer_words(case: Case, given: Given) -> Measured:
    """How many words are seen."""
    return Measured(float(len(words(given.seen))))


def short_answer_words(case: Case, given: Given) -> Measured | None:
    """How many words the short answer has, where there is one."""
    short = given.of_kind(BlockKind.SHORT_ANSWER)
    return Measured(float(len(words(short)))) if short else None
