"""`eval peers`: the same questions asked of ours and of plain ways to search the same notes, in one table."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, Optional

import typer

from rights_assistant.cli.evaluating import Bench, Questions, begin_anew, provenance
from rights_assistant.cli.shell import Data, Knowledge, progress, settings_of, speaking
from rights_assistant.errors import CaseError

if TYPE_CHECKING:
    from rights_assistant.evaluation.compare import Change
    from rights_assistant.evaluation.score import Figure
    from rights_assistant.evaluation.side_by_side import Column, Side

OUT: Final = Path("evals/results/peers")
BEGIN: Final = "<!-- peers: begin -->"
END: Final = "<!-- peers: end -->"
CURVE: Final = "curve.json"
MARKS: Final = (BEGIN, END)
_ABREAST: Final = 4
"""Columns that stand beside each other in a terminal."""
_SETS: Final = {"tune": "Questions for tuning", "test": "Questions set aside"}


def add_to(app: typer.Typer) -> None:
    """Put the command beside the others of `eval`."""
    app.command()(speaking(peers))


def peers(
    questions: Questions = None,
    out: Annotated[Path, typer.Option(help="The folder that gets a folder of answers for each.")] = OUT,
    limit: Annotated[Optional[int], typer.Option(min=1, help="Only the first so many.", show_default=False)] = None,
    again: Annotated[bool, typer.Option("--again", help="Begin anew, and lose the answers in the folders.")] = False,
    page: Annotated[
        Optional[Path], typer.Option(help="A Markdown file: rewrite what stands between its two marks.", show_default=False)
    ] = None,
    data: Data = None,
    knowledge: Knowledge = None,
) -> None:
    """Ask ours and plain searches of the same notes, and print the figures side by side, and which differences are real."""
    if page is not None:
        around(page)  # before minutes are spent on asking
    bench = Bench(settings_of(data=data, knowledge=knowledge), questions)
    every = bench.cases()
    heads, sides = _asked(bench, every[:limit], out, again)
    first = next(iter(heads.values()))
    said = whence(first, sum(s.cases for s in sides), len(every))
    typer.echo("\n\n".join([*(text(side) for side in sides), said, f"The answers are in {out}."]))
    if page is not None:
        rewrite(page, "\n\n".join([said, *(markdown(side) for side in sides)]))
        typer.echo(f"The table in {page} is new.")


def _asked(bench: Bench, cases: list[Any], out: Path, again: bool) -> "tuple[dict[str, Mapping[str, Any]], list[Side]]":
    """Every respondent asked what it has not answered yet; what is known of each run, and the tables."""
    from dataclasses import replace

    from rights_assistant import peers, wiring
    from rights_assistant.evaluation import runs
    from rights_assistant.evaluation.side_by_side import side_by_side

    parts = wiring.parts(bench.settings)
    embedder = peers.Remembering(parts.embedder)
    assistant = wiring.open_assistant(bench.settings, progress, made_of=replace(parts, embedder=embedder))
    saved = {}
    for name, made in peers.everyone(assistant, embedder).items():
        folder = out / name
        if again:
            begin_anew(folder)
        embedder.forget()
        runs.run(cases, made(), folder, provenance(bench, name, assistant.index_id), progress)
        saved[name] = runs.read_run(folder, cases)
    return {name: s.head for name, s in saved.items()}, side_by_side({name: s.replies for name, s in saved.items()}, bench.gold)


def whence(head: Mapping[str, Any], over: int, every: int) -> str:
    """One line that lets a person run the figures again."""
    changed = " with changes that are not committed" if head.get("changed") else ""
    number = f"{over}" if over == every else f"{over} of {every}"
    day, commit = str(head.get("began", ""))[:10], str(head.get("commit", "unknown"))[:7]
    return f"Run of {day}, commit {commit}{changed}, {number} questions, index {head.get('index_id')}."


def text(side: "Side") -> str:
    """A table for a terminal: a row for each respondent, so many columns at a time as can be read."""
    from rights_assistant.cli.showing import spoken
    from rights_assistant.evaluation.side_by_side import COLUMNS

    lines = [f"{_SETS[side.split.value]}: {side.cases} (with the 95 % interval and over how many)"]
    for start in range(0, len(COLUMNS), _ABREAST):
        abreast = range(start, min(start + _ABREAST, len(COLUMNS)))
        lines.append(f"{'':<12}" + "".join(f"{COLUMNS[n].title:>30}" for n in abreast))
        lines += [f"{row.name:<12}" + "".join(f"{spoken(row.figures[n]):>30}" for n in abreast) for row in side.rows]
    for column in _tested():
        lines.append(f"{column.title}: is the difference from {side.rows[0].name} real?")
        lines += [f"{row.name:<12}{_verdict(row.against.get(column.measure), side.rows[0].name)}" for row in side.rows[1:]]
    return "\n".join([*lines, *_left_out(side)])


def markdown(side: "Side") -> str:
    """The same for a page: one table of figures, one of the differences."""
    from rights_assistant.evaluation.side_by_side import COLUMNS

    arrow = {"higher": "↑", "lower": "↓"}
    figures = grid(
        ["", *(f"{c.title} {arrow[c.better]}" for c in COLUMNS)],
        [[row.name, *(_cell(f, c) for f, c in zip(row.figures, COLUMNS, strict=True))] for row in side.rows],
    )
    differences = grid(
        [f"against {side.rows[0].name}", *(c.title for c in _tested())],
        [[row.name, *(_verdict(row.against.get(c.measure), side.rows[0].name) for c in _tested())] for row in side.rows[1:]],
    )
    return "\n\n".join([f"**{_SETS[side.split.value]}: {side.cases}**", figures, differences, *_left_out(side)])


def _tested() -> "list[Column]":
    from rights_assistant.evaluation.side_by_side import TESTED, Column

    return [Column(name, new=name == "ndcg_10") for name in TESTED]


def grid(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table of Markdown."""
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows))


def _cell(figure: "Figure", column: "Column") -> str:
    if figure.value is None:
        return "–"
    digits = 0 if column.unit else 3
    return f"{figure.value:.{digits}f}<br>{figure.low:.{digits}f}–{figure.high:.{digits}f}"


def _verdict(change: "Change | None", first: str) -> str:
    if change is None:
        return "–"
    p = "p < 0.001" if change.p < 0.001 else f"p = {change.p:.3f}"
    verdict = "real" if change.real else "may be chance"
    return f"{change.after:.3f}, {first} {change.before:.3f}: {verdict} ({p}, {change.cases} questions)"


def _left_out(side: "Side") -> list[str]:
    if not side.left_out:
        return []
    more = ", …" if len(side.left_out) > 5 else ""
    return [f"Left out, because somebody has no answer to it: {len(side.left_out)} ({', '.join(side.left_out[:5])}{more})."]


def around(page: Path, marks: tuple[str, str] = MARKS) -> tuple[str, str]:
    """What stands before and after the part of a page that is rewritten, the marks included.

    Raises:
        CaseError: when the page cannot be read or has not each mark once, in order.
    """
    try:
        whole = page.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CaseError(f"{page} cannot be read: {error}.", "Name a Markdown file with --page.") from error
    begin, end = marks
    if whole.count(begin) != 1 or whole.count(end) != 1 or whole.index(begin) > whole.index(end):
        raise CaseError(f"{page} has no place for the table.", f"Write {begin} and, below it, {end} into it, each once.")
    return whole[: whole.index(begin) + len(begin)], whole[whole.index(end) :]


def keep_curve(folder: Path, content: str, option: str) -> Path:
    """Write the curve of a fit beside the examples that it was made of, and say where it is.

    Raises:
        CaseError: when it cannot be written.
    """
    path = folder / CURVE
    try:
        path.write_text(content, "utf-8")
    except OSError as error:
        remedy = f"Copy the folder and name the copy with {option}."
        raise CaseError(f"{path} cannot be written: {error.strerror}.", remedy) from error
    return path


def rewrite(page: Path, middle: str, marks: tuple[str, str] = MARKS) -> None:
    """Put a text between the two marks of a page; the rest stays as it is.

    Raises:
        CaseError: when it has no marks or cannot be written.
    """
    before, after = around(page, marks)
    try:
        page.write_text(f"{before}\n{middle}\n{after}", "utf-8")
    except OSError as error:
        raise CaseError(f"{page} cannot be written: {error.strerror}.", "Choose another with --page.") from error
