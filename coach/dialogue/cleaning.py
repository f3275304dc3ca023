"""A message as it may be read: no control characters, no lone surrogates, composed accents.

Contract: ``clean`` is pure and quick to import; a text of only such characters becomes empty.
"""

import re
import unicodedata

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def clean(text: str) -> str:
    """The message without control characters and lone surrogates, in composed form."""
    return unicodedata.normalize("NFC", _CONTROL.sub("", text.replace("\r\n", "\n"))).strip()
