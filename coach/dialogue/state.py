"""The typed state of one conversation.

Contract: a ``Conversation`` is its list of ``Turn`` records plus the card's hand edits;
everything else (questions asked, voices heard, dimensions touched) is read off the turns, so
that taking back a turn is dropping the last record. All text in here is already pseudonymised.
The module knows nothing about how turns are made, stored or shown.
"""

from datetime import UTC, datetime
from enum import StrEnum
from uuid import uuid4
from zlib import crc32

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr

from coach.labels import (
    Actor,
    Answer,
    CardField,
    Dimension,
    Feeling,
    Level,
    Premise,
    Request,
    Stage,
    Theme,
    VoiceName,
)
from coach.privacy.memory import Pseudonyms


class Record(BaseModel):
    """Base of the state's parts: unknown keys refused."""

    model_config = ConfigDict(extra="forbid")


class Role(Record):
    """The user's own word for a person, with article: 'de moeder', 'de pleegouders'."""

    display: str
    plural: bool = False


class Signal(Record):
    """What the signal detector found: ``quotes`` are literal substrings of the message.

    ``doubt``: too little for a card, too much to let pass without asking how things are.
    """

    level: Level = Level.GEEN
    doubt: bool = False
    quotes: list[str] = []
    ids: list[str] = []
    topics: list[str] = []


class Note(Record):
    """One sentence of a message, literally, and the field of the card that it speaks of."""

    field: CardField
    text: str


class Call(Record):
    """A hook that a message calls for, how sure that is (0 to 1), and its sentence that does so.

    ``field``: where on the card such a message belongs, when it always belongs there.
    """

    hook: str
    sure: float
    about: str = ""
    field: CardField | None = None


class Heard(Record):
    """What listening made of one message. ``telling`` is a literal substring of ``text``.

    ``asks_origin``: it only asks where something that was quoted comes from. ``notes``: sentences
    that say by themselves where they belong on the card. ``corrects``: the kind of correction of
    Kier that it holds, if any, and ``rest`` what it says besides. ``calm``: it says that nothing is
    acute or that no help is wanted. ``whom``: it asks whom to call, or whether to. ``calls``: the
    hooks that it calls for, surest first.
    ``unknowing``: it begins with not knowing or not wanting to say, whatever it tells after that.
    ``asks``: in a talk that runs it ends by asking Kier something that Kier cannot know.
    """

    text: str
    request: Request = Request.REFLECTIE
    sureness: float = 1.0
    answer: Answer = Answer.VERTELT
    themes: list[Theme] = []
    actors: list[Actor] = []
    premises: list[Premise] = []
    feelings: list[Feeling] = []
    roles: dict[Actor, Role] = {}
    telling: str = ""
    dutch: bool = True
    words: int = 0
    asks_origin: bool = False
    calm: bool = False
    whom: bool = False
    notes: list[Note] = []
    corrects: str = ""
    rest: str = ""
    calls: list[Call] = []
    unknowing: bool = False
    asks: bool = False

    @property
    def said(self) -> str:
        """What was told: the message without what only sets Kier right."""
        return self.rest if self.corrects else self.text


class Source(Record):
    """One passage or case that was brought in; ``quote`` is a literal substring of its text.

    Of an own document: the headings above it, the page of the quote, and whether it goes first.
    """

    id: str
    kind: str
    title: str
    quote: str
    score: float
    parts: dict[str, float] = {}
    headings: list[str] = []
    page: int | None = None
    priority: bool = False


class Move(StrEnum):
    """What the next reply does."""

    VRAAG = "vraag"
    AFWIJZEN = "afwijzen"
    FEIT = "feit"
    SIGNAAL = "signaal"
    AFRONDEN = "afronden"
    VREEMDE_INVOER = "vreemde-invoer"


class Candidate(Record):
    """A question that would fit as well: a language model may ask it instead."""

    id: str
    text: str
    dimension: Dimension
    stage: Stage
    fills: CardField | None = None


class Plan(Record):
    """The chosen move, before a voice words it.

    ``question_text`` is the question with slots filled, or empty when none is asked;
    ``question_id`` its id in the bank. ``brings_in`` is the absent voice this turn brings in.
    ``taken_up`` when the question takes up words of this message; ``about`` is the sentence.
    ``candidates`` are at most three fitting questions of one perspective, the chosen one first.
    """

    move: Move
    heard: Heard
    signal: Signal = Signal()
    stage: Stage = Stage.CONCREET
    perspective: Actor = Actor.PROFESSIONAL
    dimension: Dimension = Dimension.PERSOONLIJK
    question_id: str = ""
    question_text: str = ""
    fills: CardField | None = None
    taken_up: bool = False
    about: str = ""
    candidates: list[Candidate] = []
    emotion_first: bool = False
    brings_in: Actor | None = None
    role: Role | None = None
    sources: list[Source] = []
    strange: str = ""


class Spoken(Record):
    """A plan in Dutch: what goes before the question, and the question itself."""

    reflection: str
    question: str = ""
    line_ids: list[str] = []
    shapes: list[str] = []
    voice: VoiceName = VoiceName.GUIDED

    @property
    def text(self) -> str:
        """The whole reply as shown."""
        return " ".join(part for part in (self.reflection, self.question) if part)


class CardEntry(Record):
    """The user's own words on one field of the card; ``turn`` is where they were said."""

    field: CardField
    text: str
    turn: int


class Turn(Record):
    """One message and the reply to it."""

    number: int
    user: str
    signal: Signal
    heard: Heard
    plan: Plan
    spoken: Spoken
    card: list[CardEntry] = []
    milliseconds: float = 0.0


class Conversation(Record):
    """One conversation: its turns and the card's hand edits.

    ``voice`` is whom the user wants to hear; ``passed_over`` are questions the user asked to have
    replaced by another.
    """

    id: str = Field(default_factory=lambda: uuid4().hex)
    started: datetime = Field(default_factory=lambda: datetime.now(UTC))
    turns: list[Turn] = []
    edits: dict[CardField, str] = {}
    voice: VoiceName = VoiceName.GUIDED
    passed_over: list[str] = []
    # Real names live here and nowhere else: private, so that no dump or store ever holds them.
    _pseudonyms: Pseudonyms = PrivateAttr(default_factory=Pseudonyms)

    @property
    def pseudonyms(self) -> Pseudonyms:
        """Who got which role in this conversation; goes when the conversation goes."""
        return self._pseudonyms

    @property
    def last(self) -> Turn | None:
        """The newest turn, if there is one."""
        return self.turns[-1] if self.turns else None

    @property
    def asked(self) -> set[str]:
        """Ids of all questions asked so far, and of those the user wanted replaced."""
        asked = {turn.plan.question_id for turn in self.turns if turn.plan.question_id}
        return asked | set(self.passed_over)

    @property
    def asked_texts(self) -> set[str]:
        """Wordings of all questions asked so far."""
        return {turn.spoken.question for turn in self.turns if turn.spoken.question}

    @property
    def lines_used(self) -> list[str]:
        """Ids of the connecting lines used so far, oldest first."""
        return [line for turn in self.turns for line in turn.spoken.line_ids]

    @property
    def roles(self) -> dict[Actor, Role]:
        """The user's newest word for each person."""
        found: dict[Actor, Role] = {}
        for turn in self.turns:
            found.update(turn.heard.roles)
        return found

    @property
    def premises(self) -> set[Premise]:
        """All that was said so far and may be assumed in a question."""
        return {premise for turn in self.turns for premise in turn.heard.premises}

    @property
    def themes(self) -> list[Theme]:
        """Themes so far, the most recent first, without repeats."""
        recent = [theme for turn in reversed(self.turns) for theme in turn.heard.themes]
        return list(dict.fromkeys(recent))

    @property
    def voices(self) -> set[Actor]:
        """Perspectives that a question has looked through so far."""
        return {turn.plan.perspective for turn in self.turns if turn.plan.question_id}

    @property
    def dimensions(self) -> set[Dimension]:
        """Dimensions touched by questions so far."""
        return {turn.plan.dimension for turn in self.turns if turn.plan.question_id}

    @property
    def level(self) -> Level:
        """The most urgent level raised so far; it stays for the rest of the conversation."""
        order = (Level.ACUUT, Level.ZORG, Level.ZELFZORG)
        raised = {turn.signal.level for turn in self.turns}
        return next((level for level in order if level in raised), Level.GEEN)

    def lot(self, name: str) -> int:
        """What decides among equals: the same for this name in this conversation."""
        return crc32(f"{self.id}:{name}".encode())

    def card(self) -> dict[CardField, str]:
        """The gesprekskaart: hand edits where there are any, else the user's words by field."""
        said: dict[CardField, list[str]] = {}
        for turn in self.turns:
            for entry in turn.card:
                said.setdefault(entry.field, []).append(entry.text)
        return {field: self.edits.get(field, "\n".join(said.get(field, []))) for field in CardField}

    def rewound(self) -> "Conversation":
        """The conversation as it was before its newest turn."""
        return self.model_copy(update={"turns": self.turns[:-1]})

    def passing_over(self) -> "Conversation":
        """The conversation before its newest turn, which then asks something else."""
        last = self.last
        skipped = [last.plan.question_id] if last and last.plan.question_id else []
        return self.rewound().model_copy(update={"passed_over": [*self.passed_over, *skipped]})
