"""Whether a message only asks where something that was quoted comes from.

Contract: ``Origin.asked`` is true for a message that puts that question and holds no other words:
'waar komt dat vandaan', not 'waar komt dat gedrag vandaan'. The words stand in
``lexicon/wordgroups.yaml``: how the question begins (``herkomstvraag``), what it is about
(``herkomstding``) and all that may stand in it (``herkomstwoord``).
"""

from coach.dialogue.listen_lexicon import Lexicon
from coach.dialogue.listen_patterns import compile_pattern, tokenise
from coach.dialogue.listen_text import plain


class Origin:
    """The question where a quote comes from."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._words = frozenset(lexicon.groups["herkomstwoord"])
        self._asks = compile_pattern("@herkomstvraag .. @herkomstding", lexicon.groups)

    def asked(self, text: str) -> bool:
        """Whether the message is that question and no more."""
        folded = plain(text)
        said = tokenise(folded).known
        return said <= self._words and self._asks.find(folded) is not None
