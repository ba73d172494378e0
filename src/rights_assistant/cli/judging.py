"""`eval judge`, `eval worksheet`, `eval agreement`: what a model and a person think of the claims of a saved run.

None of them is part of the gate.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from rights_assistant.cli.evaluating import LAST, Bench, Questions, Run
from rights_assistant.cli.shell import Knowledge, progress, settings_of, speaking
from rights_assistant.errors import CaseError

if TYPE_CHECKING:
    from string import Template

    from rights_assistant.evaluation.judge import Claim, Judged, Sitting
    from rights_assistant.evaluation.score import Figure
    from rights_assistant.evaluation.worksheet import Agreement

SHEET = "worksheet.csv"


def add_to(app: typer.Typer) -> None:
    """Put the three commands beside the others of `eval`."""
    for command in (judge, worksheet, agreement):
        app.command()(speaking(command))


def judge(
    model: Annotated[str, typer.Argument(help="Its name, as LangChain knows it: openai:gpt-5.", show_default=False)],
    questions: Questions = None,
    run_: Run = LAST,
    limit: Annotated[
        Optional[int], typer.Option(min=1, help="Only a sample of so many claims, the same each time.", show_default=False)
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="Begin anew, and lose the verdicts in the folder.")] = False,
    temperature: Annotated[float, typer.Option(help="How freely it words; some models take only 1.")] = 0.0,
    knowledge: Knowledge = None,
) -> None:
    """Ask a chat model whether the words cited carry each claim of a run; interrupted judging goes on where it was."""
    from rights_assistant.adapters.judging import asking
    from rights_assistant.evaluation import judge as judging
    from rights_assistant.evaluation.worksheet import sample

    bench = Bench(settings_of(knowledge=knowledge), questions)
    claims = _claims(bench, run_)
    chosen = claims if limit is None else sample(claims, limit)
    template = _instructions(bench)
    ask = asking(model, temperature=temperature)
    sitting = judging.judge(chosen, ask, template, model, run_, progress, again=again)
    now = judging.of_these(judging.read_judged(run_), claims, template)
    typer.echo(f"{_sat(sitting)} They are in {run_ / judging.JUDGED}.\n{_summary(now, len(claims))}")


def worksheet(
    questions: Questions = None,
    run_: Run = LAST,
    out: Annotated[Optional[Path], typer.Option(help=f"The file; {SHEET} beside the answers.", show_default=False)] = None,
    sample: Annotated[int, typer.Option(min=1, help="How many claims, from every slice its share.")] = 50,
    knowledge: Knowledge = None,
) -> None:
    """Write a sheet of sampled claims for a person to mark. The model's verdicts are not in it."""
    from rights_assistant.evaluation import worksheet as sheets
    from rights_assistant.evaluation.judge import MARKS

    path = out or run_ / SHEET
    if path.exists():
        raise CaseError(f"{path} is there already, and may hold marks.", "Name another file with --out, or remove it.")
    chosen = sheets.sample(_claims(Bench(settings_of(knowledge=knowledge), questions), run_), sample)
    sheets.write(chosen, path)
    typer.echo(f"{len(chosen)} claims are in {path}. Write one of these in the column mark: {', '.join(MARKS)}.")


def agreement(
    file: Annotated[Path, typer.Argument(help="The sheet, filled in and saved as CSV.", show_default=False)],
    questions: Questions = None,
    run_: Run = LAST,
    knowledge: Knowledge = None,
) -> None:
    """Say how far a person's marks and the model's verdicts agree: Cohen's kappa, and which met which."""
    from rights_assistant.evaluation import worksheet as sheets
    from rights_assistant.evaluation.judge import of_these, read_judged

    bench = Bench(settings_of(knowledge=knowledge), questions)
    claims = _claims(bench, run_)
    marked = sheets.read(file, claims)
    typer.echo(_agreed(sheets.agreement(marked, of_these(read_judged(run_), claims, _instructions(bench)))))


def _instructions(bench: Bench) -> "Template":
    from rights_assistant.evaluation.judge import instructions

    return instructions(bench.settings.prompts / "judge.md")


def _claims(bench: Bench, run: Path) -> "list[Claim]":
    from rights_assistant.evaluation.judge import claims
    from rights_assistant.evaluation.runs import read_run

    found = [c for r in read_run(run, bench.cases()).replies if r.given for c in claims(r.case, r.given)]
    if not any(c.quotes for c in found):
        raise CaseError(f"No answer in {run} quotes anything.", "Judge a run of ours: peers and models quote nothing.")
    return found


def _sat(sitting: "Sitting") -> str:
    failed = f"Failed: {sitting.failed}, the last with {sitting.last}; judge again to ask once more. "
    return f"{failed if sitting.failed else ''}{sitting.given} verdicts given."


def _summary(judged: "list[Judged]", claims: int) -> str:
    from rights_assistant.evaluation.judge import MARKS, summary

    found = summary(judged)
    rows = [f"{verdict.value:<12} {found.counts[verdict]:>5}" for verdict in MARKS]
    rows += [f"{'unreadable':<12} {found.unreadable:>5}  (in no share)"] if found.unreadable else []
    rows += [f"{'not judged':<12} {claims - len(judged):>5}"] if claims > len(judged) else []
    return "\n".join([*rows, f"Supported, in the model's opinion: {_share(found.supported)}."])


def _share(figure: "Figure") -> str:
    if figure.value is None or figure.low is None or figure.high is None:
        return "no readable verdict"
    return f"{figure.value:.1%} (95 % interval {figure.low:.1%} to {figure.high:.1%}, {figure.cases} answers)"


def _agreed(found: "Agreement") -> str:
    from rights_assistant.evaluation.judge import MARKS

    rows = [f"Compared: {found.compared} claims."]
    left_out = (
        ("without a mark", found.unmarked),
        ("with an unreadable verdict", found.unreadable),
        ("not judged", found.unjudged),
    )
    rows += [f"Left out: {many} {why}." for why, many in left_out if many]
    if found.raw is not None:
        rows.append(f"Equal marks: {found.raw:.1%}.")
    if found.kappa is None:
        rows.append(f"Cohen's kappa: {found.why_not}.")
    elif found.low is None or found.high is None:
        rows.append(f"Cohen's kappa: {found.kappa:.2f} (one answer: no interval).")
    else:
        rows.append(f"Cohen's kappa: {found.kappa:.2f} (95 % interval {found.low:.2f} to {found.high:.2f}).")
    rows.append(f"{'person / judge':<16}" + "".join(f"{m.value:>13}" for m in MARKS))
    rows += [f"{m.value:<16}" + "".join(f"{n:>13}" for n in row) for m, row in zip(MARKS, found.table, strict=True)]
    return "\n".join(rows)
