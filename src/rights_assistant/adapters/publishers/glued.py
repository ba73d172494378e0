"""Labels found again in a text whose blocks were joined without a sign: `…by—arequiring…, orbconferring…2The…`.

A label counts only where its number follows on the one before, and where the word behind it is a word of this text while
label and word together are none: `bwhere` is the label b, `by` is not.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from string import ascii_uppercase

_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi")
_ENDS = ".;:—)”’"
_DIGITS = re.compile(r"(?<![\d(,/–-])\d+")
_BEGINS = re.compile(r"\.?\s?(?:[A-Z“‘]|\. \.|\.\.\.)")
_JOINT = re.compile(r"(?<=[,;—:])(?=[A-Za-z“‘(])|(?<![A-Z]\.)(?<=\.)(?=[A-Z“‘(])|(?<=[.;]”)(?=[A-Z“‘])")
_BEFORE_LETTER = re.compile(r"(?:[—:]|[,;.](?:\s?\.\.\.)?\s?(?:and|or|but)?\s?|\. \.|\.\.\.\s?(?:and|or)?\s?)\Z")
_WORD = re.compile(r"[A-Za-z]+")


@dataclass(frozen=True, slots=True)
class Mark:
    """A place where a block begins; whatever is as deep or deeper ends there.

    Attributes:
        start: where in the text.
        end: where its label ends; the same as `start` where it has none.
        depth: 0 a paragraph of a schedule, 1 a subsection, 2 a letter, 3 a Roman number.
        label: its label.
    """

    start: int
    end: int
    depth: int
    label: str = ""


def vocabulary(texts: list[str]) -> Counter[str]:
    """How often each word stands after a blank."""
    return Counter(word for text in texts for word in re.findall(r"(?<= )[A-Za-z]+", text))


def marks(text: str, words: Counter[str], *, schedule: bool = False) -> list[Mark]:
    """Where the blocks of a text begin, in order: of a section, or of a schedule after its heading."""
    counted = list(_counted(text, schedule=schedule))
    bounds = [*(mark.start for mark in counted), len(text)]
    found = [*counted, *_lettered(text, 0, bounds[0], words)]
    for mark, stop in zip(counted, bounds[1:], strict=True):
        found += _lettered(text, mark.end, stop, words)
    starts = {mark.start for mark in found} | {mark.end for mark in found}
    joints = [Mark(m.start(), m.start(), 2) for m in _JOINT.finditer(text) if m.start() not in starts]
    return sorted([*found, *_headed(text, joints, counted)], key=lambda mark: (mark.start, mark.depth))


def _headed(text: str, joints: list[Mark], counted: list[Mark]) -> list[Mark]:
    # A paragraph of a schedule begins at its heading for whoever reads: what came before ends there, not at the number.
    heads = set()
    for mark in counted:
        if mark.depth == 0 and mark.start and text[mark.start - 1] not in _ENDS:
            heads.add(max((joint.start for joint in joints if joint.start < mark.start), default=-1))
    return [replace(joint, depth=0) if joint.start in heads else joint for joint in joints]


def _counted(text: str, *, schedule: bool) -> Iterator[Mark]:
    paragraph = sub = ""
    for found in _DIGITS.finditer(text):
        at = found.start()
        before = text[:at].rstrip(" ")[-1:]
        if at and text[at - 1] == " " and before not in _ENDS:
            continue
        if (sub or not schedule) and (not before or before in ".)”’") and (label := _next(found[0], text[found.end() :], sub)):
            if sub or at == 0:
                sub = label
                yield _mark(text, at, 1, label)
        elif schedule and (label := _next(found[0], text[found.end() :], paragraph)):
            paragraph, sub = label, ""
            yield _mark(text, at, 0, label)
        elif schedule and (label := _next_with_first(text, at, paragraph)):
            paragraph, sub = label, "1"
            yield Mark(at, at + len(label), 0, label)
            yield Mark(at + len(label), at + len(label) + 1, 1, "1")


def _mark(text: str, at: int, depth: int, label: str) -> Mark:
    end = at + len(label)
    stop = "." if text[end : end + 1] == "." and text[end : end + 3] not in (". .", "...") else ""
    return Mark(at, end + len(stop), depth, label + stop)


def _next(digits: str, rest: str, before: str) -> str:
    """The number that stands here, where it follows on the one before."""
    for length in (2, 1, 0):
        letters = rest[:length]
        if len(letters) == length and (not letters or (letters.isupper() and letters.isalpha())):
            label = digits + letters
            if _follows(label, before) and _BEGINS.match(rest[length:]):
                return label
    return ""


def _next_with_first(text: str, at: int, before: str) -> str:
    """The number of a paragraph whose first sub-paragraph begins at once: `41The` is 4 and 1, `4A1The` is 4A and 1."""
    found = re.compile(r"(\d+?[A-Z]{0,2})1(?![0-9])").match(text, at)
    return found[1] if found and _follows(found[1], before) and _BEGINS.match(text, found.end()) else ""


def _follows(label: str, before: str) -> bool:
    (own, letters), (last, last_letters) = _parted(label), _parted(before)
    if own != last:
        return own == last + 1 and not letters
    if not last_letters or len(letters) != len(last_letters):
        return letters > last_letters
    return ord(letters[-1]) == ord(last_letters[-1]) + 1


def _parted(label: str) -> tuple[int, str]:
    digits = label.rstrip(ascii_uppercase)
    return int(digits or 0), label[len(digits) :]


def _lettered(text: str, start: int, stop: int, words: Counter[str]) -> Iterator[Mark]:
    letter = roman = ""
    at = start
    while at < stop:
        found = _letter(text, at, stop, words, letter, roman)
        if found is None:
            at += 1
            continue
        if found.depth == 2:
            letter, roman = found.label, ""
        else:
            roman = found.label
        yield found
        at = found.end


def _letter(text: str, at: int, stop: int, words: Counter[str], letter: str, roman: str) -> Mark | None:
    opens = text[at - 1 : at] in ("—", ":")
    for label in _romans_after(roman, opens=opens) if letter else []:
        if _stands(text, at, label, words) and (roman or _later(text, at, stop, "ii", words)):
            return Mark(at, at + len(label), 3, label)
    for label in _letters_after(letter, opens=opens):
        if _stands(text, at, label, words) and (letter or _later(text, at, stop, "b", words)):
            return Mark(at, at + len(label), 2, label)
    return None


def _romans_after(roman: str, *, opens: bool) -> list[str]:
    if not roman:
        return ["i"] if opens else []
    following = _ROMAN.index(roman) + 1
    return [*_ROMAN[following : following + 1]]


def _letters_after(letter: str, *, opens: bool) -> list[str]:
    if not letter:
        return ["za", "a"] if opens else []
    inserted = letter[:-1] + chr(ord(letter[-1]) + 1) if len(letter) > 1 else letter + "a"
    plain = "a" if letter[0] == "z" and len(letter) > 1 else chr(ord(letter[0]) + 1)
    return [inserted, plain] if plain <= "z" else [inserted]


def _stands(text: str, at: int, label: str, words: Counter[str]) -> bool:
    if not text.startswith(label, at) or not _BEFORE_LETTER.search(text, max(0, at - 12), at):
        return False
    rest = text[at + len(label) : at + len(label) + 40]
    word = _WORD.match(rest)
    if word is None:
        return rest.startswith(("“", "‘", ". .", "..."))
    together = words[label + word[0]]
    return words[word[0]] > 5 * together or (not together and len(word[0]) > 3 and text[at - 1] != " ")


def _later(text: str, at: int, stop: int, label: str, words: Counter[str]) -> bool:
    return any(_stands(text, place.start(), label, words) for place in re.compile(label).finditer(text, at + 1, stop))
