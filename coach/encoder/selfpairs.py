"""Pairs that the library holds without anyone labelling them.

Contract: ``self_pairs`` makes field pairs from content files: a passage's title with its text, a
sentence with the rest of its passage (inverse cloze, Lee et al. 2019), a question with its easier
wording. ``signal_pairs`` puts the exemplars of one situation beside each other, against those of
another level that look most alike in letters. Clusters are the entries themselves, so the split by
cluster keeps an entry on one side. They teach the library's own wording; they say nothing about
how users ask.
"""

import re
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from coach.encoder.fieldpairs import FieldPair, library_texts, plain_question

_SENTENCE = re.compile(r"(?<=[.?])\s+")
_SHORTEST_SENTENCE = 40
_HARD_EACH = 4
_AT_ONCE = 256


def _from_passage(reference: str, text: str) -> list[FieldPair]:
    title, _, body = text.partition(". ")
    pairs = [FieldPair(f"{reference}#titel", "vraag-passage", reference, title, body)]
    parts = [part for part in _SENTENCE.split(body) if part.strip()]
    for number, part in enumerate(parts):
        if len(part) >= _SHORTEST_SENTENCE and len(parts) > 3:
            rest = " ".join(parts[:number] + parts[number + 1 :])
            pairs.append(FieldPair(f"{reference}#{number}", "vraag-passage", reference, part, rest))
    return pairs


def self_pairs(content: Path) -> list[FieldPair]:
    """Return all pairs that ``content`` (the knowledge folder) holds by itself."""
    pairs: list[FieldPair] = []
    for reference, text in library_texts(content).items():
        if reference.startswith("passage:"):
            pairs += _from_passage(reference, text)
    for path in sorted(content.glob("questions/*.yaml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")) or []:
            if easier := entry.get("easier"):
                pairs.append(
                    FieldPair(
                        f"question:{entry['id']}#easier",
                        "bericht-bericht",
                        f"question:{entry['id']}",
                        plain_question(easier),
                        plain_question(entry["text"]),
                    )
                )
    return pairs


def signal_pairs(content: Path) -> list[FieldPair]:
    """Return, per signal exemplar, a pair with the next one that tells the same situation.

    ``hard`` are the exemplars of another level with the most letters in common: the same words,
    another meaning.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer

    told: list[tuple[str, str, str]] = []
    for path in sorted(content.glob("exemplars/signal/*.yaml")):
        entry = yaml.safe_load(path.read_text(encoding="utf-8"))
        for cluster, lines in entry["clusters"].items():
            told += [(entry["label"], f"signaal/{cluster}", line) for line in lines]
    if not told:
        return []
    rows = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 4), sublinear_tf=True).fit_transform(
        [text for _, _, text in told]
    )
    levels = np.array([level for level, _, _ in told])
    groups: dict[str, list[int]] = {}
    for n, (_, cluster, _) in enumerate(told):
        groups.setdefault(cluster, []).append(n)
    nearest = np.vstack(
        [
            _alike_elsewhere(rows, levels, np.arange(start, min(start + _AT_ONCE, len(told))))
            for start in range(0, len(told), _AT_ONCE)
        ]
    )
    pairs = []
    for n, (_, cluster, text) in enumerate(told):
        group = groups[cluster]
        if len(group) < 2:
            continue
        partner = told[group[(group.index(n) + 1) % len(group)]][2]
        hard = tuple(told[m][2] for m in nearest[n])
        pairs.append(FieldPair(f"{cluster}#{n}", "signaal", cluster, text, partner, hard))
    return pairs


def _alike_elsewhere(
    rows: Any, levels: NDArray[np.str_], chosen: NDArray[np.intp]
) -> NDArray[np.intp]:
    # Per chosen row the places of the most alike rows of another level.
    alike = (rows[chosen] @ rows.T).toarray()
    alike[levels[chosen][:, None] == levels[None, :]] = -1.0
    return np.argsort(-alike, axis=1, kind="stable")[:, :_HARD_EACH]
