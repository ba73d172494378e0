"""`evaluation.measures`: each figure worked out by hand."""

import pytest

from factories import a_citation, an_answer
from rights_assistant.domain.answer import Answer, Block, BlockKind, Line, Outcome, Urgency
from rights_assistant.domain.document import Kind
from rights_assistant.evaluation import measures
from rights_assistant.evaluation.cases import Expect

ANSWERED = (Outcome.ANSWERED,)


def an_answer_citing(claims: tuple[str, ...], help_: tuple[str, ...] = (), *, outcome: Outcome = Outcome.ANSWERED) -> Answer:
    """An answer whose short answer cites some ids and whose last block, who can help, others."""
    ids = (*claims, *help_)
    numbers = tuple(range(1, len(ids) + 1))
    blocks = [Block(BlockKind.SHORT_ANSWER, "ca", (Line("A claim.", numbers[: len(claims)]),))] if claims else []
    if help_:
        blocks.append(Block(BlockKind.REFERRAL, "ca", (Line("Help.", numbers[len(claims) :]),)))
    cited = tuple(a_citation(n, id=i, kind=Kind.REFERRAL if i.startswith("referrals") else Kind.NOTE) for n, i in enumerate(ids, 1))
    return an_answer(blocks=tuple(blocks), citations=cited, outcome=outcome)


def an_answer_saying(text: str, **changes: object) -> Answer:
    """An answer of one line."""
    return an_answer(blocks=(Block(BlockKind.SHORT_ANSWER, "ca", (Line(text, (1,)),)),), **changes)


@pytest.mark.parametrize(
    ("outcome", "expected", "right"),
    [
        pytest.param(Outcome.ANSWERED, (Outcome.ANSWERED,), True, id="the one that is right"),
        pytest.param(Outcome.PARTIAL, (Outcome.ANSWERED,), False, id="another"),
        pytest.param(Outcome.PARTIAL, (Outcome.ANSWERED, Outcome.PARTIAL), True, id="one of two that are honest"),
    ],
)
def test_right_outcome(outcome: Outcome, expected: tuple[Outcome, ...], right: bool) -> None:
    """Did the question end as it should?"""
    assert measures.right_outcome(an_answer(outcome=outcome), Expect(expected)) is right


@pytest.mark.parametrize(
    ("cited", "must", "recall"),
    [
        pytest.param(("a/b/1",), ("a/b/1",), 1.0, id="the one"),
        pytest.param(("a/b/1", "a/b/2"), ("a/b/1",), 1.0, id="one more does not lower it"),
        pytest.param(("a/b/1",), ("a/b/1", "a/b/2"), 0.5, id="one of two"),
        pytest.param(("a/b/1",), ("a/b/2", "a/b/3"), 0.0, id="none"),
        pytest.param(("a/b/1",), ("a/b/1", "a/b/1"), 1.0, id="an id named twice counts once"),
        pytest.param(("a/b/1", "a/b/1"), ("a/b/1", "a/b/2"), 0.5, id="an id cited twice counts once"),
        pytest.param(("a/b/1",), (), None, id="nothing to cite: it does not apply, which is not nought"),
    ],
)
def test_recall(cited: tuple[str, ...], must: tuple[str, ...], recall: float | None) -> None:
    """Of the ids that must be cited: which share is?"""
    assert measures.citation_recall(an_answer_citing(cited), Expect(ANSWERED, cites=must)) == recall


def test_recall_counts_every_block() -> None:
    """Does an id that only the last block cites count as cited?"""
    assert measures.citation_recall(an_answer_citing(("a/b/1",), ("a/b/2",)), Expect(ANSWERED, cites=("a/b/2",))) == 1.0


@pytest.mark.parametrize(
    ("claims", "help_", "must", "may", "precision"),
    [
        pytest.param(("a/b/1",), (), ("a/b/1",), (), 1.0, id="only what must be"),
        pytest.param(("a/b/1", "a/b/2"), (), ("a/b/1",), ("a/b/2",), 1.0, id="and what may be"),
        pytest.param(("a/b/1", "a/b/2"), (), ("a/b/1",), (), 0.5, id="one of two is not listed"),
        pytest.param(("a/b/3", "a/b/2"), (), ("a/b/1",), (), 0.0, id="none is listed"),
        pytest.param(("a/b/1",), ("a/b/9",), ("a/b/1",), (), 1.0, id="who can help is no claim"),
        pytest.param(("a/b/1", "referrals/ca/x"), (), ("a/b/1",), (), 1.0, id="nor is an organisation in a step"),
        pytest.param(("a/b/1", "a/b/1", "a/b/2"), (), ("a/b/1",), (), 0.5, id="an id cited twice counts once"),
        pytest.param(("a/b/1",), (), (), ("a/b/1",), None, id="no id named by the case: it does not apply"),
        pytest.param((), ("a/b/9",), ("a/b/1",), (), None, id="no claim made: it does not apply"),
    ],
)
def test_precision(
    claims: tuple[str, ...], help_: tuple[str, ...], must: tuple[str, ...], may: tuple[str, ...], precision: float | None
) -> None:
    """Of the ids the answer's own claims cite: which share does the case list?"""
    answer = an_answer_citing(claims, help_)
    assert measures.citation_precision(answer, Expect(ANSWERED, cites=must, may_cite=may)) == precision


@pytest.mark.parametrize(
    ("outcome", "applies"),
    [
        pytest.param(Outcome.ANSWERED, True, id="answered"),
        pytest.param(Outcome.PARTIAL, True, id="in part"),
        pytest.param(Outcome.CLARIFY, False, id="asked back"),
        pytest.param(Outcome.NO_SOURCE, False, id="silent"),
        pytest.param(Outcome.DECLINED, False, id="declined"),
    ],
)
def test_precision_is_of_answers(outcome: Outcome, applies: bool) -> None:
    """Is precision taken over answers only?"""
    answer = an_answer_citing(("a/b/1",), outcome=outcome)
    assert (measures.citation_precision(answer, Expect(ANSWERED, cites=("a/b/1",))) is not None) is applies


@pytest.mark.parametrize(
    ("kind", "claimed"),
    [
        pytest.param(BlockKind.DEADLINE, True, id="a deadline is a claim"),
        pytest.param(BlockKind.RULE, True, id="a rule is a claim"),
        pytest.param(BlockKind.LIMIT, True, id="a limit is a claim"),
        pytest.param(BlockKind.NEXT_STEP, True, id="a step is a claim"),
        pytest.param(BlockKind.URGENT, False, id="urgent help is not"),
        pytest.param(BlockKind.SYSTEM, False, id="a known system is not"),
        pytest.param(BlockKind.REFERRAL, False, id="who can help is not"),
    ],
)
def test_what_is_a_claim(kind: BlockKind, claimed: bool) -> None:
    """Which blocks count against precision?"""
    blocks = sorted(
        (Block(BlockKind.SHORT_ANSWER, "ca", (Line("One.", (1,)),)), Block(kind, "ca", (Line("Two.", (2,)),))),
        key=lambda b: list(BlockKind).index(b.kind),
    )
    answer = an_answer(blocks=tuple(blocks), citations=(a_citation(id="a/b/1"), a_citation(2, id="a/b/2")))
    assert measures.citation_precision(answer, Expect(ANSWERED, cites=("a/b/1",))) == (0.5 if claimed else 1.0)


@pytest.mark.parametrize(
    ("text", "groups", "lacking"),
    [
        pytest.param("You have 15 days.", (("15 days", "fifteen days"),), [], id="one of the ways to say it"),
        pytest.param("You have FIFTEEN\ndays.", (("15 days", "fifteen days"),), [], id="whatever the case and the line break"),
        pytest.param("Don’t wait.", (("don't wait",),), [], id="whatever the apostrophe in the answer"),
        pytest.param("Don't wait.", (("don’t wait",),), [], id="or in the case"),
        pytest.param(
            "Ask soon.", (("15 days", "fifteen days"), ("soon",)), ["15 days | fifteen days"], id="the group that is not said"
        ),
        pytest.param("Ask soon.", (("a",), ("zz",), ("yy", "xx")), ["zz", "yy | xx"], id="two that are not"),
        pytest.param("Ask soon.", (), [], id="nothing to say"),
    ],
)
def test_unsaid(text: str, groups: tuple[tuple[str, ...], ...], lacking: list[str]) -> None:
    """Which things to say are not said?"""
    assert measures.unsaid(an_answer_saying(text), Expect(ANSWERED, must_say=groups)) == lacking


@pytest.mark.parametrize(
    ("text", "never", "wrong"),
    [
        pytest.param("You can wait.", ("you can wait",), ["you can wait"], id="said, in another case"),
        pytest.param("You cannot wait.", ("you can wait",), [], id="not said"),
        pytest.param("You  can\nwait and rest.", ("you can wait", "rest", "sleep"), ["you can wait", "rest"], id="two of three"),
        pytest.param("Anything.", (), [], id="nothing forbidden"),
    ],
)
def test_said_wrongly(text: str, never: tuple[str, ...], wrong: list[str]) -> None:
    """What is said that must not be?"""
    assert measures.said_wrongly(an_answer_saying(text), Expect(ANSWERED, never_say=never)) == wrong


@pytest.mark.parametrize(
    ("seen", "wanted", "missed"),
    [
        pytest.param((Urgency.REMOVAL,), (Urgency.REMOVAL,), [], id="seen"),
        pytest.param((), (Urgency.REMOVAL,), ["removal"], id="not seen"),
        pytest.param((Urgency.CHILD,), (Urgency.REMOVAL, Urgency.CHILD), ["removal"], id="one of two"),
        pytest.param((Urgency.CHILD,), (), [], id="one too many misses nothing"),
        pytest.param((), None, [], id="the case does not say"),
    ],
)
def test_missed_urgency(seen: tuple[Urgency, ...], wanted: tuple[Urgency, ...] | None, missed: list[str]) -> None:
    """Which danger was not seen?"""
    assert measures.missed_urgency(an_answer(urgency=seen), Expect(ANSWERED, urgency=wanted)) == missed


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param([1.0, 0.0], (0.5, 2), id="two"),
        pytest.param([1.0, None, 0.5], (0.75, 2), id="what does not apply does not count"),
        pytest.param([0.0], (0.0, 1), id="nought counts"),
        pytest.param([None, None], (None, 0), id="nothing applies"),
        pytest.param([], (None, 0), id="nothing at all"),
    ],
)
def test_mean(values: list[float | None], expected: tuple[float | None, int]) -> None:
    """What is the mean of what applies, over how many?"""
    assert measures.mean(values) == expected
