"""Patterns of a file: written out with the words they share, and every mistake named with its mend."""

from pathlib import Path

import pytest

from rights_assistant.errors import KnowledgeError
from rights_assistant.patterns import compiled, plain

HERE = Path("premises/en.yaml")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("My Complaint", "my complaint", id="small letters"),
        pytest.param("It’s", "it's", id="a straight apostrophe"),
        pytest.param("ÜBER", "über", id="letters of other alphabets"),
    ],
)
def test_a_text_is_made_plain(text: str, expected: str) -> None:
    """Is a text looked at as the patterns are written?"""
    assert plain(text) == expected


@pytest.mark.parametrize(
    ("pattern", "classes", "sees", "spares"),
    [
        pytest.param(r"\bstops\b", {}, "it stops", "it stopped", id="no class"),
        pytest.param("<WHO> stops", {"WHO": "she|he"}, "he stops", "stops", id="a class of several words"),
        pytest.param("<WHO> stops", {"WHO": "<ONE>|they", "ONE": "it"}, "it stops", "we stop", id="a class that names another"),
    ],
)
def test_a_pattern_is_written_out(pattern: str, classes: dict[str, str], sees: str, spares: str) -> None:
    """Does a pattern see what its classes hold, and nothing else?"""
    made = compiled(pattern, HERE, "rule", classes)
    assert made.search(sees)
    assert not made.search(spares)


@pytest.mark.parametrize(
    ("pattern", "classes", "problem", "remedy"),
    [
        pytest.param("(", {}, "premises/en.yaml: 'rule' has a pattern that is not one", "Mend '('", id="no pattern"),
        pytest.param("<NO>", {"WHO": "he"}, "names the unknown class <NO>", "Add it under `classes`: WHO", id="an unknown class"),
        pytest.param("<NO>", {}, "names the unknown class <NO>", "none yet", id="no classes at all"),
        pytest.param("<A>", {"A": "<B>", "B": "<A>"}, "names itself", "Take the circle out", id="a circle"),
    ],
)
def test_a_bad_pattern_is_named(pattern: str, classes: dict[str, str], problem: str, remedy: str) -> None:
    """Does a bad pattern name the file, the rule and the mend?"""
    with pytest.raises(KnowledgeError) as caught:
        compiled(pattern, HERE, "rule", classes)
    assert problem in caught.value.problem
    assert remedy in caught.value.remedy
