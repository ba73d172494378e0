"""What a maintainer looks at besides the faults of the notes alone: the lists, and the faults that need a day or a text."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rights_assistant.domain.library import Library
from rights_assistant.knowledge import copies, freshness, glossary, lookup, official, premises, reading, uncited
from rights_assistant.knowledge.alignment import Alignment
from rights_assistant.knowledge.faults import Fault
from rights_assistant.knowledge.lists import Row


@dataclass(frozen=True, slots=True)
class Review:
    """The faults, the rows of each list by its name (nothing where it could not be made), and what was not looked at."""

    faults: list[Fault]
    rows: dict[str, list[Row] | None]
    remarks: list[str]


def review(root: Path, library: Library, asked_on: date, texts: Path | None, aligned: Alignment | None = None) -> Review:
    """The lists of a knowledge folder on a day, with a folder of official texts or without.

    Args:
        texts: a folder of publishers' files, to look for figures in and for copies of their sentences.
        aligned: the notes held against the official texts that were read, where some were.

    Raises:
        KnowledgeError: when the folder of texts does not exist or a file in it is broken.
    """
    terms, faults = glossary.read_glossary(root)
    faults += freshness.from_the_future(freshness.everything(library), asked_on)
    faults += premises.from_the_future(library, asked_on)
    faults += lookup.confirmations(library)
    rows: dict[str, list[Row] | None] = {
        "numbers": None,
        "long": reading.long_sentences(library),
        "hard": reading.hard_files(library),
        "stale": freshness.stale(library, asked_on),
        "uncited": uncited.uncited(library),
        "lacking": None,
        "headings": None,
        "likeness": None,
        "figures": None,
        "terms": glossary.unexplained(library, terms) if terms else None,
    }
    remarks = [] if terms else ["There is no glossary.md: no term was looked for."]
    if texts is None:
        remarks.insert(0, "No official texts: name their folder with --official to look for numbers and copies.")
    else:
        shelf = official.read_shelf(texts, library.instruments.values())
        looked = lookup.look(library, shelf)
        rows["numbers"] = looked.rows
        faults += looked.faults + copies.copies(library, shelf)
        remarks.insert(
            0,
            f"Official texts of {len(shelf.texts)} of {len(library.instruments)} instruments ({len(shelf.skipped)} files skipped): "
            f"{looked.sought} figures looked for, {looked.no_text} not, because a text they may stand in is not at hand.",
        )
    if aligned:
        rows |= aligned.rows
        remarks.append(str(aligned))
    else:
        remarks.append("No official texts were read: fetch them to hold the notes against them (`rights-assistant sources fetch`).")
    return Review(sorted(set(faults)), rows, remarks)
