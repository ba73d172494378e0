"""What every command shares: errors in words, settings, a progress bar, the day."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, Optional, ParamSpec, TypeVar

import typer

from rights_assistant.domain.answer import Line
from rights_assistant.errors import QuestionError, RightsAssistantError

P = ParamSpec("P")
T = TypeVar("T")

Data = Annotated[
    Optional[Path], typer.Option("--data", help="Where the index and the official texts are kept.", show_default=False)
]
Knowledge = Annotated[Optional[Path], typer.Option("--knowledge", help="The folder of notes and guides.", show_default=False)]


def speaking(command: Callable[P, T]) -> Callable[P, T]:
    """Our own errors as one message and exit code 2, never a traceback."""

    @wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return command(*args, **kwargs)
        except RightsAssistantError as error:
            typer.echo(f"{error.problem}\n{error.remedy}", err=True)
            raise typer.Exit(2) from error

    return wrapped


def settings_of(**given: Any) -> Any:
    """The settings, with what was given on the command line.

    Raises:
        RightsAssistantError: naming the setting that is wrong.
    """
    from pydantic import ValidationError

    from rights_assistant.settings import Settings

    try:
        return Settings(**{k: v for k, v in given.items() if v is not None})
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(str(p) for p in first["loc"]).upper().removeprefix("RIGHTS_ASSISTANT_")
        raise RightsAssistantError(
            f"The setting RIGHTS_ASSISTANT_{name} is wrong: {first['msg']}.", "Mend it or unset it."
        ) from error


def progress(items: Iterable[T], label: str, total: int) -> Iterable[T]:
    """A progress bar where somebody watches."""
    from rich.console import Console
    from rich.progress import track

    return track(items, description=label, total=total, console=Console(stderr=True), disable=not sys.stderr.isatty())


@contextmanager
def watching(console: Any = None) -> Iterator[Callable[[Line], None]]:
    """What shows each checked sentence of a model as it comes, where somebody watches; the whole answer takes their place."""
    from rich.console import Console
    from rich.live import Live
    from rich.text import Text

    shown = Text()
    with Live(shown, console=console or Console(stderr=True), transient=True, auto_refresh=False) as live:

        def heard(line: Line) -> None:
            shown.append(f"{line.text}\n")
            live.refresh()

        yield heard


def day_of(text: str | None) -> date:
    """A day as it was typed; today when nothing was.

    Raises:
        QuestionError: when it is not a day.
    """
    if text is None:
        return date.today()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise QuestionError(f"{text!r} is not a date.", "Write the day of asking as 2026-11-23.") from error
