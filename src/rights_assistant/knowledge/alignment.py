"""Our notes held against the publishers' wording of the very provisions that they are on."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from rights_assistant.domain.document import Provision
from rights_assistant.domain.jurisdiction import NAMES
from rights_assistant.domain.library import SOURCE_LANGUAGE, Library
from rights_assistant.domain.official import Wording
from rights_assistant.domain.statement import Statement
from rights_assistant.errors import KnowledgeError
from rights_assistant.knowledge.faults import path_of
from rights_assistant.knowledge.figures import day_form, figures_in, forms, seen
from rights_assistant.knowledge.lists import Row, row
from rights_assistant.knowledge.numerals import REFERENCES
from rights_assistant.nearness import stems

LEAST: Final = 20
"""How many of the notes least like their text are listed."""
READ: Final = ("en", "de")
"""The languages whose numbers, units and months are known."""
_ASIDE: Final = frozenset(("What it means for you", "From when"))
"""Sections that say what to do and since when: not what stands in the provision."""
_NUMBER = re.compile(r"\d+[a-z]*(?:\.\w+)*$")


@dataclass(frozen=True, slots=True)
class Alignment:
    """What holding the notes against the texts found.

    Attributes:
        languages: of each provision that has an official text, the languages that it is there in.
        lacking: the provisions without one although their instrument has one, and where each stands.
        headings: notes whose title shares no word with the law's heading.
        likeness: every note that could be compared in meaning, the least like its text first.
        figures: periods, amounts and dates that the text of the provision itself does not have.
        sought: how many of these were looked for.
        without: how many provisions have no text because their instrument has none.
    """

    languages: Mapping[str, tuple[str, ...]]
    lacking: tuple[Row, ...]
    headings: tuple[Row, ...]
    likeness: tuple[tuple[str, float], ...]
    figures: tuple[Row, ...]
    sought: int
    without: int

    @property
    def least(self) -> list[Row]:
        """The notes least like their official text."""
        return [Row(Path("law") / f"{id}.md", 0, f"likeness {alike:.2f}") for id, alike in self.likeness[:LEAST]]

    @property
    def rows(self) -> dict[str, list[Row]]:
        """The lists by their names."""
        lists = {"lacking": self.lacking, "headings": self.headings, "figures": self.figures}
        return {name: list(rows) for name, rows in lists.items()} | {"likeness": self.least}

    def __str__(self) -> str:
        spoken = Counter(language for there in self.languages.values() for language in there)
        said = ", ".join(f"{language} {n}" for language, n in sorted(spoken.items(), key=lambda pair: (-pair[1], pair[0])))
        return (
            f"{len(self.languages)} provisions have an official text ({said}); {len(self.lacking)} have none though their "
            f"instrument has one, {self.without} because it has none. {self.sought} figures looked for in the provision itself."
        )


def align(
    library: Library,
    instruments: Mapping[str, Sequence[str]],
    languages: Callable[[str], tuple[str, ...]],
    wording: Callable[[str, str], Wording | None],
    likeness: Mapping[str, float],
) -> Alignment:
    """Hold every note on a provision against the official texts.

    Args:
        instruments: every instrument of which there is a text.
        languages: those in which there is a wording at an address.
        wording: the wording at an address in a language.
        likeness: how alike in meaning a note and its text are, by the note's id.
    """
    notes = [d for d in library if isinstance(d, Provision) and d.language == SOURCE_LANGUAGE]
    there = {note.id: found for note in notes if (found := languages(note.id))}
    lacking = [note for note in notes if note.id not in there and note.instrument.id in instruments]
    headings: list[Row] = []
    figures: list[Row] = []
    sought = 0
    for note in notes:
        wordings = [w for language in there.get(note.id, ()) if language in READ and (w := wording(note.id, language))]
        headings += _heading(note, wordings)
        claims = list(_claims(note, library)) if wordings else []
        sought += len(claims)
        known = frozenset().union(*(forms(f"{w.words}\n{w.provision.text}") for w in wordings))
        figures += [row(note, st, f'"{said}" is not in the text of {note.id}') for st, form, said in claims if form not in known]
    return Alignment(
        languages=there,
        lacking=tuple(sorted(Row(path_of(note), 0, f"{note.id} is not in the official text") for note in lacking)),
        headings=tuple(sorted(headings)),
        likeness=tuple(sorted(((id, likeness[id]) for id in there if id in likeness), key=lambda pair: (pair[1], pair[0]))),
        figures=tuple(sorted(figures)),
        sought=sought,
        without=len(notes) - len(there) - len(lacking),
    )


def _heading(note: Provision, wordings: Sequence[Wording]) -> Iterator[Row]:
    """A row where the English heading of the law has words, and the title of the note none of them."""
    _, _, ours = note.title.partition(":")
    for official in wordings:
        heading = official.provision.heading
        if (
            official.language == SOURCE_LANGUAGE
            and not official.part
            and stems(heading)
            and not stems(heading) & stems(ours or note.title)
        ):
            yield Row(path_of(note), 0, f'"{ours.strip() or note.title}" shares no word with the heading "{heading}"')


def _claims(note: Provision, library: Library) -> Iterator[tuple[Statement, str, str]]:
    """The periods, amounts and dates of statements that rest on nothing but the provision, with their forms.

    Days from which something applies are left out: they stand at the end of a law, or in the law that changed it.
    """
    number = _NUMBER.search(note.id)
    names = [law.short_title.partition(" (")[0] for law in library.instruments.values() if law.id != note.instrument.id]
    settled = {figure.form for c in note.confirmed for figure in seen(c.value)}
    windows = [a.window for a in note.applies] + [st.window for _, st in note.placed()]
    settled |= {day_form(day) for window in windows for day in (window.since, window.until) if day}
    for section, statement in note.placed():
        references = {f.split()[-1] for f in figures_in(statement.text) if f.split()[0] in REFERENCES.values()}
        elsewhere = (
            statement.rests_on or references - {number[0] if number else ""} or any(name in statement.text for name in names)
        )
        if elsewhere or section.heading in _ASIDE:
            continue
        for figure in seen(statement.text):
            if _told(figure.form) and figure.form not in settled:
                yield statement, figure.form, figure.words


def _told(form: str) -> bool:
    """Whether a figure is a period or an amount with its unit, or a date; not a bare number or a reference."""
    return (" " in form and form.split()[0] not in REFERENCES.values()) or re.fullmatch(r"\d{4}-\d\d(?:-\d\d)?", form) is not None


def summary(found: Alignment, library: Library) -> str:
    """What docs/knowledge.md says of it, as JSON: counts and ids, no word of a law."""
    notes = [d for d in library if isinstance(d, Provision) and d.language == SOURCE_LANGUAGE]
    by_id = {str(path_of(note)): note.id for note in notes}
    places = {}
    for place in NAMES:
        ours = [note for note in notes if note.jurisdiction == place]
        spoken = Counter(language for note in ours for language in found.languages.get(note.id, ()))
        there = sum(note.id in found.languages for note in ours)
        places[place] = {"notes": len(ours), "there": there, "languages": dict(sorted(spoken.items()))}
    value = {
        "places": places,
        "lacking": [by_id[str(r.path)] for r in found.lacking],
        "headings": [by_id[str(r.path)] for r in found.headings],
        "figures": {"sought": found.sought, "not_there": len(found.figures)},
        "compared": len(found.likeness),
        "least": [[id, round(alike, 2)] for id, alike in found.likeness[:LEAST]],
    }
    return json.dumps(value, indent=1) + "\n"


def read_summary(path: Path) -> dict[str, Any]:
    """The kept summary.

    Raises:
        KnowledgeError: when it cannot be read.
    """
    try:
        value = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        again = f"Write it anew: `rights-assistant knowledge check --alignment {path.name}`."
        raise KnowledgeError(f"{path} cannot be read: {error}.", again) from error
    return dict(value)
