"""Questions as people type them in a hurry or in their third language: misspelt, ungrammatical, without signs.

The kinds of error are those that studies of mistyped and learners' English count most: one letter
dropped, doubled, exchanged with its neighbour or with the key beside it (Damerau, CACM 1964: four in
five), words written as they sound (Mitton, English Spelling and the Computer, 1996), and the articles,
auxiliary verbs and endings that learners leave out (Leacock et al., Automated Grammatical Error
Detection, 2014). Each question's errors are drawn from its own seed, so a figure can be repeated.
"""

import re
from random import Random
from typing import Final

NORMAL: Final = 1.0
"""About one word in five has an error."""

_RATE: Final = 0.2
"""The share of words of four letters or more that are misspelt at normal strength."""
_SHORT_RATE: Final = 0.03
_LOWER, _BARE, _SMS, _LEARNER = 0.4, 0.3, 0.2, 0.35
"""The share of questions, at normal strength, typed in small letters, without signs, as a text message, without grammar."""

_TOKEN = re.compile(r"\s+|[^\W\d_]+(?:['’][^\W\d_]+)*(?!\w)|\S")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_NUMBERED = re.compile(r"\s?\d")
_LOCATORS = frozenset(
    (
        "article",
        "articles",
        "art",
        "section",
        "sections",
        "s",
        "annex",
        "rule",
        "rules",
        "regulation",
        "paragraph",
        "recital",
        "directive",
        "app",
    )
)
_NEGATIONS = frozenset(("no", "not", "never", "none", "without", "cannot", "nor"))
_ARTICLES = frozenset(("a", "an", "the"))
_BE, _HAVE, _DO = frozenset(("am", "is", "are", "was", "were")), frozenset(("has", "have", "had")), frozenset(("do", "does", "did"))
_PRONOUNS = frozenset(("i", "you", "he", "she", "it", "we", "they", "who", "which", "that", "there"))
_ASKING = frozenset(("why", "what", "when", "where", "how", "which"))
_PARTICIPLE = re.compile(r"\w+(?:ed|en|wn|ught)\b|been\b")
_NO_PLURALS = frozenset(("always", "perhaps", "news", "does", "goes", "towards", "afterwards", "series", "besides", "whereas"))
_SMS_FORMS: Final = {
    "you": "u", "your": "ur", "please": "pls", "because": "bcoz", "are": "r", "people": "ppl", "and": "n",
    "about": "abt", "with": "wid", "thanks": "thx", "government": "govt",
    "application": "appl", "information": "info", "document": "doc", "documents": "docs", "tomorrow": "tmrw",
    "have": "hv", "what": "wat", "the": "d", "this": "dis", "that": "dat", "going to": "gonna",
}  # fmt: skip
_AS_IT_SOUNDS: Final = (
    ("ph", "f"), ("thm", "tm"), ("nm", "m"), ("cei", "cie"), ("cie", "cei"), ("ie", "ei"), ("tion", "shun"), ("tion", "sion"),
    ("cis", "sis"), ("ci", "si"), ("ce", "se"), ("th", "d"), ("th", "t"), ("ck", "k"), ("kn", "n"), ("wh", "w"), ("wr", "r"),
    ("qu", "kw"), ("gh", ""), ("ea", "ee"), ("ee", "i"), ("ou", "u"), ("ai", "ay"), ("ae", "e"), ("er", "ar"), ("or", "er"),
    ("an", "en"), ("en", "an"), ("in", "en"), ("es", "is"), ("ll", "l"), ("ss", "s"), ("pp", "p"), ("cc", "c"), ("tt", "t"),
    ("mm", "m"), ("ff", "f"), ("ssi", "si"), ("y", "i"), ("v", "w"), ("w", "v"), ("z", "s"), ("b", "p"), ("x", "ks"),
)  # fmt: skip
_ROWS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def _beside() -> dict[str, str]:
    """The keys that touch each key on a keyboard of the English layout."""
    at = {key: (row, column + row / 2) for row, keys in enumerate(_ROWS) for column, key in enumerate(keys)}
    near = {k: [o for o, (r, c) in at.items() if o != k and abs(r - at[k][0]) <= 1 and abs(c - at[k][1]) <= 1] for k in at}
    return {key: "".join(others) for key, others in near.items()}


_BESIDE: Final = _beside()


def misspelt(text: str, seed: str, strength: float = NORMAL) -> str:
    """A text with the errors that its seed draws; the same for the same seed and strength.

    What has a digit, abbreviations in capitals, the word before a number ("Article 22") and names of several
    words in capitals ("Privacy Act") stay as they are. No negation is taken out or put in.

    Args:
        text: what was asked, as it is written with care.
        seed: what the errors are drawn from; the id of a case.
        strength: 0 changes nothing, 1 is `NORMAL`, 2 twice as many errors.

    Raises:
        ValueError: when the strength is negative.
    """
    if strength < 0:
        raise ValueError(f"The strength of the misspelling is {strength}; it must be 0 or more.")
    if not strength:
        return text
    random = Random(seed)  # noqa: S311 (errors are drawn to be repeated, nothing is kept secret)
    lower, bare, sms, learner = (random.random() < min(0.9, share * strength) for share in (_LOWER, _BARE, _SMS, _LEARNER))
    tokens = _TOKEN.findall(text)
    fixed = _fixed(text)
    written, at = [], 0
    for token in tokens:
        begins, at = at, at + len(token)
        if any(start <= begins < end or (token.isspace() and (begins == end or at == start)) for start, end in fixed):
            written.append(token)
        elif not _WORD.fullmatch(token):
            written.append(_sign(token, random, strength, bare))
        else:
            before = next((w.lower() for w in reversed(written) if _WORD.fullmatch(w)), "")
            if learner and random.random() < 0.5 and _left_out(token.lower(), before, text[at:].lstrip().lower()):
                continue
            written.append(_word(token, random, strength, sms=sms, learner=learner, lower=lower))
    return " ".join("".join(written).split()) if bare or learner else "".join(written)


def _fixed(text: str) -> list[tuple[int, int]]:
    """Where a text has what nobody's errors may change: abbreviations, locators before numbers, names of several words."""
    words = list(_WORD.finditer(text))
    spans = [m.span() for m in words if not m[0][1:].islower() and len(m[0]) > 1]
    spans += [m.span() for m in words if m[0].lower() in _LOCATORS and _NUMBERED.match(text, m.end())]
    spans += [m.span() for m in words if m[0].lower() in _NEGATIONS]
    spans += [m.span() for m in re.finditer(r"\b[A-Z]\w+(?: (?:of |on |for |and |the )*[A-Z]\w+)+", text)]
    spans += [m.span() for m in re.finditer(r"\S*(?:\d|@|://)\S*", text)]
    return spans


def _sign(sign: str, random: Random, strength: float, bare: bool) -> str:
    """White space and signs: a space is sometimes missed, and some people type no signs at all."""
    if sign.isspace():
        return "" if random.random() < 0.01 * strength else sign
    return " " if bare and sign in set(".,;:!?") else sign


def _left_out(low: str, before: str, after: str) -> bool:
    """Whether learners leave a word out: an article, or a verb that only helps another one."""
    if low in _HAVE:
        return before in _PRONOUNS and bool(_PARTICIPLE.match(after))
    return low in _ARTICLES or (low in _BE and before in _PRONOUNS) or (low in _DO and before in _ASKING)


def _word(word: str, random: Random, strength: float, *, sms: bool, learner: bool, lower: bool) -> str:
    """A word as it is typed: its short form, without its ending, with a wrong letter, or as it was."""
    low = word.lower()
    typed = low if lower else word
    if sms and low in _SMS_FORMS and random.random() < 0.6:
        return _SMS_FORMS[low]
    if learner and random.random() < 0.5:
        typed = _without_ending(typed)
    if "n't" not in low.replace("’", "'") and ("'" in typed or "’" in typed) and random.random() < 0.5 * strength:
        typed = typed.replace("'", "").replace("’", "")
    rate = _RATE if len(low) > 3 else _SHORT_RATE
    if len(low) > 1 and typed.isalpha() and random.random() < min(0.9, rate * strength):
        typed = _slip(typed, random)
    return typed


def _slip(word: str, random: Random) -> str:
    """A word with one error; the first letter mostly stays."""
    kind = random.choices(("sound", "dropped", "beside", "exchanged", "doubled"), (30, 22, 18, 16, 14))[0]
    if kind == "sound" and (heard := [(a, b) for a, b in _AS_IT_SOUNDS if a in word]):
        sound, spelt = random.choice(heard)
        return word.replace(sound, spelt, 1)
    at = random.randrange(1, len(word))
    if kind == "beside" and word[at] in _BESIDE:
        return word[:at] + random.choice(_BESIDE[word[at]]) + word[at + 1 :]
    if kind == "exchanged" and at + 1 < len(word):
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == "doubled":
        return word[:at] + word[at] + word[at:]
    return word[:at] + word[at + 1 :] if len(word) > 2 else word


def _without_ending(word: str) -> str:
    """A word without the ending of its verb or plural, as learners write it: refuse for refused, apply for applied."""
    if word.lower() in _NO_PLURALS:
        return word
    if len(word) > 5 and word.endswith("ied"):
        return f"{word[:-3]}y"
    if len(word) > 4 and word.endswith("ed") and not word.endswith("eed"):
        stem = word[:-2]
        silent = (stem[-1] in "cgsuvz" and not stem.endswith("ss")) or re.search(r"[^aeiou][aeiou][dkmtr]$", stem)
        return f"{stem}e" if silent else stem
    if len(word) > 5 and re.search(r"(?:s|x|ch|sh)es$", word):
        return word[:-2] if word[-3] != "s" or word[-4] == "s" else word[:-1]
    return word[:-1] if len(word) > 4 and word.endswith("s") and word[-2] not in "siu'’" else word
