"""One Kier at a time on a data folder, and settings that only come from COACH_*."""

import subprocess
import sys
from pathlib import Path

import pytest

from coach.errors import DataFolderBusy, DataFolderUnusable
from coach.lock import hold
from coach.settings import Settings
from tests.conftest import ROOT


def test_a_second_kier_says_so(settings: Settings) -> None:
    held = hold(settings)
    code = (
        "from pathlib import Path; from coach.lock import hold; "
        "from coach.settings import Settings; "
        f"hold(Settings(data=Path({str(settings.data)!r})))"
    )
    command = [sys.executable, "-c", code]
    second = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert second.returncode != 0 and "Er draait al een Kier" in second.stderr
    held.release()
    hold(settings).release()


def test_the_same_process_cannot_hold_it_twice(settings: Settings) -> None:
    held = hold(settings)
    with pytest.raises(DataFolderBusy, match="Er draait al een Kier"):
        hold(settings)
    held.release()


def test_a_folder_that_cannot_be_made_is_a_dutch_sentence(tmp_path: Path) -> None:
    blocked = tmp_path / "bestand"
    blocked.write_text("x")
    with pytest.raises(DataFolderUnusable, match="kan niet geschreven worden"):
        _ = Settings(data=blocked / "map").data_folder


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COACH_PORT", "8123")
    assert Settings().port == 8123
    assert Settings().host == "127.0.0.1"


def test_faulty_content_leaves_the_old_index(settings: Settings, tmp_path: Path) -> None:
    from coach.dialogue.assembly import build_index
    from coach.errors import ContentError

    pointer = settings.data_folder / "index.json"
    pointer.write_text('{"stamp": "oud"}', encoding="utf-8")
    broken = tmp_path / "inhoud"
    (broken / "questions").mkdir(parents=True)
    (broken / "questions" / "a.yaml").write_text("- id: v-1\n", encoding="utf-8")
    with pytest.raises(ContentError):
        build_index(settings.model_copy(update={"content": broken}))
    assert pointer.read_text(encoding="utf-8") == '{"stamp": "oud"}'
