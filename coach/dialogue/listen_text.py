"""Cutting a message into sentences and clauses without losing a character.

Contract: every function works on the literal message; a ``Piece`` knows where it stands, so that
quotes stay literal substrings. ``plain`` folds case, accents and curly quotes character by
character and keeps the length. The module knows nothing about what words mean.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

#: A message is read up to this many characters; what follows is not listened to.
MAX_CHARS = 20_000
#: A sentence with more words is cut further, so that one side remark is not drowned.
LONG_WORDS = 30
_END = re.compile(r"[.!?…]+[\"')\]»”’]*(?=\s|$)|\n+|;\s")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:bijv|bv|dhr|mw|mevr|o\.a|d\.w\.z|i\.v\.m|evt|nl|etc|enz|dr|drs|mr|ca|[a-z])\.$"
)
_CLAUSE = re.compile(
    r",\s+|\s+[-–—]\s+|:\s+|\s+\((?=\w)|\)\s+"
    r"|\s+(?=(?:maar|want|terwijl|omdat|zodat|en ik|en hij|en zij|en ze|dus|toen)\s)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+")


@dataclass(frozen=True)
class Piece:
    """One stretch of a message: ``text == message[start:end]``."""

    start: int
    end: int
    text: str


@lru_cache(maxsize=512)
def plain(text: str) -> str:
    """Lower case, no accents, straight quotes; same length as ``text``."""
    folded = []
    for char in text:
        if char in "’‘`´":
            folded.append("'")
            continue
        if char in "“”„":
            folded.append('"')
            continue
        base = unicodedata.normalize("NFD", char)[0].lower()
        folded.append(base if len(base) == 1 else char)
    return "".join(folded)


def words(text: str) -> list[str]:
    """The words of ``text`` in lower case, without punctuation."""
    return _WORD.findall(plain(text))


def sentences(text: str) -> list[Piece]:
    """Sentences of the first ``MAX_CHARS`` characters, trimmed, empty ones left out."""
    body = text[:MAX_CHARS]
    cuts = [0]
    for match in _END.finditer(body):
        before = plain(body[max(0, match.start() - 12) : match.end()].rstrip())
        if match.group().strip() == "." and _ABBREVIATION.search(before):
            continue
        cuts.append(match.end())
    cuts.append(len(body))
    return _pieces(body, cuts)


def clauses(piece: Piece) -> list[Piece]:
    """Clauses of one sentence, cut at commas, brackets, dashes and some conjunctions."""
    cuts = [0]
    for match in _CLAUSE.finditer(piece.text):
        cuts.append(match.end())
    cuts.append(len(piece.text))
    found = _pieces(piece.text, cuts)
    return [Piece(p.start + piece.start, p.end + piece.start, p.text) for p in found]


def stretches(pieces: list[Piece]) -> list[Piece]:
    """The same, with run-on sentences of over ``LONG_WORDS`` words cut into rows of clauses."""
    found = []
    for piece in pieces:
        if len(words(piece.text)) <= LONG_WORDS:
            found.append(piece)
            continue
        row: list[Piece] = []
        for clause in clauses(piece):
            if row and len(words(_joined(piece, [*row, clause]).text)) > LONG_WORDS:
                found.append(_joined(piece, row))
                row = []
            row.append(clause)
        if row:
            found.append(_joined(piece, row))
    return found


def _joined(piece: Piece, row: list[Piece]) -> Piece:
    start, end = row[0].start, row[-1].end
    return Piece(start, end, piece.text[start - piece.start : end - piece.start])


def _pieces(text: str, cuts: list[int]) -> list[Piece]:
    found = []
    for start, end in pairwise(cuts):
        raw = text[start:end]
        left = len(raw) - len(raw.lstrip())
        stripped = raw.strip().rstrip(",;:-–—( ")
        if stripped and _WORD.search(stripped):
            found.append(Piece(start + left, start + left + len(stripped), stripped))
    return found
