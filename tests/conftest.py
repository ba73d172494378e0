"""Every test runs without the network and away from the person's own folders."""

import os
import socket
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
KNOWLEDGE = ROOT / "knowledge"
PROMPTS = ROOT / "prompts"

for name in ("GRADIO_ANALYTICS_ENABLED", "ANONYMIZED_TELEMETRY", "LANGSMITH_TRACING"):
    os.environ[name] = "False"
os.environ |= {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "DO_NOT_TRACK": "1"}

_connect = socket.socket.connect


def _only_here(self: socket.socket, address: Any) -> None:
    host = address[0] if isinstance(address, tuple) else ""
    if self.family in (socket.AF_INET, socket.AF_INET6) and host not in ("127.0.0.1", "::1", "localhost"):
        raise OSError(f"a test tried to reach {host}")
    _connect(self, address)


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No network beyond this machine; a data folder of the test's own."""
    monkeypatch.setattr(socket.socket, "connect", _only_here)
    for key in [k for k in os.environ if k.startswith(("RIGHTS_ASSISTANT_", "RIGHTS_MODEL"))]:
        monkeypatch.delenv(key)
    monkeypatch.setenv("RIGHTS_ASSISTANT_DATA", str(tmp_path / "data"))


@pytest.fixture(scope="session")
def library() -> Any:
    """The real knowledge, read once."""
    from rights_assistant.knowledge import load

    return load(KNOWLEDGE)


@pytest.fixture(scope="session")
def real_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with an index of the real knowledge, built once for all tests that need it."""
    from rights_assistant.settings import Settings
    from rights_assistant.wiring import build_index

    data = tmp_path_factory.mktemp("real") / "data"
    build_index(Settings(knowledge=KNOWLEDGE, prompts=PROMPTS, data=data))
    return data


@pytest.fixture(scope="session")
def assistant(real_data: Path) -> Any:
    """The whole assistant: real notes, real Chroma, real embeddings."""
    from rights_assistant.settings import Settings
    from rights_assistant.wiring import open_assistant

    return open_assistant(Settings(knowledge=KNOWLEDGE, prompts=PROMPTS, data=real_data))
