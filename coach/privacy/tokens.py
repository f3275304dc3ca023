"""Words of a text with their places, and how they are written.

Contract: ``tokenise`` gives words, numbers and single marks in order; a possessive 's is a token of
its own, so that a name never holds it. ``fold`` is the form in which words are looked up.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_TOKEN = re.compile(
    r"['’][st](?=\s)|[vV]\.\s?[dD]\.|[^\W\d_]+(?:[-'’.][^\W\d_]+)*|\d+|[^\w\s]|_|\n"
)
_POSSESSIVE = re.compile(r"(?<=[^\W\d_])['’]s?$", re.I)
_INITIALS = re.compile(r"(?:[^\W\d_]\.){1,5}$")
_STRAIGHT = str.maketrans(
    {"ı": "i", "İ": "i", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ø": "o", "’": "'"}
)


@dataclass(frozen=True)
class Token:
    """One word or mark."""

    text: str
    start: int
    end: int

    @property
    def word(self) -> bool:
        """Whether it is a word and not a number or mark."""
        return self.text[0].isalpha()


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Lower case without accents."""
    bare = unicodedata.normalize("NFKD", word.translate(_STRAIGHT).casefold())
    return "".join(char for char in bare if not unicodedata.combining(char))


def tokenise(text: str) -> list[Token]:
    """All tokens; ``text[t.start:t.end] == t.text`` for each."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        found, start, end = match.group(), match.start(), match.end()
        if not found[0].isalpha():
            tokens.append(Token(found, start, end))
            continue
        # "jaar.Ik" and "morgen.we" are two sentences; "J.P" and "a.s" are abbreviations.
        parts = [(found, start)]
        if "." in found:
            pieces = found.split(".")
            if max(map(len, pieces)) > 2:
                parts, place = [], start
                for piece in pieces:
                    parts.append((piece, place))
                    place += len(piece) + 1
        for part, place in parts:
            own = _POSSESSIVE.search(part)
            cut = own.start() if own and own.start() > 0 else len(part)
            if cut > 1 or cut == len(part):
                tokens.append(Token(part[:cut], place, place + cut))
                if cut < len(part):
                    tokens.append(Token(part[cut:], place + cut, place + len(part)))
            else:
                tokens.append(Token(part, place, place + len(part)))
    return tokens


def shape(word: str) -> str:
    """Roughly how a word is written: lower, Title, UPPER, single letter, mixed."""
    if len(word) == 1:
        return "l" if word.islower() else "L"
    if word.islower():
        return "lower"
    if word.isupper():
        return "UPPER"
    if word[0].isupper() and word[1:].replace("-", "").replace("'", "").islower():
        return "Title"
    return "Mixed"
