"""Settings in, a working assistant out; with `index`, the only room that names adapters."""

from collections.abc import Iterable
from dataclasses import dataclass
from time import perf_counter
from typing import TypeVar

from rights_assistant import index
from rights_assistant.adapters.english import english
from rights_assistant.adapters.entailing import CrossEntailment
from rights_assistant.adapters.minilm import MiniLM
from rights_assistant.assistant import Assistant
from rights_assistant.domain.library import Library
from rights_assistant.domain.passage import Passage
from rights_assistant.errors import IndexUnavailable
from rights_assistant.knowledge import load
from rights_assistant.ports import Embedder, Entailment, Progress
from rights_assistant.prompts import Prompts, load_prompts, load_spelling
from rights_assistant.settings import Settings
from rights_assistant.spelling import speller
from rights_assistant.split import split

T = TypeVar("T")


def unseen(items: Iterable[T], label: str, total: int) -> Iterable[T]:
    """A `Progress` that shows nothing."""
    return items


@dataclass(frozen=True)
class Parts:
    """What an assistant is made of, before an index is opened."""

    library: Library
    prompts: Prompts
    passages: list[Passage]
    embedder: Embedder


def parts(settings: Settings) -> Parts:
    """The knowledge, the prompts and the embedding model that the settings name.

    Raises:
        KnowledgeError: when a file under knowledge/ or prompts/ is wrong.
    """
    library = load(settings.knowledge)
    return Parts(library, load_prompts(settings.prompts), split(library), MiniLM(settings.model))


def entailment(settings: Settings) -> Entailment | None:
    """The cross-encoder that the settings name for the support check; nothing where rules alone decide."""
    return CrossEntailment(settings.entailment) if settings.entailment else None


def build_index(settings: Settings, progress: Progress = unseen, *, made_of: Parts | None = None) -> str:
    """Build the index anew and return its id.

    Raises:
        IndexUnavailable: when it cannot be written.
    """
    p = made_of or parts(settings)
    return index.build(settings.data, p.passages, p.embedder, progress)


def open_assistant(settings: Settings, progress: Progress = unseen, *, made_of: Parts | None = None) -> Assistant:
    """A working assistant; builds the index when it is missing, stale or damaged.

    Raises:
        KnowledgeError, IndexUnavailable, ModelUnavailable: with what to do about it.
    """
    p = made_of or parts(settings)
    try:
        opened = index.open_index(settings.data, p.passages, p.embedder)
    except IndexUnavailable:
        build_index(settings, progress, made_of=p)
        opened = index.open_index(settings.data, p.passages, p.embedder)
    passages = {passage.id: passage for passage in p.passages}
    return Assistant(
        p.library,
        p.prompts,
        passages,
        opened.by_meaning,
        opened.by_words,
        opened.index_id,
        perf_counter,
        speller=speller(english(), p.passages, p.prompts.places, load_spelling(settings.prompts)),
    )
