"""The official texts, read and kept in one SQLite file: provisions by address and language, and a search by words.

What is on the shelf is the truth; `reading` makes this file from it, and can make it anew.
"""

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Any, Final

import regex

from rights_assistant.domain.official import Entry, OfficialProvision, Part, Unit, Wording
from rights_assistant.errors import OfficialError

NAME: Final = "texts.sqlite3"
FORMAT: Final = 1
_AGAIN: Final = "Run `rights-assistant sources read --anew` to make it anew."
_MOST: Final = 50
_K: Final = 60

Nearest = Callable[[str, str, int], Sequence[str]]
"""Finds provisions by meaning: for a text, a language and how many at most, their ids, best first."""

_TABLES: Final = """
CREATE TABLE files (
    path TEXT PRIMARY KEY, instrument TEXT, language TEXT, title TEXT, publisher TEXT, as_of TEXT, sha256 TEXT, made_of TEXT,
    address TEXT, fetched_on TEXT, note TEXT, rank INTEGER
);
CREATE TABLE provisions (
    number INTEGER PRIMARY KEY, id TEXT, path TEXT, place INTEGER, unit TEXT, label TEXT, heading TEXT, text TEXT, parts TEXT,
    under TEXT
);
CREATE INDEX by_id ON provisions (id);
CREATE INDEX by_path ON provisions (path);
CREATE TABLE parts (address TEXT, number INTEGER);
CREATE INDEX by_address ON parts (address);
CREATE INDEX by_number ON parts (number);
CREATE TABLE relied (provision TEXT, said TEXT, address TEXT, PRIMARY KEY (provision, said));
CREATE VIRTUAL TABLE words USING fts5 (
    label, heading, text, content='provisions', content_rowid='number', tokenize='unicode61 remove_diacritics 2'
);
"""
_WORDING: Final = """
SELECT p.*, f.language, f.title, f.publisher, f.as_of, f.sha256, f.path, f.address, f.fetched_on, f.note
FROM provisions p JOIN files f ON f.path = p.path
"""


class Texts:
    """The official texts that were read. Opening a file that does not exist gives none.

    Args:
        folder: `<data>/official`.

    Raises:
        OfficialError: when the file is damaged, was made by another version, or cannot be opened.
    """

    def __init__(self, folder: Path, nearest: Nearest | None = None) -> None:
        self._nearest = nearest
        self.path = folder / NAME
        self._lock = Lock()
        self._base = opened(self.path) if self.path.is_file() else None

    def close(self) -> None:
        """Let go of the file."""
        if self._base:
            self._base.close()

    def languages(self, address: str) -> tuple[str, ...]:
        """The languages in which there is a wording at an address, as their list has them."""
        joined = "SELECT f.language FROM provisions p JOIN files f ON f.path = p.path"
        rows = self._rows(f"{joined} WHERE p.number IN ({_AT}) ORDER BY f.rank, f.path", (address, address))
        return tuple(dict.fromkeys(str(row[0]) for row in rows))

    def wording(self, address: str, language: str) -> Wording | None:
        """The publisher's wording at an address; nothing where it was not fetched in this language."""
        sql = f"{_WORDING} WHERE p.number IN ({_AT}) AND f.language = ? ORDER BY f.rank LIMIT 1"
        row = next(iter(self._rows(sql, (address, address, language))), None)
        with self._sound():
            return _wording(row, address) if row else None

    def relied_on(self, provision: str, statement: str) -> str:
        """The address of the place in a provision that a statement of its note rests on; empty where that is not sure."""
        rows = self._rows("SELECT address FROM relied WHERE provision = ? AND said = ?", (provision, said_of(statement)))
        return next((str(row[0]) for row in rows), "")

    def contents(self, instrument: str, language: str) -> list[Entry]:
        """An instrument's table of contents in one language, in the order of its files, each provision once."""
        sql = """SELECT p.id, p.unit, p.label, p.heading, p.under FROM provisions p JOIN files f ON f.path = p.path
            WHERE f.instrument = ? AND f.language = ? ORDER BY f.rank, f.path, p.place"""
        entries: dict[str, Entry] = {}
        with self._sound():
            for id, unit, label, heading, under in self._rows(sql, (instrument, language)):
                entries.setdefault(id, Entry(id, Unit(unit), label, heading, tuple(json.loads(under))))
        return list(entries.values())

    def instruments(self) -> dict[str, tuple[str, ...]]:
        """Every instrument of which there is a text, with its languages."""
        found: dict[str, dict[str, None]] = {}
        for instrument, language in self._rows("SELECT instrument, language FROM files ORDER BY instrument, rank, path", ()):
            found.setdefault(instrument, {})[language] = None
        return {instrument: tuple(languages) for instrument, languages in found.items()}

    def sizes(self) -> dict[str, dict[Unit, int]]:
        """How many provisions of each kind every instrument has, in all its languages together."""
        sql = """SELECT f.instrument, p.unit, count(DISTINCT p.id) FROM provisions p JOIN files f ON f.path = p.path
            GROUP BY f.instrument, p.unit ORDER BY f.instrument, min(p.place)"""
        found: dict[str, dict[Unit, int]] = {}
        for instrument, unit, number in self._rows(sql, ()):
            found.setdefault(instrument, {})[Unit(unit)] = number
        return found

    def made_of(self) -> dict[str, str]:
        """Every file that was read, by its path, with a sign that changes when its provisions may have."""
        return {str(row[0]): str(row[1]) for row in self._rows("SELECT path, made_of FROM files ORDER BY path", ())}

    def language_of(self, path: str) -> str:
        """The language of a file that was read."""
        return next((str(row[0]) for row in self._rows("SELECT language FROM files WHERE path = ?", (path,))), "")

    def provisions_of(self, path: str) -> list[OfficialProvision]:
        """The provisions taken from one file, in its order."""
        rows = self._rows(f"{_WORDING} WHERE p.path = ? ORDER BY p.place", (path,))
        return [_wording(row, row["id"]).provision for row in rows]

    def search(self, text: str, language: str, instruments: Sequence[str] = (), limit: int = _MOST) -> list[Wording]:
        """The provisions in a language that have most of some words or are nearest to them in meaning, best first.

        The two lists are fused by reciprocal rank (Cormack, Clarke and Buettcher, SIGIR 2009); by words alone where nothing
        was indexed by meaning.

        Args:
            instruments: only these; all where none is named.
        """
        found = {w.provision.id: w for w in self._by_words(text, language, instruments, limit)}
        score = {id: 1 / (_K + n) for n, id in enumerate(found, 1)}
        for n, id in enumerate(self._nearest(text, language, limit) if self._nearest and found else (), 1):
            if (
                id not in found
                and (not instruments or id.rpartition("/")[0] in instruments)
                and (near := self.wording(id, language))
            ):
                found[id] = near
            if id in found:
                score[id] = score.get(id, 0.0) + 1 / (_K + n)
        return [found[id] for id in sorted(score, key=lambda id: -score[id])][:limit]

    def _by_words(self, text: str, language: str, instruments: Sequence[str], limit: int) -> list[Wording]:
        """The provisions that have the most of some words, best first (BM25 of SQLite's FTS5)."""
        asked = " OR ".join(f'"{word}"' for word in dict.fromkeys(regex.findall(r"[\p{L}\p{M}\p{N}]+", text)))
        if not asked:
            return []
        only = f"AND f.instrument IN ({', '.join('?' * len(instruments))})" if instruments else ""
        sql = f"""{_WORDING} JOIN words ON words.rowid = p.number WHERE words MATCH ? AND f.language = ? {only}
            ORDER BY bm25(words, 2.0, 4.0, 1.0), p.number LIMIT ?"""
        rows = self._rows(sql, (asked, language, *instruments, limit))
        with self._sound():
            return [_wording(row, row["id"]) for row in rows]

    def provisions(self, instrument: str, language: str) -> Iterator[OfficialProvision]:
        """Every provision of an instrument in a language, each once, from its preferred edition."""
        for entry in self.contents(instrument, language):
            if wording := self.wording(entry.id, language):
                yield wording.provision

    @contextmanager
    def _sound(self) -> Iterator[None]:
        """Rows that SQLite can read and that are none of ours are damage too."""
        try:
            yield
        except (ValueError, TypeError) as error:
            raise unreadable(self.path, error) from error

    def _rows(self, sql: str, values: Sequence[object]) -> list[Any]:
        if self._base is None:
            return []
        try:
            with self._lock:
                return self._base.execute(sql, values).fetchall()
        except UnicodeEncodeError:  # half a letter, from a command line: nothing stands at such an address
            return []
        except sqlite3.Error as error:
            raise unreadable(self.path, error) from error


_AT: Final = "SELECT number FROM provisions WHERE id = ? UNION SELECT number FROM parts WHERE address = ?"


def said_of(statement: str) -> str:
    """What stands for a statement in the table of the places relied on."""
    return hashlib.sha256(statement.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def opened(path: Path, *, write: bool = False) -> sqlite3.Connection:
    """The file, to read or to write; made where it does not exist and is to be written.

    Raises:
        OfficialError: when it is damaged, was made by another version, or cannot be opened.
    """
    # Also to read it, it is opened for writing where that is allowed: what a killed reading left half done is taken back.
    mode = "rwc" if write else "rw"
    try:
        with ExitStack() as closing_on_error:
            base = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode={mode}", uri=True, isolation_level=None, check_same_thread=False
            )
            closing_on_error.callback(base.close)
            base.row_factory = sqlite3.Row
            made = base.execute("PRAGMA user_version").fetchone()[0]
            if write and not made and not base.execute("SELECT 1 FROM sqlite_master").fetchone():
                base.executescript(f"BEGIN IMMEDIATE; {_TABLES} PRAGMA user_version = {FORMAT}; COMMIT;")
                made = FORMAT
            if made != FORMAT:
                raise OfficialError(f"{path} was made by another version.", _AGAIN)
            if not write:
                base.execute("PRAGMA query_only = ON")
            closing_on_error.pop_all()
            return base
    except sqlite3.Error as error:
        raise unreadable(path, error) from error


def unreadable(path: Path, error: Exception) -> OfficialError:
    """The error for a file that cannot be read."""
    return OfficialError(f"{path} cannot be read: {error}.", _AGAIN)


def _wording(row: Any, address: str) -> Wording:
    parts = tuple(Part(*part) for part in json.loads(row["parts"]))
    under = tuple(json.loads(row["under"]))
    provision = OfficialProvision(row["id"], Unit(row["unit"]), row["label"], row["heading"], row["text"], parts, under)
    return Wording(
        provision,
        next((part for part in parts if part.id == address), None),
        row["language"],
        row["title"],
        row["publisher"],
        date.fromisoformat(row["as_of"]) if row["as_of"] else None,
        row["sha256"],
        row["path"],
        row["address"],
        date.fromisoformat(row["fetched_on"]),
        row["note"],
    )
