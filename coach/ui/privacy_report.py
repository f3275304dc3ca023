"""How things stand on this computer, and the tables of docs/privacy.md.

Contract: ``state_now`` looks and changes nothing. The tables are made from ``texts.promises``,
``texts.inventory`` and ``coach.privacy.inventory``; a test compares docs/privacy.md with them.
"""

import ipaddress
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from coach import guard
from coach.errors import KierError
from coach.privacy import inventory, vault
from coach.privacy.erase import TEMPORARY
from coach.settings import Settings
from coach.ui.texts import inventory as listed
from coach.ui.texts import promises as words


@dataclass(frozen=True)
class Standing:
    """One thing that was looked at."""

    name: str
    holds: bool
    sentence: str


def _standing(name: str, holds: bool, detail: str = "") -> Standing:
    return Standing(name, holds, words.NOW[name].format(detail=detail))


def _loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _vault(settings: Settings) -> Standing:
    try:
        label = vault.present(settings)
    except KierError as error:
        return _standing("vault", False, str(error))
    if label is None:
        return _standing("vault", True, words.VAULT_NONE)
    return _standing("vault", True, words.VAULT_THERE.format(opens=label.opens.value))


def _server(settings: Settings) -> str:
    """Whose computer gets what is typed; a server on this one counts as none."""
    host = urlsplit(settings.server).hostname or settings.server
    if not host or _loopback(host):
        return words.SERVER_NONE
    return words.SERVER_THERE.format(host=host)


def state_now(settings: Settings) -> Iterator[Standing]:
    """What holds now."""
    seen, folder = guard.state(), settings.data_folder
    yield _standing("guard", seen.installed)
    yield _standing("loopback", _loopback(settings.host), settings.host)
    yield _standing("server", True, _server(settings))
    yield _standing("refused", not seen.refused, str(sum(seen.refused.values())))
    yield _standing("folder", not folder.stat().st_mode & 0o077, str(folder))
    unknown = [
        path.relative_to(folder).as_posix()
        for path, entry in inventory.files(folder)
        if entry is None
    ]
    count = sum(1 for _ in inventory.files(folder))
    others = words.OTHERS.format(count=count, names=", ".join(unknown)) if unknown else str(count)
    yield _standing("files", not unknown, others)
    temporary = folder / TEMPORARY
    busy = temporary.exists() and any(path.is_file() for path in temporary.rglob("*"))
    yield _standing("temporary", not busy)
    yield _vault(settings)
    days = words.DAYS.format(days=settings.keep_days) if settings.keep_days else words.NO_DAYS
    yield _standing("term", True, days)
    yield _standing("log", True, words.LOG_ON if settings.log else words.LOG_OFF)
    on = bool(settings.password_hash)
    yield _standing("password", True, words.PASSWORD_ON if on else words.PASSWORD_OFF)


def inventory_table() -> str:
    """The data inventory as Markdown."""
    rows = []
    for entry in inventory.ENTRIES:
        holds, protection, gone = listed.INVENTORY[entry.pattern]
        personal = listed.YES if entry.personal else listed.NO
        rows.append(f"| `{entry.pattern}` | {holds} | {personal} | {protection} | {gone} |")
    return "\n".join([listed.INVENTORY_HEAD, *rows])


def promise_table() -> str:
    """The promises with their proof as Markdown."""
    rows = [
        f"| {item.promise} | {item.how} | {'<br>'.join(f'`{test}`' for test in item.tests)} "
        f"| {item.broken} |"
        for item in words.PROMISES
    ]
    return "\n".join([words.PROMISE_HEAD, *rows])
