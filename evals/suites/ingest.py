"""How well documents are read and cut: title, sentences, pages, and what should stay hidden.

Contract: ``run(folder, expect)`` reads every file of the expect file
(``{file: {"title", "questions": [{"q", "sentence", "page"}], "hidden"}}``; ``hidden`` may be a
text or a list, ``refused: true`` marks a file that should be refused) and gives shares over all
files and findings per file. A sentence counts as present when it stands in the text up to white
space. Passages are ranked per document by BM25 and the encoder, fused, headings included.
"""

import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from coach.errors import CasesUnreadable
from coach.knowledge.documents.cutting import cut
from coach.knowledge.documents.reading import DocumentError, Limits, read_document
from coach.knowledge.documents.shapes import Piece, Read
from coach.knowledge.fusion import fuse, ranks
from coach.knowledge.index import Encoder
from coach.knowledge.lexical import Lexical, Tokens
from evals.suites.encoder import DensePassages
from evals.suites.measures import wilson

_TOPS = (1, 3, 5)


class _Question(BaseModel):
    q: str
    sentence: str
    page: int | None = None


class _Expected(BaseModel):
    model_config = ConfigDict(extra="ignore")

    title: str = ""
    questions: list[_Question] = []
    hidden: str | list[str] = ""
    refused: bool = False

    @property
    def secrets(self) -> list[str]:
        """Texts that may not surface."""
        found = [self.hidden] if isinstance(self.hidden, str) else self.hidden
        return [text for text in found if text.strip()]


def read_expected(path: Path) -> dict[str, _Expected]:
    """The expect file; CasesUnreadable when it is not in its format."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return {str(name): _Expected.model_validate(entry) for name, entry in found.items()}
    except (OSError, ValueError, ValidationError, AttributeError) as error:
        raise CasesUnreadable(file=path, line=1, detail=type(error).__name__) from error


def _flat(text: str) -> str:
    return " ".join(text.split())


def _tokens() -> Tokens:
    from coach.dialogue.assembly import tokens_of
    from coach.knowledge.content import load_all
    from coach.settings import settings

    return tokens_of(load_all(settings().content), settings().content)


class _Finder:
    """Ranks the passages of one document."""

    def __init__(self, pieces: Sequence[Piece], encoder: Encoder, tokens: Tokens) -> None:
        texts = [". ".join([*piece.headings, piece.text]) for piece in pieces]
        self._encoder = encoder
        self._lexical, self._dense = Lexical(texts, tokens), DensePassages(texts, encoder)

    def order(self, question: str) -> list[int]:
        """Places of the passages, the best first."""
        words = self._lexical.search(question)
        scores = fuse(
            self._dense.scores(self._encoder.encode([question])[0]), words.scores, words.confidence
        )
        placed = ranks(scores)
        return sorted(range(len(placed)), key=lambda place: float(placed[place]))


def _of_file(
    read: Read, pieces: Sequence[Piece], wanted: _Expected, encoder: Encoder, tokens: Tokens
) -> dict[str, Any]:
    flat = _flat(read.text)
    surfaced = [
        secret
        for secret in wanted.secrets
        if _flat(secret).casefold() in _flat(f"{read.title} {flat}").casefold()
    ]
    finder = _Finder(pieces, encoder, tokens) if wanted.questions and pieces else None
    questions = []
    for question in wanted.questions:
        sentence = _flat(question.sentence)
        holding = [n for n, piece in enumerate(pieces) if sentence in _flat(piece.text)]
        order = finder.order(question.q) if finder else []
        place = next((n for n, piece in enumerate(order, start=1) if piece in holding), None)
        questions.append(
            {
                "q": question.q,
                "in_text": sentence in flat,
                "in_one_passage": bool(holding),
                "rank": place,
                "page": _page(read, sentence),
                "page_expected": question.page,
            }
        )
    literal = all(piece.text == read.text[piece.start : piece.end] for piece in pieces)
    return {
        "title": read.title,
        "title_right": _flat(read.title).casefold() == _flat(wanted.title).casefold(),
        "format": read.format,
        "pages": len(read.pages),
        "passages": len(pieces),
        "literal": literal,
        "by_ocr": read.by_ocr,
        "surfaced": surfaced,
        "removed": {gone.kind: gone.count for gone in read.removed},
        "questions": questions,
    }


def _page(read: Read, sentence: str) -> int | None:
    """The page on which a sentence begins, white space apart."""
    places = [n for n, char in enumerate(read.text) if not char.isspace()]
    start = "".join(read.text.split()).find("".join(sentence.split()))
    return read.page_of(places[start]) if start >= 0 else None


def run(
    folder: Path,
    expect: Path,
    encoder: Encoder | None = None,
    tokens: Tokens | None = None,
    limits: Limits = Limits(),  # noqa: B008 - frozen
) -> dict[str, Any]:
    """Reads, cuts and searches every file of the expect file."""
    wanted = read_expected(expect)
    if encoder is None:
        from coach.encoder import load_encoder

        encoder = load_encoder()
    tokens = tokens or _tokens()
    files: dict[str, Any] = {}
    refused: dict[str, str] = {}
    for name, entry in wanted.items():
        begun = time.perf_counter()
        try:
            read = read_document(folder / name, limits=limits)
        except DocumentError as error:
            refused[name] = str(error)
            continue
        seconds = time.perf_counter() - begun
        pieces = cut(read)
        files[name] = _of_file(read, pieces, entry, encoder, tokens)
        files[name]["seconds"] = round(seconds, 2)
        files[name]["seconds_per_page"] = round(seconds / max(1, len(read.pages)), 3)
    return {
        "suite": "ingest",
        "measures": _measures(wanted, files, refused),
        "refused": refused,
        "files": files,
    }


def _measures(
    wanted: dict[str, _Expected], files: dict[str, Any], refused: dict[str, str]
) -> dict[str, Any]:
    readable = {name: entry for name, entry in wanted.items() if not entry.refused}
    asked = [q for found in files.values() for q in found["questions"]]
    total = sum(len(entry.questions) for entry in readable.values())
    paged = [q for q in asked if q["page_expected"] is not None]
    titled = [name for name, entry in readable.items() if entry.title]
    secret = [name for name, entry in readable.items() if entry.secrets]
    shares = {
        "read": (len([n for n in readable if n in files]), len(readable)),
        "refused as expected": (
            len([n for n, e in wanted.items() if e.refused and n in refused]),
            len(wanted) - len(readable),
        ),
        "title": (len([n for n in titled if n in files and files[n]["title_right"]]), len(titled)),
        "sentence in text": (sum(q["in_text"] for q in asked), total),
        "sentence in one passage": (sum(q["in_one_passage"] for q in asked), total),
        **{
            f"sentence in top {top}": (sum((q["rank"] or 99) <= top for q in asked), total)
            for top in _TOPS
        },
        "page": (sum(q["page"] == q["page_expected"] for q in paged), len(paged)),
        "hidden stays hidden": (
            len([n for n in secret if n not in files or not files[n]["surfaced"]]),
            len(secret),
        ),
    }
    return {
        **{name: wilson(*pair)["value"] for name, pair in shares.items()},
        "shares": {name: wilson(*pair) for name, pair in shares.items()},
        "seconds per page": max(
            (found["seconds_per_page"] for found in files.values() if found["pages"]), default=0.0
        ),
    }
