"""Figures and comparisons for a terminal."""

from collections.abc import Sequence

from rights_assistant.evaluation.cases import Split
from rights_assistant.evaluation.compare import Comparison
from rights_assistant.evaluation.harms import Count
from rights_assistant.evaluation.runs import Saved
from rights_assistant.evaluation.score import Figure, Scored, harms, realistic
from rights_assistant.evaluation.score import figures as measured
from rights_assistant.evaluation.table import BY_NAME


def figures(scored: Sequence[Scored], saved: Saved) -> str:
    """Every figure with its interval: for tuning, set aside, and over a realistic mix; then the harms."""
    sets = {
        "tune": measured(_in(scored, Split.TUNE)),
        "set aside": measured(_in(scored, Split.TEST)),
        "realistic mix": measured(scored, realistic(scored)),
    }
    lines = [f"{'':<32}" + "".join(f"{name:>30}" for name in sets)]
    for name, measure in BY_NAME.items():
        lines.append(f"{measure.title:<32}" + "".join(f"{spoken(s[name]):>30}" for s in sets.values()))
    lines += ["", "Severe harms: how often, of how many answers, and how often it could be at most (95 %)"]
    lines += [f"{'':<56}{'tune':>26}{'set aside':>26}{'all':>26}"]
    columns = [harms(_in(scored, Split.TUNE)), harms(_in(scored, Split.TEST)), harms(scored)]
    lines += [f"  {row[0].title:<54}" + "".join(f"{_bounded(c):>26}" for c in row) for row in zip(*columns, strict=True)]
    unscored = sum(bool(s.reply.error) for s in scored)
    lines.append(
        f"\n{len(scored)} questions, {unscored} unscored, {len(saved.missing)} not asked; {saved.head.get('commit', '')[:12]}."
    )
    return "\n".join(lines)


def _in(scored: Sequence[Scored], split: Split) -> list[Scored]:
    return [s for s in scored if s.case.split is split]


def _bounded(count: Count) -> str:
    return f"{count.happened} of {count.trials}, at most {count.at_most:.1%}" if count.trials else "–"


def spoken(figure: Figure) -> str:
    """A figure with its interval and the number of cases."""
    if figure.value is None:
        return "–"
    digits = 3 if BY_NAME[figure.name].share else 1
    return f"{figure.value:.{digits}f} [{figure.low:.{digits}f}, {figure.high:.{digits}f}] {figure.cases:>4}"


def comparison(found: Comparison) -> str:
    """What was gained and lost, case by case, and whether it is real."""
    lines = []
    for title, cases in (("Gained", found.gains), ("Lost", found.losses)):
        lines.append(f"{title}: {len(cases)}")
        lines += [f"  {id}: {why}" for id, whys in cases for why in whys]
    lines.append("")
    for change in found.changes:
        verdict = "real" if change.real else "may be chance"
        said = f"{change.before:.3f} → {change.after:.3f} (p = {change.p:.3f}, {verdict}, {change.cases} cases)"
        lines.append(f"{BY_NAME[change.name].title:<32} {said}")
    if found.only:
        lines.append(f"Only in one of the runs: {', '.join(found.only)}")
    return "\n".join(lines)
