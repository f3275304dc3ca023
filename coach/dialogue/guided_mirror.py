"""Which mirrored clauses may be said back.

Contract: ``given_back`` is the user's clause in the second person when it opens with what the
user does or feels, and ``""`` when saying it back would sound like the coach's own verdict, order
or blame: about others first, *je moet*, self-blame, who is right. Those are quoted instead. The
module judges wording only.
"""

import re

from coach.dialogue.mirror import mirror_main
from coach.dialogue.mirror_verbs import words_of

_ORDER = r"(?:je|jullie) (?:moet|moeten|mag|mogen|hoort|horen|dient|zou(?! graag))|moeten"
_BLAME = (
    r"schuld|fout|fouten|faal\w*|gefaald|tekort\w*|dom|stom\w*|slechte?|waardeloos|mislukt\w*"
    r"|verkeerde?|streng|verrader|wrak|lui|laf|onprofessioneel|naïef"
)
_VERDICT = r"gelijk|(?:on)?geschikt|terecht|onterecht|niet deugt|liegt|leugens?|alles goed"
_UNFIT = re.compile(rf"\b(?:{_ORDER}|{_BLAME}|{_VERDICT})\b", re.IGNORECASE)
_CLAUSE = re.compile(r", | (?:en|maar|want|dus) ")
_YOU = re.compile(r"\b(?:je|jou|jezelf)\b", re.IGNORECASE)
# "ik mag moeder niet" must not come back as "je moeder".
_KIN = r"(?:pleeg|stief|gezinshuis)?(?:moeder|vader|ouders?|oma|opa|dochter|zoon|kind(?:eren)?)"
_YOURS = re.compile(rf"\bje {_KIN}\b", re.IGNORECASE)
#: 'Dat hoop ik' says nothing when it comes back.
FEWEST_WORDS = 4
# "Moeder mag ik heel graag" would come back as what mother feels.
_LIKED = re.compile(
    rf"(?:de )?{_KIN} (?:mag|zie|hoor|ken|vind|begrijp|snap|mis|vertrouw\w*) je\b", re.I
)
# "6,5" comes apart.
_CUT = re.compile(r"\d, \d")
# What opened the user's sentence with a capital and now stands in the middle of one.
_OPENERS = words_of(
    """
    altijd daar daardoor daarna daarom dan dat de deze die dit donderdag een eerst eigenlijk
    gisteren het hier later maandag misschien morgen nooit nu ook ooit sinds soms straks thuis toen
    vaak vanavond vandaag vanmiddag vanmorgen vannacht vanochtend volgende vorige vrijdag woensdag
    zaterdag zelf zo zondag dinsdag
    """
)
_MINE = re.compile(rf"\b(?:mijn|m'n|mn) {_KIN}\b", re.IGNORECASE)


def given_back(telling: str) -> str:
    """The clause as it may be said back, without final punctuation; or ``""``."""
    mirrored = mirror_main(telling) or ""
    if _YOURS.search(mirrored) and not _MINE.search(telling):
        return ""
    first = _CLAUSE.split(mirrored, maxsplit=1)[0]
    opener = mirrored.split(" ", 1)[0]
    if opener.lower() in _OPENERS:
        mirrored = opener.lower() + mirrored[len(opener) :]
    if len(mirrored.split()) < FEWEST_WORDS or _LIKED.match(mirrored) or _CUT.search(mirrored):
        return ""
    return mirrored if _YOU.search(first) and not _UNFIT.search(mirrored) else ""
