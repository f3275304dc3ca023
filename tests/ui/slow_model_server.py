"""Kier with llama.cpp behind it that takes its time for one message; only for tests in a browser.

Each piece of an answer to a message with ``SLOWLY`` in it is followed by a pause, and the file
``WRITES`` in the data folder says that it has begun: so a test can press Stop in the middle of an
answer on any machine. The model itself is the real one.
"""

from collections.abc import Iterator
from typing import Any

from langchain_core.messages import BaseMessage
from langchain_core.outputs import ChatGenerationChunk

from coach.model.llama import LlamaChat
from coach.settings import settings
from coach.ui.serve import serve

SLOWLY = "heel langzaam"
WRITES = "schrijft"
#: Longer than any page takes to pass Stop on; Stop ends it.
PAUSE_SECONDS = 100.0

_stream = LlamaChat._stream


def _paced(
    self: LlamaChat, messages: list[BaseMessage], *args: Any, **kwargs: Any
) -> Iterator[ChatGenerationChunk]:
    newest = [str(message.content) for message in messages if message.type == "human"][-1]
    for chunk in _stream(self, messages, *args, **kwargs):
        yield chunk
        if SLOWLY in newest:
            (settings().data_folder / WRITES).touch()
            kwargs["stop_event"].wait(PAUSE_SECONDS)


if __name__ == "__main__":
    LlamaChat._stream = _paced  # type: ignore[method-assign]
    serve(settings())
