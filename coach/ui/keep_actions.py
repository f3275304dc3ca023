"""What the buttons of 'Bewaard' do, and the button 'Bewaren' of other pages.

Contract: functions over a ``KeepSession`` (one person's page) that return a ``Board``: what the
page shows now. No Gradio in here. Every KierError becomes a notice; typed passphrases are never
part of what is returned. An id is only ever looked up in the vault that this session opened.
"""

import json
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from pydantic import ValidationError

from coach.dialogue.state import Conversation
from coach.errors import KierError
from coach.privacy import erase, vault
from coach.privacy.erase import Proof
from coach.privacy.vault import Vault, keys
from coach.privacy.vault.errors import VaultLocked
from coach.privacy.vault.files import Files, Opens
from coach.privacy.vault.safe import Opened
from coach.settings import Settings
from coach.ui import texts
from coach.ui.texts import keep as words

_TITLE_CHARACTERS = 60


@dataclass(frozen=True)
class Parcel:
    """Something to keep: JSON text with a kind and a title; the same id replaces."""

    kind: str
    title: str
    payload: str
    id: str = ""


class Face(StrEnum):
    """Which part of the page shows."""

    NEVER = "never"
    NONE = "none"
    WORDS = "words"
    LOCKED = "locked"
    OPEN = "open"


class KeepSession:
    """One person's page: an open vault or none, and what waits to be kept."""

    def __init__(self) -> None:
        self.vault: Vault | None = None
        self.waiting: Parcel | None = None
        # What ``own_documents`` made of this vault's documents.
        self.own: object | None = None

    @property
    def open(self) -> Vault | None:
        """The vault, while it is not locked."""
        return self.vault if self.vault is not None and not self.vault.locked else None

    def close(self) -> None:
        """Locks; called when the page goes away."""
        if self.vault is not None:
            self.vault.lock()
        self.vault = self.waiting = self.own = None


@dataclass(frozen=True)
class Board:
    """What the page shows: its face, a notice, recovery words (once), lines (label, id)."""

    face: Face
    notice: str = ""
    recovery: str = ""
    lines: list[tuple[str, str]] = field(default_factory=list)
    keyring: bool = False
    waiting: bool = False


# -- what can be kept -------------------------------------------------------------------------


def parcel_of(conversation: Conversation) -> Parcel | None:
    """A conversation with its card, or None when both are empty.

    Typed names are no part of it: the memory of replaced names is left out.
    """
    card = {name.value: text for name, text in conversation.card().items() if text.strip()}
    if not conversation.turns and not card:
        return None
    count = len(conversation.turns)
    first = conversation.turns[0].user if count else ""
    title = first[:_TITLE_CHARACTERS].strip() + ("…" if len(first) > _TITLE_CHARACTERS else "")
    shown = (
        words.TURNS[min(count, 2)].format(count=count, first=f"‘{title}’")
        if first
        else words.EMPTY_TITLE
    )
    held = json.loads(conversation.model_dump_json(exclude={"pseudonyms"}))
    payload = json.dumps({"kaart": card, "gesprek": held}, ensure_ascii=False)
    return Parcel("gesprek", shown, payload, conversation.id)


def card_of(conversation: Conversation) -> Parcel | None:
    """Only the card, without what was said; None when it is empty."""
    whole = parcel_of(conversation)
    card = json.loads(whole.payload)["kaart"] if whole is not None else {}
    if whole is None or not card:
        return None
    title = next(iter(card.values())).splitlines()[0][:_TITLE_CHARACTERS]
    # Another item than the conversation: the two may be kept and erased apart.
    id = sha256(f"kaart {conversation.id}".encode()).hexdigest()[:32]
    payload = json.dumps({"kaart": card}, ensure_ascii=False)
    return Parcel("kaart", f"‘{title}’", payload, id)


def card_in(payload: str) -> dict[str, str]:
    """The card's filled fields in a kept payload."""
    try:
        held = json.loads(payload)["kaart"]
        return {str(name): str(text) for name, text in held.items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}


def conversation_in(payload: str) -> Conversation | None:
    """The conversation in a kept payload; None when this version cannot read it."""
    try:
        return Conversation.model_validate(json.loads(payload)["gesprek"])
    except (ValidationError, ValueError, KeyError, TypeError):
        return None


# -- the page ---------------------------------------------------------------------------------


def board(settings: Settings, session: KeepSession, notice: str = "") -> Board:
    """The page as it is now."""
    waiting = session.waiting is not None
    try:
        if session.open is not None:
            return Board(Face.OPEN, notice, lines=_lines(session.open))
        label = vault.present(settings)
    except KierError as error:
        return Board(Face.LOCKED, notice or str(error), waiting=waiting)
    if label is not None:
        return Board(Face.LOCKED, notice, keyring=label.opens is Opens.KEYRING, waiting=waiting)
    if settings.keep_days == 0:
        return Board(Face.NEVER, notice)
    return Board(Face.NONE, notice, keyring=keys.keyring_usable(), waiting=waiting)


def _lines(opened: Vault) -> list[tuple[str, str]]:
    return [
        (
            words.LINE.format(
                day=item.changed.astimezone().strftime("%d-%m-%Y %H:%M"),
                kind=words.KINDS.get(item.kind, item.kind),
                title=item.title,
            ),
            item.id,
        )
        for item in opened.listed()
    ]


def _said(settings: Settings, opened: Opened) -> str:
    parts = []
    if opened.repair is not None and not opened.repair.lost:
        parts.append(words.REPAIRED)
    elif opened.repair is not None:
        lost = len(opened.repair.lost)
        parts.append(words.LOST[min(lost, 2)].format(count=lost))
        folder = Files(settings.data_folder).folder
        parts.append(words.LOST_FOLDER.format(folder=folder))
    if opened.removed:
        parts.append(words.REMOVED[min(opened.removed, 2)].format(count=opened.removed))
    if opened.disk_full:
        parts.append(words.FULL)
    if opened.clock_leapt:
        parts.append(words.CLOCK)
    return " ".join(parts)


def _entered(settings: Settings, session: KeepSession, opened: Vault) -> Board:
    waiting, session.waiting = session.waiting, None
    if session.vault is not None:
        session.vault.lock()
    session.vault = opened
    notice = _said(settings, opened.opened) or words.OPENED
    if waiting is not None:
        try:
            notice = f"{notice} {_put(settings, opened, waiting)}"
        except KierError as error:
            session.waiting, notice = waiting, str(error)
    return board(settings, session, notice)


def _tried(settings: Settings, session: KeepSession, action: Callable[[], Board]) -> Board:
    try:
        return action()
    except KierError as error:
        return board(settings, session, str(error))


def make(settings: Settings, session: KeepSession, phrase: str, again: str) -> Board:
    """A new vault with a passphrase."""
    if phrase != again:
        return board(settings, session, words.PHRASES_DIFFER)
    if not phrase:
        return board(settings, session, words.PHRASE_HINT)
    return _tried(settings, session, lambda: _made(settings, session, phrase))


def make_with_keyring(settings: Settings, session: KeepSession) -> Board:
    """A new vault whose key the operating system keeps."""
    return _tried(settings, session, lambda: _made(settings, session, ""))


def _made(settings: Settings, session: KeepSession, phrase: str) -> Board:
    opened, recovery = vault.create(settings, phrase)
    shown = _entered(settings, session, opened)
    return replace(shown, face=Face.WORDS, recovery=recovery)


def unlock(settings: Settings, session: KeepSession, phrase: str) -> Board:
    """Opens with the passphrase."""
    return _tried(
        settings,
        session,
        lambda: _entered(settings, session, vault.open_with_words(settings, phrase)),
    )


def unlock_with_keyring(settings: Settings, session: KeepSession) -> Board:
    """Opens with the key ring."""
    return _tried(
        settings,
        session,
        lambda: _entered(settings, session, vault.open_with_keyring(settings)),
    )


def recover(settings: Settings, session: KeepSession, said: str) -> Board:
    """Opens with the recovery words."""
    return _tried(
        settings,
        session,
        lambda: _entered(settings, session, vault.open_with_words(settings, said, recovery=True)),
    )


def lock(settings: Settings, session: KeepSession) -> Board:
    """Locks at once."""
    session.close()
    return board(settings, session, words.LOCKED_NOW)


def change(settings: Settings, session: KeepSession, phrase: str, again: str) -> Board:
    """Another passphrase."""
    if phrase != again:
        return board(settings, session, words.PHRASES_DIFFER)
    opened = session.open
    if opened is None:
        return board(settings, session)

    def changed() -> Board:
        opened.change_passphrase(phrase)
        return board(settings, session, words.CHANGED)

    return _tried(settings, session, changed)


# -- keeping, reading, erasing ----------------------------------------------------------------


def _put(settings: Settings, opened: Vault, parcel: Parcel) -> str:
    opened.keep(parcel.kind, parcel.title, parcel.payload, parcel.id)
    until = datetime.now(UTC).astimezone() + timedelta(days=settings.keep_days)
    return words.KEPT.format(until=until.strftime("%d-%m-%Y"))


def keep(settings: Settings, session: KeepSession, parcel: Parcel | None) -> tuple[str, bool]:
    """Keeps a parcel now, or lets it wait for the vault: (notice, whether the room must open)."""
    if parcel is None:
        return words.NOTHING_YET, False
    if settings.keep_days == 0:
        return words.NEVER, False
    opened = session.open
    if opened is None:
        session.waiting = parcel
        return "", True
    try:
        return _put(settings, opened, parcel), False
    except KierError as error:
        return str(error), False


def read(session: KeepSession, id: str) -> vault.Item:
    """One kept item of this session's own vault; raises VaultLocked, ItemGone."""
    if session.open is None:
        raise VaultLocked
    return session.open.read(id)


def export(session: KeepSession, id: str) -> str:
    """An item as a JSON payload (name, type, base64 data) for the browser to save."""
    item = read(session, id)
    day = item.changed.astimezone().date().isoformat()
    held = {
        "soort": item.kind,
        "titel": item.title,
        "gemaakt": item.created.isoformat(),
        "gewijzigd": item.changed.isoformat(),
        "merk": texts.EXPORT_MARK,
        "let op": texts.CARD_NOTE,
        "inhoud": json.loads(item.payload),
    }
    data = json.dumps(held, ensure_ascii=False, indent=1).encode("utf-8")
    return json.dumps(
        {
            "name": f"kier-{item.kind}-{day}.json",
            "type": "application/json",
            "data": b64encode(data).decode("ascii"),
        }
    )


def erase_one(settings: Settings, session: KeepSession, id: str) -> Board:
    """Erases one item and says what the search found."""
    opened = session.open
    if opened is None:
        return board(settings, session)
    return _tried(
        settings,
        session,
        lambda: board(settings, session, said(erase.erase_items(settings, opened, id))),
    )


def erase_everything(settings: Settings, session: KeepSession) -> Board:
    """Erases all that was kept, open or not."""

    def gone() -> Board:
        proof = erase.erase_kept(settings, session.open)
        session.close()
        return board(settings, session, said(proof))

    return _tried(settings, session, gone)


def said(proof: Proof) -> str:
    """A proof in Dutch."""
    if not proof.text_known:
        if not proof.removed:
            return words.PROOF_NOTHING
        return f"{words.ERASED} " + words.PROOF_UNKNOWN.format(removed=", ".join(proof.removed))
    search = proof.search
    result = []
    if search.found:
        result.append(words.PROOF_FOUND.format(files=", ".join({t.file for t in search.found})))
    if search.unread:
        result.append(words.PROOF_UNREAD.format(files=", ".join(search.unread)))
    if proof.leftover:
        result.append(words.PROOF_LEFT)
    if not proof.needles and not result:
        return f"{words.ERASED} {words.PROOF_NO_TEXT}"
    return f"{words.ERASED} " + words.PROOF.format(
        files=search.files,
        megabytes=f"{search.bytes / 2**20:.1f}".replace(".", ","),
        needles=proof.needles,
        encodings=len(search.encodings),
        result="; ".join(result) or words.PROOF_CLEAN,
    )
