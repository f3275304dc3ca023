"""How well each topic of a persona fits what a trainee says.

Contract: ``TopicScores`` knows the example questions of one persona; ``features`` measures every
topic against one utterance, ``score`` weighs the measurements: from 0 a topic fits well enough to
answer with its own lines. The weights are a logistic regression over utterances that were labelled
before any topic was written for them; ``python -m evals.fit_topics`` learns weights from labels of
now. Gives no answer itself and knows nothing of the conversation before.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from coach.dialogue.classify import Embed
from coach.dialogue.listen_text import plain, words
from coach.practice.coding import STEM, TELLING
from coach.practice.openers import Openers
from coach.practice.persona import Persona, Topic

#: How many of the examples that are most like the utterance stand for a topic.
NEAREST = 3
#: What is lost when the trainee asks with another word, and when that asks for a name, a place or a
#: number; what is won by a name that an example names too, and lost where it names somebody else,
#: or nobody: how Imke finds it is not how Carolien finds it.
OTHER_WORD, OTHER_FACT = 0.05, 0.25
SAME_NAME, OTHER_NAME, NO_NAME = 0.06, 0.35, 0.1
#: Likeness of the nearest examples, of the nearest one to a sentence that tells, share of all that
#: is said whose words the examples know, and likeness in words and pairs of words of what is asked.
WEIGHTS = (1.52, 4.04, 5.04, 5.04)
BASE = -6.89
#: A word with a capital that does not begin a sentence.
_CAPITAL = re.compile(r"(?<=[\w,;:] )[A-Z]\w+")

Row = NDArray[np.float64]


@dataclass(frozen=True)
class Said:
    """An utterance: what it asks (may be nothing), its sentences that tell something, and whole."""

    asked: Sequence[str]
    told: Sequence[str]
    whole: str


class TopicScores:
    """The topics of one persona."""

    def __init__(self, persona: Persona, embed_examples: Embed, openers: Openers) -> None:
        self.topics: Sequence[Topic] = persona.topics
        self.named = _named(persona)
        self._openers = openers
        examples = [text for topic in persona.topics for text in topic.about]
        self._of = np.asarray([n for n, topic in enumerate(persona.topics) for _ in topic.about])
        self._rows = np.asarray(embed_examples(examples))
        self._names = [self.named & set(words(text)) for text in examples]
        self._asks = np.asarray([openers.asks_with(text) for text in examples])
        self._alone = np.asarray([topic.alone for topic in persona.topics])[self._of]
        self._stems = [_stems(" ".join(topic.about)) for topic in persona.topics]
        found = Counter(stem for own in self._stems for stem in own)
        topics = len(persona.topics) + 1
        self._rarity = {stem: math.log(topics / (count + 0.5)) for stem, count in found.items()}
        self._unknown = math.log(topics / 0.5)
        self._pairs = TfidfVectorizer(
            preprocessor=plain, token_pattern=r"[\w']+", ngram_range=(1, 2), sublinear_tf=True
        )
        self._paired = self._pairs.fit_transform(examples)

    def score(self, said: Said, embed: Embed) -> Row:
        """How well each topic fits (topics,); higher is better, below 0 is not well enough."""
        return np.asarray(self.features(said, embed) @ np.asarray(WEIGHTS) + BASE)

    def features(self, said: Said, embed: Embed) -> Row:
        """The measurements (topics, 4) in the order of ``WEIGHTS``."""
        main = list(said.asked or said.told)
        sentences = [*main, *said.told]
        vectors = np.asarray(embed(sentences))
        lost = self._lost(sentences)
        near = self._rows @ vectors.T - lost
        told = near[:, len(main) :].copy()
        # A particular thing such as thanks is what a telling utterance ends with, or not its topic.
        told[self._alone, :-1] = -1.0
        near = near[:, : len(main)] if said.asked else told
        paired = (self._paired @ self._pairs.transform(main).T).toarray() - lost[:, : len(main)]
        stems = _stems(said.whole)
        worth = sum(map(self._worth, stems)) or 1.0
        shared = [sum(map(self._worth, stems & own)) / worth for own in self._stems]
        best = near.max(axis=1)
        return np.stack(
            [
                self._by_topic(best, NEAREST),
                self._by_topic(told.max(axis=1), 1),
                np.asarray(shared, dtype=np.float64),
                self._by_topic(paired.max(axis=1), 1),
            ],
            axis=1,
        )

    def _by_topic(self, likeness: Row, count: int) -> Row:
        """Mean of the ``count`` examples of each topic that are most like it."""
        return np.asarray(
            [np.sort(likeness[self._of == n])[-count:].mean() for n in range(len(self.topics))]
        )

    def _lost(self, main: Sequence[str]) -> Row:
        """How much less each example is like each sentence (examples, sentences) for its words."""
        lost = np.stack([self._name_lost(part) for part in main], axis=1)
        for place, part in enumerate(main):
            if word := self._openers.asks_with(part):
                other = OTHER_WORD + OTHER_FACT * (word in self._openers.fact)
                lost[:, place] += other * (self._asks != word)
        return lost

    def _name_lost(self, part: str) -> Row:
        who = self.named & set(words(part))
        if not who:
            return np.zeros(len(self._names))
        return np.asarray(
            [
                -SAME_NAME if who & names else OTHER_NAME if names else NO_NAME
                for names in self._names
            ]
        )

    def _worth(self, stem: str) -> float:
        """How telling a word is: one that few topics have is telling most."""
        return self._rarity.get(stem, self._unknown)


def _named(persona: Persona) -> frozenset[str]:
    """Who and what is called by a name in what the persona talks about, but for its own."""
    known = [persona.role, *persona.facts, *(text for t in persona.topics for text in t.about)]
    found = {word for text in known for name in _CAPITAL.findall(text) for word in words(name)}
    return frozenset(found - set(words(persona.name)))


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:STEM] for word in words(text) if len(word) >= TELLING)
