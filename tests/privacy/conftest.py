"""What the tests of the vault share: a vault with a passphrase, quickly made."""

import json
from pathlib import Path

import pytest

from coach.privacy import vault
from coach.settings import Settings
from tests.quick_vault import quick  # noqa: F401  a fixture for all

PHRASE = "vier losse woorden samen"
TEXT = "De moeder van Zonnebloemina zei: ik hoef mama even niet te zien."


@pytest.fixture
def opened(settings: Settings) -> vault.Vault:
    made, _ = vault.create(settings, PHRASE)
    return made


def every_byte(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def kept(vault_: vault.Vault, count: int = 8) -> list[str]:
    return [vault_.keep("gesprek", f"t{n}", json.dumps({"text": TEXT * 60})) for n in range(count)]
