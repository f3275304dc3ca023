"""What the review of an own document does: one passage after another, or as a list.

Contract: a ``Desk`` is where one page is in its review; ``sheet`` gives all that is to be shown of
it, and every other function does one thing and gives the new sheet. Each decision is in the vault
when its function returns. No Gradio in here. A practice case is never accepted unseen: only
passages that this page has shown are.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from coach.errors import KierError
from coach.knowledge.documents.review import (
    Counts,
    Decision,
    Document,
    Duplicate,
    Passage,
    State,
)
from coach.knowledge.documents.shapes import DocumentKind
from coach.labels import Theme
from coach.ui.own_documents import OwnDocuments
from coach.ui.texts import library as words

PER_SCREEN = 6


class Desk:
    """Where a page is: document, passage, which passages show, and which were seen."""

    def __init__(self) -> None:
        self.document = ""
        self.passage = ""
        self.mode = words.ONE
        self.show = words.OPEN_ONLY
        self.first = 0
        self.editing = False
        self.seen: set[str] = set()

    def begin(self, id: str) -> None:
        """Another document."""
        mode = self.mode
        self.__init__()  # type: ignore[misc]
        self.document, self.mode = id, mode

    def leave(self) -> None:
        """Nothing is reviewed any more."""
        self.begin("")


@dataclass(frozen=True)
class Name:
    """Something replaced: what stood there, what comes, how often, and whether it stays."""

    name: str
    shown: str
    count: int
    kept: bool
    fixed: bool


@dataclass(frozen=True)
class Double:
    """A text that says nearly the same, with its words."""

    duplicate: Duplicate
    text: str


@dataclass(frozen=True)
class Sheet:
    """All that the review shows now."""

    document: Document
    counts: Counts
    names: tuple[Name, ...]
    shown: tuple[Passage, ...] = ()
    passage: Passage | None = None
    its_names: tuple[Name, ...] = ()
    doubles: tuple[Double, ...] = ()
    place: tuple[int, int] = (0, 0)
    notice: str = ""
    pictures: tuple[tuple[int, bytes], ...] = ()
    screen: tuple[Passage, ...] = field(default=())


def sheet(own: OwnDocuments, desk: Desk, notice: str = "") -> Sheet:
    """The review as it is now; raises DocumentGone, DocumentsShut."""
    document = own.shelf.document(desk.document)
    passages = own.shelf.passages(desk.document)
    states = Counter(passage.state for passage in passages)
    counts = Counts(states[State.OPEN], states[State.ACCEPTED], states[State.REJECTED])
    shown = tuple(passage for passage in passages if _fits(passage, desk.show))
    found = Sheet(document, counts, _names(passages), shown, notice=notice)
    if desk.mode == words.AS_LIST:
        desk.first = max(0, min(desk.first, (len(shown) - 1) // PER_SCREEN * PER_SCREEN))
        screen = shown[desk.first : desk.first + PER_SCREEN]
        desk.seen.update(passage.id for passage in screen)
        return _with(found, screen=screen)
    current = next((one for one in passages if one.id == desk.passage), None)
    if current is None and shown:
        current = shown[0]
    if current is None:
        desk.passage = ""
        return found
    desk.passage = current.id
    desk.seen.add(current.id)
    doubles = tuple(Double(one, _text_of(own, passages, one)) for one in current.duplicates)
    return _with(
        found,
        passage=current,
        its_names=_names([current]),
        doubles=doubles,
        pictures=_pictures(own, current),
        place=(current.number + 1, len(passages)),
    )


def _pictures(own: OwnDocuments, passage: Passage) -> tuple[tuple[int, bytes], ...]:
    """All pages that the passage stands on: what is kept of them has been seen."""
    numbers = sorted({number for _, number in passage.original_pages})
    drawn = [(number, own.shelf.picture(passage.document, number)) for number in numbers]
    return tuple((number, picture) for number, picture in drawn if picture is not None)


def _with(found: Sheet, **values: object) -> Sheet:
    return Sheet(**{**found.__dict__, **values})


def _fits(passage: Passage, show: str) -> bool:
    if show == words.OPEN_ONLY:
        return passage.state is State.OPEN
    if show == words.SWAPPED:
        return bool(passage.swaps) or passage.edited
    return show == words.EVERY or bool(passage.duplicates)


def _names(passages: Sequence[Passage]) -> tuple[Name, ...]:
    """What is replaced, by name, the most frequent first."""
    counts: Counter[tuple[str, str, bool]] = Counter()
    kept: dict[tuple[str, str, bool], bool] = {}
    for passage in passages:
        for swap in passage.swaps:
            # A capital at the beginning of a sentence makes it no other name.
            key = (swap.name, swap.shown[:1].lower() + swap.shown[1:], swap.fixed)
            counts[key] += 1
            kept[key] = kept.get(key, True) and swap.kept
    return tuple(
        Name(name, shown, count, kept[name, shown, fixed], fixed)
        for (name, shown, fixed), count in counts.most_common()
    )


def _text_of(own: OwnDocuments, passages: Sequence[Passage], double: Duplicate) -> str:
    for passage in passages:
        if passage.id == double.id:
            return passage.text
    known = own.shelf.collection.by_id.get(double.id)
    return known.text if known is not None else ""


# -- moving about -------------------------------------------------------------------------------


def show(own: OwnDocuments, desk: Desk, which: str) -> Sheet:
    """Other passages."""
    desk.show, desk.first, desk.passage, desk.editing = which, 0, "", False
    return sheet(own, desk)


def move(own: OwnDocuments, desk: Desk, by: int) -> Sheet:
    """The next (1) or previous (-1) passage of those that show, or the next screen of the list."""
    desk.editing = False
    if desk.mode == words.AS_LIST:
        desk.first += by * PER_SCREEN
        return sheet(own, desk)
    now = sheet(own, desk)
    if now.passage is not None:
        here = now.passage.number
        ahead = [one for one in now.shown if (one.number - here) * by > 0]
        if ahead:
            desk.passage = (ahead[0] if by > 0 else ahead[-1]).id
    return sheet(own, desk)


def look(own: OwnDocuments, desk: Desk, place: int) -> Sheet:
    """One passage of the list by itself."""
    now = sheet(own, desk)
    if place < len(now.screen):
        desk.passage, desk.mode, desk.editing = now.screen[place].id, words.ONE, False
    return sheet(own, desk)


# -- deciding -----------------------------------------------------------------------------------


def _decided(
    own: OwnDocuments, desk: Desk, decisions: Mapping[str, Decision], notice: str = ""
) -> Sheet:
    try:
        own.shelf.decide(desk.document, decisions)
    except KierError as error:
        notice = str(error)
    return sheet(own, desk, notice)


def decide(own: OwnDocuments, desk: Desk, state: State) -> Sheet:
    """Takes the passage over or leaves it out, and goes on to the next open one."""
    now = sheet(own, desk)
    if now.passage is None:
        return now
    here = now.passage
    own.shelf.decide(desk.document, {here.id: Decision(state=state)})
    desk.editing = False
    rest = [one for one in now.shown if one.id != here.id]
    ahead = [one for one in rest if one.number > here.number]
    following = (ahead or rest)[:1] if desk.show == words.OPEN_ONLY else ahead[:1]
    desk.passage = following[0].id if following else (
        "" if desk.show == words.OPEN_ONLY else here.id
    )  # fmt: skip
    return sheet(own, desk)


def decide_at(own: OwnDocuments, desk: Desk, place: int, state: State) -> Sheet:
    """The same for a passage of the list."""
    now = sheet(own, desk)
    if place >= len(now.screen):
        return now
    return _decided(own, desk, {now.screen[place].id: Decision(state=state)})


def undo(own: OwnDocuments, desk: Desk, kept: Sequence[str], everywhere: bool) -> Sheet:
    """Leaves these names of the passage as they were read, and replaces its others (again).

    ``everywhere`` does so in each passage of the document that was not changed by hand.
    """
    now = sheet(own, desk)
    if now.passage is None:
        return now
    offered = {swap.name for swap in now.passage.swaps}
    reached = own.shelf.passages(desk.document) if everywhere else [now.passage]
    decisions = {}
    for passage in reached:
        if passage.edited and passage.id != now.passage.id:
            continue
        places = frozenset(
            place
            for place, swap in enumerate(passage.swaps)
            if swap.name in kept or (swap.kept and swap.name not in offered)
        )
        if places != {place for place, swap in enumerate(passage.swaps) if swap.kept}:
            decisions[passage.id] = Decision(undo=places)
    return _decided(own, desk, decisions)


def themes(own: OwnDocuments, desk: Desk, chosen: Sequence[str]) -> Sheet:
    """Other themes for the passage."""
    if not desk.passage:
        return sheet(own, desk)
    picked = tuple(Theme(name) for name in chosen)
    return _decided(own, desk, {desk.passage: Decision(themes=picked)})


def edit(own: OwnDocuments, desk: Desk, on: bool) -> Sheet:
    """Opens or closes the box with the text."""
    desk.editing = on
    return sheet(own, desk)


def reword(own: OwnDocuments, desk: Desk, text: str) -> Sheet:
    """A text of one's own; a text that cannot be is refused, and the box stays open.

    Nothing is replaced in it but a BSN; what looks like a name is said, so that a person looks.
    """
    if not desk.passage:
        return sheet(own, desk)
    try:
        own.shelf.decide(desk.document, {desk.passage: Decision(text=text)})
    except KierError as error:
        return sheet(own, desk, str(error))
    desk.editing = False
    named = own.shelf.named(desk.document, text)
    said = words.EDITED_NAMED.format(names=", ".join(named)) if named else ""
    return sheet(own, desk, said)


def proposal(own: OwnDocuments, desk: Desk) -> Sheet:
    """The passage as it was proposed."""
    desk.editing = False
    if not desk.passage:
        return sheet(own, desk)
    return _decided(own, desk, {desk.passage: Decision(undo=frozenset())})


def rest(own: OwnDocuments, desk: Desk, state: State) -> Sheet:
    """Takes over, or leaves out, all that is still open; of a case only what was seen."""
    document = own.shelf.document(desk.document)
    still = [one for one in own.shelf.passages(desk.document) if one.state is State.OPEN]
    if state is State.ACCEPTED and document.kind == "case":
        unseen = sum(one.id not in desk.seen for one in still)
        if unseen:
            return sheet(own, desk, words.REST_CASE.format(count=unseen))
    forms = words.REST_DONE if state is State.ACCEPTED else words.REJECT_DONE
    said = forms[min(len(still), 2)].format(count=len(still))
    desk.passage, desk.editing = "", False
    return _decided(own, desk, {one.id: Decision(state=state) for one in still}, said)


def about(own: OwnDocuments, desk: Desk, title: str, kind: DocumentKind, priority: bool) -> Sheet:
    """Another title, kind or priority."""
    before = own.shelf.document(desk.document).kind
    own.shelf.change(desk.document, title=title, kind=kind, priority=priority)
    if kind == "case" != before:
        desk.seen.clear()
        return sheet(own, desk, words.NOW_A_CASE)
    return sheet(own, desk, words.SAVED_ABOUT)


def finish(own: OwnDocuments, desk: Desk, tick: Callable[[object, int, int], None]) -> str:
    """Ends the review; gives what to say. Raises StillOpen, NothingAccepted."""
    counts = sheet(own, desk).counts
    document = own.shelf.finish(desk.document, tick)
    return words.FINISHED.format(
        title=document.title, accepted=counts.accepted, rejected=counts.rejected
    )
