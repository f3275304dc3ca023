"""The handbook that the ingest cases are made of: chapters of Kier's own passages.

Contract: ``load()`` reads ``evals/cases/ingest/questions.json`` and fills in the passages;
``expected`` gives one entry of the expect file. Knows no file format.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coach.knowledge.content import load_passages

SOURCE = Path(__file__).resolve().parent.parent / "cases" / "ingest" / "questions.json"


@dataclass(frozen=True)
class Section:
    """One section with a question, the sentence that answers it, and the text around it."""

    title: str
    paragraphs: tuple[str, ...]
    question: str
    sentence: str


@dataclass(frozen=True)
class Chapter:
    """One chapter."""

    title: str
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Book:
    """The handbook; ``hidden`` may never surface; list and table stand at the end."""

    title: str
    hidden: str
    chapters: tuple[Chapter, ...]
    items: tuple[str, ...]
    table: tuple[tuple[str, ...], ...]

    @property
    def sections(self) -> list[Section]:
        """All sections in order."""
        return [section for chapter in self.chapters for section in chapter.sections]


def load() -> Book:
    """The handbook."""
    source = json.loads(SOURCE.read_text(encoding="utf-8"))
    passages = {passage.id: passage for passage in load_passages()}
    chapters = []
    for chapter in source["chapters"]:
        sections = []
        for entry in chapter["sections"]:
            passage = passages[entry["passage"]]
            text = tuple(" ".join(part.split()) for part in passage.text.split("\n\n"))
            sections.append(Section(passage.title, text, entry["q"], entry["sentence"]))
        chapters.append(Chapter(chapter["title"], tuple(sections)))
    return Book(
        source["title"],
        source["hidden"],
        tuple(chapters),
        tuple(source["list"]),
        tuple(tuple(row) for row in source["table"]),
    )


def expected(book: Book, page: Callable[[Section], int | None]) -> dict[str, Any]:
    """What the suite should find in a file that holds the whole book."""
    questions = [
        {"q": section.question, "sentence": section.sentence, "page": page(section)}
        for section in book.sections
    ]
    return {"title": book.title, "questions": questions, "hidden": book.hidden}
