"""Whether a run may be released: no harm, nothing unscored, no figure below its threshold, no slice below its baseline.

Only questions for tuning count. The set-aside ones are never looked at here: a gate that fails on
them would soon tune the product to them.
"""

import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from rights_assistant.errors import CaseError
from rights_assistant.evaluation.cases import Severity, Split
from rights_assistant.evaluation.harms import HARMS
from rights_assistant.evaluation.score import Scored, figures, grouped, harms
from rights_assistant.evaluation.table import BY_NAME, HEADLINE

_LEAST_CASES: Final = 5
"""A slice with fewer cases says too little to hold anyone to it."""
_ROUNDED: Final = 6


@dataclass(frozen=True)
class Thresholds:
    """What `thresholds.toml` says.

    Attributes:
        least / most: by measure, over the questions for tuning.
        harms: how often each severe harm may be found; never, where it is not named.
    """

    least: Mapping[str, float]
    most: Mapping[str, float]
    harms: Mapping[str, int]


def read_thresholds(path: Path) -> Thresholds:
    """The thresholds of a file.

    Raises:
        CaseError: when it cannot be read or names a measure or harm that does not exist.
    """
    try:
        table = tomllib.loads(path.read_text("utf-8"))
        found = Thresholds(table.get("least", {}), table.get("most", {}), table.get("harms", {}))
        known = {"least": set(BY_NAME), "most": set(BY_NAME), "harms": {h.name for h in HARMS}}
        for section in table.keys() - known.keys():
            raise CaseError(f"{path} has the unknown section [{section}].", f"Use only: {', '.join(known)}.")
        for section, names in known.items():
            for name, value in table.get(section, {}).items():
                if name not in names or isinstance(value, bool) or not isinstance(value, int | float):
                    raise CaseError(
                        f"{path} has {name} = {value!r} in [{section}].", f"Use a number for one of: {', '.join(names)}."
                    )
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, AttributeError) as error:
        raise CaseError(f"{path} cannot be read: {error}.", "Mend it, or take the shipped one.") from error
    return found


def baseline(scored: Sequence[Scored], questions: str) -> dict[str, Any]:
    """What later runs are held to: each slice's headline figures, and the severe cases that are right.

    Args:
        questions: the fingerprint of the question files; a baseline fits no other set.
    """
    tuned = _tuned(scored)
    return {
        "questions": questions,
        "slices": {
            name: {k: round(v.value, _ROUNDED) for k, v in figures(group).items() if k in HEADLINE and v.value is not None}
            for name, group in _slices(tuned).items()
        },
        "right": sorted(s.case.id for s in tuned if s.case.severity is Severity.SEVERE and s.right),
    }


def read_baseline(path: Path) -> dict[str, Any]:
    """A baseline as it was accepted.

    Raises:
        CaseError: when there is none or it is broken.
    """
    try:
        found = json.loads(path.read_text("utf-8"))
        if not isinstance(found, dict) or not {"questions", "slices", "right"} <= found.keys():
            raise ValueError("it has not the three parts questions, slices, right")
    except (OSError, ValueError) as error:
        raise CaseError(f"{path} is no baseline: {error}.", "Write one with `rights-assistant eval gate --accept`.") from error
    return found


def failures(scored: Sequence[Scored], limits: Thresholds, before: Mapping[str, Any] | None, questions: str) -> list[str]:
    """Why a run may not be released, a sentence each; none when it may.

    Args:
        before: the baseline; nothing for a set that has none.
    """
    found = [f"{s.case.id} is unscored: {s.reply.error}" for s in scored if s.reply.error]
    tuned = _tuned(scored)
    found += [*_harmed(tuned, limits), *_below(tuned, limits)]
    return found + (list(_fallen(tuned, before, questions)) if before is not None else [])


def _harmed(tuned: Sequence[Scored], limits: Thresholds) -> Iterable[str]:
    named = {h.name for h in HARMS}  # without the sum of all
    for count in harms(tuned):
        if count.name in named and count.happened > limits.harms.get(count.name, 0):
            where = [s.case.id for s in tuned if s.harms.get(count.name)][:5]
            yield f"{count.title}: {count.happened} of {count.trials} ({', '.join(where)})"


def _below(tuned: Sequence[Scored], limits: Thresholds) -> Iterable[str]:
    over = figures(tuned)
    for name, least in limits.least.items():
        value = over[name].value
        if value is None or value < least:
            yield f"{BY_NAME[name].title} is {_spoken(value)}, and must be at least {least}"
    for name, most in limits.most.items():
        value = over[name].value
        if value is not None and value > most:
            yield f"{BY_NAME[name].title} is {_spoken(value)}, and must be at most {most}"


def _fallen(tuned: Sequence[Scored], before: Mapping[str, Any], questions: str) -> Iterable[str]:
    if before["questions"] != questions:
        yield "the questions are not those of the baseline: look at the figures, then accept them with --accept"
        return
    groups = _slices(tuned)
    for name, old in before["slices"].items():
        over = figures(groups.get(name, []))
        for measure, value in old.items():
            new = over[measure].value if measure in over else None
            lower = BY_NAME[measure].better == "lower"
            if new is None or (new > value + 10**-_ROUNDED if lower else new < value - 10**-_ROUNDED):
                yield f"slice {name}: {BY_NAME[measure].title} went from {value:.3f} to {_spoken(new)}"
    wrong = {s.case.id: s for s in tuned if not s.right}
    for id in before["right"]:
        if id in wrong:
            yield f"{id} was right and may cost a person dearly: {(wrong[id].misses or ['?'])[0]}"


def _tuned(scored: Sequence[Scored]) -> list[Scored]:
    return [s for s in scored if s.case.split is Split.TUNE]


def _slices(scored: Sequence[Scored]) -> dict[str, list[Scored]]:
    groups = grouped(scored, lambda s: s.case.slices)
    return {name: group for name, group in groups.items() if len(group) >= _LEAST_CASES}


def _spoken(value: float | None) -> str:
    return "not there" if value is None else f"{value:.3f}"
