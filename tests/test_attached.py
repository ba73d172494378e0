"""`attached`: words that all stand in the passages, joined as the passages do not join them."""

import pytest

from rights_assistant.engine.attached import fault

COURT = (
    "You must file within 15 days if the matter arose in Canada. You must file within 60 days if the matter arose outside Canada."
)
LISTED = "The court deadline is short: 15 days if the matter arose in Canada, 60 days if it arose outside Canada."
TOOLS = "IRCC states that its tools do not refuse and that an officer makes every refusal."
ASK = "You can write to IRCC and ask for the explanation in your own case."
SCORE = "You can argue that a risk score is a machine-only decision."
CLOCK = "A request for review does not stop your court deadline."

JOINTS = [
    pytest.param("You have within 15 days if the matter arose in Canada.", COURT, "", id="the bound of the passage"),
    pytest.param("You have up to 15 days if the matter arose in Canada.", COURT, "", id="the same bound in other words"),
    pytest.param("You have at least 15 days if the matter arose in Canada.", COURT, "bound", id="a least for a most"),
    pytest.param("You have more than 15 days if the matter arose in Canada.", COURT, "bound", id="more than the most"),
    pytest.param("It holds until 18 October 2017.", "It holds since 18 October 2017.", "bound", id="until for since"),
    pytest.param("You have 15 days if the matter arose in Canada.", COURT, "", id="a period with its condition"),
    pytest.param("You have 60 days if the matter arose in Canada.", COURT, "condition", id="with the other's"),
    pytest.param("You have 60 days if the matter arose in Canada.", LISTED, "condition", id="with the other's, of one sentence"),
    pytest.param("If the matter arose outside Canada, you have 60 days.", LISTED, "", id="the condition first"),
    pytest.param("You have 15 days if it arose in Canada, and 60 days if it arose outside Canada.", LISTED, "", id="both, each with its own"),
    pytest.param("You have 60 days if it arose in Canada, and 15 days if it arose outside Canada.", LISTED, "condition", id="both, swapped"),
    pytest.param("IRCC states that its tools do not refuse.", TOOLS, "", id="a not in its place"),
    pytest.param("IRCC states that its tools refuse and that an officer makes no refusal.", TOOLS, "“not”", id="a not that moved"),
    pytest.param("A request for review stops your court deadline.", CLOCK, "“not”", id="a not dropped, and the word changed with it"),
    pytest.param("A request for review does stop your court deadline.", CLOCK, "“not”", id="a not dropped"),
    pytest.param("A request for review does not stop the deadline.", CLOCK, "", id="a denial in fewer words"),
    pytest.param("A risk score is a machine-only decision.", SCORE, "said outright", id="an argument as a rule"),
    pytest.param("You can argue that a risk score is a machine-only decision.", SCORE, "", id="an argument as one"),
    pytest.param("An officer makes every refusal.", TOOLS, "said outright", id="an authority's word as a fact"),
    pytest.param("IRCC can ask you for the explanation.", ASK, "can or must", id="who asks whom"),
    pytest.param("You can ask IRCC for the explanation.", ASK, "", id="you who can"),
    pytest.param("You can write to IRCC (in your case) and ask.", ASK, "remark", id="a remark in brackets"),
    pytest.param("You can write to IRCC – no lawyer is needed – and ask.", ASK, "remark", id="a remark between dashes"),
    pytest.param("You must file unless the matter arose in Canada.", COURT, "governs", id="unless for if"),
    pytest.param("You can file within 15 days if the matter arose in Canada.", COURT, "governs", id="can for must"),
    pytest.param("You must always file within 15 days if the matter arose in Canada.", COURT, "absolute", id="an always of its own"),
    pytest.param("You must file with the king within 15 days if the matter arose in Canada.", COURT, "a word that", id="a word of its own"),
    pytest.param("You must ask the court within 15 days if the matter arose in Canada.", f"{COURT} {ASK} {LISTED}", "", id="words of several sentences"),
    pytest.param("A request for review does not not stop your court deadline.", CLOCK, "twice", id="a second not"),
    pytest.param("Directive 6 (the first) says so.", "Directive 6 (the first) says so.", "", id="the passages' own remark"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "passage", "says"), JOINTS)
def test_joints(text: str, passage: str, says: str) -> None:
    """Is each joint that the passage has let through, and each that it has not named?"""
    found = fault(text, [passage])
    assert says in found
    assert bool(found) is bool(says)


@pytest.mark.parametrize("passage", [COURT, LISTED, TOOLS, ASK, SCORE, CLOCK])
def test_the_passages_own_words(passage: str) -> None:
    """Does every sentence of a passage pass by itself?"""
    for sentence in passage.split(". "):
        assert fault(sentence.rstrip(".") + ".", [passage]) == ""


def test_the_reasons_hold_nothing_of_the_sentence() -> None:
    """Is what is said of a fault free of the words of the draft?"""
    assert "zanzibar" not in fault("Zanzibar can tell you (zanzibar) more than 15 times.", [COURT]).lower()
