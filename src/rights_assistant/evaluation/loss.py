"""What an answer costs: a wrong one more than a missed one, each by what its question may cost a person.

A missed answer still says where to turn and that the clock runs; a wrong one may be acted on. So a
wrong one costs twice as much, the least whole number that puts silence before error. With a
reserve it costs less, because it asks to be checked.
"""

from dataclasses import dataclass
from typing import Final

from rights_assistant.domain.answer import Outcome
from rights_assistant.evaluation.cases import WEIGHT, Case
from rights_assistant.evaluation.given import Given
from rights_assistant.evaluation.measures import Measured, citing, ending

COSTS: Final = {
    "wrong": (2.0, "answered where silence was right, by another law, or by none of the law that carries it: it may be acted on"),
    "wrong_with_reserve": (1.5, "the same as `partial`: it says that it may not fit, and offers other questions"),
    "missed": (1.0, "not answered although the sources carry it: the person is still told who helps"),
    "lacking": (1.0, "times the share of the law that carries the answer and is not cited: so much of it is missed"),
    "another_end": (0.5, "another end than the expected, and none of the above: in the wrong words, and no harm done"),
    "beside_the_point": (0.25, "times the share of what is cited that is not to the point: more to read, nothing false"),
}
"""What each fault costs, and why; the faults of one answer add up, of the first four only the worst counts."""

MEASURES: Final = ("outcome", "answer_rate", "abstention", "citation_recall", "answered_precision", "wrong_law")
"""The figures that are shown beside the loss, by their names in the table of measures."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one answer costs, before it is weighed, and what was measured in it.

    Attributes:
        wrong: whether it is an answer that should not have been given, or not by this law.
        measured: in the order of `MEASURES`; nothing where one does not apply.
    """

    loss: float
    wrong: bool
    measured: tuple[Measured | None, ...]


def weight(case: Case) -> int:
    """How much a case counts: 1, 2 or 4, by what a wrong answer may cost."""
    return WEIGHT[case.severity]


def cost(case: Case, given: Given) -> Cost:
    """What an answer costs."""
    recall, other = citing.citation_recall(case, given), citing.wrong_law_cited(case, given)
    outcome, silent = ending.outcome_accuracy(case, given), ending.correct_abstention(case, given)
    precise, rate = ending.precision_of_answered(case, given), ending.answer_rate(case, given)
    answered = given.outcome in ending.ANSWERS
    off = bool(other and other.value) or (answered and (_none(precise) or _none(recall)))
    return Cost(_loss(case, given, off, recall, outcome), off, (outcome, rate, silent, recall, precise, other))


def _none(measured: Measured | None) -> bool:
    return measured is not None and measured.value == 0


def _loss(case: Case, given: Given, off: bool, recall: Measured | None, outcome: Measured) -> float:
    price = {name: value for name, (value, _) in COSTS.items()}
    precision = citing.citation_precision(case, given)
    loss = price["beside_the_point"] * (1 - precision.value) if precision else 0.0
    if off:
        return loss + price["wrong_with_reserve" if given.outcome is Outcome.PARTIAL else "wrong"]
    if _none(ending.answer_rate(case, given)) and not outcome.value:
        return loss + price["missed"]
    lacking = price["lacking"] * (1 - recall.value) if recall else 0.0
    return loss + max(lacking, 0.0 if outcome.value else price["another_end"])
