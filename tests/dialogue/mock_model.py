"""A chat model that says what it was told to say, and a service that holds it."""

import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import Field


class MockModel(BaseChatModel):
    """Streams its answers in turn, a few letters at a time; keeps what it was asked.

    An answer that is an exception is raised after half of ``half`` was said. ``pace`` waits
    between pieces, on the stop event, so that a stop is noticed at once.
    """

    answers: list[Any] = Field(default_factory=list)
    half: str = ""
    pace: float = 0.0
    asked: list[list[BaseMessage]] = Field(default_factory=list)
    said: int = 0

    @property
    def _llm_type(self) -> str:
        return "mock"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        text = "".join(str(c.message.content) for c in self._stream(messages, stop, **kwargs))
        return ChatResult(generations=[ChatGeneration(message=AIMessage(text))])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        *,
        stop_event: threading.Event | None = None,
        conversation: str = "",
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        self.asked.append(list(messages))
        answer = self.answers.pop(0) if self.answers else ""
        text = self.half if isinstance(answer, Exception) else str(answer)
        for start in range(0, len(text), 7):
            if stop_event is not None and stop_event.wait(self.pace):
                return
            self.said += 1
            yield ChatGenerationChunk(message=AIMessageChunk(text[start : start + 7]))
        if isinstance(answer, Exception):
            raise answer


class MockService:
    """A model service with one model that may be taken away."""

    name = "proefmodel"

    def __init__(self, model: BaseChatModel | None) -> None:
        self.model = model
        self.counted: Counter[tuple[str, str]] = Counter()
        self.warmed: list[list[BaseMessage]] = []

    @property
    def counters(self) -> "MockService":
        return self

    def count(self, model_name: str, rule: str) -> None:
        self.counted[model_name, str(rule)] += 1

    def chat(self) -> BaseChatModel | None:
        return self.model

    def warm(self, messages: Sequence[BaseMessage]) -> None:
        self.warmed.append(list(messages))
