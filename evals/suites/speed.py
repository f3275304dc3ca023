"""How fast a guided turn is, and whether it grows with the conversation.

Contract: ``run`` plays a conversation of fifty turns several times and gives medians and the 95th
percentile in milliseconds, the growth from the second to the fiftieth turn as a ratio in one run,
and the machine's figures. Absolute times are the machine's; the ratio is the measure.
"""

import os
import platform
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import psutil

from coach.dialogue.coach import Coach
from coach.dialogue.state import Conversation
from evals.casefiles import read_lines

TURNS = 50
REPEATS = 5
WINDOW = 5


def machine() -> dict[str, Any]:
    """What the figures were measured on."""
    return {
        "processor": platform.processor() or platform.machine(),
        "cores": os.cpu_count(),
        "memory_gb": round(psutil.virtual_memory().total / 2**30, 1),
        "python": platform.python_version(),
    }


def run(coach: Coach, cases: Path, repeats: int = REPEATS) -> dict[str, Any]:
    """Times fifty turns over and over with the messages of a dialogue file."""
    messages = [str(text) for case in read_lines(cases, ("turns",)) for text in case["turns"]]
    messages = [text for text in messages if 20 < len(text) < 600]
    timed: list[list[float]] = []
    for repeat in range(repeats + 1):
        conversation = Conversation(id=f"{repeat:032x}")
        row: list[float] = []
        for number in range(TURNS):
            # The same messages early and late, so that only the conversation's length differs; a
            # number makes each new, so that no vector is remembered from an earlier turn.
            message = f"{messages[number % WINDOW]} ({repeat * TURNS + number})"
            started = perf_counter()
            for _ in coach.turn(conversation, message):
                pass
            row.append((perf_counter() - started) * 1000)
        timed.append(row)
    timed = timed[1:]
    per_turn = [median(row[number] for row in timed) for number in range(TURNS)]
    flat = sorted(value for row in timed for value in row)
    early = median(per_turn[1 : 1 + WINDOW])
    late = median(per_turn[TURNS - WINDOW :])
    return {
        "suite": "speed",
        "machine": machine(),
        "turns": TURNS,
        "repeats": repeats,
        "ms_median": round(median(flat), 1),
        "ms_p95": round(flat[int(0.95 * len(flat))], 1),
        "growth_turn_2_to_50": round(late / early, 3),
        "ms_per_turn": [round(value, 1) for value in per_turn],
    }
