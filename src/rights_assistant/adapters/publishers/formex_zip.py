"""The zip in which the Publications Office sends an act in Formex with its annexes, opened without trust."""

import io
import zipfile
import zlib
from collections.abc import Iterator

from rights_assistant.adapters.publishers.markup import LARGEST, refused
from rights_assistant.domain.official import Publication

MOST = 500
"""Files in one zip; the AI Act comes in 16."""
DENSEST = 100
"""Times that a file may be larger than what it is packed to; markup of a law is at most 10 times as large."""


def is_zip(data: bytes) -> bool:
    """Whether a file begins as a zip does."""
    return data.startswith(b"PK\x03\x04")


def members(data: bytes, publication: Publication) -> Iterator[bytes]:
    """The XML files in a zip in the order of their names, which is that of the pages of the Official Journal.

    Nothing is written to disk, and a zip within it stays shut.

    Raises:
        OfficialError: when it is broken or locked, or holds too many files, or files that are too large or packed too densely.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            listed = [entry for entry in package.infolist() if entry.filename.lower().endswith(".xml")]
            _modest(listed, publication)
            for entry in sorted(listed, key=lambda entry: entry.filename):
                yield _read(package, entry, publication)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        raise refused(publication, f"is a zip that cannot be opened: {error}") from error


def _modest(listed: list[zipfile.ZipInfo], publication: Publication) -> None:
    if len(listed) > MOST:
        raise refused(publication, f"is a zip of {len(listed)} files, more than the {MOST} that an act may have")
    if not listed:
        raise refused(publication, "is a zip without XML in it")
    total = sum(entry.file_size for entry in listed)
    if total > LARGEST:
        raise refused(publication, f"unpacks to {total:,} bytes, more than the {LARGEST:,} that a text may have")
    for entry in listed:
        if entry.file_size > DENSEST * max(entry.compress_size, 1):
            raise refused(publication, f"is packed too densely at {entry.filename}, as no text is")


def _read(package: zipfile.ZipFile, entry: zipfile.ZipInfo, publication: Publication) -> bytes:
    # What the list in the zip says of sizes may be untrue: no more is unpacked than it says.
    with package.open(entry) as file:
        found = file.read(entry.file_size + 1)
    if len(found) != entry.file_size:
        raise refused(publication, f"is not as large at {entry.filename} as its list says")
    return found
