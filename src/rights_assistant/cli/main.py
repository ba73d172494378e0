"""`rights-assistant`: the commands and how errors reach a person."""

import os
from pathlib import Path
from typing import Annotated, Optional

import typer

from rights_assistant import __version__
from rights_assistant.cli import comparing, fitting, judging, kinds, mistyping, placing, quoting, supporting
from rights_assistant.cli.evaluating import eval_app
from rights_assistant.cli.shell import Data, Knowledge, day_of, progress, settings_of, speaking
from rights_assistant.cli.sources import sources_app
from rights_assistant.errors import QuestionError
from rights_assistant.knowledge.lists import LISTS

app = typer.Typer(
    name="rights-assistant",
    help="Your rights when a computer helps to decide about your visa, asylum, residence or border crossing.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
knowledge_app = typer.Typer(help="Look after the notes and guides.", no_args_is_help=True)
app.add_typer(knowledge_app, name="knowledge")
app.add_typer(sources_app, name="sources")
app.add_typer(eval_app, name="eval")
judging.add_to(eval_app)
comparing.add_to(eval_app)
fitting.add_to(eval_app)
supporting.add_to(eval_app)
placing.add_to(eval_app)
mistyping.add_to(eval_app)
quoting.add_to(eval_app)
kinds.add_to(eval_app)

ROW_LISTS = tuple(known.name for known in LISTS)


def _version(value: bool) -> None:
    if value:
        typer.echo(f"rights-assistant {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Information, not legal advice. Nothing you ask is kept."""
    from rights_assistant.web.app import QUIET

    os.environ.update(QUIET)  # before any part that might call home is imported


@app.command()
@speaking
def ask(
    question: Annotated[Optional[str], typer.Argument(help="Your question, in quotes.", show_default=False)] = None,
    jurisdiction: Annotated[
        Optional[str], typer.Option(help="Who decides about you: ca, de, eu, au, uk.", show_default=False)
    ] = None,
    language: Annotated[Optional[str], typer.Option(help="The language of the answer.", show_default=False)] = None,
    asked_on: Annotated[
        Optional[str], typer.Option(help="The day of asking, 2026-11-23; today when left out.", show_default=False)
    ] = None,
    depth: Annotated[str, typer.Option(help="person: short; caseworker: everything.")] = "person",
    as_json: Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")] = False,
    batch: Annotated[Optional[Path], typer.Option(help="Answer every line of a JSONL file.", show_default=False)] = None,
    curated: Annotated[bool, typer.Option("--curated", help="In reviewed words only, also where a model is set.")] = False,
    data: Data = None,
    knowledge: Knowledge = None,
) -> None:
    """Answer a question, with the source of every statement."""
    from rights_assistant.cli import asking

    settings = settings_of(data=data, knowledge=knowledge, chat_model="" if curated else None)
    if batch is not None:
        asking.batch(settings, batch, day_of(asked_on), progress)
        return
    if question is None:
        raise QuestionError("There is no question.", 'Write it in quotes: rights-assistant ask "Can a computer refuse my visa?"')
    asking.one(
        settings,
        question,
        day_of(asked_on),
        jurisdiction=jurisdiction,
        language=language,
        depth=depth,
        as_json=as_json,
        progress=progress,
    )


@app.command()
@speaking
def show(
    id: Annotated[str, typer.Argument(help="A law, ca/irpa; a provision, ca/irpa/s-72; a place in one, ca/irpa/s-72/ss-1.")],
    language: Annotated[Optional[str], typer.Option(help="The language of the official text, fr.", show_default=False)] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
    data: Data = None,
    knowledge: Knowledge = None,
) -> None:
    """Print our note and the official text of a provision, or the table of contents of a law."""
    from rights_assistant.cli import opening

    opening.run(settings_of(data=data, knowledge=knowledge), id, language, as_json)


@app.command()
@speaking
def index(
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Build it again although it is fresh.")] = False,
    data: Data = None,
    knowledge: Knowledge = None,
) -> None:
    """Build the index of the notes (serve and ask do it when it is missing or stale)."""
    from rights_assistant import index as versions
    from rights_assistant import wiring

    settings = settings_of(data=data, knowledge=knowledge)
    made_of = wiring.parts(settings)
    name = versions.fingerprint(made_of.passages, made_of.embedder.name)
    if not rebuild and versions.current(settings.data) == name:
        typer.echo(f"The index {name} is fresh: {len(made_of.passages)} passages in {settings.data}.")
        return
    built = wiring.build_index(settings, progress, made_of=made_of)
    typer.echo(f"Built the index {built}: {len(made_of.passages)} passages in {settings.data}.")


@app.command()
@speaking
def serve(
    host: Annotated[Optional[str], typer.Option(help="The address to listen on.", show_default="127.0.0.1")] = None,
    port: Annotated[Optional[int], typer.Option(help="The port to listen on.", show_default="7860")] = None,
    data: Data = None,
    knowledge: Knowledge = None,
) -> None:
    """Open the chat page on this machine."""
    from rights_assistant.cli import serving

    serving.run(settings_of(host=host, port=port, data=data, knowledge=knowledge), progress)


@app.command()
@speaking
def doctor(data: Data = None, knowledge: Knowledge = None) -> None:
    """Say what is installed, which model, whether the index is fresh, and how to mend what is not."""
    from rights_assistant.cli import health

    settings = settings_of(data=data, knowledge=knowledge)
    findings = health.examine_all(settings)
    for finding in findings:
        typer.echo(str(finding))
    if any(not f.well for f in findings):
        raise typer.Exit(1)


@knowledge_app.command()
@speaking
def check(
    official: Annotated[
        Optional[Path],
        typer.Option(help="A folder of official texts, to look for numbers and copies in them.", show_default=False),
    ] = None,
    asked_on: Annotated[
        Optional[str], typer.Option(help="The day of asking, 2026-11-23; today when left out.", show_default=False)
    ] = None,
    shown: Annotated[
        Optional[list[str]],
        typer.Option("--list", help=f"Print every row of a list: {', '.join(ROW_LISTS)}.", show_default=False),
    ] = None,
    every: Annotated[bool, typer.Option("--lists", help="Print every row of every list.")] = False,
    coverage: Annotated[Optional[Path], typer.Option(help="A CSV list of ids that must exist.", show_default=False)] = None,
    missing: Annotated[bool, typer.Option("--missing", help="Also list every missing id.")] = False,
    alignment: Annotated[
        Optional[Path],
        typer.Option(help="A file that gets what docs/knowledge.md says of the official texts.", show_default=False),
    ] = None,
    data: Data = None,
    knowledge: Knowledge = None,
) -> None:
    """Read every file, print each fault with its mend, count what to look at, and what a coverage list still misses."""
    from rights_assistant.cli import checking

    lists = ROW_LISTS if every else tuple(shown or ())
    library, sound = checking.run(settings_of(data=data, knowledge=knowledge), day_of(asked_on), official, lists, alignment)
    if coverage is not None:
        checking.compare(coverage, library, missing)
    if not sound:
        raise typer.Exit(1)


@knowledge_app.command()
@speaking
def changes(
    accept: Annotated[bool, typer.Option("--accept", help="Accept them: you have looked at the source of each.")] = False,
    knowledge: Knowledge = None,
) -> None:
    """Print where the notes assert something else than was accepted: a number, a denial, a name, how sure, from when."""
    from rights_assistant.cli import checking

    if not checking.changes(settings_of(knowledge=knowledge), accept):
        raise typer.Exit(1)
