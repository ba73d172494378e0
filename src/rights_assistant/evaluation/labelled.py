"""Files of labelled examples: an object a line, and which of them are held back."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rights_assistant.errors import CaseError


def is_held_back(id: str, fitted_tenths: int) -> bool:
    """Whether an example is looked at only when all is built: by the checksum of its id, so that nobody chooses.

    Args:
        fitted_tenths: how many tenths of all are for fitting.
    """
    return hashlib.sha256(id.encode()).digest()[0] % 10 >= fitted_tenths


def rows_of(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object of a file of lines, each with where it stands.

    Raises:
        CaseError: naming file and line of the first that is none.
    """
    try:
        lines = path.read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise CaseError(f"{path} cannot be read: {error}.", "Take it from the last commit.") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise CaseError(f"{path}:{number} is not JSON: {error}.", "Write one object a line.") from error
        if not isinstance(row, dict):
            raise CaseError(f"{path}:{number} is no object.", "Write one object a line.")
        yield f"{path}:{number}", row
