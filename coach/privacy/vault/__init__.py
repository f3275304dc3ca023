"""The vault: what a user chose to keep, in one encrypted file on this computer."""

from coach.privacy.vault.safe import Vault, create, open_with_keyring, open_with_words, present
from coach.privacy.vault.store import Item, Kept

__all__ = ["Item", "Kept", "Vault", "create", "open_with_keyring", "open_with_words", "present"]
