"""The Dutch sentence encoder as the rest of Kier uses it.

Contract: ``load_encoder`` checks the hashes of the shipped files and gives a ``DutchEncoder``:
unit vectors of 384 numbers, the same for the same text in every run and whatever else is in the
batch (up to 1e-5). No network, no pickle. Torch and sentence-transformers are imported when
loading, not with this module. It knows nothing about passages, questions or users.
"""

import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

WEIGHTS_FOLDER = Path(__file__).with_name("weights")
_BATCH = 32
# More threads than this cost more in handing over than they win on texts this short.
_MOST_THREADS = 4


class DutchEncoder(Embeddings):
    """Unit vectors for Dutch texts; safe to call from several threads.

    ``stamp`` names weights and revision and changes when the vectors change; ``dim`` is 384.
    Texts beyond 256 word pieces are cut.
    """

    def __init__(self, model: "SentenceTransformer", stamp: str, dim: int) -> None:
        self._model = model
        self._lock = threading.Lock()
        self.stamp = stamp
        self.dim = dim

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit row per text, shape (n, dim) float32; no texts give shape (0, dim)."""
        if not texts:
            return np.zeros((0, self.dim), dtype=np.float32)
        with self._lock:
            found = self._model.encode(
                list(texts), batch_size=_BATCH, show_progress_bar=False, convert_to_numpy=True
            )
        return np.asarray(found, dtype=np.float32)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """LangChain's call for passages: one vector per text."""
        vectors: list[list[float]] = self.encode(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """LangChain's call for a question: the same space, no prefix."""
        vector: list[float] = self.encode([text])[0].tolist()
        return vector


def load_encoder(path: Path | None = None) -> DutchEncoder:
    """Load the encoder from ``path`` (default: the shipped weights).

    Raises EncoderError if a file is missing, unreadable or differs from its recorded hash.
    """
    # Set before the imports below: these libraries read them once, at import.
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["TRANSFORMERS_OFFLINE"] = "1"
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    import torch
    from sentence_transformers import SentenceTransformer

    from coach.encoder.ship import read_student

    if torch.get_num_threads() > _MOST_THREADS:
        torch.set_num_threads(_MOST_THREADS)
    student, manifest = read_student(path or WEIGHTS_FOLDER)
    model = SentenceTransformer(modules=[student], device="cpu")
    return DutchEncoder(model, manifest.stamp, student.shape.hidden_size)
