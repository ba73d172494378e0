"""`instructions`: a prompt file says which variables it has; what is missing, unknown or unused is named before any model is asked."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import PROMPTS
from rights_assistant.engine.drafting import VARIABLES
from rights_assistant.engine.instructions import Instructions, fence, read_instructions
from rights_assistant.errors import KnowledgeError

HEAD = "---\nvariables: [question, law]\n---\n"
NEEDED = ("question", "law")


def written(folder: Path, text: str | bytes) -> Path:
    """A file of instructions."""
    path = folder / "told.md"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_what_is_read(tmp_path: Path) -> None:
    """Is the text without its head filled in, and a doubled dollar sign one dollar?"""
    told = read_instructions(written(tmp_path, HEAD + "Ask $question of ${law}; it costs $$5.\n"), NEEDED)
    assert told.variables == NEEDED
    assert told.filled(question="why", law="IRPA") == "Ask why of IRPA; it costs $5.\n"


def test_windows_line_ends(tmp_path: Path) -> None:
    """Does a file saved on Windows read the same?"""
    told = read_instructions(written(tmp_path, (HEAD + "$question\n$law\n").replace("\n", "\r\n")), NEEDED)
    assert told.filled(question="a", law="b") == "a\nb\n"


WRONG = [
    pytest.param("$question $law", "does not begin with a head", id="no head"),
    pytest.param("---\nvariables: [question, law]\n$question $law", "does not begin with a head", id="a head without an end"),
    pytest.param("---\nvariables: question\n---\n$question $law", "does not begin with a head", id="variables that are no list"),
    pytest.param("---\nvariables: [question, law]\nmodel: x\n---\n$question $law", "does not begin with a head", id="another key"),
    pytest.param("---\nvariables: [question, law\n---\n$question $law", "is not YAML", id="a head that is no YAML"),
    pytest.param(HEAD + "$question", "declares $law and does not use it", id="declared, not used"),
    pytest.param(HEAD + "$question $law $place", "uses $place, which its head does not declare", id="used, not declared"),
    pytest.param(
        "---\nvariables: [question, law, place]\n---\n$question $law $place",
        "declares $place, which nothing fills in",
        id="nobody's",
    ),
    pytest.param("---\nvariables: [question]\n---\n$question", "does not declare $law", id="one that is needed left out"),
    pytest.param(HEAD + "$question $law for 5 $ more", "a lone `$`", id="a lone dollar sign"),
    pytest.param(b"\xff" + HEAD.encode(), "cannot be read", id="not UTF-8"),
]


@pytest.mark.parametrize(("text", "says"), WRONG)
def test_what_is_wrong_is_named(tmp_path: Path, text: str | bytes, says: str) -> None:
    """Is each fault said with the file, the variable and a remedy?"""
    path = written(tmp_path, text)
    with pytest.raises(KnowledgeError) as raised:
        read_instructions(path, NEEDED)
    assert says in raised.value.problem
    assert str(path) in raised.value.problem
    assert raised.value.remedy


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """Is a missing file said as one?"""
    with pytest.raises(KnowledgeError, match="cannot be read"):
        read_instructions(tmp_path / "none.md", NEEDED)


@pytest.mark.parametrize(
    ("values", "says"),
    [
        pytest.param({"question": "why"}, "needs $law", id="a value left out"),
        pytest.param({"question": "why", "law": "IRPA", "key": "secret"}, "does not declare $key", id="a value nobody asked for"),
    ],
)
def test_what_is_filled_in(values: dict[str, str], says: str) -> None:
    """Is filling in too little or too much an error, so that nothing enters a prompt that its file does not show?"""
    with pytest.raises(KnowledgeError) as raised:
        Instructions(Path("told.md"), "$question $law", NEEDED).filled(**values)
    assert says in raised.value.problem


@given(st.text(), st.text())
def test_a_value_is_not_filled_in_again(question: str, law: str) -> None:
    """Do names with a dollar sign in what others wrote stay as they are?"""
    told = Instructions(Path("told.md"), "$question|$law", NEEDED)
    assert told.filled(question=question + "$law", law=law) == f"{question}$law|{law}"


@given(st.dictionaries(st.sampled_from(["question", "passages"]), st.text(), min_size=1))
def test_a_mark_that_cannot_be_held(data: dict[str, str]) -> None:
    """Does nothing that others wrote hold the mark that is made from it?"""
    mark = fence(data)
    assert len(mark) == 20
    assert all(mark not in text for text in data.values())
    assert fence({name: f"{text}{mark}" for name, text in data.items()}) != mark


def test_the_shipped_instructions() -> None:
    """Are the model's instructions whole, and is there no address, key or name of a provider in them?"""
    told = read_instructions(PROMPTS / "model" / "answer.md", VARIABLES)
    assert not [w for w in ("http", "api_key", "openai", "@") if w in told.text.lower()]
    assert told.text.count("$fence") == 5
