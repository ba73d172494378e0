"""`eval kinds`: the figures of a saved run by kind of question, and how often both of two twins are right."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Optional

import typer

from rights_assistant.cli.comparing import around, grid, rewrite, whence
from rights_assistant.cli.evaluating import LAST, Bench, Questions
from rights_assistant.cli.shell import Knowledge, settings_of, speaking

if TYPE_CHECKING:
    from rights_assistant.evaluation.kinds import Row, Share, Side, Twins
    from rights_assistant.evaluation.score import Figure

MARKS: Final = ("<!-- kinds: begin -->", "<!-- kinds: end -->")
_SETS: Final = {"tune": "tuned", "test": "set aside"}
_HOW_TO_READ: Final = (
    "A figure has its 95 % interval in brackets, and then how many points it lies from that of the plain questions, with "
    "the interval of this. Over fewer than {least} questions or pairs no share is given, only how many there are."
)
_NOTHING: Final = "–"
_RIGHT: Final = "both right"
_WHOLE: Final = "both right, and all said and cited"


def add_to(app: typer.Typer) -> None:
    """Put the command beside the others of `eval`."""
    app.command()(speaking(kinds))


def kinds(
    run: Annotated[Path, typer.Argument(help="The folder of a run.")] = LAST,
    questions: Questions = None,
    page: Annotated[
        Optional[Path], typer.Option(help="A Markdown file: rewrite what stands between its two marks.", show_default=False)
    ] = None,
    knowledge: Knowledge = None,
) -> None:
    """Print the figures of a saved run by kind of question, beside the plain ones; nothing is asked again."""
    from rights_assistant.evaluation.kinds import LEAST, by_kind

    if page is not None:
        around(page, MARKS)
    bench = Bench(settings_of(knowledge=knowledge), questions)
    cases = bench.cases()
    scored, saved = bench.scored(run)
    sides = by_kind(scored, cases)
    said = whence(saved.head, sum(s.cases for s in sides), len(cases))
    typer.echo("\n\n".join([*_tables(sides), _pairs(sides), *_left_out(sides), _HOW_TO_READ.format(least=LEAST), said]))
    if page is not None:
        rewrite(page, markdown(sides, said), MARKS)
        typer.echo(f"The table in {page} is new.")


def _tables(sides: "Sequence[Side]") -> list[str]:
    """For a terminal: a table for each measure, the sets side by side."""
    from rights_assistant.evaluation.kinds import MEASURES, ROWS
    from rights_assistant.evaluation.table import BY_NAME

    counts = _table("Questions", sides, [(k.title, [str(s.rows[n].cases) for s in sides]) for n, k in enumerate(ROWS)])
    return [counts] + [
        _table(
            BY_NAME[name].title,
            sides,
            [(kind.title, [_share(s.rows[n], s.rows[n].shares[m]) for s in sides]) for n, kind in enumerate(ROWS)],
        )
        for m, name in enumerate(MEASURES)
    ]


def _pairs(sides: "Sequence[Side]") -> str:
    rows = [("pairs", [str(s.twins.pairs) for s in sides])]
    rows += [(title, [_figure(s.twins.pairs, of(s.twins)) for s in sides]) for title, of in _columns()]
    return _table("Twins", sides, rows)


def _table(title: str, sides: "Sequence[Side]", rows: Iterable[tuple[str, Sequence[str]]]) -> str:
    lines = [f"{title:<38}" + "".join(f"{_SETS[s.split.value]:>52}" for s in sides)]
    return "\n".join([*lines, *(f"  {name:<36}" + "".join(f"{cell:>52}" for cell in cells) for name, cells in rows)])


def markdown(sides: "Sequence[Side]", said: str) -> str:
    """For a page: one table of the kinds, the sets side by side, and one of the twins."""
    from rights_assistant.evaluation.kinds import LEAST, MEASURES, ROWS
    from rights_assistant.evaluation.table import BY_NAME

    names = [_SETS[s.split.value] for s in sides]
    titles = ["questions", *(BY_NAME[name].title.lower() for name in MEASURES)]
    rows = [
        [kind.title]
        + [cell for s in sides for cell in (str(s.rows[n].cases), *(_share(s.rows[n], x, "<br>") for x in s.rows[n].shares))]
        for n, kind in enumerate(ROWS)
    ]
    pairs = [
        [name, str(s.twins.pairs), *(_figure(s.twins.pairs, of(s.twins), "<br>") for _, of in _columns())]
        for name, s in zip(names, sides, strict=True)
    ]
    return "\n\n".join(
        [
            f"{said} {_HOW_TO_READ.format(least=LEAST)}",
            grid(["", *(f"{name}: {title}" for name in names for title in titles)], rows),
            grid(["twins", "pairs", *(title for title, _ in _columns())], pairs),
            *_left_out(sides),
        ]
    )


def _columns() -> "list[tuple[str, Callable[[Twins], Figure]]]":
    return [(_RIGHT, lambda twins: twins.right), (_WHOLE, lambda twins: twins.whole)]


def _share(row: "Row", share: "Share", between: str = " ") -> str:
    """A share, its interval and its distance from the plain questions; or how many questions there are, when too few."""
    told = _figure(row.cases, share.figure, between)
    apart = share.difference
    return f"{told}{between}{apart.points:+.1f} [{apart.low:+.1f}, {apart.high:+.1f}]" if apart else told


def _figure(of: int, figure: "Figure", between: str = " ") -> str:
    from rights_assistant.evaluation.kinds import LEAST

    if figure.value is None or figure.cases < LEAST:
        return f"only {figure.cases}" if figure.cases else _NOTHING
    over = f" of {figure.cases}" if figure.cases != of else ""
    return f"{figure.value:.3f}{over}{between}[{figure.low:.3f}, {figure.high:.3f}]"


def _left_out(sides: "Sequence[Side]") -> list[str]:
    """How many pairs are not counted; which ones is not said, as some are set aside."""
    out = [f"{s.twins.left_out} ({_SETS[s.split.value]})" for s in sides if s.twins.left_out]
    why = "because one of the two was not asked, has no answer, or stands in the other set"
    return [f"Twins left out, {why}: {', '.join(out)}."] if out else []
