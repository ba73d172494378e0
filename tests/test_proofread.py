"""`proofread`: what each sentence of a draft must be, and in which order the faults are looked for."""

import pytest

from drafts_made import WORDS
from rights_assistant.engine.proofread import MOST_SENTENCES, MOST_WORDS, Proofreader, Shown
from rights_assistant.evaluation.harms import BAD_ADVICE, PREDICTS
from rights_assistant.prompts import Rule

LAW = "Under section 72, you can ask the Federal Court to review a refusal within 15 days if the matter arose in Canada."
FILE = "You can ask IRCC for your own file; it costs 5 dollars."
BOTH = "Your file holds the officer's notes. The notes name the reasons, Mr. Smith said."


def a_reader() -> Proofreader:
    """A reader with three passages."""
    passages = {1: Shown(1, LAW), 2: Shown(2, FILE), 7: Shown(7, BOTH)}
    return Proofreader(passages, WORDS.forbidden, WORDS.places)


def why(sentence: str) -> str:
    """Why a sentence is struck, or nothing."""
    checked = a_reader().read(sentence)
    return "; ".join(checked.struck)


PASSES = [
    pytest.param("You can ask IRCC for your own file. [2]", (2,), id="after the stop"),
    pytest.param("You can ask IRCC for your own file [2].", (2,), id="before the stop"),
    pytest.param("You can ask IRCC for your own file. [2, 7]", (2, 7), id="two in one"),
    pytest.param("You can ask IRCC for your own file. [2][7]", (2, 7), id="two side by side"),
    pytest.param("You can ask IRCC for your own file. [2] [2]", (2,), id="the same twice"),
    pytest.param("You can ask IRCC for your own file! [2]", (2,), id="with an exclamation"),
]


@pytest.mark.parametrize(("sentence", "numbers"), PASSES)
def test_where_markers_stand(sentence: str, numbers: tuple[int, ...]) -> None:
    """Are markers read wherever a model puts them, and taken out of the sentence?"""
    [line] = a_reader().read(sentence).lines
    assert line.citations == numbers
    assert "[" not in line.text
    assert " ." not in line.text


STRUCK = [
    pytest.param("You can ask IRCC for your own file.", "carries no marker", id="no marker"),
    pytest.param("You can ask IRCC for your own file. [3]", "marker 3 is of no passage", id="a passage that was not shown"),
    pytest.param("You can ask IRCC for your own file. [2] [2-7]", "a sign", id="a marker beside a range"),
    pytest.param("You can ask *IRCC* for your own file. [2]", "a sign", id="emphasis"),
    pytest.param("You can ask IRCC for your own file.\u2066 [2]", "a sign", id="a sign nobody sees"),
    pytest.param("You can ask IRCC for your own file [2]", "not a whole statement", id="no stop"),
    pytest.param("and you can ask IRCC for your own file. [2]", "not a whole statement", id="no beginning"),
    pytest.param("Can you ask IRCC for your own file? [2]", "not a whole statement", id="a question"),
    pytest.param("You can. [2]", f"has not 3 to {MOST_WORDS} words", id="too short"),
    pytest.param("You can ask IRCC " + "and IRCC " * 20 + "for your own file. [2]", f"has not 3 to {MOST_WORDS} words", id="too long"),
    pytest.param("You can ask IRCC for your own file on ircc.ca today. [2]", "an address", id="a bare domain"),
    pytest.param("You can ask IRCC for your own file: 613 555 0100. [2]", "an address", id="a telephone number"),
    pytest.param("You can ask IRCC for your own file for 6 dollars. [2]", "a number", id="a number of its own"),
    pytest.param("You can ask IRCC for your own file for 15 dollars. [2]", "a number", id="a number of another passage"),
    pytest.param("Under section 15, you can ask the Federal Court. [1]", "names a provision", id="a period's number as a section"),
    pytest.param("Your file holds the officer's notes. The court. [7] Yes", "carries no marker", id="the end without a marker"),
    pytest.param("Your file holds the notes of Mr. The notes win. [7]", "a second sentence hides", id="a second sentence"),
    pytest.param("You can ask the Home Office for your own file. [2]", "a place or an authority", id="another authority"),
    pytest.param("You can ask IRCC in Germany for your own file. [2]", "that its passages do not: germany", id="another country"),
    pytest.param("You can ask IRCC for your own file, and you will win. [2]", "may not be said: prediction", id="a prediction"),
    pytest.param("You can ask your consulate for your own file. [2]", "may not be said: duty", id="the consulate"),
    pytest.param("You can surely ask IRCC for your own file. [2]", "may not be said: likelihood", id="sureness"),
    pytest.param("You can ask IRCC (file your own) for your own file. [2]", "a remark", id="a remark"),
    pytest.param("The officer's notes hold your file. [7]", "do not support it", id="what the passage does not say"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "says"), STRUCK)
def test_why_a_sentence_is_struck(sentence: str, says: str) -> None:
    """Is the fault that is looked for found, and said in words of ours?"""
    assert says in why(sentence)


def test_a_draft_that_has_not_ended() -> None:
    """Is the last sentence left out while it may still grow, and read when the draft has ended?"""
    reader, draft = a_reader(), "You can ask IRCC for your own file. [2] Your file holds the officer's notes. [7]"
    assert len(reader.read(draft, whole=False).lines) == 1
    assert len(reader.read(draft).lines) == 2


@pytest.mark.parametrize("cut", range(1, 79))
def test_no_half_sentence_is_read(cut: int) -> None:
    """Wherever a draft breaks off: is what is read of its beginning also in the whole?"""
    draft = "You can ask IRCC for your own file. [2] Your file holds the officer's notes. [7]"
    whole = a_reader().read(draft).lines
    assert set(a_reader().read(draft[:cut], whole=False).lines) <= set(whole)


def test_what_is_a_repetition() -> None:
    """Is the same sentence in other signs struck, and one with another number kept?"""
    passages = {
        1: Shown(
            1,
            "Article 12 gives you the data. Article 13 gives you the data.",
        )
    }
    read = Proofreader(passages, WORDS.forbidden, WORDS.places).read
    kept = read("Article 12 gives you the data. [1] Article 13 gives you the data. [1] Article 12 gives you the data! [1]")
    assert ([line.text[8:10] for line in kept.lines], kept.struck) == (["12", "13"], ("it stands there already",))


def test_the_longest_short_answer() -> None:
    """Is the number of sentences that of a curated short answer?"""
    from rights_assistant import compose

    assert MOST_SENTENCES == compose._SHORT_LINES


# --- what may not be said ---

RULES = [*WORDS.forbidden.never, *WORDS.forbidden.unless_said]


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.name)
def test_a_rule_and_its_examples(rule: Rule) -> None:
    """Does each rule find its own examples, spare what it says, and give its reason?"""
    assert rule.reason.endswith(".")
    assert all(rule.fits(text) for text in rule.examples)
    assert not [text for text in rule.spares if rule.fits(text)]


@pytest.mark.parametrize("phrase", [*PREDICTS, *BAD_ADVICE])
def test_every_harm_that_is_measured_is_struck(phrase: str) -> None:
    """Is each phrase that the evaluation counts as a forecast or as dangerous advice found by a rule here too?"""
    assert any(rule.fits(f"{phrase} today.") for rule in RULES)


def test_the_passages_words_only_as_they_are() -> None:
    """May a sentence say "do not contact the embassy" where its passage does, and never "contact the embassy"?"""
    passages = {1: Shown(1, "Do not contact the embassy of the country you fear before a lawyer has advised you.")}
    reader = Proofreader(passages, WORDS.forbidden, WORDS.places)
    kept = reader.read("Do not contact the embassy of the country you fear before a lawyer has advised you. [1]")
    turned = reader.read("Contact the embassy of the country you fear before a lawyer has advised you. [1]")
    assert (len(kept.lines), turned.struck) == (1, ("it may not be said: duty",))
