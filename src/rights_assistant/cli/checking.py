"""`knowledge check` and `knowledge changes`: every fault with its mend, what to look at, what is asserted anew."""

from collections.abc import Collection
from contextlib import closing
from datetime import date
from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table

from rights_assistant.domain.library import Library
from rights_assistant.errors import KnowledgeError, OfficialError, QuestionError
from rights_assistant.knowledge import examine
from rights_assistant.knowledge.alignment import Alignment, align, summary
from rights_assistant.knowledge.coverage import Covered, coverage
from rights_assistant.knowledge.lists import LISTS
from rights_assistant.knowledge.review import Review, review
from rights_assistant.settings import Settings


def run(
    settings: Settings,
    asked_on: date,
    official: Path | None = None,
    shown: Collection[str] = (),
    kept: Path | None = None,
) -> tuple[Library, bool]:
    """Print the faults and the lists, of those in `shown` every row; the notes, and whether there was no fault.

    A row of a list is no fault: it says where somebody should look.

    Args:
        kept: a file that gets what is said of the official texts in docs/knowledge.md.

    Raises:
        QuestionError: when there is no list of that name.
        KnowledgeError: when the folder of official texts cannot be read, or the file cannot be written.
        OfficialError: when the official texts that were read are damaged, or there are none to keep anything of.
    """
    for name in shown:
        if name not in {known.name for known in LISTS}:
            raise QuestionError(f"There is no list {name!r}.", f"Choose from: {', '.join(known.name for known in LISTS)}.")
    library, faults = examine(settings.knowledge)
    aligned = _aligned(settings, library)
    found = review(settings.knowledge, library, asked_on, official, aligned)
    faults = sorted({*faults, *found.faults})
    for fault in faults:
        typer.echo(str(fault))
    count = len({d.id for d in library})
    typer.echo(f"{count} documents, {len(library.instruments)} instruments, {len(faults)} faults in {settings.knowledge}.")
    _lists(found, shown)
    if kept is not None:
        _keep(aligned, library, kept)
    return library, not faults


def _aligned(settings: Settings, library: Library) -> Alignment | None:
    """The notes held against the official texts, where some were read."""
    from rights_assistant.adapters import relying, texts

    folder = settings.data / "official"
    if not (folder / texts.NAME).is_file():
        return None
    with closing(texts.Texts(folder)) as official:
        return align(library, official.instruments(), official.languages, official.wording, relying.likeness(folder))


def _keep(aligned: Alignment | None, library: Library, path: Path) -> None:
    if aligned is None:
        raise OfficialError("No official texts were read.", "Fetch them first: `rights-assistant sources fetch`.")
    try:
        path.write_text(summary(aligned, library), "utf-8")
    except OSError as error:
        raise KnowledgeError(f"{path} cannot be written: {error.strerror}.", "Name another file with --alignment.") from error
    typer.echo(f"What docs/knowledge.md says of the official texts is in {path}; run `make docs`.")


def compare(path: Path, library: Library, missing: bool) -> None:
    """Print which ids of a list exist; a missing one is no fault, because the list says what is still to be written.

    Raises:
        KnowledgeError: naming the file and line when it is not such a list.
    """
    _table(coverage(path, library), missing)


def _lists(found: Review, shown: Collection[str]) -> None:
    for known in LISTS:
        rows = found.rows[known.name]
        typer.echo(f"{known.name:<8} {'-' if rows is None else len(rows):>5}  {known.title}")
        if known.name in shown:
            for row in rows or ():
                typer.echo(f"  {row}")
    for remark in found.remarks:
        typer.echo(remark)


def changes(settings: Settings, accept: bool) -> bool:
    """Print where the notes assert something else than was accepted; whether they do not, or are accepted now.

    Raises:
        CaseError: when there is no ledger, or it cannot be written.
        KnowledgeError: when the notes have a fault.
    """
    from rights_assistant.evaluation import substance
    from rights_assistant.knowledge import load

    path = settings.evals / "substance.jsonl"
    now = substance.ledger(load(settings.knowledge))
    found = substance.changes(now, substance.read_ledger(path) if path.exists() or not accept else {})
    for change in found:
        typer.echo(change)
    if accept:
        substance.write_ledger(now, path)
        typer.echo(f"{len(found)} changes accepted in {path}.")
        return True
    typer.echo(f"{len(found)} changes." + (" Look at the source of each, then accept them with --accept." if found else ""))
    return not found


def _table(rows: list[Covered], missing: bool) -> None:
    table = Table(title="Coverage")
    for column in ("kind", "jurisdiction", "there", "wanted"):
        table.add_column(column, justify="right" if column in ("there", "wanted") else "left")
    for row in rows:
        table.add_row(row.kind, row.jurisdiction, str(row.wanted - len(row.missing)), str(row.wanted))
    wanted, lacking = sum(r.wanted for r in rows), sum(len(r.missing) for r in rows)
    table.add_section()
    table.add_row("all", "", str(wanted - lacking), str(wanted))
    Console().print(table)
    if missing:
        for row in rows:
            for id in row.missing:
                typer.echo(f"missing: {id}")
