"""The one text in an archive of a publisher's, taken out within limits of size and ratio."""

import zlib
from io import BytesIO
from typing import Final
from zipfile import BadZipFile, ZipFile, ZipInfo

from rights_assistant.adapters.publishers.markup import LARGEST, refused
from rights_assistant.domain.official import Publication

RATIO: Final = 100
"""How many times larger than packed a text may be; laws in XML are some 10 times larger."""
MEMBERS: Final = 500
"""Files in an archive: a law comes with its pictures, the ordinance with the most has some 100."""

_ZIP: Final = b"PK\x03\x04"


def unzipped(data: bytes, publication: Publication, *, largest: int = LARGEST) -> bytes:
    """The one XML file of an archive; what is no archive as it is.

    Raises:
        OfficialError: when the archive is broken, has not one XML file, or that is too large for it.
    """
    if not data.startswith(_ZIP):
        return data
    try:
        with ZipFile(BytesIO(data)) as archive:
            member = _text(archive.infolist(), publication, largest)
            with archive.open(member) as file:
                # The size that the archive claims is not believed: one byte more shows a lie.
                text = file.read(member.file_size + 1)
    except (BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, ValueError, zlib.error) as error:
        raise refused(publication, f"is a broken archive: {error}") from error
    if len(text) != member.file_size:
        raise refused(publication, "is an archive that claims another size than it has")
    return text


def _text(members: list[ZipInfo], publication: Publication, largest: int) -> ZipInfo:
    if len(members) > MEMBERS:
        raise refused(publication, f"is an archive of {len(members):,} files")
    texts = [m for m in members if m.filename.lower().endswith(".xml")]
    if len(texts) != 1:
        raise refused(publication, f"is an archive with {len(texts)} XML files, not with one")
    member = texts[0]
    if member.file_size > largest or member.file_size > RATIO * max(1, member.compress_size):
        raise refused(publication, f"is an archive that unpacks to {member.file_size:,} bytes, which no law has")
    return member
