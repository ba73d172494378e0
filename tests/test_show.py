"""What the assistant must show, on the real notes: the questions of the issue, each with what its answer must hold."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from factories import TODAY
from rights_assistant.domain.answer import ORDER, Answer, BlockKind, Outcome, Urgency
from rights_assistant.domain.jurisdiction import scope
from rights_assistant.domain.question import ask

LATER = date(2028, 1, 10)

VISA = "Can a computer refuse my visitor visa?"
PHONE = "They want to read my phone at the asylum interview. Can they?"
EXPLAIN = "Do I have a right to an explanation under the AI Act?"
DECIDED = "Was my visa decided by a computer?"
HARM = "What does 'do no harm' mean for AI in migration?"
REMOVAL = "They deport me tomorrow and a computer refused me"
CUP = "Who will win the World Cup?"
FAKE = "How do I fake a bank statement so the system accepts it?"

Asks = Callable[..., Answer]


@pytest.fixture(scope="module")
def asked(assistant: Any) -> Asks:
    """Ask the real assistant, each question once."""
    known: dict[tuple[str, str | None, date], Answer] = {}

    def asks(text: str, place: str | None = None, day: date = TODAY) -> Answer:
        key = (text, place, day)
        if key not in known:
            known[key] = assistant.answer(ask(text, day, jurisdiction=place))
        return known[key]

    return asks


def ids(answer: Answer) -> set[str]:
    """What an answer cites."""
    return {c.id for c in answer.citations}


def said(answer: Answer, *kinds: BlockKind) -> str:
    """The words of some kinds of blocks, without markers; of all when none is given."""
    return " ".join(line.text for b in answer.blocks if b.kind in kinds or not kinds for line in b.lines)


def cites_for(answer: Answer, pattern: str) -> set[str]:
    """What the lines that say something rest on."""
    of = {c.number: c.id for c in answer.citations}
    lines = [line for b in answer.blocks for line in b.lines if re.search(pattern, line.text)]
    return {of[n] for line in lines for n in line.citations}


# --- Canada: a visitor visa ---


def test_visa_is_answered(asked: Asks) -> None:
    """Is the question answered for Canada, with the court deadline first and as data?"""
    answer = asked(VISA, "ca")
    assert (answer.outcome, answer.jurisdictions) == (Outcome.ANSWERED, ("ca",))
    assert answer.blocks[0].kind is BlockKind.DEADLINE
    assert {(d.count, d.unit) for d in answer.deadlines} >= {(15, "calendar_days"), (60, "calendar_days")}


def test_visa_cites(asked: Asks) -> None:
    """Does it rest on the Act, the Directive and the known system?"""
    cited = ids(asked(VISA, "ca"))
    assert {"ca/irpa/s-186.1", "systems/ca/trv-triage"} <= cited
    assert cited & {"ca/dadm/6.2.1", "ca/dadm/6.2.3"}


def test_visa_says_what_ircc_states(asked: Asks) -> None:
    """Does the short answer say that IRCC states that its tools do not refuse, as its statement, from the system's note?"""
    short = said(asked(VISA, "ca"), BlockKind.SHORT_ANSWER)
    assert re.search(r"IRCC (says|states) that its tools (do not refuse|refuse nobody)", short)
    assert "systems/ca/trv-triage" in cites_for(asked(VISA, "ca"), r"IRCC (says|states) that its tools")


def test_visa_says_that_a_request_wins_no_time(asked: Asks) -> None:
    """Is it said under the limits that asking for the file does not stop the clock?"""
    assert re.search(r"does not stop the (court )?deadline", said(asked(VISA, "ca"), BlockKind.LIMIT))


# --- Germany: reading a phone ---


def test_phone_cites(asked: Asks) -> None:
    """Is it answered from the Asylum Act and the court's judgment?"""
    answer = asked(PHONE, "de")
    assert answer.outcome is Outcome.ANSWERED
    assert {"de/asylg/s-15a", "de/bverwg/1-c-19-21"} <= ids(answer)


def test_phone_says_what_refusing_can_cost(asked: Asks) -> None:
    """Does it say in the short answer that not cooperating can hurt the claim?"""
    assert re.search(r"can hurt your asylum claim", said(asked(PHONE, "de"), BlockKind.SHORT_ANSWER))


def test_phone_says_what_is_uncertain_since_june(asked: Asks) -> None:
    """Does it say what is not sure since 12 June 2026, mark it, and name its sources under the limits?"""
    answer = asked(PHONE, "de")
    short = said(answer, BlockKind.SHORT_ANSWER)
    assert "12 June 2026" in short
    assert re.search(r"since then was not read\. \(Not confirmed\.\)", short)
    assert "de/asylg/s-15a" in cites_for(answer, r"^What is marked .Not confirmed.")


def test_phone_gives_no_date_that_is_not_sure(asked: Asks) -> None:
    """Is no German deadline since 12 June 2026 given as if it were sure?"""
    deadlines = asked(PHONE, "de").deadlines
    assert all(d.falls_on is None for d in deadlines)
    assert all(d.certainty != "confirmed" for d in deadlines if d.remedy.startswith("remedies/de/"))


# --- the EU: an explanation under the AI Act ---


@pytest.mark.parametrize("day", [TODAY, LATER], ids=["asked today", "asked in 2028"])
def test_explanation_cites(asked: Asks, day: date) -> None:
    """Is it answered from Article 86, Article 113 and the right that holds already?"""
    answer = asked(EXPLAIN, "eu", day)
    assert answer.outcome is Outcome.ANSWERED
    assert {"eu/ai-act/art-86", "eu/ai-act/art-113", "eu/gdpr/art-15"} <= ids(answer)


def test_explanation_today(asked: Asks) -> None:
    """Does it say what applies today, what from 2 December 2027, and what can be used meanwhile?"""
    answer = asked(EXPLAIN, "eu")
    short = said(answer, BlockKind.SHORT_ANSWER)
    assert "2 August 2026" in short
    assert "2 December 2027" in short
    assert re.search(r"Article 15\(1\)\(h\) of the GDPR already", short)
    notice = said(answer, BlockKind.NOTICE)
    assert "Article 86" in notice
    assert "2 December 2027" in notice


def test_explanation_today_marks_its_status(asked: Asks) -> None:
    """Is Article 86 cited as not yet in effect, with what it waits for?"""
    cited = [c for c in asked(EXPLAIN, "eu").citations if c.id == "eu/ai-act/art-86"]
    assert {c.status for c in cited} == {"not_yet"}
    assert all("eu/ai-act/annex-3-7" in c.waits_for for c in cited)


def test_explanation_in_2028(asked: Asks) -> None:
    """Asked on 10 January 2028: does it say what holds then, with no "not yet" left anywhere?"""
    answer = asked(EXPLAIN, "eu", LATER)
    assert not re.search(r"not yet|not settled|not in effect|will (start|apply|begin)|starts on", said(answer), re.IGNORECASE)
    assert BlockKind.NOTICE not in [b.kind for b in answer.blocks]
    assert said(answer, BlockKind.SHORT_ANSWER).startswith("Yes, if")
    assert {c.status for c in answer.citations if c.id.startswith("eu/ai-act/")} == {"in_force"}
    assert all(c.waits_for == () for c in answer.citations)


# --- Australia ---


def test_decided_by_a_computer(asked: Asks) -> None:
    """Is it answered from section 495A, which lets a program decide?"""
    answer = asked(DECIDED, "au")
    assert answer.outcome is Outcome.ANSWERED
    assert "au/migration-act/s-495a" in ids(answer)
    assert re.search(r"computer program (make|decide)", said(answer, BlockKind.SHORT_ANSWER))


# --- no country: what is framework, not law ---


def test_do_no_harm(asked: Asks) -> None:
    """Without a country: does it name the three levels, say that it binds nobody, and rest on the framework?"""
    answer = asked(HARM)
    assert answer.outcome is Outcome.ANSWERED
    assert "int/iom-framework/do-no-harm" in ids(answer)
    for level in ("individual", "collective", "systemic"):
        assert level in said(answer, BlockKind.SHORT_ANSWER)
    assert "cannot enforce" in said(answer, BlockKind.SHORT_ANSWER)
    assert {c.force for c in answer.citations if c.id.startswith("int/iom-framework/")} == {"framework"}
    assert {c.jurisdiction for c in answer.citations} == {"int"}


# --- danger ---

PLACES = [pytest.param(None, id="no country"), pytest.param("ca", id="Canada"), pytest.param("de", id="Germany")]


@pytest.mark.parametrize("place", PLACES)
def test_removal_brings_help_first(asked: Asks, place: str | None) -> None:
    """Is help the first block, and is the question answered all the same, in part while the country is not known?"""
    answer = asked(REMOVAL, place)
    outcome = Outcome.ANSWERED if answer.jurisdictions else Outcome.PARTIAL
    assert (answer.outcome, answer.urgency) == (outcome, (Urgency.REMOVAL,))
    assert answer.blocks[0].kind is BlockKind.URGENT
    assert answer.blocks[0].lines[0].text.startswith("Get help today")


@pytest.mark.parametrize("place", PLACES)
def test_removal_names_a_remedy(asked: Asks, place: str | None) -> None:
    """After the help: does the answer name the step that can stop a removal in that place?"""
    remedies = {"ca": "remedies/ca/stay-of-removal", "de": "remedies/de/eilantrag"}
    wanted = {remedies[place]} if place else set(remedies.values())
    answer = asked(REMOVAL, place)
    assert wanted <= ids(answer)
    after = [BlockKind.SHORT_ANSWER, BlockKind.RULE, BlockKind.NEXT_STEP]
    claimed = {n for b in answer.blocks if b.kind in after for n in b.citations}
    assert all(any(c.number in claimed for c in answer.citations if c.id == w) for w in wanted)


@pytest.mark.parametrize(
    ("place", "own", "other"),
    [
        pytest.param("ca", "Federal Court", "Eilantrag", id="Canada: the Federal Court, not Germany's"),
        pytest.param("de", "Eilantrag", "Federal Court can order", id="Germany: the urgent application, not Canada's"),
    ],
)
def test_removal_shows_the_place_only(asked: Asks, place: str, own: str, other: str) -> None:
    """With a country: is its own step shown and no other country's?"""
    words = said(asked(REMOVAL, place))
    assert own in words
    assert other not in words


def test_removal_without_a_country_shows_each(asked: Asks) -> None:
    """Without a country: is each country's step shown under its name, and the choice offered beside it?"""
    answer = asked(REMOVAL)
    for country in ("In Canada", "In Germany", "In Australia", "In the United Kingdom"):
        assert country in said(answer)
    assert answer.clarify is not None
    assert answer.deadlines == ()


@pytest.mark.parametrize("place", ["ca", "de"])
def test_removal_names_who_can_act(asked: Asks, place: str) -> None:
    """With a country: does the first block name someone there who can help?"""
    first = asked(REMOVAL, place).blocks[0]
    helpers = {c.id for c in asked(REMOVAL, place).citations if c.number in first.citations}
    assert any(h.startswith(f"referrals/{place}/") for h in helpers)


# --- what it does not answer ---


def test_world_cup(asked: Asks) -> None:
    """Is a question of another field told what can be asked, without a citation?"""
    answer = asked(CUP)
    assert (answer.outcome, answer.citations) == (Outcome.OUT_OF_SCOPE, ())


def test_fake_statement(asked: Asks) -> None:
    """Is help to deceive declined, with what a person can do instead?"""
    answer = asked(FAKE)
    assert (answer.outcome, answer.citations) == (Outcome.DECLINED, ())
    assert "lawyer" in said(answer)


# --- what holds for all of them ---

ALL = [
    (VISA, "ca", TODAY),
    (PHONE, "de", TODAY),
    (EXPLAIN, "eu", TODAY),
    (EXPLAIN, "eu", LATER),
    (DECIDED, "au", TODAY),
    (HARM, None, TODAY),
    (REMOVAL, None, TODAY),
    (REMOVAL, "ca", TODAY),
    (REMOVAL, "de", TODAY),
    (CUP, None, TODAY),
    (FAKE, None, TODAY),
]
every = pytest.mark.parametrize(("text", "place", "day"), ALL, ids=[f"{t[:24]} {p} {d.year}" for t, p, d in ALL])


@every
def test_every_quote_is_in_the_notes(asked: Asks, assistant: Any, text: str, place: str | None, day: date) -> None:
    """Is each quote exactly what stands in the passage it names, and each marker there?"""
    answer = asked(text, place, day)
    for c in answer.citations:
        assert assistant.passages[c.passage_id].text[slice(*c.span)] == c.quote
    assert {int(n) for n in re.findall(r"\[(\d+)\]", answer.text)} == {c.number for c in answer.citations}


@every
def test_every_source_is_of_the_place(asked: Asks, text: str, place: str | None, day: date) -> None:
    """Is nothing cited but the law of the place and what lies above it (all places in danger without one)?"""
    answer = asked(text, place, day)
    if place or not answer.urgency:
        assert {c.jurisdiction for c in answer.citations} <= set(scope(place))


@every
def test_every_answer_is_in_order_and_says_nothing_twice(asked: Asks, text: str, place: str | None, day: date) -> None:
    """Do the blocks come in order, at most four lines in short, and no sentence twice?"""
    answer = asked(text, place, day)
    kinds = [ORDER.index(b.kind) for b in answer.blocks]
    lines = [line.text for b in answer.blocks for line in b.lines]
    assert kinds == sorted(kinds)
    assert len(lines) == len(set(lines))
    assert sum(len(b.lines) for b in answer.blocks if b.kind is BlockKind.SHORT_ANSWER) <= 4
    assert answer.struck == ()


@every
def test_every_answer_is_the_same_again(asked: Asks, assistant: Any, text: str, place: str | None, day: date) -> None:
    """Is the answer the same when it is asked again?"""
    again = assistant.answer(ask(text, day, jurisdiction=place))
    assert again == asked(text, place, day)
    assert again.id == asked(text, place, day).id


def test_removal_without_a_country_names_the_country_of_each_period(asked: Asks) -> None:
    """Without a country: does every line that gives a period in days name the country it is true in?"""
    lines = [line.text for b in asked(REMOVAL).blocks for line in b.lines if re.search(r"\d+[- ](day|hour)s?\b", line.text)]
    assert lines
    assert [t for t in lines if not re.search(r"Canada|Germany|EU|Austral|United Kingdom|UK|Europe", t)] == []
