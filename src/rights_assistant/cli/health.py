"""`doctor`: what is installed, which model, is the index fresh, what is missing and how to mend it."""

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from rights_assistant import index
from rights_assistant.adapters.minilm import MiniLM
from rights_assistant.errors import RightsAssistantError
from rights_assistant.knowledge import examine
from rights_assistant.prompts import load_prompts
from rights_assistant.settings import Settings
from rights_assistant.split import split
from rights_assistant.wiring import open_engine, open_model

REACHED_WITHIN = 3.0
"""Seconds in which a chat model's address has to answer."""

PACKAGES = ("gradio", "chromadb", "sentence-transformers", "torch", "bm25s", "PyStemmer")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at, and the mend when it is not well."""

    well: bool
    what: str
    mend: str = ""

    def __str__(self) -> str:
        return f"{'ok  ' if self.well else 'MEND'} {self.what} {self.mend}".rstrip()


def examine_all(settings: Settings) -> list[Finding]:
    """Everything looked at, in the order it is needed."""
    findings = [_python(), *map(_package, PACKAGES)]
    for look in (_knowledge, _prompts, _model, _data, _index, _chat):
        findings += _looked(look, settings)
    return findings


def _looked(look: Callable[[Settings], Iterator[Finding]], settings: Settings) -> list[Finding]:
    found = []
    try:
        for finding in look(settings):
            found.append(finding)  # one by one: what was found before an error is told too
    except RightsAssistantError as error:
        found.append(Finding(False, error.problem, error.remedy))
    return found


def _python() -> Finding:
    fits = sys.version_info >= (3, 11)
    return Finding(fits, f"Python {sys.version.split()[0]}", "" if fits else "Use Python 3.11 or newer.")


def _package(name: str) -> Finding:
    try:
        return Finding(True, f"{name} {version(name)}")
    except PackageNotFoundError:
        return Finding(False, f"{name} is not installed.", "Run `pip install rights-assistant`.")


def _knowledge(settings: Settings) -> Iterator[Finding]:
    library, faults = examine(settings.knowledge)
    said = f"knowledge: {len({d.id for d in library})} documents, {len(faults)} faults in {settings.knowledge}"
    yield Finding(not faults, said, "Run `rights-assistant knowledge check`." if faults else "")


def _prompts(settings: Settings) -> Iterator[Finding]:
    load_prompts(settings.prompts)
    yield Finding(True, f"prompts: {settings.prompts}")


def _model(settings: Settings) -> Iterator[Finding]:
    yield Finding(True, f"model: {MiniLM(settings.model).name}")


def _data(settings: Settings) -> Iterator[Finding]:
    place = next((p for p in (settings.data, *settings.data.parents) if p.exists()), Path("/"))
    writable = place.is_dir() and os.access(place, os.W_OK)
    yield Finding(
        writable, f"data: {settings.data}", "" if writable else "Choose a folder you can write to: set RIGHTS_ASSISTANT_DATA."
    )


def _index(settings: Settings) -> Iterator[Finding]:
    library, faults = examine(settings.knowledge)
    if faults:
        yield Finding(False, "index: not looked at while the knowledge has faults.")
        return
    passages = split(library)
    opened = index.open_index(settings.data, passages, MiniLM(settings.model))
    yield Finding(True, f"index: {opened.index_id}, fresh, {len(passages)} passages")


def _chat(settings: Settings) -> Iterator[Finding]:
    """The chat model, without sending it anything."""
    if not settings.chat_model:
        yield Finding(True, "chat model: none; every answer is in reviewed words")
        return
    engine = open_engine(settings, load_prompts(settings.prompts))
    model = open_model(settings)
    yield Finding(True, f"chat model: {model.name}; its sentences are checked before anybody sees them")
    if engine is not None:
        yield Finding(True, f"chat model: {' '.join(engine.told_before())}")
    yield Finding(True, f"chat model: {model.reach(REACHED_WITHIN)}")
