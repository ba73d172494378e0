"""`sources list`, `fetch`, `read`, `verify` and `diff`: the official texts, from their publishers or from a mirror."""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Optional

import typer

from rights_assistant.cli.shell import Data, Knowledge, day_of, progress, settings_of, speaking
from rights_assistant.domain.sources import Edition, File, Source
from rights_assistant.errors import OfficialError, QuestionError

if TYPE_CHECKING:
    from rights_assistant.adapters.gathering import Gathered
    from rights_assistant.adapters.shelf import Shelf
    from rights_assistant.domain.library import Library
    from rights_assistant.settings import Settings

WIDE = 160
"""Signs of a line of the table where no terminal says how many it has."""

sources_app = typer.Typer(help="Fetch the official texts and look after them.", no_args_is_help=True)

Only = Annotated[Optional[list[str]], typer.Option("--only", help="Only this instrument, eu/ai-act.", show_default=False)]
Language = Annotated[Optional[list[str]], typer.Option("--language", help="Only in this language, fr.", show_default=False)]


@sources_app.command("list")
@speaking
def show(
    as_json: Annotated[bool, typer.Option("--json", help="Print every file as JSON.")] = False,
    data: Data = None,
    knowledge: Knowledge = None,
) -> None:
    """Print every instrument with its official publications, what was fetched, and under which terms."""
    settings = settings_of(data=data, knowledge=knowledge)
    sources, shelf = _opened(settings)
    if as_json:
        typer.echo(json.dumps([_as_json(s, shelf) for s in sources], ensure_ascii=False, indent=2))
        return
    _table(sources, shelf)
    editions = [e for s in sources for e in s.editions]
    never = sum(any(f.address for f in e.files) and not e.called for e in editions)
    typer.echo(
        f"{len(sources)} instruments, {sum(bool(s.none) for s in sources)} without a text that can be read; "
        f"{len(editions)} editions, {never} of them at addresses that nobody has called yet, "
        f"{sum(e.outdated for e in editions)} outdated: not the law today."
    )


@sources_app.command()
@speaking
def fetch(
    mirror: Annotated[
        Optional[Path], typer.Option(help="Take the files from this folder, without the network.", show_default=False)
    ] = None,
    only: Only = None,
    language: Language = None,
    outdated: Annotated[bool, typer.Option("--outdated", help="Also editions that are not the law today.")] = False,
    data: Data = None,
    knowledge: Knowledge = None,
) -> None:
    """Fetch the official texts into the data folder; a file that fails stops no other, and its last good copy stays."""
    from rights_assistant.adapters.fetching import Fetcher
    from rights_assistant.adapters.gathering import Fate, Mirror, gather

    settings = settings_of(data=data, knowledge=knowledge)
    sources, shelf = _opened(settings)
    files = _chosen(sources, only or [], language or [], outdated)
    getter = Mirror(mirror) if mirror is not None else Fetcher({f.host for f in files if f.address})
    gathered = list(gather(files, getter, shelf, day_of(None), progress))
    failed = [g for g in gathered if g.fate is Fate.FAILED]
    typer.echo(_counted(gathered, mirror is not None, shelf.folder))
    for failure in failed:
        named = failure.why.startswith(str(failure.file.path))
        typer.echo(f"failed: {failure.why}" if named else f"failed: {failure.file.path}: {failure.why}")
    well = _read(settings, sources, shelf)
    if failed or not well:
        raise typer.Exit(1)


@sources_app.command()
@speaking
def read(
    anew: Annotated[bool, typer.Option("--anew", help="Read everything again, whatever was read before.")] = False,
    data: Data = None,
    knowledge: Knowledge = None,
) -> None:
    """Read what was fetched, and find the place in it that each statement of our notes rests on; only what changed."""
    settings = settings_of(data=data, knowledge=knowledge)
    sources, shelf = _opened(settings)
    if not _read(settings, sources, shelf, anew=anew):
        raise typer.Exit(1)


@sources_app.command("index")
@speaking
def index_texts(data: Data = None) -> None:
    """Index the official texts by meaning, for the search of the library; only what is new or changed."""
    from rights_assistant.adapters.minilm import MiniLM
    from rights_assistant.adapters.stretches import build
    from rights_assistant.adapters.texts import Texts

    settings = settings_of(data=data)
    folder = settings.data / "official"
    texts = Texts(folder)
    try:
        built = build(folder, texts, MiniLM(settings.model), progress)
    finally:
        texts.close()
    typer.echo(
        f"{built.files} files indexed, {built.same} unchanged, {built.gone} gone; "
        f"{built.embedded} of {built.stretches} stretches were read by the model."
    )


@sources_app.command()
@speaking
def verify(data: Data = None, knowledge: Knowledge = None) -> None:
    """Look whether every fetched file is as it was fetched and can be read; say which one is not, and the mend."""
    sources, shelf = _opened(settings_of(data=data, knowledge=knowledge))
    files = {str(f.path): f for s in sources for f in s.files(outdated=True)}
    paths = shelf.paths()
    wrong = list(progress(_wrong(paths, files, shelf), "Reading official texts", len(paths)))
    found = [said for said in wrong if said]
    for said in found:
        typer.echo(f"MEND {said}")
    typer.echo(f"{len(paths) - len(found)} of {len(paths)} fetched files are as they were fetched and can be read.")
    if found:
        raise typer.Exit(1)


@sources_app.command()
@speaking
def diff(only: Only = None, language: Language = None, data: Data = None, knowledge: Knowledge = None) -> None:
    """Print, article by article, what changed since the copy before, and which of our files rest on it."""
    from rights_assistant.knowledge import amended, load

    settings = settings_of(data=data, knowledge=knowledge)
    sources, shelf = _opened(settings)
    files = [f for f in _chosen(sources, only or [], language or [], outdated=True) if shelf.kept(f)]
    library = load(settings.knowledge)
    again: set[str] = set()
    broken = compared = 0
    for file in files:
        try:
            before, now = shelf.text_before(file), shelf.text(file)
        except OfficialError as error:
            broken += 1
            typer.echo(f"not compared: {error}")
            continue
        if before and now:
            compared += 1
            again |= _differences(file, amended.amendments(before, now), library)
    typer.echo(f"{compared} of {len(files)} fetched files have a copy from before.")
    if again:
        typer.echo(f"Read these {len(again)} again:")
        for id in amended.notes_first(again, library):
            typer.echo(f"  {id}")
    if broken:
        raise typer.Exit(1)


def _opened(settings: "Settings") -> "tuple[tuple[Source, ...], Shelf]":
    from rights_assistant.adapters.publishers.loaders import LOADERS
    from rights_assistant.adapters.shelf import Shelf
    from rights_assistant.knowledge.sources import read_sources

    return read_sources(settings.knowledge), Shelf(settings.data / "official", LOADERS)


def _read(settings: "Settings", sources: Sequence[Source], shelf: "Shelf", *, anew: bool = False) -> bool:
    """Bring the file of the texts up to date with the shelf, then the places relied on; whether every file could be read."""
    from rights_assistant import wiring
    from rights_assistant.adapters.reading import read_shelf

    read = read_shelf(shelf.folder, shelf, sources, progress, anew=anew)
    typer.echo(f"Read {read.read} files; {read.same} were the same, {read.gone} are gone, {len(read.failed)} cannot be read.")
    for why in read.failed:
        typer.echo(f"not read: {why}")
    typer.echo(str(wiring.place_notes(settings, progress)))
    return not read.failed


def _chosen(sources: Sequence[Source], only: Sequence[str], languages: Sequence[str], outdated: bool) -> list[File]:
    """The files that were asked for.

    Raises:
        QuestionError: when there is no such instrument, or none of the texts is in such a language.
    """
    known = {s.instrument: s for s in sources}
    for id in only:
        if id not in known:
            raise QuestionError(f"There is no instrument {id!r} in the list.", "See `rights-assistant sources list`.")
        if known[id].none:
            raise QuestionError(f"{id} has no text that can be read: {known[id].none}", "Choose another instrument.")
    files = [f for s in sources if not only or s.instrument in only for f in s.files(outdated=outdated)]
    for code in languages:
        if all(f.publication.language != code for f in files):
            there = ", ".join(sorted({f.publication.language for f in files})) or "none"
            raise QuestionError(f"None of these texts is in the language {code!r}.", f"Languages there: {there}.")
    return [f for f in files if not languages or f.publication.language in languages]


def _counted(gathered: "Sequence[Gathered]", mirror: bool, folder: Path) -> str:
    counts = Counter(g.fate.value for g in gathered)
    where = "not in the mirror" if mirror else "not at an address"
    said = ", ".join(f"{counts[fate]} {fate}" for fate in ("new", "changed", "unchanged", "failed"))
    return f"{said}, {counts['not there']} {where}. The official texts are in {folder}."


def _wrong(paths: Sequence[str], files: dict[str, File], shelf: "Shelf") -> Iterator[str]:
    """For each file what is wrong with it; nothing where it is well."""
    for path in paths:
        if path not in files:
            yield f"{path} is no longer in the list of sources. Delete it, or put its edition back."
            continue
        try:
            shelf.text(files[path])
            yield ""
        except OfficialError as error:
            yield str(error)


def _differences(file: File, amendments: Sequence[Any], library: "Library") -> set[str]:
    """Print what changed in one file; the ids of ours to read again."""
    from rights_assistant.knowledge.amended import resting

    counts = Counter(a.kind.value for a in amendments)
    said = ", ".join(f"{counts[kind]} {kind}" for kind in ("changed", "added", "removed"))
    typer.echo(f"{file.path}: {said}")
    again: set[str] = set()
    for amendment in amendments:
        typer.echo(f"  {amendment.kind} {amendment.id}: {amendment.said}")
        ours = resting(amendment.places, library)
        if ours:
            typer.echo(f"    rest on it: {', '.join(ours)}")
        again.update(ours)
    return again


def _table(sources: Sequence[Source], shelf: "Shelf") -> None:
    from rich.console import Console
    from rich.table import Table

    # Into a file or a pipe, no line is too long to be read.
    console = Console() if sys.stdout.isatty() else Console(width=WIDE)
    table = Table(title="Official publications")
    for column in ("instrument", "edition", "languages", "format", "as of", "fetched on", "licence or terms"):
        table.add_column(column, overflow="fold")
    for source in sources:
        if source.none:
            table.add_row(source.instrument, "none", "", "", "", "", source.none)
        for number, edition in enumerate(source.editions):
            table.add_row("" if number else source.instrument, *_row(edition, shelf), "" if number else source.terms)
    console.print(table)


def _row(edition: Edition, shelf: "Shelf") -> tuple[str, str, str, str, str]:
    kept = [k for f in edition.files if (k := shelf.kept(f))]
    marks = ["outdated: not the law today"] if edition.outdated else []
    marks += [f"only {', '.join(sorted(edition.units))}"] if edition.units else []
    marks += ["never called"] if any(f.address for f in edition.files) and not edition.called else []
    as_of = edition.as_of or max((k.as_of for k in kept if k.as_of), default=None)
    fetched = f"{max(k.fetched_on for k in kept)}: {len(kept)} of {len(edition.files)}" if kept else ""
    return (
        "\n".join([edition.name, *marks]),
        " ".join(f.publication.language for f in edition.files),
        " ".join(dict.fromkeys(f.publication.format for f in edition.files)),
        str(as_of or ""),
        fetched,
    )


def _as_json(source: Source, shelf: "Shelf") -> dict[str, Any]:
    known = {"instrument": source.instrument, "publisher": source.publisher, "identifiers": dict(source.identifiers)}
    if source.none:
        return known | {"none": source.none}
    editions = [
        {
            "name": edition.name,
            "as_of": edition.as_of and edition.as_of.isoformat(),
            "units": sorted(edition.units),
            "outdated": edition.outdated,
            "called": edition.called,
            "note": edition.note,
            "files": [_file_as_json(file, shelf) for file in edition.files],
        }
        for edition in source.editions
    ]
    return known | {"terms": source.terms, "locator": source.locator, "editions": editions}


def _file_as_json(file: File, shelf: "Shelf") -> dict[str, Any]:
    kept = shelf.kept(file)
    return {
        "language": file.publication.language,
        "format": file.publication.format.value,
        "address": file.address or None,
        "mirror": file.mirror or None,
        "path": str(file.path),
        "as_of": (kept.as_of.isoformat() if kept and kept.as_of else None),
        "fetched_on": (kept.fetched_on.isoformat() if kept else None),
        "sha256": (kept.sha256 if kept else None),
    }
