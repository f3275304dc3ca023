"""How commands open the vault: with the key ring, or by asking for the passphrase.

Contract: ``open_vault`` gives an open vault or raises; ``quietly`` never asks and gives None.
Without a terminal the passphrase is the first line of standard input. A passphrase is never
printed, and never an argument of a command.
"""

import sys
from typing import TYPE_CHECKING

import typer

from coach.privacy.vault.errors import VaultError
from coach.settings import settings
from coach.ui.texts import ingest as words

if TYPE_CHECKING:
    from coach.privacy.vault import Vault


def _asked(prompt: str) -> str:
    if sys.stdin.isatty():
        return str(typer.prompt(prompt, hide_input=True, default="", show_default=False))
    return sys.stdin.readline().rstrip("\r\n")


def open_vault(*, make: bool = False) -> "Vault":
    """The open vault; with ``make`` a new one where there is none."""
    from coach.privacy import vault
    from coach.privacy.vault.files import Opens

    label = vault.present(settings())
    if label is None and make:
        return _made()
    if label is not None and label.opens is Opens.KEYRING:
        return vault.open_with_keyring(settings())
    return vault.open_with_words(settings(), _asked(words.PHRASE) if label else "")


def quietly() -> "Vault | None":
    """The vault when the key ring opens it; None when there is none or it wants words."""
    from coach.privacy import vault
    from coach.privacy.vault.files import Opens

    try:
        label = vault.present(settings())
        if label is not None and label.opens is Opens.KEYRING:
            return vault.open_with_keyring(settings())
    except VaultError:
        pass
    return None


def _made() -> "Vault":
    from coach.privacy import vault

    typer.echo(words.NO_VAULT, err=True)
    phrase = _asked(words.PHRASE)
    if sys.stdin.isatty() and _asked(words.PHRASE_AGAIN) != phrase:
        typer.echo(words.PHRASES_DIFFER, err=True)
        raise typer.Exit(1)
    vault.keys.check_passphrase(phrase)
    opened, recovery = vault.create(settings(), phrase)
    # On standard output only when that is a screen: a log file is no place for these.
    typer.echo(f"{words.WORDS}\n\n    {recovery}\n", err=True)
    return opened
