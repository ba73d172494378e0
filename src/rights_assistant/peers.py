"""What is evaluated side by side: ours, and plain ways to search the same notes.

A peer has no model to write for it, so it shows the nearest passages as its answer, as a plain
pipeline hands them to its model: what it shows is the most that such a model could rest on. A
passage of a guide counts as the provisions that its sentences rest on.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final

from rights_assistant.assistant import Assistant
from rights_assistant.domain.answer import BlockKind, Outcome
from rights_assistant.domain.document import Document, Kind
from rights_assistant.domain.jurisdiction import NAMES, scope
from rights_assistant.domain.library import Library
from rights_assistant.domain.passage import Hit, Role
from rights_assistant.domain.question import Question
from rights_assistant.domain.statement import Statement
from rights_assistant.evaluation.replies import Near
from rights_assistant.ports import Embedder, Finder
from rights_assistant.render import to_json

SHOWN: Final = 5
"""How many passages a peer shows."""
_RANKED: Final = 200


class Remembering:
    """An embedder that keeps the vectors of single texts: a question is embedded once, however often it is looked up."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._kept: dict[str, list[float]] = {}

    @property
    def name(self) -> str:
        """The model's own name: the vectors are the same."""
        return self._embedder.name

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """One vector for each text."""
        if len(texts) != 1:
            return self._embedder.embed(texts)
        if texts[0] not in self._kept:
            self._kept[texts[0]] = self._embedder.embed(texts)[0]
        return [self._kept[texts[0]]]

    def learn(self, texts: Sequence[str]) -> None:
        """Embed many texts together, many times as quick as one by one, and keep the vectors."""
        new = [t for t in dict.fromkeys(texts) if t not in self._kept]
        if new:
            self._kept.update(zip(new, self._embedder.embed(new), strict=True))

    def forget(self) -> None:
        """Begin anew, so that the next to answer spends its own time on embedding."""
        self._kept.clear()


class RememberingFinder:
    """A finder that keeps the last questions' hits: the answer, its ranking and its nearest wording ask for the same."""

    def __init__(self, finder: Finder, most: int | None = 64) -> None:
        self._find = lru_cache(maxsize=most)(lambda text, places, limit: tuple(finder.find(text, places, limit)))

    def find(self, text: str, jurisdictions: Sequence[str], limit: int) -> list[Hit]:
        """Up to `limit` passages of the jurisdictions, best first."""
        return list(self._find(text, tuple(jurisdictions), limit))


def remembering(assistant: Assistant, most: int | None = 64) -> Assistant:
    """The same assistant, looking up a question once however often it is asked for it.

    Args:
        most: how many look-ups are kept; all of them where it is nothing.
    """
    by_meaning, by_words = RememberingFinder(assistant.by_meaning, most), RememberingFinder(assistant.by_words, most)
    return replace(assistant, by_meaning=by_meaning, by_words=by_words)


@dataclass(frozen=True)
class Ours:
    """The assistant as people meet it."""

    assistant: Assistant

    def respond(self, question: Question) -> dict[str, Any]:
        """The answer."""
        return to_json(self.assistant.answer(question))

    def rank(self, question: Question) -> list[str]:
        """The documents found, nearest first."""
        return [f.document_id for f in self.assistant.rank(question)][:_RANKED]

    def nearest(self, question: Question) -> Near | None:
        """The wording of a guide that is nearest."""
        found = self.assistant.nearest_phrasing(question)
        return Near(found[0].document_id, found[0].text, found[1]) if found else None


@dataclass(frozen=True, slots=True)
class Piece:
    """What a peer found: a document, a text in it, and the ids that the text rests on."""

    document: Document
    text: str
    rests_on: tuple[str, ...]


@dataclass(frozen=True)
class Peer:
    """A plain search that shows the nearest passages.

    Attributes:
        search: pieces for a text and jurisdictions, nearest first.
    """

    library: Library
    search: Callable[[str, Sequence[str], int], list[Piece]]

    def respond(self, question: Question) -> dict[str, Any]:
        """The nearest passages as an answer in the shape of docs/answer.md."""
        pieces = self.search(question.text, _reach(question), SHOWN)
        numbers = {id: n for n, id in enumerate(dict.fromkeys(i for p in pieces for i in p.rests_on), 1)}
        lines = [f"{' '.join(p.text.split())} {' '.join(f'[{numbers[i]}]' for i in p.rests_on)}".strip() for p in pieces]
        block = {"kind": BlockKind.SHORT_ANSWER.value, "jurisdiction": None, "heading": "", "text": "\n".join(lines)}
        known = [(n, d) for id, n in numbers.items() if (d := self.library.get(id))]
        return {
            "outcome": (Outcome.ANSWERED if pieces else Outcome.NO_SOURCE).value,
            "asked_on": question.asked_on.isoformat(),
            "language": question.language,
            "jurisdictions": [question.jurisdiction] if question.jurisdiction else [],
            "urgency": [],
            "blocks": [block | {"citations": list(numbers.values())}] if pieces else [],
            "citations": [self._citation(n, d, question) for n, d in known],
            "deadlines": [],
            "referrals": [],
            "clarify": None,
            "timings_ms": {},
            "engine": "peer",
        }

    def _citation(self, number: int, document: Document, question: Question) -> dict[str, Any]:
        return {
            "number": number,
            "id": document.id,
            "kind": document.kind.value,
            "jurisdiction": document.jurisdiction,
            "certainty": document.certainty.value,
            "status": self.library.status_on(document, question.asked_on).value,
            "quote": "",
            "title": document.title,
        }

    def rank(self, question: Question) -> list[str]:
        """The ids that its passages rest on, nearest first."""
        pieces = self.search(question.text, _reach(question), _RANKED)
        return list(dict.fromkeys(id for p in pieces for id in p.rests_on))

    def nearest(self, question: Question) -> Near | None:
        """Nothing: a peer knows no wordings."""
        return None


def finder_alone(finder: Finder, assistant: Assistant) -> Peer:
    """One of our two finders by itself, over the passages that can be cited."""

    def search(text: str, places: Sequence[str], limit: int) -> list[Piece]:
        hits = [assistant.passages[h.passage_id] for h in finder.find(text, places, _RANKED)]
        pieces = []
        for passage in [p for p in hits if p.role is Role.TEXT][:limit]:
            if document := assistant.library.get(passage.document_id, passage.language):
                spoken = [st for sec in document.sections if sec.text == passage.text for st in sec.statements]
                pieces.append(Piece(document, passage.text, _ids(document, spoken)))
        return pieces

    return Peer(assistant.library, search)


def plain_pipeline(assistant: Assistant, embedder: Embedder) -> Peer:
    """LangChain's usual pipeline over the text of every note: fixed-size chunks, the same embeddings, the nearest few."""
    from rights_assistant.adapters.pipeline import Pipeline

    whole = {d.id: _whole(d) for d in assistant.library if d.language == "en"}
    places = {d.id: d.jurisdiction for d in assistant.library}
    pipeline = Pipeline([(id, places[id], text) for id, (text, _) in whole.items()], embedder)

    def search(text: str, reach: Sequence[str], limit: int) -> list[Piece]:
        pieces = []
        for chunk in pipeline.find(text, reach, limit):
            document = assistant.library.get(chunk.document_id)
            end = chunk.start + len(chunk.text)
            if document:
                met = [st for st, (start, stop) in whole[document.id][1] if start < end and chunk.start < stop]
                pieces.append(Piece(document, chunk.text, _ids(document, met)))
        return pieces

    return Peer(assistant.library, search)


def _whole(document: Document) -> tuple[str, list[tuple[Statement, tuple[int, int]]]]:
    """A document's title, headings and statements as one text, and where each statement stands in it."""
    text, spans = f"{document.title}\n", []
    for section in document.sections:
        text += f"\n{section.heading}\n"
        for statement in section.statements:
            spans.append((statement, (len(text), len(text) + len(statement.text))))
            text += f"{statement.text}\n"
    return text, spans


def _ids(document: Document, statements: Sequence[Statement]) -> tuple[str, ...]:
    """The provisions that statements rest on; the document itself where one names none, or for a title or heading alone.

    A guide is not law: its title rests on nothing.
    """
    named = [ref.id for st in statements for ref in st.rests_on]
    title = not statements and document.kind is not Kind.GUIDE
    own = [document.id] if title or any(not st.rests_on for st in statements) else []
    return tuple(dict.fromkeys(own + named))


def _reach(question: Question) -> tuple[str, ...]:
    return scope(question.jurisdiction) if question.jurisdiction else tuple(NAMES)


def everyone(assistant: Assistant, embedder: Embedder) -> Mapping[str, Callable[[], Ours | Peer]]:
    """Ours and its peers by name, each made when it is called for."""
    return {
        "ours": lambda: Ours(remembering(assistant)),
        "pipeline": lambda: plain_pipeline(assistant, embedder),
        "words": lambda: finder_alone(assistant.by_words, assistant),
        "meaning": lambda: finder_alone(assistant.by_meaning, assistant),
    }
