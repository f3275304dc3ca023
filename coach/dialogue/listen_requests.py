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
#: From this share of chances for anything but reflection, a part counts as a request. Declining a
#: verdict that was not asked for is as wrong as giving one; see ``evals/suites/requests.py``.
ASKING = 0.5
#: The same for the kinds that are declined, taken together.
DECLINING = 0.5
DECLINED = frozenset(
    {
        Request.OORDEEL,
        Request.DIAGNOSE,
        Request.RISICOSCORE,
        Request.SCHRIJFWERK,
        Request.INJECTIE,
        Request.BUITEN_BEREIK,
    }
)


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
    best, best_share, ordinary = Request.REFLECTIE, 0.0, 1.0
    for part in chances:
        total = sum(part.values()) or 1.0
        shares = {Request(label): chance / total for label, chance in part.items()}
        ordinary = min(ordinary, shares.get(Request.REFLECTIE, 0.0))
        declined = sum(share for kind, share in shares.items() if kind in DECLINED)
        others = 1.0 - shares.get(Request.REFLECTIE, 0.0) - declined
        for kinds, weight, bar in (
            (DECLINED, declined, DECLINING),
            (set(shares) - DECLINED - {Request.REFLECTIE}, others, ASKING),
        ):
            if weight >= bar and weight > best_share:
                best = max(kinds & set(shares), key=lambda kind: shares[kind])
                best_share = weight
    return best, ordinary if best is Request.REFLECTIE else min(best_share, 1.0)
