"""The evaluation suite on cases whose outcome is known."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from coach.errors import CasesUnreadable
from evals.suites import encoder as suite


class ByFirstLetter:
    """Texts that start with the same letter are the same to it."""

    stamp = "letters"

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = np.full((len(texts), 26), 0.01, dtype=np.float32)
        for row, text in enumerate(texts):
            rows[row, ord(text[0].lower()) - ord("a")] = 1.0
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def _write(path: Path, gold: str = "a") -> Path:
    cases = {
        "passages": [
            {"id": "a", "text": "Appels groeien aan de boom."},
            {"id": "b", "text": "Boeken staan in de kast."},
        ],
        "questions_colloquial": [{"gold": gold, "q": "alles over fruit"}],
        "questions_ordinary": [{"gold": "b", "q": "Waar staan de boeken?"}],
    }
    path.write_text(json.dumps(cases), encoding="utf-8")
    return path


def test_figures_per_kind_and_system(tmp_path: Path) -> None:
    report = suite.run(_write(tmp_path / "cases.json"), encoder=ByFirstLetter())
    assert report["results"]["colloquial"]["encoder"]["recall@1"] == 1.0
    assert report["results"]["colloquial"]["bm25"]["ndcg@10"] < 1.0
    assert report["results"]["ordinary"]["bm25"]["recall@1"] == 1.0
    assert report["questions"] == {"colloquial": 1, "ordinary": 1}


def test_unknown_gold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CasesUnreadable):
        suite.run(_write(tmp_path / "cases.json", gold="z"), encoder=ByFirstLetter())


def test_ndcg_of_known_ranks() -> None:
    found = suite.figures([1, 3, 11])
    assert found["recall@1"] == pytest.approx(1 / 3, abs=1e-3)
    assert found["ndcg@10"] == pytest.approx((1 + 0.5 + 0) / 3, abs=1e-3)
