"""One turn, from the user's sentence to the reply.

Contract: ``Coach.turn`` takes a conversation and a message, streams events, and ends with ``Done``
after adding exactly one ``Turn`` to the conversation. Order as in the design: names out, danger
first, listen, retrieve, plan, speak, check. A voice never decides; a reply with a fault is replaced
by the plain question. Knows nothing about pages, files or which voice speaks.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from time import perf_counter
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from coach.dialogue import card, standing
from coach.dialogue.check import Checker
from coach.dialogue.cleaning import clean
from coach.dialogue.events import (
    CardUpdate,
    Done,
    Event,
    Partial,
    Phase,
    Reply,
    Signals,
    Sources,
    Status,
)
from coach.dialogue.helplines import Helplines
from coach.dialogue.model_voice import ModelVoice, closest
from coach.dialogue.plan import Planner
from coach.dialogue.sources import choose
from coach.dialogue.state import (
    Conversation,
    Heard,
    Move,
    Plan,
    Signal,
    Source,
    Spoken,
    Turn,
)
from coach.dialogue.turn_prompt import prompt_texts
from coach.errors import Stopped, TooLong
from coach.knowledge.collection import Library
from coach.labels import Level, VoiceName
from coach.privacy.watch import Watch


class Encoder(Protocol):
    """What a turn needs of the encoder."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]: ...


class Detector(Protocol):
    """Finds signals in a message."""

    def detect(self, text: str) -> Signal: ...


class Listening(Protocol):
    """Makes out what a message says."""

    def hear(self, text: str, conversation: Conversation) -> Heard: ...


class Voice(Protocol):
    """Puts a plan into Dutch."""

    def speak(self, plan: Plan, conversation: Conversation) -> Spoken: ...


class Guarding(Protocol):
    """Looks for names; ``watch`` is what it can do now."""

    @property
    def watch(self) -> Watch: ...


class Coach:
    """The parts of a turn, wired."""

    def __init__(
        self,
        *,
        encoder: Encoder,
        detector: Detector,
        listener: Listening,
        library: Library,
        planner: Planner,
        voice: Voice,
        checker: Checker,
        helplines: Helplines,
        guard: Guarding,
        max_characters: int,
        model_voice: ModelVoice | None = None,
    ) -> None:
        self._encoder = encoder
        self._detector = detector
        self._listener = listener
        self.collection = library
        self._planner = planner
        self._voice = voice
        self._checker = checker
        self._helplines = helplines
        self._guard = guard
        self._max_characters = max_characters
        self._model_voice = model_voice
        # Told of each finished turn; the log, when it is on.
        self.on_done: Callable[[Turn], None] | None = None

    @property
    def encoder(self) -> Encoder:
        """The encoder, for rooms that listen to other words than a conversation's."""
        return self._encoder

    @property
    def detector(self) -> Detector:
        """The signal detector."""
        return self._detector

    @property
    def listener(self) -> Listening:
        """What hears emotions and themes, for who loads no second one."""
        return self._listener

    @property
    def helplines(self) -> Helplines:
        """The routes of the signal card."""
        return self._helplines

    def beside(self, library: Library) -> "Coach":
        """The same coach over another library, for one person's page; this one is unchanged."""
        other = copy(self)
        other.collection = library
        library.outside = self.collection.outside
        if self._model_voice is not None:
            other._model_voice = self._model_voice.over(prompt_texts(library.texts))
        return other

    def warm(self) -> None:
        """Lets a language model read its system prompt before the first message."""
        if self._model_voice is not None:
            self._model_voice.warm()

    def turn(
        self, conversation: Conversation, message: str, stop: threading.Event | None = None
    ) -> Iterator[Event]:
        """Streams the events of one turn.

        Raises TooLong, or Stopped once ``stop`` is set; the conversation is then unchanged.
        """
        stop = stop or threading.Event()
        started = perf_counter()
        text = clean(message)
        if len(text) > self._max_characters:
            raise TooLong(length=len(text), limit=self._max_characters)
        yield Status(Phase.LUISTEREN)
        text = conversation.pseudonyms.apply(text, self._guard.watch)
        heard = self._listener.hear(text, conversation)
        signal = standing.met(
            self._detector.detect(text), conversation, calm=heard.calm, whom=heard.whom
        )
        if signal.level is not Level.GEEN:
            yield self.signals_of(signal)
        yield Status(Phase.ZOEKEN)
        vector, context = self._vectors(heard, conversation)
        sources = self._sources(heard, signal, conversation, vector)
        yield Status(Phase.VRAAG_KIEZEN)
        plan = self._planner.plan(heard, signal, conversation, context, sources)
        if self._model_voice is not None and self._model_voice.speaks(plan, conversation):
            yield Status(Phase.VERWOORDEN)
            spoken = Spoken(reflection="")
            for spoken in self._model_voice.stream(plan, conversation, stop):
                yield Partial(spoken)
            if spoken.voice is VoiceName.MODEL:
                plan = closest(spoken.question, plan)
        else:
            spoken = self._speak(plan, conversation)
        if stop.is_set():
            raise Stopped
        yield Reply(spoken)
        if sources:
            yield Sources(tuple(sources))
        entries = card.entries(heard, conversation)
        if entries:
            yield CardUpdate(tuple(entries))
        turn = Turn(
            number=len(conversation.turns) + 1,
            user=text,
            signal=signal,
            heard=heard,
            plan=plan,
            spoken=spoken,
            card=entries,
            milliseconds=(perf_counter() - started) * 1000,
        )
        conversation.turns.append(turn)
        if self.on_done is not None:
            self.on_done(turn)
        yield Done(turn)

    def signals_of(self, signal: Signal) -> Signals:
        """The card for a signal, with today's routes; also for one that was kept."""
        return Signals(signal, self._helplines.for_signal(signal))

    def _vectors(
        self, heard: Heard, conversation: Conversation
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """The message's vector for finding, and the context's for choosing a question."""
        previous = conversation.last
        said = heard.text
        if heard.words < 6 and previous is not None:
            said = f"{previous.user} {said}"
        rows = self._encoder.encode([said, heard.telling or said])
        context = rows[0] + rows[1]
        norm = float(np.linalg.norm(context))
        return rows[0], context / norm if norm else context

    def _sources(
        self,
        heard: Heard,
        signal: Signal,
        conversation: Conversation,
        vector: NDArray[np.float32],
    ) -> list[Source]:
        """What is laid beside this turn."""
        going = self._planner.reading(heard, conversation)
        return choose(self.collection, heard, signal, conversation, vector, going)

    def _speak(self, plan: Plan, conversation: Conversation) -> Spoken:
        spoken = self._voice.speak(plan, conversation)
        sayings = [
            plan.heard.text,
            *(turn.user for turn in conversation.turns),
            *(source.title for source in plan.sources),
            *(self.collection.by_id[source.id].text for source in plan.sources),
        ]
        if not self._checker.faults(spoken, sayings):
            return spoken
        plain = Spoken(reflection="", question=plan.question_text)
        if plan.move is Move.SIGNAAL or not plan.question_text:
            return spoken
        return plain
