"""Places in the acts of the European Union: addresses that must be there, words that must not, and those of all our notes."""

from collections import Counter
from pathlib import Path

import pytest

from eu_acts import parts_of, words_at
from eu_files import data_of, text_of
from mirror import on_real_files
from rights_assistant.domain.official import Unit
from rights_assistant.errors import OfficialError

pytestmark = on_real_files
LAW = Path(__file__).resolve().parents[3] / "knowledge" / "law" / "eu"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_annex_three_of_the_ai_act(language: str) -> None:
    for name in (f"ai-act/{language}.xhtml", f"ai-act-consolidated-2026-07-27/{language}.html"):
        text = text_of(name)
        found = text.find("eu/ai-act/annex-3-7")
        assert found
        provision, part = found
        assert provision.id == "eu/ai-act/annex-3"
        assert part
        assert part.label == "7."
        steps = list(parts_of(text, "annex-3"))
        assert [step for step in steps if step.startswith("-7")] == ["-7", "-7/pt-a", "-7/pt-b", "-7/pt-c", "-7/pt-d"]
        assert [step for step in steps if "/" not in step] == [f"-{n}" for n in range(1, 9)]


@pytest.mark.parametrize(
    ("name", "locator", "steps"),
    [
        pytest.param("ai-act/en.xhtml", "art-26", [f"par-{n}" for n in range(1, 13)], id="numbered paragraphs"),
        pytest.param("ai-act/en.xhtml", "art-3", ["par-1", *(f"pt-{n}" for n in range(1, 69))], id="definitions"),
        pytest.param("ai-act/en.xhtml", "art-113", ["par-1", "par-2", "par-3", *(f"pt-{n}" for n in "abc")], id="lines and points"),
        pytest.param("gdpr/en.xhtml", "art-22", [f"par-{n}" for n in range(1, 5)], id="four paragraphs"),
        pytest.param("charter/en.xhtml", "art-47", ["par-1", "par-2", "par-3"], id="paragraphs without numbers"),
        pytest.param("charter/fr.xhtml", "art-8", ["par-1", "par-2", "par-3"], id="numbered paragraphs without ids"),
        pytest.param("led-consolidated/fr.html", "art-11", ["par-1", "par-2", "par-3"], id="the older layout"),
        pytest.param(
            "ai-act-consolidated-2026-07-27/en.html",
            "art-5",
            ["par-1", "par-1a", "par-1b", *(f"par-{n}" for n in range(2, 9))],
            id="put in between",
        ),
    ],
)
def test_steps_below_a_provision(name: str, locator: str, steps: list[str]) -> None:
    found = [step.strip("/") for step in parts_of(text_of(name), locator)]
    assert [step for step in found if "/" not in step] == steps


def test_points_within_points() -> None:
    assert words_at(text_of("ai-act/en.xhtml"), "art-5/par-1/pt-h/pt-iii")[0].startswith("(iii) the localisation")
    assert words_at(text_of("led-consolidated/fr.html"), "art-3/pt-7/pt-b")[0].startswith("b) tout autre organisme")
    second = words_at(text_of("ai-act/en.xhtml"), "art-43/par-1/sub-2/pt-a")
    assert second[0].startswith("(a) harmonised standards")


def test_the_law_that_was_deleted_is_in_no_format() -> None:
    """Article 10(5) was deleted in 2026; Formex still has its words, marked by processing instructions."""
    assert b'IDENTIFIER="010.005"' in data_of("ai-act-consolidated-2026-07-27/en.fmx.xml")
    for name in ("en.html", "fr.html", "en.fmx.xml", "fr.fmx.xml"):
        text = text_of(f"ai-act-consolidated-2026-07-27/{name}")
        assert text.find("eu/ai-act/art-10/par-5") is None
        assert text.find("eu/ai-act/art-10/par-4")
        assert text.find("eu/ai-act/annex-1-a/pt-1") is None
        assert text.find("eu/ai-act/annex-1-a/pt-2")


def test_what_the_omnibus_quotes_has_no_address_of_its_own() -> None:
    for language in ("en", "fr"):
        text = text_of(f"ai-omnibus/{language}.xhtml")
        assert [p.id for p in text.of(Unit.ARTICLE)] == [f"eu/ai-omnibus/art-{n}" for n in range(1, 5)]
        steps = list(parts_of(text, "art-1"))
        assert not [step for step in steps if "par-" in step and step != "/par-1"]
        assert [step for step in steps if step.count("/") == 1] == ["/par-1", *(f"/pt-{n}" for n in range(1, 44))]
        assert len(words_at(text, "art-1/pt-6")) > 8


def test_chapters_of_the_ai_act() -> None:
    text = text_of("ai-act/en.xhtml")
    found = text.find("eu/ai-act/art-26")
    assert found
    assert [name.split(" ", 2)[:2] for name in found[0].under] == [["CHAPTER", "III"], ["SECTION", "3"]]
    levels = Counter(len(p.under) for p in text.of(Unit.ARTICLE))
    assert levels[0] == 0
    assert levels[1] + levels[2] == 113


def test_a_correction_is_refused() -> None:
    with pytest.raises(OfficialError, match=r"ai-act-corrigendum-2025-10-09/fr\.xhtml is not the page"):
        text_of("ai-act-corrigendum-2025-10-09/fr.xhtml")


NOTES = [
    "/".join(("eu", *path.relative_to(LAW).with_suffix("").parts))
    for path in sorted(LAW.glob("*/*.md"))
    if path.stem != "instrument"
]
HELD = {
    "eu/ai-act": (
        ("ai-act-consolidated-2026-07-27/{}.html", "ai-act/{}.xhtml"),
        ("ai-act-consolidated-2026-07-27/{}.fmx.xml", "ai-act/{}.xhtml"),
    ),
    "eu/ai-omnibus": (("ai-omnibus/{}.xhtml",),),
    "eu/charter": (("charter/{}.xhtml",),),
    "eu/gdpr": (("gdpr/{}.xhtml",), ("gdpr-consolidated/{}.html",), ("gdpr-consolidated/{}.fmx.xml",)),
    "eu/led": (("led/{}.xhtml",), ("led-consolidated/{}.html",), ("led-consolidated/{}.fmx.xml",)),
}
WITHOUT_A_COPY = {
    "eu/cjeu": "judgments, which have no articles",
    **dict.fromkeys(
        ("eu/asylum-migration-management", "eu/asylum-procedure", "eu/ees", "eu/etias", "eu/eudpr", "eu/eurodac", "eu/screening"),
        "there is no copy of this act",
    ),
    **dict.fromkeys(("eu/vis", "eu/visa-code"), "there is no copy of this act"),
}


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("note", [note for note in NOTES if note.rpartition("/")[0] in HELD])
def test_a_note_has_its_place_in_every_edition(note: str, language: str) -> None:
    for edition in HELD[note.rpartition("/")[0]]:
        places = [text_of(name.format(language)).find(note) for name in edition]
        found = next((place for place in places if place), None)
        assert found, edition
        provision, part = found
        assert (part or provision).id == note
        assert len(provision.words_of(part) if part else provision.text) > 20


def test_notes_without_a_place_are_those_we_know() -> None:
    assert {note.rpartition("/")[0] for note in NOTES} == {*HELD, *WITHOUT_A_COPY}
