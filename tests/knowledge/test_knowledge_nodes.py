"""A file of maps within maps, read key by key: each fault has its line and its keys."""

import re
from pathlib import Path

import pytest

from rights_assistant.domain.official import Unit
from rights_assistant.knowledge.faults import Faults
from rights_assistant.knowledge.nodes import Node, top

TEXT = """\
name: Lantern
lit: true
by: [people, "the moon"]
inner:
  one: 1
  two: 2
rows:
  - a: x
  - a: y
empty:
"""


def read(text: str = TEXT) -> tuple[Node, Faults]:
    """The top of a file that has one."""
    faults = Faults(Path("file.yaml"))
    node = top(text, faults)
    assert node is not None
    return node, faults


def said(faults: Faults) -> list[tuple[int, str]]:
    """The line and the key of each fault."""
    return [(f.line, f.key) for f in faults.found]


def test_everything_sound_is_read_without_a_fault() -> None:
    """Does each kind of value come as what it is, and text always as text?"""
    node, faults = read()
    assert node.keys == ["name", "lit", "by", "inner", "rows", "empty"]
    assert node.text("name") == "Lantern"
    assert node.flag("lit") is True
    assert node.flag("dark") is False
    assert node.texts("by") == ["people", "the moon"]
    assert node.texts("none") == []
    assert node.pairs("inner") == {"one": "1", "two": "2"}
    assert node.pairs("none") == {}
    assert [row.text("a") for row in node.items("rows")] == ["x", "y"]
    assert node.text("empty", required=False) == ""
    assert node.matching("name", re.compile("[A-Za-z]+"), "") == "Lantern"
    node.close()
    assert faults.found == []


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "word\n", "a: [\n", "a: b: c\n", "\t\n"])
def test_a_file_that_is_no_map(text: str) -> None:
    """Is it one fault, and nothing to read?"""
    faults = Faults(Path("file.yaml"))
    assert top(text, faults) is None
    assert len(faults.found) == 1
    assert faults.found[0].remedy


def test_faults_have_their_line_and_the_keys_that_lead_there() -> None:
    """Is each wrong value told where it stands?"""
    node, faults = read("a: {x: 1}\nb: many\nc:\n  d: [1]\nlist: word\nmaps: [1, {k: v}]\n")
    assert node.text("a") == ""
    assert node.flag("b") is False
    inner = node.child("c")
    assert inner is not None
    assert inner.text("d") == ""
    assert node.texts("list") == []
    assert [row.text("k") for row in node.items("maps")] == ["v"]
    assert node.child("b") is None
    assert said(faults) == [(1, "a"), (2, "b"), (4, "c.d"), (5, "list"), (6, "maps[1]"), (2, "b")]


def test_what_is_missing_is_told_at_the_map_that_lacks_it() -> None:
    """Is the line that of the map?"""
    node, faults = read("first: 1\ninner:\n  x: 1\n")
    inner = node.child("inner")
    assert inner is not None
    inner.text("title")
    list(inner.items("rows"))
    assert inner.child("below") is None
    assert said(faults) == [(2, "inner.title"), (2, "inner.rows"), (2, "inner.below")]


def test_a_word_of_an_enum() -> None:
    """Is another one a fault that names those that may stand there?"""
    node, faults = read("unit: article\nother: chapter\nempty:\n")
    assert node.member("unit", Unit) is Unit.ARTICLE
    assert node.member("other", Unit) is None
    assert node.member("empty", Unit) is None
    assert "recital" in faults.found[0].remedy
    assert said(faults) == [(2, "other"), (3, "empty")]


def test_a_key_that_stands_twice() -> None:
    """Is it told at the second place?"""
    _, faults = read("a: 1\nb: 2\na: 3\n")
    assert said(faults) == [(3, "a")]


def test_a_key_that_nobody_asked_for() -> None:
    """Is it a fault, with the keys that may stand there?"""
    node, faults = read("name: 1\nnmae: 2\n")
    node.text("name")
    node.close()
    assert said(faults) == [(2, "nmae")]
    assert faults.found[0].remedy == "Remove it, or use one of: name."


def test_children_by_key() -> None:
    """Does each map come with its key, and is what is no map a fault?"""
    node, faults = read("en: {a: 1}\nfr: word\nde: {a: 2}\n")
    assert [(key, child.text("a")) for key, child in node.children()] == [("en", "1"), ("de", "2")]
    assert said(faults) == [(2, "fr")]


@pytest.mark.parametrize("text", ["", "a: 1\n"])
def test_an_empty_list(text: str) -> None:
    """Is a list without an item a fault?"""
    node, faults = read(f"{text}rows: []\n")
    assert list(node.items("rows")) == []
    assert len(faults.found) == 1
