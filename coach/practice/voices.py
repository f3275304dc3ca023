"""What a partner says: the protocol of a voice, and the authored one.

Contract: a voice gets the persona, the practice so far and the engine's step, and gives one reply;
it decides nothing. ``AuthoredVoice`` picks a line of the persona's file: by trigger (falling
back), door, emotion, phase, topic and what was told; the more a line asks the likelier it is, and
what is about the topic goes before what is not, one particular question before its wider topic,
and of what is left the likelier that is like the trainee's words. No line comes twice while there
is another. The same seed and turns give the same line.
"""

from collections.abc import Callable, Sequence, Set
from math import exp
from random import Random
from typing import Protocol

from coach.labels import Trigger
from coach.practice.engine import Step
from coach.practice.persona import Lines, Persona
from coach.practice.state import Practice, Standing
from coach.practice.transitions import Transitions, chain

_WEIGHTS = {"about": 3, "after": 2, "phase": 2, "emotion": 2, "door": 1}
#: How much likelier each condition that a line names makes it.
_STRENGTH = 2.2
#: How much likelier a line is that is like the trainee's words in meaning.
_LIKENESS = 6.0
_GIVEN_BACK = frozenset({Trigger.GEHOORD})
#: How like each of some lines is to what was said, from -1 to 1.
Likeness = Callable[[str, Sequence[str]], Sequence[float]]


class PartnerVoice(Protocol):
    """Puts a step into the persona's words."""

    def reply(
        self, persona: Persona, practice: Practice, step: Step, topic: str | None, said: str = ""
    ) -> str: ...


def fits(group: Lines, standing: Standing, topics: Sequence[str | None]) -> bool:
    """Whether every condition of the group holds; ``topics`` from the narrowest."""
    return (
        (not group.door or standing.seen in group.door)
        and (not group.emotion or standing.emotion in group.emotion)
        and (not group.phase or standing.phase in group.phase)
        and (group.about is None or group.about in topics)
        and (group.after is None or group.after in standing.disclosed)
    )


def _asks(group: Lines) -> int:
    return sum(weight for name, weight in _WEIGHTS.items() if getattr(group, name))


def _fresh(groups: Sequence[Lines], used: Set[str]) -> list[tuple[str, float]]:
    """What was not used yet, with how likely it is."""
    return [
        (text, _STRENGTH ** _asks(group))
        for group in groups
        for text in group.says
        if text not in used
    ]


def _oldest(texts: Sequence[str], used: Sequence[str]) -> str:
    """The text that was said longest ago; ties in the order given."""
    last = {text: place for place, text in enumerate(used)}
    return min(texts, key=lambda text: last.get(text, -1))


class AuthoredVoice:
    """Speaks the lines of the persona's file; ``likeness`` brings those nearer that answer."""

    def __init__(self, transitions: Transitions, likeness: Likeness | None = None) -> None:
        self._transitions = transitions
        self._likeness = likeness

    def reply(
        self, persona: Persona, practice: Practice, step: Step, topic: str | None, said: str = ""
    ) -> str:
        rng = _random(practice, step.standing.turns, "line")
        if step.disclosed is not None:
            return rng.choice(step.disclosed.says)
        used = practice.replies
        if one := self._particular(persona, step, topic, used):
            return self._chosen(one, rng, said)
        return self.line(persona, step.standing, step.trigger, topic, used, rng, said, step.also)

    @staticmethod
    def _particular(
        persona: Persona, step: Step, topic: str | None, used: Sequence[str]
    ) -> list[tuple[str, float]]:
        """Fresh lines on this one topic to anything in the utterance that may be answered."""
        wanted = {step.trigger, *step.also}
        groups = [
            group
            for group in persona.lines
            if group.about and group.about == topic and wanted & set(group.when)
            if fits(group, step.standing, (topic,))
        ]
        return _fresh(groups, set(used)) if step.also else []

    def opening(self, persona: Persona, standing: Standing, seed: int) -> str:
        """What the persona says first."""
        rng = Random(f"{seed}-open")
        return self.line(persona, standing, Trigger.OPENT, None, (), rng)

    def line(
        self,
        persona: Persona,
        standing: Standing,
        trigger: Trigger,
        topic: str | None,
        used: Sequence[str],
        rng: Random,
        said: str = "",
        also: Sequence[Trigger] = (),
    ) -> str:
        """One line for a trigger in a standing.

        What was both given back and acknowledged may be answered as either.
        """
        done = set(used)
        stale: list[str] = []
        wider = persona.wider(topic)
        both = _GIVEN_BACK if trigger is Trigger.ERKEND and Trigger.GEHOORD in also else set()
        for fallback in chain(self._transitions, trigger):
            wanted = {fallback} | both
            groups = [
                group
                for group in persona.lines
                if wanted & set(group.when) and fits(group, standing, (topic, wider))
            ]
            narrow = [group for group in groups if group.about and group.about == topic]
            fresh = _fresh(narrow, done)
            if narrow and not fresh and topic != wider and trigger is not Trigger.NOG_EENS:
                # All there is to say to this one question was said.
                return self.line(persona, standing, Trigger.NOG_EENS, None, used, rng, said)
            fresh = fresh or _fresh([group for group in groups if group.about], done)
            fresh = fresh or _fresh([g for g in groups if not (g.after and topic)], done)
            fresh = fresh or _fresh(groups, done)
            if fresh:
                return self._chosen(fresh, rng, said)
            stale = stale or [text for group in groups for text in group.says]
        return _oldest(stale, used)

    def _chosen(self, fresh: Sequence[tuple[str, float]], rng: Random, said: str) -> str:
        texts, weights = [t for t, _ in fresh], [w for _, w in fresh]
        if said and self._likeness is not None and len(texts) > 1:
            like = self._likeness(said, texts)
            weights = [w * exp(_LIKENESS * near) for w, near in zip(weights, like, strict=True)]
        return rng.choices(texts, weights)[0]


def body_line(persona: Persona, standing: Standing, used: Sequence[str], rng: Random) -> str:
    """What the trainee sees; the most fitting that was not shown yet, else the longest ago."""
    found = [
        (text, 1 + 2 * bool(body.emotion) + bool(body.door))
        for body in persona.body
        if (not body.door or standing.seen in body.door)
        and (not body.emotion or standing.emotion in body.emotion)
        for text in body.says
    ]
    fresh = [pair for pair in found if pair[0] not in used]
    if not fresh:
        return _oldest([text for text, _ in found], used)
    most = max(weight for _, weight in fresh)
    return rng.choice([text for text, weight in fresh if weight == most])


def _random(practice: Practice, turn: int, what: str) -> Random:
    return Random(f"{practice.seed}-{turn}-{what}")
