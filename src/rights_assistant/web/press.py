"""Our own pages, set from the templates beside this module: everything escaped, no script."""

from functools import lru_cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from rights_assistant.web.words import Words, direction

CHAT: Final = "/chat/"
LIBRARY: Final = "/library"


def page(template: str, words: Words, **values: object) -> str:
    """A page in HTML.

    Args:
        template: its name, without the ending.
        values: what the template shows, as plain text; all of it is escaped.
    """
    known = {"words": words, "chat": CHAT, "library": LIBRARY, "direction": direction}
    return _room().get_template(f"{template}.html.j2").render(**known, **values)


@lru_cache(maxsize=1)
def _room() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
