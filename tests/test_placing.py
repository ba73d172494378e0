"""`placing`: the place that a statement rests on, by its name, figures, words and likeness; or none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import a_section, a_statement
from placing_made import ADDRESSES, ID, TEXT, a_note, alike, provision_of, the_wording, wording_of
from rights_assistant import placing
from rights_assistant.domain.official import Wording
from rights_assistant.placing import CERTAIN, NOWHERE, THRESHOLD, Claim, Place, claim_of, ground, place

NOTE = a_note(a_statement("A keeper registers the lamp."))
SS_1, SS_2, PAR_A, PAR_B, SS_3 = ADDRESSES


def placed(text: str, heading: str = "What it says", wording: Wording | None = None) -> Place:
    """Where a sentence about section 72 stands."""
    on = ground(NOTE, wording or the_wording())
    claim = Claim(text, heading)
    return place(claim, on, alike(on.asked(claim), on.texts) if on.english else ())


def told(text: str, heading: str = "What it says", wording: Wording | None = None) -> str:
    """The address, where it is sure enough; without the provision's."""
    found = placed(text, heading, wording)
    return found.address.removeprefix(ID) if found.sure >= THRESHOLD else ""


# --- what a provision is cut into ---


def test_the_places_of_a_provision() -> None:
    """Is there a spot for each part, each knowing what it lies in?"""
    spots = ground(NOTE, the_wording()).spots
    assert [(s.address, s.above) for s in spots] == [(SS_1, ""), (SS_2, ""), (PAR_A, SS_2), (PAR_B, SS_2), (SS_3, "")]


def test_a_point_has_the_opening_words_of_its_paragraph() -> None:
    """Is the text of a point what a reader reads: the opening words, then the point, and not the other one?"""
    [point] = [s for s in ground(NOTE, the_wording()).spots if s.address == PAR_A]
    assert point.text == f"{TEXT[1]} {TEXT[2]}"


def test_opening_words_of_the_whole_belong_to_each_place() -> None:
    """Do words before the first part stand in the text of every spot?"""
    lines = ("Whoever keeps a lamp shall", "(a) fill it; and", "(b) trim it.")
    on = ground(NOTE, wording_of(provision_of(lines, [(f"{ID}/par-a", 1, 2), (f"{ID}/par-b", 2, 3)])))
    assert on.texts == (f"{lines[0]} {lines[1]}", f"{lines[0]} {lines[2]}")


def test_a_note_on_a_part_has_only_what_lies_in_it() -> None:
    """Is a note on paragraph 2 placed among the points of that?"""
    whole = the_wording()
    part = whole.provision.parts[1]
    on = ground(NOTE, wording_of(whole.provision, part))
    assert [s.address for s in on.spots] == [PAR_A, PAR_B]
    assert on.spots[0].text == f"{TEXT[1]} {TEXT[2]}"


def test_parts_that_span_the_same_words() -> None:
    """Does of two parts with the same words the first one lie around the second?"""
    on = ground(NOTE, wording_of(provision_of(TEXT[:1], [(f"{ID}/ss-1", 0, 1), (f"{ID}/ss-1/par-a", 0, 1)])))
    assert [s.above for s in on.spots] == ["", f"{ID}/ss-1"]
    assert place(Claim("Every keeper shall register the lamp."), on, (0.9, 0.9)) == NOWHERE


@pytest.mark.parametrize(
    ("id", "number"),
    [
        ("eu/ai-act/art-26", "26"),
        ("ca/irpr/s-159.91", "159.91"),
        ("uk/uk-gdpr/art-22a", "22a"),
        ("ca/dadm/6.2.1", "6.2.1"),
        ("eu/ai-act/annex-3-7", "7"),
        ("ca/dadm/appendix-c", ""),
    ],
)
def test_the_number_of_a_provision(id: str, number: str) -> None:
    """Is it what people cite?"""
    assert ground(a_note(a_statement(), id=id), the_wording()).number == number


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Under section 72 of the Lantern Act a keeper pays.", "a keeper pays."),
        ("Canada's lamps burn, says section 72.", "'s lamps burn, ."),
        ("Section 720 says more.", "Section 720 says more."),
        ("The lanterns burn.", "The lanterns burn."),
    ],
)
def test_names_say_nothing_about_a_place(text: str, asked: str) -> None:
    """Are the names of law, country and provision left out, and no other words?"""
    assert ground(NOTE, the_wording()).asked(Claim(text)) == asked


def test_a_claim_knows_its_heading() -> None:
    """Is a statement placed as what stands under its heading?"""
    statement = a_statement("Count from today.")
    assert claim_of(a_section("Limits", statement), statement) == Claim("Count from today.", "Limits")


# --- a place that is named ---


@pytest.mark.parametrize(
    ("text", "address"),
    [
        pytest.param("Section 72(3) is about petitions.", "/ss-3", id="section and paragraph"),
        pytest.param("You can name section 72(2)(b).", "/ss-2/par-b", id="down to the point"),
        pytest.param("Paragraph 3 is about petitions.", "/ss-3", id="a paragraph alone"),
        pytest.param("Nach Absatz 2 darf man löschen.", "/ss-2", id="German"),
        pytest.param("See subsection (2)(a) of it.", "/ss-2/par-a", id="a subsection and its point"),
        pytest.param("§ 72(1) says so.", "/ss-1", id="the sign"),
    ],
)
def test_a_named_place(text: str, address: str) -> None:
    """Is a place that is named told whatever its words are, also in our advice?"""
    assert placed(text) == Place(ID + address, CERTAIN)
    assert told(text, "What it means for you") == address


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Section 12(3) is another matter.", id="another section"),
        pytest.param("Section 72(9) does not exist.", id="a paragraph that is not there"),
        pytest.param("Section 72(2)(z) does not exist.", id="a point that is not there"),
        pytest.param("Section 72(1) and section 72(3) are two.", id="two places"),
    ],
)
def test_what_names_no_one_place(text: str) -> None:
    """Is no place certain?"""
    assert placed(text).sure < CERTAIN


# --- words and likeness ---


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("A keeper must register each lantern with the harbour office.", "/ss-1"),
        ("The flame may be put out when the whale oil is exhausted.", "/ss-2/par-b"),
        ("The office answers a petition about brightness.", "/ss-3"),
    ],
)
def test_words_that_only_one_place_has(text: str, address: str) -> None:
    """Is the place told whose rare words a statement has?"""
    assert told(text) == address


def test_words_of_two_points_are_the_paragraph() -> None:
    """Does a statement that has as much of one point as of the other rest on the paragraph?"""
    assert told("The flame may be extinguished in a storm, or when oil is exhausted.") == "/ss-2"


def test_words_of_no_place() -> None:
    """Is none told for what the law has no word of?"""
    assert told("Bring a friend along, and smile.") == ""


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("The office does not give reasons for an answer to a petition about brightness.", "what the law does not say"),
        ("Whether the office answers a petition about brightness was not checked.", "what was not checked"),
    ],
)
def test_what_the_law_does_not_say_has_no_place(text: str, why: str) -> None:
    """Is no place told although the words are there?"""
    assert told(text) == "", why


def test_every_doubt_makes_less_sure() -> None:
    """Is a limit less sure than what the law says, advice less than a limit, and a denial less than none?"""
    text = "The office answers a petition about brightness."
    sure = [placed(text, h).sure for h in ("What it says", "Limits", "What it means for you", "From when")]
    assert sure[0] > sure[1] > sure[2] == sure[3]
    assert placed(f"{text[:-1]}, never at night.").sure < placed(f"{text[:-1]}, ever at night.").sure


def test_signs_that_point_to_different_places_make_less_sure() -> None:
    """Is a place less sure when meaning points elsewhere than words?"""
    on, claim = ground(NOTE, the_wording()), Claim("The office answers a petition about brightness.")
    same, other = place(claim, on, (0, 0, 0, 0, 0.2)), place(claim, on, (0.2, 0, 0, 0, 0.19))
    assert (same.address, other.address) == (SS_3, SS_3)
    assert same.sure - other.sure > 0.149


# --- figures ---


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("The office takes thirty days.", "/ss-3"),
        ("It costs $40.", "/ss-2/par-b"),
        ("The storm takes fifteen days.", "/ss-2/par-a"),
    ],
)
def test_a_figure_that_only_one_place_has(text: str, address: str) -> None:
    """Does a figure find its place, also spelled in another way?"""
    assert told(text) == address


def test_a_figure_that_the_place_does_not_have() -> None:
    """Is a period of another law much against a place, however alike the rest is?"""
    there = placed("The office answers a petition about brightness within 30 days.")
    other = placed("The office answers a petition about brightness within 31 days.")
    assert (there.address, other.address) == (SS_3, SS_3)
    assert there.sure - other.sure > 0.699


def test_a_figure_of_the_opening_words_is_of_no_one_place() -> None:
    """Does a figure that every place has by the opening words speak against each?"""
    lines = ("The office shall within 30 days", "(a) answer the petition; or", "(b) light the lamp.")
    wording = wording_of(provision_of(lines, [(f"{ID}/par-a", 1, 2), (f"{ID}/par-b", 2, 3)]))
    assert told("The office is given 30 days.", wording=wording) == ""
    with_it, without = (placed(f"The office answers the petition{more}.", wording=wording).sure for more in (" within 30 days", ""))
    assert without - with_it >= 0.6


def test_the_law_that_a_place_names() -> None:
    """Is a reference a figure too, but not the one to the provision itself?"""
    assert told("The petition follows section 12.") == "/ss-3"
    assert (
        placed("Under section 72 the office answers a petition.").sure
        > placed("Under section 73 the office answers a petition.").sure
    )


def test_small_numbers_without_a_unit_are_none() -> None:
    """Does "two keepers" not lead to paragraph 2?"""
    assert told("There are two keepers.") == ""


# --- a law without an English wording ---

GERMAN = (
    "(1) Der Leuchtturmwärter meldet die Lampe bei der Hafenbehörde.",
    "(2) Die Behörde entscheidet binnen zwei Wochen.",
    "(3) Ein Widerspruch ist binnen eines Monats zu erheben.",
)


def german(*more: str) -> Wording:
    """A German wording of three paragraphs, and more."""
    lines = (*GERMAN, *more)
    return wording_of(provision_of(lines, [(f"{ID}/par-{n + 1}", n, n + 1) for n in range(len(lines))]), language="de")


@pytest.mark.parametrize(
    ("text", "address"),
    [
        pytest.param("The office decides within 2 weeks.", "/par-2", id="a period"),
        pytest.param("You have one month for an objection.", "/par-3", id="a number in words"),
        pytest.param("You need the Hafenbehörde for this.", "/par-1", id="a name"),
        pytest.param("Absatz 3 is about objections.", "/par-3", id="a named place"),
        pytest.param("The keeper registers the lamp.", "", id="words of ours"),
        pytest.param("The office decides within 3 weeks.", "", id="a period that is not there"),
        pytest.param("The Hafenbehörde decides within 2 weeks.", "", id="a name and a period of two places"),
        pytest.param("Within two weeks, do not smile.", "/par-2", id="a denial alone"),
    ],
)
def test_a_law_in_german(text: str, address: str) -> None:
    """Are figures, names and named places found, and words of ours not compared?"""
    assert told(text, wording=german()) == address


def test_a_figure_of_two_german_paragraphs() -> None:
    """Is none told where two have it?"""
    assert told("It takes two weeks.", wording=german("(4) Nach zwei Wochen brennt sie.")) == ""


def test_advice_about_a_german_law() -> None:
    """Is advice of ours less sure there too?"""
    assert (
        placed("It takes two weeks.", "What it means for you", german()).sure < placed("It takes two weeks.", wording=german()).sure
    )


# --- nothing to tell ---


def test_a_provision_without_parts() -> None:
    """Is there no place in a provision that is not cut?"""
    assert placed("Every keeper registers.", wording=wording_of(provision_of(TEXT[:1], []))) == NOWHERE


def test_the_only_place_is_the_whole() -> None:
    """Is a part that is the whole provision no place?"""
    wording = wording_of(provision_of(TEXT[:1], [(f"{ID}/ss-1", 0, 1)]))
    assert placed("Every keeper of a lantern shall register the lamp with the harbour office.", wording=wording) == NOWHERE


@given(st.text(max_size=80), st.sampled_from(["en", "de"]), st.sampled_from(["What it says", "Limits", "What it means for you"]))
def test_any_sentence_has_a_place_of_the_provision_or_none(text: str, language: str, heading: str) -> None:
    """Is the place always one of the provision, whatever is said of it?"""
    found = placed(text, heading, the_wording(language))
    assert found.address in {"", *ADDRESSES}
    assert (found == NOWHERE) is (found.address == "")


@given(st.permutations(range(5)))
def test_more_alike_is_never_less_sure(order: list[int]) -> None:
    """Does raising the likeness of the place that is told never make it less sure?"""
    on, claim = ground(NOTE, the_wording()), Claim("The office answers a petition about brightness.")
    before = [n / 10 for n in order]
    found = place(claim, on, before)
    best = [s.address for s in on.spots].index(found.address)
    after = place(claim, on, [x + 0.1 * (n == best) for n, x in enumerate(before)])
    assert (after.address, after.sure >= found.sure) == (found.address, True)


def test_the_threshold_is_a_step_of_the_fit() -> None:
    """Is a named place above every threshold, and nothing below the one in use?"""
    assert NOWHERE.sure < THRESHOLD < CERTAIN
    assert placing.COMPARED == "en"
