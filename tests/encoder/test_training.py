"""The training parts on toy data: each does what its contract says."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from scipy.sparse import csr_matrix
from tokenizers import Tokenizer

from coach.encoder.contrast import (
    ContrastSettings,
    allowed_negatives,
    contrast,
    contrast_loss,
    known_positives,
)
from coach.encoder.corpus import Pair, load_recipe, read_glossary, read_pairs
from coach.encoder.distil import DistilSettings, distil, distil_loss
from coach.encoder.fieldpairs import (
    FieldPair,
    is_dev,
    library_texts,
    plain_question,
    read_field_pairs,
    split,
)
from coach.encoder.graded import graded_loss, read_graded
from coach.encoder.lexicon import PiecePair, align
from coach.encoder.minibert import MiniBert
from coach.encoder.packing import pack, unpack
from coach.encoder.selfpairs import self_pairs
from coach.encoder.sloppy import sloppy
from coach.encoder.specialise import field_ndcg, vectors
from coach.encoder.teachings import Teachings, passages, thin
from coach.encoder.transplant import piece_vectors


def test_alignment_finds_the_only_consistent_lexicon() -> None:
    # Dutch 0,1,2 mean English 3,1,2 (0 is a frequent filler on both sides).
    pairs = [PiecePair([0, 1], [0, 3]), PiecePair([0, 2], [0, 1]), PiecePair([1, 2], [3, 1])] * 3
    lexicon = align(pairs, dutch_size=3, english_size=4)
    assert [int(lexicon[row].toarray().argmax()) for row in range(3)] == [0, 3, 1]
    assert np.allclose(lexicon.sum(axis=1), 1.0)


def test_piece_vectors_take_lexicon_then_spelling_then_mean() -> None:
    english = {"[PAD]": 0, "[UNK]": 1, "house": 2, "radio": 3}
    source = torch.arange(8.0).reshape(4, 2)
    dutch = {"[PAD]": 0, "[UNK]": 1, "huis": 2, "radio": 3, "zzz": 4}
    lexicon = csr_matrix(([1.0], ([2], [2])), shape=(5, 4))
    found, covered = piece_vectors(lexicon, dutch, english, source, seed=1)
    assert covered == 1
    assert torch.equal(found[2], source[2]) and torch.equal(found[3], source[3])
    assert torch.equal(found[0], source[0]) and torch.isfinite(found[4]).all()


@pytest.mark.parametrize(
    ("precision", "allowed"), [("int8", 0.5 / 127), ("half", 1e-3), ("full", 0)]
)
def test_packing_loses_no_more_than_its_rounding(precision: str, allowed: float) -> None:
    matrix = np.random.default_rng(1).uniform(-1, 1, (5, 7)).astype(np.float32)
    weights = {"w": matrix, "zero": np.zeros((2, 3), np.float32), "bias": matrix[0].copy()}
    found = unpack(pack(weights, precision))  # type: ignore[arg-type]
    assert set(found) == set(weights)
    assert np.abs(found["w"] - matrix).max() <= allowed + 1e-6
    assert np.array_equal(found["zero"], weights["zero"])
    assert np.array_equal(found["bias"], weights["bias"])


def _teachings(texts: list[str]) -> Teachings:
    targets = np.random.default_rng(2).normal(size=(len(texts), 16))
    targets /= np.linalg.norm(targets, axis=1, keepdims=True)
    return Teachings(texts, targets.astype(np.float16), np.full(len(texts), 1 / len(texts)))


def test_distillation_lowers_the_loss_and_repeats_itself(tiny: MiniBert) -> None:
    texts = ["de moeder belt", "het kind wil bezoek", "vader is boos", "de brief"]
    teachings = _teachings(texts)
    target = torch.from_numpy(teachings.targets.astype(np.float32))
    settings = DistilSettings(
        seed=3, sentences=320, batch=4, rate_words=2e-2, rate_layers=5e-3, sloppy_share=0.0
    )
    start = {name: value.clone() for name, value in tiny.state_dict().items()}
    before = distil_loss(torch.from_numpy(vectors(tiny, texts)), target, 0.05)
    distil(tiny, teachings, settings, half=False)
    first = vectors(tiny, texts)
    assert distil_loss(torch.from_numpy(first), target, 0.05) < 0.7 * before
    tiny.load_state_dict(start)
    distil(tiny, teachings, settings, half=False)
    assert np.allclose(vectors(tiny, texts), first, atol=1e-5)


def test_contrast_loss_leaves_forbidden_negatives_out() -> None:
    anchors = torch.eye(2)
    candidates = torch.tensor([[1.0, 0.0], [0.0, 1.0], [1.0, 0.0]])
    free = torch.ones(2, 3, dtype=torch.bool)
    masked = free.clone()
    masked[0, 2] = False
    assert contrast_loss(anchors, candidates, masked, 0.05) < contrast_loss(
        anchors, candidates, free, 0.05
    )


def test_one_cluster_never_stands_against_itself() -> None:
    pairs = [
        FieldPair("1", "bericht-bericht", "x", "a", "b"),
        FieldPair("2", "bericht-bericht", "x", "c", "d"),
        FieldPair("3", "bericht-bericht", "y", "e", "f"),
    ]
    allowed = allowed_negatives(pairs, ["b", "d", "f", "b"], known_positives(pairs))
    assert allowed.tolist() == [
        [True, False, True, False],
        [False, True, True, True],
        [True, True, True, True],
    ]


def test_contrast_brings_pairs_together(tiny: MiniBert) -> None:
    pairs = [
        FieldPair("1", "vraag-passage", "a", "de moeder", "vader is boos", ("het kind",)),
        FieldPair("2", "vraag-passage", "b", "het kind", "de brief"),
        FieldPair("3", "bericht-vraag", "c", "het bezoek", "de begeleider belt"),
    ]
    before = field_ndcg(tiny, pairs)
    settings = ContrastSettings(
        seed=4, steps=60, batch=4, rate_words=1e-2, rate_layers=3e-3, general_batch=4
    )
    contrast(tiny, pairs, _teachings(["de school", "een huis", "boos"]), settings, half=False)
    after = field_ndcg(tiny, pairs)
    assert after["vraag-passage"] > before["vraag-passage"]
    assert after["bericht-vraag"] >= before["bericht-vraag"]


def test_field_pairs_look_up_references_and_split_by_cluster(tmp_path: Path) -> None:
    (tmp_path / "handbook" / "x").mkdir(parents=True)
    (tmp_path / "questions").mkdir()
    (tmp_path / "handbook" / "x" / "p.md").write_text(
        "---\nid: p-1\ntitle: Kop\n---\n\nTekst van de passage.\n", encoding="utf-8"
    )
    (tmp_path / "questions" / "q.yaml").write_text(
        "- id: q-1\n  text: Wat [zou|zouden] {ouder} zeggen?\n", encoding="utf-8"
    )
    texts = library_texts(tmp_path)
    lines = [
        {
            "id": str(n),
            "kind": "vraag-passage",
            "cluster": f"c{n % 9}",
            "a": f"zin {n}",
            "b": "passage:p-1",
            "hard": ["question:q-1", "los"],
        }
        for n in range(45)
    ]
    file = tmp_path / "pairs.jsonl"
    file.write_text("\n".join(json.dumps(line) for line in lines) + "\n", encoding="utf-8")
    pairs = read_field_pairs([file], texts)
    assert pairs[0].b == "Kop. Tekst van de passage."
    assert pairs[0].hard == ("Wat zou de ouder zeggen?", "los")
    own = self_pairs(tmp_path)
    assert [(p.a, p.b) for p in own] == [("Kop", "Tekst van de passage.")]
    train, dev = split(pairs)
    assert len(train) + len(dev) == 45
    assert not {p.cluster for p in train} & {p.cluster for p in dev}
    assert all(is_dev(p.cluster) for p in dev)
    file.write_text(json.dumps({**lines[0], "b": "passage:weg"}), encoding="utf-8")
    with pytest.raises(ValueError, match=r"pairs.jsonl:1.*passage:weg"):
        read_field_pairs([file], texts)


def test_plain_question_fills_slots() -> None:
    assert plain_question("Hoe [gaat|gaan] het met {kind}?") == "Hoe gaat het met het kind?"


def test_corpus_reads_pairs_and_glossary(tmp_path: Path) -> None:
    recipe = load_recipe()
    file = tmp_path / "taal-x.tsv"
    file.write_text("a house\teen huis\nno tab\na house\teen huis\n", encoding="utf-8")
    entry = recipe.source(file)
    assert entry.weight == 8.0
    assert [(p.english, p.dutch) for p in read_pairs(file, entry)] == [("a house", "een huis")]
    terms = tmp_path / "glossary.txt"
    terms.write_text("pleegouder = foster parent\n", encoding="utf-8")
    pairs = read_glossary(terms, recipe.carriers, entry)
    assert len(pairs) == len(recipe.carriers)
    assert all("foster parent" in p.english and "pleegouder" in p.dutch for p in pairs)


def test_every_known_source_has_a_licence_that_allows_shipping() -> None:
    for source in load_recipe().sources:
        assert source.licence and "NC" not in source.licence


def test_thinning_and_passages_are_the_same_for_the_same_seed() -> None:
    pairs = [Pair(f"e{n}", f"n{n}", "tatoeba", 2.0) for n in range(20)]
    pairs.append(Pair("x" * 500, "y", "tatoeba", 2.0))
    kept = thin(pairs, np.random.default_rng(1))
    assert len(kept) == 20
    first = passages(kept, 5, np.random.default_rng(1))
    assert first == passages(kept, 5, np.random.default_rng(1))
    assert all(" " in pair.dutch for pair in first)


def test_sloppy_keeps_short_words_and_drops_punctuation() -> None:
    generator = np.random.default_rng(1)
    found = sloppy("Ik zag, dat de moeder huilde. En nu?", generator)
    assert "," not in found and "?" not in found and found.startswith("Ik zag dat de")


def test_words_of_the_tokenizer_have_no_accents(tiny_tokenizer: Tokenizer) -> None:
    assert tiny_tokenizer.encode("Móeder").tokens == tiny_tokenizer.encode("moeder").tokens
    assert tiny_tokenizer.token_to_id("[PAD]") == 0


def test_graded_pairs_say_where_a_line_is_wrong(tmp_path: Path) -> None:
    file = tmp_path / "alike.tsv"
    file.write_text("4,5\teen hond\teen hondje\n0\teen hond\tde trein\n", encoding="utf-8")
    assert [pair.grade for pair in read_graded(file)] == [4.5, 0.0]
    for wrong in ("6\ta\tb", "1\ta", "x\ta\tb", "1\t \tb"):
        file.write_text(f"1\ta\tb\n{wrong}\n", encoding="utf-8")
        with pytest.raises(ValueError, match=r"alike.tsv, line 2"):
            read_graded(file)


def test_graded_loss_is_small_only_in_the_right_order() -> None:
    grades = torch.tensor([5.0, 2.5, 0.0])
    right = float(graded_loss(torch.tensor([0.9, 0.5, 0.1]), grades))
    wrong = float(graded_loss(torch.tensor([0.1, 0.5, 0.9]), grades))
    assert right < 0.01 < 10 < wrong
    assert float(graded_loss(torch.tensor([0.1, 0.9]), torch.tensor([3.0, 3.0]))) == 0.0
