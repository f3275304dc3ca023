"""Names that somebody gave: the roster of a case, found without any tables.

Contract: ``RosterFinder.find`` marks each word of the given names wherever it stands, in small
letters or capitals. Knows no Dutch; the fuller search is ``names.NameFinder``.
"""

from collections.abc import Collection, Sequence

from coach.labels import Identifier
from coach.privacy.spans import Span
from coach.privacy.tokens import fold, tokenise

_SMALL = frozenset(
    ["van", "de", "der", "den", "het", "'t", "te", "ten", "ter", "in", "el", "al", "la"]
)


class RosterFinder:
    """Finds given names."""

    def find(
        self, text: str, known: Collection[str] = (), others: Sequence[Span] = ()
    ) -> Sequence[Span]:
        """Spans of PERSOON."""
        wanted = {
            fold(token.text)
            for name in known
            for token in tokenise(name)
            if token.word and len(token.text) > 1
        } - _SMALL
        return [
            Span(token.start, token.end, Identifier.PERSOON, 0.95)
            for token in tokenise(text)
            if fold(token.text) in wanted
        ]
