"""The words of a sentence in the form in which they are compared: one name, one wording, one stem for what has several."""

from typing import Final

import regex
import Stemmer

from rights_assistant.knowledge.numerals import MONTHS, NUMBERS, UNITS
from rights_assistant.support import lexis

_EQUAL: Final = tuple(
    (regex.compile(pattern), said.replace("_", " "))
    for row, _ in lexis.EQUAL
    for pattern, said in [row.split(" => ") if " => " in row else (row.removesuffix(" =>"), "")]
)
_ALIASES: Final = tuple(
    (regex.compile(rf"(?<!\w)(?:{'|'.join(map(regex.escape, sorted(names[1:], key=len, reverse=True)))})(?!\w)"), names[0])
    for names in ([n.strip() for n in row.split("|")] for row, _ in lexis.ALIASES)
)
_TOKEN: Final = regex.compile(r"[\p{L}\p{M}]+(?:'[\p{L}\p{M}]+)*|\d[\w./]*|[,;:()—–.]")
_stem: Final = Stemmer.Stemmer("english")
SAYS: Final = lexis.words("say says said states stated")


def tokens_of(text: str) -> tuple[str, ...]:
    """The words, numbers and signs of a text, in lower case and one wording."""
    return tuple(_TOKEN.findall(plain(text)))


def plain(text: str) -> str:
    """Lower case, one way to say what has several."""
    low = text.lower().replace("’", "'").replace("\u00a0", " ")
    for pattern, said in _EQUAL:
        low = pattern.sub(said, low)
    return low


def aliased(text: str) -> str:
    """A text with one name for each that has several."""
    for pattern, name in _ALIASES:
        text = pattern.sub(name, text)
    return text


def word(token: str) -> str:
    """The word that a token is compared by; nothing for light words, numbers, units, months and signs."""
    token = token.removesuffix("'s").removesuffix("'")
    if len(token) < 2 or token in lexis.LIGHT or token in UNITS or token in NUMBERS or not token[:1].isalpha():
        return ""
    if token in MONTHS and len(token) > 3:
        return ""
    token = lexis.SYNONYMS.get(token, token)
    return str(_stem.stemWord(token))


def verb(token: str) -> str:
    """As `word`, with the verbs of saying, which can be denied although they carry little."""
    return word(token) or (word("tell") if token in SAYS else "")


def stem(token: str) -> str:
    """A token without its ending."""
    return str(_stem.stemWord(token))
