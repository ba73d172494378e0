"""Entailment by a cross-encoder of sentence-transformers: how likely a claim follows from a passage."""

import json
import os
from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rights_assistant.errors import ModelUnavailable

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

_REMEDY = "Set RIGHTS_ASSISTANT_ENTAILMENT to the folder or name of a cross-encoder for natural language inference, or unset it."


class CrossEntailment:
    """An `Entailment`. Loads the model on first use, so that importing and wiring cost nothing."""

    def __init__(self, model: str) -> None:
        self._name = model
        self._model: CrossEncoder | None = None
        self._label = 0

    def entails(self, passage: str, claim: str) -> float:
        """The probability, 0 to 1, that the claim follows from the passage.

        Of a model with several labels, that of the label called entailment; of a model with one, its score.

        Raises:
            ModelUnavailable: when the model is missing, brings code, has no such label, or cannot read these texts.
        """
        if self._model is None:
            _examined(self._name)
            model = _load(self._name)
            self._label = _entailment(model.config, self._name)
            self._model = model
        several = self._model.num_labels > 1
        try:
            scores: Any = self._model.predict([(passage, claim)], apply_softmax=several, show_progress_bar=False)
        except (ValueError, RuntimeError, IndexError) as error:
            raise ModelUnavailable(f"The cross-encoder {self._name!r} failed: {_line(error)}.", _REMEDY) from error
        found = float(scores[0][self._label] if several else scores[0])
        if not 0 <= found <= 1:
            raise ModelUnavailable(f"The cross-encoder {self._name!r} gives {found:.3f}, which is no probability.", _REMEDY)
        return found


def _examined(name: str) -> None:
    """A folder looked at before anything in it is loaded; a name is left to the loader."""
    folder = Path(name)
    if not folder.exists():
        return
    try:
        config = json.loads((folder / "config.json").read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ModelUnavailable(
            f"The cross-encoder at {folder} has no readable config.json.", "Copy its folder again, whole."
        ) from error
    # Either key makes transformers run code that came with the weights (CVE-2026-4372).
    brought = sorted({"auto_map", "_attn_implementation_internal"} & (config.keys() if isinstance(config, dict) else set()))
    if brought:
        raise ModelUnavailable(
            f"The cross-encoder at {folder} brings code of its own ({', '.join(brought)}).", "Use a model that is weights only."
        )


def _load(name: str) -> "CrossEncoder":
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from safetensors import SafetensorError

    here = Path(name).exists()
    try:
        from sentence_transformers import CrossEncoder

        with redirect_stderr(StringIO()):  # the loader draws a progress bar of its own
            return CrossEncoder(
                name, device="cpu", local_files_only=here, trust_remote_code=False, model_kwargs={"use_safetensors": True}
            )
    except (ImportError, OSError, ValueError, RuntimeError, KeyError, SafetensorError) as error:
        raise ModelUnavailable(f"The cross-encoder {name!r} does not load: {_line(error)}.", _REMEDY) from error


def _entailment(config: Any, name: str) -> int:
    """The place of the label for entailment; models differ in their order, so it is read from their own config."""
    labels = {int(n): str(label).lower() for n, label in (config.id2label or {}).items()}
    if len(labels) < 2:
        return 0
    found = [n for n, label in labels.items() if label in ("entailment", "entail", "entails", "entailed")]
    if len(found) != 1:
        raise ModelUnavailable(f"The cross-encoder {name!r} has no label for entailment: {', '.join(labels.values())}.", _REMEDY)
    return found[0]


def _line(error: Exception) -> str:
    return " ".join(str(error).split()).rstrip(".")[:300]
