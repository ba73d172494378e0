"""Connections to a publisher: to an address that was looked at, and no longer than there is time.

A name is resolved once, every address that it has is checked, and the connection goes to one of
them: no second look-up can give another. Certificate and `Host` stay those of the name.
"""

import socket
import ssl
from collections.abc import Callable, Iterable, Iterator, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from time import monotonic
from typing import Any, Final

import httpcore
import httpx

from rights_assistant.errors import OfficialError

Address = IPv4Address | IPv6Address
Allowed = Callable[[Address], bool]
Resolve = Callable[[str, int], Sequence[str]]

_NAT64: Final = IPv6Network("64:ff9b::/96")


def is_public(address: Address) -> bool:
    """Whether an address is on the open internet: not private, loopback, link-local, multicast or reserved, nor a cloak of such."""
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if address in _NAT64:
            inner = IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    return address.is_global and not address.is_multicast and not address.is_reserved


def resolved(host: str, port: int) -> Sequence[str]:
    """The addresses of a name, as the system knows them."""
    return list(dict.fromkeys(str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


class Deadline:
    """How much time is left for a file."""

    def __init__(self, seconds: float) -> None:
        self._end = monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds; not below nothing."""
        return max(0.0, self._end - monotonic())

    def of(self, timeout: float | None) -> float:
        """The shorter of a limit and what is left.

        Raises:
            httpcore.ReadTimeout: when nothing is left, so that a slow drip ends too.
        """
        if self.left <= 0:
            raise httpcore.ReadTimeout("the time for the whole file is over")
        return self.left if timeout is None else min(timeout, self.left)


class _Stream(httpcore.NetworkStream):
    """A connection on which every step has to end before the deadline."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner, self._deadline = inner, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.of(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.of(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, self._deadline.of(timeout)), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class _Network(httpcore.NetworkBackend):
    """Opens connections to addresses that are allowed."""

    def __init__(self, allowed: Allowed, resolve: Resolve, deadline: Deadline) -> None:
        self._allowed, self._resolve, self._deadline = allowed, resolve, deadline
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        refused: Exception = httpcore.ConnectError("the name has no address")
        for address in self._looked_up(host, port):
            try:
                within = self._deadline.of(timeout)
                inner = self._plain.connect_tcp(str(address), port, within, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                refused = error
            else:
                return _Stream(inner, self._deadline)
        raise refused

    def _looked_up(self, host: str, port: int) -> list[Address]:
        try:
            # An address of the link itself has a zone after a %.
            found = [ip_address(text.partition("%")[0]) for text in self._resolve(host, port)]
        except OSError as error:
            raise httpcore.ConnectError(f"the name {host} is not known here") from error
        for address in found:
            if not self._allowed(address):
                raise OfficialError(
                    f"{host} leads to {address}, which is not on the open internet.",
                    "Nothing was fetched from there. Ask whoever looks after your network why.",
                )
        return found


class _Body(httpx.SyncByteStream):
    """The body of a reply."""

    def __init__(self, reply: httpcore.Response) -> None:
        self._reply = reply

    def __iter__(self) -> Iterator[bytes]:
        yield from self._reply.iter_stream()

    def close(self) -> None:
        self._reply.close()


class Transport(httpx.BaseTransport):
    """What httpx sends its requests through: checked addresses, a deadline, a new connection each time, no proxy."""

    def __init__(
        self, verify: ssl.SSLContext, deadline: Deadline, allowed: Allowed = is_public, resolve: Resolve = resolved
    ) -> None:
        network = _Network(allowed, resolve, deadline)
        self._pool = httpcore.ConnectionPool(
            ssl_context=verify, http2=False, max_keepalive_connections=0, retries=0, network_backend=network
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Sends one request; what httpcore raises is left as it is."""
        url = httpcore.URL(
            scheme=request.url.raw_scheme, host=request.url.raw_host, port=request.url.port, target=request.url.raw_path
        )
        reply = self._pool.handle_request(
            httpcore.Request(request.method, url, headers=request.headers.raw, extensions=request.extensions)
        )
        return httpx.Response(reply.status, headers=reply.headers, stream=_Body(reply), extensions=reply.extensions)

    def close(self) -> None:
        """Closes every connection."""
        self._pool.close()
