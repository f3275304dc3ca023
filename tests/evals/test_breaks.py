"""Guards broken in a copy: what a test says of it, and that every promise is watched."""

from pathlib import Path

import pytest

from coach.ui.texts.promises import PROMISES
from evals.errors import BreakUnfit, TestsMissing
from evals.mutations import trial
from evals.mutations.breaks import Break, Edit, broken, load_breaks, unwatched
from evals.mutations.trial import Outcome

DOOR = "def opens(key):\n    return key == 'goed'\n"
TESTS = """
import pytest
import huis

def test_a_wrong_key_opens_nothing():
    assert not huis.opens('fout')

def test_a_right_key_opens():
    assert huis.opens('goed')

@pytest.fixture
def door():
    assert not huis.opens('fout')

def test_behind_a_fixture(door):
    pass

@pytest.mark.skip
def test_skipped():
    pass
"""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    (tmp_path / "tests").mkdir()
    (tmp_path / "huis.py").write_text(DOOR)
    (tmp_path / "tests" / "test_huis.py").write_text(TESTS)
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    return tmp_path


def taken(*tests: str, new: str = "return True") -> Break:
    edit = Edit(file="huis.py", old="return key == 'goed'", new=new)
    named = tuple(f"tests/test_huis.py::test_{name}" for name in tests)
    return Break(guard="het slot", how="elke sleutel past", edits=(edit,), tests=named)


def tried(items: list[Break], house: Path) -> list[trial.Trial]:
    return trial.run(items, root=house, libraries=())


def test_only_a_test_that_fails_without_the_guard_notices(house: Path) -> None:
    every = taken("a_wrong_key_opens_nothing", "a_right_key_opens", "behind_a_fixture", "skipped")
    (found,) = tried([every], house)
    assert set(found.before.values()) == {Outcome.GREEN, Outcome.SKIPPED}
    assert list(found.after.values()) == [
        Outcome.RED, Outcome.GREEN, Outcome.STUCK, Outcome.SKIPPED,
    ]  # fmt: skip
    assert not found.noticed
    (biting,) = tried([taken("a_wrong_key_opens_nothing")], house)
    assert biting.noticed
    (sick,) = tried([taken("a_wrong_key_opens_nothing", new="return (")], house)
    assert list(sick.after.values()) == [Outcome.STUCK]
    assert (house / "huis.py").read_text() == DOOR


def test_what_was_noticed_is_not_tried_again_until_something_changes(house: Path) -> None:
    book, told = house / "boek" / "mutations.json", list[str]()
    item = taken("a_wrong_key_opens_nothing")
    for _ in range(2):
        trial.run([item], told.append, book, house, ())
    assert len(told) == 1
    (held,) = trial.tried_before([item], book, house)
    assert held.noticed and held.after
    (other,) = trial.tried_before([taken("a_right_key_opens")], book, house)
    assert not other.tried and not other.noticed
    (house / "tests" / "test_huis.py").write_text(TESTS + "\n")
    trial.run([item], told.append, book, house, ())
    assert len(told) == 2


def test_an_edit_that_does_not_fit_is_an_error_before_anything_runs(house: Path) -> None:
    item = taken("a_right_key_opens")
    for text in ("pass\n", DOOR + DOOR):
        (house / "huis.py").write_text(text)
        with pytest.raises(BreakUnfit, match=r"huis\.py"):
            tried([item], house)


def test_without_tests_nothing_can_be_noticed(tmp_path: Path) -> None:
    with pytest.raises(TestsMissing), trial.workshop(tmp_path):
        pass


@pytest.mark.parametrize("item", load_breaks(), ids=lambda item: f"{item.guard}: {item.how}")
def test_every_break_fits_the_code_and_leaves_it_whole(item: Break) -> None:
    for name, text in broken(item).items():
        if name.endswith(".py"):
            compile(text, name, "exec")


def test_every_test_of_a_promise_is_seen_red() -> None:
    promised = [(item.name, test) for item in PROMISES for test in item.tests]
    assert unwatched(load_breaks(), promised) == []
    assert unwatched([], [("guard", "t")]) == ["guard: t"]
    assert {item.promise for item in load_breaks()} - {""} == {item.name for item in PROMISES}
