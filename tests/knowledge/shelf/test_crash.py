"""The power goes while a document is indexed or removed: nothing half, and it is taken up again."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from coach.knowledge.documents.review import Stage, State
from coach.knowledge.documents.shelf import Shelf
from coach.knowledge.index import Index, _name, stamp_of
from coach.knowledge.units import OWN_KINDS
from coach.privacy import traces, vault
from coach.settings import Settings
from tests.conftest import ROOT, WordEncoder
from tests.knowledge.shelf.conftest import PHRASE, Counting, shelf_over

PASSAGES = 120
WORKER = """
import sys, time
from pathlib import Path
from coach.privacy import vault
from coach.settings import Settings
from tests.knowledge.shelf.conftest import PHRASE, Counting, shelf_over
class Slow(Counting):
    def encode(self, texts):
        if len(texts) > 4:
            time.sleep(0.05)
        return super().encode(texts)
s = Settings(data=Path(sys.argv[1]), browser=False)
v = vault.open_with_words(s, PHRASE)
shelf = shelf_over(s, v, Slow())
id = sys.argv[3]
print('go', flush=True)
step = {'finish': shelf.finish, 'remove': shelf.remove, 'align': lambda id, tick: shelf.align(tick)}
step[sys.argv[2]](id, lambda *told: print('tick', flush=True))
print('done', flush=True)
"""


def said(number: int) -> str:
    words = [f"woord{number}{letter}" for letter in "abcdefgh"]
    return f"In huis {number} geldt dat {' '.join(words)} samen gaan. Dat is afspraak {number}."


def start(settings: Settings, what: str, id: str) -> "subprocess.Popen[str]":
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER, str(settings.data), what, id],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert worker.stdout is not None and worker.stdout.readline().strip() == "go"
    return worker


def killed(worker: "subprocess.Popen[str]") -> bool:
    """Kills it; whether it had said that it was done."""
    worker.kill()
    assert worker.stdout is not None
    done = "done" in worker.stdout.read()
    worker.wait()
    return done


def book(settings: Settings, tmp_path: Path) -> tuple[vault.Vault, Shelf, str]:
    """A draft of many passages, all accepted."""
    path = tmp_path / "boek.txt"
    path.write_text("\n\n".join(said(n) for n in range(PASSAGES)), encoding="utf-8")
    opened, _ = vault.create(settings, PHRASE)
    shelf = shelf_over(settings, opened, Counting())
    draft = shelf.add(path, "handbook")
    shelf.decide_all(draft.id, State.ACCEPTED)
    return opened, shelf, draft.id


def shut(opened: vault.Vault, shelf: Shelf) -> None:
    shelf._index.close()
    opened.lock()


@pytest.mark.slow
def test_killed_while_indexing_it_goes_on_where_it_was(settings: Settings, tmp_path: Path) -> None:
    opened, shelf, id = book(settings, tmp_path)
    shut(opened, shelf)
    stamp, counts = stamp_of(Counting()), [0]
    for what in ("finish", "align", "align"):
        worker = start(settings, what, id)
        assert worker.stdout is not None
        for _ in range(2):
            assert worker.stdout.readline().strip() == "tick"
        assert not killed(worker)
        opened = vault.open_with_words(settings, PHRASE)
        assert opened.opened.repair is None
        assert [row[1] for row in opened.documents()] == [Stage.KEPT]
        shelf = shelf_over(settings, opened, Counting())
        number = 1
        folder = settings.data_folder / "eigen" / f"g{number}"
        half = Index(folder, OWN_KINDS)
        counts.append(half._collection(_name("own-handbook", stamp)).count())
        half.close()
        # Half an index does not answer, and nothing else stands in its way.
        assert shelf._index.held(stamp) == {}
        shut(opened, shelf)
    assert counts == sorted(set(counts)) and counts[-1] < PASSAGES * 3
    opened = vault.open_with_words(settings, PHRASE)
    counting = Counting()
    shelf = shelf_over(settings, opened, counting)
    assert 0 < shelf.align() < PASSAGES - 3 * 16
    assert set(shelf._index.held(stamp)) == {passage.id for passage in shelf.passages(id)}
    for number in (0, 57, PASSAGES - 1):
        assert shelf.search(said(number).split(".")[0], k=1)[0].text.text == said(number)
    seen = counting.seen
    assert shelf.align() == 0 and counting.seen == seen


@pytest.mark.slow
def test_killed_while_removing_it_is_removed_all_the_same(
    settings: Settings, tmp_path: Path
) -> None:
    opened, shelf, id = book(settings, tmp_path)
    shelf.finish(id)
    shut(opened, shelf)
    dice = random.Random(4)
    for _round in range(4):
        worker = start(settings, "remove", id)
        time.sleep(dice.uniform(0.0, 0.3))
        killed(worker)
        opened = vault.open_with_words(settings, PHRASE)
        assert opened.opened.repair is None
        rows = {row[0]: row[1] for row in opened.documents()}
        assert set(rows) <= {id}
        if rows.get(id) != Stage.KEPT:
            break
        opened.lock()
    shelf = shelf_over(settings, opened, Counting())
    if rows.get(id) == Stage.KEPT:
        shelf.remove(id)
    shelf.align()
    assert opened.documents() == [] and opened.passages() == []
    assert shelf._index.held(stamp_of(Counting())) == {}
    done = traces.search(settings.data_folder, traces.needles([said(3), said(90)]))
    assert done.found == []
    generations = [p for p in (settings.data_folder / "eigen").glob("g*") if p.is_dir()]
    assert len(generations) == 1


def test_cut_off_between_two_batches_only_the_rest_is_embedded(
    settings: Settings, tmp_path: Path
) -> None:
    path = tmp_path / "boek.txt"
    path.write_text("\n\n".join(said(n) for n in range(60)), encoding="utf-8")
    opened, _ = vault.create(settings, PHRASE)

    class Breaks(WordEncoder):
        calls = 0
        broken = False

        def encode(self, texts):  # type: ignore[no-untyped-def]
            if self.broken:
                self.calls += 1
                if self.calls == 3:
                    raise KeyboardInterrupt
            return super().encode(texts)

    encoder = Breaks()
    shelf = shelf_over(settings, opened, encoder)
    draft = shelf.add(path, "handbook")
    shelf.decide_all(draft.id, State.ACCEPTED)
    shelf.forget()  # as after a restart, when nothing is remembered
    encoder.broken = True
    with pytest.raises(KeyboardInterrupt):
        shelf.finish(draft.id)
    encoder.broken = False
    assert shelf.document(draft.id).stage is Stage.KEPT
    assert shelf.align() == 60 - 2 * 16
    assert shelf.align() == 0
    assert len({hit.text.id for hit in shelf.search(said(59), k=3)}) >= 1
