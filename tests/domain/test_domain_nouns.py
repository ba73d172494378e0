"""The nouns together: values that nothing on the way of a question can change."""

import importlib
import pkgutil
from dataclasses import is_dataclass

import pytest

from rights_assistant import domain
from rights_assistant.domain.library import Library

MODULES = [importlib.import_module(f"{domain.__name__}.{module.name}") for module in pkgutil.iter_modules(domain.__path__)]
NOUNS = {noun for module in MODULES for noun in vars(module).values() if isinstance(noun, type) and is_dataclass(noun)}


@pytest.mark.parametrize("noun", sorted(NOUNS, key=lambda noun: noun.__name__), ids=lambda noun: noun.__name__)
def test_a_noun_is_a_frozen_value(noun: type) -> None:
    """Is what was read, asked or answered closed to changes and to further fields?"""
    assert noun.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert noun is Library or "__slots__" in vars(noun)


@pytest.mark.parametrize("name", ["Document", "Instrument", "Provision", "System", "Remedy", "Referral", "Guide"])
def test_what_is_read_from_a_file_is_built_by_name(name: str) -> None:
    """Can no two texts of a document be swapped by their place in a call?"""
    (noun,) = [noun for noun in NOUNS if noun.__name__ == name]
    assert all(field.kw_only for field in noun.__dataclass_fields__.values())  # type: ignore[attr-defined]


def test_the_nouns_were_found() -> None:
    """Are these tests about something?"""
    assert {"Statement", "Passage", "Question", "Answer", "Window", "Library"} <= {noun.__name__ for noun in NOUNS}
