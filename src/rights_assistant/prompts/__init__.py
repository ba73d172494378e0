"""`prompts/**` into values: our own fixed words, the words that name places, the safeguards."""

from rights_assistant.prompts.load import load_prompts, load_spelling, load_thresholds, load_words, with_thresholds
from rights_assistant.prompts.words import Fact, Facts, Forbidden, Places, Prompts, Replies, Rule, Safeguards, SpellingWords

__all__ = [
    "Fact",
    "Facts",
    "Forbidden",
    "Places",
    "Prompts",
    "Replies",
    "Rule",
    "Safeguards",
    "SpellingWords",
    "load_prompts",
    "load_spelling",
    "load_thresholds",
    "load_words",
    "with_thresholds",
]
