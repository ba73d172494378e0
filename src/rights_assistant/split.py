"""Cuts documents into passages: text that can be cited, questions it answers, and its names."""

from rights_assistant.domain.document import Document, Guide
from rights_assistant.domain.library import Library
from rights_assistant.domain.passage import Passage, Role
from rights_assistant.domain.statement import Section


def passage_id(document: Document, section: Section) -> str:
    """The id of a section's passage; stable while the document and heading keep their names."""
    return f"{document.id}:{document.language}:{section.slug}"


def split(library: Library) -> list[Passage]:
    """Every passage of a library, document by document, in a fixed order."""
    return [p for _, document in sorted(library.documents.items()) for p in cut(document)]


def cut(document: Document) -> list[Passage]:
    """The passages of one document: its sections, its questions, its names."""
    passages = [_passage(document, Role.TEXT, section.slug, section.text) for section in document.sections]
    asks = (document.question, *document.asks) if isinstance(document, Guide) else document.asks
    passages += [_passage(document, Role.ASK, f"ask-{n}", text) for n, text in enumerate(dict.fromkeys(asks))]
    names = (document.title, *document.also_called)
    passages += [_passage(document, Role.NAME, f"name-{n}", text) for n, text in enumerate(dict.fromkeys(names))]
    if document.topics:
        passages.append(_passage(document, Role.NAME, "topics", ", ".join(document.topics)))
    return passages


def _passage(document: Document, role: Role, slug: str, text: str) -> Passage:
    return Passage(
        f"{document.id}:{document.language}:{slug}",
        document.id,
        document.kind,
        document.jurisdiction,
        document.language,
        role,
        text,
    )
