"""Whose law: the jurisdictions covered, and what lies above each."""

from typing import Final

NAMES: Final[dict[str, str]] = {
    "int": "International",
    "coe": "Council of Europe",
    "eu": "European Union",
    "de": "Germany",
    "ca": "Canada",
    "au": "Australia",
    "uk": "United Kingdom",
    "us": "United States",
}

SYSTEMS_ONLY: Final[dict[str, str]] = {
    "ch": "Switzerland",
    "fi": "Finland",
    "gr": "Greece",
    "nl": "Netherlands",
    "no": "Norway",
    "nz": "New Zealand",
}
"""Countries of which a system is described and no law: nobody is answered from them alone."""

MEMBERS: Final = frozenset({"fi", "gr", "nl"})
"""Those of them where the law of the Union holds, which is here; for the others no law is."""

# The law of the place asked about, then what binds or addresses that place from above.
# The United Kingdom left the EU and stayed in the Council of Europe; Germany is in both.
_ABOVE: Final[dict[str, tuple[str, ...]]] = {
    "int": (),
    "coe": ("int",),
    "eu": ("coe", "int"),
    "de": ("eu", "coe", "int"),
    "ca": ("int",),
    "au": ("int",),
    "uk": ("coe", "int"),
    "us": ("int",),
}

CHOICES: Final[tuple[str, ...]] = ("ca", "de", "eu", "au", "uk")
"""What a person can choose as "the country that decides about me"."""


def scope(jurisdiction: str | None) -> tuple[str, ...]:
    """The jurisdictions whose sources may carry an answer, nearest first.

    Without a jurisdiction only what speaks to every State (`int`) may.

    Raises:
        KeyError: for a jurisdiction that is not covered.
    """
    if jurisdiction is None:
        return ("int",)
    return (jurisdiction, *_ABOVE[jurisdiction])
