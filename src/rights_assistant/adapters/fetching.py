"""A publisher's file over https: from the listed hosts only, within limits of time and size, and asked for again when it failed.

What is checked: the scheme and host of every address, redirects too; that what is connected to is
on the open internet; how long it takes and how long nothing comes; how many bytes there are,
whatever the publisher says, before and after decompression.
"""

import re
import ssl
import zlib
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import sleep
from typing import Final

import httpcore
import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt, wait_random_exponential
from tenacity.stop import stop_base

from rights_assistant import __version__
from rights_assistant.adapters.connecting import Allowed, Deadline, Resolve, Transport, is_public, resolved
from rights_assistant.domain.sources import File, Got, Kept
from rights_assistant.errors import OfficialError

_BUSY: Final = frozenset({429, 500, 502, 503, 504})
_NUMBER: Final = re.compile(r"[0-9]{1,15}")
_LATER: Final = "The last good copy was kept. Try again later: `rights-assistant sources fetch`."
_LOOK: Final = "The last good copy was kept. Look at the address in knowledge/sources.yaml."


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may cost.

    Attributes:
        size: bytes of the file, on the way and unpacked.
        seconds: for everything, pauses and further attempts too.
        silence: seconds in which something has to come.
        attempts: how often it is asked for.
        pause: the longest pause between two attempts, in seconds; who asks for a longer one is left alone.
        redirects: how often an address may lead to another.
    """

    size: int = 40_000_000
    seconds: float = 180.0
    silence: float = 30.0
    attempts: int = 4
    pause: float = 30.0
    redirects: int = 5


class _Again(Exception):
    """It may work the next time; `after` is how many seconds the publisher asks to wait."""

    def __init__(self, why: str, after: float | None = None) -> None:
        super().__init__(why)
        self.why, self.after = why, after


class _NoTime(stop_base):
    """Ends the attempts when the next pause would not end in time, or is longer than any may be."""

    def __init__(self, deadline: Deadline, pause: float) -> None:
        self._deadline, self._pause = deadline, pause

    def __call__(self, state: RetryCallState) -> bool:
        return state.upcoming_sleep > min(self._pause, self._deadline.left)


class Fetcher:
    """Gets files from their publishers.

    Args:
        hosts: the only ones that are called; a port other than https's own is part of it.
        allowed: which network addresses may be connected to.
        limits: how much a file may cost.
        verify: whose certificates are believed; those of the package certifi when left out.
        resolve: finds the addresses of a name.
        pausing: waits a number of seconds.
    """

    def __init__(
        self,
        hosts: Collection[str],
        *,
        allowed: Allowed = is_public,
        limits: Limits = Limits(),
        verify: ssl.SSLContext | None = None,
        resolve: Resolve = resolved,
        pausing: Callable[[float], None] = sleep,
    ) -> None:
        self._hosts = frozenset(hosts)
        self._allowed, self._limits, self._resolve, self._pausing = allowed, limits, resolve, pausing
        self._verify = verify or httpx.create_ssl_context(trust_env=False)

    def get(self, file: File, kept: Kept | None) -> Got | None:
        """The file from its address, without bytes where it has not changed; nothing where it has no address.

        Raises:
            OfficialError: naming the address, what is wrong, and what to do.
        """
        if not file.address:
            return None
        deadline = Deadline(self._limits.seconds)
        known = kept if kept and kept.address == file.address else None
        attempts = Retrying(
            retry=retry_if_exception_type(_Again),
            stop=stop_after_attempt(self._limits.attempts) | _NoTime(deadline, self._limits.pause),
            wait=self._wait,
            sleep=self._pausing,
            reraise=True,
        )
        try:
            return attempts(self._followed, file.address, known, deadline)
        except _Again as error:
            asked = f" and asks to wait {error.after:.0f} seconds" if error.after else ""
            raise OfficialError(f"{file.address} {error.why}{asked}.", _LATER) from error

    def _wait(self, state: RetryCallState) -> float:
        failed = state.outcome.exception() if state.outcome else None
        if isinstance(failed, _Again) and failed.after is not None:
            return failed.after
        return wait_random_exponential(multiplier=0.5, max=self._limits.pause)(state)

    def _followed(self, address: str, kept: Kept | None, deadline: Deadline) -> Got:
        url = self._listed(address, address)
        try:
            for _ in range(self._limits.redirects + 1):
                answer = self._asked(url, kept, deadline)
                if isinstance(answer, Got):
                    return Got(answer.data, address, "", answer.etag, answer.last_modified)
                url = self._listed(answer, address)
        except (httpx.TimeoutException, httpcore.TimeoutException) as error:
            late = f"took longer than {self._limits.seconds:g} seconds"
            raise _Again(late if deadline.left <= 0 else f"sent nothing for {self._limits.silence:g} seconds") from error
        except (httpx.HTTPError, httpcore.NetworkError, httpcore.ProtocolError, ssl.SSLError) as error:
            raise _Again(f"broke off: {str(error).rstrip('.') or type(error).__name__}") from error
        raise OfficialError(f"{address} leads on and on: more than {self._limits.redirects} times.", _LOOK)

    def _listed(self, address: str, first: str) -> httpx.URL:
        """An address as httpx has it, when it may be called."""
        try:
            url = httpx.URL(address)
        except httpx.InvalidURL as error:
            raise OfficialError(f"{first} leads to something that is no address.", _LOOK) from error
        if url.scheme != "https" or url.userinfo or url.netloc.decode("ascii") not in self._hosts:
            place = f"{url.scheme}://{url.netloc.decode('ascii', 'replace')}"
            leads = "" if address == first else f" leads to {place}, which"
            raise OfficialError(f"{first}{leads} is not an https address of a host in the list of sources.", _LOOK)
        return url

    def _asked(self, url: httpx.URL, kept: Kept | None, deadline: Deadline) -> Got | str:
        """What one request gives: the file, or where it has gone."""
        transport = Transport(self._verify, deadline, self._allowed, self._resolve)
        with (
            httpx.Client(transport=transport, timeout=self._limits.silence, trust_env=False) as client,
            client.stream("GET", url, headers=_headers(kept), follow_redirects=False) as reply,
        ):
            if reply.next_request is not None:
                return str(reply.next_request.url)
            if reply.status_code in _BUSY:
                raise _Again(f"answers with the status {reply.status_code}", _pause_asked(reply))
            if reply.status_code == 304 and kept:
                return Got(None, etag=kept.etag, last_modified=kept.last_modified)
            if reply.status_code != 200:
                raise OfficialError(f"{url} answers with the status {reply.status_code}.", _LOOK)
            data = b"".join(self._bounded(url, reply))
            return Got(data, etag=reply.headers.get("etag", ""), last_modified=reply.headers.get("last-modified", ""))

    def _bounded(self, url: httpx.URL, reply: httpx.Response) -> Iterator[bytes]:
        """The bytes of a reply, unpacked, counted on the way."""
        size = self._limits.size
        claimed = reply.headers.get("content-length", "")
        if _NUMBER.fullmatch(claimed) and int(claimed) > size:
            raise _too_large(url, size)
        unpack = _unpacker(url, reply.headers.get("content-encoding", "").strip().lower())
        came = gave = 0
        for raw in reply.iter_raw():
            came += len(raw)
            for piece in unpack(raw, size + 1 - gave):
                gave += len(piece)
                if gave > size:
                    raise _too_large(url, size)
                yield piece
            if came > size:
                raise _too_large(url, size)
        yield from unpack(None, 0)


def _headers(kept: Kept | None) -> dict[str, str]:
    headers = {"User-Agent": f"rights-assistant/{__version__}", "Accept": "*/*", "Accept-Encoding": "gzip"}
    if kept and kept.etag:
        headers["If-None-Match"] = kept.etag
    if kept and kept.last_modified:
        headers["If-Modified-Since"] = kept.last_modified
    return headers


def _pause_asked(reply: httpx.Response) -> float | None:
    """`Retry-After` in seconds; nothing where it is not given or makes no sense."""
    value = reply.headers.get("retry-after", "").strip()
    if _NUMBER.fullmatch(value):
        return float(value)
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (until.astimezone(UTC) - datetime.now(UTC)).total_seconds())


def _too_large(url: httpx.URL, size: int) -> OfficialError:
    return OfficialError(f"{url} has more than the {size:,} bytes that a text may have.", _LOOK)


def _unpacker(url: httpx.URL, encoding: str) -> Callable[[bytes | None, int], Iterator[bytes]]:
    """What unpacks the pieces of a body, each time no more than a number of bytes; `None` says that the last one was given.

    httpx unpacks a piece whole, however large it becomes: so this is done here.
    """
    if encoding not in ("", "identity", "gzip", "x-gzip"):
        raise OfficialError(f"{url} is packed as {encoding!r}, which was not asked for.", _LOOK)
    inflate = None if encoding in ("", "identity") else zlib.decompressobj(wbits=31)

    def unpack(raw: bytes | None, room: int) -> Iterator[bytes]:
        if inflate is None:
            if raw:
                yield raw
            return
        if raw is None:
            if not inflate.eof:
                raise _Again("broke off: what was packed has no end")
            return
        try:
            yield inflate.decompress(raw, max(1, room))
        except zlib.error as error:
            raise _Again("broke off: what was packed cannot be unpacked") from error
        if inflate.unused_data:
            raise OfficialError(f"{url} goes on after what was packed has ended.", _LOOK)

    return unpack
