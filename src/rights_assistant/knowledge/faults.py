"""What is wrong in a file, where, and how to mend it."""

from dataclasses import dataclass
from pathlib import Path

from rights_assistant.domain.document import Document, Instrument, Provision


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong: the file, the line (0 when it is the whole file), the key, the mend."""

    path: Path
    line: int
    key: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else str(self.path)
        key = f" `{self.key}`:" if self.key else ""
        return f"{place}:{key} {self.problem} {self.remedy}".replace("::", ":")


class Faults:
    """A list of faults of one file, filled while it is read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.found: list[Fault] = []

    def add(self, problem: str, remedy: str, *, line: int = 0, key: str = "") -> None:
        """Note a fault of this file."""
        self.found.append(Fault(self.path, line, key, problem, remedy))


def path_of(document: Document | Instrument) -> Path:
    """Where a document stands in the knowledge folder."""
    if isinstance(document, Instrument):
        return Path("law", document.id, "instrument.md")
    if isinstance(document, Provision):
        return Path("law", f"{document.id}.md")
    return Path(document.id, f"{document.language}.md")
