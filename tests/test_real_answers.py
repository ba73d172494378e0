"""Do the real notes, the real index and the real model together answer as a person needs?"""

from datetime import date
from typing import Any

import pytest

from conftest import ROOT
from fakes import unseen
from rights_assistant.domain.answer import BlockKind, Outcome
from rights_assistant.domain.document import Guide
from rights_assistant.domain.jurisdiction import scope
from rights_assistant.domain.library import Library
from rights_assistant.domain.question import ask
from rights_assistant.domain.standing import Certainty
from rights_assistant.evaluation.gate import Thresholds, failures
from rights_assistant.evaluation.gold import read_gold
from rights_assistant.evaluation.questions import read_cases
from rights_assistant.evaluation.runs import answered_here
from rights_assistant.evaluation.score import figures, score
from rights_assistant.knowledge import load
from rights_assistant.peers import Ours, remembering
from rights_assistant.understand import understand

EVALS = ROOT / "evals"
NOW, LATER = date(2026, 11, 23), date(2028, 1, 10)
GUIDES = [d for d in load(ROOT / "knowledge").guides() if isinstance(d, Guide)]
UNSURE = "(Not confirmed.)"


def answered(assistant: Any, text: str, place: str | None = None, day: date = NOW, **more: Any) -> Any:
    """The answer to a question."""
    return assistant.answer(ask(text, day, jurisdiction=place, **more))


def said(answer: Any, kind: BlockKind) -> str:
    """The text of all blocks of a kind."""
    return "\n".join(b.text for b in answer.blocks if b.kind is kind)


def _opens_unsure(answer: Any, library: Library) -> bool:
    """Whether the short answer opens with a sentence that nobody could confirm and rests on a time limit that nobody could."""
    opening = next((b for b in answer.blocks if b.kind is BlockKind.SHORT_ANSWER), None)
    sure = {d.remedy for d in answer.deadlines if d.certainty is not Certainty.UNCONFIRMED}
    remedies = library.remedies(tuple({d.remedy for d in answer.deadlines[:1]} - sure))
    set_by = {r.id for r in remedies} | {t.source.id for r in remedies for t in r.time_limits if t.source}
    rested = {c.id for c in answer.citations if opening and c.number in opening.citations}
    return opening is not None and opening.lines[0].text.endswith(UNSURE) and bool(set_by & rested)


@pytest.mark.parametrize("guide", GUIDES, ids=lambda g: g.id)
def test_a_guides_own_question_is_answered(assistant: Any, guide: Guide) -> None:
    """Does each guide's question end well in every place and on every day, short and without repeats?"""
    home = guide.id.split("/")[1]
    places = ("ca", "de", "eu", "au", "uk") if home == "any" else (home,)
    meant = [p for p in places if not understand(ask(guide.question, NOW, jurisdiction=p), assistant.prompts.places).conflict]
    assert len(meant) >= min(2, len(places))
    asks_time = assistant.prompts.safeguards.time.search(guide.question.lower())
    for place in places:
        for day in (date(2025, 6, 1), NOW, LATER):
            answer = answered(assistant, guide.question, place, day)
            if place not in meant:  # the question names other countries than this one
                assert answer.outcome is Outcome.CLARIFY, (place, day)
                continue
            unsure = bool(answer.deadlines) and all(d.certainty is Certainty.UNCONFIRMED for d in answer.deadlines)
            open_still = answer.clarify is not None and "fact" in dict(answer.clarify.options[0].sets)
            in_part = _opens_unsure(answer, assistant.library) or (bool(asks_time) and (unsure or open_still))
            assert answer.outcome is (Outcome.PARTIAL if in_part else Outcome.ANSWERED), (place, day)
            assert answer.struck == (), (place, day)
            lines = [line.text for b in answer.blocks for line in b.lines]
            assert len(lines) == len(set(lines)), (place, day)
            short = [b for b in answer.blocks if b.kind is BlockKind.SHORT_ANSWER]
            assert 1 <= len(short[0].lines) <= 4, (place, day)


def _leaves_the_clock_running(assistant: Any, answer: Any) -> bool:
    """Whether some line rests on a statement that a request stops no deadline, or says so itself."""
    spans = {(c.id, c.quote) for c in answer.citations}
    clocks = {(d.id, st.text) for d in assistant.library for _, st in d.placed() if st.label == "clock"}
    return bool(spans & clocks) or "not stop" in answer.text


@pytest.mark.parametrize("guide", [g for g in GUIDES if g.remedies], ids=lambda g: g.id)
def test_no_request_without_the_clock(assistant: Any, guide: Guide) -> None:
    """Wherever a request is suggested, is a deadline shown, and said that the request leaves it running?"""
    home = guide.id.split("/")[1]
    for place in ("ca", "de", "eu", "au", "uk") if home == "any" else (home,):
        answer = answered(assistant, guide.question, place)
        remedies = [assistant.library.get(c.id) for c in answer.citations if c.id.startswith("remedies/")]
        if any(r.stops_clock == "no" and not r.time_limits for r in remedies):
            assert said(answer, BlockKind.DEADLINE), place
            assert _leaves_the_clock_running(assistant, answer), place


def test_the_law_of_another_country_is_never_cited(assistant: Any) -> None:
    """Is the gravest fault after invention kept out: true, cited, and for the wrong person?"""
    reach = {"ca": {"ca", "int"}, "de": {"de", "eu", "coe", "int"}, "au": {"au", "int"}, "uk": {"uk", "coe", "int"}}
    for guide in GUIDES:
        for place, reached in reach.items():
            answer = answered(assistant, guide.question, place)
            read = understand(ask(guide.question, NOW, jurisdiction=place), assistant.prompts.places)
            told = set(scope(read.jurisdiction)) if read.instead_of else reached  # who decides is named in the question itself
            assert {c.jurisdiction for c in answer.citations} <= told | set(read.systems_of), (guide.id, place)


def test_what_is_in_force_depends_on_the_day(assistant: Any) -> None:
    """Does Article 86 wait for Annex III before December 2027, and hold after?"""
    text = "Do I have a right to an explanation under the AI Act?"
    now, later = answered(assistant, text, "eu"), answered(assistant, text, "eu", LATER)
    for answer in (now, later):
        assert {"eu/ai-act/art-86", "eu/ai-act/art-113", "eu/gdpr/art-15"} <= {c.id for c in answer.citations}
    status = {c.id: c.status.value for c in now.citations}
    assert status["eu/ai-act/art-86"] == "not_yet"
    assert "2 December 2027" in now.text
    assert "not settled" in said(now, BlockKind.NOTICE)
    assert {c.id: c.status.value for c in later.citations}["eu/ai-act/art-86"] == "in_force"
    assert said(later, BlockKind.NOTICE) == ""
    assert said(later, BlockKind.SHORT_ANSWER).startswith("Yes")


def test_an_unconfirmed_deadline_is_never_a_date(assistant: Any) -> None:
    """Since June 2026, does Germany's deadline carry no date, no confirmed count, and the safe words?"""
    answer = answered(assistant, "How long do I have to appeal the BAMF decision?", "de")
    assert answer.deadlines
    assert all(d.certainty.value != "confirmed" and d.falls_on is None for d in answer.deadlines)
    assert "one week or less" in said(answer, BlockKind.DEADLINE)
    assert "2 weeks" not in said(answer, BlockKind.DEADLINE)


def test_a_follow_up_keeps_the_country(assistant: Any) -> None:
    """Is "and how long do I have?" read with the question before it?"""
    answer = answered(assistant, "and how long do I have?", earlier=("IRCC refused my visitor visa, was it a computer?",))
    assert answer.jurisdictions == ("ca",)
    assert "15 days" in said(answer, BlockKind.DEADLINE)


def test_the_same_question_gives_the_same_answer(assistant: Any) -> None:
    """Is an answer the same, byte for byte, each time?"""
    texts = {answered(assistant, "robot refuse my canada visa??", "ca").text for _ in range(5)}
    assert len(texts) == 1


ELSEWHERE = [
    pytest.param(
        "How many points do I need for Express Entry?", Outcome.NO_SOURCE, id="ordinary immigration: say so, and who can help"
    ),
    pytest.param(
        "How much does a driving licence cost in Ontario?", Outcome.OUT_OF_SCOPE, id="another field, near in words to Canada"
    ),
    pytest.param("Who is the prime minister of Canada?", Outcome.OUT_OF_SCOPE, id="names the country and nothing of ours"),
    pytest.param("How do I bring my dog to Canada?", Outcome.OUT_OF_SCOPE, id="crosses a border, but is no person's right"),
]


@pytest.mark.parametrize(("text", "outcome"), ELSEWHERE)
def test_what_is_not_ours(assistant: Any, text: str, outcome: Outcome) -> None:
    """Does the assistant stay silent where it has no source?"""
    answer = answered(assistant, text, "ca")
    assert answer.outcome is outcome
    if outcome is Outcome.NO_SOURCE:
        assert answer.searched == ("ca", "int")
        assert said(answer, BlockKind.REFERRAL)


def test_the_first_fifty_questions_stay_as_good_as_promised(assistant: Any) -> None:
    """Over the questions that were written first: is no harm done, nothing unscored, and every figure as promised then?"""
    cases = read_cases(EVALS / "questions" / "first.jsonl", None)
    scored = score(answered_here(cases, Ours(remembering(assistant)), unseen), read_gold(EVALS / "gold"))
    assert len(scored) == 50
    assert failures(scored, Thresholds({}, {}, {}), None, "") == []
    least = {"outcome": 0.90, "citation_recall": 0.85, "urgency_recall": 1.0}
    over = {name: figure.value or 0.0 for name, figure in figures(scored).items()}
    assert {name: over[name] for name, value in least.items() if over[name] < value} == {}
    assert over["never_say"] == 0


TOLD_FIRST = [
    pytest.param(
        "I lied about my age in my asylum claim and was refused. How long do I have to appeal?", "confession", id="confession"
    ),
    pytest.param("My client was refused a visa: how do I get his file from the authority?", "another_file", id="another's file"),
    pytest.param("Please write my appeal, my visa was refused by a computer", "representation", id="representation"),
]


@pytest.mark.parametrize("place", ["ca", "de", "eu", "au", "uk"])
@pytest.mark.parametrize(("text", "kind"), TOLD_FIRST)
def test_what_is_told_first_on_real_sources(assistant: Any, text: str, kind: str, place: str) -> None:
    """Is it told, and after it the way shown: the deadline before the answer, and who can help?"""
    answer = answered(assistant, text, place)
    assert answer.outcome in (Outcome.ANSWERED, Outcome.PARTIAL)
    assert [line.text for line in answer.blocks[0].lines] == list(assistant.prompts.replies.lines(f"told.{kind}"))
    kinds = [b.kind for b in answer.blocks if b.kind is not BlockKind.NOTICE]
    assert kinds[0] in (BlockKind.DEADLINE, BlockKind.SHORT_ANSWER)
    assert kind != "representation" or kinds[0] is BlockKind.DEADLINE
    assert answer.referrals


@pytest.mark.parametrize("place", ["ca", "de", "au", "uk", "us"])
def test_other_law_is_never_a_bare_refusal(assistant: Any, place: str) -> None:
    """Is somebody with another question of law sent to one place in their country that takes people's cases?"""
    answer = answered(assistant, "my landlord does not give back the deposit", place)
    assert answer.outcome is Outcome.OUT_OF_SCOPE
    (referral,) = answer.referrals
    assert referral.split("/")[1] == place
    assert assistant.library.get(referral).takes_individual_cases == "yes"
    assert "legal aid" in said(answer, BlockKind.NOTICE)


def test_where_no_such_place_is_known_a_kind_of_help_is_named(assistant: Any) -> None:
    """In a place of which no such office is known, or with no place: is a kind of help named all the same?"""
    for place in ("eu", None):
        answer = answered(assistant, "my landlord does not give back the deposit", place)
        assert (answer.outcome, answer.referrals) == (Outcome.OUT_OF_SCOPE, ())
        assert "advice centre" in said(answer, BlockKind.NOTICE)


@pytest.mark.parametrize("place", ["ca", "de", "eu", "au", "uk"])
def test_an_ordinary_question_names_who_can_help(assistant: Any, place: str) -> None:
    """Is somebody with an ordinary immigration question told who can help, and not only that nothing was found?"""
    answer = answered(assistant, "How much is the fee for a visitor visa and what size is the photo?", place)
    assert answer.outcome is Outcome.NO_SOURCE
    assert answer.referrals


@pytest.mark.parametrize("place", ["ca", "de", "au", "uk", "us"])
@pytest.mark.parametrize(("text", "kind"), [("my husband beats me", "violence"), ("my boss keeps my passport", "trafficking")])
def test_the_police_are_never_named_first(assistant: Any, text: str, kind: str, place: str) -> None:
    """In danger from a partner or an employer: is the line for that danger named before the emergency number?"""
    answer = answered(assistant, text, place)
    offers = [assistant.library.get(r).offers for r in answer.referrals]
    assert offers.index(kind) < offers.index("emergency")


@pytest.mark.parametrize("place", [None, "uk"])
def test_talk_with_the_machine_on_real_sources(assistant: Any, place: str | None) -> None:
    """Is talk answered in a few words of our own, and what a guide was written for by that guide, our words first?"""
    for text, kind in (("are you human?", "human"), ("hello", "hello"), ("which languages do you speak", "languages")):
        answer = answered(assistant, text, place)
        assert answer.outcome is Outcome.OUT_OF_SCOPE
        assert answer.blocks[0].lines[0].text == assistant.prompts.replies.lines(f"talk.{kind}")[0]
    answer = answered(assistant, "are you a lawyer", place)
    assert answer.outcome is Outcome.ANSWERED
    assert answer.blocks[0].lines[0].text == assistant.prompts.replies.lines("talk.lawyer")[0]
    assert "is not legal advice" in said(answer, BlockKind.SHORT_ANSWER)
