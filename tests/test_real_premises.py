"""Every real premise: seen in its examples, corrected first where and when it is wrong, and nowhere else."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from conftest import ROOT
from rights_assistant.compose import Composed, compose
from rights_assistant.domain.answer import BlockKind, Outcome
from rights_assistant.domain.jurisdiction import NAMES, scope
from rights_assistant.domain.library import Library
from rights_assistant.domain.premise import Premise
from rights_assistant.domain.question import ask
from rights_assistant.knowledge.premises import read_premises
from rights_assistant.patterns import plain
from rights_assistant.premises import taken
from rights_assistant.prompts import load_prompts
from rights_assistant.understand import Understood

NOW = date(2026, 11, 23)
PROMPTS = load_prompts(ROOT / "prompts")
OPENING = PROMPTS.replies.line("premise")
PREMISES = read_premises(ROOT / "knowledge")[0]
LEAD = "guides/any/how-to-appeal"


def day_in(premise: Premise) -> date:
    """A day on which the belief is wrong: today, or else the first or the last of them."""
    since, until = premise.window.since, premise.window.until
    return max(NOW, since) if since else min(NOW, until) if until else NOW


def led(library: Library, premise: Premise, place: str, day: date) -> Composed:
    """An answer in a place to the first example of a premise, led by a guide for everyone."""
    question = ask(premise.fits[0], day, jurisdiction=place)
    held = taken(question, Understood(question.text, place), replace(library, premises=(premise,)), PROMPTS.places)
    return compose(question, place, library.get(LEAD), (), library, PROMPTS.replies, taken=replace(held, foreign=None))


def first_lines(composed: Composed) -> list[str]:
    """The lines of the notice that an answer begins with; none when it begins otherwise."""
    block = composed.blocks[0]
    return [line.text for line in block.lines] if block.kind is BlockKind.NOTICE else []


@pytest.mark.parametrize(("premise", "text"), [(p, text) for p in PREMISES for text in p.fits], ids=lambda v: getattr(v, "id", v))
def test_a_belief_is_seen(premise: Premise, text: str) -> None:
    """Is each example of a belief seen?"""
    assert premise.seen_in(plain(text))


@pytest.mark.parametrize(("premise", "text"), [(p, text) for p in PREMISES for text in p.spares], ids=lambda v: getattr(v, "id", v))
def test_a_question_is_spared(premise: Premise, text: str) -> None:
    """Is each question that only sounds like a belief left alone?"""
    assert not premise.seen_in(plain(text))


@pytest.mark.parametrize(
    ("premise", "place"), [(p, place) for p in PREMISES for place, _ in p.says], ids=lambda v: getattr(v, "id", v)
)
def test_the_correction_stands_first(library: Library, premise: Premise, place: str) -> None:
    """In each of its places, does the answer begin with statements that are cited, hold on the day and reach the person?"""
    day = day_in(premise)
    composed = led(library, premise, place, day)
    opening, *said = first_lines(composed)
    wanted = [placed for ref in dict(premise.says)[place] if (placed := library.resolve(ref))]
    holding = [p for p in wanted if p.statement.window.covers(day)]
    assert opening == OPENING
    assert holding
    assert [any(line.startswith(p.statement.text) for line in said) for p in holding] == [True] * len(holding)
    assert all(library.reaches(p, scope(place)) for p in holding)
    cited = {c.number: c for c in composed.citations}
    lines = composed.blocks[0].lines[1 : 1 + len(holding)]
    assert all(line.citations and all(cited[n].jurisdiction in scope(place) for n in line.citations) for line in lines)


@pytest.mark.parametrize("premise", PREMISES, ids=lambda p: p.id)
def test_nobody_else_is_corrected(library: Library, premise: Premise) -> None:
    """Is nothing corrected in a place that no statement reaches, or on a day on which the belief is not wrong?"""
    reached = {place for place in NAMES for above in scope(place) if above in dict(premise.says)}
    for place in set(NAMES) - reached:
        assert OPENING not in first_lines(led(library, premise, place, day_in(premise))), place
    since, until, one = premise.window.since, premise.window.until, timedelta(days=1)
    outside = [since and since - one, until and until + one]
    for day in filter(None, outside):
        for place in reached:
            assert OPENING not in first_lines(led(library, premise, place, day)), (place, day)


@pytest.mark.parametrize("guide", ["guides/any/how-to-appeal", "guides/any/was-ai-used-in-my-case"])
def test_a_plain_question_is_answered_as_before(library: Library, guide: str) -> None:
    """Is a guide's own question answered to the letter as it was without the premises?"""
    lead: Any = library.get(guide)
    for place in ("ca", "de", "uk"):
        question = ask(lead.question, NOW, jurisdiction=place)
        held = taken(question, Understood(question.text, place), library, PROMPTS.places)
        with_, without = (compose(question, place, lead, (), library, PROMPTS.replies, **more) for more in ({"taken": held}, {}))
        assert with_ == without


def test_few_of_the_guides_questions_are_beliefs(library: Library) -> None:
    """Do the premises keep silent at nearly all of the questions that the guides were written for?"""
    asked = [text for guide in library.guides() for text in (guide.question, *guide.asks)]
    seen = [text for text in asked if any(p.seen_in(plain(text)) for p in PREMISES)]
    assert 0 < len(seen) < 0.02 * len(asked), seen


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        pytest.param("I complained to the ombudsman, so the time for the tribunal does not run. My student visa was refused.", "au",
                     "Asking for documents or complaining does not give you more time for the tribunal.", id="a plan"),
        pytest.param("AIDA obliges IRCC to explain the algorithm that sorted my visa application.", "ca",
                     "AIDA has never been law in Canada.", id="a law that never was"),
        pytest.param("A machine cannot refuse a visa, so my refusal is void, yes?", "uk",
                     "Article 22B does not ban automated decisions in general", id="a paper called void"),
        pytest.param("The IOM framework binds my State to tell migrants about AI in visa decisions.", "int",
                     "The article published by IOM binds no State", id="for everyone"),
    ],
)  # fmt: skip
def test_a_real_answer_begins_with_the_correction(assistant: Any, text: str, place: str, expected: str) -> None:
    """Through the whole path, is the belief corrected before anything else?"""
    answer = assistant.answer(ask(text, NOW, jurisdiction=place))
    assert answer.outcome in (Outcome.ANSWERED, Outcome.PARTIAL)
    assert answer.blocks[0].text.startswith(f"{OPENING}\n{expected}")


def test_without_a_country_the_correction_for_everyone_stands(assistant: Any) -> None:
    """Where no country is known, is what corrects for every State said first?"""
    answer = assistant.answer(ask("My visa letter does not mention a computer, so no computer was used.", NOW))
    assert answer.jurisdictions == ()
    assert answer.blocks[0].lines[0].text == OPENING
    assert answer.blocks[0].lines[1].citations


def test_in_danger_help_stands_before_the_correction(assistant: Any) -> None:
    """Is help first, and the belief corrected in the first line of the short answer?"""
    text = "My deportation flight is tomorrow, but I complained to the ICO so they cannot remove me."
    answer = assistant.answer(ask(text, NOW, jurisdiction="uk"))
    assert answer.blocks[0].kind is BlockKind.URGENT
    short = next(b for b in answer.blocks if b.kind is BlockKind.SHORT_ANSWER)
    assert short.lines[0].text.startswith("The ICO cannot grant a visa, stop a removal")
