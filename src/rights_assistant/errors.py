"""Everything that can go wrong, and what the person in front of it can do.

    RightsAssistantError
    ├── KnowledgeError       a file under knowledge/ or prompts/ is wrong
    ├── QuestionError        what was asked cannot be taken (empty, too long, unknown jurisdiction)
    ├── IndexUnavailable     the index is missing, stale, broken or cannot be written
    ├── ModelUnavailable     a model is missing, is not the one we know, or cannot be opened
    ├── ModelFailed          a chat model gave nothing that can be used; the curated answer stands
    ├── OfficialError        an official text cannot be fetched or read; the last good copy stays
    ├── CaseError            an evaluation question is wrong
    └── MissingExtra         an optional part is not installed

Every error carries a `remedy`: one sentence that says what to do about it.
"""


class RightsAssistantError(Exception):
    """Any failure of ours. `str()` of it is the problem; `remedy` is what to do."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.problem} {self.remedy}".strip()


class KnowledgeError(RightsAssistantError):
    """A file under knowledge/ or prompts/ is wrong; the user sees file, line or key, and the mend."""


class QuestionError(RightsAssistantError):
    """What was asked cannot be taken; the user sees which limit and how to ask instead."""


class IndexUnavailable(RightsAssistantError):
    """The index is missing, stale, broken or cannot be written; the user sees where and how to rebuild."""


class ModelUnavailable(RightsAssistantError):
    """A model is missing, does not load, cannot be opened, or its weights are not the known ones."""


class ModelFailed(RightsAssistantError):
    """A chat model gave nothing that can be used; nothing of the question or the draft is in what it says."""


class OfficialError(RightsAssistantError):
    """An official text cannot be fetched or read; the user sees which file or address, and the last good copy stays."""


class CaseError(RightsAssistantError):
    """An evaluation question is wrong; the user sees file and line."""


class MissingExtra(RightsAssistantError):
    """An optional part is not installed; the user sees which extra to install."""
