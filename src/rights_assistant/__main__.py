"""`python -m rights_assistant`."""

from rights_assistant.cli import app

app()
