"""Do the real notes answer a person briefly and a caseworker fully, for what was told and for the day?"""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from conftest import ROOT
from rights_assistant.domain.answer import Answer, BlockKind, Outcome
from rights_assistant.domain.document import CONTRARY, Remedy
from rights_assistant.domain.question import Depth, Question, ask
from rights_assistant.evaluation.cases import Case, Split
from rights_assistant.evaluation.given import read
from rights_assistant.evaluation.gold import read_gold
from rights_assistant.evaluation.harms import clock_line_missing
from rights_assistant.evaluation.questions import read_cases
from rights_assistant.knowledge import load
from rights_assistant.render import to_json, to_text

EVALS = ROOT / "evals"
NOW = date(2026, 11, 28)
DAYS = (date(2025, 6, 1), NOW, date(2028, 1, 15))
CASES = [c for c in read_cases(EVALS / "questions", None) if c.split is Split.TUNE][::12]
GOLD = read_gold(EVALS / "gold")


def question(case: Case, day: date, depth: Depth) -> Question:
    """The question of a case on a day, at a depth."""
    asked = ask(case.question, day, jurisdiction=case.jurisdiction, earlier=case.turns)
    return replace(asked, depth=depth)


def said(answer: Answer, *wanted: BlockKind) -> list[str]:
    """The lines of the blocks of some kinds; of all when none is given."""
    return [line.text for b in answer.blocks if b.kind in wanted or not wanted for line in b.lines]


def words(answer: Answer) -> int:
    """How many words are seen."""
    return sum(len(text.split()) for text in said(answer))


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("depth", tuple(Depth))
def test_the_clock_and_the_day_at_every_depth(assistant: Any, day: date, depth: Depth) -> None:
    """Is no request suggested without the clock line, and nothing said of law as it does not stand on the day?"""
    for case in CASES:
        answer = assistant.answer(question(case, day, depth))
        assert not clock_line_missing(case, read(to_json(answer) | {"timings_ms": {}}), GOLD), (case.id, day)
        for c in answer.citations:
            document = assistant.library.get(c.id)
            assert c.status is assistant.library.status_on(document, day), (case.id, c.id)
            quoted = [s.window.covers(day) for _, s in document.placed() if s.text == c.quote]
            assert any(quoted), (case.id, c.quote)


def test_a_person_reads_much_less_and_loses_no_part(assistant: Any) -> None:
    """Over the tuned questions: is the short answer under two thirds of the long one, with every part still there?"""
    short, full = 0, 0
    for case in CASES:
        person, worker = (assistant.answer(question(case, NOW, d)) for d in (Depth.PERSON, Depth.CASEWORKER))
        if {person.outcome, worker.outcome} - {Outcome.ANSWERED, Outcome.PARTIAL}:
            continue
        short, full = short + words(person), full + words(worker)
        assert bool(said(person, BlockKind.DEADLINE)) <= bool(said(worker, BlockKind.DEADLINE)), case.id
        for kind in (BlockKind.SHORT_ANSWER, BlockKind.LIMIT, BlockKind.NEXT_STEP, BlockKind.REFERRAL):
            assert bool(said(person, kind)) is bool(said(worker, kind)), (case.id, kind)
        assert set(said(person, BlockKind.URGENT)) == set(said(worker, BlockKind.URGENT))
    assert short < full * 2 / 3


def test_the_short_answer_says_that_there_is_more(assistant: Any) -> None:
    """In a terminal: does a person learn how to see the rest, and a caseworker no such thing?"""
    asked = ask("Was a computer used in my visa case?", NOW, jurisdiction="ca")
    replies = assistant.prompts.replies
    more = " ".join(replies.line("more").split())
    shown = [" ".join(to_text(assistant.answer(replace(asked, depth=d)), replies).split()) for d in Depth]
    assert [more in text for text in shown] == [True, False]


TIMES = [
    ("I applied from Lagos and Canada refused my visa. How long for the court?", "ca", ["60", "15"], "abroad: 60 first, 15 stays"),
    ("I am in Toronto, IRCC refused my extension. How long for the court?", "ca", ["15"], "in the country: 15 alone"),
    ("IRCC refused me. How long for the court?", "ca", ["15", "60"], "not told: both"),
    ("I am in London and my asylum claim was refused, how long for the appeal?", "uk", ["14"], "in the country: 14 alone"),
    ("I am in Nairobi, my student visa was refused, how long for the tribunal appeal?", "uk", ["28", "14"], "abroad: 28 first"),
    ("I am in immigration detention and my visa was refused, how long for the ART?", "au", ["14"], "detained: 14, act in 7"),
]


@pytest.mark.parametrize(("text", "place", "times", "why"), TIMES)
def test_the_time_that_fits_comes_first(text: str, place: str, times: list[str], why: str, assistant: Any) -> None:
    """Is the period of who asks said first, and never a longer one that is another person's?"""
    answer = assistant.answer(ask(text, NOW, jurisdiction=place))
    limits = {str(d.count) for d in answer.deadlines}
    lines = said(answer, BlockKind.DEADLINE)
    assert f"{times[0]} days" in lines[0], why
    assert set(times) <= limits, why
    assert not {"15", "60"} & limits - set(times), why
    asks = [line for line in lines if line.startswith("Which time limit is yours")]
    assert not any("inside or outside" in line or "you are in the UK" in line for line in asks) or len(times) > 1, why


def test_every_fact_that_decides_is_in_its_own_sentence() -> None:
    """Do the real remedies tie each conditional time to the sentence that says it, and each fact to one of its contrary?"""
    tied = [(r, t) for r in load(ROOT / "knowledge") if isinstance(r, Remedy) for t in r.time_limits if t.when]
    assert len(tied) >= 10
    for remedy, limit in tied:
        section, statement = remedy.find(limit.says) or (None, None)
        assert section is not None, (remedy.id, limit.id)
        assert statement is not None, (remedy.id, limit.id)
        assert section.heading == "Deadline"
        assert str(limit.count) in statement.text
        assert limit.when in CONTRARY
