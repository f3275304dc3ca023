"""Who takes leave is let go; who tells of somebody else's leave is not."""

import pytest

from coach.dialogue.leave import Leave
from coach.dialogue.state import Call
from coach.knowledge.content import load_lexicon
from coach.settings import settings

LEAVE = Leave.read(load_lexicon("closing", settings().content))
DONE = [Call(hook="klaar", sure=0.2)]
SURELY = [Call(hook="klaar", sure=0.7)]


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("dank je, tot zover", ""),
        ("Ik bel haar morgen. Ik ga naar bed.", "Ik bel haar morgen."),
        ("Niks, eigenlijk. Ik leg het neer. Bedankt hoor", "Ik leg het neer."),
    ],
)
def test_takes_leave(text: str, before: str) -> None:
    left = LEAVE.of(text, DONE)
    assert left is not None
    assert left.before == before


@pytest.mark.parametrize(
    "text",
    [
        "Zal ik haar bellen voordat ik ga slapen? Dank je",
        'Hij kwam binnen. "Ik ga naar bed", zei hij tegen niemand.',
        "Ik bel haar morgen voor ik naar kantoor rijd.",
        "",
    ],
)
def test_goes_on(text: str) -> None:
    assert LEAVE.of(text, DONE) is None


def test_a_phrase_in_a_longer_message_counts_only_when_it_was_heard_so() -> None:
    told = "Ik lag al in bed toen zij belde. Ze zei dat het genoeg zo was, en hing op."
    assert LEAVE.of(told) is None
    assert LEAVE.of("Zo doe ik het. Nu eerst de aardappels.", SURELY) is not None
