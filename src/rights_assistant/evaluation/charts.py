"""Bars with their intervals as inline SVG: no script, no font, no colour of its own, so that it prints and goes dark."""

from collections.abc import Sequence
from html import escape
from typing import Final

from rights_assistant.evaluation.score import Figure

WIDTH: Final = 340
"""Narrow enough for a phone without being made smaller, so that the words keep their size."""
LEFT: Final = 176
LENGTH: Final = 116
"""Where a bar begins, and how long one is that shows the most there can be."""

_ROW: Final = 20
_TOP: Final = 6
_AXIS: Final = 24
_LETTERS: Final = 28


def bars(title: str, rows: Sequence[tuple[str, Figure]], *, most: float = 1.0) -> str:
    """A chart with a bar a row, as long as its figure, and the interval drawn over it.

    Args:
        title: what a screen reader says of the chart.
        rows: the words before each bar, and the figure. One without a value has no bar and says so.
        most: what the longest bar stands for: 1 for shares, which are written in per cent.
    """
    below = _TOP + _ROW * len(rows)
    height = below + _AXIS
    parts = [
        f'<svg class="chart" role="img" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}">',
        f"<title>{escape(title)}</title>",
        *(_tick(share, below, most) for share in (0.0, 0.5, 1.0)),
        *(_row(label, figure, _TOP + _ROW * n, most) for n, (label, figure) in enumerate(rows)),
        "</svg>",
    ]
    return "\n".join(parts)


def _row(label: str, figure: Figure, top: int, most: float) -> str:
    middle = top + _ROW / 2
    words = f'<text class="label" x="{LEFT - 6}" y="{middle + 4:g}" text-anchor="end">{escape(_short(label))}</text>'
    if figure.value is None:
        return f'{words}<text class="none" x="{LEFT + 4}" y="{middle + 4:g}">no case</text>'
    bar = f'<rect class="bar" x="{LEFT}" y="{top + 3}" width="{_long(figure.value, most)}" height="{_ROW - 6}"/>'
    said = f'<text class="value" x="{LEFT + LENGTH + 8}" y="{middle + 4:g}">{escape(_said(figure.value, most))}</text>'
    return words + bar + _interval(figure, middle, most) + said


def _interval(figure: Figure, middle: float, most: float) -> str:
    if figure.low is None or figure.high is None:
        return ""
    low, high = (f"{LEFT + float(_long(edge, most)):g}" for edge in (figure.low, figure.high))
    up, down = f"{middle - 4:g}", f"{middle + 4:g}"
    return f'<path class="interval" d="M{low} {up}V{down}M{low} {middle:g}H{high}M{high} {up}V{down}"/>'


def _tick(share: float, below: int, most: float) -> str:
    x = f"{LEFT + LENGTH * share:g}"
    line = f'<line class="grid" x1="{x}" x2="{x}" y1="{_TOP}" y2="{below}"/>'
    return f'{line}<text class="tick" x="{x}" y="{below + 16}" text-anchor="middle">{escape(_said(share * most, most))}</text>'


def _long(value: float, most: float) -> str:
    """How long a value is on the chart, never longer than the chart."""
    return f"{LENGTH * min(max(value / most, 0.0), 1.0):.2f}" if most > 0 else "0.00"


def _said(value: float, most: float) -> str:
    return f"{value:.0%}" if most == 1 else f"{value:.0f}"


def _short(label: str) -> str:
    """The label, cut where it would run out of the chart; the table beside it has it whole."""
    return label if len(label) <= _LETTERS else label[: _LETTERS - 1] + "…"
