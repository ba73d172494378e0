"""A provision of the Lantern Act with paragraphs and points, a note on it, and vectors made of words."""

import math
import zlib
from collections.abc import Iterable, Sequence
from datetime import date

from factories import a_provision, a_section, an_instrument
from rights_assistant.domain.document import Provision
from rights_assistant.domain.official import OfficialProvision, Part, Unit, Wording
from rights_assistant.domain.statement import Statement
from rights_assistant.nearness import stems

ID = "ca/lantern-act/s-72"
TEXT = (
    "(1) Every keeper of a lantern shall register the lamp with the harbour office.",
    "(2) A keeper may extinguish the flame where",
    "(a) a storm of 15 days was announced; or",
    "(b) the whale oil is exhausted, on payment of 40 dollars.",
    "(3) The harbour office answers a petition about brightness within 30 days, as section 12 provides.",
)
ADDRESSES = (f"{ID}/ss-1", f"{ID}/ss-2", f"{ID}/ss-2/par-a", f"{ID}/ss-2/par-b", f"{ID}/ss-3")
_SPANS = ((0, 1), (1, 4), (2, 3), (3, 4), (4, 5))


def provision_of(
    lines: Sequence[str], places: Iterable[tuple[str, int, int]], id: str = ID, heading: str = ""
) -> OfficialProvision:
    """A provision of some lines, and parts that go from one line to before another."""
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    parts = tuple(Part(address, "", starts[first], starts[after] - 1) for address, first, after in places)
    return OfficialProvision(id, Unit.SECTION, "Section 72", heading, "\n".join(lines), parts)


def wording_of(provision: OfficialProvision, part: Part | None = None, language: str = "en") -> Wording:
    """A provision as the Lantern Office publishes it."""
    day = date(2026, 1, 1)
    return Wording(provision, part, language, "Lantern Act", "Lantern Office", day, "0" * 64, "a.xml", "https://l.test", day)


def the_wording(language: str = "en") -> Wording:
    """Section 72 of the Lantern Act."""
    places = [(address, *span) for address, span in zip(ADDRESSES, _SPANS, strict=True)]
    return wording_of(provision_of(TEXT, places), language=language)


def a_note(*statements: Statement, heading: str = "What it says", id: str = ID, **changes: object) -> Provision:
    """A note on section 72 that says these sentences."""
    law = an_instrument(id=id.rpartition("/")[0], title="Lantern Act (Canada)", short_title="Lantern Act")
    values: dict[str, object] = {"sections": (a_section(heading, *statements),), "title": "Lantern Act, section 72: lamps"}
    return a_provision(id, **(values | {"instrument": law} | changes))


def alike(text: str, others: Sequence[str]) -> list[float]:
    """How alike texts are, by the words that they share: a likeness without a model."""
    own = stems(text)
    return [len(own & stems(other)) / math.sqrt((len(own) or 1) * (len(stems(other)) or 1)) for other in others]


class WordVectors:
    """An `Embedder` whose vectors hold the words of a text; it remembers how many texts it was given."""

    def __init__(self, name: str = "words@1") -> None:
        self.name = name
        self.texts: list[str] = []

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """A number for each of 64 groups of words, L2-normalised."""
        self.texts += texts
        return [_vector(text) for text in texts]


def _vector(text: str) -> list[float]:
    row = [0.0] * 64
    for word in stems(text):
        row[zlib.crc32(word.encode()) % 64] += 1
    length = math.sqrt(sum(x * x for x in row)) or 1.0
    return [x / length for x in row]
