"""What stands between the page and the network: an allow-list of paths, a size cap, headers and a script nonce."""

import asyncio
import gzip
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rights_assistant.web.words import Words

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_log = logging.getLogger(__name__)

CAP: Final = 16 * 1024
"""Most bytes read of any request's body: a question is at most 500 characters."""

PATIENCE: Final = 10.0
"""Seconds in which a body must have arrived."""

_READ = frozenset({"GET", "HEAD"})
_POST = frozenset({"POST"})


@dataclass(frozen=True, slots=True)
class Rule:
    """Paths that may be reached, and how."""

    methods: frozenset[str]
    pattern: re.Pattern[str]


def _rule(methods: frozenset[str], pattern: str) -> Rule:
    return Rule(methods, re.compile(pattern))


_FILE = r"[A-Za-z0-9._/-]{1,200}"
ALLOWED: Final[tuple[Rule, ...]] = (
    _rule(_READ, r"/|/chat/?|/robots\.txt|/healthz|/readyz"),
    _rule(_READ, r"/static-ours/(app\.js|app\.css|library\.css)"),
    _rule(_READ, r"/source/[^\x00-\x1f\\]{1,300}"),
    _rule(_READ, r"/library(/[a-z0-9.-]{1,80}){0,10}"),
    _rule(_READ, r"/chat/(config/?|theme\.css|favicon\.ico|manifest\.json|robots\.txt)"),
    _rule(_READ, rf"/chat/(assets|static|svelte)/{_FILE}"),
    _rule(_READ, r"/chat/gradio_api/(queue/data|heartbeat/[A-Za-z0-9]{1,40}|startup-events|app_id|theme\.css)"),
    _rule(_POST, r"/chat/gradio_api/(queue/join|cancel|reset/?)"),
)
"""Everything that can be reached. What is not here is not there: Gradio's upload, file, proxy, info and deep link."""

_PRIVATE = re.compile(r"/chat/gradio_api/|/chat/config|/source/|/library|/healthz|/readyz")
_OWN = re.compile(r"/static-ours/.*")
_LASTING = re.compile(r"/chat/assets/.*-[A-Za-z0-9_-]{8}\d*\.(js|css|woff2)")
_PAGE = re.compile(r"/chat/?$|/source/|/library")
_SCRIPT = re.compile(rb"<script(?=[\s>])", re.IGNORECASE)
_OURS: Final = {
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
    b"permissions-policy": b"camera=(), microphone=(), geolocation=()",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
}
_DROPPED = {*_OURS, b"server", b"content-security-policy", b"access-control-allow-origin", b"access-control-allow-credentials"}


def policy(nonce: str) -> str:
    """The content security policy: nothing from elsewhere, no inline script without the nonce, no eval."""
    return (
        f"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        "font-src 'self' data:; connect-src 'self'; manifest-src 'self'; object-src 'none'; base-uri 'self'; "
        "form-action 'self'; frame-ancestors 'none'"
    )


def allowed(path: str, method: str) -> int:
    """200 when the path may be reached this way, 405 when only otherwise, 404 when not at all."""
    if ".." in path or "//" in path:
        return 404
    rules = [rule for rule in ALLOWED if rule.pattern.fullmatch(path)]
    if not rules:
        return 404
    return 200 if any(method in rule.methods for rule in rules) else 405


class Shield:
    """Pure ASGI middleware around the whole app."""

    def __init__(
        self, app: "ASGIApp", *, words: Words, nonce: Callable[[], str], mend: Callable[[bytes], bytes], patience: float = PATIENCE
    ) -> None:
        self._app = app
        self._words = words
        self._nonce = nonce
        self._mend = mend
        self._patience = patience

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Lets an allowed request through with a small body, and dresses every response."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self._pass(scope, receive, _Dress(scope, send, self._nonce(), self._mend))
        else:
            await send({"type": "websocket.close", "code": 1008})

    async def _pass(self, scope: "Scope", receive: "Receive", dress: "_Dress") -> None:
        found = allowed(scope["path"], scope["method"])
        if found != 200:
            await dress.say(found, self._words("shield.not_found" if found == 404 else "shield.not_allowed"))
            return
        try:
            body = await asyncio.wait_for(_read(scope, receive), self._patience)
        except TimeoutError:
            await dress.say(408, self._words("shield.too_slow"))
            return
        if body is None:
            await dress.say(413, self._words("shield.too_big"))
            return
        try:
            await self._app(_plain(scope), replay(body, receive), dress)
        except Exception as error:  # the last wall: no traceback and no word of the request may pass it, not even into a log
            _log.error("A request failed: %s", type(error).__name__)
            if not dress.started:
                await dress.say(500, self._words("shield.failed"))


class _Dress:
    """Sends a response on: pages get a nonce, pages and our own files are packed, everything gets our headers."""

    def __init__(self, scope: "Scope", send: "Send", nonce: str, mend: Callable[[bytes], bytes]) -> None:
        self.started = False
        self._html = False
        self._scope, self._send, self._nonce, self._mend = scope, send, nonce, mend
        self._held: Message | None = None
        self._page = b""

    async def __call__(self, message: "Message") -> None:
        """Takes one message of the app's response."""
        if message["type"] == "http.response.start":
            self._html = any(k.lower() == b"content-type" and b"text/html" in v for k, v in message["headers"])
            ours = _OWN.fullmatch(self._scope["path"]) and message["status"] == 200
            if (self._html or ours) and self._scope["method"] != "HEAD":
                self._held = message
            else:
                await self._start(message, None)
        elif self._held is None:
            await self._send(message)
        elif message["type"] == "http.response.body":
            self._page += message.get("body", b"")
            if not message.get("more_body"):
                page = self._page
                if self._html:
                    page = _SCRIPT.sub(b'<script nonce="' + self._nonce.encode() + b'"', self._mend(page))
                packed = gzip.compress(page, 6, mtime=0) if _takes_gzip(self._scope) else None
                await self._start(self._held, packed or page, packed=packed is not None)
                await self._send({"type": "http.response.body", "body": packed or page})

    async def say(self, status: int, words: str) -> None:
        """Sends a sentence of ours."""
        body = words.encode()
        headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
        headers += [(b"connection", b"close")] if status in (408, 413) else []
        await self._start({"type": "http.response.start", "status": status, "headers": headers}, body)
        await self._send({"type": "http.response.body", "body": b"" if self._scope["method"] == "HEAD" else body})

    async def _start(self, message: "Message", body: bytes | None, *, packed: bool = False) -> None:
        path = self._scope["path"]
        dropped = set(_DROPPED) | ({b"content-length"} if self._html or body is not None else set())
        if self._html or _PRIVATE.match(path):
            caching, dropped = b"no-store", dropped | {b"cache-control"}
        elif _LASTING.fullmatch(path) and message["status"] == 200:
            caching, dropped = b"public, max-age=31536000, immutable", dropped | {b"cache-control"}
        elif _OWN.fullmatch(path) and message["status"] in (200, 304):
            caching, dropped = b"public, max-age=300", dropped | {b"cache-control"}
        else:
            caching = b""
        headers = [(k, v) for k, v in message["headers"] if k.lower() not in dropped]
        headers += [(b"content-length", str(len(body)).encode())] if body is not None else []
        headers += [(b"content-encoding", b"gzip"), (b"vary", b"accept-encoding")] if packed else []
        headers += [(b"cache-control", caching)] if caching else []
        headers += [(b"content-security-policy", policy(self._nonce).encode()), *_OURS.items()]
        self.started = True
        await self._send({**message, "headers": headers})


async def _read(scope: "Scope", receive: "Receive") -> bytes | None:
    """The whole body, or nothing when it is larger than the cap, whatever its header says."""
    declared = dict(scope["headers"]).get(b"content-length", b"0")
    if not declared.isdigit() or int(declared[:20]) > CAP:
        return None
    body = b""
    while True:
        message = await receive()
        part: bytes = message.get("body", b"")
        body += part
        if len(body) > CAP:
            return None
        if message["type"] != "http.request" or not message.get("more_body"):
            return body


def replay(body: bytes, receive: "Receive") -> "Receive":
    """Hands the app the body that was read, then what the server says next (that the client has gone)."""
    given = False

    async def again() -> "Message":
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


def _plain(scope: "Scope") -> "Scope":
    """The request without `Accept-Encoding` where a page is asked for: a packed page cannot take a nonce."""
    if not _PAGE.match(scope["path"]):
        return scope
    return {**scope, "headers": [(k, v) for k, v in scope["headers"] if k.lower() != b"accept-encoding"]}


def _takes_gzip(scope: "Scope") -> bool:
    return any(k.lower() == b"accept-encoding" and b"gzip" in v for k, v in scope["headers"])
