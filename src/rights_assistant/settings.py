"""Every knob once: its default, its meaning, and its `RIGHTS_ASSISTANT_*` name."""

from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

_PACKAGE = Path(__file__).parent


def _shipped(name: str) -> Path:
    """A data folder: inside the installed package, or beside `src` in a checkout."""
    installed = _PACKAGE / "_data" / name
    return installed if installed.is_dir() else _PACKAGE.parents[1] / name


class Settings(BaseSettings):
    """Read once, by the roof; nothing below reads the environment."""

    model_config = SettingsConfigDict(env_prefix="RIGHTS_ASSISTANT_", frozen=True, extra="ignore")

    knowledge: Path = Field(default_factory=lambda: _shipped("knowledge"), description="The folder of notes, guides and the rest.")
    prompts: Path = Field(
        default_factory=lambda: _shipped("prompts"), description="The folder of replies, safeguards and interface words."
    )
    evals: Path = Field(
        default_factory=lambda: _shipped("evals"), description="The folder of fixed questions, tables, thresholds and baseline."
    )
    data: Path = Field(
        default_factory=lambda: user_data_path("rights-assistant", appauthor=False),
        description="Where the index is kept. Nothing a person asks is ever written there.",
    )
    model: str = Field(
        default="all-MiniLM-L6-v2",
        description="The embedding model: the packaged all-MiniLM-L6-v2, or a folder with a sentence-transformers model.",
    )
    entailment: str = Field(
        default="",
        description="A cross-encoder for natural language inference, by folder or name, that judges whether the passages carry "
        "a sentence that a chat model wrote; when empty, rules alone do.",
    )
    host: str = Field(default="127.0.0.1", description="The address the page listens on.")
    port: int = Field(default=7860, ge=0, le=65535, description="The port the page listens on.")
