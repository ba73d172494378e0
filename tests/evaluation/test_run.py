"""`evaluation.run`: every case answered, scored, and its misses told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import pytest

from factories import a_citation, a_question, an_answer
from fakes import unseen
from rights_assistant.domain.answer import Answer, Block, BlockKind, Line, Outcome, Urgency
from rights_assistant.domain.question import Question
from rights_assistant.evaluation.cases import Case, Expect
from rights_assistant.evaluation.run import Summary, run, score, summarise

SILENT = an_answer(
    outcome=Outcome.NO_SOURCE,
    blocks=(Block(BlockKind.NOTICE, "ca", (Line("I must not guess.", template="no_source"),)),),
    citations=(),
)
LAW = "ca/irpa/s-72"


def a_case(id: str = "ca-1", **expect: object) -> Case:
    """A case that expects an answer, and whatever else is said."""
    return Case(
        id, a_question(f"Question {id}?"), "ca", "migrant", "Because.", Expect(**({"outcomes": (Outcome.ANSWERED,)} | expect))
    )  # type: ignore[arg-type]


@dataclass
class Scripted:
    """An asker that gives fixed answers and remembers what it was asked."""

    answers: dict[str, Answer]
    asked: list[Question] = field(default_factory=list)

    def answer(self, question: Question) -> Answer:
        """The answer fixed for the question."""
        self.asked.append(question)
        return self.answers.get(question.text, an_answer())


def test_every_case_in_order() -> None:
    """Is each case asked once, in order, with its own question, and the work shown?"""
    cases = [a_case(f"ca-{n}") for n in range(3)]
    asker = Scripted({"Question ca-1?": SILENT})
    shown: list[tuple[str, int]] = []

    def watched(items: Iterable[Case], label: str, total: int) -> Iterable[Case]:
        shown.append((label, total))
        return items

    scores = run(cases, asker, watched)  # type: ignore[arg-type]
    assert asker.asked == [c.question for c in cases]
    assert [s.case.id for s in scores] == ["ca-0", "ca-1", "ca-2"]
    assert [s.outcome for s in scores] == [True, False, True]
    assert shown == [("Asking", 3)]


def test_a_case_with_nothing_missed() -> None:
    """Has a right answer no explanation and full figures?"""
    result = score(a_case(cites=(LAW,), must_say=(("15 days",),), never_say=("wait",), urgency=()), an_answer())
    assert (result.outcome, result.recall, result.precision, result.explanation) == (True, 1.0, 1.0, ())


def test_everything_missed_is_told() -> None:
    """Is each miss told in words: the outcome, the id, the words, the wrong words, the danger?"""
    case = a_case(
        outcomes=(Outcome.NO_SOURCE, Outcome.CLARIFY),
        cites=(LAW, "ca/irpa/s-73"),
        must_say=(("60 days", "sixty days"),),
        never_say=("15 days",),
        urgency=(Urgency.REMOVAL,),
    )
    result = score(case, an_answer())
    assert result.explanation == (
        "ended as answered, expected no_source or clarify",
        "does not cite ca/irpa/s-73",
        "does not say '60 days | sixty days'",
        "says '15 days'",
        "does not see the urgency removal",
    )
    assert (result.outcome, result.recall) == (False, 0.5)


def scores_by_hand() -> Sequence[tuple[Case, Answer]]:
    """Four cases whose figures are worked out below."""
    two = replace(
        an_answer(),
        blocks=(Block(BlockKind.SHORT_ANSWER, "ca", (Line("You have 15 days, so wait.", (1, 2)),)),),
        citations=(a_citation(), a_citation(2, id="ca/irpa/s-99")),
    )
    return [
        (a_case("1", cites=(LAW,), must_say=(("15 days",),)), an_answer()),  # recall 1, precision 1, says 1 of 1
        (
            a_case("2", cites=(LAW, "ca/irpa/s-73"), must_say=(("15 days",), ("60 days",)), never_say=("wait",)),
            two,
        ),  # 1/2, 1/2, 1 of 2, wrong
        (
            a_case("3", cites=(LAW,), urgency=(Urgency.REMOVAL, Urgency.CHILD)),
            SILENT,
        ),  # recall 0, no claim, wrong outcome, 2 missed
        (a_case("4", outcomes=(Outcome.NO_SOURCE,)), SILENT),  # nothing to cite
    ]


def test_the_figures() -> None:
    """Are the figures over all cases those worked out by hand?"""
    assert summarise([score(c, a) for c, a in scores_by_hand()]) == Summary(
        cases=4,
        outcome_accuracy=3 / 4,
        citation_recall=pytest.approx((1 + 1 / 2 + 0) / 3),
        recall_cases=3,
        citation_precision=pytest.approx((1 + 1 / 2) / 2),
        precision_cases=2,
        must_say=pytest.approx(2 / 3),
        must_say_groups=3,
        never_said=1,
        missed_urgency=2,
    )


def test_no_cases() -> None:
    """Do no cases give no figures, rather than a failure or a perfect score?"""
    assert summarise([]) == Summary(0, 0.0, None, 0, None, 0, None, 0, 0, 0)


def test_a_run_repeats_exactly() -> None:
    """Does the same run give the same scores?"""
    cases = [case for case, _ in scores_by_hand()]
    answers = {case.question.text: answer for case, answer in scores_by_hand()}
    once, again = (run(cases, Scripted(answers), unseen) for _ in range(2))
    assert once == again
    assert summarise(once) == summarise(again)
