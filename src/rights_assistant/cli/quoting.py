"""`eval fidelity`: the law's own words that a saved run shows, held against the fetched files."""

from pathlib import Path
from typing import Annotated

import typer

from rights_assistant.cli.evaluating import LAST
from rights_assistant.cli.shell import Data, settings_of, speaking


def add_to(app: typer.Typer) -> None:
    """Put the command beside the others of `eval`."""
    app.command()(speaking(fidelity))


def fidelity(
    run: Annotated[Path, typer.Argument(help="The folder of a run.")] = LAST,
    data: Data = None,
) -> None:
    """Exit 1 when a quote of an official text in a saved run does not stand so in the fetched file."""
    from rights_assistant.adapters.contents import Contents
    from rights_assistant.evaluation import fidelity as held
    from rights_assistant.evaluation.runs import ANSWERS, lines

    quotes = held.quotes_of(lines(run / ANSWERS))
    found = held.fidelity(quotes, Contents(settings_of(data=data).data / "official").of)
    for quote, why in found.unfaithful:
        typer.echo(f"{quote}: {why}")
    if not quotes:
        typer.echo("No citation of this run shows the law's own words: fetch and read the official texts, then ask again.")
        return
    faithful = len(quotes) - len(found.unfaithful)
    typer.echo(
        f"{faithful} of {len(quotes)} quotes of official texts stand so in the fetched files: "
        f"{found.different} different ones, from {found.files} files."
    )
    if found.unfaithful:
        raise typer.Exit(1)
