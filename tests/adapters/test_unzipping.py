"""The one text in an archive, and archives that mean harm."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern import a_file, lantern
from publisher_server import zipped
from rights_assistant.adapters.unzipping import MEMBERS, unzipped
from rights_assistant.errors import OfficialError

PUBLICATION = a_file().publication


def claiming(data: bytes, size: int) -> bytes:
    """An archive of one file that claims another size for it."""
    at = data.index(b"PK\x01\x02") + 24
    return data[:22] + struct.pack("<I", size) + data[26:at] + struct.pack("<I", size) + data[at + 4 :]


def test_the_one_xml_file_is_taken_out() -> None:
    """Is it found among pictures, in any case of its name?"""
    assert unzipped(zipped({"a.jpg": b"x", "BJNR1.XML": lantern(), "b.gif": b"y"}), PUBLICATION) == lantern()
    assert unzipped(zipped({"a.xml": lantern()}, stored=True), PUBLICATION) == lantern()


@given(st.binary(max_size=200).filter(lambda data: not data.startswith(b"PK\x03\x04")))
def test_what_is_no_archive_stays_as_it_is(data: bytes) -> None:
    """Is nothing done to any other file?"""
    assert unzipped(data, PUBLICATION) == data


HARMFUL = [
    pytest.param(zipped({"a.xml": b" " * 5_000_000}), "unpacks to 5,000,000 bytes", id="a hundred times as large"),
    pytest.param(zipped({"a.xml": b"x" * 2_000_000}, stored=True), "unpacks to 2,000,000 bytes", id="too large"),
    pytest.param(zipped({"a.xml": lantern(), "b.xml": lantern()}), "2 XML files", id="two texts"),
    pytest.param(zipped({}), "", id="an empty archive is left to the loader"),
    pytest.param(zipped({f"{n}.jpg": b"" for n in range(MEMBERS + 1)}), "archive of 501 files", id="very many files"),
    pytest.param(zipped({"../../a.xml": lantern()}), "", id="a name that leads out is only a name"),
    pytest.param(claiming(zipped({"a.xml": lantern()}), 10), "broken archive|another size", id="larger than it claims"),
    pytest.param(claiming(zipped({"a.xml": lantern()}), 4_000), "broken archive|another size", id="smaller than it claims"),
    pytest.param(zipped({"a.xml": lantern()})[:-20], "broken archive", id="cut short"),
]


@pytest.mark.parametrize(("data", "why"), HARMFUL)
def test_harmful_archives(data: bytes, why: str) -> None:
    """Is each refused with its reason, or harmless?"""
    if not why:
        unzipped(data, PUBLICATION, largest=1_000_000)
        return
    with pytest.raises(OfficialError, match=why):
        unzipped(data, PUBLICATION, largest=1_000_000)


@given(st.data())
def test_a_damaged_archive_is_refused_or_unpacked(data: st.DataObject) -> None:
    """Does no damage end in another exception?"""
    whole = bytearray(zipped({"a.xml": lantern()}))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(4, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        unzipped(bytes(whole), PUBLICATION)
    except OfficialError as error:
        refused = error
    else:
        return
    assert PUBLICATION.name in refused.problem
