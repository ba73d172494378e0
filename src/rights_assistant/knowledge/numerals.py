"""Words for numbers, months, units and parts of a law, in English and German; a third language is a word more in each row."""

from collections.abc import Mapping
from typing import Final


def _rows(*rows: str) -> dict[str, str]:
    """What each word stands for; a row is `name: word word`."""
    pairs = (row.split(":") for row in rows)
    return {word: name for name, words in pairs for word in words.split()}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _counted(text: str, first: int = 1, step: int = 1) -> dict[str, int]:
    """The words of a text with the numbers they stand for."""
    return {word: first + step * n for n, word in enumerate(text.split())}


MONTHS: Final[Mapping[str, int]] = {
    word: int(number)
    for word, number in _rows(
        "1: january jan januar",
        "2: february feb februar",
        "3: march mar märz",
        "4: april apr",
        "5: may mai",
        "6: june jun juni",
        "7: july jul juli",
        "8: august aug",
        "9: september sep sept",
        "10: october oct oktober",
        "11: november nov",
        "12: december dec dezember",
    ).items()
}

_GERMAN_ONES: Final = _counted("ein zwei drei vier fünf sechs sieben acht neun")
_GERMAN_TENS: Final = _counted("zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig", 20, 10)
INDEFINITE: Final = _words("a an")
"""Words that are one before a unit, but seldom meant as a number: "a week"."""
NUMBERS: Final[Mapping[str, int]] = (
    _counted("one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen")
    | _counted("eighteen nineteen", 18)
    | _counted("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10)
    | _GERMAN_ONES
    | _counted("zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn", 10)
    | _GERMAN_TENS
    | {f"{one}und{ten}": t + o for ten, t in _GERMAN_TENS.items() for one, o in _GERMAN_ONES.items()}
    | dict.fromkeys(_words("eine einer eines einem einen") | INDEFINITE, 1)
)
"""Words for whole numbers below a hundred; `twenty-one` is read as two of them."""
TIMES: Final[Mapping[str, int]] = {
    "hundred": 100, "hundert": 100, "thousand": 1000, "tausend": 1000, "million": 10**6, "millionen": 10**6,
}  # fmt: skip

UNITS: Final[Mapping[str, str]] = _rows(
    "day: day days tag tage tagen tages werktag werktage werktagen arbeitstag arbeitstage arbeitstagen",
    "week: week weeks woche wochen",
    "month: month months monat monats monate monaten",
    "year: year years jahr jahre jahren jahres lebensjahr lebensjahres",
    "hour: hour hours stunde stunden",
    "minute: minute minutes minuten",
    "percent: % percent cent prozent",
    "euro: € eur euro euros",
    "dollar: $ dollar dollars cad aud usd",
    "pound: £ pound pounds gbp",
)
BEFORE: Final = _words("€ $ £ eur cad aud usd gbp")
"""Units that stand before their number."""
BETWEEN: Final = _words(
    "- . per calendar working business clear full consecutive complete whole more further additional vollen weitere weiteren"
)
"""What may stand between a number and its unit: 28-day, ten working days, das 16. Lebensjahr."""

REFERENCES: Final[Mapping[str, str]] = _rows(
    "article: article articles art arts artikel artikeln artikels",
    "section: section sections sec secs s ss § §§ regulation regulations rule rules guideline",
    "paragraph: paragraph paragraphs para paras subsection subsections point points absatz absätze abs nummer item items",
    "recital: recital recitals erwägungsgrund",
    "annex: annex annexes anhang anlage schedule schedules",
    "part: part parts teil chapter chapters kapitel division",
    "principle: principle principles app",
    "objective: objective objectives",
)
"""Parts of a law by what they are called; those in one row are not told apart, because publishers mix them."""
ROMAN: Final = _words("annex part principle")
"""Parts that may be numbered in Roman letters."""
JOINS: Final = _words(", and or to und oder bis – - /")
"""What stands between two numbers that share a unit or a name."""
ABBREVIATES: Final = _words(". no nos nr number")
"""What may stand between the name of a part and its number: Art. 86, General comment No. 27."""
