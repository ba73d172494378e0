"""`eval judge`, `eval worksheet`, `eval agreement`: what a model and a person think of the claims of a saved run.

Each function does the work of a command and gives back what it has to say. None is part of the gate.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from rights_assistant.errors import CaseError

if TYPE_CHECKING:
    from string import Template

    from rights_assistant.cli.evaluating import Bench
    from rights_assistant.evaluation.judge import Claim, Judged
    from rights_assistant.evaluation.score import Figure
    from rights_assistant.evaluation.worksheet import Agreement


def judge(
    run: Path,
    model: str,
    *,
    questions: Path | None = None,
    knowledge: Path | None = None,
    limit: int | None = None,
    again: bool = False,
    **options: Any,
) -> str:
    """Ask a chat model about every claim of a run; verdicts that are there already are kept.

    Args:
        model: its name, as LangChain knows it, such as `openai:gpt-5`.
        limit: only a sample of so many claims, the same each time.
        again: begin anew, and lose the verdicts in the folder.
        options: what else the model is made with.

    Raises:
        MissingExtra, ModelUnavailable: when there is no such model.
        CaseError: when there is no run, or the verdicts there are another model's.
    """
    from rights_assistant.adapters.judging import asking
    from rights_assistant.cli.shell import progress
    from rights_assistant.evaluation import judge as judging
    from rights_assistant.evaluation.worksheet import sample

    bench = _bench(questions, knowledge)
    claims = _claims(bench, run)
    chosen = claims if limit is None else sample(claims, limit)
    template = _instructions(bench)
    ask = asking(model, **options)
    if again:
        (run / judging.JUDGED).unlink(missing_ok=True)
    given = judging.judge(chosen, ask, template, model, run, progress)
    now = judging.of_these(judging.read_judged(run), claims, template)
    return f"{given} verdicts given; they are in {run / judging.JUDGED}.\n{_summary(now, len(claims))}"


def worksheet(run: Path, out: Path, sample: int, *, questions: Path | None = None, knowledge: Path | None = None) -> str:
    """Write a sheet of sampled claims for a person to mark. The judge's verdicts are not in it.

    Raises:
        CaseError: when there is no run or the sheet would overwrite a file.
    """
    from rights_assistant.evaluation import worksheet as sheets
    from rights_assistant.evaluation.judge import MARKS

    if out.exists():
        raise CaseError(f"{out} is there already, and may hold marks.", "Name another file with --out, or remove it.")
    chosen = sheets.sample(_claims(_bench(questions, knowledge), run), sample)
    sheets.write(chosen, out)
    return f"{len(chosen)} claims are in {out}. Write one of these in the column mark: {', '.join(MARKS)}."


def agreement(run: Path, file: Path, *, questions: Path | None = None, knowledge: Path | None = None) -> str:
    """Say how far the marks of a filled sheet and the judge's verdicts agree.

    Raises:
        CaseError: naming the line of the sheet that is wrong, or when there are no verdicts.
    """
    from rights_assistant.evaluation import worksheet as sheets
    from rights_assistant.evaluation.judge import of_these, read_judged

    bench = _bench(questions, knowledge)
    claims = _claims(bench, run)
    marked = sheets.read(file, claims)
    return _agreement(sheets.agreement(marked, of_these(read_judged(run), claims, _instructions(bench))))


def _bench(questions: Path | None, knowledge: Path | None) -> "Bench":
    from rights_assistant.cli.evaluating import Bench
    from rights_assistant.cli.shell import settings_of

    return Bench(settings_of(knowledge=knowledge), questions)


def _instructions(bench: "Bench") -> "Template":
    from rights_assistant.evaluation.judge import instructions

    return instructions(bench.settings.prompts / "judge.md")


def _claims(bench: "Bench", run: Path) -> "list[Claim]":
    from rights_assistant.evaluation.judge import claims
    from rights_assistant.evaluation.runs import read_run

    found = [c for r in read_run(run, bench.cases()).replies if r.given for c in claims(r.case, r.given)]
    if not any(c.quotes for c in found):
        raise CaseError(f"No answer in {run} quotes anything.", "Judge a run of ours: peers and models quote nothing.")
    return found


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


def _agreement(found: "Agreement") -> str:
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
