"""One sentence that can stand alone when quoted, and what it rests on."""

from dataclasses import dataclass

from rights_assistant.domain.standing import ALWAYS, Certainty, Window


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """A labelled statement somewhere in the knowledge: `eu/ai-act/art-86#main-elements`."""

    id: str
    label: str

    def __str__(self) -> str:
        return f"{self.id}#{self.label}"


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence, its own standing, and the statements it rests on (its own file when empty)."""

    text: str
    line: int
    label: str = ""
    certainty: Certainty | None = None
    window: Window = ALWAYS
    rests_on: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A headed run of statements; its text is what is embedded, retrieved and opened."""

    heading: str
    statements: tuple[Statement, ...]

    @property
    def slug(self) -> str:
        """The heading as it stands in a passage id."""
        return self.heading.lower().replace(" ", "-")

    @property
    def text(self) -> str:
        """The statements, a line each: the characters that spans point into."""
        return "\n".join(s.text for s in self.statements)

    def span(self, statement: Statement) -> tuple[int, int]:
        """Where a statement stands in `text`: [start, end) in characters."""
        start = 0
        for s in self.statements:
            if s is statement:
                return start, start + len(s.text)
            start += len(s.text) + 1
        raise ValueError(f"the statement {statement.text!r} is not in section {self.heading!r}")
