"""A publisher on loopback over https, that answers or misbehaves as real and hostile ones do; the path asked for says how."""

import gzip
import ssl
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from threading import Event, Thread
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import trustme

from lantern import lantern

NAME = "lanterns.test"
"""A name that no resolver knows: tests say where it is."""
TEN_GIGABYTES = 10_000_000_000
TICK = 0.02
ENDLESS = 2_000
"""Pieces of something that would not end: whoever reads on has long been too slow or has too much."""
MODIFIED = "Mon, 23 Nov 2026 10:00:00 GMT"
STOP = Event()


def zipped(files: dict[str, bytes], *, stored: bool = False) -> bytes:
    """An archive."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_STORED if stored else ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


XML_BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE lantern [<!ENTITY a "light light light light"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<lantern><section number="1">&b;&b;&b;&b;</section></lantern>"""
ERROR_PAGE = b"<!DOCTYPE html><html><head><title>Sorry</title></head><body>We are busy.</body></html>"
DEEP = b"<lantern>" + b"<x>" * 5_000 + b"</x>" * 5_000 + b"</lantern>"


class Handler(BaseHTTPRequestHandler):
    """One request."""

    protocol_version = "HTTP/1.1"
    server: "Publisher"

    def log_message(self, *args: Any) -> None:
        """Nothing is written."""

    def do_GET(self) -> None:
        """Whatever the path says."""
        mode = self.path.split("?")[0].strip("/")
        self.server.seen.append((mode, dict(self.headers.items())))
        self.again = self.server.count[mode]
        self.server.count[mode] += 1
        self.close_connection = True
        with suppress(OSError):  # whoever asked went away
            MODES[mode](self)

    def whole(self, status: int, body: bytes, **headers: str) -> None:
        """A reply in one piece; `Content_Length` takes the place of the true one."""
        self.begin(status, **({"Content-Length": str(len(body))} | {k.replace("_", "-"): v for k, v in headers.items()}))
        self.wfile.write(body)

    def begin(self, status: int, **headers: str) -> None:
        """The head of a reply."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def onward(self, place: str, status: int = 302) -> None:
        """A redirect."""
        self.whole(status, b"", Location=place)


def _conditional(h: Handler) -> None:
    same = h.headers.get("If-None-Match") == '"v1"' or h.headers.get("If-Modified-Since") == MODIFIED
    if same:
        h.begin(304, ETag='"v1"')
    else:
        h.whole(200, lantern(), ETag='"v1"', Last_Modified=MODIFIED)


def _drip(h: Handler) -> None:
    h.begin(200, **{"Content-Length": str(ENDLESS)})
    _slowly(h, b"<")


def _drip_head(h: Handler) -> None:
    h.wfile.write(b"HTTP/1.1 200 OK\r\n")
    _slowly(h, b"X-Slow: 1\r\n")


def _slowly(h: Handler, piece: bytes) -> None:
    for _ in range(ENDLESS):
        h.wfile.write(piece)
        if STOP.wait(TICK):
            return


def _silent(h: Handler) -> None:
    h.begin(200, **{"Content-Length": "100"})
    STOP.wait(ENDLESS * TICK)


def _endless(h: Handler) -> None:
    h.begin(200, **{"Transfer-Encoding": "chunked"})
    for _ in range(ENDLESS):
        h.wfile.write(b"2710\r\n" + b"x" * 10_000 + b"\r\n")


def _dropped(h: Handler) -> None:
    if h.again:
        h.whole(200, lantern())
    else:
        h.whole(200, lantern()[:50], Content_Length=str(len(lantern())))


def _once(status: int, **headers: str) -> Callable[[Handler], None]:
    return lambda h: h.whole(200, lantern()) if h.again else h.whole(status, ERROR_PAGE, **headers)


def _packed(data: bytes, encoding: str = "gzip") -> Callable[[Handler], None]:
    return lambda h: h.whole(200, data, Content_Encoding=encoding)


MODES: dict[str, Callable[[Handler], None]] = {
    "act": lambda h: h.whole(200, lantern()),
    "conditional": _conditional,
    "unasked-304": lambda h: h.begin(304),
    "longer-than-it-is": lambda h: h.whole(200, lantern(), Content_Length=str(len(lantern()) + 50)),
    "shorter-than-it-is": lambda h: h.whole(200, lantern(), Content_Length=str(len(lantern()) - 50)),
    "no-number": lambda h: h.whole(200, lantern(), Content_Length="many"),
    "ten-gigabytes": lambda h: h.whole(200, lantern(), Content_Length=str(TEN_GIGABYTES)),
    "endless": _endless,
    "drip": _drip,
    "drip-head": _drip_head,
    "silent": _silent,
    "dropped-once": _dropped,
    "to-address": lambda h: h.onward(f"https://127.0.0.1:{h.server.server_port}/act"),
    "to-another-host": lambda h: h.onward("https://elsewhere.test/act"),
    "to-another-port": lambda h: h.onward(f"https://{NAME}/act"),
    "to-http": lambda h: h.onward(f"http://{NAME}:{h.server.server_port}/act"),
    "to-file": lambda h: h.onward("file:///etc/passwd"),
    "to-nowhere": lambda h: h.whole(302, b""),
    "to-user": lambda h: h.onward(f"https://someone@{NAME}:{h.server.server_port}/act"),
    "to-nonsense": lambda h: h.onward("https://lanterns.test:gate/act"),
    "moved": lambda h: h.onward("/act", 301),
    "round": lambda h: h.onward("/round"),
    "packed": _packed(gzip.compress(lantern())),
    "bomb": _packed(gzip.compress(b"\0" * 50_000_000)),
    "half-packed": _packed(gzip.compress(lantern())[:-10]),
    "packed-and-more": _packed(gzip.compress(lantern()) + b"more"),
    "not-packed": _packed(lantern()),
    "brotli": _packed(lantern(), "br"),
    "zip": lambda h: h.whole(200, zipped({"BJNR1.xml": lantern(), "BJNE1.jpg": b"a picture"})),
    "zip-bomb": lambda h: h.whole(200, zipped({"BJNR1.xml": b" " * 30_000_000})),
    "xml-bomb": lambda h: h.whole(200, XML_BOMB),
    "deep": lambda h: h.whole(200, DEEP),
    "error-page": lambda h: h.whole(200, ERROR_PAGE),
    "empty": lambda h: h.whole(200, b""),
    "gone": lambda h: h.whole(404, ERROR_PAGE),
    "busy-once": _once(429, Retry_After="7"),
    "busy-until": _once(503, Retry_After="Mon, 23 Nov 1998 10:00:00 GMT"),
    "busy-long": lambda h: h.whole(429, b"", Retry_After="86400"),
    "busy-strange": _once(503, Retry_After="soon"),
    "failed-once": _once(500),
    "failed": lambda h: h.whole(500, ERROR_PAGE),
}


class Publisher(ThreadingHTTPServer):
    """The server, what was asked of it, and whose certificates it has."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.seen: list[tuple[str, dict[str, str]]] = []
        self.count: Counter[str] = Counter()
        authority = trustme.CA()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(NAME).configure_cert(context)
        self.names: list[str | None] = []
        context.sni_callback = lambda _socket, name, _context: self.names.append(name)
        self.socket = context.wrap_socket(self.socket, server_side=True)
        self.verify = ssl.create_default_context()
        authority.configure_trust(self.verify)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that breaks off is what is tested."""

    @property
    def host(self) -> str:
        """The name and port that its addresses have."""
        return f"{NAME}:{self.server_port}"

    def address(self, mode: str) -> str:
        """Where something is."""
        return f"https://{self.host}/{mode}"

    def asked(self, mode: str) -> list[dict[str, str]]:
        """The headers of each request for something."""
        return [headers for seen, headers in self.seen if seen == mode]


@contextmanager
def publisher() -> Iterator[Publisher]:
    """A publisher that answers until the block is left."""
    STOP.clear()
    with Publisher() as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            STOP.set()
            server.shutdown()
            thread.join()
