"""Vaults that open at once, for tests in which the key's derivation is not what is looked at.

Contract: import ``quick`` into a conftest or test module. How slow the derivation is by default has
a test of its own (tests/privacy/test_vault.py).
"""

from collections.abc import Iterator

import pytest

from coach.privacy.vault.files import Label

_ROUNDS = 1000


@pytest.fixture(autouse=True)
def quick() -> Iterator[None]:
    """Few rounds in every vault that is made; the vault's label tells how many."""
    field = Label.model_fields["kdf_rounds"]
    before = field.default
    field.default = _ROUNDS
    Label.model_rebuild(force=True)
    yield
    field.default = before
    Label.model_rebuild(force=True)
