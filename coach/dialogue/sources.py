"""What is laid beside a conversation, and when.

Contract: ``choose`` gives at most one text: after a question of fact the best answer to that
question, else a text that likely fits what was told so far. Nothing is shown twice, unless
somebody asks where it comes from, nor in two turns on end, nor in the turns right after danger
that is happening now. A conversation that had nothing in its first turns is shown something
sooner, and what an organisation gave priority comes sooner too. Knows nothing about wording.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from coach.dialogue.state import Conversation, Heard, Signal, Source
from coach.knowledge.collection import Hit, Library
from coach.knowledge.fit import chances
from coach.knowledge.units import STORIES, TO_READ
from coach.labels import Level, Request

#: From which chance a text is shown, from which a further one, and from which the first when
#: nothing was shown in the first turns.
SURE, SURE_AGAIN, LIKELY = 0.8, 0.9, 0.6
FIRST_TURNS = 2
#: What a text gains, in log odds, when what was said surely goes with it.
GOES = 3.0
#: Turns without a text after one, and after danger that is happening now.
REST = 2
AFTER_DANGER = 3
_LEAST_WORDS = 3
_BEGIN_WORDS, _RECENT_WORDS = 60, 100
# What answers a question of fact; a case is a whole family and has to be closer.
_ANSWERS_FROM = {TO_READ: 0.30, STORIES: 0.40}


def choose(
    library: Library,
    heard: Heard,
    signal: Signal,
    conversation: Conversation,
    vector: NDArray[np.float32],
    going: Mapping[str, float] | None = None,
) -> list[Source]:
    """The text to show beside this turn, if any; ``vector`` (dim,) is that of the message.

    ``going`` are texts that go with what was said, by id, and how sure that is.
    """
    if signal.level in (Level.ACUUT, Level.ZORG) or not heard.dutch or heard.words < _LEAST_WORDS:
        return []
    if any(turn.signal.level is Level.ACUUT for turn in conversation.turns[-AFTER_DANGER:]):
        # Who just rang the police has no use for something to read.
        return []
    before = [source for turn in conversation.turns for source in turn.plan.sources]
    if before and heard.asks_origin:
        return before[-1:]
    shown = {source.id for source in before}
    if heard.request is Request.FEITVRAAG:
        return _answer(library, heard, shown, vector)
    if any(turn.plan.sources for turn in conversation.turns[-REST:]):
        return []
    told = [
        turn.user
        for turn in conversation.turns
        if turn.heard.dutch and turn.heard.words >= _LEAST_WORDS
    ]
    told.append(heard.text)
    situation = library.scores(so_far(told))
    now = " ".join(dict.fromkeys([told[0], heard.text]))
    moment = library.scores(now) if len(told) > 2 else situation
    fits = raised(chances(situation, moment, library.among(STORIES)), library.places(going or {}))
    waited = not shown and len(conversation.turns) >= FIRST_TURNS
    hit = library.most_likely(
        fits,
        LIKELY if waited else SURE_AGAIN if shown else SURE,
        now,
        vector,
        scores=moment,
        skip=shown,
        least_first=LIKELY,
    )
    return [as_source(hit)] if hit else []


def raised(fits: NDArray[np.float32], going: Mapping[int, float]) -> NDArray[np.float32]:
    """The chances (n,) with those of texts that go with what was said raised, by place."""
    found = fits.copy()
    for place, sure in going.items():
        odds = fits[place] / (1.0 - fits[place] + 1e-6) * np.exp(GOES * sure)
        found[place] = odds / (1.0 + odds)
    return found


def so_far(told: Sequence[str]) -> str:
    """What was told: how it began and the newest of the rest, in the order of telling."""
    begin = told[0].split()[:_BEGIN_WORDS]
    rest = [word for message in told[1:] for word in message.split()]
    return " ".join([*begin, *rest[-_RECENT_WORDS:]])


def _answer(
    library: Library, heard: Heard, shown: set[str], vector: NDArray[np.float32]
) -> list[Source]:
    scores = library.scores(heard.text, vector)
    for kinds, least in _ANSWERS_FROM.items():
        hits = library.search(
            heard.text,
            k=1,
            themes=heard.themes[:2],
            kinds=kinds,
            skip=shown,
            vector=vector,
            scores=scores,
        )
        if hits and hits[0].dense >= least:
            return [as_source(hits[0])]
    return []


def as_source(hit: Hit) -> Source:
    """A found text as the conversation keeps it."""
    return Source(
        id=hit.text.id,
        kind=hit.text.kind,
        title=hit.text.title,
        quote=hit.quote,
        score=hit.score,
        parts={"dense": hit.dense, "lexical": hit.lexical, "confidence": hit.confidence},
        headings=list(hit.text.headings),
        page=hit.page,
        priority=hit.text.priority,
    )
