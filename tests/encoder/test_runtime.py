"""The runtime: shapes, unit length, hashes, odd input, independence of the batch."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.encoder import DutchEncoder, load_encoder
from coach.encoder.clean import clean
from coach.errors import EncoderError


def test_shapes_and_unit_rows(tiny_folder: Path) -> None:
    encoder = load_encoder(tiny_folder)
    assert encoder.encode([]).shape == (0, 16)
    found = encoder.encode(["de moeder", "het kind wil geen bezoek"])
    assert found.shape == (2, 16) and found.dtype == np.float32
    assert np.allclose(np.linalg.norm(found, axis=1), 1.0, atol=1e-5)
    assert encoder.embed_query("de moeder") == pytest.approx(found[0].tolist(), abs=1e-5)
    assert len(encoder.embed_documents(["a", "b"])) == 2
    assert " " not in encoder.stamp and encoder.dim == 16


def test_same_vector_whatever_else_is_in_the_batch(tiny_folder: Path) -> None:
    encoder = load_encoder(tiny_folder)
    texts = ["vader is boos", "het bezoek ging niet door " * 6, "kind", "de brief"]
    together = encoder.encode(texts)
    alone = np.concatenate([encoder.encode([text]) for text in texts])
    again = load_encoder(tiny_folder).encode(texts)
    assert np.abs(together - alone).max() < 1e-5
    assert np.array_equal(together, again)


@pytest.mark.parametrize("odd", ["", "\ud800", "a\x00b", "😀" * 50, "moeder " * 5000, "\n\t"])
def test_odd_input_gives_a_finite_vector(tiny_folder: Path, odd: str) -> None:
    found = load_encoder(tiny_folder).encode([odd, "gewone zin"])
    assert found.shape == (2, 16) and np.isfinite(found).all()


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json", "config.json"])
def test_altered_or_missing_file_is_refused(tiny_folder: Path, name: str) -> None:
    file = tiny_folder / name
    file.write_bytes(file.read_bytes() + b" ")
    with pytest.raises(EncoderError, match=name):
        load_encoder(tiny_folder)
    file.unlink()
    with pytest.raises(EncoderError, match=name):
        load_encoder(tiny_folder)


def test_broken_or_absent_manifest_is_refused(tiny_folder: Path, tmp_path: Path) -> None:
    with pytest.raises(EncoderError):
        load_encoder(tmp_path / "nowhere")
    (tiny_folder / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(EncoderError):
        load_encoder(tiny_folder)


def test_manifest_may_not_point_outside_its_folder(tiny_folder: Path) -> None:
    path = tiny_folder / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["files"]["../config.json"] = "0" * 64
    path.write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(EncoderError):
        load_encoder(tiny_folder)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(), max_size=80))
def test_clean_takes_any_text(text: str) -> None:
    cleaned = clean(text + "\ud83d")
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned
    assert "\x00" not in cleaned and cleaned == cleaned.strip()


@pytest.fixture(scope="module")
def shipped() -> DutchEncoder:
    return load_encoder()


def test_shipped_weights_put_paraphrases_above_the_unrelated(shipped: DutchEncoder) -> None:
    cases = [
        (
            "Het meisje wil haar moeder niet meer zien.",
            "De dochter weigert contact met haar mama.",
            "De begeleider heeft een nieuwe auto gekocht.",
        ),
        (
            "Hoe vertel ik vader dat zijn zoon niet naar huis komt?",
            "Op welke manier breng ik hem het slechte nieuws over zijn kind?",
            "Welke school past het beste bij deze leerling?",
        ),
        (
            "Ik slaap slecht door het werk.",
            "Door mijn baan lig ik 's nachts wakker.",
            "De rechter neemt volgende week een besluit.",
        ),
    ]
    for anchor, near, far in cases:
        vectors = shipped.encode([anchor, near, far])
        assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.1, anchor


def test_shipped_weights_are_small_and_named(shipped: DutchEncoder) -> None:
    folder = Path(load_encoder.__code__.co_filename).with_name("weights")
    assert sum(file.stat().st_size for file in folder.iterdir()) < 20 * 2**20
    assert shipped.dim == 384 and shipped.stamp.startswith("kier-nl-mini-")
