"""One loaded model with one working memory, shared by conversations in turn.

Contract: ``answer`` reads a prompt (only what is new in it) and yields the answer's text piece by
piece; ``read`` only reads, so that a prompt is warm. What was read of another conversation is set
aside first, within the budget of ``Snapshots``, and put back when it returns; a new conversation
starts from the longest beginning that any of them shares. ``interrupt`` may be called from any
thread, all else from one thread only. After a failure the working memory is made anew, once.
"""

import codecs
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

import numpy as np

from coach.model.errors import ModelFailed, PromptTooLong
from coach.model.native import BATCH, Context, Model, Sampler
from coach.model.snapshots import Snapshot, Snapshots, Tokens, common
from coach.model.template import ChatTemplate, Message

_EMPTY = np.empty(0, dtype=np.int32)
_LEAST_ANSWER = 32
# Setting bytes aside costs time; less than this is read again faster than it is put back.
_WORTH = 24


@dataclass(frozen=True)
class Options:
    """How an answer is made; ``seed`` makes it repeatable."""

    max_tokens: int = 320
    temperature: float = 0.7
    top_p: float = 0.9
    seed: int = 0xFFFFFFFF
    stop: tuple[str, ...] = ()


@dataclass
class Usage:
    """What one answer cost; times in seconds."""

    prompt_tokens: int = 0
    reused_tokens: int = 0
    read_tokens: int = 0
    answer_tokens: int = 0
    seconds_to_first: float = 0.0
    seconds_reading: float = 0.0
    seconds_writing: float = 0.0
    finish: str = "stop"
    started: float = field(default_factory=perf_counter, repr=False)

    @property
    def tokens_per_second(self) -> float:
        """How fast the answer was written, 0 when too short to say."""
        if self.answer_tokens < 2 or self.seconds_writing <= 0:
            return 0.0
        return (self.answer_tokens - 1) / self.seconds_writing


Stopped = Callable[[], bool]


class Engine:
    """A model file in memory, ready to answer."""

    def __init__(self, path: Path, context: int, threads: int, cache_bytes: int) -> None:
        self.model = Model(path)
        try:
            self._context_size, self._threads = context, threads
            self.context = Context(self.model, context, threads)
            self.template = ChatTemplate(
                self.model.meta("tokenizer.chat_template"),
                file=path.name,
                bos=self.model.special("bos"),
                eos=self.model.special("eos"),
                control=self.model.control_texts(),
            )
        except BaseException:
            self.close()
            raise
        self.snapshots = Snapshots(cache_bytes)
        self._tokens: Tokens = _EMPTY
        self._owner = ""

    def prompt(self, messages: Sequence[Message]) -> Tokens:
        """The tokens of a conversation, up to where the answer begins."""
        return self.model.tokens(self.template.render(messages))

    def interrupt(self, now: bool = True) -> None:
        """Ends what runs; from any thread."""
        self.context.abort(now)

    def read(self, messages: Sequence[Message], conversation: str, stopped: Stopped) -> Usage:
        """Reads a prompt without answering."""
        usage = Usage()
        self._careful(self.prompt(messages), conversation, stopped, usage, answering=False)
        return usage

    def answer(
        self,
        messages: Sequence[Message],
        conversation: str,
        options: Options,
        stopped: Stopped,
        usage: Usage,
    ) -> Iterator[str]:
        """Yields the answer's text; ``usage`` is filled on the way."""
        tokens = self.prompt(messages)
        if not self._careful(tokens, conversation, stopped, usage, answering=True):
            usage.finish = "stopped"
            return
        room = self.context.size - len(tokens) - 1
        text = _Text(options.stop)
        sampler = Sampler(self.model.lib, options.temperature, options.top_p, options.seed)
        began = 0.0
        try:
            for number in range(min(options.max_tokens, room)):
                token = sampler.next(self.context)
                now = perf_counter()
                if number == 0:
                    began, usage.seconds_to_first = now, now - usage.started
                usage.answer_tokens, usage.seconds_writing = number + 1, now - began
                if self.model.ends(token):
                    usage.finish = "stop"
                    break
                if piece := text.add(self.model.piece(token)):
                    yield piece
                if text.stopped:
                    usage.finish = "stop"
                    break
                if stopped() or not self._decode(np.array([token], dtype=np.int32)):
                    usage.finish = "stopped"
                    return
            else:
                usage.finish = "length"
            if rest := text.rest():
                yield rest
        finally:
            sampler.close()

    def forget(self, conversation: str) -> None:
        """Drops what was read of one conversation."""
        self.snapshots.drop(conversation)
        if self._owner == conversation:
            self.context.clear()
            self._tokens, self._owner = _EMPTY, ""

    def close(self) -> None:
        """Gives all memory back; may be called twice."""
        if hasattr(self, "snapshots"):
            self.snapshots.clear()
        if hasattr(self, "context"):
            self.context.close()
        self.model.close()

    def _careful(
        self, tokens: Tokens, conversation: str, stopped: Stopped, usage: Usage, answering: bool
    ) -> bool:
        """Reads; when that fails, once more in a new working memory."""
        if answering and len(tokens) > self.context.size - _LEAST_ANSWER:
            raise PromptTooLong(length=len(tokens), limit=self.context.size)
        tokens = tokens[: self.context.size - 1]
        try:
            return self._read(tokens, conversation, stopped, usage)
        except ModelFailed:
            self.context.close()
            self._tokens, self._owner = _EMPTY, ""
            self.snapshots.clear()
            self.context = Context(self.model, self._context_size, self._threads)
            return self._read(tokens, conversation, stopped, usage)

    def _read(self, tokens: Tokens, conversation: str, stopped: Stopped, usage: Usage) -> bool:
        """Reads what is new; False when stopped on the way."""
        started = perf_counter()
        reused = self._place(tokens, conversation)
        usage.prompt_tokens, usage.reused_tokens = len(tokens), reused
        try:
            for first in range(reused, len(tokens), BATCH):
                part = tokens[first : first + BATCH]
                if stopped() or not self._decode(part):
                    return False
                usage.read_tokens += len(part)
        finally:
            usage.seconds_reading = perf_counter() - started
        return True

    def _decode(self, part: Tokens) -> bool:
        try:
            done = self.context.decode(part)
        except ModelFailed:
            self._tokens = _EMPTY
            raise
        if done:
            self._tokens = np.concatenate([self._tokens, part])
        elif not self.context.cut(len(self._tokens)):
            self.context.clear()
            self._tokens = _EMPTY
        return done

    def _place(self, tokens: Tokens, conversation: str) -> int:
        """Brings the longest known beginning into the working memory; returns its length."""
        here = common(self._tokens, tokens)
        there, snapshot = self.snapshots.best(tokens)
        if self._owner != conversation:
            self._set_aside(keeping=here)
        if snapshot is not None and there > here + _WORTH:
            self.context.clear()
            if self.context.restore(snapshot.state):
                self._tokens, here = snapshot.tokens, there
            else:
                self.context.clear()
                self._tokens, here = _EMPTY, 0
        self._owner = conversation
        # The last token is always read anew: its outcome is what the answer starts from.
        here = min(here, len(tokens) - 1)
        if here == len(self._tokens):
            return here
        if here == 0 or not self.context.cut(here):
            self.context.clear()
            here = 0
        self._tokens = self._tokens[:here]
        return here

    def _set_aside(self, keeping: int) -> None:
        """Keeps what was read of the conversation that must make room."""
        if len(self._tokens) - keeping < _WORTH or not self.snapshots.fits(
            self.context.state_bytes()
        ):
            return
        self.snapshots.keep(self._owner, Snapshot(self._tokens, self.context.state()))


class _Text:
    """Bytes to text: whole characters only, and nothing of a stop text."""

    def __init__(self, stop: tuple[str, ...]) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._stop = tuple(text for text in stop if text)
        self._held = ""
        self.stopped = False

    def add(self, raw: bytes) -> str:
        self._held += self._decoder.decode(raw)
        ends = [at for text in self._stop if (at := self._held.find(text)) >= 0]
        if ends:
            self.stopped = True
            out, self._held = self._held[: min(ends)], ""
            return out
        keep = max((_overlap(self._held, text) for text in self._stop), default=0)
        out = self._held[: len(self._held) - keep]
        self._held = self._held[len(self._held) - keep :]
        return out

    def rest(self) -> str:
        out = "" if self.stopped else self._held + self._decoder.decode(b"", final=True)
        self._held = ""
        return out


def _overlap(text: str, stop: str) -> int:
    """How much of the end of ``text`` may be the beginning of ``stop``."""
    for length in range(min(len(text), len(stop) - 1), 0, -1):
        if text.endswith(stop[:length]):
            return length
    return 0
