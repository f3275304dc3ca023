"""Another embedder for searching, for those who have one: any sentence-transformers folder.

Contract: ``load_embedder`` loads a folder from disk (no network, no code from the folder) as an
``OtherEncoder``: ``encode`` is for questions, ``encode_passages`` for texts, each with the prefix
of ``embedders.yaml``; rows are unit vectors. Its stamp changes with weights and prefixes. A folder
with our own manifest is not for this module. What listens to messages keeps the shipped encoder:
its thresholds are measured on that one. ``propose`` names a known embedder by memory.
"""

import hashlib
import os
import threading
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import yaml
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, TypeAdapter

from coach.encoder.manifest import MANIFEST
from coach.encoder.runtime import DutchEncoder, load_encoder
from coach.errors import EmbedderError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_TABLE = Path(__file__).with_name("embedders.yaml")
_BATCH = 16
#: Part of the machine's memory that an embedder may take.
_SHARE = 0.12


class Embedder(BaseModel):
    """A known embedder; sizes in GB (10^9 bytes), ``nl`` the mean nDCG on Dutch search tasks."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    match: list[str]
    repository: str
    licence: str
    query: str
    passage: str
    size_gb: float
    memory_gb: float
    nl: float


@lru_cache(maxsize=1)
def known() -> tuple[Embedder, ...]:
    """The table, best first."""
    rows: Any = yaml.safe_load(_TABLE.read_text(encoding="utf-8"))
    return tuple(TypeAdapter(list[Embedder]).validate_python(rows))


def prefixes(folder: Path) -> tuple[str, str]:
    """What a folder's embedder wants before a question and before a passage; empty if unknown."""
    name = folder.name.casefold()
    for row in known():
        if any(part in name for part in row.match):
            return row.query, row.passage
    return "", ""


def propose(memory_gb: float) -> Embedder | None:
    """The best known embedder that leaves memory for the rest; None keeps the shipped one."""
    return next((row for row in known() if row.memory_gb <= _SHARE * memory_gb), None)


class OtherEncoder:
    """A sentence-transformers model with its prefixes; safe to call from several threads."""

    def __init__(
        self, model: "SentenceTransformer", stamp: str, query: str = "", passage: str = ""
    ) -> None:
        self._model = model
        self._query, self._passage = query, passage
        self._lock = threading.Lock()
        self.stamp = stamp

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit rows of questions, shape (n, dim)."""
        return self._rows(texts, self._query)

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit rows of texts to be found, shape (n, dim)."""
        return self._rows(texts, self._passage)

    def _rows(self, texts: Sequence[str], prefix: str) -> NDArray[np.float32]:
        with self._lock:
            rows = self._model.encode(
                [prefix + text for text in texts],
                batch_size=_BATCH,
                show_progress_bar=False,
                convert_to_numpy=True,
                normalize_embeddings=True,
            )
        return np.asarray(rows, dtype=np.float32)


def _stamp(folder: Path, added: tuple[str, str]) -> str:
    digest = hashlib.sha256("\x1f".join(added).encode("utf-8"))
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in (".safetensors", ".json", ".txt", ".model"):
            digest.update(path.name.encode("utf-8"))
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
    return f"{folder.name}-{digest.hexdigest()[:12]}"


def is_ours(folder: Path | None) -> bool:
    """Whether a folder holds an encoder in our own format; None means the shipped one."""
    return folder is None or (folder / MANIFEST).is_file()


def load_listening(folder: Path | None) -> DutchEncoder:
    """The encoder that messages are understood with: ours, whatever is used for searching."""
    return load_encoder(folder if is_ours(folder) else None)


def searching(folder: Path | None, listening: DutchEncoder) -> DutchEncoder | OtherEncoder:
    """The encoder that texts are found with."""
    return listening if folder is None or is_ours(folder) else load_embedder(folder)


def load_embedder(folder: Path) -> OtherEncoder:
    """Load a folder from disk; EmbedderError when it is no sentence-transformers model."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["TRANSFORMERS_OFFLINE"] = "1"
    from sentence_transformers import SentenceTransformer

    if not (folder / "config.json").is_file() and not (folder / "modules.json").is_file():
        raise EmbedderError(path=folder, detail="modules.json")
    try:
        model = SentenceTransformer(
            str(folder),
            device="cpu",
            local_files_only=True,
            trust_remote_code=False,
            model_kwargs={"use_safetensors": True},
        )
    except Exception as error:
        # Whatever a strange folder raises, the user gets one sentence.
        raise EmbedderError(path=folder, detail=type(error).__name__) from error
    added = prefixes(folder)
    return OtherEncoder(model, _stamp(folder, added), *added)
