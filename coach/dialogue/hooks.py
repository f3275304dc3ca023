"""Questions that take up what was just said: a rule on the user's words, and what it may ask.

Contract: ``load_hooks`` reads ``aanhaken.yaml``; ``Hooks.find`` gives the fitting questions of the
first hook that has any not asked before. A question with ``{ander}`` is only given when the
message is about one other person; one that looks through that person's eyes carries the actor as
its perspective. A general hook is passed over right after another one, and when a feeling was
said: that asks for a question written for it. Deterministic; knows no stages of the road and no
wording but its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal
from zlib import crc32

from pydantic import Field

from coach.dialogue.listen_lexicon import Rule, load_lexicon, ruled
from coach.dialogue.listen_text import plain, sentences, words
from coach.dialogue.others import PEOPLE, Others
from coach.dialogue.slots import fill
from coach.dialogue.state import Conversation, Heard, Role
from coach.knowledge.content import Reader
from coach.knowledge.schemas import Entry, Line, Patterned
from coach.labels import Actor, Answer, CardField, Dimension, Stage
from coach.settings import settings

#: Through whose eyes a question has to look: anybody's, another's or the user's own.
Through = Literal["", "ander", "zelf"]
_MARK = "haak-"
_OTHER = "{ander}"


class HookQuestion(Entry):
    """One question of a hook; ``door: ander`` looks through the other person's eyes."""

    text: Line
    dimension: Dimension
    fills: CardField | None = None
    door: Literal["", "ander"] = ""


class HookEntry(Patterned):
    """A hook as it stands in the file.

    It fits by ``patterns``, or by the kind of answer that was heard (``antwoord``). ``begint``
    are the first words a message may have, ``wie`` whom ``{ander}`` may be; ``eerste`` is for the
    message that opens a conversation only.
    """

    fase: Stage
    patterns: list[Line] = []
    antwoord: list[Answer] = []
    unless: list[Line] = []
    begint: list[str] = []
    wie: list[Actor] = []
    algemeen: bool = False
    eerste: bool = False
    vragen: list[HookQuestion] = Field(min_length=3)


@dataclass(frozen=True)
class Hook:
    """One entry with its compiled rule."""

    entry: HookEntry
    rule: Rule


@dataclass(frozen=True)
class Hooked:
    """A question that takes up the message; ``about`` is the sentence of it that is taken up."""

    id: str
    text: str
    stage: Stage
    dimension: Dimension
    perspective: Actor
    fills: CardField | None
    about: str = ""


class Hooks:
    """All hooks and the choice among them."""

    def __init__(self, hooks: Sequence[Hook], others: Others | None = None) -> None:
        self._hooks, self._others = list(hooks), others or Others()
        self._general = {hook.entry.id for hook in hooks if hook.entry.algemeen}

    @property
    def all(self) -> list[Hook]:
        """All hooks in their order."""
        return list(self._hooks)

    def find(
        self,
        heard: Heard,
        conversation: Conversation,
        roles: dict[Actor, Role],
        *,
        through: Through = "",
        general: bool = True,
    ) -> list[Hooked]:
        """Fitting questions of the first hook that has any, best first.

        ``through``: only questions that look through another person's eyes, or only the user's.
        Without ``general`` the hooks that fit nearly any message are left out.
        """
        said = sentences(heard.text)
        pieces = [plain(piece.text) for piece in said]
        first = next(iter(words(heard.text)), "")
        before = self.of(conversation.last.plan.question_id) if conversation.last else ""
        for hook in self._hooks:
            entry = hook.entry
            if entry.id == before or (entry.eerste and conversation.turns):
                continue
            if entry.algemeen and (not general or before in self._general or heard.feelings):
                continue
            if entry.begint and first not in entry.begint:
                continue
            hit = [n for n, piece in enumerate(pieces) if hook.rule.find(piece) is not None]
            if not hit and heard.answer not in entry.antwoord:
                continue
            # A general hook fits any sentence; then the one that says most is given back.
            about = said[hit[0]].text if hit and not entry.algemeen else ""
            found = [
                replace(one, about=about)
                for one in self._questions(entry, heard, conversation, roles)
            ]
            if through:
                own = through == "zelf"
                found = [one for one in found if (one.perspective is Actor.PROFESSIONAL) is own]
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

    def _questions(
        self,
        entry: HookEntry,
        heard: Heard,
        conversation: Conversation,
        roles: dict[Actor, Role],
    ) -> list[Hooked]:
        other = self._others.about(heard, roles, entry.wie or PEOPLE)
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


def load_hooks(folder: Path | None = None) -> Hooks:
    """The hooks of ``aanhaken.yaml``; raises ContentError with what is wrong."""
    folder = folder or settings().content
    groups = load_lexicon(folder).groups
    found = ruled(Reader(folder), HookEntry, "aanhaken.yaml", groups)
    return Hooks([Hook(entry, rule) for entry, rule in found], Others.of(groups))
