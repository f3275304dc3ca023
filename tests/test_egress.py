"""No egress: a guard that refuses everything but this computer, counted; open only by name."""

import os
import shutil
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from coach import guard
from coach.errors import OutsideRefused
from tests.conftest import ROOT
from tests.filled import fill

PLAIN = "from coach.begin import begin; begin(); import socket; from coach import guard\n"


def run(code: str, *, before: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    command = [*before, sys.executable, "-c", PLAIN + code]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=1500)


@pytest.mark.parametrize(
    "attempt",
    [
        "socket.create_connection(('192.0.2.7', 80), timeout=1)",
        "socket.create_connection(('voorbeeld.invalid', 80), timeout=1)",
        "socket.getaddrinfo('voorbeeld.invalid', 443)",
        "socket.gethostbyname('voorbeeld.invalid')",
        "socket.gethostbyname_ex('voorbeeld.invalid')",
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.7', 53))",
        "socket.socket(socket.AF_INET6).connect(('2001:db8::7', 443))",
        "__import__('urllib.request').request.urlopen('http://voorbeeld.invalid/')",
        "__import__('httpx').get('http://voorbeeld.invalid/')",
        "__import__('asyncio').run(__import__('asyncio').open_connection('192.0.2.7', 80))",
    ],
)
def test_nothing_but_this_computer(attempt: str) -> None:
    said = run(
        f"try:\n    {attempt}\nexcept Exception as e: print(type(e).__name__)\n"
        "print(sum(guard.state().refused.values()), *guard.state().refused)"
    )
    kind, counted = said.stdout.splitlines()
    assert kind in ("OutsideRefused", "URLError", "ConnectError"), said.stdout
    assert counted.split()[0] == "1"
    assert counted.split()[1] in ("192.0.2.7", "voorbeeld.invalid", "2001:db8::7")


def test_this_computer_itself_is_reached() -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        port = server.getsockname()[1]
        threading.Thread(target=server.accept, daemon=True).start()
        said = run(
            f"socket.create_connection(('127.0.0.1', {port}), timeout=5).close()\n"
            f"socket.getaddrinfo('localhost', {port})\n"
            "print(guard.state().refused, guard.outward_connections())"
        )
    assert said.stdout.strip() == "{} []", said.stderr


def test_a_host_is_open_inside_its_block_only_and_only_that_host() -> None:
    said = run(
        "real = socket._socket.getaddrinfo\n"
        "def tried(host):\n"
        "    try: socket.create_connection((host, 9), timeout=0.2)\n"
        "    except guard.OutsideRefused: return 'dicht'\n"
        "    except OSError: return 'open'\n"
        "print(tried('192.0.2.7'))\n"
        "with guard.open_for('192.0.2.7'):\n"
        "    print(tried('192.0.2.7'), tried('192.0.2.8'), guard.state().open_now)\n"
        "print(tried('192.0.2.7'), guard.state().open_now, guard.state().opened)\n"
        "try:\n"
        "    with guard.open_for('192.0.2.7'): raise KeyError\n"
        "except KeyError: print(tried('192.0.2.7'))\n"
    )
    assert said.stdout.splitlines() == [
        "dicht",
        "open dicht ('192.0.2.7',)",
        "dicht () ('192.0.2.7',)",
        "dicht",
    ], said.stderr


def test_addresses_of_an_opened_name_may_be_used_and_close_with_it() -> None:
    said = run(
        "from unittest.mock import patch\n"
        "import sys\n"
        "guard._state.permitted['model.invalid'] += 1\n"
        "with guard._lock: guard._state.addresses.add('192.0.2.9')\n"
        "guard._check('192.0.2.9'); print('open')\n"
        "with guard.open_for('ander.invalid'): pass\n"
        "try: guard._check('192.0.2.9')\n"
        "except guard.OutsideRefused: print('dicht')\n"
    )
    assert said.stdout.split() == ["open", "dicht"], said.stderr


def test_a_domain_opens_the_names_under_it_and_no_others() -> None:
    said = run(
        "guard.permit_domains('hub.invalid', 'localhost', '')\n"
        "for host in ('hub.invalid', 'cas.hub.invalid', 'nephub.invalid', 'hub.invalid.nep.nl'):\n"
        "    try: guard._check(host); print('open')\n"
        "    except guard.OutsideRefused: print('dicht')\n"
        "print(guard.state().open_now)\n"
    )
    assert said.stdout.split() == ["open", "open", "dicht", "dicht", "('hub.invalid',)"], said


def test_refusing_is_an_error_that_users_and_libraries_understand() -> None:
    error = OutsideRefused(host="voorbeeld.invalid")
    assert isinstance(error, OSError) and "geen verbinding met voorbeeld.invalid" in str(error)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1", "localhost", "::ffff:127.0.0.1"])
def test_loopback_in_all_its_names(host: str) -> None:
    assert guard._here(host)


@pytest.mark.parametrize(
    "host", ["127.0.0.1.voorbeeld.nl", "localhost.voorbeeld.nl", "10.0.0.1", "2130706433x", "::2"]
)
def test_names_that_only_look_like_it(host: str) -> None:
    assert not guard._here(host)


EMPTY = ("unshare", "-rn", "sh", "-c", 'ip link set lo up 2>/dev/null; exec "$@"', "sh")


def can_unshare() -> bool:
    return bool(shutil.which("unshare")) and (
        subprocess.run(["unshare", "-rn", "true"], capture_output=True).returncode == 0
    )


@pytest.mark.slow
@pytest.mark.skipif(not can_unshare(), reason="this system permits no empty network namespace")
def test_a_whole_conversation_in_an_empty_network(tmp_path: os.PathLike[str]) -> None:
    """Conversation, card and vault without any network; and nobody asked for a name."""
    where = str(fill(Path(tmp_path) / "g"))
    code = (
        "import sys; asked = []\n"
        "sys.addaudithook(lambda e, a: asked.append((e, a)) if e in "
        "('socket.getaddrinfo', 'socket.connect', 'socket.gethostbyname') else None)\n"
        "from pathlib import Path; from coach.settings import Settings\n"
        f"s = Settings(data=Path({where!r}), browser=False)\n"
        "from coach.ui.loading import Loader; coach = Loader(s).start().coach\n"
        "from coach.dialogue.state import Conversation; c = Conversation()\n"
        "for said in ('Ik moet een moeder vertellen dat haar dochter haar niet wil zien.',\n"
        "             'Ik ben bang dat ze instort.', 'Ze zal het de pleegouders kwalijk nemen.'):\n"
        "    list(coach.turn(c, said))\n"
        "from coach.privacy import vault\n"
        "v, _ = vault.create(s, 'vier losse woorden samen')\n"
        "v.keep('gesprek', 't', c.model_dump_json())\n"
        "print(len(c.turns), len(v.listed()), guard.state().refused,\n"
        "      [a for e, a in asked if not (e == 'socket.connect' and isinstance(a[1], str))])\n"
    )
    said = run(code, before=EMPTY)
    assert said.stdout.strip() == "3 1 {} []", said.stderr[-2000:]
