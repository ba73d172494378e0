"""The official texts by meaning: one Chroma collection a jurisdiction and language, apart from the notes.

Chroma is a cache: the vectors lie in `vectors.sqlite3` by what was embedded and by which model, so that
a damaged or lost collection is filled again without the model, and a changed file embeds its own
stretches alone. `stretches.json` says of which files the collections were made.
"""

import hashlib
import json
import logging
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from filelock import FileLock, Timeout

from rights_assistant.adapters.chroma import opened_client, reading
from rights_assistant.adapters.texts import Texts
from rights_assistant.domain.official import OfficialProvision
from rights_assistant.errors import IndexUnavailable
from rights_assistant.ports import Embedder, Progress
from rights_assistant.split import stretches

logger = logging.getLogger(__name__)

FORMAT: Final = 1
_BATCH: Final = 64
_EF: Final = 128
_HOME: Final = "meaning"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a provision that was found, with its cosine similarity to what was asked."""

    provision: str
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: files indexed, the same, gone; stretches that the model read, and all that are there."""

    files: int
    same: int
    gone: int
    embedded: int
    stretches: int


def collection_name(jurisdiction: str, language: str) -> str:
    """The collection that holds a jurisdiction's official texts in one language."""
    return f"official-{jurisdiction}-{language}"


def build(folder: Path, texts: Texts, embedder: Embedder, progress: Progress) -> Built:
    """Bring the collections up to date with the texts that were read; a build that dies goes on where it was.

    Raises:
        IndexUnavailable: when they cannot be written, or another build is running.
    """
    home = folder / _HOME
    try:
        home.mkdir(parents=True, exist_ok=True)
        with FileLock(home / "build.lock", timeout=0), closing(_vectors(home / "vectors.sqlite3")) as cache:
            return _build(home, texts, embedder, cache, progress)
    except Timeout as error:
        raise IndexUnavailable(f"Another build is running in {home}.", "Wait for it to end, then try again.") from error
    except (OSError, sqlite3.Error) as error:
        raise IndexUnavailable(f"{home} cannot be written: {error}.", "Choose a folder you can write to, or delete it.") from error


class StretchFinder:
    """Finds stretches of official texts by meaning.

    Args:
        folder: `<data>/official`.

    Raises:
        IndexUnavailable: when there are none, or they were made by another model.
    """

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        home = folder / _HOME
        if _manifest(home).get("model") != embedder.name:
            raise IndexUnavailable(f"There is no index of the official texts in {home}.", "Run `rights-assistant sources index`.")
        self._path, self._embedder = home / "chroma", embedder
        with reading(self._path):
            self._client = opened_client(self._path)
            there = self._client.list_collections()
            self._collections: dict[str, Any] = {
                c.name: self._client.get_collection(c.name, embedding_function=None) for c in there
            }

    def jurisdictions(self, language: str) -> list[str]:
        """Those of which there is a text in a language."""
        parts = (name.split("-", 2) for name in self._collections)
        return sorted(jurisdiction for _, jurisdiction, code in parts if code == language)

    def close(self) -> None:
        """Let go of the files."""
        self._client.close()

    def find(self, text: str, jurisdictions: Sequence[str], language: str, limit: int) -> list[Stretch]:
        """The stretches nearest in meaning in some jurisdictions and one language, best first."""
        [vector] = self._embedder.embed([text])
        found: list[Stretch] = []
        with reading(self._path):
            for jurisdiction in jurisdictions:
                if collection := self._collections.get(collection_name(jurisdiction, language)):
                    hits = collection.query(query_embeddings=[vector], n_results=limit, include=["distances"])
                    found += [_stretch(id, 1.0 - d) for id, d in zip(hits["ids"][0], hits["distances"][0], strict=True)]
        return sorted(found, key=lambda s: (-s.score, s.provision, s.start))[:limit]


def nearest(folder: Path, embedder: Embedder) -> Callable[[str, str, int], list[str]]:
    """The search by meaning over all jurisdictions: for a text, a language and a number, the ids of provisions, best first.

    Raises:
        IndexUnavailable: when nothing was indexed, or by another model.
    """
    finder = StretchFinder(folder, embedder)

    def find(text: str, language: str, limit: int) -> list[str]:
        try:
            found = finder.find(text, finder.jurisdictions(language), language, limit)
        except IndexUnavailable as error:
            logger.error("%s", error)
            return []
        return list(dict.fromkeys(stretch.provision for stretch in found))

    return find


def _build(home: Path, texts: Texts, embedder: Embedder, cache: sqlite3.Connection, progress: Progress) -> Built:
    manifest = _manifest(home)
    if manifest.get("model") != embedder.name:  # another model's vectors lie in another space
        _forget(home)
        manifest = {"format": FORMAT, "model": embedder.name, "files": {}}
    done: dict[str, str] = manifest["files"]
    now = texts.made_of()
    gone = [path for path in done if path not in now]
    fresh = [path for path in now if done.get(path) != now[path]]
    embedded = 0
    with reading(home / "chroma"):
        client = opened_client(home / "chroma")
        try:
            for path in gone:
                _remove(client, path)
                done.pop(path)
                _note(home, manifest)
            for path in progress(fresh, "Indexing official texts", len(fresh)):
                if done.pop(path, None):
                    _note(home, manifest)  # until it is whole again it counts as not there
                _remove(client, path)
                embedded += _add(client, path, texts, embedder, cache)
                done[path] = now[path]
                _note(home, manifest)
            total = sum(client.get_collection(c.name, embedding_function=None).count() for c in client.list_collections())
        finally:
            client.close()
    _note(home, manifest)
    return Built(len(fresh), len(now) - len(fresh), len(gone), embedded, total)


def _add(client: Any, path: str, texts: Texts, embedder: Embedder, cache: sqlite3.Connection) -> int:
    jurisdiction, language = path.split("/")[0], texts.language_of(path)
    collection = client.get_or_create_collection(
        collection_name(jurisdiction, language),
        embedding_function=None,
        configuration={"hnsw": {"space": "cosine", "ef_search": _EF}},
    )
    rows = [(f"{path}#{p.id}#{a}-{b}", _read_as(p, a, b)) for p in texts.provisions_of(path) for a, b in stretches(p.text)]
    embedded = 0
    for start in range(0, len(rows), _BATCH):
        batch = rows[start : start + _BATCH]
        vectors, new = _embedded([text for _, text in batch], embedder, cache)
        embedded += new
        collection.add(ids=[id for id, _ in batch], embeddings=vectors, metadatas=[{"path": path} for _ in batch])
    return embedded


def _read_as(provision: OfficialProvision, start: int, end: int) -> str:
    """What is embedded: the words of a stretch after the label and heading that say what they are of."""
    named = " ".join(part for part in (provision.label, provision.heading) if part)
    return f"{named}: {provision.text[start:end]}"


def _embedded(said: Sequence[str], embedder: Embedder, cache: sqlite3.Connection) -> tuple[list[list[float]], int]:
    """The vectors of some texts, and how many the model had to make."""
    import numpy as np

    keys = [hashlib.sha256(f"{embedder.name}\n{text}".encode()).digest() for text in said]
    held = {key: row[0] for key in keys if (row := cache.execute("SELECT vector FROM vectors WHERE said = ?", (key,)).fetchone())}
    missing = [n for n, key in enumerate(keys) if key not in held]
    if missing:
        made = embedder.embed([said[n] for n in missing])
        fresh = {keys[n]: np.asarray(vector, dtype="float32").tobytes() for n, vector in zip(missing, made, strict=True)}
        with cache:
            cache.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", fresh.items())
        held |= fresh
    return [np.frombuffer(held[key], dtype="float32").tolist() for key in keys], len(missing)


def _remove(client: Any, path: str) -> None:
    for collection in _of(client, path):
        collection.delete(where={"path": path})


def _of(client: Any, path: str) -> Iterator[Any]:
    """The collections that may hold something of a file."""
    for collection in client.list_collections():
        if collection.name.startswith(f"official-{path.split('/')[0]}-"):
            yield client.get_collection(collection.name, embedding_function=None)


def _stretch(id: str, score: float) -> Stretch:
    _, provision, span = id.split("#")
    start, _, end = span.partition("-")
    return Stretch(provision, int(start), int(end), score)


def _vectors(path: Path) -> sqlite3.Connection:
    cache = sqlite3.connect(path)
    cache.execute("CREATE TABLE IF NOT EXISTS vectors (said BLOB PRIMARY KEY, vector BLOB) WITHOUT ROWID")
    return cache


def _manifest(home: Path) -> dict[str, Any]:
    try:
        manifest = json.loads((home / "stretches.json").read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return manifest if isinstance(manifest, dict) and manifest.get("format") == FORMAT else {}


def _note(home: Path, manifest: dict[str, Any]) -> None:
    part = home / f"stretches.{os.getpid()}.part"
    part.write_text(json.dumps(manifest, indent=1), "utf-8")
    os.replace(part, home / "stretches.json")


def _forget(home: Path) -> None:
    import shutil

    (home / "stretches.json").unlink(missing_ok=True)
    shutil.rmtree(home / "chroma", ignore_errors=True)
