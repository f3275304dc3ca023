"""Kier with a model that is scripted by what the user writes; only for tests in a browser.

The newest message decides: with ‘gelijk’ in it the model gives a verdict, with ‘half’ its second
sentence is one, with ‘lang’ it writes slowly and without end; otherwise it gives back the literal
words it was offered and asks the first question of the plan.
"""

import re
from collections.abc import Iterator
from typing import Any

from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGenerationChunk

from coach.settings import settings
from coach.ui.serve import serve
from tests.dialogue.mock_model import MockModel, MockService

PACE = 0.03


class Scripted(MockModel):
    """Answers by the newest message."""

    def _stream(
        self, messages: list[BaseMessage], stop: list[str] | None = None, *args: Any, **kwargs: Any
    ) -> Iterator[ChatGenerationChunk]:
        stopping = kwargs["stop_event"]
        for piece in re.findall(r"\S+\s*", self._answer(messages)):
            if stopping.wait(PACE):
                return
            yield ChatGenerationChunk(message=AIMessageChunk(piece))

    @staticmethod
    def _answer(messages: list[BaseMessage]) -> str:
        laid = [str(m.content) for m in messages if m.type == "human" and "vragen:" in m.content]
        user, _, tail = laid[-1].partition("\n\n[fase:")
        words = re.search(r"woorden: (‘.*’)", tail)
        question = re.findall(r"^- (.*\?)$", tail, re.MULTILINE)[0]
        own = f"Je zegt het zo: {words.group(1)}." if words else "Ik lees wat je schrijft."
        if "gelijk" in user:
            return "Moeder heeft gelijk en de pleegouders niet."
        if "half" in user:
            return f"{own} De moeder heeft gelijk."
        if "lang" in user:
            return f"{own} " * 400
        return f"{own} {question}"


if __name__ == "__main__":
    serve(settings(), MockService(Scripted()))
