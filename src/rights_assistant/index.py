"""The index of the passages: built aside, swapped in whole, and never served when stale.

A version is a folder `<data>/index/<fingerprint>/` with `chroma/`, `words/`, `vectors.npy` and
`manifest.json`; the file `<data>/index/current` names the one that serves. A build that dies
leaves the old version serving. The truth is the notes and the vectors; Chroma can be rebuilt.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from rights_assistant.adapters import chroma, words
from rights_assistant.domain.passage import Passage
from rights_assistant.errors import IndexUnavailable
from rights_assistant.ports import Embedder, Progress

FORMAT = 2
_BATCH = 64
_KEPT = 2


@dataclass(frozen=True, slots=True)
class Opened:
    """An index that serves: its id and its two ways of looking."""

    index_id: str
    by_meaning: chroma.ChromaFinder
    by_words: words.WordFinder


def fingerprint(passages: Sequence[Passage], model: str) -> str:
    """Sixteen hex digits that change when a passage, the model or the index format changes."""
    digest = hashlib.sha256(f"{FORMAT}\n{model}\n".encode())
    for p in passages:
        digest.update(f"{p.id}\x1f{p.jurisdiction}\x1f{p.kind}\x1f{p.text}\x1e".encode())
    return digest.hexdigest()[:16]


def current(data: Path) -> str | None:
    """The fingerprint of the version that serves, if there is one."""
    try:
        name = (data / "index" / "current").read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return name if (data / "index" / name / "manifest.json").is_file() else None


def build(data: Path, passages: Sequence[Passage], embedder: Embedder, progress: Progress) -> str:
    """Build the index of these passages, swap it in, and return its fingerprint.

    Raises:
        IndexUnavailable: when the folder cannot be written or another build is running.
    """
    name = fingerprint(passages, embedder.name)
    home = data / "index"
    try:
        home.mkdir(parents=True, exist_ok=True)
        with FileLock(home / "build.lock", timeout=0):
            aside = home / f"building-{os.getpid()}"
            shutil.rmtree(aside, ignore_errors=True)
            for left in home.glob("building-*"):  # left behind by a build that was killed
                shutil.rmtree(left, ignore_errors=True)
            aside.mkdir()
            _fill(aside, name, passages, embedder, progress)
            _swap(home, aside, name)
            _tidy(home, name)
    except Timeout as error:
        raise IndexUnavailable(f"Another build is running in {home}.", "Wait for it to end, then try again.") from error
    except OSError as error:
        raise IndexUnavailable(
            f"The index cannot be written in {home}: {error.strerror or error}.",
            "Choose a folder you can write to: set RIGHTS_ASSISTANT_DATA or use --data.",
        ) from error
    return name


def _fill(aside: Path, name: str, passages: Sequence[Passage], embedder: Embedder, progress: Progress) -> None:
    import numpy as np

    # Short and long texts apart: a batch costs as much as its longest text.
    order = sorted(range(len(passages)), key=lambda n: len(passages[n].text))
    starts = range(0, len(passages), _BATCH)
    vectors: list[list[float]] = [[] for _ in passages]
    for start in progress(starts, "Reading the notes", len(starts)):
        batch = order[start : start + _BATCH]
        for n, vector in zip(batch, embedder.embed([passages[n].text for n in batch]), strict=True):
            vectors[n] = vector
    np.save(aside / "vectors.npy", np.asarray(vectors, dtype="float32"))
    chroma.write(aside / "chroma", passages, vectors)
    words.write(aside / "words", passages)
    manifest = {
        "format": FORMAT,
        "fingerprint": name,
        "model": embedder.name,
        "passages": len(passages),
        "vectors_sha256": _sha256(aside / "vectors.npy"),
        "versions": {part: version(part) for part in ("chromadb", "bm25s", "sentence-transformers")},
    }
    (aside / "manifest.json").write_text(json.dumps(manifest, indent=2), "utf-8")
    for path in [p for p in aside.rglob("*") if p.is_file()]:
        with path.open("rb") as file:
            os.fsync(file.fileno())


def _swap(home: Path, aside: Path, name: str) -> None:
    """Put the new version in place. One of the same name serves from under another name meanwhile."""
    old = home / f"{name}-old"
    if (home / name).exists():
        shutil.rmtree(old, ignore_errors=True)
        shutil.copytree(home / name, old)
        _point(home, old.name)
        shutil.rmtree(home / name)
    os.replace(aside, home / name)
    _point(home, name)
    shutil.rmtree(old, ignore_errors=True)


def _point(home: Path, name: str) -> None:
    pointer = home / f"current.{os.getpid()}"
    pointer.write_text(name, "utf-8")
    os.replace(pointer, home / "current")


def _tidy(home: Path, name: str) -> None:
    """Keep the version that serves and the one before it, for going back."""
    versions = [p.parent for p in home.glob("*/manifest.json") if not p.parent.name.startswith("building-")]
    old = sorted((p for p in versions if p.name != name), key=lambda p: p.stat().st_mtime, reverse=True)
    for path in old[_KEPT - 1 :]:
        shutil.rmtree(path, ignore_errors=True)


def open_index(data: Path, passages: Sequence[Passage], embedder: Embedder) -> Opened:
    """The index of exactly these passages and this model.

    Raises:
        IndexUnavailable: when it is missing, stale, or does not hold what its manifest says.
    """
    name = fingerprint(passages, embedder.name)
    folder = data / "index" / name
    manifest = _manifest(folder)
    if manifest is None or current(data) is None:
        raise IndexUnavailable(f"There is no index of the present knowledge in {data}.", "Run `rights-assistant index`.")
    broken = IndexUnavailable(f"The index at {folder} is damaged.", "Run `rights-assistant index --rebuild`.")
    try:
        if manifest.get("vectors_sha256") != _sha256(folder / "vectors.npy"):
            raise broken
    except OSError as error:
        raise broken from error
    by_meaning = chroma.ChromaFinder(folder / "chroma", embedder)
    try:
        if by_meaning.count() != len(passages):
            raise broken
        return Opened(name, by_meaning, words.WordFinder(folder / "words", passages))
    except IndexUnavailable:
        by_meaning.close()
        raise


def _manifest(folder: Path) -> dict[str, Any] | None:
    try:
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return manifest if isinstance(manifest, dict) and manifest.get("format") == FORMAT else None


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
