"""How fast a language model answers in Kier, as ratios in one run on one machine.

Contract: ``run(model, …)`` plays one scripted conversation three ways in this process: through
Kier's chat model, through a plain LangChain chain that puts what it found before the history (one
``Llama`` of llama-cpp-python with its own prefix reuse), and through a raw loop over llama.cpp.
The script fixes what both sides say, so that all read the same words; each answer is cut at a fixed
length. Prompts have the layout of Kier: steady system prompt, history without the passages of
earlier turns, passages after the newest message. Absolute times are the machine's; the ratios are
the measure. ``reuse`` needs no weights, only a tokenizer; it counts all twenty turns, of which the
first eleven are timed (the chain at turns 2 and 10: it reads nearly everything anew each time).
"""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np
import psutil
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage

from coach.model.catalogue import cores
from coach.model.engine import Engine
from coach.model.llama import LlamaChat, plain
from coach.model.snapshots import Tokens, common
from coach.settings import settings
from evals.casefiles import read_lines
from evals.suites.speed import machine

TURNS = 20
TIMED_TURNS = 11
_CHAIN_TURNS = (0, 1, 9)
_SYSTEM_WORDS, _PASSAGE_WORDS = 330, 230  # about 450 and 350 tokens of Dutch
_ANSWER_TOKENS = 24
_STOP_TOKENS = 3000
_SPARE_BYTES = 300 * 2**20

Count = Callable[[Sequence[BaseMessage]], Tokens]


class Script:
    """A scripted conversation in words of the library and of a dialogue file."""

    def __init__(self, cases: Path, library: Sequence[str], turns: int) -> None:
        said = [str(t) for case in read_lines(cases, ("turns",)) for t in case["turns"]]
        said = [text for text in said if 60 < len(text) < 500]
        words = [word for text in library for word in text.split()]
        self.turns = turns
        self.system = " ".join(words[:_SYSTEM_WORDS])
        self.users = [f"{said[n % len(said)]} ({n})" for n in range(turns)]
        self.answers = [_cut(words, 400 + 90 * n, 85) for n in range(turns)]
        self.passages = [_cut(words, 3000 + 400 * n, _PASSAGE_WORDS) for n in range(turns)]

    def kier(self, turn: int, mark: str = "") -> list[BaseMessage]:
        """Kier's layout at a turn (from 0): passages last, and only those of now."""
        made: list[BaseMessage] = [SystemMessage(self.system)]
        for number in range(turn):
            made += [HumanMessage(mark + self.users[number]), AIMessage(self.answers[number])]
        return [*made, HumanMessage(f"{mark}{self.users[turn]}\n\n{self.passages[turn]}")]

    def chain(self, turn: int) -> list[BaseMessage]:
        """A plain chain: system prompt with what was found, then the history."""
        made: list[BaseMessage] = [SystemMessage(f"{self.system}\n\n{self.passages[turn]}")]
        for number in range(turn):
            made += [HumanMessage(self.users[number]), AIMessage(self.answers[number])]
        return [*made, HumanMessage(self.users[turn])]


def _cut(words: Sequence[str], start: int, count: int) -> str:
    return " ".join(words[(start + n) % len(words)] for n in range(count))


def reuse(count: Count, script: Script) -> dict[str, list[float]]:
    """Tokens to read per turn for both layouts, and the share of the old prompt that is kept.

    Old is what the prompt holds apart from the new message with its passages.
    """
    kept: list[float] = []
    read: dict[str, list[float]] = {"kier": [], "chain": []}
    layouts = {"kier": script.kier, "chain": script.chain}
    before: dict[str, Tokens] = {name: np.empty(0, np.int32) for name in layouts}
    for turn in range(script.turns):
        for name, layout in layouts.items():
            now = count(layout(turn))
            shared = common(before[name], now)
            read[name].append(float(len(now) - shared))
            if name == "kier":
                fresh = len(count([layout(turn)[-1]]))
                kept.append(shared / max(1, len(now) - fresh))
            before[name] = now
    return {
        "kier_tokens": read["kier"],
        "chain_tokens": read["chain"],
        "kept_share": [round(share, 3) for share in kept],
    }


def run(model: Path, cases: Path, library: Sequence[str], threads: int = 0) -> dict[str, Any]:
    """All measures for one model file; ``threads`` 0 takes the physical cores."""
    script, threads = Script(cases, library, TURNS), threads or cores()
    process = psutil.Process()
    before = process.memory_info().rss
    watch = _Peak(process)
    chat = LlamaChat(Engine(model, 8192, threads, 1 << 30), temperature=0.0)
    engine = chat.engine

    def count(messages: Sequence[BaseMessage]) -> Tokens:
        return engine.prompt(plain(messages))

    counted = reuse(count, script)
    first: list[float] = []
    read: list[int] = []
    speeds: list[float] = []
    for turn in range(TIMED_TURNS):
        _ask(chat, script.kier(turn), "een")
        assert chat.last is not None
        first.append(chat.last.seconds_to_first)
        read.append(chat.last.read_tokens)
    peak = watch.stop() - before
    raw = []
    for _ in range(5):  # in turn, so that both meet the same load of the machine
        _ask(chat, script.kier(2), "tempo", tokens=48)
        assert chat.last is not None
        speeds.append(chat.last.tokens_per_second)
        raw.append(_raw_loop(engine, 48))
    alone, mixed = _interleaved(chat, script)
    stopping = _stop(chat, library)
    weights = engine.model.weights_bytes
    cache = engine.context.size * _cache_bytes(model)
    chat.close()
    chain_first = _chain(model, script, threads)
    kier, chain = counted["kier_tokens"], counted["chain_tokens"]
    measures = {
        "tokens_read_turn_10": round(kier[9] / chain[9], 3),
        "tokens_read_turn_20": round(kier[19] / chain[19], 3),
        "kept_share_from_turn_3": min(counted["kept_share"][2:]),
        "kept_share_from_turn_8": min(counted["kept_share"][7:]),
        "first_token_turn_10_to_2": round(median(first[8:11]) / median(first[1:4]), 3),
        "first_token_to_chain_turn_10": round(first[9] / chain_first[-1], 3),
        "generation_to_raw_loop": round(median(speeds) / median(raw), 3),
        "four_conversations_to_one": round(median(mixed) / median(alone), 3),
        "stop_seconds": round(stopping, 2),
        "peak_memory": round(peak / (weights + cache + _SPARE_BYTES), 3),
        "tokens_per_second": round(median(speeds), 1),
        "weights_gb": round(weights / 1e9, 2),
    }
    return {
        "suite": "speed",
        "model": model.name,
        "machine": {**machine(), "threads": threads, "load": psutil.getloadavg()[0]},
        "measures": measures,
        "series": {
            **counted,
            "kier_read": read,
            "kier_first": [round(value, 3) for value in first],
            "chain_first": [round(value, 3) for value in chain_first],
        },
    }


def on_cases(model: Path, cases: Path) -> dict[str, Any]:
    """All measures for a model file, with this installation's library and threads."""
    return run(model, cases, library_texts(settings().content), settings().model_threads)


def _ask(
    chat: LlamaChat,
    messages: Sequence[BaseMessage],
    conversation: str,
    tokens: int = _ANSWER_TOKENS,
    **options: Any,
) -> None:
    for _ in chat.stream(list(messages), conversation=conversation, max_tokens=tokens, **options):
        pass


def _cache_bytes(model: Path) -> int:
    from coach.model.header import read

    return read(model).cache_bytes_per_token


def _raw_loop(engine: Engine, tokens: int) -> float:
    """Tokens per second of llama.cpp itself, from where the engine stands; puts it back after."""
    from coach.model.native import Sampler

    held = len(engine._tokens)
    sampler, started = Sampler(engine.model.lib, 0.0, 1.0, 0), 0.0
    for number in range(tokens):
        token = sampler.next(engine.context)
        if number == 0:
            started = perf_counter()
        engine.context.decode([token])
    seconds = perf_counter() - started
    sampler.close()
    engine.context.cut(held)
    return (tokens - 1) / seconds


def _interleaved(chat: LlamaChat, script: Script) -> tuple[list[float], list[float]]:
    """Seconds to the first token of one conversation alone, and of four that take turns."""
    turns = range(3, 5)

    def first(mark: str, turn: int) -> float:
        _ask(chat, script.kier(turn, mark), mark, tokens=4)
        assert chat.last is not None
        return chat.last.seconds_to_first

    marks = ("a: ", "b: ", "c: ", "d: ")
    for mark in marks:
        first(mark, turns[0] - 1)
    mixed = [first(mark, turn) for turn in turns for mark in marks]
    first("e: ", turns[0] - 1)
    alone = [first("e: ", turn) for turn in turns]
    return alone, mixed


def _stop(chat: LlamaChat, library: Sequence[str]) -> float:
    """Seconds from Stop to the end of the stream while a long prompt is read."""
    words = " ".join(library).split()
    long = [HumanMessage(_cut(words, 50_000 % len(words), _STOP_TOKENS))]
    stop, at = threading.Event(), [0.0]

    def press() -> None:
        time.sleep(0.7)
        at[0] = perf_counter()
        stop.set()

    threading.Thread(target=press, daemon=True).start()
    _ask(chat, long, "stop", stop_event=stop)
    return perf_counter() - at[0]


def _chain(model: Path, script: Script, threads: int) -> list[float]:
    """Seconds to the first token of a plain chain over ``llama_cpp.Llama`` at some turns."""
    from langchain_core.prompts import ChatPromptTemplate, MessagesPlaceholder
    from langchain_core.runnables import RunnableLambda
    from llama_cpp import Llama

    llama = Llama(str(model), n_ctx=8192, n_threads=threads, n_threads_batch=threads, verbose=False)
    first: list[float] = []
    prompt = ChatPromptTemplate.from_messages([MessagesPlaceholder("all")])

    def answer(value: Any) -> Iterator[str]:
        messages = plain(value.to_messages())
        for part in llama.create_chat_completion(
            messages=messages, max_tokens=_ANSWER_TOKENS, temperature=0.0, stream=True
        ):
            yield part["choices"][0]["delta"].get("content") or ""

    chain = prompt | RunnableLambda(answer)
    for turn in _CHAIN_TURNS:
        messages = script.chain(turn)
        started, seen = perf_counter(), 0.0
        for piece in chain.stream({"all": messages}):
            if piece and not seen:
                seen = perf_counter() - started
        first.append(seen or perf_counter() - started)
    llama.close()
    return first


class _Peak:
    """Highest resident memory while it runs, in bytes."""

    def __init__(self, process: psutil.Process) -> None:
        self._process, self._done = process, threading.Event()
        self._highest = 0
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while not self._done.wait(0.1):
            self._highest = max(self._highest, self._process.memory_info().rss)

    def stop(self) -> int:
        self._done.set()
        self._thread.join()
        return self._highest


def library_texts(folder: Path) -> list[str]:
    """Dutch to fill prompts with: handbook and cases without their labels."""
    found = [path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.md"))]
    return [text.rpartition("\n---\n")[2] for text in found]


def draw(result: dict[str, Any], to: Path) -> None:
    """Tokens to read per turn of both layouts, and Kier's seconds to the first token, as PNG."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot
    from matplotlib.ticker import MaxNLocator

    series = result["series"]
    figure, (left, right) = pyplot.subplots(1, 2, figsize=(10, 3.6), layout="constrained")
    turns = range(1, len(series["chain_tokens"]) + 1)
    left.plot(turns, series["chain_tokens"], color="#b9822d", label="gewone keten")
    left.plot(turns, series["kier_tokens"], color="#2f5d57", label="Kier")
    left.set(xlabel="beurt", ylabel="woorddelen te lezen")
    left.legend(frameon=False)
    timed = range(1, len(series["kier_first"]) + 1)
    right.plot(timed, series["kier_first"], color="#2f5d57", label="Kier")
    chain = [number + 1 for number in _CHAIN_TURNS]
    right.plot(chain, series["chain_first"], "o", color="#b9822d", label="gewone keten")
    right.set(xlabel="beurt", ylabel="seconden tot het eerste woord", ylim=(0, None))
    right.legend(frameon=False)
    for side in (left, right):
        side.xaxis.set_major_locator(MaxNLocator(integer=True))
    figure.savefig(to, dpi=110)
    pyplot.close(figure)
