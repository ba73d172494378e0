"""What is known to be true beside the questions: periods, statuses, how sure, which steps stop no clock.

Written from the same research as the notes but apart from them, and held against every answer: a
note that was changed by mistake then disagrees with it. One YAML file a table in `evals/gold/`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from rights_assistant.domain.standing import Certainty, Status, Window
from rights_assistant.errors import CaseError


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
        periods: a remedy's time limits.
        also: further periods that may be spoken of in a jurisdiction's deadlines, as (count, unit).
        statuses: a provision's status from a day on, in order.
        at_most: how sure a document may be said to be.
        requests: remedies that leave a court deadline running.
        courts: jurisdictions in which a court deadline runs beside them.
    """

    periods: Mapping[str, tuple[GoldPeriod, ...]] = field(default_factory=dict)
    also: Mapping[str, frozenset[tuple[int, str]]] = field(default_factory=dict)
    statuses: Mapping[str, tuple[tuple[date, Status], ...]] = field(default_factory=dict)
    at_most: Mapping[str, Certainty] = field(default_factory=dict)
    requests: frozenset[str] = frozenset()

    def status_on(self, id: str, day: date) -> Status | None:
        """The status on a day, where the table knows it."""
        past = [status for since, status in self.statuses.get(id, ()) if since <= day]
        return past[-1] if past else None

    def spoken(self, jurisdiction: str) -> frozenset[tuple[int, str]] | None:
        """Every period that may be spoken of as a deadline in a jurisdiction; nothing where none is known."""
        own = {(p.count, p.unit) for remedy, ps in self.periods.items() if remedy.split("/")[1] == jurisdiction for p in ps}
        return frozenset(own | self.also.get(jurisdiction, frozenset())) if own else None


def read_gold(folder: Path) -> Gold:
    """The tables of a folder; no folder, no tables.

    Raises:
        CaseError: naming the file and what is wrong with it.
    """
    if not folder.is_dir():
        return Gold()
    deadlines = _table(folder / "deadlines.yaml")
    return Gold(
        periods={row["remedy"]: tuple(_period(p) for p in row["periods"]) for row in deadlines["remedies"]},
        also={place: frozenset((int(n), u) for n, u in pairs) for place, pairs in deadlines.get("also", {}).items()},
        statuses={
            row["id"]: tuple((s["since"], Status(s["status"])) for s in row["statuses"])
            for row in _table(folder / "statuses.yaml")["provisions"]
        },
        at_most={row["id"]: Certainty(row["at_most"]) for row in _table(folder / "certainties.yaml")["documents"]},
        requests=frozenset(_table(folder / "requests.yaml")["remedies"]),
    )


def _table(path: Path) -> dict[str, Any]:
    try:
        table = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise CaseError(f"{path} cannot be read: {error}.", "Mend it, or take another folder.") from error
    if not isinstance(table, dict):
        raise CaseError(f"{path} is not a table.", "Write `name:` and a list under it.")
    return table


def _period(value: Mapping[str, Any]) -> GoldPeriod:
    window = Window(value.get("from"), value.get("until"))
    return GoldPeriod(int(value["count"]), str(value["unit"]), Certainty(value["certainty"]), window)
