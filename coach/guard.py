"""The network guard of this process: nothing but this computer, unless a host was opened.

Contract: ``install`` puts a hook under every Python socket (an audit hook: it cannot be taken off
again); from then on looking up a name or connecting to anything but loopback raises
``OutsideRefused`` and is counted. ``open_for`` opens hosts by name for as long as its block lasts,
``permit`` for the rest of the process (the address Kier listens on, an in-house server named in
the settings), ``permit_domains`` with all names under them (only in the child that downloads).
``state`` is what the page and ``coach doctor --privacy`` show. The guard does not see connections
that compiled code makes by itself or that another program makes; ``outward_connections`` asks the
operating system about those of this process, and the run in an empty network namespace
(tests/test_egress.py) shows that there are none.
"""

import ipaddress
import socket
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psutil

from coach.errors import OutsideRefused

_LOOKUPS = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}
_SENDS = {"socket.connect", "socket.sendto", "socket.sendmsg"}
_NAMES_KEPT = 200


@dataclass
class _State:
    installed: bool = False
    permitted: Counter[str] = field(default_factory=Counter)
    domains: set[str] = field(default_factory=set)
    addresses: set[str] = field(default_factory=set)
    refused: Counter[str] = field(default_factory=Counter)
    opened: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Seen:
    """What the guard saw so far: ``refused`` counts by host name, ``opened`` hosts ever opened."""

    installed: bool
    refused: dict[str, int]
    opened: tuple[str, ...]
    open_now: tuple[str, ...]


_state = _State()
_lock = threading.RLock()


def _plain(host: object) -> str:
    text = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host)
    return text.strip("[]").rstrip(".").split("%")[0].casefold()


def _here(host: str) -> bool:
    """Whether a host is this computer: loopback, or the 'any' address that servers listen on."""
    if host in ("", "localhost", "none"):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return address.is_loopback or address.is_unspecified or bool(mapped and mapped.is_loopback)


def _open(name: str) -> bool:
    return _state.permitted[name] > 0 or any(
        name == domain or name.endswith(f".{domain}") for domain in _state.domains
    )


def _check(host: object) -> None:
    name = _plain(host)
    if _here(name):
        return
    with _lock:
        if _open(name) or name in _state.addresses:
            return
        if name in _state.refused or len(_state.refused) < _NAMES_KEPT:
            _state.refused[name] += 1
    raise OutsideRefused(host=name)


def _hook(event: str, args: tuple[Any, ...]) -> None:
    if event in _LOOKUPS:
        _check(args[0])
    elif event in _SENDS:
        address = args[1]
        # A path is a UNIX socket: the key ring of the operating system speaks over one.
        if isinstance(address, tuple) and address:
            _check(address[0])


def install() -> None:
    """Puts the guard in place; a second call does nothing."""
    with _lock:
        if _state.installed:
            return
        _state.installed = True
    sys.addaudithook(_hook)
    lookup = socket.getaddrinfo

    def remembering(host: Any, *args: Any, **named: Any) -> list[Any]:
        found: list[Any] = lookup(host, *args, **named)
        # The hook allowed this name, so the addresses it stands for may be connected to.
        with _lock:
            if _open(_plain(host)):
                _state.addresses.update(_plain(entry[4][0]) for entry in found)
        return found

    socket.getaddrinfo = remembering


@contextmanager
def open_for(*hosts: str) -> Iterator[None]:
    """Opens these hosts, by name, inside the block; closes them again whatever happens."""
    names = [_plain(host) for host in hosts]
    with _lock:
        _state.permitted.update(names)
        _state.opened += [name for name in names if name not in _state.opened]
    try:
        yield
    finally:
        with _lock:
            _state.permitted.subtract(names)
            _state.permitted = +_state.permitted
            _state.addresses.clear()


def permit(host: str) -> None:
    """Opens one host for the rest of the process; no-op for this computer itself."""
    name = _plain(host)
    if _here(name):
        return
    with _lock:
        _state.permitted[name] += 1
        if name not in _state.opened:
            _state.opened.append(name)


def permit_domains(*domains: str) -> None:
    """Opens hosts and all names under them for the rest of the process."""
    names = [name for name in map(_plain, domains) if not _here(name)]
    with _lock:
        _state.domains.update(names)
        _state.opened += [name for name in names if name not in _state.opened]


def state() -> Seen:
    """What was refused and opened so far."""
    with _lock:
        return Seen(
            installed=_state.installed,
            refused=dict(_state.refused),
            opened=tuple(_state.opened),
            open_now=tuple(sorted({*+_state.permitted, *_state.domains})),
        )


def outward_connections() -> list[str]:
    """Addresses outside this computer that this process is connected to now, by the system."""
    try:
        held = psutil.Process().net_connections(kind="inet")
    except (psutil.Error, OSError):
        return []
    remote = {_plain(item.raddr[0]) for item in held if item.raddr}
    own = {_plain(item.laddr[0]) for item in held if item.laddr}
    return sorted(host for host in remote if not _here(host) and host not in own)
