"""The table of loaders: one for each format, imported when it is first used."""

import sys
from types import ModuleType

import pytest

from lantern import a_file, lantern, load_lantern
from rights_assistant.adapters.publishers import loaders
from rights_assistant.adapters.publishers.loaders import LOADERS
from rights_assistant.domain.official import Format
from rights_assistant.errors import OfficialError

PACKAGE = "rights_assistant.adapters.publishers"


def test_every_format_has_a_place() -> None:
    """Is there an entry for each, and no way to change one?"""
    assert set(LOADERS) == set(Format)
    with pytest.raises(TypeError):
        LOADERS[Format.PDF] = load_lantern  # type: ignore[index]


def test_a_loader_is_found_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """Does the module with the name of the format read the file?"""
    module = ModuleType(f"{PACKAGE}.gii")
    module.load = load_lantern  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    file = a_file(format=Format.GII)
    assert LOADERS[Format.GII](lantern(), file.publication) == load_lantern(lantern(), file.publication)


def test_a_format_that_nothing_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is a loader that is not there an error that names the file and the format?"""

    def missing(name: str) -> ModuleType:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)

    monkeypatch.setattr(loaders, "import_module", missing)
    with pytest.raises(OfficialError, match=r"ca/irpa/current\.en\.pdf is in the format pdf, which nothing here reads"):
        LOADERS[Format.PDF](b"", a_file(format=Format.PDF).publication)


def test_a_loader_that_lacks_something_else_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is another missing module told as what it is?"""

    def lacking(name: str) -> ModuleType:
        raise ModuleNotFoundError("No module named 'pypdf'", name="pypdf")

    monkeypatch.setattr(loaders, "import_module", lacking)
    with pytest.raises(ModuleNotFoundError, match="pypdf"):
        LOADERS[Format.PDF](b"", a_file(format=Format.PDF).publication)
