"""The nouns of the list of sources: a file knows where it is kept, an edition which provisions it gives."""

from pathlib import PurePosixPath

import pytest

from lantern import a_file
from rights_assistant.domain.official import Format, Unit
from rights_assistant.domain.sources import SUFFIX, Edition, Source, path_of

OJ = Edition("oj", (a_file(edition="oj"),), units=frozenset({Unit.RECITAL}))
NOW = Edition("current", (a_file(), a_file(language="fr")))
OLD = Edition("old", (a_file(edition="old"),), outdated=True)


def test_where_a_file_is_kept() -> None:
    """Do jurisdiction, instrument, edition, language and format make its path?"""
    assert a_file(instrument="eu/ai-act", language="zh-hant", edition="oj").path == PurePosixPath("eu/ai-act/oj.zh-hant.xml")
    assert a_file(format=Format.PDF).publication.name == "ca/irpa/current.en.pdf"


@pytest.mark.parametrize("format", Format)
def test_every_format_has_a_suffix(format: Format) -> None:
    """Does a file of any format have a name?"""
    assert path_of("ca/irpa", "current", "en", format).suffix == f".{SUFFIX[format]}"


def test_the_host_of_an_address() -> None:
    """Is it the host alone, and nothing where there is no address?"""
    assert a_file(address="https://lanterns.test/a?b=https://elsewhere.test").host == "lanterns.test"
    assert a_file(mirror="ca/irpa/en.xml").host == ""


def test_what_an_edition_gives() -> None:
    """Are only the named kinds taken from an edition that names some, and all from another?"""
    assert [u for u in Unit if OJ.gives(u)] == [Unit.RECITAL]
    assert all(NOW.gives(u) for u in Unit)


def test_the_file_in_a_language() -> None:
    """Is it found, and nothing where there is none?"""
    assert NOW.file("fr") == NOW.files[1]
    assert NOW.file("de") is None


def test_outdated_editions_are_only_given_when_asked_for() -> None:
    """Are the files of the others there in their order?"""
    source = Source("ca/irpa", "Lantern Office", editions=(NOW, OLD, OJ))
    assert list(source.files()) == [*NOW.files, *OJ.files]
    assert list(source.files(outdated=True)) == [*NOW.files, *OLD.files, *OJ.files]
