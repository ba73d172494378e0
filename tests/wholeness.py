"""What must be true of every official text, whoever published it."""

import re
import unicodedata

from rights_assistant.domain.official import OfficialProvision, OfficialText, Part


def squeezed(words: str) -> str:
    """Words without any white space, in NFC: block joints count as no blank."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", words))


def assert_sound(text: OfficialText, content: str, *, labels_written: bool = True, but: frozenset[str] = frozenset()) -> None:
    """Each id once, all words plain and found in the file, all parts whole, nested and begun by their labels, `but` for some."""
    ids = [p.id for p in text.provisions] + [part.id for p in text.provisions for part in p.parts]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9./-]*", id) for id in ids), [
        id for id in ids if not re.fullmatch(r"[a-z0-9][a-z0-9./-]*", id)
    ]
    haystack = squeezed(content)
    for provision in text.provisions:
        assert provision.id.startswith(f"{text.instrument}/")
        assert provision.label
        _assert_plain(provision)
        for line in provision.text.split("\n"):
            for cell in line.split("|"):
                assert squeezed(cell) in haystack, (provision.id, line)
        _assert_nested(provision.parts, len(provision.text))
        for part in provision.parts:
            words = provision.words_of(part)
            assert words == words.strip() != "", part
            assert part.label, part
            if part.id.rpartition("/")[2].startswith("def-"):
                assert part.label in words.replace("\n", " "), part
            elif labels_written and part.id not in but:
                assert words.startswith(part.label), part


def _assert_plain(provision: OfficialProvision) -> None:
    assert provision.text == unicodedata.normalize("NFC", provision.text)
    assert all(line == " ".join(line.split()) != "" for line in provision.text.split("\n")), provision.id
    assert provision.heading == " ".join(provision.heading.split())


def _assert_nested(parts: tuple[Part, ...], length: int) -> None:
    around: list[Part] = []
    for before, part in zip((None, *parts), parts, strict=False):
        assert 0 <= part.start < part.end <= length, part
        assert before is None or before.start <= part.start, part
        while around and around[-1].end <= part.start:
            around.pop()
        assert not around or part.end <= around[-1].end, (part, around[-1])
        around.append(part)


def last_steps(text: OfficialText, step: str) -> list[str]:
    """The addresses of all parts whose last step is of a kind, as `ss` or `par`."""
    return [part.id for p in text.provisions for part in p.parts if re.search(rf"/{step}-[^/]*\Z", part.id)]
