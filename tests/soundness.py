"""What holds of every official text, whatever loader made it."""

import re
import unicodedata
from collections.abc import Callable

from rights_assistant.domain.official import OfficialText
from rights_assistant.errors import OfficialError


def unspaced(text: str) -> str:
    """A text in NFC without any white space, for comparing words alone."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text))


def is_sound(text: OfficialText) -> None:
    """Asserts that ids are unique, every provision has clean words, and parts nest within them, each with its label."""
    ids = [p.id for p in text.provisions] + [part.id for p in text.provisions for part in p.parts]
    assert len(ids) == len(set(ids))
    for provision in text.provisions:
        assert provision.id.startswith(f"{text.instrument}/")
        assert provision.id == provision.id.lower()
        assert provision.text
        for line in provision.text.split("\n"):
            assert line == " ".join(line.split()), provision.id
        assert provision.text == unicodedata.normalize("NFC", provision.text)
        open_parts: list[tuple[str, int]] = []
        for part in provision.parts:
            assert 0 <= part.start < part.end <= len(provision.text), part
            assert part.id.startswith(f"{provision.id}/"), part
            assert provision.words_of(part).startswith(part.label), part
            while open_parts and open_parts[-1][1] <= part.start:
                open_parts.pop()
            assert not open_parts or part.end <= open_parts[-1][1], part
            assert not open_parts or part.id.startswith(f"{open_parts[-1][0]}/"), part
            open_parts.append((part.id, part.end))


def is_sound_or_refused(load: Callable[[], OfficialText]) -> None:
    """Asserts that a loader makes a sound text or says in an `OfficialError` which file is wrong, and raises nothing else."""
    try:
        text = load()
    except OfficialError as error:
        refusal = str(error)
    else:
        is_sound(text)
        return
    assert refusal.startswith("the lantern file ")


def is_faithful(text: OfficialText, words_of_file: str) -> None:
    """Asserts that every line stands in the file in the same words."""
    there = unspaced(words_of_file)
    for provision in text.provisions:
        for line in provision.text.split("\n"):
            assert unspaced(line) in there, (provision.id, line)


def addresses(text: OfficialText) -> set[str]:
    """All addresses of parts, without the instrument."""
    return {part.id.removeprefix(f"{text.instrument}/") for p in text.provisions for part in p.parts}
