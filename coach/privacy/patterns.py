"""Identifiers with a fixed shape: BSN, IBAN, telephone, e-mail, postcode.

Contract: ``pseudonymise`` returns the text with such identifiers replaced by a word in square
brackets, and what was replaced by class. Names are not looked for here. Helpline numbers of three
digits stay. Shapes are checked where a check exists: BSN by the eleven test, IBAN by mod 97
(ISO 13616).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from coach.labels import Identifier


@dataclass(frozen=True)
class Replacement:
    """One replaced identifier; ``start`` and ``end`` count in the original text."""

    label: Identifier
    start: int
    end: int


@dataclass(frozen=True)
class Pseudonymised:
    """The text without fixed-shape identifiers, and what went out."""

    text: str
    replacements: tuple[Replacement, ...]


def is_bsn(digits: str) -> bool:
    """Whether nine digits pass the eleven test of the Dutch citizen service number."""
    if len(digits) != 9 or not digits.isdigit() or digits == "000000000":
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(w * int(d) for w, d in zip(weights, digits, strict=True)) % 11 == 0


def is_iban(text: str) -> bool:
    """Whether the text passes the mod-97 check of an IBAN."""
    bare = re.sub(r"\s", "", text).upper()
    moved = bare[4:] + bare[:4]
    return int("".join(str(int(char, 36)) for char in moved)) % 97 == 1


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


_Check = Callable[[str], bool]
_PATTERNS: tuple[tuple[Identifier, str, re.Pattern[str], _Check], ...] = (
    (
        Identifier.EMAIL,
        "[e-mailadres]",
        re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
        lambda found: True,
    ),
    (
        Identifier.IBAN,
        "[rekeningnummer]",
        re.compile(r"\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){2,7}(?:\s?[A-Z0-9]{1,3})?\b", re.I),
        is_iban,
    ),
    (
        Identifier.BSN,
        "[bsn]",
        re.compile(r"(?<!\d)\d(?:[ .-]?\d){8}(?!\d)"),
        lambda found: is_bsn(_digits(found)),
    ),
    (
        Identifier.TELEFOON,
        "[telefoonnummer]",
        re.compile(r"(?<![\d+])(?:(?:\+|00)31[\s-]?(?:\(0\))?|0)[1-9](?:[\s-]?\d){8}(?!\d)"),
        lambda found: True,
    ),
    (
        Identifier.LOCATIE,
        "[postcode]",
        re.compile(r"\b[1-9]\d{3}\s?(?!SA|SD|SS)[A-Z]{2}\b"),
        lambda found: True,
    ),
)


def pseudonymise(text: str) -> Pseudonymised:
    """The text with fixed-shape identifiers replaced; the first pattern that matches wins."""
    found: list[tuple[int, int, Identifier, str]] = []
    for label, word, pattern, check in _PATTERNS:
        for match in pattern.finditer(text):
            overlaps = any(match.start() < end and start < match.end() for start, end, *_ in found)
            if not overlaps and check(match.group()):
                found.append((match.start(), match.end(), label, word))
    found.sort()
    parts: list[str] = []
    last = 0
    for start, end, _, word in found:
        parts.extend((text[last:start], word))
        last = end
    parts.append(text[last:])
    replacements = tuple(Replacement(label, start, end) for start, end, label, _ in found)
    return Pseudonymised("".join(parts), replacements)
