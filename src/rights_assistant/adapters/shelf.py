"""The folder of official texts: a file for each publication, the copy before it, and `manifest.json`.

A file is read by its loader before it takes the place of the last good copy, and takes it in one
step; whatever fails on the way leaves that copy as it was.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from filelock import FileLock, Timeout

from rights_assistant.adapters.publishers.loaders import Loader
from rights_assistant.adapters.publishers.markup import refused
from rights_assistant.adapters.unzipping import unzipped
from rights_assistant.domain.official import Format, OfficialText, Publication
from rights_assistant.domain.sources import File, Got, Kept
from rights_assistant.errors import OfficialError

MANIFEST: Final = "manifest.json"
PREVIOUS: Final = ".previous"
FORMAT: Final = 1
_FETCH: Final = "Fetch it again: `rights-assistant sources fetch`."


class Change(StrEnum):
    """What keeping a file did."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


class Shelf:
    """The official texts in a folder.

    Args:
        folder: `<data>/official`; it need not exist.
        loaders: what reads each format.

    Raises:
        OfficialError: when the manifest is damaged.
    """

    def __init__(self, folder: Path, loaders: Mapping[Format, Loader]) -> None:
        self.folder = folder
        self._loaders = loaders
        self._kept = _read_manifest(folder / MANIFEST)

    def kept(self, file: File) -> Kept | None:
        """What the manifest says of a file."""
        return self._kept.get(str(file.path))

    def paths(self) -> list[str]:
        """The path of every file in the manifest."""
        return sorted(self._kept)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Keeps every other writer out meanwhile.

        Raises:
            OfficialError: when there is one, or the folder cannot be written.
        """
        lock = FileLock(self.folder / "fetch.lock", timeout=0)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            lock.acquire()
            for left in self.folder.rglob("*.part"):  # left behind by one that was killed
                left.unlink(missing_ok=True)
        except Timeout as error:
            raise OfficialError(f"Another fetch is running in {self.folder}.", "Wait for it to end, then try again.") from error
        except OSError as error:
            raise _unwritable(self.folder, error) from error
        try:
            self._kept = _read_manifest(self.folder / MANIFEST)
            yield
        finally:
            lock.release()

    def keep(self, file: File, got: Got, day: date) -> Change:
        """Put what was fetched in the place of the last good copy, which stays beside it; unless they are the same.

        Raises:
            OfficialError: when it cannot be read as this publication, or cannot be written; the last good copy stays.
        """
        old = self.kept(file)
        try:
            if got.data is None:
                if old is None:
                    raise refused(file.publication, "is said not to have changed, but there is no copy of it")
                self._note(file, replace(old, fetched_on=day))
                return Change.UNCHANGED
            data = unzipped(got.data, file.publication)
            new = Kept(hashlib.sha256(data).hexdigest(), len(data), day, got.address, got.mirror, got.etag, got.last_modified)
            if old and new.sha256 == old.sha256 and self.sound(file):
                self._note(file, replace(new, as_of=old.as_of))
                return Change.UNCHANGED
            new = replace(new, as_of=self._load(data, file.publication).as_of)
            if old and got.mirror and old.as_of and new.as_of and new.as_of < old.as_of:
                raise refused(file.publication, f"is of {new.as_of} in the mirror, older than the copy of {old.as_of} that is kept")
            self._replace(file, data)
            self._note(file, new)
        except OSError as error:
            raise _unwritable(self.folder / file.path, error) from error
        return Change.CHANGED if old else Change.NEW

    def sound(self, file: File) -> bool:
        """Whether the kept copy has the bytes that the manifest says."""
        kept = self.kept(file)
        try:
            return kept is not None and hashlib.sha256((self.folder / file.path).read_bytes()).hexdigest() == kept.sha256
        except OSError:
            return False

    def text(self, file: File) -> OfficialText | None:
        """The official text of a file; nothing where it was never fetched.

        Raises:
            OfficialError: when the copy is gone, was changed, or cannot be read.
        """
        kept = self.kept(file)
        if kept is None:
            return None
        try:
            data = (self.folder / file.path).read_bytes()
        except OSError as error:
            raise OfficialError(f"{file.path} cannot be read: {error.strerror or error}.", _FETCH) from error
        if hashlib.sha256(data).hexdigest() != kept.sha256:
            raise OfficialError(f"{file.path} is damaged: it is not what was fetched on {kept.fetched_on}.", _FETCH)
        return self._load(data, file.publication)

    def text_before(self, file: File) -> OfficialText | None:
        """The official text of the copy before the present one; nothing where there is none.

        Raises:
            OfficialError: when it cannot be read.
        """
        try:
            data = self._previous(file).read_bytes()
        except OSError:
            return None
        return self._load(data, replace(file.publication, name=f"{file.path}{PREVIOUS}"))

    def _load(self, data: bytes, publication: Publication) -> OfficialText:
        try:
            text = self._loaders[publication.format](data, publication)
        except OfficialError:
            raise
        except Exception as error:  # a file from outside may find any hole in a loader
            raise refused(publication, f"cannot be read: {type(error).__name__}: {error}") from error
        if not text.provisions:
            raise refused(publication, "has no provisions")
        return text

    def _previous(self, file: File) -> Path:
        path = self.folder / file.path
        return path.with_name(path.name + PREVIOUS)

    def _replace(self, file: File, data: bytes) -> None:
        path = self.folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and self.sound(file):  # a damaged copy is no good one
            _write(self._previous(file), path.read_bytes())
        _write(path, data)

    def _note(self, file: File, kept: Kept) -> None:
        self._kept = {**self._kept, str(file.path): kept}
        files = {path: _as_json(self._kept[path]) for path in sorted(self._kept)}
        _write(self.folder / MANIFEST, json.dumps({"format": FORMAT, "files": files}, indent=1).encode())


def _write(path: Path, data: bytes) -> None:
    """The whole of a file in one step: whoever reads sees the old or the new one."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def _unwritable(path: Path, error: OSError) -> OfficialError:
    return OfficialError(
        f"{path} cannot be written: {error.strerror or error}.",
        "Choose a folder you can write to: set RIGHTS_ASSISTANT_DATA or use --data.",
    )


def _as_json(kept: Kept) -> dict[str, Any]:
    place = {"address": kept.address} if kept.address else {"mirror": kept.mirror}
    said = {"sha256": kept.sha256, "bytes": kept.size, "fetched_on": kept.fetched_on.isoformat()} | place
    as_of = {"as_of": kept.as_of.isoformat()} if kept.as_of else {}
    return said | {"etag": kept.etag, "last_modified": kept.last_modified} | as_of


def _read_manifest(path: Path) -> dict[str, Kept]:
    try:
        value = json.loads(path.read_text("utf-8"))
        if value["format"] != FORMAT:
            raise ValueError(f"its format is {value['format']}")
        return {name: _from_json(entry) for name, entry in value["files"].items()}
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise OfficialError(
            f"{path} is damaged: {error}.", "Delete it, then fetch the texts again: `rights-assistant sources fetch`."
        ) from error


def _from_json(entry: dict[str, Any]) -> Kept:
    return Kept(
        str(entry["sha256"]),
        int(entry["bytes"]),
        date.fromisoformat(entry["fetched_on"]),
        str(entry.get("address", "")),
        str(entry.get("mirror", "")),
        str(entry["etag"]),
        str(entry["last_modified"]),
        date.fromisoformat(entry["as_of"]) if "as_of" in entry else None,
    )
