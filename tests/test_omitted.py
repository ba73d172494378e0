"""`omitted`: a clause that limits what the reviewed words say must leave a trace in a draft."""

import pytest

from rights_assistant.engine.omitted import clauses, lost

DAYS = "You have 15 days if the matter arose in Canada, and 60 days if it arose outside Canada."
KEEP = "Ask which law allows the refusal, but keep your appeal deadline, because neither replaces the appeal."
PLAIN = "The office collects data about visa applicants."

LEFT_OUT = [
    pytest.param([DAYS], [DAYS], 0, id="the reviewed words"),
    pytest.param([DAYS], ["If the matter arose in Canada you have 15 days.", "Outside Canada you have 60 days if it arose there."], 0, id="in two"),
    pytest.param([DAYS], ["You have 15 days if the matter arose in Canada."], 1, id="the other period"),
    pytest.param([DAYS], ["You have 15 days, and 60 days."], 2, id="both conditions"),
    pytest.param([KEEP], ["Ask which law allows the refusal."], 2, id="what comes after but, and because"),
    pytest.param([KEEP], ["Ask which law allows the refusal, but keep your appeal deadline: neither replaces the appeal."], 0, id="kept"),
    pytest.param([PLAIN], ["Nothing."], 0, id="a clause that limits nothing may go"),
    pytest.param([PLAIN, KEEP], [], 2, id="nothing drafted"),
    pytest.param([], ["You win."], 0, id="nothing reviewed"),
]  # fmt: skip


@pytest.mark.parametrize(("reviewed", "drafted", "many"), LEFT_OUT)
def test_what_is_left_out(reviewed: list[str], drafted: list[str], many: int) -> None:
    """Is each limiting clause that left no trace counted?"""
    assert lost(reviewed, drafted) == many


LIMITING = [
    pytest.param(PLAIN, [], id="none"),
    pytest.param("It depends: the letter names the office.", ["It depends"], id="before a colon"),
    pytest.param("You may stay unless a court says otherwise.", ["unless a court says otherwise."], id="an exception"),
    pytest.param("No section of the Act promises that.", ["No section of the Act promises that."], id="a denial"),
    pytest.param("Only a lawyer can tell.", ["Only a lawyer can tell."], id="only"),
]


@pytest.mark.parametrize(("sentence", "found"), LIMITING)
def test_which_clauses_limit(sentence: str, found: list[str]) -> None:
    """Is a clause with a condition, an exception, a denial or a number found, and no other?"""
    assert list(clauses(sentence)) == found
