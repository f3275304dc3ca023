"""Erasing is shown, not promised: every byte is searched, and the search itself can find."""

import gzip
import io
import json
import zipfile
import zlib
from base64 import b64encode
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.privacy import traces, vault
from coach.privacy.erase import erase_all, erase_items, erase_kept
from coach.privacy.vault import keys
from coach.settings import Settings

PHRASE = "vier losse woorden samen"
TEXT = "De moeder van Zonnebloemina Éénhoorn zei: ik hoef mama even niet te zien, niet nu."
# A word as it stands alone: in a sentence one way of writing is easily found by another.
PLAIN, ACCENTED = "Zonnebloemina", "Éénhoorn"


def zipped(data: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", data)
    return made.getvalue()


WAYS = {
    "utf-8": ACCENTED.encode(),
    "kleine letters": PLAIN.casefold().encode(),
    "latin-1": ACCENTED.encode("latin-1"),
    "utf-16-le": PLAIN.encode("utf-16-le"),
    "utf-16-be": PLAIN.encode("utf-16-be"),
    "hex": PLAIN.encode().hex().encode(),
    "HEX": PLAIN.encode().hex().upper().encode(),
    "base64 0": b64encode(TEXT.encode()),
    "base64 1": b64encode(b"x" + TEXT.encode()),
    "base64 2": b64encode(b"xy" + TEXT.encode()),
    "url": quote(ACCENTED).encode(),
    "json": json.dumps(ACCENTED).encode(),
    "gzip": gzip.compress(TEXT.encode()),
    "zlib 1": b"kop" + zlib.compress(TEXT.encode(), 1),
    "zlib 6": b"kop" + zlib.compress(TEXT.encode()),
    "zlib 9": b"kop" + zlib.compress(TEXT.encode(), 9),
    "zip": zipped(TEXT.encode()),
}


@pytest.mark.parametrize("way", WAYS)
def test_the_search_finds_a_text_however_it_is_written(tmp_path: Path, way: str) -> None:
    (tmp_path / "map").mkdir()
    (tmp_path / "map" / "resten.bin").write_bytes(b"\x00\x01" * 50 + WAYS[way] + b"\xff" * 50)
    done = traces.search(tmp_path, traces.needles([TEXT]))
    assert [t.file for t in done.found] and all(t.file == "map/resten.bin" for t in done.found)


@pytest.mark.parametrize("name", list(traces.ENCODINGS))
def test_no_way_of_writing_can_be_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.delitem(traces.ENCODINGS, name)
    wanted, missed = traces.needles([TEXT]), []
    for way, written in WAYS.items():
        (tmp_path / "resten.bin").write_bytes(b"\x00\x01" * 50 + written + b"\xff" * 50)
        missed += [] if traces.search(tmp_path, wanted).found else [way]
    assert missed


def test_the_search_finds_a_word_in_a_file_name(tmp_path: Path) -> None:
    (tmp_path / "zonnebloemina.txt").write_bytes(b"leeg")
    assert traces.search(tmp_path, traces.needles([TEXT])).found


def test_the_search_finds_nothing_where_nothing_is(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(bytes(range(256)) * 4000 + b"heel iets anders dan dat")
    done = traces.search(tmp_path, traces.needles([TEXT]))
    assert done.found == [] and done.files == 1 and done.bytes > 1_000_000


def test_single_words_of_own_lists_are_no_trace_but_sentences_are(tmp_path: Path) -> None:
    (tmp_path / "namen.txt").write_bytes(b"Zonnebloemina\n")
    wanted = traces.needles([TEXT])
    assert traces.search(tmp_path, wanted).found
    assert not traces.search(tmp_path, wanted, groups_only=lambda path: True).found
    (tmp_path / "namen.txt").write_bytes(TEXT.encode())
    assert traces.search(tmp_path, wanted, groups_only=lambda path: True).found


def test_a_trace_never_quotes_the_text(tmp_path: Path) -> None:
    (tmp_path / "rest").write_bytes(TEXT.encode())
    assert "Zonnebloemina" not in repr(traces.search(tmp_path, traces.needles([TEXT])))


def filled(settings: Settings) -> tuple[vault.Vault, str]:
    opened, _ = vault.create(settings, PHRASE)
    id = opened.keep("gesprek", "eerste", f"{TEXT} " * 300)
    opened.keep("gesprek", "tweede", "Iets anders over de groepsleiding en de vrijdagmiddag.")
    return opened, id


def test_erasing_one_is_proven_and_leaves_the_other(settings: Settings) -> None:
    opened, id = filled(settings)
    proof = erase_items(settings, opened, id)
    assert proof.clean and proof.needles > 10 and proof.search.files >= 4
    assert [item.title for item in opened.listed()] == ["tweede"]


def test_a_trace_elsewhere_in_the_folder_is_reported(settings: Settings) -> None:
    opened, id = filled(settings)
    (settings.data_folder / "vergeten.tmp").write_text(TEXT, encoding="utf-8")
    proof = erase_items(settings, opened, id)
    assert not proof.clean and {t.file for t in proof.search.found} == {"vergeten.tmp"}


def test_a_file_name_is_a_trace_only_where_kier_did_not_choose_it(settings: Settings) -> None:
    opened, _ = vault.create(settings, PHRASE)
    said = "Het logboek is beschadigd, en Zonnebloemina luisteren bleef tijdelijk bij de metadata."
    id, data = opened.keep("gesprek", "eerste", said), settings.data_folder
    ours = ("logboek.jsonl", "kluis/kluis.beschadigd.db", "geleerd-luisteren.npz", "tijdelijk/a/x")
    for name in (*ours, "chroma/4e1/index_metadata.pickle"):
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_bytes(b"")
    assert erase_items(settings, opened, id).clean
    left = ("tijdelijk/a/Zonnebloemina.docx", "chroma/het_logboek_is", "Zonnebloemina-kladje")
    id = opened.keep("gesprek", "eerste", said)
    for name in left:
        (data / name).write_bytes(b"")
    found = erase_items(settings, opened, id).search.found
    assert found and {trace.file for trace in found} == set(left)


def test_erasing_what_was_kept_takes_key_log_and_temporary_files(settings: Settings) -> None:
    opened, _ = filled(settings)
    data = settings.data_folder
    for name in ("logboek.jsonl", "logboek.jsonl.1", "index.json"):
        (data / name).write_text("{}", encoding="utf-8")
    (data / "tijdelijk" / "a").mkdir(parents=True)
    (data / "tijdelijk" / "a" / "upload.docx").write_bytes(zipped(TEXT.encode()))
    proof = erase_kept(settings, opened)
    assert proof.clean and proof.text_known and opened.locked
    assert [path.name for path in data.iterdir()] == ["index.json"]
    assert vault.present(settings) is None


def test_erasing_all_leaves_an_empty_folder(settings: Settings) -> None:
    opened, _ = filled(settings)
    data = settings.data_folder
    (data / "chroma" / "x").mkdir(parents=True)
    (data / "chroma" / "x" / "data_level0.bin").write_bytes(TEXT.encode())
    proof = erase_all(settings, opened)
    assert proof.clean and "chroma" in proof.removed and list(data.iterdir()) == []


def test_a_locked_vault_can_be_erased_but_its_words_are_not_known(settings: Settings) -> None:
    opened, _ = filled(settings)
    opened.lock()
    proof = erase_all(settings, None, ["Zonnebloemina"])
    assert (
        not proof.text_known and proof.needles == 1 and list(settings.data_folder.iterdir()) == []
    )


def test_the_key_goes_before_the_files(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut off while removing: what is left can no longer be opened by anyone."""
    opened, words = vault.create(settings, PHRASE)
    opened.lock()
    forgotten: list[str] = []
    monkeypatch.setattr(keys, "forget_keyring", forgotten.append)

    def cut(*_args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("coach.privacy.erase._remove", cut)
    with pytest.raises(KeyboardInterrupt):
        erase_all(settings, None)
    assert forgotten
    for said, recovery in ((PHRASE, False), (words, True)):
        with pytest.raises(Exception, match="opent de kluis niet"):
            vault.open_with_words(settings, said, recovery=recovery)


# -- the command ------------------------------------------------------------------------------


@pytest.fixture
def here(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setattr("coach.cli.privacy.settings", lambda: settings)
    monkeypatch.setattr("coach.cli.settings", lambda: settings)
    return settings


def command(*words: str, typed: str = "") -> tuple[int, str]:
    from typer.testing import CliRunner

    from coach.cli import app

    ran = CliRunner().invoke(app, list(words), input=typed)
    return ran.exit_code, ran.output


def test_the_command_shows_what_it_searched(here: Settings) -> None:
    opened, _ = filled(here)
    opened.lock()
    code, said = command("erase", "--all", "--proof", typed=f"y\n{PHRASE}\n")
    assert code == 0 and "niets gevonden" in said and "kluis" in said
    assert list(here.data_folder.iterdir()) == []


def test_the_command_asks_first(here: Settings) -> None:
    opened, _ = filled(here)
    for words, typed in ((("erase", "--all"), "n\n"), (("erase",), "")):
        _, said = command(*words, typed=typed)
        assert "niets gewist" in said
    assert len(opened.listed()) == 2


def test_the_command_waits_for_a_running_kier(here: Settings) -> None:
    from coach.lock import hold

    opened, _ = filled(here)
    held = hold(here)
    assert command("erase", "--all", "--yes")[0] == 1
    assert len(opened.listed()) == 2
    held.release()


def test_the_doctor_prints_every_promise_with_its_proof(
    here: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    from coach import guard
    from coach.ui.texts import promises

    # What other tests of this process tried does not count here.
    monkeypatch.setattr(guard._state, "refused", type(guard._state.refused)())
    code, said = command("doctor", "--privacy")
    assert code == 0, said
    for item in promises.PROMISES:
        assert item.promise in said and all(test in said for test in item.tests)
    assert "[klopt nu] De bewaking van het netwerk staat aan" in said
    (here.data_folder / "kladje.txt").write_text("x")
    code, said = command("doctor", "--privacy")
    assert code == 1 and "kladje.txt" in said


pieces = st.sampled_from([b"ab", b"abcdefgh", b"efghijkl", b"a\0b\0", b"\0", b"z"])


@given(st.lists(pieces, max_size=12).map(b"".join), st.lists(pieces, min_size=1).map(b"".join))
def test_looking_up_beginnings_finds_what_searching_finds(held: bytes, form: bytes) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(traces, "_CHUNK", 16)  # so that what is sought lies across an edge too
        sought = traces._Sought({"een": [form], "ander": [b"komt niet voor"]})
        assert sought.ways_in(held) == (["een"] if form in held else [])
