"""`eval placing`: the threshold of the place relied on fitted anew, and how well the places are found at each."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Optional

import typer

from rights_assistant.cli.comparing import around, grid, keep_curve, rewrite
from rights_assistant.cli.shell import Data, Knowledge, progress, settings_of, speaking

if TYPE_CHECKING:
    from rights_assistant.evaluation.placed import Fit, Labelled, Point

MARKS: Final = ("<!-- placing: begin -->", "<!-- placing: end -->")


def add_to(app: typer.Typer) -> None:
    """Put the command beside the others of `eval`."""
    app.command()(speaking(placing))


def placing(
    labels: Annotated[
        Optional[Path], typer.Option(help="A folder with places.jsonl; ours when left out.", show_default=False)
    ] = None,
    mistakes: Annotated[bool, typer.Option("--mistakes", help="Also print those for fitting that are placed wrong.")] = False,
    page: Annotated[
        Optional[Path], typer.Option(help="A Markdown file: rewrite what stands between its two marks.", show_default=False)
    ] = None,
    data: Data = None,
    knowledge: Knowledge = None,
) -> None:
    """Fit from how sure on the place that a statement rests on is told, and print precision and recall at each step."""
    from rights_assistant import wiring
    from rights_assistant.evaluation import placed
    from rights_assistant.knowledge import load
    from rights_assistant.placing import THRESHOLD

    if page is not None:
        around(page, MARKS)
    settings = settings_of(data=data, knowledge=knowledge)
    folder = labels or settings.evals / "placing"
    library = load(settings.knowledge)
    read = placed.read_labels(folder, library)
    places = wiring.places_of(settings, library, {one.provision for one in read}, progress)
    found = placed.fit(read, places)
    typer.echo(text(found))
    if mistakes:
        ours = [one for one in read if not one.held_back]
        typer.echo("\n".join(_mistake(one, told) for one, told in placed.mistaken(ours, places, found.threshold)))
    typer.echo(f"The curve is in {keep_curve(folder, placed.as_json(found), '--labels')}.")
    if found.threshold != THRESHOLD:
        typer.echo(f"The rules use {THRESHOLD}: set THRESHOLD in placing.py to {found.threshold}.")
    if page is not None:
        rewrite(page, markdown(found, read), MARKS)
        typer.echo(f"The table in {page} is new.")


def text(found: "Fit") -> str:
    """The curve for a terminal; the fitted threshold is marked."""
    head = f"{'from':<12}{'fit: precision':>22}{'exact':>8}{'recall':>18}{'held back: precision':>26}{'exact':>8}{'recall':>18}"
    rows = [
        f"{a.threshold:<4.2f}{' fitted' if a.threshold == found.threshold else '':<8}"
        f"{_precision(a):>22}{a.exact:>8}{_recall(a):>18}{_precision(b):>26}{b.exact:>8}{_recall(b):>18}"
        for a, b in zip(found.fit, found.held_back, strict=True)
    ]
    return "\n".join([head, *rows])


def markdown(found: "Fit", labelled: "Sequence[Labelled]") -> str:
    """The same for a page, with the fitted row in bold."""
    head = ["from", "fit: precision", "exact", "fit: recall", "held back: precision", "exact", "held back: recall"]
    rows = []
    for a, b in zip(found.fit, found.held_back, strict=True):
        row = [f"{a.threshold:.2f}", _precision(a), str(a.exact), _recall(a), _precision(b), str(b.exact), _recall(b)]
        rows.append([f"**{cell}**" for cell in row] if a.threshold == found.threshold else row)
    random = [one for one in labelled if not one.afterwards]
    held = sum(one.held_back for one in random)
    said = (
        f"{len(random)} statements drawn at random: {len(random) - held} for fitting, {held} held back; "
        f"{len(labelled) - len(random)} more, whose place was told, for fitting the precision. "
        f"Fitted: {found.threshold:.2f}, in bold. In brackets: how many of how many."
    )
    return f"{said}\n\n{grid(head, rows)}"


def _precision(point: "Point") -> str:
    return f"{point.precision:.3f} ({point.right}/{point.told})"


def _recall(point: "Point") -> str:
    return f"{point.recall:.3f} ({point.found}/{point.placed})"


def _mistake(labelled: "Labelled", told: str) -> str:
    rests = labelled.place or "no one place"
    return f"{labelled.id} rests on {rests}, but {told or 'no place'} is told: {labelled.why}"
