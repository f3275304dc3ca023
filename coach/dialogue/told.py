"""What was told already and need not be asked.

Contract: ``Told.answered`` gives the ids of bank questions whose answer stands in one of the
messages, by the rules of ``al-verteld.yaml``. Rules look at wording per sentence; a question that
no rule names is never held back.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from coach.dialogue.listen_lexicon import Rule, load_lexicon, ruled
from coach.dialogue.listen_text import plain, sentences
from coach.knowledge.content import Reader
from coach.knowledge.schemas import Line, Patterned, Slug
from coach.settings import settings


class ToldEntry(Patterned):
    """Wordings that answer some questions of the bank."""

    patterns: list[Line] = Field(min_length=1)
    unless: list[Line] = []
    vragen: list[Slug] = Field(min_length=1)


@dataclass(frozen=True)
class Known:
    """One entry with its compiled rule."""

    rule: Rule
    questions: frozenset[str]


class Told:
    """All rules about what was told."""

    def __init__(self, entries: Iterable[Known] = ()) -> None:
        self._entries = list(entries)

    @property
    def named(self) -> set[str]:
        """All questions that some rule can hold back."""
        return set().union(*(entry.questions for entry in self._entries))

    def answered(self, messages: Iterable[str]) -> set[str]:
        """Ids of the questions that these messages answer."""
        pieces = [plain(piece.text) for text in messages for piece in sentences(text)]
        found: set[str] = set()
        for entry in self._entries:
            if any(entry.rule.find(piece) is not None for piece in pieces):
                found |= entry.questions
        return found


def load_told(folder: Path | None = None) -> Told:
    """The rules of ``al-verteld.yaml``; raises ContentError with what is wrong."""
    folder = folder or settings().content
    groups = load_lexicon(folder).groups
    found = ruled(Reader(folder), ToldEntry, "al-verteld.yaml", groups)
    return Told([Known(rule, frozenset(entry.vragen)) for entry, rule in found])
