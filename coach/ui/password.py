"""An optional password in front of the page, for a computer that others use too.

Contract: ``hashed`` makes the text for the setting ``COACH_PASSWORD_HASH`` (scrypt from the
standard library, its parameters in the text); the password itself is stored nowhere. ``Gate`` is
what Gradio asks at the door: after five wrong tries it waits, ever longer, also for the right
password. One password for one computer: it keeps people out, it does not tell people apart.
"""

import hashlib
import hmac
import secrets
import threading
import time
from collections.abc import Callable

_N, _R, _P, _BYTES = 2**15, 8, 1, 32
_MEMORY = 64 * 2**20
FREE_TRIES = 5
_FIRST_WAIT, _LONGEST_WAIT = 30.0, 900.0


def _stretch(password: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    return hashlib.scrypt(
        password.encode("utf-8"), salt=salt, n=n, r=r, p=p, maxmem=_MEMORY, dklen=_BYTES
    )


def hashed(password: str) -> str:
    """``scrypt$n$r$p$salt$hash``."""
    salt = secrets.token_bytes(16)
    return f"scrypt${_N}${_R}${_P}${salt.hex()}${_stretch(password, salt, _N, _R, _P).hex()}"


def fits(password: str, stored: str) -> bool:
    """Whether a password belongs to a stored hash; False for a hash that cannot be read."""
    try:
        kind, n, r, p, salt, wanted = stored.split("$")
        if kind != "scrypt":
            return False
        made = _stretch(password, bytes.fromhex(salt), int(n), int(r), int(p))
        return hmac.compare_digest(made, bytes.fromhex(wanted))
    except (ValueError, MemoryError):
        return False


class Gate:
    """Asks for the password and slows down guessing."""

    def __init__(self, stored: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._stored, self._clock = stored, clock
        self._wrong = 0
        self._until = 0.0
        self._lock = threading.Lock()

    @property
    def waits(self) -> float:
        """Seconds to go before a password is looked at again."""
        return max(0.0, self._until - self._clock())

    def __call__(self, _user: str, password: str) -> bool:
        with self._lock:
            if self.waits > 0:
                return False
            if fits(password, self._stored):
                self._wrong = 0
                return True
            self._wrong += 1
            if self._wrong >= FREE_TRIES:
                wait = _FIRST_WAIT * 2 ** (self._wrong - FREE_TRIES)
                self._until = self._clock() + min(wait, _LONGEST_WAIT)
            return False
