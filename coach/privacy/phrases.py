"""Names from lists: organisations, towns, and general bodies that are never marked.

Contract: ``PhraseFinder.find`` gives spans of ORGANISATIE and LOCATIE for names that stand in the
lists and cannot be taken for a word; ``spared`` gives the places of general bodies. Towns that are
words too are left to the tagger unless they follow in/uit/naar with a capital.
"""

from collections.abc import Sequence

from coach.labels import Identifier
from coach.privacy.plainwords import PlainWords
from coach.privacy.spans import Span
from coach.privacy.tables import Phrases, Tables
from coach.privacy.tokens import Token, fold, tokenise

_WHERE = frozenset(
    [
        "in",
        "uit",
        "naar",
        "te",
        "regio",
        "gemeente",
        "omgeving",
        "richting",
        "vanuit",
        "rond",
        "nabij",
    ]
)
#: Of a town's name in small letters, words that are all said more often than this are words.
_SAID = 5.0


def matches(
    tokens: Sequence[Token], folded: Sequence[str], phrases: Phrases
) -> list[tuple[int, int]]:
    """Index ranges of tokens that spell one of the phrases, longest first."""
    found: list[tuple[int, int]] = []
    place = 0
    while place < len(tokens):
        for words in phrases.get(folded[place], ()):
            if tuple(folded[place : place + len(words)]) == words:
                found.append((place, place + len(words)))
                place += len(words) - 1
                break
        place += 1
    return found


class PhraseFinder:
    """Finds names that stand in a list."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._plain = PlainWords(tables)
        self._unsure = tables.word_names | tables.town_words | tables.first
        self._common = frozenset(
            fold(name) for name in tables.capital_only if len(name.split()) == 1
        )

    def find(self, text: str) -> Sequence[Span]:
        """Spans of ORGANISATIE and LOCATIE."""
        tokens = tokenise(text)
        folded = [fold(token.text) for token in tokens]
        shouting = text.isupper()
        found: list[Span] = []
        for first, last in matches(tokens, folded, self._tables.organisations):
            said = text[tokens[first].start : tokens[last - 1].end]
            if last - first == 1 and folded[first] in self._common:
                written = said in self._tables.capital_only
                short = (
                    said.islower()
                    and 3 <= len(said) <= 6
                    and self._tables.zipf(folded[first]) < 3.2
                )
                if not short and (shouting or not written or (first == 0 and not said.isupper())):
                    continue
            found.append(self._span(tokens, first, last, Identifier.ORGANISATIE, 0.97))
        for first, last in matches(tokens, folded, self._tables.town_phrases):
            small = folded[first] in self._tables.interfixes and tokens[last - 1].text.islower()
            asked = first > 0 and folded[first - 1] in _WHERE
            # "de lier" and "de hoek" are words; in small letters only after in, uit, naar.
            if small and not (asked and self._tables.zipf(folded[last - 1]) <= 3):
                continue
            # "nummer één" is a hamlet, and hardly ever said as one.
            said = text[tokens[first].start : tokens[last - 1].end]
            if said.islower() and all(self._tables.zipf(w) > _SAID for w in folded[first:last]):
                continue
            found.append(self._span(tokens, first, last, Identifier.LOCATIE, 0.9))
        for place, token in enumerate(tokens):
            word = folded[place]
            if word not in self._tables.towns or not token.word:
                continue
            if self._plain.verb(tokens, folded, place):
                continue
            before = folded[place - 1] if place else ""
            known = word not in self._tables.town_words and (
                word not in self._tables.first
                and word not in self._tables.last
                and (self._tables.zipf(word) < 4.2 or token.text[0].isupper())
                and word not in self._tables.word_names
            )
            alone = before == "," and place + 1 < len(tokens) and tokens[place + 1].text in ".\n("
            asked = (before in _WHERE or alone) and token.text[0].isupper() and not shouting
            small = before in ("in", "uit", "naar", "te", "vanuit", "regio", "gemeente")
            asked = asked or (small and word not in self._unsure)
            if (
                known and (token.text[0].isupper() or before in _WHERE or before in ("van", "in"))
            ) or asked:
                sure = 0.7 if word in self._tables.last or word in self._tables.first else 0.9
                found.append(self._span(tokens, place, place + 1, Identifier.LOCATIE, sure))
        return found

    def spared(self, text: str) -> list[tuple[int, int]]:
        """Places of general bodies, which are never marked."""
        tokens = tokenise(text)
        folded = [fold(token.text) for token in tokens]
        return [
            (tokens[first].start, tokens[last - 1].end)
            for first, last in matches(tokens, folded, self._tables.general_bodies)
        ]

    @staticmethod
    def _span(
        tokens: Sequence[Token], first: int, last: int, label: Identifier, sure: float
    ) -> Span:
        return Span(tokens[first].start, tokens[last - 1].end, label, sure)
