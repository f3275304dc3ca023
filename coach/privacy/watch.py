"""All recognisers together: the one ``Finder`` that the rest of Kier uses.

Contract: ``Watch.find`` gives spans without overlaps, in order. ``Watch.patterns_only`` is what
there is until the tables are built: fixed shapes, dates, ages and the roster. Finding is pure: the
same text and names give the same spans.
"""

from collections.abc import Collection, Sequence

from coach.labels import Identifier
from coach.privacy.ages import AgeFinder
from coach.privacy.casenumbers import CaseNumberFinder
from coach.privacy.cued import CuedFinder
from coach.privacy.dates import DateFinder
from coach.privacy.links import LinkFinder
from coach.privacy.names import NameFinder
from coach.privacy.organisations import OrganisationFinder
from coach.privacy.patterns import PatternFinder
from coach.privacy.phrases import PhraseFinder
from coach.privacy.roles import Roles
from coach.privacy.roster import RosterFinder
from coach.privacy.spans import Finder, Span, merge
from coach.privacy.spelled import SpelledFinder
from coach.privacy.streets import StreetFinder
from coach.privacy.tables import Tables
from coach.privacy.tagger import Tagger
from coach.privacy.tokens import fold

_UNHEARD = 1.0
_NAMED = (Identifier.PERSOON, Identifier.ORGANISATIE, Identifier.LOCATIE)


class Watch:
    """Finds identifiers of all classes."""

    def __init__(
        self, roles: Roles, tables: Tables | None = None, tagger: Tagger | None = None
    ) -> None:
        self.roles = roles
        self.tables = tables
        self.types = dict(tables.types) if tables is not None else {}
        self._finders: list[Finder] = [
            PatternFinder(),
            SpelledFinder(),
            LinkFinder(),
            CaseNumberFinder(),
            DateFinder(),
            AgeFinder(),
        ]
        self._names = NameFinder(tables, tagger) if tables is not None else RosterFinder()
        self._phrases: PhraseFinder | None = None
        if tables is not None:
            self._phrases = PhraseFinder(tables)
            self._finders += [StreetFinder(tables), OrganisationFinder(tables)]
            self._finders += [CuedFinder(tables), self._phrases]
            self._finders[2] = LinkFinder(lambda word: tables.zipf(fold(word)) < _UNHEARD)

    @property
    def whole(self) -> bool:
        """Whether names are looked for, and not only fixed shapes and the roster."""
        return self._phrases is not None

    def find(self, text: str, known: Collection[str] = ()) -> Sequence[Span]:
        """Spans of the text; ``known`` holds names from the roster and the conversation."""
        spans = [span for finder in self._finders for span in finder.find(text)]
        found = [span for span in spans if span.label in _NAMED]
        spans += self._names.find(text, known, found)
        if self._phrases is not None:
            spared = self._phrases.spared(text)
            spans = [
                span
                for span in spans
                if span.label not in _NAMED
                or not any(span.start < end and start < span.end for start, end in spared)
            ]
        return merge(spans)
