"""The list of what should exist, held against what does."""

from pathlib import Path

import pytest

from factories import a_library
from rights_assistant.errors import KnowledgeError
from rights_assistant.knowledge.coverage import Covered, coverage

HEAD = "kind,id,about,priority\n"


def table(root: Path, text: str) -> list[Covered]:
    """The table of a list, over a library of IRPA 72, its remedy and its guide."""
    path = root / "coverage.csv"
    path.write_text(text, "utf-8")
    return coverage(path, a_library())


def test_a_table_by_kind_and_place(tmp_path: Path) -> None:
    """Is each kind and place a row with what is wanted and what is missing, in order?"""
    rows = [
        "remedy,remedies/ca/judicial-review,Going to court,1",
        "law,ca/irpa/s-72,Judicial review,1",
        'law,ca/irpa/s-75,"Rules, and more",2',
        "law,eu/gdpr/art-15,Access,1",
        "law,ca/irpa/s-73,Appeal,1",
        "guide,guides/any/refused,Refused,1",
    ]
    assert table(tmp_path, HEAD + "\n".join(rows) + "\n") == [
        Covered("guide", "any", 1, ("guides/any/refused",)),
        Covered("law", "ca", 3, ("ca/irpa/s-75", "ca/irpa/s-73")),
        Covered("law", "eu", 1, ("eu/gdpr/art-15",)),
        Covered("remedy", "ca", 1, ()),
    ]


def test_an_empty_list_wants_nothing(tmp_path: Path) -> None:
    """Is a list of columns alone an empty table?"""
    assert table(tmp_path, HEAD) == []


@pytest.mark.parametrize(
    "head",
    [
        pytest.param("", id="an empty file"),
        pytest.param("id,kind,about,priority\n", id="another order"),
        pytest.param("kind,id,about\n", id="a column too few"),
        pytest.param("kind,id,about,priority,owner\n", id="a column too many"),
        pytest.param("kind;id;about;priority\n", id="semicolons, as some spreadsheets write them"),
    ],
)
def test_other_columns_are_refused(tmp_path: Path, head: str) -> None:
    """Are file, line and the right columns named?"""
    with pytest.raises(KnowledgeError, match=r"coverage\.csv:1 has other columns\.") as error:
        table(tmp_path, head)
    assert error.value.remedy == "They must be: kind, id, about, priority."


@pytest.mark.parametrize(
    ("row", "named"),
    [
        pytest.param("law,irpa,Judicial review,1", "'irpa'", id="a word instead of a path"),
        pytest.param("law,,Judicial review,1", "''", id="no id"),
        pytest.param("law", "None", id="a row that breaks off"),
    ],
)
def test_an_id_is_a_path(tmp_path: Path, row: str, named: str) -> None:
    """Is the line named on which something else than a path stands?"""
    with pytest.raises(KnowledgeError, match=rf"coverage\.csv:3 has the id {named}\.") as error:
        table(tmp_path, f"{HEAD}law,ca/irpa/s-72,Judicial review,1\n{row}\n")
    assert "eu/ai-act/art-86" in error.value.remedy


@pytest.mark.parametrize("name", [pytest.param("absent.csv", id="no such file"), pytest.param(".", id="a folder")])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, name: str) -> None:
    """Is a missing file named with the option that names it?"""
    with pytest.raises(KnowledgeError, match="cannot be read") as error:
        coverage(tmp_path / name, a_library())
    assert str(tmp_path) in error.value.problem
    assert "--coverage" in error.value.remedy


@pytest.mark.xfail(
    strict=True, raises=UnicodeDecodeError, reason="coverage maps OSError only; the docstring promises a KnowledgeError"
)
def test_a_list_in_another_encoding_is_named(tmp_path: Path) -> None:
    """Is a list that a spreadsheet saved in its own encoding an error that says so?"""
    path = tmp_path / "coverage.csv"
    path.write_bytes(HEAD.encode() + "law,de/asylg/s-74,Klage für Asyl,1\n".encode("latin-1"))
    with pytest.raises(KnowledgeError):
        coverage(path, a_library())
