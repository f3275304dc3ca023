"""Names of persons, organisations and places, as the tagger and the roster see them.

Contract: ``NameFinder.find`` gives spans of PERSOON, ORGANISATIE and LOCATIE; names given as
``known`` (roster, or found earlier in the conversation) are found wherever they stand, also with a
slip of the pen. A name that is found once is found everywhere in the text.
"""

import re
from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import DamerauLevenshtein

from coach.labels import Identifier
from coach.privacy.ages import named_age
from coach.privacy.features import Reader
from coach.privacy.grow import Grower
from coach.privacy.plainwords import PlainWords
from coach.privacy.spans import Span
from coach.privacy.tables import Tables
from coach.privacy.tagger import TAGS, Tagger
from coach.privacy.tokens import Token, fold, tokenise

_LABELS = (Identifier.PERSOON, Identifier.ORGANISATIE, Identifier.LOCATIE)
_COLUMNS = {
    label: [number for number, tag in enumerate(TAGS) if tag.endswith(label.value)]
    for label in _LABELS
}
THRESHOLDS = {Identifier.PERSOON: 0.12, Identifier.ORGANISATIE: 0.5, Identifier.LOCATIE: 0.5}
_JOINERS = frozenset(".-'’")
_ROSTER, _AGAIN = 0.99, 0.94
_LONG_ENOUGH_FOR_A_SLIP = 6
_LOCAL = re.compile(r"([\w.+-]+)@\w")
_LONG_ENOUGH_TO_TELL, _UNUSUAL = 4, 3.5


class NameFinder:
    """Finds names."""

    def __init__(self, tables: Tables, tagger: Tagger | None) -> None:
        self._tables = tables
        self._tagger = tagger
        self._reader = Reader(tables)
        self._grower = Grower(tables, self._reader.compound)
        self._plain = PlainWords(tables)

    def find(
        self, text: str, known: Collection[str] = (), others: Sequence[Span] = ()
    ) -> Sequence[Span]:
        """Spans of names; ``known`` holds whole names as somebody gave them.

        ``others`` are organisations and places that were found already.
        """
        tokens = tokenise(text)
        words = [fold(token.text) for token in tokens]
        if self._tagger is not None and tokens:
            chances = self._tagger.chances(self._reader.features(tokens))
        else:
            chances = np.zeros((len(tokens), len(TAGS)), dtype=np.float32)
        found = [span for label in _LABELS for span in self._decoded(tokens, words, chances, label)]
        found = self._grown(tokens, words, found, others, text.isupper())
        found += self._again(tokens, words, chances, found)
        found += self._ages(text, found)
        found += self._from_roster(tokens, words, chances, [*known, *self._mailed(text)])
        return found

    def _mailed(self, text: str) -> list[str]:
        """Names in the e-mail addresses of a text; elsewhere in it they stand alone."""
        parts = [part for local in _LOCAL.findall(text) for part in re.split(r"[._+-]", local)]
        return [
            part
            for part in parts
            if part.isalpha()
            and len(part) >= _LONG_ENOUGH_TO_TELL
            and self._tables.zipf(fold(part)) < _UNUSUAL
            and not self._grower.never(fold(part))
        ]

    def _grown(
        self,
        tokens: Sequence[Token],
        words: Sequence[str],
        found: Sequence[Span],
        others: Sequence[Span],
        shouting: bool,
    ) -> list[Span]:
        """Persons with what titles, prefixes and neighbours add; the rest unchanged."""
        starts = {token.start: place for place, token in enumerate(tokens)}
        ends = {token.end: place + 1 for place, token in enumerate(tokens)}
        persons = [span for span in found if span.label is Identifier.PERSOON]
        rest = [span for span in found if span.label is not Identifier.PERSOON]
        taken = [
            next((o.label.value for o in (*others, *rest) if o.start <= t.start < o.end), "")
            for t in tokens
        ]
        ranges = sorted((starts[span.start], ends[span.end]) for span in persons)
        wider = []
        for first, end in self._grower.grow(tokens, words, ranges, taken, shouting):
            start, stop = tokens[first].start, tokens[end - 1].end
            inside = [span.sure for span in persons if span.start < stop and start < span.end]
            wider.append(Span(start, stop, Identifier.PERSOON, max(inside, default=0.7)))
        return [*rest, *wider]

    @staticmethod
    def _ages(text: str, found: Sequence[Span]) -> list[Span]:
        """Ages that only the name before them shows: "Parsa 13", "Negin van 15"."""
        ages = []
        for span in found:
            age = named_age(text, span.end) if span.label is Identifier.PERSOON else None
            if age:
                ages.append(age)
        return ages

    def _decoded(
        self,
        tokens: Sequence[Token],
        words: Sequence[str],
        chances: NDArray[np.float32],
        label: Identifier,
    ) -> list[Span]:
        columns = _COLUMNS[label]
        level = chances[:, columns].sum(axis=1)
        spans: list[Span] = []
        place = 0
        while place < len(tokens):
            if level[place] < THRESHOLDS[label] or not self._may_begin(tokens, words, place, label):
                place += 1
                continue
            last = place
            while last + 1 < len(tokens) and self._goes_on(
                tokens, words, chances, level, last + 1, label
            ):
                last += 1
            end = last
            while end > place and not self._may_end(tokens, words, end, label):
                end -= 1
            if self._stands(tokens, words, place, end, label):
                sure = float(np.clip(level[place : end + 1].max(), 0.4, 0.93))
                spans.append(Span(tokens[place].start, tokens[end].end, label, sure))
            place = last + 1
        return spans

    def _may_begin(
        self, tokens: Sequence[Token], words: Sequence[str], place: int, label: Identifier
    ) -> bool:
        if not (
            tokens[place].word or (label is Identifier.ORGANISATIE and tokens[place].text in "'’")
        ):
            return False
        if label is Identifier.ORGANISATIE:
            return True
        if label is Identifier.PERSOON and words[place] in self._tables.never:
            return False
        if place > 0 and words[place - 1] in self._tables.titles:
            return True
        said = tokens[place].text
        # "het gooi" is a place.
        asked = label is Identifier.PERSOON or not said.islower()
        return not (
            self._plain.plain(said)
            or (asked and self._plain.worded(tokens, words, place))
            or (label is Identifier.PERSOON and self._plain.begun(tokens, words, place))
        )

    def _goes_on(
        self,
        tokens: Sequence[Token],
        words: Sequence[str],
        chances: NDArray[np.float32],
        level: NDArray[np.float32],
        at: int,
        label: Identifier,
    ) -> bool:
        if level[at] < THRESHOLDS[label]:
            # A dot after an initial belongs to the name, whatever the tagger says of it.
            return (
                label is Identifier.PERSOON
                and tokens[at].text == "."
                and len(tokens[at - 1].text) == 1
                and tokens[at].start == tokens[at - 1].end
            )
        begins, inside = (chances[at, column] for column in _COLUMNS[label])
        if not tokens[at].word and tokens[at].text not in _JOINERS and label is Identifier.PERSOON:
            return False
        if label is Identifier.PERSOON and words[at] in self._tables.never:
            return False
        return bool(begins <= inside)

    def _may_end(
        self, tokens: Sequence[Token], words: Sequence[str], at: int, label: Identifier
    ) -> bool:
        if tokens[at].text == "." and len(tokens[at - 1].text) == 1:
            return True
        if tokens[at].text.isdigit():
            return label is not Identifier.PERSOON
        return tokens[at].word and not (
            words[at] in self._tables.interfixes and at > 0 and label is Identifier.PERSOON
        )

    def _stands(
        self,
        tokens: Sequence[Token],
        words: Sequence[str],
        first: int,
        last: int,
        label: Identifier,
    ) -> bool:
        """Whether what is left can be a name at all."""
        if label is Identifier.PERSOON:
            return words[first] not in self._tables.interfixes or last > first
        if label is Identifier.ORGANISATIE and first == last:
            return not self._grower.never(words[first]) and words[first] not in self._tables.types
        return last > first or not (
            words[first] in self._tables.never or self._plain.verb(tokens, words, first)
        )

    def _again(
        self,
        tokens: Sequence[Token],
        words: Sequence[str],
        chances: NDArray[np.float32],
        found: Sequence[Span],
    ) -> list[Span]:
        """Other places of names that were found for sure."""
        sure: dict[str, set[str]] = {}
        for number, token in enumerate(tokens):
            short = len(words[number]) < (3 if self._tables.zipf(words[number]) > 4.5 else 2)
            if short or words[number] in self._tables.interfixes:
                continue
            for span in found:
                if (
                    span.label is Identifier.PERSOON
                    and span.sure >= 0.6
                    and span.start <= token.start < span.end
                ):
                    sure.setdefault(words[number], set()).add(
                        "low" if token.text.islower() else "cap"
                    )
        more: list[Span] = []
        for number, token in enumerate(tokens):
            word = words[number]
            seen = sure.get(word) or (
                sure.get(word[:-1])
                if word.endswith("s") and len(word) > 4 and word not in self._tables.first
                else None
            )
            if not seen:
                continue
            case = "low" if token.text.islower() else "cap"
            if self._is_word(word) and case not in seen and self._tables.zipf(word) > 4.3:
                continue
            if self._is_word(word) and chances[number, 0] > 0.97 and self._tables.zipf(word) > 4.9:
                continue
            end = token.end if sure.get(word) else token.end - 1
            more.append(Span(token.start, end, Identifier.PERSOON, 0.6))
        return more

    def _is_word(self, word: str) -> bool:
        return word in self._tables.word_names or (
            word not in self._tables.first
            and word not in self._tables.last
            and self._tables.zipf(word) >= 3.5
        )

    def _from_roster(
        self,
        tokens: Sequence[Token],
        words: Sequence[str],
        chances: NDArray[np.float32],
        known: Collection[str],
    ) -> list[Span]:
        wanted: set[str] = set()
        phrases: list[tuple[str, ...]] = []
        for name in known:
            # Most are one bare word, and a long document has hundreds: those need no cutting.
            parts = (
                (fold(name),)
                if name.isalpha()
                else tuple(fold(token.text) for token in tokenise(name) if token.word)
            )
            if len(parts) > 1:
                phrases.append(parts)
            wanted.update(
                part
                for part in parts
                if len(part) > 1
                and part not in self._tables.interfixes
                and part not in self._tables.kin
                and part not in self._tables.titles
            )
        long = [word for word in wanted if len(word) >= _LONG_ENOUGH_FOR_A_SLIP]
        found: list[Span] = []
        for number, token in enumerate(tokens):
            word = words[number]
            if not token.word:
                continue
            hit = word in wanted
            cut = 0
            if not hit and word.endswith("s") and word[:-1] in wanted and len(word) > 3:
                hit, cut = True, 1
            if not hit and len(word) >= _LONG_ENOUGH_FOR_A_SLIP - 1 and self._tables.zipf(word) < 3:
                hit = any(
                    abs(len(word) - len(other)) <= 1
                    and DamerauLevenshtein.distance(word, other, score_cutoff=1) <= 1
                    for other in long
                )
            if not hit:
                continue
            if (
                self._is_word(word)
                and token.text.islower()
                and chances[number, 0] > 0.9
                and self._tables.zipf(word) > 3.8
            ):
                continue
            found.append(Span(token.start, token.end - cut, Identifier.PERSOON, _AGAIN))
        for parts in phrases:
            for number in range(len(words) - len(parts) + 1):
                if tuple(words[number : number + len(parts)]) == parts:
                    found.append(
                        Span(
                            tokens[number].start,
                            tokens[number + len(parts) - 1].end,
                            Identifier.PERSOON,
                            _ROSTER,
                        )
                    )
        return found
