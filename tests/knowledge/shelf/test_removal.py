"""Removed is gone: text, vectors, names as read, free pages; and the search for it can find."""

import struct
from dataclasses import replace
from pathlib import Path

import pytest

from coach.dialogue.classify import TextFeatures
from coach.dialogue.documents import remove_with_proof, vector_needles
from coach.dialogue.fitted import Fitted
from coach.knowledge.documents.refusals import DocumentGone
from coach.knowledge.documents.review import Decision, State
from coach.knowledge.documents.shelf import Shelf
from coach.knowledge.index import Index, stamp_of
from coach.knowledge.units import OWN_HANDBOOK, OWN_KINDS, Text
from coach.privacy import traces, vault
from coach.privacy.erase import erase_kept, look_for
from coach.privacy.vault import Vault
from coach.privacy.vault.cipher import Key, connect
from coach.privacy.vault.errors import VaultError
from coach.privacy.vault.files import Files
from coach.settings import Settings
from tests.knowledge.shelf.conftest import PHRASE, Counting

NAME = "Zonnebloemina"


def kept(shelf: Shelf, path: Path) -> str:
    draft = shelf.add(path, "handbook")
    shelf.decide_all(draft.id, State.ACCEPTED)
    shelf.finish(draft.id)
    return draft.id


def readable(settings: Settings, opened: Vault, folder: Path) -> bytes:
    """What the rows of the vault's main file hold, without its encryption."""
    folder.mkdir(exist_ok=True)
    plain = folder / "open.db"
    plain.unlink(missing_ok=True)
    assert opened._key is not None
    connection = connect(Files(settings.data_folder).main, opened._key)
    connection.execute(f"ATTACH DATABASE '{plain}' AS plain KEY ''")
    connection.execute("SELECT sqlcipher_export('plain')")
    connection.close()
    return plain.read_bytes()


def test_vectors_and_text_of_a_removed_document_are_gone(
    settings: Settings, opened: Vault, shelf: Shelf, handbook: Path, tmp_path: Path
) -> None:
    other = tmp_path / "ander.txt"
    other.write_text("De tuin wordt op zaterdag door de kinderen zelf bijgehouden.\n")
    stays = kept(shelf, other)
    id = kept(shelf, handbook)
    rows = shelf.vectors(shelf.texts(id))
    before = traces.search(
        settings.data_folder / "eigen", traces.needles([]), raw=vector_needles(rows)
    )
    assert len(rows) >= 6 and before.found, "the search must be able to find vectors"
    proof = remove_with_proof(settings, opened, shelf, id)
    assert proof.clean and proof.needles > 30 and proof.leftover == 0
    assert b"aandachtsfunctionaris" not in readable(settings, opened, tmp_path / "x")
    assert [one.document.id for one in shelf.documents()] == [stays]
    assert shelf.search("de tuin wordt op zaterdag bijgehouden")[0].text.document == stays
    with pytest.raises(DocumentGone):
        shelf.remove(id)


def test_what_kier_learnt_from_its_own_sentences_is_no_trace(
    settings: Settings, opened: Vault, shelf: Shelf, handbook: Path
) -> None:
    """The words of a handbook are ordinary words, and Kier keeps lists of those."""
    said = handbook.read_text(encoding="utf-8").casefold()
    words = TextFeatures()
    words.fit([said, said])
    Fitted(settings.data_folder, "maker").save("luisteren", ["deel"], words.learnt)
    (settings.data_folder / "logboek.jsonl").write_text("{}")
    assert b"groepsleiding" in (settings.data_folder / "geleerd-luisteren.npz").read_bytes()
    id = kept(shelf, handbook)  # 'logboek' is one of its words
    proof = remove_with_proof(settings, opened, shelf, id)
    assert proof.search.found == [] and proof.clean


def test_a_passage_that_another_document_has_too_is_no_trace(
    settings: Settings, opened: Vault, shelf: Shelf, handbook: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "ander"
    folder.mkdir()
    other = folder / "handboek.md"
    said = handbook.read_text(encoding="utf-8")
    other.write_text(said.replace("om zeven uur dicht", "bij regen niet open"), encoding="utf-8")
    stays, id = kept(shelf, other), kept(shelf, handbook)
    assert {text.title for text in shelf.texts(stays, id)} == {"handboek"}
    assert shelf.vectors_alone(shelf.texts(id), 100), "it has vectors of its own too"
    proof = remove_with_proof(settings, opened, shelf, id)
    assert proof.search.found == [] and proof.clean
    assert shelf.search("een kind wegloopt")[0].text.document == stays


def test_the_room_that_an_index_keeps_free_holds_nothing_from_memory(tmp_path: Path) -> None:
    """Chroma writes that room as it stood in memory; here the memory is played by hand."""
    encoder = Counting()
    said = Text("a", OWN_HANDBOOK, "Tuin", "De tuin is open. Het hek ook.", (), (), hash="1")
    index = Index(tmp_path, OWN_KINDS)
    index.build([said], encoder)
    files = [*tmp_path.rglob("data_level0.bin"), *tmp_path.rglob("length.bin")]
    assert len(files) == 2 and not any(any(path.read_bytes()) for path in files)
    for path in files:
        path.write_bytes((NAME.encode() * path.stat().st_size)[: path.stat().st_size])
    index.build([said], encoder)
    assert not any(any(path.read_bytes()) for path in files)
    index.close()
    many = [replace(said, id=f"a{n}", text=f"De tuin is open op dag {n}.") for n in range(600)]
    index = Index(tmp_path, OWN_KINDS)
    index.build(many, encoder)
    header = next(path for path in tmp_path.rglob("header.bin") if path.stat().st_size)
    most, count = struct.unpack("<QQ", header.read_bytes()[12:28])
    lengths = header.with_name("length.bin").read_bytes()
    assert 1000 <= count < most and any(lengths[: count * 4]) and not any(lengths[count * 4 :])
    query = encoder.encode([many[7].text])
    index.close()
    again = Index(tmp_path, OWN_KINDS)
    again.settle()
    held = again.collections(stamp_of(encoder))[OWN_HANDBOOK]
    assert held.query(query_embeddings=query, n_results=1)["ids"] == [["a7#0"]]


def test_what_only_the_removed_document_had_is_still_looked_for(
    settings: Settings, shelf: Shelf, handbook: Path, tmp_path: Path
) -> None:
    other = tmp_path / "half.txt"
    other.write_text(
        "# Nachtrust\n\nDe fietsenstalling gaat om zeven uur dicht en wordt dan verlicht.\n"
    )
    kept(shelf, other)
    id = kept(shelf, handbook)
    texts = shelf.texts(id)
    alone = vector_needles(shelf.vectors_alone(texts, 100))
    everything = vector_needles(shelf.vectors(texts))
    assert alone and set(alone) < set(everything)
    current = shelf._index._current()
    assert current is not None
    current.build([text for text in shelf.texts() if text.document != id], shelf._base.encoder)
    assert not look_for(settings, traces.needles([]), alone).clean


def test_plain_deletion_in_the_index_would_be_seen(
    settings: Settings, shelf: Shelf, handbook: Path
) -> None:
    """What the proof is for: the vector store itself leaves vectors behind."""
    id = kept(shelf, handbook)
    texts = shelf.texts(id)
    raw = vector_needles(shelf.vectors(texts))
    current = shelf._index._current()
    assert current is not None
    current.build([], shelf._base.encoder)
    assert not look_for(settings, traces.needles([]), raw).clean


def test_names_as_read_do_not_outlive_the_review(
    settings: Settings, opened: Vault, shelf: Shelf, handbook: Path, tmp_path: Path
) -> None:
    draft = shelf.add(handbook, "handbook")
    assert NAME.encode() in readable(settings, opened, tmp_path / "x")
    shelf.decide_all(draft.id, State.ACCEPTED)
    shelf.finish(draft.id)
    assert NAME.encode() not in readable(settings, opened, tmp_path / "x")
    assert opened.leftover() == 0
    assert b"aandachtsfunctionaris" in readable(settings, opened, tmp_path / "x")


def test_rejected_passages_leave_no_free_pages(shelf: Shelf, opened: Vault, tmp_path: Path) -> None:
    path = tmp_path / "lang.txt"
    path.write_text("\n\n".join(f"Afspraak {n} over {n * 7} dingen. " * 20 for n in range(80)))
    draft = shelf.add(path, "handbook")
    first = shelf.passages(draft.id)[0]
    shelf.decide(draft.id, {first.id: Decision(state=State.ACCEPTED)})
    shelf.decide_all(draft.id, State.REJECTED)
    shelf.finish(draft.id)
    assert len(shelf.passages(draft.id)) == 1 and opened.leftover() == 0


def test_nothing_of_a_document_is_readable_on_disk(
    settings: Settings, shelf: Shelf, handbook: Path
) -> None:
    kept(shelf, handbook)
    said = handbook.read_text(encoding="utf-8")
    done = traces.search(settings.data_folder, traces.needles([said]))
    assert done.files > 5 and done.found == []


def test_the_copy_holds_what_was_accepted(
    settings: Settings, opened: Vault, shelf: Shelf, handbook: Path
) -> None:
    id = kept(shelf, handbook)
    key = opened._key
    assert isinstance(key, Key)
    held = connect(Files(settings.data_folder).copy, key).execute("SELECT id FROM passages")
    assert len(held.fetchall()) == len(shelf.passages(id)) == 3


def test_a_flipped_byte_costs_no_passage(
    settings: Settings, opened: Vault, shelf: Shelf, handbook: Path
) -> None:
    id = kept(shelf, handbook)
    before = shelf.passages(id)
    opened.lock()
    path = Files(settings.data_folder).main
    held = bytearray(path.read_bytes())
    for page in range(3, len(held) // 4096):
        held[page * 4096 + 100] ^= 1
    path.write_bytes(held)
    again = vault.open_with_words(settings, PHRASE)
    assert again.opened.repair is not None and not again.opened.repair.lost
    assert [row[0] for row in again.passages(id)] == [passage.id for passage in before]


def test_documents_outlive_the_retention_period(
    settings: Settings, opened: Vault, shelf: Shelf, handbook: Path
) -> None:
    from datetime import UTC, datetime, timedelta

    id = kept(shelf, handbook)
    opened.keep("kaart", "t", "{}")
    late = datetime.now(UTC) + timedelta(days=40)
    assert len(opened._store.due(late, 30)) == 1
    opened._erase(tuple(opened._store.due(late, 30)), opened._key)  # type: ignore[arg-type]
    assert len(shelf.passages(id)) == 3


def test_erasing_all_takes_the_vectors_along(
    settings: Settings, opened: Vault, shelf: Shelf, handbook: Path
) -> None:
    kept(shelf, handbook)
    proof = erase_kept(settings, opened)
    assert proof.clean and "eigen" in proof.removed
    assert not (settings.data_folder / "eigen").exists()


def test_a_removal_that_is_cut_off_is_finished_later(
    shelf: Shelf, handbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = kept(shelf, handbook)

    def cut(*args: object, **named: object) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(shelf._index, "bring", cut)
        with pytest.raises(KeyboardInterrupt):
            shelf.remove(id)
    assert shelf.documents() == []
    assert not any(hit.text.document for hit in shelf.search("een kind wegloopt"))
    shelf.align()
    assert shelf._store.documents() == [] and shelf._store.passages() == []


def test_a_draft_can_be_removed_too(shelf: Shelf, handbook: Path, opened: Vault) -> None:
    draft = shelf.add(handbook, "case")
    first = shelf.passages(draft.id)[0]
    shelf.decide(draft.id, {first.id: Decision(state=State.ACCEPTED)})
    shelf.remove(draft.id)
    assert opened.passages() == [] and opened.leftover() == 0
    with pytest.raises(VaultError):
        opened.erase_document(draft.id)
