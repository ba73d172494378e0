"""`evals/questions/*.jsonl` into cases, every flaw named by file and line with its mend."""

import json
from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, TypeVar

from rights_assistant.domain.answer import BlockKind, Outcome, Urgency
from rights_assistant.domain.jurisdiction import NAMES
from rights_assistant.domain.question import Depth, ask, clean
from rights_assistant.domain.standing import Certainty
from rights_assistant.errors import CaseError, QuestionError
from rights_assistant.evaluation.cases import Case, Expect, Period, Severity, Split
from rights_assistant.evaluation.matcher import find
from rights_assistant.evaluation.periods import is_period
from rights_assistant.knowledge.kinds import UNITS

E = TypeVar("E", bound=StrEnum)

KEYS: Final = (
    "id", "question", "language", "jurisdiction", "asked_on", "persona", "slice", "tags", "about", "twin", "split",
    "turns", "depth", "expect", "severity", "why",
)  # fmt: skip
REQUIRED: Final = ("id", "question", "asked_on", "slice", "expect", "why")
EXPECT_KEYS: Final = (
    "outcome", "urgency", "cites", "may_cite", "never_cites", "first_block", "deadline", "referral", "must_say", "never_say",
)  # fmt: skip
DEADLINE_KEYS: Final = ("count", "unit", "certainty")


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with a line of a question file, and how to mend it."""

    place: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.place} {self.problem} {self.remedy}"


def examine(path: Path, known: Container[str] | None) -> tuple[list[Case], list[Flaw]]:
    """The cases of a JSONL file, or of every such file in a folder, and every flaw in them.

    Args:
        known: the ids that may be expected; an id that is not among them is a flaw. With nothing, any
            id may be: its note is still to be written.

    Raises:
        CaseError: when there is no such file or it is not text.
    """
    cases: dict[str, Case] = {}
    flaws: list[Flaw] = []
    for place, line in _lines(path):
        try:
            case = _askable(_case(_object(json.loads(line), place, KEYS, REQUIRED)))
            named = (*case.expect.cites, *case.expect.may_cite, *case.expect.never_cites)
            missing = [i for i in named if known is not None and i not in known]
            if missing:
                raise _Wrong(f"expects {missing[0]!r}, which does not exist.", "Mend the id, or write the note.")
            if case.id in cases:
                raise _Wrong(f"uses the id {case.id!r} again.", "Give each question its own id.")
            cases[case.id] = case
        except _Wrong as wrong:
            flaws.append(Flaw(place, wrong.problem, wrong.remedy))
        except ValueError as error:
            flaws.append(Flaw(place, f"is not JSON: {error}.", "Write one JSON object a line."))
    flaws += _together(cases)
    return list(cases.values()), flaws


def read_cases(path: Path, known: Container[str] | None) -> list[Case]:
    """The cases of a file or folder that has no flaw.

    Raises:
        CaseError: naming file, line and key of the first flaw, and how many there are.
    """
    cases, flaws = examine(path, known)
    if flaws:
        more = f" ({len(flaws) - 1} more: `rights-assistant eval check`)" if len(flaws) > 1 else ""
        raise CaseError(f"{flaws[0].place} {flaws[0].problem}", f"{flaws[0].remedy}{more}")
    return cases


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    if not files:
        raise CaseError(f"There is no .jsonl file in {path}.", "Name a file or folder of questions.")
    for file in files:
        try:
            lines = file.read_text("utf-8").split("\n")
        except (OSError, UnicodeDecodeError) as error:
            raise CaseError(f"{file} cannot be read: {error}.", "Name a UTF-8 file with one JSON object a line.") from error
        yield from ((f"{file}:{number}", line) for number, line in enumerate(lines, 1) if line.strip())


def _together(cases: dict[str, Case]) -> list[Flaw]:
    """What is wrong between cases: twins that are not there, families that stand in two splits."""
    flaws = [
        Flaw(f"{c.id}:", f"names the twin {c.twin!r}, which does not exist.", "Mend the id.")
        for c in cases.values()
        if c.twin and c.twin not in cases
    ]
    splits: dict[str, Case] = {}
    for case in cases.values():
        first = splits.setdefault(case.about or case.id, case)
        if first.split is not case.split:
            problem = f"is in the split {case.split.value!r}, and {first.id} about the same {case.about} in {first.split.value!r}."
            flaws.append(Flaw(f"{case.id}:", problem, "Keep a family in one split."))
    return flaws


class _Wrong(Exception):
    def __init__(self, problem: str, remedy: str) -> None:
        self.problem, self.remedy = problem, remedy


def _object(value: Any, where: str, known: tuple[str, ...], required: tuple[str, ...]) -> dict[str, Any]:
    named = "expect " if where == "expect" else ""
    if not isinstance(value, dict):
        raise _Wrong(f"{named}is not a JSON object.", 'Write {"id": "…", "question": "…"}.')
    for key in (k for k in value if k not in known):
        raise _Wrong(f"{named}has the unknown key {key!r}.", f"Use only: {', '.join(known)}.")
    for key in required:
        if not value.get(key):
            raise _Wrong(f"{named}has no {key!r}.", "Add it.")
    return value


def _case(value: dict[str, Any]) -> Case:
    jurisdiction = value.get("jurisdiction")
    if jurisdiction is not None and (not isinstance(jurisdiction, str) or jurisdiction not in NAMES):
        raise _Wrong(f"has the jurisdiction {jurisdiction!r}.", f"Use one of: {', '.join(NAMES)}, or null.")
    question = _text(value, "question")
    if not any(c.isalnum() for c in clean(question)):
        raise _Wrong("has a question with no words in it.", "Write what a person asks.")
    return Case(
        id=_text(value, "id"),
        question=question,
        asked_on=_day(_text(value, "asked_on")),
        slices=tuple(dict.fromkeys([_text(value, "slice"), *_texts(value, "tags")])),
        expect=_expect(_object(value["expect"], "expect", EXPECT_KEYS, ("outcome",))),
        why=_text(value, "why"),
        language=_text(value, "language", "en"),
        jurisdiction=jurisdiction,
        persona=_text(value, "persona"),
        about=_text(value, "about"),
        twin=_text(value, "twin"),
        split=_one_of(Split, value.get("split", Split.TUNE), "split"),
        turns=_texts(value, "turns"),
        depth=_one_of(Depth, value.get("depth", Depth.PERSON), "depth"),
        severity=_one_of(Severity, value.get("severity", Severity.SERIOUS), "severity"),
    )


def _askable(case: Case) -> Case:
    """The case, when it and each turn before it may be asked: a run asks them all."""
    for what, text in (*(("turns", t) for t in case.turns), ("a question", case.question)):
        try:
            ask(text, case.asked_on, jurisdiction=case.jurisdiction, language=case.language, depth=case.depth.value)
        except QuestionError as error:
            raise _Wrong(f"has {what} that cannot be asked: {error.problem}", error.remedy) from error
    return case


def _expect(value: dict[str, Any]) -> Expect:
    outcome = value["outcome"]
    first = value.get("first_block")
    urgency = _texts(value, "urgency") if "urgency" in value else None
    referral = value.get("referral", False)
    if not isinstance(referral, bool):
        raise _Wrong("has a referral that is not true or false.", "Write true or false.")
    return Expect(
        outcomes=tuple(
            _one_of(Outcome, o, "outcome") for o in ([outcome] if isinstance(outcome, str) else _texts(value, "outcome"))
        ),
        urgency=None if urgency is None else tuple(_one_of(Urgency, u, "urgency") for u in urgency),
        cites=_texts(value, "cites"),
        may_cite=_texts(value, "may_cite"),
        never_cites=_texts(value, "never_cites"),
        first_block=None if first is None else _one_of(BlockKind, first, "first_block"),
        deadline=_period(value["deadline"]) if value.get("deadline") is not None else None,
        referral=referral,
        must_say=tuple(_group(g) for g in _list(value, "must_say")),
        never_say=tuple(_phrase(p) for p in _texts(value, "never_say")),
    )


def _period(value: Any) -> Period:
    given = _object(value, "expect", DEADLINE_KEYS, ("certainty",))
    count, unit = given.get("count"), given.get("unit", "")
    if not (count is None and unit == "") and not is_period(count, unit):
        remedy = 'Write {"count": 15, "unit": "calendar_days", "certainty": "confirmed"}, with one of the units: '
        raise _Wrong(f"expects the deadline {value!r}.", f"{remedy}{', '.join(UNITS)}.")
    return Period(count, unit, _one_of(Certainty, given["certainty"], "certainty"))


def _group(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not value or not all(isinstance(v, str) for v in value):
        raise _Wrong(f"has a must_say that is not a group: {value!r}.", 'Write a list of alternatives: [["15 days"]].')
    return tuple(_phrase(v) for v in value)


def _phrase(text: str) -> str:
    try:
        find(text, "")
    except ValueError as error:
        raise _Wrong(f"cannot be matched: {error}.", "Write the words that carry the fact.") from error
    return text


def _text(value: dict[str, Any], key: str, default: str = "") -> str:
    text = value.get(key, default)
    if not isinstance(text, str):
        raise _Wrong(f"has a {key} that is not text: {text!r}.", "Put it in quotes.")
    return text


def _list(value: dict[str, Any], key: str) -> list[Any]:
    items = value.get(key, [])
    if not isinstance(items, list):
        raise _Wrong(f"has a {key} that is not a list: {items!r}.", "Put it in square brackets.")
    return items


def _texts(value: dict[str, Any], key: str) -> tuple[str, ...]:
    items = _list(value, key)
    if not all(isinstance(i, str) for i in items):
        raise _Wrong(f"has a {key} that is not a list of texts: {items!r}.", "Put each in quotes.")
    return tuple(items)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise _Wrong(f"has the day {text!r}, which does not exist.", "Write it as 2026-11-23.") from error


def _one_of(kind: type[E], value: Any, key: str) -> E:
    try:
        return kind(value)
    except ValueError as error:
        raise _Wrong(f"has the {key} {value!r}.", f"Use one of: {', '.join(kind)}.") from error
