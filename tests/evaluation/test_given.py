"""`evaluation.given`: an answer read back from its JSON, and text alone made into one."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given as whatever
from hypothesis import strategies as st

from evaluation.replies_made import TODAY, a_block, a_case, a_gold, a_reply, a_source, a_time
from evaluation.replies_made import an_answer as a_json
from factories import a_citation, an_answer
from rights_assistant.domain.answer import Answer, Block, BlockKind, Clarify, Deadline, Line, Option, Outcome, Urgency
from rights_assistant.domain.document import Kind
from rights_assistant.domain.standing import Certainty, Status
from rights_assistant.errors import CaseError
from rights_assistant.evaluation.given import Part, Said, Source, TimeGiven, plain_text, read
from rights_assistant.evaluation.table import measure
from rights_assistant.render import to_json


def a_whole_answer(**changes: Any) -> Answer:
    """An answer that has every part."""
    whole = an_answer(
        outcome=Outcome.PARTIAL,
        blocks=(
            Block(BlockKind.URGENT, None, (Line("Call now.", template="urgent.call"),)),
            Block(BlockKind.DEADLINE, "ca", (Line("You have 15 days.", (1, 2)), Line("Ask today.", (2,))), heading="Time"),
            Block(BlockKind.REFERRAL, "ca", (Line("Legal aid helps.", (3,)),)),
        ),
        citations=(
            a_citation(),
            a_citation(2, id="remedies/ca/judicial-review", kind=Kind.REMEDY, force=None, certainty=Certainty.SECONDARY),
            a_citation(3, id="referrals/ca/legal-aid", kind=Kind.REFERRAL, force=None, status=Status.NOT_YET),
        ),
        urgency=(Urgency.REMOVAL, Urgency.CHILD),
        deadlines=(
            Deadline("remedies/ca/judicial-review", 15, "calendar_days", "the day of sending", Certainty.CONFIRMED, ("in Canada",)),
            Deadline("remedies/ca/x", 1, "months", "then", Certainty.UNCONFIRMED, (), falls_on=date(2026, 12, 23)),
        ),
        clarify=Clarify("Where was it decided?", (Option("In Canada", (("place", "ca"),)),)),
        referrals=("referrals/ca/legal-aid",),
        timings_ms={"find": 30.0, "write": 2.5},
    )
    return replace(whole, **changes)


def test_an_answer_read_back() -> None:
    """Is everything there that a person saw, as it was?"""
    given = read(to_json(a_whole_answer()))
    assert (given.outcome, given.asked_on, given.language) == (Outcome.PARTIAL, TODAY, "en")
    assert (given.jurisdictions, given.urgency) == (("ca",), (Urgency.REMOVAL, Urgency.CHILD))
    assert given.parts == (
        Part(BlockKind.URGENT, None, (Said("Call now.", ()),)),
        Part(BlockKind.DEADLINE, "ca", (Said("You have 15 days.", (1, 2)), Said("Ask today.", (2,)))),
        Part(BlockKind.REFERRAL, "ca", (Said("Legal aid helps.", (3,)),)),
    )
    assert given.sources[0] == Source(
        number=1,
        id="ca/irpa/s-72",
        kind=Kind.NOTE,
        jurisdiction="ca",
        certainty=Certainty.CONFIRMED,
        status=Status.IN_FORCE,
        quote="You have 15 days if the matter arose in Canada.",
        title="IRPA, section 72",
    )
    assert [(s.kind, s.certainty, s.status) for s in given.sources[1:]] == [
        (Kind.REMEDY, Certainty.SECONDARY, Status.IN_FORCE),
        (Kind.REFERRAL, Certainty.CONFIRMED, Status.NOT_YET),
    ]
    assert given.deadlines == (
        TimeGiven("remedies/ca/judicial-review", 15, "calendar_days", Certainty.CONFIRMED, None),
        TimeGiven("remedies/ca/x", 1, "months", Certainty.UNCONFIRMED, "2026-12-23"),
    )
    assert (given.referrals, given.asks_back) == (("referrals/ca/legal-aid",), "Where was it decided?")
    assert given.milliseconds == 32.5


def test_what_is_seen() -> None:
    """Is every line seen in order without its markers, and the question back at the end?"""
    given = read(to_json(a_whole_answer()))
    assert given.seen == "Call now.\nYou have 15 days.\nAsk today.\nLegal aid helps.\nWhere was it decided?"
    assert given.of_kind(BlockKind.DEADLINE, BlockKind.REFERRAL) == "You have 15 days.\nAsk today.\nLegal aid helps."
    assert given.of_kind(BlockKind.RULE) == ""


def test_what_it_rests_on() -> None:
    """Is it known what each line rests on, and what the claims do?"""
    given = read(to_json(a_whole_answer()))
    law, remedy, aid = "ca/irpa/s-72", "remedies/ca/judicial-review", "referrals/ca/legal-aid"
    assert [[s.id for s in given.behind(line)] for p in given.parts for line in p.lines] == [[], [law, remedy], [remedy], [aid]]
    assert given.cited == (law, remedy, aid)
    assert given.claims == {law, remedy}


def test_an_answer_with_nothing_more() -> None:
    """Is nothing read as nothing: no question back, no time taken?"""
    given = read(to_json(an_answer()))
    assert (given.asks_back, given.milliseconds, given.deadlines, given.urgency) == ("", None, (), ())
    assert given.seen == "You have 15 days."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("You have 15 days. [1]", Said("You have 15 days.", (1,)), id="one marker"),
        pytest.param("You have 15 days. [1] [12]", Said("You have 15 days.", (1, 12)), id="two"),
        pytest.param("You have 15 days.[2][1]", Said("You have 15 days.", (2, 1)), id="without spaces, in their order"),
        pytest.param("Rule [5] applies. [1]", Said("Rule [5] applies.", (1,)), id="a number in brackets within"),
        pytest.param("Rule [5] applies.", Said("Rule [5] applies.", ()), id="and no marker"),
        pytest.param("You have 15 days.", Said("You have 15 days.", ()), id="none"),
    ],
)
def test_a_line(text: str, said: Said) -> None:
    """Are the markers at the end of a line told from its words?"""
    assert read(a_json(blocks=[a_block("rule", text)])).parts[0].lines == (said,)


WORDS = st.text(st.characters(categories=("L", "N", "P", "Zs"), exclude_characters="[]"), min_size=1).filter(
    lambda t: t.strip() == t and t
)


@whatever(st.lists(st.tuples(WORDS, st.lists(st.integers(1, 3), min_size=1, max_size=3)), min_size=1, max_size=4))
def test_lines_come_back(lines: list[tuple[str, list[int]]]) -> None:
    """Whatever is said and cited: do the same lines come back with the same numbers?"""
    used = sorted({n for _, numbers in lines for n in numbers})
    block = Block(BlockKind.RULE, "ca", tuple(Line(text, tuple(numbers)) for text, numbers in lines))
    given = read(to_json(an_answer(blocks=(block,), citations=tuple(a_citation(n) for n in used))))
    assert given.parts == (Part(BlockKind.RULE, "ca", tuple(Said(text, tuple(numbers)) for text, numbers in lines)),)


def without(key: str, answer: dict[str, Any]) -> dict[str, Any]:
    """The answer without one of its keys."""
    return {k: v for k, v in answer.items() if k != key}


READ = (
    "outcome", "asked_on", "language", "jurisdictions", "urgency", "blocks", "citations", "deadlines", "referrals", "clarify",
    "timings_ms",
)  # fmt: skip


@pytest.mark.parametrize(
    "broken",
    [
        *(pytest.param(without(key, a_json()), id=f"no {key}") for key in READ),
        *(
            pytest.param(a_json(blocks=[without(key, a_block("rule", "A."))]), id=f"a block without {key}")
            for key in ("kind", "jurisdiction", "text")
        ),
        *(
            pytest.param(a_json(citations=[without(key, a_source())]), id=f"a citation without {key}")
            for key in ("number", "id", "kind", "jurisdiction", "certainty", "status", "quote", "title")
        ),
        *(
            pytest.param(a_json(deadlines=[without(key, a_time())]), id=f"a deadline without {key}")
            for key in ("remedy", "count", "unit", "certainty", "date")
        ),
        pytest.param(a_json(outcome="happy"), id="an outcome that does not exist"),
        pytest.param(a_json(asked_on="2026-02-30"), id="a day that does not exist"),
        pytest.param(a_json(asked_on=None), id="no day"),
        pytest.param(a_json(urgency=["hurry"]), id="a danger that does not exist"),
        pytest.param(a_json(urgency=None), id="a list that is nothing"),
        pytest.param(a_json(blocks=[a_block("poem", "A.")]), id="a kind of block that does not exist"),
        pytest.param(a_json(blocks=["A."]), id="a block that is only text"),
        pytest.param(a_json(blocks=[a_block("rule") | {"text": None}]), id="a block without words"),
        pytest.param(a_json(citations=[a_source(kind="poem")]), id="a kind of source that does not exist"),
        pytest.param(a_json(citations=[a_source(certainty="sure")]), id="a certainty that does not exist"),
        pytest.param(a_json(citations=[a_source(status="soon")]), id="a status that does not exist"),
        pytest.param(a_json(clarify="Where?"), id="a question back that is only text"),
        pytest.param(a_json(timings_ms=[1.0]), id="times in a list"),
        pytest.param(a_json(timings_ms={"all": "fast"}), id="a time that is a word"),
        pytest.param({}, id="nothing"),
        pytest.param([], id="a list"),
        pytest.param(None, id="null"),
        pytest.param("answered", id="a word"),
    ],
)
def test_another_shape(broken: Any) -> None:
    """Is an answer of another shape refused, with what to do?"""
    with pytest.raises(CaseError, match=r"docs/answer\.md") as raised:
        read(broken)
    assert "eval run" in raised.value.remedy


def test_text_alone() -> None:
    """Does what a chat model says become an answer that cites nothing and marks nothing?"""
    given = read(plain_text("  You have 15 days.\n\n\n Ask today. \n", TODAY))
    assert (given.outcome, given.asked_on, given.language) == (Outcome.ANSWERED, TODAY, "en")
    assert given.parts == (Part(BlockKind.SHORT_ANSWER, None, (Said("You have 15 days.", ()), Said("Ask today.", ()))),)
    assert (given.sources, given.claims, given.cited, given.urgency, given.deadlines) == ((), set(), (), (), ())
    assert (given.milliseconds, given.referrals, given.asks_back) == (None, (), "")


@pytest.mark.parametrize("text", ["", " \n \n"])
def test_no_text(text: str) -> None:
    """Is no text an answer without parts?"""
    assert read(plain_text(text, TODAY)).parts == ()


def test_text_in_another_language() -> None:
    """Is the language of the text kept?"""
    assert read(plain_text("Sie haben 15 Tage.", TODAY, "de")).language == "de"


@whatever(st.text(max_size=200))
def test_any_text_can_be_measured(text: str) -> None:
    """Whatever a model says: can it be read back and measured?"""
    answer = plain_text(text, TODAY)
    assert measure(a_reply(a_case(must_say=(("court",),)), answer), a_gold())["must_say"].over == 1.0
