"""Our notes on the law of Canada, Germany and the United Kingdom: each finds its place in the official text, or we say why not."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pytest

from mirror import MIRROR, on_real_files
from rights_assistant.adapters.publishers import clml, gii, justice_canada, treasury_board, uk_json
from rights_assistant.domain.official import Format, OfficialText, Publication
from statutes import a_publication

LAW = Path(__file__).resolve().parents[3] / "knowledge" / "law"
CASES = "a judgment: no publisher's file of it is read"
NO_FILE = "there is no copy of the publisher's file of this Act"
OTHER = "its file has another format than the ones tested here"

# Notes whose locator is no place in a text that can be loaded; the rest must be found.
WITHOUT = {
    "ca/aida/status": "a bill that never became law",
    "ca/cases/baker": CASES,
    "ca/cases/haghshenas-2023-fc-464": CASES,
    "ca/cases/ocran-2022-fc-175": CASES,
    "ca/cases/vavilov": CASES,
    "ca/charter/s-7": OTHER,
    "ca/charter/s-8": OTHER,
    "ca/charter/s-14": OTHER,
    "ca/charter/s-15": OTHER,
    "ca/charter/s-24": OTHER,
    "ca/irpr/part-19.1": "a whole part of the regulations, not one section of it",
    "ca/qc/access-act-65.2": OTHER,
    "ca/qc/loi-25-12.1": OTHER,
    "de/bverwg/1-c-19-21": CASES,
    "de/ki-mig/overview": "an account of a law that has no section to point at yet",
    "uk/atrs/standard": "a standard of the government, not law",
    "uk/duaa-2025/overview": "an account of a whole Act",
    "uk/equality-act/s-29": NO_FILE,
    "uk/equality-act/s-149": NO_FILE,
}
NOTES = [
    "/".join(path.relative_to(LAW).with_suffix("").parts)
    for place in ("ca", "de", "uk")
    for path in sorted((LAW / place).glob("*/*.md"))
    if path.stem != "instrument"
]
Load = Callable[[bytes, Publication], OfficialText]


def loaders(instrument: str) -> list[tuple[str, Format, Load]]:
    """The files of an instrument, and what reads them."""
    if instrument == "ca/dadm":
        return [("en.xml", Format.TREASURY_BOARD, treasury_board.load)]
    if instrument == "uk/dpa-2018":
        return [(name, Format.UK_JSON, uk_json.load) for name in ("en.sections.json", "en.schedules.json")]
    if instrument == "uk/uk-gdpr":
        return [("en.xml", Format.CLML, clml.load)]
    if instrument.startswith("de/"):
        return [("de.xml", Format.GII, gii.load)]
    return [("en.xml", Format.JUSTICE_CANADA, justice_canada.load), ("fr.xml", Format.JUSTICE_CANADA, justice_canada.load)]


@lru_cache(maxsize=40)
def texts(instrument: str) -> list[OfficialText]:
    """All texts of an instrument that are in the mirror."""
    found = []
    for name, format, load in loaders(instrument):
        locator = "rule" if instrument == "ca/rpd-rules" else ""
        publication = a_publication(instrument, format, language=name[:2], locator=locator, name=name)
        found.append(load((MIRROR / instrument / name).read_bytes(), publication))
    return found


@on_real_files
@pytest.mark.parametrize("note", [note for note in NOTES if note not in WITHOUT])
def test_a_note_has_its_place_in_the_official_text(note: str) -> None:
    instrument = note.rpartition("/")[0]
    places = [text.find(note) for text in texts(instrument)]
    found = [place for place in places if place]
    # The Data Protection Act comes in two files, one of sections and one of schedules; of the rest every file must have it.
    assert found if instrument == "uk/dpa-2018" else len(found) == len(places)
    for provision, part in found:
        assert (part or provision).id == note
        assert len(provision.words_of(part) if part else provision.text) > 20


@pytest.mark.parametrize("note", WITHOUT)
def test_a_note_that_is_said_to_have_no_text_is_there_and_has_none(note: str) -> None:
    assert note in NOTES
    if note == "ca/irpr/part-19.1" and MIRROR.is_dir():
        assert not any(text.find(note) for text in texts("ca/irpr"))


def test_most_notes_have_a_text() -> None:
    assert len(WITHOUT) < len(NOTES) / 5
