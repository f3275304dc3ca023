"""Street addresses.

Contract: ``StreetFinder.find`` gives spans of LOCATIE for a street with its number, and for a
street's name alone when its ending or capital shows that it is one.
"""
# ruff: noqa: E501  a pattern is read as one line

import re
from collections.abc import Sequence

from coach.labels import Identifier
from coach.privacy.spans import Span
from coach.privacy.tables import Tables
from coach.privacy.tokens import fold

_SURE_ENDS = (
    r"(?:straat|str\.|laan|gracht|singel|plantsoen|kade|steeg|dreef|straatje|laantje|weg|plein)"
)
_OPEN_ENDS = (
    r"(?:dijk|hof|hofje|pad|park|wal|markt|baan|kamp|akker|erf|veld|burg|oord|hage|ring|horst|meent|wei|weide|"
    r"donk|haven|brink|wijk|bos|tuin|berg|spoor|rade|zoom|kant|hoek|brug|poort|es|hove|kwartier|schans|boulevard|vaart|sluis|berm|gaarde)"
)
_BEFORE = (
    r"(?:(?:burgemeester|burg\.|dokter|dr\.|prins|prinses|koning|koningin|generaal|graaf|meester|mr\.|pastoor|professor|prof\.|minister|president|admiraal|sint|st\.|"
    r"oude|nieuwe|korte|lange|kleine|grote|hoge|lage|eerste|tweede|derde|1e|2e|3e|noordelijke|zuidelijke|oostelijke|westelijke|achter|"
    r"jan|johan|anna|willem|frans|pieter|martin|nelson|rosa|albert|karel|maria|van|de|den|der|ten|ter|het|'t|[A-ZÀ-Ý][\w'’.-]*)\s+)"
)
_NUMBER = r"\d{1,4}(?:\s?-?\s?[a-zA-Z](?![\w]))?(?:\s?[-/]\s?(?:\d{1,3}|[IVX]{1,4}\b))?(?:\s?(?:hs|bis|[IV]{1,3}|boven|beneden)\b)?"
_WITH_NUMBER = re.compile(
    rf"\b({_BEFORE}{{0,4}}?)([\w'’.-]*{_SURE_ENDS}|[\w'’-]{{3,}}{_OPEN_ENDS})\s+(?:nr\.?\s?|nummer\s)?({_NUMBER})(?![\w.,]*\d)(?!\s*(?:uur|jaar|keer|kinderen|maanden|weken|dagen|minuten|euro|km|%))",
    re.I,
)
_LAAN_VAN = re.compile(
    r"\b((?:laan|plein|park|hof|weg|kade)\s+(?:van|der|ten|'t|op)\s+(?:de\s+|het\s+)?[\w'’-]+(?:\s+[A-Z][\w'’-]+)?)(\s+\d{1,4}\s?[a-zA-Z]?\b)?",
    re.I,
)
_ALONE = re.compile(
    r"(?<![\w'’-])([\w'’-]{3,}(?:straat|laan|gracht|singel|plantsoen|steeg|dreef|kade))(?![\w-])",
    re.I,
)
_CAPITAL_ALONE = re.compile(
    r"(?:\b(?:aan|op|in|naar)\s+(?:de|het)\s+)((?:[A-ZÀ-Ý][\w'’.-]*\s+){0,2}[A-ZÀ-Ý][\w'’-]*(?:weg|plein|dijk|hof|pad|park|singel|wal|markt|ring|brink|baan))(?![\w-])"
)
# In small letters only what no dictionary knows: "op de marktweg", not "op de heenweg".
_SMALL_ALONE = re.compile(
    r"\b(?:aan|op|bij)\s+(?:de|het)\s+((?:oude\s|nieuwe\s|korte\s|lange\s)?([a-z]{3,}(?:weg|plein|dijk|singel|hof|kade)))(?![\w-])"
)
_HEARD = 1.8
_ADDRESS = re.compile(
    rf"\b(?:adres(?:\s+(?:is|van\s+\w+(?:\s+is)?))?\s*:?|woonachtig(?:\s+(?:aan|op))?(?:\s+(?:de|het))?|wo[o]?n(?:t|en|ende|de)\s+(?:nu\s+|tijdelijk\s+|op\s+)?(?:aan|op)\s+(?:de|het)|wonende\s+te)\s+((?:[A-ZÀ-Ýa-z][\w'’.-]*\s+){{0,3}}[A-ZÀ-Ýa-z][\w'’.-]{{2,}}\s+{_NUMBER})(?!\s*(?:uur|jaar|keer|hoog|kinderen|maanden|weken|dagen))"
)
# A street without the ending of one: "op de Akkerwinde 14", "Buorren 6 in Oudega".
_ODD = re.compile(
    rf"(?:\b(?:op|aan)\s+(?:de|het|'t)\s+|(?:^|[,;(]\s*)(?=[\w'’-]+\s+\d+\s?[a-zA-Z]?,?\s+(?:in|te)\s+[A-ZÀ-Ý]))([A-ZÀ-Ý][\w'’-]{{3,}})\s+{_NUMBER}(?![\w.,]*\d)(?!\s*(?:uur|jaar|keer|kinderen|maanden|weken|dagen|minuten|euro|km|%))",
    re.M,
)
_COMMON = 3.5
_BETWEEN = re.compile(r"^(?:van|de|den|der|ten|ter|het|'t)$")
_FIRST_PART = re.compile(
    r"(?:burgemeester|burg\.|dokter|dr\.|prins|prinses|koning|koningin|generaal|graaf|pastoor|professor|prof\.|minister|president|admiraal|sint|st\.|"
    r"oude|nieuwe|korte|lange|kleine|grote|hoge|lage|eerste|tweede|derde|jan|johan|anna|willem|frans|pieter|martin|nelson|rosa|albert|karel|maria)$"
)


class StreetFinder:
    """Finds addresses."""

    def __init__(self, tables: Tables) -> None:
        self._generic = tables.generic_streets
        self._tables = tables

    def find(self, text: str) -> Sequence[Span]:
        """Spans of LOCATIE."""
        found: list[Span] = []
        for match in _WITH_NUMBER.finditer(text):
            street = match.group(2)
            if fold(street) in self._generic:
                continue
            start = self._start(text, match)
            found.append(Span(start, match.end(3), Identifier.LOCATIE, 0.985))
        for match in _ADDRESS.finditer(text):
            found.append(Span(match.start(1), match.end(1), Identifier.LOCATIE, 0.95))
        for match in _ODD.finditer(text):
            word = fold(match.group(1))
            unlike = self._generic | self._tables.never | self._tables.first
            if word not in unlike and self._tables.zipf(word) < _COMMON:
                found.append(Span(match.start(1), match.end(), Identifier.LOCATIE, 0.9))
        for match in _LAAN_VAN.finditer(text):
            named = match.group(1).split()[-1]
            if match.group(2) or (match.group(1)[0].isupper() and named[0].isupper()):
                found.append(Span(match.start(), match.end(), Identifier.LOCATIE, 0.98))
        for pattern in (_ALONE, _CAPITAL_ALONE):
            for match in pattern.finditer(text):
                if fold(match.group(1)) not in self._generic:
                    found.append(Span(match.start(1), match.end(1), Identifier.LOCATIE, 0.93))
        for match in _SMALL_ALONE.finditer(text):
            word = match.group(2)
            if fold(word) not in self._generic and self._tables.zipf(word) < _HEARD:
                found.append(Span(match.start(1), match.end(1), Identifier.LOCATIE, 0.85))
        return found

    @staticmethod
    def _start(text: str, match: re.Match[str]) -> int:
        """Where the street's name begins: verbs and prepositions before it do not belong."""
        start = match.start(2)
        capital = match.group(2)[0].isupper()
        for word in reversed(list(re.finditer(r"\S+", match.group(1)))):
            said = word.group()
            place = match.start(1) + word.start()
            if said[0].isupper() or (_FIRST_PART.match(said) and not capital):
                start = place
            elif not _BETWEEN.match(said):
                break
        return start
