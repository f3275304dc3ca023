"""Takes out of a text what people do not see and what a language model could take for its own.

Contract: ``clean(text)`` gives the text without invisible characters, marks of chat templates,
role labels at the start of a line and lines in the form of Kier's own prompts and citations, the
place in the old text of every character that stayed, and what went by kind (a key of
``KINDS``). What remains is in the old order, character for character; ordinary Dutch, also when
it commands ("Bel altijd eerst …"), stays as it is. Knows no file format.
"""

import re
import unicodedata
from dataclasses import dataclass

from coach.knowledge.marks import ROLE, TEMPLATE

KINDS = (
    "zero_width", "bidi", "tags", "invisible", "control", "surrogate", "private",
    "template", "role", "citation", "hidden", "white", "tiny", "outside", "covered",
    "rotated", "comment", "deleted", "hidden_html", "header", "running_head", "contents",
    "scanned_page",
)  # fmt: skip
_CONFORM = {0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x180E}
_BIDI = {0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x2070)}
# Drawn as nothing although Unicode calls them letters, marks or symbols.
_BLANK = {0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0, 0xFFFC}
_BLANK |= {*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0), *range(0x180B, 0x180E), 0x180F}
# Word and LibreOffice put hyphenation points here; nothing is hidden by them.
_SOFT_HYPHEN = 0x00AD


def _kind(code: int) -> str | None:
    if 0xE0000 <= code <= 0xE007F:
        return "tags"
    if code in _CONFORM:
        return "zero_width"
    if code in _BIDI:
        return "bidi"
    if code in _BLANK or code == _SOFT_HYPHEN:
        return "invisible"
    category = unicodedata.category(chr(code))
    if category == "Cf":
        return "invisible"
    if category == "Cc":
        return None if code in (0x09, 0x0A) else "control"
    if category == "Cs":
        return "surrogate"
    if category == "Co" or code & 0xFFFE == 0xFFFE:
        return "private"
    return None


def _classes() -> tuple[dict[int, str], re.Pattern[str]]:
    found: dict[int, str] = {}
    for code in (*range(0x20000), *range(0xE0000, 0xE1000)):
        # The private planes are thousands of one kind; the pattern names them as ranges.
        if not (0xE000 <= code <= 0xF8FF or code >= 0xF0000):
            kind = _kind(code)
            if kind is not None:
                found[code] = kind
    singles = "".join(re.escape(chr(code)) for code in found)
    return found, re.compile(f"[{singles}\ue000-\uf8ff\U000f0000-\U0010ffff]")


_CODES, _ODD = _classes()
# The form in which a turn is told to a model (prompts/nl/beurt.md, herschrijf.md) and cited.
_CITATION = re.compile(
    r"\[(?:fase|ogen|woorden|vragen|stukken)[ \t]*:[^\]\n]{0,400}\]?"
    r"|\[Dit kan zo niet:[^\]\n]{0,400}\]?"
    r"|~[0-9a-f]{8}~"
    r"|\[(?:source|citation|citaat|passage)[ \t]*[:#=][^\]\n]{0,200}\]"
    r"|\[(?:bron|source|doc(?:ument)?)[ \t#]*\d{1,4}(?:[ \t]*[:|][^\]\n]{0,200})?\]"
    r"|【[^】\n]{0,200}】|</?(?:bron|source|citation|citaat|passage|document|context)"
    r"(?:\s[^<>\n]{0,100})?>",
    re.IGNORECASE | re.MULTILINE,
)
_PATTERNS = (("template", TEMPLATE), ("citation", _CITATION), ("role", ROLE))


@dataclass(frozen=True)
class Cleaned:
    """``origin[i]`` is the place in the old text of character i; ``gone`` holds (kind, text)."""

    text: str
    origin: list[int]
    gone: list[tuple[str, str]]


def clean(text: str) -> Cleaned:
    """The text without what does not belong in it."""
    origin = list(range(len(text)))
    gone: list[tuple[str, str]] = []
    spans = [(m.start(), m.end(), _of(m.group())) for m in _ODD.finditer(text)]
    tags = "".join(chr(ord(char) - 0xE0000) for char in text if 0xE0020 <= ord(char) <= 0xE007E)
    text, origin = _without(text, origin, spans)
    for _, _, kind in spans:
        # Text spelled in tag characters is invisible, so the sample spells it out.
        gone.append((kind, tags if kind == "tags" else ""))
    while True:
        # Taking one mark out may join the halves of another.
        before = len(gone)
        for kind, pattern in _PATTERNS:
            found = [(m.start(), m.end(), kind) for m in pattern.finditer(text) if m.group()]
            gone += [(kind, text[start:end]) for start, end, _ in found]
            text, origin = _without(text, origin, found)
        if len(gone) == before:
            return Cleaned(text, origin, gone)


def _of(char: str) -> str:
    return _CODES.get(ord(char), "private")


def _without(
    text: str, origin: list[int], spans: list[tuple[int, int, str]]
) -> tuple[str, list[int]]:
    if not spans:
        return text, origin
    kept: list[str] = []
    places: list[int] = []
    last = 0
    for start, end, _ in spans:
        kept.append(text[last:start])
        places += origin[last:start]
        last = end
    kept.append(text[last:])
    places += origin[last:]
    return "".join(kept), places
