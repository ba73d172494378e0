"""Is a fact that decides between two time limits told only by a clear statement?"""

from datetime import date

import pytest

from conftest import ROOT
from rights_assistant.domain.question import ask
from rights_assistant.facts import told
from rights_assistant.prompts import Prompts, load_prompts

NOW = date(2026, 11, 28)


@pytest.fixture(scope="module")
def prompts() -> Prompts:
    return load_prompts(ROOT / "prompts")


def read(prompts: Prompts, text: str, place: str | None, *earlier: str) -> set[str]:
    """The facts told in a conversation."""
    return set(told(ask(text, NOW, jurisdiction=place, earlier=earlier), place, prompts.facts, prompts.places))


TOLD = [
    ("I am in Canada and my study permit was refused", "ca", {"inside"}, "says where they are"),
    ("I'm in Toronto, IRCC refused my extension", "ca", {"inside"}, "a city of the country"),
    ("we are now in Calgary and they refused us", "ca", {"inside"}, "more than one person"),
    ("I live in Montreal and my work permit was refused", "ca", {"inside"}, "lives there"),
    ("I am a student in Vancouver, refused. How long?", "ca", {"inside"}, "what they are, and where"),
    ("I applied from inside Canada and got a refusal", "ca", {"inside"}, "where it was asked"),
    ("My client applied from inside Canada", "ca", {"inside"}, "another person, but where it was asked"),
    ("The decision was made in Canada, how long do I have?", "ca", {"inside"}, "where it was decided"),
    ("I am still living in Canada on a visitor record", "ca", {"inside"}, "two words between"),
    ("I am in Lagos, the visa was refused. Deadline?", "ca", {"outside"}, "a city of another country"),
    ("I applied from Lagos and Canada refused", "ca", {"outside"}, "where it was asked"),
    ("I applied for a visitor visa from Nigeria, refused", "ca", {"outside"}, "the thing asked for between"),
    ("The Canadian embassy in Lagos refused my visa", "ca", {"outside"}, "an embassy decides abroad"),
    ("my visa was refused by the embassy", "ca", {"outside"}, "an embassy decides abroad, whichever it is"),
    (
        "My mother's visa was refused at the Canadian embassy in Manila",
        "ca",
        {"outside"},
        "another person, but where it was decided",
    ),
    ("I am outside Canada and got a refusal", "ca", {"outside"}, "outside, in so many words"),
    ("I applied from abroad", "ca", {"outside"}, "abroad"),
    ("I live in Germany, Canada refused my visa", "ca", {"outside"}, "another covered country"),
    ("The decision was made outside Canada", "ca", {"outside"}, "where it was decided"),
    ("I am in the UK and the Home Office refused me", "uk", {"inside"}, "the country's short name with its article"),
    ("I live in London and my claim was refused", "uk", {"inside"}, "a city"),
    ("I am outside the UK, refused", "uk", {"outside"}, "outside, with the article"),
    ("I am in Nairobi and UKVI refused my visa", "uk", {"outside"}, "a city of a country that is not covered"),
    ("I applied from Pakistan, refused by UKVI", "uk", {"outside"}, "where it was asked"),
    ("I am in immigration detention in Villawood, visa refused", "au", {"detained"}, "in detention"),
    ("I am detained and my visa was refused", "au", {"detained"}, "detained"),
    ("I'm locked up in a detention centre in Darwin", "au", {"detained"}, "the word people use"),
    ("I am not in immigration detention", "au", {"at_liberty"}, "says so"),
]
NOT_TOLD = [
    ("My visitor visa was refused", "ca", "says nothing of a place"),
    ("I am from Lagos and my visa was refused", "ca", "an origin, not where they are"),
    ("I am Nigerian, Canada refused", "ca", "a nationality"),
    ("I want to study in Canada, my permit was refused", "ca", "a wish"),
    ("I am going to Canada next month", "ca", "a plan"),
    ("I am applying to study in Canada", "ca", "a plan"),
    ("If I am in Canada, how long do I have?", "ca", "a supposition"),
    ("How long do I have when I am outside Canada?", "ca", "a supposition"),
    ("Does it matter whether I am in Canada?", "ca", "asks"),
    ("I was in Canada two years ago", "ca", "the past"),
    ("I am in Toronto and my mother's visa was refused in Lagos", "ca", "somebody else's decision, made elsewhere"),
    ("I live in Ottawa. My wife was refused a visa", "ca", "somebody else's decision"),
    ("Our client lives in Lagos, the visa was refused", "ca", "where a client is tells nothing of where it was decided"),
    ("I am in Canada now but I applied from Lagos", "ca", "both: no clear statement"),
    ("I applied for a visa to Canada", "ca", "a destination"),
    ("My application for a visa in Canada was refused", "ca", "in Canada: the visa or the application?"),
    ("I am not in Canada any more", "ca", "where they were when it was decided is not said"),
    ("They said I am in Canada without papers", "ca", "what others say"),
    ("I am refused in Canada", "ca", "the refusal, not the person"),
    ("I have a job offer in Toronto, refused", "ca", "where the job is"),
    ("My brother is in immigration detention in Sydney", "au", "somebody else"),
    ("They say I will be detained", "au", "the future"),
    ("Am I in the UK for this purpose?", "uk", "a question"),
    ("I am in Canada", None, "no country decides: nothing is inside of it"),
    ("I fear I could be detained", "au", "a fear"),
    ("The embassy has my passport", "ca", "no decision"),
    ("I asked the embassy for news", "ca", "a question to it, no decision by it"),
]


@pytest.mark.parametrize(("text", "place", "facts", "why"), TOLD)
def test_a_clear_statement_is_told(text: str, place: str, facts: set[str], why: str, prompts: Prompts) -> None:
    """Is what a person says of themselves, or of where it was asked and decided, understood?"""
    assert read(prompts, text, place) == facts, why


@pytest.mark.parametrize(("text", "place", "why"), NOT_TOLD)
def test_in_doubt_nothing_is_told(text: str, place: str | None, why: str, prompts: Prompts) -> None:
    """Is a wish, a supposition, an origin or another person's place no statement?"""
    assert read(prompts, text, place) == set(), why
