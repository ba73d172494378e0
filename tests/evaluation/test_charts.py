"""`evaluation.charts`: bars as long as their figures, readable by machine and eye."""

import re
from xml.etree import ElementTree

import pytest

from rights_assistant.evaluation.charts import LEFT, LENGTH, bars
from rights_assistant.evaluation.score import Figure


def a_figure(value: float | None = 0.5, low: float | None = 0.25, high: float | None = 0.75) -> Figure:
    """Outcome accuracy over twelve cases."""
    return Figure("outcome", value, low, high, 12)


NONE = Figure("outcome", None, None, None, 0)


def widths(chart: str) -> list[float]:
    """How long each bar of a chart is."""
    return [float(r.attrib["width"]) for r in ElementTree.fromstring(chart).iter("rect")]


@pytest.mark.parametrize("value", [0.0, 0.1, 0.5, 0.825, 1.0])
def test_a_bar_is_as_long_as_its_figure(value: float) -> None:
    """Is the width the share of the longest there can be?"""
    assert widths(bars("A chart", [("ca", a_figure(value))])) == [pytest.approx(value * LENGTH, abs=0.005)]


def test_bars_are_in_proportion() -> None:
    """Is the bar of twice the figure twice as long, on a scale of milliseconds too?"""
    one, two = widths(bars("Latency", [("ca", a_figure(30.0)), ("de", a_figure(60.0))], most=120))
    assert two == pytest.approx(2 * one)
    assert one == pytest.approx(LENGTH / 4)


def test_the_interval_begins_and_ends_where_it_should() -> None:
    """Do the two caps stand at the low and the high edge?"""
    path = next(ElementTree.fromstring(bars("A chart", [("ca", a_figure())])).iter("path")).attrib["d"]
    low, _, high = [float(x) for x in re.findall(r"M([\d.]+)", path)]
    assert (low, high) == (LEFT + LENGTH * 0.25, LEFT + LENGTH * 0.75)


def test_no_bar_runs_out_of_the_chart() -> None:
    """Is a figure beyond the scale, or a scale of nothing, drawn within it?"""
    assert widths(bars("A chart", [("a", a_figure(3.0)), ("b", a_figure(-1.0))])) == [LENGTH, 0]
    assert widths(bars("A chart", [("a", a_figure(3.0))], most=0)) == [0]


def test_a_group_without_a_case_says_so() -> None:
    """Is a figure that does not exist told apart from nought?"""
    chart = bars("A chart", [("de", NONE)])
    assert widths(chart) == []
    assert "no case" in chart
    assert "no case" not in bars("A chart", [("de", a_figure(0.0))])


def test_a_figure_without_an_interval_has_none_drawn() -> None:
    """Is a bar drawn alone when its edges are not known?"""
    chart = bars("A chart", [("ca", a_figure(0.5, None, None))])
    assert len(widths(chart)) == 1
    assert "<path" not in chart


def test_a_chart_of_nothing() -> None:
    """Is an empty chart still a chart?"""
    assert widths(bars("A chart", [])) == []


def test_what_a_screen_reader_says() -> None:
    """Is the chart an image with a title, and is every label and figure written out?"""
    root = ElementTree.fromstring(bars("Outcome by language", [("en", a_figure(0.8)), ("de", NONE)]))
    assert root.attrib["role"] == "img"
    assert root.findtext("title") == "Outcome by language"
    texts = [t.text for t in root.iter("text")]
    assert {"en", "de", "80%", "0%", "50%", "100%"} <= set(texts)


def test_words_are_escaped() -> None:
    """Does a hostile label or title come out as text?"""
    chart = bars("<b>&</b>", [("<script>alert(1)</script>", a_figure())])
    assert "<script" not in chart
    assert "<b>" not in chart
    assert ElementTree.fromstring(chart).findtext("title") == "<b>&</b>"


def test_a_long_label_is_cut() -> None:
    """Does a label too long for its place end in an ellipsis?"""
    assert "a" * 27 + "…<" in bars("A chart", [("a" * 60, a_figure())])
    assert "…" not in bars("A chart", [("system/name-transliteration", a_figure())])
