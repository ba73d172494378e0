"""`publishers.outline`: labels become parts that nest, and what has no label finds its place."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from rights_assistant.adapters.publishers.labels import Row
from rights_assistant.adapters.publishers.outline import ACT, TREATY, Line, one_line, outlined
from rights_assistant.domain.official import Part


def outline_of(*lines: str, strict: bool = True, names: object = TREATY, counted: bool = True) -> tuple[str, tuple[Part, ...]]:
    return outlined("x", [Line(line) for line in lines], names, strict=strict, counted=counted)  # type: ignore[arg-type]


def addresses(*lines: str, strict: bool = True, names: object = TREATY) -> list[str]:
    return [part.id.removeprefix("x/") for part in outline_of(*lines, strict=strict, names=names)[1]]


def words(text: str, parts: tuple[Part, ...], address: str) -> str:
    return next(text[p.start : p.end] for p in parts if p.id == f"x/{address}")


def test_paragraphs_points_and_sub_points_nest() -> None:
    text, parts = outline_of("1. Lamps:", "(a) burn:", "(i) at night", "(ii) in fog", "(b) rest.", "2. End.")
    assert [p.id for p in parts] == [
        "x/par-1",
        "x/par-1/pt-a",
        "x/par-1/pt-a/pt-i",
        "x/par-1/pt-a/pt-ii",
        "x/par-1/pt-b",
        "x/par-2",
    ]
    assert words(text, parts, "par-1/pt-a") == "(a) burn:\n(i) at night\n(ii) in fog"
    assert words(text, parts, "par-2") == "2. End."


def test_the_parts_of_an_act_have_the_names_of_an_act() -> None:
    assert addresses("(1) Lamps", "(a) burn", "(i) bright", "(A) red", names=ACT) == [
        "ss-1",
        "ss-1/par-a",
        "ss-1/par-a/sub-i",
        "ss-1/par-a/sub-i/cl-a",
    ]


def test_points_without_a_paragraph_are_the_provisions_own() -> None:
    assert addresses("Lamps:", "(a) burn", "(b) rest") == ["pt-a", "pt-b"]


def test_two_labels_in_one_line_begin_two_parts() -> None:
    text, parts = outline_of("A. (1) Lamps (a) of oil", "(2) Others", "B. Wicks")
    assert [(p.id, text[p.start : p.end]) for p in parts] == [
        ("x/sec-a", "A. (1) Lamps (a) of oil\n(2) Others"),
        ("x/sec-a/par-1", "(1) Lamps (a) of oil"),
        ("x/sec-a/par-2", "(2) Others"),
        ("x/sec-b", "B. Wicks"),
    ]


def test_a_label_glued_to_its_words_gets_a_blank_but_a_chinese_one_does_not() -> None:
    assert outline_of("1.Lamps", "(a)burn")[0] == "1. Lamps\n(a) burn"
    assert outline_of("一、燈", "（一）亮")[0] == "一、燈\n（一）亮"


def test_a_year_at_the_beginning_of_a_line_is_no_label() -> None:
    text, parts = outline_of("1. Lamps of", "30. June", "2. End")
    assert [p.id for p in parts] == ["x/par-1", "x/par-2"]
    assert words(text, parts, "par-1") == "1. Lamps of\n30. June"


def test_i_is_a_letter_after_h_unless_ii_comes_next() -> None:
    letters = [f"({letter}) lamp" for letter in "abcdefgh"]
    assert addresses(*letters, "(i) lamp", "(j) lamp")[-2:] == ["pt-i", "pt-j"]
    assert addresses(*letters, "(i) red", "(ii) blue")[-2:] == ["pt-h/pt-i", "pt-h/pt-ii"]


def test_a_block_without_label_belongs_to_the_paragraph_and_not_to_its_last_point() -> None:
    text, parts = outline_of("1. Lamps:", "(a) red", "shall burn.", "2. End")
    assert words(text, parts, "par-1") == "1. Lamps:\n(a) red\nshall burn."
    assert words(text, parts, "par-1/pt-a") == "(a) red"


def test_a_list_goes_on_after_a_block_without_label() -> None:
    assert addresses("Lamps:", "(a) red", "and besides", "(b) blue") == ["pt-a", "pt-b"]


def test_a_heading_within_a_provision_is_part_of_no_paragraph() -> None:
    lines = [Line("(1) Lamps."), Line("Wicks", apart=True), Line("(2) Wicks.")]
    text, parts = outlined("x", lines, ACT)
    assert [text[p.start : p.end] for p in parts] == ["(1) Lamps.", "(2) Wicks."]


def test_a_defined_term_is_a_part_with_its_own_points() -> None:
    lines = [Line("(1) In this Act:"), Line("oil lamp means:", "oil lamp"), Line("(a) old"), Line("wick means a thread", "wick")]
    text, parts = outlined("x", lines, ACT)
    assert [p.id for p in parts] == ["x/ss-1", "x/ss-1/def-oil-lamp", "x/ss-1/def-oil-lamp/par-a", "x/ss-1/def-wick"]
    assert words(text, parts, "ss-1/def-oil-lamp") == "oil lamp means:\n(a) old"


def test_what_comes_a_second_time_in_the_same_place_has_no_address_nor_what_is_in_it() -> None:
    lines = [Line("lamp means a light", "lamp"), Line("lamp means:", "lamp"), Line("(a) a star")]
    assert [p.id for p in outlined("x", lines, ACT)[1]] == ["x/def-lamp"]


def test_a_strict_row_has_no_gaps_and_a_loose_one_may() -> None:
    assert addresses("(2) Lamps", "(5) Wicks") == []
    assert addresses("(2) Lamps", "(5) Wicks", "(a) old", "(d) new", strict=False, names=ACT) == [
        "ss-2",
        "ss-5",
        "ss-5/par-a",
        "ss-5/par-d",
    ]


def test_what_was_put_between_keeps_its_place() -> None:
    assert addresses("(1) a", "(1A) b", "(a) c", "(aa) d", "(b) e", "(2) f", strict=False, names=ACT) == [
        "ss-1",
        "ss-1a",
        "ss-1a/par-a",
        "ss-1a/par-aa",
        "ss-1a/par-b",
        "ss-2",
    ]


def test_blocks_without_labels_are_counted_unless_one_introduces_a_list() -> None:
    text, parts = outline_of("Lamps burn.", "Wicks do not.")
    assert [(p.id, p.label, text[p.start : p.end]) for p in parts] == [
        ("x/par-1", "", "Lamps burn."),
        ("x/par-2", "", "Wicks do not."),
    ]
    assert addresses("Lamps are:", "red;", "blue.") == []
    assert addresses("Lamps burn.") == []
    assert outline_of("Lamps burn.", "Wicks do not.", counted=False)[1] == ()


def test_chinese_rows_have_the_addresses_of_the_english_ones() -> None:
    assert addresses("一、燈：", "（一）紅", "（二）藍", "二、完") == ["par-1", "par-1/pt-a", "par-1/pt-b", "par-2"]
    assert addresses("燈：", "（子）紅：", "（1）舊", "（2）新", "（丑）藍") == ["pt-a", "pt-a/pt-i", "pt-a/pt-ii", "pt-b"]
    assert addresses("（一）燈", "（甲）紅", "（二）完", names={**TREATY, Row.HAN_IN_BRACKETS: "par"}) == [
        "par-1",
        "par-1/pt-a",
        "par-2",
    ]


def test_one_line_has_single_blanks_and_composed_letters() -> None:
    assert one_line(" a\u00a0 b\n\tcafe\u0301 ") == "a b café"


@settings(deadline=None)
@given(st.lists(st.text(alphabet="abiv123().AB一、（） \u0660", max_size=8).map(one_line), max_size=12), st.booleans())
def test_parts_nest_within_the_text_whatever_the_lines_are(lines: list[str], strict: bool) -> None:
    text, parts = outline_of(*lines, strict=strict)
    assert len({p.id for p in parts}) == len(parts)
    assert text.replace(" ", "") == "\n".join(line for line in lines if line).replace(" ", "")
    for part in parts:
        assert 0 <= part.start < part.end <= len(text)
        assert text[part.start : part.end].startswith(part.label)
    for one, other in itertools.pairwise(parts):
        assert one.start <= other.start
        assert other.start >= one.end or other.end <= one.end
