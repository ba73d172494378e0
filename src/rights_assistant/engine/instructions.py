"""What a model is told: a public text under `prompts/` with declared variables, and the data that it may not obey.

    ---
    variables: [fence, question, passages]
    ---
    Answer from the passages …

What others wrote stands between two marks that it cannot hold itself, because they are made from it.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from string import Template

import yaml

from rights_assistant.errors import KnowledgeError

_LINE = "---\n"


@dataclass(frozen=True, slots=True)
class Instructions:
    """A text with places to fill in, and the names that its head declares."""

    path: Path
    text: str
    variables: tuple[str, ...]

    def filled(self, **values: str) -> str:
        """The text with every place filled in.

        Raises:
            KnowledgeError: when a value is missing or nobody asked for it.
        """
        if missing := [name for name in self.variables if name not in values]:
            raise KnowledgeError(f"{self.path} needs ${missing[0]}, and it was not given.", "Pass it, or take it out of the text.")
        if unknown := [name for name in values if name not in self.variables]:
            raise KnowledgeError(f"{self.path} does not declare ${unknown[0]}.", "Declare it under `variables`, or do not pass it.")
        return Template(self.text).substitute(values)


def read_instructions(path: Path, needed: Sequence[str]) -> Instructions:
    """The instructions in a file.

    Args:
        needed: the variables that will be filled in; the file declares and uses these and no others.

    Raises:
        KnowledgeError: naming the file and the variable when it cannot be read, has no head, or its variables differ.
    """
    try:
        text = path.read_text("utf-8").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{path} cannot be read: {error}.", "Reinstall, or set RIGHTS_ASSISTANT_PROMPTS.") from error
    declared, body = _parts(path, text)
    template = Template(body)
    if not template.is_valid():
        raise KnowledgeError(f"{path} has a lone `$`.", "Write `$$` for a dollar sign.")
    used = template.get_identifiers()
    for name in used:
        if name not in declared:
            raise KnowledgeError(f"{path} uses ${name}, which its head does not declare.", "Add it to `variables`, or write `$$`.")
    for name in declared:
        if name not in used:
            raise KnowledgeError(f"{path} declares ${name} and does not use it.", "Use it, or take it out of `variables`.")
        if name not in needed:
            raise KnowledgeError(f"{path} declares ${name}, which nothing fills in.", f"Use only: {', '.join(needed)}.")
    for name in needed:
        if name not in declared:
            raise KnowledgeError(f"{path} does not declare ${name}.", f"It needs all of: {', '.join(needed)}.")
    return Instructions(path, body, tuple(declared))


def _parts(path: Path, text: str) -> tuple[list[str], str]:
    _, opened, rest = text.partition(_LINE) if text.startswith(_LINE) else ("", "", "")
    head, closed, body = rest.partition(f"\n{_LINE}")
    try:
        value = yaml.safe_load(head) if opened and closed else None
    except yaml.YAMLError as error:
        raise KnowledgeError(f"The head of {path} is not YAML: {error}.", "Mend the line it names.") from error
    if not isinstance(value, dict) or set(value) != {"variables"} or not isinstance(value["variables"], list):
        raise KnowledgeError(f"{path} does not begin with a head that lists its `variables`.", "See prompts/judge.md.")
    return [str(name) for name in value["variables"]], body


def fence(data: Mapping[str, str]) -> str:
    """The mark around what others wrote: made from it, so that nothing in it can hold the mark."""
    return f"=={sha256(json.dumps(dict(data)).encode()).hexdigest()[:16]}=="
