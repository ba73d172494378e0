"""Small official texts, read as real ones are: an invented Lantern Act in two languages, and a declaration from right to left."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from fakes import unseen
from rights_assistant.adapters.reading import read_shelf, write_relied
from rights_assistant.adapters.shelf import Shelf
from rights_assistant.adapters.texts import Texts
from rights_assistant.domain.official import Format, OfficialProvision, OfficialText, Part, Publication, Unit
from rights_assistant.domain.sources import Edition, File, Got, Source

AS_OF = date(2026, 3, 26)
FETCHED = date(2026, 11, 22)
ASKING = "(1) Whoever wants a lantern asks the lamp court."
LEAVE = "(a) the keeper of lamps first gives leave;"
DAYS = "(b) the wick is trimmed within 15 days."
SECTION_72 = f"{ASKING}\n(2) The court hears the matter where\n{LEAVE}\n{DAYS}"
LIT = "(1) Every lantern is lit at dusk."
DARK = "(40) No lantern is left dark."
LONG = "\n".join([LIT, *(f"({n}) Lamp number {n} hangs beside the door and burns quietly." for n in range(2, 40)), DARK])
"""More than a page of it."""
SCHEDULE = "1. Oil.\n2. Wicks.\n4. Lamps with a grudge."
DEMANDER = "(1) Quiconque veut une lanterne la demande au tribunal des lampes."
PERMET = "a) le gardien des lampes le permet;"
FRENCH = f"{DEMANDER}\n(2) Le tribunal entend l’affaire lorsque\n{PERMET}"
ARABIC = "لكل شخص مصباح أمام بابه."


def _parts(id: str, text: str, **named: str) -> tuple[Part, ...]:
    """Parts of a text, each by the end of its address (`ss_2__par_a`) and its words."""
    made = []
    for name, words in named.items():
        start = text.index(words)
        tail = name.replace("__", "/").replace("_", "-")
        made.append(Part(f"{id}/{tail}", words.split()[0], start, start + len(words)))
    return tuple(made)


def _section(number: str, heading: str, text: str, under: tuple[str, ...], **named: str) -> OfficialProvision:
    id = f"ca/irpa/s-{number}"
    return OfficialProvision(id, Unit.SECTION, number, heading, text, _parts(id, text, **named), under)


DOORS = ("PART 1 Doors", "DIVISION 1 Above")
COURT = ("PART 1 Doors", "DIVISION 2 Court")


def _sections() -> tuple[OfficialProvision, ...]:
    second = SECTION_72.split("\n", 1)[1]
    schedule = OfficialProvision(
        "ca/irpa/sch-1", Unit.SCHEDULE, "Schedule 1", "Things", SCHEDULE,
        (Part("ca/irpa/sch-1-para-4", "4.", SCHEDULE.index("4."), len(SCHEDULE)),),
    )  # fmt: skip
    return (
        _section("1", "Hanging <lanterns>", "Every lantern hangs above the door.", DOORS),
        _section("9", "Lighting", LONG, DOORS, ss_1=LIT, ss_40=DARK),
        _section("72", "Asking the court", SECTION_72, COURT, ss_1=ASKING, ss_2=second, ss_2__par_a=LEAVE, ss_2__par_b=DAYS),
        schedule,
    )


TEXTS: Mapping[tuple[str, str], OfficialText] = {
    ("ca/irpa", "en"): OfficialText("ca/irpa", "en", "Lantern Act", AS_OF, _sections()),
    ("ca/irpa", "fr"): OfficialText(
        "ca/irpa", "fr", "Loi sur les lanternes", AS_OF,
        (_section("72", "Demande", FRENCH, ("PARTIE 1 Portes",), ss_1=DEMANDER, ss_2__par_a=PERMET),),
    ),
    ("int/udhr", "ar"): OfficialText(
        "int/udhr", "ar", "إعلان المصابيح", None,
        (OfficialProvision("int/udhr/art-1", Unit.ARTICLE, "المادة 1", "", ARABIC),),
    ),
}  # fmt: skip

_LAWS = {"ca/irpa": ("en", "fr"), "int/udhr": ("ar",)}


def _file(instrument: str, language: str) -> File:
    publication = Publication(instrument, language, Format.JUSTICE_CANADA, f"{instrument}.{language}")
    return File(publication, "current", f"https://lanterns.test/{instrument}.{language}.xml")


SOURCES = tuple(
    Source(
        law,
        "Lantern Office",
        editions=(Edition("current", tuple(_file(law, language) for language in languages), note="A copy by hand."),),
    )
    for law, languages in _LAWS.items()
)


def write_texts(
    folder: Path, relied: Mapping[tuple[str, str], str] | None = None, *, texts: Mapping[tuple[str, str], OfficialText] = TEXTS
) -> Path:
    """The texts in a folder, as fetching and reading leave them.

    Args:
        relied: the address that a statement of a note rests on, by the note's id and the statement.
    """
    loaders = {Format.JUSTICE_CANADA: lambda data, publication: texts[(publication.instrument, publication.language)]}
    shelf = Shelf(folder, loaders)
    for source in SOURCES:
        for file in source.files():
            shelf.keep(file, Got(str(file.path).encode(), file.address), FETCHED)
    read_shelf(folder, shelf, SOURCES, unseen)
    write_relied(folder, relied or {})
    return folder


def open_texts(folder: Path, relied: Mapping[tuple[str, str], str] | None = None) -> Texts:
    """The same, opened."""
    return Texts(write_texts(folder, relied))
