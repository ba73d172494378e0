"""Publications and files of the Lantern Act, which is nobody's law."""

from pathlib import Path

from rights_assistant.domain.official import Format, Publication

FIXTURES = Path(__file__).parent / "adapters" / "publishers" / "fixtures"


def a_publication(instrument: str, format: Format, *, language: str = "en", locator: str = "", name: str = "a file") -> Publication:
    """A publication of an instrument."""
    return Publication(instrument, language, format, name, locator=locator)


def made(name: str) -> bytes:
    """The bytes of a fixture."""
    return (FIXTURES / name).read_bytes()


def within(tag: str, depth: int, inner: str = "") -> str:
    """An element within itself, so many times."""
    return f"<{tag}>" * depth + inner + f"</{tag}>" * depth
