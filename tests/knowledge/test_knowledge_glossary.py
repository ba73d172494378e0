"""The glossary, and which files use a term without a word on what it means."""

from pathlib import Path

import pytest

from conftest import KNOWLEDGE
from factories import a_guide, a_library, a_provision, a_section, a_statement
from fakes import a_referral
from rights_assistant.domain.document import Document
from rights_assistant.domain.library import Library
from rights_assistant.knowledge.glossary import FILE, Term, read_glossary, unexplained

GLOSSARY = """# Glossary
Words of the law.

## leave
Found as: for leave, called leave
The **permission** of a judge.

## judicial review
A **judge** looks at whether the decision was **lawful**.
"""
NOTE = Path("law/ca/irpa/s-72.md")


def terms(root: Path, text: str = GLOSSARY) -> list[Term]:
    """The terms of a glossary without a fault."""
    (root / FILE).write_text(text, "utf-8")
    found, faults = read_glossary(root)
    assert faults == []
    return found


def listed(root: Path, *sentences: str, of: object = a_provision, text: str = GLOSSARY) -> list[tuple[int, str]]:
    """The rows of a file of these sentences: line and term."""
    statements = [a_statement(said, f"l{n}", line=n) for n, said in enumerate(sentences, 1)]
    document: Document = of(sections=(a_section("What it says", *statements),))  # type: ignore[operator]
    return [(row.line, row.said.split('"')[1]) for row in unexplained(a_library(document), terms(root, text))]


def test_a_glossary(tmp_path: Path) -> None:
    """Does each heading become a term with its forms, its meaning without marks, and what shows it?"""
    leave, review = terms(tmp_path)
    assert leave == Term("leave", ("for leave", "called leave"), "The permission of a judge.", ("permission",))
    assert (review.forms, review.shown_by) == (("judicial review",), ("judge", "lawful"))


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        pytest.param("## stay\nRemoval waits.\n", 1, "does not explain 'stay'", id="nothing in bold"),
        pytest.param("# Glossary\n\n## stay\n", 3, "does not explain 'stay'", id="no explanation"),
        pytest.param("## stay\nFound as: ,\nIt **waits**.\n", 1, "does not explain 'stay'", id="no form to look for"),
        pytest.param("## stay\nIt **waits**.\n## stay\nIt **stops**.\n", 3, "'stay' twice", id="twice"),
        pytest.param("## \nIt **waits**.\n", 1, "without a term", id="no term"),
    ],
)
def test_a_fault_of_the_glossary(tmp_path: Path, text: str, line: int, problem: str) -> None:
    """Is a fault named with its line?"""
    (tmp_path / FILE).write_text(text, "utf-8")
    (fault,) = read_glossary(tmp_path)[1]
    assert (fault.path, fault.line) == (FILE, line)
    assert problem in fault.problem
    assert fault.remedy


def test_a_glossary_that_is_no_text(tmp_path: Path) -> None:
    """Is a file in another encoding a fault?"""
    (tmp_path / FILE).write_bytes(b"## stay\n\xff")
    found, (fault,) = read_glossary(tmp_path)
    assert found == []
    assert "UTF-8" in fault.problem


def test_no_glossary(tmp_path: Path) -> None:
    """Is a folder without a glossary no fault?"""
    assert read_glossary(tmp_path) == ([], [])


@pytest.mark.parametrize(
    ("sentences", "rows"),
    [
        pytest.param(["Ask for judicial review."], [(1, "judicial review")], id="not explained"),
        pytest.param(["In judicial review a judge decides."], [], id="in the same sentence"),
        pytest.param(["A judge decides.", "Ask for judicial review."], [], id="in the one before"),
        pytest.param(["Ask for judicial review.", "It must be lawful."], [], id="in the one after"),
        pytest.param(["Ask for judicial review.", "Wait.", "A judge decides."], [(1, "judicial review")], id="too late"),
        pytest.param(["Judicial review is open, says a judge."], [], id="at the start of a sentence"),
        pytest.param(["Judges do judicial review."], [], id="with an ending"),
        pytest.param(["Ask the Judicial Review Office."], [], id="a name is no use of the term"),
        pytest.param(["Ask about judicial reviews."], [], id="nor is a longer word"),
        pytest.param(["You can leave Canada."], [], id="a common word is not looked for"),
        pytest.param(["Ask the court for leave."], [(1, "leave")], id="but its forms are"),
        pytest.param(["Ask for permission, called leave."], [], id="which can be explained"),
        pytest.param(["A judge is there.", "Wait.", "Act.", "Ask for judicial review."], [(4, "judicial review")], id="too early"),
    ],
)
def test_what_counts_as_explained(tmp_path: Path, sentences: list[str], rows: list[tuple[int, str]]) -> None:
    """Is the first use of a term listed exactly when neither it nor its neighbours explain it?"""
    assert listed(tmp_path, *sentences) == rows


def test_a_term_does_not_explain_itself(tmp_path: Path) -> None:
    """Is a word of the term no explanation of it?"""
    text = "## risk indicator\nA sign of **risk**.\n"
    assert listed(tmp_path, "A risk indicator was used.", text=text) == [(1, "risk indicator")]
    assert listed(tmp_path, "A risk indicator shows a risk.", text=text) == []


@pytest.mark.parametrize(("of", "rows"), [(a_guide, 1), (a_referral, 0)], ids=["a guide", "a referral: names, no law"])
def test_which_files_are_looked_at(tmp_path: Path, of: object, rows: int) -> None:
    """Are the files looked at in which the law is told?"""
    assert len(listed(tmp_path, "Ask for judicial review.", of=of)) == rows


def test_a_row_says_what_the_term_means(tmp_path: Path) -> None:
    """Can the maintainer take the explanation from the row?"""
    note = a_provision(sections=(a_section("What it says", a_statement("Ask for leave.", line=20)),))
    (row,) = unexplained(a_library(note), terms(tmp_path))
    assert str(row) == f'{NOTE}:20: "leave": The permission of a judge.'


def test_the_real_glossary(library: Library) -> None:
    """Has the glossary forty terms without a fault, each of them used, and each shorter than a tired reader's patience?"""
    found, faults = read_glossary(KNOWLEDGE)
    assert faults == []
    assert len(found) >= 40
    said = "\n".join(statement.text for document in library for _, statement in document.placed())
    topics = "\n".join(topic for document in library for topic in document.topics)
    assert [term.name for term in found if not term.pattern.search(f"{said}\n{topics}")] == []
    assert [term.name for term in found if len(term.meaning.split()) > 40] == []
