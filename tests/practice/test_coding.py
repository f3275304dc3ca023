"""What utterances are taken for; without the encoder, so that it is quick."""

import json

import numpy as np
import pytest

from coach.dialogue.listen_lexicon import load_lexicon
from coach.knowledge.lexical import fold
from coach.labels import Code
from coach.practice.coding import (
    UtteranceCoder,
    echo,
    folds,
    load_examples,
    parts,
    questions,
)
from coach.practice.openers import Openers
from tests.conftest import ROOT

KNOWLEDGE = ROOT / "knowledge"
DEV = ROOT / "evals" / "cases" / "utterances-dev.jsonl"
DEV2 = DEV.with_name("utterances-dev2.jsonl")


@pytest.fixture(scope="module")
def coder() -> UtteranceCoder:
    return UtteranceCoder(
        load_lexicon(KNOWLEDGE), Openers.load(KNOWLEDGE), load_examples(KNOWLEDGE)
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Hoe was dat voor u, die middag op het gemeentehuis?", Code.OPEN_VRAAG),
        ("Heeft u hem daarna nog gebeld?", Code.GESLOTEN_VRAAG),
        ("Wat moet dat zwaar zijn geweest voor jullie.", Code.ERKENNING),
        ("Je moet gewoon wat vaker bellen.", Code.ADVIES_ZONDER_TOESTEMMING),
        ("Dat heeft u toch echt zelf veroorzaakt.", Code.CONFRONTATIE),
        ("Maak je geen zorgen, het komt allemaal goed.", Code.VERZACHTEN_OF_OMZEILEN),
        ("Ruben wil je niet meer zien.", Code.BOODSCHAP),
        ("Goedemorgen.", Code.OVERIG),
    ],
)
def test_clear_sentences(coder: UtteranceCoder, text: str, code: Code) -> None:
    assert code in coder.codes(text)


def test_several_codes_in_one_utterance(coder: UtteranceCoder) -> None:
    found = coder.codes("Wat verdrietig dat het zo gelopen is. Wat zou je haar willen zeggen?")
    assert {Code.ERKENNING, Code.OPEN_VRAAG} <= set(found)


@pytest.mark.parametrize("text", ["", "…", "asdf qwer", "12345", "😀", "x" * 5000])
def test_anything_gets_a_code(coder: UtteranceCoder, text: str) -> None:
    assert coder.codes(text)


def test_words_taken_over_are_an_echo() -> None:
    assert echo("Je stond een uur in de regen.", "Ik stond een uur in de regen.") == 1.0
    assert echo("Je voelt je vergeten.", "Ik stond een uur in de regen.") == 0.0
    assert echo("", "iets") == 0.0


def test_a_cluster_is_never_split() -> None:
    examples = load_examples(KNOWLEDGE)
    place = folds(examples, 5)
    clusters: dict[str, set[int]] = {}
    for example, fold_ in zip(examples, place, strict=True):
        clusters.setdefault(example.cluster, set()).add(fold_)
    assert all(len(found) == 1 for found in clusters.values())
    assert set(place) == set(range(5))


def test_exemplars_are_enough_and_none_stands_in_the_dev_cases() -> None:
    examples = load_examples(KNOWLEDGE)
    texts = [fold(example.text) for example in examples]
    assert len(texts) >= 2000 and len(set(texts)) == len(texts)
    for code in Code:
        assert sum(code in example.codes for example in examples) >= 60, code
    lines = [line for file in (DEV, DEV2) for line in file.read_text("utf-8").splitlines()]
    dev = {fold(json.loads(line)["text"]) for line in lines}
    assert not dev & set(texts)


CLOSING = {Code.CONFRONTATIE, Code.ADVIES_ZONDER_TOESTEMMING, Code.VERZACHTEN_OF_OMZEILEN}


@pytest.mark.parametrize(
    "text",
    [
        "oke. hoe oud is je broer nu ook alweer",
        "haha die is leuk. van wie is die fiets",
        "waarom wil je daar zo graag heen",
        "klopt. wat zei de school dan",
        "Is dat brood voor je dochter?",
    ],
)
def test_a_clumsy_question_is_a_question_and_no_fight(coder: UtteranceCoder, text: str) -> None:
    found = set(coder.codes(text))
    assert found & {Code.OPEN_VRAAG, Code.GESLOTEN_VRAAG} and not found & CLOSING


def test_what_points_elsewhere_is_heeded(coder: UtteranceCoder) -> None:
    """The message is known by its own words, and what is nothing like it is not the message."""
    plain = "Het antwoord is nee. Het blijft zoals het is."
    assert Code.BOODSCHAP in coder.codes(plain, lean=Code.BOODSCHAP)
    assert Code.BOODSCHAP not in coder.codes("Hij wil je niet zien.", never=Code.BOODSCHAP)


def test_a_question_after_a_run_up_is_a_question() -> None:
    asked = questions("Ik geef geen tips. Mag ik iets vragen, hoe was de laatste keer?")
    assert asked[-1] == "hoe was de laatste keer?" and len(asked) == 2
    assert questions("Ik wacht, neem de tijd.") == []


def test_what_is_wondered_aloud_is_asked() -> None:
    openers = Openers.load(KNOWLEDGE)
    assert openers.form("Ik ben benieuwd hoe dat voor je was.") == "open"
    assert openers.form("Vertel eens over Kim.") == "open"
    assert openers.form("Ik ben er.") == ""


def _sure(monkeypatch: pytest.MonkeyPatch, coder: UtteranceCoder, *codes: Code) -> None:
    row = np.asarray([[float(code in codes) for code in Code]])
    monkeypatch.setattr(coder, "chances", lambda texts: row)


def test_a_question_is_never_only_a_greeting(
    coder: UtteranceCoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    _sure(monkeypatch, coder, Code.OVERIG)
    assert coder.codes("Ik eet even mee. Maar serieus, weten ze hiervan?") == [Code.GESLOTEN_VRAAG]
    assert coder.codes("Ik eet even mee. Lekker weer vandaag.") == [Code.OVERIG]


def test_kind_words_hide_nothing_unless_a_wording_of_it_stands_beside_them(
    coder: UtteranceCoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    _sure(monkeypatch, coder, Code.ERKENNING, Code.VERZACHTEN_OF_OMZEILEN)
    soothing = Code.VERZACHTEN_OF_OMZEILEN
    assert soothing not in coder.codes("Er is iemand minder aan tafel. Dat is leeg.")
    assert soothing in coder.codes("Dat is naar, maar het komt vast goed.")


def test_the_formal_u_ends_a_sentence() -> None:
    assert parts("Dank u. Hoe gaat het met u?") == ["Dank u.", "Hoe gaat het met u?"]
