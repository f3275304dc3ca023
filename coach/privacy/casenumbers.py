"""Numbers of clients, cases and court files.

Contract: ``CaseNumberFinder.find`` gives spans of ZAAKNUMMER: court numbers by their shape, other
numbers after a word such as "dossiernummer", and bare long numbers that are no amount or year.
"""
# ruff: noqa: E501  a pattern is read as one line

import re
from collections.abc import Sequence

from coach.labels import Identifier
from coach.privacy.spans import Span

_COURT = re.compile(
    r"\b(?:ECLI:[A-Z]{2}:[A-Z]+:\d{4}:\w+"
    r"|C\s?/\s?\d{2}\s?/\s?\d{4,7}(?:\s*[/,-]?\s*(?:[A-Z]{2}\s){1,2}\d{2}\s?[-–]\s?\d{1,6})?"
    r"|(?:JE|FA|KG|HA|EV|BP|FT)\s(?:RK|ZA)\s\d{2}\s?[-–/]\s?\d{1,6})",
    re.I,
)
_VALUE = r"[A-Z]{0,6}[\s./-]?\d[\dA-Z]*(?:[./–-]\s?[A-Z]{0,4}\d[\dA-Z]*|[./–-][A-Z]{1,4}(?=[./–-]|\b)|\s\d{2,}(?!\s*(?:jaar|uur|euro|dagen|weken|maanden)))*"
_AFTER_WORD = re.compile(
    r"\b(?:(?:zaak|dossier|cli[eë]nt|clienten|kind|casus|rekest|beschikkings?|registratie|polis|pati[eë]nt(?:en)?|"
    r"referentie|parket|rol|meldings?|aanmeld|ticket|indicatie|relatie|verzekerings?|personeels|leerling|"
    r"deelnemers?|toewijzings?|voorval|incident|kenmerk|v|z|beschikking|besluit|aangifte|proces-verbaal|pv|order|factuur|klacht)"
    r"[\s-]?(?:nummer|nr|no|id|code|kenmerk)\b|kenmerk|dossier|zaak|cli[eë]nt(?:id)?|ref|(?:ons|uw)\skenmerk|zaaknr|dosnr|clientnr)"
    r"(?:\s+van\s+\S+){0,2}?\.?\s*(?:is|was|luidt|met\snummer|nummer|nr|:|=|#)?\.?\s*[:#(]?\s*"
    rf"({_VALUE})",
    re.I,
)
_ANY_NUMBER = re.compile(
    rf"\b(?!(?:telefoon|mobiel|huis|rekening|bank|bsn|burgerservice|sofi|post|kamer|groeps?|volg|jaar)-?n)[a-zëé-]{{2,24}}(?:nummer|nr)\b\.?(?:\s+van\s+\S+)?\s*(?:is|was|luidt|:|=)?\s*[:#(]?\s*({_VALUE})",
    re.I,
)
_SHAPED = re.compile(
    r"(?<![\w/.-])(?:[A-Z]{1,6}[-/.]\d{2,8}(?:[-/.][A-Z]{0,3}\d{1,8}){0,3}|[A-Z]{1,4}\d{5,10}|[A-Z]{2}\d{3,4}-\d{6,12}|"
    r"\d{2,4}[-/.][A-Z]{1,4}[-/.]?\d{2,8}|(?:19|20)\d{2}[-/.]\d{4,8}|\d{2,4}/\d{4,7})(?![\w/-])"
)
_BARE = re.compile(
    r"(?<![\d\w.,/+-])\d{6,12}(?!\d|[.,]\d|\s*(?:euro|km|kilometer|inwoners|mensen|kinderen|keer|%|/|-\d|jongeren|stuks))"
)
_GROUPED = re.compile(r"(?<![\d\w.,/+-])\d{2,4}(?:[.-]\d{2,4}){2,3}(?![\d\w/-])")
_DATE = re.compile(r"\d{1,2}[-./]\d{1,2}[-./](?:\d{2}|\d{4})|\d{4}[-./]\d{1,2}[-./]\d{1,2}")


class CaseNumberFinder:
    """Finds case and client numbers."""

    def find(self, text: str) -> Sequence[Span]:
        """Spans of ZAAKNUMMER."""
        found = [
            Span(m.start(), m.end(), Identifier.ZAAKNUMMER, 0.998) for m in _COURT.finditer(text)
        ]
        for match in (*_AFTER_WORD.finditer(text), *_ANY_NUMBER.finditer(text)):
            value = match.group(1)
            digits = sum(char.isdigit() for char in value)
            if digits >= 3 and not _DATE.fullmatch(value) and not re.fullmatch(r"20\d\d", value):
                start = match.start(1) + len(value) - len(value.lstrip(" ./-"))
                found.append(Span(start, match.end(1), Identifier.ZAAKNUMMER, 0.996))
        for pattern, sure in ((_SHAPED, 0.93), (_BARE, 0.9), (_GROUPED, 0.88)):
            found += [
                Span(m.start(), m.end(), Identifier.ZAAKNUMMER, sure)
                for m in pattern.finditer(text)
                if not _DATE.fullmatch(m.group())
            ]
        return found
