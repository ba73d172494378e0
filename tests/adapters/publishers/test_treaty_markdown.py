"""`publishers.treaty_markdown`: a treaty from a file of two languages, its articles and points."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mirror import MIRROR, on_real_files
from rights_assistant.adapters.publishers import treaty_markdown
from rights_assistant.domain.official import Format, OfficialText, Publication, Unit
from rights_assistant.errors import OfficialError
from soundness import addresses, is_faithful, is_sound, is_sound_or_refused

FIXTURES = Path(__file__).parent / "fixtures"
TREATY = (FIXTURES / "treaty.md").read_text("utf-8")
PROTOCOLS = (FIXTURES / "treaty-protocols.md").read_text("utf-8")
ARTICLES = {
    "int/cat": 33,
    "int/cedaw": 30,
    "int/cerd": 25,
    "int/crc": 54,
    "int/crpd": 50,
    "int/iccpr": 53,
    "int/icescr": 31,
    "int/refugee-protocol-1967": 11,
    "int/smuggling-protocol": 25,
    "int/statelessness-1954": 42,
    "coe/convention-108-1981": 27,
    "coe/convention-108-addprot-2001": 3,
    "coe/echr": 59,
    "coe/migrant-workers-1977": 38,
}


def publication(language: str = "en", instrument: str = "int/lamps", locator: str = "") -> Publication:
    return Publication(instrument, language, Format.TREATY_MARKDOWN, "the lantern file", locator=locator)


def loaded(text: str = TREATY, language: str = "en", instrument: str = "int/lamps") -> OfficialText:
    return treaty_markdown.load(text.encode(), publication(language, instrument))


def test_the_english_text_is_read_without_the_dutch_one() -> None:
    text = loaded()
    is_sound(text)
    assert text.title == "Convention on Lanterns"
    assert [(p.id.removeprefix("int/lamps/"), p.unit, p.label, p.heading, p.under) for p in text.provisions] == [
        ("preamble", Unit.PREAMBLE, "", "", ()),
        ("art-1", Unit.ARTICLE, "Article 1", "Purpose", ("PART I Light",)),
        ("art-2", Unit.ARTICLE, "Article 2", "", ("PART I Light",)),
        ("art-3", Unit.ARTICLE, "Article 3", "", ("PART II",)),
        ("closing", Unit.OTHER, "", "", ()),
    ]


def test_the_dutch_text_is_read_without_the_english_one_and_has_the_same_addresses() -> None:
    dutch, english = loaded(language="nl"), loaded()
    is_sound(dutch)
    assert dutch.title == "Verdrag inzake lantaarns"
    assert [p.id for p in dutch.provisions] == [p.id for p in english.provisions]
    assert addresses(dutch) == addresses(english)
    assert dutch.provisions[1].heading == "Doel"


def test_points_of_paragraphs_have_addresses_and_labels_keep_their_words_apart() -> None:
    found = loaded().find("int/lamps/art-1/par-2/pt-b")
    assert found
    assert found[1]
    assert found[0].words_of(found[1]) == "(b) on a holiday:\n(i) of the Street;\n(ii) of its neighbours."
    assert addresses(loaded()) == {
        "art-1/par-1",
        "art-1/par-2",
        "art-1/par-2/pt-a",
        "art-1/par-2/pt-b",
        "art-1/par-2/pt-b/pt-i",
        "art-1/par-2/pt-b/pt-ii",
        "art-1/par-3",
        "art-2/par-1",
        "art-2/par-2",
    }


def test_links_and_emphasis_keep_their_words_and_lose_their_marks() -> None:
    text = loaded()
    assert "the Charter of Lamps is bright" in text.provisions[0].text
    assert "paragraph 1 (b) of the rules" in text.provisions[1].text
    assert not any(mark in p.text for p in text.provisions for mark in ("](", "*", "<meta"))


def test_a_preamble_run_together_is_cut_into_its_recitals() -> None:
    assert loaded().provisions[0].text.split("\n") == [
        "The Streets that are parties,",
        "Considering that the Charter of Lamps is bright;",
        "Having regard to fog,",
        "Have agreed:",
    ]


def test_closing_words_are_no_part_of_the_last_article() -> None:
    text = loaded()
    assert text.provisions[-2].text == "A Street may leave by a letter to the lamplighter."
    assert text.provisions[-1].text == "Done at Lampton this 3rd day of May in two languages.\nThe English text prevails."


def test_an_optional_protocol_is_an_instrument_of_its_own() -> None:
    text = loaded(instrument="int/lamps-op1")
    assert [p.id for p in text.provisions] == ["int/lamps-op1/preamble", "int/lamps-op1/art-1", "int/lamps-op1/art-2"]
    assert text.title == "Optional Protocol to the Convention on Lanterns"
    with pytest.raises(OfficialError, match="holds no optional protocol"):
        loaded(language="nl", instrument="int/lamps-op1")


def test_a_numbered_protocol_has_its_number_in_its_addresses() -> None:
    text = loaded(PROTOCOLS, instrument="coe/lamps")
    is_sound(text)
    assert [p.id.removeprefix("coe/lamps/") for p in text.provisions] == [
        "art-1",
        "p4-preamble",
        "p4-art-1",
        "p4-art-2",
        "schedule",
    ]
    assert text.find("coe/lamps/p4-art-2/par-2")
    assert text.provisions[2].under == ("Protocol No. 4 to the Convention on Lanterns",)


def test_a_file_of_one_protocol_can_have_its_locator_from_the_list_of_sources() -> None:
    text = treaty_markdown.load(TREATY.encode(), publication(locator="p4-art"))
    assert text.provisions[1].id == "int/lamps/p4-art-1"


def test_a_schedule_keeps_its_headings_as_lines_and_loses_its_pictures() -> None:
    schedule = loaded(PROTOCOLS).provisions[-1]
    assert (schedule.unit, schedule.label) == (Unit.SCHEDULE, "SCHEDULE")
    assert schedule.text.split("\n") == [
        "Paragraph 1",
        "A lantern has four panes.",
        "MODEL LANTERN",
        "A square house of glass.",
    ]


def test_a_schedule_ends_where_the_treaty_begins_again_in_another_language() -> None:
    text = loaded(PROTOCOLS + "\n####VERDRAG INZAKE LANTAARNS\n\nDe Straten, overwegende,\n")
    assert text.provisions[-1].text.endswith("A square house of glass.")


@pytest.mark.parametrize(
    ("text", "language", "says"),
    [
        pytest.param("", "en", "is empty", id="empty"),
        pytest.param("\n \n", "en", "is empty", id="blank"),
        pytest.param("<!DOCTYPE html><html><body>### Article 1\n\nGone</body></html>", "en", "is a web page", id="a page"),
        pytest.param("##Lamps\n\nNo articles.", "en", "holds no articles in 'en'; it holds no articles at all", id="no articles"),
        pytest.param(TREATY, "fr", "holds no articles in 'fr'; it holds en, nl", id="another language"),
        pytest.param(TREATY.replace("### Article  3", "### Article  2", 1), "en", "has int/lamps/art-2 twice", id="a number twice"),
        pytest.param(
            PROTOCOLS.replace("Every Street shall light its lanterns.", ""), "en", "has no words in Article I", id="no words"
        ),
        pytest.param("### Article 1\n\nLamps \0 burn.", "en", "is no text", id="a zero byte"),
    ],
)
def test_a_wrong_file_is_refused_by_name(text: str, language: str, says: str) -> None:
    with pytest.raises(OfficialError, match="the lantern file") as raised:
        loaded(text, language)
    assert says in str(raised.value)


def test_what_is_not_utf_8_is_refused_with_its_place() -> None:
    with pytest.raises(OfficialError, match="is no UTF-8 text: byte 5 is wrong"):
        treaty_markdown.load(b"### \xff", publication())


@settings(deadline=None)
@given(st.text(alphabet="#Artikel cleIVX123.()ab\n*[]", max_size=120), st.integers(0, len(TREATY)))
def test_any_text_gives_a_text_or_an_official_error(put: str, at: int) -> None:
    is_sound_or_refused(lambda: loaded(TREATY[:at] + put + TREATY[at:]))


@settings(deadline=None)
@given(st.binary(max_size=100))
def test_any_bytes_give_an_official_error(data: bytes) -> None:
    with pytest.raises(OfficialError):
        treaty_markdown.load(data, publication())


def read_words(raw: str) -> str:
    """What a reader of the Markdown sees, by other means than the loader's."""
    return re.sub(r"\*|^#+", "", re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", raw), flags=re.MULTILINE)


def real(folder: str, file: str) -> bytes:
    return (MIRROR / folder / file).read_bytes()


@on_real_files
@pytest.mark.parametrize(("file", "language"), [("en.md", "en"), ("en-nl.md", "en"), ("en-nl.md", "nl")])
@pytest.mark.parametrize("folder", ARTICLES)
def test_real_treaties_have_their_articles(folder: str, file: str, language: str) -> None:
    data = real(folder, file)
    text = treaty_markdown.load(data, publication(language, folder))
    raw = data.decode()
    word = "Article" if language == "en" else "Artikel"
    headings = re.findall(rf"(?m)^#+ *{word} +(\w+) *$", raw)
    # Behind the Covenant its Optional Protocol is printed, with fourteen articles.
    assert len(headings) - (14 if folder == "int/iccpr" else 0) == ARTICLES[folder]
    articles = text.of(Unit.ARTICLE)
    assert [a.id.rpartition("-")[2] for a in articles] == [str(n + 1) for n in range(ARTICLES[folder])]
    is_sound(text)
    is_faithful(text, read_words(raw))
    assert len(text.of(Unit.PREAMBLE)) == 1
    assert len(text.of(Unit.SCHEDULE)) == (1 if folder == "int/statelessness-1954" else 0)


@on_real_files
@pytest.mark.parametrize("folder", ARTICLES)
def test_both_languages_have_the_same_addresses(folder: str) -> None:
    english, dutch = (treaty_markdown.load(real(folder, "en-nl.md"), publication(x, folder)) for x in ("en", "nl"))
    apart = {a for a in addresses(english) ^ addresses(dutch) if a.startswith("art-")}
    # The Dutch copy has `b` without a sign in one place, and Roman capitals for small ones in two articles.
    known = {
        "coe/echr": {"art-31/pt-b", "art-31/pt-c"},
        "int/statelessness-1954": {a for a in apart if a.startswith(("art-1/par-2/pt-", "art-24/par-1/pt-b/pt-"))},
    }
    assert apart == known.get(folder, set())


@on_real_files
@pytest.mark.parametrize("folder", ARTICLES)
def test_the_part_cut_out_is_the_english_part_of_the_whole(folder: str) -> None:
    one, other = (treaty_markdown.load(real(folder, file), publication("en", folder)) for file in ("en.md", "en-nl.md"))
    assert one.provisions == other.provisions


@on_real_files
@pytest.mark.parametrize("folder", ARTICLES)
def test_every_paragraph_with_a_number_in_the_file_is_a_part(folder: str) -> None:
    raw = real(folder, "en.md").decode().partition("#Optional Protocol")[0].partition("### SCHEDULE")[0]
    counted = len(re.findall(r"(?m)^\d+\.(?!\d)", raw))
    text = treaty_markdown.load(real(folder, "en.md"), publication("en", folder))
    parts = [part for p in text.of(Unit.ARTICLE) for part in p.parts if re.fullmatch(r"\d+\.", part.label)]
    assert len(parts) == counted


@on_real_files
def test_the_optional_protocol_behind_the_covenant_can_be_read() -> None:
    for language in ("en", "nl"):
        text = treaty_markdown.load(real("int/iccpr", "en-nl.md"), publication(language, "int/iccpr-op1"))
        is_sound(text)
        assert len(text.of(Unit.ARTICLE)) == 14


@on_real_files
def test_places_that_are_cited_often_are_where_they_should_be() -> None:
    echr = treaty_markdown.load(real("coe/echr", "en.md"), publication("en", "coe/echr"))
    found = echr.find("coe/echr/art-5/par-1/pt-f")
    assert found
    assert found[1]
    assert "deportation or extradition" in found[0].words_of(found[1])
    assert found[0].heading == "Right to liberty and security"
    assert found[0].under == ("SECTION I Rights and freedoms",)
    iccpr = treaty_markdown.load(real("int/iccpr", "en.md"), publication("en", "int/iccpr"))
    found = iccpr.find("int/iccpr/art-2/par-3/pt-a")
    assert found
    assert found[1]
    assert "effective remedy" in found[0].words_of(found[1])
    cerd = treaty_markdown.load(real("int/cerd", "en.md"), publication("en", "int/cerd"))
    found = cerd.find("int/cerd/art-5/pt-d/pt-ii")
    assert found
    assert found[1]
    assert "leave any country" in found[0].words_of(found[1])
