"""Organisations by cue, however they are written: "bso de hinkelstap", "zit op de springbok".

Contract: ``CuedFinder.find`` gives spans of ORGANISATIE for names in small letters, capitals or
both: after a word that a name follows ("gezinshuis", "stichting"), before one that ends a name
("moskee"), after "op/naar/bij/van de" when schools and houses are named so, and after "werkt bij".
Words that are common, roles or names of persons are left alone; a generic type stays outside.
"""

from collections.abc import Sequence

from coach.labels import Identifier
from coach.privacy.features import Reader
from coach.privacy.grow import Grower
from coach.privacy.spans import Span
from coach.privacy.tables import Tables
from coach.privacy.tokens import Token, fold, tokenise

_ARTICLES = frozenset(("de", "het", "'t", "t"))
_DETERMINERS = frozenset(
    [
        "de",
        "het",
        "een",
        "dit",
        "dat",
        "deze",
        "die",
        "elk",
        "elke",
        "ieder",
        "ander",
        "mijn",
        "jouw",
        "zijn",
        "haar",
        "hun",
        "ons",
        "onze",
        "je",
        "geen",
        "welk",
        "welke",
        "zo'n",
        "nieuw",
        "nieuwe",
        "hele",
        "eigen",
        "vorige",
    ]
)
_TOWARDS = frozenset(["op", "naar", "bij", "van", "vanuit", "door", "aan", "volgens"])
_WORKS = frozenset(
    ["werk", "werkt", "werkte", "werken", "stage", "bijbaan", "baan", "bijbaantje", "solliciteerde"]
)
_LIES = frozenset(["ligt", "lag", "lagen", "opgenomen", "opname", "geopereerd", "behandeld"])

_SAID = frozenset(
    [
        "belde",
        "belt",
        "zegt",
        "zei",
        "wil",
        "vindt",
        "vond",
        "meldt",
        "mailde",
        "mailt",
        "stopt",
        "heeft",
        "denkt",
        "gaat",
        "kan",
    ]
)
# Behind these a name always follows, so that it may be a common word: "isk de link".
_SHORT = frozenset(
    [
        "obs",
        "cbs",
        "csg",
        "rsg",
        "rkbs",
        "pcbs",
        "kbs",
        "ikc",
        "bso",
        "kdv",
        "isk",
        "vso",
        "sbo",
        "vv",
        "sv",
        "asv",
        "rkvv",
        "rksv",
    ]
)
_WITH_ARTICLE, _ALONE, _HEAD, _AFTER_SHORT, _LYING = 3.6, 2.6, 3.2, 4.6, 1.5
_WORK_REACH = 5


class CuedFinder:
    """Finds organisations by the words around them."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._never = Grower(tables, Reader(tables).compound).never
        self._roles = tables.kin | tables.professionals | tables.titles | tables.never
        self._no_name = self._roles | tables.verbs | tables.interfixes | tables.types.keys()

    def find(self, text: str) -> Sequence[Span]:
        """Spans of ORGANISATIE."""
        tokens = tokenise(text)
        words = [fold(token.text) for token in tokens]
        found: list[Span] = []
        for place, word in enumerate(words):
            for first, end, sure in (
                self._after_lead(tokens, words, place, word),
                self._after_head(tokens, words, place, word),
                self._before_tail(tokens, words, place, word),
                self._house(tokens, words, place, word),
                self._saint(tokens, words, place, word),
                self._work(tokens, words, place, word),
            ):
                if first < end:
                    start, stop = tokens[first].start, tokens[end - 1].end
                    found.append(Span(start, stop, Identifier.ORGANISATIE, sure))
        return found

    def _rare(self, tokens: Sequence[Token], words: Sequence[str], at: int, most: float) -> bool:
        """Whether the word there may be a name: no role, no verb, and not common."""
        if at >= len(words) or not tokens[at].word or len(words[at]) < 3:
            return False
        word = words[at]
        if word in self._no_name or word.endswith(("ing", "ingen", "heid")):
            return False
        if word in self._tables.house_names:
            return True
        return self._tables.zipf(word) < most and not self._never(word)

    def _person(self, word: str) -> bool:
        return word in self._tables.first

    def _after_lead(
        self, tokens: Sequence[Token], words: Sequence[str], at: int, word: str
    ) -> tuple[int, int, float]:
        """'bso de hinkelstap', 'gezinshuis morgenrood', 'stichting nos kas'."""
        if word not in self._tables.leads:
            return 0, 0, 0.0
        first = at + 1
        loose = at > 0 and words[at - 1] in _DETERMINERS
        article = first < len(words) and words[first] in _ARTICLES
        name = first + article
        if name < len(words) and words[name] in self._tables.house_adjectives:
            name += 1
        if name >= len(words) or (self._person(words[name]) and not article):
            return 0, 0, 0.0
        known = words[name] in self._tables.house_names
        if loose and not known:
            return 0, 0, 0.0
        bar = _AFTER_SHORT if word in _SHORT else _WITH_ARTICLE
        if not self._rare(tokens, words, name, bar if article else _ALONE):
            return 0, 0, 0.0
        if words[name] in self._tables.towns and not article:
            return 0, 0, 0.0
        return first, self._end(tokens, words, name), 0.78

    def _end(self, tokens: Sequence[Token], words: Sequence[str], name: int) -> int:
        """Where the name that begins at ``name`` ends: one word, or two."""
        end = name + 1
        while end < len(words) and end < name + 2 and self._more(tokens, words, end):
            end += 1
        return end

    def _more(self, tokens: Sequence[Token], words: Sequence[str], at: int) -> bool:
        """Whether a further word still belongs to the name."""
        return (
            tokens[at].start == tokens[at - 1].end + 1
            and self._rare(tokens, words, at, _ALONE)
            and not self._person(words[at])
            and words[at] not in self._tables.towns
        )

    def _after_head(
        self, tokens: Sequence[Token], words: Sequence[str], at: int, word: str
    ) -> tuple[int, int, float]:
        """'jeugdhulp salland', 'team jeugd hoogezand', 'Pleegzorg De Vaart'."""
        team = word == "jeugd" and at > 0 and words[at - 1] == "team"
        if word not in self._tables.heads and not team:
            return 0, 0, 0.0
        name = at + 1
        article = name < len(words) and words[name] in _ARTICLES and tokens[name].text != "de"
        name += article
        if name >= len(words):
            return 0, 0, 0.0
        written = tokens[name].text[:1].isupper() and not tokens[at].text.isupper()
        written = written and words[name] not in self._roles and tokens[at].text[0].isupper()
        if not written and (
            not self._rare(tokens, words, name, _HEAD) or self._person(words[name])
        ):
            return 0, 0, 0.0
        end = name + 1
        while end < len(words) and end < name + 2 and self._more(tokens, words, end):
            end += 1
        return at - team, end, 0.8

    def _before_tail(
        self, tokens: Sequence[Token], words: Sequence[str], at: int, word: str
    ) -> tuple[int, int, float]:
        """'al fath moskee', 'pentecost kerk', 'Horizon Pleegzorg'."""
        if word not in self._tables.tails or at == 0 or not tokens[at - 1].word:
            return 0, 0, 0.0
        first = at - 1
        written = tokens[first].text[0].isupper() and tokens[at].text[0].isupper()
        bar = _ALONE
        if written and not tokens[at].text.isupper() and word not in self._tables.heads:
            bar = 4.5
        if (
            not self._rare(tokens, words, first, bar)
            or self._person(words[first])
            or words[first].endswith(("se", "ische", "ijke", "elijk", "lijke"))
            or tokens[first].end + 1 != tokens[at].start
        ):
            return 0, 0, 0.0
        while first > 0 and words[first - 1] in ("al", "at", "el", "ar", "as", "an", "ul"):
            first -= 1
        return first, at + 1, 0.72

    def _house(
        self, tokens: Sequence[Token], words: Sequence[str], at: int, word: str
    ) -> tuple[int, int, float]:
        """'op de springbok', 'naar de blauwe reiger', 'De Regenboog belde'."""
        if word not in _ARTICLES or at + 1 >= len(words):
            return 0, 0, 0.0
        name = at + 1
        if words[name] in self._tables.house_adjectives:
            name += 1
        if name >= len(words) or words[name] not in self._tables.house_names:
            return 0, 0, 0.0
        if not tokens[name].word or self._tables.zipf(words[name]) > 4.3:
            return 0, 0, 0.0
        before = words[at - 1] if at else ""
        after = words[name + 1] if name + 1 < len(words) else ""
        if before in _TOWARDS or (after in _SAID and before in ("", ".", "!", "?", "en", ":")):
            return at, name + 1, 0.68
        return 0, 0, 0.0

    def _saint(
        self, tokens: Sequence[Token], words: Sequence[str], at: int, word: str
    ) -> tuple[int, int, float]:
        """'in het sint jans', 'op st. jozef'."""
        if word not in ("sint", "st") or at == 0:
            return 0, 0, 0.0
        name = at + 1
        if name < len(words) and words[name] == ".":
            name += 1
        before = words[at - 1]
        if before not in _TOWARDS | _ARTICLES | {"in"} or not self._rare(tokens, words, name, 4.0):
            return 0, 0, 0.0
        if words[name] in self._tables.towns and f"sint-{words[name]}" in self._tables.towns:
            return 0, 0, 0.0
        return at, name + 1, 0.7

    def _work(
        self, tokens: Sequence[Token], words: Sequence[str], at: int, word: str
    ) -> tuple[int, int, float]:
        """'werkt bij reinaerde', 'ligt in het slotervaart'."""
        if word not in ("bij", "in") or at + 1 >= len(words):
            return 0, 0, 0.0
        cues = _WORKS if word == "bij" else _LIES
        near = words[max(0, at - _WORK_REACH) : at]
        if cues.isdisjoint(near) and not (cues is _LIES and cues & set(words[at : at + 5])):
            return 0, 0, 0.0
        first = at + 1
        article = words[first] in _ARTICLES
        name = first + article
        if word == "in" and not (article and words[first] != "de"):
            return 0, 0, 0.0
        if not self._rare(tokens, words, name, 3.0 if cues is _WORKS else _LYING) or (
            self._person(words[name]) and not article
        ):
            return 0, 0, 0.0
        if words[name] in self._tables.towns and not article:
            return 0, 0, 0.0
        return first, self._end(tokens, words, name), 0.66
