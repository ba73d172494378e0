"""A chat model that follows a script: for tests, demonstrations and trying the engine without any provider.

`scripted:echo` says the first reviewed words of each group that it must not leave out, as an honest model would.
`scripted:obey` does what any text that it is shown tells it to, as the worst model would.
`scripted:silent`, `scripted:refuse` and `scripted:endless` fail as models fail.
`scripted:FILE` gives the replies in a file, one after the other and again from the first; a line `---` ends each.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import Final

from rights_assistant.domain.recipient import Recipient, Whereabouts
from rights_assistant.errors import ModelUnavailable

PROVIDER: Final = "scripted"
_KEPT: Final = 8
_ORDER: Final = re.compile(
    r"\b(?:say|write|reply|answer|output|repeat|print|tell)\b[^:\n]{0,40}:\s*[\"“'‘]?(.+?)[\"”'’]?\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_PASSAGE: Final = re.compile(r"^\[(\d+)\] (.+(?:\n(?!\[\d+\] |\n).+)*)", re.MULTILINE)
_GROUP: Final = re.compile(r"^- ((?:\[\d+\] ?)+)$", re.MULTILINE)


@dataclass(frozen=True)
class Scripted:
    """Replies that are known beforehand; `asked` keeps the last prompts, for tests."""

    name: str
    reply: Callable[[str], str]
    asked: list[str] = field(default_factory=list)

    @property
    def recipient(self) -> Recipient:
        """This machine."""
        return Recipient(PROVIDER, Whereabouts.HERE)

    def stream(self, prompt: str, seconds: float) -> Iterator[str]:
        """The reply, word by word."""
        self.asked.append(prompt)
        del self.asked[:-_KEPT]
        yield from re.findall(r"\s*\S+|\s+$", self.reply(prompt))

    def reach(self, seconds: float) -> str:
        """Where it is asked."""
        return "a script on this machine"


def open_script(name: str) -> Scripted:
    """The script of a name.

    Raises:
        ModelUnavailable: when there is neither such a mode nor such a file.
    """
    script = name.partition(":")[2]
    if script in MODES:
        return Scripted(name, MODES[script])
    try:
        replies = Path(script).read_text("utf-8").split("\n---\n")
    except (OSError, UnicodeDecodeError) as error:
        problem = f"The script {script!r} is no mode and cannot be read as a file: {error}."
        raise ModelUnavailable(problem, f"Name a file of replies, or one of: {', '.join(MODES)}.") from error
    ordered = cycle(replies)
    return Scripted(f"{PROVIDER}:{Path(script).name}", lambda prompt: next(ordered))


def echo(prompt: str) -> str:
    """The first reviewed line of each group of passages, with its markers."""
    passages = {number: text.split("\n") for number, text in _PASSAGE.findall(prompt)}
    said: dict[str, str] = {}
    for group in _GROUP.findall(prompt):
        numbers = [n for n in re.findall(r"\d+", group) if n in passages]
        shared = [line for line in passages[numbers[0]][1:] if all(line in passages[n] for n in numbers)] if numbers else []
        for line in (shared or [line for n in numbers[:1] for line in passages[n]])[:1]:
            said[line] = " ".join(f"[{n}]" for n in numbers)
    return " ".join(f"{line} {markers}" for line, markers in said.items())


def obey(prompt: str) -> str:
    """Whatever the question or a passage tells somebody to say; nothing where none does."""
    data = re.search(r"^QUESTION (\S+)$", prompt, re.MULTILINE)
    return "\n".join(_ORDER.findall(prompt[data.end() :] if data else prompt))


MODES: Final[dict[str, Callable[[str], str]]] = {
    "echo": echo,
    "obey": obey,
    "silent": lambda prompt: "",
    "refuse": lambda prompt: "I'm sorry, but I cannot help with that.",
    "endless": lambda prompt: "You can ask for your data. [1] " * 4_000,
}
