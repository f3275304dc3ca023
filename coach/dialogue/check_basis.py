"""What a reply may lean on, and what is found wrong with it.

Contract: plain frozen records. ``Basis.user`` is everything the user said, newest last;
``passages`` are whole texts that were brought in; ``titles`` and ``candidates`` (questions the
plan offers) may be repeated too. Knows no rule.
"""

import re
from dataclasses import dataclass, field

from coach.labels import Feeling, Rule

QUOTE = re.compile(
    r"‘([^’]*(?:’(?=\w)[^’]*)*)’|“([^”]*)”|\"([^\"\n]*)\"|(?<!\w)'([^'\n]{2,200})'(?!\w)"
)


@dataclass(frozen=True)
class Fault:
    """One failed check: the rule, and the words it was found at."""

    rule: Rule
    found: str = ""


@dataclass(frozen=True)
class Basis:
    """The texts and feelings that a reply may lean on; ``asks`` when a question is due."""

    user: tuple[str, ...]
    passages: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    feelings: frozenset[Feeling] = field(default_factory=frozenset)
    asks: bool = False

    @property
    def sayings(self) -> tuple[str, ...]:
        """All that may be quoted literally."""
        return (*self.user, *self.passages, *self.titles, *self.candidates)


def quotes(text: str) -> list[str]:
    """What stands between quote marks of any kind."""
    return [next(part for part in found if part) for found in QUOTE.findall(text) if any(found)]


def unquoted(text: str) -> str:
    """The text without its quotes."""
    return QUOTE.sub(" ", text)
