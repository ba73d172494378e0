"""How often a model may be asked: a cap on the calls of a day, and a rest after failures in a row.

Both live in memory and count for one process: a restart begins anew.
"""

from collections import deque
from collections.abc import Callable
from threading import Lock
from typing import Final

DAY: Final = 86_400.0
"""Seconds; the cap counts the calls of the last 24 hours, so that nobody can wait for midnight."""

FAILURES: Final = 3
"""After so many in a row the model is left alone, because each costs the person in front of it the whole time limit."""

REST: Final = 60.0
"""Seconds that it is left alone; one call is then let through to see."""


class Allowance:
    """Counts the calls to a model, and what came of them. Threads may share it."""

    def __init__(self, calls_a_day: int, timer: Callable[[], float]) -> None:
        self._most = calls_a_day
        self._timer = timer
        self._calls: deque[float] = deque()
        self._failures = 0
        self._rests_until = float("-inf")
        self._lock = Lock()

    def take(self) -> str:
        """Take one call; or why there is none, in words."""
        with self._lock:
            now = self._timer()
            while self._calls and now - self._calls[0] >= DAY:
                self._calls.popleft()
            if len(self._calls) >= self._most:
                return "the calls of the day are used up"
            if now < self._rests_until:
                return "it failed several times in a row and is left alone for a while"
            if self._failures >= FAILURES:
                self._rests_until = now + REST  # the others wait until this one is back
            self._calls.append(now)
            return ""

    def went(self, well: bool) -> None:
        """Say what came of a call that was taken."""
        with self._lock:
            self._failures = 0 if well else self._failures + 1
            self._rests_until = self._timer() + REST if self._failures >= FAILURES else float("-inf")
