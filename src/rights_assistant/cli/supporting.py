"""`eval support`: the threshold of the support check fitted anew, and how well the check does at each."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Optional

import typer

from rights_assistant.cli.comparing import around, grid, keep_curve, rewrite
from rights_assistant.cli.shell import settings_of, speaking

if TYPE_CHECKING:
    from rights_assistant.evaluation.supported import Fit, Pair, Point

MARKS: Final = ("<!-- support: begin -->", "<!-- support: end -->")


def add_to(app: typer.Typer) -> None:
    """Put the command beside the others of `eval`."""
    app.command()(speaking(support))


def support(
    pairs: Annotated[
        Optional[Path], typer.Option(help="A folder with pairs.jsonl and passages.jsonl; ours when left out.", show_default=False)
    ] = None,
    mistakes: Annotated[bool, typer.Option("--mistakes", help="Also print the pairs for fitting that are told wrong.")] = False,
    page: Annotated[
        Optional[Path], typer.Option(help="A Markdown file: rewrite what stands between its two marks.", show_default=False)
    ] = None,
) -> None:
    """Fit the threshold of the support check on the labelled pairs, and print precision and recall at each."""
    from rights_assistant.evaluation import supported
    from rights_assistant.support.verdict import THRESHOLD

    if page is not None:
        around(page, MARKS)
    folder = pairs or settings_of().evals / "support"
    read = supported.read_pairs(folder)
    found = supported.fit(read)
    free = supported.read_pairs(folder, supported.FREE) if (folder / supported.FREE).is_file() else []
    typer.echo(text(found))
    if free:
        typer.echo(freely(free, found.threshold))
    if mistakes:
        wrong = supported.mistaken([p for p in read if not p.held_back], found.threshold)
        typer.echo("\n".join(_mistake(p, reason) for p, reason in wrong))
    typer.echo(f"The curve is in {keep_curve(folder, supported.as_json(found), '--pairs')}.")
    if found.threshold != THRESHOLD:
        typer.echo(f"The check uses {THRESHOLD}: set THRESHOLD in support/verdict.py to {found.threshold}.")
    if page is not None:
        rewrite(page, markdown(found, read, free), MARKS)
        typer.echo(f"The table in {page} is new.")


def text(found: "Fit") -> str:
    """The curve for a terminal; the fitted threshold is marked."""
    head = f"{'threshold':<12}{'fit: precision':>22}{'recall':>18}{'held back: precision':>26}{'recall':>18}"
    rows = [
        f"{a.threshold:<4.2f}{' fitted' if a.threshold == found.threshold else '':<8}"
        f"{_precision(a):>22}{_recall(a):>18}{_precision(b):>26}{_recall(b):>18}"
        for a, b in zip(found.fit, found.held_back, strict=True)
    ]
    return "\n".join([head, *rows])


def freely(pairs: "Sequence[Pair]", threshold: float) -> str:
    """What the fitted threshold gives on sentences that were written without looking at the check."""
    from rights_assistant.evaluation.supported import point

    found = point(pairs, threshold)
    return (
        f"{len(pairs)} pairs in free wording, written by somebody who had not seen the check, at {threshold:.2f}: "
        f"precision {_precision(found)}, recall {_recall(found)}."
    )


def markdown(found: "Fit", pairs: "Sequence[Pair]", free: "Sequence[Pair]" = ()) -> str:
    """The same for a page, with the fitted row in bold."""
    head = ["threshold", "fit: precision", "fit: recall", "held back: precision", "held back: recall"]
    rows = []
    for a, b in zip(found.fit, found.held_back, strict=True):
        row = [f"{a.threshold:.2f}", _precision(a), _recall(a), _precision(b), _recall(b)]
        rows.append([f"**{cell}**" for cell in row] if a.threshold == found.threshold else row)
    held = sum(p.held_back for p in pairs)
    said = (
        f"{len(pairs)} pairs: {len(pairs) - held} for fitting, {held} held back. "
        f"Fitted: {found.threshold:.2f}, in bold. In brackets: how many of how many."
    )
    return "\n\n".join([said, grid(head, rows), _whole(found), *([freely(free, found.threshold)] if free else [])])


def _whole(found: "Fit") -> str:
    """Both parts together at the fitted threshold."""
    from rights_assistant.evaluation.supported import Point

    a, b = found.at(found.threshold)
    both = Point(a.threshold, a.called + b.called, a.right + b.right, a.supported + b.supported)
    return f"Both parts together: precision {_precision(both)}, recall {_recall(both)}."


def _precision(point: "Point") -> str:
    return f"{point.precision:.3f} ({point.right}/{point.called})"


def _recall(point: "Point") -> str:
    return f"{point.recall:.3f} ({point.right}/{point.supported})"


def _mistake(pair: "Pair", reason: str) -> str:
    told = f"struck, because {reason}" if pair.supported else "let through"
    return f"{pair.id} ({pair.kind}) {told}: {pair.sentence}"
