"""A run: every case asked, each answer saved at once, so that nothing is lost and scoring is free.

A run is a folder. `answers.jsonl` has a line a case; `run.json` says what answered, from which
commit, which questions and which index, so that a figure can be traced and rerun.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any, Final, Protocol

from rights_assistant.domain.question import Question, ask
from rights_assistant.errors import CaseError, RightsAssistantError
from rights_assistant.evaluation.cases import Case
from rights_assistant.evaluation.given import read
from rights_assistant.evaluation.replies import Near, Reply
from rights_assistant.ports import Progress

FORMAT: Final = 1
ANSWERS: Final = "answers.jsonl"
RUN: Final = "run.json"


class Respondent(Protocol):
    """What is evaluated: ours, a peer, or a bare model."""

    def respond(self, question: Question) -> Mapping[str, Any]:
        """The answer as the JSON of docs/answer.md."""
        ...

    def rank(self, question: Question) -> Sequence[str]:
        """Ids of documents, nearest first; none where it ranks nothing."""
        ...

    def nearest(self, question: Question) -> Near | None:
        """The guide phrasing nearest to the question; nothing where there are no guides."""
        ...


def run(cases: Sequence[Case], who: Respondent, folder: Path, provenance: Mapping[str, Any], progress: Progress) -> int:
    """Ask every case that the folder has no answer to yet; how many were asked.

    A failing case is recorded and the run goes on; it is asked again when the run is resumed. Each
    line is on the disk before the next question.

    Raises:
        CaseError: when the folder holds another run or cannot be written.
    """
    done = _begin(folder, {"format": FORMAT, **provenance})
    todo = [c for c in cases if c.id not in done]
    try:
        with (folder / ANSWERS).open("a", encoding="utf-8") as file:
            for case in progress(todo, "Asking", len(todo)):
                file.write(json.dumps(record(case, who), ensure_ascii=False) + "\n")
                file.flush()
                os.fsync(file.fileno())
    except OSError as error:
        raise _unwritable(folder, error) from error
    return len(todo)


def record(case: Case, who: Respondent) -> dict[str, Any]:
    """One case asked, its conversation turn by turn, as a line of answers.jsonl. Never raises."""
    line: dict[str, Any] = {"id": case.id}
    began = perf_counter()
    try:
        for n, text in enumerate((*case.turns, case.question)):
            question = ask(
                text,
                case.asked_on,
                jurisdiction=case.jurisdiction,
                language=case.language,
                depth=case.depth.value,
                earlier=case.turns[:n],
            )
            answer = dict(who.respond(question))
        answer["timings_ms"] = {"all": round((perf_counter() - began) * 1000 / (len(case.turns) + 1), 2)}
        ranked, near = list(who.rank(question)), who.nearest(question)
        place = [near.guide, near.phrasing, round(float(near.cosine), 4)] if near else None
        line |= {"answer": answer, "ranked": ranked, "near": place}  # all or nothing: with an answer it is not asked again
    except RightsAssistantError as error:
        line["error"] = str(error)
    except Exception as error:  # one bad case must not cost the others their answers
        line["error"] = f"{type(error).__name__}: {error}"
    return line


def _begin(folder: Path, head: Mapping[str, Any]) -> set[str]:
    """Make the folder or find the same run in it; the ids already answered there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / RUN
        if path.exists():
            old = _head(path)
            for key in ("questions_sha256", "index_id", "respondent", "commit", "changed"):
                if old.get(key) != head.get(key):
                    problem = f"{folder} holds another run: its {key} is {old.get(key)}, and now it is {head.get(key)}."
                    raise CaseError(problem, "Choose another folder with --out, or --again to begin anew.")
            return _answered(folder)
        path.write_text(json.dumps(head, indent=2, ensure_ascii=False) + "\n", "utf-8")
    except OSError as error:
        raise _unwritable(folder, error) from error
    return set()


def _head(path: Path) -> dict[str, Any]:
    try:
        head = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise CaseError(f"{path} is not JSON.", "Remove the folder, or choose another.") from error
    if not isinstance(head, dict):
        raise CaseError(f"{path} is not a JSON object.", "Remove the folder, or choose another.")
    return head


def _answered(folder: Path) -> set[str]:
    """Ids that have an answer. A line that was cut off or records an error is taken out and asked again."""
    path = folder / ANSWERS
    kept = [line for line in lines(path) if "answer" in line] if path.exists() else []
    aside = path.with_suffix(".new")
    aside.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in kept), "utf-8")
    os.replace(aside, path)
    return {line["id"] for line in kept}


def lines(path: Path) -> list[dict[str, Any]]:
    """The whole lines of a run; the last one, when it was cut off, is left out.

    Raises:
        CaseError: when the file cannot be read or a line before the last is not JSON.
    """
    try:
        texts = [(number, t) for number, t in enumerate(path.read_bytes().split(b"\n"), 1) if t.strip()]
    except OSError as error:
        raise CaseError(f"{path} cannot be read: {error}.", "Make it with `rights-assistant eval run`.") from error
    found = []
    for number, text in texts:
        try:
            line = json.loads(text.decode("utf-8"))  # each by itself: the last may be cut off within a letter
        except ValueError as error:
            if number == texts[-1][0]:
                break
            raise CaseError(f"{path}:{number} is not JSON.", "Remove the line, and resume the run.") from error
        if not isinstance(line, dict) or not isinstance(line.get("id"), str):
            raise CaseError(f"{path}:{number} has no id.", "Remove the line, and resume the run.")
        found.append(line)
    return found


@dataclass(frozen=True)
class Saved:
    """A run read back: its replies in the order of the cases, and where it came from."""

    replies: tuple[Reply, ...]
    head: Mapping[str, Any]
    missing: tuple[str, ...]


def read_run(folder: Path, cases: Iterable[Case]) -> Saved:
    """A saved run beside its cases. An answer of another shape than ours is its reply's error, and costs no other.

    Raises:
        CaseError: when the folder holds no run, or a line is not JSON or has no id.
    """
    try:
        head = _head(folder / RUN)
    except OSError as error:
        raise CaseError(f"There is no run in {folder}.", "Make one with `rights-assistant eval run`.") from error
    saved = {line["id"]: line for line in lines(folder / ANSWERS)}
    wanted = list(cases)
    return Saved(
        tuple(reply_of(c, saved[c.id]) for c in wanted if c.id in saved), head, tuple(c.id for c in wanted if c.id not in saved)
    )


def reply_of(case: Case, line: Mapping[str, Any]) -> Reply:
    """What a line of answers.jsonl says of its case. Never raises: without a readable answer, the reply's error says why."""
    if "answer" not in line:
        return Reply(case, None, error=str(line.get("error", "there is no answer")))
    try:
        return Reply(case, read(line["answer"]), ranked=_ranked(line.get("ranked", [])), near=_near(line.get("near")))
    except CaseError as error:
        return Reply(case, None, error=str(error))


def _ranked(ids: Any) -> tuple[str, ...]:
    if not isinstance(ids, list) or not all(isinstance(id, str) for id in ids):
        raise CaseError("A saved ranking is not a list of ids.", "Answer the questions again with `rights-assistant eval run`.")
    return tuple(ids)


def _near(values: Any) -> Near | None:
    match values:
        case None:
            return None
        case [str(guide), str(phrasing), int() | float() as cosine]:
            return Near(guide, phrasing, cosine)
    problem = "A saved nearest phrasing is not a guide, a phrasing and a number."
    raise CaseError(problem, "Answer the questions again with `rights-assistant eval run`.")


def answered_here(cases: Sequence[Case], who: Respondent, progress: Progress) -> list[Reply]:
    """Every case asked and read back, nothing written."""
    return [reply_of(case, record(case, who)) for case in progress(cases, "Asking", len(cases))]


def fingerprint(paths: Iterable[Path]) -> str:
    """Sixteen hex digits of the question files."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _unwritable(folder: Path, error: OSError) -> CaseError:
    return CaseError(f"The run cannot be written in {folder}: {error.strerror}.", "Choose another folder with --out.")
