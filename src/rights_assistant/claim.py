"""A sentence read for what its meaning turns on: figures, references, names, words, denials, modality, who acts."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, takewhile
from typing import Final

import regex
import Stemmer

from rights_assistant import lexis
from rights_assistant.knowledge.figures import figures_in, forms, seen
from rights_assistant.knowledge.numerals import MONTHS, NUMBERS, UNITS

_EQUAL: Final = tuple(
    (regex.compile(pattern), said.replace("_", " "))
    for row, _ in lexis.EQUAL
    for pattern, said in [row.split(" => ") if " => " in row else (row.removesuffix(" =>"), "")]
)
_ALIASES: Final = tuple(
    (regex.compile(rf"(?<!\w)(?:{'|'.join(map(regex.escape, sorted(names[1:], key=len, reverse=True)))})(?!\w)"), names[0])
    for names in ([n.strip() for n in row.split("|")] for row, _ in lexis.ALIASES)
)
_GLOSS: Final = regex.compile(r"\s*\((?![\p{L}\p{N}]{1,2}\))[^()]*\)")
_TOKEN: Final = regex.compile(r"[\p{L}\p{M}]+(?:'[\p{L}\p{M}]+)*|\d[\w./]*|[,;:()—–.]")
_NAME: Final = regex.compile(r"(?<![\p{L}\p{N}])[\p{Lu}\p{Lt}][\p{L}\p{M}\p{N}'’]*")
_ROMAN: Final = regex.compile(r"\b(?:[IVX]{2,4}|(?<=[Ll]evel |[Aa]nnex |[Pp]art )[IVX])\b")
_CODE: Final = regex.compile(r"\d+\w*(?:\(\w{1,4}\))+|[A-Z]+-\d+/\d+|\d+/\d+|\d+\.\d+(?:\.\d+)*|\d+[A-Z]+\b|\d{3,}[ -]\d{3,}")
_WORKING: Final = regex.compile(r"\b(working|business|calendar)[ -]days?\b")
_NOT_NAMES: Final = lexis.words("I Article Articles Section Sections Recital Annex Chapter Part Rule Appendix Paragraph")
_BREAKS: Final = lexis.words(", ; : ( ) — – .") | lexis.words(
    "but because although though while so unless except if when where which who that until whether and"
)
_MODALS: Final = lexis.MUST | lexis.MAY | lexis.SHOULD
_BEGINS: Final = lexis.words("that and if whether")
"""What may stand between a denial and what it denies."""
_ENDS: Final = _BREAKS - lexis.words(", and") | _MODALS
_SAYS: Final = lexis.words("say says said state states stated need needs")
_BE: Final = lexis.words("is are was were be been being")
_SOFT: Final = lexis.words("very always ever also then so yet automatically")
_NOT_ADVERBS: Final = lexis.words("apply reply supply rely comply imply family assembly ally july only early daily likely unlikely")
_VERBS: Final = _MODALS | lexis.words("is are was were has have had does do did will")
_STOPS: Final = lexis.words(", ; :")
_SHORT, _COMMA, _AND = (lexis.words(w) for w in ("without", ",", "and"))
_NEAR: Final = 2
_REACH: Final = 5
_stem: Final = Stemmer.Stemmer("english")


@dataclass(frozen=True, slots=True)
class Scope:
    """What a word governs: the words right after it, and all that it can reach in its clause."""

    near: tuple[str, ...]
    reach: frozenset[str]


@dataclass(frozen=True, slots=True)
class Bound:
    """A figure with the words around it, and the word before it that says on which side of it something holds."""

    form: str
    around: frozenset[str]
    lead: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence as it is compared. Words are stems, one for each group of `lexis.SYNONYMS`."""

    words: frozenset[str]
    tokens: tuple[str, ...]
    figures: frozenset[str]
    proven: frozenset[str]
    references: frozenset[str]
    codes: frozenset[str]
    names: frozenset[str]
    titles: frozenset[tuple[str, str]]
    bodies: frozenset[str]
    days: frozenset[str]
    denied: tuple[Scope, ...]
    narrowed: tuple[Scope, ...]
    conditions: tuple[frozenset[str], ...]
    exceptions: tuple[frozenset[str], ...]
    hedges: tuple[Scope, ...]
    modality: tuple[tuple[str, str], ...]
    agents: tuple[tuple[str, bool], ...]
    first: str
    subject: tuple[str, ...]
    open: tuple[frozenset[str], ...]
    bound: tuple[Bound, ...]
    cited: tuple[str, ...]
    order: tuple[str, ...]
    participles: frozenset[str]
    passive: bool

    def modals_of(self, verb: str) -> frozenset[str]:
        """The modal classes that govern a verb here."""
        return frozenset(m for m, v in self.modality if v == verb)


@lru_cache(maxsize=20_000)
def read(sentence: str) -> Claim:
    """A sentence, read. English; of another language the figures, names and stems are still compared."""
    named = aliased(sentence)
    tokens = tuple(_TOKEN.findall(plain(named)))
    bare = tuple(_TOKEN.findall(plain(_GLOSS.sub("", named))))
    found = figures_in(named)
    references = frozenset(f for f in found if f[0].isalpha())
    return Claim(
        words=frozenset(w for t in tokens if (w := word(t))),
        tokens=tokens,
        figures=found - references,
        proven=forms(named),
        references=references,
        codes=frozenset(_CODE.findall(named)) | frozenset(_ROMAN.findall(named)),
        names=frozenset(names(named)),
        titles=frozenset(_titles(named)),
        bodies=frozenset(_stem.stemWord(t) for t in tokens if t in lexis.BODIES),
        days=frozenset(d.replace("business", "working") for d in _WORKING.findall(plain(named))),
        denied=tuple(_scopes(bare, lexis.DENIES)),
        narrowed=tuple(_around(bare, lexis.RESTRICTS)),
        conditions=tuple(_clauses(bare, lexis.CONDITIONS)),
        exceptions=tuple(_clauses(bare, lexis.EXCEPTIONS)),
        hedges=tuple(_scopes(bare, lexis.HEDGES)),
        modality=tuple(_modality(bare)),
        agents=tuple(_agents(bare)),
        first=next((w for t in tokens[:1] if (w := word(t))), ""),
        subject=tuple(_subject(bare)),
        open=tuple(_clauses(bare, lexis.LEFT_OPEN)),
        bound=tuple(_bound(named)),
        cited=tuple(figure.form for figure in seen(named) if figure.form in references),
        order=tuple(w for t in bare if (w := verb(t))),
        participles=frozenset(w for t in bare if t.endswith(("ed", "ing")) and (w := word(t))) | {"say"},
        passive=any(a in _BE and b.endswith(("ed", "en", "wn", "ld", "nt")) for a, b in pairwise(bare)),
    )


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


@lru_cache(maxsize=20_000)
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
    return word(token) or ("say" if token in _SAYS - {"need", "needs"} else "")


def names(text: str) -> list[str]:
    """The capitalised words, lower-cased; the first of a sentence only with a second capital or a digit."""
    found = []
    for match in _NAME.finditer(text):
        name, before = regex.sub(r"['’]s?$", "", match[0]), text[: match.start()].rstrip(" “\"'(*_")
        begins = not before or before[-1] in ".!?"
        strong = sum(c.isupper() or c.isdigit() for c in name) > 1
        if name in _NOT_NAMES or (begins and not strong) or name.lower() in MONTHS:
            continue
        found.append(name.lower())
    return found


def _titles(text: str) -> list[tuple[str, str]]:
    """The last two words of each name of a law or body: privacy act, federal court."""
    pairs = regex.findall(r"\b([\p{Lu}][\p{L}-]+) ([\p{Lu}][\p{L}]+)\b", text, overlapped=True)
    return [(a.lower(), b.lower()) for a, b in pairs if b in lexis.HEADS and a not in _NOT_NAMES | {"The", "An", "This", "That"}]


def _soft(token: str) -> bool:
    """Whether a token may stand between a modal or a denial and its verb and change neither."""
    return token in _SOFT or (token.endswith("ly") and token not in _NOT_ADVERBS)


def _scopes(tokens: tuple[str, ...], markers: frozenset[str]) -> list[Scope]:
    """What each marker governs, to the end of its clause; a list with `or` is governed to its end."""
    found = []
    for at, token in enumerate(tokens):
        if token not in markers:
            continue
        after = _governed(tokens[at + 1 :], token in lexis.NOBODY)
        listed = "or" in after or token in lexis.NOBODY
        words = [w for t in after if not _soft(t) and (w := verb(t))]
        before = [w for t in tokens[max(0, at - 1) : at] if (w := verb(t))]
        strong = [w for w in words if w not in lexis.WEAK] or words
        near = tuple(strong if listed else strong[:_NEAR])
        reach = frozenset(words if listed else words[: _NEAR if token in _SHORT else _REACH])
        noun = token in ("no", "none", "nothing") or not words
        found.append(Scope(near, reach | frozenset(before if noun else ())))
    return found


def _governed(tokens: tuple[str, ...], whole: bool) -> list[str]:
    """The tokens up to the end of a clause; a comma ends none where an `or` follows in the same list."""
    taken: list[str] = []
    for at, token in enumerate(tokens):
        started = any(verb(t) for t in taken)
        listed = started and "or" in takewhile(lambda t: t not in _ENDS, tokens[at:])
        if (listed and token in _COMMA) or (whole and token in _AND) or (not started and token in _BEGINS):
            continue
        if token in _BREAKS or (token in _MODALS and started):
            break
        taken.append(token)
    return taken


def _around(tokens: tuple[str, ...], markers: frozenset[str]) -> list[Scope]:
    """What each marker stands beside, on either side."""
    found = []
    for at, token in enumerate(tokens):
        if token in markers:
            after = [w for t in tokens[at + 1 : at + 8] if (w := word(t))][:3]
            before = [w for t in tokens[max(0, at - 6) : at] if (w := word(t))][-2:]
            found.append(Scope(tuple(after), frozenset(after + before)))
    return found


def _clauses(tokens: tuple[str, ...], markers: frozenset[str]) -> list[frozenset[str]]:
    """The words of each clause that a marker opens."""
    found = []
    for at, token in enumerate(tokens):
        if token in markers:
            inside: list[str] = []
            for other in tokens[at + 1 :]:
                if other in (",", ";", ":", ".") or (other in markers and inside):
                    break
                inside.append(other)
            content = frozenset(w for t in inside if (w := word(t)))
            denied = frozenset(f"not {t}" for t in inside if t in lexis.DENIES)
            if content or denied:
                found.append(content | denied)
    return found


def _modality(tokens: tuple[str, ...]) -> list[tuple[str, str]]:
    """The modal classes with the verb that each governs."""
    classes = (("must", lexis.MUST), ("should", lexis.SHOULD), ("may", lexis.MAY))
    found = []
    for at, token in enumerate(tokens):
        kind = next((name for name, members in classes if token in members), "")
        governed = next((w for t in tokens[at + 1 : at + 7] if not _soft(t) and (w := verb(t))), "") if kind else ""
        if governed:
            found.append((kind, governed))
    return found


def _agents(tokens: tuple[str, ...]) -> list[tuple[str, bool]]:
    """Each verb under a modal with whether the person acts; passives are turned, and who lets others act is left out."""
    found = []
    for at, token in enumerate(tokens):
        if token not in _MODALS or at == 0:
            continue
        rest = [t for t in tokens[at + 1 : at + 7] if not _soft(t) and t != "not"]
        governed = next((w for t in rest if (w := verb(t))), "")
        you = tokens[at - 1] == "you" and not frozenset(tokens[max(0, at - 4) : at - 1]) & frozenset(("that", "who", "which"))
        passive = rest[:1] in (["be"], ["get"])
        if governed and (not passive or you) and not (rest and rest[0] in lexis.CAUSES):
            found.append((governed, you and not passive))
    return found


def _subject(tokens: tuple[str, ...]) -> list[str]:
    """The words between the last comma and the first verb that can be told: a modal or an auxiliary."""
    begun = 0
    for at, token in enumerate(tokens):
        if token in _STOPS:
            begun = at + 1
        elif token in _VERBS:
            condition = lexis.CONDITIONS & frozenset(tokens[begun:at])
            return [] if condition else [w for t in tokens[begun:at] if (w := word(t))]
    return []


def _bound(sentence: str) -> Iterator[Bound]:
    """Each figure with the words around it, up to the figures and joins beside it."""
    at, spans = 0, []
    for figure in seen(sentence):
        start = sentence.find(figure.words, at)
        at = start + len(figure.words)
        spans.append((figure.form, start, at))
    for n, (form, start, end) in enumerate(spans):
        left = sentence[spans[n - 1][2] if n else 0 : start]
        right = sentence[end : spans[n + 1][1] if n + 1 < len(spans) else len(sentence)]
        left = regex.split(r"\band\b|;", left)[-1] if n else left
        right = regex.split(r"\band\b|[;,]", right)[0]
        before = [w for t in _TOKEN.findall(plain(left)) if (w := word(t))][-3:]
        after = [w for t in _TOKEN.findall(plain(right)) if (w := word(t))][:2]
        lead = next((lexis.LEADS[t] for t in reversed(_TOKEN.findall(plain(left))[-3:]) if t in lexis.LEADS), "")
        yield Bound(form, frozenset((*before, *after)), lead)
