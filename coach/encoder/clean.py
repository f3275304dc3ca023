"""Text as the tokenizer can take it.

Contract: ``clean`` gives valid Unicode without NUL, control characters or lone surrogates, with
runs of white space folded; it never raises on a ``str``. It knows nothing about Dutch or models.
"""

import re
import unicodedata

_SPACE = re.compile(r"\s+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\ufeff]")
# A message or passage far beyond what 256 word pieces can hold is cut before any other work.
_LONGEST = 8_000


def clean(text: str) -> str:
    """Return ``text`` folded for the tokenizer; at most 8,000 characters are looked at."""
    text = text[:_LONGEST].encode("utf-8", "ignore").decode("utf-8")
    text = unicodedata.normalize("NFC", text)
    return _SPACE.sub(" ", _CONTROL.sub(" ", text)).strip()
