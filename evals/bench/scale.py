"""How long a search takes with 1,000 and with 100,000 passages, side by side in one run.

Contract: ``run`` makes two libraries of made-up passages (Dutch-like words by Zipf's law, vectors
around topics), asks both the same questions in turn, and gives p50 and p95 in milliseconds, their
ratio, and where the time goes. Vectors are made up, so the encoder's time is not in it; ``encoder``
milliseconds, when given, are added to both for the ratio that a user notices. ``processor`` figures
are the processor's time, which other work on the same computer hardly changes. Needs about 2 GB.

    python -m evals.bench.scale --small 1000 --large 100000
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any

import chromadb
import numpy as np
from chromadb.config import Settings as ChromaSettings
from numpy.typing import NDArray

from coach.dialogue.assembly import tokens_of
from coach.knowledge.collection import Library
from coach.knowledge.content import load_all
from coach.knowledge.lexical import Tokens
from coach.knowledge.likeness import parent_of
from coach.knowledge.units import OWN_KINDS, Text, units
from coach.labels import Theme
from coach.settings import settings

DIM, TOPICS, QUERIES = 384, 400, 200
_BATCH = 4000


class MadeUp:
    """Vectors around topics; the topic of a text is its first word, the rest is noise."""

    stamp = "verzonnen-1"

    def __init__(self) -> None:
        dice = np.random.default_rng(1)
        self._topics = dice.normal(size=(TOPICS, DIM)).astype(np.float32)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = np.empty((len(texts), DIM), dtype=np.float32)
        for place, text in enumerate(texts):
            seed = int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little")
            topic = next((w for w in text.split() if w.startswith("onderwerp")), "onderwerp0")
            noise = np.random.default_rng(seed).standard_normal(DIM, dtype=np.float32)
            rows[place] = self._topics[int(topic.strip(".")[9:]) % TOPICS] + 1.1 * noise
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def passages(count: int, words: Sequence[str]) -> list[Text]:
    """Made-up passages of about 90 words in two sentences."""
    dice = np.random.default_rng(2)
    found = []
    for number in range(count):
        places = np.minimum(dice.zipf(1.3, size=90) - 1, len(words) - 1)
        said = [words[int(place)] for place in places]
        topic = f"onderwerp{number % TOPICS}"
        body = f"Over {topic} {' '.join(said[:45])}. Bij {topic} {' '.join(said[45:])}."
        kind = OWN_KINDS[number % 3]
        theme = tuple(Theme)[number % len(Theme)]
        found.append(Text(f"p{number}", kind, f"Stuk {number}", body, (theme,), (), hash="x"))
    return found


class Filled:
    """Collections with every unit of some texts."""

    def __init__(self, folder: Path, texts: Sequence[Text], encoder: MadeUp) -> None:
        client = chromadb.PersistentClient(
            path=str(folder), settings=ChromaSettings(anonymized_telemetry=False)
        )
        self._held = {
            kind: client.create_collection(
                kind, embedding_function=None, metadata={"hnsw:space": "cosine"}
            )
            for kind in OWN_KINDS
        }
        for kind, collection in self._held.items():
            mine = [unit for t in texts if t.kind == kind for unit in units(t).items()]
            for start in range(0, len(mine), _BATCH):
                ids, said = zip(*mine[start : start + _BATCH], strict=True)
                metas = [{"parent": parent_of(id)[0], "hash": "x"} for id in ids]
                rows = encoder.encode(said)
                collection.add(ids=list(ids), embeddings=rows, metadatas=metas)

    def collections(self, stamp: str) -> dict[str, Any]:
        return self._held


def _vocabulary() -> tuple[list[str], Tokens]:
    content = load_all(settings().content)
    tokens = tokens_of(content, settings().content)
    said = " ".join(p.text for p in content.passages).casefold().replace(".", " ").split()
    words = list(dict.fromkeys(word.strip(",;:()‘’") for word in said))
    return [*words, *(f"zeldzaam{number}" for number in range(20_000))], tokens


def _timed(
    library: Library, query: str, row: NDArray[np.float32]
) -> tuple[float, float, float, float]:
    start = time.perf_counter()
    library._dense(library._alike(row))
    dense = time.perf_counter()
    library._lexical.search(query)
    lexical, used = time.perf_counter(), time.process_time()
    library.search(query, k=8, themes=(Theme.INTERVISIE,), vector=row)
    whole, used = time.perf_counter() - lexical, time.process_time() - used
    return dense - start, lexical - dense, whole, used


def run(small: int, large: int, encoder_ms: float = 0.0) -> dict[str, Any]:
    """The measures of one run."""
    words, tokens = _vocabulary()
    encoder, dice = MadeUp(), np.random.default_rng(3)
    libraries, made = {}, {}
    with tempfile.TemporaryDirectory() as folder:
        for count in (small, large):
            texts = passages(count, words)
            start = time.perf_counter()
            index = Filled(Path(folder) / str(count), texts, encoder)
            filled = time.perf_counter()
            libraries[count] = Library(texts, index, encoder, tokens)
            made[count] = {
                "index_s": round(filled - start, 1),
                "load_s": round(time.perf_counter() - filled, 1),
            }
        times: dict[int, list[tuple[float, float, float, float]]] = {small: [], large: []}
        for number in range(QUERIES + 10):
            said = [words[int(dice.integers(0, 1500))] for _ in range(9)]
            query = f"onderwerp{number % TOPICS} {' '.join(said)}"
            row = encoder.encode([query])[0]
            for count, library in libraries.items():
                one = _timed(library, query, row)
                if number >= 10:
                    times[count].append(one)
    found: dict[str, Any] = {"queries": QUERIES, "dim": DIM}
    p95, used = dict[int, float](), dict[int, float]()
    for count, measured in times.items():
        table = np.array(measured) * 1000
        p95[count] = float(np.percentile(table[:, 2], 95))
        used[count] = float(np.percentile(table[:, 3], 95))
        found[str(count)] = {
            **made[count],
            "p50_ms": round(float(np.percentile(table[:, 2], 50)), 2),
            "p95_ms": round(p95[count], 2),
            "p95_processor_ms": round(used[count], 2),
            "dense_p50_ms": round(float(np.percentile(table[:, 0], 50)), 2),
            "lexical_p50_ms": round(float(np.percentile(table[:, 1], 50)), 2),
        }
    found["ratio_p95"] = round(p95[large] / p95[small], 2)
    found["ratio_p95_processor"] = round(used[large] / used[small], 2)
    if encoder_ms:
        for name, of in (("", p95), ("_processor", used)):
            ratio = (of[large] + encoder_ms) / (of[small] + encoder_ms)
            found[f"ratio_p95{name}_with_encoder"] = round(ratio, 2)
    return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", type=int, default=1000)
    parser.add_argument("--large", type=int, default=100_000)
    parser.add_argument("--encoder-ms", type=float, default=0.0)
    given = parser.parse_args()
    sys.stdout.write(json.dumps(run(given.small, given.large, given.encoder_ms), indent=2) + "\n")
