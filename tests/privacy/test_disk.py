"""A disk that is full or read-only: said in Dutch, and what was kept is still there."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

_MOUNTED = ("unshare", "-rm", "sh", "-c",
            'mount -t tmpfs -o size=700k tmpfs "$0" && exec "$@"')  # fmt: skip


def can_mount(folder: Path) -> bool:
    if not shutil.which("unshare"):
        return False
    tried = subprocess.run([*_MOUNTED, str(folder), "true"], capture_output=True)
    return tried.returncode == 0


SCRIPT = """
import json, os, subprocess, sys
from pathlib import Path
from coach.errors import KierError
from coach.privacy import vault
from coach.settings import Settings
data = Path(sys.argv[1])
s = Settings(data=data, browser=False)
phrase = 'vier losse woorden samen'
v, words = vault.create(s, phrase)
kept, said = [], {}
def tried(name, action):
    try:
        action(); said[name] = 'gelukt'
    except KierError as error:
        said[name] = type(error).__name__
try:
    for n in range(100):
        kept.append(v.keep('gesprek', f't{n}', 'x' * 30000))
except KierError as error:
    said['full'] = f'{type(error).__name__}: {error}'
v.lock()
v = vault.open_with_words(s, phrase)
said['all there'] = sorted(i.id for i in v.listed()) == sorted(kept) and len(kept) > 1
tried('erase on a full disk', lambda: v.erase(kept[0]))
said['one less'] = kept[0] not in [i.id for i in v.listed()]
tried('keep again', lambda: v.keep('kaart', 't', 'klein'))
count = len(v.listed())
v.lock()
subprocess.run(['mount', '-o', 'remount,ro', str(data)], check=True)
def opened():
    global v
    v = vault.open_with_words(s, phrase)
tried('open read-only', opened)
tried('keep read-only', lambda: v.keep('kaart', 't', 'klein'))
subprocess.run(['mount', '-o', 'remount,rw', str(data)], check=True)
v.lock()
said['still there'] = len(vault.open_with_words(s, phrase).listed()) == count
print(json.dumps(said))
"""


def test_a_full_and_a_read_only_disk_lose_nothing(tmp_path: Path) -> None:
    if not can_mount(tmp_path):
        pytest.skip("this system permits no mount of one's own")
    ran = subprocess.run(
        [*_MOUNTED, str(tmp_path), sys.executable, "-c", SCRIPT, str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr[-2000:]
    said = json.loads(ran.stdout)
    assert said["full"].startswith("VaultFull: Kier kon niet in de kluis schrijven")
    assert said["all there"] and said["one less"] and said["still there"]
    assert said["keep again"] == "gelukt"
    assert said["keep read-only"] in ("VaultFull", "VaultLocked")
