"""Answers every case, scores it, and says what was missed and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from rights_assistant.domain.answer import Answer
from rights_assistant.evaluation import measures
from rights_assistant.evaluation.cases import Case
from rights_assistant.ports import Asker, Progress


@dataclass(frozen=True, slots=True)
class Score:
    """One case's answer and its measures; `explanation` says what was missed, empty when nothing was."""

    case: Case
    answer: Answer
    outcome: bool
    recall: float | None
    precision: float | None
    explanation: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of a run, each with how many cases it was taken over."""

    cases: int
    outcome_accuracy: float
    citation_recall: float | None
    recall_cases: int
    citation_precision: float | None
    precision_cases: int
    must_say: float | None
    must_say_groups: int
    never_said: int
    missed_urgency: int


def run(cases: Sequence[Case], asker: Asker, progress: Progress) -> list[Score]:
    """Every case answered and scored, in order."""
    return [score(case, asker.answer(case.question)) for case in progress(cases, "Asking", len(cases))]


def score(case: Case, answer: Answer) -> Score:
    """One answer held against what is expected of it."""
    e = case.expect
    right = measures.right_outcome(answer, e)
    why = [] if right else [f"ended as {answer.outcome}, expected {' or '.join(e.outcomes)}"]
    why += [f"does not cite {id}" for id in e.cites if id not in measures.cited_ids(answer)]
    why += [f"does not say {group!r}" for group in measures.unsaid(answer, e)]
    why += [f"says {text!r}" for text in measures.said_wrongly(answer, e)]
    why += [f"does not see the urgency {u}" for u in measures.missed_urgency(answer, e)]
    return Score(case, answer, right, measures.citation_recall(answer, e), measures.citation_precision(answer, e), tuple(why))


def summarise(scores: Sequence[Score]) -> Summary:
    """The figures over all scores."""
    recall, recalls = measures.mean([s.recall for s in scores])
    precision, precisions = measures.mean([s.precision for s in scores])
    groups = sum(len(s.case.expect.must_say) for s in scores)
    lacking = sum(len(measures.unsaid(s.answer, s.case.expect)) for s in scores)
    return Summary(
        cases=len(scores),
        outcome_accuracy=sum(s.outcome for s in scores) / len(scores) if scores else 0.0,
        citation_recall=recall,
        recall_cases=recalls,
        citation_precision=precision,
        precision_cases=precisions,
        must_say=(groups - lacking) / groups if groups else None,
        must_say_groups=groups,
        never_said=sum(len(measures.said_wrongly(s.answer, s.case.expect)) for s in scores),
        missed_urgency=sum(len(measures.missed_urgency(s.answer, s.case.expect)) for s in scores),
    )
