"""What a method is: its steps, times, roles and limits, as a supervisor writes them.

Contract: ``Method`` and ``Step`` are immutable and refuse unknown keys; what does not fit together
(minutes that do not add up, questions in a silence) is refused with a Dutch sentence. Reads no
files (``methods`` does) and knows no clock.
"""

from typing import Literal

from pydantic import Field, model_validator

from coach.intervision.labels import (
    SORTS,
    Advice,
    Kind,
    QuestionKind,
    Safety,
    Seat,
    Timing,
    Who,
)
from coach.knowledge.schemas import Entry, Line, Slug
from coach.labels import Actor, Stage

#: Longest instruction on the shared screen, in characters: readable from three metres.
SCREEN_CHARS = 110


class Larger(Entry):
    """What changes in a step from a group size on."""

    size: int = Field(ge=3, le=12)
    text: Line


class Step(Entry):
    """One step; ``minutes`` as in the source, ``floor`` the least with which it still works.

    ``screen`` is what everyone reads, ``say`` what the facilitator says aloud, ``watch`` what the
    facilitator looks out for, ``writes`` who writes down what. ``proposes`` tells that Kier may
    offer questions: from ``questions``, then from the bank (``stages``, ``perspectives``).
    """

    id: Slug
    name: Line
    speaks: list[Who] = []
    silent: list[Who] = []
    presenter: Seat = Seat.KRING
    minutes: int = Field(ge=1, le=120)
    floor: int = Field(ge=1, le=60)
    timing: Timing
    screen: Line = Field(max_length=SCREEN_CHARS)
    say: Line
    watch: Line
    writes: Line
    collects: list[Kind] = []
    sorts: bool = False
    advice: Advice = Advice.NIET_NU
    proposes: bool = False
    about: Literal["casus", "groep"] = "casus"
    stages: list[Stage] = []
    perspectives: list[Actor] = []
    questions: list[Line] = []
    larger: Larger | None = None

    @property
    def still(self) -> bool:
        """Whether somebody is asked to be silent, so that Kier is too."""
        return bool(self.silent) or self.presenter is not Seat.KRING

    @property
    def sorted_kind(self) -> Kind | None:
        """What is sorted in this step: the first of what it collects that can be."""
        return next((kind for kind in self.collects if self.sorts and kind in SORTS), None)

    @model_validator(mode="after")
    def _fits(self) -> "Step":
        if self.floor > self.minutes:
            raise ValueError(f"floor: hoogstens de minuten van de stap ({self.minutes})")
        if set(self.speaks) & set(self.silent):
            raise ValueError("silent: wie spreekt kan niet ook zwijgen")
        if not self.speaks and Who.IEDER not in self.silent:
            raise ValueError("speaks: zeg wie er spreekt, of zet 'ieder' bij silent")
        if Who.IEDER in self.silent and self.speaks:
            raise ValueError("speaks: als ieder zwijgt, spreekt er niemand")
        if self.presenter in (Seat.RUG, Seat.GANG) and Who.INBRENGER not in self.silent:
            raise ValueError("silent: een inbrenger buiten de kring zwijgt; zet 'inbrenger' erbij")
        if self.proposes and self.still:
            raise ValueError("proposes: waar iemand zwijgt, stelt Kier geen vragen voor")
        if self.sorts and Kind.VRAAG not in self.collects and Kind.FACTOR not in self.collects:
            raise ValueError("sorts: alleen een stap met 'vraag' of 'factor' kan sorteren")
        if not self.proposes and (self.questions or self.stages or self.perspectives):
            raise ValueError("questions, stages en perspectives horen bij 'proposes: true'")
        for text in self.questions:
            if not text.endswith("?") or text.count("?") != 1:
                raise ValueError(f"questions: precies één vraag per regel: {text}")
        return self


class Total(Entry):
    """The minutes of a whole method, and where they come from."""

    minutes: int = Field(ge=10, le=240)
    timing: Timing
    note: str = ""


class Group(Entry):
    """The group sizes a method is for, presenter and facilitator counted."""

    least: int = Field(ge=2, le=12)
    most: int = Field(ge=2, le=12)
    timing: Timing
    note: str = ""

    @model_validator(mode="after")
    def _ordered(self) -> "Group":
        if self.least > self.most:
            raise ValueError("least: hoogstens 'most'")
        return self


class Method(Entry):
    """One method of intervision.

    ``suits`` gives per kind of question the reason, the kind it suits best first. ``experienced``
    tells that it asks a facilitator who did it before. ``by`` is who adapted it, empty for ours.
    """

    id: Slug
    name: Line
    also: list[Line] = []
    purpose: Line
    suits: dict[QuestionKind, Line] = Field(min_length=1)
    brings: Line
    facilitator: Line
    experienced: bool = False
    group: Group
    safety: Safety
    safety_note: Line
    total: Total
    sources: list[Slug] = Field(min_length=1)
    note: str = ""
    by: str = ""
    steps: list[Step] = Field(min_length=2, max_length=16)

    @property
    def floor(self) -> int:
        """The least minutes for all steps together."""
        return sum(step.floor for step in self.steps)

    @property
    def closes(self) -> bool:
        """Whether its last step already asks each member for a line."""
        return Kind.REGEL in self.steps[-1].collects

    @model_validator(mode="after")
    def _adds_up(self) -> "Method":
        found = sum(step.minutes for step in self.steps)
        if found != self.total.minutes:
            raise ValueError(
                f"total: de stappen duren samen {found} minuten, niet {self.total.minutes}"
            )
        ids = [step.id for step in self.steps]
        double = sorted({name for name in ids if ids.count(name) > 1})
        if double:
            raise ValueError(f"steps: stap '{double[0]}' komt twee keer voor")
        if not any(Kind.CASUS in step.collects for step in self.steps):
            raise ValueError("steps: in minstens één stap hoort 'casus' bij collects")
        return self
