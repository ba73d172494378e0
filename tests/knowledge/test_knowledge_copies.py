"""Sentences of ours that run along with an official text."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import a_guide, a_library, a_provision, a_section, a_statement, an_instrument
from rights_assistant.knowledge.copies import RUN, copies
from rights_assistant.knowledge.faults import Fault
from rights_assistant.knowledge.official import OfficialText, Shelf

LAW = (
    "Any affected person subject to a decision which is taken by the deployer on the basis of the output shall have the right "
    "to obtain clear and meaningful explanations."
)
OURS = "any affected person subject to a decision which is taken by the deployer"
"""Thirteen words."""


def found(ours: str, law: str = LAW, **instrument: object) -> list[Fault]:
    """The copies in a note of one sentence."""
    note = a_provision(sections=(a_section("What it says", a_statement(ours, line=20)),), instrument=an_instrument(**instrument))
    return copies(a_library(note), Shelf({"ca/irpa": OfficialText("ca/irpa", (), law)}, ()))


def test_a_copy_is_named() -> None:
    """Does a fault name file, line, how many words, which text, the words and what to do?"""
    (fault,) = found(f"The law protects {OURS} in a case.")
    assert (fault.path, fault.line) == (Path("law/ca/irpa/s-72.md"), 20)
    assert fault.problem == f'has 13 words in a row of the official text of ca/irpa: "{OURS}".'
    assert fault.remedy == "Say it in your own words."


@pytest.mark.parametrize(
    ("words", "faults"), [(RUN - 1, 0), (RUN, 1), (RUN + 1, 1)], ids=["one word less", "just enough", "one word more"]
)
def test_from_how_many_words(words: int, faults: int) -> None:
    """Is the line drawn at twelve words?"""
    assert len(found(f"So {' '.join(OURS.split()[:words])} now.")) == faults


@pytest.mark.parametrize(
    "law",
    [
        pytest.param(LAW.upper(), id="capitals"),
        pytest.param(LAW.replace(" to ", "\nto\n").replace(" by ", " by\n   "), id="line breaks"),
        pytest.param(LAW.replace(" which", ", which").replace("decision", "“decision”"), id="signs"),
        pytest.param(
            LAW.replace("subject", "\n(a)\nsubject").replace("taken", "\n2015-07-01\n(ii) taken"), id="labels and dates between"
        ),
    ],
)
def test_a_copy_is_seen_through(law: str) -> None:
    """Is the same run found, however the law is laid out?"""
    assert [fault.line for fault in found(f"The law protects {OURS} in a case.", law)] == [20]


@pytest.mark.parametrize(
    ("ours", "law"),
    [
        pytest.param(OURS.replace("taken", "made"), LAW, id="one word in the middle is ours"),
        pytest.param(" ".join(reversed(OURS.split())), LAW, id="another order"),
        pytest.param(
            f"You ask under {OURS}", LAW.replace("decision", "\nPart 2 of the Act\ndecision"), id="the law says more between"
        ),
        pytest.param("Ask the court.", "Ask the court.", id="a short sentence"),
    ],
)
def test_our_own_words(ours: str, law: str) -> None:
    """Is a sentence free that shares words, but no run of them?"""
    assert found(ours, law) == []


NAME = "the Administrative Review Tribunal and the Federal Circuit and Family Court of Australia"
NUMBERS = " ".join(f"{n}.1" for n in range(20))
TITLE = "rules for the courts in matters of people who ask for protection in Canada"


@pytest.mark.parametrize(
    ("ours", "law", "instrument"),
    [
        pytest.param(f"You can ask {NAME} for help.", f"This Act applies to {NAME}.", {}, id="a run of names"),
        pytest.param(f"The {TITLE} say it.", f"These are the {TITLE}.", {"title": TITLE}, id="the title of a law"),
        pytest.param(f"The {TITLE} say it.", f"These are the {TITLE}.", {"short_title": TITLE}, id="its short title"),
        pytest.param(f"See {NUMBERS}.", NUMBERS, {}, id="numbers"),
    ],
)  # fmt: skip
def test_names_do_not_count(ours: str, law: str, instrument: dict[str, object]) -> None:
    """May names, titles and numbers be repeated as they are?"""
    assert found(ours, law, **instrument) == []


def test_a_title_that_is_none_counts() -> None:
    """Are the same words a copy when they are no title?"""
    assert len(found(f"The {TITLE} say it.", f"These are the {TITLE}.")) == 1


def test_names_make_no_copy_of_the_words_around_them() -> None:
    """Do eleven words and a name stay below the line, and twelve words and a name not?"""
    law = f"{' '.join(OURS.split()[:6])} Federal Court {' '.join(OURS.split()[6:12])}."
    assert len(found(law, law)) == 1
    shorter = f"{' '.join(OURS.split()[:6])} Federal Court {' '.join(OURS.split()[6:11])}"
    assert found(f"So {shorter}.", f"{shorter} more.") == []


def test_every_kind_of_file_and_every_text() -> None:
    """Is a guide compared too, and with laws that it does not cite?"""
    guide = a_guide(sections=(a_section("Rule", a_statement(f"So {OURS}.", line=33)),))
    library = a_library(guide)
    texts = {id: OfficialText(id, (), LAW) for id in ("eu/ai-act", "eu/gdpr")}
    assert [(f.path, f.line) for f in copies(library, Shelf(texts, ()))] == [(Path("guides/ca/visa-refused/en.md"), 33)] * 2


def test_a_copy_in_a_limit() -> None:
    """Is a limit, which has no line, named by its key?"""
    note = a_provision(sections=(a_section("Limits", a_statement(f"So {OURS}.", line=0)),))
    (fault,) = copies(a_library(note), Shelf({"ca/irpa": OfficialText("ca/irpa", (), LAW)}, ()))
    assert (fault.line, fault.key) == (0, "limits")


def test_two_copies_in_one_sentence() -> None:
    """Are two runs told apart?"""
    second = "the right to obtain clear and meaningful explanations of every single step there"
    assert len(found(f"{OURS}, then {second}.", f"{LAW}\n{second}")) == 2


@given(st.lists(st.sampled_from(["you", "may", "ask", "the", "court", "now"]), min_size=RUN, max_size=30))
def test_a_copied_sentence_is_always_found(words: list[str]) -> None:
    """Is a whole sentence of a law found, whatever its words are?"""
    text = " ".join(words)
    assert len(found(text, f"Before. {text} After.")) == 1
