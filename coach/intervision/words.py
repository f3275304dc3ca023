"""Reads ``knowledge/intervision/``: words around the methods, the closing round, what is a leap.

Contract: ``load_words``, ``load_closing`` and ``load_leaps`` give checked, immutable content or
raise ContentError with file and field. Every label must have its words. Holds no rules.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field, model_validator

from coach.intervision.labels import (
    Kind,
    Leap,
    QuestionKind,
    Safety,
    Seat,
    Sort,
    Warned,
    Who,
)
from coach.intervision.method import Step
from coach.knowledge import faults as wording
from coach.knowledge.content import Reader
from coach.knowledge.schemas import Entry, Line
from coach.labels import Dimension
from coach.settings import settings

_FIELDS = ("name", "minutes", "usual", "floor", "size", "least", "most")


class Words(Entry):
    """The Dutch around the methods."""

    who: dict[Who, Line]
    seats: dict[Seat, Line]
    kinds: dict[Kind, Line]
    sorts: dict[Sort, Line]
    questions: dict[QuestionKind, Line]
    safeties: dict[Safety, Line]
    warnings: dict[Warned, Line]
    fallback: Line
    leaps: dict[Leap, list[Line]]
    advice_later: list[Line] = Field(min_length=1)
    consent: Line
    process: Line
    reflection: dict[Dimension, Line]
    hours: Line

    def heading(self, kind: Kind) -> str:
        """What stands above things of a kind."""
        return capital(self.kinds[kind])

    @model_validator(mode="after")
    def _whole(self) -> "Words":
        for name, labels in (
            ("who", Who), ("seats", Seat), ("kinds", Kind), ("sorts", Sort),
            ("questions", QuestionKind), ("safeties", Safety), ("warnings", Warned),
            ("leaps", Leap), ("reflection", Dimension),
        ):  # fmt: skip
            missing = [label.value for label in labels if not getattr(self, name).get(label)]
            if missing:
                raise ValueError(f"{name}: ontbreekt: {', '.join(missing)}")
        for label, text in self.warnings.items():
            try:
                text.format(**dict.fromkeys(_FIELDS, ""))
            except (KeyError, IndexError, ValueError):
                raise ValueError(f"warnings.{label}: {wording.BROKEN_BRACES}") from None
        return self


def capital(text: str) -> str:
    """The text with a capital; 'één' becomes 'Eén', as Dutch has it."""
    return f"E{text[1:]}" if text.startswith("éé") else text[:1].upper() + text[1:]


class LeapsFile(Entry):
    """Patterns per leap."""

    advies: list[str] = Field(min_length=1)
    waarom: list[str] = Field(min_length=1)
    eigen_verhaal: list[str] = Field(min_length=1, alias="eigen-verhaal")


@dataclass(frozen=True)
class LeapPatterns:
    """Compiled patterns per leap, on folded sentences."""

    by_leap: Mapping[Leap, tuple[re.Pattern[str], ...]]


def load_words(folder: Path | None = None) -> Words:
    """The words; raises ContentError."""
    reader = Reader(folder or settings().content)
    path = reader.folder / "intervision" / "words.yaml"
    words = reader.validate(path, reader.yaml(path), Words)
    reader.raise_faults()
    assert words is not None
    return words


def load_closing(folder: Path | None = None) -> Step:
    """The closing round for methods without one; raises ContentError."""
    reader = Reader(folder or settings().content)
    path = reader.folder / "intervision" / "closing.yaml"
    step = reader.validate(path, reader.yaml(path), Step)
    reader.raise_faults()
    assert step is not None
    return step


def load_leaps(folder: Path | None = None) -> LeapPatterns:
    """What a leap sounds like; raises ContentError."""
    reader = Reader(folder or settings().content)
    path = reader.folder / "intervision" / "leaps.yaml"
    data = reader.validate(path, reader.yaml(path), LeapsFile)
    reader.raise_faults()
    assert data is not None
    found: dict[Leap, tuple[re.Pattern[str], ...]] = {}
    for leap, sources in (
        (Leap.ADVIES, data.advies),
        (Leap.WAAROM, data.waarom),
        (Leap.EIGEN_VERHAAL, data.eigen_verhaal),
    ):
        made = []
        for source in sources:
            try:
                made.append(re.compile(source))
            except re.error:
                reader.fault(path, leap, "", f"{wording.BROKEN_PATTERN}: {source[:60]}")
        found[leap] = tuple(made)
    reader.raise_faults()
    return LeapPatterns(found)
