"""Our own words, the safeguards, the places and the thresholds: each file whole, each rule as good as its examples."""

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import asdict, fields
from pathlib import Path
from string import Template
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from rights_assistant.domain.answer import BlockKind, Outcome, Urgency
from rights_assistant.domain.jurisdiction import CHOICES, NAMES, SYSTEMS_ONLY
from rights_assistant.domain.standing import Certainty, Force, Status
from rights_assistant.domain.thresholds import Thresholds
from rights_assistant.errors import KnowledgeError
from rights_assistant.prompts import Prompts, Replies, Rule, load_prompts, load_thresholds, load_words, with_thresholds

REAL = Path(__file__).parents[1] / "prompts"
RULES = {
    group: yaml.safe_load((REAL / "safeguards.yaml").read_text("utf-8"))[group]
    for group in ("urgency", "harm", "not_ours", "notices", "talk")
}


def examples(kind: str) -> list[Any]:
    """Every example of a kind in the real file, named by its rule."""
    return [
        pytest.param(
            group,
            name,
            text,
            id=f"{name}: {text}",
        )
        for group, rules in RULES.items()
        for name, body in rules.items()
        for text in body[kind]
    ]


def rule(**changes: Any) -> Rule:
    """A rule that looks for the word danger."""
    values = {"name": "danger", "reason": "A reason.", "patterns": (r"\bdanger\b",), "unless": (), "examples": (), "spares": ()}
    made = values | changes
    made |= {key: tuple(re.compile(p) for p in made[key]) for key in ("patterns", "unless")}
    made["signs"] = tuple((name, re.compile(p)) for name, p in dict(made.get("signs", {})).items())
    return Rule(**made)


def broken(root: Path, name: str, change: Callable[[dict[str, Any]], object]) -> Path:
    """A copy of the real folder in which one file was changed."""
    copy = root / "prompts"
    shutil.copytree(REAL, copy)
    value = yaml.safe_load((copy / name).read_text("utf-8"))
    change(value)
    (copy / name).write_text(yaml.safe_dump(value, allow_unicode=True), "utf-8")
    return copy


@pytest.fixture(scope="module")
def prompts() -> Prompts:
    """The real prompts, read once."""
    return load_prompts(REAL)


@pytest.mark.parametrize(("group", "name", "text"), examples("fits"))
def test_a_safeguard_sees_what_it_says_it_sees(prompts: Prompts, group: str, name: str, text: str) -> None:
    """Is every example that a rule gives for danger or deceit seen by that rule?"""
    rules = {r.name: r for r in getattr(prompts.safeguards, group)}
    assert rules[name].fits(text)


@pytest.mark.parametrize(("group", "name", "text"), examples("spares"))
def test_a_safeguard_spares_what_it_says_it_spares(prompts: Prompts, group: str, name: str, text: str) -> None:
    """Is every example that only sounds like danger or deceit left alone by that rule?"""
    rules = {r.name: r for r in getattr(prompts.safeguards, group)}
    assert not rules[name].fits(text)


def test_every_danger_has_a_rule(prompts: Prompts) -> None:
    """Is each kind of urgency looked for, by the name that the answer uses, and deceit besides?"""
    assert {r.name for r in prompts.safeguards.urgency} == set(Urgency)
    assert [r.name for r in prompts.safeguards.harm] == ["deceive", "track", "another_person"]
    assert [r.name for r in prompts.safeguards.notices] == ["confession", "another_file", "representation", "letter"]


@pytest.mark.parametrize(("group", "name"), [pytest.param(g, n, id=n) for g, rules in RULES.items() for n in rules])
def test_every_rule_is_explained_and_tried(prompts: Prompts, group: str, name: str) -> None:
    """Does each rule say why it stands there, and has it examples on both sides?"""
    (found,) = [r for r in getattr(prompts.safeguards, group) if r.name == name]
    assert found.reason.endswith(".")
    assert len(found.examples) >= 3
    assert found.spares


@pytest.mark.parametrize(
    ("made", "text", "expected"),
    [
        pytest.param(rule(), "I am in DANGER.", True, id="capital letters do not hide it"),
        pytest.param(rule(), "I am in no dangers", False, id="another word is not it"),
        pytest.param(rule(patterns=("fire", "flood")), "a flood came", True, id="one of several patterns is enough"),
        pytest.param(rule(patterns=()), "danger", False, id="without patterns nothing is seen"),
        pytest.param(rule(unless=("film",)), "a film about danger", False, id="something in the text takes it back"),
        pytest.param(rule(unless=("film",)), "danger for me", True, id="nothing takes it back"),
        pytest.param(rule(patterns=("can't go on",)), "I can’t go on", True, id="a curly apostrophe is an apostrophe"),
        pytest.param(rule(unless=("didn't",)), "I didn’t see danger", False, id="also in what takes it back"),
    ],
)
def test_a_rule_fits(made: Rule, text: str, expected: bool) -> None:
    """When does a rule see something?"""
    assert made.fits(text) is expected


ACT_AND_OBJECT = {
    "signs": {"ACT": "fake|forge", "OBJECT": "paper", "SAID": "they say"},
    "together": (("ACT", "OBJECT", "not SAID"),),
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("forge me a paper", True, id="all signs of a row"),
        pytest.param("a paper to fake", True, id="in any order"),
        pytest.param("a paper", False, id="one sign is not enough"),
        pytest.param("they say I fake a paper", False, id="a sign that must not be there"),
        pytest.param("they say it was a danger", True, id="a pattern needs no row"),
        pytest.param("forge me a paper for a film", False, id="what takes it back takes back a row too"),
    ],
)
def test_signs_count_together(text: str, expected: bool) -> None:
    """Does a rule fit where a text holds all the signs of a row?"""
    assert rule(unless=("film",), **ACT_AND_OBJECT).fits(text) is expected


def test_any_row_is_enough() -> None:
    """Does a second row count where the first does not?"""
    made = rule(patterns=(), signs={"A": "one", "B": "two"}, together=(("A",), ("B",)))
    assert made.fits("two")
    assert not made.fits("three")


def test_the_real_words_are_all_there(prompts: Prompts) -> None:
    """Is there a reply for each outcome without an answer, each urgency, heading, status, force and certainty?"""
    named = [("urgent", Urgency), ("headings", BlockKind), ("status", Status), ("force", Force), ("certainties", Certainty)]
    wanted = {f"{group}.{word}" for group, words in named for word in words}
    wanted |= {Outcome.NO_SOURCE, Outcome.OUT_OF_SCOPE, Outcome.FAILED, "declined.deceive", "clarify.country", "clarify.conflict"}
    assert wanted <= prompts.replies.words.keys()
    assert all(prompts.replies.words[name] for name in wanted)


def test_every_gap_in_the_real_words_can_be_filled(prompts: Prompts) -> None:
    """Is every `$name` in the replies a name, and no sum of money that would break the answer?"""
    lines = [(name, line) for name, lines in prompts.replies.words.items() for line in lines]
    assert [name for name, line in lines if not Template(line).is_valid()] == []


@pytest.mark.parametrize(
    ("name", "values", "expected"),
    [
        pytest.param("two", {}, ("One.", "Two."), id="a reply of two lines"),
        pytest.param("filled", {"day": "today"}, ("On today.",), id="a name is filled in"),
        pytest.param("filled", {"day": "$other"}, ("On $other.",), id="what is filled in is not filled in again"),
        pytest.param("filled", {"day": "today", "more": "x"}, ("On today.",), id="a value that nobody asks for does no harm"),
    ],
)
def test_a_reply_is_filled_in(name: str, values: dict[str, str], expected: tuple[str, ...]) -> None:
    """Which lines does a reply give?"""
    replies = Replies("en", {"two": ("One.", "Two."), "filled": ("On $day.",)})
    assert replies.lines(name, **values) == expected
    assert replies.line(name, **values) == " ".join(expected)


@pytest.mark.parametrize(
    ("name", "problem", "remedy"),
    [
        pytest.param("absent", "prompts/replies/en.yaml has no 'absent'.", "Add it.", id="a reply that does not exist"),
        pytest.param("filled", "The reply 'filled' needs $day.", "Remove the name or pass it.", id="a name that is not given"),
    ],
)
def test_a_reply_that_cannot_be_given_is_named(name: str, problem: str, remedy: str) -> None:
    """Are the reply and the missing name told?"""
    with pytest.raises(KnowledgeError) as error:
        Replies("en", {"filled": ("On $day.",)}).lines(name)
    assert (error.value.problem, error.value.remedy) == (problem, remedy)


def test_a_sum_of_money_is_named() -> None:
    """Is a dollar sign that is no name told as the reply's fault?"""
    with pytest.raises(KnowledgeError):
        Replies("en", {"fee": ("The fee is $50.",)}).lines("fee")


NEEDED = [f"urgent.{u}" for u in Urgency] + [f"headings.{b}" for b in BlockKind] + [f"status.{s}" for s in Status]
NEEDED += ["force.guidance", "certainties.unconfirmed", "declined.deceive", "clarify.country", "clarify.conflict", "closing"]
NEEDED += ["sent.here", "sent.near", "sent.elsewhere", "sent.elsewhere_at", "sent.masked"]
NAMED_AS_CODE = pytest.mark.xfail(
    strict=True, reason="prompts._needed holds enum members, so `!r` prints <Outcome.FAILED: 'failed'>"
)


@pytest.mark.parametrize(
    "name", [*NEEDED, *(pytest.param(n, marks=NAMED_AS_CODE) for n in ("no_source", "out_of_scope", "failed"))]
)
def test_a_reply_that_is_missing_stops_the_start(tmp_path: Path, name: str) -> None:
    """Is a missing reply found at the start, by name, and not when someone in danger asks?"""

    def without(words: dict[str, Any]) -> None:
        *path, last = name.split(".")
        for key in path:
            words = words[key]
        del words[last]

    with pytest.raises(KnowledgeError) as error:
        load_prompts(broken(tmp_path, "replies/en.yaml", without))
    assert error.value.problem == f"prompts/replies/en.yaml has no {name!r}."
    assert error.value.remedy.startswith("Add it")


@pytest.mark.parametrize(
    ("name", "change", "problem", "remedy"),
    [
        pytest.param("safeguards.yaml", lambda v: v.pop("harm"), "needs urgency, harm, not_ours, migration", "Mend the keys.",
                     id="no rules against deceit"),
        pytest.param("safeguards.yaml", lambda v: v.update(migration=[]), "needs urgency, harm, not_ours, migration", "Mend",
                     id="no words of the field"),
        pytest.param("safeguards.yaml", lambda v: v.pop("subject"), "needs urgency, harm, not_ours, migration", "Mend",
                     id="no words of the subject"),
        pytest.param("safeguards.yaml", lambda v: v["urgency"].update(fire={}), "unknown: ['fire']", "Mend",
                     id="a danger that the answer does not know"),
        pytest.param("safeguards.yaml", lambda v: v["urgency"]["child"].pop("reason"), "'child' has no reason.", "Add it.",
                     id="a rule without a reason"),
        pytest.param("safeguards.yaml", lambda v: v["harm"]["deceive"].pop("patterns"), "'deceive' has no patterns.", "Add it.",
                     id="a rule without patterns"),
        pytest.param("safeguards.yaml", lambda v: [v["urgency"]["removal"].pop(k) for k in ("spares", "fits")],
                     "'removal' has no fits, spares.", "Add it.", id="a rule without examples"),
        pytest.param("safeguards.yaml", lambda v: v["urgency"]["violence"]["patterns"].append("(hit"),
                     "'violence' has a pattern that is not one", "Mend '(hit'.", id="a bracket that is never closed"),
        pytest.param("safeguards.yaml", lambda v: v["harm"]["deceive"]["unless"].append("*"),
                     "'deceive' has a pattern that is not one", "Mend '*'.", id="a star with nothing before it"),
        pytest.param("safeguards.yaml", lambda v: v["urgency"]["violence"]["patterns"].append("<NOBODY> hits"),
                     "'violence' names the unknown class <NOBODY>.", "Add it under `classes`: ", id="a class that is not there"),
        pytest.param("safeguards.yaml", lambda v: v["classes"].update(WHO="<WHOM>", WHOM="<WHO>") or
                     v["urgency"]["violence"]["patterns"].append("<WHO> hits"), "names itself", "Take the circle out.",
                     id="classes that name each other"),
        pytest.param("safeguards.yaml", lambda v: v["harm"]["track"]["together"].append(["FIND", "not NOBODY"]),
                     "'track' has no sign NOBODY.", "Add it under `signs`.", id="a row that names a sign which is not there"),
        pytest.param("safeguards.yaml", lambda v: v["harm"]["track"]["signs"].update(FIND=["(find"]),
                     "'FIND' has a pattern that is not one", "Mend", id="a sign that is no pattern"),
        pytest.param("replies/en.yaml", lambda v: v["declined"].pop("track"), "has no 'declined.track'.", "Add it",
                     id="something declined without a word"),
        pytest.param("replies/en.yaml", lambda v: v["told"].pop("confession"), "has no 'told.confession'.", "Add it",
                     id="a notice without words"),
        pytest.param("replies/en.yaml", lambda v: v["talk"].pop("hello"), "has no 'talk.hello'.", "Add it",
                     id="talk that is not answered"),
        pytest.param("safeguards.yaml", lambda v: v["subject"].append("[a"), "'subject' has a pattern that is not one", "Mend",
                     id="a word of the subject that is no pattern"),
        pytest.param("model/forbidden.yaml", lambda v: v.pop("never"), "needs never and unless_said", "Mend the keys.",
                     id="no rules on what a model may never say"),
        pytest.param("model/forbidden.yaml", lambda v: v["never"]["machine"].pop("reason"), "'machine' has no reason.", "Add it.",
                     id="a rule for a model without a reason"),
        pytest.param("places.yaml", lambda v: v["places"].update(fr=["paris"]), "names the unknown jurisdiction 'fr'.",
                     "Choose from: int, coe", id="a place that is not covered"),
        pytest.param("places.yaml", lambda v: v["authorities"].update(nl=["ind"]), "names the unknown jurisdiction 'nl'.",
                     "Choose from: int, coe", id="an authority of a place that is not covered"),
        pytest.param("places.yaml", lambda v: v["laws"].update(ch=["dsg"]), "names the unknown jurisdiction 'ch'.",
                     "Choose from: int, coe", id="a law of a place that is not covered"),
    ],
)  # fmt: skip
def test_a_broken_file_is_named(
    tmp_path: Path, name: str, change: Callable[[dict[str, Any]], object], problem: str, remedy: str
) -> None:
    """Are the file, the key and the mend told for every way to break a file?"""
    with pytest.raises(KnowledgeError) as error:
        load_prompts(broken(tmp_path, name, change))
    assert name in error.value.problem
    assert problem in error.value.problem
    assert remedy in error.value.remedy


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        pytest.param("she zaps my door", True, id="one of the class"),
        pytest.param("he zaps my door", True, id="another, each as a whole"),
        pytest.param("somebody zaps my door", False, id="none of it"),
        pytest.param("she", False, id="a class is not the whole pattern"),
    ],
)
def test_a_word_class_is_written_out(tmp_path: Path, text: str, seen: bool) -> None:
    """Does a pattern that names a class of words see each of them in its place, through a class that names another?"""

    def classed(value: dict[str, Any]) -> None:
        value["classes"] |= {"ANYONE": "<ONE>", "ONE": "he|she"}
        value["urgency"]["violence"]["patterns"] = ["<ANYONE> zaps my door"]

    (rule,) = [r for r in load_prompts(broken(tmp_path, "safeguards.yaml", classed)).safeguards.urgency if r.name == "violence"]
    assert rule.fits(text) is seen


@pytest.mark.parametrize("name", ["replies/en.yaml", "safeguards.yaml", "places.yaml", "personal.yaml"])
@pytest.mark.parametrize(
    ("text", "problem", "remedy"),
    [
        pytest.param(None, "cannot be read: No such file", "--prompts", id="no such file"),
        pytest.param("a: b: c\n", "is not YAML", "Mend the line it names.", id="not YAML"),
        pytest.param("- a\n- b\n", "holds no keys.", "`key: value`", id="a list"),
        pytest.param("", "holds no keys.", "`key: value`", id="an empty file"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, name: str, text: str | None, problem: str, remedy: str) -> None:
    """Is each of the three files named when it is missing or is something else?"""
    root = broken(tmp_path, name, lambda v: v)
    (root / name).unlink() if text is None else (root / name).write_text(text, "utf-8")
    with pytest.raises(KnowledgeError) as error:
        load_prompts(root)
    assert f"{root / name} {problem}" in error.value.problem
    assert remedy in error.value.remedy


def test_a_language_without_words_is_named() -> None:
    """Is the file named that a language would need?"""
    with pytest.raises(KnowledgeError, match=r"replies/ar\.yaml cannot be read"):
        load_prompts(REAL, "ar")
    with pytest.raises(KnowledgeError, match=r"locales/ar\.yaml cannot be read"):
        load_words(REAL, "ar")


def test_the_pages_own_words_are_read_as_they_stand() -> None:
    """Are the interface's words the keys of their file?"""
    assert load_words(REAL) == yaml.safe_load((REAL / "locales" / "en.yaml").read_text("utf-8"))


def test_a_file_without_dangers_is_named(tmp_path: Path) -> None:
    """Is the most important key of all told when it is missing?"""
    with pytest.raises(KnowledgeError, match="needs urgency"):
        load_prompts(broken(tmp_path, "safeguards.yaml", lambda v: v.pop("urgency")))


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    """Is a file told that was saved in another encoding than UTF-8?"""
    root = broken(tmp_path, "places.yaml", lambda v: v)
    (root / "places.yaml").write_bytes("places: {de: [köln]}".encode("latin-1"))
    with pytest.raises(KnowledgeError, match=r"places\.yaml"):
        load_prompts(root)


def test_every_place_that_can_be_chosen_can_be_named(prompts: Prompts) -> None:
    """Is each country that a person can choose also known by its words, and the law above them?"""
    assert set(CHOICES) <= {place for place, _ in prompts.places.countries} <= set(NAMES)
    assert {place for place, _ in (*prompts.places.authorities, *prompts.places.cities)} <= set(NAMES)
    assert {place for place, _ in prompts.places.systems} <= set(SYSTEMS_ONLY)
    assert {place for place, _ in prompts.places.laws} <= set(NAMES)
    assert {place for place, _ in prompts.places.court} <= set(CHOICES)


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        pytest.param(["uk"], "my uk visa", True, id="a whole word"),
        pytest.param(["uk"], "ukraine", False, id="the start of another word is not it"),
        pytest.param(["ees"], "fees", False, id="the end of another word is not it"),
        pytest.param(["u.s."], "in the u.s. now", True, id="a full stop belongs to the word"),
        pytest.param(["u.s."], "in the uxsx now", False, id="a full stop is not any letter"),
        pytest.param(["new york"], "in new york", True, id="two words"),
        pytest.param(["köln"], "in köln", True, id="letters beyond English"),
        pytest.param([], "anything", False, id="no words match nothing"),
    ],
)
def test_a_place_is_named_by_whole_words(tmp_path: Path, words: list[str], text: str, expected: bool) -> None:
    """Does a word of the file match as a word, and only so?"""

    def only(value: dict[str, Any]) -> None:
        value["places"] = {"uk": words}

    ((_, pattern),) = load_prompts(broken(tmp_path, "places.yaml", only)).places.countries
    assert bool(pattern.search(text)) is expected


@pytest.mark.parametrize("key", ["not", "elsewhere", "cities", "laws", "systems", "court", "court_words", "uncovered_guide"])
def test_a_list_of_places_may_be_left_out(tmp_path: Path, key: str) -> None:
    """Does the rest of the places hold when one optional list is not there?"""
    places = load_prompts(broken(tmp_path, "places.yaml", lambda v: v.pop(key))).places
    assert {place for place, _ in places.countries} >= set(CHOICES)
    if key in ("not", "elsewhere"):
        pattern = places.misleading if key == "not" else places.elsewhere
        assert not pattern.search("turkish airlines, norway")


def test_the_thresholds_are_those_that_were_fitted() -> None:
    """Does prompts/thresholds.yaml hold what evals/fit/thresholds.json chose?"""
    fitted = json.loads((REAL.parent / "evals" / "fit" / "thresholds.json").read_text("utf-8"))
    assert asdict(load_thresholds(REAL / "thresholds.yaml")) == fitted["chosen"]


def test_each_threshold_says_what_it_is() -> None:
    """Does each line of the file explain its number?"""
    rows = [line for line in (REAL / "thresholds.yaml").read_text("utf-8").splitlines() if not line.startswith("#")]
    assert [line.split(":")[0] for line in rows] == [f.name for f in fields(Thresholds)]
    assert all(re.search(r"  # \w.{20,}", line) for line in rows)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param(lambda v: v.pop("near"), "has no 'near'", id="one is missing"),
        pytest.param(lambda v: v.update(nearby=0.4), "the unknown key 'nearby'", id="one that nobody knows"),
        pytest.param(lambda v: v.update(near="0.4"), "'near' is '0.4'", id="words"),
        pytest.param(lambda v: v.update(near=True), "'near' is True", id="yes is no number"),
        pytest.param(lambda v: v.update(near=None), "'near' is None", id="nothing"),
        pytest.param(lambda v: v.update(near=-0.1), "'near' is -0.1", id="below zero"),
        pytest.param(lambda v: v.update(near=45), "'near' is 45", id="per cent"),
        pytest.param(lambda v: v.update(near=float("nan")), "'near' is nan", id="not a number"),
    ],
)
def test_bad_thresholds(tmp_path: Path, change: Callable[[dict[str, Any]], object], said: str) -> None:
    """Is a file of thresholds that is wrong refused by file and key, with a remedy?"""
    root = broken(tmp_path, "thresholds.yaml", change)
    with pytest.raises(KnowledgeError, match=re.escape(said)) as caught:
        load_prompts(root)
    assert "thresholds.yaml" in caught.value.problem
    assert caught.value.remedy


def test_a_folder_without_thresholds(tmp_path: Path) -> None:
    """Is a folder of another version, without the file, refused in words?"""
    root = broken(tmp_path, "thresholds.yaml", lambda value: None)
    (root / "thresholds.yaml").unlink()
    with pytest.raises(KnowledgeError, match=r"thresholds\.yaml cannot be read"):
        load_prompts(root)


@given(st.builds(Thresholds, **dict.fromkeys((f.name for f in fields(Thresholds)), st.integers(0, 200).map(lambda n: n / 100))))
def test_thresholds_are_written_as_they_are_read(values: Thresholds) -> None:
    """Whatever the values: does the file written with them hold them, and its words as before?"""
    text = (REAL / "thresholds.yaml").read_text("utf-8")
    written = with_thresholds(text, values)
    assert {k: float(v) for k, v in yaml.safe_load(written).items()} == asdict(values)
    assert re.sub(r"[\d.]+", "", written) == re.sub(r"[\d.]+", "", text)
