"""`adapters.english`: the list of English words that comes with its package."""

from pathlib import Path

import pytest

from rights_assistant.adapters import english as adapter
from rights_assistant.errors import RightsAssistantError


def test_everyday_words_are_known_and_errors_are_not() -> None:
    """Does the list hold everyday English with its counts, the most frequent first, and no misspelling of it?"""
    words = adapter.english()
    assert {"visa", "asylum", "refuse", "refused", "computer", "germany", "iran"} <= words.keys()
    assert not {"goverment", "recieve", "desision", "refus", "thier"} & words.keys()
    assert next(iter(words)) == "the"
    assert words["the"] > words["visa"] > words["biometric"] > 0


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(None, id="no such file"),
        pytest.param("the many", id="a count that is no number"),
        pytest.param("the", id="no count"),
    ],
)
def test_a_broken_list_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str | None) -> None:
    """Is a list that cannot be read told in words, with how to get it back?"""
    monkeypatch.setattr(adapter, "files", lambda package: tmp_path)
    if text is not None:
        (tmp_path / adapter._LIST).write_text(text, "utf-8")
    with pytest.raises(RightsAssistantError, match="English words cannot be read") as raised:
        adapter.english()
    assert "symspellpy" in raised.value.remedy


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is the package named when it is not installed?"""

    def gone(package: str) -> Path:
        raise ModuleNotFoundError(package)

    monkeypatch.setattr(adapter, "files", gone)
    with pytest.raises(RightsAssistantError, match="ModuleNotFoundError"):
        adapter.english()
