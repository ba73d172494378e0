"""An OpenAI-compatible server of its own process on loopback, that works or fails as real ones do.

The model that is asked for says how: `python tests/model_server.py` prints its port and answers until it is ended.
`GET /record` gives what was asked of each.
"""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock
from typing import Any

from rights_assistant.adapters.scripted import echo

FOREVER = 30.0
"""Seconds that something that hangs hangs: longer than any test waits, shorter than a process left behind should live."""
NEVER = Event()
RECORD: list[dict[str, Any]] = []
LOCK = Lock()


def chunk(text: str | None, **choice: Any) -> bytes:
    """An event of a stream that brings some text."""
    choices = [{"index": 0, "delta": {"content": text}, "finish_reason": None} | choice]
    return (
        b"data: " + json.dumps({"id": "x", "object": "chat.completion.chunk", "model": "m", "choices": choices}).encode() + b"\n\n"
    )


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *args: Any) -> None:
        """Nothing is written."""

    def do_GET(self) -> None:
        """The record."""
        self.whole(200, json.dumps(RECORD).encode())

    def do_POST(self) -> None:
        """A chat completion, as the model asked for does it."""
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with LOCK:
            again = sum(r["model"] == asked["model"] for r in RECORD)
            RECORD.append({"model": asked["model"], "path": self.path, "key": self.headers.get("Authorization"), "asked": asked})
        prompt = asked["messages"][0]["content"]
        self.close_connection = True
        with suppress(BrokenPipeError, ConnectionResetError):  # whoever asked went away
            MODES[asked["model"]](self, prompt, again)

    def whole(self, status: int, body: bytes, kind: str = "application/json", **headers: str) -> None:
        """A reply in one piece."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def events(self, events: Iterator[bytes], *, ends: bool = True, kind: str = "text/event-stream") -> None:
        """A reply in pieces."""
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for event in events:
            self.wfile.write(f"{len(event):x}\r\n".encode() + event + b"\r\n")
            self.wfile.flush()
        if ends:
            self.wfile.write(b"0\r\n\r\n")


def said(text: str) -> Iterator[bytes]:
    """A whole stream that says a text in pieces of eleven letters."""
    yield from (chunk(text[i : i + 11]) for i in range(0, len(text), 11))
    yield chunk("", finish_reason="stop", delta={})
    yield b"data: [DONE]\n\n"


def works(to: Handler, prompt: str, again: int) -> None:
    """Says the reviewed words."""
    to.events(said(echo(prompt)))


def error(to: Handler, status: int, **headers: str) -> None:
    """An error in the provider's own shape, with the question in it as some do."""
    to.whole(
        status, b'{"error": {"message": "no: Can a computer refuse my visa?", "type": "server_error", "code": null}}', **headers
    )


def hangs(to: Handler, prompt: str, again: int) -> None:
    """Takes the question and says nothing."""
    NEVER.wait(FOREVER)


def hangs_in_the_headers(to: Handler, prompt: str, again: int) -> None:
    """One letter of a header at a time, and never the last."""
    to.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while not NEVER.wait(0.1):
        to.wfile.write(b"x")
        to.wfile.flush()


def hangs_in_the_stream(to: Handler, prompt: str, again: int) -> None:
    """Begins, and says no more."""
    to.events(iter([chunk("An officer ")]), ends=False)
    NEVER.wait(FOREVER)


def drips(to: Handler, prompt: str, again: int) -> None:
    """A letter every tenth of a second, for ever."""
    to.events(chunk("a") for _ in iter(lambda: NEVER.wait(0.1), True))


def keeps_alive(to: Handler, prompt: str, again: int) -> None:
    """Signs of life, and no text."""
    to.events(b": still there\n\n" for _ in iter(lambda: NEVER.wait(0.1), True))


def drops(to: Handler, prompt: str, again: int) -> None:
    """Closes the connection without a word."""
    to.connection.close()


def drops_in_the_stream(to: Handler, prompt: str, again: int) -> None:
    """Closes it in the middle of a sentence."""
    to.events(iter([chunk("An officer ")]), ends=False)
    to.wfile.flush()
    to.connection.close()


def once(fails: Callable[[Handler], None]) -> Callable[[Handler, str, int], None]:
    """Fails the first time and works the second."""
    return lambda to, prompt, again: works(to, prompt, again) if again else fails(to)


MODES: dict[str, Callable[[Handler, str, int], None]] = {
    "works": works,
    "hangs": hangs,
    "hangs-in-the-headers": hangs_in_the_headers,
    "hangs-in-the-stream": hangs_in_the_stream,
    "drips": drips,
    "keeps-alive": keeps_alive,
    "drops": drops,
    "drops-once": once(lambda to: to.connection.close()),
    "drops-in-the-stream": drops_in_the_stream,
    "busy": lambda to, prompt, again: error(to, 429, Retry_After="0"),
    "busy-for-long": lambda to, prompt, again: error(to, 429, Retry_After="3600"),
    "busy-once": once(lambda to: error(to, 429, Retry_After="0")),
    "busy-until-a-day": lambda to, prompt, again: error(to, 429, Retry_After="Wed, 21 Oct 2099 07:28:00 GMT"),
    "broken": lambda to, prompt, again: error(to, 500),
    "broken-once": once(lambda to: error(to, 503)),
    "wants-a-key": lambda to, prompt, again: error(to, 401),
    "not-there": lambda to, prompt, again: error(to, 404),
    "too-long": lambda to, prompt, again: error(to, 400),
    "garbage": lambda to, prompt, again: to.whole(200, bytes(range(256)) * 40, "text/event-stream"),
    "garbage-events": lambda to, prompt, again: to.events(iter([b"data: \xff\xfe\x00{{{\n\n", b"data: [DONE]\n\n"])),
    "half-a-json": lambda to, prompt, again: to.events(iter([chunk("An officer decides.")[:60]])),
    "half-a-json-event": lambda to, prompt, again: to.events(iter([chunk("An officer decides.")[:60] + b"\n\n"])),
    "empty-choices": lambda to, prompt, again: to.events(iter([b'data: {"id": "x", "choices": []}\n\n', b"data: [DONE]\n\n"])),
    "no-choices": lambda to, prompt, again: to.events(iter([b'data: {"ok": true}\n\n', b"data: [DONE]\n\n"])),
    "null": lambda to, prompt, again: to.events(iter([chunk(None), b"data: [DONE]\n\n"])),
    "empty": lambda to, prompt, again: to.events(said("")),
    "nothing-at-all": lambda to, prompt, again: to.whole(200, b"", "text/event-stream"),
    "a-web-page": lambda to, prompt, again: to.whole(200, b"<html><body>Welcome! [1]</body></html>", "text/html"),
    "in-one-piece": lambda to, prompt, again: to.whole(
        200, json.dumps({"id": "x", "choices": [{"index": 0, "message": {"role": "assistant", "content": echo(prompt)}}]}).encode()
    ),
    "an-error-in-the-stream": lambda to, prompt, again: to.events(
        iter([b'data: {"error": {"message": "overloaded", "code": 1}}\n\n'])
    ),
    "withheld": lambda to, prompt, again: to.events(iter([chunk("An "), chunk("", finish_reason="content_filter")])),
    "refuses": lambda to, prompt, again: to.events(said("I'm sorry, but I cannot help with that.")),
    "endless": lambda to, prompt, again: to.events(chunk("You can ask for your data. [1] ") for _ in range(4_000)),
}


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    print(server.server_port, flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        sys.exit(0)
