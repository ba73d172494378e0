"""Writes the references in docs/ from the code, or says which of them have drifted.

`python tools/references.py` writes them; with `--check` it only compares and exits 1 on a difference.
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml
from typer.main import get_command
from typer.testing import CliRunner

from rights_assistant.cli import app
from rights_assistant.domain.answer import BlockKind, Outcome, Urgency
from rights_assistant.domain.document import CONTRARY, Kind
from rights_assistant.domain.jurisdiction import NAMES, SYSTEMS_ONLY, scope
from rights_assistant.domain.standing import Certainty, Force, Status
from rights_assistant.evaluation.harms import HARMS
from rights_assistant.evaluation.questions import DEADLINE_KEYS, EXPECT_KEYS, KEYS, REQUIRED
from rights_assistant.evaluation.table import MEASURES
from rights_assistant.knowledge import inventory, kinds, load, premises
from rights_assistant.knowledge.alignment import LEAST, read_summary
from rights_assistant.knowledge.lists import LISTS
from rights_assistant.settings import Settings

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
MADE = "<!-- Made by tools/references.py; change the code or the notes, then run `make docs`. -->\n\n"
KINDS = {Kind.NOTE: "provisions", Kind.SYSTEM: "systems", Kind.REMEDY: "remedies", Kind.REFERRAL: "referrals", Kind.GUIDE: "guides"}


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
        default = shown.get(name, f"`{field.default}`" if field.default != "" else "none")
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
        ("keys of a premise", premises.KEYS),
        ("of these, required", premises.REQUIRED),
        ("fact that a deadline needs (`when`)", CONTRARY),
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
            _table("Lists of `knowledge check`", [(f"`{x.name}`", x.title, x.reason) for x in LISTS], "name", "what", "why"),
            _table("Measures of the evaluation", measures, "name", "title", "better", "why"),
            _table("Severe harms that the evaluation looks for", harms, "name", "title", "why"),
        ]
    )


HOW_TO_READ = """Everything the assistant says comes from these files; what is not here it does not say.

- A **provision** is one article or section in our own words. How many there are is no measure of how much of a law is covered:
  only what matters for migration and automated decisions was written.
- **confirmed** means that the official text was read, **secondary** that someone else reports it, **unconfirmed** that nobody
  here read it. A reader is told for every sentence.
- **checked** is the day on which the source was read, **reviewed** the day on which the whole file
  was read a second time against its source. Law can have changed since.
- **in no one country** are the guides for everybody; their lines about a country are shown only to people in it.
"""


def knowledge() -> str:
    """What the notes cover, how sure they are, how fresh, and what is not there."""
    library = load(ROOT / "knowledge")
    counts = inventory.by_place(library)
    total = {kind: sum(row[kind] for row in counts.values()) for kind in Kind}
    others = [d for d in library if inventory.place_of(d) not in (*NAMES, inventory.ANY)]
    sure = inventory.by_certainty(library)
    elsewhere = [name.title() for name in yaml.safe_load((ROOT / "prompts" / "places.yaml").read_text("utf-8"))["elsewhere"]]
    covered = [
        (_place(place), str(len(inventory.instruments(library, place))), *(str(row[kind]) for kind in KINDS))
        for place, row in counts.items()
    ]
    covered.append(("all", str(len(library.instruments)), *(str(total[kind]) for kind in KINDS)))
    laws = [(_place(place), "; ".join(law.short_title for law in inventory.instruments(library, place))) for place in NAMES]
    statements = [(name, *(str(sure[kind][c]) for c in Certainty), str(sure[kind].total())) for kind, name in KINDS.items()]
    statements.append(
        ("all", *(str(sum(s[c] for s in sure.values())) for c in Certainty), str(sum(s.total() for s in sure.values())))
    )
    fresh = [
        (_place(a.place) if a.place else "all", str(a.files), f"{a.oldest}", f"{a.median}", f"{a.newest}", str(a.reviewed))
        for a in inventory.ages(library)
    ]
    missing = [(_place(place), ", ".join(KINDS[kind] for kind in kinds_)) for place, kinds_ in inventory.gaps(library).items()]
    return "\n".join(
        [
            "# What the notes cover\n",
            HOW_TO_READ,
            _table("By place and kind", covered, "place", "instruments", *KINDS.values()),
            _table("Laws, treaties and policies", laws, "place", "with provisions here"),
            _table("How sure: statements by certainty", statements, "in", *Certainty, "all"),
            _table("How fresh", fresh, "place", "files", "oldest checked", "median", "newest", "reviewed"),
            _table("Nothing of this kind", missing, "place", "kinds without a file"),
            "## Countries that are not covered\n",
            "Systems of these countries are described, but not their law:\n",
            *(f"- {title}" for title in sorted(d.title for d in others)),
            f"\nWhere a question names one of these, it is told that their law is not here: {', '.join(elsewhere)}.\n",
            alignment(),
        ]
    )


HELD_AGAINST = """Where the official texts were fetched, `rights-assistant knowledge check` holds every note against its text.
This section was written when they were there (`knowledge check --alignment evals/placing/alignment.json`, then `make docs`).
"""


def alignment() -> str:
    """What holding the notes against the official texts found when it was last done."""
    found = read_summary(ROOT / "evals" / "placing" / "alignment.json")
    rows = [
        (
            NAMES[place],
            str(one["notes"]),
            str(one["there"]),
            ", ".join(f"{language} {n}" for language, n in one["languages"].items()) or "none",
        )
        for place, one in found["places"].items()
    ]
    least = [(f"`{id}`", f"{alike:.2f}") for id, alike in found["least"]]
    figures = found["figures"]
    return "\n".join(
        [
            "## Held against the official texts\n",
            HELD_AGAINST,
            _table("Provisions with an official text", rows, "place", "notes", "with a text", "in these languages").replace(
                "## ", "### ", 1
            ),
            f"- In the text of their instrument, but not under their number: {_ids(found['lacking'])}.",
            f"- Titles that share no word with the law's own heading: {_ids(found['headings'])}.",
            f"- Periods, amounts and dates looked for in the very provision: {figures['sought']}; "
            f"not there: {figures['not_there']}. Many of these are of another provision, or say since when something applies.",
            f"- Compared with their English text in meaning: {found['compared']} notes.\n",
            _table(f"The {LEAST} notes least like their text", least, "note", "likeness").replace("## ", "### ", 1),
        ]
    )


def _ids(ids: Iterable[str]) -> str:
    return ", ".join(f"`{id}`" for id in ids) or "none"


def _place(place: str) -> str:
    return "in no one country" if place == inventory.ANY else NAMES.get(place, f"{SYSTEMS_ONLY.get(place, place)} (no law)")


def main() -> int:
    """Write or check every reference."""
    check = "--check" in sys.argv[1:]
    drifted = []
    made = {"commands.md": commands(), "settings.md": settings(), "formats.md": formats(), "knowledge.md": knowledge()}
    for name, text in made.items():
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
