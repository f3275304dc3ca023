"""Which kind of request a message holds, from the chances of its parts.

Contract: ``RequestUnits.find`` gives the parts that may hold a request; ``choose_request`` takes
the part that is surest to ask for something else than reflection, if it is sure enough (``bars``);
else the message is an ordinary one. A part that asks nothing of Kier has a bar of its own.
Declining a verdict that was not asked for is as wrong as
giving one. Which words ask stands in ``knowledge/lexicon/wordgroups.yaml``.
"""

from collections.abc import Mapping, Sequence

from coach.dialogue.bars import RequestBars
from coach.dialogue.listen_form import Form
from coach.dialogue.listen_lexicon import Lexicon
from coach.dialogue.listen_patterns import compile_all, find_any
from coach.dialogue.listen_text import Piece, plain, sentences, words
from coach.labels import DECLINED, Request

#: A message of at most this many sentences is judged whole and by sentence.
WHOLE_SENTENCES = 2
FIRST_SENTENCES, LAST_SENTENCES = 1, 2
Chances = Mapping[str, float]


class RequestUnits:
    """Finds the parts that may ask something, with the word groups of the lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._first = frozenset(lexicon.groups.get("vraagbegin", ()))
        self._anywhere = compile_all(["@vraagovervloed"], lexicon.groups)
        self._form = Form(lexicon)

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

    def asking(self, parts: Sequence[str], worded: Sequence[bool]) -> list[bool]:
        """Per part whether it asks or orders something of Kier.

        ``worded`` tells per part that it holds a wording of a request, which counts too. A
        question about one's own doing ("hoe blijf ik"), a doubt that is told and what others
        asked do not, unless Kier is spoken to or the sentence ends as a question does.
        """
        return [
            not self._form.to_oneself(part)
            and (known or "?" in part or self._orders(part) or self._form.asks(part))
            for part, known in zip(parts, worded, strict=True)
        ]

    def _orders(self, text: str) -> bool:
        found = words(text)
        if found and found[0] in self._first:
            return True
        return find_any(self._anywhere, plain(text)) is not None

    def _asks(self, piece: Piece, text: str) -> bool:
        if text[piece.end - 1 : piece.end + 1].strip().endswith("?"):
            return True
        return self._orders(piece.text)


def in_context(text: str, parts: Sequence[str], chances: Sequence[Chances]) -> list[Chances]:
    """The chances of parts; those of a sentence halfway to what the whole short message says.

    "Heb ik haar laten vallen?" may ask for a verdict; with "dat krijg ik er niet uit" it does not.
    """
    if len(parts) < 2 or parts[0] != text:
        return list(chances)
    whole = chances[0]
    return [whole, *({k: (part[k] + whole[k]) / 2 for k in part} for part in chances[1:])]


def weights(part: Chances) -> tuple[float, float]:
    """Shares of chance for the kinds that are declined, and for all others but reflection."""
    total = sum(part.values()) or 1.0
    declined = sum(chance for kind, chance in part.items() if kind in DECLINED) / total
    return declined, 1.0 - declined - part.get(Request.REFLECTIE, 0.0) / total


def choose_request(
    chances: Sequence[Chances], asking: Sequence[bool], bars: RequestBars, *, amid: bool = False
) -> tuple[Request, float]:
    """The kind and how sure it is; ``chances`` and ``asking`` have one entry per part.

    ``amid``: one part of several, in a talk that runs; then a request must be surer, and only what
    asks is declined: the rest answers Kier.
    """
    best, best_share, ordinary = Request.REFLECTIE, 0.0, 1.0
    for part, asks in zip(chances, asking, strict=True):
        kinds = {Request(label) for label in part} - {Request.REFLECTIE}
        declined, others = weights(part)
        ordinary = min(ordinary, 1.0 - declined - others)
        bar = bars.declined(asks=asks, amid=amid)
        for among, weight, needed in (
            (kinds & DECLINED, declined if asks or not amid else 0.0, bar),
            (kinds - DECLINED, others, bars.asking),
        ):
            if weight >= needed and weight > best_share:
                best = max(among, key=lambda kind: part[kind])
                best_share = weight
    return best, ordinary if best is Request.REFLECTIE else min(best_share, 1.0)
