"""Corrupted notes and guides: does what guards a release see them?

Each mutant is a change that a slip of the hand or a bad merge could make and that would harm a
person: a day added, a negation lost, a country swapped, `confirmed` forged, a limit dropped. It is
caught when the notes no longer load, when they disagree with their second entry, or when they
assert something else than was accepted: the parts of `eval gate` that need no answers. What the
questions see is tested in tests/test_release.py. The mutants were written before the ledger was.
"""

import json
import shutil
from collections import Counter
from pathlib import Path

import pytest

from conftest import KNOWLEDGE, ROOT
from rights_assistant.errors import RightsAssistantError
from rights_assistant.evaluation.double_entry import disagreements, read_facts
from rights_assistant.evaluation.gold import read_gold
from rights_assistant.evaluation.substance import changes, ledger, read_ledger
from rights_assistant.knowledge import load

MUTANTS = [json.loads(line) for line in (Path(__file__).parent / "mutants.jsonl").read_text("utf-8").splitlines()]
SORTS = {"day_added", "negation_removed", "negation_added", "country_swapped", "certainty_forged", "limit_dropped", "data_changed"}
CAUGHT = 0.95
"""The share of the mutants that must be caught."""
BY_FACTS = 0.25
"""The share that the second entry catches alone. It holds a few facts a document, and says that they are right."""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The notes, to be spoilt one at a time."""
    return Path(shutil.copytree(KNOWLEDGE, tmp_path_factory.mktemp("mutants") / "knowledge"))


def caught(mutant: dict[str, str], copy: Path) -> dict[str, list[str]]:
    """What each guard says against the notes with the mutant in them."""
    path = copy / mutant["file"]
    sound = path.read_text("utf-8")
    assert sound.count(mutant["old"]) == 1, f"{mutant['id']} fits {mutant['file']} no more: write it anew"
    path.write_text(sound.replace(mutant["old"], mutant["new"]), "utf-8")
    try:
        return guarded(copy)
    finally:
        path.write_text(sound, "utf-8")


def guarded(folder: Path) -> dict[str, list[str]]:
    """What each guard says against a folder of notes."""
    try:
        library = load(folder)
    except RightsAssistantError as error:
        return {"load": [str(error)]}
    facts, gold = read_facts(ROOT / "evals" / "facts"), read_gold(ROOT / "evals" / "gold")
    return {
        "facts": disagreements(library, facts, gold),
        "ledger": changes(ledger(library), read_ledger(ROOT / "evals" / "substance.jsonl")),
    }


def test_the_mutants_are_many_and_of_every_sort() -> None:
    """Are there forty at least, all different, of every sort, and do they differ from what they spoil?"""
    assert len({m["id"] for m in MUTANTS}) == len(MUTANTS) >= 40
    sorts = Counter(m["sort"] for m in MUTANTS)
    assert sorts.keys() == SORTS
    assert all(sorts[s] >= 5 for s in SORTS - {"negation_added"})
    assert all(m["old"] != m["new"] and m["harm"] for m in MUTANTS)
    assert sum(m["file"].startswith("guides/") for m in MUTANTS) >= 5


def test_the_sound_notes_are_not_caught(copy: Path) -> None:
    """Is nothing said against the notes as they are? Else every mutant would seem caught."""
    assert guarded(copy) == {"facts": [], "ledger": []}


def test_mutants_are_caught(copy: Path) -> None:
    """Are at least 95 % of the corrupted notes and guides seen, each by what is said of the very file?"""
    said = {m["id"]: caught(m, copy) for m in MUTANTS}
    slipped = [id for id, guards in said.items() if not any(guards.values())]
    assert 1 - len(slipped) / len(MUTANTS) >= CAUGHT, f"slipped through: {', '.join(slipped)}"
    by_facts = [id for id, guards in said.items() if guards.get("facts") or guards.get("load")]
    assert len(by_facts) / len(MUTANTS) >= BY_FACTS, f"only: {', '.join(by_facts)}"
    for mutant in MUTANTS:
        id = mutant["file"].removeprefix("law/").removesuffix(".md").removesuffix("/en")
        for why in said[mutant["id"]].get("ledger", []):
            assert why.startswith(f"{id}#"), (mutant["id"], why)
