"""The own documents of one page: the shelf of its open vault, and the coach that knows them.

Contract: ``own_of`` gives what belongs to the vault that this page opened, or None while it is
locked; made at the first question, forgotten when the vault locks. ``coach_for`` is that page's
coach, to be asked for every turn; without an open vault, or when the documents cannot be read, it
is the plain coach. Knows no components.
"""

import threading
from typing import TYPE_CHECKING

from coach.errors import KierError
from coach.ui.keep_actions import KeepSession
from coach.ui.loading import Loader

if TYPE_CHECKING:
    from coach.dialogue.coach import Coach
    from coach.knowledge.collection import Library
    from coach.knowledge.documents.base import Progress
    from coach.knowledge.documents.shelf import Shelf
    from coach.privacy.vault import Vault

# Not in the session itself: the page's machinery copies a new session, and a lock cannot be copied.
_making = threading.RLock()


class OwnDocuments:
    """The shelf over one open vault, and the coach over it while nothing changed."""

    def __init__(self, vault: "Vault", shelf: "Shelf") -> None:
        self.vault = vault
        self.shelf = shelf
        self._over: tuple[Library, Coach] | None = None
        vault.on_lock.append(self.forget)

    def __deepcopy__(self, memo: dict[int, object]) -> "OwnDocuments":
        return self

    def forget(self) -> None:
        """Lets go of what was read from the vault."""
        self._over = None

    def coach(self, plain: "Coach") -> "Coach":
        """The coach over shipped and own texts."""
        from coach.dialogue.documents import coach_with

        if not self.shelf.open:
            return plain
        library = self.shelf.collection
        if self._over is None or self._over[0] is not library:
            self._over = (library, coach_with(plain, self.shelf))
        return self._over[1]


def own_of(
    loader: Loader,
    session: KeepSession,
    progress: "Progress | None" = None,
) -> OwnDocuments | None:
    """The own documents of this session's vault; None while it is locked. Raises KierErrors."""
    vault = session.open
    if vault is None:
        session.own = None
        return None
    with _making:
        held = session.own
        if not isinstance(held, OwnDocuments) or held.vault is not vault:
            # Only now: these bring large libraries along, and the page must not wait for them.
            from coach.dialogue.documents import shelf_over

            plain = loader.coach
            shelf = shelf_over(
                loader.settings, vault, loader.encoder, lambda: loader.guard.watch, coach=plain
            )
            if progress is None:
                shelf.align()
            else:
                shelf.align(progress)
            held = session.own = OwnDocuments(vault, shelf)
        return held


def coach_for(loader: Loader, session: KeepSession) -> "Coach":
    """The coach of one page; raises only what stopped the loading."""
    plain = loader.coach
    try:
        own = own_of(loader, session)
        return own.coach(plain) if own is not None else plain
    except KierError:
        return plain  # the page 'Kennis' says what is wrong; a conversation goes on without
