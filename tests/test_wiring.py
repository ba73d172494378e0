"""`wiring`: the official texts that an assistant is opened with, and one that answers the same where they are damaged."""

import logging
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from factories import TODAY
from fakes import Letters, sound_knowledge
from lantern import DAY, SECTIONS
from rights_assistant import wiring
from rights_assistant.adapters.reading import write_relied
from rights_assistant.adapters.texts import NAME
from rights_assistant.assistant import Assistant
from rights_assistant.domain.answer import Answer
from rights_assistant.domain.official import Wording
from rights_assistant.domain.question import ask
from rights_assistant.errors import RightsAssistantError
from rights_assistant.render import to_json
from rights_assistant.settings import Settings
from shelved import a_shelf, a_source, an_edition, filled, read

ACT = SECTIONS | {"72": "(1) You may ask the lantern court.\n(2) You have 15 days."}
SOURCE = a_source(an_edition("en", "fr"))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small knowledge folder, and beside it the data folder that all tests share: one index for all."""
    folder = tmp_path_factory.mktemp("small")
    sound_knowledge(folder / "knowledge")
    return folder


@pytest.fixture
def settings(small: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings whose data folder has the Lantern Act as IRPA."""
    monkeypatch.setattr(wiring, "MiniLM", lambda model: Letters())
    made = Settings(knowledge=small / "knowledge", data=small / "data")
    (made.data / "official" / NAME).unlink(missing_ok=True)
    shelf = filled(a_shelf(made.data / "official"), SOURCE, sections=ACT)
    read(shelf, SOURCE)
    return made


def answer(assistant: Assistant, language: str = "en") -> Answer:
    """The answer to a question that cites IRPA 72."""
    return assistant.answer(ask("My visa was refused. What can I do?", TODAY, jurisdiction="ca", language=language))


def shown(found: Answer) -> list[str]:
    """The law's own words that an answer shows."""
    return [c.official.quote for c in found.citations if c.official]


def without(found: Answer) -> dict[str, Any]:
    """An answer as JSON without the law's own words, and without times."""
    values = to_json(found)
    return values | {"citations": [c | {"official": None} for c in values["citations"]], "timings_ms": {}}


class TestOpenTexts:
    """What there is to open."""

    def test_what_was_read(self, settings: Settings) -> None:
        """Are the texts those of the data folder?"""
        texts = wiring.open_texts(settings)
        assert texts is not None
        assert texts.instruments() == {"ca/irpa": ("en", "fr")}
        texts.close()

    def test_nothing_was_read(self, tmp_path: Path) -> None:
        """Is there nothing, and nothing made, where nobody fetched?"""
        assert wiring.open_texts(Settings(data=tmp_path / "data")) is None
        assert not (tmp_path / "data").exists()

    def test_a_damaged_file(self, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
        """Is there nothing, and the remedy in the log?"""
        (tmp_path / "official").mkdir()
        (tmp_path / "official" / NAME).write_bytes(b"no database" * 500)
        assert wiring.open_texts(Settings(data=tmp_path)) is None
        assert [r.levelno for r in caplog.records] == [logging.ERROR]
        assert "rights-assistant sources read" in caplog.text


class TestAnAssistant:
    """The whole of it, from the shelf to the JSON."""

    def test_the_laws_words_beside_the_citation(self, settings: Settings) -> None:
        """Does a citation of law carry them, and its JSON the file that they stand in?"""
        assistant = wiring.open_assistant(settings)
        found = answer(assistant)
        assert set(shown(found)) == {ACT["72"]}
        official = next(c["official"] for c in to_json(found)["citations"] if c["official"])
        assert official["path"] == "ca/irpa/current.en.xml"
        assert official["fetched_on"] == DAY.isoformat()
        assert (official["languages"], official["sure"]) == (["en", "fr"], False)

    def test_the_place_relied_on(self, settings: Settings) -> None:
        """Is it shown alone once it is known, without opening the assistant again?"""
        assistant = wiring.open_assistant(settings)
        statement = next(c.quote for c in answer(assistant).citations if c.id == "ca/irpa/s-72")
        write_relied(settings.data / "official", {("ca/irpa/s-72", statement): "ca/irpa/s-72/ss-2"})
        assert "(2) You have 15 days." in shown(answer(assistant))

    def test_the_same_answer_without_them(self, settings: Settings) -> None:
        """Is all else of the answer the same where nothing was fetched?"""
        with_them = answer(wiring.open_assistant(settings))
        (settings.data / "official" / NAME).unlink()
        assistant = wiring.open_assistant(settings)
        assert assistant.official is None
        assert shown(answer(assistant)) == []
        assert without(answer(assistant)) == without(with_them)

    def test_a_file_damaged_before_it_is_opened(self, settings: Settings) -> None:
        """Does the assistant open and answer without them?"""
        before = without(answer(wiring.open_assistant(settings)))
        (settings.data / "official" / NAME).write_bytes(b"no database" * 500)
        assistant = wiring.open_assistant(settings)
        assert shown(answer(assistant)) == []
        assert without(answer(assistant)) == before

    def test_a_file_damaged_while_it_is_open(self, settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
        """Does a running assistant answer without them, and say why in the log without the question?"""
        path = settings.data / "official" / NAME
        assistant = wiring.open_assistant(settings)
        before = without(answer(assistant))
        assistant = wiring.open_assistant(settings)
        with path.open("r+b") as file:
            file.seek(100)
            file.write(b"\xff" * (path.stat().st_size - 100))
        found = answer(assistant)
        assert shown(found) == []
        assert without(found) == before
        assert "OfficialError" in caplog.text
        assert "refused" not in caplog.text


class Unreadable:
    """Official texts that fail at one of their questions."""

    def __init__(self, at: str) -> None:
        self.at = at

    def _fail(self, name: str) -> None:
        if name == self.at:
            raise RightsAssistantError("The texts cannot be read.", "Read them again.")

    def languages(self, address: str) -> tuple[str, ...]:
        """English."""
        self._fail("languages")
        return ("en",)

    def wording(self, address: str, language: str) -> Wording | None:
        """None."""
        self._fail("wording")
        return None

    def relied_on(self, provision: str, statement: str) -> str:
        """Nothing."""
        self._fail("relied_on")
        return ""


@pytest.mark.parametrize("at", ["languages", "wording", "relied_on", "nowhere"])
def test_wherever_they_fail(settings: Settings, at: str) -> None:
    """Does the answer stand without them, whichever question they cannot answer?"""
    assistant = wiring.open_assistant(settings)
    whole = answer(assistant)
    found = answer(replace(assistant, official=Unreadable(at)))
    assert shown(whole) != []
    assert shown(found) == []
    assert without(found) == without(whole)
