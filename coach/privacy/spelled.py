"""Telephone numbers and e-mail addresses that are spelled out in words.

Contract: ``SpelledFinder.find`` gives spans for "nul zes twaalf …" and "naam apenstaartje …".
"""

import re
from collections.abc import Sequence

from coach.labels import Identifier
from coach.privacy.numbers import CARDINAL
from coach.privacy.spans import Span

_NUMBER = rf"(?:(?:dubbel\s)?{CARDINAL}|\d{{1,4}})"
_PHONE = re.compile(
    rf"\b(?:nul|0)[\s,.-]{{0,3}}(?:zes|6|{_NUMBER})\b(?:[\s,.-]{{0,3}}{_NUMBER}\b){{3,11}}", re.I
)
_MARK = r"(?:punt|dot|streepje|liggend\s+streepje|laag\s+streepje|underscore|min|koppelteken)"
_AT = r"(?:\s+(?:apenstaartje|apestaartje|apenstaart|at)\s+|\s*(?:\(at\)|\[at\]|\{at\}|@)\s*)"
_WORD = r"[\w.+-]+"
_NAME = rf"{_WORD}(?:\s+{_MARK}\s+{_WORD}(?:\s{_WORD}(?=\s(?:apen|at\s)))?|\s*_\s*{_WORD})*"
_HOST = (
    rf"{_WORD}(?:\s+{_MARK}\s+{_WORD})*\s*(?:\s(?:punt|dot)\s|\(punt\)|\(dot\)|\.)\s*"
    r"(?:nl|com|net|org|be|eu|pl|de|info|co\s+(?:punt|dot)\s+uk)\b"
)
_MAIL = re.compile(rf"(?<![\w@.]){_NAME}{_AT}{_HOST}", re.I)
_WORDED = re.compile(r"[a-zé]{3,}", re.I)


class SpelledFinder:
    """Finds spelled-out numbers and addresses."""

    def find(self, text: str) -> Sequence[Span]:
        """Spans of TELEFOON and EMAIL."""
        found = [
            Span(m.start(), m.end(), Identifier.TELEFOON, 0.97)
            for m in _PHONE.finditer(text)
            if len(_WORDED.findall(m.group())) >= 3
        ]
        found += [
            Span(m.start(), m.end(), Identifier.EMAIL, 0.999)
            for m in _MAIL.finditer(text)
            if re.search(r"\s|\(|\[", m.group())
        ]
        return found
