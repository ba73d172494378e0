"""What a maintainer should look at although it is no fault: the lists of `knowledge check` and their rows."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rights_assistant.domain.document import Document
from rights_assistant.domain.statement import Statement
from rights_assistant.knowledge.faults import path_of


@dataclass(frozen=True, slots=True)
class List:
    """A list by its name, what stands on it, and why that matters."""

    name: str
    title: str
    reason: str


@dataclass(frozen=True, slots=True, order=True)
class Row:
    """One row: the file, the line (0 when it is the head or the whole file), and what is there."""

    path: Path
    line: int
    said: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.said}" if self.line else f"{self.path}: {self.said}"


LISTS: Final = (
    List(
        "numbers",
        "figures that their official text does not have",
        "A wrong number is the worst mistake, and a machine can find it.",
    ),
    List("long", "sentences of more than 25 words", "A tired reader loses the end of a long sentence."),
    List("hard", "files above grade 10", "Answers are made of these sentences, and they aim at grade 8."),
    List("stale", "files that nobody looked at for 180 days", "Law changes; what was right may be wrong today."),
    List("uncited", "law, systems, remedies and referrals that nothing cites", "What nothing leads to is seldom found."),
    List(
        "lacking",
        "provisions that the official text of their instrument does not have",
        "A wrong number, or a provision that is no more.",
    ),
    List("headings", "titles that share no word with the law's own heading", "The note may be on another provision."),
    List(
        "likeness",
        "notes that are least like the official text of their provision",
        "The note may say something else than the law.",
    ),
    List(
        "figures",
        "figures that the official text of the very provision does not have",
        "A number may be of another provision; the note should say of which.",
    ),
    List("terms", "legal terms without a word on what they mean", "A reader who does not know the term learns nothing."),
)
"""Every list, in the order in which it is printed."""


def row(document: Document, statement: Statement, said: str) -> Row:
    """The row of a statement; one of the head has no line, so its label is named."""
    return Row(path_of(document), statement.line, said if statement.line else f"`limits`, {statement.label}: {said}")
