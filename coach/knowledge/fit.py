"""How likely it is that a text fits what somebody tells.

Contract: ``chances`` gives one number between 0 and 1 per text from the scores of two queries: the
situation as told so far, and the moment (how it began with what was said last). A text that only
shares a word with the last message scores low on both. The weights are a logistic regression over
the graded texts of one half of ``evals/cases/sources-dev.jsonl``, for the encoder that comes with
Kier; ``coach eval sources`` shows how they do on the other half. Knows nothing about conversations.
"""

import numpy as np
from numpy.typing import NDArray

from coach.knowledge.scores import Scores

_BIAS = -6.08
#: Likeness, share of the best match in words, and what the text gains by its themes.
_SITUATION = (4.33, 1.30, 7.33)
_MOMENT = (5.02, 0.53, 9.21)
#: A case is a whole family: it has to be closer than a passage to be laid beside one's own.
_STORY = -1.04


def _weighed(scores: Scores, weights: tuple[float, float, float]) -> NDArray[np.float32]:
    best = float(scores.lexical.max()) if len(scores.lexical) else 0.0
    words = scores.lexical / best if best > 0.0 else scores.lexical
    like, shared, themed = weights
    found = like * scores.dense + shared * words + themed * scores.themed
    return np.asarray(found, dtype=np.float32)


def chances(situation: Scores, moment: Scores, stories: NDArray[np.bool_]) -> NDArray[np.float32]:
    """The chance per text (n,) that it fits; ``stories`` (n,) marks cases."""
    total = _BIAS + _weighed(situation, _SITUATION) + _weighed(moment, _MOMENT) + _STORY * stories
    return np.asarray(1.0 / (1.0 + np.exp(-total)), dtype=np.float32)
