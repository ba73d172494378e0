"""The folder of official texts: a good copy is only ever replaced by a good copy, in one step, and nothing is believed unread."""

import json
import os
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from lantern import DAY, HANG, LOADERS, SECTIONS, a_file, lantern
from publisher_server import DEEP, ERROR_PAGE, XML_BOMB, Publisher, publisher, zipped
from rights_assistant.adapters import shelf as shelves
from rights_assistant.adapters.fetching import Fetcher, Limits
from rights_assistant.adapters.shelf import MANIFEST, PREVIOUS, Change, Shelf
from rights_assistant.domain.official import Format, OfficialText
from rights_assistant.domain.sources import Got
from rights_assistant.errors import OfficialError

FILE = a_file(address="https://lanterns.test/en.xml", mirror="ca/irpa/en.xml")
LATER = DAY + timedelta(days=7)
NEWER = lantern(SECTIONS | {"3": "(1) Oil is free."}, "2026-06-01")
OLDER = lantern(as_of="2020-01-01")


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """An empty one."""
    return Shelf(tmp_path / "official", LOADERS)


def came(data: bytes | None = None, **changes: str) -> Got:
    """What came from the publisher."""
    return Got(lantern() if data is None else data, **({"address": FILE.address, "etag": '"v1"'} | changes))


def everything(shelf: Shelf) -> dict[str, bytes]:
    """Every file of the folder."""
    return {str(p.relative_to(shelf.folder)): p.read_bytes() for p in sorted(shelf.folder.rglob("*")) if p.is_file()}


class TestKeeping:
    """What is fetched is kept, with what is known of it."""

    def test_a_new_file(self, shelf: Shelf) -> None:
        """Is it where its path says, and in the manifest with everything that was asked for?"""
        assert shelf.keep(FILE, came(last_modified="Mon"), DAY) is Change.NEW
        assert (shelf.folder / "ca/irpa/current.en.xml").read_bytes() == lantern()
        manifest = json.loads((shelf.folder / MANIFEST).read_text("utf-8"))
        entry = manifest["files"]["ca/irpa/current.en.xml"]
        assert len(entry.pop("sha256")) == 64
        assert entry == {
            "bytes": len(lantern()),
            "fetched_on": "2026-11-23",
            "address": FILE.address,
            "etag": '"v1"',
            "last_modified": "Mon",
            "as_of": "2026-01-01",
        }
        assert sorted(everything(shelf)) == ["ca/irpa/current.en.xml", MANIFEST]

    def test_the_same_again(self, shelf: Shelf) -> None:
        """Is only the day new where the bytes are the same, or are said to be?"""
        shelf.keep(FILE, came(), DAY)
        for got in (came(), Got(None, FILE.address, etag='"v1"')):
            assert shelf.keep(FILE, got, LATER) is Change.UNCHANGED
        assert shelf.kept(FILE).fetched_on == LATER  # type: ignore[union-attr]
        assert shelf.kept(FILE).as_of == date(2026, 1, 1)  # type: ignore[union-attr]
        assert sorted(everything(shelf)) == ["ca/irpa/current.en.xml", MANIFEST]

    def test_a_changed_file_leaves_the_one_before_beside_it(self, shelf: Shelf) -> None:
        """Can both be read afterwards, and is only one from before kept?"""
        for data, change in ((lantern(), Change.NEW), (OLDER, Change.CHANGED), (NEWER, Change.CHANGED)):
            assert shelf.keep(FILE, came(data), DAY) is change
        assert shelf.text(FILE).as_of == date(2026, 6, 1)  # type: ignore[union-attr]
        assert shelf.text_before(FILE).as_of == date(2020, 1, 1)  # type: ignore[union-attr]
        assert sorted(everything(shelf)) == ["ca/irpa/current.en.xml", "ca/irpa/current.en.xml" + PREVIOUS, MANIFEST]

    def test_what_was_never_fetched(self, shelf: Shelf) -> None:
        """Is there nothing, rather than an error, and is "not changed" without a copy refused?"""
        assert shelf.text(FILE) is shelf.text_before(FILE) is shelf.kept(FILE) is None
        assert not shelf.sound(FILE)
        with pytest.raises(OfficialError, match="no copy of it"):
            shelf.keep(FILE, Got(None), DAY)

    def test_another_time_it_is_all_known(self, shelf: Shelf) -> None:
        """Does another shelf on the same folder know the same?"""
        shelf.keep(FILE, came(), DAY)
        again = Shelf(shelf.folder, LOADERS)
        assert again.kept(FILE) == shelf.kept(FILE)
        assert again.paths() == ["ca/irpa/current.en.xml"]
        assert again.text(FILE) == shelf.text(FILE)

    def test_an_archive_is_kept_as_what_is_in_it(self, shelf: Shelf) -> None:
        """Is the one XML file of a zip kept, and the same file from a mirror the same?"""
        act = a_file(format=Format.GII)
        assert shelf.keep(act, came(zipped({"BJNR1.xml": lantern(), "p.jpg": b"x"})), DAY) is Change.NEW
        assert (shelf.folder / act.path).read_bytes() == lantern()
        assert shelf.keep(act, came(lantern()), DAY) is Change.UNCHANGED

    def test_a_mirror_does_not_bring_back_the_past(self, shelf: Shelf) -> None:
        """Is an older state from a mirror refused, and one from the publisher, who may take a change back, kept?"""
        shelf.keep(FILE, came(NEWER), DAY)
        with pytest.raises(OfficialError, match="older than the copy of 2026-06-01"):
            shelf.keep(FILE, Got(OLDER, mirror=FILE.mirror), DAY)
        assert shelf.text(FILE).as_of == date(2026, 6, 1)  # type: ignore[union-attr]
        assert shelf.keep(FILE, came(OLDER), DAY) is Change.CHANGED


BAD = [
    pytest.param(ERROR_PAGE, "is no Lantern Act", id="an error page"),
    pytest.param(b"", "is empty", id="nothing"),
    pytest.param(lantern()[:-12], "no whole XML", id="cut short"),
    pytest.param(XML_BOMB, "declares entities", id="an XML bomb"),
    pytest.param(DEEP, "no whole XML", id="deeper than anything"),
    pytest.param(b"<lamp/>", "is no Lantern Act", id="another file"),
    pytest.param(lantern({}), "has no provisions", id="a law without a provision"),
    pytest.param(b'<lantern hole="1"/>', "cannot be read: IndexError", id="what the loader did not think of"),
    pytest.param(zipped({"a.xml": b" " * 30_000_000}), "unpacks to 30,000,000 bytes", id="a zip bomb"),
    pytest.param(zipped({"a.txt": b"x"}), "0 XML files", id="an archive of something else"),
    pytest.param(zipped({"a.xml": lantern()})[:-30], "broken archive", id="an archive cut short"),
]


@pytest.mark.parametrize(("data", "why"), BAD)
@pytest.mark.parametrize("there", [True, False], ids=["a copy is there", "none is"])
def test_what_cannot_be_read_replaces_nothing(shelf: Shelf, data: bytes, why: str, there: bool) -> None:
    """Is it refused with its reason, and is every file afterwards as before, to the byte?"""
    if there:
        shelf.keep(FILE, came(OLDER), DAY)
        shelf.keep(FILE, came(), DAY)
    before = everything(shelf)
    with pytest.raises(OfficialError, match=why) as refused:
        shelf.keep(FILE, came(data), LATER)
    assert str(FILE.path) in refused.value.problem
    assert everything(shelf) == before
    assert (shelf.text(FILE) is not None) is there


class TestAPublisherThatMisbehaves:
    """The whole way from a real server over https to the folder."""

    @pytest.fixture(scope="class")
    def server(self) -> Iterator[Publisher]:
        """One publisher for these tests."""
        with publisher() as running:
            yield running

    @pytest.mark.parametrize(
        "mode",
        [
            "longer-than-it-is", "shorter-than-it-is", "ten-gigabytes", "endless", "drip", "to-address", "to-another-host",
            "to-http", "bomb", "half-packed", "zip-bomb", "xml-bomb", "deep", "error-page", "empty", "gone", "failed", "busy-long",
        ],
    )  # fmt: skip
    def test_the_good_copy_stays(self, shelf: Shelf, server: Publisher, mode: str) -> None:
        """Is the copy of before there, to the byte, whatever the publisher sends instead?"""
        shelf.keep(FILE, came(), DAY)
        before = everything(shelf)
        fetcher = self.fetcher(server, 0.3 if mode == "drip" else 30)
        file = a_file(address=server.address(mode))
        with pytest.raises(OfficialError):
            shelf.keep(file, fetcher.get(file, None) or Got(None), LATER)
        assert everything(shelf) == before

    @pytest.mark.parametrize("mode", ["act", "packed", "moved", "failed-once", "busy-once", "dropped-once", "zip"])
    def test_a_file_that_comes_after_all_is_kept(self, shelf: Shelf, server: Publisher, mode: str) -> None:
        """Is it read, and its address noted?"""
        server.count.clear()
        file = a_file(address=server.address(mode))
        got = self.fetcher(server).get(file, None)
        assert got is not None
        assert shelf.keep(file, got, DAY) is Change.NEW
        assert HANG in shelf.text(file).provisions[0].text  # type: ignore[union-attr]
        assert shelf.kept(file).address == file.address  # type: ignore[union-attr]

    def test_the_second_time_nothing_is_sent(self, shelf: Shelf, server: Publisher) -> None:
        """Does what is noted the first time make the second one short?"""
        file = a_file(address=server.address("conditional"))
        for change in (Change.NEW, Change.UNCHANGED):
            assert shelf.keep(file, self.fetcher(server).get(file, shelf.kept(file)) or Got(b""), DAY) is change
        first, second = server.asked("conditional")
        assert "If-None-Match" not in first
        assert second["If-None-Match"] == '"v1"'

    def fetcher(self, server: Publisher, seconds: float = 30) -> Fetcher:
        """One that may call this publisher."""
        return Fetcher(
            {server.host},
            allowed=lambda _: True,
            limits=Limits(size=1_000_000, seconds=seconds, attempts=2),
            verify=server.verify,
            resolve=lambda host, port: ["127.0.0.1"],
            pausing=lambda seconds: None,
        )


class TestDamage:
    """A copy that is not as it was fetched is told, never shown, and mended by fetching."""

    @pytest.fixture(autouse=True)
    def _kept(self, shelf: Shelf) -> None:
        shelf.keep(FILE, came(OLDER), DAY)
        shelf.keep(FILE, came(), DAY)

    def test_a_changed_byte(self, shelf: Shelf) -> None:
        """Is it seen although it could be read?"""
        (shelf.folder / FILE.path).write_bytes(lantern().replace(b"dusk", b"noon"))
        assert not shelf.sound(FILE)
        with pytest.raises(OfficialError, match="is damaged: it is not what was fetched on 2026-11-23") as error:
            shelf.text(FILE)
        assert "sources fetch" in error.value.remedy

    def test_a_missing_file(self, shelf: Shelf) -> None:
        """Is its absence told as what it is?"""
        (shelf.folder / FILE.path).unlink()
        with pytest.raises(OfficialError, match="No such file"):
            shelf.text(FILE)

    def test_fetching_again_mends_it_and_keeps_the_good_copy_from_before(self, shelf: Shelf) -> None:
        """Does the damaged copy not become the copy from before?"""
        (shelf.folder / FILE.path).write_bytes(b"rubbish")
        assert shelf.keep(FILE, came(), DAY) is Change.CHANGED
        assert shelf.sound(FILE)
        assert shelf.text_before(FILE).as_of == date(2020, 1, 1)  # type: ignore[union-attr]

    @pytest.mark.parametrize(
        "text",
        ["", "{", "[]", '{"format": 2, "files": {}}', '{"format": 1}', '{"format": 1, "files": {"a": {"sha256": "0"}}}', "\0"],
    )
    def test_a_damaged_manifest(self, shelf: Shelf, text: str) -> None:
        """Is it told with the mend, and nothing overwritten?"""
        (shelf.folder / MANIFEST).write_text(text, "utf-8")
        before = everything(shelf)
        with pytest.raises(OfficialError, match=r"manifest\.json is damaged") as error:
            Shelf(shelf.folder, LOADERS)
        assert "Delete it" in error.value.remedy
        assert everything(shelf) == before


class TestWriting:
    """One writer at a time, in one step, or not at all."""

    def test_a_second_writer_is_kept_out(self, shelf: Shelf) -> None:
        """Does it end at once with a message, and may it write afterwards?"""
        shelf.folder.mkdir()
        with FileLock(shelf.folder / "fetch.lock"), pytest.raises(OfficialError, match="Another fetch is running"), shelf.writing():
            pass
        with shelf.writing():
            shelf.keep(FILE, came(), DAY)
        assert shelf.sound(FILE)

    def test_what_another_wrote_meanwhile_is_known(self, shelf: Shelf) -> None:
        """Is the manifest read again before it is written?"""
        french = a_file(language="fr")
        Shelf(shelf.folder, LOADERS).keep(french, came(), DAY)
        with shelf.writing():
            shelf.keep(FILE, came(), DAY)
        assert shelf.paths() == [str(FILE.path), str(french.path)]

    @pytest.mark.parametrize("at", range(6))
    def test_a_write_that_fails_anywhere(self, shelf: Shelf, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
        """Is there a whole copy afterwards, old or new, and does the next fetch put everything right?"""
        shelf.keep(FILE, came(OLDER), DAY)
        calls = iter(range(100))

        def full(real: Any) -> Any:
            def wrapped(*args: Any) -> Any:
                if next(calls) == at:
                    raise OSError(28, "No space left on device")
                return real(*args)

            return wrapped

        monkeypatch.setattr(shelves.os, "fsync", full(os.fsync))
        monkeypatch.setattr(shelves.os, "replace", full(os.replace))
        with pytest.raises(OfficialError, match="No space left on device"):
            shelf.keep(FILE, came(), DAY)
        assert (shelf.folder / FILE.path).read_bytes() in (OLDER, lantern())
        assert not list(shelf.folder.rglob("*.part"))
        monkeypatch.undo()
        again = Shelf(shelf.folder, LOADERS)
        with again.writing():
            again.keep(FILE, came(), DAY)
        assert read(again) == load(lantern())

    def test_what_a_killed_writer_left_is_cleared(self, shelf: Shelf) -> None:
        """Are half-written files gone after the next fetch?"""
        left = shelf.folder / "ca" / "irpa" / "current.en.xml.1.part"
        left.parent.mkdir(parents=True)
        left.write_bytes(b"half")
        with shelf.writing():
            pass
        assert not left.exists()

    def test_a_folder_that_cannot_be_written(self, tmp_path: Path) -> None:
        """Is it told with what to do?"""
        (tmp_path / "file").write_text("")
        shelf = Shelf(tmp_path / "file" / "official", {})
        with pytest.raises(OfficialError, match="cannot be written") as error, shelf.writing():
            pass
        assert "--data" in error.value.remedy
        with pytest.raises(OfficialError, match="cannot be written"):
            Shelf(tmp_path / "file" / "official", LOADERS).keep(FILE, came(), DAY)


def read(shelf: Shelf) -> OfficialText | None:
    """What is kept."""
    return shelf.text(FILE)


def load(data: bytes) -> OfficialText:
    """What the loader makes of it."""
    return LOADERS[FILE.publication.format](data, FILE.publication)
