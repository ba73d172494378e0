"""Is a fact that decides between two time limits told only by a clear statement?"""

from datetime import date
from pathlib import Path
from shutil import copytree

import pytest
import yaml

from conftest import ROOT
from rights_assistant.domain.document import CONTRARY
from rights_assistant.domain.question import ask
from rights_assistant.errors import KnowledgeError
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
    ("I live now in Winnipeg and asked to extend my permit", "ca", {"inside"}, "a word before the place"),
    ("My work permit extension in Ottawa was refused", "ca", {"inside"}, "an extension is asked for where one is"),
    ("I am in Lagos, I want to visit my sister in Canada", "ca", {"outside"}, "the sister is visited, not refused"),
    ("Sitting in Hanoi, they refused my visa", "ca", {"outside"}, "without who it is that sits there"),
    ("my cousin had 15 days. I am in Lagos, I asked from here", "ca", {"outside"}, "where it was asked, a cousin or not"),
    ("I am in Toronto and we applied from here", "ca", {"inside"}, "where it was asked"),
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
    ("I am in Lagos and my sister was refused", "ca", "the sister's decision, made who knows where"),
    ("They refused the extension of my stay. My boss is in Ottawa", "ca", "where somebody else is"),
]


@pytest.mark.parametrize(("text", "place", "facts", "why"), TOLD)
def test_a_clear_statement_is_told(text: str, place: str, facts: set[str], why: str, prompts: Prompts) -> None:
    """Is what a person says of themselves, or of where it was asked and decided, understood?"""
    assert read(prompts, text, place) == facts, why


@pytest.mark.parametrize(("text", "place", "why"), NOT_TOLD)
def test_in_doubt_nothing_is_told(text: str, place: str | None, why: str, prompts: Prompts) -> None:
    """Is a wish, a supposition, an origin or another person's place no statement?"""
    assert read(prompts, text, place) == set(), why


@pytest.mark.parametrize(
    ("text", "barred", "why"),
    [
        ("The ART affirmed the refusal of my visa", "guides/au/visa-refused-review", "the tribunal decided"),
        ("Tribunal also said no, how many days?", "guides/au/visa-refused-review", "in everyday words"),
        ("My visa was refused by the Administrative Review Tribunal", "guides/au/visa-refused-review", "the other way round"),
        ("I lost at the tribunal", "guides/au/visa-refused-review", "lost there"),
        ("Until when can I go to the Federal Circuit Court?", "guides/au/visa-refused-review", "the court after it"),
        ("The department refused my visa, can I go to the tribunal?", "guides/au/tribunal-said-no", "still to come"),
        ("How long for the ART?", "guides/au/tribunal-said-no", "nothing decided there yet"),
        ("Home Affairs refused me by computer", "guides/au/tribunal-said-no", "no tribunal at all"),
    ],
)
def test_a_guide_to_another_stage_is_not_found(text: str, barred: str, why: str, prompts: Prompts) -> None:
    """Is somebody before the tribunal never shown the court's days, nor the other way round?"""
    assert prompts.facts.barred(text) == {barred}, why


def test_the_stages_are_of_guides_that_exist(prompts: Prompts) -> None:
    """Does each stage name guides of the real knowledge, and say why?"""
    for stage in prompts.facts.stages:
        assert all((ROOT / "knowledge" / id / "en.md").is_file() for id in (stage.guide, *stage.instead_of)), stage.guide
        assert stage.reason
        assert stage.guide not in stage.instead_of


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        pytest.param({"told": ["("]}, "no pattern", id="a pattern that is none"),
        pytest.param({"reason": None}, "needs reason, told and instead_of", id="no reason"),
        pytest.param({"more": "x"}, "needs reason, told and instead_of", id="a key that is not known"),
    ],
)
def test_a_flawed_stage_is_named(change: dict[str, object], problem: str, tmp_path: Path) -> None:
    """Does the error name the file and the guide?"""
    copytree(ROOT / "prompts", tmp_path / "prompts")
    path = tmp_path / "prompts" / "facts.yaml"
    data = yaml.safe_load(path.read_text("utf-8"))
    stage = data["stages"]["guides/au/tribunal-said-no"] | change
    data["stages"]["guides/au/tribunal-said-no"] = {k: v for k, v in stage.items() if v is not None}
    path.write_text(yaml.safe_dump(data), "utf-8")
    with pytest.raises(KnowledgeError, match="guides/au/tribunal-said-no") as caught:
        load_prompts(tmp_path / "prompts")
    assert "facts.yaml" in str(caught.value)
    assert problem in str(caught.value) or problem == "no pattern"


def test_the_conversation_counts(prompts: Prompts) -> None:
    """Is a place named in an earlier question still told, and taken back by a contrary one?"""
    assert read(prompts, "and how long do I have?", "ca", "I applied from Lagos, refused") == {"outside"}
    assert read(prompts, "I am in Toronto now", "ca", "I applied from Lagos, refused") == set()


def test_every_fact_has_its_contrary_and_its_reason(prompts: Prompts) -> None:
    """Do the names that remedies use and those that are read agree?"""
    assert {f.name for f in prompts.facts.facts} == set(CONTRARY)
    assert all(CONTRARY[CONTRARY[name]] == name != CONTRARY[name] for name in CONTRARY)
    assert all(f.reason for f in prompts.facts.facts)


BROKEN = [
    ("abroad", None, "needs abroad, supposes, others"),
    ("facts", {"inside": {}}, "needs abroad, supposes, others"),
    ("inside", {"reason": "x"}, "'inside' has no asks, done, own"),
    ("inside", {"reason": "x", "asks": "x", "own": ["("], "done": []}, "has a pattern that is not one"),
]


@pytest.mark.parametrize(("key", "value", "fault"), BROKEN)
def test_a_broken_file_is_named(key: str, value: object, fault: str, tmp_path: Path) -> None:
    """Does the fault name the file and what is wrong in it?"""
    copytree(ROOT / "prompts", tmp_path / "prompts")
    path = tmp_path / "prompts" / "facts.yaml"
    data = yaml.safe_load(path.read_text("utf-8"))
    (data["facts"] if key == "inside" else data)[key] = value
    path.write_text(yaml.safe_dump(data), "utf-8")
    with pytest.raises(KnowledgeError, match=fault) as caught:
        load_prompts(tmp_path / "prompts")
    assert "facts.yaml" in str(caught.value)
