"""Misspelt words mended in what is looked up. What a person typed is what a person is shown.

A word that is in an English word list, in the knowledge or among the words for places is never changed; an
unknown one becomes the likeliest near word, where one is (a noisy channel: Kernighan, Church and Gale,
COLING 1990; distances after Damerau, CACM 1964, adjacent letters exchanged counting as one). Whoever wrote
in another language wrote no misspelt English, so such a text stays. Where a wrong guess would change what
is asked (a negation, a number, another country) nothing is guessed.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import log10
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from rights_assistant.domain.passage import Passage, Role
from rights_assistant.domain.question import Question
from rights_assistant.prompts import Places, SpellingWords
from rights_assistant.sounds import SOUNDS, bare, hurried, key, once

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LATIN = re.compile(r"[a-zà-öø-ÿœğşıćčđłńśšžżě]+")
_UNTOUCHED = re.compile(r"\S*(?:[\d@_\[\]<>{}]|://)\S*")
_ENGLISH: Final = 0.5
"""The least share of known English words in a text that is English with errors."""
_CALENDAR: Final = "calendar"
_FEWEST: Final = 3
"""With fewer words than these the language of a text cannot be told by its words."""
_EVERYDAY: Final = 2_000_000
"""How often the word list counts a word that may be meant although the knowledge does not use it."""
_TINY: Final = 500_000_000
"""How often a word of two or three letters is counted that may have been written together with its neighbour."""
_SHORT: Final = 4
"""Shorter words are mended only to the likeliest, and if they lack one letter or have two exchanged."""
_SURE: Final = 6
"""From this many letters a negation or a number may be mended, where no other word is one error away."""
_FREQUENT: Final = 2.3
"""How likely a word must be, in the units of `Speller.likely`, to be meant by one of three letters."""
_BESIDE: Final = 3
"""So many words on each side show whether a part of a text is English: a quarter of them must."""
_LONG: Final = 8
"""From this many letters two errors are thought possible."""
_SENTENCES = re.compile(r"(?<=[.!?:;\n\"'“”„])(?=\s)")


@dataclass(frozen=True)
class Speller:
    """Mends the misspelt words of English texts.

    Attributes:
        known: words that stay, with how often English writes them; 0 where only the knowledge does.
        likely: words that a misspelt one may be meant for, with how likely they are, in powers of ten.
        names: words that name a place, an authority, a people, a day or a month, with what they name.
    """

    known: Mapping[str, int]
    likely: Mapping[str, float]
    names: Mapping[str, str]
    words: SpellingWords
    _near: dict[tuple[str, int], list[str]] = field(init=False, repr=False, default_factory=dict)
    _bare: dict[str, str] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        guarded = self.names.keys() | self.words.negations | self.words.numbers
        for word in self.likely:
            self._near.setdefault((word[0], len(word)), []).append(word)
            if word not in guarded:
                consonants = bare(word)
                self._bare[consonants] = max(word, self._bare.get(consonants, word), key=lambda w: (self.likely[w], w))

    def meant(self, question: Question) -> Question:
        """The question as it was meant, with those before it: what is looked up and what the safeguards read besides."""
        earlier = tuple(self.mended(text) for text in question.earlier)
        return replace(question, text=self.mended(question.text, before=question.earlier), earlier=earlier)

    def feared(self, question: Question) -> Question:
        """The question as it may be meant, where a word that may be a negation is read as one: danger alone is looked for in it.

        "I dobt want to live" must not be passed over because nobody can be sure.
        """
        earlier = tuple(self.mended(text, eager=True) for text in question.earlier)
        return replace(question, text=self.mended(question.text, before=question.earlier, eager=True), earlier=earlier)

    def mended(self, text: str, *, before: Iterable[str] = (), eager: bool = False) -> str:
        """The text with its misspelt words as they were meant; what is not English in it stays.

        Args:
            before: earlier texts of the same conversation, which help to tell the language of a short one.
            eager: what may be a negation is mended to it.
        """
        words = list(_WORD.finditer(text))
        signs = [self._sign(m[0]) for m in words]
        if not _english([*(self._sign(w) for earlier in before for w in _WORD.findall(earlier)), *signs]):
            return self._by_sentence(text, eager=eager)
        kept = [m.span() for m in _UNTOUCHED.finditer(text)]
        shouted = not any(m[0][1:].islower() for m in words)
        written, at = [], 0
        for n, m in enumerate(words):
            beside = signs[max(0, n - _BESIDE) : n] + signs[n + 1 : n + 1 + _BESIDE]
            if sum(beside) * 4 >= len(beside) and not any(a <= m.start() < b for a, b in kept):
                begins = shouted or _begins(text[: m.start()])
                written += [text[at : m.start()], self._mend(m[0], begins=begins, shouted=shouted, eager=eager)]
                at = m.end()
        return "".join((*written, text[at:]))

    def _by_sentence(self, text: str, *, eager: bool) -> str:
        """A text of which only some sentences are English, as around a copied letter: those are mended."""
        sentences = _SENTENCES.split(text)
        return "".join(self.mended(s, eager=eager) for s in sentences) if len(sentences) > 1 else text

    def _sign(self, word: str) -> int:
        """1 for a word that shows a text to be English, -1 for one that shows the contrary, 0 for others."""
        low = word.lower().replace("’", "'")
        if low in self.words.foreign:
            return -1
        return int(bool(self._hurried(low)) or self.known.get(low.partition("'")[0], 0) > 0 or low in self.words.forms)

    def _mend(self, word: str, *, begins: bool, shouted: bool, eager: bool) -> str:
        """A word as it was meant. A name in capitals is mended to the name of a place alone; an abbreviation stays."""
        stem, mark, ending = word.replace("’", "'").partition("'")
        low = stem.lower()
        abbreviated = len(word) > 1 and not stem[1:].islower() and not shouted
        if abbreviated or not _LATIN.fullmatch(low) or len(ending) > 2:
            return word
        named = word[0].isupper() and not begins
        found = None if mark or named else self.words.forms.get(low)
        found = found or (None if low in self.known else self._meant(low, named=named, eager=eager))
        if found is None:
            return word
        return (found.capitalize() if word[0].isupper() and not shouted else found) + mark + ending

    def _meant(self, low: str, *, named: bool, eager: bool) -> str | None:
        """What an unknown word is meant for, where a guess is safe.

        Args:
            named: it is written as a name, so that it can be meant for a name only.
            eager: a negation is guessed too.
        """
        if len(low) < _SHORT:
            return self._little(low)
        if not named and (whole := self._hurried(low)):
            return whole
        costs = self._candidates(low)
        one_off = {w for w, cost in costs.items() if cost.distance < 2}
        guarded = self.words.negations | self.words.numbers
        if eager and (turned := one_off & self.words.negations):
            return min(turned, key=lambda w: (costs[w].total, w))
        if one_off & guarded and (len(one_off) > 1 or len(low) < _SURE):
            return None
        names = {w: self.names[w] for w in one_off if w in self.names}
        if (named and not names) or not _one_name(names):
            return None
        barred = ((self.names.keys() | guarded) - one_off) | (one_off - names.keys() if named else set())
        allowed = {w: cost for w, cost in costs.items() if w not in barred}
        if not (one_off & allowed.keys()) and (apart := self._apart(low)):
            return apart
        if not allowed:
            return None
        best = min(allowed, key=lambda w: (allowed[w].total, w))
        turned = {f"{t}{best}" for t in self.words.turns} | {best.removeprefix(t) for t in self.words.turns if best.startswith(t)}
        either = any(w in allowed and allowed[w].distance - allowed[best].distance < 1 for w in turned)
        return None if either else best

    def _candidates(self, low: str) -> "dict[str, _Cost]":
        """Near words with what they cost: the fewer errors, the likelier the word, the more alike the sound, the less."""
        most = 1 if len(low) < _LONG else 2
        costs: dict[str, _Cost] = {}
        for spelt, extra in self._ways(low):
            for size in range(len(spelt) - most, len(spelt) + most + 1):
                near = self._near.get((spelt[0], size), ())
                for word, distance, _ in process.extract(spelt, near, scorer=OSA.distance, score_cutoff=most, limit=None):
                    alike = 0.8 * (key(word) == key(low)) + 0.5 * (once(word) == once(low))
                    total = 1.9 * (distance + extra) - self.likely[word] - alike
                    if distance + extra <= most and (word not in costs or total < costs[word].total):
                        costs[word] = _Cost(distance + extra, total)
        return costs

    def _ways(self, low: str) -> list[tuple[str, float]]:
        """How a word may have been meant to be spelt, judged by ear, with what that costs in errors."""
        ways = {low: 0.0}
        for heard, spelt in SOUNDS:
            for at in (m.start() for m in re.finditer(heard, low)):
                way = low[:at] + spelt + low[at + len(heard) :]
                if len(heard) > 2 or at == 0 or way in self.likely:
                    ways.setdefault(way, 0.5)
            if (way := low.replace(heard, spelt)) in self.likely:
                ways.setdefault(way, 0.5)
        if low.endswith("s") and len(low) > _LONG - 2:
            ways.setdefault(low[:-1], 0.0)  # a possessive without its apostrophe
        return list(ways.items())

    def _hurried(self, low: str) -> str | None:
        """The likeliest word of which a word without vowels has the consonants, as in a text message."""
        return self._bare.get(bare(low)) if len(low) >= _SHORT and hurried(low) else None

    def _little(self, low: str) -> str | None:
        """A frequent word of which a word of three letters lacks one, or has two exchanged."""
        barred = self.words.negations | self.words.numbers | self.names.keys()
        if len(low) < 3 or any(OSA.distance(low, w) == 1 for w in self.words.negations):
            return None
        near = [w for n in (3, 4) for w in self._near.get((low[0], n), ()) if self.likely[w] >= _FREQUENT and w not in barred]
        found = [w for w in near if OSA.distance(low, w) == 1 and (len(w) == 4 or sorted(w) == sorted(low))]
        return max(found, key=lambda w: (self.likely[w], w), default=None)

    def _apart(self, low: str) -> str | None:
        """Two words that were written as one, where one of them is among the most frequent."""
        pairs = [(low[:n], low[n:]) for n in range(2, len(low) - 1)]
        barred = self.words.negations | self.words.numbers
        good = [p for p in pairs if min(map(self._often, p)) and max(map(self._often, p)) > _TINY and not barred.intersection(p)]
        best = max(good, key=lambda p: log10(self._often(p[0])) + log10(self._often(p[1])), default=None)
        return " ".join(best) if best else None

    def _often(self, word: str) -> int:
        return self.known.get(word, 0) if (word in self.likely if len(word) > 3 else self.known.get(word, 0) > _TINY) else 0


@dataclass(frozen=True, slots=True)
class _Cost:
    distance: float
    total: float


def _english(signs: Sequence[int]) -> bool:
    return len(signs) >= _FEWEST and sum(signs) >= _ENGLISH * len(signs)


def _begins(before: str) -> bool:
    """Whether what follows a text begins a sentence."""
    bare = before.rstrip(" \"'“‘(")
    return not bare or bare[-1] in ".?!:;"


def speller(english: Mapping[str, int], passages: Iterable[Passage], places: Places, words: SpellingWords) -> Speller:
    """A speller of the knowledge's own words, the words for places, and everyday English.

    Args:
        english: English words with how often they are written.
    """
    used: Counter[str] = Counter()
    said: Counter[str] = Counter()
    for passage in passages:
        if passage.language == "en":
            found = set(_LATIN.findall(passage.text.lower()))
            used.update(found)
            said.update(found if passage.role is not Role.ASK else ())
    placed = _named(places)
    own = {w: w for w in words.lands} | dict.fromkeys(words.calendar, _CALENDAR) | placed
    names = {w: code for w, code in own.items() if len(w) >= _SHORT and _LATIN.fullmatch(w)}
    within = {w for phrase in placed for w in _LATIN.findall(phrase)}
    ours = {*names, *words.stays, *words.foreign, *words.negations, *words.numbers}
    known = {**dict.fromkeys((*said, *within, *ours), 0), **english}
    likely = {w: 0.55 * log10(1 + n / 1e6) for w, n in english.items() if n >= _EVERYDAY and len(w) >= 3}
    guarded = words.negations | words.numbers  # meant ever so often: what may be one of them must be seen to be
    for word in {*said, *names, *guarded, *(w for w in used if w in english)}:
        if len(word) >= _SHORT and (word in english or word in names or word in guarded or said[word] > 1):
            likely[word] = 0.55 * log10(1 + english.get(word, 0) / 1e6) + 0.8 * log10(2 + used[word])
    return Speller(known, likely, names, words)


def _named(places: Places) -> dict[str, str]:
    """The words and phrases that name places, authorities and cities, with the place: as the patterns hold them."""
    groups = (places.systems, places.cities, places.authorities, places.countries)
    named = [(words.pattern, place) for group in groups for place, words in group]
    uncovered = {phrase: phrase for phrase in _alternatives(places.elsewhere.pattern)}
    return uncovered | {phrase: place for pattern, place in named for phrase in _alternatives(pattern)}


def _alternatives(pattern: str) -> list[str]:
    """The words and phrases of a pattern of `prompts`, which is nothing but them."""
    return re.sub(r"^.*?\(\?:|\)\(\?!.*$|\\\\", "", pattern).replace("\\", "").split("|")


def _one_name(names: Mapping[str, str]) -> bool:
    """Whether words name one place, in forms that begin alike: Germany and German, not Slovenia and Slovakia; or are all days."""
    if set(names.values()) == {_CALENDAR}:
        return True
    begins = min(names, key=len, default="")[:-2]
    return len(set(names.values())) <= 1 and all(name.startswith(begins) for name in names)
