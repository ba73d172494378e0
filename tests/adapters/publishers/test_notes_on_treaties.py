"""Every note on a treaty, an Australian Act, the Charter and the Québec Act is on a place that the official text has."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from mirror import MIRROR, on_real_files
from rights_assistant.adapters.publishers import (
    charter_rst,
    comlaw_markdown,
    compact_markdown,
    legisquebec,
    treaty_json,
    treaty_markdown,
    udhr,
)
from rights_assistant.domain.official import Format, OfficialText, Publication

LAW = Path(__file__).resolve().parents[3] / "knowledge" / "law"
Load = Callable[[bytes, Publication], OfficialText]
FILES: dict[str, list[tuple[Load, str, str]]] = {
    "int/udhr": [(udhr.load, "int/udhr/eng.xml", "")],
    "int/refugee-convention": [(treaty_json.load, "int/refugee-convention-1951/en-zh.json", "")],
    "int/gcm": [(compact_markdown.load, "int/global-compact-migration/en.objectives.md", "")],
    "coe/echr": [(treaty_markdown.load, "coe/echr/en.md", "")],
    "au/migration-act": [
        (comlaw_markdown.load, "au/migration-act-1958/en.2015.vol1.md", ""),
        (comlaw_markdown.load, "au/migration-act-1958/en.2015.vol2.md", ""),
    ],
    "au/privacy-act": [(comlaw_markdown.load, "au/privacy-act-1988/en.2015.md", "")],
    "ca/charter": [(charter_rst.load, "ca/charter/en.rst", "")],
    "ca/qc": [(legisquebec.load, "ca/qc-loi-25/en.html", "loi-25")],
    **{
        f"int/{name}": [(treaty_markdown.load, f"int/{name}/en.md", "")]
        for name in ("cat", "cedaw", "cerd", "crc", "crpd", "iccpr", "icescr")
    },
}
WITHOUT_A_COPY = {
    "au/ai-policy": "a policy of the Government, of which there is no copy",
    "au/foi-act": "no copy of the Act",
    "coe/ai-convention": "no copy of CETS 225",
    "coe/convention-108-plus": "no copy of the modernised Convention; that of 1981 has other articles",
    "int/cmw": "no copy of the Convention",
    "int/iccpr-gc": "general comments, which have no articles",
    "int/iom-framework": "our notes on an article, not on provisions",
    "int/unesco-ai": "no copy of the Recommendation",
}
WITHOUT_A_PLACE = {
    "coe/echr/p4-art-4": "Protocol No. 4 is a treaty of its own and not in the copy",
    "coe/echr/p7-art-1": "Protocol No. 7 is a treaty of its own and not in the copy",
    "int/cerd/gr-36": "a general recommendation of the Committee, not in the Convention",
    "ca/qc/access-act-65.2": "a section of another Act, of which there is no copy",
}


@cache
def texts(instrument: str) -> tuple[OfficialText, ...]:
    """What the loaders make of the copies of an instrument."""
    found = []
    for load, file, locator in FILES[instrument]:
        publication = Publication(instrument, "en", Format.TREATY_MARKDOWN, file, locator=locator)
        found.append(load((MIRROR / file).read_bytes(), publication))
    return tuple(found)


def notes() -> list[str]:
    """The ids of all notes on the jurisdictions and instruments of these loaders."""
    paths = [p for place in ("int", "coe", "au", "ca/charter", "ca/qc") for p in sorted((LAW / place).rglob("*.md"))]
    return [str(p.relative_to(LAW).with_suffix("")) for p in paths if p.name != "instrument.md"]


def instrument_of(note: str) -> str:
    return note.rpartition("/")[0]


def test_every_instrument_with_notes_has_a_file_or_a_reason_for_none() -> None:
    there = {instrument_of(note) for note in notes()}
    assert there == FILES.keys() | WITHOUT_A_COPY.keys()
    assert not FILES.keys() & WITHOUT_A_COPY.keys()
    assert set(notes()) >= WITHOUT_A_PLACE.keys()
    assert all(WITHOUT_A_COPY.values())
    assert all(WITHOUT_A_PLACE.values())


@on_real_files
@pytest.mark.parametrize("note", [n for n in notes() if instrument_of(n) in FILES])
def test_a_note_is_on_a_place_of_the_official_text(note: str) -> None:
    found = [place for text in texts(instrument_of(note)) if (place := text.find(note))]
    assert len(found) == (0 if note in WITHOUT_A_PLACE else 1), WITHOUT_A_PLACE.get(note, "the official text has no such place")
