"""What a question takes for granted: beliefs found, corrected in the person's place and day; foreign law named."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import TODAY, a_guide, a_library, a_premise, a_provision, a_question, a_remedy, a_section, a_statement
from rights_assistant.compose import Composed, compose
from rights_assistant.domain.answer import BlockKind, Urgency
from rights_assistant.domain.library import Library
from rights_assistant.domain.premise import Premise
from rights_assistant.domain.standing import Window
from rights_assistant.domain.statement import Ref
from rights_assistant.premises import MOST, Foreign, Taken, called, taken
from rights_assistant.prompts import Places, load_prompts
from rights_assistant.understand import Understood, understand

PROMPTS = load_prompts(Path(__file__).parents[1] / "prompts")
DAYS_15, FIRST, COUNT = (Ref("ca/irpa/s-72", label) for label in ("15-days", "appeal-first", "count"))
BELIEF = "My complaint stops the time"
OPENING = PROMPTS.replies.line("premise")
NEXT_YEAR = date(2027, 12, 2)


def a_read(text: str = BELIEF, place: str | None = "ca", **changes: Any) -> Understood:
    """A question understood as one about a place."""
    return Understood(text, place, **changes)


def holding(*premises: Premise) -> Library:
    """IRPA 72, its remedy and its guide, with some premises."""
    return replace(a_library(), premises=premises)


def corrected(text: str, library: Library, place: str | None = "ca", **question: Any) -> list[tuple[str, ...]]:
    """The texts that correct a question, belief by belief."""
    asked = a_question(text, **question)
    found = taken(asked, a_read(" ".join((*asked.earlier, text)), place), library, PROMPTS.places)
    return [tuple(p.statement.text for p in correction) for correction in found.corrections]


SAYS_15 = ("You have 15 days if the matter arose in Canada.",)


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        pytest.param(BELIEF, "ca", [SAYS_15], id="the belief, in the place that has words for it"),
        pytest.param("My COMPLAINT stops it", "ca", [SAYS_15], id="in any case"),
        pytest.param("Does a complaint stop the time?", "ca", [], id="a question is no belief"),
        pytest.param(BELIEF, "de", [], id="a place whose law it is not"),
        pytest.param(BELIEF, None, [], id="no place: nothing is said for one country"),
    ],
)
def test_a_belief_is_corrected_where_the_law_is_the_persons(text: str, place: str | None, expected: list[tuple[str, ...]]) -> None:
    """Is a belief corrected by the law of the person's place, and by no other?"""
    assert corrected(text, holding(a_premise()), place) == expected


def test_what_lies_above_speaks_where_the_place_has_no_words() -> None:
    """Does the law of the Union correct in Germany, until Germany has words of its own?"""
    eu, de = a_provision("eu/gdpr/art-77"), a_provision("de/vwgo/s-74")
    above, here = (("eu", (Ref("eu/gdpr/art-77", "count"),)), ("de", (Ref("de/vwgo/s-74", "appeal-first"),)))
    for says, expected in (((above,), "Count from the day of sending."), ((above, here), "You must first use any appeal.")):
        library = replace(a_library(eu, de), premises=(a_premise(says=says),))
        assert corrected(BELIEF, library, "de") == [(expected,)]


@pytest.mark.parametrize(
    ("window", "day", "count"),
    [
        pytest.param(Window(None, date(2027, 12, 1)), TODAY, 1, id="while the belief is wrong"),
        pytest.param(Window(None, date(2027, 12, 1)), NEXT_YEAR, 0, id="once it has come true"),
        pytest.param(Window(NEXT_YEAR), TODAY, 0, id="before it became wrong"),
    ],
)
def test_a_belief_is_wrong_on_some_days_only(window: Window, day: date, count: int) -> None:
    """Is a belief left alone on the days on which it is right?"""
    assert len(corrected(BELIEF, holding(a_premise(window=window)), asked_on=day)) == count


@pytest.mark.parametrize(("day", "said"), [(TODAY, "Not yet."), (NEXT_YEAR, "It holds now.")], ids=["before", "after"])
def test_only_what_holds_on_the_day_is_said(day: date, said: str) -> None:
    """Of a pair written for before and after, is the one that holds said?"""
    pair = (
        a_statement("Not yet.", "before", window=Window(None, date(2027, 12, 1))),
        a_statement("It holds now.", "after", window=Window(NEXT_YEAR)),
    )
    note = a_provision(sections=(a_section("What it says", *pair),))
    premise = a_premise(says=(("ca", (Ref("ca/irpa/s-72", "before"), Ref("ca/irpa/s-72", "after"))),))
    assert corrected(BELIEF, replace(a_library(note), premises=(premise,)), asked_on=day) == [(said,)]


def test_the_nearest_beliefs_come_first_and_few() -> None:
    """Of more beliefs than a reader can take in, are the longest matches corrected, longest first?"""
    many = (
        a_premise("short", patterns=("stops",), says=(("ca", (COUNT,)),)),
        a_premise("long", patterns=("my complaint stops",), says=(("ca", (FIRST,)),)),
        a_premise("middle", patterns=("complaint stops",), says=(("ca", (DAYS_15,)),)),
    )
    assert corrected(BELIEF, holding(*many)) == [("You must first use any appeal.",), SAYS_15]
    assert MOST == 2


@pytest.mark.parametrize(
    ("text", "earlier", "count"),
    [
        pytest.param("and my children?", (BELIEF,), 0, id="met when it was asked before"),
        pytest.param(BELIEF, (BELIEF,), 1, id="asked again, with the country chosen"),
        pytest.param("that stops the time, right?", ("I sent a complaint",), 1, id="seen only in both together"),
    ],
)
def test_a_conversation_is_read_whole(text: str, earlier: tuple[str, ...], count: int) -> None:
    """Is a belief of a follow-up seen with the question before it, and one met before not met again?"""
    premise = a_premise(patterns=("complaint .{0,10}stops",))
    assert len(corrected(text, holding(premise), earlier=earlier)) == count


def answer(text: str, library: Library, *urgency: Urgency, place: str = "ca") -> Composed:
    """An answer led by the guide of the small library."""
    asked = a_question(text)
    found = taken(asked, a_read(text, place), library, PROMPTS.places)
    lead = next(d for d in library if d.id == a_guide().id)
    return compose(asked, place, lead, urgency, library, PROMPTS.replies, taken=found)


def test_the_correction_stands_first_and_once() -> None:
    """Does the answer begin with our kind words and the cited statement, which is then not said again?"""
    composed = answer(BELIEF, holding(a_premise(says=(("ca", (FIRST,)),))))
    first = composed.blocks[0]
    assert first.kind is BlockKind.NOTICE
    assert [line.text for line in first.lines] == [OPENING, "You must first use any appeal."]
    assert [bool(line.citations) for line in first.lines] == [False, True]
    lines = [line.text for b in composed.blocks for line in b.lines]
    assert lines.count("You must first use any appeal.") == 1


def test_in_danger_help_comes_first() -> None:
    """In danger, does help lead and the correction open the short answer, without our own words?"""
    composed = answer(BELIEF, holding(a_premise(says=(("ca", (FIRST,)),))), Urgency.REMOVAL)
    assert composed.blocks[0].kind is BlockKind.URGENT
    short = next(b for b in composed.blocks if b.kind is BlockKind.SHORT_ANSWER)
    assert short.lines[0].text == "You must first use any appeal."
    assert all(line.template != "premise" for b in composed.blocks for line in b.lines)


def test_what_no_source_carries_is_not_announced() -> None:
    """When the law that a correction rests on does not hold, is nothing announced and nothing left hanging?"""
    note = a_provision(
        sections=(a_section("What it says", a_statement("Once.", "15-days", window=Window(None, date(2020, 1, 1)))),)
    )
    remedy = a_remedy(sections=(a_section("In short", a_statement("It waits.", "waits", rests_on=(DAYS_15,))),), time_limits=())
    library = replace(a_library(note, remedy, a_guide()), premises=(a_premise(says=(("ca", (Ref(remedy.id, "waits"),)),)),))
    composed = answer(BELIEF, library)
    assert all(line.template != "premise" for b in composed.blocks for line in b.lines)
    assert composed.struck[0] == "It waits."


@given(st.text(alphabet=st.characters(categories=("L", "N", "P", "Z")), min_size=1, max_size=80))
def test_a_question_without_the_words_is_answered_as_before(text: str) -> None:
    """Is a question that shows no belief and leans on no foreign law answered exactly as without the premises?"""
    library = holding(a_premise(patterns=("complaint stops the clock",)))
    found = taken(a_question(f"Q {text}"), a_read(text), library, replace(PROMPTS.places, belongs=()))
    assert found == Taken()


def test_nothing_taken_changes_nothing() -> None:
    """Is an answer without a belief the one that was given before there were premises?"""
    assert answer("How long do I have?", holding(a_premise())) == answer("How long do I have?", a_library())


@pytest.mark.parametrize(
    ("text", "chosen", "expected"),
    [
        pytest.param("Under PIPEDA the Hamburg office must give access", None, ("PIPEDA", ("ca",)), id="Canada's law in Hamburg"),
        pytest.param("I use section 495B in Calgary", None, ("section 495B", ("au",)), id="Australia's section in Calgary"),
        pytest.param("Send a FOIA request to IRCC", None, ("FOIA", ("uk", "us")), id="a name that two places share"),
        pytest.param("GDPR against IRCC, I live in Paris", None, ("GDPR", ("eu", "uk")), id="the Union's law against Canada"),
        pytest.param("Take the Canadian refusal to the ART review", None, ("the ART", ("au",)), id="a tribunal of Australia"),
        pytest.param("Article 22C for the office in Dublin", None, ("Article 22C", ("uk",)), id="the UK's article in Dublin"),
        pytest.param("The DADM binds Home Affairs", None, ("DADM", ("ca",)), id="Canada's policy in Australia"),
        pytest.param("Freiburg: 15 days and 'leave' of the Federal Court?", None, ("leave of the Federal Court", ("ca",)),
                     id="Canada's leave in Freiburg, quotation marks and all"),
        pytest.param("Article 86 of the AI Act against the Home Office", None, ("AI Act", ("eu",)), id="the AI Act in the UK"),
        pytest.param("The ECHR binds IRCC", None, ("ECHR", ("coe",)), id="the Convention in Canada"),
        pytest.param("The GDPR binds the BAMF", None, None, id="the Union's law is not foreign in Germany"),
        pytest.param("The ECHR binds the Home Office", None, None, id="the Convention is not foreign in the UK"),
        pytest.param("UK GDPR and the Home Office", None, None, id="a name inside a longer one"),
        pytest.param("Does the GDPR bind the Home Office?", None, None, id="a name that is used in the UK too"),
        pytest.param("Which UN treaty binds IRCC?", None, None, id="the United Nations reach everybody"),
        pytest.param("Compare the GDPR with the law for IRCC", None, None, id="a comparison leans on neither"),
        pytest.param("What does PIPEDA say?", None, None, id="no place decides"),
        pytest.param("Canada refused me, now I am in Germany and Canada again, PIPEDA", "de", None, id="two places that decide"),
        pytest.param("How long do I have against IRCC?", None, None, id="no law named"),
    ],
)  # fmt: skip
def test_the_law_of_another_place_is_seen(text: str, chosen: str | None, expected: tuple[str, tuple[str, ...]] | None) -> None:
    """Is a law that belongs to a place outside the person's seen as it was written, and no other?"""
    asked = a_question(text, jurisdiction=chosen)
    found = taken(asked, understand(asked, PROMPTS.places), a_library(), PROMPTS.places).foreign
    assert found == (Foreign(*expected) if expected else None)


def test_whose_law_it_is_is_said() -> None:
    """Is the person told, before the answer, whose law was named and whose law this is, and in danger not?"""
    text = "Under the gdpr IRCC must answer"  # nobody types capitals on a phone
    composed = answer(text, a_library())
    said = [line.text for line in composed.blocks[0].lines]
    assert said == ["GDPR belongs to the European Union and the United Kingdom.", "This answer is about the law of Canada."]
    urgent = answer(text, a_library(), Urgency.REMOVAL)
    assert all(line.template != "foreign_law" for b in urgent.blocks for line in b.lines)


@pytest.mark.parametrize(("place", "expected"), [("ca", "Canada"), ("eu", "the European Union"), ("uk", "the United Kingdom")])
def test_a_place_is_named_as_in_a_sentence(place: str, expected: str) -> None:
    """Has a place its article inside a sentence?"""
    assert called(place) == expected


def test_words_of_a_law_are_looked_for_whole() -> None:
    """Is a word that only begins like a law no law?"""
    places: Places = replace(PROMPTS.places, belongs=(("au", re.compile(r"(?<!\w)app 1(?!\w)")),))
    for text, seen in (("app 1 says", True), ("app 12 says", False), ("my app 1", True)):
        assert bool(taken(a_question(text), a_read(text), a_library(), places).foreign) is seen
