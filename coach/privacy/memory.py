"""Who got which role in this conversation, and the text that comes out.

Contract: ``Pseudonyms`` belongs to one conversation. ``propose`` shows what would be replaced and
changes nothing; ``accept`` remembers the roles of a proposal, so that the same name keeps its role.
``keep`` undoes a replacement for this conversation, ``replace_again`` takes that back; a BSN cannot
be kept. Everything outside the replaced parts stays literally as it was, and ``Proposal.original``
gives the typed text back.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from string import ascii_uppercase

from coach.labels import Identifier
from coach.privacy.roles import Roles
from coach.privacy.spans import Span
from coach.privacy.strict import StrictWatch
from coach.privacy.tokens import fold, tokenise
from coach.privacy.watch import Watch

_SMALL = frozenset(
    [
        "van",
        "de",
        "der",
        "den",
        "het",
        "'t",
        "te",
        "ten",
        "ter",
        "in",
        "el",
        "al",
        "la",
        "op",
        "aan",
    ]
)


@dataclass(frozen=True)
class Swap:
    """One replaced part: its place in the typed text, what stood there and what stands there now.

    ``name`` is the identifier itself, which may be shorter than what is replaced ("moeder Sara");
    ``kept`` tells that the user wants it to stay.
    """

    start: int
    end: int
    label: Identifier
    name: str
    shown: str
    kept: bool = False

    @property
    def key(self) -> str:
        """What is remembered when this one is undone."""
        return f"{self.label.value}:{fold(self.name)}"

    @property
    def fixed(self) -> bool:
        """Whether it cannot be undone."""
        return self.label is Identifier.BSN


@dataclass(frozen=True)
class Proposal:
    """The typed text, and the text as Kier would read it."""

    original: str
    swaps: tuple[Swap, ...] = ()
    people: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The text with every swap made that is not kept."""
        parts, last = [], 0
        for swap in self.swaps:
            if not swap.kept:
                parts += [self.original[last : swap.start], swap.shown]
                last = swap.end
        return "".join([*parts, self.original[last:]])

    @property
    def placed(self) -> list[tuple[int, int, Swap]]:
        """Where in ``text`` the swaps stand that were made: begin, end, swap."""
        found, moved = [], 0
        for swap in self.swaps:
            if not swap.kept:
                begin = swap.start + moved
                end = begin + len(swap.shown)
                found.append((begin, end, swap))
                moved = end - swap.end
        return found


class Pseudonyms:
    """The roles, the roster and what was undone in one conversation."""

    def __init__(self) -> None:
        self.roster: tuple[str, ...] = ()
        self._people: dict[str, str] = {}
        self._kept: set[str] = set()
        self._shown: set[str] = set()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Pseudonyms) and vars(self) == vars(other)

    __hash__ = None  # type: ignore[assignment]

    def propose(self, text: str, watch: Watch | StrictWatch) -> Proposal:
        """What would be replaced in this text."""
        people = dict(self._people)
        swaps: list[Swap] = []
        shielded = self._shielded(text)
        floor = 0
        for span in watch.find(text, (*self.roster, *self._names())):
            if any(span.start < end and start < span.end for start, end in shielded):
                continue
            shown, start = self._shown_for(text, span, people, watch)
            start = max(start, floor)
            name = text[span.start : span.end]
            swap = Swap(start, span.end, span.label, name, _cased(text, start, shown))
            kept = swap.key in self._kept and not swap.fixed
            swaps.append(Swap(swap.start, swap.end, swap.label, name, swap.shown, kept))
            floor = span.end
        return Proposal(text, tuple(swaps), people)

    def accept(self, proposal: Proposal) -> str:
        """Remembers the roles; gives the text that may be read."""
        kept = {fold(t.text) for s in proposal.swaps if s.kept for t in tokenise(s.name)}
        self._people.update({n: r for n, r in proposal.people.items() if n not in kept})
        self._shown.update(swap.shown for swap in proposal.swaps if not swap.kept)
        return proposal.text

    def apply(self, text: str, watch: Watch) -> str:
        """Proposes and accepts at once."""
        return self.accept(self.propose(text, watch))

    def keep(self, keys: Iterable[str]) -> None:
        """Leaves these as typed from now on; a BSN is replaced all the same."""
        self._kept.update(key for key in keys if not key.startswith(Identifier.BSN.value + ":"))

    def replace_again(self, keys: Iterable[str]) -> None:
        """Takes back what ``keep`` did."""
        self._kept.difference_update(keys)

    def _names(self) -> list[str]:
        return [name for name in self._people if len(name) > 2]

    def _shielded(self, text: str) -> list[tuple[int, int]]:
        """Places where a word of ours already stands: "persoon A" is nobody's name.

        Whole words only: an "oma" that was shown before must not let "Thomas" through.
        """
        return [
            match.span()
            for shown in self._shown
            for match in re.finditer(rf"(?<!\w){re.escape(shown)}(?!\w)", text)
        ]

    def _shown_for(
        self, text: str, span: Span, people: dict[str, str], watch: Watch | StrictWatch
    ) -> tuple[str, int]:
        if span.label is not Identifier.PERSOON:
            return watch.roles.stands_for(text, span, watch.types)
        role, start = watch.roles.role_of(text, span)
        parts = [fold(t.text) for t in tokenise(text[span.start : span.end]) if t.word]
        parts = [part for part in parts if part not in _SMALL] or parts
        known = people.get(parts[0]) or (
            people.get(parts[0][:-1]) if parts[0].endswith("s") else None
        )
        if known is None:
            known = _lettered(role, people.values(), watch.roles)
            people[parts[0]] = known
            for part in parts[1:]:
                if len(part) > 1:
                    people.setdefault(part, known)
        return watch.roles.with_article(text, start, known)


def _lettered(role: str, taken: Iterable[str], roles: Roles) -> str:
    """The role with the first letter that nobody has: "moeder", then "moeder B"."""
    given = set(taken)
    if role not in roles.lettered and role not in given:
        return role
    first = 0 if role in roles.lettered else 1
    numbers = [ascii_uppercase[place] for place in range(first, 26)]
    numbers += [str(number) for number in range(27, 1000)]
    return next(name for name in (f"{role} {letter}" for letter in numbers) if name not in given)


def _cased(text: str, start: int, shown: str) -> str:
    """A capital where a sentence with a capital begins."""
    before = text[:start].rstrip(" \t\"'‘“(")
    begins = not before or before[-1] in ".!?\n"
    if begins and start < len(text) and text[start].isupper():
        return shown[0].upper() + shown[1:]
    return shown


def names_in(typed: str) -> tuple[str, ...]:
    """The names of a roster as typed: one a line or with commas between."""
    parts: Sequence[str] = typed.replace(";", ",").replace("\n", ",").split(",")
    return tuple(part.strip() for part in parts if part.strip())
