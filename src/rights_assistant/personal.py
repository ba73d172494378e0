"""What counts as personal in a question, read from `prompts/personal.yaml`: kinds, names beside them, what is spared."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

from rights_assistant.checksums import CHECKS
from rights_assistant.errors import KnowledgeError

_BETWEEN: Final = r"[ ./()-]{0,3}"
"""What may stand between the digits of a printed phone number."""
_COUNTRY: Final = re.compile(r"\+?(?P<code>1)[ -](?=\d{3}[ -]\d{3}[ -]\d{4})")
"""The country code of North America, which its numbers are printed with or without."""
_KEYS: Final = frozenset({"says", "reason", "patterns", "check", "even_if_spared", "fits", "spares"})


class Compiler(Protocol):
    """Makes a pattern of the file's own text; `name` is the rule it stands in."""

    def __call__(self, pattern: str, name: str) -> re.Pattern[str]:
        """The pattern, its word classes written out.

        Raises:
            KnowledgeError: when it is none.
        """
        ...


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of personal data.

    Attributes:
        name: its key in the file.
        says: the words that stand in its place.
        patterns: each with a group `it` (and `it2`) around what is taken out, or none for the whole match.
        check: what must be true of it besides; nothing for a number that its words or its shape tell.
        even_if_spared: it is looked for also in what is spared: a date of birth is a date.
    """

    name: str
    says: str
    reason: str
    patterns: tuple[re.Pattern[str], ...]
    examples: tuple[str, ...]
    spares: tuple[str, ...]
    check: Callable[[str], bool] | None = None
    even_if_spared: bool = False

    @property
    def token(self) -> str:
        """What stands in the text instead of it."""
        return f"[{self.says}]"


@dataclass(frozen=True, slots=True)
class Spared:
    """A sort of number that is nobody's own."""

    name: str
    reason: str
    patterns: tuple[re.Pattern[str], ...]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Personal:
    """The kinds in the order in which they are tried, the names beside them, and what is left as it stands."""

    kinds: tuple[Kind, ...]
    names: Kind
    spared: tuple[Spared, ...]
    tokens: re.Pattern[str]


def read_personal(value: Mapping[str, Any], path: Path, compiled: Compiler) -> Personal:
    """The rules of a file that was read.

    Raises:
        KnowledgeError: naming file and key when one is missing, unknown or wrong.
    """
    for key in ("kinds", "names", "spared"):
        if not isinstance(value.get(key), dict) or not value[key]:
            raise KnowledgeError(f"{path} has no {key!r}.", "Write its rules under it, one a key.")
    kinds = tuple(_kind(name, body, path, compiled) for name, body in value["kinds"].items())
    names = _kind("names", value["names"], path, compiled)
    spared = [_spared(name, body, path, compiled) for name, body in value["spared"].items()]
    printed = tuple(map(str, value.get("printed") or ()))
    spared.append(Spared("printed", "Printed for everybody to use.", tuple(map(_printed, printed)), printed))
    words = sorted({k.says for k in (*kinds, names)}, key=len, reverse=True)
    return Personal(kinds, names, tuple(spared), re.compile(rf"\[(?:{'|'.join(map(re.escape, words))})\]"))


def _kind(name: str, body: Mapping[str, Any], path: Path, compiled: Compiler) -> Kind:
    _whole(name, body, path, ("says", "reason", "patterns", "fits", "spares"))
    check = body.get("check")
    if check is not None and check not in CHECKS:
        raise KnowledgeError(f"{path}: {name!r} has the unknown check {check!r}.", f"Choose from: {', '.join(CHECKS)}.")
    return Kind(
        name,
        str(body["says"]),
        str(body["reason"]),
        tuple(compiled(p, name) for p in body["patterns"]),
        tuple(body["fits"]),
        tuple(body["spares"]),
        CHECKS[check] if check else None,
        bool(body.get("even_if_spared", False)),
    )


def _spared(name: str, body: Mapping[str, Any], path: Path, compiled: Compiler) -> Spared:
    _whole(name, body, path, ("reason", "patterns", "fits"))
    return Spared(name, str(body["reason"]), tuple(compiled(p, name) for p in body["patterns"]), tuple(body["fits"]))


def _whole(name: str, body: Mapping[str, Any], path: Path, needed: tuple[str, ...]) -> None:
    missing = set(needed) - body.keys()
    if missing:
        raise KnowledgeError(f"{path}: {name!r} has no {', '.join(sorted(missing))}.", "Add it.")
    if unknown := body.keys() - _KEYS:
        raise KnowledgeError(
            f"{path}: {name!r} has the unknown key {sorted(unknown)[0]!r}.", f"Use only: {', '.join(sorted(_KEYS))}."
        )


def _printed(text: str) -> re.Pattern[str]:
    """A printed address as it stands; a number however it is spaced, and with the country code or without."""
    if any(c.isalpha() for c in text):
        return re.compile(rf"(?i)(?<![\w.+-]){re.escape(text)}(?![\w-])")
    code = _COUNTRY.match(text)
    digits = _BETWEEN.join(c for c in (text[code.end() :] if code else text) if c.isdigit())
    before = rf"(?:(?:\+|00)?{code['code']}{_BETWEEN})?" if code else r"(?:\+[1-9]\d{0,2}[ -])?"
    return re.compile(rf"(?<![\w+])\(?{before}{digits}(?!\w|[ -]?\d)")
