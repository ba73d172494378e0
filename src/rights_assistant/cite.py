"""Ties each sentence to the exact words it rests on; a sentence that rests on nothing is struck."""

from datetime import date

from rights_assistant.domain.answer import Citation, Line
from rights_assistant.domain.document import Document, Provision, Referral
from rights_assistant.domain.library import Library, Placed
from rights_assistant.domain.standing import Certainty, Window, weakest
from rights_assistant.domain.statement import Ref, Statement
from rights_assistant.split import passage_id


class Citer:
    """Numbers citations in the order of first use, for one answer on one day.

    Attributes:
        struck: sentences left out because nothing they rest on holds on the day.
    """

    def __init__(self, library: Library, day: date, language: str = "en") -> None:
        self._library = library
        self._day = day
        self._language = language
        self._numbers: dict[tuple[str, str, tuple[int, int]], Citation] = {}
        self.struck: list[str] = []

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every citation made so far, by number."""
        return tuple(self._numbers.values())

    def line(self, placed: Placed) -> Line | None:
        """A statement as a line with its citations, or nothing when it is struck.

        A statement that names what it rests on cites that; any other cites itself in its own
        file. A sentence is struck when none of its sources holds on the day: striking only the
        marker would leave an unsupported sentence standing.
        """
        numbers = tuple(dict.fromkeys(self._cite(s).number for s in self._sources(placed)))
        if not numbers:
            self.struck.append(placed.statement.text)
            return None
        return Line(placed.statement.text, numbers)

    def certainty(self, line: Line, statement: Statement) -> Certainty:
        """How sure a line is: its own tag and its sources', whichever is weakest."""
        own = [statement.certainty] if statement.certainty else []
        return weakest(*own, *(c.certainty for c in self._numbers.values() if c.number in line.citations))

    def has_cited(self, placed: Placed) -> bool:
        """Whether the statement is already a source of this answer."""
        return self._key(placed) in self._numbers

    def rests_on(self, placed: Placed) -> frozenset[str]:
        """The statements that a line would cite, each as `id:line-label`: what limits a provision has no line of its own."""
        return frozenset(f"{s.document.id}:{s.statement.line}-{s.statement.label}" for s in self._sources(placed))

    def _sources(self, placed: Placed) -> list[Placed]:
        if not placed.statement.rests_on:
            return [placed]
        return [s for ref in placed.statement.rests_on if (s := self._source(ref))]

    def _source(self, ref: Ref) -> Placed | None:
        placed = self._library.resolve(ref, self._language)
        return placed if placed and placed.statement.window.covers(self._day) else None

    def _key(self, placed: Placed) -> tuple[str, str, tuple[int, int]]:
        return placed.document.id, passage_id(placed.document, placed.section), placed.section.span(placed.statement)

    def _cite(self, placed: Placed) -> Citation:
        key = self._key(placed)
        if key not in self._numbers:
            self._numbers[key] = self._citation(placed, len(self._numbers) + 1)
        return self._numbers[key]

    def _citation(self, placed: Placed, number: int) -> Citation:
        document, _, span = placed.document, placed.section, placed.section.span(placed.statement)
        law = document if isinstance(document, Provision) else None
        period = law.period_on(self._day) if law else Window()
        return Citation(
            number=number,
            id=document.id,
            kind=document.kind,
            passage_id=passage_id(document, placed.section),
            span=span,
            title=document.title,
            quote=placed.statement.text,
            jurisdiction=document.jurisdiction,
            force=law.instrument.force if law else None,
            certainty=placed.statement.certainty or document.certainty,
            status=self._library.status_on(document, self._day),
            applies_from=period.since,
            applies_until=period.until,
            url=_url(document),
            checked_on=document.checked_on,
            checked_against=document.checked_against,
            language=document.language,
            waits_for=tuple(needed.id for needed in self._library.waits_for(document, self._day)),
        )


def _url(document: Document) -> str:
    if isinstance(document, Referral):
        return document.url
    if isinstance(document, Provision):
        return document.official_url or document.instrument.official_url
    return document.official_url
