"""`publishers.plain`: text decoded without trust, and the last look at what a loader found."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rights_assistant.adapters.publishers import plain
from rights_assistant.domain.official import Format, OfficialProvision, Part, Publication, Unit
from rights_assistant.errors import OfficialError

PUBLICATION = Publication("int/lamps", "en", Format.TREATY_JSON, "the lantern file", as_of=date(2020, 1, 2))


def a_provision(
    number: int = 1, text: str = "Lamps.", unit: Unit = Unit.ARTICLE, parts: tuple[Part, ...] = ()
) -> OfficialProvision:
    return OfficialProvision(f"int/lamps/art-{number}", unit, f"Article {number}", "", text, parts)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b" \n\t ", "is empty"),
        (b"ab\xffc", "is no UTF-8 text: byte 3 is wrong"),
        (b"a\0b", "is no text: there is a zero byte at 2"),
        (b"\n<!doctype HTML><p>Not found", "is a web page"),
        (b"<html><p>Not found", "is a web page"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(OfficialError) as raised:
        plain.decoded(data, PUBLICATION)
    assert says in str(raised.value)
    assert "sources fetch" in raised.value.remedy


def test_a_text_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain, "LARGEST", 3)
    assert plain.decoded(b"abc", PUBLICATION) == "abc"
    with pytest.raises(OfficialError, match="has 4 bytes, more than the 3"):
        plain.decoded(b"abcd", PUBLICATION)


def test_the_mark_at_the_beginning_goes_and_letters_are_composed() -> None:
    assert plain.decoded("\ufeffcafe\u0301".encode(), PUBLICATION) == "café"


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        pytest.param(
            "The Streets,Considering lamps;Noting fog.", ["The Streets,", "Considering lamps;", "Noting fog."], id="joints"
        ),
        pytest.param("The Streets, Considering", ["The Streets, Considering"], id="a blank is no joint"),
        pytest.param("Lampton.DONE at noon", ["Lampton.", "DONE at noon"], id="closing words"),
        pytest.param("the U.S.Government", ["the U.S.Government"], id="initials"),
        pytest.param("e.g.lamps", ["e.g.lamps"], id="small letters"),
        pytest.param(" ", [], id="nothing"),
    ],
)
def test_lost_line_breaks_are_found(text: str, blocks: list[str]) -> None:
    assert plain.blocks_at_joints(text) == blocks


@settings(deadline=None)
@given(st.text(max_size=60))
def test_cutting_loses_no_word(text: str) -> None:
    assert "".join("".join(plain.blocks_at_joints(text)).split()) == "".join(text.split())


@pytest.mark.parametrize(
    "line",
    ["IN FAITH WHEREOF we sign", "In witness whereof we sign", "Done at Lampton", "TEN BLIJKE WAARVAN", "GEDAAN te", "下列簽署人"],
)
def test_closing_words_are_told_from_the_article(line: str) -> None:
    assert plain.testimonium(["Lamps.", line, "Signed"]) == (["Lamps."], [line, "Signed"])


def test_an_article_of_closing_words_alone_stays_whole() -> None:
    assert plain.testimonium(["Done at noon, lamps are put out."]) == (["Done at noon, lamps are put out."], [])
    assert plain.testimonium([]) == ([], [])


def test_days_are_read_and_days_that_are_none_are_not() -> None:
    months = ["january", "february"]
    assert plain.day_named(months, "3", "February", "2020") == date(2020, 2, 3)
    assert plain.day_named(months, "30", "February", "2020") is None
    assert plain.day_named(months, "3", "Brumaire", "2020") is None


def test_the_day_of_the_file_is_preferred_to_that_of_the_list() -> None:
    assert plain.sealed(PUBLICATION, "", [a_provision()]).as_of == date(2020, 1, 2)
    assert plain.sealed(PUBLICATION, "", [a_provision()], date(2021, 1, 1)).as_of == date(2021, 1, 1)


@pytest.mark.parametrize(
    ("provisions", "says"),
    [
        pytest.param([], "holds no provisions", id="nothing"),
        pytest.param([a_provision(unit=Unit.PREAMBLE)], "holds no provisions", id="a preamble alone"),
        pytest.param([a_provision(text="")], "has no words in Article 1", id="no words"),
        pytest.param([a_provision(), a_provision()], "has int/lamps/art-1 twice", id="a provision twice"),
        pytest.param(
            [a_provision(), a_provision(2, parts=(Part("int/lamps/art-1", "", 0, 1),))],
            "has int/lamps/art-1 twice",
            id="a part twice",
        ),
        pytest.param(
            [a_provision(parts=(Part("int/lamps/art-1/par-1", "", 0, 9),))],
            "has int/lamps/art-1/par-1 in the wrong",
            id="past the end",
        ),
        pytest.param(
            [a_provision(parts=(Part("int/lamps/art-1/par-1", "", 2, 2),))], "has int/lamps/art-1/par-1 in the wrong", id="no words"
        ),
        pytest.param(
            [a_provision(parts=(Part("int/lamps/art-1/par-1", "", 0, 4), Part("int/lamps/art-1/par-2", "", 1, 2)))],
            "has int/lamps/art-1/par-2 in the wrong place",
            id="within another",
        ),
        pytest.param(
            [a_provision(parts=(Part("int/lamps/art-1/par-1", "", 0, 4), Part("int/lamps/art-1/par-1/pt-a", "", 3, 6)))],
            "has int/lamps/art-1/par-1/pt-a in the wrong place",
            id="across",
        ),
    ],
)
def test_what_is_no_instrument_is_refused(provisions: list[OfficialProvision], says: str) -> None:
    with pytest.raises(OfficialError, match=f"the lantern file {says}"):
        plain.sealed(PUBLICATION, "", provisions)
