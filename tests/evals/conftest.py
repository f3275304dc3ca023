"""One data folder for the slow suites, so that names, vectors and index are made once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from coach import settings as place
from tests.filled import fill


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("kier-toetsen"))


@pytest.fixture(scope="module")
def kept_settings(kept: Path) -> Iterator[place.Settings]:
    """The process's settings with that folder, for suites that ask for them themselves."""
    place.settings.cache_clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COACH_DATA", str(kept))
        patch.setenv("COACH_BROWSER", "false")
        found = place.settings()
    yield found
    place.settings.cache_clear()
