"""What a shelf stands beside and works with, and what it tells while it works.

Contract: plain types. ``Base`` holds the shipped library's texts and index, the encoder, and the
functions that read, cut, propose and draw; ``Progress`` is called with a ``Step``. No behaviour.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from coach.knowledge.documents.drafting import Proposer
from coach.knowledge.documents.shapes import DocumentKind, Piece, Read
from coach.knowledge.documents.themes import Themes
from coach.knowledge.index import Encoder, Index
from coach.knowledge.lexical import Tokens
from coach.knowledge.units import Text


class Step(StrEnum):
    """What is going on while a document is added, indexed or removed.

    KEEPING puts down anew what stays, so that what goes is nowhere any more.
    """

    READING = "reading"
    LOOKING = "looking"
    WAITING = "waiting"
    INDEXING = "indexing"
    KEEPING = "keeping"


Progress = Callable[[Step, int, int], None]
"""Step, how much is done, how much there is; the last call of a step has the two equal.

WAITING is told once, with 0 of 0, when other work on the index goes first.
"""


def silent(step: Step, done: int, all: int) -> None:
    """No progress."""


def no_pictures(path: Path) -> Mapping[int, bytes]:
    """No page pictures."""
    return {}


@dataclass(frozen=True)
class Base:
    """What a shelf stands beside and works with; ``proposer`` is made for one document."""

    texts: Sequence[Text]
    index: Index
    tokens: Tokens
    encoder: Encoder
    themes: Callable[[], Themes]
    proposer: Callable[[DocumentKind], Proposer]
    read: Callable[[Path, Callable[[int, int], None]], Read]
    cut: Callable[[Read], Sequence[Piece]]
    pictures: Callable[[Path], Mapping[int, bytes]] = no_pictures
