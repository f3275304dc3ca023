"""What the page 'Kennis' does with own documents: adding, listing and removing.

Contract: functions over one page's ``KeepSession``; no Gradio in here. ``add`` and ``remove`` are
generators of ``Going`` (what to show meanwhile and at last); whatever goes wrong becomes one
sentence, and a file that was uploaded is gone from the disk when its turn is over, read or not.
Searching is in ``collection_search``, reviewing in ``review_actions``.
"""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from threading import BoundedSemaphore, Thread
from typing import Any

from coach.errors import KierError
from coach.knowledge.documents.refusals import DocumentKnown
from coach.knowledge.documents.review import Counts, Document, Listed, Stage
from coach.knowledge.documents.shapes import DocumentKind
from coach.privacy.vault.errors import VaultLocked
from coach.ui import keep_actions
from coach.ui.keep_actions import Face, KeepSession
from coach.ui.loading import Loader
from coach.ui.model_actions import bar
from coach.ui.own_documents import OwnDocuments, own_of
from coach.ui.texts import library as words

# -- the list -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Board:
    """What the part with own documents shows."""

    face: Face
    notice: str = ""
    documents: tuple[Listed, ...] = ()
    keyring: bool = False


def board(loader: Loader, session: KeepSession, notice: str = "") -> Board:
    """The documents as they are now, or what has to be done first."""
    kept = keep_actions.board(loader.settings, session)
    if kept.face is not Face.OPEN:
        return Board(kept.face, notice or kept.notice, keyring=kept.keyring)
    try:
        own = own_of(loader, session)
        if own is not None:
            return Board(Face.OPEN, notice, tuple(own.shelf.documents()))
    except KierError as error:
        return Board(Face.OPEN, f"{notice} {error}".strip())
    return Board(Face.LOCKED, notice)


def lines(listed: Sequence[Listed]) -> list[str]:
    """The documents of the list, each in a sentence; namesakes with their file's name."""
    titles = [one.document.title for one in listed]
    return [line(one, titles.count(one.document.title) > 1) for one in listed]


def line(one: Listed, namesake: bool = False) -> str:
    """One document of the list in a sentence."""
    document, counts = one.document, one.counts
    title = document.title
    if namesake:
        title = words.NAMESAKE.format(title=title, file=document.file)
    return words.LINE.format(
        title=title,
        kind=words.KINDS[document.kind],
        state=state_of(document, counts),
        priority=f" · {words.PRIORITY_MARK}" if document.priority else "",
    )


def state_of(document: Document, counts: Counts) -> str:
    """Where a document is, with how many passages."""
    if document.stage is Stage.LEAVING:
        return words.STATE_LEAVING
    if document.stage is Stage.KEPT:
        return words.STATE_KEPT[1 if counts.accepted == 1 else 2].format(accepted=counts.accepted)
    if counts.open == 0:
        return words.STATE_READY
    if counts.open == counts.all > 1:
        return words.STATE_FRESH.format(all=counts.all)
    return words.STATE_DRAFT[1 if counts.all == 1 else 2].format(open=counts.open, all=counts.all)


def opened(loader: Loader, session: KeepSession) -> OwnDocuments:
    """The own documents; raises VaultLocked."""
    own = own_of(loader, session)
    if own is None:
        raise VaultLocked
    return own


def switch_priority(loader: Loader, session: KeepSession, id: str) -> Board:
    """Considered first, or no longer."""

    def switched() -> str:
        shelf = opened(loader, session).shelf
        now = shelf.change(id, priority=not shelf.document(id).priority)
        said = words.PRIORITY_ON if now.priority else words.PRIORITY_OFF
        return said.format(title=now.title)

    return _tried(loader, session, id, switched)


def _tried(
    loader: Loader,
    session: KeepSession,
    id: str,
    action: Callable[[], str],
) -> Board:
    if not id:
        return board(loader, session, words.CHOOSE_FIRST)
    try:
        notice = action()
    except KierError as error:
        notice = str(error)
    return board(loader, session, notice)


# -- what takes a while -------------------------------------------------------------------------


# Reading takes a core and much memory.
_reading = BoundedSemaphore(2)


@contextmanager
def _turn(tick: Callable[[Any, int, int], None]) -> Iterator[None]:
    """One of the two that read; says so when it has to wait for that."""
    if not _reading.acquire(blocking=False):
        tick("waiting", 0, 0)
        _reading.acquire()
    try:
        yield
    finally:
        _reading.release()


@dataclass(frozen=True)
class Going:
    """Something going on: a bar while it runs, and at last ``notices`` and what came of it.

    ``made`` are the documents that were added; ``choose`` is the one to go on with, if any.
    """

    progress: str = ""
    notices: tuple[str, ...] = ()
    done: bool = False
    made: tuple[str, ...] = field(default=())
    choose: str = ""


def watched(
    what: str, work: Callable[[Callable[[Any, int, int], None]], Any]
) -> Iterator[tuple[str, Any]]:
    """Runs work in a thread: pairs of a progress bar and None, at last one with the result.

    The work goes on to its end when nobody watches any more, so that nothing is left half done.
    """
    queue: SimpleQueue[tuple[str, Any]] = SimpleQueue()

    def tick(step: str, done: int, all: int) -> None:
        form = words.STEP if all else words.STEP_BEGUN
        said = form.format(what=what, step=words.STEPS[step], done=done, all=all)
        queue.put(("tick", bar(done / all if all else 0, said)))

    def run() -> None:
        try:
            queue.put(("done", work(tick)))
        except BaseException as error:
            queue.put(("failed", error))

    Thread(target=run, name="kier-documents", daemon=True).start()
    while True:
        kind, held = queue.get()
        while kind == "tick" and not queue.empty():
            kind, held = queue.get()
        if kind == "tick":
            yield held, None
        elif kind == "done":
            yield "", held
            return
        else:
            raise held


@dataclass(frozen=True)
class Upload:
    """A file that came in: where it lies now, and what its owner calls it."""

    path: Path
    name: str


@dataclass(frozen=True)
class Wish:
    """How files are to be added; ``pictures`` keeps the pages of a PDF as they look."""

    kind: DocumentKind
    priority: bool = False
    pictures: bool = False


def unlocked(loader: Loader, session: KeepSession) -> Iterator[str]:
    """Progress bars while what was cut off before is made findable; none when all is well."""
    if session.open is None:
        return
    try:
        for shown, _ in watched(
            words.LIST_HEAD, lambda tick: own_of(loader, session, tick) is not None
        ):
            yield shown
    except KierError:
        return  # ``board`` says what is wrong


def uploads(raw: Any, temporary: Path) -> list[Upload]:
    """What the page handed over, as far as it lies in the folder for uploads."""
    given = raw if isinstance(raw, list) else [raw] if raw else []
    found = []
    for one in given:
        path = Path(str(one.get("path") or "")).resolve()
        if path.is_file() and temporary.resolve() in path.parents:
            found.append(Upload(path, Path(str(one.get("orig_name") or path.name)).name))
    return found


def cleared(upload: Upload, temporary: Path) -> None:
    """Takes an upload off the disk, with the folder that was made for it."""
    upload.path.unlink(missing_ok=True)
    folder = upload.path.parent
    if folder.resolve() != temporary.resolve():
        shutil.rmtree(folder, ignore_errors=True)


def add(
    loader: Loader,
    session: KeepSession,
    files: Sequence[Upload],
    wish: Wish,
    temporary: Path,
) -> Iterator[Going]:
    """Reads files into drafts, one after another; each stands by itself."""
    notices: list[str] = []
    made: list[str] = []
    known: list[str] = []
    for number, upload in enumerate(files, 1):
        what = words.READING_FILE.format(file=upload.name)
        if len(files) > 1:
            what = words.FILE_OF.format(number=number, all=len(files), file=upload.name)
        begun = words.STEP_BEGUN.format(what=what, step=words.STEPS["reading"])
        yield Going(bar(0, begun), tuple(notices))

        def read(tick: Callable[[Any, int, int], None], upload: Upload = upload) -> tuple[str, str]:
            try:
                shelf = opened(loader, session).shelf
                with _turn(tick):
                    document = shelf.add(
                        upload.path,
                        wish.kind,
                        priority=wish.priority,
                        pictures=wish.pictures,
                        progress=tick,
                    )
                count = len(shelf.passages(document.id))
            finally:
                cleared(upload, temporary)
            said = words.ADDED[min(count, 2)].format(title=document.title, count=count)
            return document.id, said

        try:
            for shown, result in watched(what, read):
                if result is None:
                    yield Going(shown, tuple(notices))
                else:
                    made.append(result[0])
                    notices.append(result[1])
        except DocumentKnown as error:
            known.append(error.id)
            notices.append(str(error))
        except KierError as error:
            notices.append(str(error))
        except Exception:
            notices.append(words.UNEXPECTED)
    yield Going("", tuple(notices), True, tuple(made), choose=next(iter((*made, *known)), ""))


def remove(loader: Loader, session: KeepSession, id: str) -> Iterator[Going]:
    """Removes a document and says what was searched afterwards."""
    if not id:
        yield Going("", (words.CHOOSE_FIRST,), True)
        return
    yield Going(bar(0, words.REMOVING))

    def work(tick: Callable[[Any, int, int], None]) -> str:
        from coach.dialogue.documents import remove_with_proof

        own = opened(loader, session)
        title = own.shelf.document(id).title
        proof = remove_with_proof(loader.settings, own.vault, own.shelf, id, tick)
        return f"{words.REMOVED.format(title=title)} {keep_actions.said(proof)}"

    try:
        for shown, result in watched(words.REMOVING_WHAT, work):
            yield Going("", (result,), True) if result is not None else Going(shown)
    except KierError as error:
        yield Going("", (str(error),), True)
    except Exception:
        yield Going("", (words.UNEXPECTED,), True)
