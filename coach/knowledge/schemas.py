"""What each content file must look like.

Contract: one pydantic model per kind of entry under ``knowledge/``; unknown keys and unknown
labels are refused. The module does not read files (``coach.knowledge.content`` does) and does
not judge the Dutch (the content check does).
"""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from coach.knowledge.quotes import sentences
from coach.labels import (
    Actor,
    Answer,
    Aspect,
    CardField,
    Dimension,
    Feeling,
    Level,
    Premise,
    Request,
    Stage,
    Theme,
)

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=80)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=600, strip_whitespace=True)]


class Entry(BaseModel):
    """Base of all content entries: immutable, unknown keys refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Bibliography(Entry):
    """One source that passages may cite by its id."""

    id: Slug
    title: Line
    address: str = ""
    kind: Literal["wet", "richtlijn", "onderzoek", "vakpagina", "nieuws", "seed", "eigen"]
    note: str = ""


class PassageStatus(StrEnum):
    """Whether a passage may be quoted to a user."""

    OK = "ok"
    TE_VERIFIEREN = "te-verifieren"


class Passage(Entry):
    """A handbook passage of 120-250 words; ``text`` is the body below the front matter.

    A passage that is not ``findable`` (the foreword) is never offered as a source.
    ``key_sentences`` are sentences of the text that say something by themselves; only they are
    quoted when there are any.
    """

    id: Slug
    title: Line
    themes: list[Theme] = Field(min_length=1)
    actors: list[Actor] = Field(min_length=1)
    source: list[Slug] = Field(min_length=1)
    checked: date
    status: PassageStatus = PassageStatus.OK
    findable: bool = True
    key_sentences: list[Line] = []
    text: str = Field(min_length=200)

    @model_validator(mode="after")
    def _literal(self) -> "Passage":
        return _literal_key_sentences(self, self.text)


Quoted = TypeVar("Quoted", "Passage", "Case")


def _literal_key_sentences(entry: Quoted, text: str) -> Quoted:
    """Raises when a key sentence is not one of the text's own sentences, letter for letter."""
    own = sentences(text)
    for sentence in entry.key_sentences:
        if sentence not in own:
            raise ValueError(f"key_sentences: deze zin staat niet zo in de tekst: {sentence}")
    return entry


class Placement(StrEnum):
    """The form of care in a practice case."""

    NETWERK = "netwerk"
    BESTAND = "bestand"
    GEZINSHUIS = "gezinshuis"
    CRISIS = "crisis"


class Outcome(StrEnum):
    """How a practice case stood at its end."""

    VERSCHOOF = "verschoof"
    KLEIN_BEGIN = "klein-begin"
    BLEEF_OPEN = "bleef-open"
    LIEP_VAST = "liep-vast"


class Case(Entry):
    """A composed practice case: no real persons, several perspectives, no heroes or villains."""

    id: Slug
    title: Line
    themes: list[Theme] = Field(min_length=1)
    actors: list[Actor] = Field(min_length=3)
    placement: Placement
    outcome: Outcome
    composed: Literal[True]
    checked: date
    key_sentences: list[Line] = []
    situation: str = Field(min_length=80)
    perspectives: dict[Actor, str] = Field(min_length=4)
    tried: str = Field(min_length=20)
    shifted: str = Field(min_length=20)
    open: str = Field(min_length=10)
    questions: list[Line] = Field(min_length=3, max_length=3)
    intermediate_goal: str = Field(min_length=10)

    @property
    def text(self) -> str:
        """Situation, voices, what was tried and what moved, as one findable text."""
        parts = [
            self.situation,
            *self.perspectives.values(),
            self.tried,
            self.shifted,
            self.open,
            self.intermediate_goal,
        ]
        return "\n\n".join(parts)

    @model_validator(mode="after")
    def _literal(self) -> "Case":
        return _literal_key_sentences(self, self.text)


class Question(Entry):
    """One question of the bank.

    ``text`` and ``easier`` may hold one role slot (``{kind}``, ``{ouder}``, ``{pleegouder}``,
    ``{jeugdbeschermer}``), filled with the user's own word for that person, and alternatives
    ``[zou|zouden]`` that agree with the slot's number. ``assumes`` names what must have been said
    before the question may be asked. ``meets`` are the feelings it is fit to follow. A ``plain``
    question fits nearly any story and is asked unless one of the theme fits clearly better.
    """

    id: Slug
    text: Line
    easier: Line
    stage: Stage
    aspect: Aspect | None = None
    dimension: Dimension
    perspective: Actor
    themes: list[Theme] = []
    plain: bool = False
    assumes: list[Premise] = []
    meets: list[Feeling] = []
    fills: CardField | None = None
    follow_ups: dict[Answer, Line] = {}

    @model_validator(mode="after")
    def _about_something(self) -> "Question":
        if not self.themes and not self.plain:
            raise ValueError("minstens één thema, of plain: true")
        return self


class FollowUp(Entry):
    """A general follow-up question for one kind of answer.

    With ``doubt`` it belongs to no kind: it asks how things are when something that was said might
    be a signal.
    """

    id: Slug
    text: Line
    answer: Answer | None = None
    doubt: bool = False
    stages: list[Stage] = []
    dimension: Dimension = Dimension.PERSOONLIJK

    @model_validator(mode="after")
    def _after_something(self) -> "FollowUp":
        if self.doubt is (self.answer is not None):
            raise ValueError("een soort antwoord, of doubt: true")
        return self


class LineKind(StrEnum):
    """What a connecting line of the guided voice does."""

    ERKENNING = "erkenning"
    GEVOEL = "gevoel"
    GEVOEL_GEZEGD = "gevoel-gezegd"
    CITAAT = "citaat"
    SPIEGEL = "spiegel"
    BRUG = "brug"
    BRON = "bron"
    AFWIJZEN = "afwijzen"
    FEIT = "feit"
    NIETS_GEVONDEN = "niets-gevonden"
    SIGNAAL = "signaal"
    AFRONDEN = "afronden"
    NA_KORT = "na-kort"
    NA_WEET_NIET = "na-weet-niet"
    NA_PLAN = "na-plan"
    NA_WIJST_ANDER = "na-wijst-ander"
    NA_ONTWIJKT = "na-ontwijkt"
    NA_VRAAG = "na-vraag"
    WELKOM = "welkom"
    HERSTEL = "herstel"
    VREEMDE_INVOER = "vreemde-invoer"
    HAAK = "haak"


class VoiceLine(Entry):
    """A connecting line; empty condition lists mean: fits always.

    ``text`` may hold ``{citaat}`` (the user's literal words), ``{spiegel}`` (their clause turned
    to the second person), ``{rol}`` (a role word), ``{titel}`` (a passage's title). ``shape`` is a
    free word for its sentence form; two lines of one shape never follow each other. ``words``
    are beginnings of words of which one must stand in the message. ``hooks`` are ids of hooks: the
    line goes before a question of one of them.
    """

    id: Slug
    kind: LineKind
    text: Line
    shape: Slug
    words: list[Line] = []
    feelings: list[Feeling] = []
    themes: list[Theme] = []
    perspectives: list[Actor] = []
    requests: list[Request] = []
    levels: list[Level] = []
    hooks: list[Slug] = []


class Answered(Entry):
    """An example sentence with the question that it answers."""

    asked: Line
    text: Line


class Exemplars(Entry):
    """Example sentences for one label of one small classifier, grouped in clusters.

    ``kind`` names the classifier; ``label`` must be a member of the enumeration that belongs to
    it (checked at load), or for ``hook`` the id of one (checked where hooks are learnt). All
    sentences of a cluster land on the same side of a split. ``also`` names, for a cluster, further
    labels that all its sentences carry too. ``answers`` come with the question before them.
    """

    kind: Literal[
        "request", "signal", "feeling", "answer", "premise", "theme", "code", "check", "hook"
    ]
    label: Slug
    clusters: dict[Slug, list[Line]] = Field(min_length=1)
    also: dict[Slug, list[Slug]] = {}
    answers: list[Answered] = []

    @property
    def lines(self) -> list[str]:
        """All sentences, in order."""
        grouped = [line for group in self.clusters.values() for line in group]
        return [*grouped, *(answer.text for answer in self.answers)]


class Patterned(Entry):
    """What is found by wordings; ``unless`` lists wordings around them that take it away."""

    id: Slug
    patterns: list[str]
    unless: list[str] = []


class SignalPattern(Patterned):
    """A wording that points to a signal; ``altijd``: it raises its level whatever is told."""

    level: Level
    about: Slug
    altijd: bool = False
    patterns: list[str] = Field(min_length=1)


class Helpline(Entry):
    """A number or route that may be shown; the only place where numbers stand."""

    id: Slug
    name: Line
    number: str = ""
    web: str = ""
    when: Line
    levels: list[Level] = Field(min_length=1)
    topics: list[Slug] = []
    source: Slug
    checked_on: date


class Synonym(Entry):
    """Words of the field that mean the same to a searcher; first professional, then others."""

    term: Line
    variants: list[Line] = Field(min_length=1)


class Asked(Entry):
    """How people ask about one text of the library, in their own words; ``id`` is the text's.

    ``near`` names texts that such a question could be taken for and does not mean.
    """

    id: Slug
    ways: list[Line] = Field(min_length=1)
    near: list[str] = []


class RoleWord(Entry):
    """How a user's word for a person is given back: 'dochter' becomes 'de dochter'.

    ``called``: people also say it as a name ('moeder belde'), and then get it back as one.
    """

    actor: Actor
    words: list[Line] = Field(min_length=1)
    display: Line
    plural: bool = False
    called: bool = False


class ModelFile(Entry):
    """A language model that may be fetched; sizes in GB (10^9 bytes), parameters in billions.

    ``sha256`` stays empty until somebody has checked a file against its publisher: then the hub's
    own sum counts, and is kept on first use. ``active`` is what a mixture uses per word.
    """

    id: Slug
    name: Line
    publisher: Line
    repository: str = Field(pattern=r"^[\w.-]+/[\w.-]+$")
    file: str = Field(pattern=r"^[\w.-]+\.gguf$")
    revision: str = Field("main", pattern=r"^[\w.-]+$")
    sha256: str = Field("", pattern=r"^(?:[0-9a-f]{64})?$")
    licence: Line
    size_gb: float = Field(gt=0)
    memory_gb: float = Field(gt=0)
    parameters: float = Field(gt=0)
    active: float = Field(gt=0)
    context: int = Field(gt=0)
    note: Line
