"""From which chance something is said: the bars of signals and requests, one file.

Contract: ``load_bars`` reads ``knowledge/lexicon/bars.yaml``. The numbers there are not chosen by
hand: ``coach eval signals --calibrate`` and ``coach eval requests --calibrate`` find them from
chances of sentences that were left out of the fitting, and write them with the stamp of the
encoder that they belong to. The module knows nothing about models.
"""

from pathlib import Path
from typing import Literal

from pydantic import Field

from coach.knowledge.content import Reader
from coach.knowledge.schemas import Entry
from coach.settings import settings

FILE = "lexicon/bars.yaml"
Ground = Literal["helped", "plain", "framed"]


class Bar(Entry):
    """Chance from which one head raises: with a standing wording, without one, or framed.

    Framed is without one and in a sentence that is about the past, training, a film, and so on.
    """

    helped: float = Field(ge=0, le=1)
    plain: float = Field(ge=0, le=1)
    framed: float = Field(ge=0, le=1)

    def of(self, ground: Ground) -> float:
        """The bar for one ground."""
        return {"helped": self.helped, "plain": self.plain, "framed": self.framed}[ground]


class DangerBars(Entry):
    """Chances that danger now asks for.

    ``worded``: of an alarm, where a standing wording says by itself that there is danger now.
    ``tired``: of alarm and acute together, in a message that tells of the user's own exhaustion.
    ``bare``: of an alarm in a sentence without any word of danger.
    """

    worded: float = Field(ge=0, le=1)
    tired: float = Field(ge=0, le=1)
    bare: float = Field(ge=0, le=1, default=0.0)


class SignalBars(Entry):
    """``alarm`` and ``zelfzorg`` raise; ``acuut`` tells acute from worrying, given an alarm.

    ``told``: per number of sentences in a message, the chance that a sentence of it must reach
    without a standing wording: more sentences are more chances to err. ``doubt``: likewise, the
    chance from which a message that raises nothing is asked about.
    """

    encoder: str
    alarm: Bar
    acuut: Bar
    zelfzorg: Bar
    danger: DangerBars
    told: dict[int, float]
    doubt: dict[int, float] = {}

    def raised(self, bar: float, sentences: int) -> float:
        """The bar in a message of so many sentences."""
        return max(bar, _at(self.told, sentences, 0.0))

    def doubted(self, sentences: int) -> float:
        """The chance from which a message of so many sentences is asked about."""
        return _at(self.doubt, sentences, 1.0)


def _at(steps: dict[int, float], sentences: int, otherwise: float) -> float:
    """The value of the last step that ``sentences`` reaches."""
    reached = [value for number, value in sorted(steps.items()) if number <= sentences]
    return reached[-1] if reached else otherwise


class RequestBars(Entry):
    """Shares of chance from which a part asks for something that Kier declines, or for more.

    ``amid`` goes for a message of several sentences in a talk that runs: there a question mostly
    belongs to what is told.
    """

    encoder: str
    declined_asked: float = Field(ge=0, le=1)
    declined_unasked: float = Field(ge=0, le=1)
    asking: float = Field(ge=0, le=1)
    amid: float = Field(ge=0, le=1, default=0.0)

    def declined(self, *, asks: bool, amid: bool) -> float:
        """The bar for what Kier declines."""
        bar = self.declined_asked if asks else self.declined_unasked
        return max(bar, self.amid) if amid else bar


class Bars(Entry):
    """All bars."""

    signals: SignalBars
    requests: RequestBars


def load_bars(folder: Path | None = None) -> Bars:
    """The bars in the content ``folder``; a fault is a ContentError naming file and field."""
    reader = Reader(folder or settings().content)
    path = reader.folder / FILE
    found = reader.validate(path, reader.yaml(path), Bars)
    reader.raise_faults()
    assert found is not None
    return found
