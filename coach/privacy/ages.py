"""Exact ages and school groups.

Contract: ``AgeFinder.find`` gives spans of LEEFTIJD: "14 jaar", "negen", "9-jarige", "groep 5".
Durations ("al twee jaar", "drie jaar geleden") and legal limits ("vanaf 12 jaar") stay.
"""
# ruff: noqa: E501  a pattern is read as one line

import re
from collections.abc import Sequence

from coach.labels import Identifier
from coach.privacy.numbers import CARDINAL, MONTH, ORDINAL, WEEKDAY
from coach.privacy.spans import Span

_N = rf"(?:\d{{1,2}}(?:[.,]5|½)?|{CARDINAL}|anderhalf)"
_HALF = r"(?:\s?(?:en\s+een\s+half|eneenhalf|½|enhalf))?"
_JARIG = re.compile(
    rf"\b(?:\d{{1,2}}\s?-?\s?|{CARDINAL}-?)jarig(?:e|en)?\b(?!\s+(?:bestaan|huwelijk|jubileum|contract|traject|plan|onderzoek|project))",
    re.I,
)
_YEARS = re.compile(
    rf"(?<![\w.,/-]){_N}{_HALF}\s?(?:jaar|jaren|jr\.?|jaartjes|maanden|mnd|maandjes|weken|weekjes)(?![\w-])(\s+oud)?",
    re.I,
)
_SCHOOL = re.compile(
    rf"\b(?:groep\s?(?:\d(?:\s?/\s?\d)?|{CARDINAL})|klas\s?\d\s?[a-h]?(?!\w)|(?:de\s)?brugklas(?=\s+(?:van|op|zit))|(?<=\bin\s)de\sbrugklas|[1-6]\s?(?:havo|vwo|vmbo|mavo|atheneum|gymnasium)(?:[\s-]?[btkg]{{1,2}}l?)?|"
    rf"(?:havo|vwo|vmbo|mavo)[\s-]?(?:[btkg]l?[\s-]?)?[1-6]|(?:de\s)?(?:eerste|tweede|derde|vierde|vijfde|zesde)(?=\s+(?:klas|van\s+(?:de\s+)?(?:havo|vwo|vmbo|mavo|gymnasium)))(?:\s+klas)?)(?![\w])",
    re.I,
)
_PERSON = (
    r"(?:jongen|jongetje|meisje|meid|kind|kindje|zoon|zoontje|dochter|dochtertje|puber|peuter|kleuter|baby|zus|zusje|broer|broertje|jongere|tiener|knul|man|vrouw|moeder|"
    r"vader|oma|opa|jochie|ventje|pleegdochter|pleegzoon|pleegkind|pleegmeisje|pleegjongen|kleinzoon|kleindochter|meissie|gastje|tante|oom|leerling|client|cliënt|jeugdige|"
    r"halfbroertje|halfzusje|stiefzoon|stiefdochter|tweeling|oudste|jongste|middelste|eentje|iemand|kids|kinderen|jongens|meisjes)"
)
_NOT_UNIT = (
    r"(?![\w-])(?!\s*(?:uur|keer|x\b|weken|week|dagen|dag|maanden|maand|minuten|min\b|kinderen|kids|euro|km|procent|%|van\s+de|gesprekken|bezoeken|plaatsen|plekken|pleeggezinnen|"
    r"jaar\s+(?:geleden|lang|later|bij|in|op|getrouwd|samen|gewerkt|ervaring)|januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|"
    r"pleegkinderen|kleinkinderen|stiefkinderen|jongens|meisjes|meiden|pubers|tieners|dochters|zoons|zonen|peuters|kleuters|baby's|tweelingen|(?:jonge|kleine|oudere|grote|opgroeiende|volwassen|eigen)\s+\w+|mensen|broers|zussen|zusjes|broertjes|huizen|scholen|nachten|stuks|volwassenen|afspraken|op\s+een|dingen|vragen|:|\.\d|,\d|/|van\s+die|andere|verschillende))"
)
_OF = re.compile(
    rf"\b{_PERSON}(?:\s+\w+)?\s*(?:van|,|\()\s*(?:bijna\s+|net\s+|pas\s+|inmiddels\s+)?({_N}{_HALF}){_NOT_UNIT}",
    re.I,
)
_WHEN = rf"(?:(?:vandaag|morgen|gisteren|overmorgen|binnenkort|volgende\s+(?:week|maand)|deze\s+(?:week|maand)|(?:aanstaande|komende|op)?\s*{WEEKDAY}|over\s+\w+\s+(?:dag|dagen|week|weken|maand|maanden)|in\s+{MONTH})\s+)?"
_IS = re.compile(
    rf"\b(?:(?:is|was|wordt|werd|word)(?:\s+(?:hij|ze|zij|ie|ik))?|bijna|net|pas|toen\s+(?:ik|hij|zij|ze|ie|\w+))\s+{_WHEN}(?:(?:nu|bijna|net|pas|inmiddels|al|ook|nog\s+maar|vorige\s+week|gisteren|toen|echt|maar|geloof\s+ik|dan|straks|dit\s+jaar|nog\s+geen|nog\s+niet\s+eens)\s+)*"
    rf"((?:\d{{1,2}}(?:[.,]5)?|(?!een\b|één\b|twee\b|nul\b){CARDINAL}){_HALF})(?:\s+(?:was|is|werd|wordt|geworden))?{_NOT_UNIT}(?=\s*(?:[.,;!?)]|$|\n|en\b|maar\b|was\b|is\b|werd\b|geworden|jaar|dus|die|toen|wanneer|als|oud|nu|hij|ze|zij|ik|of\b|met|op\s+school|op\s+\d|zei|zegt|vertel\w+))",
    re.I,
)
# "een jaar of zeven", "een puber van 15, een van 13", "(16;4)", "hij vindt twaalf te jong".
_ABOUT = re.compile(rf"\b(?:een|'n)\s+jaar\s+of\s+({_N}){_NOT_UNIT}", re.I)
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
    r"(?=\s*(?:[.,;!?)]|$|jaar\b|maar\b|en\s+(?:de|het|zij|hij|ze|die)\b))",
    re.I,
)
_MONTHS_TOO = re.compile(r"\(\s*(\d{1,2};\d{1,2})\s*(?=[,)])")
_TOO_YOUNG = re.compile(
    rf"\b((?:\d{{1,2}}|{CARDINAL}))\s+(?:te|erg|wel|heel)\s+(?:jong|oud|klein)\b", re.I
)
_WAS = re.compile(
    rf"\b(?:ze|zij|hij|ik|die|toen\s+\w+)\s+((?:\d{{1,2}}|{CARDINAL}))\s+(?:was|werd|is|wordt)\b",
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
_LONG_BEFORE = re.compile(
    r"(?:\b(?:al|na|sinds|over|binnen|gedurende|afgelopen|laatste|eerste|elke|iedere|per|in|voor|nog|om\s+de|duurt|duurde|duur|ruim|zeker|minstens|minimaal|maximaal|hoogstens|zo'n|ongeveer|hele|"
    r"wonen|woont|woonde|woonden|zit|zat|zitten|werk|werkt|werken|werkte|ken|kent|kennen|heb|hebben|heeft|had|hadden|liep|loopt|voorlopig|volle|komende|vorige|vele|paar|plaatsing\s+van|periode\s+van|traject\s+van|termijn\s+van|ots\s+van|"
    r"verlengd\s+met|verlenging\s+van|machtiging\s+(?:van|voor)|straf\s+van|cel\s+van|duren|kreeg|krijgt|tot|vanaf|onder\s+de|boven\s+de|tussen\s+de|jonger\s+dan|ouder\s+dan|bijna|meer\s+dan|minder\s+dan|hoelang|weg|geduurd|die|deze|der|totaal)|[<>≥≤]|\b(?:ken|kent|kende|kennen)\s+(?:hem|haar|ze|elkaar|hen|je))\s+$",
    re.I,
)
_ALWAYS_LONG = re.compile(
    r"(?:\b(?:na|sinds|over|binnen|gedurende|afgelopen|laatste|eerste|elke|iedere|per|om\s+de|duurt|duurde|zeker|minstens|minimaal|maximaal|hoogstens|tot|vanaf|onder\s+de|boven\s+de|tussen\s+de|jonger\s+dan|ouder\s+dan)|[<>≥≤])\s+$",
    re.I,
)
_LONG_AFTER = re.compile(
    r"^\s*(?:of\s|geleden|lang|later|verder|bij\s|in\s+(?:de|het|een|dit|ons|onze|huis|pleegzorg)|pleegzorg|ots|gewerkt|samen|getrouwd|gescheiden|ervaring|gezeten|terug|eerder|ouder|jonger|cel|celstraf|gevangenis|straf|voorwaardelijk|jeugddetentie|werk|niet|geen|onder|"
    r"voor\s+(?:ots|de)|verlengd|verlenging|gevochten|gewacht|op\s+(?:een|de)\s+wachtlijst|wachtlijst|contact|hulp|therapie|tijd|durend|duren|duurt|aan\s|mee\s|met\s+(?:haar|hem|ze)\s+bezig|voordat|nadat|en\s+ouder|of\s+ouder|clean|nuchter|weg\s|daar|hier)",
    re.I,
)
_AGO = re.compile(r"\s*(?:geleden|lang|later)\b", re.I)
_TENS_AFTER = re.compile(r"^\s*(?:en\s+ouder|of\s+ouder|en\s+jonger|plus|\+)", re.I)

AFTER_NAME = re.compile(
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
            (_OF, 0.975), (_IS, 0.95), (_WAS, 0.95), (_ORDINAL_AGE, 0.96), (_BIRTHDAY, 0.95), (_PAREN, 0.97), (_APPOSITION, 0.95), (_LABELLED, 0.96),
            (_ABOUT, 0.985), (_NOT_YET, 0.95), (_ANOTHER, 0.95), (_MONTHS_TOO, 0.985), (_TOO_YOUNG, 0.9),
        ):  # fmt: skip
            for match in pattern.finditer(text):
                if not _TENS_AFTER.match(text[match.end(1) :]):
                    found.append(Span(match.start(1), match.end(1), Identifier.LEEFTIJD, sure))
        found += [
            Span(*match.span(each), Identifier.LEEFTIJD, 0.96)
            for match in _ARE.finditer(text)
            for each in (1, 2, 3)
            if match.group(each)
        ]
        found += [
            Span(m.start(), m.end() - len(m.group(1) or ""), Identifier.LEEFTIJD, 0.98)
            for m in _YEARS.finditer(text)
            if self._is_age(text, m)
        ]
        return found

    @staticmethod
    def _is_age(text: str, match: re.Match[str]) -> bool:
        before, after = text[max(0, match.start() - 40) : match.start()], text[match.end() :]
        if match.group(1):
            return True
        if re.search(r"(?:maand|mnd|week|weken)", match.group(), re.I):
            told = re.search(rf"{_PERSON}(?:\s+(?:is|van|was))?\s*[,(]?\s*$", before, re.I)
            return told is not None and not _AGO.match(after)
        if _ALWAYS_LONG.search(before) or _TENS_AFTER.match(after):
            return False
        told = re.search(
            rf"(?:\b(?:is|was|wordt|werd|zijn|leeftijd:?|toen\s\w+|{_PERSON}(?:\s\w+)?\s+van|{_PERSON})(?:\s+(?:nu|bijna|net|pas|inmiddels|al|ook))*\s*[,(]?|[(,])\s*$",
            before,
            re.I,
        )
        if told:
            return not _AGO.match(after)
        if _LONG_BEFORE.search(before) or _LONG_AFTER.match(after):
            return False
        return bool(re.match(r"\s*(?:[.,;)!?]|$|\n|en\b|die\b|is\b)", after))
