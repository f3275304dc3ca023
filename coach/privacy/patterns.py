"""Identifiers with a fixed shape: BSN, IBAN, telephone, e-mail, postcode.

Contract: ``PatternFinder.find`` gives spans; shapes are checked where a check exists (BSN by the
eleven test, IBAN by mod 97, ISO 13616) unless a word such as "bsn" stands before the number.
Helpline numbers (112, 113, 0800, 0900) stay. Names are not looked for here.
"""

import re
from collections.abc import Callable, Sequence

from coach.labels import Identifier
from coach.privacy.spans import Span


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


def _always(found: str) -> bool:
    return True


def _is_phone(found: str) -> bool:
    digits = _digits(found)
    if digits.startswith(("0800", "0900", "0906", "0909")):
        return False
    # Five groups of two like "02 03 04 05 06" are telephone numbers, dates with marks are not.
    return not re.fullmatch(r"\d{2}[-./]\d{2}[-./]\d{4}", found.strip())


# Letters after four digits that make a word, not a postcode, when written small: "2024 is".
_SMALL_WORDS = (
    "is|en|om|op|in|de|of|we|ik|ze|er|te|na|al|zo|nu|je|ja|uu|mm|cm|km|kg|gr|ml|eu|pk|me|hij|zij|"
    "wa|ha|st|nd|rd|th|mo|go|to|ok|no|ex|ag|ad|bc|nl|wo|ma|di|do|vr|za|zo|x|m|u"
)
_Check = Callable[[str], bool]
_PATTERNS: tuple[tuple[Identifier, re.Pattern[str], _Check, float], ...] = (
    (
        Identifier.EMAIL,
        re.compile(r"[\w.+%-]*\w(?:@|\s@\s)\w[\w-]*(?:\.[\w-]+)+"),
        _always,
        1.0,
    ),
    (
        Identifier.IBAN,
        re.compile(r"\bNL[ .-]?\d{2}(?:[ .-]?[A-Z]){4}(?:[ .-]?\d){10}\b", re.I),
        _always,
        1.0,
    ),
    (
        Identifier.IBAN,
        re.compile(r"\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){2,7}(?:\s?[A-Z0-9]{1,3})?\b", re.I),
        is_iban,
        1.0,
    ),
    (
        Identifier.BSN,
        re.compile(
            r"(?:\b(?:bsn|burgerservice|sofi)[\w -]{0,12}?[\s:=.]*(?:is|van\s\w+\sis|=|:)?\s*)"
            r"(\d(?:[ .-]?\d){7,8})(?!\d)",
            re.I,
        ),
        _always,
        1.0,
    ),
    (
        Identifier.BSN,
        re.compile(r"(?<![\d+])(?<!\d[ .-])\d(?:[ .-]?\d){8}(?![ .-]?\d)"),
        lambda found: is_bsn(_digits(found)),
        0.995,
    ),
    (
        Identifier.TELEFOON,
        re.compile(
            r"(?<![\d+/])(?:(?:\+|00)\s?31[\s.-]{0,3}(?:\(0\)[\s.-]{0,3}|0)?|0)"
            r"[1-9](?:[\s./()-]{0,3}\d){8}(?!\d)"
        ),
        _is_phone,
        0.998,
    ),
    (
        Identifier.TELEFOON,
        re.compile(r"\(0[1-9]\d{0,2}\)(?:[\s./-]{0,3}\d){6,8}(?!\d)"),
        _is_phone,
        0.998,
    ),
    (
        Identifier.TELEFOON,
        re.compile(r"(?<![\d+])(?:\+|00)\s?[1-9]\d{0,2}(?:[\s./()-]{0,3}\d){7,11}(?!\d)"),
        _always,
        0.99,
    ),
    (
        Identifier.TELEFOON,
        re.compile(
            r"\b(?:tel(?:efoon)?(?:nummer|nr)?|mobiel|mob|nummer|bel(?:len)?(?:\s\w+)?\sop)\b"
            r"\.?[\s:=]*(?:is\s)?(0?6(?:[\s./-]{0,3}\d){8}|\d(?:[\s.-]?\d){8,9})(?!\d)",
            re.I,
        ),
        _is_phone,
        0.985,
    ),
    (
        Identifier.LOCATIE,
        re.compile(r"(?<![\w/-])[1-9]\d{3}\s?(?!SA|SD|SS)[A-Z]{2}(?![\w-])"),
        _always,
        0.99,
    ),
    (
        Identifier.LOCATIE,
        re.compile(r"\b(?:postbus|antwoordnummer)\s\d{1,6}\b", re.I),
        _always,
        0.99,
    ),
    (
        Identifier.LOCATIE,
        re.compile(
            r"(?<!\w)['’]?s-(?:hertogenbosch|gravenhage|gravenzande|heerenberg|gravendeel|graveland|gravenmoer|heerenhoek)\b",
            re.I,
        ),
        _always,
        0.99,
    ),
    (
        Identifier.LOCATIE,
        re.compile(rf"(?<![\w/-])[1-9]\d{{3}}\s?(?!(?:{_SMALL_WORDS})\b)[a-z]{{2}}(?![\w-])"),
        _always,
        0.97,
    ),
)


class PatternFinder:
    """Finds what has a fixed shape."""

    def find(self, text: str) -> Sequence[Span]:
        """Spans, possibly overlapping; ``merge`` decides."""
        found: list[Span] = []
        for label, pattern, check, sure in _PATTERNS:
            for match in pattern.finditer(text):
                group = 1 if pattern.groups else 0
                if check(match.group(group)):
                    found.append(Span(match.start(group), match.end(group), label, sure))
        return found
