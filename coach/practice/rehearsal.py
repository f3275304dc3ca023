"""One practised conversation, from the trainee's sentence to the partner's.

Contract: ``begin`` gives a ``Practice``; ``respond`` appends exactly one ``Exchange``: names out,
signals in the trainee's own words (overload only the trainee's own), codes, the engine's step, the
authored line and, when the practice asks for it and nothing real was told, a model's wording of
it. At a grave signal the play stands still. ``live`` does the same and yields on the way what of
the partner's words may be seen. The partner's own lines are never looked at for signals. Raises
TooLong, and Stopped when the trainee stopped it, before anything was changed.
"""

import re
import threading
from collections.abc import Generator, Mapping, Sequence
from random import Random
from typing import Protocol

from coach.dialogue.cleaning import clean
from coach.dialogue.coach import Detector, Guarding
from coach.dialogue.listen_text import plain, words
from coach.dialogue.state import Signal
from coach.errors import Fault, TooLong
from coach.labels import Code, Door, Level, VoiceName
from coach.practice.coding import parts, questions
from coach.practice.engine import Form, begin, held, step
from coach.practice.feedback import FeedbackContent
from coach.practice.model_partner import Worded, Wording, drained
from coach.practice.names import without_names
from coach.practice.persona import Aim, Persona
from coach.practice.state import Exchange, Practice
from coach.practice.topics import Topics
from coach.practice.transitions import Transitions
from coach.practice.voices import AuthoredVoice, PartnerVoice, body_line, fits

#: At these signals the partner keeps silent: what may be real is no part of the play.
HELD = frozenset({Level.ACUUT, Level.ZORG})
SILENT = "…"
#: From which likeness to the hard message a sentence is it whatever else it seems, from which it
#: may well be, and below which it is not.
IS_MESSAGE, BRINGS, NO_MESSAGE = 0.92, 0.8, 0.55
#: Up to how many words a question without a question mark has.
BRIEF = 9
#: Of several sentences the question that narrows the answer most is answered.
_SURER = (Form.ANY, Form.ASKS_LEAVE, Form.ASKS_FACT, Form.ASKS_EXACT)
#: Between the pieces of a sentence that may each say goodbye.
_JOINED = re.compile(r", | en ")


class Coder(Protocol):
    """Says what an utterance does."""

    def codes(
        self, text: str, context: str = "", lean: Code | None = None, never: Code | None = None
    ) -> list[Code]: ...


class Rehearsal:
    """The parts of a practice, wired. ``faults`` are those of persona files left out."""

    def __init__(
        self,
        *,
        personas: Sequence[Persona],
        transitions: Transitions,
        feedback: FeedbackContent,
        coder: Coder,
        topics: Topics,
        detector: Detector,
        guard: Guarding,
        max_characters: int,
        voice: PartnerVoice | None = None,
        wording: Wording | None = None,
        faults: Sequence[Fault] = (),
    ) -> None:
        self.personas: Mapping[str, Persona] = {persona.id: persona for persona in personas}
        self.feedback = feedback
        self.faults = tuple(faults)
        self.topics = topics
        self._transitions = transitions
        self._coder = coder
        self._detector = detector
        self._guard = guard
        self._authored = AuthoredVoice(transitions, topics.likeness)
        self._voice = voice or self._authored
        self._wording = wording
        self._max_characters = max_characters

    @property
    def doors(self) -> Mapping[Door, float]:
        """From which value each state of the door shows."""
        return self._transitions.doors

    def begin(self, persona: Persona, aim: Aim, seed: int, message: str = "") -> Practice:
        """A new practice; the partner speaks first. ``message`` as the trainee prepared it."""
        start = begin(self._transitions, persona)
        return Practice(
            persona=persona.id,
            aim=aim.id,
            message=message if aim.hard else "",
            seed=seed,
            start=start,
            opens=self._authored.opening(persona, start, seed),
            body=body_line(persona, start, (), Random(f"{seed}-body")),
        )

    def aim(self, practice: Practice) -> Aim:
        """What this practice is about."""
        persona = self.personas[practice.persona]
        return next(aim for aim in persona.aims if aim.id == practice.aim)

    def respond(self, practice: Practice, message: str) -> Exchange:
        """Adds one exchange to the practice and gives it."""
        return drained(self.live(practice, message, threading.Event()))

    def live(
        self, practice: Practice, message: str, stop: threading.Event
    ) -> Generator[str, None, Exchange]:
        """``respond`` while it is made; ``stop`` ends it."""
        text = clean(message)
        if len(text) > self._max_characters:
            raise TooLong(length=len(text), limit=self._max_characters)
        persona = self.personas[practice.persona]
        text = self.without_names(practice, text)
        signal = self._signal(persona, practice, text)
        form = self._form(practice, text)
        codes = [Code.OVERIG] if form is Form.SILENCE else self._codes(persona, practice, text)
        topic = self._topic(persona, practice, text, form)
        if signal.level in HELD:
            moved, line, codes = held(practice.standing), SILENT, [Code.OVERIG]
        else:
            moved = step(
                self._transitions,
                persona,
                practice.standing,
                codes,
                hard=self.aim(practice).hard,
                topic=topic,
                form=form,
                proposes=self._holds(text, self._transitions.proposes),
                leaves_room=self._holds(text, self._transitions.room),
            )
            line = self._voice.reply(persona, practice, moved, topic, text)
        rng = Random(f"{practice.seed}-{moved.standing.turns}-body")
        worded = Worded(line, VoiceName.GUIDED)
        if self._words(practice) and signal.level is Level.GEEN:
            assert self._wording is not None
            worded = yield from self._wording.live(persona, practice, moved, text, line, stop)
        exchange = Exchange(
            number=len(practice.exchanges) + 1,
            said=text,
            codes=codes,
            topic=topic,
            signal=signal,
            standing=moved.standing,
            trigger=moved.trigger,
            reply=worded.text,
            voice=worded.voice,
            body=practice.bodies[-1]
            if signal.level in HELD
            else body_line(persona, moved.standing, practice.bodies, rng),
            disclosed=moved.disclosed.id if moved.disclosed else None,
        )
        practice.exchanges.append(exchange)
        return exchange

    def _signal(self, persona: Persona, practice: Practice, text: str) -> Signal:
        """What may be real.

        That the one spoken to is worn out is no overload of the speaker. The hard message that is
        practised is no signal unless it holds a wording of danger; what is said beside it may be.
        """
        found = self._detector.detect(text)
        theirs = found.level is Level.ZELFZORG and self.topics.about_other(text)
        if found.level in HELD and not found.ids:
            said = parts(text)
            beside = [p for p in said if self.topics.brings(persona, p, practice.message) < BRINGS]
            if len(beside) < len(said):
                return self._detector.detect(" ".join(beside))
        return Signal() if theirs else found

    def _codes(self, persona: Persona, practice: Practice, text: str) -> list[Code]:
        """What the words do; the message is only what is like the message of this persona."""
        like = self.topics.brings(persona, text, practice.message)
        lean = Code.BOODSCHAP if like >= BRINGS else None
        never = Code.BOODSCHAP if like < NO_MESSAGE else None
        found = self._coder.codes(text, practice.last_reply, lean, never)
        if like >= IS_MESSAGE and Code.BOODSCHAP not in found:
            found = [Code.BOODSCHAP, *(code for code in found if code is not Code.OVERIG)]
        return found

    def without_names(self, practice: Practice, message: str) -> str:
        """A message as it may be shown and kept."""
        persona = self.personas[practice.persona]
        return without_names(clean(message), practice, persona, self._guard.watch)

    def _words(self, practice: Practice) -> bool:
        """Whether a model is asked for this practice, and there."""
        wanted = practice.voice is VoiceName.MODEL
        return wanted and self._wording is not None and self._wording.ready

    def _form(self, practice: Practice, text: str) -> Form:
        """What shows from the words themselves."""
        rules, said = self._transitions, words(plain(text))
        whole = " ".join(said)
        if not said or whole in {plain(item) for item in rules.silences}:
            return Form.SILENCE
        if len(practice.exchanges) >= rules.greeting and self._leaves(text):
            return Form.LEAVES
        if any(plain(item) in whole for item in rules.farewells):
            return Form.FAREWELL
        if (
            len(said) <= BRIEF
            and not questions(text)
            and any(plain(item) in whole for item in rules.stays)
        ):
            return Form.SILENCE
        before = {" ".join(words(plain(item.said))) for item in practice.exchanges}
        if len(said) > 1 and whole in before:
            return Form.AGAIN
        found = max(map(self._asks, [*parts(text), *questions(text)]), key=_SURER.index)
        if found is Form.ANY and self.topics.asks_yes(parts(text)[-1]):
            return Form.REQUESTS if self._requests(parts(text)[-1]) else Form.ASKS
        return Form.TELLS if found is Form.ANY and len(said) > BRIEF else found

    def _requests(self, part: str) -> bool:
        """Whether a question offers something or asks for something."""
        return self._holds(part, self._transitions.requests)

    def _leaves(self, text: str) -> bool:
        """Whether a short sentence says goodbye and the last one asks nothing."""
        # 'Bedankt voor de limonade en tot de volgende keer': each part may say it.
        pieces = [piece for part in parts(text) for piece in _JOINED.split(part)]
        cut = [self._told(piece) for piece in pieces]
        short = [part for part in cut if part.count(" ") < BRIEF]
        found = any(
            f"{part} ".startswith(f"{plain(item)} ")
            for part in short
            for item in self._transitions.leaves
        )
        # 'Ik app je morgen, oké?' asks nothing any more.
        asked = parts(text)[-1].rpartition(", ")[2]
        return found and not (asked.endswith("?") and self._told(asked))

    def _told(self, part: str) -> str:
        """The words of a sentence from the first that says something."""
        said = words(plain(part))
        while said and said[0] in self._transitions.hesitations:
            said = said[1:]
        return " ".join(said)

    @staticmethod
    def _holds(text: str, phrases: Sequence[str]) -> bool:
        whole = f" {' '.join(words(plain(text)))} "
        return any(f" {plain(item)} " in whole for item in phrases)

    def _topic(self, persona: Persona, practice: Practice, text: str, form: Form) -> str | None:
        """What is talked of; a question that names nothing goes on about what was talked of."""
        found = self.topics.of(persona, text)
        before = practice.exchanges[-1].topic if practice.exchanges else None
        if before is None or found not in (None, before) or not self.topics.goes_on(persona, text):
            return found
        if found is None:
            goes = persona.carries(before) and form is not Form.ASKS_EXACT
            return persona.wider(before) if goes else None
        said = set(practice.replies)
        fresh = any(
            group.about == found and not said.issuperset(group.says)
            for group in persona.lines
            if fits(group, practice.standing, (found,))
        )
        return found if fresh else persona.wider(found)

    def _asks(self, part: str) -> Form:
        """What kind of answer a sentence asks for; who types in haste leaves the mark out."""
        part = self.topics.past_leave(part)
        if not part:
            return Form.ASKS_LEAVE
        rules, asked = self._transitions, self._told(part).split()
        if not part.rstrip().endswith("?") and (len(asked) > BRIEF or asked[:1] == ["wat"]):
            return Form.ANY
        said = f"{' '.join(asked)} "
        for form, openers in (
            (Form.ASKS_EXACT, rules.asks_exact),
            (Form.ASKS_FACT, rules.asks_fact),
        ):
            if any(said.startswith(f"{plain(item)} ") for item in openers):
                return form
        return Form.ANY
