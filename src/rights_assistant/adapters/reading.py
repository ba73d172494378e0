"""The shelf of official texts read into the file of `texts`: only what is new or changed.

Each file of the shelf enters and leaves in one step, so a reading that dies leaves all others whole.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from rights_assistant.adapters.shelf import Shelf
from rights_assistant.adapters.texts import FORMAT, NAME, opened, said_of
from rights_assistant.domain.official import OfficialText
from rights_assistant.domain.sources import Edition, File, Kept, Source
from rights_assistant.errors import OfficialError
from rights_assistant.ports import Progress


@dataclass(frozen=True, slots=True)
class Read:
    """How many files of the shelf were read, were the same, are gone; and why some could not be read."""

    read: int
    same: int
    gone: int
    failed: tuple[str, ...]


def read_shelf(folder: Path, shelf: Shelf, sources: Iterable[Source], progress: Progress, *, anew: bool = False) -> Read:
    """Bring the file up to date with the shelf: only what is new or changed is read.

    Args:
        anew: read everything, whatever is there.

    Raises:
        OfficialError: when it cannot be written, or another reading is running.
    """
    path = folder / NAME
    files = list(_files(shelf, sources))
    if not files and not path.exists():
        return Read(0, 0, 0, ())
    if anew:
        path.unlink(missing_ok=True)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with closing(opened(path, write=True)) as base:
            there = {row["path"]: row["made_of"] for row in base.execute("SELECT path, made_of FROM files")}
            gone = there.keys() - {str(f.file.path) for f in files}
            for old in gone:
                with _whole(base):
                    _drop(base, old)
            fresh = [f for f in files if there.get(str(f.file.path)) != f.made_of]
            failed = [why for f in progress(fresh, "Reading official texts", len(fresh)) if (why := _read(base, shelf, f))]
            return Read(len(fresh) - len(failed), len(files) - len(fresh), len(gone), tuple(failed))
    except sqlite3.OperationalError as error:
        raise OfficialError(
            f"{path} cannot be written: {error}.", "Choose a folder you can write to, or wait for the other reading."
        ) from error
    except OSError as error:
        raise OfficialError(f"{path} cannot be written: {error.strerror or error}.", "Choose a folder you can write to.") from error


def write_relied(folder: Path, places: Mapping[tuple[str, str], str]) -> None:
    """Keep which place in a provision each statement of its note rests on, in the stead of what was kept before.

    Args:
        places: an address for a provision and a statement.
    """
    with closing(opened(folder / NAME, write=True)) as base, _whole(base):
        base.execute("DELETE FROM relied")
        rows = [(provision, said_of(statement), address) for (provision, statement), address in sorted(places.items())]
        base.executemany("INSERT INTO relied VALUES (?, ?, ?)", rows)


@dataclass(frozen=True, slots=True)
class _Lying:
    """A file that lies on the shelf, with what is said of it."""

    file: File
    edition: Edition
    source: Source
    rank: int
    kept: Kept

    @property
    def made_of(self) -> str:
        """What its rows are made of: other bytes, another way to read them or another place in the list make them anew."""
        units, note, publisher = sorted(self.edition.units), self.edition.note, self.source.publisher
        told = (FORMAT, self.kept.sha256, repr(self.file.publication), units, note, publisher, self.rank)
        return hashlib.sha256(repr(told).encode()).hexdigest()


def _files(shelf: Shelf, sources: Iterable[Source]) -> Iterator[_Lying]:
    for source in sources:
        for rank, edition in enumerate(source.editions):
            for file in edition.files if not edition.outdated else ():
                if kept := shelf.kept(file):
                    yield _Lying(file, edition, source, rank, kept)


def _read(base: sqlite3.Connection, shelf: Shelf, lying: _Lying) -> str:
    """Put a file in; what is wrong with it, where it cannot be read: then what was read of it before stays."""
    file, kept = lying.file, lying.kept
    try:
        text = shelf.text(file)
    except OfficialError as error:
        return str(error)
    if text is None:
        return ""
    with _whole(base):
        _drop(base, str(file.path))
        base.execute(
            "INSERT INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                str(file.path), file.publication.instrument, file.publication.language, text.title, lying.source.publisher,
                text.as_of.isoformat() if text.as_of else None, kept.sha256, lying.made_of,
                kept.address or file.address, kept.fetched_on.isoformat(), lying.edition.note, lying.rank,
            ),
        )  # fmt: skip
        _fill(base, str(file.path), lying.edition, text)
    return ""


def _fill(base: sqlite3.Connection, path: str, edition: Edition, text: OfficialText) -> None:
    for place, p in enumerate(text.provisions):
        if not edition.gives(p.unit):
            continue
        parts = json.dumps([[part.id, part.label, part.start, part.end] for part in p.parts], ensure_ascii=False)
        row = (p.id, path, place, p.unit.value, p.label, p.heading, p.text, parts, json.dumps(p.under, ensure_ascii=False))
        number = base.execute("INSERT INTO provisions VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row).lastrowid
        base.executemany("INSERT INTO parts VALUES (?, ?)", [(part.id, number) for part in p.parts])
        base.execute("INSERT INTO words (rowid, label, heading, text) VALUES (?, ?, ?, ?)", (number, p.label, p.heading, p.text))


def _drop(base: sqlite3.Connection, path: str) -> None:
    rows = base.execute("SELECT number, label, heading, text FROM provisions WHERE path = ?", (path,)).fetchall()
    base.executemany("INSERT INTO words (words, rowid, label, heading, text) VALUES ('delete', ?, ?, ?, ?)", map(tuple, rows))
    numbers = [(row["number"],) for row in rows]
    base.executemany("DELETE FROM parts WHERE number = ?", numbers)
    base.execute("DELETE FROM provisions WHERE path = ?", (path,))
    base.execute("DELETE FROM files WHERE path = ?", (path,))


@contextmanager
def _whole(base: sqlite3.Connection) -> Iterator[None]:
    """All of what is done inside, or nothing."""
    base.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        base.execute("ROLLBACK")
        raise
    base.execute("COMMIT")
