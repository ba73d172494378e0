"""The words of a sentence in the form in which they are compared: numbers, dates, short forms, endings."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import Stemmer

_MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
_MONTH = "|".join(f"{m}|{m[:3]}" for m in _MONTHS) + "|sept"
_DATES = (
    re.compile(r"\b(?P<y>\d{4})-(?P<mn>\d{2})-(?P<d>\d{2})\b"),
    re.compile(r"\b(?P<d>\d{1,2})\.(?P<mn>\d{1,2})\.(?P<y>\d{4})\b"),
    re.compile(rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m>{_MONTH})\.?,? (?P<y>\d{{4}})\b"),
    re.compile(rf"\b(?P<m>{_MONTH})\.? (?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y>\d{{4}})\b"),
    re.compile(rf"\b(?P<m>{_MONTH})\.?,? (?P<y>\d{{4}})\b"),
)

_UNITS = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_NUMBER = {w: n for n, w in enumerate(_UNITS)} | {w: (n + 2) * 10 for n, w in enumerate(_TENS)}
_NUMBER |= {f"{t} {u}": (n + 2) * 10 + k for n, t in enumerate(_TENS) for k, u in enumerate(_UNITS[1:10], 1)}
_NUMBER |= {"one hundred": 100, "a hundred": 100}
_WORDED = re.compile(r"\b(?:" + "|".join(sorted(_NUMBER, key=len, reverse=True)) + r")\b")

_SHORT_FORMS = (
    (re.compile(r"\bcan't\b|\bcannot\b"), "can not"),
    (re.compile(r"\bwon't\b"), "will not"),
    (re.compile(r"\bshan't\b"), "shall not"),
    (re.compile(r"n't\b"), " not"),
    (re.compile(r"'(?:re|ve|ll|d|m|s)\b"), ""),
)
_NO_DENIAL = (
    # Words with "no" or "not" in them that deny nothing.
    (re.compile(r"\b(?:no|not) later than\b|\b(?:no|not) more than\b"), "within"),
    (re.compile(r"\bnot only\b|\bnot just\b|\bnot least\b"), ""),
    (re.compile(r"\bwhether or not\b"), "whether"),
    (re.compile(r"\bno matter\b"), "whatever"),
    # A denial in other words.
    (re.compile(r"\b(?:wrong|false|untrue|a myth) that\b"), "not"),
)
_EQUAL = (
    # One way to say what has several.
    (re.compile(r"\binto\b"), "in"),
    (re.compile(r"\b(?:a|an)(?= (?:day|week|month|year)\b)"), "1"),
    (re.compile(r"\b(?:more|less|fewer|longer) than (?=\d)"), "beyond-or-below beyond-or-below beyond-or-below "),
    (re.compile(r"\b(article|section|paragraph|rule|annex|recital|chapter|subclass|form) (\d+)\b(?=\W+(?:days?|weeks?|months?)\b)"), r"\1 number\2"),
    (re.compile(r"(?<=\d )(?:working|business) (?=days?\b)"), "working-"),
)  # fmt: skip
_LONGER = re.compile(r"\b(\d+) (week|year)s?\b")
_FOLDED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
DENIES: Final = frozenset(["not", "no", "never", "nor", "neither", "none", "nothing", "nobody", "without"])
NOBODY: Final = frozenset(["nothing", "nobody", "none"])
LIGHT: Final = frozenset([
    "be", "been", "is", "are", "was", "were", "have", "has", "had", "can", "could", "may", "might", "must", "should", "need", "needs", "would",
    "yet", "ever", "still", "longer", "enough", "always", "automatically", "any", "such", "right", "of", "to", "for", "in", "on", "at", "by", "entered",
    "come", "comes", "came", "you", "your", "we", "it", "its", "itself", "their", "his", "her", "this", "that", "these", "there",
])  # fmt: skip
"""Words that may stand between a denial and what it denies."""
_PASSED_OVER: Final = frozenset(["a", "an", "the", "do", "does", "did", "will"])
ANOTHER_CLAUSE: Final = frozenset(["but", "because", "although", "though", "while", "whereas", "and", "so", "unless"])
_TOKEN = re.compile(r"@[\d-]+|beyond-or-below|working-days?|[^\W_]+(?:[./][^\W_]+)*|[,;:()—–]")
BREAKS: Final = frozenset(",;:()—–")
_SENTENCE = re.compile(r"(?<=[.!?])[\"”')\]]*\s+(?=[\"“'(\[]?[A-Z0-9])|\n+")
_MARKERS = re.compile(r"\s*\[\d+\]|\*\*")
_ABBREVIATED = (
    # A dot that ends no sentence, and one name for what is cited.
    (re.compile(r"\barts?\.(?=\s?\d)", re.IGNORECASE), "article"),
    (re.compile(r"\b(?:ss?|secs?)\.(?=\s?\d)|§+", re.IGNORECASE), "section"),
    (re.compile(r"\bparas?\.(?=\s?\d)", re.IGNORECASE), "paragraph"),
    (re.compile(r"\b(jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.(?=\s\d)", re.IGNORECASE), r"\1"),
    (re.compile(r"\b(?:no|nr)\.(?=\s?\d)", re.IGNORECASE), "number"),
)
_stem = Stemmer.Stemmer("english")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is compared and as it was seen."""

    stem: str
    seen: str


@lru_cache(maxsize=10_000)
def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, without citation markers and bold signs."""
    text = _MARKERS.sub("", text)
    for pattern, name in _ABBREVIATED:
        text = pattern.sub(name, text)
    return tuple(s.strip() for s in _SENTENCE.split(text) if s.strip())


@lru_cache(maxsize=50_000)
def words(text: str) -> tuple[Word, ...]:
    """The words of a sentence in one form each: endings off, numbers and dates in digits, weeks in days, years in months."""
    low = plain(text).translate(_FOLDED)
    low = "".join(c for c in unicodedata.normalize("NFKD", low) if not unicodedata.combining(c))
    for pattern, said in _EQUAL:
        low = pattern.sub(said, low)
    low = _LONGER.sub(lambda m: f"{int(m[1]) * 7} days" if m[2] == "week" else f"{int(m[1]) * 12} months", low)
    return tuple(
        Word(token if token.startswith("@") or token in BREAKS or token in DENIES else _stem.stemWord(token), token)
        for token in _TOKEN.findall(low)
        if token not in _PASSED_OVER
    )


def plain(text: str) -> str:
    """Lower case, short forms written out, numbers and dates in one form each."""
    low = text.lower().replace("’", "'")
    for pattern, said in _SHORT_FORMS + _NO_DENIAL:
        low = pattern.sub(said, low)
    for pattern in _DATES:
        low = pattern.sub(_date, low)
    low = re.sub(r"(?<=\d),(?=\d{3}\b)", "", low)
    low = re.sub(r"(?<=\d)\s?%|\bper cent\b", " percent", low)
    low = re.sub(r"(?<=[^\W\d_])-(?=[^\W_])|(?<=\d)-(?=[^\W\d_])", " ", low)
    return _WORDED.sub(lambda m: str(_NUMBER[m[0]]), low)


def _date(found: re.Match[str]) -> str:
    parts = found.groupdict()
    month = int(parts["mn"]) if parts.get("mn") else next(n for n, m in enumerate(_MONTHS, 1) if m.startswith(parts["m"][:3]))
    day = f"-{int(parts['d']):02}" if parts.get("d") else ""
    return f" @{parts['y']}-{month:02}{day} "
