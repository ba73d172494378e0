"""`serve`: the index, the assistant, the page."""

import socket
from datetime import date

import typer

from rights_assistant.errors import RightsAssistantError
from rights_assistant.ports import Progress
from rights_assistant.settings import Settings


def run(settings: Settings, progress: Progress) -> None:
    """Serve the page until interrupted.

    Raises:
        RightsAssistantError: when the port is taken, or something is missing.
    """
    _free(settings.host, settings.port)
    from rights_assistant.prompts import load_words
    from rights_assistant.web import app as web
    from rights_assistant.wiring import open_assistant, open_catalogue

    assistant = open_assistant(settings, progress)
    page = web.create_app(
        assistant,
        assistant.library,
        index_id=assistant.index_id,
        today=date.today,
        words=load_words(settings.prompts),
        told=assistant.engine.told_before() if assistant.engine else (),
        catalogue=open_catalogue(settings, assistant),
    )
    typer.echo(f"Open http://{settings.host}:{settings.port}/ in a browser. Stop with Ctrl+C.")
    web.serve(page, settings.host, settings.port)


def _free(host: str, port: int) -> None:
    if port == 0:
        return
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise RightsAssistantError(
                f"The page cannot listen on {host}:{port}: {error.strerror or error}.", "Choose another with --port or --host."
            ) from error
