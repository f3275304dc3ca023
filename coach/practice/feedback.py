"""What ``knowledge/practice/feedback.yaml`` holds: looking back, in Dutch, as content.

Contract: ``load_feedback`` gives the validated content; a wrong file is a ``ContentError``. A
skill either *shows* what worked (``worked``) or a *moment* with something to try ``instead``.
"""

import re
from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from coach.knowledge.content import Reader
from coach.knowledge.schemas import Entry, Line, Slug
from coach.labels import Code
from coach.practice.persona import Hint
from coach.settings import settings

#: A choice by form of address: before the bar for 'je', after it for 'u'.
ADDRESS = re.compile(r"\[([^\[\]|]+)\|([^\[\]|]+)\]")


class Instead(Entry):
    """Something to try, for those who talk briefly and for those who use more words."""

    short: list[Line] = Field(min_length=2)
    long: list[Line] = Field(min_length=2)


class Skill(Entry):
    """One micro-skill.

    ``early`` looks only right after the message, ``late`` at waiting with the message, ``quiet``
    at turns that neither opened nor closed.
    """

    id: Slug
    title: Line
    shows: list[Code] = []
    worked: list[Line] = []
    moment: list[Line] = []
    instead: Instead | None = None
    passage: Slug
    why: Line
    early: bool = False
    late: bool = False
    quiet: bool = False

    @model_validator(mode="after")
    def one_kind(self) -> Self:
        """Either what worked or a moment with an alternative."""
        if bool(self.worked) == bool(self.moment) or bool(self.moment) != bool(self.instead):
            raise ValueError("of 'worked', of 'moment' met 'instead'")
        if not (self.shows or self.late or self.quiet):
            raise ValueError("shows: minstens één code")
        return self


class Observe(Entry):
    """The two questions for one's own observation, one of each list."""

    look: list[Line] = Field(min_length=2)
    feel: list[Line] = Field(min_length=2)


class FeedbackContent(Entry):
    """All of the file."""

    observe: Observe
    skills: list[Skill] = Field(min_length=4)
    nothing_worked: Line
    take_along: list[Line] = Field(min_length=3)
    hints: list[Hint] = Field(min_length=1)


def load_feedback(folder: Path | None = None) -> FeedbackContent:
    """The validated content; raises ContentError."""
    reader = Reader(folder or settings().content)
    path = reader.folder / "practice" / "feedback.yaml"
    found = reader.validate(path, reader.yaml(path), FeedbackContent)
    reader.raise_faults()
    assert found is not None
    return found
