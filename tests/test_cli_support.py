"""`rights-assistant eval support`: fitted anew, printed, kept, put into a page; a flaw named with file and line."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT
from evaluation.test_supported import NOTE, a_folder, a_pair, a_row, ids
from rights_assistant.cli import comparing, supporting
from rights_assistant.cli.comparing import CURVE
from rights_assistant.cli.supporting import MARKS, markdown, text
from rights_assistant.evaluation.supported import Fit, Point
from rights_assistant.support.verdict import THRESHOLD
from test_cli import refused, run

FREE = "You must kindly file with the Federal Court within 15 days if the matter arose in Canada."


def well(result: Any) -> str:
    """What a command printed that ended well."""
    assert result.exit_code == 0, result.output
    return str(result.stdout)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Pairs of both parts: most supported, one not, one told wrong."""
    rows = [a_row(id=id) for id in (*ids(False)[:5], *ids(True)[:5])]
    wrong = a_row(id=ids(False)[5], sentence=FREE, supported=False, why="Sad is not said.")
    missed = a_row(id=ids(False)[6], sentence="Fifteen sunny days are what the court likes.", why="Too free.")
    return a_folder(tmp_path / "pairs", *rows, wrong, missed)


def test_the_curve_is_printed_and_kept(folder: Path) -> None:
    """Is each threshold printed with the figures of both parts, the fitted one marked, and the curve written beside the pairs?"""
    said = well(run("eval", "support", "--pairs", folder))
    head, *rows = said.splitlines()
    assert head.split() == ["threshold", "fit:", "precision", "recall", "held", "back:", "precision", "recall"]
    assert [row.split()[0] for row in rows[:2]] == ["0.50", "0.52"]
    [fitted] = [row for row in rows if " fitted " in row]
    assert fitted.split()[2:] == ["1.000", "(5/5)", "0.833", "(5/6)", "1.000", "(5/5)", "1.000", "(5/5)"]
    kept = json.loads((folder / CURVE).read_text("utf-8"))
    assert f"{kept['threshold']:.2f}" == fitted.split()[0]
    assert f"The curve is in {folder / CURVE}." in said


def test_the_mistakes_are_printed(folder: Path) -> None:
    """Are the pairs for fitting that are told wrong printed when asked for, with the reason, and not otherwise?"""
    assert "Fifteen sunny days" not in well(run("eval", "support", "--pairs", folder))
    said = well(run("eval", "support", "--pairs", folder, "--mistakes"))
    assert f"{ids(False)[6]} (paraphrase) struck, because " in said
    assert FREE not in said  # at the fitted threshold it is told right


def test_free_wording_is_told_apart(folder: Path, tmp_path: Path) -> None:
    """Are pairs in free wording measured at the fitted threshold, printed and put into the page, and never fitted to?"""
    before = well(run("eval", "support", "--pairs", folder)).splitlines()
    kept = (folder / CURVE).read_text("utf-8")
    right, wrong = a_row(id="free-1"), a_row(id="free-2", sentence=FREE, supported=False, why="Kindly is not said.")
    (folder / "free.jsonl").write_text("\n".join(map(json.dumps, (right, wrong))) + "\n", "utf-8")
    page = Path(shutil.copy(ROOT / "docs" / "evaluation.md", tmp_path))
    after = well(run("eval", "support", "--pairs", folder, "--page", page)).splitlines()
    [said] = [line for line in after if "free wording" in line]
    assert "2 pairs" in said
    assert "precision 1.000 (1/1), recall 1.000 (1/1)" in said
    assert [line for line in after if line in before] == before
    assert (folder / CURVE).read_text("utf-8") == kept
    assert said in page.read_text("utf-8")
    assert "Both parts together: precision 1.000" in page.read_text("utf-8")


def test_another_threshold_than_the_one_in_use(tmp_path: Path) -> None:
    """Is it said which number to change when the pairs give another threshold than the check uses?"""
    easy = a_folder(tmp_path / "easy", *(a_row(id=id) for id in ids(False)[:3]))
    assert f"The check uses {THRESHOLD}: set THRESHOLD in support/verdict.py to 0.5." in well(
        run("eval", "support", "--pairs", easy)
    )


def test_the_page(folder: Path, tmp_path: Path) -> None:
    """Is the part between the marks of the real page rewritten, twice over, and all around it left as it is?"""
    page = Path(shutil.copy(ROOT / "docs" / "evaluation.md", tmp_path))
    begin, end = MARKS
    before, rest = page.read_text("utf-8").split(begin)
    after = rest.split(end)[1]
    for _ in range(2):
        said = well(run("eval", "support", "--pairs", folder, "--page", page))
        start, middle = page.read_text("utf-8").split(begin)
        middle, finish = middle.split(end)
        assert (start, finish) == (before, after)
    assert f"The table in {page} is new." in said
    assert middle.strip().startswith("12 pairs: 7 for fitting, 5 held back. Fitted: ")
    assert len({line.count("|") for line in middle.splitlines() if line.startswith("|")}) == 1


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("# A page\n", id="no marks"),
        pytest.param(f"{comparing.BEGIN}\n{comparing.END}\n", id="the marks of another table"),
        pytest.param(f"{MARKS[1]}\n{MARKS[0]}\n", id="the end before the beginning"),
    ],
)
def test_a_page_without_a_place(folder: Path, tmp_path: Path, content: str) -> None:
    """Is a page without a place refused before anything is fitted or written, and left alone?"""
    page = tmp_path / "page.md"
    page.write_text(content, "utf-8")
    refused(run("eval", "support", "--pairs", folder, "--page", page), str(page), MARKS[0])
    assert page.read_text("utf-8") == content
    assert not (folder / CURVE).exists()


def test_a_flaw_is_named(folder: Path) -> None:
    """Does a broken line end the command with file, line and mend?"""
    path = folder / "pairs.jsonl"
    path.write_text(path.read_text("utf-8") + "{\n", "utf-8")
    refused(run("eval", "support", "--pairs", folder), f"{path}:13 is not JSON", "Write one object a line.")


def test_a_missing_folder(tmp_path: Path) -> None:
    """Is a folder that is not there named?"""
    refused(run("eval", "support", "--pairs", tmp_path / "none"), str(tmp_path / "none" / "passages.jsonl"))


def test_a_curve_that_cannot_be_written(folder: Path) -> None:
    """Is the file named that cannot be written, and a way out?"""
    (folder / CURVE).mkdir()
    result = run("eval", "support", "--pairs", folder)
    assert result.exit_code == 2
    assert f"{folder / CURVE} cannot be written" in result.stderr
    assert "--pairs" in result.stderr


POINTS = (Point(0.8, 4, 3, 6), Point(0.82, 3, 3, 6))
FOUND = Fit(0.82, POINTS, (Point(0.8, 1, 1, 2), Point(0.82, 0, 0, 2)))


def test_a_row_for_a_terminal() -> None:
    """Does a row say the threshold, and for both parts the figures with how many of how many?"""
    _, first, second = text(FOUND).splitlines()
    assert first.split() == ["0.80", "0.750", "(3/4)", "0.500", "(3/6)", "1.000", "(1/1)", "0.500", "(1/2)"]
    assert second.split()[:2] == ["0.82", "fitted"]


def test_a_row_for_a_page() -> None:
    """Is the fitted row, and only that, in bold?"""
    said, table, whole = markdown(FOUND, [a_pair(id=id) for id in (*ids(False)[:3], *ids(True)[:2])]).split("\n\n")
    assert said.startswith("5 pairs: 3 for fitting, 2 held back. Fitted: 0.82")
    *_, first, second = table.splitlines()
    assert first == "| 0.80 | 0.750 (3/4) | 0.500 (3/6) | 1.000 (1/1) | 0.500 (1/2) |"
    assert second == "| **0.82** | **1.000 (3/3)** | **0.500 (3/6)** | **1.000 (0/0)** | **0.000 (0/2)** |"
    assert whole.startswith("Both parts together: precision ")


def test_a_mistake_in_words() -> None:
    """Is a false sentence that passes said to be let through, and a true one that fails struck with the reason?"""
    assert supporting._mistake(a_pair(NOTE, False), "") == f"a-1 (paraphrase) let through: {NOTE}"
    assert supporting._mistake(a_pair(), "it is so") == f"a-1 (paraphrase) struck, because it is so: {NOTE}"
