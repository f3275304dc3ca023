"""Web addresses and names on social media.

Contract: ``LinkFinder.find`` gives spans of URL; the @ belongs to a handle.
"""

import re
from collections.abc import Sequence

from coach.labels import Identifier
from coach.privacy.spans import Span

_ENDINGS = r"(?:nl|com|org|net|eu|be|de|info|me|app|gg|tv|link|page|pl|gov|online)"
_URL = re.compile(
    rf"(?:https?://|www\.)[^\s<>\"'’)\]]+[\w/]|(?<![\w@.-])(?:[\w-]+\.)+{_ENDINGS}(?:/[\w./?=&%#~+-]*\w/?)?(?![\w@])",
    re.I,
)
_HANDLE = re.compile(r"(?<![\w.@/+-])@[A-Za-zÀ-ÿ_][\w.]*\w")
_PLACES = (
    r"(?:insta(?:gram)?|snap(?:chat)?|tik[\s-]?tok|discord|facebook|fb|twitter|telegram|roblox|"
    r"fortnite|youtube|pinterest|linkedin|twitch|steam|psn|playstation|xbox|minecraft)"
)
_NAMED = re.compile(
    rf"\b{_PLACES}(?:[\s-]*(?:account|accountje|naam|gebruikersnaam|profiel|handle|tag|pagina|kanaal|"
    rf"heet|is|als|onder|de|het|haar|zijn|met|van|op|die|ze|hij|zit|staat|nieuwe|nep))*[\s:=(‘'\"“]*"
    r"(?<![^\W\d_])((?=[\w.]*[\d_.])[A-Za-zÀ-ÿ_][\w.]*\w|(?<=[:=‘'\"“])[A-Za-z]\w+)",
    re.I,
)
_ACCOUNT = re.compile(
    r"\b(?:gebruikersnaam|username|accountnaam|nickname|gamertag|snapnaam|handle)"
    r"[\s:=]*(?:is|van\s\w+\sis|heet)?[\s:=‘'\"“]*"
    r"(?<![^\W\d_])([A-Za-z_][\w.]*\w)",
    re.I,
)
_LOOSE = re.compile(r"(?<![\w@.])[a-z]+(?:[._][a-z0-9]+)*_[a-z0-9_.]*[a-z0-9_](?![\w@])", re.I)
# "z.s.m", "o.a" and "d.w.z" look like hosts without an ending; endings are asked for, so only this.
_NOT = re.compile(r"^(?:i\.p\.v|o\.a|t\.b\.v)", re.I)


class LinkFinder:
    """Finds addresses and handles."""

    def find(self, text: str) -> Sequence[Span]:
        """Spans of URL."""
        found = [
            Span(m.start(), m.end(), Identifier.URL, 0.98)
            for m in _URL.finditer(text)
            if not _NOT.match(m.group())
        ]
        found += [Span(m.start(), m.end(), Identifier.URL, 0.98) for m in _HANDLE.finditer(text)]
        found += [
            Span(m.start(1), m.end(1), Identifier.URL, 0.95)
            for pattern in (_NAMED, _ACCOUNT)
            for m in pattern.finditer(text)
        ]
        found += [Span(m.start(), m.end(), Identifier.URL, 0.9) for m in _LOOSE.finditer(text)]
        return found
