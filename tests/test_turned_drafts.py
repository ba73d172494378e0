"""Reviewed sentences with one word turned: how many of them would a model get past the proofreading?

The sentences are those of the short answers of every fourth guide; each way of turning is a small change that makes
a true sentence false, or true of somebody else. What a way still lets through is bounded here and counted, not hidden.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from drafts_made import WORDS, of_guide, short
from rights_assistant.domain.document import Guide
from rights_assistant.engine.drafting import shown, takes
from rights_assistant.engine.proofread import Proofreader

MARK = WORDS.replies.line("certainty.mark")


def swap(pattern: str, replacement: str | Callable[[re.Match[str]], str]) -> Callable[[str], str]:
    """A change of the first place that a pattern finds."""
    return lambda text: re.sub(pattern, replacement, text, count=1)


TURNED: dict[str, tuple[Callable[[str], str], float]] = {
    "another number": (swap(r"\b(\d+)\b", lambda m: str(int(m[1]) + 5)), 0.0),
    "a not dropped": (swap(r"\b(does|do|is|are|can|may|must|has|was|were) not\b", r"\1"), 0.02),
    "cannot made can": (swap(r"\bcannot\b", "can"), 0.0),
    "a not put in": (swap(r"\b(can|may|must|is|are|has)\b(?! not)", r"\1 not"), 0.03),
    "no made a": (swap(r"\bno (?=[a-z])", "a "), 0.0),
    "may made must": (swap(r"\b(?:can|may)\b", "must"), 0.0),
    "must made may": (swap(r"\bmust\b", "may"), 0.0),
    "if made unless": (swap(r"\bif\b", "unless"), 0.15),
    "before made after": (swap(r"\bbefore\b", "after"), 0.0),
    "within made after": (swap(r"\bwithin\b", "after"), 0.0),
    "some made all": (swap(r"\b(?:some|many|most)\b", "all"), 0.0),
    "always put in": (swap(r"\b(can|may|must|is|are|has)\b", r"\1 always"), 0.02),
    "you made the authority": (swap(r"\bYou (can|may|must)\b", r"The authority \1"), 0.0),
    "Canada made Australia": (swap(r"\bCanada\b", "Australia"), 0.02),
    "refused made approved": (swap(r"\brefus(e|ed)\b", "approv\\1"), 0.02),
    "lawful made unlawful": (swap(r"\blawful\b", "unlawful"), 0.0),
    "a claim put behind": (swap(r"\.$", ", and you will win."), 0.0),
    "a sentence put behind": (swap(r"\.$", "; you need no lawyer."), 0.0),
}
"""How a sentence is turned, and the largest share that may pass."""


@pytest.fixture(scope="module")
def reviewed(library: Any) -> list[tuple[str, str, Proofreader]]:
    """Sentences with their markers and what checks them."""

    def rows() -> Iterator[tuple[str, str, Proofreader]]:
        for guide in sorted((d for d in library if isinstance(d, Guide)), key=lambda d: d.id)[::4]:
            answer = of_guide(library, guide.id, None if guide.jurisdiction == "int" else guide.jurisdiction)
            if takes(answer):
                reader = Proofreader({p.number: p for p in shown(answer, MARK)}, WORDS.forbidden, WORDS.places)
                for line in short(answer):
                    yield line.text.removesuffix(MARK).rstrip(), "".join(f" [{n}]" for n in line.citations), reader

    return list(rows())


def test_the_reviewed_sentences_pass(reviewed: list[tuple[str, str, Proofreader]]) -> None:
    """Do nearly all reviewed sentences pass as they stand, so that what is struck below is struck for the turn?"""
    passed = sum(len(reader.read(text + markers).lines) == 1 for text, markers, reader in reviewed)
    assert len(reviewed) > 80
    assert passed >= 0.97 * len(reviewed)


@pytest.mark.parametrize("way", list(TURNED))
def test_a_turned_sentence_is_struck(reviewed: list[tuple[str, str, Proofreader]], way: str) -> None:
    """Is a sentence that was turned struck, but for the share that is known and bounded?"""
    turn, most = TURNED[way]
    turned = [(turn(text), markers, reader) for text, markers, reader in reviewed if turn(text) != text]
    passed = [text for text, markers, reader in turned if reader.read(text + markers).struck == ()]
    assert turned, "nothing was tried"
    assert len(passed) <= most * len(turned), passed
