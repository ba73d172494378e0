"""The command line: parse, call, print."""

from rights_assistant.cli.main import app

__all__ = ["app"]
