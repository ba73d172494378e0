"""What nothing leads to: law, systems, remedies and referrals that no other file cites or names."""

from collections.abc import Iterator

from rights_assistant.domain.document import Document, Guide, Provision, Remedy
from rights_assistant.domain.library import SOURCE_LANGUAGE, Library
from rights_assistant.knowledge.faults import path_of
from rights_assistant.knowledge.lists import Row


def uncited(library: Library) -> list[Row]:
    """Every document but guides that no other document cites, names, depends on or counts a deadline by."""
    named = {id for document in library for id in _named(document) if id != document.id}
    return sorted(
        Row(path_of(d), 0, f"nothing cites or names {d.id}")
        for d in library
        if d.language == SOURCE_LANGUAGE and not isinstance(d, Guide) and d.id not in named
    )


def _named(document: Document) -> Iterator[str]:
    for _, statement in document.placed():
        yield from (ref.id for ref in statement.rests_on)
    if isinstance(document, Guide):
        yield from (*document.remedies, *document.systems, *document.referrals)
    if isinstance(document, Provision):
        yield from document.depends_on
    if isinstance(document, Remedy):
        yield from (limit.source.id for limit in document.time_limits if limit.source)
