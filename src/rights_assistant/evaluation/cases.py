"""The fixed questions: `evals/questions/*.jsonl` into cases, every fault named by file and line."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from rights_assistant.domain.answer import Outcome, Urgency
from rights_assistant.domain.library import Library
from rights_assistant.domain.question import Question, ask
from rights_assistant.errors import CaseError, QuestionError

KEYS = ("id", "question", "language", "jurisdiction", "asked_on", "persona", "slice", "expect", "why", "turns", "depth")
REQUIRED = ("id", "question", "asked_on", "slice", "expect", "why")
EXPECT_KEYS = ("outcome", "cites", "may_cite", "must_say", "never_say", "urgency")


@dataclass(frozen=True, slots=True)
class Expect:
    """What a right answer has.

    Attributes:
        outcomes: the outcomes that are right; more than one where two are honest.
        cites: ids that must be cited.
        may_cite: ids that may be; anything else counts against precision.
        must_say: groups of alternatives; one of each group must be said.
        never_say: what must not be said.
        urgency: marks that must be there; `None` when the case does not say.
    """

    outcomes: tuple[Outcome, ...]
    cites: tuple[str, ...] = ()
    may_cite: tuple[str, ...] = ()
    must_say: tuple[tuple[str, ...], ...] = ()
    never_say: tuple[str, ...] = ()
    urgency: tuple[Urgency, ...] | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One fixed question, what is expected of its answer, and why it is in the set."""

    id: str
    question: Question
    slice: str
    persona: str
    why: str
    expect: Expect


def read_cases(path: Path, library: Library) -> list[Case]:
    """The cases of a JSONL file, or of every such file in a folder.

    Raises:
        CaseError: naming file, line and key of the first fault.
    """
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    if not files:
        raise CaseError(f"There is no .jsonl file in {path}.", "Name a file or folder of questions.")
    cases: dict[str, Case] = {}
    for file in files:
        try:
            lines = file.read_text("utf-8").split("\n")
        except (OSError, UnicodeDecodeError) as error:
            raise CaseError(f"{file} cannot be read: {error}.", "Name a UTF-8 file with one JSON object a line.") from error
        for number, line in enumerate(lines, 1):
            if line.strip():
                case = _case(line, f"{file}:{number}", library)
                if case.id in cases:
                    raise CaseError(f"{file}:{number} uses the id {case.id!r} again.", "Give each question its own id.")
                cases[case.id] = case
    return list(cases.values())


def _case(line: str, place: str, library: Library) -> Case:
    try:
        value = json.loads(line)
    except ValueError as error:
        raise CaseError(f"{place} is not JSON: {error}.", "Write one JSON object a line.") from error
    _keys(value, place, KEYS, REQUIRED)
    try:
        question = ask(
            value["question"],
            date.fromisoformat(value["asked_on"]),
            jurisdiction=value.get("jurisdiction"),
            depth=value.get("depth", "person"),
            earlier=tuple(value.get("turns", ())),
        )
        expect = _expect(value["expect"], place)
    except (QuestionError, ValueError, TypeError) as error:
        raise CaseError(f"{place}: {error}", "Mend that value.") from error
    for id in (*expect.cites, *expect.may_cite):
        if id not in library:
            raise CaseError(f"{place} expects {id!r}, which does not exist.", "Mend the id, or write the note.")
    return Case(value["id"], question, value["slice"], value.get("persona", ""), value["why"], expect)


def _keys(value: Any, place: str, known: tuple[str, ...], required: tuple[str, ...]) -> None:
    if not isinstance(value, dict):
        raise CaseError(f"{place} is not a JSON object.", 'Write {"id": "…", "question": "…"}.')
    for key in value.keys() - set(known):
        raise CaseError(f"{place} has the unknown key {key!r}.", f"Use only: {', '.join(known)}.")
    for key in required:
        if not value.get(key):
            raise CaseError(f"{place} has no {key!r}.", "Add it.")


def _expect(value: dict[str, Any], place: str) -> Expect:
    _keys(value, f"{place} expect", EXPECT_KEYS, ("outcome",))
    for group in value.get("must_say", ()):
        if not isinstance(group, list):
            raise CaseError(
                f"{place} has a must_say that is not a group: {group!r}.", 'Write a list of alternatives: [["15 days"]].'
            )
    outcome = value["outcome"]
    urgency = value.get("urgency")
    return Expect(
        outcomes=tuple(Outcome(o) for o in ([outcome] if isinstance(outcome, str) else outcome)),
        cites=tuple(value.get("cites", ())),
        may_cite=tuple(value.get("may_cite", ())),
        must_say=tuple(tuple(g) for g in value.get("must_say", ())),
        never_say=tuple(value.get("never_say", ())),
        urgency=None if urgency is None else tuple(Urgency(u) for u in urgency),
    )
