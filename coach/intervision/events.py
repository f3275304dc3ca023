"""What can happen in a meeting, as plain records.

Contract: one class per event, told apart by ``event``; texts in here are as typed until
``facilitation`` has taken names out. ``who`` is a first name, a colour or a number. Minutes are
whole minutes. Knows no rules.
"""

from typing import Annotated, Literal

from pydantic import Field

from coach.intervision.labels import Kind, Leap, Sort
from coach.intervision.state import Frozen
from coach.labels import Dimension


class Start(Frozen):
    """The clock starts at the first step; ``people`` are first names or colours."""

    event: Literal["start"] = "start"
    people: tuple[str, ...] = ()


class Next(Frozen):
    """On to the next step; after the last one the meeting is done."""

    event: Literal["next"] = "next"


class Skip(Frozen):
    """On to the next step because this one is left out."""

    event: Literal["skip"] = "skip"


class Back(Frozen):
    """Back to the step before."""

    event: Literal["back"] = "back"


class Pause(Frozen):
    """The clock stands still."""

    event: Literal["pause"] = "pause"


class Resume(Frozen):
    """The clock runs again."""

    event: Literal["resume"] = "resume"


class Extend(Frozen):
    """More minutes for this step."""

    event: Literal["extend"] = "extend"
    minutes: int = Field(2, ge=1, le=60)


class Refit(Frozen):
    """Fits the steps to come into the time that is left; ``minutes`` until the end when given."""

    event: Literal["refit"] = "refit"
    minutes: int | None = Field(None, ge=1, le=240)


class Case(Frozen):
    """The case in a few lines, and the presenter's question; replaces what stood there."""

    event: Literal["case"] = "case"
    text: str = ""
    question: str = ""


class Add(Frozen):
    """Something is written down; without ``kind`` what the step collects first."""

    event: Literal["add"] = "add"
    text: str = Field(min_length=1)
    kind: Kind | None = None
    who: str = ""
    sort: Sort | None = None


class SortItem(Frozen):
    """The presenter sorts a question or factor."""

    event: Literal["sort"] = "sort"
    item: int
    sort: Sort


class Change(Frozen):
    """Another wording for something that was written down."""

    event: Literal["change"] = "change"
    item: int
    text: str = Field(min_length=1)


class Remove(Frozen):
    """Something that was written down goes away."""

    event: Literal["remove"] = "remove"
    item: int


class Place(Frozen):
    """Something held gets its place after all; ``kind`` when it is another than it was typed as."""

    event: Literal["place"] = "place"
    item: int
    kind: Kind | None = None


class Hear(Frozen):
    """Somebody said something; ``leap`` when the facilitator names it without words."""

    event: Literal["hear"] = "hear"
    text: str = ""
    leap: Leap | None = None


class Propose(Frozen):
    """Kier is asked for questions."""

    event: Literal["propose"] = "propose"


class People(Frozen):
    """Who is there: first names or colours; replaces the list."""

    event: Literal["people"] = "people"
    people: tuple[str, ...]


class AskConsent(Frozen):
    """All present were asked whether there may be a report; how many, and how many agreed."""

    event: Literal["consent"] = "consent"
    present: int = Field(ge=1, le=20)
    agreed: int = Field(ge=0, le=20)


class Reflect(Frozen):
    """The presenter's own words in one dimension."""

    event: Literal["reflect"] = "reflect"
    dimension: Dimension
    text: str


class Hours(Frozen):
    """Hours the presenter notes."""

    event: Literal["hours"] = "hours"
    hours: float = Field(gt=0, le=12)


class Close(Frozen):
    """The meeting ends here."""

    event: Literal["close"] = "close"


Event = Annotated[
    Start
    | Next
    | Skip
    | Back
    | Pause
    | Resume
    | Extend
    | Refit
    | Case
    | Add
    | SortItem
    | Change
    | Remove
    | Place
    | Hear
    | Propose
    | People
    | AskConsent
    | Reflect
    | Hours
    | Close,
    Field(discriminator="event"),
]
