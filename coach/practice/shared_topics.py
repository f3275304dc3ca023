"""Questions that anybody may be asked, and how a persona takes part in them.

Contract: ``read_shared`` gives the topics of ``practice/topics.yaml``; ``with_shared`` the persona
with those that its lines are about, worded for its child and its *je* or *u*, beside its own. An
own topic of the same id goes before; a topic about a child is for who has one. Knows nothing of
conversations.
"""

from collections.abc import Sequence
from string import Formatter
from typing import Literal

from pydantic import model_validator

from coach.knowledge.content import Reader
from coach.knowledge.schemas import Entry, Line, Slug
from coach.practice.persona import Child, Persona, Topic

#: What ``within`` names for a topic that belongs to the persona's child.
CHILD = "kind"
FEWEST = 3
SLOTS = frozenset({"kind", "hij", "hem", "zijn"})


class SharedTopic(Entry):
    """Ways of asking one thing: ``about`` anybody, ``familiar`` with *je* and ``polite`` with *u*.

    ``{kind}`` stands for the child's name, ``{hij}`` and ``{hem}`` for the name and for the
    pronoun, each in a sentence of its own, ``{zijn}`` for the possessive.
    """

    id: Slug
    within: Literal["kind"] | None = None
    alone: bool = False
    about: list[Line] = []
    familiar: list[Line] = []
    polite: list[Line] = []

    @model_validator(mode="after")
    def _enough(self) -> "SharedTopic":
        if len(self.about) + min(len(self.familiar), len(self.polite)) < FEWEST:
            raise ValueError(f"minstens {FEWEST} zinnen, voor wie je zegt en voor wie u zegt")
        for way in (*self.about, *self.familiar, *self.polite):
            unknown = {slot for _, slot, _, _ in Formatter().parse(way) if slot is not None} - SLOTS
            if unknown:
                raise ValueError(f"onbekend in accolades: {', '.join(sorted(unknown))}")
        return self


def read_shared(reader: Reader) -> tuple[SharedTopic, ...]:
    """All shared topics; what is wrong with them gathers in the reader."""
    return tuple(topic for _, topic in reader.entries(SharedTopic, "practice/topics.yaml"))


def with_shared(persona: Persona, shared: Sequence[SharedTopic]) -> Persona:
    """The persona with the shared topics that it has lines for."""
    own = {topic.id for topic in persona.topics}
    spoken = {group.about for group in persona.lines} | {s.about for s in persona.hidden}
    found = [
        Topic(
            id=topic.id,
            within=persona.child.topic if topic.within == CHILD and persona.child else None,
            alone=topic.alone,
            about=[*_worded(topic, persona), *persona.also_about.get(topic.id, [])],
        )
        for topic in shared
        if topic.id in spoken - own and (persona.child or not _of_child(topic))
    ]
    return persona.model_copy(update={"topics": [*persona.topics, *found]})


def _of_child(topic: SharedTopic) -> bool:
    return topic.within == CHILD


def _worded(topic: SharedTopic, persona: Persona) -> list[str]:
    ways = topic.polite if persona.language.address == "u" else topic.familiar
    return list(
        dict.fromkeys(said for way in [*topic.about, *ways] for said in _filled(way, persona.child))
    )


def _filled(way: str, child: Child | None) -> list[str]:
    """The sentence with the child's name, and with the pronoun where it may stand."""
    if "{" not in way:
        return [way]
    if child is None:
        return []
    named = way.format(kind=child.name, hij=child.name, hem=child.name, zijn=child.his)
    called = way.format(kind=child.name, hij=child.he, hem=child.him, zijn=child.his)
    return [named, called[:1].upper() + called[1:]]
