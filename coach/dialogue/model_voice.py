"""The language model as a voice: it words a plan, and every sentence is checked before it counts.

Contract: ``ModelVoice.stream`` yields replies that only grow: each holds the sentences that passed
so far, the last is the whole reply. A sentence with a fault ends the attempt; the model may try
once more from there, told why; then the guided voice finishes (its question after sentences that
stand, or its whole reply when none do). So what was shown never goes away again. The model stops at
its first question. It is never asked in a safety turn, after an acute signal, or to decline; these
are the guided voice's. When the model fails the guided voice goes on; ``Stopped`` is raised when
the user stopped. Knows nothing of pages, nor of how a model runs.
"""

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from copy import copy
from dataclasses import dataclass
from typing import Any, Protocol

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage

from coach.dialogue.check import Basis, Checker, Fault
from coach.dialogue.check_form import MAX_WORDS, questions
from coach.dialogue.layout import Layout
from coach.dialogue.sentence_stream import SentenceStream
from coach.dialogue.state import Conversation, Move, Plan, Spoken
from coach.dialogue.turn_prompt import TurnPrompt
from coach.errors import Stopped
from coach.labels import Level, Rule, VoiceName

#: How a failing model is counted, next to the rules.
BROKEN = "fout"
_WORDED = frozenset({Move.VRAAG, Move.AFRONDEN})
#: Most texts of the user that a reply may lean on, newest last.
_REMEMBERED = 60


class Counters(Protocol):
    """Counts failed checks for the model panel."""

    def count(self, model_name: str, rule: str) -> None: ...


class Models(Protocol):
    """What this voice needs of the language model service."""

    @property
    def name(self) -> str: ...

    @property
    def counters(self) -> Counters: ...

    def chat(self) -> BaseChatModel | None:
        """The loaded model, or None."""
        ...

    def warm(self, messages: Sequence[BaseMessage]) -> None:
        """Lets the model read what every conversation begins with."""
        ...


class Guided(Protocol):
    """The voice that finishes what the model cannot."""

    def speak(self, plan: Plan, conversation: Conversation) -> Spoken: ...


@dataclass
class _Draft:
    """Sentences that passed, and what ended the attempt."""

    kept: list[str]
    fault: Fault | None = None
    broken: str = ""
    failed: bool = False

    @property
    def asked(self) -> bool:
        return bool(self.kept) and questions(self.kept[-1]) > 0

    @property
    def text(self) -> str:
        return " ".join(self.kept)


class ModelVoice:
    """Words plans with whatever model the service holds."""

    def __init__(
        self,
        models: Models,
        layout: Layout,
        prompt: TurnPrompt,
        checker: Checker,
        guided: Guided,
        texts: Mapping[str, str],
    ) -> None:
        self._models = models
        self._layout = layout
        self._prompt = prompt
        self._checker = checker
        self._guided = guided
        self._texts = texts

    def over(self, texts: Mapping[str, str]) -> "ModelVoice":
        """The same voice over other texts."""
        other = copy(self)
        other._texts, other._prompt = texts, self._prompt.over(texts)
        return other

    def speaks(self, plan: Plan, conversation: Conversation) -> bool:
        """Whether this turn is the model's: wanted, loaded, and not a matter of safety."""
        return (
            conversation.voice is VoiceName.MODEL
            and plan.move in _WORDED
            and plan.signal.level is Level.GEEN
            and conversation.level is not Level.ACUUT
            and bool(plan.question_text)
            and self._models.chat() is not None
        )

    def warm(self) -> None:
        """Lets the model read the system prompt while the user still types."""
        if self._models.chat() is not None:
            self._models.warm([self._layout.system])

    def basis(self, plan: Plan, conversation: Conversation) -> Basis:
        """What a reply to this turn may lean on."""
        said = [turn.user for turn in conversation.turns[-_REMEMBERED:]]
        return Basis(
            user=(*said, plan.heard.text),
            passages=tuple(self._texts[s.id] for s in plan.sources if s.id in self._texts),
            titles=tuple(source.title for source in plan.sources),
            candidates=tuple(item.text for item in plan.candidates) or (plan.question_text,),
            feelings=frozenset(plan.heard.feelings),
            asks=True,
        )

    def stream(
        self, plan: Plan, conversation: Conversation, stop: threading.Event
    ) -> Iterator[Spoken]:
        """Growing replies; the last one is the reply."""
        basis = self.basis(plan, conversation)
        messages = self._layout.messages(conversation, plan.heard.text, self._prompt.tail(plan))
        draft = _Draft([])
        yield from self._attempt(messages, draft, basis, conversation, stop)
        if draft.fault is not None and not draft.failed:
            reason = self._prompt.rewrite(draft.fault.rule, draft.kept, plan.question_text)
            answer = " ".join(part for part in (draft.text, draft.broken) if part) or "…"
            again = [*messages, AIMessage(answer), HumanMessage(reason)]
            yield from self._attempt(again, draft, basis, conversation, stop)
        if draft.fault is None and draft.asked:
            return
        yield self._finished(draft, plan, conversation)

    def _attempt(
        self,
        messages: list[BaseMessage],
        draft: _Draft,
        basis: Basis,
        conversation: Conversation,
        stop: threading.Event,
    ) -> Iterator[Spoken]:
        """Adds sentences to the draft until a question, a fault or the end."""
        before = list(draft.kept)
        draft.fault, draft.broken = None, ""
        for sentence in self._sentences(messages, draft, conversation, stop):
            if sentence in before:
                continue
            fault = self._fault(sentence, draft, basis)
            if fault is not None:
                self._note(draft, fault, sentence)
                return
            draft.kept.append(sentence)
            yield _spoken(draft.kept)
            if draft.asked:
                return
        if not draft.failed:
            self._note(draft, Fault(Rule.VRAGEN), "")

    def _sentences(
        self,
        messages: list[BaseMessage],
        draft: _Draft,
        conversation: Conversation,
        stop: threading.Event,
    ) -> Iterator[str]:
        """The model's sentences; on trouble the draft is marked and the stream ends."""
        model = self._models.chat()
        if model is None:
            draft.failed = True
            return
        held = SentenceStream()
        try:
            stream: Any = model.stream(messages, stop_event=stop, conversation=conversation.id)
            with closing(stream):
                for chunk in stream:
                    if stop.is_set():
                        raise Stopped
                    yield from held.feed(chunk.text)
            if stop.is_set():
                raise Stopped
            yield from held.rest()
        except (Stopped, GeneratorExit):
            raise
        except Exception:
            # Whatever a model or its server does, the conversation goes on; details may hold text.
            self._models.counters.count(self._models.name, BROKEN)
            draft.failed = True

    def _fault(self, sentence: str, draft: _Draft, basis: Basis) -> Fault | None:
        if len(f"{draft.text} {sentence}".split()) > MAX_WORDS:
            return Fault(Rule.LENGTE)
        return next(iter(self._checker.sentence(sentence, basis)), None)

    def _note(self, draft: _Draft, fault: Fault, sentence: str) -> None:
        draft.fault, draft.broken = fault, sentence
        self._models.counters.count(self._models.name, fault.rule)

    def _finished(self, draft: _Draft, plan: Plan, conversation: Conversation) -> Spoken:
        """The guided voice's whole reply, or its question after what stands."""
        if not draft.kept:
            return self._guided.speak(plan, conversation)
        return Spoken(reflection=draft.text, question=plan.question_text, voice=VoiceName.BOTH)


def _spoken(kept: Sequence[str]) -> Spoken:
    asks = questions(kept[-1]) > 0
    return Spoken(
        reflection=" ".join(kept[:-1] if asks else kept),
        question=kept[-1] if asks else "",
        voice=VoiceName.MODEL,
    )


def closest(question: str, plan: Plan) -> Plan:
    """The plan with the candidate that the model asked, by shared words; the first when unclear."""
    asked = set(question.casefold().rstrip("?").split())
    if len(plan.candidates) < 2 or not asked:
        return plan
    shared = [len(asked & set(c.text.casefold().rstrip("?").split())) for c in plan.candidates]
    best = plan.candidates[max(range(len(shared)), key=lambda n: (shared[n], -n))]
    return plan.model_copy(
        update={
            "question_id": best.id,
            "question_text": best.text,
            "stage": best.stage,
            "dimension": best.dimension,
            "fills": best.fills,
        }
    )
