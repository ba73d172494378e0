"""The periods that a sentence speaks of: "15 days", "one month", "two working days"."""

import re
from typing import Final

from rights_assistant.evaluation.wording import plain
from rights_assistant.knowledge.kinds import UNITS

_UNITS: Final = {"day": "calendar_days", "working day": "working_days", "week": "weeks", "month": "months"}
_PERIOD = re.compile(
    r"\b(?:between (\d+) and )?(\d+)(?:\s?(?:to|or|-|–)\s?(\d+))?[\s-]*(calendar |working |business |court )?(day|week|month)s?\b"
    r"|\b(?:a|an)\s(week|month)\b"
)


def periods(text: str) -> list[tuple[int, str]]:
    """Each (count, unit) in order, with units as in the remedies: calendar_days, working_days, weeks, months."""
    found = []
    for match in _PERIOD.finditer(plain(text)):
        *numbers, sort, unit, single = match.groups()
        kind = "working " if sort in ("working ", "business ") else ""
        counts = [int(n) for n in numbers if n] or [1]
        found += [(count, _UNITS[f"{kind if (unit or single) == 'day' else ''}{unit or single}"]) for count in counts]
    return found


def is_period(count: object, unit: object) -> bool:
    """Whether these are a time limit as a remedy states it: a whole number from 1 on, and one of its units."""
    return type(count) is int and count > 0 and unit in UNITS  # `true` is an int too
