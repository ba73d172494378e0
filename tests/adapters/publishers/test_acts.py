"""`acts`: the tree of an EU act, what in it is quoted, and the addresses that come of it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rights_assistant.adapters.publishers.acts import (
    ANNEX,
    ARTICLE,
    RECITAL,
    Block,
    Content,
    Setting,
    Step,
    gathered,
    headed,
    opens_quotation,
    point,
    provision,
    settled,
)
from rights_assistant.domain.official import OfficialProvision, Unit


def par(label: str, *inside: str | Block, known: str = "") -> Block:
    """A numbered paragraph."""
    return Block(Step.PARAGRAPH, label, inside, known)


def quoted(*inside: str | Block, label: str = "") -> Block:
    """Words of another act."""
    return Block(Step.QUOTED, label, inside)


def made(content: Content, setting: Setting = ARTICLE, id: str = "eu/lantern/art-3") -> OfficialProvision:
    """A provision of some content."""
    return provision(id, Unit.ARTICLE, ("Article 3", "Lamps"), content, setting, ("CHAPTER I",))


def addressed(found: OfficialProvision) -> dict[str, str]:
    """What follows the id in each address, and the words there."""
    return {part.id.removeprefix(found.id): found.words_of(part) for part in found.parts}


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        pytest.param("‘2. For such lamps", True, id="a quotation that goes on"),
        pytest.param("‘lamp’ means a light", False, id="a defined term"),
        pytest.param("‘2. The keeper’s lamps", True, id="an apostrophe closes nothing"),
        pytest.param("‘2. The keepers’ lamps", False, id="one after an s is taken for the end"),
        pytest.param("«5. Pour les lampes", True, id="in French"),
        pytest.param("«lampe», une lumière", False, id="a defined term in French"),
        pytest.param("„3. Dla lamp", True, id="in Polish"),
        pytest.param("The ‘lamp’", False, id="not at the start"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_what_opens_a_quotation(text: str, opens: bool) -> None:
    assert opens_quotation(text) is opens


@pytest.mark.parametrize(
    ("content", "addresses"),
    [
        pytest.param(["One.", "Two."], ["/par-1", "/par-2"], id="lines are counted"),
        pytest.param(["One:", point("(a)", ["x"])], ["/par-1", "/pt-a"], id="a point without a paragraph number"),
        pytest.param([par("1.", "x"), par("2.", "y")], ["/par-1", "/par-2"], id="numbered paragraphs"),
        pytest.param(["Before.", par("1.", "x")], ["/par-1"], id="a line beside numbered ones is not counted"),
        pytest.param(
            [par("1.", "x:", point("(a)", ["y:", point("(i)", ["z"])]))], ["/par-1", "/par-1/pt-a", "/par-1/pt-a/pt-i"], id="nested"
        ),
        pytest.param([par("1 bis.", "x", known="1a")], ["/par-1a"], id="what the publisher gives beside the label"),
        pytest.param([par("1 bis.", "x")], ["/par-1a"], id="and what can be read in it"),
        pytest.param([par("1.", "x", point("—", ["y", point("(a)", ["z"])]))], ["/par-1"], id="nothing within what has no address"),
        pytest.param(["x:", quoted("y", point("(a)", ["z"]))], ["/par-1"], id="nothing within a quotation"),
        pytest.param(["x:", Block(Step.TABLE, "", ("a | b", "c | d"))], ["/par-1"], id="rows of a table are not counted"),
        pytest.param(
            [par("1.", "x:", point("(a)", ["y"]), "z:", point("(a)", ["w"]), "v:", point("(a)", ["u"]))],
            ["/par-1", "/par-1/pt-a", "/par-1/sub-2/pt-a", "/par-1/sub-3/pt-a"],
            id="a second and a third list in a paragraph",
        ),
        pytest.param(
            ["x:", point("(a)", ["y"]), "z:", point("(a)", ["w"])],
            ["/par-1", "/pt-a", "/par-2", "/par-2/pt-a"],
            id="the same without paragraphs",
        ),
        pytest.param([par("1.", "x"), par("1.", "y")], ["/par-1", "/sub-1/par-1"], id="a number twice"),
    ],
)
def test_addresses_of_an_article(content: Content, addresses: list[str]) -> None:
    assert list(addressed(made(content))) == addresses


@pytest.mark.parametrize(
    ("content", "addresses"),
    [
        pytest.param([point("7.", ["x:", point("(a)", ["y"])])], ["-7", "-7/pt-a"], id="a point of an annex"),
        pytest.param(["x", point("(a)", ["y"])], ["-a"], id="its lines are not counted"),
        pytest.param([headed(["Section B. Lamps"], [point("1.", ["y"])])], ["-b", "-b/pt-1"], id="a section"),
        pytest.param([headed(["Lamps"], [point("1.", ["y"])])], ["-1"], id="a heading without a number"),
    ],
)
def test_addresses_of_an_annex(content: Content, addresses: list[str]) -> None:
    assert list(addressed(made(content, ANNEX, "eu/lantern/annex-3"))) == addresses


def test_a_recital_has_points_but_no_paragraphs() -> None:
    assert addressed(made(["x:", point("(a)", ["y"])], RECITAL)) == {"/pt-a": "(a) y"}


def test_the_text_has_a_line_for_each_block() -> None:
    found = made([par("1.", "A keeper\u00a0 shall:", point("(a)", ["hang;"]), point("—", ["wait."]), "And more.")])
    assert found.text == "1. A keeper shall:\n(a) hang;\n— wait.\nAnd more."
    assert (found.label, found.heading, found.under) == ("Article 3", "Lamps", ("CHAPTER I",))
    assert addressed(found) == {"/par-1": found.text, "/par-1/pt-a": "(a) hang;"}


@pytest.mark.parametrize(
    ("lines", "step", "label", "mark", "first"),
    [
        pytest.param(["1. Oil"], Step.POINT, "1.", "1", "Oil", id="a number"),
        pytest.param(["1.Oil"], Step.POINT, "1.", "1", "Oil", id="a number without a blank"),
        pytest.param(["4.2. Oil"], Step.POINT, "4.2.", "4.2", "Oil", id="two numbers"),
        pytest.param(["a. Oil"], Step.POINT, "a.", "a", "Oil", id="a letter"),
        pytest.param(["Section A. Oil"], Step.SECTION, "Section A.", "a", "Oil", id="a section"),
        pytest.param(["Section B — Oil"], Step.SECTION, "Section B", "b", "— Oil", id="a section and a dash"),
        pytest.param(["Section 1", "Oil"], Step.SECTION, "Section 1", "1", "Oil", id="its name on a line of its own"),
        pytest.param(["Part II Oil"], Step.SECTION, "Part II", "2", "Oil", id="a Roman number"),
        pytest.param(["Part I"], Step.SECTION, "Part I", "1", None, id="the first of them, alone"),
        pytest.param(["Oil for all"], Step.SECTION, "", "", "Oil for all", id="words alone"),
    ],
)
def test_headings_within_an_annex(lines: list[str], step: Step, label: str, mark: str, first: str | None) -> None:
    found = headed(lines)
    assert (found.step, found.label, found.mark) == (step, label, mark)
    assert next(iter(found.inside), None) == first


@pytest.mark.parametrize(
    ("content", "steps"),
    [
        pytest.param(
            [point("‘(g)", ["x;"]), point("(h)", ["y.’"]), point("(b)", ["z"])],
            [Step.QUOTED, Step.QUOTED, Step.POINT],
            id="until it is closed",
        ),
        pytest.param([point("‘(g)", ["x.’;"]), point("(b)", ["z"])], [Step.QUOTED, Step.POINT], id="closed at once"),
        pytest.param(["‘4. For lamps:", point("(a)", ["y"])], [Step.QUOTED, Step.QUOTED], id="a line opens it"),
        pytest.param(["‘lamp’ means:", point("(a)", ["y"])], [None, Step.POINT], id="a defined term does not"),
        pytest.param([point("(1)", ["x"]), point("(2)", ["y"])], [Step.POINT, Step.POINT], id="nothing is quoted"),
    ],
)
def test_what_is_quoted(content: Content, steps: list[Step | None]) -> None:
    assert [piece.step if isinstance(piece, Block) else None for piece in settled(content)] == steps


def test_a_sign_alone_ends_the_line_before_it() -> None:
    assert settled(["one", ";", "two"]) == ["one;", "two"]
    assert settled([point("(a)", ["one", point("(i)", ["two"])]), "."]) == [point("(a)", ["one", point("(i)", ["two."])])]
    assert settled([point("(a)", []), "."]) == [point("(a)", ["."])]
    assert settled([";", "one"]) == [";", "one"]


def test_what_follows_a_paragraph_belongs_to_it() -> None:
    found = gathered(["before", par("1.", "x"), point("(a)", ["y"]), "z", par("2.", "w")])
    assert found == ["before", par("1.", "x", point("(a)", ["y"]), "z"), par("2.", "w")]


LABELS = st.sampled_from(["1.", "2.", "(a)", "(b)", "(i)", "—", "‘(g)", "1 bis."])
TREES = st.recursive(
    st.text("ab ‘’.;", min_size=1, max_size=8).map(str.strip).filter(bool),
    lambda inner: st.builds(Block, st.sampled_from(Step), LABELS, st.lists(inner, min_size=1, max_size=4).map(tuple)),
    max_leaves=14,
)


@settings(deadline=None)
@given(st.lists(TREES, min_size=1, max_size=6), st.sampled_from([ARTICLE, ANNEX, RECITAL]))
def test_parts_of_any_tree_are_whole(content: list[str | Block], setting: Setting) -> None:
    """Is each address there once, and does each part lie in its outer one and begin with its label?"""
    found = made(gathered(settled(content)), setting)
    ids = [part.id for part in found.parts]
    assert len(ids) == len(set(ids))
    ends = [len(found.text)]
    for part in found.parts:
        while len(ends) > 1 and ends[-1] <= part.start:
            ends.pop()
        assert part.start < part.end <= ends[-1]
        assert found.words_of(part).startswith(part.label)
        ends.append(part.end)
