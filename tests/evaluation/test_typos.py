"""`evaluation.typos`: the same cases plain and misspelt, held against each other."""

import pytest

from evaluation.replies_made import a_case, a_reply
from rights_assistant.domain.question import MAX_CHARACTERS
from rights_assistant.errors import CaseError
from rights_assistant.evaluation.cases import Split
from rights_assistant.evaluation.measures import Measured
from rights_assistant.evaluation.misspelling import misspelt
from rights_assistant.evaluation.score import Scored
from rights_assistant.evaluation.typos import held_against, typed


def a_run(*values: float, name: str = "citation_recall", split: Split = Split.TUNE, begin: str = "ca") -> list[Scored]:
    """Cases with one measure each."""
    return [Scored(a_reply(a_case(id=f"{begin}-{n}", split=split)), {name: Measured(v)}, {}) for n, v in enumerate(values)]


def test_a_typed_case() -> None:
    """Is what was asked misspelt, each turn by a seed of its own, and what is expected the same?"""
    case = a_case(id="ca-1", question="The officer refused my application", turns=("The officer refused my application",) * 2)
    other = typed(case, 4)
    assert other.question == misspelt(case.question, "ca-1", 4) != case.question
    assert len({other.question, *other.turns}) == 3
    assert (other.expect, other.id, other.asked_on) == (case.expect, case.id, case.asked_on)
    assert typed(case, 0) == case


def test_a_question_that_grows_too_long_is_cut_at_a_word() -> None:
    """Can the misspelt form of the longest question still be asked?"""
    case = a_case(question=("application " * 42)[:MAX_CHARACTERS].rstrip())
    for strength in (1, 3):
        question = typed(case, strength).question
        assert len(question) <= MAX_CHARACTERS
        assert misspelt(case.question, case.id, strength).startswith(question)


def test_points() -> None:
    """Is the difference misspelt less plain, in points, within its interval, over the questions that have both?"""
    [side] = held_against(a_run(1, 1, 1, 1, 1), a_run(1, 1, 1, 0))
    [loss] = side.losses
    assert (side.split, side.cases) == (Split.TUNE, 4)
    assert (loss.measure, loss.plain, loss.misspelt, loss.points, loss.cases) == ("citation_recall", 1.0, 0.75, -25.0, 4)
    assert loss.low == pytest.approx(-75)
    assert loss.high == 0


def test_nothing_lost_is_sure() -> None:
    """Are equal answers no points apart, without any doubt?"""
    [side] = held_against(a_run(1, 0, 1), a_run(1, 0, 1))
    assert (side.losses[0].points, side.losses[0].low, side.losses[0].high) == (0, 0, 0)


def test_the_pairs_are_kept_together() -> None:
    """Is the interval that of pairs: narrow where each question loses the same, however much questions differ?"""
    [side] = held_against(a_run(*[0.2, 1.0] * 20), a_run(*[0.1, 0.9] * 20))
    assert side.losses[0].low == pytest.approx(-10)
    assert side.losses[0].high == pytest.approx(-10)


def test_sets_apart() -> None:
    """Do the questions for tuning and those set aside have figures of their own?"""
    aside = {"split": Split.TEST, "begin": "de"}
    sides = held_against([*a_run(1, 1), *a_run(1, **aside)], [*a_run(1, 1), *a_run(0, **aside)])
    assert [(s.split, s.cases, s.losses[0].points) for s in sides] == [(Split.TUNE, 2, 0), (Split.TEST, 1, -100)]


def test_what_is_not_held_is_left_out() -> None:
    """Is a measure that nobody asked for no row, and a question without an answer no pair?"""
    [side] = held_against(a_run(1, name="guide_first"), a_run(0, name="guide_first"))
    assert side.losses == ()
    silent = [Scored(a_reply(a_case(id="ca-0"), error="none"), {}, {})]
    with pytest.raises(CaseError, match="both plain and misspelt"):
        held_against(a_run(1), silent)
