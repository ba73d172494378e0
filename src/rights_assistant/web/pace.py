"""How often one address may ask: a bucket of tokens for each, in memory only, under a salted name."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from threading import Lock
from typing import Final

PER_MINUTE: Final = 15
"""Asks a minute from one address; what a person reads, not what a script sends (GOV.UK Chat has the same)."""

ROOM: Final = 4096
"""Addresses kept at once; the one that has been quiet longest makes room."""


@dataclass(frozen=True, slots=True)
class _Bucket:
    """What is left for an address, and when that was worked out."""

    tokens: float
    at: float


class Pace:
    """Token buckets by address. Addresses are never kept or logged: only a salted hash is, until the process ends."""

    def __init__(self, clock: Callable[[], float], salt: bytes, *, per_minute: int = PER_MINUTE, room: int = ROOM) -> None:
        self._clock = clock
        self._salt = salt
        self._most = per_minute
        self._room = room
        self._buckets: OrderedDict[bytes, _Bucket] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._buckets)

    def allows(self, address: str) -> bool:
        """Takes a token for the address; false when none is left."""
        key = self._key(address)
        with self._lock:
            now = self._clock()
            left = self._left(key, now)
            granted = left >= 1
            self._buckets[key] = _Bucket(left - 1 if granted else left, now)
            self._buckets.move_to_end(key)
            while len(self._buckets) > self._room:
                self._buckets.popitem(last=False)
        return granted

    def _left(self, key: bytes, now: float) -> float:
        bucket = self._buckets.get(key)
        if bucket is None:
            return float(self._most)
        return min(float(self._most), bucket.tokens + max(0.0, now - bucket.at) * self._most / 60)

    def _key(self, address: str) -> bytes:
        return hashlib.blake2b(_network(address).encode(), key=self._salt, digest_size=16).digest()


def _network(address: str) -> str:
    """One name for all addresses a single subscriber holds: an IPv6 /64 counts as one."""
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        return str(parsed.ipv4_mapped or int(parsed) >> 64)
    return str(parsed)
