"""Web addresses and names on social media.

Contract: ``LinkFinder.find`` gives spans of URL; the @ belongs to a handle. With ``unheard``, which
tells whether no Dutch text holds a word, a handle without figures is found after "haar snap is".
"""

import re
from collections.abc import Callable, Sequence

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
_FILLER = (
    r"(?:account|accountje|naam|gebruikersnaam|profiel|handle|tag|pagina|kanaal|heet|is|als|onder|de|het|"
    r"haar|zijn|met|van|op|die|ze|hij|zij|zich|noemt|zit|staat|nieuwe|nep|daar|nu)"
)
_TOKEN = r"(?=\w*[\d_]|\w+\.\w)[A-Za-zÀ-ÿ_][\w.]*\w"
_NAMED = re.compile(
    rf"\b{_PLACES}(?:[\s-]*{_FILLER}\b)*[\s:=(‘'\"“]+({_TOKEN}|(?<=[:=‘'\"“])[A-Za-z]\w+)", re.I
)
_ACCOUNT = re.compile(
    r"\b(?:gebruikersnaam|username|accountnaam|nickname|gamertag|snapnaam|handle)\b"
    r"[\s:=]*(?:is\b|van\s\w+\sis\b|heet\b)?[\s:=‘'\"“]*([A-Za-z_][\w.]*\w)",
    re.I,
)
# "noemt hij zich DarkWolf2011", "ze heet daar lot.010x": letters and figures in one name.
_CALLED = re.compile(
    r"\b(?:noemt\s+(?:hij|ze|zij|ie)\s+zich|noemt\s+zich|heet(?:\s+(?:hij|ze|zij|ie|daar|online|nu))*|onder\s+de\s+naam)"
    r"(?:\s+(?:daar|online|nu|op\s+\w+))*\s+[‘'\"“]?((?=[\w.]*[^\W\d_]{3})(?=[\w.]*\d)[A-Za-z_][\w.]{4,}\w)",
    re.I,
)
# "haar snap is lisannexkes": only a word that no Dutch text holds, which the tables must tell.
_PLAIN = re.compile(
    rf"\b{_PLACES}(?:[\s-]*(?:account|naam|accountnaam))?\s+(?:is|heet|onder|als)\s+(?:de\s+naam\s+)?([a-z]\w{{5,}})(?![\w.])",
    re.I,
)
_DOTTED = re.compile(r"(?<![\w@./-])[a-z]{4,}[._]\d{1,4}[a-z]*(?![\w@./-]|[.,]\d)", re.I)
_LOOSE = re.compile(r"(?<![\w@.])[a-z]+(?:[._][a-z0-9]+)*_[a-z0-9_.]*[a-z0-9_](?![\w@])", re.I)
# "z.s.m", "o.a" and "d.w.z" look like hosts without an ending; endings are asked for, so only this.
_NOT = re.compile(r"^(?:i\.p\.v|o\.a|t\.b\.v)", re.I)


class LinkFinder:
    """Finds addresses and handles."""

    def __init__(self, unheard: Callable[[str], bool] | None = None) -> None:
        self._unheard = unheard

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
            for pattern in (_NAMED, _ACCOUNT, _CALLED)
            for m in pattern.finditer(text)
        ]
        found += [
            Span(m.start(), m.end(), Identifier.URL, 0.9)
            for pattern in (_LOOSE, _DOTTED)
            for m in pattern.finditer(text)
        ]
        if self._unheard is not None:
            found += [
                Span(m.start(1), m.end(1), Identifier.URL, 0.95)
                for m in _PLAIN.finditer(text)
                if self._unheard(m.group(1))
            ]
        return found
