"""Writes the references in docs/ from the code, or says which of them have drifted.

`python tools/references.py` writes them; with `--check` it only compares and exits 1 on a difference.
"""

import sys
from pathlib import Path

from typer.testing import CliRunner

from rights_assistant.cli import app
from rights_assistant.domain.answer import BlockKind, Outcome, Urgency
from rights_assistant.domain.jurisdiction import NAMES, scope
from rights_assistant.domain.standing import Certainty, Force, Status
from rights_assistant.evaluation.cases import EXPECT_KEYS, KEYS, REQUIRED
from rights_assistant.knowledge import kinds
from rights_assistant.settings import Settings

DOCS = Path(__file__).parents[1] / "docs"
COMMANDS = ("", "ask", "serve", "index", "doctor", "eval", "knowledge", "knowledge check")
MADE = "<!-- Made by tools/references.py; change the code, then run `make docs`. -->\n\n"


def commands() -> str:
    """Every `--help`."""
    runner = CliRunner(env={"COLUMNS": "100", "TERM": "dumb", "NO_COLOR": "1"})
    parts = ["# Commands\n"]
    for command in COMMANDS:
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
    shown = {"knowledge": "the shipped folder", "prompts": "the shipped folder", "data": "the user's data folder"}
    for name, field in Settings.model_fields.items():
        default = shown.get(name, f"`{field.default}`")
        rows.append(f"| `RIGHTS_ASSISTANT_{name.upper()}` | {field.description} | {default} |")
    return "\n".join(rows) + "\n"


def _table(title: str, rows: list[tuple[str, str]], left: str, right: str) -> str:
    lines = [f"## {title}\n", f"| {left} | {right} |", "|---|---|", *(f"| {a} | {b} |" for a, b in rows)]
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
    ]
    return "\n".join(
        [
            "# Formats\n",
            _table("Jurisdictions", reach, "code", "meaning"),
            _table("Sections of a file (* required)", headings, "folder", "headings"),
            _table("Words of an answer", enums, "name", "values"),
            _table("Closed lists", [(name, ", ".join(f"`{v}`" for v in values)) for name, values in lists], "list", "values"),
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
