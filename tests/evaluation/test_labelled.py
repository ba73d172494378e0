"""`evaluation.labelled`: lines read with their place, and a part held back by what nobody chooses."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rights_assistant.errors import CaseError
from rights_assistant.evaluation.labelled import is_held_back, rows_of


def test_each_object_with_its_line(tmp_path: Path) -> None:
    """Are blank lines passed over, and the others told by file and line?"""
    path = tmp_path / "x.jsonl"
    path.write_text('{"a": 1}\n\n{"b": 2}\n', "utf-8")
    assert list(rows_of(path)) == [(f"{path}:1", {"a": 1}), (f"{path}:3", {"b": 2})]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        pytest.param(b"{}\nno", "x.jsonl:2 is not JSON", id="no JSON"),
        pytest.param(b"[1]", "x.jsonl:1 is no object", id="another value"),
        pytest.param(b"\xff\xfe", "x.jsonl cannot be read", id="no text"),
        pytest.param(None, "x.jsonl cannot be read", id="no file"),
    ],
)
def test_a_flaw_is_named(content: bytes | None, problem: str, tmp_path: Path) -> None:
    """Does the error name the file and the line?"""
    path = tmp_path / "x.jsonl"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CaseError, match=problem.replace(".", r"\.")):
        list(rows_of(path))


@given(st.text(), st.integers(0, 9))
def test_more_for_fitting_holds_less_back(id: str, tenths: int) -> None:
    """Does an example that is for fitting stay so when more are, and is none held back when all are?"""
    assert is_held_back(id, tenths) or not is_held_back(id, tenths + 1)
    assert is_held_back(id, 0)
    assert not is_held_back(id, 10)
