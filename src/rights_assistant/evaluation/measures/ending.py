"""How a question ended: the outcome, and whether it was answered, asked back or left alone rightly."""

from typing import Final

from rights_assistant.domain.answer import Outcome
from rights_assistant.evaluation.cases import WEIGHT, Case
from rights_assistant.evaluation.given import Given
from rights_assistant.evaluation.measures import Measured, yes_or_no

ANSWERS: Final = frozenset({Outcome.ANSWERED, Outcome.PARTIAL})


def outcome_accuracy(case: Case, given: Given) -> Measured:
    """Whether the outcome is one of those that are right."""
    expected = " or ".join(case.expect.outcomes)
    return yes_or_no(given.outcome in case.expect.outcomes, f"ended as {given.outcome}, expected {expected}")


def weighted_outcome_accuracy(case: Case, given: Given) -> Measured:
    """The same, each case weighing what a wrong answer may cost."""
    plain, weight = outcome_accuracy(case, given), WEIGHT[case.severity]
    return Measured(plain.value * weight, weight)


def precision_of_answered(case: Case, given: Given) -> Measured | None:
    """Of the questions that were answered: whether an answer was right to give."""
    if given.outcome not in ANSWERS:
        return None
    honest = bool(ANSWERS & set(case.expect.outcomes))
    return yes_or_no(honest, f"answered a question that should end as {' or '.join(case.expect.outcomes)}")


def answer_rate(case: Case, given: Given) -> Measured | None:
    """Of the questions that the sources carry: whether it was answered."""
    if not case.expect.answerable:
        return None
    return yes_or_no(given.outcome in ANSWERS, f"did not answer ({given.outcome})")


def correct_abstention(case: Case, given: Given) -> Measured | None:
    """Of the questions that must not be answered: whether none was given, in whichever words."""
    if ANSWERS & set(case.expect.outcomes):
        return None
    return yes_or_no(given.outcome not in ANSWERS, f"answered ({given.outcome}) where silence was right")


def language_match(case: Case, given: Given) -> Measured:
    """Whether the answer is in the language of the question."""
    return yes_or_no(given.language == case.language, f"answered in {given.language}, asked in {case.language}")


def latency_ms(case: Case, given: Given) -> Measured | None:
    """Milliseconds that the answer took, where it says so."""
    return None if given.milliseconds is None else Measured(given.milliseconds)
