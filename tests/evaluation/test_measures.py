"""`evaluation.measures`: each figure of one answer, worked out by hand; nothing where it does not apply."""

from datetime import date
from math import log2
from typing import Any

import pytest

from evaluation.replies_made import (
    COURT,
    LAW,
    REQUEST,
    TODAY,
    a_block,
    a_case,
    a_given,
    a_gold,
    a_reply,
    a_source,
    a_time,
    an_answer,
    saying,
)
from rights_assistant.domain.answer import BlockKind, Outcome, Urgency
from rights_assistant.domain.standing import Certainty, Status
from rights_assistant.evaluation.cases import Period, Severity
from rights_assistant.evaluation.given import read
from rights_assistant.evaluation.measures import Measured, citing, danger, ending, ranking, reading, standing
from rights_assistant.evaluation.measures import saying as said
from rights_assistant.evaluation.replies import Near
from rights_assistant.evaluation.table import BY_NAME, HEADLINE, MEASURES, measure

SILENT = {"outcome": "no_source", "blocks": [a_block("notice", "I must not guess.")], "citations": []}


def figures(measured: Measured | None) -> tuple[float, float] | None:
    """How much was right, of how much."""
    return measured and (measured.value, measured.over)


def case_for(*outcomes: str, **changes: Any) -> Any:
    """A case that should end in one of some ways."""
    return a_case(outcomes=tuple(map(Outcome, outcomes)), **changes)


# ending


@pytest.mark.parametrize(
    ("ended", "expected", "right", "missed"),
    [
        pytest.param("answered", ("answered",), 1.0, (), id="as it should"),
        pytest.param("partial", ("answered", "partial"), 1.0, (), id="in one of two honest ways"),
        pytest.param("partial", ("answered",), 0.0, ("ended as partial, expected answered",), id="partial is not answered"),
        pytest.param(
            "answered", ("no_source", "clarify"), 0.0, ("ended as answered, expected no_source or clarify",), id="in neither"
        ),
    ],
)
def test_outcome(ended: str, expected: tuple[str, ...], right: float, missed: tuple[str, ...]) -> None:
    """Did the question end as it should, and is it told how it ended instead?"""
    measured = ending.outcome_accuracy(case_for(*expected), a_given(outcome=ended))
    assert measured == Measured(right, 1.0, missed)


@pytest.mark.parametrize(
    ("severity", "ended", "figure"),
    [
        pytest.param(Severity.LOW, "answered", (1, 1), id="low, right"),
        pytest.param(Severity.SERIOUS, "answered", (2, 2), id="serious, right"),
        pytest.param(Severity.SEVERE, "answered", (4, 4), id="severe, right"),
        pytest.param(Severity.LOW, "declined", (0, 1), id="low, wrong"),
        pytest.param(Severity.SEVERE, "declined", (0, 4), id="severe, wrong"),
    ],
)
def test_outcome_by_severity(severity: Severity, ended: str, figure: tuple[float, float]) -> None:
    """Does a case weigh what a wrong answer may cost?"""
    assert figures(ending.weighted_outcome_accuracy(a_case(severity=severity), a_given(outcome=ended))) == figure


ENDS = [
    # ended, expected, precision of answered, answer rate, correct abstention
    pytest.param("answered", ("answered",), 1.0, 1.0, None, id="answered, rightly"),
    pytest.param("partial", ("answered",), 1.0, 1.0, None, id="in part where a whole answer is right"),
    pytest.param("answered", ("partial",), 1.0, 1.0, None, id="whole where a part is right"),
    pytest.param("no_source", ("answered",), None, 0.0, None, id="silent where an answer is right"),
    pytest.param("clarify", ("answered", "clarify"), None, 0.0, None, id="asked back, honestly, but not answered"),
    pytest.param("answered", ("clarify", "partial"), 1.0, None, None, id="answered where it is second best"),
    pytest.param("clarify", ("clarify", "partial"), None, None, None, id="asked back where that is best"),
    pytest.param("no_source", ("no_source",), None, None, 1.0, id="silent, rightly"),
    pytest.param("declined", ("no_source",), None, None, 1.0, id="silent in other words"),
    pytest.param("failed", ("no_source",), None, None, 1.0, id="failed: at least nothing was invented"),
    pytest.param("answered", ("no_source", "declined"), 0.0, None, 0.0, id="answered where silence is right"),
    pytest.param("partial", ("declined",), 0.0, None, 0.0, id="in part where silence is right"),
]


@pytest.mark.parametrize(("ended", "expected", "precision", "rate", "abstention"), ENDS)
def test_answered_or_not(
    ended: str, expected: tuple[str, ...], precision: float | None, rate: float | None, abstention: float | None
) -> None:
    """Was an answer right to give, was one given where there is one, was none given where there is none?"""
    case, given = case_for(*expected), a_given(outcome=ended)
    found = [f(case, given) for f in (ending.precision_of_answered, ending.answer_rate, ending.correct_abstention)]
    assert [m and m.value for m in found] == [precision, rate, abstention]
    assert all(m.over == 1.0 for m in found if m)
    assert all(bool(m.missed) is (m.value == 0.0) for m in found if m)


@pytest.mark.parametrize(("asked", "answered", "right"), [("en", "en", 1.0), ("de", "de", 1.0), ("de", "en", 0.0)])
def test_language(asked: str, answered: str, right: float) -> None:
    """Is the answer in the language of the question?"""
    measured = ending.language_match(a_case(language=asked), a_given(language=answered))
    assert measured.value == right
    assert measured.missed == (() if right else ("answered in en, asked in de",))


@pytest.mark.parametrize(
    ("laps", "milliseconds"),
    [
        pytest.param({"all": 41.5}, 41.5, id="one lap"),
        pytest.param({"embed": 30.0, "find": 12.5}, 42.5, id="the sum of several"),
        pytest.param({"all": 0.0}, 0.0, id="nought is a time"),
        pytest.param({}, None, id="nothing measured"),
    ],
)
def test_latency(laps: dict[str, float], milliseconds: float | None) -> None:
    """How long did the answer take, where it says so?"""
    measured = ending.latency_ms(a_case(), a_given(timings_ms=laps))
    assert measured == (None if milliseconds is None else Measured(milliseconds))


# citing


def citing_answer(claims: tuple[str, ...], beside: tuple[str, ...] = (), kind: str = "referral") -> Any:
    """An answer whose short answer rests on some ids, and a block of a kind on others."""
    marks = [f"[{n}]" for n in range(1, len(claims) + len(beside) + 1)]
    blocks = [a_block("short_answer", f"A claim. {' '.join(marks[: len(claims)])}")] if claims else []
    blocks += [a_block(kind, f"More. {' '.join(marks[len(claims) :])}")] if beside else []
    return a_given(blocks=blocks, citations=[a_source(n, id) for n, id in enumerate((*claims, *beside), 1)])


@pytest.mark.parametrize(
    ("cited", "beside", "must", "recall"),
    [
        pytest.param(("a/b/1",), (), ("a/b/1",), 1.0, id="the one"),
        pytest.param(("a/b/1", "a/b/2"), (), ("a/b/1",), 1.0, id="one more does not lower it"),
        pytest.param(("a/b/1",), (), ("a/b/1", "a/b/2"), 0.5, id="one of two"),
        pytest.param(("a/b/1",), (), ("a/b/1", "a/b/2", "a/b/3", "a/b/4"), 0.25, id="one of four"),
        pytest.param(("a/b/1",), (), ("a/b/2", "a/b/3"), 0.0, id="none"),
        pytest.param(("a/b/1", "a/b/1"), (), ("a/b/1", "a/b/2"), 0.5, id="an id cited twice counts once"),
        pytest.param(("a/b/1",), ("a/b/2",), ("a/b/2",), 1.0, id="an id that only the last block cites"),
        pytest.param(("a/b/1",), (), (), None, id="nothing to cite: it does not apply, which is not nought"),
    ],
)
def test_recall(cited: tuple[str, ...], beside: tuple[str, ...], must: tuple[str, ...], recall: float | None) -> None:
    """Of the ids that must be cited: which share is, and which are told as missing?"""
    given = citing_answer(cited, beside)
    measured = citing.citation_recall(a_case(cites=must), given)
    assert figures(measured) == (None if recall is None else (recall, 1.0))
    missing = [id for id in must if id not in (*cited, *beside)]
    assert list(measured.missed if measured else ()) == [f"does not cite {id}" for id in missing]
    assert len(measured.matched if measured else ()) == len(must) - len(missing)


def test_recall_is_of_questions_that_can_be_answered() -> None:
    """Does a case where silence is right ask for no citation?"""
    assert citing.citation_recall(case_for("no_source", cites=(LAW,)), a_given()) is None


@pytest.mark.parametrize(
    ("claims", "beside", "must", "may", "precision"),
    [
        pytest.param(("a/b/1",), (), ("a/b/1",), (), 1.0, id="only what must be"),
        pytest.param(("a/b/1", "a/b/2"), (), ("a/b/1",), ("a/b/2",), 1.0, id="and what may be"),
        pytest.param(("a/b/1", "a/b/2"), (), ("a/b/1",), (), 0.5, id="one of two is not listed"),
        pytest.param(("a/b/1", "a/b/2", "a/b/3", "a/b/4"), (), ("a/b/1",), (), 0.25, id="three of four are not"),
        pytest.param(("a/b/3", "a/b/2"), (), ("a/b/1",), (), 0.0, id="none is listed"),
        pytest.param(("a/b/1",), ("a/b/9",), ("a/b/1",), (), 1.0, id="who can help is no claim"),
        pytest.param(("a/b/1", "referrals/ca/x"), (), ("a/b/1",), (), 1.0, id="nor is an organisation in a step"),
        pytest.param(("a/b/1", "a/b/1", "a/b/2"), (), ("a/b/1",), (), 0.5, id="an id cited twice counts once"),
        pytest.param(("a/b/1",), (), (), ("a/b/1",), 1.0, id="only ids that may be cited are named"),
        pytest.param(("a/b/1",), (), (), (), None, id="no id named by the case: it does not apply"),
        pytest.param((), ("a/b/9",), ("a/b/1",), (), None, id="no claim made: it does not apply"),
    ],
)
def test_precision(
    claims: tuple[str, ...], beside: tuple[str, ...], must: tuple[str, ...], may: tuple[str, ...], precision: float | None
) -> None:
    """Of the ids that the answer's own claims rest on: which share does the case list?"""
    measured = citing.citation_precision(a_case(cites=must, may_cite=may), citing_answer(claims, beside))
    assert figures(measured) == (None if precision is None else (precision, 1.0))


@pytest.mark.parametrize(
    ("kind", "claimed"),
    [
        pytest.param("deadline", True, id="a deadline is a claim"),
        pytest.param("rule", True, id="a rule is a claim"),
        pytest.param("limit", True, id="a limit is a claim"),
        pytest.param("next_step", True, id="a step is a claim"),
        pytest.param("urgent", False, id="urgent help is not"),
        pytest.param("system", False, id="a known system is not"),
        pytest.param("referral", False, id="who can help is not"),
    ],
)
def test_what_is_a_claim(kind: str, claimed: bool) -> None:
    """Which blocks count against precision?"""
    measured = citing.citation_precision(a_case(cites=("a/b/1",)), citing_answer(("a/b/1",), ("a/b/2",), kind))
    assert measured is not None
    assert measured.value == (0.5 if claimed else 1.0)
    assert measured.missed == (("rests on a/b/2, which is not expected",) if claimed else ())


@pytest.mark.parametrize(
    ("never", "value", "missed"),
    [
        pytest.param(("uk/x/1",), 0.0, (), id="not cited"),
        pytest.param(("a/b/1",), 1.0, ("cites a/b/1, which is another law",), id="cited in a claim"),
        pytest.param(("a/b/9",), 1.0, ("cites a/b/9, which is another law",), id="cited beside the answer"),
        pytest.param(
            ("a/b/1", "a/b/9", "uk/x/1"),
            1.0,
            ("cites a/b/1, which is another law", "cites a/b/9, which is another law"),
            id="two: one wrong answer",
        ),
        pytest.param((), None, (), id="the case names none"),
    ],
)
def test_wrong_law(never: tuple[str, ...], value: float | None, missed: tuple[str, ...]) -> None:
    """Is a law cited that would be another person's?"""
    measured = citing.wrong_law_cited(a_case(never_cites=never), citing_answer(("a/b/1",), ("a/b/9",)))
    assert measured == (None if value is None else Measured(value, missed=missed))


# saying


@pytest.mark.parametrize(
    ("lines", "groups", "figure", "missed"),
    [
        pytest.param(("You have 15 days.",), (("15 days", "two weeks"),), (1, 1), (), id="one of the ways to say it"),
        pytest.param(("You have FIFTEEN days.",), (("15 days",),), (1, 1), (), id="in other letters"),
        pytest.param(
            ("Ask soon.",), (("15 days", "30 days"), ("soon",)), (1, 2), ("does not say '15 days' or '30 days'",), id="one of two"
        ),
        pytest.param(
            ("Ask soon.",), (("court",), ("lawyer",)), (0, 2), ("does not say 'court'", "does not say 'lawyer'"), id="none"
        ),
        pytest.param(
            ("You do not have 15 days.",), (("you have 15 days",),), (0, 1), ("does not say 'you have 15 days'",), id="denied"
        ),
        pytest.param(("Go to the", "court today."), (("court today",),), (1, 1), (), id="in the second line"),
        pytest.param(("Anything.",), (), None, (), id="nothing to say"),
    ],
)
def test_must_say(
    lines: tuple[str, ...], groups: tuple[tuple[str, ...], ...], figure: tuple[float, float] | None, missed: tuple[str, ...]
) -> None:
    """How many of the things to say are said, and which are not?"""
    measured = said.must_say_coverage(a_case(must_say=groups), read(saying(*lines)))
    assert figures(measured) == figure
    assert (measured.missed if measured else ()) == missed


@pytest.mark.parametrize(
    ("line", "phrase", "value"),
    [
        pytest.param("A request stops no deadline.", "stops no", 1, id="as it stands there"),
        pytest.param("A request stops no deadline.", "request stops no", 1, id="with more words before it"),
        pytest.param("A request stops the deadline.", "stops no", 0, id="the reverse"),
        pytest.param("A request does not stop a deadline.", "stops no", 1, id="denied before the verb"),
        pytest.param("A request never stops no deadline.", "stops no", 0, id="denied twice"),
        pytest.param("A request stops the clock, no more is needed.", "stops no", 0, id="a denial of something else"),
        pytest.param("A request stops, no doubt, the deadline.", "stops no", 0, id="a denial after a comma"),
        pytest.param("The law has no date for it.", "the law has no", 1, id="has no"),
        pytest.param("The note says nothing of a date.", "says nothing", 1, id="nothing"),
        pytest.param("The note says nothing of a date.", "never says nothing", 0, id="a phrase that denies twice"),
    ],
)
def test_a_phrase_that_ends_in_a_denial(line: str, phrase: str, value: float) -> None:
    """Is the denial at the end of a phrase looked for right after its last word?"""
    assert figures(said.must_say_coverage(a_case(must_say=((phrase,),)), read(saying(line)))) == (value, 1)


def test_a_match_can_be_shown() -> None:
    """Is it kept which words were taken for which phrase?"""
    measured = said.must_say_coverage(a_case(must_say=(("15 days",),)), read(saying("You have fifteen days. [1]")))
    assert measured is not None
    assert measured.matched == ("'15 days' by “15 days” in “You have fifteen days.”",)


def test_what_is_asked_back_is_said() -> None:
    """Is a question back among what is seen, and a citation's quote not?"""
    given = a_given(clarify={"question": "In which country are you?", "options": []})
    case = a_case(must_say=(("which country",), ("the matter arose in Canada",)))
    assert figures(said.must_say_coverage(case, given)) == (1, 2)


@pytest.mark.parametrize(
    ("line", "never", "value", "many"),
    [
        pytest.param("You can wait.", ("you can wait",), 1.0, 1, id="said"),
        pytest.param("You cannot wait.", ("you can wait",), 0.0, 0, id="denied"),
        pytest.param("Can you wait?", ("you wait",), 0.0, 0, id="asked"),
        pytest.param("Some say “you can wait”.", ("you can wait",), 0.0, 0, id="quoted"),
        pytest.param("You can wait and rest.", ("you can wait", "rest", "sleep"), 1.0, 2, id="two of three: one violation"),
        pytest.param("Ask today.", ("you can wait",), 0.0, 0, id="not said"),
        pytest.param("Anything.", (), None, 0, id="nothing forbidden"),
    ],
)
def test_never_say(line: str, never: tuple[str, ...], value: float | None, many: int) -> None:
    """Is anything said that must not be?"""
    measured = said.never_said(a_case(never_say=never), read(saying(line)))
    assert figures(measured) == (None if value is None else (value, 1.0))
    assert len(measured.missed if measured else ()) == many


@pytest.mark.parametrize(
    ("kinds", "wanted", "value", "missed"),
    [
        pytest.param(("deadline", "short_answer"), BlockKind.DEADLINE, 1.0, (), id="first"),
        pytest.param(
            ("short_answer", "deadline"), BlockKind.DEADLINE, 0.0, ("begins with short_answer, expected deadline",), id="second"
        ),
        pytest.param(("notice", "urgent"), BlockKind.URGENT, 1.0, (), id="after a notice"),
        pytest.param(("notice", "urgent"), BlockKind.NOTICE, 1.0, (), id="the notice itself"),
        pytest.param(("urgent", "notice"), BlockKind.NOTICE, 0.0, ("begins with urgent, expected notice",), id="no notice"),
        pytest.param((), BlockKind.URGENT, 0.0, ("begins with nothing, expected urgent",), id="no block"),
        pytest.param(("notice",), BlockKind.URGENT, 0.0, ("begins with nothing, expected urgent",), id="only a notice"),
        pytest.param(("short_answer",), None, None, (), id="the case does not say"),
    ],
)
def test_first_block(kinds: tuple[str, ...], wanted: BlockKind | None, value: float | None, missed: tuple[str, ...]) -> None:
    """Does the part come first that must?"""
    given = a_given(blocks=[a_block(kind, "A line.") for kind in kinds])
    assert said.first_block(a_case(first_block=wanted), given) == (None if value is None else Measured(value, missed=missed))


FIFTEEN = Period(15, "calendar_days", Certainty.CONFIRMED)
UNKNOWN = Period(None, "", Certainty.UNCONFIRMED)


@pytest.mark.parametrize(
    ("wanted", "times", "line", "value"),
    [
        pytest.param(FIFTEEN, [a_time()], "Ask the court.", 1.0, id="as data"),
        pytest.param(FIFTEEN, [], "You have fifteen days.", 1.0, id="in words"),
        pytest.param(Period(2, "working_days", Certainty.CONFIRMED), [], "You have two working days.", 1.0, id="working days"),
        pytest.param(Period(1, "months", Certainty.CONFIRMED), [], "You have one month.", 1.0, id="one month"),
        pytest.param(FIFTEEN, [a_time(count=60)], "Ask the court.", 0.0, id="another count"),
        pytest.param(FIFTEEN, [a_time(unit="working_days")], "Ask the court.", 0.0, id="another unit"),
        pytest.param(FIFTEEN, [], "Ask the court soon.", 0.0, id="neither"),
        pytest.param(FIFTEEN, [], "You do not have 15 days.", 0.0, id="denied in words"),
        pytest.param(UNKNOWN, [], "Ask the court soon.", 1.0, id="none may be certain, none is"),
        pytest.param(UNKNOWN, [a_time(certainty="unconfirmed")], "Ask.", 1.0, id="none may be certain, one is unconfirmed"),
        pytest.param(UNKNOWN, [a_time(certainty="secondary")], "Ask.", 1.0, id="none may be certain, one is reported"),
        pytest.param(UNKNOWN, [a_time()], "Ask.", 0.0, id="none may be certain, one is"),
        pytest.param(UNKNOWN, [a_time(certainty="unconfirmed", date="2026-12-08")], "Ask.", 0.0, id="unconfirmed, with a date"),
        pytest.param(UNKNOWN, [a_time(remedy=REQUEST)], "Ask.", 1.0, id="an authority's own time to reply is no deadline"),
        pytest.param(None, [a_time()], "Ask.", None, id="the case does not say"),
    ],
)
def test_deadline(wanted: Period | None, times: list[dict[str, Any]], line: str, value: float | None) -> None:
    """Is the period stated that must be, and none as certain that is not?"""
    measured = said.deadline_right(a_case(deadline=wanted), read(saying(line, deadlines=times)), a_gold())
    assert figures(measured) == (None if value is None else (value, 1.0))
    assert bool(measured and measured.missed) is (value == 0.0)


@pytest.mark.parametrize(
    ("wanted", "answer", "value"),
    [
        pytest.param(True, an_answer(referrals=["referrals/ca/legal-aid"]), 1.0, id="as data"),
        pytest.param(True, an_answer(blocks=[a_block("referral", "Legal aid helps. [1]")]), 1.0, id="in a block"),
        pytest.param(True, an_answer(), 0.0, id="nobody"),
        pytest.param(False, an_answer(), None, id="not asked for"),
    ],
)
def test_referral(wanted: bool, answer: dict[str, Any], value: float | None) -> None:
    """Is somebody named who can help?"""
    assert figures(said.referral_given(a_case(referral=wanted), read(answer))) == (None if value is None else (value, 1.0))


# danger

REMOVAL, CHILD = Urgency.REMOVAL, Urgency.CHILD


@pytest.mark.parametrize(
    ("seen", "wanted", "recall", "alarm", "missed"),
    [
        pytest.param(["removal"], (REMOVAL,), (1, 1), None, (), id="seen"),
        pytest.param([], (REMOVAL,), (0, 1), None, ("does not see the danger removal",), id="not seen"),
        pytest.param(["child"], (REMOVAL, CHILD), (1, 2), None, ("does not see the danger removal",), id="one of two"),
        pytest.param(["child", "removal"], (REMOVAL,), (1, 1), None, (), id="one too many where there is danger is no alarm"),
        pytest.param(["child"], (), None, (1, 1), ("sees the danger child, where there is none",), id="an alarm for nothing"),
        pytest.param([], (), None, (0, 1), (), id="none, rightly"),
        pytest.param(["child"], None, None, None, (), id="the case does not say"),
    ],
)
def test_danger(
    seen: list[str],
    wanted: tuple[Urgency, ...] | None,
    recall: tuple[float, float] | None,
    alarm: tuple[float, float] | None,
    missed: tuple[str, ...],
) -> None:
    """Is danger seen where there is some, and only there?"""
    case, given = a_case(urgency=wanted), a_given(urgency=seen)
    found = danger.urgency_recall(case, given), danger.false_alarm(case, given)
    assert tuple(map(figures, found)) == (recall, alarm)
    assert tuple(m for measured in found if measured for m in measured.missed) == missed


@pytest.mark.parametrize(
    ("kinds", "wanted", "value"),
    [
        pytest.param(("urgent", "short_answer"), (REMOVAL,), 1.0, id="first"),
        pytest.param(("notice", "urgent"), (REMOVAL,), 1.0, id="after a notice"),
        pytest.param(("deadline", "urgent"), (REMOVAL,), 0.0, id="after something else"),
        pytest.param(("short_answer",), (REMOVAL,), 0.0, id="no help"),
        pytest.param((), (REMOVAL,), 0.0, id="nothing"),
        pytest.param(("urgent",), (), None, id="no danger"),
        pytest.param(("urgent",), None, None, id="the case does not say"),
    ],
)
def test_help_first(kinds: tuple[str, ...], wanted: tuple[Urgency, ...] | None, value: float | None) -> None:
    """Does help lead where there is danger?"""
    given = a_given(blocks=[a_block(kind, "A line.") for kind in kinds])
    assert figures(danger.help_first(a_case(urgency=wanted), given)) == (None if value is None else (value, 1.0))


# standing

LATER = "eu/ai-act/art-86"
DATED = a_gold(
    statuses={
        LAW: ((date(2002, 6, 28), Status.IN_FORCE),),
        LATER: ((date(2024, 8, 1), Status.NOT_YET), (date(2027, 12, 2), Status.IN_FORCE)),
    }
)


@pytest.mark.parametrize(
    ("day", "said_", "figure"),
    [
        pytest.param(TODAY, {LAW: "in_force", LATER: "not_yet"}, (2, 2), id="both as they are"),
        pytest.param(TODAY, {LAW: "in_force", LATER: "in_force"}, (1, 2), id="one too early"),
        pytest.param(date(2027, 12, 1), {LATER: "not_yet"}, (1, 1), id="the day before"),
        pytest.param(date(2027, 12, 2), {LATER: "not_yet"}, (0, 1), id="its first day"),
        pytest.param(date(2027, 12, 2), {LATER: "in_force"}, (1, 1), id="its first day, seen"),
        pytest.param(date(2024, 7, 31), {LATER: "not_yet"}, None, id="before the table begins"),
        pytest.param(TODAY, {LAW: "in_force", "ca/x/1": "expired"}, (1, 1), id="what the table does not know does not count"),
        pytest.param(TODAY, {"ca/x/1": "in_force"}, None, id="nothing that it knows"),
        pytest.param(TODAY, {}, None, id="nothing cited"),
    ],
)
def test_statuses(day: date, said_: dict[str, str], figure: tuple[float, float] | None) -> None:
    """Is law said to be in force on the day of asking exactly when it is?"""
    given = a_given(citations=[a_source(n, id, status=status) for n, (id, status) in enumerate(said_.items(), 1)])
    measured = standing.statuses_right(a_case(asked_on=day), given, DATED)
    assert figures(measured) == figure
    assert len(measured.missed if measured else ()) == (figure[1] - figure[0] if figure else 0)


def test_only_law_has_a_status() -> None:
    """Is a remedy's status left out, whatever the table says?"""
    gold = a_gold(statuses={COURT: ((date(2002, 6, 28), Status.EXPIRED),)})
    assert standing.statuses_right(a_case(), a_given(citations=[a_source(1, COURT)]), gold) is None


@pytest.mark.parametrize(
    ("claimed", "known", "surer"),
    [
        pytest.param("confirmed", "confirmed", False, id="confirmed, and is"),
        pytest.param("confirmed", "secondary", True, id="confirmed, and is reported"),
        pytest.param("confirmed", "unconfirmed", True, id="confirmed, and is not"),
        pytest.param("secondary", "confirmed", False, id="reported, and is confirmed: modest"),
        pytest.param("secondary", "secondary", False, id="reported, and is"),
        pytest.param("secondary", "unconfirmed", True, id="reported, and is not confirmed"),
        pytest.param("unconfirmed", "confirmed", False, id="not confirmed, and is: modest"),
        pytest.param("unconfirmed", "unconfirmed", False, id="not confirmed, and is not"),
    ],
)
def test_certainty(claimed: str, known: str, surer: bool) -> None:
    """Is a source made out to be surer than it is?"""
    gold = a_gold(at_most={LAW: Certainty(known)})
    given = a_given(citations=[a_source(certainty=claimed), a_source(2, "ca/x/1")])
    measured = standing.certainties_right(a_case(), given, gold)
    assert figures(measured) == (0.0 if surer else 1.0, 1.0)
    assert standing.surer(Certainty(claimed), Certainty(known)) is surer


def test_certainty_of_what_is_not_in_the_table() -> None:
    """Does it not apply where the table knows none of the sources?"""
    assert standing.certainties_right(a_case(), a_given(), a_gold(at_most={})) is None


# reading


def test_reading_grade() -> None:
    """Is it the Flesch-Kincaid grade: thirty words in five sentences, thirty-five syllables?"""
    given = read(saying(*["The court must read each number. [1]"] * 5))
    measured = reading.reading_grade(a_case(), given)
    assert measured is not None
    assert measured.value == pytest.approx(0.39 * 30 / 5 + 11.8 * 35 / 30 - 15.59)
    assert measured.value == pytest.approx(0.5167, abs=1e-4)


@pytest.mark.parametrize(
    ("lines", "kind", "language"),
    [
        pytest.param(["The court must read each number."] * 4 + ["The court must read all."], "short_answer", "en", id="29 words"),
        pytest.param(["The court must read each number."] * 5, "referral", "en", id="in a block that is not ours to tell"),
        pytest.param(["The court must read each number."] * 5, "short_answer", "de", id="not English"),
    ],
)
def test_no_grade(lines: list[str], kind: str, language: str) -> None:
    """Is no grade given where it would say nothing?"""
    assert reading.reading_grade(a_case(language=language), a_given(blocks=[a_block(kind, *lines)])) is None


def test_lengths() -> None:
    """Are words counted as people would, and the short answer's apart?"""
    blocks = [a_block("short_answer", "Don't wait 15 days. [1]", "Ask now."), a_block("referral", "Zoé's office helps.")]
    given = a_given(blocks=blocks, clarify={"question": "Where are you?", "options": []})
    assert figures(reading.short_answer_words(a_case(), given)) == (5, 1)  # Don't wait days Ask now
    assert figures(reading.answer_words(a_case(), given)) == (11, 1)  # and Zoé's office helps Where are you
    assert reading.short_answer_words(a_case(), a_given(blocks=blocks[1:])) is None
    assert figures(reading.answer_words(a_case(), a_given(blocks=[]))) == (0, 1)


# ranking

OTHERS = tuple(f"x/y/{n}" for n in range(12))


@pytest.mark.parametrize(
    ("ranked", "must", "may", "ndcg", "five", "ten", "reciprocal"),
    [
        pytest.param(("a/b/1",), ("a/b/1",), (), 1.0, 1.0, 1.0, 1.0, id="first"),
        pytest.param(("x/y/1", "a/b/1"), ("a/b/1",), (), 1 / log2(3), 1.0, 1.0, 1 / 2, id="second"),
        pytest.param((*OTHERS[:5], "a/b/1"), ("a/b/1",), (), 1 / log2(7), 0.0, 1.0, 1 / 6, id="sixth"),
        pytest.param((*OTHERS[:10], "a/b/1"), ("a/b/1",), (), 0.0, 0.0, 0.0, 1 / 11, id="eleventh"),
        pytest.param(OTHERS, ("a/b/1",), (), 0.0, 0.0, 0.0, 0.0, id="not found"),
        pytest.param(
            ("a/b/1", *OTHERS[:6], "a/b/2"),
            ("a/b/1", "a/b/2"),
            (),
            (2 + 2 / log2(9)) / (2 + 2 / log2(3)),
            0.5,
            1.0,
            1.0,
            id="first and eighth",
        ),
        pytest.param(
            ("m/n/1", "a/b/1"),
            ("a/b/1",),
            ("m/n/1",),
            (1 + 2 / log2(3)) / (2 + 1 / log2(3)),
            1.0,
            1.0,
            1 / 2,
            id="what may be cited is worth half, and is not looked for",
        ),
        pytest.param(("m/n/1",), ("a/b/1",), ("m/n/1",), 1 / (2 + 1 / log2(3)), 0.0, 0.0, 0.0, id="only what may be"),
        pytest.param(
            ("guides/ca/x", "referrals/ca/y", "a/b/1"), ("a/b/1",), (), 1.0, 1.0, 1.0, 1.0, id="guides and referrals left out"
        ),
        pytest.param(("guides/ca/x",), ("a/b/1",), (), 0.0, 0.0, 0.0, 0.0, id="nothing but a guide"),
        pytest.param(("remedies/ca/x", "a/b/1"), ("remedies/ca/x",), (), 1.0, 1.0, 1.0, 1.0, id="a remedy can be cited"),
    ],
)
def test_retrieval(
    ranked: tuple[str, ...], must: tuple[str, ...], may: tuple[str, ...], ndcg: float, five: float, ten: float, reciprocal: float
) -> None:
    """Are nDCG@10, recall@5, recall@10 and the reciprocal rank those worked out by hand?"""
    found = ranking.retrieval([a_reply(a_case(cites=must, may_cite=may), ranked=ranked)])
    values = {name: m.value for name, m in found["ca-1"].items()}
    assert values == pytest.approx({"ndcg_10": ndcg, "recall_5": five, "recall_10": ten, "mrr": reciprocal})
    assert all(m.over == 1.0 for m in found["ca-1"].values())


def test_retrieval_keeps_questions_apart() -> None:
    """Is each question held against its own ids, in one pass over many?"""
    one = a_reply(a_case(id="1", cites=("a/b/1",)), ranked=("a/b/1", "a/b/2"))
    two = a_reply(a_case(id="2", cites=("a/b/2",)), ranked=("a/b/1", "a/b/2"))
    found = ranking.retrieval([one, two])
    assert {id: m["mrr"].value for id, m in found.items()} == {"1": 1.0, "2": 0.5}


@pytest.mark.parametrize(
    ("case", "changes"),
    [
        pytest.param(a_case(cites=(LAW,)), {"ranked": ()}, id="nothing is ranked"),
        pytest.param(a_case(may_cite=(LAW,)), {"ranked": (LAW,)}, id="nothing must be cited"),
        pytest.param(case_for("no_source", cites=(LAW,)), {"ranked": (LAW,)}, id="silence is right"),
        pytest.param(
            a_case(cites=(LAW,)), {"ranked": (LAW,), "near": Near("guides/ca/x", "Way 1?", 0.92)}, id="the wording is a guide's"
        ),
    ],
)
def test_no_retrieval(case: Any, changes: dict[str, Any]) -> None:
    """Is a question left out that says nothing about retrieval?"""
    assert ranking.retrieval([a_reply(case, **changes)]) == {}


def test_a_wording_that_is_only_near() -> None:
    """Does a question count that is near a guide's wording, and not the same?"""
    reply = a_reply(a_case(cites=(LAW,)), ranked=(LAW,), near=Near("guides/ca/x", "Way 1?", 0.9199))
    assert ranking.retrieval([reply])["ca-1"]["mrr"].value == 1.0


@pytest.mark.parametrize(
    ("ranked", "about", "first", "three"),
    [
        pytest.param(("guides/ca/a", "guides/ca/b"), "guides/ca/a", 1.0, 1.0, id="first"),
        pytest.param(("a/b/1", "remedies/ca/x", "guides/ca/a"), "guides/ca/a", 1.0, 1.0, id="first of the guides"),
        pytest.param(("guides/ca/b", "guides/ca/c", "guides/ca/a"), "guides/ca/a", 0.0, 1.0, id="third"),
        pytest.param(("guides/ca/b", "guides/ca/c", "guides/ca/d", "guides/ca/a"), "guides/ca/a", 0.0, 0.0, id="fourth"),
        pytest.param(("guides/ca/b",), "guides/ca/a", 0.0, 0.0, id="not there"),
        pytest.param(("a/b/1",), "guides/ca/a", None, None, id="no guides ranked"),
        pytest.param(("guides/ca/b",), "none/weather", None, None, id="about no guide"),
        pytest.param(("guides/ca/b",), "", None, None, id="the case does not say"),
    ],
)
def test_right_guide(ranked: tuple[str, ...], about: str, first: float | None, three: float | None) -> None:
    """Is the guide nearest, or among three, that the case is about?"""
    reply = a_reply(a_case(about=about), ranked=ranked)
    assert figures(ranking.right_guide_first(reply)) == (None if first is None else (first, 1.0))
    assert figures(ranking.right_guide_in_three(reply)) == (None if three is None else (three, 1.0))


def test_no_guide_is_right_where_silence_is() -> None:
    """Is the right guide not asked for where nothing should be answered?"""
    reply = a_reply(case_for("clarify", about="guides/ca/a"), ranked=("guides/ca/a",))
    assert ranking.right_guide_first(reply) is None


# the table


def test_the_table_of_measures() -> None:
    """Has each measure its own name, a reason, a direction, and the headline its measures?"""
    assert len(BY_NAME) == len(MEASURES)
    assert {*HEADLINE} <= {*BY_NAME}
    assert all(m.title and m.reason and m.better in ("higher", "lower", "neither") for m in MEASURES)
    assert {m.name for m in MEASURES if not m.share} == {"reading_grade", "answer_words", "short_words", "latency"}


def test_what_applies_is_measured() -> None:
    """Is exactly what applies to a reply measured, under the names of the table?"""
    found = measure(a_reply(a_case(cites=(LAW,), must_say=(("officer",),))), a_gold())
    assert {*found} == {
        "outcome", "outcome_weighted", "answered_precision", "answer_rate", "citation_recall", "citation_precision",
        "must_say", "statuses", "certainties", "language", "answer_words", "short_words",
    }  # fmt: skip
    assert {*found} <= {*BY_NAME}


def test_nothing_is_measured_without_an_answer() -> None:
    """Is an answer that could not be had unscored, not wrong?"""
    assert measure(a_reply(error="No model."), a_gold()) == {}


def test_silence_measured() -> None:
    """Is a right silence right in what applies to it?"""
    found = measure(a_reply(case_for("no_source"), an_answer(**SILENT)), a_gold())
    assert (found["outcome"].value, found["abstention"].value) == (1.0, 1.0)
    assert not {"answered_precision", "answer_rate", "citation_recall", "short_words"} & {*found}
