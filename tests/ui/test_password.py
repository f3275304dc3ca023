"""The optional password: stored as a hash, slow to guess."""

import pytest

from coach.ui import password
from coach.ui.password import FREE_TRIES, Gate, fits, hashed


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(password, "_N", 2**4)


def test_the_hash_fits_its_password_and_no_other() -> None:
    stored = hashed("een lang wachtwoord")
    assert fits("een lang wachtwoord", stored) and not fits("een lang wachtwoor", stored)
    assert "wachtwoord" not in stored and stored != hashed("een lang wachtwoord")


@pytest.mark.parametrize("stored", ["", "x", "scrypt$1$2$3$zz$00", "plain$1$1$1$00$00"])
def test_a_hash_that_cannot_be_read_lets_nobody_in(stored: str) -> None:
    assert not fits("", stored)


def test_guessing_gets_slower_and_a_right_one_waits_too() -> None:
    now = [0.0]
    gate = Gate(hashed("goed"), lambda: now[0])
    assert gate("kier", "goed")
    for _ in range(FREE_TRIES):
        assert not gate("kier", "fout")
    assert not gate("kier", "goed")
    now[0] += 31
    assert not gate("kier", "fout")
    now[0] += 31
    assert not gate("kier", "goed")
    now[0] += 31
    assert gate("kier", "goed")
    assert not gate("kier", "fout") and gate("kier", "goed")
