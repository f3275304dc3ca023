"""The whole of Kier in an empty network namespace, with a real browser."""

import json
import os
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest

from coach.privacy import inventory
from coach.ui.server import free_port
from tests.conftest import ROOT
from tests.filled import fill
from tests.test_egress import EMPTY, can_unshare

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
# What only some runs write: a model that was fetched, a damaged vault, the form of a meeting.
_SOMETIMES = {
    "models/*",
    "eigen/*",
    "kluis/kluis.beschadigd.db*",
    "intervisie.json*",
    "tijdelijk/*",
}
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not can_unshare(), reason="this system permits no empty namespace"),
    pytest.mark.skipif(
        not Path(CHROMIUM).exists() and not os.environ.get("CI"),
        reason="no Chromium here; name one with CHROMIUM=…",
    ),
]


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    # Making the vectors takes minutes, and the guard of the process is on there too.
    data = fill(tmp_path_factory.mktemp("offline"))
    command = [sys.executable, "-m", "tests.ui.offline_run", str(data),
               str(free_port("127.0.0.1", 7930))]  # fmt: skip
    ran = subprocess.run([*EMPTY, *command], cwd=ROOT, capture_output=True, text=True, timeout=1500)
    assert ran.returncode == 0, ran.stderr[-3000:]
    found: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return found


def test_everything_works_without_a_network(seen: dict[str, Any]) -> None:
    assert seen["words"] == 12 and seen["read back"] and seen["resumed"] == 1


def test_nothing_is_written_about_a_conversation_before_it_is_kept(seen: dict[str, Any]) -> None:
    assert seen["before keeping"] == []


def test_every_file_is_in_the_inventory_and_the_inventory_is_true(seen: dict[str, Any]) -> None:
    assert seen["unknown"] == []
    written = [
        entry.pattern
        for entry in inventory.ENTRIES
        if any(fnmatch(name, entry.pattern) for name in seen["files"])
    ]
    assert {e.pattern for e in inventory.ENTRIES} - set(written) <= _SOMETIMES


def test_nobody_can_read_what_was_kept_and_files_are_private(seen: dict[str, Any]) -> None:
    assert seen["readable"] == [] and seen["modes"] == ["0o0"]


def test_the_page_asked_nothing_from_elsewhere(seen: dict[str, Any]) -> None:
    assert seen["outside"] == [] and seen["images"] == 0


def test_no_part_of_the_server_looked_for_another_computer(seen: dict[str, Any]) -> None:
    assert "Verbindingen naar buiten: 0" in seen["panel"]
    assert "Tegengehouden pogingen: 0" in seen["panel"]


def test_erasing_was_shown(seen: dict[str, Any]) -> None:
    assert "niets gevonden" in seen["proof"]


def test_no_words_of_the_user_in_the_output_and_no_files_left(seen: dict[str, Any]) -> None:
    assert seen["log clean"] and seen["temporary left"] == []
