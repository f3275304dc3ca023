"""What a persona file holds.

Contract: one ``Persona`` per file under ``knowledge/personas/``, keys in English, all wording in
Dutch; unknown keys and labels are refused. What no single field can show (enough lines, hidden
facts kept out of ordinary lines) is ``persona_check``'s. The author's guide is
``docs/personas.md``. Knows nothing about conversations.
"""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from coach.knowledge.schemas import Entry, Line, Slug
from coach.labels import Actor, Code, Door, Emotion, TalkPhase, Theme, Trigger

Said = Annotated[str, StringConstraints(min_length=1, max_length=400, strip_whitespace=True)]


class Aim(Entry):
    """Something a trainee may want of the conversation; ``hard`` when it brings the message."""

    id: Slug
    text: Line
    hard: bool = False


class Hidden(Entry):
    """Something the persona keeps to itself until it is earned.

    It opens when the door stands at least at ``door`` and, counted over the conversation, each
    code of ``by`` was heard that often; ``about`` asks that the trainee's words now touch that
    topic. ``words`` give the secret away: no line may hold one unless it comes ``after`` this.
    """

    id: Slug
    what: Line
    door: Door
    by: dict[Code, Annotated[int, Field(ge=1, le=5)]] = Field(min_length=1)
    about: Slug | None = None
    words: list[Line] = Field(min_length=1)
    says: list[Said] = Field(min_length=2)


class Topic(Entry):
    """What the trainee's words may be about, by sentences a trainee could say on it.

    ``within`` names the wider topic of one particular question: what fits the wider one fits here
    too, after the lines that are about this question alone. ``alone`` is one particular thing
    within no wider topic.
    """

    id: Slug
    within: Slug | None = None
    alone: bool = False
    about: list[Line] = Field(min_length=3)

    @property
    def narrow(self) -> bool:
        """Whether this is one particular thing and not something to talk about."""
        return self.alone or self.within is not None


class Child(Entry):
    """The child a persona talks about, with its pronouns and the topic it is itself."""

    name: Line
    he: Literal["hij", "ze"]
    him: Literal["hem", "haar"]
    his: Literal["zijn", "haar"]
    topic: Slug


class Lines(Entry):
    """Things the persona may say, one at a time; empty conditions mean: fits always."""

    when: list[Trigger] = Field(min_length=1)
    door: list[Door] = []
    emotion: list[Emotion] = []
    phase: list[TalkPhase] = []
    about: Slug | None = None
    after: Slug | None = None
    says: list[Said] = Field(min_length=1)


class Body(Entry):
    """What the trainee sees; empty conditions mean: fits always."""

    door: list[Door] = []
    emotion: list[Emotion] = []
    says: list[Said] = Field(min_length=1)


class Hint(Entry):
    """A hint for the trainee on request; empty conditions mean: fits always."""

    door: list[Door] = []
    emotion: list[Emotion] = []
    phase: list[TalkPhase] = []
    text: Line


class Temper(Entry):
    """How the persona starts and moves.

    ``door`` and ``heat`` (anger or its cover, 0-100) at the start; ``reacts`` is what shows under
    pressure; ``pace`` scales how fast listening opens the door, ``skin`` how much a wrong move
    closes it (1 is ordinary); ``patience`` is how many listening moves are heard before the door
    moves at full pace.
    """

    door: Annotated[int, Field(ge=0, le=60)] = 15
    heat: Annotated[int, Field(ge=0, le=80)] = 30
    reacts: Literal["boos", "dreigend", "stil", "charmant"] = "boos"
    pace: Annotated[float, Field(ge=0.5, le=1.6)] = 1.0
    skin: Annotated[float, Field(ge=0.5, le=1.6)] = 1.0
    patience: Annotated[int, Field(ge=1, le=5)] = 3


class Language(Entry):
    """How the persona talks; a guide for the writer and for a language model."""

    sentence: Literal["kort", "gewoon", "lang"]
    address: Literal["je", "u"]
    words: list[Line] = Field(min_length=2)
    style: Line


class Persona(Entry):
    """One simulated conversation partner. Names are invented.

    ``message_as`` are other wordings of the hard message, as a trainee may bring it; ``also_about``
    further ways of asking about a shared topic, by its id.
    """

    id: Slug
    name: Line
    role: Line
    actor: Actor
    you: Line
    scene: Line
    origin: str = ""
    themes: list[Theme] = Field(min_length=1)
    aims: list[Aim] = Field(min_length=1)
    message: str = ""
    message_as: list[Line] = []
    facts: list[Line] = Field(min_length=4)
    fears: list[Line] = Field(min_length=2)
    wishes: list[Line] = Field(min_length=2)
    temper: Temper = Temper()
    language: Language
    hidden: list[Hidden] = Field(min_length=1)
    child: Child | None = None
    topics: list[Topic] = Field(min_length=3)
    also_about: dict[Slug, list[Line]] = {}
    lines: list[Lines] = Field(min_length=15)
    body: list[Body] = Field(min_length=8)
    hints: list[Hint] = []

    @property
    def hard(self) -> bool:
        """Whether there is a hard message to bring."""
        return bool(self.message)

    def wider(self, topic: str | None) -> str | None:
        """The topic that ``topic`` is within, itself when it is within none."""
        return next((t.within or t.id for t in self.topics if t.id == topic), topic)

    def carries(self, topic: str) -> bool:
        """Whether talk goes on about ``topic``; the coffee is done when it is poured."""
        return all(not t.alone for t in self.topics if t.id == topic)

    def count(self) -> int:
        """How many different things the persona can say."""
        return len(
            {t for group in self.lines for t in group.says}
            | {t for secret in self.hidden for t in secret.says}
        )
