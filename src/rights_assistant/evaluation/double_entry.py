"""The notes held against facts that were written down a second time, from the same research but apart from them.

A number that was changed, a negation that was lost, a country that was swapped: the note then
disagrees with its second entry, and says where. It is what bookkeeping does, for law.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from rights_assistant.domain.document import Document, Remedy
from rights_assistant.domain.library import Library
from rights_assistant.errors import CaseError
from rights_assistant.evaluation.gold import Gold
from rights_assistant.evaluation.matcher import find, find_any
from rights_assistant.evaluation.measures.standing import surer

DAYS: Final = (date(2025, 6, 1), date(2026, 6, 11), date(2026, 11, 23), date(2027, 12, 1), date(2028, 1, 10))
"""Days on which statuses are compared: before and since each change that the tables know."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What a note must say and must not, and where that was read."""

    id: str
    must_say: tuple[tuple[str, ...], ...]
    never_say: tuple[str, ...]
    why: str


def read_facts(folder: Path) -> list[Fact]:
    """The facts of a folder's .jsonl files.

    Raises:
        CaseError: naming file and line.
    """
    facts = []
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
            if line.strip():
                facts.append(_fact(line, f"{path}:{number}"))
    return facts


def _fact(line: str, place: str) -> Fact:
    try:
        row = json.loads(line)
        groups = tuple(tuple(map(str, group)) for group in row["must_say"])
        fact = Fact(row["id"], groups, tuple(map(str, row.get("never_say", ()))), row["why"])
        for phrase in (*(p for g in groups for p in g), *fact.never_say):
            find(phrase, "")
    except (ValueError, KeyError, TypeError) as error:
        raise CaseError(
            f"{place} is no fact: {type(error).__name__} {error}.",
            'Write {"id": "…", "must_say": [["…"]], "never_say": ["…"], "why": "…"}.',
        ) from error
    return fact


def disagreements(library: Library, facts: Iterable[Fact], gold: Gold) -> list[str]:
    """Every place where the notes and their second entry disagree, a sentence each. What is not written yet is passed over."""
    found = [said for fact in facts if (d := library.get(fact.id)) for said in _facts(fact, d)]
    found += [said for id in gold.periods if isinstance(d := library.get(id), Remedy) for said in _periods(d, gold)]
    found += [said for id in gold.statuses if (d := library.get(id)) for said in _statuses(d, library, gold)]
    found += [said for id in gold.at_most if (d := library.get(id)) for said in _certainty(d, gold)]
    return found + [said for id in sorted(gold.requests) if isinstance(d := library.get(id), Remedy) for said in _clock(d)]


def text_of(document: Document) -> str:
    """The title and every statement, a line each."""
    return "\n".join([document.title, *(statement.text for _, statement in document.placed())])


def _facts(fact: Fact, document: Document) -> Iterable[str]:
    text = text_of(document)
    for group in fact.must_say:
        if find_any(group, text) is None:
            yield f"{fact.id} does not say {' or '.join(map(repr, group))} ({fact.why})"
    for phrase in fact.never_say:
        if match := find(phrase, text, asserted=True):
            yield f"{fact.id} says {match} ({fact.why})"


def _periods(remedy: Remedy, gold: Gold) -> Iterable[str]:
    known = gold.periods[remedy.id]
    for limit in remedy.time_limits:
        same = [p for p in known if (p.count, p.unit) == (limit.count, limit.unit) and p.window.meets(limit.window)]
        if not same:
            yield f"{remedy.id} has the time limit {limit.count} {limit.unit}, which the table does not have"
        elif all(surer(limit.certainty, p.certainty) for p in same):
            yield f"{remedy.id} calls {limit.count} {limit.unit} {limit.certainty.value}; the table says {same[0].certainty.value}"


def _statuses(document: Document, library: Library, gold: Gold) -> Iterable[str]:
    for day in DAYS:
        known, said = gold.status_on(document.id, day), library.status_on(document, day)
        if known and said is not known:
            yield f"{document.id} is {said.value} on {day}; the table says {known.value}"


def _certainty(document: Document, gold: Gold) -> Iterable[str]:
    most = gold.at_most[document.id]
    if surer(document.certainty, most):
        yield f"{document.id} is called {document.certainty.value}; the table says {most.value} at most"
    for _, statement in document.placed():
        known = gold.most(document.id, statement.text)
        if statement.certainty and known and surer(statement.certainty, known):
            yield f"{document.id}#{statement.label} is called {statement.certainty.value}; the table says {known.value} at most"


def _clock(remedy: Remedy) -> Iterable[str]:
    if remedy.stops_clock != "no":
        yield f"{remedy.id} says that it stops the clock ({remedy.stops_clock}); the table says that it does not"
