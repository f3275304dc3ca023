"""The tables are built once, kept privately, and never read from somebody else's hands."""

import os
import time
from pathlib import Path

import numpy as np
import pytest

from coach.privacy import ready
from coach.privacy.ready import Guard
from coach.privacy.tagger import TAGS, Tagger, fit
from coach.privacy.trust import trusted
from coach.settings import Settings
from tests.filled import fill

CONTENT = Settings().content


def tiny() -> Tagger:
    rows = [["w=fatima", "-1=met"], ["w=en"], ["w=huis"]]
    return fit([(rows, ["B-PERSOON", "O", "O"])] * 30)


def test_a_kept_tagger_says_the_same(tmp_path: Path) -> None:
    made = tiny()
    made.save(tmp_path / "t.npz", "een")
    kept = Tagger.load(tmp_path / "t.npz", "een")
    assert kept is not None
    rows = [["w=fatima", "-1=met"], ["w=huis"]]
    assert np.allclose(made.chances(rows), kept.chances(rows), atol=0.02)
    assert TAGS[int(kept.chances(rows)[0].argmax())] == "B-PERSOON"
    assert Tagger.load(tmp_path / "t.npz", "ander") is None


def test_a_pickle_in_its_place_is_not_run(tmp_path: Path) -> None:
    target = tmp_path / "t.npz"

    class Bomb:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return (os.mkdir, (str(tmp_path / "ontploft"),))

    bomb = np.array([Bomb()], dtype=object)
    np.savez(target, stamp=np.array("een"), rows=bomb, weights=bomb, intercept=bomb)
    assert Tagger.load(target, "een") is None
    assert not (tmp_path / "ontploft").exists()


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="rights are Unix's")
def test_a_file_that_others_can_write_is_not_trusted(tmp_path: Path) -> None:
    os.chmod(tmp_path, 0o700)
    target = tmp_path / "namen.npz"
    target.write_bytes(b"x")
    os.chmod(target, 0o600)
    assert trusted(target)
    os.chmod(target, 0o666)
    assert not trusted(target)
    os.chmod(target, 0o600)
    os.chmod(tmp_path, 0o777)
    assert not trusted(target)
    os.chmod(tmp_path, 0o700)
    link = tmp_path / "schakel.npz"
    link.symlink_to(target)
    assert not trusted(link)


def test_until_the_tables_are_there_patterns_and_roster_are_watched() -> None:
    guard = Guard(CONTENT, None)
    assert not guard.ready and not guard.watch.whole
    text = "bel fatima op 06-12345678"
    found = [text[s.start : s.end] for s in guard.watch.find(text, ["Fatima"])]
    assert found == ["fatima", "06-12345678"]


def test_broken_words_are_said_and_replacing_goes_on(tmp_path: Path) -> None:
    guard = Guard(tmp_path, None).start()
    while not guard.ready:
        time.sleep(0.01)
    assert guard.error is not None and "rollen.yaml" in str(guard.error)
    assert [s.label for s in guard.watch.find("06-12345678")]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Guard:
    # Making the tables takes a minute; `coach index` made them in another process.
    guard = Guard(CONTENT, fill(tmp_path_factory.mktemp("gegevens")))
    guard.build()
    return guard


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ik heb met fatima gebeld over haar zoon yonas", ["fatima", "yonas"]),
        ("Beste mevrouw El Bouzidi, hierbij het verslag", ["El Bouzidi"]),
        ("K. van den Heuvel zegt dat het niet mag", ["K. van den Heuvel"]),
        ("MOEDER BELDE EN YASSIN IS WEG", ["YASSIN"]),
        ("Selamawit's broer woont bij Thuy en oksana", ["Selamawit", "Thuy", "oksana"]),
        ("de roos in de storm bloeit, wil je mee naar het bos", []),
        ("Veilig Thuis en de Raad voor de Kinderbescherming overleggen met de GI", []),
        ("de pleegmoeder en de gedragswetenschapper zijn het eens", []),
    ],
)
def test_names_are_found_and_words_stay(whole: Guard, text: str, names: list[str]) -> None:
    spans = whole.watch.find(text)
    assert [text[span.start : span.end] for span in spans] == names


@pytest.mark.slow
def test_a_second_start_reads_what_the_first_kept(
    whole: Guard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ready, "fit", lambda *args: pytest.fail("built again"))
    again = Guard(CONTENT, whole._data)
    assert again.build().whole
