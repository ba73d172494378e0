"""The steps of an address, from the labels that publishers write."""

import re
import unicodedata

_NUMBER = re.compile(r"[0-9a-z]+(?:\.[0-9a-z]+)*")
_BETWEEN = frozenset({"and", "to", "et", "und", "bis"})
_ROMAN = {"i": 1, "v": 5, "x": 10}


def number(label: str) -> str:
    """The number of one label, in lower case, without its signs: `(2.1)` is `2.1`, `§ 15a` is `15a`, `29 to 35` is `29-35`.

    A single letter is a number too: `a)` is `a`. Where the label has none, nothing.
    """
    found = _NUMBER.findall(label.lower())
    kept = [word for word in found if word not in _BETWEEN] if len(found) > 1 else found
    return "-".join(kept)


def arabic(label: str) -> str:
    """The same for labels that count in Roman numbers: `II` is `2`; `D1`, and numbers above 39, stay as they are."""
    found = number(label)
    if not found or set(found) - set(_ROMAN):
        return found
    values = [_ROMAN[sign] for sign in found]
    following = [*values[1:], 0]
    return str(sum(-own if own < after else own for own, after in zip(values, following, strict=True)))


def slug(term: str) -> str:
    """A defined term as a step: `Étranger désigné` is `etranger-designe`."""
    letters = unicodedata.normalize("NFKD", term.lower().replace("ß", "ss").replace("œ", "oe"))
    return "-".join(re.findall(r"[a-z0-9]+", "".join(sign for sign in letters if not unicodedata.combining(sign))))
