"""English words and how often they are written, from the frequency list that symspellpy ships.

The list is the part of the Google Books n-grams that the spelling lists SCOWL hold (82,765 words; MIT for
the package, CC BY 3.0 for the counts).
"""

from importlib.resources import files

from rights_assistant.errors import RightsAssistantError

_LIST = "frequency_dictionary_en_82_765.txt"


def english() -> dict[str, int]:
    """Every word with its count.

    Raises:
        RightsAssistantError: when the package or its list is missing or of another form.
    """
    try:
        lines = (files("symspellpy") / _LIST).read_text("utf-8-sig").splitlines()
        pairs = (line.split(" ") for line in lines)
        return {word: int(count) for word, count in pairs}
    except (ImportError, OSError, ValueError) as error:
        raise RightsAssistantError(
            f"The list of English words cannot be read: {type(error).__name__}.", "Install again: pip install symspellpy."
        ) from error
