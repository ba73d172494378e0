"""All files of a list, one after another, from their publishers or from a mirror: what came of each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from rights_assistant.adapters.shelf import Change, Shelf
from rights_assistant.domain.sources import File, Got, Kept
from rights_assistant.errors import OfficialError
from rights_assistant.ports import Getter, Progress


class Fate(StrEnum):
    """What came of asking for a file."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    NOT_THERE = "not there"


@dataclass(frozen=True, slots=True)
class Gathered:
    """A file and what came of it; why, where it failed."""

    file: File
    fate: Fate
    why: str = ""


class Mirror:
    """Gets files from a folder laid out by instrument, without the network.

    Raises:
        OfficialError: when there is no such folder.
    """

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise OfficialError(f"There is no folder {folder}.", "Name the folder of a mirror after --mirror.")
        self._folder = folder.resolve()

    def get(self, file: File, kept: Kept | None) -> Got | None:
        """The file from the mirror; nothing where it is not there.

        Raises:
            OfficialError: when it cannot be read, or lies outside of the folder.
        """
        if not file.mirror:
            return None
        path = (self._folder / file.mirror).resolve()
        if not path.is_relative_to(self._folder):
            raise OfficialError(f"{file.mirror} leads out of the mirror.", "Take the link out of it.")
        if not path.is_file():
            return None
        try:
            return Got(path.read_bytes(), mirror=file.mirror)
        except OSError as error:
            raise OfficialError(f"{path} cannot be read: {error.strerror or error}.", "Mend the mirror.") from error


def gather(files: Sequence[File], getter: Getter, shelf: Shelf, day: date, progress: Progress) -> Iterator[Gathered]:
    """Ask for every file and keep it; one that fails stops no other.

    Raises:
        OfficialError: when another fetch is running, or the folder cannot be written.
    """
    with shelf.writing():
        for file in progress(files, "Fetching official texts", len(files)):
            yield _gathered(file, getter, shelf, day)


def _gathered(file: File, getter: Getter, shelf: Shelf, day: date) -> Gathered:
    try:
        # Whoever says "not changed" means the copy as it was fetched.
        got = getter.get(file, shelf.kept(file) if shelf.sound(file) else None)
        if got is None:
            return Gathered(file, Fate.NOT_THERE)
        return Gathered(file, Fate(Change(shelf.keep(file, got, day))))
    except OfficialError as error:
        return Gathered(file, Fate.FAILED, str(error))
