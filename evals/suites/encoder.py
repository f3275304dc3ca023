"""How well the encoder finds the passage that answers a question, beside BM25 and fused.

Contract: ``run`` reads one JSON object with ``passages`` [{id, text}], ``questions_colloquial``
and ``questions_ordinary`` [{gold, q}] and gives recall@1, recall@3 and nDCG@10 (one right passage
per question) for BM25, the encoder and both fused, ranked over just those passages. Dense scores
are made as the library makes them: half the whole passage, half its best sentence. With
``similarity`` it adds the Spearman correlation on scored sentence pairs.
"""

import json
import lzma
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from scipy.stats import spearmanr

from coach.errors import CasesUnreadable
from coach.knowledge.fusion import fuse, ranks
from coach.knowledge.index import Encoder
from coach.knowledge.lexical import Lexical, Tokens
from coach.knowledge.likeness import WHOLE_SHARE
from coach.knowledge.quotes import sentences

Scores = NDArray[np.float32]


class _Passage(BaseModel):
    id: str
    text: str


class _Question(BaseModel):
    gold: str
    q: str


class Cases(BaseModel):
    """The cases file."""

    model_config = ConfigDict(extra="ignore")

    passages: list[_Passage] = Field(min_length=1)
    questions_colloquial: list[_Question] = []
    questions_ordinary: list[_Question] = []


def read_cases(path: Path) -> Cases:
    """Read the cases file; CasesUnreadable when it is not in its format."""
    try:
        cases = Cases.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValidationError, ValueError) as error:
        raise CasesUnreadable(file=path, line=1, detail=type(error).__name__) from error
    known = {passage.id for passage in cases.passages}
    for question in [*cases.questions_colloquial, *cases.questions_ordinary]:
        if question.gold not in known:
            raise CasesUnreadable(file=path, line=1, detail=f"gold {question.gold}")
    return cases


def figures(gold_ranks: Sequence[float]) -> dict[str, float]:
    """Return recall@1, recall@3 and nDCG@10 of the ranks of the one right passage."""
    placed = np.asarray(gold_ranks, dtype=np.float64)
    gains = np.where(placed <= 10, 1 / np.log2(placed + 1), 0.0)
    return {
        "recall@1": round(float((placed <= 1).mean()), 4),
        "recall@3": round(float((placed <= 3).mean()), 4),
        "ndcg@10": round(float(gains.mean()), 4),
    }


class DensePassages:
    """Passages as vectors, whole and by sentence."""

    def __init__(self, texts: Sequence[str], encoder: Encoder) -> None:
        self._whole = encoder.encode(texts)
        parts = [sentences(text) or [text] for text in texts]
        flat = encoder.encode([sentence for part in parts for sentence in part])
        edges = np.cumsum([0, *(len(part) for part in parts)])
        self._parts = [flat[begin:end] for begin, end in pairwise(edges)]

    def scores(self, row: NDArray[np.float32]) -> Scores:
        """Return one score per passage for a query vector (384,)."""
        best = np.array([(part @ row).max() for part in self._parts])
        mixed = WHOLE_SHARE * (self._whole @ row) + (1 - WHOLE_SHARE) * best
        return np.asarray(mixed, dtype=np.float32)


def _rank(scores: Scores, place: int) -> float:
    # A score of zero is no find: BM25 without a shared word ranks nothing.
    return float(ranks(scores)[place]) if scores[place] > 0 else float(len(scores) + 1)


def evaluate(
    cases: Cases, encoder: Encoder, tokens: Tokens | None = None
) -> dict[str, dict[str, dict[str, float]]]:
    """Return figures by query kind and system."""
    texts = [passage.text for passage in cases.passages]
    places = {passage.id: place for place, passage in enumerate(cases.passages)}
    lexical, dense = Lexical(texts, tokens or Tokens()), DensePassages(texts, encoder)
    result: dict[str, dict[str, dict[str, float]]] = {}
    kinds = {"colloquial": cases.questions_colloquial, "ordinary": cases.questions_ordinary}
    for kind, questions in kinds.items():
        if not questions:
            continue
        found: dict[str, list[float]] = {"bm25": [], "encoder": [], "fused": []}
        for question, row in zip(questions, encoder.encode([q.q for q in questions]), strict=True):
            place = places[question.gold]
            words, meaning = lexical.search(question.q), dense.scores(row)
            found["bm25"].append(_rank(words.scores, place))
            found["encoder"].append(float(ranks(meaning)[place]))
            found["fused"].append(
                float(ranks(fuse(meaning, words.scores, words.confidence))[place])
            )
        result[kind] = {system: figures(placed) for system, placed in found.items()}
    return result


def similarity(path: Path, encoder: Encoder) -> float:
    """Spearman correlation of cosine with the scores of ``score TAB sentence TAB sentence``."""
    raw = path.read_bytes()
    text = (lzma.decompress(raw) if path.suffix == ".xz" else raw).decode("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line.count("\t") == 2]
    left, right = encoder.encode([r[1] for r in rows]), encoder.encode([r[2] for r in rows])
    return float(spearmanr((left * right).sum(1), [float(r[0]) for r in rows]).statistic)


def run(
    cases: Path,
    encoder: Encoder | None = None,
    tokens: Tokens | None = None,
    similarity_path: Path | None = None,
) -> dict[str, Any]:
    """Evaluate the file ``cases`` with ``encoder`` (default: the shipped one)."""
    read = read_cases(cases)
    if encoder is None:
        from coach.encoder import load_encoder

        encoder = load_encoder()
    results = evaluate(read, encoder, tokens)
    report: dict[str, Any] = {
        "suite": "encoder",
        "encoder": encoder.stamp,
        "passages": len(read.passages),
        "questions": {
            "colloquial": len(read.questions_colloquial),
            "ordinary": len(read.questions_ordinary),
        },
        "results": results,
        # The same figures flat, for printing line by line.
        "measures": {
            f"{kind} {system} {name}": value
            for kind, systems in results.items()
            for system, found in systems.items()
            for name, value in found.items()
        },
    }
    if similarity_path is not None:
        spearman = round(similarity(similarity_path, encoder), 4)
        report["measures"]["similarity spearman"] = spearman
    return report
