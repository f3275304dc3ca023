"""What of the library is embedded: each text as a whole, and each of its sentences.

Contract: ``units`` turns passages and cases into ``Text`` items (what can be found and quoted)
and their embedding units with stable ids (``<id>`` for the whole, ``<id>#<n>`` for sentence n,
``<id>~<n>`` for the nth way in which people ask about it). Ways of asking help to find a text and
are never quoted (after doc2query, Nogueira et al. 2019; here people wrote them).
``SPLITTER`` names the rules, so that an index made by other rules is rebuilt. Pure; no vectors.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256

from coach.knowledge.quotes import sentences
from coach.knowledge.schemas import Asked, Case, Passage, PassageStatus
from coach.labels import Actor, Theme

SPLITTER = "zinnen-2"
SENTENCE, ASKED = "#", "~"
HANDBOOK, CASES = "handbook", "cases"
OWN_HANDBOOK, OWN_CASE, OWN_PROTOCOL = "own-handbook", "own-case", "own-protocol"
OWN_KINDS = (OWN_HANDBOOK, OWN_CASE, OWN_PROTOCOL)
"""What the organisation added itself, by kind."""
TO_READ, STORIES = (HANDBOOK, OWN_HANDBOOK, OWN_PROTOCOL), (CASES, OWN_CASE)
"""Kinds that say how to look at things, and kinds that tell of a family."""


@dataclass(frozen=True)
class Text:
    """One findable text: a handbook passage or a practice case. Quotes come from ``text``.

    A passage of an own document also says where it stands: ``document`` (its id), ``headings`` from
    the top down, ``pages`` as (offset in ``text``, page number) pairs, ``priority``, and ``whole``:
    all of a document that is short enough to be read at once, else empty.
    """

    id: str
    kind: str
    title: str
    text: str
    themes: tuple[Theme, ...]
    actors: tuple[Actor, ...]
    sources: tuple[str, ...] = ()
    quotable: bool = True
    key_sentences: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    hash: str = field(default="")
    document: str = ""
    headings: tuple[str, ...] = ()
    pages: tuple[tuple[int, int], ...] = ()
    priority: bool = False
    whole: str = ""

    @property
    def heading(self) -> str:
        """The title with the headings above the passage."""
        return " › ".join((self.title, *self.headings))

    def page_of(self, quote: str) -> int | None:
        """The page on which a quote begins; None for texts without pages."""
        place = max(self.text.find(quote), 0)
        found = [number for start, number in self.pages if start <= place]
        return found[-1] if found else None

    @cached_property
    def sentences(self) -> list[str]:
        """Literal sentences of the text."""
        return sentences(self.text)

    @cached_property
    def quotes(self) -> list[int]:
        """Places of the sentences that may be quoted: the key sentences, or all without them."""
        own = self.sentences
        marked = [own.index(sentence) for sentence in self.key_sentences if sentence in own]
        return marked or list(range(len(own)))

    @property
    def words(self) -> str:
        """Everything that a search by words looks at; the title counts twice."""
        return " ".join((self.heading, self.title, self.text, *self.asked))


def _hash(*parts: str) -> str:
    return sha256("\x1f".join(parts).encode("utf-8")).hexdigest()[:24]


def passage_text(passage: Passage) -> Text:
    """A handbook passage as a findable text."""
    return Text(
        id=passage.id,
        kind=HANDBOOK,
        title=passage.title,
        text=passage.text,
        themes=tuple(passage.themes),
        actors=tuple(passage.actors),
        sources=tuple(passage.source),
        key_sentences=tuple(passage.key_sentences),
        quotable=passage.status is PassageStatus.OK and passage.findable,
        hash=_hash(passage.title, passage.text),
    )


def case_text(case: Case) -> Text:
    """A practice case as a findable text: situation, voices, what was tried and what moved."""
    return Text(
        id=case.id,
        kind=CASES,
        title=case.title,
        text=case.text,
        themes=tuple(case.themes),
        actors=tuple(case.actors),
        key_sentences=tuple(case.key_sentences),
        hash=_hash(case.title, case.text),
    )


def texts(
    passages: Sequence[Passage], cases: Sequence[Case], asked: Sequence[Asked] = ()
) -> list[Text]:
    """All findable texts of the library, handbook first, with how people ask about each."""
    ways = {entry.id: tuple(entry.ways) for entry in asked}
    return [_asked(text, ways) for text in (*map(passage_text, passages), *map(case_text, cases))]


def _asked(text: Text, ways: Mapping[str, tuple[str, ...]]) -> Text:
    own = ways.get(text.id, ())
    return replace(text, asked=own, hash=_hash(text.hash, *own)) if own else text


def units(text: Text) -> dict[str, str]:
    """Embedding units of one text by id: the whole with its title, sentences, ways of asking."""
    found = {text.id: f"{text.heading}. {text.text}"}
    for mark, parts in ((SENTENCE, text.sentences), (ASKED, text.asked)):
        found.update({f"{text.id}{mark}{n}": part for n, part in enumerate(parts)})
    return found
