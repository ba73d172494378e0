"""`cli.shell`: what every command shares."""

import io
from datetime import date
from pathlib import Path

import pytest
import typer
from rich.console import Console

from rights_assistant.cli.shell import day_of, progress, settings_of, speaking, watching
from rights_assistant.domain.answer import Line
from rights_assistant.errors import IndexUnavailable, QuestionError, RightsAssistantError


def test_an_error_of_ours_is_two_lines_and_exit_code_2(capsys: pytest.CaptureFixture[str]) -> None:
    """Does a command that fails say what is wrong and what to do, on the error output, and keep the cause for a debugger?"""

    @speaking
    def command() -> None:
        raise IndexUnavailable("The index is gone.", "Build it again.")

    with pytest.raises(typer.Exit) as ended:
        command()
    assert ended.value.exit_code == 2
    assert isinstance(ended.value.__cause__, IndexUnavailable)
    assert capsys.readouterr() == ("", "The index is gone.\nBuild it again.\n")


def test_a_bug_is_not_hidden() -> None:
    """Does an error that is not ours keep its traceback?"""

    @speaking
    def command() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        command()


def test_a_command_that_is_well() -> None:
    """Does a command keep its name, its help and what it gives back, so that typer can read them?"""

    @speaking
    def command(times: int) -> int:
        """Seven times."""
        return 7 * times

    assert command(2) == 14
    assert (command.__name__, command.__doc__) == ("command", "Seven times.")


def test_settings_take_what_was_given(monkeypatch: pytest.MonkeyPatch) -> None:
    """Does an option win over the environment, and one left out leave the environment's?"""
    monkeypatch.setenv("RIGHTS_ASSISTANT_PORT", "8001")
    monkeypatch.setenv("RIGHTS_ASSISTANT_HOST", "::1")
    settings = settings_of(port=8002, host=None, data=Path("elsewhere"))
    assert (settings.port, settings.host, settings.data) == (8002, "::1", Path("elsewhere"))


@pytest.mark.parametrize(
    ("given", "name"),
    [
        pytest.param({"port": 65536}, "RIGHTS_ASSISTANT_PORT", id="a port that does not exist"),
        pytest.param({"knowledge": 5}, "RIGHTS_ASSISTANT_KNOWLEDGE", id="a folder that is a number"),
    ],
)
def test_a_wrong_setting(given: dict[str, object], name: str) -> None:
    """Is the setting named as it is written in the environment, with the reason?"""
    with pytest.raises(RightsAssistantError) as error:
        settings_of(**given)
    assert error.value.problem.startswith(f"The setting {name} is wrong: ")
    assert error.value.remedy


def test_progress_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    """Are the items passed on, in order and one at a time, and nothing drawn into a file or a pipe?"""
    taken = []

    def items() -> object:
        for n in range(3):
            taken.append(n)
            yield n

    going = iter(progress(items(), "Asking", 3))  # type: ignore[arg-type]
    assert next(going) == 0
    assert taken == [0]
    assert list(going) == [1, 2]
    assert capsys.readouterr() == ("", "")


def test_progress_where_somebody_watches(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Is a bar with its label drawn on the error output of a terminal, so that the output stays clean?"""

    class Terminal(io.StringIO):
        """An error output that is a terminal."""

        def isatty(self) -> bool:
            """It is."""
            return True

    screen = Terminal()
    monkeypatch.setattr("sys.stderr", screen)
    assert list(progress(["a", "b"], "Asking", 2)) == ["a", "b"]
    assert "Asking" in screen.getvalue()
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("text", "day"),
    [pytest.param("2026-11-23", date(2026, 11, 23), id="a day"), pytest.param("2028-02-29", date(2028, 2, 29), id="a leap day")],
)
def test_a_day(text: str, day: date) -> None:
    """Is a day read as it is written?"""
    assert day_of(text) == day


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("2026-02-29", id="no leap year"),
        pytest.param("tomorrow", id="a word"),
        pytest.param("2026-11-23T10:00", id="an hour with it"),
        pytest.param(" 2026-11-23", id="a space before it"),
    ],
)
def test_no_day(text: str) -> None:
    """Is what is not a day said back, with how to write one?"""
    with pytest.raises(QuestionError) as error:
        day_of(text)
    assert repr(text) in error.value.problem
    assert "2026-11-23" in error.value.remedy


def test_what_is_watched_gives_way() -> None:
    """Is each checked sentence shown where somebody watches, and are they wiped away for the whole answer?"""
    seen = io.StringIO()
    with watching(Console(file=seen, force_terminal=True, width=80)) as heard:
        heard(Line("An officer decides.", (1,)))
        assert "An officer decides." in seen.getvalue()
        heard(Line("Ask for your file.", (2,)))
        assert "Ask for your file." in seen.getvalue()
    assert "\x1b[2K" in seen.getvalue().rsplit("Ask for your file.", 1)[1]


def test_nobody_watches() -> None:
    """Is nothing shown where the output goes into a file?"""
    seen = io.StringIO()
    with watching(Console(file=seen, force_terminal=False)) as heard:
        heard(Line("An officer decides.", (1,)))
    assert "officer" not in seen.getvalue()


def test_a_setting_with_a_name_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is a setting that also has a short name named once by its long one when it is wrong?"""
    monkeypatch.setenv("RIGHTS_ASSISTANT_CHAT_BASE_URL", "nowhere")
    with pytest.raises(RightsAssistantError, match="The setting RIGHTS_ASSISTANT_CHAT_BASE_URL is wrong"):
        settings_of()
