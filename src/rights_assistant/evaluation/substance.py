"""What the notes assert, apart from how they say it: kept in a ledger, so that no change of it goes unseen.

A sentence may be made simpler freely. What a person could be harmed by cannot change in passing: a
number, a date, a denial, "only", "must" or "may", the name of a country, a court or a law, how
sure we are, from when it holds, what it rests on. The ledger has these for every statement; where
a note differs from it, somebody has to look at the source and accept the change.

It proves no note right. That the notes say what was researched is for `double_entry`.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from rights_assistant.domain.document import Document, Instrument
from rights_assistant.domain.standing import Window
from rights_assistant.domain.statement import Ref, Section, Statement
from rights_assistant.errors import CaseError
from rights_assistant.evaluation.wording import DENIES, plain

OPERATORS: Final = DENIES | {
    # how strong
    "must", "may", "can", "should", "need", "never", "always", "usually", "normally", "often", "sometimes", "possibly", "perhaps",
    "likely", "unclear", "unknown", "unconfirmed", "automatically", "automatic",
    # how much
    "only", "every", "each", "all", "any", "most", "least", "more", "less", "fewer", "alone", "solely", "some", "free",
    # under which condition, when, where
    "if", "unless", "except", "although", "but", "or", "with", "without", "until", "before", "after", "since", "within", "during",
    "inside", "outside", "abroad",
    # to which end
    "stop", "stops", "extend", "extends", "refuse", "refuses", "ban", "bans", "allow", "allows", "forbid", "forbids",
}  # fmt: skip
_UNITS: Final = ("day", "week", "month", "year", "hour", "minute", "percent", "euro", "dollar", "pound")
_COUNTRIES: Final = frozenset(
    ["Canada", "Canadian", "Quebec", "Germany", "German", "Australia", "Australian", "Britain", "British", "England", "Scotland"]
)
_UNREAD: Final = frozenset([
    "id", "language", "sections", "checked_on", "checked_against", "reviewed_on", "confirmed", "asks", "topics", "also_called",
    "line", "says",
])  # fmt: skip
"""Fields that assert nothing a person could act on, or are read apart."""

_TOKEN = re.compile(r"@[\d-]+|\d[\d.,]*\d|\d|[^\W\d_]+")
_NAME = re.compile(r"[^\W\d_][\w’'-]*")

_ACCEPT: Final = "Take the file from the last commit, or accept the notes anew with `rights-assistant knowledge changes --accept`."

Ledger = Mapping[str, Counter[str]]
"""For each place, such as `ca/irpa/s-72#15-days`, what is asserted there and how often."""


def operative(text: str) -> tuple[str, ...]:
    """The parts of a text that its meaning turns on, sorted: numbers with their unit, dates, operators, names."""
    low = _TOKEN.findall(plain(text))
    found = []
    for token, after in zip(low, [*low[1:], ""], strict=False):
        if token[0].isdigit():
            unit = next((u for u in _UNITS if after in (u, f"{u}s")), "")
            found.append(f"{token} {unit}".strip())
        elif token[0] == "@" or token in OPERATORS:
            found.append(token.lstrip("@"))
    return tuple(sorted(found + list(_names(text))))


def _names(text: str) -> Iterator[str]:
    """Capitalised words; the first of a sentence only when it is a country's or has a second capital."""
    for match in _NAME.finditer(text):
        word, before = re.sub(r"['’]s$", "", match[0]), text[: match.start()].rstrip(" “\"'(")
        begins = not before or before[-1] in ".!?:;"
        capitals = sum(c.isupper() for c in word)
        if capitals > 1 or (word[0].isupper() and len(word) > 1 and (not begins or word in _COUNTRIES)):
            yield word


def ledger(documents: Iterable[Document]) -> Ledger:
    """What the documents assert; translations are left out, because the operators are English."""
    found: dict[str, Counter[str]] = {}
    for document in documents:
        if document.language == "en":
            for place, said in _asserted(document):
                found.setdefault(f"{document.id}#{place}", Counter())[said] += 1
    return found


def _asserted(document: Document) -> Iterator[tuple[str, str]]:
    for field in fields(document):
        value = getattr(document, field.name)
        if field.name not in _UNREAD and not isinstance(value, Instrument) and value not in ((), None, ""):
            yield f"({field.name})", _spoken(value)
    for section, statement in document.placed():
        yield _place(section, statement), _spoken_statement(statement)


def _place(section: Section, statement: Statement) -> str:
    return statement.label or f"({section.slug})"


def _spoken_statement(statement: Statement) -> str:
    marks = [f"rests on {ref}" for ref in statement.rests_on]
    marks += [statement.certainty.value] if statement.certainty else []
    return _joined([*operative(statement.text), *marks, *_window(statement.window)])


def _spoken(value: Any) -> str:
    """A value of a head: its data as they are, its sentences by what they turn on."""
    if isinstance(value, Window):
        return _joined(_window(value))
    if is_dataclass(value) and not isinstance(value, Ref):
        given = [(f.name, getattr(value, f.name)) for f in fields(value) if f.name not in _UNREAD]
        return _joined(f"{name}: {_spoken(v)}" for name, v in given if v not in ((), None, "", Window()))
    if isinstance(value, tuple):
        return " | ".join(_spoken(v) for v in value)
    if isinstance(value, str) and not isinstance(value, StrEnum) and " " in value:
        return _joined(operative(value))
    return value.isoformat() if isinstance(value, date) else str(value)


def _window(window: Window) -> list[str]:
    return [f"{name} {day}" for name, day in (("from", window.since), ("until", window.until)) if day]


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(parts)


def changes(now: Ledger, kept: Ledger) -> list[str]:
    """Where the notes assert something else than the ledger has, a sentence each."""
    said = []
    for place in sorted(now.keys() | kept.keys()):
        gone, new = _differences(kept.get(place, Counter()), now.get(place, Counter()))
        if gone or new:
            said.append(f"{place} {_difference(gone, new)}")
    return said


def _differences(kept: Counter[str], now: Counter[str]) -> tuple[list[str], list[str]]:
    return sorted((kept - now).elements()), sorted((now - kept).elements())


def _difference(gone: list[str], new: list[str]) -> str:
    if len(gone) == len(new) == 1:
        old, fresh = (Counter(text.split(", ")) for text in (gone[0], new[0]))
        lost, found = "; ".join((old - fresh).elements()), "; ".join((fresh - old).elements())
        return ", ".join(said for said, words in ((f"lost “{lost}”", lost), (f"has “{found}” anew", found)) if words)
    parts = [f"no longer says “{text}”" for text in gone] + [f"is new: “{text}”" for text in new]
    return "; ".join(parts)


def write_ledger(kept: Ledger, path: Path) -> None:
    """The ledger as JSONL, a place a line, sorted, so that a change of it can be read.

    Raises:
        CaseError: when it cannot be written.
    """
    lines = [json.dumps({"at": place, "says": sorted(kept[place].elements())}, ensure_ascii=False) for place in sorted(kept)]
    try:
        path.write_text("\n".join(lines) + "\n", "utf-8")
    except OSError as error:
        raise CaseError(f"{path} cannot be written: {error.strerror}.", "Choose another folder.") from error


def read_ledger(path: Path) -> Ledger:
    """The ledger that was accepted.

    Raises:
        CaseError: when there is none, or a line is broken, with file and line.
    """
    try:
        lines = path.read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise CaseError(
            f"{path} cannot be read: {error}.", "Write it with `rights-assistant knowledge changes --accept`."
        ) from error
    found: dict[str, Counter[str]] = {}
    for number, line in enumerate(lines, 1):
        try:
            if line.strip():
                row = json.loads(line)
                if not isinstance(row["says"], list) or row["at"] in found:
                    raise ValueError("it has no list, or its place stands twice")
                found[str(row["at"])] = Counter(map(str, row["says"]))
        except (ValueError, KeyError, TypeError) as error:
            remedy = (
                "Take the file from the last commit, or accept the notes anew with `rights-assistant knowledge changes --accept`."
            )
            raise CaseError(f"{path}:{number} is no line of the ledger: {error}.", remedy) from error
    return found
