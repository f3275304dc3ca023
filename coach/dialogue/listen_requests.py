"""Which kind of request a message holds, from the chances of its parts.

Contract: ``request_units`` gives the parts that may hold a request: the whole message when it is
short, every sentence that asks or orders, and the last sentences. ``choose_request`` takes the
surest part that asks for something else than reflection, if it is sure enough; else the message
is an ordinary one. It knows nothing about words.
"""

from collections.abc import Mapping, Sequence

from coach.dialogue.listen_text import sentences, words
from coach.labels import Request

#: A message of at most this many words is also judged as a whole.
WHOLE_WORDS = 45
LAST_SENTENCES = 2
MAX_UNITS = 12
#: Share of the chance that a kind must have in its part before it counts. Declining a verdict
#: that was not asked for is as wrong as giving one; see ``evals/suites/requests.py``.
BARS: dict[Request, float] = {
    Request.OORDEEL: 0.5,
    Request.DIAGNOSE: 0.5,
    Request.RISICOSCORE: 0.5,
    Request.INJECTIE: 0.5,
    Request.SCHRIJFWERK: 0.5,
    Request.BUITEN_BEREIK: 0.6,
    Request.FEITVRAAG: 0.5,
    Request.GESPREK_VOORBEREIDEN: 0.5,
    Request.OEFENEN: 0.5,
    Request.INTERVISIE: 0.5,
}


def request_units(text: str) -> list[str]:
    """The parts of a message that may hold a request, the whole first."""
    pieces = sentences(text)
    units = [text] if pieces and len(words(text)) <= WHOLE_WORDS else []
    asking = [p.text for p in pieces if text[p.end - 1 : p.end + 1].strip().endswith("?")]
    closing = [p.text for p in pieces[-LAST_SENTENCES:]]
    opening = [p.text for p in pieces[:1]]
    return list(dict.fromkeys([*units, *asking, *closing, *opening]))[:MAX_UNITS]


def choose_request(chances: Sequence[Mapping[str, float]]) -> tuple[Request, float]:
    """The kind and how sure it is; ``chances`` has one entry per part."""
    best, best_share = Request.REFLECTIE, 0.0
    ordinary = 1.0
    for part in chances:
        total = sum(part.values()) or 1.0
        ordinary = min(ordinary, part.get(Request.REFLECTIE, 0.0) / total)
        for label, chance in part.items():
            kind = Request(label)
            if kind is Request.REFLECTIE:
                continue
            share = chance / total
            if share >= BARS[kind] and share > best_share:
                best, best_share = kind, share
    if best is Request.REFLECTIE:
        return best, max(ordinary, 0.0)
    return best, best_share
