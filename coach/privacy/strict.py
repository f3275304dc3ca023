"""The watch for handbooks and protocols: only what points at somebody counts.

Contract: ``StrictWatch`` finds what the watch finds, without what a text of general rules holds
for other reasons: ordinary words with no sign of a name (a capital at the beginning of a sentence
is none; a capital inside one is, and so are a title, a role before it, or a name that was found
before), ages, days, organisations and places where nobody is named, web addresses, and the numbers
of public services. An address with a number counts always.
A text whose sentences begin without capitals is taken as a conversation is.
What somebody typed in a conversation, and practice cases, are never watched this way.
"""

import re
from collections.abc import Collection, Sequence

import simplemma

from coach.labels import Identifier
from coach.privacy.spans import Span
from coach.privacy.tokens import Token, fold, tokenise
from coach.privacy.watch import Watch

_NAMED = frozenset({Identifier.PERSOON, Identifier.LOCATIE, Identifier.ORGANISATIE})
_ABOUT = frozenset({Identifier.LEEFTIJD, Identifier.DATUM})
# After these a capital says nothing: a sentence, a line, a list or a quotation begins.
_BEGINS = frozenset(".!?:;\n•‣▪●○·*-–—|'\"‘’“”«»([")
_BORN = re.compile(r"\bgeb(?:oren|\.|oorte)\W+(?:\w+\W+){0,2}$", re.I)
_SOCIAL = re.compile(r"insta|snap|tiktok|facebook|twitter|youtube|linkedin|twitch|telegram", re.I)
_SERVICE = re.compile(r"(?:0800|0900|0906|0909|088|14\s?0|11[236])")


class StrictWatch:
    """A watch with a higher bar; ``roles`` and ``types`` are those of the watch itself."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self.roles, self.types = watch.roles, watch.types

    def find(self, text: str, known: Collection[str] = ()) -> Sequence[Span]:
        """Spans of the text; ``known`` holds names from earlier in the document."""
        found = self._watch.find(text, known)
        tokens = tokenise(text)
        if self._watch.tables is None or not _capitals(tokens):
            return found
        heard = {fold(token.text) for name in known for token in tokenise(name) if token.word}
        named = [
            span
            for span in found
            if span.label not in _NAMED or self._points(text, span, tokens, heard)
        ]
        somebody = any(span.label is Identifier.PERSOON for span in named)
        return [span for span in named if _counts(text, span, somebody)]

    def _points(
        self, text: str, span: Span, tokens: Sequence[Token], heard: Collection[str]
    ) -> bool:
        """Whether there is a sign that this is a name and no word."""
        tables = self._watch.tables
        places = [n for n, token in enumerate(tokens) if span.start <= token.start < span.end]
        if tables is None or not places:
            return True
        before = places[0] - 1
        if before > 0 and tokens[before].text == ".":
            before -= 1  # "dhr. Mulder", "A. Kuipers"
        if before >= 0 and self._announces(tokens[before]):
            return True
        for place in places:
            token, word = tokens[place], fold(tokens[place].text)
            if not token.word or word in tables.interfixes:
                continue
            capital = token.text[0].isupper()
            begins = place == 0 or tokens[place - 1].text in _BEGINS
            if word in heard or (capital and not begins):
                return True
            if (capital and word in tables.first) or not simplemma.is_known(
                token.text.lower(), "nl"
            ):
                return True
        return False

    def _announces(self, token: Token) -> bool:
        tables, word = self._watch.tables, fold(token.text)
        initial = len(token.text) == 1 and token.text.isupper()
        return initial or (
            tables is not None
            and (word in tables.titles or word in tables.kin or word in tables.professionals)
        )


def _capitals(tokens: Sequence[Token]) -> bool:
    """Whether sentences begin with a capital here; else capitals say nothing either way."""
    first = [
        token
        for place, token in enumerate(tokens)
        if token.word and (place == 0 or tokens[place - 1].text in ".!?\n")
    ]
    return 2 * sum(token.text[0].isupper() for token in first) > len(first)


def _counts(text: str, span: Span, somebody: bool) -> bool:
    said = text[span.start : span.end]
    if span.label is Identifier.ORGANISATIE or (
        span.label is Identifier.LOCATIE and not any(char.isdigit() for char in said)
    ):
        return somebody
    if span.label in _ABOUT:
        return somebody or _BORN.search(text[: span.start]) is not None
    if span.label is Identifier.URL:
        return "." not in said or said.startswith("@") or _SOCIAL.search(said) is not None
    if span.label is Identifier.TELEFOON:
        return _SERVICE.match(said) is None
    return True
