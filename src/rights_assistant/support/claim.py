"""A sentence read for what its meaning turns on: figures, references, names, words, denials, modality, who acts."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import regex

from rights_assistant.knowledge.figures import figures_in, forms, seen
from rights_assistant.knowledge.numerals import MONTHS
from rights_assistant.support import lexis, scopes
from rights_assistant.support.scopes import Scope
from rights_assistant.support.tokens import SAYS, aliased, plain, stem, tokens_of, verb, word

_GLOSS: Final = regex.compile(r"\s*\((?![\p{L}\p{N}]{1,2}\))[^()]*\)")
_NAME: Final = regex.compile(r"(?<![\p{L}\p{N}])[\p{Lu}\p{Lt}][\p{L}\p{M}\p{N}'’]*")
_ROMAN: Final = regex.compile(r"\b(?:[IVX]{2,4}|(?<=[Ll]evel |[Aa]nnex |[Pp]art )[IVX])\b")
_CODE: Final = regex.compile(r"\d+\w*(?:\(\w{1,4}\))+|[A-Z]+-\d+/\d+|\d+/\d+|\d+\.\d+(?:\.\d+)*|\d+[A-Z]+\b|\d{3,}[ -]\d{3,}")
_WORKING: Final = regex.compile(r"\b(working|business|calendar)[ -]days?\b")
_NOT_NAMES: Final = lexis.words("I Article Articles Section Sections Recital Annex Chapter Part Rule Appendix Paragraph")
_BE: Final = lexis.words("is are was were be been being")


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
    placed: frozenset[tuple[str, bool]]
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


def read(sentence: str) -> Claim:
    """A sentence, read. English; of another language the figures, names and stems are still compared."""
    named = aliased(sentence)
    tokens = tokens_of(named)
    bare = tokens_of(_GLOSS.sub("", named))
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
        bodies=frozenset(stem(t) for t in tokens if t in lexis.BODIES),
        days=frozenset(d.replace("business", "working") for d in _WORKING.findall(plain(named))),
        denied=tuple(scopes.scopes(bare, lexis.DENIES)),
        narrowed=tuple(scopes.around(bare, lexis.RESTRICTS)),
        conditions=tuple(scopes.clauses(bare, lexis.CONDITIONS)),
        exceptions=tuple(scopes.clauses(bare, lexis.EXCEPTIONS)),
        hedges=tuple(scopes.scopes(bare, lexis.HEDGES)),
        modality=tuple(scopes.modality(bare)),
        agents=tuple(scopes.agents(bare)),
        placed=frozenset(scopes.places(bare)),
        first=next((w for t in tokens[:1] if (w := word(t))), ""),
        subject=tuple(scopes.subject(bare)),
        open=tuple(scopes.clauses(bare, lexis.LEFT_OPEN)),
        bound=tuple(_bound(named)),
        cited=tuple(figure.form for figure in seen(named) if figure.form in references),
        order=tuple(w for t in bare if (w := verb(t))),
        participles=frozenset(w for t in bare if t.endswith(("ed", "ing")) and (w := word(t)))
        | {word("tell") for t in bare if t in SAYS},
        passive=any(a in _BE and b.endswith(("ed", "en", "wn", "ld", "nt")) for a, b in pairwise(bare)),
    )


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
        before = [w for t in tokens_of(left) if (w := word(t))][-3:]
        after = [w for t in tokens_of(right) if (w := word(t))][:2]
        lead = next((lexis.LEADS[t] for t in reversed(tokens_of(left)[-3:]) if t in lexis.LEADS), "")
        yield Bound(form, frozenset((*before, *after)), lead)
