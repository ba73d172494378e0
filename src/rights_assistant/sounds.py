"""How words sound and what is left of them in a hurry: signs by which a misspelt one is told."""

import re
from typing import Final

SOUNDS: Final = (
    ("shun", "tion"), ("shion", "tion"), ("sh", "ci"), ("sh", "ti"), ("shun", "sion"), ("cion", "tion"), ("sion", "tion"),
    ("f", "ph"), ("kw", "qu"), ("k", "c"), ("k", "ck"), ("s", "c"), ("d", "th"), ("t", "th"), ("z", "s"), ("ks", "x"),
    ("n", "kn"), ("w", "wh"), ("v", "w"), ("w", "v"), ("r", "wr"), ("j", "g"), ("p", "b"), ("b", "p"), ("s", "z"), ("e", "a"),
    ("e", "i"), ("a", "e"), ("i", "e"), ("o", "u"), ("u", "o"), ("a", "o"),
)  # fmt: skip
"""How a sound is written by ear, and how it is spelt."""
_KEY: Final = (
    ("tion", "S"), ("sion", "S"), ("shun", "S"), ("cion", "S"), ("ph", "f"), ("th", "t"), ("ck", "k"), ("kn", "n"), ("wr", "r"),
    ("wh", "w"), ("qu", "kw"), ("x", "ks"), ("gh", ""), ("ce", "se"), ("ci", "si"), ("c", "k"), ("q", "k"), ("z", "s"),
    ("v", "w"), ("d", "t"), ("y", "i"),
)  # fmt: skip
"""Letters, and the sound that stands for them in `key`."""
_VOWEL = re.compile("[aeiou]")
_NO_VOWELS: Final = str.maketrans("", "", "aeiou")
_VOWELS = re.compile(r"(?<=.)[aeiouh]+")
_TWICE = re.compile(r"(.)\1+")


def bare(word: str) -> str:
    """A word without its vowels, but for the first letter: as it is typed in a hurry."""
    return word[0] + _TWICE.sub(r"\1", word[1:].translate(_NO_VOWELS))


def once(word: str) -> str:
    """A word with each letter once where it is doubled."""
    return _TWICE.sub(r"\1", word)


def key(word: str) -> str:
    """How a word sounds, roughly: consonants by their sound, each once, without vowels after the first letter."""
    for letters, sound in _KEY:
        word = word.replace(letters, sound)
    return _TWICE.sub(r"\1", _VOWELS.sub("", word))


def hurried(word: str) -> bool:
    """Whether a word is typed without its vowels, but for the first letter."""
    return not _VOWEL.search(word, 1)
