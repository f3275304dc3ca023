"""Who is in a message, and with which word the user names them.

Contract: ``find_roles`` gives per actor the user's most used word as a ``Role`` and the actors in
order of first mention. Relatives who are said to have the child living with them count as foster
parents; the user's own relatives ("mijn eigen moeder") and what the user is ("ik ben
jeugdbeschermer") are nobody else in the case. It does not resolve pronouns and does not know names
(those are already replaced).
"""

import re
from collections.abc import Sequence

from coach.dialogue.listen_lexicon import Lexicon
from coach.dialogue.listen_patterns import compile_all, find_any
from coach.dialogue.listen_text import plain, words
from coach.dialogue.state import Role
from coach.knowledge.schemas import RoleWord
from coach.labels import Actor

_OWN = frozenset({Actor.OUDER, Actor.NETWERK})
_LIKENED = re.compile(r"\b(?:zo'n|net een) $")
_AS = re.compile(r"\bals een $")
# "Als een vader voor hem" likens; "als een ouder huilt" tells of one.
_NO_VERB = re.compile(r"\W*$|\s*[.,;:!?)]|\s+(?:voor|van|in|op|met|bij|en|of|die|dat|uit|zonder)\b")
# Whose somebody is: of two words for one actor the one that stands by itself is meant.
_OF_SOMEBODY = 0.9
# Within so many characters stand the two words before a word.
_CLOSE = 60
_MINE = re.compile(r"\b(?:mijn|m'n|mn)(?: eigen)? $")


class RoleFinder:
    """Role words compiled once."""

    def __init__(self, role_words: Sequence[RoleWord], lexicon: Lexicon) -> None:
        self._entries: dict[str, RoleWord] = {}
        for entry in role_words:
            for word in entry.words:
                self._entries.setdefault(plain(word), entry)
        longest = sorted(self._entries, key=len, reverse=True)
        options = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest)
        self._words = re.compile(rf"(?<![\w])(?:{options})(?![\w])")
        self._first = compile_all(["@ikvorm"], lexicon.groups)
        relatives = [word for word, entry in self._entries.items() if entry.actor is Actor.NETWERK]
        groups = {**lexicon.groups, "verwanten": relatives}
        self._i_am = _before(lexicon, "ikben", "tussenwoord")
        self._of_somebody = _before(lexicon, "bezitwoord")
        self._determined = frozenset(lexicon.groups.get("bepaler", ()))
        self._no = _before(lexicon, "geenwoord")
        self._lives_with = compile_all(["@woontbij .. @verwanten"], groups)

    def find(self, text: str) -> tuple[list[Actor], dict[Actor, Role]]:
        """Actors by first mention, and the word used most for each (the first of equals)."""
        folded = plain(text)
        lives = find_any(self._lives_with, folded) is not None
        counts: dict[Actor, dict[tuple[str, bool], float]] = {}
        as_name: dict[str, list[bool]] = {}
        for match in self._words.finditer(folded):
            entry = self._entries[re.sub(r"\s+", " ", match.group())]
            actor = entry.actor
            before, after = folded[: match.start()], folded[match.end() :]
            if actor in _OWN and _MINE.search(before):
                continue  # the user's own mother, not the mother in the case
            if _LIKENED.search(before) or (_AS.search(before) and _NO_VERB.match(after)):
                continue  # "wat weet zo'n kind nou": nobody in the case
            if self._i_am.search(before) or self._no.search(before):
                continue  # "ik ben geen pleegmoeder, gewoon oma"
            if actor is Actor.JEUGDBESCHERMER and not before.strip() and after.startswith(","):
                continue  # "jeugdbeschermer, veertien jaar in het vak": who writes
            if lives and actor is Actor.NETWERK:
                actor = Actor.PLEEGOUDER
            used = counts.setdefault(actor, {})
            word = (entry.display, entry.plural)
            as_name.setdefault(entry.display, []).append(
                entry.called and self._determined.isdisjoint(words(before[-_CLOSE:])[-2:])
            )
            used[word] = used.get(word, 0.0) + (
                _OF_SOMEBODY if self._of_somebody.search(before) else 1.0
            )
        actors = list(counts)
        if find_any(self._first, folded) is not None:
            actors.append(Actor.PROFESSIONAL)
        roles = {}
        for actor, used in counts.items():
            (display, plural), _ = max(used.items(), key=lambda item: item[1])
            named = as_name[display]
            if 2 * sum(named) > len(named):  # 'moeder belde' and not 'de moeder belde'
                display = words(display)[-1]
            roles[actor] = Role(display=display, plural=plural)
        return actors, roles


def _before(lexicon: Lexicon, group: str, between: str = "") -> re.Pattern[str]:
    """Finds one of a word group right before a word, with words of ``between`` in the middle."""
    first = "|".join(map(re.escape, lexicon.groups.get(group, ["(?!)"])))
    middle = "|".join(map(re.escape, lexicon.groups.get(between, ())))
    return re.compile(rf"\b(?:{first}) (?:(?:{middle}) )*$" if middle else rf"\b(?:{first}) $")
