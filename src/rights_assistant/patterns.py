"""Regular expressions over a lower-case question, written in a file with words that they share."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from rights_assistant.errors import KnowledgeError

_CLASS: Final = re.compile(r"<([A-Z][A-Z0-9]*)>")
"""How a pattern names a word class: `<WHO>`."""


def plain(text: str) -> str:
    """A text as patterns are looked for in it: small letters, straight apostrophes."""
    return text.lower().replace("’", "'")


def compiled(pattern: str, path: Path, name: str, classes: Mapping[str, str] | None = None) -> re.Pattern[str]:
    """A pattern of a file, with the word classes that it names written out.

    Args:
        path: the file, for the error.
        name: the rule that the pattern stands in, for the error.
        classes: what each `<NAME>` stands for; a class may name others.

    Raises:
        KnowledgeError: naming file, rule and mend when it is no pattern, or names a class that does not exist or itself.
    """
    try:
        return re.compile(_whole(pattern, classes or {}, path, name))
    except re.error as error:
        raise KnowledgeError(f"{path}: {name!r} has a pattern that is not one: {error}.", f"Mend {pattern!r}.") from error


def _whole(pattern: str, classes: Mapping[str, str], path: Path, name: str) -> str:
    for _ in range(len(classes) + 1):
        named = _CLASS.findall(pattern)
        if not named:
            return pattern
        if unknown := [n for n in named if n not in classes]:
            choices = ", ".join(sorted(classes)) or "none yet"
            raise KnowledgeError(f"{path}: {name!r} names the unknown class <{unknown[0]}>.", f"Add it under `classes`: {choices}.")
        pattern = _CLASS.sub(lambda m: f"(?:{classes[m[1]]})", pattern)
    raise KnowledgeError(f"{path}: the class <{named[0]}> names itself.", "Take the circle out.")
