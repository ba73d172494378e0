"""The lists of a whole folder, with official texts and without."""

from datetime import date
from pathlib import Path

import pytest
from sound import NOTE_AT, SOUND, swapped

from factories import TODAY, write_knowledge
from rights_assistant.errors import KnowledgeError
from rights_assistant.knowledge import examine
from rights_assistant.knowledge.alignment import Alignment
from rights_assistant.knowledge.lists import LISTS, Row
from rights_assistant.knowledge.review import Review, review

LAW = "2002-06-28\n72\nYou have 15 days if the matter arose in Canada."
COPY = "You have only 15 days if the matter in question arose somewhere in the great land of Canada."


def reviewed(root: Path, changes: dict[str, str] | None = None, law: str | None = LAW, day: date = TODAY) -> Review:
    """The sound folder, changed, with a text of its law or without."""
    knowledge = write_knowledge(root / "knowledge", **{**SOUND, **(changes or {})})
    texts = None
    if law is not None:
        texts = root / "official"
        (texts / "ca/irpa").mkdir(parents=True)
        (texts / "ca/irpa/en.txt").write_text(law, "utf-8")
    return review(knowledge, examine(knowledge)[0], day, texts)


def test_every_list_is_made(tmp_path: Path) -> None:
    """Is there a list for each name, and do all of them know their files?"""
    found = reviewed(tmp_path, {"glossary.md": "## leave\nFound as: first give leave\nThe **permission** of a judge.\n"})
    assert [known.name for known in LISTS] == list(found.rows)
    assert found.faults == []
    assert {name: len(rows or ()) for name, rows in found.rows.items() if rows} == {"uncited": 2, "terms": 1}


def test_the_notes_held_against_the_texts_that_were_read(tmp_path: Path) -> None:
    """Are the lists of an alignment rows like the others, and is it said when no text was read?"""
    knowledge = write_knowledge(tmp_path / "knowledge", **SOUND)
    library = examine(knowledge)[0]
    row = Row(Path(NOTE_AT), 0, "is not there")
    found = review(knowledge, library, TODAY, None, Alignment({"a": ("en",)}, (row,), (), (("ca/irpa/s-72", 0.5),), (), 3, 0))
    assert (found.rows["lacking"], found.rows["figures"]) == ([row], [])
    assert [str(r) for r in found.rows["likeness"] or ()] == ["law/ca/irpa/s-72.md: likeness 0.50"]
    assert found.remarks[-1].startswith("1 provisions have an official text (en 1); 1 have none")
    without = review(knowledge, library, TODAY, None)
    assert [without.rows[name] for name in ("lacking", "headings", "likeness", "figures")] == [None] * 4
    assert "sources fetch" in without.remarks[-1]


def test_without_official_texts(tmp_path: Path) -> None:
    """Is it said once that numbers and copies were not looked for, and how?"""
    found = reviewed(tmp_path, law=None)
    assert found.rows["numbers"] is None
    assert sum("--official" in remark for remark in found.remarks) == 1


def test_without_a_glossary(tmp_path: Path) -> None:
    """Is it said that no term was looked for?"""
    found = reviewed(tmp_path)
    assert found.rows["terms"] is None
    assert any("glossary.md" in remark for remark in found.remarks)


def test_what_was_looked_for_is_told(tmp_path: Path) -> None:
    """Do the remarks say how many texts were at hand, and how many figures were looked for?"""
    found = reviewed(tmp_path)
    assert found.remarks[0].startswith("Official texts of 1 of 1 instruments (0 files skipped): ")
    assert "figures looked for, 0 not" in found.remarks[0]


def test_numbers_are_a_list_and_copies_a_fault(tmp_path: Path) -> None:
    """Is a wrong number listed, and a sentence of the law a fault with its line?"""
    found = reviewed(tmp_path, swapped(NOTE_AT, "You have 15 days if the matter arose in Canada.", COPY), f"{COPY}\n2002-06-28\n72")
    assert found.rows["numbers"] == []
    (fault,) = found.faults
    assert (fault.path, fault.problem[:8]) == (Path(NOTE_AT), "has 18 w")
    assert fault.line > 0


@pytest.mark.parametrize(
    ("head", "day", "key"),
    [
        pytest.param("reviewed_on: 2026-11-24", TODAY, "reviewed_on", id="a review tomorrow"),
        pytest.param('confirmed: [{value: "99 days", why: Read}]', TODAY, "confirmed", id="a figure that is not there"),
        pytest.param('confirmed: [{value: "15 days", why: Read}]', TODAY, "confirmed", id="a figure that the law has"),
    ],
)
def test_a_fault_that_needs_more_than_the_file(tmp_path: Path, head: str, day: date, key: str) -> None:
    """Is it found with the others?"""
    found = reviewed(tmp_path, swapped(NOTE_AT, "binds:", f"{head}\nbinds:"), day=day)
    assert [(fault.path, fault.key) for fault in found.faults] == [(Path(NOTE_AT), key)]


def test_a_fault_of_the_glossary_is_one(tmp_path: Path) -> None:
    """Is a broken glossary a fault of the folder?"""
    found = reviewed(tmp_path, {"glossary.md": "## leave\nNothing in bold.\n"})
    assert [str(fault.path) for fault in found.faults] == ["glossary.md"]


def test_a_folder_of_texts_that_is_not_there(tmp_path: Path) -> None:
    """Is a wrong folder an error and not an empty list?"""
    knowledge = write_knowledge(tmp_path / "knowledge", **SOUND)
    with pytest.raises(KnowledgeError, match="There is no folder"):
        review(knowledge, examine(knowledge)[0], TODAY, tmp_path / "nowhere")
