"""All documents of one knowledge folder, found by id."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from rights_assistant.domain.document import Document, Guide, Instrument, Provision, Referral, Remedy, System
from rights_assistant.domain.premise import Premise
from rights_assistant.domain.standing import Status
from rights_assistant.domain.statement import Ref, Section, Statement

SOURCE_LANGUAGE = "en"
"""The language every document exists in; the one that is cited when no translation is reviewed."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A statement where it stands."""

    document: Document
    section: Section
    statement: Statement


@dataclass(frozen=True)
class Library:
    """The documents by (id, language), the instruments by id, and the beliefs that are not so."""

    documents: dict[tuple[str, str], Document]
    instruments: dict[str, Instrument]
    premises: tuple[Premise, ...] = ()

    def __iter__(self) -> Iterator[Document]:
        return iter(self.documents.values())

    def __contains__(self, id: object) -> bool:
        return (id, SOURCE_LANGUAGE) in self.documents

    def get(self, id: str, language: str = SOURCE_LANGUAGE) -> Document | None:
        """The document in a language, else in the source language, else nothing."""
        return self.documents.get((id, language)) or self.documents.get((id, SOURCE_LANGUAGE))

    def resolve(self, ref: Ref, language: str = SOURCE_LANGUAGE) -> Placed | None:
        """The statement a reference names."""
        document = self.get(ref.id, language)
        found = document.find(ref.label) if document else None
        return Placed(document, *found) if document and found else None

    def reaches(self, placed: "Placed", jurisdictions: Collection[str]) -> bool:
        """Whether everything a statement rests on is the law (or a body, or a system) of these places."""
        cited = [self.get(ref.id) for ref in placed.statement.rests_on] or [placed.document]
        return all(d is not None and d.jurisdiction in jurisdictions for d in cited)

    def remedies(self, ids: Iterable[str]) -> list[Remedy]:
        """The remedies among some ids, in order."""
        return [d for d in map(self.get, ids) if isinstance(d, Remedy)]

    def systems(self, ids: Iterable[str]) -> list[System]:
        """The systems among some ids, in order."""
        return [d for d in map(self.get, ids) if isinstance(d, System)]

    def referrals(self, ids: Iterable[str]) -> list[Referral]:
        """The referrals among some ids, in order."""
        return [d for d in map(self.get, ids) if isinstance(d, Referral)]

    def guides(self) -> list[Guide]:
        """Every guide in the source language."""
        return [d for d in self if isinstance(d, Guide) and d.language == SOURCE_LANGUAGE]

    def status_on(self, document: Document, day: date) -> Status:
        """The status of a document on a day, waiting for what it depends on.

        A provision whose own date has come but that depends on one whose date has not is
        `not_yet`: it has no sure effect before.
        """
        status = document.status_on(day)
        if status is Status.IN_FORCE and self.waits_for(document, day):
            return Status.NOT_YET
        return status

    def waits_for(self, document: Document, day: date) -> list[Provision]:
        """What a provision whose own date has come still needs: those it depends on that are not in force."""
        if not isinstance(document, Provision) or document.status_on(day) is not Status.IN_FORCE:
            return []
        needed = [d for d in map(self.get, document.depends_on) if isinstance(d, Provision)]
        return [d for d in needed if d.status_on(day) is not Status.IN_FORCE]
