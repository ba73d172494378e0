"""Passages by their words: BM25 over our own tokens, so that no script is cut in the wrong place."""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import regex

from rights_assistant.domain.passage import Hit, Passage
from rights_assistant.errors import IndexUnavailable

if TYPE_CHECKING:
    import Stemmer

_TOKEN = regex.compile(r"[\p{L}\p{M}\p{N}\u200c\u200d]+")
# English words too common to tell one passage from another. Question words, "not" and "my" stay out
# of the list on purpose: "how long", "who decides", "not my name" are what people ask.
_COMMON = frozenset(
    regex.split(
        " ",
        "a an and are as at be by for from has have i if in is it its of on or that the their them they this "
        "to was were will with you your",
    )
)


@lru_cache(maxsize=1)
def _stemmer() -> "Stemmer.Stemmer":
    import Stemmer

    return Stemmer.Stemmer("english")


def tokens(text: str) -> list[str]:
    """The words of a text: NFC, lower case, digits folded to 0-9, English endings off."""
    nfc = unicodedata.normalize("NFC", text)
    folded = "".join(str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() else c for c in nfc)
    found = [t for t in _TOKEN.findall(folded.lower()) if t not in _COMMON]
    return list(_stemmer().stemWords(found))


def write(path: Path, passages: Sequence[Passage]) -> None:
    """Build the word index of passages in a folder."""
    import bm25s

    index = bm25s.BM25()
    index.index([tokens(p.text) or ["_"] for p in passages], show_progress=False)
    index.save(str(path))


class WordFinder:
    """A `Finder` by BM25; scores are zero or more and compare only within one question."""

    def __init__(self, path: Path, passages: Sequence[Passage]) -> None:
        import bm25s
        import numpy as np

        try:
            self._index: Any = bm25s.BM25.load(str(path))
        except (OSError, EOFError, ValueError, KeyError) as error:
            raise IndexUnavailable(
                f"The word index at {path} cannot be read: {type(error).__name__}.", "Run `rights-assistant index --rebuild`."
            ) from error
        self._ids = [p.id for p in passages]
        places = np.array([p.jurisdiction for p in passages])
        self._masks = {place: (places == place).astype("float32") for place in {p.jurisdiction for p in passages}}
        if self._index.scores["num_docs"] != len(self._ids):
            raise IndexUnavailable("The word index does not fit the knowledge.", "Run `rights-assistant index --rebuild`.")

    def find(self, text: str, jurisdictions: Sequence[str], limit: int) -> list[Hit]:
        """The passages that share the rarest words, best first; none when no word is shared."""
        words = [t for t in dict.fromkeys(tokens(text)) if t in self._index.vocab_dict]
        masks = [self._masks[j] for j in jurisdictions if j in self._masks]
        if not words or not masks:
            return []
        scores = self._index.get_scores(words, weight_mask=sum(masks))
        best = sorted(((float(s), self._ids[n]) for n, s in enumerate(scores) if s > 0), key=lambda x: (-x[0], x[1]))
        return [Hit(id, score) for score, id in best[:limit]]
