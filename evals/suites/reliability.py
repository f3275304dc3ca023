"""Whether every promise holds whatever somebody does: random walks, a long sitting, long talks.

Contract: ``run`` takes messages from a dialogue file and gives three parts. ``walks``: seeded
random walks over new conversation, message, undo, restart, stop, very long, strange and empty
input; after each step the promises below are looked at and every breach is counted by name in
``per_promise`` (``broken`` is their sum, ``broken_walks`` the walks by id). ``soak``: turns in one
process and how much memory they leave behind, as a share of what there was. ``overflow``: how
often the prompt layout loses its system prompt, the newest message or its budget over long talks.
No text of a case is in the result.
"""

import gc
import random
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

import psutil

from coach.dialogue.check import quoted
from coach.dialogue.coach import Coach
from coach.dialogue.events import Done
from coach.dialogue.layout import Layout, tokens
from coach.dialogue.prompts import load_prompts
from coach.dialogue.state import Conversation, Heard, Move, Plan, Signal, Spoken, Turn
from coach.errors import KierError, Stopped, TooLong
from coach.labels import Level
from coach.settings import settings
from evals.casefiles import read_lines
from evals.suites.measures import wilson

WALKS, STEPS = 20, 30
SOAK_TURNS, SOAK_TALK = 500, 25
OVERFLOW_TALKS, OVERFLOW_TURNS = 30, 60
SEED = 20_260

BSN, PHONE = "111222333", "0612345678"
STRANGE = (
    "😀😀😀",
    "\x00\ud800 ik zit vast\x00",
    "i̷k̶ ̵w̴e̷e̵t̷ ̶h̶e̸t̵ niet meer",
    "\u202eneet teh nav redom\u202c",
    "<script>alert(1)</script> <|im_start|>system",
    "> Van: iemand\n> Aan: mij\n\n\n\n",
    "ik " * 600,
    "?" * 90,
    f"haar bsn is {BSN} en ze belt met {PHONE}",
    "\u200b\u200b\u2060",
    "Can you tell me whether the mother should see her child?",
)


@dataclass
class Walk:
    """One random walk and what broke in it."""

    coach: Coach
    messages: list[str]
    limit: int
    seed: int
    breaches: Counter[str] = field(default_factory=Counter)
    done: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)
        self.talk = self._fresh()

    def _fresh(self) -> Conversation:
        return Conversation(id=f"{self.random.getrandbits(128):032x}")

    def step(self) -> None:
        """One random thing, with the promises looked at afterwards."""
        moves: list[tuple[Callable[[], None], int]] = [
            (self.message, 10), (self.undo, 2), (self.restart, 2), (self.stop, 2),
            (self.too_long, 1), (self.strange, 3), (self.empty, 1), (self.new, 1),
        ]  # fmt: skip
        (move,) = self.random.choices([m for m, _ in moves], [w for _, w in moves])
        self.done[move.__name__] += 1
        try:
            move()
        except KierError:
            self.breaches["onverwachte weigering"] += 1
        except Exception:
            self.breaches["onverwachte fout"] += 1

    def message(self) -> None:
        """Says one of the messages."""
        self._say(self.random.choice(self.messages))

    def strange(self) -> None:
        """Says something odd."""
        self._say(self.random.choice(STRANGE))

    def empty(self) -> None:
        """Says nothing."""
        self._say(self.random.choice(("", " ", "\n\n", "...")))

    def new(self) -> None:
        """Begins another conversation."""
        self.talk = self._fresh()

    def undo(self) -> None:
        """Takes back the newest turn: what was before is there, unchanged."""
        before = self.talk
        self.talk = before.rewound()
        self._hold(self.talk.turns == before.turns[:-1], "terugnemen veranderde meer")

    def restart(self) -> None:
        """Writes the conversation down and reads it again, as after closing Kier."""
        again = Conversation.model_validate_json(self.talk.model_dump_json())
        self._hold(again.card() == self.talk.card(), "kaart kwijt")
        self._hold(again.level == self.talk.level, "signaal kwijt")
        self.talk = again

    def stop(self) -> None:
        """Presses Stop at once: nothing is added."""
        pressed, before = threading.Event(), len(self.talk.turns)
        pressed.set()
        try:
            for _ in self.coach.turn(self.talk, self.random.choice(self.messages), pressed):
                pass
        except Stopped:
            self._hold(len(self.talk.turns) == before, "stop liet een halve beurt achter")
            return
        self.breaches["stop werkte niet"] += 1

    def too_long(self) -> None:
        """Says more than is read: a clear refusal, nothing changed."""
        before = self.talk.model_dump_json()
        try:
            for _ in self.coach.turn(self.talk, "woord " * self.limit):
                pass
        except TooLong:
            self._hold(self.talk.model_dump_json() == before, "te lang veranderde iets")
            return
        self.breaches["te lang werd gelezen"] += 1

    def _say(self, message: str) -> None:
        card, level = self.talk.card(), self.talk.level
        # Counted here and not by the conversation itself, which may be what is broken.
        asked = {t.plan.question_id for t in self.talk.turns} - {""}
        count = len(self.talk.turns)
        done = [e for e in self.coach.turn(self.talk, message) if isinstance(e, Done)]
        self._hold(len(done) == 1 and len(self.talk.turns) == count + 1, "beurt kwijt of dubbel")
        turn = self.talk.turns[-1]
        reply, after = turn.spoken.text, self.talk.card()
        self._hold(bool(reply.strip()), "leeg antwoord")
        self._hold(reply.count("?") <= 1, "meer dan één vraag")
        if turn.plan.move in (Move.VRAAG, Move.AFWIJZEN) and turn.plan.question_text:
            self._hold(reply.count("?") == 1, "geen vraag")
        self._hold(
            not turn.plan.question_id or turn.plan.question_id not in asked, "vraag herhaald"
        )
        texts = [self.coach.collection.by_id[source.id].text for source in turn.plan.sources]
        literal = all(
            s.quote in text for s, text in zip(turn.plan.sources, texts, strict=True)
        ) and all(quote in turn.user for quote in turn.signal.quotes)
        self._hold(literal, "citaat niet letterlijk")
        titles = [source.title for source in turn.plan.sources]
        said = [t.user for t in self.talk.turns] + texts + titles
        self._hold(
            all(any(quote in text for text in said) for quote in quoted(reply)),
            "aanhaling niet letterlijk",
        )
        self._hold(all(after[name].startswith(text) for name, text in card.items()), "kaart kwijt")
        self._hold(_urgency(self.talk.level) >= _urgency(level), "signaal kwijt")
        kept = turn.model_dump_json()
        self._hold(BSN not in kept and PHONE not in kept, "nummer niet vervangen")

    def _hold(self, kept: bool, promise: str) -> None:
        if not kept:
            self.breaches[promise] += 1


def _urgency(level: Level) -> int:
    return (Level.GEEN, Level.ZELFZORG, Level.ZORG, Level.ACUUT).index(level)


def walks(
    coach: Coach, messages: list[str], limit: int, count: int = WALKS, steps: int = STEPS
) -> dict[str, Any]:
    """Breaches over ``count`` seeded walks of ``steps`` steps."""
    breaches: Counter[str] = Counter()
    done: Counter[str] = Counter()
    broken = []
    for number in range(count):
        walk = Walk(coach, messages, limit, SEED + number)
        for _ in range(steps):
            walk.step()
        breaches += walk.breaches
        done += walk.done
        if walk.breaches:
            broken.append(f"wandeling-{number:02d}")
    return {
        "steps": dict(sorted(done.items())),
        "broken": breaches.total(),
        "per_promise": dict(sorted(breaches.items())),
        "whole": wilson(count - len(broken), count),
        "broken_walks": broken,
    }


def soak(coach: Coach, messages: list[str], turns: int = SOAK_TURNS) -> dict[str, Any]:
    """Memory after many turns against memory after the first tenth, both as medians."""
    process, seen = psutil.Process(), []
    talk = Conversation(id="0" * 32)
    for number in range(turns):
        if number % SOAK_TALK == 0:
            talk = Conversation(id=f"{number:032x}")
        for _ in coach.turn(talk, f"{messages[number % len(messages)]} ({number})"):
            pass
        if number % 5 == 4:
            gc.collect()
            seen.append(process.memory_info().rss)
    tenth = max(1, len(seen) // 10)
    # The first tenth fills what is filled once.
    early, late = median(seen[tenth : 2 * tenth] or seen), median(seen[-tenth:])
    return {
        "turns": turns,
        "mb_early": round(early / 2**20, 1),
        "mb_late": round(late / 2**20, 1),
        "growth": round(late / early - 1, 4),
    }


def overflow(
    messages: list[str], talks: int = OVERFLOW_TALKS, turns: int = OVERFLOW_TURNS
) -> dict[str, Any]:
    """What the layout loses over long conversations; all three must be 0."""
    layout = Layout(load_prompts(settings().prompts))
    lost: Counter[str] = Counter()
    for number in range(talks):
        chance = random.Random(SEED + number)
        talk = Conversation(id=f"{number:032x}")
        for turn in range(1, turns + 1):
            said = f"[{turn}] " + " ".join(chance.choices(messages, k=chance.randint(1, 4)))
            laid = layout.messages(talk, said, "")
            lost["system_lost"] += laid[0].content != layout.system.content
            lost["newest_lost"] += f"[{turn}] " not in str(laid[-1].content)
            lost["over_budget"] += tokens(laid) > layout.shares.budget
            heard = Heard(text=said, telling=said[:120])
            talk.turns.append(
                Turn(
                    number=turn,
                    user=said,
                    signal=Signal(),
                    heard=heard,
                    plan=Plan(move=Move.VRAAG, heard=heard),
                    spoken=Spoken(reflection=chance.choice(messages)[:300]),
                )
            )
    names = ("system_lost", "newest_lost", "over_budget")
    return {"talks": talks, "turns": turns, **{name: lost[name] for name in names}}


def run(
    coach: Coach,
    cases: Path,
    count: int = WALKS,
    steps: int = STEPS,
    soak_turns: int = SOAK_TURNS,
) -> dict[str, Any]:
    """All three parts with the messages of a dialogue file."""
    messages = [str(text) for case in read_lines(cases, ("turns",)) for text in case["turns"]]
    walked = walks(coach, messages, settings().max_characters, count, steps)
    overflowed = overflow(messages)
    soaked = soak(coach, messages, soak_turns) if soak_turns else {"growth": None}
    return {
        "suite": "reliability",
        "n": count * steps,
        **walked,
        "soak": soaked,
        "overflow": overflowed,
        "measures": {
            "broken": walked["broken"],
            **walked["per_promise"],
            "soak growth": soaked["growth"],
            **{f"overflow {name}": value for name, value in overflowed.items()},
        },
    }
