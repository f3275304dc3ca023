"""The guided voice: a plan in Dutch without a language model.

Contract: ``GuidedVoice.speak`` turns a ``Plan`` into a short reflection made of connecting lines
and the user's literal words, followed by the plan's question. The reply holds at most one
question mark (the question's), nothing that was not said, and stays within ``MAX_WORDS`` words
where its single parts allow. The same plan, conversation id and turn give the same reply. The
module does not choose questions, look things up or check a reply.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import takewhile
from random import Random

from coach.dialogue.guided_feelings import unnamed
from coach.dialogue.guided_mirror import given_back
from coach.dialogue.guided_recipe import AFTER, Part, Situation, opening, seed_of
from coach.dialogue.guided_sources import is_case, title
from coach.dialogue.guided_strange import strangeness
from coach.dialogue.guided_words import clip, count, fill, holds, one_question, quotable
from coach.dialogue.hooks import Hooks
from coach.dialogue.lines import History, LineBook, Wanted
from coach.dialogue.listen_form import SPEECH
from coach.dialogue.standing import DANGER
from coach.dialogue.state import Conversation, Move, Plan, Role, Spoken
from coach.knowledge.schemas import LineKind, VoiceLine
from coach.labels import Actor, Answer, Feeling, Level, Request

# A passage's quote longer than the last stands beside the chat instead of inside the reply.
MAX_WORDS, MAX_FACT_WORDS = 60, 30
# The card's line comes after this many turns without a word about it.
CARD_EVERY = 4
# How often a reply names what stands beside it: until one was named, and after that.
SOURCE_FIRST, SOURCE_AGAIN = 0.3, 0.1
#: What a message does is only said when it was heard this surely.
SURE_TO_NOD = 0.6
CARD_TAG, UNSURE_TAG, WHOM_TAG, CASE_TAG = "blijft", "als", "wie", "casus"
# Rounding off with a question still to come.
MORE_TAG = "nog"
# A frame that presupposes a message longer than the quote.
EXCERPT_TAG, EXCERPT_SHARE = "uit", 0.6
STRANGE_DEFAULT = "algemeen"

_PEOPLE = frozenset(Actor) - {Actor.PROFESSIONAL}
# After a plan a reading tip would sound like advice, after a dodge like pressure.
_MAY_READ = frozenset({Answer.VERTELT, Answer.WEET_NIET})
_LAST_QUESTION = re.compile(r"(?<=[.;]) ([^.;?]+\?)$")


#: Phrases that stand in place of what was written.
Veil = Collection[str]


class GuidedVoice:
    """Words plans with lines from ``knowledge/voice``; never gives back a ``veiled`` phrase.

    Raises ``ContentError`` when the lines are faulty.
    """

    def __init__(self, lines: Sequence[VoiceLine] | None = None, veiled: Veil = ()) -> None:
        if lines is None:
            from coach.knowledge.content import load_voice_lines

            lines = load_voice_lines()
        self._book, self._veiled = LineBook(lines), veiled

    def speak(self, plan: Plan, conversation: Conversation) -> Spoken:
        """The reply to the planned turn, which is not in ``conversation`` yet."""
        reply = _Reply(self._book, self._veiled, plan, conversation)
        if plan.move is Move.SIGNAAL:
            reply.signal()
        elif plan.move is Move.AFWIJZEN:
            reply.decline()
        elif plan.move is Move.FEIT:
            reply.fact()
        elif plan.move is Move.AFRONDEN:
            reply.round_off()
        elif plan.move is Move.VREEMDE_INVOER:
            reply.strange()
        else:
            reply.ask()
        return reply.spoken()

    def welcome(self, conversation: Conversation) -> Spoken:
        """The first greeting, before anything was said."""
        rng = Random(f"{conversation.id}:welkom")
        line = self._book.pick(Wanted(LineKind.WELKOM), History(), rng, needed=True)
        if line is None:
            return Spoken(reflection="")
        return Spoken(reflection=line.text, line_ids=[line.id], shapes=[line.shape])


class _Reply:
    """One reply in the making: its parts, and what may not be repeated."""

    def __init__(self, book: LineBook, veiled: Veil, plan: Plan, talk: Conversation) -> None:
        self.book, self.veiled = book, veiled
        self.plan, self.heard, self.turns = plan, plan.heard, talk.turns
        self.rng = Random(seed_of(talk))
        last = talk.last
        before = last.spoken.line_ids if last else []
        self.before = frozenset(book.kinds(before))
        recent = set(last.spoken.shapes) | book.shapes(before) if last else set()
        self.history = History(used=list(talk.lines_used), recent=recent)
        # What somebody says or has to say names no feeling of the user.
        self.own = SPEECH.sub(" ", self.heard.text)
        self.roles = talk.roles | self.heard.roles
        said = {actor for turn in self.turns for actor in turn.heard.actors}
        said |= set(self.heard.actors) | set(self.roles)
        # The user counts as "mentioned" when the question looks through the user's own eyes.
        self.mentioned = frozenset(said & _PEOPLE | {plan.perspective} - _PEOPLE)
        self.level = talk.level
        self.quote = quotable(self.heard, plan.about, veiled)
        # A theme heard once may be a mishearing; a sentence that rests on one waits for a second.
        before_now = {theme for turn in self.turns for theme in turn.heard.themes}
        self.themes_heard_again = [
            theme for theme in self.heard.themes if not self.turns or theme in before_now
        ]
        # One feeling at a time: the first that was heard. Doubt is not said back: who does not know
        # something mostly has another word for it.
        self.feelings = [one for one in self.heard.feelings if one is not Feeling.TWIJFEL][:1]
        self.guesses = unnamed(self.feelings, self.heard.text)
        telling = "" if holds(self.heard.telling, veiled) else self.heard.telling
        self.mirrored = given_back(self.quote or telling)
        self.parts: list[tuple[str, VoiceLine]] = []

    # What each move says -------------------------------------------------------------------

    def signal(self) -> None:
        """Names the words that stood out; weighs nothing."""
        quotes = (clip(quote, self.heard.text, least=1) for quote in self.plan.signal.quotes)
        quote = next((one for one in quotes if one and not holds(one, self.veiled)), "")
        level, tag = self.plan.signal.level, ""
        if level in DANGER:
            # Without a standing wording it may be nothing, and who is right says so themselves.
            unsure = "" if self.plan.signal.ids else UNSURE_TAG
            tag = WHOM_TAG if self.heard.whom and self.turns else unsure
        # Naming the words matters more than variety, so lines with the quote go first.
        self._say(
            LineKind.SIGNAAL,
            {"citaat": quote},
            needed=True,
            level=level,
            tag=tag,
            without_tags=sorted({CARD_TAG, UNSURE_TAG, WHOM_TAG} - {tag}),
            prefer="" if tag else "citaat",
        )

    def decline(self) -> None:
        """One sentence on what is not done here and who does decide."""
        self._card()
        self._say(LineKind.AFWIJZEN, needed=True, request=self.heard.request)

    def fact(self) -> None:
        """The passage with its literal quote, or that nothing was found."""
        self._card()
        source = next(iter(self.plan.sources), None)
        if source is None:
            self._say(LineKind.NIETS_GEVONDEN, needed=True)
            return
        values = {"titel": title(source)}
        quote = source.quote.strip().rstrip(".")
        if count(quote) <= MAX_FACT_WORDS and not set(quote) & set("?‘’\n"):
            values["citaat"] = quote
        tag = CASE_TAG if is_case(source) else ""
        self._say(
            LineKind.FEIT,
            values,
            needed=True,
            tag=tag,
            without_tags=() if tag else (CASE_TAG,),
            prefer="citaat",
        )

    def strange(self) -> None:
        """For input that is no Dutch sentence."""
        kind = LineKind.VREEMDE_INVOER
        tag = self.plan.strange or strangeness(self.heard)
        if not self.book.fitting(Wanted(kind, tag=tag)):
            tag = STRANGE_DEFAULT
        self._say(kind, needed=True, tag=tag)

    def round_off(self) -> None:
        """Offers to stop; the question stays for who goes on. Who takes leave gets none."""
        self._card()
        more, mirrored = bool(self.plan.question_text), given_back(self.plan.about)
        ending = "" if mirrored else clip(self.plan.about, self.heard.text)
        self._say(
            LineKind.AFRONDEN,
            {"spiegel": mirrored, "citaat": ending},
            needed=True,
            tag=MORE_TAG if more else "",
            without_tags=() if more else (MORE_TAG,),
        )

    def ask(self) -> None:
        """The ordinary turn: a reflection, perhaps an absent voice or a passage, a question."""
        if self.heard.corrects:
            # Who sets Kier right is met there, and not with an echo of it.
            self._say(LineKind.HERSTEL, needed=True, tag=self.heard.corrects)
            return
        self._card()
        if self.heard.asks:
            self._say(LineKind.NA_VRAAG, needed=True)
            return
        doubt_only = set(self.heard.feelings) <= {Feeling.TWIJFEL}
        # Not knowing is an answer before it is a feeling.
        felt = bool(self.heard.feelings) and not (
            doubt_only and self.heard.answer is Answer.WEET_NIET
        )
        situation = Situation(
            heard=self.heard,
            turns=self.turns,
            felt=felt,
            quotable=bool(self.quote),
            mirrored=bool(self.mirrored),
            before=self.before,
            guessable=bool(self.guesses),
            named=self._names_feeling(),
            taken_up=self.plan.taken_up,
            nodded=self._nods(),
        )
        parts = opening(situation, self.rng)
        if Part.GEZEGD in parts and not unnamed(self.feelings, self.quote):
            parts = [part for part in parts if part is not Part.CITAAT]  # never the word twice
        brings_in = self.plan.brings_in
        if brings_in is not None and not felt:
            # The absent voice is a part of its own; three before one question is too much.
            parts = parts[:1]
        for part in parts:
            self._part(part)
        if parts and not self.parts:
            self._part(Part.ERKENNING)
        if brings_in is not None and brings_in is not Actor.PROFESSIONAL:
            # Who was just spoken of is there already.
            if brings_in not in self._spoken_of():
                self._bridge(brings_in)
        elif len(parts) < 2 and not felt and self.heard.answer in _MAY_READ:
            self._source()

    # Parts ---------------------------------------------------------------------------------

    def _part(self, part: Part) -> None:
        values = {"citaat": self.quote, "spiegel": self.mirrored}
        if part is Part.CITAAT:
            part_of_more = count(self.quote) < EXCERPT_SHARE * count(self.heard.text)
            self._say(LineKind.CITAAT, values, without_tags=() if part_of_more else (EXCERPT_TAG,))
        elif part is Part.SPIEGEL:
            self._say(LineKind.SPIEGEL, values)
        elif part is Part.GEVOEL:
            self._say(LineKind.GEVOEL, feelings=self.guesses)
        elif part is Part.GEZEGD:
            self._say(LineKind.GEVOEL_GEZEGD, feelings=self.feelings, needed=True)
        elif part is Part.HAAK:
            self._say(LineKind.HAAK, hook=Hooks.of(self.plan.question_id))
        elif part is Part.NA:
            self._say(AFTER[self.heard.answer], values)
        elif part is Part.ERKENNING_GEVOEL:
            self._say(LineKind.ERKENNING, felt=True, feelings=self.feelings)
        else:
            self._say(LineKind.ERKENNING, plain=True)

    def _spoken_of(self) -> set[Actor]:
        """Who this message and the one before it are about."""
        before = self.turns[-1].heard.actors if self.turns else []
        return {*self.heard.actors, *before}

    def _names_feeling(self) -> bool:
        """Whether a line holds the user's own word for the feeling."""
        wanted = Wanted(LineKind.GEVOEL_GEZEGD, feelings=self.feelings, text=self.own)
        return bool(self.book.fitting(wanted))

    def _nods(self) -> bool:
        """Whether there is a line for what the message surely does, not said before."""
        hook = Hooks.of(self.plan.question_id)
        sure = max((call.sure for call in self.heard.calls if call.hook == hook), default=0.0)
        lines = self.book.fitting(Wanted(LineKind.HAAK, hook=hook)) if sure >= SURE_TO_NOD else []
        return any(line.id not in self.history.used for line in lines)

    def _bridge(self, actor: Actor) -> None:
        role = self.plan.role or self.roles.get(actor)
        self._say(
            LineKind.BRUG,
            {"rol": role.display} if role else {},
            mentioned=frozenset({actor}),
            role=role,
            prefer="rol",
        )

    def _source(self) -> None:
        """Now and then names a passage or case that was not brought up before."""
        shown = {source.id for turn in self.turns for source in turn.plan.sources}
        fresh = [source for source in self.plan.sources if source.id not in shown]
        named_before = LineKind.BRON in self.book.kinds(self.history.used)
        often = SOURCE_AGAIN if named_before else SOURCE_FIRST
        if not fresh or LineKind.BRON in self.before or self.rng.random() > often:
            return
        new = self.rng.choice(fresh)
        tag = CASE_TAG if is_case(new) else ""
        self._say(
            LineKind.BRON,
            {"titel": title(new)},
            tag=tag,
            without_tags=() if tag else (CASE_TAG,),
        )

    def _card(self) -> None:
        """After acute danger: reminds once that the card stays, at once.

        Not to who said since then that nothing is acute: that would be not listening.
        """
        if self.level is not Level.ACUUT or not self.turns:
            return
        after = takewhile(lambda turn: turn.plan.move is not Move.SIGNAAL, reversed(self.turns))
        calm = self.heard.calm or any(turn.heard.calm for turn in after)
        shapes = (shape for turn in self.turns for shape in turn.spoken.shapes)
        if calm or any(shape.partition("-")[0] == CARD_TAG for shape in shapes):
            return
        at_once = self.turns[-1].plan.move is Move.SIGNAAL
        if not at_once and any(
            LineKind.SIGNAAL in self.book.kinds(turn.spoken.line_ids)
            for turn in self.turns[-CARD_EVERY:]
        ):
            return
        self._say(LineKind.SIGNAAL, level=self.level, tag=CARD_TAG)

    # Lines ---------------------------------------------------------------------------------

    def _say(
        self,
        kind: LineKind,
        values: dict[str, str] | None = None,
        *,
        needed: bool = False,
        mentioned: frozenset[Actor] | None = None,
        request: Request | None = None,
        level: Level | None = None,
        tag: str = "",
        without_tags: Sequence[str] = (),
        felt: bool = False,
        plain: bool = False,
        prefer: str = "",
        role: Role | None = None,
        feelings: Sequence[Feeling] | None = None,
        hook: str = "",
    ) -> None:
        """Picks one line of ``kind`` and adds it; nothing when none fits.

        ``prefer`` is a slot: lines that hold it go before all others, when it can be filled.
        """
        usable = {name: value for name, value in (values or {}).items() if value}
        wanted = Wanted(
            kind,
            slots=frozenset(usable),
            must_hold=prefer if prefer in usable else "",
            named=frozenset(self.roles),
            themes=self.themes_heard_again if plain else self.heard.themes,
            feelings=self.heard.feelings if feelings is None else feelings,
            mentioned=self.mentioned if mentioned is None else mentioned,
            request=request,
            level=level,
            tag=tag,
            without_tags=without_tags,
            felt=felt,
            plain=plain,
            text=self.own if kind is LineKind.GEVOEL_GEZEGD else self.heard.text,
            hook=hook,
        )
        line = self.book.pick(wanted, self.history, self.rng, needed)
        if line is None and wanted.must_hold:
            line = self.book.pick(replace(wanted, must_hold=""), self.history, self.rng, needed)
        if line is None:
            return
        if role is None and line.perspectives:
            role = self.roles.get(line.perspectives[0])
        if role is not None:
            usable["rol"] = role.display
        self.history.note(line)
        text = fill(line.text, usable, plural=bool(role and role.plural))
        self.parts.append((text, line))

    def spoken(self) -> Spoken:
        """The parts put together; what makes the reply too long goes, the newest part first."""
        question = one_question(self.plan.question_text)
        parts = self.parts
        while len(parts) > 1 and count(question) + sum(count(t) for t, _ in parts) > MAX_WORDS:
            parts.pop()
        reflection = " ".join(text for text, _ in parts)
        asks = _LAST_QUESTION.search(reflection)
        if asks is not None:
            # A danger line asks who can be reached; that question stands where the plan has none.
            reflection = reflection[: asks.start()].rstrip()
            question = question or asks.group(1).strip()
        return Spoken(
            reflection=reflection,
            question=question,
            line_ids=[line.id for _, line in parts],
            shapes=[line.shape for _, line in parts],
        )
