"""Names that are words too ("Wil", "mees", "Lieve"), by how they are written and what follows.

Contract: ``WordNames.find`` gives the places of tokens that are a first name by their capital
inside a sentence, by a verb that only a person does, or by a name right beside them; and first
names that are hardly anything else, which a tagger may pass over in small letters. Words that
are never a name, and what was taken for an organisation or a place, stay as they are.
"""

from collections.abc import Callable, Collection, Sequence

from coach.privacy.tables import Tables
from coach.privacy.tokens import Token, fold

_ENDERS = frozenset(".!?:\n;•-–\"'‘“(")
_DETERMINERS = frozenset(
    ["de", "het", "een", "'t", "t", "die", "dat", "deze", "dit", "geen", "zo'n"]
)
#: Before a name that a verb follows; before a common word there would be "de" or "een".
_OPENERS = frozenset(
    [
        "",
        ".",
        "!",
        "?",
        ",",
        ":",
        "dat",
        "en",
        "of",
        "als",
        "toen",
        "omdat",
        "want",
        "maar",
        "terwijl",
    ]
)
#: What is said more often than this is no name by its verb alone: "dat zegt", "er kwam".
_EVERYWHERE, _SPOKEN, _BESIDE = 6.3, 4.8, 5.5
#: How common a name of our own lists, or of the list of deduce, may be and still be a name alone.
_OURS, _THEIRS, _LEAST = 4.1, 2.8, 4


class WordNames:
    """Finds first names among words."""

    def __init__(self, tables: Tables, never: Callable[[str], bool]) -> None:
        self._tables = tables
        self._never = never
        self._named = tables.first | tables.word_names
        listed = " ".join(part.first for part in tables.origins.values())
        self._ours = frozenset(fold(name) for name in listed.split())

    def find(
        self,
        tokens: Sequence[Token],
        words: Sequence[str],
        held: Collection[int],
        taken: Sequence[str],
        shouting: bool,
    ) -> set[int]:
        """Places to add to ``held``."""
        open_ = [
            place
            for place in range(len(tokens))
            if place not in held and not taken[place] and self._may_be(tokens, words, place)
        ]
        found = {
            place
            for place in open_
            if self._known(words[place])
            or self._written(tokens, words, place, shouting)
            or self._does(tokens, words, place, shouting)
        }
        both = {*held, *found}
        return found | {place for place in open_ if self._beside(tokens, words, both, place)}

    def _may_be(self, tokens: Sequence[Token], words: Sequence[str], at: int) -> bool:
        word = words[at]
        return (
            tokens[at].word
            and len(word) > 2
            and word in self._named
            and word not in self._tables.interfixes
            and word not in self._tables.towns
            and not self._never(word)
        )

    def _known(self, word: str) -> bool:
        """A first name of our lists that is hardly said as anything else, wherever it stands."""
        tables = self._tables
        if word in tables.word_names or word in tables.verbs or len(word) < _LEAST:
            return False
        return tables.zipf(word) < (_OURS if word in self._ours else _THEIRS)

    def _written(
        self, tokens: Sequence[Token], words: Sequence[str], at: int, shouting: bool
    ) -> bool:
        """With a capital inside a sentence of small letters: "vindt Lieve lastig"."""
        said, before = tokens[at].text, tokens[at - 1].text if at else ""
        near = tokens[at + 1].text if at + 1 < len(tokens) else ""
        return (
            not shouting
            and self._tables.zipf(words[at]) < _EVERYWHERE
            and said[0].isupper()
            and said[1:].islower()
            and before.islower()
            and before not in _ENDERS
            and words[at - 1] not in _DETERMINERS
            and not near[:1].isupper()
        )

    def _does(self, tokens: Sequence[Token], words: Sequence[str], at: int, shouting: bool) -> bool:
        """Where a person stands before a verb: "Wil zei het", "zegt dat mees liegt"."""
        tables, word = self._tables, words[at]
        after = words[at + 1] if at + 1 < len(words) else ""
        before = words[at - 1] if at else ""
        if before not in _OPENERS:
            return False
        capital = tokens[at].text[0].isupper() and not shouting
        if capital:
            ours = word in self._ours and tables.zipf(word) < _EVERYWHERE
            return ours and after in tables.firm_verbs
        return (
            (after in tables.firm_verbs or after in tables.verbs)
            and word in tables.first
            and tables.zipf(word) < _SPOKEN
            and word not in tables.verbs
        )

    def _beside(
        self, tokens: Sequence[Token], words: Sequence[str], held: Collection[int], at: int
    ) -> bool:
        """Right behind or before a first name: "gerrit jan"."""
        tables, word = self._tables, words[at]
        if word in tables.word_names or word in tables.verbs or tables.zipf(word) > _BESIDE:
            return False
        return any(
            near in held
            and words[near] in tables.first
            and tokens[max(at, near)].start == tokens[min(at, near)].end + 1
            for near in (at - 1, at + 1)
        )
