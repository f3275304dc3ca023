"""The typed state of one practice.

Contract: a ``Practice`` is its list of ``Exchange`` records; taking another try at a line is
cutting the list there. All text is pseudonymised. Knows nothing about how exchanges are made.
"""

from uuid import uuid4

from pydantic import Field, PrivateAttr

from coach.dialogue.state import Record, Signal
from coach.labels import Code, Door, Emotion, TalkPhase, Trigger, VoiceName
from coach.privacy.memory import Pseudonyms


class Standing(Record):
    """Where the partner stands; ``door``, ``heat`` and ``pain`` run from 0 to 100.

    ``heard`` counts the codes so far, ``listened`` the turns that opened without closing,
    ``held`` those after the message; ``turns`` the trainee's turns; ``told`` whether the hard
    message was said; ``told_at`` is the turn of the last hidden fact, 0 before the first.
    """

    door: float
    heat: float
    pain: float = 0.0
    phase: TalkPhase = TalkPhase.OPENING
    seen: Door = Door.DICHT
    emotion: Emotion = Emotion.RUSTIG
    heard: dict[Code, int] = {}
    listened: int = 0
    held: int = 0
    turns: int = 0
    told: bool = False
    disclosed: list[str] = []
    told_at: int = 0


class Exchange(Record):
    """What the trainee said and how the partner answered.

    ``codes`` are what the trainee's words did, ``disclosed`` the hidden fact this reply tells,
    ``voice`` whose words the reply is in.
    """

    number: int
    said: str
    codes: list[Code]
    topic: str | None = None
    signal: Signal = Signal()
    standing: Standing
    trigger: Trigger
    reply: str
    body: str
    disclosed: str | None = None
    voice: VoiceName = VoiceName.GUIDED


class Practice(Record):
    """One practised conversation; ``voice`` is who was asked to word the partner's lines.

    ``message`` is the hard message as the trainee prepared it, empty when nothing was prepared.
    """

    id: str = Field(default_factory=lambda: uuid4().hex)
    persona: str
    aim: str
    message: str = ""
    seed: int
    start: Standing
    opens: str
    body: str
    exchanges: list[Exchange] = []
    hints: int = 0
    voice: VoiceName = VoiceName.GUIDED
    # Private, so that no dump or store ever holds a real name.
    _pseudonyms: Pseudonyms = PrivateAttr(default_factory=Pseudonyms)

    @property
    def pseudonyms(self) -> Pseudonyms:
        """Who got which role in what the trainee typed."""
        return self._pseudonyms

    @property
    def standing(self) -> Standing:
        """Where the partner stands now."""
        return self.exchanges[-1].standing if self.exchanges else self.start

    @property
    def last_reply(self) -> str:
        """What the partner said last."""
        return self.exchanges[-1].reply if self.exchanges else self.opens

    @property
    def replies(self) -> list[str]:
        """All the partner said so far, oldest first."""
        return [self.opens, *(exchange.reply for exchange in self.exchanges)]

    @property
    def bodies(self) -> list[str]:
        """All body language shown so far, oldest first."""
        return [self.body, *(exchange.body for exchange in self.exchanges)]

    def until(self, number: int) -> "Practice":
        """The practice as it was before exchange ``number``, as a fresh copy."""
        return self.model_copy(update={"exchanges": self.exchanges[: max(0, number - 1)]})
