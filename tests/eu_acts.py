"""Acts of the European Union in tests: what holds of every one, and two texts of the same act side by side."""

import re
import unicodedata
from collections.abc import Callable

from rights_assistant.domain.official import OfficialProvision, OfficialText, Part, Unit
from rights_assistant.errors import OfficialError


def squeezed(text: str) -> str:
    """A text in NFC without any white space."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text))


def bare_words(text: str) -> list[str]:
    """The words and numbers of a text, without signs and without capitals."""
    return re.findall(r"\w+", text.casefold())


def assert_sound(text: OfficialText) -> None:
    """Asserts that ids are unique, words clean, and parts nested by place and by address, each begun by its label."""
    ids = [p.id for p in text.provisions] + [part.id for p in text.provisions for part in p.parts]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"eu/[a-z0-9][a-z0-9./-]*", id) for id in ids)
    for provision in text.provisions:
        assert provision.id.startswith(f"{text.instrument}/")
        assert provision.label or provision.unit is Unit.PREAMBLE
        assert provision.text
        assert provision.text == unicodedata.normalize("NFC", provision.text)
        assert all(line == " ".join(line.split()) != "" for line in provision.text.split("\n")), provision.id
        _assert_nested(provision)


def _assert_nested(provision: OfficialProvision) -> None:
    outer = [Part(provision.id, "", 0, len(provision.text))]
    for part in provision.parts:
        while len(outer) > 1 and outer[-1].end <= part.start:
            outer.pop()
        assert outer[-1].start <= part.start < part.end <= outer[-1].end, part
        joints = "/-" if provision.unit is Unit.ANNEX and len(outer) == 1 else "/"
        assert part.id.startswith(outer[-1].id), part
        assert part.id[len(outer[-1].id)] in joints, part
        words = provision.words_of(part)
        assert words == words.strip() != "", part
        assert words.startswith(part.label), part
        outer.append(part)


def assert_faithful(text: OfficialText, words_of_file: str) -> None:
    """Asserts that every line stands in the file in the same words; of a row of a table, every cell."""
    there = squeezed(words_of_file)
    for provision in text.provisions:
        for line in provision.text.split("\n"):
            assert all(squeezed(cell) in there for cell in line.split(" | ")), (provision.id, line)


def assert_sound_or_refused(load: Callable[[], OfficialText], name: str) -> None:
    """Asserts that a loader makes a sound text or refuses the file by its name, and raises nothing else."""
    try:
        text = load()
    except OfficialError as error:
        refusal = str(error)
    else:
        assert_sound(text)
        return
    assert refusal.startswith(f"{name} ")
    assert error_says_what_to_do(refusal)


def error_says_what_to_do(refusal: str) -> bool:
    """Whether a refusal ends with the remedy."""
    return "rights-assistant sources fetch" in refusal


def parts_of(text: OfficialText, locator: str) -> dict[str, str]:
    """The parts of a provision: what follows its id, and the words."""
    found = text.find(f"{text.instrument}/{locator}")
    assert found, locator
    provision = found[0]
    return {part.id.removeprefix(provision.id): provision.words_of(part) for part in provision.parts}


def words_at(text: OfficialText, locator: str) -> list[str]:
    """The lines at an address."""
    found = text.find(f"{text.instrument}/{locator}")
    assert found, locator
    provision, part = found
    return (provision.words_of(part) if part else provision.text).split("\n")
