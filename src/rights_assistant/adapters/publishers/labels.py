"""The numbers and letters that laws give their paragraphs, and which one can follow which."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import regex


class Row(StrEnum):
    """What a label is counted in."""

    NUMBER = "number"
    DOTTED = "dotted"
    LETTER = "letter"
    ROMAN = "roman"
    CAPITAL = "capital"
    HAN = "han"
    HAN_IN_BRACKETS = "han in brackets"
    STEM = "stem"
    BRANCH = "branch"


@dataclass(frozen=True, slots=True)
class Mark:
    """A label as it may be read.

    Attributes:
        row: what it is counted in.
        shape: the signs around it, so that `1.` and `(1)` are different rows.
        value: its place in the row; a later label has a greater value.
        word: how an address names it, `11a`.
    """

    row: Row
    shape: str
    value: tuple[int, str]
    word: str

    @property
    def is_first(self) -> bool:
        """Whether a row begins with it."""
        return self.value == (1, "")

    def follows(self, other: "Mark") -> bool:
        """Whether it is the next in the row of the other: `4` or `3A` after `3`."""
        same = self.row is other.row and self.shape == other.shape
        return same and self.value > other.value and self.value[0] - other.value[0] <= 1

    def is_beyond(self, other: "Mark") -> bool:
        """Whether it comes later in the row of the other, with some between that the law no longer has."""
        return self.row is other.row and self.shape == other.shape and self.value > other.value


_LABEL = regex.compile(
    r"""(?:
      (?P<open>[(（])\s?(?P<in>\d{1,3}[A-Z]{0,3}|[ivx]{1,7}[a-z]?|[a-z]{1,2}|(?!EU|EC|EG|UE|CE|EEC)[A-Z]{1,2}|[一二三四五六七八九十]{1,3}|[甲乙丙丁戊己庚辛壬癸]|[子丑寅卯辰巳午未申酉戌亥醜])\s?[)）]
    | (?P<half>\d{1,3}[A-Z]{0,2}|[a-z]|[ivx]{1,7})\)
    | (?P<pair>\d{1,2}\.\d{1,2}[A-Z]?)(?=\s)
    | (?P<point>\d{1,3}[A-Z]{0,2}|[a-z]|[ivx]{1,7}|[A-Z])\s?\.(?!\d)
    | (?P<degree>\d{1,3}(?:\.\d{1,2})?)°
    | (?P<han>[一二三四五六七八九十]{1,3})(?:、|\s)
    )\s*""",
    regex.VERBOSE,
)
_HAN = "一二三四五六七八九十"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")


def label_at(text: str, start: int) -> tuple[str, tuple[Mark, ...], int] | None:
    """The label at a place, how it may be read, and where its words begin; nothing where there is none."""
    found = _LABEL.match(text, start)
    if not found:
        return None
    shape = next(name for name in ("in", "half", "pair", "point", "degree", "han") if found[name])
    return found[0].strip(), tuple(_readings(found[shape], shape)), found.end()


def han_number(word: str) -> int:
    """The value of a number in Chinese characters up to 999, 0 when it is none."""
    total = digit = 0
    for sign in word:
        if sign in "十百":
            total += (digit or 1) * (10 if sign == "十" else 100)
            digit = 0
        elif sign in _HAN:
            digit = _HAN.index(sign) + 1
        elif sign != "零":
            return 0
    return total + digit


def letter(number: int) -> str:
    """The letter with this place in the alphabet; the number itself past its end."""
    return chr(96 + number) if 0 < number <= 26 else str(number)


def roman(number: int) -> str:
    """The small Roman number, up to 39."""
    return "x" * (number // 10) + _ROMAN[number % 10] if 0 < number < 40 else str(number)


def _readings(word: str, shape: str) -> Iterator[Mark]:
    if word[0].isdecimal():
        yield _number(word, shape)
    elif word[0] in _HAN:
        row = Row.HAN if shape == "han" else Row.HAN_IN_BRACKETS
        yield Mark(row, shape, (han_number(word), ""), str(han_number(word)))
    elif word == "醜":
        # What a converter to traditional characters made of 丑, the second branch.
        yield Mark(Row.BRANCH, shape, (2, ""), "b")
    elif word[0] in _STEMS or word[0] in _BRANCHES:
        row, signs = (Row.STEM, _STEMS) if word[0] in _STEMS else (Row.BRANCH, _BRANCHES)
        yield Mark(row, shape, (signs.index(word[0]) + 1, ""), letter(signs.index(word[0]) + 1))
    else:
        yield from _letters(word, shape)


def _number(word: str, shape: str) -> Mark:
    whole, _, rest = word.lower().partition(".")
    if shape == "pair":
        shape, whole, rest = f"{whole}.", rest, ""
    digits = whole.rstrip("abcdefghijklmnopqrstuvwxyz")
    row = Row.DOTTED if shape.endswith(".") else Row.NUMBER
    return Mark(row, shape, (int(digits), rest or whole.removeprefix(digits)), word.lower())


def _letters(word: str, shape: str) -> Iterator[Mark]:
    if word[0].isupper():
        yield Mark(Row.CAPITAL, shape, (ord(word[0]) - 64, word[1:]), word.lower())
        return
    # One article may have `i)` and then `(ii)`; only for numbers do the signs tell one row from another.
    if found := regex.fullmatch(r"(x{0,3})(ix|iv|v?i{0,3})([a-z]?)", word):
        value = 10 * len(found[1]) + _ROMAN.index(found[2])
        if value:
            yield Mark(Row.ROMAN, "", (value, found[3]), word)
    yield Mark(Row.LETTER, "", (ord(word[0]) - 96, word[1:]), word)
