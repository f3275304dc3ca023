"""What examples taught is kept, by what it was learnt from, and never trusted blindly."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from coach.dialogue.classify import Classifier, TextFeatures
from coach.dialogue.fitted import Fitted, learnt

TEXTS = ["de kat zit op de mat", "de kat slaapt", "het regent buiten", "het regent hard vandaag"]
NEW = ["een kat", "regent het", "de kät op de mat"]


class Learning:
    """A small learner that counts how often it has to learn."""

    def __init__(self, keep: Fitted, texts: list[str]) -> None:
        self.features, self.model, self.times = TextFeatures(), Classifier(), 0
        parts = {"features": self.features, "model": self.model}
        learnt("toets", texts, parts, lambda: self._fit(texts), keep)

    def _fit(self, texts: list[str]) -> None:
        self.times += 1
        about_cats = np.asarray(["kat" in text for text in texts])
        self.model.fit(self.features.fit(texts), {"kat": about_cats, "weer": ~about_cats})

    def says(self) -> list[list[float]]:
        """What it makes of new texts."""
        return self.model.chances(self.features.rows(NEW)).tolist()


def test_the_second_start_answers_the_same_without_learning(tmp_path: Path) -> None:
    first = Learning(Fitted(tmp_path, "zinsmachine-1"), TEXTS)
    second = Learning(Fitted(tmp_path, "zinsmachine-1"), TEXTS)
    assert (first.times, second.times) == (1, 0)
    assert second.model.labels == ("kat", "weer")
    assert second.says() == first.says()


def test_another_example_or_encoder_is_learnt_anew(tmp_path: Path) -> None:
    Learning(Fitted(tmp_path, "zinsmachine-1"), TEXTS)
    assert Learning(Fitted(tmp_path, "zinsmachine-2"), TEXTS).times == 1
    assert Learning(Fitted(tmp_path, "zinsmachine-2"), [*TEXTS, "nog een kat"]).times == 1
    assert Learning(Fitted(tmp_path, "zinsmachine-2"), [*TEXTS, "nog een kat"]).times == 0


def _cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:100])


def _open_to_all(path: Path) -> None:
    path.chmod(0o666)


@pytest.mark.parametrize("spoil", [_cut_short, _open_to_all])
def test_a_spoilt_file_or_one_others_can_write_is_not_used(
    tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    Learning(Fitted(tmp_path, "zinsmachine"), TEXTS)
    spoil(tmp_path / "geleerd-toets.npz")
    assert Learning(Fitted(tmp_path, "zinsmachine"), TEXTS).times == 1


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(tmp_path: Path) -> None:
    blocked = tmp_path / "geen-map"
    blocked.write_text("een bestand")
    assert Learning(Fitted(blocked, "zinsmachine"), TEXTS).says()
