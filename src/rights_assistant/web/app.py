"""The whole web face: our own FastAPI app with the chat mounted in it, all behind the shield."""

import asyncio
import os
import re
import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from html import escape
from json import dumps
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rights_assistant.catalogue import Catalogue
from rights_assistant.domain.library import Library
from rights_assistant.ports import Asker
from rights_assistant.web.pace import Pace
from rights_assistant.web.press import LIBRARY
from rights_assistant.web.talk import Host
from rights_assistant.web.words import Words

if TYPE_CHECKING:
    from fastapi import FastAPI

_STATIC = Path(__file__).parent / "static"

CONNECTIONS: Final = 1024
"""Most connections at once; an open page holds one."""

QUIET: Final = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "ANONYMIZED_TELEMETRY": "False",
    "LANGSMITH_TRACING": "false",
    "DO_NOT_TRACK": "1",
}
"""What keeps our parts from calling home; set before any of them is imported."""

_SCRIPT_WORDS: Final = {
    "link": "source.link",
    "label": "source.label",
    "loading": "source.loading",
    "failed": "source.failed",
    "close": "source.close",
    "marked": "source.marked",
    "publisher": "source.publisher",
    "sources": "answer.sources",
    "looking": "chat.looking",
    "too_fast": "chat.too_fast",
    "too_big": "chat.too_big",
    "busy": "chat.busy",
    "offline": "chat.offline",
    "not_understood": "chat.not_understood",
}
"""The words the script needs, by its own short names."""

_FOREIGN = re.compile(rb'\s*<meta\s+(?:property="og:|name="twitter:)[^>]*>|\s*<link rel="manifest"[^>]*>')
_RESIZER = re.compile(rb"<script>(?:(?!</script>).)*iframeResizer\.contentWindow(?:(?!</script>).)*</script>", re.DOTALL)
_LANG = re.compile(rb'<html\s+lang="[^"]*"')


def create_app(
    asker: Asker,
    library: Library,
    *,
    index_id: str,
    today: Callable[[], date],
    words: Mapping[str, object],
    told: Sequence[str],
    catalogue: Catalogue | None = None,
    clock: Callable[[], float] = time.monotonic,
    nonce: Callable[[], str] = secrets.token_urlsafe,
) -> "FastAPI":
    """The app, ready to be served.

    Args:
        asker: answers the questions.
        library: where cited sources are opened from.
        index_id: shown by `/readyz`, to tell which knowledge is being served.
        today: the day of asking.
        words: the interface words, as they stand in `prompts/locales/<language>.yaml`.
        told: what a person must know before the first question: where it is sent. Nothing, where it stays here.
        catalogue: what the Library shows; our notes alone where there is none.
        clock: seconds that only go up, for the pace of asking.
        nonce: a fresh secret for every response.

    Raises:
        KnowledgeError: when a word that the page needs is missing.
    """
    os.environ.update(QUIET)
    page_words = Words(words)

    async def built() -> "FastAPI":
        return _assemble(asker, catalogue or Catalogue(library), index_id, today, page_words, told, clock, nonce)

    # Inside a loop, because Gradio opens loops of its own outside of one and never closes them.
    return asyncio.run(built())


def _assemble(
    asker: Asker,
    catalogue: Catalogue,
    index_id: str,
    today: Callable[[], date],
    words: Words,
    told: Sequence[str],
    clock: Callable[[], float],
    nonce: Callable[[], str],
) -> "FastAPI":
    from fastapi import FastAPI
    from fastapi.middleware.cors import CORSMiddleware
    from gradio import mount_gradio_app, themes
    from starlette.staticfiles import StaticFiles

    from rights_assistant.web.door import Door
    from rights_assistant.web.page import build
    from rights_assistant.web.routes import add_routes
    from rights_assistant.web.shield import Shield

    page = build(Host(asker, today, words), told)
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    # CORS closed here also switches Gradio's own off, which reflects any origin; the last one added is the outermost.
    app.add_middleware(CORSMiddleware, allow_origins=[])
    app.add_middleware(Door, forms=page.forms, pace=Pace(clock, secrets.token_bytes(16)), words=words)
    app.add_middleware(Shield, words=words, nonce=nonce, mend=partial(mend, words=words))
    add_routes(app, catalogue, index_id=index_id, today=today, words=words)
    app.mount("/static-ours", StaticFiles(directory=_STATIC))
    mount_gradio_app(
        app,
        page.blocks,
        path="/chat",
        app_kwargs={"docs_url": None, "redoc_url": None, "openapi_url": None},
        footer_links=[],
        run_history=False,
        allowed_paths=[],
        show_error=False,
        max_file_size=1,
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        mcp_server=False,
        theme=themes.Base(font="system-ui", font_mono="monospace", text_size="lg"),
    )
    return app


def head(words: Words) -> str:
    """The tags that bring in our own script and style, and the words the script needs."""
    told = dumps({short: words.raw(name) for short, name in _SCRIPT_WORDS.items()}, ensure_ascii=False)
    return (
        f'<meta name="ours-words" content="{escape(told)}"><meta name="ours-lang" content="{escape(words("lang"))}">'
        '<link rel="icon" href="data:,"><link rel="stylesheet" href="/static-ours/app.css">'
        '<script defer src="/static-ours/app.js"></script>'
    )


def mend(page: bytes, *, words: Words) -> bytes:
    """Gradio's page without its foreign addresses, in our language, with our tags and a word for browsers without script.

    Gradio's own `head=` would add our style only after its script has run: seconds later on a slow phone.
    """
    if b"<gradio-app" not in page:
        return page
    page = _LANG.sub(f'<html lang="{escape(words("lang"))}"'.encode(), _RESIZER.sub(b"", _FOREIGN.sub(b"", page)), count=1)
    way = f'<a href="{LIBRARY}">{escape(words("page.library_no_script"))}</a>'
    note = f"<noscript><p>{escape(words('page.no_script'))} {way}</p></noscript>"
    return page.replace(b"</head>", f"{head(words)}</head>".encode(), 1).replace(b"</body>", f"{note}</body>".encode(), 1)


def serve(app: "FastAPI", host: str, port: int) -> None:
    """Serves the app until it is stopped. Nothing about a request is logged."""
    import uvicorn

    uvicorn.run(
        app,
        host=host,
        port=port,
        access_log=False,
        server_header=False,
        log_level="warning",
        limit_concurrency=CONNECTIONS,
        timeout_graceful_shutdown=5,
    )
