"""The user's own words that carry most.

Contract: ``Telling.pick`` gives one sentence or clause of the message, literally, of at most
``LONGEST`` words, or an empty string when nothing in it is worth giving back. It prefers first
person, feeling, contrast and reported speech, and never picks a greeting or a bare question to
the coach. It measures words, not meaning.
"""

import re
from itertools import pairwise

from coach.dialogue.listen_lexicon import Lexicon
from coach.dialogue.listen_patterns import compile_all, find_any
from coach.dialogue.listen_text import Piece, clauses, plain, sentences, words

LONGEST = 22
SHORTEST = 4
#: What 'Ik ben pleegmoeder van twee' loses: who somebody is, is not what they come with.
INTRODUCED, LATER = 2.0, 1.2
_SPOKEN = '"'
_SENTENCES = re.compile(r"[.!?\n]")


class Telling:
    """Word groups compiled once."""

    def __init__(self, lexicon: Lexicon) -> None:
        groups = lexicon.groups
        self._greeting = compile_all(["@groet"], groups)
        self._weights = (
            (compile_all(["@ikvorm"], groups), 1.5),
            (compile_all(["@contrast"], groups), 0.75),
            (compile_all(["@spreken"], groups), 1.0),
            (compile_all(["@raken"], groups), 1.0),
        )
        self._introducing = compile_all(["@voorstellen"], groups)
        self._feelings = lexicon.rules["feelings"]

    def pick(self, text: str) -> str:
        """The stretch of ``text`` with the highest weight; the later one of equals."""
        best, best_score = "", 0.0
        for sentence in sentences(text):
            for piece in self._candidates(sentence):
                score = self._score(piece, text)
                if score is not None and score >= best_score:
                    best, best_score = piece.text, score
        return best

    @staticmethod
    def _candidates(sentence: Piece) -> list[Piece]:
        parts = clauses(sentence)
        if len(words(sentence.text)) <= LONGEST:
            return [*(parts if len(parts) > 1 else []), sentence]
        joined = [
            Piece(a.start, b.end, sentence.text[a.start - sentence.start : b.end - sentence.start])
            for a, b in pairwise(parts)
        ]
        return [*parts, *joined]

    def _score(self, piece: Piece, text: str) -> float | None:
        folded = plain(piece.text)
        count = len(words(folded))
        if ":" in _SENTENCES.split(text[: piece.start])[-1]:
            # What stands behind a colon is mostly somebody else's, and who says it was cut off.
            return None
        if not SHORTEST <= count <= LONGEST:
            return None
        greeting = find_any(self._greeting, folded)
        if greeting is not None and greeting[0] == 0 and count < 8:
            return None
        score = 0.5 - 0.03 * abs(count - 11)
        score += sum(gain for found, gain in self._weights if find_any(found, folded) is not None)
        if any(rule.find(folded) is not None for rule in self._feelings):
            score += 2.0
        if _SPOKEN in folded:
            score += 1.0
        if text[piece.end : piece.end + 1] == "?":
            score -= 1.5
        introduced = find_any(self._introducing, folded)
        if introduced is not None and introduced[0] == 0:
            score -= INTRODUCED
        # What somebody wants to say mostly comes last.
        return score + LATER * piece.start / max(len(text), 1)
