"""`publishers.charter_rst`: sections, marginal notes and subsections of a Charter in reStructuredText."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mirror import MIRROR, on_real_files
from rights_assistant.adapters.publishers import charter_rst
from rights_assistant.domain.official import Format, OfficialText, Publication, Unit
from rights_assistant.errors import OfficialError
from soundness import addresses, is_faithful, is_sound, is_sound_or_refused

FIXTURE = (Path(__file__).parent / "fixtures" / "charter.rst").read_text("utf-8")


def loaded(text: str = FIXTURE) -> OfficialText:
    return charter_rst.load(text.encode(), Publication("ca/charter", "en", Format.CHARTER_RST, "the lantern file"))


def test_sections_have_their_notes_as_headings_and_stand_under_their_groups() -> None:
    text = loaded()
    is_sound(text)
    assert text.title == "CHARTER OF LAMPTON"
    assert [(p.id.removeprefix("ca/charter/"), p.unit, p.label, p.heading, p.under) for p in text.provisions] == [
        ("preamble", Unit.PREAMBLE, "", "", ()),
        ("s-1", Unit.SECTION, "1.", "Light in Lampton", ("GUARANTEE OF LIGHT",)),
        ("s-2", Unit.SECTION, "2.", "Lanterns", ("GUARANTEE OF LIGHT",)),
        ("s-3", Unit.SECTION, "3.", "Lamps of the town", ("OFFICIAL LAMPS",)),
        ("s-3.1", Unit.SECTION, "3.1.", "", ("OFFICIAL LAMPS",)),
    ]


def test_lines_are_joined_to_blocks_and_labels_begin_new_ones() -> None:
    text = loaded()
    assert text.provisions[0].text == "Whereas Lampton is founded upon light:"
    assert text.provisions[2].text == "Everyone has\n(a) a lantern; and\n(b) a wick,\nwhich nobody may take."
    assert (
        text.provisions[3].text
        == "(1) The town has lamps of oil and lamps of gas.\n(2) The port has lamps that\n(a) turn; and\n(i) blink."
    )


def test_subsections_and_paragraphs_have_addresses() -> None:
    assert addresses(loaded()) == {
        "s-2/par-a",
        "s-2/par-b",
        "s-3/ss-1",
        "s-3/ss-2",
        "s-3/ss-2/par-a",
        "s-3/ss-2/par-a/sub-i",
        "s-3.1/ss-1",
    }


def test_a_note_within_a_section_is_no_part_of_it() -> None:
    assert not any("Lamps of the port" in p.text or "Lamps of the port" in p.heading for p in loaded().provisions)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("", "is empty", id="empty"),
        pytest.param("======\nLAMPS\n======\n\nWhereas lamps burn.\n", "holds no provisions", id="a preamble alone"),
        pytest.param(FIXTURE.replace("2. Everyone", "1. Everyone"), "has ca/charter/s-1 twice", id="a section twice"),
        pytest.param("1.\n\nLAMPS\n=====\n", "has no words in 1.", id="no words"),
        pytest.param("<html>1. Not found</html>", "is a web page", id="a page"),
    ],
)
def test_a_wrong_file_is_refused_by_name(text: str, says: str) -> None:
    with pytest.raises(OfficialError, match="the lantern file") as raised:
        loaded(text)
    assert says in str(raised.value)


@settings(deadline=None)
@given(st.text(alphabet="=-\n 12.()abLamp", max_size=60), st.integers(0, len(FIXTURE)))
def test_any_text_gives_a_text_or_an_official_error(put: str, at: int) -> None:
    is_sound_or_refused(lambda: loaded(FIXTURE[:at] + put + FIXTURE[at:]))


@on_real_files
def test_the_real_charter_has_its_sections() -> None:
    raw = (MIRROR / "ca/charter/en.rst").read_text("utf-8")
    text = loaded(raw)
    there = re.findall(r"(?m)^(\d+(?:\.\d)?)\.? ?(?:$|\s|[A-Z])", raw)
    assert [s.id.removeprefix("ca/charter/s-") for s in text.of(Unit.SECTION)] == there
    assert there == [*map(str, range(1, 17)), "16.1", *map(str, range(17, 35))]
    is_sound(text)
    is_faithful(text, raw)
    labels = len(re.findall(r"(?m)^ *\((?:\d|[a-z])\) ", raw))
    assert sum(len(s.parts) for s in text.of(Unit.SECTION)) == labels
    found = text.find("ca/charter/s-15/ss-1")
    assert found
    assert found[1]
    assert found[0].heading.startswith("Equality before and under law")
    # The copy indents paragraph (i) of section 11 as if it were below (h).
    assert text.find("ca/charter/s-11/par-i")
