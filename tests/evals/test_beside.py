"""Who judges two conversations cannot tell from the page which is which; the key can."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from coach.dialogue.coach import Coach
from coach.dialogue.state import Conversation, Heard, Move, Plan, Signal, Spoken, Turn
from evals.beside import laid_beside


class Says:
    """A coach of one sentence."""

    def __init__(self, words: str) -> None:
        self._words = words

    def turn(self, conversation: Conversation, message: str) -> Iterator[None]:
        heard = Heard(text=message)
        conversation.turns.append(
            Turn(
                number=len(conversation.turns) + 1, user=message, signal=Signal(), heard=heard,
                plan=Plan(move=Move.VRAAG, heard=heard), spoken=Spoken(reflection=self._words),
            )
        )  # fmt: skip
        yield None


def coach(words: str) -> Coach:
    return cast(Any, Says(words))


def test_both_stand_there_and_the_key_tells_which(tmp_path: Path) -> None:
    cases = tmp_path / "cases.jsonl"
    cases.write_text(
        "".join(json.dumps({"id": f"g{n}", "turns": ["Dag."]}) + "\n" for n in range(12)),
        encoding="utf-8",
    )
    text, key = laid_beside(coach("Zoals Kier is."), coach("Zonder betekenis."), cases)
    first = {sides["A"] for sides in key.values()}
    assert first == {"with", "without"}  # no side always comes first
    for part in text.split("## g")[1:]:
        name = "g" + part.split("\n")[0]
        said = part.split("> ")[1].split("\n")[0]
        assert said == {"with": "Zoals Kier is.", "without": "Zonder betekenis."}[key[name]["A"]]
