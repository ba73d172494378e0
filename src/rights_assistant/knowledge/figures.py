"""The figures of a text, in English or German, in one form each: dates, periods and amounts, references.

`fifteen days`, `15 days` and `15 Tage` are `15 day`; `2 December 2027`, `2. Dezember 2027` and `2.12.2027` are
`2027-12-02`; `Art. 86`, `Article 86(1)` and `Artikel 86` are `article 86`. Sub-paragraphs are left out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rights_assistant.knowledge.numerals import (
    ABBREVIATES,
    BEFORE,
    BETWEEN,
    INDEFINITE,
    JOINS,
    MONTHS,
    NUMBERS,
    REFERENCES,
    ROMAN,
    TIMES,
    UNITS,
)

_TOKEN = re.compile(
    r"\n|§+|\d{4}-\d\d-\d\d(?!\d)"
    r"|(?<!\d)\d{1,3}(?:[ \u00a0\u2009\u202f,.'’]\d{3})+(?!\d)"  # 35 000 000, 35,000,000
    r"|\d+(?:[./:]\d+)+|\d+[a-z]{0,2}(?![^\W\d_])|\d+"  # 2.12.2027, 2024/1689; 495a, 21st
    r"|[^\W\d_]+(?:['’][^\W\d_]+)*|[%€$£(),.;:–-]",
    re.IGNORECASE,
)
_GROUPED = re.compile(r"\d{1,3}(?:[ \u00a0\u2009\u202f,.'’]\d{3})+")
_DOTTED_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_DECIMAL = re.compile(r"\d+\.\d{1,2}")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
_ROMAN = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})")
_YEAR = re.compile(r"(?:1[6-9]|20)\d\d")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: its form, and the tokens that it is made of (`last` counts)."""

    form: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Seen:
    """A figure of a sentence as it stands there."""

    form: str
    words: str


def seen(sentence: str) -> Iterator[Seen]:
    """The figures of a sentence of ours; "a week" and the like are left out, because they are seldom meant as one."""
    spans = [found.span() for found in _TOKEN.finditer(sentence)]
    tokens = [sentence[start:end].lower() for start, end in spans]
    for figure in figures(tokens):
        if tokens[figure.first] not in INDEFINITE:
            yield Seen(figure.form, sentence[spans[figure.first][0] : spans[figure.last][1]])


def figures_in(sentence: str) -> frozenset[str]:
    """The forms of the figures of a sentence, without what they prove."""
    return frozenset(figure.form for figure in seen(sentence))


def forms(text: str) -> frozenset[str]:
    """The forms of every figure of a text, and the weaker ones that each of them proves.

    A period proves its number, a day its month and year; a number that begins a line is a `label`.
    """
    tokens = _TOKEN.findall(text.lower())
    found: set[str] = set()
    for figure in figures(tokens):
        found.add(figure.form)
        if _is_day(figure.form):
            found |= {figure.form[:7], figure.form[:4]}
        elif " " in figure.form and figure.form[0].isdecimal():
            found.add(figure.form.split()[0])
    begun = True
    for word in tokens:
        if begun and word[0].isdecimal():
            found.add(f"label {word}")
        begun = word == "\n" or (begun and word in "(§.-–")
    return frozenset(found)


def stands(form: str, among: frozenset[str]) -> bool:
    """Whether a figure stands in a text with these forms: a reference also as the number of a provision."""
    number = form.split()[-1]
    reference = form.split()[0] in REFERENCES.values() or "." in number
    return form in among or (reference and f"label {number}" in among)


def day_form(day: date) -> str:
    """The form of a day."""
    return day.isoformat()


def figures(tokens: Sequence[str]) -> Iterator[Figure]:
    """The figures of some tokens in lower case, in the order in which they stand."""
    at = 0
    while at < len(tokens):
        token = tokens[at]
        found: list[Figure] = []
        if token[0].isdecimal() or token in MONTHS:
            found = _day(tokens, at)
        if not found and token in REFERENCES:
            found = _reference(tokens, at)
        if not found and (token[0].isdecimal() or token in NUMBERS or token in BEFORE):
            found = _quantity(tokens, at)
        yield from found
        at = found[-1].last + 1 if found else at + 1


def _at(tokens: Sequence[str], at: int) -> str:
    return tokens[at] if at < len(tokens) else "\n"


def _is_day(form: str) -> bool:
    return len(form) == 10 and form[4] == form[7] == "-"


def _day(tokens: Sequence[str], at: int) -> list[Figure]:
    token = tokens[at]
    if _is_day(token):
        return [Figure(token, at, at)]
    if dotted := _DOTTED_DAY.fullmatch(token):
        return [Figure(f"{dotted[3]}-{int(dotted[2]):02}-{int(dotted[1]):02}", at, at)]
    last, day = at, 0
    if token not in MONTHS:
        day = _day_number(token)
        last += 1
        while day and _at(tokens, last) in (".", "of"):
            last += 1
    month = MONTHS.get(_at(tokens, last), 0)
    if not month or (token not in MONTHS and not day):
        return []
    last += 1
    if not day and (number := _day_number(_at(tokens, last))) and _at(tokens, last + 1) == ",":
        day, last = number, last + 2
    while _at(tokens, last) in (",", "."):
        last += 1
    year = _at(tokens, last)
    if not _YEAR.fullmatch(year):
        return []
    return [Figure(f"{year}-{month:02}-{day:02}" if day else f"{year}-{month:02}", at, last)]


def _day_number(token: str) -> int:
    ordinal = _ORDINAL.fullmatch(token)
    number = ordinal[1] if ordinal else token
    return int(number) if number.isdecimal() and 0 < int(number) < 32 else 0


def _reference(tokens: Sequence[str], at: int) -> list[Figure]:
    kind, here = REFERENCES[tokens[at]], at + 1
    found: list[Figure] = []
    while _at(tokens, here) in ABBREVIATES:
        here += 1
    first = at
    while _numbered(kind, _at(tokens, here)):
        end = here
        # (1)(h): what is inside the article
        while _at(tokens, end + 1) == "(" and _at(tokens, end + 3) == ")":
            end += 3
        if found and _unit(tokens, here + 1):
            break
        found.append(Figure(f"{kind} {tokens[here]}", first, end))
        here = first = end + 1
        while _at(tokens, here) in JOINS:
            here = first = here + 1
        if here == end + 1:
            break
    return found


def _numbered(kind: str, token: str) -> bool:
    roman = kind in ROMAN and bool(token) and _ROMAN.fullmatch(token) is not None
    return (token[0].isdecimal() and "/" not in token) or roman


def _unit(tokens: Sequence[str], at: int) -> tuple[str, int] | None:
    """The unit that a number before this place has, and where the unit stands."""
    for here in range(at, at + 3):
        if unit := UNITS.get(_at(tokens, here)):
            return unit, here
        if _at(tokens, here) not in BETWEEN:
            break
    return None


def _number(tokens: Sequence[str], at: int) -> tuple[str, int] | None:
    """A number in digits, and the place after it."""
    token, after = _at(tokens, at), at + 1
    if token in NUMBERS:
        value, ones = NUMBERS[token], NUMBERS.get(_at(tokens, at + 2), 0)
        if value >= 20 and _at(tokens, at + 1) == "-" and 0 < ones < 10:
            value, after = value + ones, at + 3
    elif token.isdecimal() or _GROUPED.fullmatch(token):
        value = int(re.sub(r"\D", "", token))
    elif _DECIMAL.fullmatch(token) and _at(tokens, after) in TIMES:
        whole, _, part = token.partition(".")
        return str(int(whole + part) * TIMES[tokens[after]] // 10 ** len(part)), after + 1
    elif token[0].isdecimal() and not _ORDINAL.fullmatch(token):
        return token, after
    else:
        return None
    if _at(tokens, after) in TIMES:
        value, after = value * TIMES[tokens[after]], after + 1
    if _at(tokens, after) == "(" and _at(tokens, after + 1) == str(value) and _at(tokens, after + 2) == ")":
        after += 3  # fifteen (15)
    return str(value), after


def _quantity(tokens: Sequence[str], at: int) -> list[Figure]:
    """A number with its unit, or alone; the numbers before it that share its unit: `5 to 10 days`."""
    numbers: list[tuple[str, int, int]] = []
    before, here = UNITS[tokens[at]] if tokens[at] in BEFORE else "", at
    here += bool(before)
    while number := _number(tokens, here):
        numbers.append((number[0], here, number[1]))
        unit = _unit(tokens, number[1])
        if unit or before or _at(tokens, number[1]) not in JOINS:
            break
        here = number[1] + 1
    else:
        unit = None
    if not numbers:
        return []
    if before:
        return [Figure(f"{numbers[0][0]} {before}", at, numbers[0][2] - 1)]
    if unit:
        ends = [*(after - 1 for _, _, after in numbers[:-1]), unit[1]]
        return [Figure(f"{value} {unit[0]}", start, end) for (value, start, _), end in zip(numbers, ends, strict=True)]
    value, start, after = numbers[0]
    alone = value != "1" or tokens[start][0].isdecimal()
    return [Figure(value, start, after - 1)] if alone else []
