"""What a turn streams to whoever shows it.

Contract: plain frozen records; the order within a turn is Status*, then Signals?, Partial*,
Reply, Sources?, Card?, Done. A Partial only ever grows and the Reply begins with it, unless none
of it may stay. Knows nothing about pages or terminals.
"""

from dataclasses import dataclass
from enum import StrEnum

from coach.dialogue.state import CardEntry, Signal, Source, Spoken, Turn
from coach.knowledge.schemas import Helpline


class Phase(StrEnum):
    """Where the turn is; wording is up to the one who shows it."""

    LUISTEREN = "luisteren"
    ZOEKEN = "zoeken"
    VRAAG_KIEZEN = "vraag-kiezen"
    VERWOORDEN = "verwoorden"


@dataclass(frozen=True)
class Status:
    """The turn is at this phase."""

    phase: Phase


@dataclass(frozen=True)
class Signals:
    """The signal card: what stood out in this message and whom to turn to."""

    signal: Signal
    helplines: tuple[Helpline, ...]


@dataclass(frozen=True)
class Partial:
    """The sentences of a reply in the making that passed the check so far."""

    spoken: Spoken


@dataclass(frozen=True)
class Reply:
    """The reply in words."""

    spoken: Spoken


@dataclass(frozen=True)
class Sources:
    """Passages and cases brought in with this reply."""

    sources: tuple[Source, ...]


@dataclass(frozen=True)
class CardUpdate:
    """The user's own words that went onto the card."""

    entries: tuple[CardEntry, ...]


@dataclass(frozen=True)
class Done:
    """The turn as recorded."""

    turn: Turn


Event = Status | Signals | Partial | Reply | Sources | CardUpdate | Done
