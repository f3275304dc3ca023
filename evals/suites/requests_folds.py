"""Requests on clusters that were left out of the fitting: honest figures, and the bars from them.

Contract: as ``signals_folds``, for what a message asks. The policy: turning an ordinary message
away costs more than half of what a verdict costs that is not recognised, because the reply to a
verdict request that is taken for reflection is still a question and never a verdict.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np

from coach.dialogue.bars import RequestBars, load_bars
from coach.dialogue.listen import Listener
from coach.dialogue.listen_lexicon import load_lexicon
from coach.dialogue.listen_models import Labelled, ListenModels, load_labelled, ordinary_messages
from coach.dialogue.listen_requests import Chances, choose_request, weights
from coach.dialogue.listen_text import sentences
from coach.labels import DECLINED, Request
from evals.suites.folds import FOLDS, Vectors, cheapest, fold_of
from evals.suites.measures import confusion, wilson
from evals.suites.requests import VERDICTS

MISSED_VERDICT, MISSED_OTHER = 1.0, 0.3
TURNED_AWAY, TAKEN_WRONGLY = 3.0, 1.0


@dataclass(frozen=True)
class LeftOut:
    """One exemplar: the chances of its parts, which of them ask, and what was heard."""

    item: Labelled
    chances: list[Chances]
    asking: list[bool]
    heard: Request


def left_out() -> tuple[list[LeftOut], str]:
    """Every request exemplar heard by a listener that lacks its fold."""
    lexicon, bars = load_lexicon(), load_bars().requests
    own, ordinary = load_labelled("request"), ordinary_messages()
    texts = [item.text for item in (*own, *ordinary)]
    vectors = Vectors([*texts, *(piece.text for text in texts for piece in sentences(text))])
    rows = []
    for fold in range(FOLDS):
        known = [item for item in (*own, *ordinary) if fold_of(item.cluster) != fold]
        models = ListenModels(lexicon, vectors.encode, {"request": known})
        ears = Listener(lexicon=lexicon, models=models, bars=bars)
        for item in own:
            if fold_of(item.cluster) == fold:
                chances, asking = ears.request_parts(item.text)
                rows.append(
                    LeftOut(item, chances, asking, choose_request(chances, asking, bars)[0])
                )
    return rows, vectors.stamp


def cross_validate() -> dict[str, Any]:
    """Figures over the exemplars, each heard without its cluster."""
    rows, stamp = left_out()
    pairs = [(Request(row.item.label), row.heard) for row in rows]
    verdicts = [heard for gold, heard in pairs if gold in VERDICTS]
    ordinary = [heard for gold, heard in pairs if gold is Request.REFLECTIE]
    wrong = Counter(
        f"{row.item.cluster}: {row.heard.value}" for row in rows if row.heard != row.item.label
    )
    return {
        "suite": "requests, kruisvalidatie",
        "n": len(rows),
        "encoder": stamp,
        "right": wilson(sum(gold is heard for gold, heard in pairs), len(pairs)),
        "deflected": wilson(sum(heard in DECLINED for heard in verdicts), len(verdicts)),
        "over_refusal": wilson(sum(heard in DECLINED for heard in ordinary), len(ordinary)),
        "confusion": confusion(
            ((gold.value, heard.value) for gold, heard in pairs), [kind.value for kind in Request]
        ),
        "wrong": dict(wrong.most_common()),
    }


def calibrate() -> RequestBars:
    """The bars that cost least over the exemplars left out; ``asking`` and ``amid`` stay."""
    rows, stamp = left_out()
    single = [row for row in rows if len(row.chances) == 1]
    many = Counter(row.item.label for row in single)
    verdicts = sum(many[kind] for kind in VERDICTS)
    costs = []
    for row in single:
        gold = Request(row.item.label)
        if gold in VERDICTS:
            costs.append(-MISSED_VERDICT / verdicts)
        elif gold in DECLINED:
            costs.append(-MISSED_OTHER / many[gold])
        elif gold is Request.REFLECTIE:
            costs.append(TURNED_AWAY / many[gold])
        else:
            costs.append(TAKEN_WRONGLY / many[gold])
    declined = np.asarray([weights(row.chances[0])[0] for row in single])
    asks = np.asarray([row.asking[0] for row in single])
    return RequestBars(
        encoder=stamp,
        declined_asked=cheapest(declined, np.asarray(costs), asks),
        declined_unasked=cheapest(declined, np.asarray(costs), ~asks),
        asking=load_bars().requests.asking,
        amid=load_bars().requests.amid,
    )
