"""Cuts documents into passages: text that can be cited, questions it answers, and its names."""

from typing import Final

from rights_assistant.domain.document import Document, Guide
from rights_assistant.domain.library import Library
from rights_assistant.domain.passage import Passage, Role
from rights_assistant.domain.statement import Section

LONGEST_STRETCH: Final = 900
"""Characters of a stretch of an official text: about what the packaged model reads before it stops (256 word pieces)."""


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


def stretches(text: str, longest: int = LONGEST_STRETCH) -> list[tuple[int, int]]:
    """Where to cut the text of an official provision: whole lines together, as many as stay within a length; [start, end).

    A line that is longer stands alone. Only the joints between lines are left out.
    """
    spans: list[tuple[int, int]] = []
    at = 0
    for line in text.split("\n"):
        end = at + len(line)
        if spans and end - spans[-1][0] <= longest:
            spans[-1] = (spans[-1][0], end)
        elif line:
            spans.append((at, end))
        at = end + 1
    return spans


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
