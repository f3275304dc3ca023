"""What is asked, felt and told in one message, and who is in it.

Contract: ``Listener.hear`` turns the (pseudonymised) text of one message into a ``Heard``; the
kind of answer is only judged when the last reply held a question. Feelings are only those said
in words. Listening is stateless, needs no generative model, and judges neither truth nor
danger (``signals`` does the latter).
"""

from collections.abc import Sequence
from pathlib import Path

from scipy.sparse import csr_matrix

from coach.dialogue.bars import RequestBars, load_bars
from coach.dialogue.classify import Embed, Vectors
from coach.dialogue.fitted import Fitted
from coach.dialogue.hook_model import HookModel
from coach.dialogue.listen_asks import Asks
from coach.dialogue.listen_lexicon import Lexicon, load_lexicon
from coach.dialogue.listen_models import ListenModels
from coach.dialogue.listen_notes import Notes
from coach.dialogue.listen_origin import Origin
from coach.dialogue.listen_owner import Owners
from coach.dialogue.listen_patterns import compile_all, find_any
from coach.dialogue.listen_put import Put
from coach.dialogue.listen_requests import Chances, RequestUnits, choose_request, in_context
from coach.dialogue.listen_roles import RoleFinder
from coach.dialogue.listen_text import MAX_CHARS, clauses, plain, sentences, words
from coach.dialogue.repair import load_repairs
from coach.dialogue.state import Call, Conversation, Heard
from coach.dialogue.telling import Telling
from coach.knowledge.content import load_role_words
from coach.labels import Actor, Answer, Feeling, Premise, Request, Theme

#: Answers of at most this many words are curt, whatever they say.
CURT_WORDS = 4
#: A rule for 'does not know' or 'evades' decides in answers up to this length.
RULE_WORDS = 14
#: The same for an intention: longer messages tell more than that.
PLAN_WORDS = 25
#: Chance from which an answer counts as more than telling; a wrong 'does not know' or 'points to
#: another' costs more than a missed one.
ANSWER_BARS = {Answer.WIJST_ANDER: 0.88, Answer.GEVOEL: 0.6, Answer.KORT: 0.8}
ANSWER_BAR = 0.75
#: So many words before a feeling can take it away.
NEAR_DENIAL = 2
TURNED_AWAY = (Answer.WEET_NIET, Answer.ONTWIJKT, Answer.WIJST_ANDER)
_NO_ANSWER = frozenset({Answer.WEET_NIET, Answer.ONTWIJKT})
#: With more words it says what is not known, and that is an answer.
_NO_ANSWER_WORDS = 5
FEELING_WITH_RULE, FEELING_ALONE, MAX_FEELINGS = 0.2, 0.8, 3
THEME_BAR, MAX_THEMES = 0.2, 3
#: Share of known words from which a text of some length counts as Dutch.
DUTCH_SHARE = 0.12
#: 'Vanavond de piano laten stemmen. Zaten elf boterhammen in.' has one such word.
SHORT_TEXT, SHARE_WHEN_SHORT = 15, 0.07


class Listener:
    """Fitted once at load; ``hear`` is safe to call from several threads.

    ``embed`` must keep nothing of what it is given; ``embed_examples`` may (see ``classify``).
    Without ``hooks`` nothing is said of what a message calls for.
    """

    def __init__(
        self,
        embed: Embed | None = None,
        *,
        embed_examples: Embed | None = None,
        content: Path | None = None,
        lexicon: Lexicon | None = None,
        models: ListenModels | None = None,
        bars: RequestBars | None = None,
        hooks: HookModel | None = None,
        keep: Fitted | None = None,
    ) -> None:
        self._hooks = hooks
        self._lexicon = lexicon or load_lexicon(content)
        self._models = models or ListenModels.load(
            self._lexicon, embed, embed_examples, content, keep
        )
        self._roles = RoleFinder(load_role_words(content), self._lexicon)
        self._telling = Telling(self._lexicon)
        self._units = RequestUnits(self._lexicon)
        self._put = Put(self._lexicon)
        self._asks = Asks(self._lexicon, self._put)
        self._bars = bars or load_bars(content).requests
        self._owners = Owners(self._lexicon)
        self._origin = Origin(self._lexicon)
        self._notes = Notes(self._lexicon)
        self._repairs = load_repairs(content)
        self._calm = compile_all(["@nietacuut"], self._lexicon.groups)
        self._whom = compile_all(["@wiebellen"], self._lexicon.groups)
        self._only = frozenset(self._lexicon.groups.get("alleenwoord", ()))
        self._denials = frozenset(self._lexicon.groups.get("ontkenners", ()))

    def hear(self, text: str, conversation: Conversation, vectors: Vectors | None = None) -> Heard:
        """Listen to one message; ``vectors`` of shape (1, d) spares embedding it again."""
        body = text[:MAX_CHARS]
        count = len(words(body))
        if count == 0:
            return Heard(text=text, sureness=0.0, answer=Answer.KORT, dutch=False, words=0)
        repair = self._repairs.find(body, conversation)
        # Of a correction only what it says besides is listened to: 'Ik vroeg niks over de wet' is
        # no legal question, and a verdict that is asked for in the next sentence is one.
        said = repair.rest if repair else body
        told = {"corrects": repair.kind, "rest": repair.rest} if repair else {}
        calm = find_any(self._calm, plain(body)) is not None
        if not words(said):
            return Heard(text=text, words=count, calm=calm, **told)
        units = self._units.find(said)
        given = None if repair else vectors
        table = self._models.rows([said, *units], self._models.vectors([said, *units], given))
        rows = table[:1]
        request, sureness = Request.REFLECTIE, 1.0
        if units:
            chances = self._models.chances("request", units, table[1:])
            request, sureness = self._chosen(said, units, chances, bool(conversation.turns))
        actors, roles = self._roles.find(said)
        return Heard(
            text=text,
            request=request,
            sureness=round(sureness, 3),
            answer=self._answer(said, len(words(said)), rows, conversation),
            themes=self._themes(said, rows),
            actors=actors,
            premises=self._premises(said, actors),
            feelings=self._feelings(said, rows),
            roles=roles,
            telling=self._telling.pick(said),
            dutch=repair is not None or self.is_dutch(said),
            words=count,
            asks_origin=repair is None and self._origin.asked(said),
            calm=calm,
            whom=find_any(self._whom, plain(said)) is not None,
            notes=self._notes.find(said),
            calls=self._called(said, conversation),
            unknowing=self._unknowing(said),
            asks=bool(conversation.turns) and self._asks.found(said),
            **told,
        )

    def _unknowing(self, said: str) -> bool:
        """Whether it begins as no answer: 'weet ik niet, ze zit dan op school'."""
        first = [clause.text for piece in sentences(said)[:1] for clause in clauses(piece)[:1]]
        return any(
            len(words(clause)) <= _NO_ANSWER_WORDS
            and not _NO_ANSWER.isdisjoint(self._models.found("answer", clause))
            for clause in first
        )

    def _called(self, said: str, conversation: Conversation) -> list[Call]:
        """What the message does, as an answer to the last question."""
        last = conversation.last
        asked = last.spoken.question if last else ""
        return self._hooks.calls(said, asked) if self._hooks else []

    def request(self, text: str, *, running: bool = False) -> tuple[Request, float]:
        """What the message asks of the coach, and how sure that is (0 to 1).

        ``running``: it is not the first of its conversation.
        """
        units = self._units.find(text)
        if not units:
            return Request.REFLECTIE, 1.0
        chances = self._models.chances("request", units, self._models.rows(units))
        return self._chosen(text, units, chances, running)

    def request_parts(self, text: str) -> tuple[list[Chances], list[bool]]:
        """Per part that may ask something the chances, and whether it asks."""
        units = self._units.find(text)
        if not units:
            return [], []
        chances = self._models.chances("request", units, self._models.rows(units))
        return in_context(text, units, chances), self._asking(units)

    def _chosen(
        self, text: str, units: list[str], chances: Sequence[Chances], running: bool
    ) -> tuple[Request, float]:
        """The request among the parts that are put to Kier."""
        unput = self._put.unput(text, units, running=running)
        answered = self._put.answered(text, units, running=running)
        put = [
            n
            for n, off in enumerate(unput)
            if not off and (not answered[n] or self._models.found("request", units[n]))
        ]
        parts = in_context(text, [units[n] for n in put], [chances[n] for n in put])
        asking = self._asking([units[n] for n in put])
        amid = running and len(sentences(text)) > 1
        if amid:
            # An answer to Kier is full of what could be a request; only a question is put to it.
            asking = [asks and "?" in units[n] for asks, n in zip(asking, put, strict=True)]
        return choose_request(parts, asking, self._bars, amid=amid)

    def _asking(self, units: list[str]) -> list[bool]:
        """Per part whether it asks or orders something of Kier."""
        worded = [bool(self._models.found("request", unit)) for unit in units]
        return self._units.asking(units, worded)

    def is_dutch(self, text: str) -> bool:
        """Whether the message looks Dutch; short or unclear texts get the benefit of doubt."""
        found = words(text)
        shares = {
            language: sum(word in known for word in found) / max(len(found), 1)
            for language, known in self._lexicon.languages.items()
        }
        dutch = shares.get("nl", 0.0)
        others = max((share for name, share in shares.items() if name != "nl"), default=0.0)
        if len(found) < 4:
            return others <= dutch or others < 0.5
        least = DUTCH_SHARE if len(found) >= SHORT_TEXT else SHARE_WHEN_SHORT
        return dutch >= least and dutch >= others

    def _answer(
        self, text: str, count: int, rows: csr_matrix, conversation: Conversation
    ) -> Answer:
        last = conversation.last
        if last is None or not last.spoken.question:
            return Answer.VERTELT
        found = self._models.found("answer", text)
        planned = Answer.PLAN in found
        if found and not planned and count <= RULE_WORDS:
            return Answer(found[0])
        if planned and count <= PLAN_WORDS:
            return Answer.PLAN
        if count <= CURT_WORDS:
            return Answer.KORT
        chances = self._models.chances("answer", [text], rows)[0]
        best = Answer(max(chances, key=lambda label: chances[label]))
        if chances[best] < ANSWER_BARS.get(best, ANSWER_BAR):
            return Answer.VERTELT
        if best is Answer.PLAN and not planned:
            return Answer.VERTELT  # an intention is only heard when it is said in so many words
        if best is Answer.WEET_NIET and self._denials.isdisjoint(words(text)):
            return Answer.VERTELT  # 'dat weet ik ook wel'
        if best in TURNED_AWAY and self._models.found("feeling", text):
            return Answer.VERTELT  # who names a feeling does not turn away
        return best

    def _themes(self, text: str, rows: csr_matrix) -> list[Theme]:
        chances = self._models.chances("theme", [text], rows)[0]
        ranked = sorted(chances, key=lambda label: -chances[label])
        return [Theme(label) for label in ranked if chances[label] >= THEME_BAR][:MAX_THEMES]

    def _feelings(self, text: str, rows: csr_matrix) -> list[Feeling]:
        """The user's own feelings: those said in words first, in the order they were said."""
        chances = self._models.chances("feeling", [text], rows)[0]
        folded = [plain(piece.text) for piece in sentences(text)]
        said, denied = self._own_words(folded)
        ranked = [*said, *sorted(set(chances) - set(said), key=lambda label: -chances[label])]
        # What was not said in words may be somebody else's as soon as others are in it.
        others = any(self._owners.others_in(piece) for piece in folded)
        found = [
            Feeling(label)
            for label in ranked
            if chances.get(label, 0.0) >= (FEELING_WITH_RULE if label in said else FEELING_ALONE)
            and (label in said or not others)
            and label not in denied
        ]
        if Feeling.OPLUCHTING in found and len(found) > 1:
            found.remove(Feeling.OPLUCHTING)  # never the answer to a fear told in one breath
        return found[:MAX_FEELINGS]

    def _denied(self, piece: str, start: int) -> bool:
        """Whether the word at ``start`` was said not to be so: 'ik ben niet boos'."""
        before = words(piece[:start])[-NEAR_DENIAL:]
        return not self._denials.isdisjoint(before) and self._only.isdisjoint(before)

    def _own_words(self, folded: list[str]) -> tuple[list[str], set[str]]:
        """Feelings that the user says of themselves, first said first; and those said not to be."""
        places: dict[str, tuple[int, int]] = {}
        denied: set[str] = set()
        for number, piece in enumerate(folded):
            for rule in self._lexicon.rules["feelings"]:
                found = rule.pieces(piece)
                if found and self._denied(piece, found[-1][0]):
                    denied.add(rule.label)
                elif found and self._owners.own(piece, *found[-1]):
                    places.setdefault(rule.label, (number, found[-1][0]))
        return sorted(places, key=lambda label: places[label]), denied - set(places)

    def _premises(self, text: str, actors: list[Actor]) -> list[Premise]:
        folded = plain(text)
        people = [Premise(actor) for actor in actors if actor is not Actor.PROFESSIONAL]
        rules = self._lexicon.rules["premises"]
        said = [Premise(rule.label) for rule in rules if rule.find(folded) is not None]
        return list(dict.fromkeys([*people, *said]))
