"""What all tests share: a temporary home, and a quick stand-in for the encoder."""

import os
from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import count
from pathlib import Path

import hypothesis
import numpy as np
import pytest
from numpy.typing import NDArray

import coach  # noqa: F401  silences outward-looking parts before they are imported
from coach.settings import Settings

# No deadlines: a busy machine is no fault. Fewer examples keep `make check` short.
hypothesis.settings.register_profile("kier", deadline=None, max_examples=50)
hypothesis.settings.load_profile("kier")

ROOT = Path(__file__).resolve().parent.parent


class WordEncoder:
    """Vectors from hashed words: texts that share words are alike. No weights, no torch."""

    stamp = "woorden-1"
    dim = 96

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = np.zeros((len(texts), self.dim), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in text.casefold().replace(".", " ").replace(",", " ").split():
                digest = sha256(word.encode("utf-8", "replace")).digest()
                row[digest[0] % self.dim] += 1.0
                row[digest[1] % self.dim] += 0.5
            norm = float(np.linalg.norm(row))
            row /= norm or 1.0
        return rows


@pytest.fixture
def encoder() -> WordEncoder:
    return WordEncoder()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "gegevens", browser=False)


_homes = count()


@pytest.fixture(autouse=True)
def own_home(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """No test reads or writes the user's own Kier.

    The home is only named: most tests write nothing there, and thousands of empty folders take
    half a minute to make and to clear away.
    """
    for name in list(os.environ):
        if name.startswith("COACH_"):
            monkeypatch.delenv(name)
    home = tmp_path_factory.getbasetemp() / f"thuis-{next(_homes)}"
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "share"))
    yield
