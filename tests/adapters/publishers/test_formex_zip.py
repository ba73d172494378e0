"""`formex_zip`: an act and its annexes in one zip, and zips that are not what they say."""

import io
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from eu_acts import assert_sound_or_refused, error_says_what_to_do
from rights_assistant.adapters.publishers.formex import load
from rights_assistant.adapters.publishers.formex_zip import MOST
from rights_assistant.adapters.publishers.markup import LARGEST
from rights_assistant.domain.official import Format, OfficialText
from rights_assistant.errors import OfficialError
from statutes import a_publication, made

FORMEX = a_publication("eu/lantern", Format.FORMEX, name="lantern.fmx.xml")
WHOLE = made("lantern.fmx.xml")


@pytest.fixture(scope="module")
def act() -> OfficialText:
    """The Lantern Regulation with its annexes, from one file."""
    return load(WHOLE, FORMEX)


def pieces() -> dict[str, bytes]:
    """The act and its annexes as files of their own, with the list of them, as the Office sends them."""
    _, act, *annexes = (etree.tostring(child, encoding="utf-8") for child in etree.fromstring(WHOLE))
    named = {f"L_203100007EN.{page:02}0001.fmx.xml": annex for page, annex in enumerate(annexes, 11)}
    document = b'<DOC><PUBLICATION.REF><DATE ISO="20310612">20310612</DATE></PUBLICATION.REF></DOC>'
    return {"L_203100007EN.000101.fmx.xml": act, **named, "L_203100007EN.doc.fmx.xml": document, "L_203100007EN.pdf": b"%PDF"}


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these files."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", method) as package:
        for name, data in files.items():
            package.writestr(zipfile.ZipInfo(name), data, method)
    return whole.getvalue()


def test_a_zip_is_read_as_one_act(act: OfficialText) -> None:
    assert load(zipped(pieces()), FORMEX) == act
    assert load(zipped(pieces(), zipfile.ZIP_STORED), FORMEX) == act


def test_the_annexes_of_a_zip_are_in_the_order_of_the_pages(act: OfficialText) -> None:
    backwards = dict(reversed(pieces().items()))
    assert load(zipped(backwards), FORMEX).provisions == act.provisions


def lying() -> bytes:
    """A zip whose list says that its file has fewer bytes than it has."""
    data = zipped({"a.xml": b"<ACT>" + b" " * 300 + b"</ACT>"})
    at = data.index(b"PK\x01\x02") + 24
    return data[:at] + struct.pack("<I", 20) + data[at + 4 :]


def locked() -> bytes:
    """A zip whose file asks for a password."""
    data = bytearray(zipped({"a.xml": b"<ACT/>"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    return bytes(data)


def claiming(size: int) -> bytes:
    """A small zip whose list claims a size."""
    data = zipped({"a.xml": b"<ACT/>"}, zipfile.ZIP_STORED)
    at = data.index(b"PK\x01\x02") + 24
    return data[:at] + struct.pack("<I", size) + data[at + 4 :]


NOISE = bytes(n * 7919 % 251 for n in range(3000))


@pytest.mark.parametrize(
    ("data", "why"),
    [
        pytest.param(zipped({"a.xml": b" " * 2_000_000}), "is packed too densely at a.xml", id="a bomb"),
        pytest.param(claiming(LARGEST + 1), "unpacks to 40,000,001 bytes", id="a claim of a huge file"),
        pytest.param(zipped({f"{n}.xml": b"x" for n in range(MOST + 1)}), "is a zip of 501 files", id="too many files"),
        pytest.param(zipped({"a.zip": zipped(pieces())}), "is a zip without XML", id="a zip in a zip"),
        pytest.param(zipped({}) + b"", "is no whole XML", id="an empty zip"),
        pytest.param(zipped({"a.xml": b""}), "is empty", id="an empty file"),
        pytest.param(zipped({"a.xml": b"<html/>"}), "is not a part of an act in Formex", id="another XML"),
        pytest.param(zipped(pieces())[:-30], "is a zip that cannot be opened", id="cut short"),
        pytest.param(zipped({"a.xml": NOISE}).replace(NOISE[200:220], b"x" * 20), "", id="damaged"),
        pytest.param(lying(), "is a zip that cannot be opened", id="sizes that are untrue"),
        pytest.param(locked(), "is a zip that cannot be opened", id="locked"),
        pytest.param(zipped({"a.xml": pieces()["L_203100007EN.110001.fmx.xml"]}), "has 0 acts in it", id="an annex alone"),
        pytest.param(
            zipped({name: pieces()["L_203100007EN.000101.fmx.xml"] for name in ("a.xml", "b.xml")}), "has 2 acts", id="two acts"
        ),
        pytest.param(zipped({"../../a.xml": WHOLE, "b.xml": WHOLE}), "has 2 acts in it", id="a name that climbs is only a name"),
    ],
)
def test_a_zip_that_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(OfficialError) as error:
        load(data, FORMEX)
    assert str(error.value).startswith("lantern.fmx.xml ")
    assert why in str(error.value)
    assert error_says_what_to_do(str(error.value))


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_after_the_sign_of_a_zip_are_refused(data: bytes) -> None:
    assert_sound_or_refused(lambda: load(b"PK\x03\x04" + data, FORMEX), "lantern.fmx.xml")


@settings(max_examples=80, deadline=None)
@given(st.floats(0, 1), st.integers(1, 200), st.binary(max_size=8))
def test_any_damage_is_a_sound_text_or_refused(where: float, length: int, instead: bytes) -> None:
    whole = zipped(pieces())
    at = int(where * len(whole))
    assert_sound_or_refused(lambda: load(whole[:at] + instead + whole[at + length :], FORMEX), "lantern.fmx.xml")
