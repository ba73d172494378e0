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

from filelock import FileLock, Timeout

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
    """Bring the file up to date with the shelf: only what is new or changed is read. A damaged file is made anew.

    Args:
        anew: read everything, whatever is there.

    Raises:
        OfficialError: when it cannot be written, or another reading is running.
    """
    path = folder / NAME
    files = list(_files(shelf, sources))
    if not files and not path.exists():
        return Read(0, 0, 0, ())
    with _alone(folder):
        try:
            return _bring_up(path, shelf, files, progress, anew=anew)
        except (OfficialError, sqlite3.Error) as error:
            if not _is_damage(error):
                raise _unwritable(path, error) from error
        for name in (path.name, f"{path.name}-journal"):  # a journal left alone would be played back into the new file
            path.with_name(name).unlink(missing_ok=True)
        try:
            return _bring_up(path, shelf, files, progress, anew=anew)
        except (OfficialError, sqlite3.Error) as error:
            raise _unwritable(path, error) from error


def write_relied(folder: Path, places: Mapping[tuple[str, str], str]) -> None:
    """Keep which place in a provision each statement of its note rests on, in the stead of what was kept before.

    Args:
        places: an address for a provision and a statement.

    Raises:
        OfficialError: when the file is damaged or cannot be written, or a reading is running.
    """
    path = folder / NAME
    rows = [(provision, said_of(statement), address) for (provision, statement), address in sorted(places.items())]
    with _alone(folder):
        try:
            with closing(opened(path, write=True)) as base, _whole(base):
                base.execute("DELETE FROM relied")
                base.executemany("INSERT INTO relied VALUES (?, ?, ?)", rows)
        except sqlite3.Error as error:
            raise _unwritable(path, error) from error


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    lock = FileLock(folder / "read.lock", timeout=0)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise OfficialError(f"Another reading is running in {folder}.", "Wait for it to end, then try again.") from error
    except OSError as error:
        raise _unwritable(folder / NAME, error) from error
    try:
        yield
    except OSError as error:
        raise _unwritable(folder / NAME, error) from error
    finally:
        lock.release()


def _is_damage(error: Exception) -> bool:
    """Whether what is there is no file of ours any more, rather than a disk that is full or a folder that is closed."""
    cause = error if isinstance(error, sqlite3.Error) else error.__cause__
    if cause is None:  # another version's
        return True
    return getattr(cause, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)


def _unwritable(path: Path, error: Exception) -> OfficialError:
    why = error.strerror if isinstance(error, OSError) else (error.__cause__ or error)
    return OfficialError(
        f"{path} cannot be written: {why}.", "Choose a folder you can write to: set RIGHTS_ASSISTANT_DATA or --data."
    )


def _bring_up(path: Path, shelf: Shelf, files: list["_Lying"], progress: Progress, *, anew: bool) -> Read:
    with closing(opened(path, write=True)) as base:
        there = {row["path"]: row["made_of"] for row in base.execute("SELECT path, made_of FROM files")}
        gone = there.keys() - {str(f.file.path) for f in files}
        for old in gone:
            with _whole(base):
                _drop(base, old)
        fresh = [f for f in files if anew or there.get(str(f.file.path)) != f.made_of]
        failed = [why for f in progress(fresh, "Reading official texts", len(fresh)) if (why := _read(base, shelf, f))]
        return Read(len(fresh) - len(failed), len(files) - len(fresh), len(gone), tuple(failed))


@dataclass(frozen=True, slots=True)
class _Lying:
    """A file that lies on the shelf, with what is said of it; its rank is its place among the files of its source."""

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
        present = [(edition, file) for edition in source.editions if not edition.outdated for file in edition.files]
        for rank, (edition, file) in enumerate(present):
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
        if base.in_transaction:  # a full disk has ended it already
            base.execute("ROLLBACK")
        raise
    base.execute("COMMIT")
