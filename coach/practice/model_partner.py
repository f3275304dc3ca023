"""A language model as the partner's voice: it words the authored line, and is checked.

Contract: ``ModelPartner.word`` gives the line in the model's words when they pass, else after one
rewrite, else the authored line itself; ``Worded.voice`` says who spoke. State, hidden facts and
what is said were decided before; the model decides nothing. It never raises for what a model or
its server does, and it waits no longer than ``PATIENCE`` seconds, so that a practice always goes
on. Counts what was held back with the model service. Knows nothing of pages.
"""

import threading
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Protocol

from langchain_core.messages import AIMessage, BaseMessage

from coach.dialogue.model_voice import BROKEN, Models
from coach.dialogue.sentence_stream import SentenceStream
from coach.labels import VoiceName
from coach.practice.engine import Step
from coach.practice.partner_check import MOST_SENTENCES, PartnerChecker, Turn
from coach.practice.partner_prompt import PartnerPrompt, PartnerRule
from coach.practice.persona import Persona
from coach.practice.state import Practice

#: Seconds for both attempts together.
PATIENCE = 60.0


@dataclass(frozen=True)
class Worded:
    """What the partner says, and whose words these are."""

    text: str
    voice: VoiceName


class Wording(Protocol):
    """Puts an authored line into other words, or leaves it."""

    @property
    def ready(self) -> bool: ...

    def word(
        self, persona: Persona, practice: Practice, step: Step, said: str, line: str
    ) -> Worded: ...


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
        turn = Turn(persona, practice, step, said, line)
        standing = step.standing
        new = step.disclosed.id if step.disclosed else None
        told = " ".join(
            secret.what
            for secret in persona.hidden
            if secret.id in standing.disclosed and secret.id != new
        )
        tail = self._prompt.turn(persona, standing.seen, standing.emotion, told, line)
        messages = self._prompt.messages(persona, practice, said, tail)
        stop = threading.Event()
        limit = threading.Timer(self._patience, stop.set)
        limit.daemon = True
        limit.start()
        try:
            answer = self._answer(messages, practice.id, stop)
            rule = self._held_back(answer, turn)
            if answer is not None and rule is not None:
                again = [*messages, AIMessage(answer or "…"), self._prompt.rewrite(rule, line)]
                answer = self._answer(again, practice.id, stop)
                rule = self._held_back(answer, turn)
        finally:
            limit.cancel()
        if answer is None or rule is not None:
            return Worded(line, VoiceName.GUIDED)
        return Worded(answer, VoiceName.MODEL)

    def _held_back(self, answer: str | None, turn: Turn) -> PartnerRule | None:
        if answer is None:
            return None
        rule = self._checker.fault(answer, turn)
        if rule is not None:
            self._models.counters.count(self._models.name, rule)
        return rule

    def _answer(
        self, messages: Sequence[BaseMessage], name: str, stop: threading.Event
    ) -> str | None:
        """What the model says, a few sentences at most; None when it failed or took too long."""
        model = self._models.chat()
        if model is None or stop.is_set():
            return None
        held, said = SentenceStream(), list[str]()
        try:
            stream: Any = model.stream(list(messages), stop_event=stop, conversation=name)
            with closing(stream):
                for chunk in stream:
                    said += held.feed(chunk.text)
                    # One more than may be: enough to see that it is too long.
                    if stop.is_set() or len(said) > MOST_SENTENCES + 1:
                        break
            said += held.rest()
        except Exception:
            # Whatever a model or its server does, the practice goes on; details may hold text.
            self._models.counters.count(self._models.name, BROKEN)
            return None
        return None if stop.is_set() else " ".join(said).strip()
