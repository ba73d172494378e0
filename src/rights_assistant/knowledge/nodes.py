"""A YAML file of maps within maps, read key by key: every fault has its line, every key is accounted for."""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import TypeVar

import yaml

from rights_assistant.knowledge.faults import Faults
from rights_assistant.knowledge.head import LOADER

E = TypeVar("E", bound=StrEnum)


class Node:
    """One map of the file. Each key is asked for once; what nobody asked for is unknown.

    Attributes:
        line: where it begins.
        name: how its faults call it: the keys that lead to it.
        keys: the keys that it has, in order.
    """

    def __init__(self, node: yaml.MappingNode, faults: Faults, name: str = "", line: int = 1) -> None:
        self.line, self.name = line, name
        self._faults = faults
        self._values: dict[str, yaml.Node] = {}
        self._lines: dict[str, int] = {}
        self._asked: set[str] = set()
        for key, value in node.value:
            text = key.value if isinstance(key, yaml.ScalarNode) else "?"
            twice = text in self._values
            self._values[text], self._lines[text] = value, key.start_mark.line + 1
            if twice:
                self.fault("stands twice.", "Keep one of the two.", text)

    @property
    def keys(self) -> list[str]:
        """The keys that it has, in order."""
        return list(self._values)

    def fault(self, problem: str, remedy: str, key: str = "") -> None:
        """Note a fault of this map, or of one of its keys."""
        place = ".".join(part for part in (self.name, key) if part)
        self._faults.add(problem, remedy, line=self._lines.get(key, self.line), key=place)

    def has(self, key: str) -> bool:
        """Whether the key is written."""
        return key in self._values

    def text(self, key: str, *, required: bool = True) -> str:
        """A line of text; empty where it is not written."""
        node = self._take(key)
        if node is not None and not isinstance(node, yaml.ScalarNode):
            self.fault("is not one line of text.", "Write a single value.", key)
            return ""
        value = str(node.value).strip() if node is not None else ""
        if required and not value:
            self.fault("is missing.", f"Add `{key}:`.", key)
        return value

    def matching(self, key: str, pattern: re.Pattern[str], remedy: str, *, required: bool = False) -> str:
        """A text of a certain form."""
        value = self.text(key, required=required)
        if value and not pattern.fullmatch(value):
            self.fault(f"cannot be {value!r}.", remedy, key)
            return ""
        return value

    def member(self, key: str, enum: type[E]) -> E | None:
        """One of an enum's words; nothing after a fault."""
        value = self.text(key)
        if value and value not in list(enum):
            self.fault(f"cannot be {value!r}.", f"Choose one of: {', '.join(enum)}.", key)
        return enum(value) if value in list(enum) else None

    def flag(self, key: str) -> bool:
        """`true` or `false`; false where it is not written."""
        value = self.text(key, required=self.has(key))
        if value not in ("", "true", "false"):
            self.fault(f"cannot be {value!r}.", "Write true or false.", key)
        return value == "true"

    def texts(self, key: str) -> list[str]:
        """A list of texts; empty where it is not written."""
        node = self._take(key)
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode) or not all(isinstance(item, yaml.ScalarNode) for item in node.value):
            self.fault("is not a list of texts.", "Write `[one, two]`.", key)
            return []
        return [item.value for item in node.value]

    def pairs(self, key: str) -> dict[str, str]:
        """A map of names to texts; empty where it is not written."""
        if not self.has(key):
            self._take(key)
            return {}
        child = self.child(key)
        found = {name: child.text(name) for name in child.keys} if child else {}
        return {name: value for name, value in found.items() if value}

    def child(self, key: str) -> "Node | None":
        """The map under a key; nothing after a fault."""
        return self._map(self._take(key), key)

    def children(self) -> Iterator[tuple[str, "Node"]]:
        """Every key with the map under it."""
        for key in self.keys:
            if child := self._map(self._take(key), key):
                yield key, child

    def items(self, key: str) -> Iterator["Node"]:
        """The maps of a list, which has one at least."""
        node = self._take(key)
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            self.fault(
                "is missing." if node is None else "is not a list of maps.", f"Write `{key}:`, and `- name: …` for each.", key
            )
            return
        for number, item in enumerate(node.value, 1):
            place = f"{key}[{number}]"
            self._lines[place] = item.start_mark.line + 1
            if child := self._map(item, place):
                yield child

    def close(self) -> None:
        """Note every key that nobody asked for."""
        for key in self.keys:
            if key not in self._asked:
                self.fault("is not a key here.", f"Remove it, or use one of: {', '.join(sorted(self._asked))}.", key)

    def _take(self, key: str) -> yaml.Node | None:
        self._asked.add(key)
        return self._values.get(key)

    def _map(self, node: yaml.Node | None, key: str) -> "Node | None":
        if not isinstance(node, yaml.MappingNode):
            self.fault("is missing." if node is None else "is not a map.", f"Write `{key}:` and its keys below it.", key)
            return None
        return Node(node, self._faults, f"{self.name}.{key}".strip("."), self._lines.get(key, self.line))


def top(source: str, faults: Faults) -> Node | None:
    """The map of a whole file; nothing after a fault."""
    try:
        node = yaml.compose(source, Loader=LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 0
        faults.add("is not YAML here.", 'Put quotes around a value that holds ": " or starts with a sign.', line=line)
        return None
    if not isinstance(node, yaml.MappingNode):
        faults.add("is not a map.", "Write `key:`, one a line.", line=1)
        return None
    return Node(node, faults)
