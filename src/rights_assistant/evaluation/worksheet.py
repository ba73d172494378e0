"""What a person thinks of the same claims: a sheet to fill in, read back, and held against the judge.

The sheet never holds the judge's verdict, so that it cannot sway the person.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from rights_assistant.errors import CaseError
from rights_assistant.evaluation.judge import MARKS, Claim, Judged, Verdict
from rights_assistant.evaluation.score import SEED, draws

COLUMNS: Final = ("case id", "question", "claim number", "claim", "quotes", "source ids", "mark", "note")
_IDENTIFY: Final = ("case id", "claim number", "claim", "mark")
_FORMULA: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""What a spreadsheet may take for the beginning of a formula; some read the wide signs as the plain ones."""
_LEAST: Final = 2


@dataclass(frozen=True, slots=True)
class Marked:
    """A row of a sheet; `mark` is nothing where the person left it empty."""

    id: str
    claim: int
    mark: Verdict | None
    note: str

    @property
    def key(self) -> tuple[str, int]:
        """Which claim of a run it is about."""
        return self.id, self.claim


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far a person and the judge agree, over the claims that have a mark and a readable verdict.

    Attributes:
        raw: the share of equal marks.
        kappa: Cohen's kappa over three classes, with the 95 % interval of a bootstrap over the answers.
        why_not: why there is no kappa; empty where there is one.
        table: how often a mark (row) met a verdict (column), both in the order of `MARKS`.
        unmarked / unreadable / unjudged: rows left out, by the reason.
    """

    compared: int
    raw: float | None
    kappa: float | None
    low: float | None
    high: float | None
    why_not: str
    table: tuple[tuple[int, ...], ...]
    unmarked: int
    unreadable: int
    unjudged: int


def sample(claims: Sequence[Claim], size: int) -> list[Claim]:
    """A random sample, always the same, in which each main slice has its share; in the order of the run.

    Shares are rounded by largest remainder, and where the size allows every slice has a claim.
    """
    strata: dict[str, list[int]] = {}
    for n, claim in enumerate(claims):
        strata.setdefault(claim.case.slices[0] if claim.case.slices else "", []).append(n)
    if size >= len(claims):
        return list(claims)
    chosen: list[int] = []
    drawing = np.random.default_rng(SEED)
    for name, many in _shares({name: len(of) for name, of in strata.items()}, size).items():
        chosen += drawing.choice(strata[name], size=many, replace=False).tolist()
    return [claims[n] for n in sorted(chosen)]


def _shares(sizes: Mapping[str, int], size: int) -> dict[str, int]:
    """How many of each stratum."""
    least = 1 if size >= len(sizes) else 0
    over, whole = size - least * len(sizes), sum(sizes.values()) - least * len(sizes)
    exact = {name: divmod((n - least) * over, whole) for name, n in sizes.items()}
    by_remainder = sorted(sizes, key=lambda name: (-exact[name][1], name))
    more = set(by_remainder[: over - sum(part for part, _ in exact.values())])
    return {name: least + part + (name in more) for name, (part, _) in exact.items()}


def write(claims: Iterable[Claim], path: Path) -> None:
    """The sheet as CSV in UTF-8 with a byte order mark, which spreadsheets read rightly.

    Raises:
        CaseError: when it cannot be written.
    """
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(COLUMNS)
    for c in claims:
        quotes = " ".join(f"[{s.number}] {s.quote}" for s in c.sources)
        question = " / ".join((*c.case.turns, c.case.question))
        cells = (c.case.id, question, str(c.number), c.text, quotes, " ".join(s.id for s in c.sources), "", "")
        rows.writerow([guarded(cell) for cell in cells])
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.getvalue().encode("utf-8-sig", "replace"))
    except OSError as error:
        raise CaseError(f"{path} cannot be written: {error.strerror}.", "Choose another file with --out.") from error


def guarded(cell: str) -> str:
    """A cell on one line that no spreadsheet takes for a formula."""
    flat = " ".join(cell.split())
    return f"'{flat}" if flat.startswith(_FORMULA) else flat


def _unguarded(cell: str) -> str:
    flat = " ".join(cell.split())
    return flat[1:] if flat.startswith("'") and flat[1:].startswith(_FORMULA) else flat


def read(path: Path, claims: Iterable[Claim]) -> list[Marked]:
    """A sheet that was filled in; marks may be left empty, columns added or moved, and `;` or tabs part the cells.

    Lines are counted as a spreadsheet does, the head being 1.

    Args:
        claims: those of the run that the sheet was made from.

    Raises:
        CaseError: naming the first line that is wrong and how many more there are.
    """
    head, *rows = _rows(path)
    at: dict[str, int] = {name: head.index(name) for name in COLUMNS if name in head}
    if missing := [name for name in _IDENTIFY if name not in at]:
        problem = f"{path}: line 1 has no column {', '.join(map(repr, missing))}."
        raise CaseError(problem, f"Keep the columns of the sheet: {', '.join(COLUMNS)}.")
    if twice := [name for name in at if head.count(name) > 1]:
        raise CaseError(
            f"{path}: line 1 has the column {twice[0]!r} twice.", "Keep one of them, and name the other something else."
        )
    known = {(c.case.id, str(c.number)): c for c in claims}
    marked: dict[tuple[str, int], Marked] = {}
    wrong: list[tuple[str, str]] = []
    for number, row in enumerate(rows, 2):
        cells = {name: _unguarded(row[n]) if n < len(row) else "" for name, n in at.items()}
        if not any(cells.values()):
            continue
        try:
            found = _marked(cells, known)
            if found.key in marked:
                raise _Wrong("marks a claim that another line marks too.", "Remove one of them.")
            marked[found.key] = found
        except _Wrong as error:
            wrong.append((f"{path}: line {number} {error.problem}", error.remedy))
    if wrong:
        more = f" ({len(wrong) - 1} more lines are wrong.)" if len(wrong) > 1 else ""
        raise CaseError(wrong[0][0], wrong[0][1] + more)
    return list(marked.values())


class _Wrong(Exception):
    def __init__(self, problem: str, remedy: str) -> None:
        self.problem, self.remedy = problem, remedy


def _rows(path: Path) -> list[list[str]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
        parted = max(",;\t", key=(text.splitlines() or [""])[0].count)
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=parted))
    except OSError as error:
        raise CaseError(
            f"{path} cannot be read: {error.strerror}.", "Name a sheet of `rights-assistant eval worksheet`."
        ) from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise CaseError(f"{path} is not CSV in UTF-8: {error}.", "Save it from the spreadsheet as CSV, UTF-8.") from error
    if not rows:
        raise CaseError(f"{path} is empty.", "Make it with `rights-assistant eval worksheet`.")
    return [[cell.strip().lower() for cell in rows[0]], *rows[1:]]


def _marked(cells: Mapping[str, str], known: Mapping[tuple[str, str], Claim]) -> Marked:
    claim = known.get((cells["case id"], cells["claim number"]))
    if claim is None:
        problem = f"is about claim {cells['claim number']!r} of {cells['case id']!r}, which the run does not have."
        raise _Wrong(problem, "Read it beside the run that the sheet was made from.")
    if cells["claim"] != _unguarded(guarded(claim.text)):
        raise _Wrong("has other words than the claim has in the run.", "Make a new sheet: the answers have changed since.")
    mark = cells["mark"].lower()
    if mark and mark not in MARKS:
        raise _Wrong(f"has the mark {cells['mark']!r}.", f"Use one of: {', '.join(MARKS)}; or leave it empty.")
    return Marked(*claim.key, Verdict(mark) if mark else None, cells.get("note", ""))


def agreement(marked: Iterable[Marked], judged: Iterable[Judged]) -> Agreement:
    """How far the person's marks and the judge's verdicts agree.

    Kappa is left out where one side has a single class: it is 0 or undefined then, however well the two agree.
    """
    verdicts = {j.key: j.verdict for j in judged}
    rows = list(marked)
    pairs = [(m.id, m.mark, verdicts[m.key]) for m in rows if m.mark and verdicts.get(m.key) in MARKS]
    table = np.zeros((len(MARKS), len(MARKS)), dtype=int)
    for _, mark, verdict in pairs:
        table[MARKS.index(mark), MARKS.index(verdict)] += 1
    why_not = _why_not(table)
    low, high = (None, None) if why_not else _interval(pairs)
    return Agreement(
        compared=len(pairs),
        raw=float(np.trace(table) / len(pairs)) if pairs else None,
        kappa=None if why_not else _kappa(pairs),
        low=low,
        high=high,
        why_not=why_not,
        table=tuple(tuple(int(n) for n in row) for row in table),
        unmarked=sum(m.mark is None for m in rows),
        unreadable=sum(m.mark is not None and verdicts.get(m.key) is Verdict.UNREADABLE for m in rows),
        unjudged=sum(m.mark is not None and m.key not in verdicts for m in rows),
    )


def _why_not(table: np.ndarray) -> str:
    if table.sum() < _LEAST:
        return f"not computable: {table.sum()} compared, and kappa needs {_LEAST} at least"
    for whose, met in (("marks", table.sum(axis=1)), ("the judge's verdicts", table.sum(axis=0))):
        if (met > 0).sum() == 1:
            return f"not computable: {whose} are all {MARKS[int(met.argmax())].value!r}, and kappa needs two classes on both sides"
    return ""


def _kappa(pairs: Sequence[tuple[str, Verdict, Verdict]]) -> float:
    from sklearn.metrics import cohen_kappa_score  # takes a second to load

    person, judge = [mark.value for _, mark, _ in pairs], [verdict.value for _, _, verdict in pairs]
    return float(cohen_kappa_score(person, judge, labels=[m.value for m in MARKS]))


def _interval(pairs: Sequence[tuple[str, Verdict, Verdict]]) -> tuple[float | None, float | None]:
    """The interval of kappa over resampled answers; nothing from a single answer.

    Resamples in which kappa is undefined are passed over.
    """
    cases = list(dict.fromkeys(id for id, _, _ in pairs))
    if len(cases) < _LEAST:
        return None, None
    tables = np.zeros((len(cases), len(MARKS), len(MARKS)))
    for id, mark, verdict in pairs:
        tables[cases.index(id), MARKS.index(mark), MARKS.index(verdict)] += 1
    drawn = np.tensordot(draws(len(cases)), tables, axes=1)
    total = drawn.sum(axis=(1, 2))
    observed = np.trace(drawn, axis1=1, axis2=2) / total
    expected = (drawn.sum(axis=1) * drawn.sum(axis=2)).sum(axis=1) / total**2
    defined = expected < 1
    low, high = np.percentile((observed[defined] - expected[defined]) / (1 - expected[defined]), [2.5, 97.5])
    return float(low), float(high)
