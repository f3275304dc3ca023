"""The retrieval suite on a library of four texts, and the case files that go with the project."""

import json
import sys
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from coach.errors import CasesUnreadable
from coach.knowledge.collection import Library, Thresholds
from coach.knowledge.content import load_all
from coach.knowledge.index import Index
from coach.knowledge.lexical import Tokens
from coach.knowledge.units import Text, texts
from coach.labels import Theme
from coach.settings import Settings
from evals.casefiles import read_lines
from evals.suites import retrieval as suite
from tests.conftest import ROOT, WordEncoder

CANARY = "7d0b6f0e-2c1e-4c7a-9d43-5b8f2a6e91c4"
KINDS = {
    "trefwoord",
    "parafrase",
    "spreektaal",
    "typefout",
    "samenstelling",
    "verhaal",
    "buiten",
}


def text(name: str, theme: Theme, body: str, quotable: bool = True) -> Text:
    return Text(
        id=name,
        kind="handbook",
        title=name,
        text=body,
        themes=(theme,),
        actors=(),
        quotable=quotable,
        hash=name,
    )


TEXTS = [
    text(
        "bezoek",
        Theme.BEZOEK_EN_OMGANG,
        "De bezoekregeling loopt vast op tijd. Moeder komt steeds te laat bij het bezoek.",
    ),
    text(
        "woede",
        Theme.EMOTIE_EN_AGRESSIE,
        "Boosheid in een gesprek vraagt een grens. Vader slaat met zijn vuist op tafel.",
    ),
    text(
        "groep",
        Theme.INTERVISIE,
        "De inbrenger kiest een vraag voor de intervisie. Collega's stellen advies uit.",
    ),
    text(
        "verborgen",
        Theme.INTERVISIE,
        "Intervisie met collega's, inbrenger, vraag, advies en nog eens intervisie.",
        quotable=False,
    ),
]


@pytest.fixture
def coach(tmp_path: Path, encoder: WordEncoder) -> Any:
    index = Index(tmp_path)
    index.build(TEXTS, encoder)
    limits = Thresholds(dense=0.45, lexical=0.6)
    return SimpleNamespace(collection=Library(TEXTS, index, encoder, Tokens(), limits))


def write(path: Path, *cases: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(case) + "\n" for case in cases), encoding="utf-8")
    return path


CASES = (
    {
        "id": "a",
        "query": "moeder komt te laat bij het bezoek",
        "passages": {"bezoek": 2, "woede": 1},
        "kind": "trefwoord",
        "cluster": "bezoek",
    },
    {
        "id": "b",
        "query": "een vraag voor de intervisie",
        "themes": ["intervisie"],
        "kind": "spreektaal",
    },
    {"id": "c", "query": "xyzzy qwerty plugh", "themes": [], "kind": "buiten"},
)


def test_figures_of_each_system(coach: Any, tmp_path: Path) -> None:
    report = suite.run(coach, write(tmp_path / "c.jsonl", *CASES))
    assert report["cases"] == {
        "all": 3,
        "passages": 1,
        "themes": 1,
        "nothing_relevant": 1,
        "clusters": 3,
    }
    for system in suite.SYSTEMS:
        assert report[system]["success1"] == 1.0
        assert report[system]["kinds"]["trefwoord"]["mrr10"] == 1.0
        assert set(report[system]["kinds"]) == {"trefwoord", "spreektaal"}
        low, high = report[system]["intervals"]["success5"]
        assert low <= report[system]["success5"] <= high
    # Recall counts where passages were graded, and only there.
    assert report["dense"]["recall5"] == report["dense"]["kinds"]["trefwoord"]["recall5"] == 1.0
    assert report["dense"]["kinds"]["spreektaal"]["recall5"] is None
    assert report["encoder"] == "woorden-1"
    json.dumps(report)


def test_bm25_finds_only_what_shares_a_word(coach: Any, tmp_path: Path) -> None:
    report = suite.run(coach, write(tmp_path / "c.jsonl", CASES[0]))
    # "woede" (grade 1) shares no content word: BM25 misses it, the vectors rank it somewhere.
    assert report["bm25"]["recall5"] == 0.5
    # (2/log2(2)) / (2/log2(2) + 1/log2(3)) with linear gains.
    assert report["bm25"]["ndcg10"] == pytest.approx(2 / (2 + 0.63093), abs=1e-4)
    gap = report["difference"]["fused_minus_bm25"]["recall5"]
    assert gap["mean"] == 0.5 and gap["cases"] == 1 and gap["p"] == 1.0


def test_what_may_not_be_quoted_is_not_ranked(coach: Any, tmp_path: Path) -> None:
    cases = suite.read_cases(write(tmp_path / "c.jsonl", CASES[1]), coach.collection)
    assert set(cases[0].grades) == {"groep", "verborgen"}
    rankings = suite.ranked(coach.collection.scores(cases[0].query), coach.collection)
    assert all("verborgen" not in found for found in rankings.values())


def test_nothing_found_is_judged_as_the_coach_searches(coach: Any, tmp_path: Path) -> None:
    silence = suite.run(coach, write(tmp_path / "c.jsonl", *CASES))["no_hit"]
    assert silence["recall"] == silence["precision"] == 1.0
    assert silence["recall_interval"][0] < 0.3  # one case proves little


def test_no_hit_precision_and_recall() -> None:
    cases = [
        suite.RetrievalCase(str(n), "", "", str(n), {} if n < 4 else {"x": 1}, False)
        for n in range(10)
    ]
    found = suite.no_hit(cases, [True, True, True, False, True] + [False] * 5)
    assert (found["precision"], found["recall"]) == (0.75, 0.75)
    never = suite.no_hit(cases, [False] * 10)
    assert never["precision"] is None and never["recall"] == 0.0


def test_calibration_shows_every_pair_and_leaves_the_thresholds(coach: Any, tmp_path: Path) -> None:
    path = write(tmp_path / "c.jsonl", *CASES)
    before = coach.collection._thresholds
    lines: list[str] = []
    rows = suite.calibrate(coach, path, dense=(0.45, 5.0), lexical=(0.6, 1.01), show=lines.append)
    assert coach.collection._thresholds is before
    assert len(rows) == 4 and len(lines) == 5
    assert rows[0]["f1"] == 1.0 and rows[0]["refused"] == 0.0
    assert rows[-1]["dense"] == 5.0 and rows[-1]["refused"] == 1.0


@pytest.mark.parametrize(
    "wrong",
    [
        {"passages": {"bestaat-niet": 2}},
        {"passages": {"bezoek": 3}},
        {"passages": ["bezoek"]},
        {"themes": ["geen-thema"]},
    ],
)
def test_an_unknown_name_or_grade_is_refused(
    coach: Any, tmp_path: Path, wrong: dict[str, Any]
) -> None:
    with pytest.raises(CasesUnreadable):
        suite.run(coach, write(tmp_path / "c.jsonl", {"id": "a", "query": "x", **wrong}))


def test_an_id_twice_is_refused(coach: Any, tmp_path: Path) -> None:
    with pytest.raises(CasesUnreadable):
        suite.run(coach, write(tmp_path / "c.jsonl", CASES[0], CASES[0]))


def test_an_empty_file_gives_no_figures(coach: Any, tmp_path: Path) -> None:
    report = suite.run(coach, write(tmp_path / "c.jsonl"))
    assert report["fused"]["ndcg10"] is None and report["no_hit"]["recall"] is None


def test_without_the_package_a_sentence_says_so(
    coach: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ir_measures", None)
    with pytest.raises(suite.MeasuresMissing, match="ir-measures"):
        suite.run(coach, write(tmp_path / "c.jsonl", CASES[0]))


# The files below are read for their form only; no figure is made over the test file here.


@pytest.fixture(scope="module")
def library_texts() -> dict[str, Text]:
    content = load_all(Settings().content)
    return {text.id: text for text in texts(content.passages, content.cases)}


@pytest.mark.parametrize("split", ["dev", "test"])
def test_the_case_files_hold_together(split: str, library_texts: dict[str, Text]) -> None:
    cases = read_lines(
        ROOT / f"evals/cases/retrieval-{split}.jsonl", ("id", "query", "kind", "cluster", "split")
    )
    assert len({case["id"] for case in cases}) == len(cases)
    assert {case["kind"] for case in cases} == KINDS
    for case in cases:
        in_dev = sha256(case["cluster"].encode()).digest()[0] < 0.4 * 256
        assert case["split"] == split == ("dev" if in_dev else "test")
        assert ("passages" in case) != ("themes" in case)
        assert set(case.get("passages", {})) <= set(library_texts)
        assert set(case.get("passages", {}).values()) <= {1, 2}
        assert set(case.get("themes", ())) <= set(Theme)
        if case["kind"] == "buiten":
            assert case["passages"] == {}
        elif "passages" in case:
            assert 2 in case["passages"].values()
        else:
            assert case["themes"]


def test_the_test_file_is_marked_and_never_in_the_library(library_texts: dict[str, Text]) -> None:
    path = ROOT / "evals/cases/retrieval-test.jsonl"
    assert path.read_text(encoding="utf-8").count(CANARY) == 1
    queries = [case["query"] for case in read_lines(path)]
    for found in library_texts.values():
        assert CANARY not in found.text
        assert not any(query in found.text for query in queries if len(query) > 40)


def test_no_query_stands_in_both_files() -> None:
    dev, test = (
        {
            case["query"].casefold()
            for case in read_lines(ROOT / f"evals/cases/retrieval-{split}.jsonl")
        }
        for split in ("dev", "test")
    )
    assert not dev & test
