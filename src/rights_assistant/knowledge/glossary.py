"""`knowledge/glossary.md`: what legal terms mean, and which files use one without a word on that."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rights_assistant.domain.document import Document, Kind
from rights_assistant.domain.library import SOURCE_LANGUAGE, Library
from rights_assistant.knowledge.faults import Fault, Faults
from rights_assistant.knowledge.lists import Row, row

FILE: Final = Path("glossary.md")
_FOUND_AS: Final = "Found as: "
_BOLD = re.compile(r"\*\*([^*]+)\*\*")
_EXPLAINED: Final = frozenset({Kind.NOTE, Kind.GUIDE, Kind.REMEDY, Kind.SYSTEM})


@dataclass(frozen=True, slots=True)
class Term:
    """A term, the forms in which it is looked for, what it means, and the words of which one shows that it is explained."""

    name: str
    forms: tuple[str, ...]
    meaning: str
    shown_by: tuple[str, ...]

    @property
    def pattern(self) -> re.Pattern[str]:
        """Finds a use: whole words, in the case of the glossary, or with a capital at the start."""
        forms = (f"[{f[0].lower()}{f[0].upper()}]{re.escape(f[1:])}" for f in self.forms)
        return re.compile(rf"(?<![\w-])(?:{'|'.join(forms)})(?!\w)")

    @property
    def explanation(self) -> re.Pattern[str]:
        """Finds a word that explains the term; it may have an ending."""
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, self.shown_by))})", re.IGNORECASE)


def read_glossary(root: Path) -> tuple[list[Term], list[Fault]]:
    """The terms of a knowledge folder, none when it has no glossary, and what is wrong with the file."""
    faults = Faults(FILE)
    if not (root / FILE).exists():
        return [], []
    try:
        lines = (root / FILE).read_text("utf-8").splitlines()
    except UnicodeDecodeError as error:
        faults.add("is not UTF-8 text.", f"Save it as UTF-8; the first bad byte is number {error.start}.")
        return [], faults.found
    terms: dict[str, Term] = {}
    for number, name, body in _entries(lines):
        found_as = [line.removeprefix(_FOUND_AS) for line in body if line.startswith(_FOUND_AS)]
        meaning = " ".join(line for line in body if not line.startswith(_FOUND_AS))
        forms = tuple(form.strip() for form in (found_as[0] if found_as else name).split(",") if form.strip())
        shown_by = tuple(_BOLD.findall(meaning))
        if not name or name in terms:
            faults.add(f"has the term {name!r} twice." if name else "has a heading without a term.", "Keep one.", line=number)
        elif not shown_by or not forms:
            faults.add(f"does not explain {name!r}.", "Say what it means, with the words that show it in **bold**.", line=number)
        else:
            terms[name] = Term(name, forms, meaning.replace("**", ""), shown_by)
    return list(terms.values()), faults.found


def _entries(lines: Sequence[str]) -> Iterator[tuple[int, str, list[str]]]:
    """Each heading with its line and the lines under it."""
    starts = [n for n, line in enumerate(lines) if line.startswith("## ")]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield start + 1, lines[start].removeprefix("## ").strip(), [line.strip() for line in lines[start + 1 : end] if line.strip()]


def unexplained(library: Library, terms: Sequence[Term]) -> list[Row]:
    """The first use of each term in each English file, where neither that sentence nor one beside it explains the term."""
    rows: list[Row] = []
    looked_for = [(term, term.pattern, term.explanation) for term in terms]
    for document in library:
        if document.language == SOURCE_LANGUAGE and document.kind in _EXPLAINED:
            rows += _of(document, looked_for)
    return sorted(rows)


def _of(document: Document, terms: Sequence[tuple[Term, re.Pattern[str], re.Pattern[str]]]) -> Iterator[Row]:
    statements = [statement for _, statement in document.placed()]
    for term, pattern, explanation in terms:
        first = next((n for n, s in enumerate(statements) if pattern.search(s.text)), None)
        if first is None:
            continue
        around = " ".join(s.text for s in statements[max(0, first - 1) : first + 2])
        # A word of the term itself explains nothing: "risk" in "risk indicator".
        if not explanation.search(pattern.sub(" ", around)):
            yield row(document, statements[first], f'"{term.name}": {term.meaning}')
