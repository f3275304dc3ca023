"""A GGUF model in this process as a LangChain chat model.

Contract: ``LlamaChat(engine)`` streams through LangChain's ``.stream(messages, stop_event=…,
conversation=…)``. ``stop_event`` (``threading.Event``) ends the answer at once, also while a
prompt is read; ``conversation`` is an opaque id under which what was read is kept for the next
turn; ``max_tokens``, ``temperature`` and ``seed`` may be given too. The last chunk's
``response_metadata`` holds what the answer cost. Several threads may call it; one thread answers.
"""

import threading
from collections.abc import Iterator, Sequence
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import PrivateAttr

from coach.model.engine import Engine, Options, Usage
from coach.model.template import Message
from coach.model.worker import Stopped, Worker

_ROLES = {"system": "system", "human": "user", "ai": "assistant"}


def plain(messages: Sequence[BaseMessage]) -> list[Message]:
    """LangChain's messages as role and text; parts that are no text are left out."""
    return [{"role": _ROLES.get(m.type, "user"), "content": str(m.text)} for m in messages]


class LlamaChat(BaseChatModel):
    """The chat model over one engine; ``close`` frees it."""

    name: str | None = "llama"
    max_tokens: int = 320
    temperature: float = 0.7

    _engine: Engine = PrivateAttr()
    _worker: Worker = PrivateAttr()
    _last: Usage | None = PrivateAttr(default=None)

    def __init__(self, engine: Engine, **fields: Any) -> None:
        super().__init__(**fields)
        self._engine = engine
        self._worker = Worker(engine.interrupt)

    @property
    def _llm_type(self) -> str:
        return "kier-llama"

    @property
    def last(self) -> Usage | None:
        """What the newest finished answer cost."""
        return self._last

    @property
    def engine(self) -> Engine:
        """The engine, for measuring; only the worker may run it."""
        return self._engine

    def warm(self, messages: Sequence[BaseMessage]) -> None:
        """Reads a beginning when nobody waits; returns at once."""
        ready = plain(messages)

        def work(stopped: Stopped) -> Iterator[str]:
            self._engine.read(ready, "", stopped)
            yield from ()

        self._worker.idle(work)

    def forget(self, conversation: str) -> None:
        """Drops what was read of a conversation, when nobody waits."""

        def work(_: Stopped) -> Iterator[str]:
            self._engine.forget(conversation)
            yield from ()

        self._worker.idle(work)

    def tokens(self, messages: Sequence[BaseMessage]) -> int:
        """How long a prompt is."""
        return len(self._engine.prompt(plain(messages)))

    def close(self) -> None:
        """Ends everything and gives the memory back."""
        self._worker.close(self._engine.close)

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        conversation = str(kwargs.get("conversation", ""))
        options = Options(
            max_tokens=int(kwargs.get("max_tokens", self.max_tokens)),
            temperature=float(kwargs.get("temperature", self.temperature)),
            seed=int(kwargs.get("seed", Options.seed)),
            stop=tuple(stop or ()),
        )
        stop_event: threading.Event | None = kwargs.get("stop_event")
        usage, ready = Usage(), plain(messages)

        def work(stopped: Stopped) -> Iterator[str]:
            return self._engine.answer(ready, conversation, options, stopped, usage)

        for piece in self._worker.stream(work, conversation, stop_event):
            yield _chunk(piece)
        if stop_event is not None and stop_event.is_set():
            usage.finish = "stopped"
        self._last = usage
        yield _chunk("", finish_reason=usage.finish, **cost(usage))

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        text, info = "", dict[str, Any]()
        for chunk in self._stream(messages, stop, run_manager, **kwargs):
            text += str(chunk.message.content)
            info |= chunk.generation_info or {}
        message = AIMessage(content=text, response_metadata=info)
        return ChatResult(generations=[ChatGeneration(message=message)])


def cost(usage: Usage) -> dict[str, Any]:
    """An answer's cost for ``response_metadata``."""
    return {
        "prompt_tokens": usage.prompt_tokens,
        "reused_tokens": usage.reused_tokens,
        "read_tokens": usage.read_tokens,
        "answer_tokens": usage.answer_tokens,
        "seconds_to_first": usage.seconds_to_first,
        "tokens_per_second": usage.tokens_per_second,
    }


def _chunk(text: str, **info: Any) -> ChatGenerationChunk:
    return ChatGenerationChunk(message=AIMessageChunk(content=text), generation_info=info or None)
