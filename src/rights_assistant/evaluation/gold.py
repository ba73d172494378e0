"""What is known to be true beside the questions: periods, statuses, how sure, which steps stop no clock.

Written from the same research as the notes but apart from them, and held against every answer: a
note that was changed by mistake then disagrees with it. One YAML file a table in `evals/gold/`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import yaml

from rights_assistant.domain.standing import Certainty, Status, Window
from rights_assistant.errors import CaseError
from rights_assistant.evaluation.matcher import find, find_any
from rights_assistant.evaluation.periods import is_period
from rights_assistant.knowledge.kinds import UNITS

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class GoldPeriod:
    """A time limit, how sure we are of it, and the days of asking on which it holds."""

    count: int
    unit: str
    certainty: Certainty
    window: Window


@dataclass(frozen=True)
class Gold:
    """The tables by id.

    Attributes:
        periods: for a remedy, each time limit that a right note may give: its own, and those of the steps
            that belong to it. A remedy that is not here has none that we know of.
        also: for a jurisdiction, further periods, as (count, unit), that a right text about deadlines may
            speak of. They are no remedy's own.
        statuses: for a provision, its status from a day on, the earliest day first.
        at_most: for a document of which we are not wholly sure, how sure it may be said to be.
        sure_of: for such a document, phrases of the sentences in it that are surer than the rest.
        requests: remedies that are requests or complaints and leave a court deadline running.
    """

    periods: Mapping[str, tuple[GoldPeriod, ...]] = field(default_factory=dict)
    also: Mapping[str, frozenset[tuple[int, str]]] = field(default_factory=dict)
    statuses: Mapping[str, tuple[tuple[date, Status], ...]] = field(default_factory=dict)
    at_most: Mapping[str, Certainty] = field(default_factory=dict)
    sure_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    requests: frozenset[str] = frozenset()

    def status_on(self, id: str, day: date) -> Status | None:
        """The status on a day, where the table knows it."""
        past = [status for since, status in self.statuses.get(id, ()) if since <= day]
        return past[-1] if past else None

    def most(self, id: str, quote: str) -> Certainty | None:
        """How sure a sentence of a document may be said to be; nothing where the table does not know."""
        return None if find_any(self.sure_of.get(id, ()), quote) else self.at_most.get(id)

    def spoken(self, jurisdiction: str) -> frozenset[tuple[int, str]] | None:
        """Every period that may be spoken of as a deadline in a jurisdiction; nothing where none is known."""
        own = {(p.count, p.unit) for remedy, ps in self.periods.items() if remedy.split("/")[1] == jurisdiction for p in ps}
        return frozenset(own | self.also.get(jurisdiction, frozenset())) if own else None


def read_gold(folder: Path) -> Gold:
    """The tables of a folder; no folder, no tables.

    Raises:
        CaseError: naming the file and the row, and what is wrong with it.
    """
    if not folder.is_dir():
        return Gold()
    tables = {name: _table(folder / f"{name}.yaml") for name in ("deadlines", "statuses", "certainties", "requests")}
    tables["deadlines"].setdefault("also", {})

    def rows(name: str, key: str, read: Callable[[Any], V]) -> list[V]:
        return _rows(folder / f"{name}.yaml", key, tables[name].get(key), read)

    return Gold(
        periods=dict(rows("deadlines", "remedies", lambda r: (_remedy(r["remedy"]), tuple(map(_period, r["periods"]))))),
        also=dict(rows("deadlines", "also", lambda r: (_text(r[0]), frozenset(_known(n, unit) for n, unit in r[1])))),
        statuses=dict(rows("statuses", "provisions", lambda r: (_text(r["id"]), _statuses(r["statuses"])))),
        at_most=dict(rows("certainties", "documents", lambda r: (_text(r["id"]), Certainty(r["at_most"])))),
        sure_of=dict(rows("certainties", "documents", lambda r: (_text(r["id"]), tuple(map(_phrase, r.get("sure_of", ())))))),
        requests=frozenset(rows("requests", "remedies", _remedy)),
    )


def _table(path: Path) -> dict[str, Any]:
    try:
        table = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as error:  # ValueError: not UTF-8, or a day that does not exist
        raise CaseError(f"{path} cannot be read: {error}.", "Mend it, or take another folder.") from error
    if not isinstance(table, dict):
        raise CaseError(f"{path} is not a table.", "Write `name:` and a list under it.")
    return table


def _rows(path: Path, key: str, rows: Any, read: Callable[[Any], V]) -> list[V]:
    """Every row under a key of a table; a table's rows by name are pairs."""
    found = []
    if isinstance(rows, dict):
        rows = list(rows.items())
    if not isinstance(rows, list):
        raise CaseError(f"{path} has no rows under `{key}`.", f"Write `{key}:` and the rows under it.")
    for number, row in enumerate(rows, 1):
        try:
            found.append(read(row))
        except (LookupError, TypeError, ValueError) as error:
            problem = f"{path}: row {number} of `{key}` ({str(row)[:60]}) cannot be used: {type(error).__name__} {error}."
            remedy = f"Write it as the others, days as 2026-11-23, periods as whole numbers of {', '.join(UNITS)}."
            raise CaseError(problem, remedy) from error
    return found


def _period(value: Mapping[str, Any]) -> GoldPeriod:
    if unknown := [k for k in value if k not in ("count", "unit", "certainty", "from", "until")]:
        raise ValueError(f"unknown key {unknown[0]!r}")  # a `form:` for a `from:` would hold for ever
    window = Window(*(None if value.get(k) is None else _day(value[k]) for k in ("from", "until")))
    return GoldPeriod(*_known(value["count"], value["unit"]), Certainty(value["certainty"]), window)


def _known(count: int, unit: str) -> tuple[int, str]:
    if not is_period(count, unit):
        raise ValueError(f"{count!r} {unit!r} is no period")
    return count, unit


def _statuses(values: list[Mapping[str, Any]]) -> tuple[tuple[date, Status], ...]:
    return tuple(sorted(((_day(v["since"]), Status(v["status"])) for v in values), key=lambda status: status[0]))


def _day(value: Any) -> date:
    if type(value) is not date:  # a time of day is a date too, and cannot be compared with one
        raise ValueError(f"{value!r} is not a day")
    return value


def _remedy(value: Any) -> str:
    if _text(value).count("/") < 2:
        raise ValueError(f"{value!r} is not the id of a remedy")
    return str(value)


def _phrase(value: Any) -> str:
    find(_text(value), "")
    return str(value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not text")
    return value
