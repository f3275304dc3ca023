"""The ingest suite sees what is found, what is missed and what surfaced."""

import json
from pathlib import Path

import pytest

from coach.errors import CasesUnreadable
from coach.knowledge.lexical import Tokens
from evals.bench.documents import expected, load
from evals.bench.documents_pdf import one_column
from evals.bench.documents_word import write_markdown
from evals.suites import ingest
from tests.conftest import WordEncoder


def test_good_and_bad_files(tmp_path: Path) -> None:
    book = load()
    pdf, pages = one_column(book)
    pdf.save(tmp_path / "goed.pdf")
    write_markdown(book, tmp_path / "lek.md")
    with (tmp_path / "lek.md").open("a", encoding="utf-8") as file:
        file.write(f"\n{book.hidden}\n")
    (tmp_path / "leeg.pdf").write_bytes(b"")
    wrong = expected(book, lambda section: None) | {"title": "Iets anders"}
    wrong["questions"] = [{"q": "Wat staat er niet?", "sentence": "Dit staat er niet."}]
    expect = tmp_path / "expect.json"
    expect.write_text(
        json.dumps(
            {
                "goed.pdf": expected(book, pages.get),
                "lek.md": wrong,
                "leeg.pdf": {"refused": True},
            }
        ),
        encoding="utf-8",
    )
    found = ingest.run(tmp_path, expect, WordEncoder(), Tokens())
    good, leak = found["files"]["goed.pdf"], found["files"]["lek.md"]
    assert good["title_right"] and good["literal"] and good["surfaced"] == []
    assert all(q["in_text"] and q["in_one_passage"] for q in good["questions"])
    assert all(q["page"] == q["page_expected"] for q in good["questions"])
    assert sum(q["rank"] == 1 for q in good["questions"]) >= 10
    assert leak["surfaced"] == [book.hidden] and not leak["title_right"]
    assert leak["questions"][0]["rank"] is None
    assert "leeg" in found["refused"]["leeg.pdf"]
    measures = found["measures"]
    assert measures["read"] == 1.0 and measures["refused as expected"] == 1.0
    assert measures["title"] == 0.5 and measures["hidden stays hidden"] == 0.5
    assert measures["sentence in text"] == round(15 / 16, 4)


def test_a_broken_expect_file(tmp_path: Path) -> None:
    path = tmp_path / "expect.json"
    for text in ("[]", "{", '{"a.pdf": {"questions": [{"q": 1}]}}'):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(CasesUnreadable):
            ingest.run(tmp_path, path, WordEncoder(), Tokens())
