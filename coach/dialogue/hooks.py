"""Questions that take up what was just said: a rule on the user's words, and what it may ask.

Contract: ``load_hooks`` reads the folder ``aanhaken``; ``Hooks.find`` gives the fitting questions
of the first hook that has any not asked before: one that the message was heard to call for
(``hook_model``), else the first in the files whose wording it holds. Where it is known what each
question is worth beside the message (``worth``), it gives all that can be asked, the best first. A
question with ``{ander}`` is only given when the message is about one other person; one that looks
through that person's eyes carries the actor as its perspective. A general hook is passed over when
a feeling was said: that asks for a question written for it. What somebody says in the story ('hij
zegt: ik wil naar huis') is not the user's. Deterministic; knows no stages of the road and no
wording but its own.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

from coach.dialogue.grounds import Grounds
from coach.dialogue.hook_entries import HookEntry
from coach.dialogue.hooked import MARK, Hook, Hooked, askable, named, somebody
from coach.dialogue.listen_form import SPEECH
from coach.dialogue.listen_lexicon import load_lexicon, ruled
from coach.dialogue.listen_patterns import find_any
from coach.dialogue.listen_text import Piece, plain, sentences, words
from coach.dialogue.others import FAMILY, PEOPLE, Others
from coach.dialogue.pointed import Pointed, pointed
from coach.dialogue.state import Call, Conversation, Heard, Role
from coach.dialogue.worth import UNKNOWN, Weighs, Worth, alike, order, ranked
from coach.encoder.manifest import wording
from coach.knowledge.content import Reader
from coach.labels import Actor, Feeling, Ground
from coach.settings import settings

#: Through whose eyes a question has to look: anybody's, another's or the user's own.
Through = Literal["", "ander", "zelf"]
#: From this chance on a hook that was learnt goes before the wordings.
SURE = 0.25
#: From here the direction in which calls point together is asked about: fear, a plan, another.
TOWARDS = 0.2
_GROUP = "groep-"
#: From this chance on a question may take what was heard for granted.
BEYOND_DOUBT = 0.6
#: From this chance on one is asked about again at once, with another question.
SURE_AGAIN = 0.4
#: For somebody else's eyes another hook may do than the surest, when it is not much less sure.
NEARLY = 0.5
#: When those eyes are due, from this chance on.
HARDLY = 0.08
#: What a question loses that takes for granted what was not surely heard.
SHAKY = 0.3
#: What one loses that says 'de ander' of somebody who was not named.
VAGUE = 0.25
#: Among so many of the best, when worth so nearly as much, a voice that is due is drawn.
FEW, NEAR = 3, 0.2
# Doubt is no feeling to be met before all else.
_OPEN = frozenset({Feeling.TWIJFEL})
# Besides what stands between quote marks.
_BEHIND_COLON = re.compile(r":\s.*$")


class Hooks:
    """All hooks and the choice among them."""

    def __init__(
        self,
        hooks: Sequence[Hook],
        others: Others | None = None,
        grounds: Grounds | None = None,
        worth: Worth | None = None,
    ) -> None:
        self._hooks, self._others = list(hooks), others or Others()
        self._grounds, self._worth = grounds or Grounds(), worth
        self._by_id = {hook.entry.id: hook for hook in self._hooks}

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
        due: bool = False,
        whose: Actor | None = None,
    ) -> list[Hooked]:
        """Fitting questions of the first hook that has any, best first.

        Where it is known what questions are worth beside the message: all that could be asked.
        ``through``: only questions that look through another person's eyes, or only the user's.
        Without ``general`` the hooks that fit nearly any message are left out. ``due``: such eyes
        have to come now, so that a hook does that is hardly sure. ``whose`` they may be when nobody
        can be named.
        """
        whose = whose if through == "ander" else None
        if self._worth is not None:
            called = pointed(heard.said) if through == "ander" else None
            if due and called is None and whose in roles:
                called = Pointed.of(roles[whose])
            found = self._weighed(self._worth, heard, conversation, roles, through, whose, called)
            # A voice that comes because it is due would often come with the same words.
            near = [one for one in found[:FEW] if due and one.worth >= found[0].worth - NEAR]
            return [*sorted(near, key=order(conversation)), *found[len(near) :]]
        least = HARDLY if due else SURE
        found = self._called(heard, conversation, roles, through, least, whose)
        if found or (through == "ander" and heard.calls and heard.calls[0].sure >= SURE):
            return found  # a mere wording is no reason to leave what was heard
        said = sentences(heard.said)
        # What somebody wants to say mostly comes last.
        for part in (said[-1:], said) if len(said) > 1 and conversation.turns else (said,):
            found = self._fitting(part, heard, conversation, roles, through, general)
            if found and (part is said or not found[0].general):
                return found
        return []

    def _called(
        self,
        heard: Heard,
        conversation: Conversation,
        roles: dict[Actor, Role],
        through: Through,
        least: float,
        whose: Actor | None,
    ) -> list[Hooked]:
        """What the message was heard to call for."""
        asked = [self.of(turn.plan.question_id) for turn in conversation.turns[-2:]]
        calls = self._calls(heard, least, through)
        if conversation.turns:
            calls = [call for call in calls if not self._by_id[call.hook].entry.eerste]
        else:
            calls.sort(key=lambda call: not self._by_id[call.hook].entry.eerste)
        for call in calls:
            entry = self._by_id[call.hook].entry
            again = asked[-1:] == [entry.id]
            if again and (call.sure < SURE_AGAIN or asked[:-1] == [entry.id]):
                continue
            if through and least == SURE and call.sure < NEARLY * calls[0].sure:
                continue
            other = self._other(entry, heard, roles)
            found = [
                replace(one, about=call.about)
                for one in self._questions(
                    entry,
                    other,
                    heard,
                    conversation,
                    roles,
                    certain=call.sure >= BEYOND_DOUBT,
                    whose=whose if other is None and call.sure >= SURE else None,
                )
                if not through or (one.perspective is Actor.PROFESSIONAL) is (through == "zelf")
            ]
            if found:
                return found
        return []

    def _weighed(
        self,
        worth: Worth,
        heard: Heard,
        conversation: Conversation,
        roles: dict[Actor, Role],
        through: Through,
        whose: Actor | None,
        called: Pointed | None,
    ) -> list[Hooked]:
        """Of all that could be asked, what is worth most beside the message.

        What was heard only says what a question may take for granted. The one other person that the
        message is about is called by their word; ``called`` are the words for who has to come in.
        """
        last, own = conversation.last, self._others.of_oneself(heard.said)
        values = worth.of(last.spoken.question if last else "", heard.said)
        calls = {call.hook: call for call in heard.calls}
        holds = self._grounds.under(heard, conversation)
        holds |= {Ground.ANDER, Ground.EEN_ANDER} if whose else set()
        about = heard.calls[0].about if heard.calls else ""
        near = self._named(self._others.about(heard, roles, PEOPLE), heard)
        pool: list[tuple[Hooked, float]] = []
        for hook in self._hooks:
            entry = hook.entry
            if entry.blik or (entry.eerste and conversation.turns) or (entry.over and own):
                continue
            if entry.algemeen and set(heard.feelings) - _OPEN:
                continue
            call = calls.get(entry.id)
            certain = call is not None and call.sure >= BEYOND_DOUBT
            other = self._named(self._other(entry, heard, roles), heard)
            eyed = near or (whose if other is None else None)
            for question, one in askable(entry, other, conversation, roles, eyed, near, called):
                if through and (one.perspective is Actor.PROFESSIONAL) is not (through == "zelf"):
                    continue
                if alike(one.text, conversation.asked_texts):
                    continue
                shaky = question.zeker or not holds.issuperset(question.nodig)
                value = values.get(one.id, UNKNOWN) - (SHAKY if shaky and not certain else 0.0)
                value -= VAGUE if somebody(one.text) else 0.0
                found = replace(one, worth=value, about=call.about if call else about)
                pool.append((found, value))
        return ranked(pool, order(conversation))

    def _calls(self, heard: Heard, least: float, through: Through) -> list[Call]:
        """What is heard surely enough, then the direction in which all of it points."""
        known = [call for call in heard.calls if call.hook in self._by_id]
        sure = [call for call in known if call.sure >= least]
        if sure and through:
            return sure
        towards: defaultdict[str, float] = defaultdict(float)
        for call in known:
            group = self._by_id[call.hook].entry.groep
            if group is not None:
                towards[group] += call.sure
        if not towards:
            return sure
        group, chance = max(towards.items(), key=lambda item: item[1])
        if chance < TOWARDS:
            return sure
        return [*sure, Call(hook=f"{_GROUP}{group}", sure=chance, about=known[0].about)]

    def _fitting(
        self,
        said: Sequence[Piece],
        heard: Heard,
        conversation: Conversation,
        roles: dict[Actor, Role],
        through: Through,
        general: bool,
    ) -> list[Hooked]:
        """What these sentences of the message call for."""
        own = self._others.of_oneself(heard.said)
        pieces = [plain(_told(piece.text)) for piece in said]
        first = next(iter(words(heard.said)), "")
        before = self.of(conversation.last.plan.question_id) if conversation.last else ""
        for hook in self._hooks:
            entry = hook.entry
            if entry.over and own:
                continue
            if entry.blik or entry.id == before or (entry.eerste and conversation.turns):
                continue
            if entry.algemeen and (not general or set(heard.feelings) - _OPEN):
                continue
            if entry.begint and first not in entry.begint:
                continue
            hit = [n for n, piece in enumerate(pieces) if hook.rule.find(piece) is not None]
            felt = entry.gevoel and conversation.turns and set(heard.feelings) - _OPEN
            answers = heard.answer in entry.antwoord and not any(
                find_any(hook.rule.unless, piece) for piece in pieces
            )
            if not hit and not felt and not answers:
                continue
            # A general hook fits any sentence; then the one that says most is given back.
            about = said[hit[0]].text if hit and not entry.algemeen else ""
            found = [
                replace(one, about=about)
                for one in self._questions(
                    entry,
                    self._other(entry, heard, roles),
                    heard,
                    conversation,
                    roles,
                    worded=bool(hit) and not entry.algemeen,
                )
            ]
            if through:
                own = through == "zelf"
                found = [one for one in found if (one.perspective is Actor.PROFESSIONAL) is own]
            if found:
                return found
        return []

    def gaze(
        self, whose: Actor, heard: Heard, conversation: Conversation, roles: dict[Actor, Role]
    ) -> list[Hooked]:
        """Questions that look at who writes through the eyes of ``whose``, best first.

        They name nobody when it is not beyond doubt who is meant.
        """
        spoken = {actor for turn in conversation.turns for actor in turn.heard.actors}
        others = {*spoken, *heard.actors} - {Actor.PROFESSIONAL}
        near = self._others.about(heard, roles, FAMILY) is whose
        certain = near or (others == {whose} and whose in FAMILY)
        kind = "een" if certain else "open"
        return [
            one
            for hook in self._hooks
            if hook.entry.blik == kind
            for one in self._questions(hook.entry, whose, heard, conversation, roles)
        ]

    def reading(self, heard: Heard) -> dict[str, float]:
        """Texts of the library that go with what the message does, and how sure that is."""
        found: dict[str, float] = {}
        for call in heard.calls:
            entry = self._by_id[call.hook].entry if call.hook in self._by_id else None
            for name in entry.lezen if entry and call.sure >= SURE else ():
                found[name] = max(found.get(name, 0.0), call.sure)
        return found

    @property
    def ids(self) -> list[str]:
        """The ids of all questions."""
        return [
            named(hook.entry, number)
            for hook in self._hooks
            for number in range(1, len(hook.entry.vragen) + 1)
        ]

    def values(self, asked: str, text: str) -> dict[str, float]:
        """What every question is worth beside a message that answers ``asked``."""
        known = self._worth.of(asked, text) if self._worth else {}
        return {name: known.get(name, UNKNOWN) for name in self.ids}

    def of_oneself(self, heard: Heard) -> bool:
        """Whether the message is about who writes."""
        return self._others.of_oneself(heard.said)

    @staticmethod
    def of(question_id: str) -> str:
        """The hook that a question belongs to, or an empty string."""
        if not question_id.startswith(MARK):
            return ""
        return question_id.removeprefix(MARK).rsplit("-", 1)[0]

    def _other(self, entry: HookEntry, heard: Heard, roles: dict[Actor, Role]) -> Actor | None:
        """The one other person through whose eyes a question of this hook may look."""
        if not entry.eigen and self._others.of_oneself(heard.said):
            return None
        return self._others.about(heard, roles, entry.wie or PEOPLE)

    @staticmethod
    def _named(actor: Actor | None, heard: Heard) -> Actor | None:
        """Somebody whom the message itself names: who 'ze' is may be somebody else."""
        return actor if actor in heard.actors else None

    def _questions(
        self,
        entry: HookEntry,
        other: Actor | None,
        heard: Heard,
        conversation: Conversation,
        roles: dict[Actor, Role],
        *,
        certain: bool = False,
        worded: bool = False,
        whose: Actor | None = None,
    ) -> list[Hooked]:
        """Those that can be asked; ``worded``: the message holds the hook's own wording."""
        said, holds = self._grounds.of(heard), self._grounds.under(heard, conversation)
        # Who has to come in is somebody else.
        holds |= {Ground.ANDER, Ground.EEN_ANDER} if whose else set()
        found = [
            one
            for question, one in askable(entry, other, conversation, roles, whose)
            if (certain or not question.zeker)
            and (certain or worded or holds.issuperset(question.nodig))
            and said.isdisjoint(question.niet)
        ]
        return sorted(found, key=order(conversation))


def load_hooks(folder: Path | None = None, weighs: Weighs | None = None) -> Hooks:
    """The hooks of the content; raises ContentError with what is wrong.

    With ``weighs`` the question that goes best with a message is asked.
    """
    folder = folder or settings().content
    lexicon = load_lexicon(folder)
    found = ruled(Reader(folder), HookEntry, "aanhaken/*.yaml", lexicon.groups)
    wordings = {
        named(entry, number): wording(question.text)
        for entry, _ in found
        for number, question in enumerate(entry.vragen, start=1)
    }
    return Hooks(
        [Hook(entry, rule) for entry, rule in found],
        Others.of(lexicon.groups),
        Grounds(lexicon.rules["grounds"]),
        Worth(weighs, wordings) if weighs else None,
    )


def _told(sentence: str) -> str:
    """The sentence without what is said in it by somebody; the whole of it when nothing is left."""
    told = _BEHIND_COLON.sub(" ", SPEECH.sub(" ", sentence))
    return told if len(words(told)) > 1 else sentence
