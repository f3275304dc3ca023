"""From file to found: review first, literal quotes with their page, and an index that lives on."""

import threading
from pathlib import Path

import pytest

from coach.errors import KierError
from coach.knowledge.documents.base import Step
from coach.knowledge.documents.refusals import (
    DocumentKnown,
    DocumentsShut,
    LooksNeeded,
    NotADraft,
    StillOpen,
)
from coach.knowledge.documents.review import Decision, Stage, State
from coach.knowledge.documents.shelf import Shelf
from coach.knowledge.units import units
from coach.labels import Theme
from coach.privacy.vault import Vault
from coach.settings import Settings
from tests.conftest import WordEncoder
from tests.knowledge.shelf.conftest import SHIPPED, Counting, shelf_over

QUERY = "de groepsleiding belt wanneer een kind wegloopt"


def test_nothing_is_found_before_it_was_reviewed(shelf: Shelf, handbook: Path) -> None:
    draft = shelf.add(handbook, "handbook")
    assert draft.stage is Stage.DRAFT
    shelf.decide_all(draft.id, State.ACCEPTED)
    assert not any(hit.text.document for hit in shelf.search(QUERY))
    shelf.finish(draft.id)
    assert shelf.search(QUERY)[0].text.document == draft.id


def test_a_quote_is_literal_and_has_its_page(shelf: Shelf, handbook: Path) -> None:
    draft = shelf.add(handbook, "handbook", title="Handboek nacht")
    shelf.decide_all(draft.id, State.ACCEPTED)
    shelf.finish(draft.id)
    hit = shelf.search(QUERY)[0]
    assert hit.quote in hit.text.text and hit.page == 1
    assert "de begeleider" in hit.text.text.casefold() and "Zonnebloemina" not in hit.text.text
    assert (hit.text.title, hit.text.headings) == ("Handboek nacht", ("Nachtrust",))
    later = hit.text.page_of("vertrek vast in het logboek")
    assert later == 2


def test_the_title_is_not_said_twice(shelf: Shelf, handbook: Path) -> None:
    draft = shelf.add(handbook, "handbook", title="Nachtrust")
    shelf.decide_all(draft.id, State.ACCEPTED)
    shelf.finish(draft.id)
    assert shelf.search(QUERY)[0].text.heading == "Nachtrust"


def test_open_passages_stand_in_the_way(shelf: Shelf, handbook: Path) -> None:
    draft = shelf.add(handbook, "handbook")
    first = shelf.passages(draft.id)[0]
    shelf.decide(draft.id, {first.id: Decision(state=State.ACCEPTED)})
    with pytest.raises(StillOpen, match="open: 2"):
        shelf.finish(draft.id)


def test_a_case_is_never_added_unseen(shelf: Shelf, handbook: Path) -> None:
    draft = shelf.add(handbook, "case")
    with pytest.raises(LooksNeeded):
        shelf.accept_unseen(draft.id)
    assert all(passage.state is State.OPEN for passage in shelf.passages(draft.id))
    protocol = shelf.change(draft.id, kind="protocol")
    assert shelf.accept_unseen(protocol.id) == 3


def test_only_accepted_passages_count_and_the_rest_is_gone(shelf: Shelf, handbook: Path) -> None:
    draft = shelf.add(handbook, "handbook")
    one, two, three = shelf.passages(draft.id)
    shelf.decide(
        draft.id,
        {
            one.id: Decision(state=State.ACCEPTED, themes=(Theme.INTERVISIE,)),
            two.id: Decision(state=State.ACCEPTED, text="De nachtdienst belt de bereikbare."),
            three.id: Decision(state=State.REJECTED),
        },
    )
    shelf.finish(draft.id)
    left = shelf.passages(draft.id)
    assert [p.id for p in left] == [one.id, two.id]
    assert left[0].themes == (Theme.INTERVISIE,)
    assert left[1].text == "De nachtdienst belt de bereikbare."
    assert all(p.original == "" and p.swaps == () for p in left)
    assert not any("fietsenstalling" in hit.text.text for hit in shelf.search("fietsenstalling"))
    with pytest.raises(NotADraft):
        shelf.decide(draft.id, {one.id: Decision(state=State.REJECTED)})


def test_a_replacement_can_be_undone(shelf: Shelf, handbook: Path) -> None:
    draft = shelf.add(handbook, "handbook")
    two = shelf.passages(draft.id)[1]
    assert two.text.startswith("de begeleider") and two.swaps[0].name in two.original
    [changed] = shelf.decide(draft.id, {two.id: Decision(undo=frozenset({0}))})
    assert changed.text == two.original and changed.swaps[0].kept


def test_what_is_there_already_is_pointed_out(shelf: Shelf, tmp_path: Path) -> None:
    path = tmp_path / "dubbel.txt"
    said = SHIPPED[0].text
    path.write_text(
        f"{said.upper()}\n\n{said} Daarom bellen we haar voor het volgende bezoek.\n\n"
        "Iets heel anders over de kleur van de muren in de gang.\n"
    )
    draft = shelf.add(path, "handbook")
    same, near, other = shelf.passages(draft.id)
    assert same.duplicates[0].exact and same.duplicates[0].id == "bezoek"
    assert not near.duplicates[0].exact and near.duplicates[0].likeness > 0.8
    assert other.duplicates == ()
    assert near.suggested == (Theme.BEZOEK_EN_OMGANG,)
    shelf.accept_unseen(draft.id)
    assert next(p.state for p in shelf.passages(draft.id)) is State.REJECTED


def test_the_same_file_is_not_read_again(shelf: Shelf, handbook: Path, counting: Counting) -> None:
    draft = shelf.add(handbook, "handbook")
    shelf.decide_all(draft.id, State.ACCEPTED)
    shelf.finish(draft.id)
    before = counting.seen
    with pytest.raises(DocumentKnown):
        shelf.add(handbook, "handbook")
    assert shelf.align() == 0 and counting.seen == before


def test_a_new_version_finished_another_day_is_not_embedded_anew(
    shelf: Shelf, handbook: Path, counting: Counting
) -> None:
    first = shelf.add(handbook, "handbook")
    shelf.decide_all(first.id, State.ACCEPTED)
    shelf.finish(first.id)
    handbook.write_text(handbook.read_text().replace("zeven uur", "acht uur"))
    second = shelf.add(handbook, "handbook")
    shelf.decide_all(second.id, State.ACCEPTED)
    shelf.forget()
    before = counting.seen
    shelf.finish(second.id)
    changed = shelf.texts(second.id)[-1]
    assert counting.seen - before == len(units(changed))


def test_a_new_version_keeps_what_was_decided(shelf: Shelf, handbook: Path) -> None:
    first = shelf.add(handbook, "handbook")
    one = shelf.passages(first.id)[0]
    shelf.decide(first.id, {one.id: Decision(text="Bel de aandachtsfunctionaris.")})
    shelf.decide_all(first.id, State.ACCEPTED)
    shelf.finish(first.id)
    handbook.write_text(handbook.read_text().replace("zeven uur", "acht uur"))
    second = shelf.add(handbook, "handbook")
    states = [passage.state for passage in shelf.passages(second.id)]
    assert second.replaces == first.id
    assert states == [State.ACCEPTED, State.ACCEPTED, State.OPEN]
    assert shelf.passages(second.id)[0].text == "Bel de aandachtsfunctionaris."
    shelf.decide_all(second.id, State.ACCEPTED)
    shelf.finish(second.id)
    assert [listed.document.id for listed in shelf.documents()] == [second.id]
    assert not any(hit.text.document == first.id for hit in shelf.search(QUERY))


def test_priority_goes_first_when_it_fits_about_as_well(shelf: Shelf, tmp_path: Path) -> None:
    for name, extra in (("gewoon", ""), ("voorrang", " Meteen en altijd.")):
        path = tmp_path / f"{name}.txt"
        path.write_text(f"Bij brand verlaat iedereen het huis en gaat naar het hek.{extra}\n")
        draft = shelf.add(path, "protocol", priority=name == "voorrang")
        shelf.decide_all(draft.id, State.ACCEPTED)
        shelf.finish(draft.id)
    query = "bij brand verlaat iedereen het huis en gaat naar het hek"
    assert [hit.text.title for hit in shelf.search(query)][:2] == ["voorrang", "gewoon"]
    assert shelf.search(query)[0].text.priority
    assert not any(hit.text.priority for hit in shelf.search("moeder komt te laat bij bezoek"))


def test_a_locked_vault_gives_nothing_away(shelf: Shelf, handbook: Path, opened: Vault) -> None:
    draft = shelf.add(handbook, "handbook")
    shelf.decide_all(draft.id, State.ACCEPTED)
    shelf.finish(draft.id)
    assert shelf.search(QUERY)
    opened.lock()
    assert shelf._library is None
    for call in (shelf.documents, lambda: shelf.search(QUERY), lambda: shelf.passages(draft.id)):
        with pytest.raises(DocumentsShut):
            call()


def test_reopened_it_is_not_found_until_it_is_finished_again(shelf: Shelf, handbook: Path) -> None:
    draft = shelf.add(handbook, "handbook")
    shelf.decide_all(draft.id, State.ACCEPTED)
    shelf.finish(draft.id)
    shelf.reopen(draft.id)
    assert not any(hit.text.document for hit in shelf.search(QUERY))
    two = shelf.passages(draft.id)[1]
    shelf.decide(draft.id, {two.id: Decision(text="De nachtdienst belt als een kind wegloopt.")})
    shelf.finish(draft.id)
    assert shelf.search("de nachtdienst belt als een kind wegloopt")[0].text.id == two.id


def test_progress_tells_each_step(shelf: Shelf, handbook: Path) -> None:
    told: list[tuple[Step, int, int]] = []
    draft = shelf.add(handbook, "handbook", progress=lambda *step: told.append(step))
    shelf.decide_all(draft.id, State.ACCEPTED)
    shelf.finish(draft.id, lambda *step: told.append(step))
    assert {step for step, _, _ in told} == set(Step) - {Step.WAITING, Step.KEEPING}
    assert told[-1] == (Step.INDEXING, 3, 3)


def test_another_encoder_makes_a_new_generation_and_the_old_answers_until_then(
    settings: Settings, opened: Vault, shelf: Shelf, handbook: Path, counting: Counting
) -> None:
    draft = shelf.add(handbook, "handbook")
    shelf.decide_all(draft.id, State.ACCEPTED)
    shelf.finish(draft.id)

    class Breaks(WordEncoder):
        stamp = "woorden-2"

        def encode(self, texts):  # type: ignore[no-untyped-def]
            if any("groepsleiding" in text for text in texts):
                raise KeyboardInterrupt
            return super().encode(texts)

    other = Breaks()
    with pytest.raises(KeyboardInterrupt):
        shelf._index.bring(shelf.texts(), other)
    assert shelf.search(QUERY)[0].text.document == draft.id
    folder = settings.data_folder / "eigen"
    sound = WordEncoder()
    sound.stamp = "woorden-2"
    fresh = shelf_over(settings, opened, sound)
    assert fresh.align() == 3
    assert fresh.search(QUERY)[0].text.document == draft.id
    assert [path.name for path in folder.glob("g*") if path.is_dir()] == ["g2"]


def test_an_unreadable_file_adds_nothing(shelf: Shelf, tmp_path: Path) -> None:
    empty = tmp_path / "leeg.txt"
    empty.write_text("\n\n")
    with pytest.raises(KierError, match="geen tekst"):
        shelf.add(empty, "handbook")
    assert shelf.documents() == []


def test_what_was_embedded_for_the_draft_is_not_embedded_again(
    shelf: Shelf, counting: Counting, handbook: Path
) -> None:
    document = shelf.add(handbook, "handbook", title="Nachtrust")
    first = shelf.passages(document.id)[0]
    shelf.decide(document.id, {first.id: Decision(text="Bel de wacht.", state=State.ACCEPTED)})
    shelf.decide_all(document.id, State.ACCEPTED)
    before = counting.seen
    shelf.finish(document.id)
    # Only the changed passage: its text with the headings above it, and its one sentence.
    assert counting.seen == before + 2
    assert shelf.search("Bel de wacht.")[0].text.id == first.id


def test_of_a_new_version_only_what_changed_is_embedded(
    shelf: Shelf, counting: Counting, handbook: Path
) -> None:
    document = shelf.add(handbook, "handbook", title="Nachtrust")
    shelf.decide_all(document.id, State.ACCEPTED)
    shelf.finish(document.id)
    shelf.forget()  # as after a restart
    text = handbook.read_text(encoding="utf-8")
    handbook.write_text(text.replace("zeven uur", "acht uur"), encoding="utf-8")
    before = counting.seen
    newer = shelf.add(handbook, "handbook", title="Nachtrust")
    shelf.decide_all(newer.id, State.ACCEPTED)
    shelf.finish(newer.id)
    assert counting.seen == before + 2
    shelf.forget()
    shelf.reopen(newer.id)
    shelf.decide_all(newer.id, State.ACCEPTED)
    shelf.finish(newer.id)
    assert counting.seen == before + 2 and shelf.search(QUERY)


def test_who_waits_for_other_work_on_the_index_is_told(shelf: Shelf, handbook: Path) -> None:
    document = shelf.add(handbook, "handbook")
    shelf.decide_all(document.id, State.ACCEPTED)
    told: list[Step] = []
    waiting = threading.Event()

    def tick(step: Step, done: int, all: int) -> None:
        told.append(step)
        if step is Step.WAITING:
            waiting.set()

    with shelf._turn(lambda step, done, all: None):
        work = threading.Thread(target=shelf.finish, args=(document.id, tick))
        work.start()
        assert waiting.wait(60)
        assert told == [Step.WAITING]
    work.join(60)
    assert told[-1] is Step.INDEXING and shelf.search(QUERY)
