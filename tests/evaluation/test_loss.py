"""Does an answer cost what the table says, a wrong one more than a missed one?"""

from dataclasses import replace
from typing import Any

import pytest
from replies_made import LAW, a_block, a_case, a_source, an_answer

from rights_assistant.domain.answer import Outcome
from rights_assistant.evaluation.cases import Case, Severity
from rights_assistant.evaluation.given import read
from rights_assistant.evaluation.loss import COSTS, MEASURES, cost, weight
from rights_assistant.evaluation.table import BY_NAME

OTHER, MORE = "de/asylg/s-74", "ca/irpa/s-99"
ANSWERABLE = a_case(cites=(LAW,))
SILENT = a_case(outcomes=(Outcome.NO_SOURCE, Outcome.OUT_OF_SCOPE))
EITHER = a_case(outcomes=(Outcome.ANSWERED, Outcome.NO_SOURCE))
NOTHING: dict[str, Any] = {"blocks": [], "citations": []}


def citing(*ids: str) -> dict[str, Any]:
    """An answer whose line rests on some ids."""
    marks = " ".join(f"[{n}]" for n in range(1, len(ids) + 1))
    sources = [a_source(n, id) for n, id in enumerate(ids, 1)]
    return {"blocks": [a_block("short_answer", f"It is so. {marks}")], "citations": sources}


@pytest.mark.parametrize(
    ("case", "answer", "loss", "wrong"),
    [
        pytest.param(ANSWERABLE, {}, 0.0, False, id="right"),
        pytest.param(SILENT, NOTHING | {"outcome": "no_source"}, 0.0, False, id="silent where it should be"),
        pytest.param(SILENT, {}, 2.0, True, id="answered where silence was right"),
        pytest.param(SILENT, {"outcome": "partial"}, 1.5, True, id="the same with a reserve"),
        pytest.param(SILENT, NOTHING | {"outcome": "clarify"}, 0.5, False, id="silent in the wrong words"),
        pytest.param(ANSWERABLE, NOTHING | {"outcome": "no_source"}, 1.0, False, id="missed"),
        pytest.param(ANSWERABLE, citing(OTHER), 2.25, True, id="by none of the law that carries it, and beside the point"),
        pytest.param(a_case(never_cites=(OTHER,)), citing(LAW, OTHER), 2.0, True, id="by another law"),
        pytest.param(a_case(cites=(LAW, MORE)), {}, 0.5, False, id="half of the law"),
        pytest.param(a_case(cites=(LAW,), may_cite=(MORE,)), citing(LAW, MORE, OTHER), 0.25 / 3, False, id="a third too much"),
        pytest.param(ANSWERABLE, {"outcome": "partial"}, 0.5, False, id="a reserve that was not asked for"),
        pytest.param(EITHER, NOTHING | {"outcome": "no_source"}, 0.0, False, id="silence is honest too"),
    ],
)  # fmt: skip
def test_cost(case: Case, answer: dict[str, Any], loss: float, wrong: bool) -> None:
    """What does this answer cost, and is it called wrong?"""
    found = cost(case, read(an_answer(**answer)))
    assert found.loss == pytest.approx(loss)
    assert found.wrong is wrong


def test_silence_comes_before_error() -> None:
    """Does every wrong answer cost more than the same question missed, and a reserve less than none?"""
    price = {name: value for name, (value, _) in COSTS.items()}
    assert price["wrong"] == 2 * price["missed"]
    assert price["missed"] < price["wrong_with_reserve"] < price["wrong"]
    assert all(reason for _, reason in COSTS.values())


def test_weight() -> None:
    """Does a severe question count four times a light one?"""
    assert [weight(replace(a_case(), severity=s)) for s in Severity] == [1, 2, 4]


def test_the_figures_are_those_of_the_table() -> None:
    """Is each figure beside the loss a measure that the evaluation has, and the same number?"""
    assert set(MEASURES) <= set(BY_NAME)
    found = dict(zip(MEASURES, cost(a_case(cites=(LAW, MORE), never_cites=(OTHER,)), read(an_answer())).measured, strict=True))
    assert {name: m.value for name, m in found.items() if m} == {
        "outcome": 1.0, "answer_rate": 1.0, "citation_recall": 0.5, "answered_precision": 1.0, "wrong_law": 0.0,
    }  # fmt: skip
