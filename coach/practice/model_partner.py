"""A language model as the partner's voice: it words the authored line, and is checked.

Contract: ``ModelPartner.word`` gives the line in the model's words when they pass, else after one
rewrite, else the authored line itself; ``Worded.voice`` says who spoke. ``live`` does the same and
yields on the way what may be seen already: whole sentences that passed with all before them. What
was seen is not taken back: when a later sentence fails, the answer ends before it. State, hidden
facts and what is said were decided before; the model decides nothing. It never raises for what a
model or its server does, and it waits no longer than ``PATIENCE`` seconds, so that a practice
always goes on; it raises Stopped when the trainee stopped it. Counts what was held back with the
model service. Knows nothing of pages.
"""

import threading
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from langchain_core.messages import AIMessage, BaseMessage

from coach.dialogue.model_voice import BROKEN, Models
from coach.dialogue.sentence_stream import SentenceStream
from coach.errors import Stopped
from coach.knowledge.lexical import fold
from coach.labels import VoiceName
from coach.practice.engine import Step
from coach.practice.partner_check import MOST_SENTENCES, PartnerChecker, Turn
from coach.practice.partner_prompt import PartnerPrompt, PartnerRule
from coach.practice.persona import Persona
from coach.practice.state import Practice

#: Seconds for both attempts together.
PATIENCE = 60.0
_Made = TypeVar("_Made")


@dataclass(frozen=True)
class Worded:
    """What the partner says, and whose words these are."""

    text: str
    voice: VoiceName


class Wording(Protocol):
    """Puts an authored line into other words, or leaves it."""

    @property
    def ready(self) -> bool: ...

    def live(
        self,
        persona: Persona,
        practice: Practice,
        step: Step,
        said: str,
        line: str,
        stop: threading.Event,
    ) -> Generator[str, None, Worded]: ...


class ModelPartner:
    """Words lines with whatever model the service holds."""

    def __init__(
        self,
        models: Models,
        prompt: PartnerPrompt,
        checker: PartnerChecker,
        patience: float = PATIENCE,
    ) -> None:
        self._models = models
        self._prompt = prompt
        self._checker = checker
        self._patience = patience

    @property
    def ready(self) -> bool:
        """Whether a model is loaded."""
        return self._models.chat() is not None

    def word(
        self, persona: Persona, practice: Practice, step: Step, said: str, line: str
    ) -> Worded:
        """The line as the model says it, or the line."""
        return drained(self.live(persona, practice, step, said, line, threading.Event()))

    def live(
        self,
        persona: Persona,
        practice: Practice,
        step: Step,
        said: str,
        line: str,
        stop: threading.Event,
    ) -> Generator[str, None, Worded]:
        """The same, while it is made; ``stop`` ends it, and is set when patience is over."""
        turn = Turn(persona, practice, step, said, line)
        messages = self._messages(turn)
        late = threading.Event()

        def over() -> None:
            late.set()
            stop.set()

        limit = threading.Timer(self._patience, over)
        limit.daemon = True
        limit.start()
        try:
            answer, rule = yield from self._attempt(messages, turn, stop)
            if answer is not None and rule is not None:
                again = [*messages, AIMessage(answer or "…"), self._prompt.rewrite(rule, line)]
                answer, rule = yield from self._attempt(again, turn, stop)
        finally:
            limit.cancel()
        if stop.is_set() and not late.is_set():
            raise Stopped()
        if answer is None or rule is not None:
            return Worded(line, VoiceName.GUIDED)
        return Worded(answer, VoiceName.MODEL)

    def _messages(self, turn: Turn) -> list[BaseMessage]:
        persona, standing = turn.persona, turn.step.standing
        new = turn.step.disclosed.id if turn.step.disclosed else None
        told = " ".join(
            secret.what
            for secret in persona.hidden
            if secret.id in standing.disclosed and secret.id != new
        )
        tail = self._prompt.turn(persona, standing.seen, standing.emotion, told, turn.line)
        return self._prompt.messages(persona, turn.practice, turn.said, tail)

    def _attempt(
        self, messages: Sequence[BaseMessage], turn: Turn, stop: threading.Event
    ) -> Generator[str, None, tuple[str | None, PartnerRule | None]]:
        """One answer, and the rule for which it is held back."""
        seen = ""
        answer: str | None = None
        making = self._answer(messages, turn.practice.id, stop)
        with closing(making):
            try:
                while True:
                    sofar = next(making)
                    if self._checker.fault(sofar, turn) is None and not _began(sofar, turn):
                        seen = sofar
                        yield sofar
            except StopIteration as end:
                answer = end.value
        rule = self._held_back(answer, turn)
        if seen and (answer is None or rule is not None):
            return seen, None
        return answer, rule

    def _held_back(self, answer: str | None, turn: Turn) -> PartnerRule | None:
        if answer is None:
            return None
        rule = self._checker.fault(answer, turn)
        if rule is not None:
            self._models.counters.count(self._models.name, rule)
        return rule

    def _answer(
        self, messages: Sequence[BaseMessage], name: str, stop: threading.Event
    ) -> Generator[str, None, str | None]:
        """What the model says, a few sentences at most; None when it failed or took too long.

        Yields what there is after each sentence but the last.
        """
        model = self._models.chat()
        if model is None or stop.is_set():
            return None
        held, said = SentenceStream(), list[str]()
        try:
            stream: Any = model.stream(list(messages), stop_event=stop, conversation=name)
            with closing(stream):
                for chunk in stream:
                    if whole := held.feed(chunk.text):
                        said += whole
                        yield " ".join(said).strip()
                    # One more than may be: enough to see that it is too long.
                    if stop.is_set() or len(said) > MOST_SENTENCES + 1:
                        break
            said += held.rest()
        except Exception:
            # Whatever a model or its server does, the practice goes on; details may hold text.
            self._models.counters.count(self._models.name, BROKEN)
            return None
        return None if stop.is_set() else " ".join(said).strip()


def _began(text: str, turn: Turn) -> bool:
    """Whether something said before began like this."""
    return any(fold(reply).startswith(fold(text)) for reply in turn.practice.replies)


def drained(making: Generator[Any, None, _Made]) -> _Made:
    """What a generator gives in the end, without looking at what comes before."""
    while True:
        try:
            next(making)
        except StopIteration as end:
            found: _Made = end.value
            return found
