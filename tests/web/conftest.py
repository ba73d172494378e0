"""What the tests of the page share: the app around a stub asker, a client of it, a server, a browser."""

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml

from lawbooks import open_texts
from rights_assistant.catalogue import Catalogue
from rights_assistant.domain.answer import Answer
from rights_assistant.domain.document import Provision
from rights_assistant.domain.library import Library
from rights_assistant.domain.question import Question
from rights_assistant.engine.drafting import Engine
from rights_assistant.web.words import Words
from web.stub import DOCUMENTS, SECTION_72, TODAY, Stub, provision, section

ROOT = Path(__file__).parents[2]
ADDRESS = "http://testserver"


@pytest.fixture(scope="session")
def library() -> Library:
    return Library({(d.id, d.language): d for d in DOCUMENTS}, {})


@pytest.fixture(scope="session")
def raw_words() -> dict[str, object]:
    loaded = yaml.safe_load((ROOT / "prompts/locales/en.yaml").read_text("utf-8"))
    assert isinstance(loaded, dict)
    return loaded


@pytest.fixture(scope="session")
def words(raw_words: dict[str, object]) -> Words:
    return Words(raw_words)


@dataclass
class Tick:
    """A clock that only moves when told to."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Site:
    """The app, what it asks, and the clock of its pace."""

    app: Any
    stub: Stub
    tick: Tick


@dataclass
class Worded:
    """The stub with a chat model that words its short answers, as the settings open it."""

    stub: Stub
    engine: Engine

    def answer(self, question: Question) -> Answer:
        """The stub's answer in the model's words, where these pass."""
        return self.engine.reword(self.stub.answer(question))


def make_site(
    library: Library,
    raw_words: dict[str, object],
    told: Sequence[str] = (),
    engine: Engine | None = None,
    catalogue: Catalogue | None = None,
) -> Site:
    """A fresh app around a fresh stub, and a chat model and official texts where there are some."""
    from rights_assistant.web.app import create_app

    stub, tick = Stub(), Tick()
    asker = Worded(stub, engine) if engine else stub
    build = partial(create_app, asker, library, index_id="index-7f3a", today=lambda: TODAY, words=raw_words, told=told, clock=tick)
    with ThreadPoolExecutor(1) as apart:  # an open browser has a loop in this thread, and an app is built in its own
        app = apart.submit(build, catalogue=catalogue).result()
    return Site(app, stub, tick)


@pytest.fixture(scope="session")
def site(library: Library, raw_words: dict[str, object]) -> Site:
    return make_site(library, raw_words)


FIRST, FIFTEEN = (statement.text for statement in SECTION_72.sections[0].statements[:2])
RELIED = {("ca/irpa/s-72", FIFTEEN): "ca/irpa/s-72/ss-2/par-b", ("ca/irpa/s-72", FIRST): "ca/irpa/s-72/ss-2/par-a"}
"""Where the place in the Lantern Act is known that a sentence rests on."""
LONG_NOTE = provision("ca/irpa/s-9", "Section 9: lighting", section("What it says", "Lamps burn.", "No lantern is dark."))
UDHR_NOTE = provision("int/udhr/art-1", "Article 1: lamps", section("What it says", "Everyone has a lamp."))


@pytest.fixture(scope="session")
def lit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    """A catalogue with official texts: the lawbooks beside the stub's notes."""
    documents = (*DOCUMENTS, LONG_NOTE, UDHR_NOTE)
    laws = {d.instrument.id: d.instrument for d in documents if isinstance(d, Provision)}
    relied = {**RELIED, ("ca/irpa/s-9", "No lantern is dark."): "ca/irpa/s-9/ss-40"}
    texts = open_texts(tmp_path_factory.mktemp("lawbooks") / "official", relied)
    yield Catalogue(Library({(d.id, d.language): d for d in documents}, laws), texts, unreadable={"eu/ai-act": "It is a secret."})
    texts.close()


@pytest.fixture(scope="session")
def lit_site(lit: Catalogue, raw_words: dict[str, object]) -> Site:
    return make_site(lit.library, raw_words, catalogue=lit)


@pytest.fixture
def lit_client(lit_site: Site) -> Iterator[Any]:
    """A client of the app that has official texts."""
    from starlette.testclient import TestClient

    with TestClient(lit_site.app, base_url=ADDRESS, follow_redirects=False, raise_server_exceptions=False) as found:
        yield found


@pytest.fixture
def client(site: Site) -> Iterator[Any]:
    """A client of the app, an hour after the last one: its pace starts full."""
    from starlette.testclient import TestClient

    site.tick.now += 3600
    site.stub.asked.clear()
    with TestClient(site.app, base_url=ADDRESS, follow_redirects=False, raise_server_exceptions=False) as found:
        yield found


@dataclass(frozen=True)
class Server:
    """A served app and where it is; and the chat model that it asks, where there is one."""

    url: str
    site: Site
    log: Path
    model: Any = None


@pytest.fixture(scope="session")
def server(library: Library, raw_words: dict[str, object], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app served for real on a free port of this machine."""
    temp = tmp_path_factory.mktemp("gradio")
    os.environ["GRADIO_TEMP_DIR"] = str(temp)
    with served(make_site(library, raw_words), temp) as found:
        yield found


@pytest.fixture(scope="session")
def lit_server(lit: Catalogue, raw_words: dict[str, object], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app that has official texts, served for real."""
    temp = tmp_path_factory.mktemp("gradio")
    os.environ["GRADIO_TEMP_DIR"] = str(temp)
    with served(make_site(lit.library, raw_words, catalogue=lit), temp) as found:
        yield found


@contextmanager
def served(site: Site, temp: Path) -> Iterator[Server]:
    """An app served until the block ends."""
    import uvicorn

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = uvicorn.Config(site.app, host="127.0.0.1", port=port, access_log=False, server_header=False, log_level="warning")
    running = uvicorn.Server(config)
    thread = threading.Thread(target=running.run, daemon=True)
    thread.start()
    for _ in range(100):
        if running.started:
            break
        time.sleep(0.1)
    assert running.started, "the server did not start within ten seconds"
    yield Server(f"http://127.0.0.1:{port}", site, temp)
    running.should_exit = True
    thread.join(5)


def find_chromium() -> str | None:
    """A Chromium to look at the page with: the environment's, the system's, or Playwright's own."""
    named = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if named:
        return named
    from playwright.sync_api import sync_playwright

    with sync_playwright() as tool:
        own = tool.chromium.executable_path
    return own if Path(own).exists() else None
