"""`sheet`, `inline`, `steps`, `binding`, `opening`: what the loaders are made of."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from rights_assistant.adapters.publishers.binding import bind, day
from rights_assistant.adapters.publishers.inline import name, runs, words
from rights_assistant.adapters.publishers.opening import open_as
from rights_assistant.adapters.publishers.sheet import Sheet, plain
from rights_assistant.adapters.publishers.steps import arabic, number, slug
from rights_assistant.domain.official import Format, OfficialProvision, Part, Unit
from rights_assistant.errors import OfficialError
from statutes import a_publication

FILE = a_publication("ca/x", Format.JUSTICE_CANADA)


def finished(sheet: Sheet) -> OfficialProvision:
    """The sheet as a section."""
    return sheet.provision(Unit.SECTION, "1")


def test_blocks_are_lines_and_labels_begin_them() -> None:
    sheet = Sheet("ca/x/s-1")
    sheet.write("  Bring\u00a0with\n you ")
    with sheet.part(f"{sheet.at}/ss-1", "(1)"), sheet.part(f"{sheet.at}/par-a", "(a)"):
        sheet.write("oil,")
        sheet.write("and more oil.")
    sheet.write("Nothing else.")
    made = finished(sheet)
    assert made.text == "Bring with you\n(1) (a) oil,\nand more oil.\nNothing else."
    assert made.parts == (Part("ca/x/s-1/ss-1", "(1)", 15, 41), Part("ca/x/s-1/ss-1/par-a", "(a)", 19, 41))
    assert [made.words_of(part) for part in made.parts] == ["(1) (a) oil,\nand more oil.", "(a) oil,\nand more oil."]


def test_a_label_alone_is_a_part_and_nothing_is_none() -> None:
    sheet = Sheet("ca/x/s-1")
    with sheet.part("ca/x/s-1/ss-1", "(1)"):
        sheet.write("  ")
    with sheet.part("ca/x/s-1/ss-2"):
        pass
    assert finished(sheet).parts == (Part("ca/x/s-1/ss-1", "(1)", 0, 3),)


def test_a_label_outside_of_the_words() -> None:
    sheet = Sheet("ca/x/6.1")
    with sheet.part("ca/x/6.1.1", "6.1.1", written=False):
        sheet.write("Care.")
    assert finished(sheet).parts == (Part("ca/x/6.1.1", "6.1.1", 0, 5),)


def test_an_address_given_twice_is_nobodys_nor_are_those_within() -> None:
    sheet = Sheet("ca/x/s-1")
    for _ in range(2):
        with sheet.part("ca/x/s-1/par-a", "(a)"), sheet.part(f"{sheet.at}/sub-i", "(i)"):
            sheet.write("oil")
    with sheet.part("ca/x/s-1/par-ab", "(ab)"):
        sheet.write("wick")
    made = finished(sheet)
    assert made.text == "(a) (i) oil\n(a) (i) oil\n(ab) wick"
    assert [part.id for part in made.parts] == ["ca/x/s-1/par-ab"]


def test_within_a_label_without_address_nothing_has_one() -> None:
    sheet = Sheet("ca/x/s-1")
    with sheet.part("", "–"), sheet.part(f"{sheet.at}/nr-1", "1."):
        sheet.write("oil")
    with sheet.part(""), sheet.part(f"{sheet.at}/nr-1", "1."):
        sheet.write("wick")
    assert finished(sheet).text == "– 1. oil\n1. wick"
    assert finished(sheet).parts == (Part("ca/x/s-1/nr-1", "1.", 9, 16),)


def test_the_address_is_that_of_the_innermost_part() -> None:
    sheet = Sheet("ca/x/s-1")
    with sheet.part("ca/x/s-1/ss-1"):
        assert sheet.at == "ca/x/s-1/ss-1"
    assert sheet.at == "ca/x/s-1"


@pytest.mark.parametrize(
    ("cells", "line"),
    [
        pytest.param(["a", "b"], "a | b", id="two cells"),
        pytest.param(["", "b"], "| b", id="an empty one keeps its place"),
        pytest.param(["a", " ", "c"], "a | | c", id="in the middle too"),
        pytest.param(["a", "", ""], "a", id="but not at the end"),
        pytest.param(["", " "], "", id="an empty row is none"),
        pytest.param([], "", id="no cells"),
    ],
)
def test_rows(cells: list[str], line: str) -> None:
    sheet = Sheet("ca/x/s-1")
    sheet.row(cells)
    assert finished(sheet).text == line


@given(st.lists(st.tuples(st.sampled_from(["", "a", "b", "c"]), st.sampled_from(["", "(a)"]), st.text(max_size=6)), max_size=8))
def test_whatever_is_written_parts_nest_and_fit(steps: list[tuple[str, str, str]]) -> None:
    sheet = Sheet("ca/x/s-1")

    def write(rest: list[tuple[str, str, str]]) -> None:
        if not rest:
            return
        step, label, said = rest[0]
        with sheet.part(f"{sheet.at}/par-{step}" if step else "", label):
            sheet.write(said)
            write(rest[1::2])
        write(rest[2::2])

    write(steps)
    made = finished(sheet)
    assert len({part.id for part in made.parts}) == len(made.parts)
    for part in made.parts:
        assert made.words_of(part).startswith(part.label)
        assert made.words_of(part) == made.words_of(part).strip() != ""
        for other in made.parts:
            if other.id.startswith(f"{part.id}/"):
                assert part.start <= other.start < other.end <= part.end


@given(st.text())
def test_plain_words_are_plain_once(said: str) -> None:
    assert plain(plain(said)) == plain(said) == plain(said).strip()


MIXED = etree.fromstring(
    "<P>One <b>two<note>9</note></b>, <DL>three</DL>four<BR/>five <note>9</note>six <b>sev<DL>x</DL>en</b></P>"
)


def test_words_leave_out_elements_but_not_what_follows() -> None:
    said = words(MIXED, without=frozenset({"note", "DL"}), apart=frozenset({"BR"}))
    assert plain(said) == "One two, four five six seven"
    assert words(None) == ""


def test_runs_are_words_and_blocks_in_order() -> None:
    found = runs(MIXED, frozenset({"DL", "BR"}), without=frozenset({"note"}))
    assert [piece if isinstance(piece, str) else name(piece) for piece in found] == [
        "One two, ",
        "DL",
        "four",
        "BR",
        "five six sev",
        "DL",
        "en",
    ]


@pytest.mark.parametrize(
    ("label", "found"),
    [
        pytest.param("(2.1)", "2.1", id="brackets"),
        pytest.param("a)", "a", id="one bracket"),
        pytest.param("aa)", "aa", id="two letters"),
        pytest.param("22A.", "22a", id="a capital and a stop"),
        pytest.param("29 to 35", "29-35", id="a range in English"),
        pytest.param("55 et 56", "55-56", id="a pair in French"),
        pytest.param("29 à 35", "29-35", id="a range in French"),
        pytest.param("§§ 3 bis 5", "3-5", id="a range in German"),
        pytest.param("(a) and (b)", "a-b", id="letters"),
        pytest.param("–", "", id="a dash"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_numbers_of_labels(label: str, found: str) -> None:
    assert number(label) == found


@pytest.mark.parametrize(
    ("label", "found"),
    [
        ("I", "1"),
        ("II", "2"),
        ("IV", "4"),
        ("IX", "9"),
        ("XIV", "14"),
        ("XXXIX", "39"),
        ("2", "2"),
        ("C", "c"),
        ("D2a", "d2a"),
        ("", ""),
    ],
)
def test_roman_numbers_of_schedules(label: str, found: str) -> None:
    assert arabic(label) == found


@pytest.mark.parametrize(
    ("term", "found"),
    [("Étranger désigné", "etranger-designe"), ("Schlußformel", "schlussformel"), ("œuvre (d’art)", "oeuvre-d-art"), ("光", "")],
)
def test_slugs_of_terms(term: str, found: str) -> None:
    assert slug(term) == found


@given(st.text())
def test_steps_are_of_plain_letters(label: str) -> None:
    assert all(set(made(label)) <= set("abcdefghijklmnopqrstuvwxyz0123456789.-") for made in (number, arabic, slug))


def a_provision(text: str, id: str = "ca/x/s-1") -> OfficialProvision:
    """A section that says this."""
    return OfficialProvision(id, Unit.SECTION, "1", "", text)


@pytest.mark.parametrize(
    "gone", ["[Repealed, 1950]", "[Abrogé, 1950]", "[Abrogés, 1950]", "(weggefallen)", ". . . . .", ".....  ."]
)
def test_of_two_versions_the_one_in_force_stays(gone: str) -> None:
    for order in ([a_provision(gone), a_provision("Light.")], [a_provision("Light."), a_provision(gone)]):
        assert [p.text for p in bind(FILE, "X", None, order).provisions] == ["Light."]


def test_two_that_are_both_gone_are_one() -> None:
    assert len(bind(FILE, "X", None, [a_provision("[Repealed, 1]"), a_provision("[Repealed, 2]")]).provisions) == 1


@pytest.mark.parametrize(
    ("provisions", "says"),
    [
        pytest.param([], "a file has no provisions.", id="none"),
        pytest.param([a_provision("")], "a file has no words in ca/x/s-1.", id="one without words"),
        pytest.param(
            [a_provision("Light."), a_provision("Dark.")], "a file has ca/x/s-1 twice, and nothing says", id="two in force"
        ),
    ],
)
def test_what_is_no_text_is_refused(provisions: list[OfficialProvision], says: str) -> None:
    with pytest.raises(OfficialError) as error:
        bind(FILE, "X", None, provisions)
    assert str(error.value).startswith(says)
    assert "rights-assistant sources fetch" in error.value.remedy


def test_the_day_of_the_file_comes_before_that_of_the_list() -> None:
    listed = a_publication("ca/x", Format.JUSTICE_CANADA)
    listed = type(listed)(listed.instrument, "en", listed.format, "a file", as_of=date(2020, 1, 1))
    assert bind(listed, "X", date(2024, 5, 6), [a_provision("Light.")]).as_of == date(2024, 5, 6)
    assert bind(listed, "X", None, [a_provision("Light.")]).as_of == date(2020, 1, 1)


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("2024-05-06", date(2024, 5, 6)),
        ("20240506", date(2024, 5, 6)),
        ("20240506070809", date(2024, 5, 6)),
        (None, None),
        ("", None),
    ],
)
def test_days(value: str | None, found: date | None) -> None:
    assert day(value, FILE) == found


@pytest.mark.parametrize("value", ["soon", "2024-13-01", "20241301", "2024", "²"])
def test_what_is_no_day_is_refused(value: str) -> None:
    with pytest.raises(OfficialError, match="where the date of its state should be"):
        day(value, FILE)


def test_a_file_is_opened_as_what_it_should_be() -> None:
    assert open_as(b"<x:a xmlns:x='y'><b/></x:a>", FILE, "a", "b", what="an a").tag == "{y}a"
    with pytest.raises(OfficialError, match="a file is not an a: it begins with <c>"):
        open_as(b"<c/>", FILE, "a", what="an a")


@pytest.mark.parametrize(("depth", "opens"), [(80, True), (81, False)])
def test_a_file_may_be_as_deep_as_law_and_no_deeper(depth: int, opens: bool) -> None:
    data = b"<a>" * depth + b"</a>" * depth
    if opens:
        assert open_as(data, FILE, "a", what="an a") is not None
        return
    with pytest.raises(OfficialError, match="80 elements within each other"):
        open_as(data, FILE, "a", what="an a")
