"""The place in the official texts that each statement of our notes rests on, worked out and kept beside the texts.

All of it is worked out anew when a note, a text, the embedding model or the rules changed; what was embedded before is kept.
"""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from rights_assistant.adapters.reading import write_relied
from rights_assistant.adapters.texts import NAME, Texts, opened
from rights_assistant.domain.document import Provision
from rights_assistant.domain.library import Library
from rights_assistant.domain.official import Wording
from rights_assistant.errors import OfficialError
from rights_assistant.placing import COMPARED, THRESHOLD, Claim, Ground, Place, claim_of, ground, place
from rights_assistant.ports import Embedder, Progress

RULES: Final = 1
"""The version of the rules of `placing`: with another one all places are worked out anew."""
SAYS: Final = "What it says"
"""The heading of a note whose statements are held against its whole text."""
_BATCH: Final = 64
_TABLES: Final = """
CREATE TABLE IF NOT EXISTS vectors (of TEXT PRIMARY KEY, vector BLOB);
CREATE TABLE IF NOT EXISTS alike (provision TEXT PRIMARY KEY, likeness REAL);
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value TEXT);
"""

Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Relied:
    """How many statements of how many notes were placed, of how many of them the place is told, how many texts were embedded.

    Attributes:
        anew: whether anything was worked out; where nothing changed, the counts are those of the last time.
    """

    notes: int
    statements: int
    told: int
    embedded: int
    anew: bool

    def __str__(self) -> str:
        how = f"{self.embedded} texts embedded" if self.anew else "nothing changed"
        return (
            f"{self.notes} notes are on a provision that was read; of their {self.statements} statements "
            f"{self.told} have a sure place in it ({how})."
        )


@dataclass(frozen=True, slots=True)
class Placed:
    """A note on a provision that has an official text, and where its statements stand in that.

    Attributes:
        places: the most likely place of each statement, in order, whether it is sure enough to be told or not.
        likeness: how alike the note and the text are in meaning; nothing where there is no English text.
    """

    note: Provision
    places: tuple[tuple[str, Place], ...]
    likeness: float | None


def bring_up_to_date(folder: Path, library: Library, embedder: Embedder, progress: Progress) -> Relied:
    """Place every statement anew where anything changed, and keep the places.

    Args:
        folder: `<data>/official`.

    Raises:
        OfficialError: when the file of the texts is damaged or cannot be written.
        ModelUnavailable: when something is to be embedded and the model is missing.
    """
    if not (folder / NAME).is_file():
        return Relied(0, 0, 0, 0, anew=False)
    try:
        with closing(opened(folder / NAME, write=True)) as base:
            base.executescript(_TABLES)
            made_of = _made_of(base, library, embedder)
            state = dict(base.execute("SELECT name, value FROM state").fetchall())
            if state.get("made_of") == made_of:
                return Relied(int(state["notes"]), int(state["statements"]), int(state["told"]), 0, anew=False)
            with closing(Texts(folder)) as texts:
                vectors = Vectors(embedder, folder)
                found = list(placed(library, texts, vectors, progress))
            told = {(p.note.id, said): at.address for p in found for said, at in p.places if at.address and at.sure >= THRESHOLD}
            write_relied(folder, told)
            statements = sum(len(p.places) for p in found)
            _keep(base, found, vectors, {"made_of": made_of, "notes": len(found), "statements": statements, "told": len(told)})
            return Relied(len(found), statements, len(told), vectors.embedded, anew=True)
    except sqlite3.OperationalError as error:
        raise OfficialError(
            f"{folder / NAME} cannot be written: {error}.", "Choose a folder you can write to, or wait for the other reading."
        ) from error


def placed(library: Library, texts: Texts, vectors: "Vectors", progress: Progress, only: Iterable[str] = ()) -> Iterator[Placed]:
    """Every note whose provision has an official text, with its statements placed.

    Args:
        only: ids of notes; all where none is named.
    """
    chosen = frozenset(only)
    notes = [d for d in library if isinstance(d, Provision) and d.language == COMPARED and (not chosen or d.id in chosen)]
    there = [(note, wording) for note in notes if (wording := _wording(note, texts))]
    jobs = [(note, wording, ground(note, wording)) for note, wording in there]
    vectors.prepare((text for job in jobs for text in _to_embed(*job)), progress)
    for note, wording, on in jobs:
        yield _placed(note, wording, on, vectors)


def likeness(folder: Path) -> dict[str, float]:
    """How alike each note and its official text are, as it was last worked out; nothing where it never was."""
    return {str(id): float(alike) for id, alike in _rows(folder, "alike", "SELECT provision, likeness FROM alike")}


def _rows(folder: Path, table: str, sql: str) -> list[tuple[Any, ...]]:
    """The rows of one of our tables; none where it was never made."""
    if not (folder / NAME).is_file():
        return []
    with closing(opened(folder / NAME)) as base:
        there = base.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        return [tuple(row) for row in base.execute(sql)] if there else []


class Vectors:
    """The vectors of texts: those that were kept, and new ones for the rest.

    Args:
        folder: `<data>/official`, in whose file the kept ones are.
    """

    def __init__(self, embedder: Embedder, folder: Path) -> None:
        self._embedder = embedder
        self._name = embedder.name
        self._folder = folder
        self._vectors: dict[str, Vector] = {}
        self.embedded = 0

    def prepare(self, texts: Iterable[str], progress: Progress) -> None:
        """Have the vectors of some texts ready: kept ones first."""
        wanted = {self._key(text): text for text in texts}
        kept = _rows(self._folder, "vectors", "SELECT of, vector FROM vectors")
        self._vectors = {of: np.frombuffer(vector, dtype=np.float32) for of, vector in kept if of in wanted}
        # Short and long texts apart: a batch costs as much as its longest text.
        new = sorted(wanted.keys() - self._vectors.keys(), key=lambda key: (len(wanted[key]), key))
        starts = range(0, len(new), _BATCH)
        for start in progress(starts, "Placing our notes in the official texts", len(starts)):
            batch = new[start : start + _BATCH]
            vectors = self._embedder.embed([wanted[key] for key in batch])
            self._vectors |= {key: np.asarray(v, dtype=np.float32) for key, v in zip(batch, vectors, strict=True)}
        self.embedded = len(new)

    def likeness(self, text: str, others: Sequence[str]) -> list[float]:
        """The cosines of a text and some others, all of them prepared."""
        if not others:
            return []
        rows = np.stack([self._vectors[self._key(other)] for other in others])
        return [float(x) for x in rows @ self._vectors[self._key(text)]]

    def rows(self) -> list[tuple[str, bytes]]:
        """All that was prepared, as it is kept."""
        return [(key, vector.tobytes()) for key, vector in sorted(self._vectors.items())]

    def _key(self, text: str) -> str:
        return hashlib.sha256(f"{self._name}\n{text}".encode()).hexdigest()[:32]


def _wording(note: Provision, texts: Texts) -> Wording | None:
    languages = texts.languages(note.id)
    language = COMPARED if COMPARED in languages else next(iter(languages), "")
    return texts.wording(note.id, language) if language else None


def _claims(note: Provision) -> list[Claim]:
    return [claim_of(section, statement) for section, statement in note.placed()]


def _compared(wording: Wording, on: Ground) -> tuple[str, ...]:
    """What a note is held against: the places of its text, or the whole where it has none."""
    return on.texts or (" ".join(wording.words.split()),)


def _to_embed(note: Provision, wording: Wording, on: Ground) -> list[str]:
    if not on.english:
        return []
    return [*_compared(wording, on), *map(on.asked, _claims(note))]


def _placed(note: Provision, wording: Wording, on: Ground, vectors: Vectors) -> Placed:
    places, nearest = [], []
    for (section, statement), claim in zip(note.placed(), _claims(note), strict=True):
        near = vectors.likeness(on.asked(claim), _compared(wording, on)) if on.english else []
        places.append((statement.text, place(claim, on, near if on.spots else ())))
        if near and section.heading == SAYS:
            nearest.append(max(near))
    return Placed(note, tuple(places), sum(nearest) / len(nearest) if nearest else None)


def _made_of(base: sqlite3.Connection, library: Library, embedder: Embedder) -> str:
    """What the places are made of: with any of it changed, they are worked out anew."""
    digest = hashlib.sha256(f"{RULES}\n{THRESHOLD}\n{embedder.name}\n".encode())
    for path, made_of in base.execute("SELECT path, made_of FROM files ORDER BY path"):
        digest.update(f"{path}\x1f{made_of}\x1e".encode())
    for note in sorted((d for d in library if isinstance(d, Provision)), key=lambda d: (d.id, d.language)):
        digest.update(f"{note.id}\x1f{note.language}\x1f{note.instrument.title}\x1f{note.instrument.short_title}\x1e".encode())
        for section, statement in note.placed():
            digest.update(f"{section.heading}\x1f{statement.text}\x1e".encode())
    return digest.hexdigest()


def _keep(base: sqlite3.Connection, found: Sequence[Placed], vectors: Vectors, state: Mapping[str, object]) -> None:
    """Keep vectors and likenesses, and last what they are made of."""
    with base:
        base.execute("BEGIN IMMEDIATE")
        base.execute("DELETE FROM vectors")
        base.executemany("INSERT INTO vectors VALUES (?, ?)", vectors.rows())
        base.execute("DELETE FROM alike")
        alike = [(p.note.id, p.likeness) for p in found if p.likeness is not None]
        base.executemany("INSERT INTO alike VALUES (?, ?)", alike)
        base.execute("DELETE FROM state")
        base.executemany("INSERT INTO state VALUES (?, ?)", [(name, str(value)) for name, value in state.items()])
