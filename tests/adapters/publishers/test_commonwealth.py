"""`publishers.comlaw_markdown`, `publishers.act_json`: Acts of Australia from two kinds of copies."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mirror import MIRROR, on_real_files
from rights_assistant.adapters.publishers import act_json, comlaw_markdown
from rights_assistant.domain.official import Format, OfficialText, Publication, Unit
from rights_assistant.errors import OfficialError
from soundness import addresses, is_faithful, is_sound, is_sound_or_refused

FIXTURES = Path(__file__).parent / "fixtures"
ACT = (FIXTURES / "comlaw.md").read_text("utf-8")
JSON = (FIXTURES / "act.json").read_text("utf-8")
SECTIONS = {
    "aat-act-1975/en.2015.md": (150, date(2015, 6, 18)),
    "adjr-act-1977/en.2015.md": (29, date(2015, 6, 18)),
    "ahrc-act-1986/en.2015.md": (112, date(2014, 10, 3)),
    "citizenship-act-2007/en.2015.md": (77, date(2015, 4, 18)),
    "migration-act-1958/en.2015.vol1.md": (511, date(2015, 4, 18)),
    "migration-act-1958/en.2015.vol2.md": (546, date(2015, 4, 18)),
    "privacy-act-1988/en.2015.md": (271, date(2015, 6, 18)),
}


def publication(instrument: str = "au/lamps") -> Publication:
    return Publication(instrument, "en", Format.COMLAW_MARKDOWN, "the lantern file", as_of=date(2014, 1, 1))


def from_markdown(text: str = ACT) -> OfficialText:
    return comlaw_markdown.load(text.encode(), publication())


def from_json(text: str = JSON) -> OfficialText:
    return act_json.load(text.encode(), publication())


def test_sections_stand_under_their_parts_and_schedules_after_them() -> None:
    text = from_markdown()
    is_sound(text)
    assert (text.title, text.as_of) == ("Lantern Act 1988", date(2015, 6, 18))
    assert [(p.id.removeprefix("au/lamps/"), p.unit.value, p.label, p.heading, p.under) for p in text.provisions] == [
        ("s-1", "section", "1", "Short title", ("Part I--Lamps",)),
        ("s-2a", "section", "2A", "Interpretation", ("Part I--Lamps", "Division 1--Words")),
        ("s-3", "section", "3", "Lighting of lanterns", ("Part II--Light",)),
        (
            "app-5",
            "schedule",
            "5",
            "Australian Privacy Principle 5--telling about lamps",
            ("Schedule 1--Australian Privacy Principles", "Part 1--Quiet lamps"),
        ),
        ("sch-2", "schedule", "Schedule 2", "Forms", ()),
        ("sch-2-cl-1", "schedule", "1", "Form of a lantern", ("Schedule 2--Forms",)),
        ("sch-3", "schedule", "Schedule 3", "", ()),
    ]


def test_definitions_subsections_and_clauses_have_addresses() -> None:
    assert addresses(from_markdown()) == {
        "s-2a/ss-1",
        "s-2a/ss-1/def-lantern",
        "s-2a/ss-1/def-lantern/par-a",
        "s-2a/ss-1/def-lantern/par-b",
        "s-2a/ss-1/def-lantern/par-b/sub-i",
        "s-2a/ss-1/def-lantern/par-b/sub-ii",
        "s-2a/ss-1/def-wick",
        "s-3/ss-1",
        "s-3/ss-3",
        "s-3/ss-3/par-a",
        "s-3/ss-3/par-c",
        "app-5/ss-5.1",
        "app-5/ss-5.1/par-a",
        "app-5/ss-5.2",
    }


def test_a_heading_within_a_section_is_kept_and_is_part_of_no_subsection() -> None:
    found = from_markdown().find("au/lamps/s-3/ss-1")
    assert found
    assert found[1]
    assert found[0].words_of(found[1]) == "(1) A lantern in a street must burn."
    assert found[0].text.startswith("Lanterns in streets\n(1)")
    assert "\nLanterns in houses\n(3)" in found[0].text


def test_notes_stay_and_marks_and_links_go() -> None:
    text = from_markdown().provisions[1].text
    assert text.endswith("wick has the meaning given by the Wick Act.\nNote: Wicks are wet.")


def test_cover_contents_and_endnotes_are_left_out() -> None:
    words = " ".join(p.text for p in from_markdown().provisions)
    assert "no section" not in words
    assert "Compilation" not in words
    assert "An Act about" not in words


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Compilation date: 18 June 2015", date(2015, 6, 18)),
        ("the law as in force on 1 May 2012", date(2012, 5, 1)),
        ("Compilation date: 31 June 2015", None),
        ("Compilation date: 3 Brumaire 2015", None),
        ("", None),
    ],
)
def test_the_date_is_that_of_the_compilation(text: str, day: date | None) -> None:
    assert comlaw_markdown.compiled_on(text) == day


def test_without_a_date_of_its_own_the_file_has_that_of_the_list_of_sources() -> None:
    assert from_markdown(ACT.replace("18 June 2015", "a Tuesday")).as_of == date(2014, 1, 1)


def test_a_privacy_principle_is_known_by_its_heading() -> None:
    assert comlaw_markdown.principle("Australian Privacy Principle 12--access") == "12"
    assert comlaw_markdown.principle("Australian Privacy Principle 5—notice") == "5"
    assert comlaw_markdown.principle("Australian Privacy Principles") == ""


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("", "is empty", id="empty"),
        pytest.param("# Lantern Act\n\nNothing.", "holds no provisions", id="no sections"),
        pytest.param("<html>Not found</html>", "is a web page", id="a page"),
        pytest.param(ACT.replace("##### 2A", "##### 1 "), "has au/lamps/s-1 twice", id="a section twice"),
        pytest.param(ACT.replace("    * This Act may be cited as the _Lantern Act 1988_.", ""), "has no words in 1", id="no words"),
    ],
)
def test_a_wrong_markdown_file_is_refused_by_name(text: str, says: str) -> None:
    with pytest.raises(OfficialError, match="the lantern file") as raised:
        from_markdown(text)
    assert says in str(raised.value)


@settings(deadline=None)
@given(st.text(alphabet="#* _123AB()ab.Schedule\nPart-", max_size=60), st.integers(0, len(ACT)))
def test_any_text_gives_an_act_or_an_official_error(put: str, at: int) -> None:
    is_sound_or_refused(lambda: from_markdown(ACT[:at] + put + ACT[at:]))


def test_json_sections_have_their_lines_again() -> None:
    text = from_json()
    is_sound(text)
    assert (text.title, text.as_of) == ("Lantern Act 1988", date(2025, 6, 10))
    assert [(p.id.removeprefix("au/lamps/"), p.unit.value, p.under) for p in text.provisions] == [
        ("s-1", "section", ("Part I — Lamps",)),
        ("s-2a", "section", ("Part I — Lamps", "Division 1 — Words")),
        ("s-3", "section", ("Part I — Lamps",)),
        ("app-5", "schedule", ("Part 1 — Quiet lamps",)),
        ("sch-cl-8a", "schedule", ("Part 2 — Loud lamps",)),
    ]
    assert text.provisions[1].text.split("\n") == [
        "(1) A lantern must burn:",
        "(a) at night; and",
        "(b) in fog, as paragraph (a) and subsection (1) of section 3 say.",
        "Note: Fog is wet. Lanterns in houses",
        "(2) A lantern in a house may burn.",
    ]


def test_json_points_of_definitions_run_together_have_no_address() -> None:
    assert addresses(from_json()) == {
        "s-2a/ss-1",
        "s-2a/ss-1/par-a",
        "s-2a/ss-1/par-b",
        "s-2a/ss-2",
        "s-3/ss-1",
        "s-3/ss-2",
        "app-5/ss-5.1",
        "app-5/ss-5.1/par-a",
        "app-5/ss-5.2",
    }


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param(JSON[:100], "is no whole JSON", id="cut short"),
        pytest.param("{}", "has no list `provisions`", id="no provisions"),
        pytest.param('{"provisions": [3]}', "has no list `provisions`", id="provisions that are none"),
        pytest.param('{"provisions": []}', "holds no provisions", id="an empty list"),
        pytest.param(JSON.replace("2025-06-10", "June"), "has no date at `in_force_date`", id="no date"),
        pytest.param(
            JSON.replace('"section": "2A"', '"section": "Lamps"'), "has an entry without a section number, the 2th", id="no number"
        ),
        pytest.param(JSON.replace('"section": "2A"', '"section": "1"'), "has au/lamps/s-1 twice", id="a number twice"),
        pytest.param(JSON.replace("This Act may be cited as the Lantern Act 1988 .", " "), "has no words in 1", id="no words"),
    ],
)
def test_a_wrong_json_file_is_refused_by_name(text: str, says: str) -> None:
    with pytest.raises(OfficialError, match="the lantern file") as raised:
        from_json(text)
    assert says in str(raised.value)


@settings(deadline=None)
@given(st.text(alphabet="(12abi)A.:; and—\n", max_size=80).filter(str.strip))
def test_any_words_of_a_section_are_kept(words: str) -> None:
    text = from_json(json.dumps({"provisions": [{"section": "1", "content": words}]}))
    is_sound(text)
    assert "".join(text.provisions[0].text.split()) == "".join(words.split())


def read_words(raw: str) -> str:
    """What a reader of the Markdown sees, by other means than the loader's."""
    return re.sub(r"\*|_|(?m:^#+)", "", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", raw))


@on_real_files
@pytest.mark.parametrize("file", SECTIONS)
def test_real_acts_have_their_sections(file: str) -> None:
    data = (MIRROR / "au" / file).read_bytes()
    sections, day = SECTIONS[file]
    text = comlaw_markdown.load(data, publication())
    raw = data.decode()
    body = re.split(r"(?m)^#+ (?:Endnotes|(?:The )?Schedule)\b.*(?<!\t\d\d)(?<!\t\d\d\d)$", raw.partition("\n## Contents\n")[2])[0]
    headings = re.findall(r"(?m)^#+ +_?(\d+[A-Z]*) +\S", body)
    assert [s.id.removeprefix("au/lamps/s-") for s in text.of(Unit.SECTION)] == [h.lower() for h in headings]
    assert (len(headings), text.as_of) == (sections, day)
    is_sound(text)
    is_faithful(text, read_words(raw))


@on_real_files
def test_the_thirteen_privacy_principles_are_there() -> None:
    text = comlaw_markdown.load((MIRROR / "au/privacy-act-1988/en.2015.md").read_bytes(), publication())
    assert [p.id.removeprefix("au/lamps/") for p in text.of(Unit.SCHEDULE)] == ["sch-1", *(f"app-{n}" for n in range(1, 14))]
    found = text.find("au/lamps/app-12/ss-12.4/par-a/sub-i")
    assert found
    assert found[1]
    assert "30 days" in found[0].words_of(found[1])


@on_real_files
def test_few_labels_of_the_real_acts_are_not_understood() -> None:
    lines = unread = 0
    for file in SECTIONS:
        text = comlaw_markdown.load((MIRROR / "au" / file).read_bytes(), publication())
        for section in text.of(Unit.SECTION):
            starts, at = {part.start for part in section.parts}, 0
            for line in section.text.split("\n"):
                if re.match(r"\(\w{1,4}\)\s", line):
                    lines, unread = lines + 1, unread + (at not in starts)
                at += len(line) + 1
    assert lines > 10_000
    assert unread < lines / 100


@on_real_files
def test_the_real_privacy_act_in_json_has_the_entries_of_the_file() -> None:
    data = (MIRROR / "au/privacy-act-1988/en.2025.json").read_bytes()
    text = act_json.load(data, publication("au/privacy-act"))
    entries = json.loads(data)["provisions"]
    assert len(text.provisions) == len(entries) == 317
    assert [p.id.removeprefix("au/privacy-act/") for p in text.of(Unit.SCHEDULE)] == ["app-5", "app-9", "app-12", "sch-cl-8a"]
    assert text.as_of == date(2025, 6, 10)
    is_sound(text)
    is_faithful(text, "".join(entry["content"] for entry in entries))


@on_real_files
def test_sections_of_both_copies_of_the_privacy_act_agree_on_their_subsections() -> None:
    old = comlaw_markdown.load((MIRROR / "au/privacy-act-1988/en.2015.md").read_bytes(), publication())
    new = act_json.load((MIRROR / "au/privacy-act-1988/en.2025.json").read_bytes(), publication())
    for locator in ("s-36", "s-7c", "s-52a" if old.find("au/lamps/s-52a") else "s-13b"):
        one, other = old.find(f"au/lamps/{locator}"), new.find(f"au/lamps/{locator}")
        assert one
        assert other
        assert one[0].heading == other[0].heading
        top = [{p.id for p in x[0].parts if p.id.count("/") == 3} for x in (one, other)]
        assert top[0] == top[1]
