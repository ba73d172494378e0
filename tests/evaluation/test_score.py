"""`evaluation.score`: a run's figures, with intervals, worked out from every case."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given as whatever
from hypothesis import strategies as st

from evaluation.replies_made import LAW, a_block, a_case, a_gold, a_reply, a_time, an_answer, saying
from rights_assistant.domain.answer import Outcome, Urgency
from rights_assistant.evaluation.cases import Severity
from rights_assistant.evaluation.harms import HARMS
from rights_assistant.evaluation.measures import Measured
from rights_assistant.evaluation.score import (
    RESAMPLES,
    Figure,
    Scored,
    draws,
    figures,
    grouped,
    harms,
    realistic,
    score,
)
from rights_assistant.evaluation.table import MEASURES

SILENT = an_answer(outcome="no_source", blocks=[a_block("notice", "I must not guess.")], citations=[])


def a_scored(id: str = "ca-1", measured: dict[str, Measured] | None = None, **changes: Any) -> Scored:
    """A case with what was measured in it."""
    values = {"reply": a_reply(a_case(id=id)), "measured": measured or {}, "harms": {}}
    return Scored(**(values | changes))


def outcomes(*right: float) -> list[Scored]:
    """Cases of which some ended rightly."""
    return [a_scored(str(n), {"outcome": Measured(r)}) for n, r in enumerate(right)]


def by_hand() -> list[Scored]:
    """Four cases whose figures are worked out in the test."""
    return score(
        [
            a_reply(a_case(id="1", cites=(LAW,), must_say=(("officer",),)), ranked=("x/y/1", LAW)),
            a_reply(
                a_case(id="2", cites=(LAW, "ca/irpa/s-73"), must_say=(("officer",), ("court",)), never_say=("an officer decides",)),
                ranked=(LAW, "ca/irpa/s-73"),
            ),
            a_reply(a_case(id="3", cites=(LAW,), urgency=(Urgency.REMOVAL, Urgency.CHILD), severity=Severity.SEVERE), SILENT),
            a_reply(a_case(id="4", outcomes=(Outcome.NO_SOURCE,), severity=Severity.LOW), SILENT),
        ],
        a_gold(),
    )


def test_the_figures() -> None:
    """Are the figures those worked out by hand, each over the cases in which it applies?"""
    found = {name: (f.value, f.cases) for name, f in figures(by_hand()).items() if f.value is not None}
    assert found == {
        "outcome": (3 / 4, 4),
        "outcome_weighted": (pytest.approx((2 + 2 + 0 + 1) / (2 + 2 + 4 + 1)), 4),
        "answered_precision": (1.0, 2),
        "answer_rate": (pytest.approx(2 / 3), 3),
        "abstention": (1.0, 1),
        "citation_recall": (pytest.approx((1 + 1 / 2 + 0) / 3), 3),
        "citation_precision": (1.0, 2),
        "must_say": (pytest.approx((1 + 1) / (1 + 2)), 2),
        "never_say": (1.0, 1),
        "urgency_recall": (0.0, 1),
        "help_first": (0.0, 1),
        "statuses": (1.0, 2),
        "certainties": (1.0, 2),
        "language": (1.0, 4),
        "ndcg_10": (pytest.approx((1 / np.log2(3) + 1) / 2), 2),
        "recall_5": (1.0, 2),
        "recall_10": (1.0, 2),
        "mrr": (pytest.approx(3 / 4), 2),
        "answer_words": (pytest.approx((3 + 3 + 4 + 4) / 4), 4),
        "short_words": (3.0, 2),
    }


def test_every_measure_has_a_figure() -> None:
    """Does a measure that applies nowhere say nothing, rather than nought?"""
    found = figures(by_hand())
    assert list(found) == [m.name for m in MEASURES]
    assert found["latency"] == Figure("latency", None, None, None, 0)


def test_no_cases() -> None:
    """Do no cases give no figures?"""
    assert {(f.value, f.low, f.high, f.cases) for f in figures([]).values()} == {(None, None, None, 0)}


@pytest.mark.parametrize(
    ("right", "value", "low", "high"),
    [
        pytest.param([1.0, 0.0], 0.5, 0.0, 1.0, id="two cases say next to nothing"),
        pytest.param([1.0] * 50, 1.0, 1.0, 1.0, id="all right"),
        pytest.param([0.0] * 50, 0.0, 0.0, 0.0, id="none right"),
        pytest.param([0.25], 0.25, 0.25, 0.25, id="one case"),
    ],
)
def test_the_interval(right: list[float], value: float, low: float, high: float) -> None:
    """Is the interval the one of the resampled cases?"""
    assert figures(outcomes(*right))["outcome"] == Figure("outcome", value, low, high, len(right))


def test_the_interval_of_a_share() -> None:
    """Is the interval of 80 in 100 about as wide as theory says: 1.96 times the root of 0.8 × 0.2 / 100 to each side?"""
    figure = figures(outcomes(*[1.0] * 80, *[0.0] * 20))["outcome"]
    half = 1.96 * (0.8 * 0.2 / 100) ** 0.5
    assert (figure.low, figure.high) == (pytest.approx(0.8 - half, abs=0.015), pytest.approx(0.8 + half, abs=0.015))


def test_more_cases_narrow_the_interval() -> None:
    """Is the interval of four times the cases half as wide?"""
    few, many = (figures(outcomes(*[1.0, 0.0] * n))["outcome"] for n in (25, 100))
    assert (many.high - many.low) / (few.high - few.low) == pytest.approx(0.5, abs=0.1)  # type: ignore[operator]


@whatever(st.lists(st.tuples(st.integers(0, 4), st.integers(1, 4)), min_size=2, max_size=12))
def test_the_value_lies_in_its_interval(cases: list[tuple[int, int]]) -> None:
    """Whatever the cases: is the figure the sum over the sum, and inside its interval?"""
    scored = [a_scored(str(n), {"must_say": Measured(min(v, o), o)}) for n, (v, o) in enumerate(cases)]
    figure = figures(scored)["must_say"]
    assert figure.value == pytest.approx(sum(min(v, o) for v, o in cases) / sum(o for _, o in cases))
    assert figure.low - 1e-9 <= figure.value <= figure.high + 1e-9  # type: ignore[operator]
    assert 0 <= figure.low <= figure.high <= 1  # type: ignore[operator]


def test_it_repeats_exactly() -> None:
    """Does the same run give the same figures and intervals?"""
    assert figures(by_hand()) == figures(by_hand())
    assert by_hand() == by_hand()


def test_the_draws() -> None:
    """Does each resample draw as many cases as there are, each equally often over all?"""
    drawn = draws(7)
    assert drawn.shape == (RESAMPLES, 7)
    assert (drawn.sum(axis=1) == 7).all()
    assert drawn.mean(axis=0) == pytest.approx(np.ones(7), abs=0.1)
    assert (draws(7) == drawn).all()


@pytest.mark.parametrize(
    ("weights", "value"),
    [
        pytest.param(None, 1 / 3, id="none"),
        pytest.param([1, 1, 1], 1 / 3, id="equal"),
        pytest.param([2, 1, 1], 2 / 4, id="the right one counts twice"),
        pytest.param([4, 2, 2], 2 / 4, id="only their ratio counts"),
        pytest.param([0, 1, 1], 0.0, id="the right one does not count"),
    ],
)
def test_weights(weights: Sequence[float] | None, value: float) -> None:
    """Does a case count as often as it is weighed?"""
    assert figures(outcomes(1.0, 0.0, 0.0), weights)["outcome"].value == pytest.approx(value)


def test_a_realistic_mix() -> None:
    """Do the questions we do not cover make half of the mix, whatever their number?"""
    covered = [a_scored(str(n), {"outcome": Measured(1.0)}) for n in range(6)]
    outside = [
        a_scored("x", {"outcome": Measured(0.0)}, reply=a_reply(a_case(id=f"x{n}", outcomes=(Outcome.NO_SOURCE,))))
        for n in range(2)
    ]
    weights = realistic([*covered, *outside])
    assert weights == pytest.approx([4 / 6] * 6 + [4 / 2] * 2)
    assert figures([*covered, *outside], weights)["outcome"].value == pytest.approx(0.5)


@pytest.mark.parametrize("outcome", [Outcome.ANSWERED, Outcome.NO_SOURCE])
def test_a_mix_of_one_sort(outcome: Outcome) -> None:
    """Is nothing weighed where there is only one sort?"""
    assert realistic([a_scored(reply=a_reply(a_case(outcomes=(outcome,))))] * 3) == [1.0, 1.0, 1.0]
    assert realistic([]) == []


def test_groups() -> None:
    """Does a case stand under each of its names, names in order, cases in theirs?"""
    named = {"1": ("uk", "b"), "2": ("ca",), "3": ("b", "uk")}
    scored = [a_scored(reply=a_reply(a_case(id=id, slices=slices))) for id, slices in named.items()]
    groups = grouped(scored, lambda s: s.case.slices)
    assert [(name, [s.case.id for s in found]) for name, found in groups.items()] == [
        ("b", ["1", "3"]),
        ("ca", ["2"]),
        ("uk", ["1", "3"]),
    ]
    assert grouped(scored, lambda s: ()) == {}


def test_misses() -> None:
    """Is everything told that was not right, the severe harms first?"""
    case = a_case(
        outcomes=(Outcome.NO_SOURCE, Outcome.CLARIFY),
        must_say=(("60 days", "two months"),),
        never_say=("officer decides",),
        urgency=(Urgency.REMOVAL,),
    )
    [scored] = score([a_reply(case, saying("An officer decides.", deadlines=[a_time(count=51)]))], a_gold())
    assert scored.misses == [
        "HARM wrong_deadline: gives 51 calendar_days for remedies/ca/judicial-review on 2026-11-23, which the table does not have",
        "HARM help_missing: does not see the danger removal",
        "HARM help_missing: offers no urgent help",
        "ended as answered, expected no_source or clarify",
        "answered a question that should end as no_source or clarify",
        "answered (answered) where silence was right",
        "does not say '60 days' or 'two months'",
        "says 'officer decides' by “officer decides” in “An officer decides.”",
        "does not see the danger removal",
        "does not begin with help",
    ]
    assert not scored.right


def test_a_right_answer() -> None:
    """Has a right answer nothing missed and no harm, in the rules that could have been broken?"""
    [scored] = score([a_reply(a_case(cites=(LAW,), must_say=(("officer",),), never_say=("wait",)))], a_gold())
    assert (scored.misses, scored.right) == ([], True)
    assert scored.harms == {"bad_advice": [], "hidden_uncertainty": [], "prediction": []}


def test_no_answer() -> None:
    """Is a case that got no answer unscored: not right, and not counted as wrong?"""
    scored = score([a_reply(error="No model."), a_reply(a_case(id="2"))], a_gold())
    assert (scored[0].measured, scored[0].harms) == ({}, {})
    assert (scored[0].misses, scored[0].right) == (["unscored: No model."], False)
    assert (figures(scored)["outcome"].value, figures(scored)["outcome"].cases) == (1.0, 1)
    assert harms(scored)[-1].trials == 1


@pytest.mark.parametrize(
    ("name", "right"),
    [
        pytest.param("outcome", False, id="the wrong end"),
        pytest.param("never_say", False, id="a falsehood"),
        pytest.param("wrong_law", False, id="another law"),
        pytest.param("urgency_recall", False, id="danger not seen"),
        pytest.param("deadline", False, id="the deadline"),
        pytest.param("must_say", True, id="something left out"),
        pytest.param("citation_recall", True, id="a citation left out"),
        pytest.param("false_alarm", True, id="a false alarm"),
    ],
)
def test_what_decides(name: str, right: bool) -> None:
    """Which misses make an answer wrong?"""
    scored = a_scored(measured={name: Measured(0.0, missed=("something",))})
    assert scored.right is right
    assert scored.misses == ["something"]


def test_a_harm_makes_it_wrong() -> None:
    """Is an answer wrong that did one harm, and right when it could have and did not?"""
    assert not a_scored(harms={"prediction": ["says so"], "bad_advice": []}).right
    assert a_scored(harms={"prediction": [], "bad_advice": []}).right


def test_what_only_describes_is_no_miss() -> None:
    """Is retrieval left out of the misses: nobody saw it?"""
    assert a_scored(measured={"guide_first": Measured(0.0, missed=("x is nearer",))}).misses == []


def test_harms_are_counted() -> None:
    """Is each harm counted over the answers in which it could have been, and once over all?"""
    scored = [
        a_scored("1", harms={"prediction": ["one", "two"], "bad_advice": ["three"]}),
        a_scored("2", harms={"prediction": [], "bad_advice": []}),
        a_scored("3", harms={"prediction": ["four"]}),
        a_scored("4", reply=a_reply(error="No model.")),
    ]
    counts = {c.name: (c.happened, c.trials) for c in harms(scored)}
    assert list(counts) == [*(h.name for h in HARMS), "any"]
    assert counts["prediction"] == (2, 3)
    assert counts["bad_advice"] == (1, 2)
    assert counts["wrong_deadline"] == (0, 0)
    assert counts["any"] == (2, 3)
