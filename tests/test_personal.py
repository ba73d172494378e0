"""`personal`: each rule as good as its examples, and every flaw of the file named."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import PROMPTS
from rights_assistant.errors import KnowledgeError
from rights_assistant.mask import Masked, mask
from rights_assistant.personal import Kind, Personal, Spared
from rights_assistant.prompts import load_prompts

RULES = load_prompts(PROMPTS).personal
KINDS = (*RULES.kinds, RULES.names)


def examples(of: str) -> list[Any]:
    """Every example of the real file, named by its rule."""
    return [pytest.param(k, t, id=f"{k.name}: {t}") for k in KINDS for t in getattr(k, of)]


def changed(root: Path, change: Callable[[dict[str, Any]], object]) -> Personal:
    """The rules of a copy of the real folder in which the file was changed."""
    copy = root / "prompts"
    shutil.copytree(PROMPTS, copy)
    value = yaml.safe_load((copy / "personal.yaml").read_text("utf-8"))
    change(value)
    (copy / "personal.yaml").write_text(yaml.safe_dump(value, allow_unicode=True), "utf-8")
    return load_prompts(copy).personal


@pytest.mark.parametrize(("kind", "text"), examples("examples"))
def test_a_rule_sees_what_it_says_it_sees(kind: Kind, text: str) -> None:
    """Is every example of a kind taken out under that kind's name?"""
    done = mask(text, RULES)
    assert kind.says in done.kinds
    assert kind.token in done.text


@pytest.mark.parametrize(("kind", "text"), examples("spares"))
def test_a_rule_spares_what_it_says_it_spares(kind: Kind, text: str) -> None:
    """Is every example that only sounds like a kind not taken for it?"""
    assert kind.says not in mask(text, RULES).kinds


@pytest.mark.parametrize(("rule", "text"), [pytest.param(s, t, id=f"{s.name}: {t}") for s in RULES.spared for t in s.examples])
def test_what_is_spared_stays(rule: Spared, text: str) -> None:
    """Is every number that is nobody's own left as it stands, and would its own rule say so?"""
    assert mask(text, RULES) == Masked(text)
    assert any(p.search(text) for p in rule.patterns)


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.name)
def test_every_rule_is_explained_and_tried(kind: Kind) -> None:
    """Has each kind a reason, plain words of its own for the reader, and examples on both sides?"""
    assert kind.reason.endswith(".")
    assert kind.examples
    assert kind.spares
    assert not any(c in kind.says for c in "[]0123456789_")


def test_what_is_looked_for() -> None:
    """Are the kinds there that the reader is promised?"""
    said = {k.says for k in KINDS}
    assert said >= {
        *("e-mail address", "phone number", "bank account number", "card number", "passport number", "passport code line"),
        *("A-number", "USCIS receipt number", "client number (UCI)", "application number", "AZR number", "file number"),
        *("Dutch citizen number (BSN)", "National Insurance number", "Social Insurance Number", "US social security number"),
        *("Home Office reference", "Australian reference number", "visa number", "date of birth", "street address"),
        *("private link", "computer address", "name"),
    }


def pop(*keys: str) -> Callable[[dict[str, Any]], object]:
    """Takes a key out."""

    def change(value: dict[str, Any]) -> None:
        for key in keys[:-1]:
            value = value[key]
        value.pop(keys[-1])

    return change


@pytest.mark.parametrize(
    ("change", "problem", "remedy"),
    [
        pytest.param(pop("kinds"), "has no 'kinds'", "Write its rules", id="no kinds"),
        pytest.param(pop("names"), "has no 'names'", "Write its rules", id="no names"),
        pytest.param(lambda v: v.update(spared=[]), "has no 'spared'", "Write its rules", id="nothing spared"),
        pytest.param(pop("kinds", "email", "reason"), "'email' has no reason", "Add it.", id="a rule without a reason"),
        pytest.param(pop("names", "says"), "'names' has no says", "Add it.", id="a rule without words"),
        pytest.param(pop("spared", "forms", "fits"), "'forms' has no fits", "Add it.", id="a spared rule without examples"),
        pytest.param(
            lambda v: v["kinds"]["iban"].update(chek="iban"),
            "'iban' has the unknown key 'chek'",
            "Use only: check",
            id="a wrong key",
        ),
        pytest.param(
            lambda v: v["kinds"]["iban"].update(check="ibna"), "unknown check 'ibna'", "Choose from: card, iban", id="a wrong check"
        ),
        pytest.param(
            lambda v: v["kinds"]["iban"].update(patterns=["("]),
            "'iban' has a pattern that is not one",
            "Mend '(?i)('",
            id="no pattern",
        ),
        pytest.param(
            lambda v: v["kinds"]["iban"].update(patterns=["<NOBODY>"]), "unknown class <NOBODY>", "Add it under", id="no class"
        ),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, change: Callable[[dict[str, Any]], object], problem: str, remedy: str) -> None:
    """Are the file, the key and the mend told for every way to break the file?"""
    with pytest.raises(KnowledgeError) as error:
        changed(tmp_path, change)
    assert "personal.yaml" in error.value.problem
    assert problem in error.value.problem
    assert remedy in error.value.remedy


@pytest.mark.parametrize(
    ("printed", "text", "kept"),
    [
        pytest.param("1-888-373-7888", "1-888-373-7888", True, id="as it is printed"),
        pytest.param("1-888-373-7888", "+1 888 373 7888", True, id="with the sign of a country code"),
        pytest.param("1-888-373-7888", "(888) 373-7888", True, id="without the country code"),
        pytest.param("1-888-373-7888", "1-888-373-7889", False, id="another number"),
        pytest.param("0808 2000 247", "08082000247", True, id="in one piece"),
        pytest.param("0808 2000 247", "0808 2000 2471", False, id="a longer number"),
        pytest.param("A-B@c.example", "a-b@c.example", True, id="an address in any case"),
        pytest.param("A-B@c.example", "x.a-b@c.example", False, id="a longer address"),
    ],
)
def test_what_is_printed_may_be_spaced_otherwise(tmp_path: Path, printed: str, text: str, kept: bool) -> None:
    """Is a printed number spared however it is written, and no other?"""
    rules = changed(tmp_path, lambda v: v.update(printed=[printed]))
    assert (mask(f"phone {text}", rules).kinds == ()) is kept


def test_nothing_need_be_printed(tmp_path: Path) -> None:
    """Does the file hold without the list of what is printed?"""
    assert mask("phone 0808 2000 247", changed(tmp_path, pop("printed"))).kinds == ("phone number",)
