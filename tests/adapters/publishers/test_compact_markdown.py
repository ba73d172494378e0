"""`publishers.compact_markdown`: the objectives of the Global Compact with their actions."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mirror import MIRROR, on_real_files
from rights_assistant.adapters.publishers import compact_markdown
from rights_assistant.domain.official import Format, OfficialText, Publication, Unit
from rights_assistant.errors import OfficialError
from soundness import addresses, is_faithful, is_sound, is_sound_or_refused

FIXTURE = (Path(__file__).parent / "fixtures" / "compact.md").read_text("utf-8")


def loaded(text: str = FIXTURE) -> OfficialText:
    return compact_markdown.load(text.encode(), Publication("int/gcm", "en", Format.COMPACT_MARKDOWN, "the lantern file"))


def test_objectives_have_titles_and_their_actions_are_points() -> None:
    text = loaded()
    is_sound(text)
    assert [(p.id, p.unit, p.label, p.heading) for p in text.provisions] == [
        ("int/gcm/obj-1", Unit.OTHER, "Objective 1", "Count the lanterns"),
        ("int/gcm/obj-2", Unit.OTHER, "Objective 2", "Mend the lanterns"),
    ]
    assert addresses(text) == {"obj-1/pt-a", "obj-1/pt-b", "obj-1/pt-c", "obj-2/pt-a"}
    assert text.provisions[1].text == "a. Buy glass."


def test_the_headings_that_the_file_adds_are_left_out() -> None:
    assert "Associated" not in loaded().provisions[0].text


def test_an_objective_that_repeats_another_is_left_out() -> None:
    assert loaded().find("int/gcm/obj-3") is None
    assert loaded(FIXTURE.replace("Buy glass.", "Buy oil.", 1)).find("int/gcm/obj-3")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("", "is empty", id="empty"),
        pytest.param("# Lanterns\n- a. Count.", "holds no provisions", id="no objectives"),
        pytest.param(FIXTURE.replace("## Title: Count the lanterns\n", ""), "has no title for objective 1", id="no title"),
        pytest.param(FIXTURE.replace("# Objective 2", "# Objective 1"), "has int/gcm/obj-1 twice", id="a number twice"),
        pytest.param("# Objective 1\n## Title: Lamps\n", "has no words in Objective 1", id="no actions"),
        pytest.param("<!DOCTYPE html><p>Not found", "is a web page", id="a page"),
    ],
)
def test_a_wrong_file_is_refused_by_name(text: str, says: str) -> None:
    with pytest.raises(OfficialError, match="the lantern file") as raised:
        loaded(text)
    assert says in str(raised.value)


@settings(deadline=None)
@given(st.text(alphabet="# Objective12\n-a.:Title", max_size=60), st.integers(0, len(FIXTURE)))
def test_any_text_gives_a_text_or_an_official_error(put: str, at: int) -> None:
    is_sound_or_refused(lambda: loaded(FIXTURE[:at] + put + FIXTURE[at:]))


@on_real_files
def test_the_real_compact_has_its_objectives_but_the_one_whose_words_are_anothers() -> None:
    raw = (MIRROR / "int/global-compact-migration/en.objectives.md").read_text("utf-8")
    text = loaded(raw)
    there = re.findall(r"(?m)^# Objective (\d+)$", raw)
    assert there == [str(n) for n in range(1, 24)]
    # Objective 20 is on remittances; the file prints title and actions of objective 2 in its place.
    assert [p.id.removeprefix("int/gcm/obj-") for p in text.provisions] == [n for n in there if n != "20"]
    is_sound(text)
    is_faithful(text, raw)
    bullets = {
        n: len(re.findall(r"(?m)^- ", part)) for n, part in zip(there, re.split(r"(?m)^# Objective \d+$", raw)[1:], strict=True)
    }
    assert {p.id.removeprefix("int/gcm/obj-"): p.text.count("\n") + 1 for p in text.provisions} == {
        n: count for n, count in bullets.items() if n != "20"
    }
    found = text.find("int/gcm/obj-4/pt-a")
    assert found
    assert found[1]
    assert "civil registry" in found[0].words_of(found[1])
