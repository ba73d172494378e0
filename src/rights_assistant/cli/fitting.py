"""`eval fit`: the thresholds fitted on the questions for tuning, and what was measured kept in files."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, Optional

import typer

from rights_assistant.cli.comparing import around, grid, rewrite
from rights_assistant.cli.evaluating import Bench, Questions, provenance, write
from rights_assistant.cli.shell import Data, Knowledge, progress, settings_of, speaking
from rights_assistant.errors import CaseError

if TYPE_CHECKING:
    from rights_assistant.assistant import Assistant
    from rights_assistant.domain.thresholds import Thresholds
    from rights_assistant.evaluation.cases import Case
    from rights_assistant.evaluation.fitting import Bench as Costs
    from rights_assistant.evaluation.fitting import Fit
    from rights_assistant.evaluation.given import Given

MARKS: Final = ("<!-- thresholds: begin -->", "<!-- thresholds: end -->")
OUT: Final = Path("evals/fit")
NOT_FITTED: Final = {
    "suggest": "no measure depends on it",
    "margin": "not by the loss, but by how often the nearest guide is right; see curve.json, signs",
    **dict.fromkeys(("unsure", "part", "ahead", "whole"), "set by hand, and not looked at by the fit yet"),
}
"""The thresholds that are not moved, and why."""


def add_to(app: typer.Typer) -> None:
    """Put the command beside the others of `eval`."""
    app.command()(speaking(fit))


def fit(
    questions: Questions = None,
    out: Annotated[Path, typer.Option(help="The folder that gets thresholds.json and curve.json.")] = OUT,
    page: Annotated[
        Optional[Path], typer.Option(help="A Markdown file: rewrite what stands between its two marks.", show_default=False)
    ] = None,
    accept: Annotated[bool, typer.Option("--accept", help="Write the chosen values into prompts/thresholds.yaml.")] = False,
    data: Data = None,
    knowledge: Knowledge = None,
) -> None:
    """Fit the thresholds on the questions for tuning, and hold the fit to questions left out. Set-aside questions are not asked."""
    import json

    from rights_assistant import peers, wiring
    from rights_assistant.evaluation import fitting
    from rights_assistant.evaluation.cases import Split
    from rights_assistant.prompts import with_thresholds

    if page is not None:
        around(page, MARKS)  # before minutes are spent on asking
    bench = Bench(settings_of(data=data, knowledge=knowledge), questions)
    cases = [c for c in bench.cases() if c.split is Split.TUNE]
    if not cases:
        raise CaseError(
            f"There is no question for tuning at {bench.path}.", 'Mark questions with "split": "tune", or leave it out.'
        )
    parts = wiring.parts(bench.settings)
    embedder = peers.Remembering(parts.embedder)
    opened = wiring.open_assistant(bench.settings, progress, made_of=replace(parts, embedder=embedder))
    embedder.learn(_looked_up(cases, opened))
    assistant = peers.remembering(opened, most=None)
    costs = fitting.Bench(cases, lambda case, at: given(assistant, case, at))
    found = fitting.fit(costs, assistant.thresholds, progress, fitting.GRIDS)
    _anew(costs, assistant, found.chosen)
    signs = _signs(costs, assistant, opened, found.chosen)
    chosen = replace(found.chosen, margin=signs["chosen"])
    head = provenance(bench, "ours", assistant.index_id) | {"questions": len(cases), "families": len(set(costs.kin))}
    kept = {k: head[k] for k in ("began", "commit", "changed", "index_id", "questions", "families")}
    write(out / "thresholds.json", json.dumps(kept | summary(found, chosen), indent=1) + "\n")
    write(out / "curve.json", json.dumps(kept | {"verdict": verdict(found)} | curves(found) | {"signs": signs}, indent=1) + "\n")
    if accept:
        path = bench.settings.prompts / "thresholds.yaml"
        write(path, with_thresholds(path.read_text("utf-8"), chosen))
    said = table(kept, found, signs)
    typer.echo(f"{said}\n\nThe values are in {out / 'thresholds.json'}, the curves in {out / 'curve.json'}.")
    if page is not None:
        rewrite(page, said, MARKS)


def _looked_up(cases: "list[Case]", assistant: "Assistant") -> list[str]:
    """The texts that will be looked up, as far as they are known before: questions, their sentences, the guides' wordings."""
    from rights_assistant.domain.passage import Role
    from rights_assistant.retrieve import parts

    wordings = [p.text for p in assistant.passages.values() if p.role is Role.ASK]
    return [text for whole in (*(_question(c).text for c in cases), *wordings) for text in (whole, *parts(whole))]


def given(assistant: "Assistant", case: "Case", at: "Thresholds") -> "Given":
    """The answer to the last question of a case at some thresholds, as the evaluation reads it."""
    from rights_assistant.evaluation.given import read
    from rights_assistant.render import to_json

    moved = replace(assistant, prompts=replace(assistant.prompts, thresholds=at))
    return read(to_json(moved.answer(_question(case))) | {"timings_ms": {}})


def _question(case: "Case") -> Any:
    from rights_assistant.domain.question import ask

    return ask(
        case.question,
        case.asked_on,
        jurisdiction=case.jurisdiction,
        language=case.language,
        depth=case.depth.value,
        earlier=case.turns,
    )


def _anew(costs: "Costs", assistant: "Assistant", at: "Thresholds") -> None:
    """Ask every question once more at the chosen values and compare: what was worked out must be what is answered.

    Raises:
        CaseError: naming a question that costs something else than was worked out.
    """
    from rights_assistant.evaluation.loss import cost

    for case, known in zip(costs.cases, costs.costs(at), strict=True):
        if cost(case, given(assistant, case, at)) != known:
            problem = f"{case.id} is answered in another way than was worked out for these thresholds."
            raise CaseError(problem, "See evaluation/regions.py: something is done with a threshold that it does not know.")


def _signs(costs: "Costs", assistant: "Assistant", opened: "Assistant", at: "Thresholds") -> dict[str, Any]:
    """How well each sign tells a wrong answer, the curve of the margin, and the margin to use."""
    from rights_assistant.evaluation import signs

    words = signs.Vocabulary(assistant.passages)
    asked = signs.Looked(replace(assistant, prompts=replace(assistant.prompts, thresholds=at)), words)
    wrong = zip(costs.cases, costs.kin.tolist(), costs.costs(at), strict=True)
    answered = [s for c, kin, cost in wrong if (s := asked.question(_question(c), kin, wrong=cost.wrong))]
    day = max(c.asked_on for c in costs.cases)
    left_out = list(replace(asked, assistant=replace(asked.assistant, by_meaning=opened.by_meaning)).wordings(day, progress))
    sets = {"questions": answered, "wordings": left_out}
    telling = {
        name: {where: asdict(signs.tells(seen, of)) for where, seen in sets.items()}
        for name, of in (("margin", lambda s: s.closeness), ("unmatched", lambda s: s.unmatched))
    }
    rows = {where: signs.right_by_margin(seen) for where, seen in sets.items()}
    low = telling["margin"]["wordings"]["low"]
    chosen = signs.least_margin(rows["wordings"]) if low is not None and low > 0.5 else at.margin
    by_margin = {where: [asdict(step) for step in steps] for where, steps in rows.items()}
    return {"chosen": chosen, "telling": telling, "by_margin": by_margin}


def verdict(found: "Fit") -> str:
    """Whether the fitted values were taken, and why."""
    low, error = found.held_out.difference
    by = f"on questions left out the loss changes by {low:+.4f}, standard error {error:.4f}"
    if found.held_out.better:
        return f"The fitted values were taken: {by}."
    return f"The present values were kept: {by}, so fitting is not better beyond chance."


def summary(found: "Fit", chosen: "Thresholds") -> dict[str, Any]:
    """What `thresholds.json` holds beside where it comes from."""
    from rights_assistant.evaluation.loss import COSTS

    held = found.held_out
    return {
        "chosen": asdict(chosen),
        "verdict": verdict(found),
        "present": asdict(found.present),
        "fitted": {name: getattr(found.fitted, name) for name in found.curves},
        "not_fitted": NOT_FITTED,
        "costs": {name: {"cost": price, "reason": reason} for name, (price, reason) in COSTS.items()},
        "loss": {
            "present": found.losses["present"],
            "fitted": found.losses["fitted"],
            "left_out_present": held.present,
            "left_out_fitted": held.fitted,
            "left_out_difference": held.difference[0],
            "standard_error": held.difference[1],
        },
        "folds": [
            {"questions": n, "present": now, "fitted": then, "values": {name: getattr(at, name) for name in found.curves}}
            for n, now, then, at in held.folds
        ],
        "figures": found.figures,
    }


def curves(found: "Fit") -> dict[str, Any]:
    """What `curve.json` holds beside where it comes from: for each threshold its plateau and every value tried."""
    return {
        "curves": {
            name: {"plateau": found.plateaus[name], "points": [asdict(p) for p in points]} for name, points in found.curves.items()
        }
    }


def table(head: Mapping[str, Any], found: "Fit", signs: Mapping[str, Any]) -> str:
    """The same for a page: the values, the loss, the figures, the signs."""
    changed = " with changes that are not committed" if head["changed"] else ""
    whence = f"Fit of {head['began'][:10]}, commit {head['commit'][:7]}{changed}, {head['questions']} questions"
    rows = [
        [f"`{n}`", *(f"{getattr(at, n):.2f}" for at in (found.present, found.fitted, found.chosen)), f"{low:.2f} to {high:.2f}"]
        for n, (low, high) in found.plateaus.items()
    ]
    values = grid(["threshold", "present", "fitted", "chosen", "within one standard error of the best"], rows)
    held, losses = found.held_out, found.losses
    shown = [["loss", f"{losses['present']:.4f}", f"{losses['fitted']:.4f}"]]
    shown += [["loss on questions left out", f"{held.present:.4f}", f"{held.fitted:.4f}"]]
    shown += [[name, _three(found.figures["present"][name]), _three(old)] for name, old in found.figures["fitted"].items()]
    tells = [[name, where, *_told(told)] for name, sets in signs["telling"].items() for where, told in sets.items()]
    return "\n\n".join(
        [
            f"{whence} in {head['families']} families, index {head['index_id']}. {verdict(found)}",
            values,
            grid(["", "present", "fitted"], shown),
            grid(["sign", "measured on", "answers without reserve", "wrong", "area under the ROC curve"], tells),
        ]
    )


def _three(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _told(told: Mapping[str, Any]) -> list[str]:
    area = "–" if told["area"] is None else f"{told['area']:.3f} ({told['low']:.3f}–{told['high']:.3f})"
    return [str(told["answers"]), str(told["wrong"]), area]
