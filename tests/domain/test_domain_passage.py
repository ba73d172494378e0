"""What is searched and found: values that survive re-indexing and cannot be changed on the way."""

from dataclasses import FrozenInstanceError, replace

import pytest

from rights_assistant.domain.passage import Found, Hit, Passage, Role

PASSAGE = Passage(
    id="ca/irpa/s-72:en:what-it-says",
    document_id="ca/irpa/s-72",
    kind="note",
    jurisdiction="ca",
    language="en",
    role=Role.TEXT,
    text="You have 15 days if the matter arose in Canada.",
)


@pytest.mark.parametrize(
    ("value", "field"),
    [
        pytest.param(PASSAGE, "text", id="a passage, because its words are quoted"),
        pytest.param(Hit(PASSAGE.id, 0.7), "score", id="a hit, because finders are compared"),
        pytest.param(Found(PASSAGE.document_id, 0.8, 0.7, 0.03), "near", id="a document found, because it is ranked"),
    ],
)
def test_what_was_found_stays_as_it_was(value: object, field: str) -> None:
    """Can a step after the search change what the search found?"""
    with pytest.raises(FrozenInstanceError):
        setattr(value, field, None)


def test_equal_passages_are_one() -> None:
    """Are two passages with the same words one, and a changed word another?"""
    twin, changed = replace(PASSAGE), replace(PASSAGE, text="You have 60 days.")
    assert {PASSAGE, twin, changed} == {PASSAGE, changed}
    assert len({PASSAGE, twin, changed}) == 2


@pytest.mark.parametrize(
    ("word", "role"),
    [
        pytest.param("text", Role.TEXT, id="words that can be cited"),
        pytest.param("ask", Role.ASK, id="a question that only leads to its document"),
        pytest.param("name", Role.NAME, id="a name that only leads to its document"),
    ],
)
def test_a_role_is_stored_as_its_word(word: str, role: Role) -> None:
    """Does a role come back from the index as the role that went in?"""
    assert Role(word) is role
    assert f"{role}" == word
