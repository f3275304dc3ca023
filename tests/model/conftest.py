"""A tiny model with random weights, made once; and a loaded engine over it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from coach.model.llama import LlamaChat


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from evals.bench.make_model import write

    return write(tmp_path_factory.mktemp("model") / "tiny.gguf")


@pytest.fixture
def chat(tiny: Path) -> Iterator[LlamaChat]:
    from coach.model.engine import Engine

    made = LlamaChat(Engine(tiny, context=4096, threads=1, cache_bytes=64 << 20))
    yield made
    made.close()
