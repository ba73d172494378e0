"""An invented law in an invented markup, the loader that reads it, and the list of sources that it stands in."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from rights_assistant.adapters.publishers.loaders import Loader
from rights_assistant.adapters.publishers.markup import read_xml, refused
from rights_assistant.domain.official import Format, OfficialProvision, OfficialText, Part, Publication, Unit
from rights_assistant.domain.sources import File

HANG = "Every lantern hangs above the door."
SECTIONS = {"1": f"(1) {HANG}\n(2) It is lit at dusk.", "2": "(1) Nobody blows it out."}
DAY = date(2026, 11, 23)
"""The day of fetching in these tests."""


def lantern(sections: Mapping[str, str] = SECTIONS, as_of: str = "2026-01-01") -> bytes:
    """The Lantern Act: a section by its number, a paragraph a line."""
    body = "".join(f'<section number="{n}">{text}</section>' for n, text in sections.items())
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<lantern as-of="{as_of}">{body}</lantern>'.encode()


def load_lantern(data: bytes, publication: Publication) -> OfficialText:
    """Its loader: the whole of what a loader owes."""
    root = read_xml(data, publication)
    if root.tag != "lantern":
        raise refused(publication, "is no Lantern Act")
    if root.get("hole"):
        raise IndexError("the loader has a hole")
    sections = tuple(_section(publication.instrument, s.get("number", ""), s.text or "") for s in root)
    day = date.fromisoformat(root.get("as-of", "")) if root.get("as-of") else publication.as_of
    return OfficialText(publication.instrument, publication.language, "Lantern Act", day, sections)


def _section(instrument: str, number: str, text: str) -> OfficialProvision:
    id, at, parts = f"{instrument}/s-{number}", 0, []
    for n, line in enumerate(text.split("\n"), 1):
        if line.startswith("("):
            parts.append(Part(f"{id}/ss-{n}", line.split()[0], at, at + len(line)))
        at += len(line) + 1
    return OfficialProvision(id, Unit.SECTION, f"Section {number}", "", text, tuple(parts))


LOADERS: dict[Format, Loader] = {
    Format.JUSTICE_CANADA: load_lantern,
    Format.GII: load_lantern,
    Format.TREATY_MARKDOWN: load_lantern,
}


def a_file(
    *,
    instrument: str = "ca/irpa",
    language: str = "en",
    edition: str = "current",
    format: Format = Format.JUSTICE_CANADA,
    address: str = "",
    mirror: str = "",
) -> File:
    """A file of the list."""
    file = File(Publication(instrument, language, format, "", locator="s"), edition, address, mirror)
    return File(Publication(instrument, language, format, str(file.path), locator="s"), edition, address, mirror)


SOURCES = """\
ca/irpa:
  publisher: Lantern Office
  identifiers: {citation: L-1}
  terms: free for all
  locator: s
  editions:
    - name: current
      called: false
      languages:
        en: {format: justice_canada, address: "https://lanterns.test/en.xml", mirror: ca/irpa/en.xml}
        fr: {format: justice_canada, address: "https://lanterns.test/fr.xml", mirror: ca/irpa/fr.xml}
    - name: old
      outdated: true
      note: From before the electric light.
      languages:
        en: {format: justice_canada, mirror: ca/irpa/old.xml}
ca/cases:
  publisher: Lantern Court
  none: Judgments, which nothing reads.
"""


def write_mirror(folder: Path, **files: bytes) -> Path:
    """A mirror folder with these files; `ca__irpa__en.xml` for `ca/irpa/en.xml`."""
    for name, data in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder
