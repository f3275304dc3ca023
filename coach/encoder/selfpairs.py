"""Pairs that the library holds without anyone labelling them.

Contract: ``self_pairs`` makes field pairs from content files: a passage's title with its text, a
sentence with the rest of its passage (inverse cloze, Lee et al. 2019), a question with its easier
wording. Clusters are the entries themselves, so the split by cluster keeps an entry on one side.
They teach the library's own wording; they say nothing about how users ask.
"""

import re
from pathlib import Path

import yaml

from coach.encoder.fieldpairs import FieldPair, library_texts, plain_question

_SENTENCE = re.compile(r"(?<=[.?])\s+")
_SHORTEST_SENTENCE = 40


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
