"""Which kind of request a message holds, from the chances of its parts.

Contract: ``RequestUnits.find`` gives the parts that may hold a request; ``choose_request`` takes
the part that is surest to ask for something else than reflection, if it is sure enough; else the
message is an ordinary one. Which words ask stands in ``knowledge/lexicon/wordgroups.yaml``.
"""

from collections.abc import Mapping, Sequence

from coach.dialogue.listen_lexicon import Lexicon
from coach.dialogue.listen_patterns import compile_all, find_any
from coach.dialogue.listen_text import Piece, plain, sentences, words
from coach.labels import DECLINED, Request

#: A message of at most this many sentences is judged whole and by sentence.
WHOLE_SENTENCES = 2
FIRST_SENTENCES, LAST_SENTENCES = 1, 2
#: From this share of chances for anything but reflection, a part counts as a request. Declining a
#: verdict that was not asked for is as wrong as giving one; see ``evals/suites/requests.py``.
ASKING = 0.5
#: The same for the kinds that are declined, taken together.
DECLINING = 0.5
#: And for those in a part that neither asks nor orders anything.
DECLINING_UNASKED = 0.6


class RequestUnits:
    """Finds the parts that may ask something, with the word groups of the lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._first = frozenset(lexicon.groups.get("vraagbegin", ()))
        self._anywhere = compile_all(["@vraagovervloed"], lexicon.groups)

    def find(self, text: str) -> list[str]:
        """The parts of a message that may hold a request.

        One or two sentences are judged as they are. In a longer message, which is a story, only
        the first and the last sentences count, and only when they ask or order something.
        """
        pieces = sentences(text)
        if len(pieces) <= WHOLE_SENTENCES:
            return list(dict.fromkeys([*([text] if pieces else []), *(p.text for p in pieces)]))
        places = [*range(FIRST_SENTENCES), *range(len(pieces) - LAST_SENTENCES, len(pieces))]
        return [pieces[n].text for n in dict.fromkeys(places) if self._asks(pieces[n], text)]

    def asking(self, parts: Sequence[str]) -> list[bool]:
        """Per part whether it asks or orders something."""
        return ["?" in part or self._orders(part) for part in parts]

    def _orders(self, text: str) -> bool:
        found = words(text)
        if found and found[0] in self._first:
            return True
        return find_any(self._anywhere, plain(text)) is not None

    def _asks(self, piece: Piece, text: str) -> bool:
        if text[piece.end - 1 : piece.end + 1].strip().endswith("?"):
            return True
        return self._orders(piece.text)


def choose_request(
    chances: Sequence[Mapping[str, float]], asking: Sequence[bool]
) -> tuple[Request, float]:
    """The kind and how sure it is; both arguments have one entry per part."""
    best, best_share, ordinary = Request.REFLECTIE, 0.0, 1.0
    for part, asks in zip(chances, asking, strict=True):
        total = sum(part.values()) or 1.0
        shares = {Request(label): chance / total for label, chance in part.items()}
        ordinary = min(ordinary, shares.get(Request.REFLECTIE, 0.0))
        declined = sum(share for kind, share in shares.items() if kind in DECLINED)
        others = 1.0 - shares.get(Request.REFLECTIE, 0.0) - declined
        for kinds, weight, bar in (
            (DECLINED, declined, DECLINING if asks else DECLINING_UNASKED),
            (set(shares) - DECLINED - {Request.REFLECTIE}, others, ASKING),
        ):
            if weight >= bar and weight > best_share:
                best = max(kinds & set(shares), key=lambda kind: shares[kind])
                best_share = weight
    return best, ordinary if best is Request.REFLECTIE else min(best_share, 1.0)
