"""Whether a feeling was named in so many words.

Contract: ``unnamed`` keeps the feelings of which no word stands in the text. A feeling somebody
named is acknowledged; guessing at it would sound as if nobody had listened. The module only
compares word beginnings; whether a feeling is there is for listening to say.
"""

import re
from collections.abc import Sequence

from coach.labels import Feeling

_NAMES: dict[Feeling, str] = {
    Feeling.SPANNING: (
        r"spann|gespann|zenuw|bang|angst|tegenop|opzie|stress|huiver|eng\b|durf|paniek|ongemak"
    ),
    Feeling.VERDRIET: r"verdriet|huil|tranen|rouw|droevig|pijn|teleurgesteld|teleurstel",
    Feeling.BOOSHEID: (
        r"boos|boze|woede|woest|kwaad|ge[iï]rriteer|irrit|erger|pissig|razend|baal|balen|chagrijn"
        r"|frustr|ongeduldig"
    ),
    Feeling.MACHTELOOSHEID: r"machteloos|onmacht|lege handen|wanhop|radeloos|vastgelopen|klem",
    Feeling.TWIJFEL: r"twijfel|onzeker|aarzel|weet niet|weet het niet|geen idee|niet zeker|dubbel",
    Feeling.SCHULD: (
        r"schuld|schaam|spijt|verwijt|kwalijk|tekortschiet|tekort|gefaald|faal|betrapt|het ergste"
    ),
    Feeling.VERMOEIDHEID: r"moe\b|moede|vermoei|uitgeput|kapot|leeg\b|doodop|op\b ben|slaap",
    Feeling.ZORG: r"zorgen|bezorgd|ongerust|niet gerust|zorg\b",
    Feeling.GERAAKT: r"raakt|raakte|geraakt|ontroer|aangrijp|binnenkwam|kwam binnen|stil van",
    Feeling.OPLUCHTING: r"opgelucht|opluchting|pfoe|gelukkig|blij\b",
}
_PATTERNS = {
    feeling: re.compile(rf"\b(?:{words})", re.IGNORECASE) for feeling, words in _NAMES.items()
}


def unnamed(feelings: Sequence[Feeling], text: str) -> list[Feeling]:
    """The feelings that the text shows without naming them, in the given order."""
    return [feeling for feeling in feelings if not _PATTERNS[feeling].search(text)]
