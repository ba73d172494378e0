"""The periods that a sentence speaks of: "15 days", "one month", "two working days"."""

import re
from typing import Final

from rights_assistant.evaluation.wording import plain

_UNITS: Final = {"day": "calendar_days", "working day": "working_days", "week": "weeks", "month": "months"}
_PERIOD = re.compile(
    r"\b(\d+)(?:\s?(?:to|or|-|–)\s?(\d+))?[\s-]+(calendar |working |business |court )?(day|week|month)s?\b"
    r"|\b(?:a|an)\s(week|month)\b"
)


def periods(text: str) -> list[tuple[int, str]]:
    """Each (count, unit) in order, with units as in the remedies: calendar_days, working_days, weeks, months."""
    found = []
    for match in _PERIOD.finditer(plain(text)):
        first, second, sort, unit, single = match.groups()
        kind = "working " if sort in ("working ", "business ") else ""
        counts = [int(n) for n in (first, second) if n] or [1]
        found += [(count, _UNITS[f"{kind if (unit or single) == 'day' else ''}{unit or single}"]) for count in counts]
    return found
