"""Exact ages and school groups.

Contract: ``AgeFinder.find`` gives spans of LEEFTIJD: "14 jaar", "negen", "9-jarige", "groep 5".
Lengths of time ("twee jaar clean", "drie jaar geleden") and legal limits ("vanaf 12 jaar") stay;
``years`` tells them apart. ``named_age`` finds the age that stands after a name.
"""
# ruff: noqa: E501  a pattern is read as one line

import re
from collections.abc import Sequence

from coach.labels import Identifier
from coach.privacy.numbers import CARDINAL, ORDINAL
from coach.privacy.spans import Span
from coach.privacy.years import CHAIN, PERSON, WHEN, and_older, ends, tells_age

_N = rf"(?:\d{{1,2}}(?:[.,]5|½)?|{CARDINAL}|anderhalf)"
_HALF = r"(?:\s?(?:en\s+een\s+half|[eë]neenhalf|½|[eë]nhalf))?"
_JARIG = re.compile(
    rf"\b(?:\d{{1,2}}\s?-?\s?|{CARDINAL}-?)jarig(?:e|en)?\b(?!\s+(?:bestaan|huwelijk|jubileum|contract|traject|plan|onderzoek|project|(?:mbo|hbo)\b|\w*(?:opleiding|cursus|studie|relatie|periode|plaatsing|termijn|ervaring|maatregel|machtiging|programma|samenwerking|strijd|afspraak)))",
    re.I,
)
_YEARS = re.compile(
    rf"(?<![\w.,/-]){_N}{_HALF}\s?(?:jaar|jaren|jr\.?|jaartjes|maanden|mnd|maandjes|weken|weekjes)(?![\w-])",
    re.I,
)
_SCHOOL = re.compile(
    rf"\b(?:groep\s?(?:\d(?:\s?/\s?\d)?|{CARDINAL})|klas\s?\d\s?[a-h]?(?!\w)|(?:de\s)?brugklas(?=\s+(?:van|op|zit))|(?<=\bin\s)de\sbrugklas|[1-6]\s?(?:havo|vwo|vmbo|mavo|atheneum|gymnasium)(?:[\s-]?[btkg]{{1,2}}l?)?|"
    rf"(?:havo|vwo|vmbo|mavo)[\s-]?(?:[btkg]l?[\s-]?)?[1-6]|(?:de\s)?(?:eerste|tweede|derde|vierde|vijfde|zesde)(?=\s+(?:klas|van\s+(?:de\s+)?(?:havo|vwo|vmbo|mavo|gymnasium)))(?:\s+klas)?)(?![\w])",
    re.I,
)
_NOT_UNIT = (
    r"(?![\w-])(?!\s*(?:uur|keer|x\b|weken|week|dagen|dag|maanden|maand|minuten|min\b|kinderen|kids|euro|km|procent|%|van\s+de|gesprekken|bezoeken|plaatsen|plekken|pleeggezinnen|"
    r"jaar\b|jaren\b|jr\b|januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|"
    r"pleegkinderen|kleinkinderen|stiefkinderen|jongens|meisjes|meiden|pubers|tieners|dochters|zoons|zonen|peuters|kleuters|baby's|tweelingen|(?:jonge|kleine|oudere|grote|opgroeiende|volwassen|eigen)\s+\w+|mensen|broers|zussen|zusjes|broertjes|huizen|scholen|nachten|stuks|volwassenen|afspraken|op\s+een|dingen|vragen|:|\.\d|,\d|/|van\s+die|andere|verschillende))"
)
_OF = re.compile(
    rf"\b(?P<who>\w*{PERSON})(?P<between>\s+\w+)?\s*(?P<by>van|,|\()\s*(?:bijna\s+|net\s+|pas\s+|inmiddels\s+)?(?P<number>{_N}{_HALF}){_NOT_UNIT}",
    re.I,
)
#: "een peuter van twee staat voor het raam", and not "een kind van twee werelden".
_GOES_ON = re.compile(
    r"\s+(?:zonder|in|op|met|bij|uit|aan|sinds|voor|naar|onder|staat|stond|zat|lag|ligt|zei|vroeg|huilde|niet|nog|alleen|kan)\b",
    re.I,
)
#: "moeder van drie": so many children.
_HAS = re.compile(r"(?:moeder|vader|oma|opa|tante|oom|mevrouw|mama|papa)$", re.I)
_UP_TO_12 = re.compile(
    r"\d|1[0-2]|een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf", re.I
)
_FEW = re.compile(r"een|één|twee|[12]", re.I)
_AND_MORE = re.compile(rf"(?:\s*,|\s+en|\s+of)\s+({_N}{_HALF}){_NOT_UNIT}", re.I)
_IS = re.compile(
    rf"(?<!\bdat\s)(?<!\bdit\s)\b(?:(?:is|was|wordt|werd|word|ben|bent)(?:\s+(?:hij|ze|zij|ie|ik|je))?|bijna|net|pas|toen\s+(?:ik|hij|zij|ze|ie|\w+))\s+{WHEN}(?:(?:nu|bijna|net|pas|inmiddels|al|ook|nog\s+maar|vorige\s+week|gisteren|toen|echt|maar|zelf|volgens\s+mij|geloof\s+ik|dan|straks|dit\s+jaar|nog\s+geen|nog\s+niet\s+eens)\s+)*"
    rf"((?:\d{{1,2}}(?:[.,]5)?|(?!een\b|één\b|twee\b|nul\b){CARDINAL}){_HALF})(?:\s+(?:was|is|werd|wordt|geworden))?{_NOT_UNIT}(?=\s*(?:[.,;!?)]|$|\n|en\b|maar\b|was\b|is\b|werd\b|geworden|dus|die|toen|wanneer|als|oud|nu|hij|ze|zij|ik|of\b|met|op\s+school|op\s+\d|zei|zegt|vertel\w+))",
    re.I,
)
#: "de jongste is twee": of a person; of other things it counts.
_IS_TWO = re.compile(
    rf"\b(?:hij|ze|zij|{PERSON})\s+(?:is|was|wordt|werd)\s+(?:(?:nu|bijna|net|pas|inmiddels|al|nog\s+maar)\s+)*(twee){_NOT_UNIT}(?=\s*(?:[.,;!?)]|$|\n|en\b|maar\b|dus\b|toen\b))",
    re.I,
)
# "een jaar of zeven", "een puber van 15, een van 13", "(16;4)", "hij vindt twaalf te jong".
_ABOUT = re.compile(rf"\b(?:een|'n)\s+jaar\s+of\s+({_N}){_NOT_UNIT}", re.I)
_ABOUT_AFTER = re.compile(rf"\s+of\s+{_N}\b", re.I)
_OLD = re.compile(r"\s+oud\b", re.I)
_FAR = 60
_AND_MONTHS = re.compile(
    rf"(?<![\w.,/-]){_N}\s?jaar\s+en\s+{_N}\s?(?:maanden|maand|mnd|weken)$", re.I
)
_UNIT = re.compile(r"ja|jr", re.I)
_ANOTHER = re.compile(
    r"\b(?:een|eentje|één|de\s+ander|de\s+andere)\s+van\s+(1?\d)(?=\s*(?:[.,;)]|en\b|$))", re.I
)
_NOT_YET = re.compile(
    rf"\b(?:is|was|zijn)\s+(?:nog\s+geen|amper|krap|net\s+geen)\s+({_N}){_NOT_UNIT}(?=\s*(?:[.,;)]|$|en\b|maar\b))",
    re.I,
)
# "ze zijn 9 en 12", "de kinderen waren zes, negen en elf".
_EACH = rf"((?:1?\d|2[0-5]|(?!een\b|één\b){CARDINAL}))"
_ARE = re.compile(
    rf"\b(?:zijn|waren|worden|werden)\s+(?:(?:nu|bijna|net|pas|inmiddels|allebei|toen)\s+)*{_EACH}(?:\s*,\s*{_EACH})?\s+en\s+{_EACH}{_NOT_UNIT}"
    r"(?=\s*(?:[.,;!?)]|$|maar\b|en\b))",
    re.I,
)
_MONTHS_TOO = re.compile(r"\(\s*(\d{1,2};\d{1,2})\s*(?=[,)])")
_TOO_YOUNG = re.compile(
    rf"\b((?:\d{{1,2}}|{CARDINAL}))\s+(?:te|erg|wel|heel)\s+(?:jong|oud|klein)\b", re.I
)
_WAS = re.compile(
    rf"\b(?:ze|zij|hij|ik|je|die|{PERSON}|toen\s+\w+)\s+((?:\d{{1,2}}|{CARDINAL}))\s+(?:was|werd|is|wordt)\b",
    re.I,
)
_AM = re.compile(rf"\b(?:ik|je|jij|u)\s+((?:\d{{1,2}}|{CARDINAL}))\s+(?:ben|bent)\b", re.I)
#: "Fleur die straks 18 wordt", "Zeven is ze."
_SOON = re.compile(
    rf"\b(?:straks|bijna|net|pas|binnenkort|morgen|eindelijk)\s+((?:\d{{1,2}}|{CARDINAL}))\s+(?:wordt|werd|is|was|geworden)\b",
    re.I,
)
_TURNED = re.compile(
    rf"(?:^|[.!?,\n]\s*)((?:\d{{1,2}}|(?!een\b|één\b){CARDINAL}))\s+(?:is|was|wordt|werd)\s+(?:hij|ze|zij|ie)(?=\s*(?:[.,;!?)]|$|\n|nu\b|pas\b|toen\b|en\b|maar\b))",
    re.I,
)
_ORDINAL_AGE = re.compile(
    rf"\b(?:op|vanaf|sinds|rond|voor|na|tot)\s+(?:zijn|haar|z'n|zn|d'r|mijn|hun|m'n)\s+((?:\d{{1,2}}\s?(?:e|ste|de)|{ORDINAL}))\b(?!\s+(?:keer|bezoek|gesprek|plek|gezin|pleeggezin|verjaardag|school|huis|week|dag|plaatsing|poging|jaar))",
    re.I,
)
_BIRTHDAY = re.compile(
    rf"\b(?:zijn|haar|z'n|d'r|de)\s+((?:\d{{1,2}}\s?(?:e|ste|de)|{ORDINAL}))\s+verjaardag\b", re.I
)
_PAREN = re.compile(
    rf"(?<=[^\W\d_])\s?\(\s?({_N}(?:\s?(?:jaar|jr\.?|maanden|mnd|j))?)\s?(?=\)|,|;|\s+en\b|/)", re.I
)
_APPOSITION = re.compile(
    r"(?<=[^\W\d_]),\s(\d{1,2}(?:\s?(?:jaar|jr))?)(?=,\s|\)|\.\s|\.$|\sen\s[A-Z])"
)
_LABELLED = re.compile(
    rf"\bleeftijd(?:en)?\s*(?:is|van|:|=)?\s*({_N}(?:\s?(?:jaar|jr))?)(?![\w])", re.I
)
_AFTER_NAME = re.compile(
    rf"(?:'s|’s)?\s*(?:,\s*|\(\s*|\s(?:van|is|was|wordt|werd)\s+(?:nu\s+|pas\s+|al\s+|net\s+|bijna\s+|inmiddels\s+)*)?\s*(?<![\w])((?:\d{{1,2}}|(?!een\b|één\b|twee\b|drie\b){CARDINAL}){_HALF}(?:\s?(?:jaar|jr))?){_NOT_UNIT}"
    r"(?!\s*(?:jaar\s)?(?:mee|bezig|weg|te\s|eerste|uit|hoog|km|meter|vandaag|cadeaus|vrienden|vriendinnen|honden|katten|zakken|en\s+(?:\d|half)))",
    re.I,
)


class AgeFinder:
    """Finds ages and school groups."""

    def find(self, text: str) -> Sequence[Span]:
        """Spans of LEEFTIJD."""
        found = [
            Span(m.start(), m.end(), Identifier.LEEFTIJD, 0.985) for m in _JARIG.finditer(text)
        ]
        found += [
            Span(m.start(), m.end(), Identifier.LEEFTIJD, 0.98) for m in _SCHOOL.finditer(text)
        ]
        for pattern, sure in (
            (_IS, 0.95), (_IS_TWO, 0.95), (_WAS, 0.95), (_AM, 0.95), (_SOON, 0.95), (_TURNED, 0.95), (_ORDINAL_AGE, 0.96), (_BIRTHDAY, 0.95), (_PAREN, 0.97), (_APPOSITION, 0.95), (_LABELLED, 0.96),
            (_NOT_YET, 0.95), (_ANOTHER, 0.95), (_MONTHS_TOO, 0.985), (_TOO_YOUNG, 0.9),
        ):  # fmt: skip
            for match in pattern.finditer(text):
                if not and_older(text[match.end(1) :]):
                    found.append(Span(match.start(1), match.end(1), Identifier.LEEFTIJD, sure))
        found += [span for match in _OF.finditer(text) for span in _of_somebody(text, match)]
        found += [
            Span(match.start(1), match.end(1), Identifier.LEEFTIJD, 0.985)
            for match in _ABOUT.finditer(text)
            if tells_age(text, match.start(), match.end(1))
        ]
        found += [
            Span(*match.span(each), Identifier.LEEFTIJD, 0.96)
            for match in _ARE.finditer(text)
            for each in (1, 2, 3)
            if match.group(each)
        ]
        for match in _YEARS.finditer(text):
            start, end = match.span()
            if not _ABOUT_AFTER.match(text[end:]) and tells_age(text, start, end):
                old = _OLD.match(text, end)
                found.append(Span(start, old.end() if old else end, Identifier.LEEFTIJD, 0.98))
                if whole := _AND_MONTHS.search(text, max(0, start - _FAR), end):
                    found.append(Span(whole.start(), end, Identifier.LEEFTIJD, 0.985))
                found += _chained(text, start)
        return found


def named_age(text: str, at: int) -> Span | None:
    """The age that only the name before ``at`` shows: "Parsa 13", "Negin van 15"."""
    match = _AFTER_NAME.match(text, at)
    if match is None or (_UNIT.search(match.group(1)) and not ends(text[match.end(1) :])):
        return None
    return Span(match.start(1), match.end(1), Identifier.LEEFTIJD, 0.92)


def _of_somebody(text: str, match: re.Match[str]) -> list[Span]:
    """As "broertjes van zes en negen"; not "mama, een papa" and "pleegmoeder van vijf"."""
    start, end = match.span("number")
    said, after = text[start:end], text[end:]
    by_comma = match.group("by") == ","
    counts = by_comma or _FEW.fullmatch(said)
    beside = match.group("between") is None and not by_comma
    closed = ends(after) or (beside and _GOES_ON.match(after))
    if and_older(after) or (counts and not closed):
        return []
    if match.group("by") == "van" and _HAS.search(match.group("who")) and _UP_TO_12.fullmatch(said):
        return []
    found = [Span(start, end, Identifier.LEEFTIJD, 0.975)]
    while (more := _AND_MORE.match(text, end)) and ends(text[more.end() :]):
        end = more.end()
        found.append(Span(more.start(1), end, Identifier.LEEFTIJD, 0.97))
    return found


def _chained(text: str, start: int) -> list[Span]:
    """The ages before the last one: "drie en" in "ze zijn drie en vijf jaar"."""
    found = []
    while before := CHAIN.search(text, max(0, start - _FAR), start):
        start = before.start(1)
        found.append(Span(start, before.end(1), Identifier.LEEFTIJD, 0.97))
    return found
