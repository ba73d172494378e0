"""The report of a run: one HTML file that a person can read, print and send. It runs nothing and loads nothing."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path, PurePath
from statistics import median, quantiles
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from rights_assistant.evaluation.cases import WEIGHT, Split
from rights_assistant.evaluation.charts import bars
from rights_assistant.evaluation.harms import HARMS
from rights_assistant.evaluation.measures.ranking import SAME_WORDING
from rights_assistant.evaluation.score import RESAMPLES, Figure, Scored, figures, grouped, harms, realistic
from rights_assistant.evaluation.table import BY_NAME, HEADLINE, MEASURES, Measure

TEMPLATE: Final = "report.html.j2"

OURS: Final = ("evals", "questions")
"""The folder of the questions that we wrote; of any others we do not know who did."""
WRITTEN: Final = (
    "The project's authors wrote the questions, with the help of language models, from research fact sheets, "
    "before looking at what the assistant answers."
)
REVIEWED: Final = "No lawyer and no migrant has reviewed them yet."
"""To be changed only on the day when one has."""
NOT_OURS: Final = (
    "The questions are not the ones that come with the assistant. This report does not know who wrote or reviewed them."
)

SETS: Final = {Split.TUNE: "for tuning", Split.TEST: "set aside"}
_SCORES: Final = frozenset({"ndcg_10", "mrr"})
"""From 0 to 1 as shares are, but not a share of anything, so not written in per cent."""


def html(scored: Sequence[Scored], head: Mapping[str, Any], *, missing: Sequence[str] = (), known: Collection[str] = ()) -> str:
    """The report as one HTML file.

    Args:
        scored: the run, held against what is expected of it.
        head: what is known of the run: who answered, when, from which commit, questions and index.
        missing: ids of the questions that were not asked.
        known: ids of the notes there are, to tell a note that is still to be written from one not cited.
    """
    missed = _missed(scored)
    page = _page().render(
        head=_head(head, scored, missing),
        written=_written(head),
        changed=bool(head.get("changed")),
        resamples=f"{RESAMPLES:,}",
        tables=_tables(scored),
        one_kind=len({s.case.expect.answerable for s in scored}) < 2,
        harms=_harms(scored, missed),
        headline=[BY_NAME[name] for name in HEADLINE],
        groups=_groups(scored),
        pace=_pace(scored),
        near=_near(scored),
        same=SAME_WORDING,
        lacking=_lacking(scored, known),
        notes_known=bool(known),
        unscored=[s for s in scored if s.reply.error],
        missing=missing,
        missed=missed,
        right=sum(not s.reply.error and not s.misses for s in scored),
        sets=SETS,
    )
    return page.encode("utf-8", "replace").decode("utf-8")  # half a character in an answer must not cost the report


def _page() -> Template:
    room = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    room.filters |= {"spoken": spoken, "interval": interval, "percent": _percent}
    return room.get_template(TEMPLATE)


def spoken(figure: Figure) -> str:
    """A figure in words: a share in per cent, a mean in its unit, a dash where no case applies."""
    return "–" if figure.value is None else _said(figure.name, figure.value, unit=True)


def interval(figure: Figure) -> str:
    """Its 95 % interval and how many cases stand behind it."""
    if figure.value is None or figure.low is None or figure.high is None:
        return "no case"
    cases = f"{figure.cases} case{'s' * (figure.cases != 1)}"
    return f"{_said(figure.name, figure.low)} to {_said(figure.name, figure.high)}; {cases}"


def _said(name: str, value: float, *, unit: bool = False) -> str:
    measure = BY_NAME[name]
    if name in _SCORES:
        return f"{value:.3f}"
    if measure.share:
        return _percent(value) if unit else f"{value * 100:.1f}"
    return f"{value:.1f} {measure.unit}" if unit and measure.unit != "grade" else f"{value:.1f}"


def _percent(value: float) -> str:
    return f"{value * 100:.1f} %"


def _written(head: Mapping[str, Any]) -> list[str]:
    path = head.get("questions")
    return [WRITTEN, REVIEWED] if path is None or PurePath(str(path)).parts[-2:] == OURS else [NOT_OURS]


def _head(head: Mapping[str, Any], scored: Sequence[Scored], missing: Sequence[str]) -> list[tuple[str, str]]:
    recorded = {
        "When run": "began",
        "Who answered": "respondent",
        "Version": "version",
        "Commit": "commit",
        "Index": "index_id",
        "Fingerprint of the questions": "questions_sha256",
    }
    counts = {
        "Questions asked": len(scored),
        "Unscored (no answer came back)": sum(bool(s.reply.error) for s in scored),
        "Not asked": len(missing),
    }
    known = [(label, str(head.get(key) or "not recorded")) for label, key in recorded.items()]
    return known + [(label, str(count)) for label, count in counts.items()]


def _tables(scored: Sequence[Scored]) -> dict[str, list[tuple[Measure, list[Figure]]]]:
    """The rows of the two tables of figures: for tuning, set aside, and the realistic mix."""
    columns = [
        figures([s for s in scored if s.case.split is Split.TUNE]),
        figures([s for s in scored if s.case.split is Split.TEST]),
        figures(scored, realistic(scored)),
    ]

    def rows(chosen: Iterable[Measure]) -> list[tuple[Measure, list[Figure]]]:
        return [(m, [column[m.name] for column in columns]) for m in chosen]

    shares = [m for m in MEASURES if m.share]
    return {
        "main": rows(BY_NAME[name] for name in HEADLINE),
        "other": rows(m for m in shares if m.name not in HEADLINE),
        "reading": rows(m for m in MEASURES if not m.share),
    }


def _harms(scored: Sequence[Scored], missed: Sequence[Scored]) -> list[dict[str, Any]]:
    """A row a harm, with the numbers of the misses in which it was done."""
    reasons = {h.name: h.reason for h in HARMS}
    return [
        {
            "count": count,
            "reason": reasons.get(count.name, ""),
            "where": [(n, s.case.id, s.case.split is Split.TEST) for n, s in enumerate(missed, 1) if s.harms.get(count.name)],
        }
        for count in harms(scored)
    ]


def _groups(scored: Sequence[Scored]) -> list[dict[str, Any]]:
    """For slice, language and jurisdiction: the figures of each group, and a chart a headline measure."""
    by: dict[str, Callable[[Scored], Iterable[str]]] = {
        "slice": lambda s: s.case.slices,
        "language": lambda s: [s.case.language],
        "jurisdiction": lambda s: [s.case.jurisdiction or "not said"],
    }
    return [_group(name, {group: figures(cases) for group, cases in grouped(scored, key).items()}) for name, key in by.items()]


def _group(name: str, found: Mapping[str, Mapping[str, Figure]]) -> dict[str, Any]:
    charts = []
    for m in (BY_NAME[measure] for measure in HEADLINE):
        drawn = bars(f"{m.title} by {name}, in per cent, with 95 % intervals", [(g, over[m.name]) for g, over in found.items()])
        charts.append((m, Markup(drawn)))  # noqa: S704 -- the chart escapes its words itself
    return {"name": name, "rows": found, "charts": charts if found else []}


def _pace(scored: Sequence[Scored]) -> dict[str, str]:
    """How long half and 95 % of the answers took, and the slowest; nothing where no answer says."""
    took = sorted(s.reply.given.milliseconds for s in scored if s.reply.given and s.reply.given.milliseconds is not None)
    if not took:
        return {}
    late = quantiles(took, n=20, method="inclusive")[-1] if len(took) > 1 else took[0]
    return {"half": f"{median(took):.0f}", "most": f"{late:.0f}", "all": f"{took[-1]:.0f}"}


def _near(scored: Sequence[Scored]) -> dict[str, Any]:
    """How near the set-aside questions come to the wording of a guide, the nearest first."""
    aside = [s for s in scored if s.case.split is Split.TEST]
    rows = sorted(((s.case.id, s.reply.near) for s in aside if s.reply.near), key=lambda row: (-row[1].cosine, row[0]))
    cosines = [near.cosine for _, near in rows]
    return {
        "rows": rows,
        "without": len(aside) - len(rows),
        "median": f"{median(cosines):.2f}" if cosines else "",
        "same": sum(c >= SAME_WORDING for c in cosines),
    }


def _lacking(scored: Sequence[Scored], known: Collection[str]) -> dict[str, list[str]]:
    """The ids that a case expects and no note has, each with the cases that expect it."""
    asked = grouped(scored, lambda s: dict.fromkeys(s.case.expect.cites))
    return {id: [s.case.id for s in cases] for id, cases in asked.items() if known and id not in known}


def _missed(scored: Sequence[Scored]) -> list[Scored]:
    """Every answered case that misses something: with a severe harm first, then by what a wrong answer may cost."""
    missed = [s for s in scored if not s.reply.error and s.misses]
    return sorted(missed, key=lambda s: (not any(s.harms.values()), -WEIGHT[s.case.severity], s.case.id))
