"""`eval typos`: the fixed questions asked as they are written and misspelt, and what the misspelling costs."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, Optional

import typer

from rights_assistant.cli.comparing import around, grid, rewrite, whence
from rights_assistant.cli.evaluating import Bench, Questions, provenance
from rights_assistant.cli.shell import Data, Knowledge, progress, settings_of, speaking

if TYPE_CHECKING:
    from rights_assistant.evaluation.compare import Comparison
    from rights_assistant.evaluation.typos import Loss, Typed

MARKS: Final = ("<!-- typos: begin -->", "<!-- typos: end -->")
_SETS: Final = {"tune": "Questions for tuning", "test": "Questions set aside"}


def add_to(app: typer.Typer) -> None:
    """Put the command beside the others of `eval`."""
    app.command()(speaking(typos))


def typos(
    strength: Annotated[float, typer.Option(min=0.1, max=4, help="1: one word in five has an error; 2: twice as many.")] = 1.0,
    run: Annotated[
        Optional[Path], typer.Option("--run", help="A run of the plain questions; asked anew when left out.", show_default=False)
    ] = None,
    questions: Questions = None,
    limit: Annotated[Optional[int], typer.Option(min=1, help="Only the first so many.", show_default=False)] = None,
    page: Annotated[
        Optional[Path], typer.Option(help="A Markdown file: rewrite what stands between its two marks.", show_default=False)
    ] = None,
    data: Data = None,
    knowledge: Knowledge = None,
) -> None:
    """Ask the questions misspelt, and print what is lost against asking them plain, in points."""
    from rights_assistant.evaluation.compare import compare
    from rights_assistant.evaluation.score import score
    from rights_assistant.evaluation.typos import held_against, typed

    if page is not None:
        around(page, MARKS)  # before minutes are spent on asking
    bench = Bench(settings_of(data=data, knowledge=knowledge), questions)
    every = bench.cases()
    cases = every[:limit]
    mistyped = [typed(c, strength) for c in cases]
    head, plain, wrong = _asked(bench, cases, mistyped, run)
    before, after = score(plain, bench.gold), score(wrong, bench.gold)
    sides = held_against(before, after)
    said = f"{whence(head, sum(s.cases for s in sides), len(every))} Strength of the misspelling: {strength:g}."
    tuned = [[s for s in scored if s.case.split.value == "tune" and s.reply.given] for scored in (before, after)]
    told = _case_by_case(compare(*tuned), {c.id: c.question for c in mistyped}) if all(tuned) else ""
    typer.echo("\n\n".join(filter(None, [told, *map(text, sides), said])))
    if page is not None:
        rewrite(page, "\n\n".join([said, *map(markdown, sides)]), MARKS)
        typer.echo(f"The table in {page} is new.")


def _asked(bench: Bench, cases: list[Any], mistyped: list[Any], saved: Path | None) -> tuple[dict[str, Any], Any, Any]:
    """What is known of the run, and the replies to the questions plain and misspelt."""
    from dataclasses import replace

    from rights_assistant import peers, wiring
    from rights_assistant.evaluation import runs

    parts = wiring.parts(bench.settings)
    parts = replace(parts, embedder=peers.Remembering(parts.embedder))
    assistant = wiring.open_assistant(bench.settings, progress, made_of=parts)
    ours = peers.Ours(peers.remembering(assistant))
    plain = runs.read_run(saved, cases).replies if saved else runs.answered_here(cases, ours, progress)
    return provenance(bench, "ours", assistant.index_id), plain, runs.answered_here(mistyped, ours, progress)


def _case_by_case(found: "Comparison", asked: dict[str, str]) -> str:
    """What each tuned question misses only when it is misspelt. Questions set aside are shown to nobody."""
    lines = [f"Lost: {len(found.losses)}"]
    for id, whys in found.losses:
        lines += [f"  {id}: {asked[id]}", *(f"    {why}" for why in whys)]
    return "\n".join(lines)


def text(side: "Typed") -> str:
    """A table for a terminal."""
    from rights_assistant.evaluation.table import BY_NAME

    head = f"{_SETS[side.split.value]}: {side.cases}"
    lines = [f"{head:<34}{'plain':>8}{'misspelt':>10}{'points':>26}{'questions':>11}"]
    lines += [f"{BY_NAME[x.measure].title:<34}{x.plain:>8.3f}{x.misspelt:>10.3f}{_points(x):>26}{x.cases:>11}" for x in side.losses]
    return "\n".join(lines)


def markdown(side: "Typed") -> str:
    """The same for a page."""
    from rights_assistant.evaluation.table import BY_NAME

    arrow = {"higher": "↑", "lower": "↓"}
    head = ["", "plain", "misspelt", "difference in points (95 %)", "questions"]
    rows = [_row(f"{BY_NAME[x.measure].title} {arrow[BY_NAME[x.measure].better]}", x) for x in side.losses]
    return f"**{_SETS[side.split.value]}** ({side.cases})\n\n{grid(head, rows)}"


def _row(title: str, loss: "Loss") -> Sequence[str]:
    return [title, f"{loss.plain:.3f}", f"{loss.misspelt:.3f}", _points(loss), str(loss.cases)]


def _points(loss: "Loss") -> str:
    return f"{loss.points:+.1f} [{loss.low:+.1f}, {loss.high:+.1f}]"
