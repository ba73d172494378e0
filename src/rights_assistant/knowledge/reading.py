"""Which of the notes are hard to read: long sentences, and files above a grade."""

from typing import Final

from rights_assistant.domain.library import SOURCE_LANGUAGE, Library
from rights_assistant.grade import grade
from rights_assistant.knowledge.faults import path_of
from rights_assistant.knowledge.lists import Row, row

LONG: Final = 25
"""Words of a sentence that is still short enough."""
HARD: Final = 10
"""The Flesch-Kincaid grade of a file that is still easy enough."""


def long_sentences(library: Library) -> list[Row]:
    """Every sentence of more than `LONG` words, in any language."""
    found = ((d, s, len(s.text.split())) for d in library for _, s in d.placed())
    return sorted(row(d, s, f'{words} words: "{s.text}"') for d, s, words in found if words > LONG)


def hard_files(library: Library) -> list[Row]:
    """Every English file whose sentences together are above grade `HARD`; short ones have none."""
    rows = []
    for document in library:
        if document.language == SOURCE_LANGUAGE:
            found = grade([statement.text for _, statement in document.placed()])
            if found is not None and found > HARD:
                rows.append(Row(path_of(document), 0, f"grade {found:.1f}"))
    return sorted(rows)
