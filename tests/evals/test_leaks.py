"""A test case that was seen before is found, by id."""

from pathlib import Path

import yaml

from evals.leaks import canaries, compare, compare_marks, of_cases, of_content, split_files
from tests.conftest import WordEncoder

SAID = "moeder wil haar dochter morgen al weer thuis hebben en ik durf niet"


def test_a_planted_leak_is_found_and_an_own_sentence_is_not(tmp_path: Path) -> None:
    content = tmp_path / "knowledge"
    content.mkdir()
    planted = {"clusters": {"a": [f"Ja maar {SAID.upper()}, zei ze."]}}
    (content / "voorbeelden.yaml").write_text(yaml.safe_dump(planted), encoding="utf-8")
    test = tmp_path / "x-test.jsonl"
    test.write_text(
        f'{{"id": "t1", "text": "{SAID}"}}\n{{"id": "t2", "turns": ["iets heel anders", "hoi"]}}\n',
        encoding="utf-8",
    )
    found = compare(of_cases([test]), of_content(content, tmp_path))
    assert [(leak.case, leak.place, leak.kind) for leak in found] == [
        ("x-test.jsonl t1", "knowledge/voorbeelden.yaml", "gram")
    ]
    assert "moeder" not in str(found)


def test_the_same_short_text_and_the_same_meaning(tmp_path: Path) -> None:
    dev, test = tmp_path / "x-dev.jsonl", tmp_path / "x-test.jsonl"
    dev.write_text(
        '{"id": "d1", "text": "wat vind jij ervan"}\n'
        '{"id": "d2", "text": "vader belde gisteren boos op"}\n',
        encoding="utf-8",
    )
    test.write_text(
        '{"id": "t1", "text": "Wat vind jij ervan?"}\n'
        '{"id": "t2", "text": "gisteren belde vader boos op"}\n'
        '{"id": "t3", "text": "de rechter beslist pas over een maand"}\n',
        encoding="utf-8",
    )
    assert split_files(tmp_path) == ([test], [dev])
    found = compare(of_cases([test]), of_cases([dev]), WordEncoder())
    kinds = {leak.case.split()[1]: leak.kind for leak in found}
    assert kinds == {"t1": "exact", "t2": "cosine"}


def test_a_canary_outside_its_file_is_a_leak(tmp_path: Path) -> None:
    test = tmp_path / "x-test.jsonl"
    test.write_text('{"id": "t1", "text": "a", "canary": "7d0b6f0e-2c1e"}\n', encoding="utf-8")
    (tmp_path / "prompts").mkdir()
    (tmp_path / "prompts" / "p.md").write_text("zie 7d0b6f0e-2c1e hier", encoding="utf-8")
    known = of_content(tmp_path / "prompts", tmp_path)
    assert [leak.place for leak in compare_marks(canaries([test]), known)] == ["prompts/p.md"]
