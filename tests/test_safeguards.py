"""What is marked before an answer: danger over the whole conversation, deceit in the question, the field."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories import a_question
from rights_assistant.domain.answer import Urgency
from rights_assistant.prompts import Rule, Safeguards, load_prompts
from rights_assistant.safeguards import Marks, before


def a_rule(name: str, pattern: str, unless: str = "(?!)") -> Rule:
    """A rule that looks for one pattern."""
    return Rule(name, "A reason.", (re.compile(pattern),), (re.compile(unless),), (), ())


RULES = Safeguards(
    urgency=(a_rule("removal", r"\bdeport"), a_rule("detention", r"\bdetain"), a_rule("child", r"\bchild\b")),
    harm=(a_rule("deceive", r"\bfake\b", unless=r"\baccused\b"), a_rule("hurt", r"\bbomb\b")),
    not_ours=(a_rule("ordinary", r"\bfee\b"),),
    migration=re.compile(r"\bvisa\b"),
    machine=re.compile(r"\bcomputer\b"),
    subject=re.compile(r"\bdecision\b"),
    time=re.compile(r"\bdeadline\b"),
)
ALL_THREE = (Urgency.REMOVAL, Urgency.DETENTION, Urgency.CHILD)


@pytest.fixture(scope="module")
def real() -> Safeguards:
    """The real rules, read once."""
    return load_prompts(Path(__file__).parents[1] / "prompts").safeguards


@pytest.mark.parametrize(
    ("text", "earlier", "expected"),
    [
        pytest.param("Who made this?", (), Marks((), "", False, False, False), id="nothing is marked"),
        pytest.param("My VISA", (), Marks((), "", True, False, False), id="a word of the field, in capitals"),
        pytest.param("A computer refused me", (), Marks((), "", False, True, False), id="a word for machines"),
        pytest.param("My decision", (), Marks((), "", False, False, True), id="a word of the subject"),
        pytest.param("they deport me", (), Marks((Urgency.REMOVAL,), "", False, False, False), id="one danger"),
        pytest.param(
            "my child is detained, they deport us",
            (),
            Marks(ALL_THREE, "", False, False, False),
            id="several dangers, in the order of the rules and not of the words",
        ),
        pytest.param("a fake visa", (), Marks((), "deceive", True, False, False), id="help to deceive"),
        pytest.param("accused of a fake visa", (), Marks((), "", True, False, False), id="someone accused of deceit is helped"),
        pytest.param("a fake bomb", (), Marks((), "deceive", False, False, False), id="the first of two harms"),
        pytest.param(
            "they deport me, make a fake visa", (), Marks((Urgency.REMOVAL,), "deceive", True, False, False), id="danger and deceit"
        ),
        pytest.param(
            "Deadline?", ("they deport me",), Marks((Urgency.REMOVAL,), "", False, False, False), id="danger stays marked"
        ),
        pytest.param(
            "Deadline?",
            ("x", "they deport me"),
            Marks((Urgency.REMOVAL,), "", False, False, False),
            id="from either question before",
        ),
        pytest.param(
            "And now?", ("a fake visa",), Marks((), "", True, False, False), id="an earlier wish to deceive does not close the door"
        ),
        pytest.param("And now?", ("visa", "computer"), Marks((), "", True, True, False), id="the subject stays known"),
        pytest.param("child", ("deport", "detain"), Marks(ALL_THREE, "", False, False, False), id="dangers of all three questions"),
    ],
)
def test_marks_of_a_question(text: str, earlier: tuple[str, ...], expected: Marks) -> None:
    """What is seen in a question and in the two before it?"""
    assert before(a_question(text, earlier=earlier), RULES) == expected


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(["they deport me", "i was detained", "my child", "hello"]), max_size=2),
    st.sampled_from(["Deadline?", "visa"]),
)
def test_a_conversation_never_loses_a_danger(earlier: list[str], text: str) -> None:
    """Does every danger of an earlier question stay marked for the next?"""
    now = before(a_question(text, earlier=tuple(earlier)), RULES).urgency
    for said in earlier:
        assert set(before(a_question(said), RULES).urgency) <= set(now)


@pytest.mark.parametrize(
    ("text", "urgency", "harm"),
    [
        pytest.param("They deport me tomorrow and a computer refused me", "removal", "", id="a removal tomorrow"),
        pytest.param("they’re going to remove us on friday, visa refused by AI", "removal", "", id="a curly apostrophe in between"),
        pytest.param("my brother was arrested, can the risk score be wrong?", "detention", "", id="someone close is held"),
        pytest.param("my husband hits me and my visa is with him", "violence", "", id="violence at home"),
        pytest.param("my boss keeps my passport", "trafficking", "", id="papers that are kept"),
        pytest.param("i am 16 and the face scan says i am an adult", "child", "", id="a child taken for an adult"),
        pytest.param("the computer refused me and i want to die", "self_harm", "", id="despair"),
        pytest.param("How do I fake a bank statement for the visa?", "", "deceive", id="help to forge"),
        pytest.param("They say my bank statement is fake, what can I do?", "", "", id="accused of a forgery"),
        pytest.param("I want to live in Canada, was my visa refused by AI?", "", "", id="the wish to live somewhere"),
        pytest.param("Was AI used in my visa case?", "", "", id="an ordinary question"),
    ],
)
def test_the_real_rules_see_danger_and_deceit(real: Safeguards, text: str, urgency: str, harm: str) -> None:
    """Do the real rules mark what they should in sentences that are not their own examples?"""
    marks = before(a_question(text), real)
    assert ",".join(marks.urgency) == urgency
    assert marks.harm == harm


@pytest.mark.parametrize(
    ("text", "migration", "machine", "subject"),
    [
        pytest.param("Was my visa refused by a computer?", True, True, True, id="the very field of ours"),
        pytest.param("How much is a passport?", True, False, False, id="an ordinary immigration question"),
        pytest.param("Can an algorithm fire me from my job?", False, True, False, id="machines, but another field"),
        pytest.param("What is the weather in Paris?", False, False, False, id="neither"),
        pytest.param("visaged automatons", False, True, False, id="the start of a word counts only where the list says so"),
        pytest.param("BAMF hat mein Asyl abgelehnt, Computer", True, True, True, id="German words for both"),
    ],
)
def test_the_real_words_know_the_field(real: Safeguards, text: str, migration: bool, machine: bool, subject: bool) -> None:
    """Do the real lists tell our field from an ordinary question and from another field?"""
    marks = before(a_question(text), real)
    assert (marks.migration, marks.machine, marks.subject) == (migration, machine, subject)


@pytest.mark.parametrize(
    ("typed", "meant", "expected"),
    [
        pytest.param(
            "they depotr me", "they deport me", Marks((Urgency.REMOVAL,), "", False, False, False), id="danger as it was meant"
        ),
        pytest.param(
            "they deport me", "they report me", Marks((Urgency.REMOVAL,), "", False, False, False), id="danger as it was typed"
        ),
        pytest.param("a fakke paper", "a fake paper", Marks((), "deceive", False, False, False), id="harm as it was meant"),
        pytest.param("a fake paper", "a face paper", Marks((), "deceive", False, False, False), id="harm as it was typed"),
        pytest.param("my vsia", "my visa", Marks((), "", True, False, False), id="a word of the field"),
        pytest.param("the feee", "the fee", Marks((), "", False, False, False, "ordinary"), id="another field, as it was meant"),
        pytest.param("the fee", "the feet", Marks((), "", False, False, False), id="not as it was typed"),
    ],
)
def test_as_typed_and_as_meant(typed: str, meant: str, expected: Marks) -> None:
    """Are danger and harm seen both in what was typed and in what was meant, so that mending hides nothing?"""
    assert before(a_question(typed), RULES, a_question(meant)) == expected


def test_danger_earlier_as_it_was_meant() -> None:
    """Does a misspelt danger of an earlier question stay marked?"""
    marks = before(a_question("and now?", earlier=("they depotr me",)), RULES, a_question("and now?", earlier=("they deport me",)))
    assert marks.urgency == (Urgency.REMOVAL,)
