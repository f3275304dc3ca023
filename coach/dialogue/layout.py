"""The order of a prompt: what stays the same first, what belongs to this turn last.

Contract: ``Layout.messages`` gives system prompt, history and newest message; what is only for
this turn (``tail``) stands after the newest message and is gone from the next prompt, so that a
model that keeps what it read reads only what is new. When the history outgrows the budget, the
oldest turns make place once, up to a planned boundary, for a short list of the user's literal
words; until the next such moment the beginning does not change. The same turns always give the
same prompt: nothing is remembered here. ``estimate`` of the whole stays within ``budget`` for
every conversation. Knows nothing about what a prompt says.
"""

from dataclasses import dataclass

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage

from coach.dialogue.prompt_text import clipped, estimate, harmless
from coach.dialogue.prompts import PromptName, Prompts
from coach.dialogue.state import Conversation, Turn

# What a chat template puts around one message, in tokens.
OVERHEAD = 8
#: After making place the history takes this share of its room, so that it may grow again.
LEFT_AFTER = 0.4
QUOTE_TOKENS = 40


@dataclass(frozen=True)
class Shares:
    """How the budget is divided: upper limits in estimated tokens, for a context of 8192."""

    budget: int = 5600
    message: int = 900
    tail: int = 750
    recap: int = 350


class Layout:
    """Lays out prompts for one system prompt and one budget."""

    def __init__(self, prompts: Prompts, shares: Shares | None = None) -> None:
        self.shares = shares or Shares()
        self._words = prompts.words
        self.system = SystemMessage(prompts.fill(PromptName.SYSTEEM))
        fixed = estimate(str(self.system.content)) + OVERHEAD
        self._room = (
            self.shares.budget
            - fixed
            - (self.shares.message + self.shares.tail + OVERHEAD)
            - self.shares.recap
        )
        if self._room < self.shares.message:
            raise ValueError(f"budget {self.shares.budget} leaves no room for a history")

    def messages(self, conversation: Conversation, newest: str, tail: str) -> list[BaseMessage]:
        """The prompt for the reply to ``newest``, which is not in ``conversation`` yet."""
        turns = conversation.turns
        start = self._boundary(turns)
        laid: list[BaseMessage] = [self.system]
        recap = self._recap(turns[:start])
        for turn in turns[start:]:
            laid.append(HumanMessage(_joined(recap, self._said(turn.user))))
            laid.append(AIMessage(harmless(turn.spoken.text)))
            recap = ""
        tail = clipped(tail, self.shares.tail)
        laid.append(HumanMessage(_joined(recap, self._said(newest), tail)))
        return laid

    def _said(self, text: str) -> str:
        return clipped(harmless(text), self.shares.message)

    def _cost(self, turn: Turn) -> int:
        spoken = harmless(turn.spoken.text)
        return estimate(self._said(turn.user)) + estimate(spoken) + 2 * OVERHEAD

    def _boundary(self, turns: list[Turn]) -> int:
        """How many of the oldest turns have made place, found by walking through the talk."""
        start, used = 0, 0
        costs = [self._cost(turn) for turn in turns]
        for number, cost in enumerate(costs, start=1):
            used += cost
            if used <= self._room:
                continue
            while start < number and used > self._room * LEFT_AFTER:
                used -= costs[start]
                start += 1
        return start

    def _recap(self, gone: list[Turn]) -> str:
        """The user's own telling words of turns that made place: the first, then the newest."""
        quotes = []
        for turn in gone:
            quote = clipped(harmless(turn.heard.telling), QUOTE_TOKENS)
            if quote:
                quotes.append(f"‘{quote}’")
        if not quotes:
            return ""
        frame = estimate(self._words.eerder + self._words.eerder_einde) + OVERHEAD
        room = self.shares.recap - frame - estimate(quotes[0])
        kept: list[str] = []
        for quote in reversed(quotes[1:]):
            room -= estimate(quote) + 1
            if room < 0:
                break
            kept.append(quote)
        listed = " ".join([quotes[0], *reversed(kept)])
        return f"{self._words.eerder} {listed}{self._words.eerder_einde}"


def tokens(messages: list[BaseMessage]) -> int:
    """The estimated length of a whole prompt."""
    return sum(estimate(str(message.content)) + OVERHEAD for message in messages)


def _joined(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)
