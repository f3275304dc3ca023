"""Makes text safe to put into a prompt, and estimates its length.

Contract: ``harmless`` takes out what a chat template could read as its own marks, and invisible
characters; ``clipped`` keeps head and tail of a text within a number of tokens; ``around`` keeps
the sentences around a quote; ``estimate`` is
an upper guess of tokens without a tokenizer (Dutch runs at 3 to 4 characters a token). Pure.
"""

import re
from math import ceil

from coach.knowledge.marks import ROLE, ROLE_WORDS, TEMPLATE
from coach.knowledge.quotes import sentences

_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\U000e0000-\U000e007f]"
)
_CUT = " […] "


def harmless(text: str) -> str:
    """The text without template marks, role labels at a line's start and invisible characters."""
    text = _INVISIBLE.sub("", text)
    while True:
        # Taking one mark out may join the halves of another, or bring a label to a line's start.
        stripped = ROLE_WORDS.sub("", ROLE.sub("", TEMPLATE.sub("", text))).strip()
        if stripped == text:
            return text
        text = stripped


def estimate(text: str) -> int:
    """Tokens of ``text``, rather too many than too few."""
    return ceil(len(text) / 3)


def clipped(text: str, tokens: int) -> str:
    """Head and tail of a text that is too long; people put what matters at either end."""
    if estimate(text) <= tokens:
        return text
    room = max(tokens * 3 - len(_CUT), 2)
    head = room * 2 // 3
    return text[:head] + _CUT + text[len(text) - (room - head) :]


def around(text: str, quote: str, tokens: int) -> str:
    """The sentences of ``text`` around ``quote`` that fit; without it head and tail."""
    pieces = sentences(text)
    place = next((n for n, piece in enumerate(pieces) if quote and quote in piece), None)
    if estimate(text) <= tokens or place is None:
        return clipped(text, tokens)
    first = last = place
    while True:
        # What follows a sentence explains it more often than what went before.
        if last + 1 < len(pieces) and _fits(pieces[first : last + 2], tokens):
            last += 1
        elif first > 0 and _fits(pieces[first - 1 : last + 1], tokens):
            first -= 1
        else:
            return clipped(" ".join(pieces[first : last + 1]), tokens)


def _fits(pieces: list[str], tokens: int) -> bool:
    return estimate(" ".join(pieces)) <= tokens
