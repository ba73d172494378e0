"""`eval`: the fixed questions asked, scored, compared, reported and held to what was promised."""

import json
import subprocess
from datetime import UTC
from pathlib import Path
from typing import Annotated, Any, Optional

import typer

from rights_assistant.cli.shell import Data, Knowledge, progress, settings_of, speaking
from rights_assistant.errors import CaseError

eval_app = typer.Typer(help="Ask the fixed questions, and say how well they were answered.", no_args_is_help=True)

Questions = Annotated[Optional[Path], typer.Option(help="A JSONL file or folder of your own questions.", show_default=False)]
Run = Annotated[Path, typer.Option("--run", help="The folder of a run.")]
_PARTS = ("chromadb", "sentence-transformers", "torch", "langchain-core", "ir-measures")
LAST = Path("evals/results/last")


class Bench:
    """The questions, the tables and the folder of settings that every stage needs."""

    def __init__(self, settings: Any, questions: Path | None) -> None:
        from rights_assistant.evaluation.gold import read_gold
        from rights_assistant.evaluation.runs import fingerprint
        from rights_assistant.knowledge import load

        self.settings = settings
        self.own = questions is not None
        self.path: Path = questions or settings.evals / "questions"
        if not self.path.exists():
            raise CaseError(f"There are no questions at {self.path}.", "Name a file or folder after --questions.")
        self.library = load(settings.knowledge)
        self.gold = read_gold(settings.evals / "gold")
        self.questions = fingerprint(self.path.glob("*.jsonl") if self.path.is_dir() else [self.path])

    def cases(self) -> list[Any]:
        """The questions. Ours may expect notes that are still to be written; anyone's own may not.

        Raises:
            CaseError: naming file and line of the first flaw.
        """
        from rights_assistant.evaluation.questions import read_cases

        return read_cases(self.path, self.library if self.own else None)

    def scored(self, folder: Path) -> tuple[list[Any], Any]:
        """A saved run scored, and what is known of it.

        Raises:
            CaseError: when there is no such run.
        """
        from rights_assistant.evaluation.runs import read_run
        from rights_assistant.evaluation.score import score

        saved = read_run(folder, self.cases())
        return score(saved.replies, self.gold), saved


@eval_app.command()
@speaking
def run(
    questions: Questions = None,
    out: Annotated[Path, typer.Option(help="The folder to save the answers in.")] = LAST,
    who: Annotated[str, typer.Option(help="Who answers: ours, pipeline, words, meaning.")] = "ours",
    slice_: Annotated[Optional[str], typer.Option("--slice", help="Only the questions of one slice.", show_default=False)] = None,
    limit: Annotated[Optional[int], typer.Option(min=1, help="Only the first so many.", show_default=False)] = None,
    again: Annotated[bool, typer.Option("--again", help="Begin anew, and lose the answers in the folder.")] = False,
    data: Data = None,
    knowledge: Knowledge = None,
) -> None:
    """Ask every question and save the answers; an interrupted run goes on where it was."""
    from dataclasses import replace

    from rights_assistant import peers, wiring
    from rights_assistant.evaluation import runs

    bench = Bench(settings_of(data=data, knowledge=knowledge), questions)
    cases = [c for c in bench.cases() if slice_ is None or slice_ in c.slices][:limit]
    if not cases:
        raise CaseError(f"No question is in the slice {slice_!r}.", "See the slices with `rights-assistant eval check`.")
    parts = wiring.parts(bench.settings)
    parts = replace(parts, embedder=peers.Remembering(parts.embedder))
    assistant = wiring.open_assistant(bench.settings, progress, made_of=parts)
    known = peers.everyone(assistant, parts.embedder)
    if who not in known:
        raise CaseError(f"{who!r} is nobody who answers here.", f"Choose one of: {', '.join(known)}.")
    if again:
        begin_anew(out)
    asked = runs.run(cases, known[who](), out, provenance(bench, who, assistant.index_id), progress)
    typer.echo(f"Asked {asked} of {len(cases)} questions; the answers are in {out / runs.ANSWERS}.")


@eval_app.command()
@speaking
def score(questions: Questions = None, run_: Run = LAST, knowledge: Knowledge = None) -> None:
    """Print the figures of a saved run; nothing is asked again."""
    from rights_assistant.cli import showing

    bench = Bench(settings_of(knowledge=knowledge), questions)
    scored, saved = bench.scored(run_)
    typer.echo(showing.figures(scored, saved))


@eval_app.command()
@speaking
def compare(before: Path, after: Path, questions: Questions = None, knowledge: Knowledge = None) -> None:
    """Say case by case what a run gained and lost against another, and whether the difference is real."""
    from rights_assistant.cli import showing
    from rights_assistant.evaluation.compare import compare as compared

    bench = Bench(settings_of(knowledge=knowledge), questions)
    typer.echo(showing.comparison(compared(bench.scored(before)[0], bench.scored(after)[0])))


@eval_app.command()
@speaking
def report(
    questions: Questions = None,
    run_: Run = LAST,
    out: Annotated[Optional[Path], typer.Option(help="The file; report.html beside the answers.", show_default=False)] = None,
    knowledge: Knowledge = None,
) -> None:
    """Write one HTML file that a person can read, print and send: the figures and every miss."""
    from rights_assistant.evaluation.report import html

    bench = Bench(settings_of(knowledge=knowledge), questions)
    scored, saved = bench.scored(run_)
    path = out or run_ / "report.html"
    write(path, html(scored, saved.head, missing=saved.missing, known={d.id for d in bench.library}))
    typer.echo(f"The report is in {path}.")


@eval_app.command()
@speaking
def gate(
    questions: Questions = None,
    run_: Run = LAST,
    accept: Annotated[bool, typer.Option("--accept", help="Make this run the baseline of the later ones.")] = False,
    knowledge: Knowledge = None,
) -> None:
    """Exit 1 when the run may not be released: a harm, a figure below its threshold, a slice below its baseline, a fact lost."""
    from rights_assistant.evaluation import double_entry, substance
    from rights_assistant.evaluation import gate as gates

    bench = Bench(settings_of(knowledge=knowledge), questions)
    scored, saved = bench.scored(run_)
    evals = bench.settings.evals
    if accept:
        write(evals / "baseline.json", json.dumps(gates.baseline(scored, bench.questions), indent=1) + "\n")
        typer.echo(f"The baseline is now {saved.head.get('commit', 'this run')}.")
    facts = double_entry.read_facts(evals / "facts")
    found = double_entry.disagreements(bench.library, facts, bench.gold)
    found += substance.changes(substance.ledger(bench.library), substance.read_ledger(evals / "substance.jsonl"))
    found += [f"{id} was not asked" for id in saved.missing]
    before = None if bench.own else gates.read_baseline(evals / "baseline.json")
    found += gates.failures(scored, gates.read_thresholds(evals / "thresholds.toml"), before, bench.questions)
    for why in found:
        typer.echo(why)
    typer.echo(f"{len(found)} reasons not to release." if found else "Nothing stands against a release.")
    if found:
        raise typer.Exit(1)


@eval_app.command()
@speaking
def check(
    file: Annotated[Optional[Path], typer.Argument(help="Questions; ours when left out.", show_default=False)] = None,
) -> None:
    """Read question files and print every flaw with its file, line and mend, and how many questions each slice has."""
    from collections import Counter

    from rights_assistant.evaluation.questions import examine

    bench = Bench(settings_of(), file)
    cases, flaws = examine(bench.path, bench.library if bench.own else None)
    for flaw in flaws:
        typer.echo(str(flaw))
    slices = Counter(name for c in cases for name in c.slices)
    typer.echo("\n".join(f"{name:<32} {count:>4}" for name, count in sorted(slices.items())))
    splits = Counter(c.split.value for c in cases)
    typer.echo(f"{len(cases)} questions ({', '.join(f'{n} {s}' for s, n in sorted(splits.items()))}), {len(flaws)} flaws.")
    if flaws:
        raise typer.Exit(1)


def provenance(bench: Bench, who: str, index_id: str) -> dict[str, Any]:
    """What answered, from which commit, with which versions: enough to rerun a figure."""
    from datetime import datetime
    from importlib.metadata import version
    from platform import python_version

    from rights_assistant import __version__

    commit, changed = commit_of(Path(__file__).parents[1])
    return {
        "respondent": who,
        "version": __version__,
        "commit": commit,
        "changed": changed,
        "index_id": index_id,
        "questions": str(bench.path),
        "questions_sha256": bench.questions,
        "began": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": python_version(),
        "versions": {
            name: version(name) for name in ("chromadb", "sentence-transformers", "torch", "langchain-core", "ir-measures")
        },
    }


def commit_of(package: Path) -> tuple[str, bool]:
    """The commit that a package is of, and whether what it answers from was changed since.

    `unknown` where it is in no repository of its own: installed, it may lie below anybody's.
    """
    top = _git(package, "rev-parse", "--show-toplevel")
    if not top or not package.resolve().is_relative_to(Path(top) / "src"):
        return "unknown", False
    changed = _git(Path(top), "status", "--porcelain", "--", "src", "knowledge", "prompts", "evals/questions")
    return _git(Path(top), "rev-parse", "HEAD") or "unknown", bool(changed)


def _git(folder: Path, *args: str) -> str:
    try:
        return subprocess.run(["git", *args], capture_output=True, text=True, cwd=folder, check=True).stdout.strip()  # noqa: S603
    except (OSError, subprocess.CalledProcessError):
        return ""


def begin_anew(folder: Path) -> None:
    """Remove the answers of a run.

    Raises:
        CaseError: when they cannot be removed.
    """
    from rights_assistant.evaluation import runs

    try:
        for name in (runs.ANSWERS, runs.RUN):
            (folder / name).unlink(missing_ok=True)
    except OSError as error:
        raise CaseError(f"The run in {folder} cannot be removed: {error.strerror}.", "Choose another folder with --out.") from error


def write(path: Path, text: str) -> None:
    """Write a file, and its folder where there is none.

    Raises:
        CaseError: when it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    except OSError as error:
        raise CaseError(f"{path} cannot be written: {error.strerror}.", "Choose another file with --out.") from error
