"""Conversations with and without the encoder's say in the next question, laid side by side.

Contract: ``run`` plays the messages of a dialogue file twice, once as Kier is and once with a
question bank that leaves out closeness of meaning (theme, dimension, card and feeling still
count), and writes one Markdown file in which the two stand as A and B, shuffled per conversation
by its id, and ``key.json`` that says which was which. Who judges reads the first and not the
second. Nothing else differs: hearing, sources and the questions that take up words are the same.

    python -m evals.beside --cases evals/cases/dialogue-ten-more.jsonl --out DIR
"""

import argparse
import json
from hashlib import sha256
from pathlib import Path

from coach.dialogue.assembly import assemble
from coach.dialogue.bank import Weights
from coach.dialogue.coach import Coach
from coach.dialogue.state import Conversation
from coach.settings import settings
from evals.casefiles import read_lines
from evals.talk import talk

WITH, WITHOUT = "with", "without"


def _swapped(case_id: str) -> bool:
    return sha256(f"beside:{case_id}".encode()).digest()[0] % 2 == 1


def _told(name: str, conversation: Conversation) -> list[str]:
    lines = [f"### {name}", ""]
    for turn in conversation.turns:
        lines += [f"**{turn.number}.** {turn.user}", "", f"> {turn.spoken.text}", ""]
    return lines


def laid_beside(plain: Coach, other: Coach, cases: Path) -> tuple[str, dict[str, dict[str, str]]]:
    """The conversations in Markdown, and per conversation which of A and B is which."""
    lines: list[str] = []
    key: dict[str, dict[str, str]] = {}
    for case in read_lines(cases, ("id", "turns")):
        name = str(case["id"])
        pair = [(WITH, plain), (WITHOUT, other)]
        if _swapped(name):
            pair.reverse()
        key[name] = {letter: side for letter, (side, _) in zip("AB", pair, strict=True)}
        lines += [f"## {name}", ""]
        for letter, (_, coach) in zip("AB", pair, strict=True):
            lines += _told(letter, talk(coach, name, case["turns"]))
    return "\n".join(lines), key


def run(cases: Path, out: Path) -> None:
    """Writes ``beside.md`` and ``key.json`` into ``out``."""
    text, key = laid_beside(
        assemble(settings()), assemble(settings(), weights=Weights(meaning=0.0)), cases
    )
    out.mkdir(parents=True, exist_ok=True)
    (out / "beside.md").write_text(text, encoding="utf-8")
    (out / "key.json").write_text(json.dumps(key, indent=2), encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    run(given.cases, given.out)
