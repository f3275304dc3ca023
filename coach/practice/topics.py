"""What the trainee's words are about, and which persona suits a description.

Contract: ``Topics.of`` gives a topic id of the persona or None; ``likeness`` how like its lines
are to what was said; ``brings`` how like that is to the hard message; ``choose`` the persona
nearest to a description in words. Vectors of personas are made once; those of the trainee's words
not kept.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from coach.dialogue.classify import Embed
from coach.dialogue.listen_text import words
from coach.knowledge.schemas import RoleWord
from coach.labels import Actor
from coach.practice.coding import parts, questions
from coach.practice.openers import Openers
from coach.practice.persona import Persona
from coach.practice.topic_scores import Said, TopicScores

#: Up to how many words a question that names nobody goes on about what was talked of.
BARE = 4
#: A sentence of so few words that asks nothing is about nothing: 'is goed', 'dag Anja'.
FILLER = 2
#: What a shared word adds, at most, to likeness in meaning when a persona is chosen.
WORDS_WEIGHT = 0.6
#: What it adds when the first person named is of the persona's kind, and when it is its very word.
ACTOR_WEIGHT, ROLE_WEIGHT = 0.3, 0.3
_SHORT = 4


class Topics:
    """Sentences of all personas' topics, embedded."""

    def __init__(
        self,
        personas: Sequence[Persona],
        embed: Embed,
        embed_examples: Embed,
        roles: Sequence[RoleWord] = (),
        openers: Openers | None = None,
    ) -> None:
        self._openers = openers or Openers.load()
        self._embed = embed
        self._lines: dict[str, NDArray[np.float32]] = {}
        self._actors = {word: role.actor for role in roles for word in role.words}
        self._scores = {
            persona.id: TopicScores(persona, embed_examples, self._openers) for persona in personas
        }
        self._messages = {
            persona.id: embed_examples(
                [persona.message, *parts(persona.message), *persona.message_as]
            )
            for persona in personas
            if persona.hard
        }
        self._personas = list(personas)
        self._about = embed_examples([_described(persona) for persona in personas])
        self._words = [_content_words(_described(persona)) for persona in personas]

    def of(self, persona: Persona, text: str) -> str | None:
        """The topic that fits best what ``text`` asks, else what it tells; None when none does."""
        said = self.said(text)
        found = self._best(persona, said)
        told = [part for part in said.told if not self._openers.form(part)]
        if found and told and not persona.carries(found) and self.goes_on(persona, text):
            # 'She likes it there. How is that for you?' asks about what was told before.
            before = self._best(persona, Said((), told, " ".join(told)))
            found = before if before and persona.wider(before) != before else found
        return found

    def said(self, text: str) -> Said:
        """What an utterance asks and tells; who asks leave and then asks, asks the second."""
        told = parts(text)
        asked = [*questions(text), *(part for part in told if self._openers.form(part) == "open")]
        past = [self._openers.past_leave(part) for part in asked]
        asked = [part for part in past if part] or asked
        telling = [part for part in told if len(words(part)) > FILLER]
        return Said(list(dict.fromkeys(asked)), telling or told, text)

    def features(self, persona: Persona, text: str) -> tuple[list[str], NDArray[np.float64]]:
        """The persona's topics and their measurements, for who learns the weights."""
        scores = self._scores[persona.id]
        return [topic.id for topic in scores.topics], scores.features(self.said(text), self._embed)

    def _best(self, persona: Persona, said: Said) -> str | None:
        scores = self._scores[persona.id]
        found = scores.score(said, self._embed)
        best = int(np.argmax(found))
        return scores.topics[best].id if found[best] >= 0 else None

    def goes_on(self, persona: Persona, text: str) -> bool:
        """Whether ``text`` ends in a question that points back instead of naming something."""
        last = parts(text)[-1]
        if not self._openers.form(last):
            return False
        said = [word for word in words(last) if word not in self._openers.skip]
        if self._scores[persona.id].named & set(said):
            return False
        return len(said) <= BARE or bool(self._openers.points & set(said[1:]))

    def asks_yes(self, sentence: str) -> bool:
        """Whether a sentence is a question that begins with its verb."""
        return sentence.rstrip().endswith("?") and self._openers.form(sentence) == "closed"

    def past_leave(self, sentence: str) -> str:
        """What is asked after asking leave to ask; empty when only leave is asked."""
        return self._openers.past_leave(sentence)

    def about_other(self, text: str) -> bool:
        """Whether a text speaks of who is spoken to and not of the speaker."""
        return self._openers.about_other(text)

    def brings(self, persona: Persona, text: str, own: str = "") -> float:
        """How like a sentence of ``text`` that asks nothing is to the persona's hard message.

        ``own`` is the message as the trainee prepared it.
        """
        told = [part for part in parts(text) if not part.endswith("?")]
        # 'Kort en goed: ...' and 'Ik moet je iets vertellen, ...' are said before the message.
        said = [piece for part in told for piece in (part, *part.split(": ")[1:]) if piece]
        said += [tail for part in told if len(words(tail := part.rpartition(", ")[2])) > FILLER]
        if not persona.hard or not said:
            return 0.0
        known = np.asarray(self._messages[persona.id])
        if own.strip():
            known = np.concatenate([known, np.asarray(self._embed(parts(own)))])
        return float((known @ np.asarray(self._embed(said)).T).max())

    def likeness(self, text: str, lines: Sequence[str]) -> list[float]:
        """How like each line is in meaning to the sentence of ``text`` it is most like."""
        new = [line for line in lines if line not in self._lines]
        if new:
            self._lines.update(zip(new, self._embed(new), strict=True))
        rows = np.stack([self._lines[line] for line in lines])
        return [float(most) for most in (rows @ self._embed(parts(text)).T).max(axis=1)]

    def choose(self, description: str, message: str = "") -> Persona:
        """The persona whose role, story and message are nearest to ``description``.

        Who has a ``message`` to bring gets somebody who has one to hear, as like it as there is.
        """
        likeness = self._about @ self._embed([description])[0]
        if message.strip():
            brought = np.asarray(
                [
                    self.brings(persona, message) - 2 * (not persona.hard)
                    for persona in self._personas
                ]
            )
            likeness = likeness + brought
        asked = _content_words(description)
        shared = np.asarray(
            [len(asked & own) / max(1, len(asked)) for own in self._words], dtype=np.float64
        )
        role, actor = self._first_role(description)
        kind = np.asarray(
            [
                ACTOR_WEIGHT * (actor is persona.actor) + ROLE_WEIGHT * (role in _roles(persona))
                for persona in self._personas
            ]
        )
        return self._personas[int(np.argmax(likeness + WORDS_WEIGHT * shared + kind))]

    def _first_role(self, description: str) -> tuple[str, Actor | None]:
        """The word for the person that the talk is with, and whose it is: the first named.

        Who hears 'je dochter' or 'uw zoon' is the parent. Where the writer tells what is to be
        done ('ik', 'mijn pleegzoon'), so is the father in 'wil zijn vader niet zien'; 'met het
        meisje' is with her. A description without a writer ('meisje dat haar moeder mist') is of
        the first named.
        """
        known = {word for persona in self._personas for word in _roles(persona)}
        told = not self._openers.me.isdisjoint(words(description))
        before = ""
        child: tuple[str, Actor | None] | None = None
        for word in words(description):
            if word in self._actors or word in known:
                actor = self._actors.get(word)
                if child is None and actor is Actor.KIND:
                    if before in self._openers.other:
                        return "", Actor.OUDER
                    child = word, actor
                    if not told or before in self._openers.towards:
                        return child
                elif child is None or (actor is Actor.OUDER and before in self._openers.theirs):
                    return word, actor
            if word not in self._openers.articles:
                before = word
        return child or ("", None)


def _described(persona: Persona) -> str:
    return " ".join([persona.role, persona.message, *persona.facts, persona.language.style])


def _roles(persona: Persona) -> frozenset[str]:
    """The words that say who this is: of the id, and the first of the role."""
    return frozenset((persona.id.split("-")[0], *words(persona.role)[:1]))


def _content_words(text: str) -> frozenset[str]:
    return frozenset(word for word in words(text) if len(word) >= _SHORT)
