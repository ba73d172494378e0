"""`evaluation.side_by_side`: who answered better, on the same questions and by the same measures."""

from typing import Any

import pytest

from evaluation.replies_made import LAW, a_case, a_gold, a_reply, an_answer
from rights_assistant.domain.answer import Outcome
from rights_assistant.errors import CaseError
from rights_assistant.evaluation.cases import Split
from rights_assistant.evaluation.compare import compare
from rights_assistant.evaluation.replies import Near, Reply
from rights_assistant.evaluation.score import Figure, figures, score
from rights_assistant.evaluation.side_by_side import COLUMNS, Column, Row, Side, side_by_side
from rights_assistant.evaluation.table import BY_NAME

SILENT = an_answer(outcome="no_source", blocks=[], citations=[])
SAME = Near("guides/ca/visa-refused", "Refused?", 0.95)
FAR = Near("guides/ca/visa-refused", "Refused?", 0.5)


def a_run(*answers: dict[str, Any], ranked: tuple[str, ...] = (LAW,), **changes: Any) -> list[Reply]:
    """A run: an answer a question, the questions the same in every run."""
    return [a_reply(a_case(id=f"ca-{n}", cites=(LAW,)), answer, ranked=ranked, **changes) for n, answer in enumerate(answers)]


def shown(row: Row, measure: str, **column: Any) -> Figure:
    """The figure in the column of a measure."""
    return row.figures[COLUMNS.index(Column(measure, **column))]


def only(replies: dict[str, list[Reply]]) -> Side:
    """The one table."""
    [side] = side_by_side(replies, a_gold())
    return side


def test_every_column_is_a_measure_with_its_own_heading() -> None:
    """Is each column a measure that a person knows from the other tables, better in one direction?"""
    titles = [c.title for c in COLUMNS]
    assert len(set(titles)) == len(titles)
    assert all(c.measure in BY_NAME and c.better in ("higher", "lower") for c in COLUMNS)
    assert {"nDCG@10", "nDCG@10, wording in no guide", "Median latency, ms", "Wrong law cited"} <= set(titles)


def test_figures_are_those_of_the_other_tables() -> None:
    """Has each row a figure for each column, as `score` has it, and stand the rows in the order they were given?"""
    run = a_run(an_answer(), SILENT, an_answer())
    side = only({"ours": run, "peer": a_run(SILENT, SILENT, an_answer())})
    assert [row.name for row in side.rows] == ["ours", "peer"]
    assert (side.split, side.cases, side.left_out) == (Split.TUNE, 3, ())
    plain = figures(score(run, a_gold()))
    for column, figure in zip(COLUMNS, side.rows[0].figures, strict=True):
        if not column.unit:
            assert figure == plain[column.measure]
    assert shown(side.rows[1], "citation_recall").value == pytest.approx(1 / 3)


def test_the_splits_are_kept_apart() -> None:
    """Is there a table for tuning and one for the questions set aside, each over its own?"""
    test = a_reply(a_case(id="de-1", split=Split.TEST, outcomes=(Outcome.NO_SOURCE,)), SILENT)
    tune, aside = side_by_side({"ours": [*a_run(an_answer()), test], "peer": [*a_run(SILENT), test]}, a_gold())
    assert [(s.split, s.cases, s.left_out) for s in (tune, aside)] == [(Split.TUNE, 1, ()), (Split.TEST, 1, ())]
    assert (shown(tune.rows[1], "outcome").value, shown(aside.rows[1], "outcome").value) == (0.0, 1.0)
    assert shown(aside.rows[0], "citation_recall").value is None


def test_a_question_that_somebody_did_not_answer() -> None:
    """Is it left out for everybody and named, whether it failed or was not asked, so that all rows are over the same?"""
    failed = a_reply(a_case(id="ca-1", cites=(LAW,)), error="The index is gone.")
    ours = a_run(an_answer(), an_answer(), SILENT)
    peer = [*a_run(an_answer()), failed]
    side = only({"ours": ours, "peer": peer})
    assert (side.cases, side.left_out) == (1, ("ca-1", "ca-2"))
    assert [shown(row, "outcome").cases for row in side.rows] == [1, 1]


@pytest.mark.parametrize(
    "replies",
    [
        pytest.param({}, id="nobody"),
        pytest.param({"ours": [], "peer": a_run(SILENT)}, id="one was asked nothing"),
        pytest.param({"ours": [a_reply(error="Gone.")], "peer": a_run(SILENT)}, id="all of one failed"),
    ],
)
def test_nothing_in_common(replies: dict[str, list[Reply]]) -> None:
    """Is it said that there is nothing to set side by side?"""
    with pytest.raises(CaseError, match="no question that everybody answered"):
        side_by_side(replies, a_gold())


def test_a_wording_of_a_guide_counts_for_nobody_or_for_all() -> None:
    """Is a question in a guide's wording in the plain column of every row, and in the other of none?"""
    ours = [
        a_reply(a_case(id="ca-0", cites=(LAW,)), ranked=(LAW,), near=SAME),
        a_reply(a_case(id="ca-1", cites=(LAW,)), ranked=("ca/x/1", LAW), near=FAR),
    ]
    side = only({"ours": ours, "peer": a_run(an_answer(), an_answer())})
    assert [shown(row, "ndcg_10").cases for row in side.rows] == [2, 2]
    assert [shown(row, "ndcg_10", new=True).cases for row in side.rows] == [1, 1]
    assert shown(side.rows[0], "ndcg_10", new=True).value == pytest.approx(0.6309, abs=1e-4)
    assert side.rows[1].against["ndcg_10"].cases == 1
    assert side.rows[1].against["citation_recall"].cases == 2


def test_finding_nothing_is_no_way_out() -> None:
    """Does an empty ranking count as nothing found, and not drop out of the mean?"""
    side = only({"ours": a_run(an_answer(), an_answer()), "peer": a_run(an_answer(), ranked=()) + a_run(SILENT, an_answer())[1:]})
    assert shown(side.rows[1], "ndcg_10") == Figure("ndcg_10", 0.5, 0.0, 1.0, 2)
    assert (shown(side.rows[1], "mrr").value, shown(side.rows[1], "recall_10").value) == (0.5, 0.5)


@pytest.mark.parametrize(
    ("peer", "real"),
    [pytest.param([SILENT] * 8, True, id="all lost"), pytest.param([SILENT] + [an_answer()] * 7, False, id="one lost")],
)
def test_is_the_difference_real(peer: list[dict[str, Any]], real: bool) -> None:
    """Is each other respondent held against the first, by the test that `eval compare` makes, and the first against nobody?"""
    ours, theirs = a_run(*[an_answer()] * 8), a_run(*peer)
    first, second = only({"ours": ours, "peer": theirs}).rows
    assert first.against == {}
    assert set(second.against) == {"citation_recall", "ndcg_10"}
    [whole] = [c for c in compare(score(ours, a_gold()), score(theirs, a_gold())).changes if c.name == "citation_recall"]
    assert second.against["citation_recall"] == whole
    assert whole.real is real


def test_latency_is_a_median() -> None:
    """Does one slow answer leave the latency as it is, and is it left open where no answer says its time?"""
    times = [10.0, 20.0, 30.0, 40.0, 9000.0]
    timed = a_run(*(an_answer(timings_ms={"all": t}) for t in times))
    side = only({"ours": timed, "peer": a_run(*[an_answer()] * 5)})
    median = shown(side.rows[0], "latency", unit="ms")
    assert (median.value, median.cases) == (30.0, 5)
    assert median.low is not None
    assert median.high is not None
    assert 10.0 <= median.low <= 30.0 <= median.high <= 9000.0
    assert shown(side.rows[1], "latency", unit="ms") == Figure("latency", None, None, None, 0)
