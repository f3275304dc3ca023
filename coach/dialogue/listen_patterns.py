"""A small pattern language that a team lead can read and edit.

One pattern is a row of words, matched in lower case without accents within one sentence:

    mes                the word itself
    dreig*, *mes       a word that begins or ends so; ``*wapen*`` holds it
    slaat|gaf een klap one of these words or phrases
    @kind              one of a word group of knowledge/lexicon/wordgroups.yaml
    @kind .. geslagen  at most six other words in between; ``...`` at most twelve
    #                  a number in digits
    mes & dreig*       both parts, in any order, anywhere in the sentence

Contract: ``Pattern.find`` gives the stretch that matched, as offsets into the text it was given
(which must be the output of ``listen_text.plain``). Matching is by words, in time linear in the
sentence, so no pattern can be slow. The module knows no Dutch.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import count

GAPS = {"..": 6, "...": 12}
_GAP = re.compile(r"\s+(\.{2,3})\s+")
_TOKEN = re.compile(r"(?<!\w)'[a-z](?!\w)|[^\W_]+(?:['-][^\W_]+)*")
Stretch = tuple[int, int]


@dataclass(eq=False)
class Tokens:
    """The words of one sentence; ``seen`` remembers what was looked for before."""

    words: list[str]
    spans: list[Stretch]
    known: frozenset[str]
    seen: dict[int, list[Stretch]] = field(default_factory=dict)


@lru_cache(maxsize=256)
def tokenise(plain: str) -> Tokens:
    """Cut folded text into words with their offsets."""
    matches = list(_TOKEN.finditer(plain))
    found = [match.group() for match in matches]
    return Tokens(found, [match.span() for match in matches], frozenset(found))


class Options:
    """Words and phrases of which one must stand somewhere."""

    # Python gives the id of an object that is gone to another: what one looked for would be taken
    # for what another finds. A number of its own is never given twice.
    _numbers = count()

    def __init__(self, phrases: Iterable[str]) -> None:
        self._own = next(self._numbers)
        self._exact: set[str] = set()
        self._heads: list[str] = []
        self._tails: list[str] = []
        self._number = False
        self._longer: dict[str, list[tuple[str, ...]]] = {}
        self._loose: list[tuple[str, ...]] = []
        for phrase in phrases:
            parts = tuple(phrase.lower().split())
            if len(parts) > 1:
                if "*" in parts[0] or parts[0] == "#":
                    self._loose.append(parts)
                else:
                    self._longer.setdefault(parts[0], []).append(parts)
            elif parts[0] == "#":
                self._number = True
            elif parts[0].startswith("*") and parts[0].endswith("*"):
                self._loose.append(parts)
            elif parts[0].endswith("*"):
                self._heads.append(parts[0].strip("*"))
            elif parts[0].startswith("*"):
                self._tails.append(parts[0].strip("*"))
            else:
                self._exact.add(parts[0])
        self._starts = tuple(self._heads)
        self._ends = tuple(self._tails)
        # Most options are whole words: when none of those was said, there is nothing to look for.
        self._whole = not (self._starts or self._ends or self._number or self._loose)
        self._first = frozenset(self._exact | self._longer.keys())

    def find(self, tokens: Tokens) -> list[Stretch]:
        """All places as (first word, one past the last word), in reading order."""
        if self._whole and self._first.isdisjoint(tokens.known):
            return []
        kept = tokens.seen.get(self._own)
        if kept is None:
            kept = tokens.seen[self._own] = sorted(self._search(tokens))
        return kept

    def _search(self, tokens: Tokens) -> Iterable[Stretch]:
        words = tokens.words
        if self._starts or self._ends or self._number:
            for place, word in enumerate(words):
                if (
                    word in self._exact
                    or (self._starts and word.startswith(self._starts))
                    or (self._ends and word.endswith(self._ends))
                    or (self._number and word.isdigit())
                ):
                    yield place, place + 1
        elif not self._exact.isdisjoint(tokens.known):
            for place, word in enumerate(words):
                if word in self._exact:
                    yield place, place + 1
        phrases = [p for first in tokens.known & self._longer.keys() for p in self._longer[first]]
        for phrase in [*phrases, *self._loose]:
            for place in range(len(words) - len(phrase) + 1):
                if all(map(fits, words[place : place + len(phrase)], phrase)):
                    yield place, place + len(phrase)


@dataclass(frozen=True)
class Pattern:
    """One compiled wording; each part is a row of options with the gap allowed before each."""

    source: str
    parts: tuple[tuple[tuple[int, Options], ...], ...]

    def find(self, plain: str) -> Stretch | None:
        """First stretch of ``plain`` that holds all parts, or None."""
        found = self.pieces(plain)
        return (found[0][0], max(end for _, end in found)) if found else None

    def pieces(self, plain: str) -> list[Stretch]:
        """The stretches of the words that matched, without the gaps, in reading order."""
        tokens = tokenise(plain)
        found: list[Stretch] = []
        for part in self.parts:
            row = _row(part, tokens)
            if row is None:
                return []
            found += row
        return sorted((tokens.spans[a][0], tokens.spans[b - 1][1]) for a, b in found)


def compile_pattern(
    source: str, groups: Mapping[str, list[str]], shared: dict[str, Options] | None = None
) -> Pattern:
    """Compile one pattern; raises ``ValueError`` with the unknown group or empty part."""
    known = {} if shared is None else shared
    parts = []
    for part in source.lower().split("&"):
        pieces = _GAP.split(part.strip())
        row = [(0, _options(pieces[0], groups, known))]
        for gap, segment in zip(pieces[1::2], pieces[2::2], strict=True):
            row.append((GAPS[gap], _options(segment, groups, known)))
        parts.append(tuple(row))
    return Pattern(source, tuple(parts))


def compile_all(sources: Iterable[str], groups: Mapping[str, list[str]]) -> tuple[Pattern, ...]:
    """Compile many patterns; the simple ones are laid together, which is much faster."""
    simple: list[str] = []
    composed: list[str] = []
    for source in sources:
        (composed if "&" in source or _GAP.search(source) else simple).append(source)
    joined = ["|".join(simple)] if simple else []
    shared: dict[str, Options] = {}
    return tuple(compile_pattern(source, groups, shared) for source in [*joined, *composed])


def find_any(patterns: Iterable[Pattern], plain: str) -> Stretch | None:
    """The first stretch that any of the patterns finds."""
    for pattern in patterns:
        span = pattern.find(plain)
        if span is not None:
            return span
    return None


def _row(part: tuple[tuple[int, Options], ...], tokens: Tokens) -> tuple[Stretch, ...] | None:
    """The first places of a row: each option within its gap of the one before."""
    alive: dict[int, tuple[Stretch, ...]] = {
        place[1]: (place,) for place in reversed(part[0][1].find(tokens))
    }
    for gap, options in part[1:]:
        if not alive:
            return None
        following: dict[int, tuple[Stretch, ...]] = {}
        for place in options.find(tokens):
            for before, path in alive.items():
                if before <= place[0] <= before + gap:
                    following.setdefault(place[1], (*path, place))
        alive = following
    return alive[min(alive)] if alive else None


def _options(segment: str, groups: Mapping[str, list[str]], shared: dict[str, Options]) -> Options:
    if segment in shared:
        return shared[segment]
    phrases: list[str] = []
    for option in (text.strip() for text in segment.split("|")):
        if not option:
            raise ValueError(f"empty option in {segment!r}")
        if not option.startswith("@"):
            phrases.append(option)
        elif option[1:] in groups:
            phrases += groups[option[1:]]
        else:
            raise ValueError(f"unknown word group {option!r}")
    return shared.setdefault(segment, Options(phrases))


def fits(word: str, wanted: str) -> bool:
    """Whether one word is the wanted one, with ``*`` and ``#`` as in a pattern."""
    if wanted == "#":
        return word.isdigit()
    core = wanted.strip("*")
    if wanted.startswith("*") and wanted.endswith("*"):
        return core in word
    if wanted.endswith("*"):
        return word.startswith(core)
    if wanted.startswith("*"):
        return word.endswith(core)
    return word == wanted
