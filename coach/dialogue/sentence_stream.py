"""Cuts a stream of text into whole sentences as they come in.

Contract: ``feed`` returns the sentences that are surely finished (something follows them);
``rest`` what is left at the end. Nothing is lost: joined with spaces the pieces are the text.
Knows nothing about what sentences mean.
"""

from coach.dialogue.listen_text import sentences

#: A sentence longer than this is handed over unfinished: no reply of ours is.
MOST_CHARACTERS = 700


class SentenceStream:
    """Text in the making."""

    def __init__(self) -> None:
        self._held = ""

    def feed(self, chunk: str) -> list[str]:
        """Adds a piece of text and returns the sentences it finished."""
        self._held += chunk
        pieces = sentences(self._held)
        if len(pieces) < 2:
            if len(self._held) > MOST_CHARACTERS:
                return self.rest()
            return []
        self._held = self._held[pieces[-1].start :]
        return [piece.text for piece in pieces[:-1]]

    def rest(self) -> list[str]:
        """What was still unfinished."""
        left = [piece.text for piece in sentences(self._held)]
        self._held = ""
        return left
