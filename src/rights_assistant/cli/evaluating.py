"""`eval`: the fixed questions, the figures, the misses."""

import json
from dataclasses import asdict
from pathlib import Path

import typer

from rights_assistant.errors import CaseError
from rights_assistant.evaluation.cases import read_cases
from rights_assistant.evaluation.run import Score, Summary, run, summarise
from rights_assistant.ports import Progress
from rights_assistant.render import to_json
from rights_assistant.settings import Settings
from rights_assistant.wiring import open_assistant

MIN_OUTCOME = 0.90
MIN_RECALL = 0.85


def evaluate(settings: Settings, questions: Path | None, out: Path | None, progress: Progress) -> bool:
    """Ask every question and print the figures and the misses; whether both gates are passed.

    Raises:
        CaseError: when the questions cannot be read.
    """
    path = questions or settings.knowledge.parent / "evals" / "questions"
    if not path.exists():
        raise CaseError(f"There are no questions at {path}.", "Name a file or folder after --questions.")
    assistant = open_assistant(settings, progress)
    scores = run(read_cases(path, assistant.library), assistant, progress)
    summary = summarise(scores)
    _misses(scores)
    _figures(summary)
    if out is not None:
        _write(out, scores, summary)
    return summary.outcome_accuracy >= MIN_OUTCOME and (summary.citation_recall is None or summary.citation_recall >= MIN_RECALL)


def _misses(scores: list[Score]) -> None:
    missed = [s for s in scores if s.explanation]
    for s in missed:
        typer.echo(f"{s.case.id}: {s.case.question.text}")
        for why in s.explanation:
            typer.echo(f"    {why}")
    typer.echo(f"{len(missed)} of {len(scores)} questions missed something.\n")


def _figures(s: Summary) -> None:
    rows = [
        ("outcome accuracy", s.outcome_accuracy, f"{s.cases} questions; gate {MIN_OUTCOME:.2f}"),
        ("citation recall", s.citation_recall, f"{s.recall_cases} questions that name an id; gate {MIN_RECALL:.2f}"),
        ("citation precision", s.citation_precision, f"{s.precision_cases} answers that claim something"),
        ("must-say coverage", s.must_say, f"{s.must_say_groups} things to say"),
    ]
    for name, value, over in rows:
        typer.echo(f"{name:<20} {'does not apply' if value is None else f'{value:.3f}'}  ({over})")
    typer.echo(f"{'never-says said':<20} {s.never_said}")
    typer.echo(f"{'urgency missed':<20} {s.missed_urgency}")


def _write(out: Path, scores: list[Score], summary: Summary) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
        lines = [json.dumps({"id": s.case.id, "missed": s.explanation, **to_json(s.answer)}, ensure_ascii=False) for s in scores]
        (out / "answers.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
        (out / "summary.json").write_text(json.dumps(asdict(summary), indent=2), "utf-8")
    except OSError as error:
        raise CaseError(
            f"The results cannot be written in {out}: {error.strerror}.", "Choose another folder with --out."
        ) from error
