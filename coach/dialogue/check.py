"""The last look at a reply before it is shown.

Contract: ``Checker.faults`` names what is wrong with a reply (empty list: nothing): more than one
question, a verdict, advice, diagnosis, reassurance or estimate by the patterns of
``checks.yaml``, template remains, a quote that is not the user's or a passage's, too many words.
The user's own words between ‘ and ’ are not held against the reply. Knows no context beyond the
texts it is given.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from coach.dialogue.state import Spoken
from coach.knowledge.content import Reader
from coach.knowledge.lexical import fold
from coach.settings import settings

MAX_WORDS = 90
_QUOTED = re.compile(r"‘([^’]*(?:’(?=\w)[^’]*)*)’")


def load_checks(folder: Path | None = None) -> dict[str, list[str]]:
    """The forbidden wordings by name; raises ContentError when the file is broken."""
    reader = Reader(folder or settings().content)
    data = reader.yaml(reader.folder / "checks.yaml")
    reader.raise_faults()
    return {str(name): [str(item) for item in items] for name, items in dict(data).items()}


def quoted(text: str) -> list[str]:
    """The literal quotes in a reply."""
    return _QUOTED.findall(text)


class Checker:
    """Looks for what a reply may never hold."""

    def __init__(self, patterns: dict[str, list[str]]) -> None:
        self._patterns = {
            name: re.compile("|".join(f"(?:{item})" for item in items))
            for name, items in patterns.items()
        }

    def faults(self, spoken: Spoken, sayings: Sequence[str]) -> list[str]:
        """Names of what is wrong; ``sayings`` are texts and titles that may be quoted."""
        whole = spoken.text
        bare = fold(_QUOTED.sub(" ", whole))
        found = [name for name, pattern in self._patterns.items() if pattern.search(bare)]
        if whole.count("?") > 1:
            found.append("vragen")
        if any(not any(quote in saying for saying in sayings) for quote in quoted(whole)):
            found.append("citaat")
        if len(whole.split()) > MAX_WORDS:
            found.append("lengte")
        return found
