"""The head of a file: YAML between two `---`, read key by key, every key accounted for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final, TypeVar

import yaml

from rights_assistant.knowledge.faults import Faults

E = TypeVar("E", bound=StrEnum)
_HEAD = re.compile(r"\A---\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
LOADER: Final[Any] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""What makes only text, lists and maps; in C where it was built, ten times as quick."""
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Parts:
    """A file cut in two: the head's YAML and the body, with the line the body starts on."""

    head: str
    body: str
    body_line: int


def cut(text: str, faults: Faults) -> Parts | None:
    """The head and the body of a file, or a fault when there is no head."""
    found = _HEAD.match(text)
    if not found:
        faults.add("has no head.", "Start the file with `---`, the keys, and another `---`.", line=1)
        return None
    return Parts(found[1], text[found.end() :], text.count("\n", 0, found.end()) + 1)


def read_date(value: str) -> date | None:
    """A date written `2026-11-23`, or nothing when it is not one that exists."""
    try:
        return date.fromisoformat(value) if _DATE.fullmatch(value) else None
    except ValueError:
        return None


class Head:
    """A head's values by key. Each is asked for once; what nobody asked for is unknown."""

    def __init__(self, source: str, faults: Faults, first_line: int = 2) -> None:
        self._faults = faults
        self._lines: dict[str, int] = {}
        self._values: dict[str, object] = {}
        self._asked: set[str] = set()
        try:
            node = yaml.compose(source, Loader=LOADER)
            value = yaml.load(source, Loader=LOADER)  # noqa: S506 - it makes only text, lists and maps
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = (mark.line if mark else 0) + first_line
            faults.add("is not YAML here.", 'Put quotes around a value that holds ": " or starts with a sign.', line=line)
            return
        if value is None:
            return
        if not isinstance(node, yaml.MappingNode):
            faults.add("has a head without keys.", "Write `key: value`, one a line.", line=first_line)
            return
        for key, _ in node.value:
            if key.value in self._lines:
                self.fault(key.value, "stands twice.", "Keep one of the two.", line=key.start_mark.line + first_line)
            self._lines[key.value] = key.start_mark.line + first_line
        self._values = value

    def fault(self, key: str, problem: str, remedy: str, line: int | None = None) -> None:
        """Note a fault at a key."""
        self._faults.add(problem, remedy, line=self._lines.get(key, 0) if line is None else line, key=key)

    def has(self, key: str) -> bool:
        """Whether the key is written, even when it is empty."""
        return key in self._values

    def _take(self, key: str, required: bool) -> object:
        self._asked.add(key)
        if required and (key not in self._values or self._values[key] in ("", None, [])):
            self.fault(key, "is missing.", f"Add `{key}:` to the head.")
        return self._values.get(key)

    def text(self, key: str, *, required: bool = True) -> str:
        """A line of text."""
        value = self._take(key, required)
        if value is not None and not isinstance(value, str):
            self.fault(key, "is not one line of text.", "Write a single value.")
            return ""
        return value or ""

    def texts(self, key: str, *, required: bool = False, single: bool = False) -> tuple[str, ...]:
        """A list of texts; with `single`, one text alone will do."""
        value = self._take(key, required)
        if isinstance(value, str) and single:
            return (value,)
        if value in (None, ""):
            return ()
        if not isinstance(value, list) or not all(isinstance(v, str) and v for v in value):
            self.fault(key, "is not a list of texts.", "Write `[one, two]` or one `- item` a line.")
            return ()
        return tuple(value)

    def maps(self, key: str, *, required: bool = True) -> list[dict[str, object]]:
        """A list of small maps, such as `applies` and `deadlines`; the key must be there."""
        value = self._take(key, False)
        if required and key not in self._values:
            self.fault(key, "is missing.", f"Add `{key}:`; write `{key}: []` when there is none.")
        if value in (None, ""):
            return []
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
            self.fault(key, "is not a list of maps.", "Start each item with `- ` and write `name: value` under it.")
            return []
        return value

    def pairs(self, key: str, *, required: bool = True) -> dict[str, str]:
        """A map of names to texts, such as `limits`; the key must be there."""
        value = self._take(key, False)
        if required and key not in self._values:
            self.fault(key, "is missing.", f"Add `{key}:`; write `{key}: {{}}` when there is none.")
        if value in (None, ""):
            return {}
        if not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()):
            self.fault(key, "is not a map of names to texts.", "Write `name: text`, one a line.")
            return {}
        return value

    def day(self, key: str, *, required: bool = False) -> date | None:
        """A date."""
        value = self.text(key, required=required)
        if not value:
            return None
        found = read_date(value)
        if found is None:
            self.fault(key, f"is not a date that exists: {value!r}.", "Write it as 2026-11-23.")
        return found

    def choice(self, key: str, choices: Sequence[str], *, required: bool = True) -> str:
        """One of some words."""
        value = self.text(key, required=required)
        if value and value not in choices:
            self.fault(key, f"cannot be {value!r}.", f"Choose one of: {', '.join(choices)}.")
            return ""
        return value

    def member(self, key: str, enum: type[E], default: E) -> E:
        """One of an enum's words; `default` stands in after a fault."""
        value = self.choice(key, [m.value for m in enum])
        return enum(value) if value else default

    def close(self) -> None:
        """Note every key that nobody asked for."""
        for key in self._values.keys() - self._asked:
            self.fault(key, "is not a key of this kind of file.", f"Remove it, or use one of: {', '.join(sorted(self._asked))}.")
