"""`ends`: what is asked back, in words that the next turn understands."""

from pathlib import Path

import pytest

from factories import TODAY, a_library
from rights_assistant import facts, safeguards, understand
from rights_assistant.domain.answer import Urgency
from rights_assistant.domain.document import CONTRARY
from rights_assistant.domain.question import ask
from rights_assistant.ends import Ends
from rights_assistant.prompts import load_prompts

PROMPTS = load_prompts(Path(__file__).parents[1] / "prompts")
ENDS = Ends(a_library(), PROMPTS, "0123456789abcdef", 0.3)
FIRST = "Canada refused my work permit with a computer. How long do I have for the court?"
PLACES = ("ca", "uk", "au")


def test_nothing_is_asked_without_a_fact_or_a_place() -> None:
    """Is nothing asked back where no fact decides, or nobody knows whose law it is?"""
    assert ENDS.fact((), "ca") is None
    assert ENDS.fact(("inside", "outside"), None) is None


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", list(CONTRARY))
def test_a_button_tells_its_fact(place: str, name: str) -> None:
    """Is what a button says understood in the next turn, and the opposite not?"""
    clarify = ENDS.fact((name,), place)
    assert clarify is not None
    (option,) = clarify.options
    assert dict(option.sets) == {"fact": name}
    question = ask(option.label, TODAY, jurisdiction=place, earlier=(FIRST,))
    assert facts.told(question, place, PROMPTS.facts, PROMPTS.places) == {name}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", list(CONTRARY))
def test_a_button_follows_the_question(place: str, name: str) -> None:
    """Is a button read together with the question before it, in the same place, and danger seen where it says so?"""
    clarify = ENDS.fact((name,), place)
    assert clarify is not None
    question = ask(clarify.options[0].label, TODAY, jurisdiction=place, earlier=("My permit was refused. How long do I have?",))
    read = understand.understand(question, PROMPTS.places)
    assert (read.jurisdiction, read.conflict) == (place, ())
    assert "How long do I have?" in read.text
    marks = safeguards.before(question, PROMPTS.safeguards)
    assert marks.urgency == ((Urgency.DETENTION,) if name == "detained" else ())
    assert (marks.harm, marks.notices, marks.talk) == ("", (), "")
