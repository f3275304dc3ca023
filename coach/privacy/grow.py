"""Names by their neighbours: what titles, initials, prefixes and "en" say when the tagger does not.

Contract: ``Grower.grow`` takes index ranges of tokens that hold a person's name and gives them back
wider, narrower or with new ones beside them. It never marks a word that is never a name.
"""

from collections.abc import Callable, Sequence

from coach.privacy.plainwords import PlainWords
from coach.privacy.tables import Tables
from coach.privacy.tokens import Token
from coach.privacy.wordnames import WordNames

Range = tuple[int, int]  # first token, one past the last

_PAIRS = frozenset(("en", "of", "&", ",", "/", "+"))
_ARABIC = frozenset(["umm", "um", "oum", "abu", "abou", "ibn", "bint", "abd"])
_MOST_PREFIXES = 3
# In a text of capitals only, these before a name are prepositions: "BIJ MARJON IN BED".
_LOUD = frozenset(["bij", "aan", "op", "in", "over", "onder", "uit"])
#: Prefixes of names that also say where somebody is: "mevrouw in de bus".
_PLACES = frozenset(["in", "op", "aan"])
_NO_PLACE = 4.0


class Grower:
    """Widens names of persons."""

    def __init__(self, tables: Tables, compound: Callable[[str], bool]) -> None:
        self._tables = tables
        self._compound = compound
        self._roles = tables.kin | tables.professionals
        self._endings = tuple(
            sorted(word for word in self._roles | tables.never if len(word) > 4 and word.isalpha())
        )
        self._no_strangers = (
            tables.towns | tables.word_names | tables.verbs | tables.interfixes | tables.titles
        )
        self._listed = tables.word_names | tables.last | tables.first
        self._wordnames = WordNames(tables, self.never)
        self._plain = PlainWords(tables)

    def never(self, word: str) -> bool:
        """Whether a folded word is no name: a field word, or one that ends in one."""
        tables = self._tables
        if word in tables.interfixes:
            return False
        if word in tables.never or word in tables.titles or word in self._roles:
            return True
        last = word.rsplit("-", 1)[-1]
        if last != word and (
            last in tables.never
            or last in self._roles
            or last in ("er", "ers", "nummer", "formulier")
        ):
            return True
        if any(part in tables.first or part in tables.last for part in (word, *word.split("-"))):
            return False
        return (len(word) > 7 and word.endswith(self._endings)) or self._compound(word)

    def grow(
        self,
        tokens: Sequence[Token],
        words: Sequence[str],
        ranges: Sequence[Range],
        taken: Sequence[str],
        shouting: bool,
    ) -> list[Range]:
        """The ranges after all rules; ``taken`` tells which tokens are an organisation or place."""
        held = set[int]()
        for first, end in ranges:
            held.update(range(first, end))
        held.update(self._after_roles(tokens, words, taken))
        held.update(self._unknown(tokens, words, taken))
        held.update(self._after_titles(tokens, words, taken, shouting))
        held.update(self._wordnames.find(tokens, words, held, taken, shouting))
        held.update(self._beside(tokens, words, held, taken, shouting))
        found: list[Range] = []
        starts = {first for first, _ in ranges}
        place = 0
        while place < len(tokens):
            if place not in held:
                place += 1
                continue
            end = place + 1
            while end in held and end not in starts:
                end += 1
            found.append((place, end))
            place = end
        return self._joined(tokens, words, found, taken)

    def _name_like(
        self, tokens: Sequence[Token], words: Sequence[str], at: int, shouting: bool
    ) -> bool:
        word, said = words[at], tokens[at].text
        if not tokens[at].word or len(said) < 2 or self.never(word):
            return False
        tables = self._tables
        if said[0].isupper() and not shouting:
            return True
        known = word in tables.last or word in tables.first
        return (known and tables.zipf(word) < 4.6 and word not in tables.verbs) or tables.zipf(
            word
        ) < 2

    def _ends_surname(
        self, tokens: Sequence[Token], words: Sequence[str], first: int, at: int
    ) -> bool:
        """A last name behind "van der"; behind "in de" only one that is no place to be in."""
        known = words[at] in self._tables.last
        if words[first] not in _PLACES or tokens[at].text[:1].isupper():
            return known
        return known and self._tables.zipf(words[at]) < _NO_PLACE

    def _after_titles(
        self, tokens: Sequence[Token], words: Sequence[str], taken: Sequence[str], shouting: bool
    ) -> set[int]:
        found: set[int] = set()
        for place, word in enumerate(words):
            if word not in self._tables.titles or not tokens[place].word:
                continue
            at = place + 1
            if (
                at < len(tokens)
                and tokens[at].text == "."
                and tokens[at].start == tokens[place].end
            ):
                at += 1
            plain_dr = word == "dr" and at == place + 1  # "bij dr haren": d'r, not a doctor
            if plain_dr or (
                word
                in (
                    "familie",
                    "gezin",
                    "juf",
                    "meester",
                    "heer",
                    "juffrouw",
                    "broeder",
                    "zuster",
                    "pater",
                )
                and at < len(tokens)
                and not tokens[at].text[:1].isupper()
            ):
                continue  # "de familie wil", "juf zegt": in small letters the tagger decides.
            begun: list[int] = []
            while at < len(tokens) and self._initial(tokens, at):
                begun += (
                    [at] if at + 1 >= len(tokens) or tokens[at + 1].text != "." else [at, at + 1]
                )
                at = begun[-1] + 1
            prefixes: list[int] = []
            while (
                at < len(tokens)
                and words[at] in self._tables.interfixes
                and len(prefixes) < _MOST_PREFIXES
                and tokens[at].word
            ):
                prefixes.append(at)
                at += 1
            if (
                at < len(tokens)
                and not taken[at]
                and (
                    self._name_like(tokens, words, at, shouting)
                    or (prefixes and self._ends_surname(tokens, words, prefixes[0], at))
                )
                and not (prefixes and words[at] in self._tables.never)
            ):
                begun += [*prefixes, at]
                following = at + 1
                while (
                    following < len(tokens)
                    and tokens[following].word
                    and tokens[following].text[0].isupper()
                    and not shouting
                    and not self.never(words[following])
                    and not taken[following]
                    and words[at] in self._listed
                ):
                    begun.append(following)
                    following += 1
                found.update(begun)
            elif begun and not prefixes:
                found.update(begun)
        return found

    def _unknown(
        self, tokens: Sequence[Token], words: Sequence[str], taken: Sequence[str]
    ) -> set[int]:
        """Words that no Dutch text holds, where a person would stand: "tyreese zegt", "met ola"."""
        tables, found = self._tables, set[int]()
        for place, word in enumerate(words):
            after = words[place + 1] if place + 1 < len(words) else ""
            before = words[place - 1] if place else ""
            if (
                tokens[place].word
                and len(word) > 2
                and not taken[place]
                and tables.zipf(word) < (1.2 if word not in tables.first else 3.3)
                and word.isalpha()
                and word not in self._no_strangers
                and not self.never(word)
                and not word.endswith(
                    ("je", "jes", "tje", "ing", "ende", "heid", "lijk", "en", "de")
                )
                and (
                    after in tables.firm_verbs
                    or before in self._roles
                    or before in tables.with_words
                )
                and not self._plain.plain(tokens[place].text)
            ):
                found.add(place)
        return found

    def _after_roles(
        self, tokens: Sequence[Token], words: Sequence[str], taken: Sequence[str]
    ) -> set[int]:
        """First names between a role and a verb ("jb mo zegt"), even those that are words."""
        tables = self._tables
        return {
            place
            for place in range(1, len(tokens) - 1)
            if words[place - 1] in self._roles
            and words[place] in tables.first
            and words[place] not in tables.verbs
            and words[place] not in tables.interfixes
            and not self.never(words[place])
            and not taken[place]
            and tables.zipf(words[place]) < 5
            and (words[place + 1] in tables.verbs or words[place + 1] in "(,")
        }

    @staticmethod
    def _initial(tokens: Sequence[Token], at: int) -> bool:
        said = tokens[at].text
        return (
            len(said) == 1
            and said.isalpha()
            and at + 1 < len(tokens)
            and (tokens[at + 1].text == "." and tokens[at + 1].start == tokens[at].end)
        )

    def _beside(
        self,
        tokens: Sequence[Token],
        words: Sequence[str],
        held: set[int],
        taken: Sequence[str],
        shouting: bool,
    ) -> set[int]:
        """Names coupled to a name: "Coby en Frans", "Coby, Frans en Riet"."""
        more: set[int] = set()
        for place in range(1, len(tokens) - 1):
            if words[place] not in _PAIRS:
                continue
            for near, far in ((place - 1, place + 1), (place + 1, place - 1)):
                if near not in held | more or far in held or taken[far] or not tokens[far].word:
                    continue
                word, capital = words[far], tokens[far].text[0].isupper()
                known = (
                    word in self._tables.first
                    and not self.never(word)
                    and word not in self._tables.verbs
                )
                common = self._tables.zipf(word) > (5.5 if capital and not shouting else 4.4)
                wordlike = word in self._tables.word_names and not (
                    capital and not shouting and far > 0 and tokens[far - 1].text not in ".!?"
                )
                if (known and not common and not wordlike and words[place] != ",") or (
                    known and capital and not shouting and not common and not wordlike
                ):
                    more.add(far)
        return more

    def _joined(
        self,
        tokens: Sequence[Token],
        words: Sequence[str],
        ranges: list[Range],
        taken: Sequence[str],
    ) -> list[Range]:
        found: list[Range] = []
        for first, end in ranges:
            first = self._leftwards(tokens, words, first, found)
            end = self._rightwards(tokens, words, end, taken)
            while first < end and self.never(words[first]) and tokens[first].word:
                first += 1
            while end > first and (self.never(words[end - 1]) and tokens[end - 1].word):
                end -= 1
            if found and first < found[-1][1]:
                first = found[-1][1]
            if (
                found
                and found[-1][1] == first
                and first < end
                and (words[first] in self._tables.interfixes or tokens[first - 1].text == ".")
            ):
                first = found.pop()[0]
            if first < end:
                found.append((first, end))
        return found

    def _leftwards(
        self, tokens: Sequence[Token], words: Sequence[str], first: int, found: list[Range]
    ) -> int:
        """Initials and prefixes before a name belong to it."""
        floor = found[-1][1] if found else 0
        at = first
        while (
            at > floor
            and first - at < _MOST_PREFIXES
            and words[at - 1] in self._tables.interfixes
            and tokens[at - 1].word
            and not (words[at - 1] in _LOUD and tokens[at - 1].text.isupper())
        ):
            at -= 1
        prefixed = at < first
        before = at
        while (
            at - 1 > floor - 1
            and at >= 2
            and tokens[at - 1].text == "."
            and self._initial(tokens, at - 2)
            and at - 2 >= floor
            and tokens[at - 2].text.isupper()
        ):
            at -= 2
        if at < before:
            return at
        if (
            prefixed
            and before > floor
            and len(tokens[before - 1].text) == 1
            and tokens[before - 1].text.isupper()
        ):
            return before - 1
        if first > floor and words[first - 1] in _ARABIC:
            return first - 1
        capitals = (
            prefixed
            and tokens[before].text[0].isupper()
            and before > 0
            and tokens[before - 1].text not in ".!?\n"
        )
        return before if capitals else first

    def _rightwards(
        self, tokens: Sequence[Token], words: Sequence[str], end: int, taken: Sequence[str]
    ) -> int:
        """A prefix and a surname with a capital after a name belong to it."""
        at = end
        while (
            at < len(tokens)
            and at - end < _MOST_PREFIXES
            and words[at] in self._tables.interfixes
            and tokens[at].word
            and not (words[at] in _LOUD and tokens[at].text.isupper())
        ):
            at += 1
        initial = tokens[end - 1].text == "." or (len(tokens[end - 1].text) == 1 and at > end)
        if (at == end and not initial) or at >= len(tokens) or not tokens[at].word:
            return end
        if taken[at] and (taken[at] != "LOCATIE" or words[at] not in self._tables.last):
            return end
        word, said = words[at], tokens[at].text
        fits = said[0].isupper() and not self.never(word) and len(said) > 1
        fits = fits and word not in self._tables.types
        small = (
            said.islower()
            and word in self._tables.last
            and self._tables.zipf(word) < 3.6
            and word not in self._tables.towns
        )
        return at + 1 if fits or small else end
