"""`knowledge check` and `knowledge changes`: every fault with its mend, what is still missing, what is asserted anew."""

from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table

from rights_assistant.knowledge import examine
from rights_assistant.knowledge.coverage import Covered, coverage
from rights_assistant.settings import Settings


def run(settings: Settings, list_: Path | None, missing: bool) -> bool:
    """Print the faults and the coverage; whether there was no fault.

    A missing id of the list is no fault: the list says what is still to be written.
    """
    library, faults = examine(settings.knowledge)
    for fault in faults:
        typer.echo(str(fault))
    count = len({d.id for d in library})
    typer.echo(f"{count} documents, {len(library.instruments)} instruments, {len(faults)} faults in {settings.knowledge}.")
    if list_ is not None:
        _table(coverage(list_, library), missing)
    return not faults


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
