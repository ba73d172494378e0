"""What can be reached, how large it may be, and how every response is dressed."""

import asyncio
import json
import re
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.middleware.cors import CORSMiddleware

from rights_assistant.web.door import Form, Refusal, read_form
from rights_assistant.web.shield import CAP, Shield, allowed, policy
from rights_assistant.web.words import Words
from web.conftest import Server, Site

JOIN = "/chat/gradio_api/queue/join"
KNOWN = Path(__file__).parent / "gradio_routes.txt"

REACHED = {
    ("/", "GET"),
    ("/chat/", "GET"),
    ("/chat/assets/{path:path}", "GET"),
    ("/chat/config", "GET"),
    ("/chat/config/", "GET"),
    ("/chat/favicon.ico", "GET"),
    ("/chat/gradio_api/app_id", "GET"),
    ("/chat/gradio_api/cancel", "POST"),
    ("/chat/gradio_api/heartbeat/{session_hash}", "GET"),
    ("/chat/gradio_api/queue/data", "GET"),
    ("/chat/gradio_api/queue/join", "POST"),
    ("/chat/gradio_api/reset", "POST"),
    ("/chat/gradio_api/reset/", "POST"),
    ("/chat/gradio_api/startup-events", "GET"),
    ("/chat/gradio_api/theme.css", "GET"),
    ("/chat/manifest.json", "GET"),
    ("/chat/robots.txt", "GET"),
    ("/chat/static/{path:path}", "GET"),
    ("/chat/svelte/{path:path}", "GET"),
    ("/chat/theme.css", "GET"),
    ("/healthz", "GET"),
    ("/library", "GET"),
    ("/library/search", "GET"),
    ("/library/{address:path}", "GET"),
    ("/readyz", "GET"),
    ("/robots.txt", "GET"),
    ("/source/{passage_id:path}", "GET"),
}
"""Every route that may be reached, HEAD aside. A new one belongs here only with a reason."""


def routes(found: Any, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Every path and method of an app and of what is mounted in it."""
    for route in found:
        inner = getattr(route, "routes", None) or getattr(getattr(route, "original_router", None), "routes", None)
        path = prefix + getattr(route, "path", "")
        if inner:
            yield from routes(inner, path)
        for method in getattr(route, "methods", None) or ():
            yield path, method


def sample(path: str) -> str:
    """A path with something in its places."""
    return re.sub(r"\{[^}]*\}", "x1", path)


def test_only_the_listed_routes_can_be_reached(site: Site) -> None:
    found = {(p, m) for p, m in routes(site.app.routes) if m != "HEAD"}
    assert len(found) > 60, "the mounted app's routes were not found: the test would pass for nothing"
    assert {(p, m) for p, m in found if allowed(sample(p), m) == 200} == REACHED


def test_an_upgrade_that_brings_new_routes_is_looked_at(site: Site) -> None:
    now = sorted({f"{m} {p}" for p, m in routes(site.app.routes) if p.startswith("/chat") and m != "HEAD"})
    known = KNOWN.read_text("utf-8").splitlines()
    assert now == known, f"Gradio's routes have changed: read the new ones, then write them to {KNOWN.name}"


def test_every_other_route_is_not_there(site: Site, client: Any) -> None:
    tried = 0
    for path, _ in set(routes(site.app.routes)):
        for method in ("GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH"):
            if allowed(sample(path), method) != 200:
                assert client.request(method, sample(path)).status_code in (404, 405), (method, path)
                tried += 1
    assert tried > 300


PROBES = [
    "/gradio_api/info",
    "/chat/gradio_api/info",
    "/chat/gradio_api/openapi.json",
    "/chat/gradio_api/deep_link?session_hash=abc",
    "/chat/gradio_api/upload",
    "/chat/gradio_api/upload_progress?upload_id=1",
    "/chat/gradio_api/file=/etc/passwd",
    "/chat/gradio_api/file=https://example.com/",
    "/chat/file=/etc/passwd",
    "/chat/file/etc/passwd",
    "/chat/gradio_api/proxy=https://example.com/",
    "/chat/proxy=https://example.com",
    "/chat/gradio_api/call/turn",
    "/chat/gradio_api/run/turn",
    "/chat/gradio_api/api/turn",
    "/chat/gradio_api/component_server",
    "/chat/gradio_api/runs",
    "/chat/gradio_api/token",
    "/chat/gradio_api/user",
    "/chat/gradio_api/stream/x/0/1/playlist.m3u8",
    "/chat/gradio_api/mcp/sse",
    "/chat/gradio_api/process_recording",
    "/chat/gradio_api/vibe-code",
    "/chat/gradio_api/dev/reload",
    "/chat/gradio_api/heartbeat/a/b",
    "/chat/gradio_api/heartbeat/",
    "/chat/login",
    "/chat/logout",
    "/chat/monitoring",
    "/chat/monitoring/summary",
    "/chat/openapi.json",
    "/chat/docs",
    "/chat/pwa_icon",
    "/chat/custom_component/x/client/component/index.js",
    "/chat/assets/%2e%2e/%2e%2e/routes.py",
    "/chat//gradio_api/info",
    "/chat/static/..%2f..%2froutes.py",
    "/docs",
    "/redoc",
    "/openapi.json",
    "/static-ours/",
    "/static-ours/../app.py",
    "/static-ours/secret.txt",
    "/source/",
    "/library/",
    "/library/../app.py",
    "/library//etc/passwd",
    "/static-ours/templates/page.html.j2",
    "/static-ours/../templates/page.html.j2",
    "/.env",
    "/.git/config",
    "/metrics",
    "/admin",
    "/config",
    "/queue/join",
]


@pytest.mark.parametrize("path", PROBES)
def test_a_probe_finds_nothing(path: str, client: Any) -> None:
    for method in ("GET", "POST", "HEAD"):
        answer = client.request(method, path)
        assert answer.status_code in (404, 405), (method, path)
        assert "root:" not in answer.text


@pytest.mark.parametrize(
    ("path", "method", "status", "why"),
    [
        ("/chat/", "GET", 200, "the page"),
        ("/chat/", "HEAD", 200, "whether the page is there"),
        ("/chat/", "POST", 405, "a page takes no post"),
        (JOIN, "POST", 200, "an ask"),
        (JOIN, "GET", 405, "an ask is posted"),
        ("/source/a:en:b", "DELETE", 405, "a source is read only"),
        ("/source/a\nb", "GET", 404, "a line break"),
        ("/source/a\\b", "GET", 404, "a backslash"),
        ("/source/" + "a" * 301, "GET", 404, "too long to be an id"),
        ("/chat/assets/a/../../b", "GET", 404, "a way up"),
        ("/chat/\u202e", "GET", 404, "a hidden sign"),
        ("/chat/config\n", "GET", 404, "a line break at the end"),
        ("/library/ca/irpa/s-186.1/ss-5", "GET", 200, "a place in a law"),
        ("/library/ca/irpa", "POST", 405, "the Library is read only"),
        ("/library/ca/irpa/s-1'", "GET", 404, "no address of a law"),
        ("/library/ca/../../etc", "GET", 404, "a way up"),
        ("/library" + "/a" * 11, "GET", 404, "too deep"),
        ("/library/" + "a" * 81, "GET", 404, "too long"),
        ("/library/CA", "GET", 404, "addresses are small letters"),
        ("/CHAT/", "GET", 404, "capital letters"),
    ],
)
def test_allowed(path: str, method: str, status: int, why: str) -> None:
    assert allowed(path, method) == status, why


EXPECTED = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


class TestDress:
    """Headers, policy and nonce."""

    @pytest.mark.parametrize(
        ("path", "status"),
        [
            ("/chat/", 200),
            ("/", 307),
            ("/source/ca/irpa/s-72:en:what-it-says", 200),
            ("/source/none", 404),
            ("/library", 200),
            ("/library/ca/irpa/none", 404),
            ("/library/search?q=court", 200),
            ("/static-ours/library.css", 200),
            ("/healthz", 200),
            ("/static-ours/app.js", 200),
            ("/chat/config", 200),
            ("/chat/theme.css", 200),
            ("/nothing", 404),
            (JOIN, 405),
        ],
    )
    def test_every_response_has_exactly_our_headers(self, path: str, status: int, client: Any) -> None:
        answer = client.get(path)
        assert answer.status_code == status
        assert {k: answer.headers.get_list(k) for k in EXPECTED} == {k: [v] for k, v in EXPECTED.items()}
        assert len(answer.headers.get_list("content-security-policy")) == 1
        assert "server" not in answer.headers
        assert not [k for k in answer.headers if k.startswith("access-control")]

    def test_the_policy_is_word_for_word_the_one_that_was_measured(self) -> None:
        assert policy("N") == (
            "default-src 'none'; script-src 'self' 'nonce-N'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
            "font-src 'self' data:; connect-src 'self'; manifest-src 'self'; object-src 'none'; base-uri 'self'; "
            "form-action 'self'; frame-ancestors 'none'"
        )
        assert "eval" not in policy("N")

    def test_every_script_carries_the_nonce_of_its_own_response(self, client: Any) -> None:
        seen = set()
        for _ in range(3):
            answer = client.get("/chat/")
            nonce = re.search(r"'nonce-([^']+)'", answer.headers["content-security-policy"])
            assert nonce
            seen.add(nonce[1])
            assert len(nonce[1]) >= 22
            scripts = re.findall(r"<script[^>]*>", answer.text)
            assert len(scripts) >= 3
            assert all(f'nonce="{nonce[1]}"' in tag for tag in scripts)
        assert len(seen) == 3

    @pytest.mark.parametrize(
        ("path", "caching"),
        [
            ("/chat/", "no-store"),
            ("/chat/config", "no-store"),
            ("/source/ca/irpa/s-72:en:what-it-says", "no-store"),
            ("/source/none", "no-store"),
            ("/library", "no-store"),
            ("/library/search?q=court", "no-store"),
            ("/library/none", "no-store"),
            ("/readyz", "no-store"),
            ("/nothing", "no-store"),
            ("/chat/gradio_api/app_id", "no-store"),
            ("/static-ours/app.css", "public, max-age=300"),
        ],
    )
    def test_what_is_kept_by_browsers(self, path: str, caching: str, client: Any) -> None:
        assert client.get(path).headers.get_list("cache-control") == [caching]

    def test_files_whose_name_is_their_content_are_kept(self, client: Any) -> None:
        name = re.search(r'src="\./(assets/[^"]+\.js)"', client.get("/chat/").text)
        assert name
        assert "immutable" in client.get(f"/chat/{name[1]}").headers["cache-control"]

    def test_the_page_is_packed_when_the_browser_can_unpack(self, client: Any) -> None:
        packed = client.get("/chat/", headers={"accept-encoding": "gzip"})
        assert packed.headers["content-encoding"] == "gzip"
        assert int(packed.headers["content-length"]) < 12_000
        assert "<gradio-app" in packed.text
        assert "content-encoding" not in client.get("/chat/", headers={"accept-encoding": "identity"}).headers

    def test_head_says_what_get_would_without_a_body(self, client: Any) -> None:
        for path in ("/chat/", "/source/ca/irpa/s-72:en:what-it-says", "/static-ours/app.js", "/nothing"):
            answer = client.head(path)
            assert answer.content == b""
            assert answer.status_code == client.get(path).status_code

    def test_the_page_names_no_other_host(self, client: Any) -> None:
        shown = re.sub(r"<script[^>]*>window\.gradio_config.*?</script>", "", client.get("/chat/").text, flags=re.DOTALL)
        hosts = set(re.findall(r"""(?:src|href|content)=["'](?:https?:)?//([^/"']+)""", shown))
        assert hosts == set()
        assert "iframeResizer.contentWindow" not in shown


class TestCors:
    """No other page may read anything here."""

    @pytest.mark.parametrize("host", ["testserver", "localhost:7860", "rights.example.org"])
    @pytest.mark.parametrize("path", ["/chat/", "/chat/config", "/source/ca/irpa/s-72:en:what-it-says", "/readyz", JOIN])
    def test_no_origin_is_let_in(self, host: str, path: str, client: Any) -> None:
        evil = {"origin": "https://evil.example", "host": host}
        simple = client.request("POST" if path == JOIN else "GET", path, headers=evil)
        asked = {**evil, "access-control-request-method": "POST", "access-control-request-headers": "content-type"}
        preflight = client.options(path, headers=asked)
        for answer in (simple, preflight):
            assert not [k for k in answer.headers if k.startswith("access-control")]
        assert preflight.status_code == 405

    def test_it_is_closed_at_the_root_so_that_gradio_opens_nothing(self, site: Site) -> None:
        """Gradio reflects any origin unless the app around it has a policy of its own; the shield is the second wall."""
        closed = [m for m in site.app.user_middleware if m.cls is CORSMiddleware]
        assert [m.kwargs for m in closed] == [{"allow_origins": []}]

    def test_an_ask_sent_by_another_site_is_refused(self, client: Any, site: Site) -> None:
        for origin in ("cross-site", "same-site"):
            answer = client.post(JOIN, json={}, headers={"sec-fetch-site": origin})
            assert answer.status_code == 403
        assert not site.stub.asked


def ask_body(text: str, **changes: Any) -> dict[str, Any]:
    return {"fn_index": 0, "data": [text, "ca", None, "person"], "session_hash": "abc123", "trigger_id": None, **changes}


class TestSize:
    """Bodies are counted as they are read."""

    @pytest.mark.parametrize("size", [CAP + 1, CAP * 4, 3_000_000])
    def test_a_large_body_is_refused(self, size: int, client: Any) -> None:
        assert client.post(JOIN, content=b"x" * size).status_code == 413

    def test_a_body_at_the_cap_is_read(self, client: Any) -> None:
        body = json.dumps(ask_body("hello")).encode()
        assert client.post(JOIN, content=body + b" " * (CAP - len(body))).status_code == 200

    def test_a_large_chunked_body_is_refused(self, client: Any) -> None:
        def chunks() -> Iterator[bytes]:
            for _ in range(40):
                yield b"x" * 1024

        assert client.post(JOIN, content=chunks()).status_code == 413

    @pytest.mark.parametrize("length", ["-1", "abc", "1e9", "99999999999999999999999999", "16385"])
    def test_a_length_that_cannot_be_is_refused(self, length: str, words: Words) -> None:
        assert asyncio.run(_status(words, [(b"content-length", length.encode())], [b"{}"])) == 413

    def test_a_small_length_that_lies_is_refused(self, words: Words) -> None:
        assert asyncio.run(_status(words, [(b"content-length", b"2")], [b"x" * CAP, b"x"])) == 413

    def test_reading_stops_at_the_cap(self, words: Words) -> None:
        given: list[int] = []
        assert asyncio.run(_status(words, [], (given.append(1) or b"x" * 4096 for _ in range(10_000)))) == 413
        assert len(given) == 5

    def test_a_body_that_never_ends_is_given_up(self, words: Words) -> None:
        assert asyncio.run(_status(words, [], None)) == 408

    def test_get_bodies_are_counted_too(self, client: Any) -> None:
        assert client.request("GET", "/healthz", content=b"x" * (CAP + 1)).status_code == 413

    def test_sixty_megabytes_over_the_wire_cost_nothing(self, server: Server) -> None:
        host, port = server.url.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=10) as line:
            line.sendall(f"POST {JOIN} HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n".encode())
            piece = b"10000\r\n" + b"x" * 65536 + b"\r\n"
            sent = 0
            began = time.monotonic()
            try:
                while sent < 60_000_000 and time.monotonic() - began < 20:
                    line.sendall(piece)
                    sent += 65536
                answer = line.recv(4096)
            except (BrokenPipeError, ConnectionResetError):
                answer = b"HTTP/1.1 413 closed"
        assert answer.startswith(b"HTTP/1.1 413")
        assert sent < 30_000_000, "the server went on reading"


async def _status(words: Words, headers: list[tuple[bytes, bytes]], pieces: Any) -> int:
    """The status of a request to an app that would answer 200, made by hand."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await receive()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    given = iter(pieces or ())

    async def receive() -> dict[str, Any]:
        if pieces is None:
            await asyncio.sleep(60)
        piece = next(given, None)
        return {"type": "http.request", "body": piece or b"", "more_body": piece is not None}

    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    shield = Shield(app, words=words, nonce=lambda: "n", mend=lambda page: page, patience=0.2)
    await shield({"type": "http", "method": "POST", "path": JOIN, "headers": headers}, receive, send)  # type: ignore[arg-type]
    return int(sent[0]["status"])


class TestFailure:
    """What breaks inside shows nothing outside."""

    def _broken(self, words: Words, *, late: bool) -> list[dict[str, Any]]:
        sent: list[dict[str, Any]] = []

        async def app(scope: Any, receive: Any, send: Any) -> None:
            if late:
                await send({"type": "http.response.start", "status": 200, "headers": []})
            raise RuntimeError("secret words")

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b""}

        shield = Shield(app, words=words, nonce=lambda: "n", mend=lambda page: page)
        scope = {"type": "http", "method": "GET", "path": "/chat/", "headers": []}
        asyncio.run(shield(scope, receive, send))  # type: ignore[arg-type]
        return sent

    def test_a_crash_is_a_sentence_with_our_headers(self, words: Words, caplog: pytest.LogCaptureFixture) -> None:
        start, body = self._broken(words, late=False)
        assert start["status"] == 500
        assert b"content-security-policy" in dict(start["headers"])
        assert body["body"].decode() == words("shield.failed")
        assert "secret words" not in caplog.text
        assert "RuntimeError" in caplog.text

    def test_a_crash_after_the_start_is_not_answered_twice(self, words: Words) -> None:
        assert len(self._broken(words, late=True)) == 1

    def test_a_websocket_is_closed(self, words: Words) -> None:
        sent: list[dict[str, Any]] = []

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        shield = Shield(None, words=words, nonce=lambda: "n", mend=lambda page: page)  # type: ignore[arg-type]
        asyncio.run(shield({"type": "websocket", "path": "/chat/", "headers": []}, None, send))  # type: ignore[arg-type]
        assert sent == [{"type": "websocket.close", "code": 1008}]


FORMS = {0: Form((True, True, False, True)), 1: Form((True, False)), 9: Form(())}


class TestForm:
    """The shape of an ask."""

    @pytest.mark.parametrize(
        ("changes", "why"),
        [
            ({"fn_index": 99}, "an event that is not there (500 in Gradio alone)"),
            ({"fn_index": -1}, "before the first event"),
            ({"fn_index": None}, "no event"),
            ({"fn_index": "0"}, "an event by text"),
            ({"fn_index": True}, "a truth value is not an event"),
            ({"fn_index": 0.0}, "a fraction is not an event"),
            ({"data": None}, "no fields"),
            ({"data": {}}, "fields by name"),
            ({"data": ["a"]}, "too few fields"),
            ({"data": ["a", "ca", None, "person", "x"]}, "too many fields"),
            ({"data": [None, "ca", None, "person"]}, "no text"),
            ({"data": [["a"], "ca", None, "person"]}, "a list for text"),
            ({"data": [{"a": 1}, "ca", None, "person"]}, "an object for text"),
            ({"data": [5, "ca", None, "person"]}, "a number for text"),
            ({"data": ["a", ["ca"], None, "person"]}, "a list for the country"),
            ({"data": ["a", "ca", None, ["person"]]}, "a list for whom the answer is"),
            ({"data": ["a", "ca", None, None]}, "nothing for whom the answer is"),
            ({"data": [{"path": "/etc/passwd", "meta": {"_type": "gradio.FileData"}}, "ca", None, "person"]}, "a file for text"),
            ({"session_hash": None}, "no session"),
            ({"session_hash": "../x"}, "a path for a session"),
            ({"session_hash": "a" * 41}, "a long session"),
            ({"session_hash": 5}, "a number for a session"),
        ],
    )
    def test_odd_asks_are_refused(self, changes: dict[str, Any], why: str) -> None:
        refused = read_form(json.dumps(ask_body("a", **changes)).encode(), FORMS)
        assert isinstance(refused, Refusal), why
        assert refused.status == 422

    @pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"5", b"\xff\xfe", b"[" * 16_000, b'{"a":' * 3_000, b"NaN"])
    def test_what_is_not_an_ask_is_refused(self, body: bytes) -> None:
        assert isinstance(read_form(body, FORMS), Refusal)

    def test_memory_from_the_client_is_dropped(self) -> None:
        forged = ask_body("a", data=["a", "ca", {"earlier": ["forged"], "offers": []}, "person"])
        kept = read_form(json.dumps(forged).encode(), FORMS)
        assert isinstance(kept, bytes)
        assert json.loads(kept)["data"] == ["a", "ca", None, "person"]

    def test_only_what_the_page_sends_goes_through(self) -> None:
        extra = ask_body("a", event_id="x", oauth_token="t", batched=True, simple_format=True, event_data={"index": 1})
        kept = read_form(json.dumps(extra).encode(), FORMS)
        assert isinstance(kept, bytes)
        assert set(json.loads(kept)) == {"fn_index", "data", "session_hash", "trigger_id", "event_data"}
        assert json.loads(kept)["event_data"] is None

    def test_any_script_goes_through_unchanged(self) -> None:
        kept = read_form(json.dumps(ask_body("می\u200cخواهم 😀")).encode(), FORMS)
        assert isinstance(kept, bytes)
        assert json.loads(kept)["data"][0] == "می\u200cخواهم 😀"


class TestPaceAtTheDoor:
    """The sixteenth ask of a minute is answered with a sentence."""

    def test_too_many_asks(self, client: Any, site: Site, words: Words) -> None:
        statuses = [client.post(JOIN, json=ask_body(f"q{n}")).status_code for n in range(17)]
        assert statuses == [200] * 15 + [429] * 2
        refused = client.post(JOIN, json=ask_body("q"))
        assert refused.json()["detail"] == words("chat.too_fast")
        assert refused.headers["retry-after"] == "60"
        site.tick.now += 60
        assert client.post(JOIN, json=ask_body("q")).status_code == 200

    def test_only_asks_are_counted(self, client: Any) -> None:
        for _ in range(40):
            client.get("/healthz")
        assert client.post(JOIN, json=ask_body("q")).status_code == 200

    def test_odd_asks_are_counted_too(self, client: Any) -> None:
        assert [client.post(JOIN, content=b"{").status_code for _ in range(17)] == [422] * 15 + [429] * 2
