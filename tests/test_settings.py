"""`settings`: every knob, its default, and its name in the environment."""

from pathlib import Path

import pytest
from platformdirs import user_data_path
from pydantic import ValidationError

from rights_assistant import settings
from rights_assistant.settings import Settings

ROOT = Path(__file__).parents[1]


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> Settings:
    """The settings of someone who set nothing."""
    monkeypatch.delenv("RIGHTS_ASSISTANT_DATA")
    return Settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("knowledge", ROOT / "knowledge", id="the notes of the checkout"),
        pytest.param("prompts", ROOT / "prompts", id="its words"),
        pytest.param("evals", ROOT / "evals", id="its questions"),
        pytest.param("data", user_data_path("rights-assistant", appauthor=False), id="the index in the person's own data folder"),
        pytest.param("model", "all-MiniLM-L6-v2", id="the packaged model"),
        pytest.param("host", "127.0.0.1", id="heard on this machine only"),
        pytest.param("port", 7860, id="the usual port"),
        pytest.param("chat_model", "", id="no chat model"),
        pytest.param("chat_base_url", "", id="its provider's address"),
        pytest.param("chat_seconds", 8.0, id="eight seconds for a model"),
        pytest.param("chat_retries", 1, id="one more try"),
    ],
)
def test_defaults(bare: Settings, name: str, value: object) -> None:
    """What holds for someone who set nothing?"""
    assert getattr(bare, name) == value


@pytest.mark.parametrize(
    ("name", "given", "value"),
    [
        pytest.param("KNOWLEDGE", "/srv/notes", Path("/srv/notes"), id="other notes"),
        pytest.param("PROMPTS", "/srv/words", Path("/srv/words"), id="other words"),
        pytest.param("EVALS", "/srv/questions", Path("/srv/questions"), id="other questions"),
        pytest.param("DATA", "/srv/index", Path("/srv/index"), id="another place for the index"),
        pytest.param("MODEL", "/srv/model", "/srv/model", id="another model"),
        pytest.param("HOST", "::1", "::1", id="another address"),
        pytest.param("PORT", "0", 0, id="any free port"),
        pytest.param("PORT", "65535", 65535, id="the highest port"),
        pytest.param("CHAT_MODEL", "openai:gpt-5", "openai:gpt-5", id="a chat model"),
        pytest.param("CHAT_BASE_URL", "http://127.0.0.1:8080/v1", "http://127.0.0.1:8080/v1", id="where it runs"),
        pytest.param("CHAT_SECONDS", "2.5", 2.5, id="another time limit"),
        pytest.param("CHAT_TOKENS", "200", 200, id="another length"),
        pytest.param("CHAT_RETRIES", "0", 0, id="no more tries"),
        pytest.param("CHAT_CALLS_A_DAY", "0", 0, id="no calls"),
    ],
)
def test_environment(monkeypatch: pytest.MonkeyPatch, name: str, given: str, value: object) -> None:
    """Is each knob set by its own name in the environment?"""
    monkeypatch.setenv(f"RIGHTS_ASSISTANT_{name}", given)
    assert getattr(Settings(), name.lower()) == value


def test_a_knob_without_our_name_is_not_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is a variable of another program left alone?"""
    monkeypatch.setenv("PORT", "1")
    monkeypatch.setenv("RIGHTS_ASSISTANT_COLOUR", "red")
    assert Settings().port == 7860


def test_what_is_given_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    """Does an option of the command line win over the environment?"""
    monkeypatch.setenv("RIGHTS_ASSISTANT_PORT", "8000")
    assert Settings(port=9000).port == 9000


@pytest.mark.parametrize(
    ("variable", "name"), [("RIGHTS_MODEL", "chat_model"), ("RIGHTS_MODEL_BASE_URL", "chat_base_url")], ids=["model", "address"]
)
def test_the_short_names_of_the_chat_model(monkeypatch: pytest.MonkeyPatch, variable: str, name: str) -> None:
    """Do the two short names mean the same, lose to the long ones, and are names without ours left alone?"""
    monkeypatch.setenv(name.upper(), "http://not-ours")
    assert getattr(Settings(), name) == ""
    monkeypatch.setenv(variable, "http://short")
    assert getattr(Settings(), name) == "http://short"
    monkeypatch.setenv(f"RIGHTS_ASSISTANT_{name.upper()}", "http://long")
    assert getattr(Settings(), name) == "http://long"
    assert getattr(Settings(**{name: "http://given"}), name) == "http://given"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BASE_URL", "example.org"),
        ("BASE_URL", "file:///etc/passwd"),
        ("SECONDS", "0"),
        ("SECONDS", "61"),
        ("RETRIES", "-1"),
        ("TOKENS", "1"),
    ],
)
def test_what_a_chat_model_cannot_be_given(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    """Is an address that is none, or a limit that limits nothing, refused and named?"""
    monkeypatch.setenv(f"RIGHTS_ASSISTANT_CHAT_{name}", value)
    with pytest.raises(ValidationError, match=f"(?i)chat_{name}"):
        Settings()


@pytest.mark.parametrize("port", ["-1", "65536", "web", "78.6", ""])
def test_no_such_port(monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    """Is a port that cannot exist refused at once, and named?"""
    monkeypatch.setenv("RIGHTS_ASSISTANT_PORT", port)
    with pytest.raises(ValidationError, match="port"):
        Settings()


def test_they_do_not_change() -> None:
    """Can nothing below the roof change a setting?"""
    with pytest.raises(ValidationError, match="frozen"):
        Settings().port = 1  # type: ignore[misc]


def test_installed_notes_come_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Does an installed package use its own notes, and a checkout those beside `src`?"""
    package = tmp_path / "src" / "rights_assistant"
    (package / "_data" / "knowledge").mkdir(parents=True)
    monkeypatch.setattr(settings, "_PACKAGE", package)
    assert Settings().knowledge == package / "_data" / "knowledge"
    assert Settings().prompts == tmp_path / "prompts"


def test_every_knob_says_what_it_means() -> None:
    """Has every setting a sentence that the reference can print?"""
    for name, field in Settings.model_fields.items():
        assert (field.description or "").endswith("."), name
