"""From the numbers that EU publications print to the last part of an id: `Annex III` is 3, `(a)` is a, `1 bis.` is 1a."""

import unicodedata

import regex

_ROMAN = regex.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})", regex.IGNORECASE)
_WORTH = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
# What is put in between two numbers is counted with letters in some languages and in Latin in others.
_LATIN = ("bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "nonies", "decies")
_ANY = "|".join(_LATIN)
_INSERTED = regex.compile(rf"(?<number>[\p{{L}}\p{{N}}.]*[\p{{L}}\p{{N}}])[.)]?[\s-]+(?<latin>{_ANY})\b", regex.IGNORECASE)
_ARABIC = regex.compile(rf"\d+(?:\p{{L}}{{1,2}}\b|[\s-]+(?:{_ANY})\b)?", regex.IGNORECASE)
# Greek counts with its letters as numbers, with a digraph for six: (στ) is (f), (ια) is (k).
_GREEK = {ones: n for n, ones in enumerate(("α", "β", "γ", "δ", "ε", "στ", "ζ", "η", "θ"), 1)}
_COUNTED_IN_GREEK = regex.compile(r"(?<tens>[ικ])?(?<ones>[α-εζηθ]|στ)?")
_GREEK_SIGNS = str.maketrans({"Ι": "I", "Χ": "X"})
_APART = regex.compile(r"(?<=\d)[\s.-]+(?=\p{L}{1,2}$)")
_AROUND = regex.compile(r"^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$")

_LONGEST = 40


def roman(text: str) -> int | None:
    """The number that a Roman numeral stands for; nothing where it is none."""
    if not text or not _ROMAN.fullmatch(text):
        return None
    worths = [_WORTH[sign] for sign in text.upper()]
    return sum(-worth if worth < following else worth for worth, following in zip(worths, [*worths[1:], 0], strict=True))


def mark(label: str) -> str:
    """What an address keeps of a label: `1.` is 1, `(a)` is a, `‘14a)` is 14a, `1 bis.` is 1a, `(b) ter` is bb, `3.1.` is 3.1.

    The letters of Greek are those in the same place: `στ)` is f. Empty where nothing in it counts, as with a dash.
    """
    plain = unicodedata.normalize("NFC", label[:_LONGEST]).strip().replace("º", "").replace("ª", "")
    if inserted := _INSERTED.search(plain):
        plain = inserted["number"] + _letter(_LATIN.index(inserted["latin"].lower()) + 1)
    bare = regex.sub(r"\p{Greek}+", _from_greek, _APART.sub("", _AROUND.sub("", plain)).lower())
    return str(regex.sub(r"[^\p{L}\p{N}.]+", "-", bare))


def number_of(label: str) -> str:
    """The number in a heading: `Article 4a` and `Article 4 bis` are 4a, `ANNEX III` is 3, `ANNEX C` is c.

    Empty where there is none. `Article premier` has none: where a language counts so, the place in the act must say it.
    """
    if arabic := _ARABIC.search(label):
        return mark(arabic[0])
    counting = next(iter(regex.findall(r"\b(?:[IVXL]+|\p{Lu})\b", label.translate(_GREEK_SIGNS))), "")
    return str(roman(counting) or counting.lower()) if set(counting) <= set("IVXL") else mark(counting)


def _from_greek(found: regex.Match[str]) -> str:
    counted = _COUNTED_IN_GREEK.fullmatch(found[0])
    if not counted:
        return str(found[0])
    return _letter({"ι": 10, "κ": 20}.get(counted["tens"], 0) + _GREEK.get(counted["ones"], 0))


def _letter(place: int) -> str:
    return chr(ord("a") + place - 1)
