"""Whether "vier jaar" tells how old somebody is or how long something lasts.

Contract: ``tells_age`` looks at the words around a number of years, months or weeks. An age is said
of a person ("hij is vier jaar", "een jongen van vier jaar", "toen ze vier jaar was") and the clause
ends with it; when more is said of those years ("vier jaar clean", "vier jaar bij ons", "vier jaar
pleegkind") they are a length of time, and so they are with no person before them. ``ends`` tells
whether a clause ends at the beginning of a text.
"""
# ruff: noqa: E501  a pattern is read as one line

import re

from coach.privacy.numbers import CARDINAL, MONTH, WEEKDAY

PERSON = (
    r"(?:jongen|jongetje|meisje|meid|kind|kindje|zoon|zoontje|dochter|dochtertje|puber|peuter|kleuter|baby|zus|zusje|broer|broertje|jongere|tiener|knul|man|vrouw|moeder|"
    r"vader|oma|opa|jochie|ventje|pleegdochter|pleegzoon|pleegkind|pleegmeisje|pleegjongen|kleinzoon|kleindochter|meissie|gastje|tante|oom|leerling|client|cliënt|jeugdige|"
    r"halfbroertje|halfzusje|stiefzoon|stiefdochter|tweeling|oudste|jongste|middelste|eentje|iemand|kids|kinderen|jongens|meisjes|pleegmoeder|pleegvader|zusjes|broertjes|kleine|"
    r"meiden|dochters|zonen|zoons|pubers|pleegkinderen|partner|vriend|vriendin|collega|mama|papa)"
)
#: A time that may stand between the verb and the age: "wordt in maart 18", "werd gisteren negen".
WHEN = rf"(?:(?:vandaag|morgen|gisteren|overmorgen|binnenkort|(?:volgende?|vorige?|dit|deze)\s+(?:week|maand|jaar|zomer|winter)|(?:aanstaande|komende|op)?\s*{WEEKDAY}|over\s+\w+\s+(?:dag|dagen|week|weken|maand|maanden)|in\s+{MONTH}|(?:in|deze)\s+(?:de\s+)?(?:zomer|winter|lente|herfst))\s+)?"
_NUMBER = rf"(?:\d{{1,2}}|{CARDINAL})(?:\s?(?:½|[eë]n\s?(?:een\s?)?half))?"
_STILL = r"(?:(?:nu|bijna|net|pas|inmiddels|intussen|ondertussen|al|ook|toen|echt|maar|dan|straks|zelf|allebei|ongeveer|zo'n|zo’n|zeker|minstens|hoogstens|misschien|hooguit|\w+lijk|naar\s+schatting|nog\s+(?:maar|geen|steeds|niet\s+eens)|geloof\s+ik|denk\s+ik|volgens\s+mij)\s+)*"
_WHO = rf"(?:(?:mijn|mn|m'n|zijn|haar|ons|onze|hun|de|het|die|dat|dit|deze)\s+)?(?:\w+\s+)?{PERSON}"
_SUBJECT = rf"(?:(?:hij|ze|zij|ie|ik|je|jij|we|wij|{_WHO})\s+)"
_VERB = r"(?:is|was|wordt|werd|word|ben|bent|zijn|waren|worden|werden)"
_COPULA = re.compile(
    rf"(?:(?P<first>[\w'’-]+)\s+)?\b{_VERB}\s+(?P<then>{_SUBJECT}?){_STILL}{WHEN}{_STILL}$", re.I
)
#: "moe ben ik al vijf jaar"
_MYSELF_ALREADY = re.compile(r"\bben\s+ik\s+al\b", re.I)
#: What cannot be an age's subject; nouns of what lasts: "de plaatsing is nu twee jaar".
_NOT_WHO = re.compile(
    r"(?:dat|dit|het|er|wat|hoe|hoelang|dus|met|na|door|bij|van|voor|in|op|al|we|wij|jullie|[a-z]*(?:tijd|duur|periode|ots|uhp|termijn|traject|contract|straf|relatie|contact|huwelijk|verschil|zaak|proces|maatregel|afspraak|onderzoek|hulp|zorg|brief|verslag|rapport|plan)|[a-z]*(?<!l)ing)",
    re.I,
)
_OF = re.compile(
    rf"\b\w*{PERSON}(?:\s+\w+)?\s+van\s+(?:ongeveer\s+)?{_STILL}$|^\W*van\s+$|\b(?:pas\w*|hoor\w*)\s+(?:niet\s+)?bij\s+$|\bschat\w*\s+\w+\s+(?:op\s+)?$|\beruit\s+als\s+$|\bleeftijd(?:en)?:?\s*(?:van\s+)?$",
    re.I,
)
#: "vader, 41 jaar, zit vast"; after "al" it is how long: "hij wacht, al vier jaar, op haar".
_BESIDE = re.compile(
    rf"(?:\b{PERSON}\s*[,(]?|[,(])\s*(?:(?:nu|bijna|net|pas|inmiddels)\s+)?$", re.I
)
_PERSON_BESIDE = re.compile(rf"\b{PERSON}\s*[,(]?\s*(?:(?:nu|bijna|net|pas)\s+)?$", re.I)
_MONTHS = re.compile(r"ma|mnd|we", re.I)
_WHO_ONLY = re.compile(rf"hij|ze|zij|ie|{PERSON}", re.I)
#: "met zijn elf jaar niet dragen"
_WITH_HIS = re.compile(r"\b(?:met|ondanks)\s+(?:zijn|haar|z'n|zn|d'r|mijn|m'n|mn|je|hun)\s+$", re.I)
#: "toen hij vier jaar was"; the verb comes after.
_CLAUSE = re.compile(
    rf"(?:(?<!\bwaar\s)\b(?:hij|ze|zij|ie|ik|je|jij|{PERSON}(?:\s+(?:die|dat))?)|\btoen\s+\w+)\s+{_STILL}$",
    re.I,
)
_VERB_AFTER = re.compile(
    rf"\s+{_VERB}\b(?!\s+(?:\w+\s+)?(?:(?:\w{{2,4}})?ge\w+(?:d|t|en)|(?:ver|be|ont)\w+(?:d|t))\b)",
    re.I,
)
#: "Vier jaar was hij.", "Elf jaar, en hij staat al tot sluitingstijd in de winkel."
_INVERTED = re.compile(
    r"\s+(?:is|was|wordt|werd|ben)\s+(?:hij|ze|zij|ie|ik)(?:\s+nu)?(?=\s*(?:[.,;:!?)\"”]|$|en\b|maar\b|toen\b))"
    r"|,?\s+en\s+(?:hij|ze|zij|ie)\b",
    re.I,
)
#: "Hoe oud is ze? Negen jaar."
_ASKED = re.compile(r"\boud\b[^.!?\n]{0,30}\?\s*$", re.I)
#: So many characters before an age are looked at.
_FAR = 120
_STARTS = re.compile(r"(?:^|[.!?;:\n\"“])\s*$")
#: A list of ages: "van vier en zes jaar", "zijn drie, vijf en zes jaar".
CHAIN = re.compile(rf"\b({_NUMBER})(?:\s?jaar)?\s*(?:,|en|of)\s+$", re.I)
_NOTED = re.compile(r"(?:(?:^|[.,;:(/\n])\s*|\b[A-Z][\w.'’-]*\s)$")
#: In the clause before: it speaks of how long. ("Hij woont bij ons, elf jaar, en" tells an age.)
_LASTS = re.compile(
    r"\b(?:lang|langer|duur\w*|geduurd|geleden|ken|kent|ervaring|uit\s+elkaar|kreeg|krijgt|jaren)\b[^.!?;\n]{0,30}$",
    re.I,
)
#: Who is known, seen or helped that long: "ik ken die jongens pas vier maanden".
_KNOWN_FOR = re.compile(
    r"\b(?:ken|kent|kennen|begeleid|begeleiden|zie|zien|spreek|help|heb|hebben|werk|doe)\b[^.,;!?\n]*$"
    # "ik ken haar het langst van iedereen, vier jaar"
    r"|\b(?:ken|kennen|begeleid)\b[^.,;!?\n]*\blangst\b[^.,;!?\n]*,\s*$",
    re.I,
)
_ENDS = re.compile(
    r"\s*(?:$|[.,;:!?)\n…\"”“’/–—-]|(?:en|maar|want|dus|als|toen|terwijl|omdat|die|dat|wanneer|zodat|hoewel|hij|ze|zij|ik|je|jij|ie|dan|nu|hoor|geworden|volgens|vandaag|gisteren|straks|"
    r"heeft|had|wil|kan|kon|mag|moet|zegt|zei|gaat|ging|doet|komt|kwam|loopt|woont|zit|slaapt|huilt|speelt|vindt|belt|vraagt|praat|wordt|werd|is|was)\b"
    r"|of\b(?!\s+(?:langer|meer|korter|minder|zo)\b)"
    rf"|in\s+(?:groep|klas|{MONTH})\b|op\s+(?:school|\d)|met\s+(?:een?|zijn|haar|ernstige?|adhd|autisme|autistisch\w*)\b(?![^.,;!?\n]*\b(?:samen|getrouwd|bezig|gestopt|verlof)\b))",
    re.I,
)
_ALWAYS_LONG = re.compile(
    r"(?:\b(?:na|sinds|over|binnen|gedurende|afgelopen|laatste|eerste|elke|iedere|per|om\s+de|duurt|duurde|minimaal|maximaal|tot|vanaf|onder\s+de|boven\s+de|tussen\s+de|jonger\s+dan|ouder\s+dan)|[<>≥≤])\s+$",
    re.I,
)
_AGO = re.compile(
    r"\s*(?:geleden|terug|lang|later|eerder|ervaring|cel|gevangenis|celstraf|dienst|werk)\b", re.I
)
_AND_OLDER = re.compile(r"^\s*(?:en\s+ouder|of\s+ouder|en\s+jonger|of\s+jonger|plus|\+)", re.I)
_OLD = re.compile(r"\s*(?:oud|jong)\b(?!\s+(?:nieuws|zeer))", re.I)


def ends(after: str) -> bool:
    """Whether the clause ends here, or goes on with something new."""
    return _ENDS.match(after) is not None


def and_older(after: str) -> bool:
    """Whether this is a limit: "12 jaar en ouder"."""
    return _AND_OLDER.match(after) is not None


def unchained(before: str) -> str:
    """What stands before a list of ages, at its last one: "van 3, 5 en " becomes "van "."""
    while chained := CHAIN.search(before):
        before = before[: chained.start()]
    return before


def tells_age(text: str, start: int, end: int) -> bool:
    """Whether the years at ``text[start:end]`` are somebody's age."""
    before, after = re.split(r"[.!?\n]\s", text[max(0, start - _FAR) : start])[-1], text[end:]
    if _OLD.match(after):
        return True
    if _ASKED.search(text[max(0, start - _FAR) : start]) and ends(after):
        return True
    if _ALWAYS_LONG.search(before) or and_older(after) or _AGO.match(after):
        return False
    before = unchained(before)
    if _OF.search(before) or _WITH_HIS.search(before):
        return True
    if _VERB_AFTER.match(after) and _CLAUSE.search(before):
        return True
    if not ends(after):
        return _INVERTED.match(after) is not None and _STARTS.search(before) is not None
    said = text[start:end]
    if _KNOWN_FOR.search(before):
        return False
    # Things are weeks and months old much more often than somebody is.
    young = _MONTHS.search(said) is not None
    if _said_of_somebody(before, young):
        return True
    return _PERSON_BESIDE.search(before) is not None if young else _noted(said, before, after)


def _said_of_somebody(before: str, surely: bool) -> bool:
    copula = _COPULA.search(before)
    if copula is None:
        return False
    first, then = copula.group("first") or "", copula.group("then")
    if then:
        return _MYSELF_ALREADY.search(copula.group()) is None
    if surely:
        return _WHO_ONLY.fullmatch(first) is not None
    return _NOT_WHO.fullmatch(first) is None


def _noted(said: str, before: str, after: str) -> bool:
    """Without a verb: "vader, 41 jaar, zit vast", "4 jaar, groep 1", "Vier jaar was hij."."""
    if _STARTS.search(before) and _INVERTED.match(after):
        return True
    if _LASTS.search(before):
        return False
    if _BESIDE.search(before):
        return True
    return said[:1].isdigit() and _NOTED.search(before) is not None
