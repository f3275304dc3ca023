"""The power goes at any moment: what was acknowledged is there, nothing is half, nothing new."""

import contextlib
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from coach.privacy import vault
from coach.privacy.vault.errors import VaultMissing
from coach.settings import Settings
from tests.conftest import ROOT

PHRASE = "vier losse woorden samen"

WRITER = """
import sys
from pathlib import Path
from coach.privacy import vault
from coach.privacy.vault import files
from coach.settings import Settings
s = Settings(data=Path(sys.argv[1]), browser=False)
v = vault.open_with_words(s, sys.argv[3])
print('open', flush=True)
held = [item.id for item in v.listed()]
n = int(sys.argv[2])
while True:
    n += 1
    if n % 4 == 0 and held:
        id = held.pop(0)
        print('erasing', id, flush=True)
        v.erase(id)
        print('erased', id, flush=True)
    else:
        id = v.keep('gesprek', f't{n}', f'stuk {n} ' * 2000)
        held.append(id)
        print('kept', id, flush=True)
"""


def acknowledged(lines: list[str], held: set[str]) -> tuple[set[str], set[str]]:
    """(ids that must be there, ids that may be there) after these lines."""
    must, may = set(held), set()
    for line in lines:
        word, _, id = line.partition(" ")
        if word == "kept":
            must.add(id)
        elif word == "erasing":
            must.discard(id)
            may.add(id)
        elif word == "erased":
            may.discard(id)
    return must, may


@pytest.mark.slow
def test_killed_at_any_write(settings: Settings) -> None:
    opened, _ = vault.create(settings, PHRASE)
    opened.lock()
    dice, held = random.Random(7), set[str]()
    command = [sys.executable, "-c", WRITER, str(settings.data)]
    for round in range(12):
        writer = subprocess.Popen(
            [*command, str(round * 1000), PHRASE], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout is not None
        assert writer.stdout.readline().strip() == "open"
        time.sleep(dice.uniform(0.0, 0.5))
        writer.kill()
        lines = [line.strip() for line in writer.stdout.read().splitlines()]
        writer.wait()
        must, may = acknowledged(lines, held)
        again = vault.open_with_words(settings, PHRASE)
        found = {item.id for item in again.listed()}
        # One write may have reached the disk without its acknowledgement reaching us.
        unknown = found - must - may
        assert must <= found and len(unknown) <= 1, f"round {round}: {must - found} {unknown}"
        assert again.opened.repair is None
        assert all("stuk" in again.read(id).payload for id in found)
        again.lock()
        held = found
    assert held


@pytest.mark.slow
def test_killed_while_the_vault_is_made(tmp_path: Path) -> None:
    maker = (
        "import sys; from pathlib import Path; from coach.privacy import vault\n"
        "from coach.settings import Settings\n"
        "s = Settings(data=Path(sys.argv[1]), browser=False); print('go', flush=True)\n"
        f"vault.create(s, {PHRASE!r}); print('made', flush=True)"
    )
    dice, seen = random.Random(3), set[bool]()
    for round in range(8):
        data = tmp_path / str(round)
        made = subprocess.Popen(
            [sys.executable, "-c", maker, str(data)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert made.stdout is not None
        made.stdout.readline()
        time.sleep(dice.uniform(0.0, 1.2))
        made.kill()
        acknowledged = "made" in made.stdout.read()
        made.wait()
        here = Settings(data=data, browser=False)
        try:
            opened = vault.open_with_words(here, PHRASE)
            assert opened.listed() == []
            opened.lock()
            seen.add(True)
        except VaultMissing:
            assert not acknowledged
            vault.create(here, PHRASE)[0].lock()
            seen.add(False)
    assert seen


def cut_at(monkeypatch: pytest.MonkeyPatch, name: str, after: int) -> None:
    """The power goes at the n-th call of an operating system function."""
    import os

    real, calls = getattr(os, name), [0]

    def cut(*args: object, **named: object) -> object:
        calls[0] += 1
        if calls[0] > after:
            raise KeyboardInterrupt
        return real(*args, **named)

    monkeypatch.setattr(os, name, cut)


@pytest.mark.parametrize("name", ["replace", "fsync"])
@pytest.mark.parametrize("after", [0, 1, 2, 3])
def test_a_change_of_passphrase_that_is_cut_off_leaves_one_that_fits(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, name: str, after: int
) -> None:
    opened, words = vault.create(settings, PHRASE)
    opened.keep("kaart", "t", "{}")
    with monkeypatch.context() as patched:
        cut_at(patched, name, after)
        with contextlib.suppress(KeyboardInterrupt):
            opened.change_passphrase("een heel nieuwe zin")
    opened.lock()
    fitting = 0
    for phrase in (PHRASE, "een heel nieuwe zin"):
        try:
            assert len(vault.open_with_words(settings, phrase).listed()) == 1
            fitting += 1
        except Exception as error:
            assert "opent de kluis niet" in str(error)
    assert fitting == 1
    assert len(vault.open_with_words(settings, words, recovery=True).listed()) == 1
