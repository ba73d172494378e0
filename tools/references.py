"""Writes the references in docs/ from the code, or says which of them have drifted.

`python tools/references.py` writes them; with `--check` it only compares and exits 1 on a difference.
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from typer.main import get_command
from typer.testing import CliRunner

from rights_assistant.cli import app
from rights_assistant.domain.answer import BlockKind, Outcome, Urgency
from rights_assistant.domain.jurisdiction import NAMES, scope
from rights_assistant.domain.standing import Certainty, Force, Status
from rights_assistant.evaluation.harms import HARMS
from rights_assistant.evaluation.questions import DEADLINE_KEYS, EXPECT_KEYS, KEYS, REQUIRED
from rights_assistant.evaluation.table import MEASURES
from rights_assistant.knowledge import kinds
from rights_assistant.settings import Settings

DOCS = Path(__file__).parents[1] / "docs"
MADE = "<!-- Made by tools/references.py; change the code, then run `make docs`. -->\n\n"


def named(command: Any, name: str = "") -> Iterator[str]:
    """A command and all below it, as they are typed, in the order of `--help`."""
    yield name
    for below in getattr(command, "commands", {}):
        yield from named(command.commands[below], f"{name} {below}".strip())


def commands() -> str:
    """Every `--help`."""
    runner = CliRunner(env={"COLUMNS": "100", "TERM": "dumb", "NO_COLOR": "1"})
    parts = ["# Commands\n"]
    for command in named(get_command(app)):
        said = runner.invoke(app, [*command.split(), "--help"], prog_name="rights-assistant").output.rstrip()
        lines = "\n".join(line.rstrip() for line in said.splitlines())
        parts.append(f"## rights-assistant {command}\n".replace(" \n", "\n") + f"\n```text\n{lines.strip()}\n```\n")
    return "\n".join(parts)


def settings() -> str:
    """Every setting with its name in the environment."""
    rows = [
        "# Settings\n",
        "Set them in the environment. Command options win over them.\n",
        "| name | meaning | default |",
        "|---|---|---|",
    ]
    shown = dict.fromkeys(("knowledge", "prompts", "evals"), "the shipped folder") | {"data": "the user's data folder"}
    for name, field in Settings.model_fields.items():
        default = shown.get(name, f"`{field.default}`")
        rows.append(f"| `RIGHTS_ASSISTANT_{name.upper()}` | {field.description} | {default} |")
    return "\n".join(rows) + "\n"


def _table(title: str, rows: Iterable[tuple[str, ...]], *head: str) -> str:
    lines = [f"## {title}\n", f"| {' | '.join(head)} |", "|---" * len(head) + "|", *(f"| {' | '.join(row)} |" for row in rows)]
    return "\n".join(lines) + "\n"


def formats() -> str:
    """The closed lists of the formats: what may stand where."""
    reach = [(f"`{j}`", f"{name}; searched with it: {', '.join(scope(j)[1:]) or 'nothing above it'}") for j, name in NAMES.items()]
    headings = [
        (folder, ", ".join(f"{h}{'*' if h in kinds.REQUIRED[folder] else ''}" for h in hs)) for folder, hs in kinds.HEADINGS.items()
    ]
    enums = [(e.__name__, ", ".join(f"`{m.value}`" for m in e)) for e in (Outcome, Urgency, BlockKind, Force, Certainty, Status)]
    lists = [
        ("kind of an instrument", kinds.INSTRUMENT_KINDS),
        ("stages of a system", kinds.STAGES),
        ("use of a system", kinds.USES),
        ("kind of a referral", kinds.REFERRAL_KINDS),
        ("unit of a deadline", kinds.UNITS),
        ("keys of an evaluation question", KEYS),
        ("of these, required", REQUIRED),
        ("keys of its `expect`", EXPECT_KEYS),
        ("keys of its `deadline`", DEADLINE_KEYS),
    ]
    measures = [(f"`{m.name}`", f"{m.title}{f' ({m.unit})' if m.unit else ''}", m.better, m.reason) for m in MEASURES]
    harms = [(f"`{h.name}`", h.title, h.reason) for h in HARMS]
    return "\n".join(
        [
            "# Formats\n",
            _table("Jurisdictions", reach, "code", "meaning"),
            _table("Sections of a file (* required)", headings, "folder", "headings"),
            _table("Words of an answer", enums, "name", "values"),
            _table("Closed lists", [(name, ", ".join(f"`{v}`" for v in values)) for name, values in lists], "list", "values"),
            _table("Measures of the evaluation", measures, "name", "title", "better", "why"),
            _table("Severe harms that the evaluation looks for", harms, "name", "title", "why"),
        ]
    )


def main() -> int:
    """Write or check every reference."""
    check = "--check" in sys.argv[1:]
    drifted = []
    for name, text in (("commands.md", commands()), ("settings.md", settings()), ("formats.md", formats())):
        path, whole = DOCS / name, MADE + text
        if not path.exists() or path.read_text("utf-8") != whole:
            drifted.append(name)
            if not check:
                path.write_text(whole, "utf-8")
    for name in drifted:
        print(f"docs/{name} {'has drifted: run `make docs`' if check else 'written'}")
    return 1 if check and drifted else 0


if __name__ == "__main__":
    sys.exit(main())
