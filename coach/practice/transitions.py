"""What ``knowledge/practice/transitions.yaml`` holds: how an utterance moves a partner.

Contract: ``load_transitions`` gives the numbers, validated; a wrong file is a ``ContentError``
naming the field. Meaning and units of each field stand in the file itself. Every code is exactly
once opening, closing, neutral or the message, so that no utterance is without effect rules.
"""

from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from coach.knowledge.content import Reader
from coach.knowledge.schemas import Entry, Line
from coach.labels import Code, Door, Emotion, Trigger
from coach.settings import settings

Up = Annotated[float, Field(ge=0, le=50)]
Down = Annotated[float, Field(ge=-50, le=0)]
Share = Annotated[float, Field(ge=0, le=1)]


class Opening(Entry):
    """What an opening code does: the door up, anger and grief down."""

    door: Up
    heat: Down = 0
    pain: Down = 0


class Closing(Entry):
    """What a closing code costs."""

    door: Up
    heat: Up
    pain: Up = 0


class Neutral(Entry):
    """What a code does that moves little; ``too_early`` is its cost right after a message."""

    door: Up = 0
    too_early: Up = 0


class Message(Entry):
    """What the hard message does."""

    pain: Up
    heat: Up
    door: Up
    door_cold: Up
    softened: Up


class Delay(Entry):
    """What it costs to keep a message back."""

    after: Annotated[int, Field(ge=1)]
    door: Up
    heat: Up


class Shows(Entry):
    """One rule of what emotion is seen; ``reacts`` is the persona's own way."""

    shows: Emotion | Literal["reacts"]
    heat: Annotated[float, Field(ge=0, le=100)] | None = None
    pain: Annotated[float, Field(ge=0, le=100)] | None = None
    door_below: Annotated[float, Field(ge=0, le=100)] | None = None


class Answers(Entry):
    """Which trigger a code leads to."""

    code: Code
    trigger: Trigger


class Transitions(Entry):
    """All numbers of the engine."""

    doors: dict[Door, Annotated[float, Field(gt=0, lt=100)]]
    nearly_shut: Annotated[float, Field(gt=0, le=50)]
    opening: dict[Code, Opening]
    closing: dict[Code, Closing]
    neutral: dict[Code, Neutral]
    second_opening: Share
    beside_closing: Share
    hot: Annotated[float, Field(ge=0, le=100)]
    when_hot: Share
    first_kindness: Share
    message: Message
    delay: Delay
    hold: Annotated[int, Field(ge=1, le=6)]
    breath: Annotated[int, Field(ge=1, le=6)]
    earned: Annotated[int, Field(ge=1, le=6)] = 1
    agree_from: Annotated[float, Field(ge=0, le=100)]
    emotions: list[Shows] = Field(min_length=1)
    answers: list[Answers] = Field(min_length=1)
    moved_first: list[Code]
    onward: list[Code] = Field(min_length=1)
    agreeing: list[Code] = Field(min_length=1)
    farewells: list[Line]
    leaves: list[Line] = []
    proposes: list[Line] = []
    room: list[Line] = []
    silences: list[Line]
    stays: list[Line] = []
    asks_fact: list[Line]
    asks_exact: list[Line] = []
    requests: list[Line] = []
    hesitations: list[Line] = []
    greeting: Annotated[int, Field(ge=1, le=6)]
    falls_back: dict[Trigger, Trigger]

    @model_validator(mode="after")
    def whole(self) -> Self:
        """Every code has its place, every fallback ends, the door's marks rise."""
        placed = [*self.opening, *self.closing, *self.neutral, Code.BOODSCHAP]
        if sorted(placed) != sorted(Code):
            raise ValueError("codes: elke code precies één keer in opening, closing of neutral")
        if {item.code for item in self.answers} != set(Code):
            raise ValueError("answers: elke code moet genoemd zijn")
        marks = [self.doors.get(door, 0.0) for door in (Door.KIER, Door.HALF_OPEN, Door.OPEN)]
        if not 0 < marks[0] < marks[1] < marks[2]:
            raise ValueError("doors: kier, half-open en open moeten oplopen")
        for trigger in Trigger:
            if len(chain(self, trigger)) > len(Trigger):
                raise ValueError(f"falls_back: {trigger} loopt rond")
        if self.emotions[-1] != Shows(shows=self.emotions[-1].shows):
            raise ValueError("emotions: de laatste regel heeft geen voorwaarde")
        return self


def chain(transitions: Transitions, trigger: Trigger) -> list[Trigger]:
    """The trigger and what it falls back to, in order."""
    found = [trigger]
    while (after := transitions.falls_back.get(found[-1])) is not None:
        found.append(after)
        if len(found) > len(Trigger) + 1:
            break
    return found


def load_transitions(folder: Path | None = None) -> Transitions:
    """The validated numbers; raises ContentError."""
    reader = Reader(folder or settings().content)
    path = reader.folder / "practice" / "transitions.yaml"
    found = reader.validate(path, reader.yaml(path), Transitions)
    reader.raise_faults()
    assert found is not None
    return found
