"""`ask`: one question, or a file of them."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import typer

from rights_assistant.cli.shell import watching
from rights_assistant.domain.question import ask
from rights_assistant.errors import QuestionError
from rights_assistant.ports import Progress
from rights_assistant.render import to_json, to_text
from rights_assistant.settings import Settings

KEYS = ("id", "question", "language", "jurisdiction", "asked_on", "depth", "turns")


def one(
    settings: Settings,
    text: str,
    day: date,
    *,
    jurisdiction: str | None,
    language: str | None,
    depth: str,
    as_json: bool,
    progress: Progress,
) -> None:
    """Print the answer to one question.

    Raises:
        QuestionError: before anything is loaded, when the question cannot be taken.
    """
    question = ask(text, day, jurisdiction=jurisdiction, language=language, depth=depth)
    from rights_assistant.wiring import open_assistant

    assistant = open_assistant(settings, progress)
    _tell(assistant)
    if as_json or assistant.engine is None:
        answer = assistant.answer(question)
    else:
        with watching() as heard:
            answer = assistant.answer(question, heard)
    if as_json:
        typer.echo(json.dumps(to_json(answer), ensure_ascii=False, indent=2))
    else:
        typer.echo(to_text(answer, assistant.prompts.replies))


def batch(settings: Settings, path: Path, day: date, progress: Progress) -> None:
    """Print one answer a line for each line of a JSONL file, with its id, in order.

    A line that cannot be taken becomes `{"id", "error"}`; the others are answered all the same.

    Raises:
        QuestionError: when the file cannot be read.
    """
    try:
        lines = path.read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionError(f"{path} cannot be read: {error}.", "Name a UTF-8 file with one JSON object a line.") from error
    from rights_assistant.wiring import open_assistant

    assistant = open_assistant(settings, progress)
    _tell(assistant)
    for number, line in progress(list(enumerate(lines, 1)), "Answering", len(lines)):
        if line.strip():
            typer.echo(json.dumps(_answer(assistant, line, f"{path}:{number}", day), ensure_ascii=False))


def _tell(assistant: Any) -> None:
    """On the error output, before anything is asked: who gets the question, where a chat model is set."""
    if assistant.engine is not None:
        typer.echo(" ".join(assistant.engine.told_before()), err=True)


def _answer(assistant: Any, line: str, place: str, day: date) -> dict[str, Any]:
    value: dict[str, Any] = {}
    try:
        value = _object(line, place)
        unknown = value.keys() - set(KEYS)
        if unknown:
            raise QuestionError(f"{place} has the unknown key {sorted(unknown)[0]!r}.", f"Use only: {', '.join(KEYS)}.")
        turns = value.get("turns") or []
        if not isinstance(turns, list):
            raise QuestionError(f"{place} has turns that are not a list.", "Write the earlier questions as a list of texts.")
        question = ask(
            value.get("question"),
            date.fromisoformat(value["asked_on"]) if value.get("asked_on") else day,
            jurisdiction=value.get("jurisdiction"),
            language=value.get("language"),
            depth=value.get("depth") or "person",
            earlier=tuple(turns),
        )
    except (QuestionError, ValueError, TypeError) as error:
        return {"id": value.get("id"), "error": str(error)}
    return {"id": value.get("id"), **to_json(assistant.answer(question))}


def _object(line: str, place: str) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except ValueError as error:
        raise QuestionError(f"{place} is not JSON: {error}.", "Write one JSON object a line.") from error
    if not isinstance(value, dict):
        raise QuestionError(f"{place} is not a JSON object.", 'Write {"id": "…", "question": "…"}.')
    return value
