"""Questions that take up what was just said: a rule on the user's words, and what it may ask.

Contract: ``load_hooks`` reads ``aanhaken.yaml``; ``Hooks.find`` gives the first hook that a
sentence of the message fits with a question not asked before, or None. A question with
``{ander}`` is only given when the message is about one other person; one that looks through that
person's eyes carries the actor as its perspective. A general hook is passed over right after
another one. Deterministic; knows no stages of the road and no wording but its own.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from zlib import crc32

from pydantic import Field

from coach.dialogue.listen_lexicon import Rule, compiled, load_lexicon
from coach.dialogue.listen_text import plain, sentences, words
from coach.dialogue.slots import fill
from coach.dialogue.state import Conversation, Heard, Role
from coach.knowledge.content import Reader
from coach.knowledge.schemas import Entry, Line, Slug
from coach.labels import Actor, Answer, CardField, Dimension, Stage
from coach.settings import settings

_MARK = "haak-"
_OTHER = "{ander}"
_PRONOUNS = frozenset({"hij", "zij", "ze", "hem", "haar", "die"})
_PEOPLE = frozenset(Actor) - {Actor.PROFESSIONAL, Actor.TEAM}


class HookQuestion(Entry):
    """One question of a hook; ``door: ander`` looks through the other person's eyes."""

    text: Line
    dimension: Dimension
    fills: CardField | None = None
    door: Literal["", "ander"] = ""


class HookEntry(Entry):
    """A hook as it stands in the file.

    It fits by ``patterns``, or by the kind of answer that was heard (``antwoord``). ``begint``
    are the first words a message may have, ``wie`` whom ``{ander}`` may be.
    """

    id: Slug
    fase: Stage
    patterns: list[Line] = []
    antwoord: list[Answer] = []
    unless: list[Line] = []
    begint: list[str] = []
    wie: list[Actor] = []
    algemeen: bool = False
    vragen: list[HookQuestion] = Field(min_length=3)


@dataclass(frozen=True)
class Hook:
    """One entry with its compiled rule."""

    entry: HookEntry
    rule: Rule


@dataclass(frozen=True)
class Hooked:
    """A question that takes up the message."""

    id: str
    text: str
    stage: Stage
    dimension: Dimension
    perspective: Actor
    fills: CardField | None


class Hooks:
    """All hooks and the choice among them."""

    def __init__(self, hooks: Sequence[Hook]) -> None:
        self._hooks = list(hooks)
        self._general = {hook.entry.id for hook in hooks if hook.entry.algemeen}

    def find(
        self,
        heard: Heard,
        conversation: Conversation,
        roles: dict[Actor, Role],
        *,
        through_other: bool = False,
    ) -> list[Hooked]:
        """Fitting questions of the first hook that has any, best first.

        ``through_other`` keeps only questions that look through another person's eyes.
        """
        pieces = [plain(piece.text) for piece in sentences(heard.text)]
        first = next(iter(words(heard.text)), "")
        before = self.of(conversation.last.plan.question_id) if conversation.last else ""
        for hook in self._hooks:
            entry = hook.entry
            if entry.id == before or (entry.algemeen and before in self._general):
                continue
            if entry.begint and first not in entry.begint:
                continue
            if not (
                heard.answer in entry.antwoord
                or any(hook.rule.find(piece) is not None for piece in pieces)
            ):
                continue
            found = self._questions(entry, heard, conversation, roles)
            if through_other:
                found = [item for item in found if item.perspective is not Actor.PROFESSIONAL]
            if found:
                return found
        return []

    def is_general(self, question_id: str) -> bool:
        """Whether this question fits nearly any message."""
        return self.of(question_id) in self._general

    @staticmethod
    def of(question_id: str) -> str:
        """The hook that a question belongs to, or an empty string."""
        if not question_id.startswith(_MARK):
            return ""
        return question_id.removeprefix(_MARK).rsplit("-", 1)[0]

    @staticmethod
    def _questions(
        entry: HookEntry, heard: Heard, conversation: Conversation, roles: dict[Actor, Role]
    ) -> list[Hooked]:
        other = _other(heard, entry.wie or _PEOPLE)
        asked, texts = conversation.asked, conversation.asked_texts
        open_dimensions = set(Dimension) - conversation.dimensions
        found = []
        for number, question in enumerate(entry.vragen, start=1):
            name = f"{_MARK}{entry.id}-{number:02}"
            if name in asked or (other is None and (_OTHER in question.text or question.door)):
                continue
            text = fill(question.text.replace(_OTHER, f"{{{other}}}"), roles)
            if text in texts:
                continue
            through = other if question.door and other is not None else Actor.PROFESSIONAL
            found.append(
                Hooked(name, text, entry.fase, question.dimension, through, question.fills)
            )
        chance = {item.id: crc32(f"{conversation.id}:{item.id}".encode()) for item in found}
        found.sort(key=lambda item: (item.dimension not in open_dimensions, chance[item.id]))
        return found


def _other(heard: Heard, people: Collection[Actor]) -> Actor | None:
    """The one other person the message is about, when that is beyond doubt.

    Somebody's word has to stand before any *hij* or *ze*: in "hij kroop weg achter pleegmoeder"
    it is about him, and he has no word.
    """
    named = [actor for actor in heard.actors if actor in _PEOPLE and actor in heard.roles]
    if len(named) != 1 or named[0] not in people:
        return None
    spoken = words(heard.text)
    word = words(heard.roles[named[0]].display)[-1]
    pronouns = [place for place, said in enumerate(spoken) if said in _PRONOUNS]
    places = [place for place, said in enumerate(spoken) if said == word]
    return named[0] if places and places[0] < min(pronouns, default=len(spoken)) else None


def load_hooks(folder: Path | None = None) -> Hooks:
    """The hooks of ``aanhaken.yaml``; raises ContentError with what is wrong."""
    folder = folder or settings().content
    groups = load_lexicon(folder).groups
    reader = Reader(folder)
    hooks = []
    for path, entry in reader.entries(HookEntry, "aanhaken.yaml"):
        rule = compiled(reader, path, entry.id, entry.patterns, entry.unless, groups)
        hooks.append(Hook(entry, rule))
    reader.raise_faults()
    return Hooks(hooks)
