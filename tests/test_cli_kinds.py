"""`rights-assistant eval kinds`: a saved run by kind of question, printed and put into a page; nothing asked again."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT
from evaluation.replies_made import an_answer, saying
from fakes import sound_knowledge
from rights_assistant.cli.kinds import MARKS
from rights_assistant.evaluation.kinds import ROWS
from test_cli import lines, refused, run

COURT = "You can ask the Federal Court. [1]"


def a_question(id: str, **changes: Any) -> dict[str, Any]:
    """A line of a question file: answered, with the court named."""
    row = {
        "id": id,
        "question": f"My visa was refused, what can I do? ({id})",
        "asked_on": "2026-11-23",
        "jurisdiction": "ca",
        "slice": "ca",
        "why": "People ask it.",
        "expect": {"outcome": "answered", "must_say": [["Federal Court"]]},
    }
    return row | changes


PLAIN = [a_question(f"plain-{n}") for n in range(10)]
URGENT = [a_question(f"urgent-{n}", tags=["urgent"]) for n in range(5)]
TWINS = [a_question(f"{a}-{n}", twin=f"{b}-{n}", tags=["twins"]) for n in range(5) for a, b in (("in", "out"), ("out", "in"))]
ASIDE = [a_question(f"secret-{n}", split="test", question="Zebulon asks: what now?") for n in range(6)]
FEW = [a_question(f"secret-letter-{n}", split="test", tags=["letter"]) for n in range(4)]
WRONG = {"urgent-0", "secret-0", "in-0"}


def saved(folder: Path, questions: Sequence[dict[str, Any]]) -> Path:
    """A run in which some questions ended wrongly and one twin leaves out the court."""
    folder.mkdir(parents=True)
    (folder / "run.json").write_text(json.dumps({"commit": "abcdef012345", "began": "2026-11-28", "index_id": "i-1"}), "utf-8")
    answers = []
    for q in questions:
        given = saying("An officer decides. [1]" if q["id"] == "out-1" else COURT)
        answers.append({"id": q["id"], "answer": given | ({"outcome": "no_source"} if q["id"] in WRONG else {})})
    lines(folder / "answers.jsonl", *answers)
    return folder


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small, faultless knowledge folder."""
    return sound_knowledge(tmp_path_factory.mktemp("small") / "knowledge")


@pytest.fixture(autouse=True)
def evals(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Our questions, in a folder that is worked in."""
    folder = tmp_path / "evals"
    (folder / "questions").mkdir(parents=True)
    lines(folder / "questions" / "ours.jsonl", *PLAIN, *URGENT, *TWINS, *ASIDE, *FEW)
    monkeypatch.setenv("RIGHTS_ASSISTANT_KNOWLEDGE", str(small))
    monkeypatch.setenv("RIGHTS_ASSISTANT_EVALS", str(folder))
    monkeypatch.chdir(tmp_path)
    return folder


def well(result: Any) -> str:
    """What a command printed that ended well."""
    assert result.exit_code == 0, result.output
    return str(result.stdout)


def cells(line: str) -> list[str]:
    """The cells of a row of Markdown."""
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_the_last_run_is_printed(tmp_path: Path) -> None:
    """Is the last saved run taken when none is named, and each kind printed with both sets side by side?"""
    saved(tmp_path / "evals" / "results" / "last", [*PLAIN, *URGENT, *TWINS, *ASIDE, *FEW])
    said = well(run("eval", "kinds"))
    for title in (kind.title for kind in ROWS):
        assert said.count(f"\n  {title} ") == 4, title  # how many, and three measures
    counts = said.split("\n\n")[0].splitlines()
    assert counts[0].split() == ["Questions", "tuned", "set", "aside"]
    assert counts[1].split() == ["every", "question", "25", "10"]
    [urgent] = [line for line in said.split("\n\n")[1].splitlines() if line.startswith("  urgent")]
    assert urgent.split()[:2] == ["urgent", "0.800"]
    assert "-20.0 [" in urgent
    assert "Run of 2026-11-28, commit abcdef0, 35 questions, index i-1." in said
    assert "Over fewer than 5 questions or pairs no share is given" in said


def test_twins_are_printed(tmp_path: Path) -> None:
    """Are the pairs counted, and how many are right together, by both counts?"""
    said = well(run("eval", "kinds", saved(tmp_path / "a-run", [*PLAIN, *TWINS])))
    [twins] = [part.splitlines() for part in said.split("\n\n") if part.startswith("Twins ")]
    assert [line.split()[:-2] if n > 1 else line.split() for n, line in enumerate(twins)] == [
        ["Twins", "tuned"],
        ["pairs", "5"],
        ["both", "right", "0.800"],
        ["both", "right,", "and", "all", "said", "and", "cited", "0.600"],
    ]


def test_nothing_of_a_question_set_aside_is_shown(tmp_path: Path) -> None:
    """Is neither the text nor the id of any question printed or written?"""
    page = tmp_path / "page.md"
    page.write_text("\n".join(MARKS), "utf-8")
    said = well(run("eval", "kinds", saved(tmp_path / "a-run", [*PLAIN, *ASIDE, *FEW]), "--page", page))
    for text in (said, page.read_text("utf-8")):
        assert "secret" not in text
        assert "Zebulon" not in text


def test_the_page(tmp_path: Path) -> None:
    """Is the part between the marks of the real page rewritten, twice over, and all around it left as it is?"""
    folder = saved(tmp_path / "a-run", [*PLAIN, *URGENT, *TWINS, *ASIDE, *FEW])
    page = Path(shutil.copy(ROOT / "docs" / "evaluation.md", tmp_path))
    begin, end = MARKS
    before, rest = page.read_text("utf-8").split(begin)
    after = rest.split(end)[1]
    for _ in range(2):
        said = well(run("eval", "kinds", folder, "--page", page))
        start, middle = page.read_text("utf-8").split(begin)
        middle, finish = middle.split(end)
        assert (start, finish) == (before, after)
    assert f"The table in {page} is new." in said
    whence, table, twins = middle.strip().split("\n\n")
    assert whence.startswith("Run of 2026-11-28, commit abcdef0, 35 questions, index i-1.")
    rows = {cells(line)[0]: cells(line)[1:] for line in table.splitlines()}
    assert {len(row) for row in rows.values()} == {8}
    assert rows[""][0::4] == ["tuned: questions", "set aside: questions"]
    assert rows["plain"][:2] == ["10", "1.000<br>[1.000, 1.000]"]
    assert rows["urgent"][0] == "5"
    assert rows["urgent"][1].startswith("0.800<br>[")
    assert "<br>-20.0 [" in rows["urgent"][1]
    assert rows["copied letters"] == ["0", "–", "–", "–", "4", "only 4", "–", "–"]
    assert [cells(line)[:2] for line in twins.splitlines()[2:]] == [["tuned", "5"], ["set aside", "0"]]
    assert [c.split("<br>")[0] for c in cells(twins.splitlines()[2])[2:]] == ["0.800", "0.600"]
    assert cells(twins.splitlines()[3])[2:] == ["–", "–"]


def test_a_measure_that_applies_to_some_says_to_how_many(tmp_path: Path, evals: Path) -> None:
    """Is it said over how many questions a share is, where a measure does not apply to all of a kind?"""
    cited = [a_question(f"cited-{n}", expect={"outcome": "answered", "cites": ["ca/irpa/s-72"]}) for n in range(5)]
    lines(evals / "questions" / "ours.jsonl", *PLAIN, *cited)
    said = well(run("eval", "kinds", saved(tmp_path / "a-run", [*PLAIN, *cited])))
    assert "1.000 of 5 [1.000, 1.000]" in said
    assert an_answer()["citations"][0]["id"] == "ca/irpa/s-72"


def test_twins_that_are_left_out(tmp_path: Path) -> None:
    """Is it said how many pairs are not counted, in words and on the page, and the rest of the run still shown?"""
    page = tmp_path / "page.md"
    page.write_text("\n".join(MARKS), "utf-8")
    said = well(run("eval", "kinds", saved(tmp_path / "a-run", [*PLAIN, *TWINS[:7], *ASIDE]), "--page", page))
    told = "Twins left out, because one of the two was not asked, has no answer, or stands in the other set: 2 (tuned)."
    assert told in said
    assert told in page.read_text("utf-8")
    assert "23 of 35 questions" in said


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("Nothing.\n", id="no marks"),
        pytest.param(f"{MARKS[0]}\n", id="no end"),
        pytest.param(f"{MARKS[1]}\n{MARKS[0]}\n", id="the end before the beginning"),
    ],
)
def test_a_page_without_a_place(tmp_path: Path, content: str) -> None:
    """Is a page without a place refused before anything is read, and left alone?"""
    page = tmp_path / "page.md"
    page.write_text(content, "utf-8")
    refused(run("eval", "kinds", tmp_path / "none", "--page", page), str(page), MARKS[0])
    assert page.read_text("utf-8") == content


def test_no_run(tmp_path: Path) -> None:
    """Is it said that there is no run, and how to make one?"""
    refused(run("eval", "kinds", tmp_path / "none"), f"There is no run in {tmp_path / 'none'}", "rights-assistant eval run")


def test_a_run_of_other_questions(tmp_path: Path) -> None:
    """Is it said when none of the questions has an answer in the run?"""
    refused(run("eval", "kinds", saved(tmp_path / "a-run", [a_question("other")])), "There is no answer in the run.")
