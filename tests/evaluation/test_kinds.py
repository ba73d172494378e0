"""`evaluation.kinds`: each kind of question beside the plain ones, and twins that are right only together."""

from collections.abc import Sequence
from typing import Any

import pytest

from evaluation.replies_made import COURT, LAW, a_block, a_case, a_gold, a_reply, a_source, a_time, saying
from rights_assistant.domain.answer import Outcome, Urgency
from rights_assistant.domain.standing import Certainty
from rights_assistant.errors import CaseError
from rights_assistant.evaluation.cases import Case, Period, Split
from rights_assistant.evaluation.kinds import KINDS, LEAST, MEASURES, PLAIN, ROWS, TWIN, Row, Share, Side, Twins, by_kind, pairs
from rights_assistant.evaluation.measures import Measured
from rights_assistant.evaluation.score import Scored, figures, score

TITLES = [kind.title for kind in ROWS]


def a_run(*values: float, name: str = "outcome", begin: str = "ca", **case: Any) -> list[Scored]:
    """Cases with one measure each."""
    return [Scored(a_reply(a_case(id=f"{begin}-{n}", **case)), {name: Measured(v)}, {}) for n, v in enumerate(values)]


def row(side: Side, title: str) -> Row:
    """The row of a kind."""
    return side.rows[TITLES.index(title)]


def outcome(side: Side, title: str) -> Share:
    """The outcome accuracy of a kind."""
    return row(side, title).shares[MEASURES.index("outcome")]


def only(scored: Sequence[Scored]) -> Side:
    """The one set."""
    [side] = by_kind(scored)
    return side


# --- the kinds ---


OF_KIND = [
    pytest.param({}, ["every question", "plain"], id="nothing special"),
    pytest.param({"slices": ("ca", "clarify", "out-of-scope")}, ["every question", "plain"], id="a slice that is no kind"),
    pytest.param({"turns": ("My visa was refused.",)}, ["every question", "in a conversation"], id="earlier turns"),
    pytest.param({"slices": ("conversation",)}, ["every question", "plain"], id="a conversation in name alone: it has one turn"),
    pytest.param({"slices": ("ca", "low-literacy")}, ["every question", "typed with errors or broken grammar"], id="errors"),
    pytest.param({"slices": ("letter",)}, ["every question", "copied letters"], id="the main slice"),
    pytest.param({"slices": ("ca", "false-premise")}, ["every question", "false beliefs"], id="a false belief"),
    pytest.param({"slices": ("ca", "jurisdiction-trap")}, ["every question", "another country's law"], id="another law"),
    pytest.param({"slices": ("ca", "urgent")}, ["every question", "urgent"], id="danger"),
    pytest.param({"slices": ("ca", "injection")}, ["every question", "injections"], id="an order"),
    pytest.param({"slices": ("ca", "harmful")}, ["every question", "harmful wishes"], id="a harmful wish"),
    pytest.param({"slices": ("ca", "personal-data")}, ["every question", "personal data"], id="personal data"),
    pytest.param({"twin": "ca-2"}, ["every question", "one of twins"], id="a twin"),
    pytest.param(
        {"slices": ("urgent", "letter"), "turns": ("Help.",)},
        ["every question", "in a conversation", "copied letters", "urgent"],
        id="of several kinds at once",
    ),
]


@pytest.mark.parametrize(("case", "titles"), OF_KIND)
def test_of_which_kind(case: dict[str, Any], titles: list[str]) -> None:
    """Is a question in the rows of its kinds, and plain only when it is of none?"""
    assert [kind.title for kind in ROWS if kind.holds(a_case(**case))] == titles


def test_every_kind_has_an_example_and_a_reason() -> None:
    """Is each row tried above, named once, and there for a reason?"""
    tried = {title for p in OF_KIND for title in p.values[1]}  # type: ignore[union-attr]
    assert tried == set(TITLES)
    assert len(set(TITLES)) == len(TITLES)
    assert len({kind.reason for kind in ROWS if kind.reason}) == len(ROWS)
    assert ROWS[1] is PLAIN
    assert TWIN not in KINDS


# --- the shares ---


def test_a_share_is_that_of_the_other_tables() -> None:
    """Is the figure of a kind, with its interval, what `figures` makes of its questions alone?"""
    urgent = a_run(1, 1, 0, 1, 1, 0, begin="u", slices=("urgent",))
    side = only([*a_run(*[1, 0] * 5), *urgent])
    assert outcome(side, "urgent").figure == figures(urgent)["outcome"]
    assert (row(side, "urgent").cases, row(side, "plain").cases, row(side, "every question").cases) == (6, 10, 16)


def test_points() -> None:
    """Is the difference that of the kind less the plain ones, in points, within its interval?"""
    side = only([*a_run(*[1] * 15, *[0] * 5), *a_run(*[1, 0] * 10, begin="u", slices=("urgent",))])
    apart = outcome(side, "urgent").difference
    assert apart is not None
    assert apart.points == pytest.approx(-25)
    assert -60 < apart.low < -25 < apart.high < 10
    every = outcome(side, "every question").difference
    assert every is not None
    assert every.points == pytest.approx(-12.5)


def test_the_plain_ones_are_held_against_nothing() -> None:
    """Have the plain questions no difference from themselves?"""
    assert outcome(only(a_run(*[1, 0] * 5)), "plain").difference is None


def test_what_is_in_both_is_no_chance() -> None:
    """Where all questions are plain, is "every question" no points apart, without any doubt?"""
    apart = outcome(only(a_run(*[1, 0] * 10)), "every question").difference
    assert apart is not None
    assert (apart.points, apart.low, apart.high) == (0, 0, 0)


@pytest.mark.parametrize(
    ("plain", "urgent", "shown", "apart"),
    [
        pytest.param(LEAST, LEAST, True, True, id="just enough of both"),
        pytest.param(LEAST, LEAST - 1, False, False, id="one too few of the kind"),
        pytest.param(LEAST - 1, LEAST, True, False, id="one too few plain ones: nothing to hold it against"),
        pytest.param(LEAST, 0, False, False, id="none of the kind"),
    ],
)
def test_too_few(plain: int, urgent: int, shown: bool, apart: bool) -> None:
    """Is a share shown, and a difference made, only over enough questions?"""
    side = only([*a_run(*[1] * plain), *a_run(*[0] * urgent, begin="u", slices=("urgent",))])
    share = outcome(side, "urgent")
    assert (share.shown, share.difference is not None) == (shown, apart)
    assert (row(side, "urgent").cases, share.figure.cases) == (urgent, urgent)


def test_too_few_to_which_a_measure_applies() -> None:
    """Does it count over how many questions a measure applies, and not how many there are?"""
    timed = a_run(1, 1, begin="t", name="deadline", slices=("urgent",))
    side = only([*a_run(*[1] * 9), *a_run(*[1] * 9, begin="u", slices=("urgent",)), *timed])
    deadline = row(side, "urgent").shares[MEASURES.index("deadline")]
    assert (row(side, "urgent").cases, deadline.figure.cases, deadline.shown, deadline.difference) == (11, 2, False, None)
    assert outcome(side, "urgent").shown


def test_sets_apart() -> None:
    """Have the tuned questions and those set aside rows of their own, each held against its own plain ones?"""
    tuned, aside = by_kind(
        [
            *a_run(*[1] * 6),
            *a_run(*[0] * 6, begin="u", slices=("urgent",)),
            *a_run(*[0] * 6, begin="t", split=Split.TEST),
            *a_run(*[1] * 6, begin="tu", split=Split.TEST, slices=("urgent",)),
        ]
    )
    assert [(s.split, s.cases) for s in (tuned, aside)] == [(Split.TUNE, 12), (Split.TEST, 12)]
    differences = [outcome(s, "urgent").difference for s in (tuned, aside)]
    assert [d and d.points for d in differences] == [-100, 100]


def test_a_question_without_an_answer_is_in_no_row() -> None:
    """Is what is unscored left out, and a run without any answer told?"""
    silent = Scored(a_reply(a_case(id="x"), error="gone"), {}, {})
    assert only([*a_run(1, 1), silent]).cases == 2
    with pytest.raises(CaseError, match="no answer in the run"):
        by_kind([silent])


# --- twins ---


INSIDE, OUTSIDE = "inside", "outside"
OTHER_LAW = "de/aufenthg/s-77"
FIFTEEN = Period(15, "calendar_days", Certainty.CONFIRMED)
RIGHT = saying("File with the Federal Court. [1]", deadlines=[a_time()])


def a_twin(id: str = INSIDE, twin: str = OUTSIDE, **changes: Any) -> Case:
    """A question that expects IRPA 72, fifteen days and the court, and not another law or a falsehood."""
    expected = {
        "cites": (LAW,), "never_cites": (OTHER_LAW,), "deadline": FIFTEEN,
        "must_say": (("Federal Court",),), "never_say": ("there is no deadline",),
    }  # fmt: skip
    return a_case(**(expected | {"id": id, "twin": twin} | changes))


def twins(answer: dict[str, Any] = RIGHT, **changes: Any) -> Twins:
    """Two twins, of which one is right and the other has this answer."""
    good, other = a_reply(a_twin(), RIGHT), a_reply(a_twin(OUTSIDE, INSIDE, **changes), answer)
    return only(score([good, other], a_gold())).twins


def test_both_right() -> None:
    """Are two twins that are both right a pair that is, by both counts?"""
    found = twins()
    assert (found.pairs, found.right.value, found.whole.value, found.left_out) == (1, 1.0, 1.0, 0)


FALSE = saying("File with the Federal Court. [1]", "There is no deadline. [1]", deadlines=[a_time()])
WRONG = [
    pytest.param(RIGHT | {"outcome": "no_source"}, {}, False, id="ends otherwise"),
    pytest.param(RIGHT | {"citations": [a_source(), a_source(2, OTHER_LAW)]}, {}, False, id="cites the law of another place"),
    pytest.param(FALSE, {}, False, id="says what is forbidden"),
    pytest.param(saying("File with the Federal Court. [1]"), {}, False, id="lacks the deadline"),
    pytest.param(saying("File with the Federal Court. [1]"), {"deadline": None}, True, id="lacks none where none is expected"),
    pytest.param(RIGHT | {"deadlines": [a_time(), a_time(count=90)]}, {}, False, id="does a severe harm: a wrong deadline"),
    pytest.param(RIGHT, {"urgency": (Urgency.DETENTION,)}, False, id="does a severe harm: danger, and no help"),
    pytest.param(RIGHT, {"outcomes": (Outcome.CLARIFY, Outcome.ANSWERED)}, True, id="ends as one of two that are right"),
]


@pytest.mark.parametrize(("answer", "case", "right"), WRONG)
def test_one_is_wrong(answer: dict[str, Any], case: dict[str, Any], right: bool) -> None:
    """Does one wrong twin make the pair wrong, by both counts, for each of the reasons?"""
    found = twins(answer, **case)
    assert (found.right.value, found.whole.value) == (right, right)


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(saying("File with the court. [1]", deadlines=[a_time()]), id="not all is said"),
        pytest.param(RIGHT | {"citations": [a_source(1, COURT)]}, id="not all is cited"),
        pytest.param(RIGHT | {"blocks": [a_block("short_answer", "Ask a lawyer.")], "citations": []}, id="neither"),
    ],
)
def test_right_and_not_whole(answer: dict[str, Any]) -> None:
    """Is a pair right where something is missing, and only the stricter count wrong?"""
    found = twins(answer)
    assert (found.right.value, found.whole.value) == (1.0, 0.0)


def a_pair(a: Case, b: Case, answers: Sequence[dict[str, Any] | None] = (RIGHT, RIGHT)) -> list[Scored]:
    """Two cases with their answers; with nothing, unscored."""
    replies = [a_reply(c, x) if x else a_reply(c, error="gone") for c, x in zip((a, b), answers, strict=True)]
    return score(replies, a_gold())


def test_a_partner_without_an_answer() -> None:
    """Is a pair with an unscored twin left out and counted as such, not wrong?"""
    found = only(a_pair(a_twin(), a_twin(OUTSIDE, INSIDE), (RIGHT, None))).twins
    assert (found.pairs, found.right.value, found.left_out) == (0, None, 1)


def test_a_partner_that_was_not_asked() -> None:
    """Is a pair left out where one twin is not in the run, whether it is known or not?"""
    there = score([a_reply(a_twin(), RIGHT)], a_gold())
    for asked in ([], [a_twin(), a_twin(OUTSIDE, INSIDE)]):
        [side] = by_kind(there, asked)
        assert (side.twins.pairs, side.twins.left_out) == (0, 1)


def test_neither_was_asked() -> None:
    """Is a pair left out that the run knows nothing of, and nothing told of one in the other set?"""
    asked = [a_twin(), a_twin(OUTSIDE, INSIDE), *(a_twin(a, b, split=Split.TEST) for a, b in ("xy", "yx"))]
    [side] = by_kind(a_run(1), asked)
    assert (side.twins.pairs, side.twins.left_out) == (0, 1)


def test_a_partner_in_the_other_set() -> None:
    """Is a pair torn between the sets counted in neither, and said in both?"""
    sides = by_kind(a_pair(a_twin(), a_twin(OUTSIDE, INSIDE, split=Split.TEST)))
    assert [(s.split, s.twins.pairs, s.twins.left_out) for s in sides] == [(Split.TUNE, 0, 1), (Split.TEST, 0, 1)]


@pytest.mark.parametrize(
    ("named", "found"),
    [
        pytest.param([("b", "a"), ("a", "b")], [("a", "b")], id="both name each other: one pair"),
        pytest.param([("b", "a"), ("a", "")], [("a", "b")], id="one names the other"),
        pytest.param([("a", "b"), ("b", "a"), ("c", "b")], [("a", "b"), ("b", "c")], id="a third names one of them: two pairs"),
        pytest.param([("a", "")], [], id="no twin"),
    ],
)
def test_pairs(named: list[tuple[str, str]], found: list[tuple[str, str]]) -> None:
    """Is each pair there once, whoever names whom?"""
    assert pairs(a_case(id=id, twin=twin) for id, twin in named) == found


def test_the_share_of_pairs() -> None:
    """Is the share over the pairs, with an interval, and not over the questions?"""
    wrong = RIGHT | {"outcome": "no_source"}
    scored = [
        s
        for n in range(6)
        for s in a_pair(a_twin(f"a{n}", f"b{n}"), a_twin(f"b{n}", f"a{n}"), (wrong if n == 0 else RIGHT, wrong if n < 2 else RIGHT))
    ]
    found = only(scored).twins
    assert (found.pairs, found.right.cases) == (6, 6)
    assert found.right.value == pytest.approx(4 / 6)
    assert found.right.low is not None
    assert found.right.high is not None
    assert found.right.low < 4 / 6 < found.right.high
