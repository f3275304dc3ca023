"""The road of a conversation, as data: stage, voice and card fields per turn.

Contract: ``load_route`` reads ``route.yaml``; ``Route.step(n)`` gives the step for the n-th
question (0-based), going round the closing steps when the list is done. Knows no questions.
"""

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from coach.knowledge.content import Reader
from coach.labels import CardField, Request, Stage
from coach.settings import settings

Voice = Literal["professional", "ander", "afwezig"]


class Step(BaseModel):
    """One step: ``fase`` the stage, ``stem`` whose voice, ``kaart`` preferred card fields."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    fase: Stage
    stem: Voice
    kaart: list[CardField] = []


class Route(BaseModel):
    """The steps of one kind of conversation."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    stappen: list[Step] = Field(min_length=1)
    daarna: list[Step] = Field(min_length=1)

    def step(self, number: int) -> Step:
        """The step for the question with this number."""
        if number < len(self.stappen):
            return self.stappen[number]
        return self.daarna[(number - len(self.stappen)) % len(self.daarna)]


class Routes(BaseModel):
    """All routes by kind of request; reflection is the one for everything else."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    reflectie: Route
    gesprek_voorbereiden: Route = Field(alias="gesprek-voorbereiden")

    def of(self, request: Request) -> Route:
        """The route for a request kind."""
        if request is Request.GESPREK_VOORBEREIDEN:
            return self.gesprek_voorbereiden
        return self.reflectie


def load_routes(folder: Path | None = None) -> Routes:
    """The routes of ``route.yaml``; raises ContentError with what is wrong."""
    reader = Reader(folder or settings().content)
    path = reader.folder / "route.yaml"
    routes = reader.validate(path, reader.yaml(path), Routes)
    reader.raise_faults()
    assert routes is not None
    return routes
