"""The one other person a message is about, also when it only says *hij* or *ze*.

Contract: ``Others.about`` gives that person when it is beyond doubt, else None; ``of_oneself`` says
whether a message is about who writes. Which words tell a man from a woman and which point back
stands in ``lexicon/wordgroups.yaml`` (``manwoord``, ``vrouwwoord``, ``beidewoord``,
``terugwijzer``, ``hijwoord``, ``zijwoord``, ``ikzelf``). It does not know what the message says.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from coach.dialogue.listen_text import sentences, words
from coach.dialogue.state import Heard, Role
from coach.labels import Actor

PEOPLE = frozenset(Actor) - {Actor.PROFESSIONAL, Actor.TEAM}
FAMILY = PEOPLE - {Actor.JEUGDBESCHERMER}
_COLLEAGUES = frozenset({Actor.TEAM, Actor.JEUGDBESCHERMER})


@dataclass(frozen=True)
class Others:
    """Words for people: ``men`` and ``women`` by their endings, the others whole.

    ``pointers`` point back to anybody, ``he`` only to a man, ``she`` to a woman or to several;
    ``own`` is who writes.
    """

    men: tuple[str, ...] = ()
    women: tuple[str, ...] = ()
    either: frozenset[str] = frozenset()
    pointers: frozenset[str] = frozenset()
    he: frozenset[str] = frozenset()
    she: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()

    @classmethod
    def of(cls, groups: Mapping[str, Sequence[str]]) -> "Others":
        """The words as the lexicon has them."""
        return cls(
            tuple(groups.get("manwoord", ())),
            tuple(groups.get("vrouwwoord", ())),
            *(
                frozenset(groups.get(name, ()))
                for name in ("beidewoord", "terugwijzer", "hijwoord", "zijwoord", "ikzelf")
            ),
        )

    def of_oneself(self, text: str) -> bool:
        """Whether a message is about who writes: it ends with that, or half of it says so."""
        own = [not self.own.isdisjoint(words(piece.text)) for piece in sentences(text)]
        return bool(own) and (own[-1] or 2 * sum(own) >= len(own))

    def about(
        self, heard: Heard, roles: Mapping[Actor, Role], people: Collection[Actor]
    ) -> Actor | None:
        """The person, when that is one of ``people``.

        Somebody's word has to stand before any *hij* or *ze*: in "hij kroop weg achter
        pleegmoeder" it is about him. Without such a word *hij* is the only man spoken of so far,
        *ze* the only woman when nobody plural was.
        """
        spoken = words(heard.said)
        named = [actor for actor in heard.actors if actor in PEOPLE and actor in heard.roles]
        head = _head(heard.roles[named[0]]) if named else ""
        places = [n for n, said in enumerate(spoken) if named and said == head]
        pronouns = [
            n for n, said in enumerate(spoken) if said in self.pointers and n + 1 not in places
        ]
        found: Actor | None = None
        if len(named) == 1 and places and places[0] < min(pronouns, default=len(spoken)):
            found = named[0]
        elif pronouns and not named:
            found = self._meant(spoken[pronouns[0]], roles)
        return found if found in people else None

    def _meant(self, pronoun: str, roles: Mapping[Actor, Role]) -> Actor | None:
        """Whom a pronoun means, when only one person spoken of can be meant."""
        known = {actor: role for actor, role in roles.items() if actor is not Actor.PROFESSIONAL}
        if pronoun in self.he:
            these = [actor for actor, role in known.items() if _head(role).endswith(self.men)]
        elif pronoun in self.she and not any(role.plural for role in known.values()):
            these = [actor for actor, role in known.items() if _head(role).endswith(self.women)]
        else:
            return None
        unsure = any(
            actor in _COLLEAGUES or _head(role) in self.either for actor, role in known.items()
        )
        return these[0] if len(these) == 1 and not unsure else None


def _head(role: Role) -> str:
    """The last word of a role: 'moeder' of 'de moeder'."""
    return words(role.display)[-1]
