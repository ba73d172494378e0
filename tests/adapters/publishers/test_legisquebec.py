"""`publishers.legisquebec`: sections of a Québec Act, its paragraphs by the ids of the page."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import html

from mirror import MIRROR, on_real_files
from rights_assistant.adapters.publishers import legisquebec
from rights_assistant.domain.official import Format, OfficialText, Publication, Unit
from rights_assistant.errors import OfficialError
from soundness import addresses, is_faithful, is_sound, is_sound_or_refused

FIXTURE = (Path(__file__).parent / "fixtures" / "legisquebec.html").read_text("utf-8")


def loaded(text: str = FIXTURE) -> OfficialText:
    return legisquebec.load(text.encode(), Publication("ca/qc", "en", Format.LEGISQUEBEC, "the lantern file", locator="lamp"))


def test_sections_have_ids_labels_and_headings_above_them() -> None:
    text = loaded()
    is_sound(text)
    assert (text.title, text.as_of) == ("Lantern Act", date(2026, 3, 1))
    assert [(p.id, p.unit, p.label, p.heading, p.under) for p in text.provisions] == [
        ("ca/qc/lamp-1", Unit.SECTION, "1.", "", ("DIVISION I LIGHT", "§ 1. — Streets")),
        ("ca/qc/lamp-12.1", Unit.SECTION, "12.1.", "", ("DIVISION I LIGHT", "§ 1. — Streets")),
    ]


def test_what_the_page_hides_and_its_history_are_left_out() -> None:
    assert loaded().provisions[0].text.split("\n") == [
        "Every street must have",
        "1° a lantern, under the Wick Act (chapter W-1);",
        "1.1° a wick that",
        "a) burns.",
        "The street keeps both.",
        "Lamps rest.",
    ]


def test_the_ids_of_the_page_are_the_addresses() -> None:
    text = loaded()
    assert addresses(text) == {
        "lamp-1/ss-1",
        "lamp-1/ss-1/par-1",
        "lamp-1/ss-1/par-1.1",
        "lamp-1/ss-1/par-1.1/sub-a",
        "lamp-1/ss-2",
    }
    found = text.find("ca/qc/lamp-1/ss-1")
    assert found
    assert found[1]
    assert found[0].words_of(found[1]).endswith("The street keeps both.")
    assert [part.label for part in text.provisions[0].parts] == ["", "1°", "1.1°", "a)", ""]


def test_a_repealed_section_keeps_the_word_that_says_so() -> None:
    assert loaded().provisions[1].text == "(Repealed)."


def test_without_a_date_on_the_page_there_is_none() -> None:
    assert loaded(FIXTURE.replace("À jour au", "Autour du")).as_of is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("", "is empty", id="empty"),
        pytest.param("<html><body>Erreur 404</body></html>", "is not the page that was asked for", id="an error page"),
        pytest.param(FIXTURE.replace("</html>", ""), "is cut short", id="cut short"),
        pytest.param(FIXTURE.replace("Label-Section", "Label"), "has a section without a number", id="no number"),
        pytest.param(FIXTURE.replace('"se:12_1"', '"se:1"'), "has ca/qc/lamp-1 twice", id="a section twice"),
        pytest.param(FIXTURE.replace("(Repealed).", ""), "has no words in 12.1.", id="no words"),
    ],
)
def test_a_wrong_page_is_refused_by_name(text: str, says: str) -> None:
    with pytest.raises(OfficialError, match="the lantern file") as raised:
        loaded(text)
    assert says in str(raised.value)


@example(put="S", at=1624)  # an id in another form than the publisher's
@settings(deadline=None)
@given(st.text(alphabet="<div>/ class=\"Subsection\"id='se:1-p1' ", max_size=60), st.integers(0, len(FIXTURE)))
def test_any_page_gives_a_text_or_an_official_error(put: str, at: int) -> None:
    is_sound_or_refused(lambda: loaded(FIXTURE[:at] + put + FIXTURE[at:]))


@on_real_files
def test_the_real_act_has_its_sections_and_their_parts() -> None:
    data = (MIRROR / "ca/qc-loi-25/en.html").read_bytes()
    root: Any = html.fromstring(data)
    text = legisquebec.load(data, Publication("ca/qc", "en", Format.LEGISQUEBEC, "the lantern file", locator="loi-25"))
    is_sound(text)
    assert len(text.provisions) == len(root.xpath("//div[@class='section'][starts-with(@id, 'se:')]")) == 179
    places = root.xpath("//div[@class='section']//div[starts-with(@id, 'se:')]/@id")
    assert sum(len(p.parts) for p in text.provisions) == len(places)
    assert text.as_of == date(2026, 2, 23)
    for hidden in root.xpath("//*[contains(@class, 'Hidden')]"):
        hidden.drop_tree()
    is_faithful(text, root.text_content())
    found = text.find("ca/qc/loi-25-12.1/ss-2/par-2")
    assert found
    assert found[1]
    assert found[1].label == "2°"
    assert "principal factors" in found[0].words_of(found[1])
