"""What kind of input it is when it is no Dutch sentence.

Contract: ``strangeness`` names one of ``leeg``, ``tekens``, ``code``, ``taal`` or ``algemeen``,
the tags of the lines of kind ``vreemde-invoer``. It only looks at the characters and at what
listening already found; it detects no language itself.
"""

import re

from coach.dialogue.state import Heard

_WORDS = re.compile(r"[^\W\d_]{2,}")
_CODE = re.compile(r"[{}<>;=\\$&|^]|\(\)|://|\]\(|[A-Za-z0-9+/]{40,}")
# Share of the words above which marks of code outweigh the words themselves.
_CODE_SHARE = 0.3


def strangeness(heard: Heard) -> str:
    """The tag for this input."""
    text = heard.text.strip()
    words = _WORDS.findall(text)
    if not text:
        return "leeg"
    if len(_CODE.findall(text)) > _CODE_SHARE * max(len(words), 3):
        return "code"
    if not words:
        return "tekens"
    return "algemeen" if heard.dutch else "taal"
