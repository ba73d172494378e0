"""Which ids of a coverage list exist: a table by kind and jurisdiction."""

import csv
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from rights_assistant.domain.library import Library
from rights_assistant.errors import KnowledgeError

COLUMNS = ("kind", "id", "about", "priority")


@dataclass(frozen=True, slots=True)
class Covered:
    """One row of the table: how many ids of a kind and jurisdiction the list wants, and which are missing."""

    kind: str
    jurisdiction: str
    wanted: int
    missing: tuple[str, ...]


def coverage(path: Path, library: Library) -> list[Covered]:
    """The table of a coverage file (CSV with the columns kind, id, about, priority).

    Raises:
        KnowledgeError: naming the file and line when it is not such a file.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            if tuple(reader.fieldnames or ()) != COLUMNS:
                raise KnowledgeError(f"{path}:1 has other columns.", f"They must be: {', '.join(COLUMNS)}.")
            rows = list(enumerate(reader, 2))
    except OSError as error:
        raise KnowledgeError(f"{path} cannot be read: {error.strerror}.", "Name an existing file after --coverage.") from error
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for line, row in rows:
        place = (row["id"] or "").split("/")
        if len(place) < 2:
            raise KnowledgeError(f"{path}:{line} has the id {row['id']!r}.", "An id is a path such as eu/ai-act/art-86.")
        groups[row["kind"], place[0] if row["kind"] == "law" else place[1]].append(row["id"])
    return [
        Covered(kind, jurisdiction, len(ids), tuple(i for i in ids if i not in library))
        for (kind, jurisdiction), ids in sorted(groups.items())
    ]
