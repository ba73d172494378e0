"""`uk_json` and `glued`: United Kingdom law whose blocks were joined, and its labels found again."""

import json
import re
from collections import Counter
from functools import lru_cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirror import MIRROR, on_real_files
from rights_assistant.adapters.publishers import clml
from rights_assistant.adapters.publishers.glued import Mark, marks, vocabulary
from rights_assistant.adapters.publishers.uk_json import load
from rights_assistant.domain.official import Format, OfficialText, Unit
from rights_assistant.errors import OfficialError
from statutes import a_publication, made
from wholeness import assert_sound

ACT = a_publication("uk/lantern-act", Format.UK_JSON, name="lantern.json")

SCHEDULES = [
    "SCHEDULE 2Lights that do not count Section 2PART 1MoonlightFull moon11A keeper need not light a lantern at full moon."
    "2This holds on a clear night.New moon2At new moon a keeper must—alight a lantern, andbwatch it.Clouds2A1A cloud is no excuse."
    "2Nor is the watch over a lantern a reason to keep oil.3The full moon rises.",
    "Schedule 12AThe KeepersSection 11Any keeper of a lantern.2The watch of the village.",
    "SCHEDULE 2Candles of another lawCandles burn1For the law of candles see paragraph 2 of another law.",
    "SCHEDULE 19Changes Section 3" + "1A lantern. " * 20_000,
]


def schedules(*contents: str) -> bytes:
    """A file of schedules."""
    return json.dumps([{"schedule": "", "title": "", "content": content} for content in contents]).encode()


def text_of(text: OfficialText, locator: str) -> list[str]:
    """The lines of a provision or of a part of it."""
    found = text.find(f"{text.instrument}/{locator}")
    assert found, locator
    provision, part = found
    return (provision.words_of(part) if part else provision.text).split("\n")


def parts_of(text: OfficialText, locator: str) -> list[str]:
    """The addresses in a provision, below the instrument's."""
    found = text.find(f"{text.instrument}/{locator}")
    assert found, locator
    return [part.id.removeprefix(f"{text.instrument}/") for part in found[0].parts]


def content_of(data: bytes) -> str:
    """All the words of a file, as they are."""
    return "".join(row["content"] for row in json.loads(data))


def test_sections_stand_in_the_order_of_their_numbers() -> None:
    text = load(made("lantern_act_uk.sections.json"), ACT)
    assert [(p.id, p.label, p.unit) for p in text.provisions] == [
        ("uk/lantern-act/s-2", "2", Unit.SECTION),
        ("uk/lantern-act/s-2a", "2A", Unit.SECTION),
        ("uk/lantern-act/s-10", "10", Unit.SECTION),
    ]
    assert text.as_of is None
    assert text.provisions[0].under == ("PART 1", "CHAPTER 1", "Light")
    assert text.provisions[2].under == ("PART 2",)
    assert_sound(text, content_of(made("lantern_act_uk.sections.json")))


def test_labels_are_found_again() -> None:
    text = load(made("lantern_act_uk.sections.json"), ACT)
    assert text_of(text, "s-2") == [
        "1 A keeper must by dusk—",
        "a light a lantern,",
        "b watch it, and",
        "c keep oil by—",
        "i the door, or",
        "ii the stove,",
        "so that nobody is left in the dark.",
        "2 This is so by order of the village.",
        "2A See also paragraph 1.",
        "3 A lamp is nothing.",
        "4 . . . . . . . . . .",
    ]
    assert parts_of(text, "s-2") == [
        "s-2/ss-1",
        "s-2/ss-1/par-a",
        "s-2/ss-1/par-b",
        "s-2/ss-1/par-c",
        "s-2/ss-1/par-c/sub-i",
        "s-2/ss-1/par-c/sub-ii",
        "s-2/ss-2",
        "s-2/ss-2a",
        "s-2/ss-3",
        "s-2/ss-4",
    ]


def test_an_article_has_its_own_title_and_european_addresses() -> None:
    text = load(made("lantern_regulation_uk.sections.json"), ACT)
    (article,) = text.provisions
    assert (article.id, article.heading, article.under, article.unit) == ("uk/lantern-act/art-22a", "Torches", (), Unit.ARTICLE)
    assert parts_of(text, "art-22a") == ["art-22a/par-1", "art-22a/par-1/pt-a", "art-22a/par-1/pt-b", "art-22a/par-2"]
    assert text_of(text, "art-22a/par-1")[-1] == "The keeper shall decide."


def test_schedules_have_paragraphs() -> None:
    text = load(schedules(*SCHEDULES), ACT)
    assert [(p.id, p.label, p.heading) for p in text.provisions] == [
        ("uk/lantern-act/sch-2", "SCHEDULE 2", "Lights that do not count"),
        ("uk/lantern-act/sch-12a", "Schedule 12A", "The Keepers"),
    ]
    assert parts_of(text, "sch-2") == [
        "sch-2-para-1",
        "sch-2-para-1/sub-1",
        "sch-2-para-1/sub-2",
        "sch-2-para-2",
        "sch-2-para-2/par-a",
        "sch-2-para-2/par-b",
        "sch-2-para-2a",
        "sch-2-para-2a/sub-1",
        "sch-2-para-2a/sub-2",
        "sch-2-para-2a/sub-3",
    ]
    assert_sound(text, content_of(schedules(*SCHEDULES)))


def test_the_heading_of_a_paragraph_belongs_to_none() -> None:
    text = load(schedules(*SCHEDULES), ACT)
    assert text_of(text, "sch-2-para-1")[-1] == "2 This holds on a clear night."
    assert text_of(text, "sch-2")[:2] == ["Section 2", "PART 1MoonlightFull moon"]


def test_a_first_paragraph_against_the_number_of_the_section() -> None:
    text = load(schedules(*SCHEDULES), ACT)
    assert text_of(text, "sch-12a") == ["Section 1", "1 Any keeper of a lantern.", "2 The watch of the village."]


def test_a_schedule_that_was_cut_or_is_anothers_is_left_out() -> None:
    everything = "\n".join(p.text for p in load(schedules(*SCHEDULES), ACT).provisions)
    assert "of candles" not in everything
    with pytest.raises(OfficialError, match="has no provisions"):
        load(schedules(*SCHEDULES[2:]), ACT)


WORDS = Counter({"light": 3, "watch": 3, "keep": 3, "order": 9, "er": 0, "by": 9, "apart": 9, "part": 9})


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        pytest.param("A keeper must—alight, orbwatch.", ["a", "b"], id="two letters"),
        pytest.param("A keeper must—alight.", [], id="one letter alone is none"),
        pytest.param("A keeper must—alight, by watch.", [], id="a word that begins with the next letter"),
        pytest.param("A keeper must—alight,bwatch,ckeep,eorder.", ["a", "b", "c"], id="a letter that does not follow"),
        pytest.param("A keeper must—alight,bwatch,bakeep.", ["a", "b", "ba"], id="an inserted letter"),
        pytest.param("A keeper must—zalight,alight,bwatch.", ["za", "a", "b"], id="letters inserted before the first"),
        pytest.param("1Light.2Watch.2AKeep.3Order.", ["1", "2", "2A", "3"], id="numbers"),
        pytest.param("1Light under section 2 or 3.2Watch.", ["1", "2"], id="numbers in a phrase"),
        pytest.param("1Light.3Watch.", ["1"], id="a number that does not follow"),
        pytest.param("Light.1Watch.", [], id="a first number that is not at the beginning"),
        pytest.param("1. . . . .2Watch.", ["1", "2"], id="an omitted one"),
        pytest.param("1.Light:1‘lamp’ is a light;2‘wick’ is a string.", ["1."], id="points of a definition are no paragraphs"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_what_is_a_label(text: str, labels: list[str]) -> None:
    assert [mark.label for mark in marks(text, WORDS) if mark.label] == labels


def test_marks_know_where_labels_end() -> None:
    text = "1Light—alight, andbwatch,all night."
    assert marks(text, WORDS) == [Mark(0, 1, 1, "1"), Mark(7, 8, 2, "a"), Mark(18, 19, 2, "b"), Mark(25, 25, 2)]


def test_the_vocabulary_is_of_words_after_a_blank() -> None:
    assert vocabulary(["to light a lamp,bwatch it", "to Light"]) == Counter({"light": 1, "a": 1, "lamp": 1, "it": 1, "Light": 1})


@given(st.text(alphabet="1234ab—,;. ABlightandor“”’…()", max_size=80))
def test_marks_are_in_order_and_do_not_overlap(text: str) -> None:
    for schedule in (False, True):
        found = marks(text, WORDS, schedule=schedule)
        assert all(0 <= mark.start <= mark.end <= len(text) for mark in found)
        assert all(before.end <= after.start for before, after in pairwise(found))
        assert all(text[mark.start : mark.end] == mark.label for mark in found)


@given(st.lists(st.text(alphabet="12ab—,;. ABlightandor“”", min_size=1, max_size=60), min_size=1, max_size=3))
def test_any_content_is_a_sound_text_or_an_official_error(contents: list[str]) -> None:
    rows = [{"section": str(n), "id": f"section-{n}", "title": "", "content": content} for n, content in enumerate(contents)]
    data = json.dumps(rows).encode()
    if any(not content.strip() for content in contents):
        with pytest.raises(OfficialError, match="has no words"):
            load(data, ACT)
    else:
        assert_sound(load(data, ACT), content_of(data))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(b"", "is no whole JSON", id="nothing"),
        pytest.param(b"<html>Gone</html>", "is no whole JSON", id="an error page"),
        pytest.param(b"\xff\xfe\x00", "is no whole JSON", id="no text"),
        pytest.param(made("lantern_act_uk.sections.json")[:300], "is no whole JSON", id="cut short"),
        pytest.param(b"[" * 100_000, "is no whole JSON", id="deeper than the parser goes"),
        pytest.param(b'{"error": "not found"}', "is no list of sections", id="an error as JSON"),
        pytest.param(b"[1, 2]", "is no list of sections", id="a list of something else"),
        pytest.param(b'[{"content": 7}]', "is no list of sections", id="content that is no text"),
        pytest.param(b'[{"section": "1"}]', "is no list of sections", id="no content"),
        pytest.param(b"[]", "has no provisions", id="no sections"),
        pytest.param(b'[{"section": "", "content": "Light."}]', "a section without a number: 'Light.'", id="no number"),
        pytest.param(b'[{"section": "1", "content": " "}]', "has no words in uk/lantern-act/s-1", id="no words"),
        pytest.param(
            b'[{"section": "1", "content": "Light."}, {"section": "1", "content": "Dark."}]',
            "has uk/lantern-act/s-1 twice",
            id="twice",
        ),
        pytest.param(b" " * 40_000_001, "40,000,001 bytes", id="too large"),
    ],
)
def test_what_is_no_whole_file_is_refused_by_name(data: bytes, says: str) -> None:
    with pytest.raises(OfficialError) as error:
        load(data, ACT)
    assert says in str(error.value)
    assert str(error.value).startswith("lantern.json ")


# Real files.


@lru_cache(maxsize=4)
def real(path: str) -> tuple[OfficialText, list[dict[str, str]]]:
    """A real file, loaded, and its rows."""
    data = (MIRROR / path).read_bytes()
    return load(data, a_publication("/".join(path.split("/")[:2]), Format.UK_JSON, name=path)), json.loads(data)


@on_real_files
@pytest.mark.parametrize(
    ("path", "unit", "left_out"),
    [
        pytest.param("uk/dpa-2018/en.sections.json", Unit.SECTION, 0, id="sections of the Data Protection Act 2018"),
        # Schedule 19, cut at 200,000 characters, and a schedule that Schedule 19 puts into regulations of another law.
        pytest.param("uk/dpa-2018/en.schedules.json", Unit.SCHEDULE, 2, id="its schedules"),
        pytest.param("uk/uk-gdpr/en.sections.json", Unit.ARTICLE, 0, id="articles of the UK GDPR"),
    ],
)
def test_real_files_have_a_provision_a_row_and_are_sound(path: str, unit: Unit, left_out: int) -> None:
    text, rows = real(path)
    assert len(text.of(unit)) == len(text.provisions) == len(rows) - left_out
    assert_sound(text, "".join(row["content"] for row in rows))


@on_real_files
def test_real_schedules_count_without_a_gap() -> None:
    text, _ = real("uk/dpa-2018/en.schedules.json")
    for schedule in text.provisions:
        assert re.fullmatch(r"Section \d+[A-Z]?(\(\d\))?", schedule.text.split("\n")[0]), schedule.id
        numbers = [part.id.rpartition("-para-")[2] for part in schedule.parts if "/" not in part.id.rpartition("-para-")[2]]
        whole = [int(number) for number in numbers if number.isdigit()]
        assert whole == list(range(1, len(whole) + 1)), schedule.id
    assert text.find("uk/dpa-2018/sch-2-para-4/sub-1/par-a")
    assert text.find("uk/dpa-2018/sch-2-para-4b/sub-2")


@on_real_files
def test_the_immigration_exemption() -> None:
    text, _ = real("uk/dpa-2018/en.schedules.json")
    lines = text_of(text, "sch-2-para-4")
    assert lines[0].startswith("4 1 The relevant")
    assert [line[:2] for line in lines[1:3]] == ["a ", "b "]
    assert lines[-1] == "4" + " ." * 32
    assert text_of(text, "sch-2-para-4a")[0].startswith("4A 1 A decision under")


@on_real_files
def test_labels_found_again_are_those_that_the_publisher_marks() -> None:
    text, _ = real("uk/uk-gdpr/en.sections.json")
    whole = clml.load((MIRROR / "uk/uk-gdpr/en.xml").read_bytes(), a_publication("uk/uk-gdpr", Format.CLML))
    found, marked = ({part.id for p in t.of(Unit.ARTICLE) for part in p.parts} for t in (text, whole))
    assert found <= marked
    assert len(found) / len(marked) > 0.94
    assert {p.id for p in text.provisions} == {p.id for p in whole.of(Unit.ARTICLE)}
