"""`rights-assistant eval fit`: fitted on the questions for tuning alone, kept in files, read by the product only when accepted."""

import json
import shutil
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from conftest import PROMPTS
from fakes import Letters, sound_knowledge
from rights_assistant import wiring
from rights_assistant.assistant import Assistant
from rights_assistant.cli import fitting
from rights_assistant.domain.answer import Answer, Outcome
from rights_assistant.domain.question import Question
from rights_assistant.evaluation.fitting import GRIDS as REAL_GRIDS
from rights_assistant.prompts import load_thresholds
from test_cli import lines, refused, run
from test_cli_eval import COURT, FAKE, WAY

FAR = COURT | {"id": "far", "question": "How do I bake bread?", "jurisdiction": None, "expect": {"outcome": "out_of_scope"}}
GRIDS = {"near": (0.2, 0.3, 0.4, 0.5, 0.6), "clear": (0.3, 0.5, 0.7)}
PAGE = f"Before.\n{fitting.MARKS[0]}\nOld.\n{fitting.MARKS[1]}\nAfter.\n"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small knowledge folder, and beside it the data folder that all tests share."""
    folder = tmp_path_factory.mktemp("small")
    sound_knowledge(folder / "knowledge")
    return folder


@pytest.fixture(autouse=True)
def here(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three questions for tuning and one set aside, prompts of the test's own, few values to try."""
    (tmp_path / "evals" / "questions").mkdir(parents=True)
    lines(tmp_path / "evals" / "questions" / "ours.jsonl", COURT, WAY, FAR, FAKE)
    shutil.copytree(PROMPTS, tmp_path / "prompts")
    (tmp_path / "page.md").write_text(PAGE, "utf-8")
    monkeypatch.setattr(wiring, "MiniLM", lambda model: Letters())
    monkeypatch.setattr("rights_assistant.evaluation.fitting.GRIDS", GRIDS)
    for name in ("knowledge", "data"):
        monkeypatch.setenv(f"RIGHTS_ASSISTANT_{name.upper()}", str(small / name))
    for name in ("prompts", "evals"):
        monkeypatch.setenv(f"RIGHTS_ASSISTANT_{name.upper()}", str(tmp_path / name))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def kept(here: Path, name: str) -> dict[str, Any]:
    """A file of the fit."""
    return dict(json.loads((here / "evals" / "fit" / name).read_text("utf-8")))


def fit(*options: object) -> str:
    """What the command prints when it ends well."""
    result = run("eval", "fit", *options)
    assert result.exit_code == 0, result.output
    return str(result.stdout)


def test_the_files(here: Path) -> None:
    """Are the chosen values, the loss, the folds and every value tried kept, with what they were measured on?"""
    said = fit()
    values, curve = kept(here, "thresholds.json"), kept(here, "curve.json")
    assert values["questions"] == 3
    assert values["chosen"] == values["present"] | {"margin": curve["signs"]["chosen"]}
    assert set(values["not_fitted"]) == set(values["chosen"]) - set(REAL_GRIDS)
    assert set(values["fitted"]) == set(GRIDS) == set(curve["curves"])
    assert [p["value"] for p in curve["curves"]["near"]["points"]] == list(GRIDS["near"])
    assert sum(f["questions"] for f in values["folds"]) == 3
    assert values["verdict"] == curve["verdict"]
    assert values["verdict"].startswith("The present values were kept")
    assert values["verdict"] in said
    assert all(cost["reason"] for cost in values["costs"].values())
    for key in ("began", "commit", "index_id"):
        assert values[key] == curve[key]


def test_what_is_set_aside_is_not_asked(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Does no set-aside question reach the assistant?"""
    asked: list[str] = []
    answer = Assistant.answer

    def listened(self: Assistant, question: Question) -> Answer:
        asked.append(question.text)
        return answer(self, question)

    monkeypatch.setattr(Assistant, "answer", listened)
    fit()
    assert {COURT["question"], WAY["question"], FAR["question"]} == set(asked)


def test_nothing_is_changed_unless_it_is_accepted(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Does the product read new values only after --accept, and then those that were chosen?"""
    path = here / "prompts" / "thresholds.yaml"
    before, values = path.read_text("utf-8"), asdict(load_thresholds(path))
    monkeypatch.setattr(fitting, "_signs", lambda *_: {"chosen": 0.11, "telling": {}, "by_margin": {}})
    fit()
    assert path.read_text("utf-8") == before
    fit("--accept")
    assert asdict(load_thresholds(path)) == kept(here, "thresholds.json")["chosen"] == values | {"margin": 0.11}


def test_page(here: Path) -> None:
    """Is the table put between the marks of a page, and the rest left as it is?"""
    said = fit("--page", "page.md")
    page = (here / "page.md").read_text("utf-8")
    assert page.startswith(f"Before.\n{fitting.MARKS[0]}\n")
    assert page.endswith(f"\n{fitting.MARKS[1]}\nAfter.\n")
    table = page.removeprefix(f"Before.\n{fitting.MARKS[0]}\n").removesuffix(f"\n{fitting.MARKS[1]}\nAfter.\n")
    assert "Old." not in table
    assert table in said
    assert "| `near` | 0.45 |" in table
    assert "| loss on questions left out |" in table
    assert "| unmatched | wordings |" in table


def test_a_page_without_marks(here: Path) -> None:
    """Is a page that has no place for the table refused before anything is asked?"""
    (here / "page.md").write_text("Nothing.\n", "utf-8")
    refused(run("eval", "fit", "--page", "page.md"), "page.md has no place for the table", fitting.MARKS[0])
    assert not (here / "evals" / "fit").exists()


def test_only_questions_that_are_set_aside(here: Path) -> None:
    """Is a set without a question for tuning refused in words?"""
    lines(here / "evals" / "questions" / "ours.jsonl", FAKE)
    refused(run("eval", "fit"), "no question for tuning", "tune")


def test_a_folder_that_cannot_be_written(here: Path) -> None:
    """Is it said that the files cannot be written?"""
    (here / "taken").write_text("", "utf-8")
    refused(run("eval", "fit", "--out", "taken"), "cannot be written", "--out")


def test_what_was_worked_out_is_what_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Does an assistant that answers in another way the second time stop the command, by the question's id?"""
    given, seen = fitting.given, []

    def unsteady(assistant: Any, case: Any, at: Any) -> Any:
        seen.append(case.id)
        answer = given(assistant, case, at)
        return replace(answer, outcome=Outcome.FAILED) if type(at.near) is float and case.id == "court" else answer

    monkeypatch.setattr(fitting, "given", unsteady)
    refused(run("eval", "fit"), "court is answered in another way", "regions.py")
