"""All files of a list, one after another: what came of each, and that one that fails stops no other."""

from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

import pytest

from lantern import DAY, LOADERS, a_file, lantern, write_mirror
from rights_assistant.adapters.gathering import Fate, Gathered, Mirror, gather
from rights_assistant.adapters.shelf import Shelf
from rights_assistant.domain.sources import File, Got, Kept
from rights_assistant.errors import OfficialError

T = TypeVar("T")

ENGLISH = a_file(mirror="ca/irpa/en.xml")
FRENCH = a_file(language="fr", mirror="ca/irpa/fr.xml")
GERMAN = a_file(language="de", mirror="ca/irpa/de.xml")
SPANISH = a_file(language="es", address="https://lanterns.test/es.xml")


class Watched:
    """A progress that remembers what it was told."""

    def __init__(self) -> None:
        self.told: list[tuple[str, int]] = []

    def __call__(self, items: Iterable[T], label: str, total: int) -> Iterable[T]:
        """The same items."""
        self.told.append((label, total))
        return items


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """An empty one."""
    return Shelf(tmp_path / "official", LOADERS)


def fates(gathered: Iterable[Gathered]) -> list[str]:
    """What came of each."""
    return [g.fate.value for g in gathered]


def test_one_that_fails_stops_no_other(shelf: Shelf, tmp_path: Path) -> None:
    """Is each told apart, and the good ones kept?"""
    mirror = Mirror(
        write_mirror(tmp_path / "mirror", ca__irpa__en__xml=b"", **{"ca__irpa__en.xml": b"<lamp/>", "ca__irpa__fr.xml": lantern()})
    )
    watched = Watched()
    files = [ENGLISH, FRENCH, GERMAN, SPANISH]
    gathered = list(gather(files, mirror, shelf, DAY, watched))
    assert fates(gathered) == ["failed", "new", "not there", "not there"]
    assert "is no Lantern Act" in gathered[0].why
    assert watched.told == [("Fetching official texts", 4)]
    assert fates(gather(files, mirror, shelf, DAY, watched)) == ["failed", "unchanged", "not there", "not there"]
    write_mirror(tmp_path / "mirror", **{"ca__irpa__en.xml": lantern(), "ca__irpa__fr.xml": lantern(as_of="2026-06-01")})
    assert fates(gather(files, mirror, shelf, DAY, watched)) == ["new", "changed", "not there", "not there"]


def test_only_a_sound_copy_is_held_against_the_publishers(shelf: Shelf) -> None:
    """Is a damaged copy fetched whole, although what is known of it would say that it has not changed?"""
    known: list[Kept | None] = []

    class Conditional:
        """Sends nothing to whoever has a copy."""

        def get(self, file: File, kept: Kept | None) -> Got | None:
            """The file, or that it has not changed."""
            known.append(kept)
            return Got(None if kept else lantern(), file.address)

    for damaged in (False, False, True):
        if damaged:
            (shelf.folder / SPANISH.path).write_bytes(b"rubbish")
        list(gather([SPANISH], Conditional(), shelf, DAY, Watched()))
        assert shelf.sound(SPANISH)
    assert [k is not None for k in known] == [False, True, False]


class TestMirror:
    """A folder in the place of the publishers."""

    def test_it_must_be_there(self, tmp_path: Path) -> None:
        """Is a folder that is not there an error before anything is looked for?"""
        with pytest.raises(OfficialError, match="There is no folder"):
            Mirror(tmp_path / "nowhere")

    def test_nothing_outside_of_it_is_read(self, tmp_path: Path) -> None:
        """Is a path or a link that leads out refused?"""
        (tmp_path / "secret.xml").write_bytes(lantern())
        folder = write_mirror(tmp_path / "mirror", **{"ca__irpa__en.xml": lantern()})
        (folder / "ca" / "irpa" / "fr.xml").symlink_to(tmp_path / "secret.xml")
        for file in (a_file(mirror="../secret.xml"), FRENCH):
            with pytest.raises(OfficialError, match="leads out of the mirror"):
                Mirror(folder).get(file, None)

    def test_a_folder_is_no_file(self, tmp_path: Path) -> None:
        """Is a folder of that name as good as nothing?"""
        (tmp_path / "ca" / "irpa" / "en.xml").mkdir(parents=True)
        assert Mirror(tmp_path).get(ENGLISH, None) is None

    def test_what_comes_says_from_where(self, tmp_path: Path) -> None:
        """Is the path in the mirror noted, and no address?"""
        folder = write_mirror(tmp_path, **{"ca__irpa__en.xml": lantern()})
        assert Mirror(folder).get(ENGLISH, None) == Got(lantern(), mirror="ca/irpa/en.xml")


def test_every_change_has_its_fate() -> None:
    """Can whatever keeping a file does be told?"""
    from rights_assistant.adapters.shelf import Change

    assert {c.value for c in Change} < {f.value for f in Fate}
