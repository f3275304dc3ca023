"""Organisations by the word before or after their name: "basisschool De Ark", "Stedelijk Lyceum".

Contract: ``OrganisationFinder.find`` gives spans of ORGANISATIE for names with capitals; a generic
type before the name stays outside, a type that ends the name belongs to it. Names in small letters
are the tagger's.
"""
# ruff: noqa: E501  a pattern is read as one line

import re
from collections.abc import Sequence

from coach.labels import Identifier
from coach.privacy.spans import Span
from coach.privacy.tables import Tables
from coach.privacy.tokens import fold

_CAPITAL = r"[A-ZÀ-Ý0-9][\w'’&-]*"
_NAME = rf"((?:(?:[Dd]e|[Hh]et|['’]t|Sint|St\.|Prins|Koningin|Mgr\.|Dr\.)[ ])?{_CAPITAL}(?:[ ](?:(?:van|de|der|den|op|aan|en|&|het|in)[ ]){{0,2}}{_CAPITAL}){{0,3}})"
_ENDINGS = (
    r"(?:Lyceum|College|Gymnasium|Ziekenhuis|Kinderziekenhuis|Gasthuis|Scholengemeenschap|Stichting|Jeugdzorg|Jeugdhulp|Jeugdbescherming|"
    r"Zorg|Zorggroep|Praktijk|Kliniek|Moskee|Kerk|Advocaten|Advocatuur|Basisschool|Gezinshuis|Gezinshuizen|Kinderopvang|Medisch\sCentrum|MC|Atheneum|Boys|FC|United)"
)
_ENDED = re.compile(rf"(?<![\w.])((?:{_CAPITAL}[ ]+){{1,3}}{_ENDINGS})(?![\w])")
_BUILT = re.compile(
    r"(?<![\w.-])((?:(?:Sint|St\.|Heilige|Mevlana|Al|El)[\s-])?[A-ZÀ-Ý][\w-]{2,}(?:kerk|college|lyceum|ziekenhuis|gasthuis|moskee|stichting|gymnasium|schoolgemeenschap|kliniek))(?![\w-])"
)
# Dutch writes no capital after an article, so "op het Baken" is a name.
_LOOSE = re.compile(
    r"\b(?:op|naar|van|bij|vanuit|aan|door)\s((?:de|het|'t)\s([A-ZÀ-Ý][a-zà-ÿ]{3,}[\w-]*))(?![\w'’-]|\s[A-ZÀ-Ý])"
)
# A capital on the article itself, inside a sentence, says the same.
_ARTICLE = re.compile(r"(?<=[a-zà-ÿ,] )((?:De|Het|'T)\s[A-ZÀ-Ý][a-zà-ÿ]{2,}[\w-]*)(?![\w'’-])")
# Two or more words with a capital after a preposition: "van Samen Verder Jeugd".
_SEVERAL = re.compile(
    r"\b(?:[Bb]ij|[Vv]ia|[Nn]aar|[Vv]an|[Oo]p|[Dd]oor|[Vv]olgens)\s([A-ZÀ-Ý][a-zà-ÿ]{2,}(?:[ ](?:(?:op|en|de|van|met)[ ])?[A-ZÀ-Ý][a-zà-ÿ]{2,}){1,3})(?![\w'’-])"
)
_NO_NAME = re.compile(
    r"(?:wet|feest|plan|regeling|verdrag|dag|route|methode|model|raad|week|code|kamer|school|zorg|hulp|recht|bank)$"
)
_LED = re.compile(rf"\b((?:GGZ|GGD)\s+{_CAPITAL}(?:[\s-]{_CAPITAL}){{0,2}})")


class OrganisationFinder:
    """Finds organisations that carry their type."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        types = {t for t in tables.types if " " not in t} | tables.leads
        ordered = sorted(types, key=len, reverse=True)
        self._typed = re.compile(
            rf"(?<![\w-])(?i:{'|'.join(map(re.escape, ordered))}|[a-z]{{3,}}(?:groep|school|huis|club|opvang))\s+[\"“‘']?{_NAME}"
        )

    def find(self, text: str) -> Sequence[Span]:
        """Spans of ORGANISATIE."""
        if text.isupper():
            return []
        found: list[Span] = []
        for match in self._typed.finditer(text):
            words = [fold(word) for word in match.group(1).split()]
            tables = self._tables
            article = words[0] in ("de", "het", "'t", "t", "sint", "st")
            person = words[0] in tables.first and words[0] not in tables.word_names
            if not article and (person or words[0] in tables.never):
                continue
            if words[0] in tables.towns or (words[0] in tables.word_names and len(words) == 1):
                continue
            if (
                words[0] in ("de", "het")
                and match.group(1)[0].islower()
                and len(words) == 2
                and words[1] in tables.never | tables.kin
            ):
                continue
            found.append(Span(match.start(1), match.end(1), Identifier.ORGANISATIE, 0.8))
        for match in _ARTICLE.finditer(text):
            before = re.search(r"([\w'-]+),? $", text[: match.start()])
            role = fold(before.group(1)) if before else ""
            if role not in self._tables.titles | self._tables.professionals | self._tables.kin:
                found.append(Span(match.start(1), match.end(1), Identifier.ORGANISATIE, 0.7))
        for match in _LOOSE.finditer(text):
            word = fold(match.group(2))
            tables = self._tables
            listed = word in tables.first or word in tables.last or word in tables.towns
            named = listed and word not in tables.word_names
            if not named and word not in tables.never and not _NO_NAME.search(word):
                found.append(Span(match.start(1), match.end(1), Identifier.ORGANISATIE, 0.58))
        for match in _SEVERAL.finditer(text):
            if self._several([fold(word) for word in match.group(1).split()]):
                found.append(Span(match.start(1), match.end(1), Identifier.ORGANISATIE, 0.6))
        for pattern, sure in ((_ENDED, 0.95), (_LED, 0.95), (_BUILT, 0.8)):
            for match in pattern.finditer(text):
                words = [fold(word) for word in match.group(1).split()]
                if (
                    words[0] in self._tables.never | self._tables.types.keys()
                    and len(words) < 3
                    and pattern is not _LED
                ):
                    continue
                at_start = match.start() == 0 or text[: match.start()].rstrip()[-1:] in ".!?:\n"
                if pattern is _BUILT and at_start and self._tables.zipf(words[0]) > 2:
                    continue
                found.append(Span(match.start(1), match.end(1), Identifier.ORGANISATIE, sure))
        return found

    def _several(self, words: Sequence[str]) -> bool:
        """Whether words with capitals hold no name of a person, place or body of our own."""
        tables = self._tables
        if words[0] in tables.titles | tables.kin | tables.professionals | tables.never:
            return False
        persons = (tables.first | tables.last) - tables.word_names
        return not any(word in persons or word in tables.towns for word in words)
