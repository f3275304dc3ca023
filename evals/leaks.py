"""Whether test cases resemble what Kier learns from or was tuned on.

Contract: ``check`` compares every text of every test case with content, exemplars, training pairs,
prompts and dev cases. Three kinds of leak: ``exact`` (the same text, for texts under seven words),
``gram`` (seven words in a row, or a canary) and ``cosine`` (meaning nearly the same). Cases and
places are named by id and file, never by text. Meanings are not compared with the training pairs
(there are too many; a copy is found by its words), nor between texts that share hardly a word.
Vectors of test cases are not kept on disk.
"""

import json
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import yaml
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from coach.knowledge.quotes import sentences
from coach.knowledge.vectors import RowCache
from coach.settings import ROOT, Settings
from evals.registry import CASES

GRAM = 7
LIKENESS = 0.9
#: How alike in words (cosine of weighted counts) two texts must be before meanings are compared,
#: and with how many texts.
SHARED_WORDS = 0.5
NEIGHBOURS = 3
_AT_ONCE = 256
#: Shorter texts are alike without anybody having copied ("wat nu?").
LEAST_WORDS = 4
#: Keys under which case files hold what somebody says or asks.
TEXTS = (
    "text", "query", "q", "message", "user", "turns", "sterk", "zwak", "docs", "asks", "tells",
    "voices",
)  # fmt: skip
_PAIRS = "knowledge/pairs/"
_TEST = re.compile(r"-test\d*$")
_WORD = re.compile(r"\w+")


class Encoder(Protocol):
    """What is asked of the sentence encoder."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]: ...


@dataclass(frozen=True)
class Piece:
    """A text with where it stands."""

    place: str
    text: str


@dataclass(frozen=True)
class Leak:
    """One likeness: ``case`` is file and id of a test case.

    ``likeness`` is 1 for the same text, the share of rows of seven words that were seen before
    (near 0: a common phrase; near 1: copied), or the cosine.
    """

    case: str
    place: str
    kind: str
    likeness: float = 1.0


def words(text: str) -> tuple[str, ...]:
    """The words of a text in small letters."""
    return tuple(_WORD.findall(text.casefold()))


def grams(text: str) -> Iterator[tuple[str, ...]]:
    """All rows of seven words."""
    said = words(text)
    for start in range(len(said) - GRAM + 1):
        yield said[start : start + GRAM]


def strings(value: Any) -> Iterator[str]:
    """All strings in plain data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from strings(item)
    elif isinstance(value, Iterable):
        for item in value:
            yield from strings(item)


def cases(path: Path) -> list[dict[str, Any]]:
    """The cases of a file, lines of JSON or one object; a line that is no JSON is passed over."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".json":
        whole = json.loads(text)
        return [item for group in whole.values() if isinstance(group, list) for item in group]
    return [json.loads(line) for line in text.splitlines() if line.strip().startswith("{")]


def of_cases(paths: Iterable[Path]) -> list[Piece]:
    """What is said or asked in case files."""
    return [
        Piece(f"{path.name} {case.get('id') or case.get('gold') or number}", text)
        for path in paths
        for number, case in enumerate(cases(path), start=1)
        for key in TEXTS
        if key in case
        for text in strings(case[key])
    ]


def canaries(paths: Iterable[Path]) -> list[Piece]:
    """The marks of test files that must appear nowhere else."""
    found = {
        str(case["canary"]): path.name for path in paths for case in cases(path) if "canary" in case
    }
    return [Piece(name, mark) for mark, name in found.items()]


def of_content(folder: Path, root: Path = ROOT) -> list[Piece]:
    """All sentences of content or prompts: YAML, Markdown, lines of JSON, tables."""
    found: list[Piece] = []
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        place = str(path.relative_to(root)) if path.is_relative_to(root) else path.name
        if path.suffix in (".yaml", ".yml"):
            text = path.read_text(encoding="utf-8")
            raw = list(strings(yaml.load(text, Loader=yaml.CSafeLoader)))
        elif path.suffix == ".jsonl":
            raw = [text for case in cases(path) for text in strings(case)]
        elif path.suffix in (".md", ".txt", ".tsv", ".jinja", ".j2"):
            raw = re.split(r"[\t\n]+", path.read_text(encoding="utf-8"))
        else:
            continue
        found += [Piece(place, part) for text in raw for part in (text, *sentences(text))]
    return list(dict.fromkeys(found))


def compare(
    tested: Sequence[Piece],
    known: Sequence[Piece],
    encoder: Encoder | None = None,
    keep: Encoder | None = None,
) -> list[Leak]:
    """The leaks of ``tested`` into ``known``, the worst once per case, most alike first.

    ``keep`` embeds ``known`` (a cache, by default the encoder itself); without an encoder
    meanings are not compared.
    """
    rows: dict[tuple[str, ...], str] = {}
    whole: dict[tuple[str, ...], str] = {}
    for piece in known:
        for gram in grams(piece.text):
            rows.setdefault(gram, piece.place)
        whole.setdefault(words(piece.text), piece.place)
    found: dict[str, Leak] = {}
    for piece in tested:
        own, said = list(grams(piece.text)), words(piece.text)
        shared = [rows[gram] for gram in own if gram in rows]
        if shared:
            leak = Leak(piece.place, shared[0], "gram", round(len(shared) / len(own), 3))
        elif len(said) >= LEAST_WORDS and said in whole:
            leak = Leak(piece.place, whole[said], "exact")
        else:
            continue
        if piece.place not in found or found[piece.place].likeness < leak.likeness:
            found[piece.place] = leak
    if encoder is not None:
        for leak in _alike(tested, known, encoder, keep or encoder):
            found.setdefault(leak.case, leak)
    return sorted(found.values(), key=lambda leak: (-leak.likeness, leak.case))


def _alike(
    tested: Sequence[Piece], known: Sequence[Piece], encoder: Encoder, keep: Encoder
) -> Iterator[Leak]:
    # Beyond forty words a vector says what a text is about, not how it is worded.
    ours, theirs = (
        [
            piece
            for piece in pieces
            if LEAST_WORDS <= len(words(piece.text)) <= 40 and _PAIRS not in piece.place
        ]
        for pieces in (tested, known)
    )
    pairs = candidates([p.text for p in ours], [p.text for p in theirs])
    if not pairs:
        return
    mine, its = (list(dict.fromkeys(side)) for side in zip(*pairs, strict=True))
    left = encoder.encode([ours[place].text for place in mine])
    right = keep.encode([theirs[place].text for place in its])
    row = {place: number for number, place in enumerate(mine)}
    column = {place: number for number, place in enumerate(its)}
    for one, other in pairs:
        likeness = float(left[row[one]] @ right[column[other]])
        if likeness > LIKENESS:
            yield Leak(ours[one].place, theirs[other].place, "cosine", round(likeness, 3))


def candidates(tested: Sequence[str], known: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of places that share enough words to mean the same, a few for each tested text.

    Embedding every sentence of the content takes half an hour. Of pairs of exemplars and questions
    with a cosine above ``LIKENESS`` 17 of 18 share as many words as this (2026-11-29).
    """
    if not tested or not known:
        return []
    weights = TfidfVectorizer(analyzer=words, sublinear_tf=True)
    theirs = weights.fit_transform(known).T.tocsc()
    ours = weights.transform(tested)
    found: list[tuple[int, int]] = []
    for start in range(0, len(tested), _AT_ONCE):
        shared = (ours[start : start + _AT_ONCE] @ theirs).tocsr()
        for number in range(shared.shape[0]):
            line = slice(shared.indptr[number], shared.indptr[number + 1])
            likeness, places = shared.data[line], shared.indices[line]
            best = np.argsort(-likeness, kind="stable")[:NEIGHBOURS]
            found += [
                (start + number, int(places[place]))
                for place in best
                if likeness[place] >= SHARED_WORDS
            ]
    return found


def split_files(folder: Path = CASES) -> tuple[list[Path], list[Path]]:
    """Case files that are test, and all others."""
    files = sorted(path for path in folder.glob("*.json*") if path.is_file())
    test = [path for path in files if _TEST.search(path.stem)]
    return test, [path for path in files if path not in test]


def check(settings: Settings, folder: Path = CASES) -> list[Leak]:
    """All leaks of the shipped test cases."""
    from coach.encoder import load_encoder

    test, dev = split_files(folder)
    known = [*of_content(settings.content), *of_content(settings.prompts), *of_cases(dev)]
    encoder = load_encoder(settings.encoder)
    kept = _Known(encoder, encoder.stamp, settings.data_folder)
    marks = compare_marks(canaries(test), known)
    return [*marks, *compare(of_cases(test), known, encoder, kept)]


class _Known:
    """The encoder for content: what Kier or an earlier check embedded is taken from disk."""

    def __init__(self, encoder: Encoder, stamp: str, data: Path) -> None:
        stamp = stamp.replace("/", "-")
        path, made = data / f"vectors-leaks-{stamp}.npz", data / f"vectors-{stamp}.npz"
        if made.is_file() and not path.is_file():
            shutil.copy(made, path)
        self._rows = RowCache(path, encoder.encode)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._rows.rows(texts)


def compare_marks(marks: Sequence[Piece], known: Sequence[Piece]) -> list[Leak]:
    """Canaries that turn up elsewhere."""
    return [
        Leak(mark.place, piece.place, "gram")
        for mark in marks
        for piece in known
        if mark.text in piece.text
    ]


def as_data(found: Sequence[Leak]) -> dict[str, Any]:
    """For JSON."""
    return {"suite": "leaks", "n": len(found), "leaks": [asdict(leak) for leak in found]}
