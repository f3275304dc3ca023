"""Passages: literal, in order, within their section, of a fitting length."""

from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from coach.knowledge.documents.assemble import assemble
from coach.knowledge.documents.cutting import cut
from coach.knowledge.documents.errors import Unreadable
from coach.knowledge.documents.limits import Limits
from coach.knowledge.documents.parts import Draft, Part
from coach.knowledge.documents.shapes import Block, BlockKind, Read

SENTENCE = "Bel altijd eerst de ouder en schrijf daarna op wat je hebt gehoord van het kind. "
kinds: list[BlockKind] = ["heading", "paragraph", "list", "table"]


def _read(*parts: Part, pages: int = 0) -> Read:
    return assemble(Draft("text", parts=list(parts), pages=pages), "a.txt", Limits())


def _part(kind: BlockKind, text: str, level: int, page: int, cut_at: int) -> Part:
    breaks = ((0, page), (cut_at, page + 1)) if cut_at else ((0, page),)
    return Part(kind, text, level if kind == "heading" else 0, breaks)


words = st.text("abcé .,:?\n\u200b<|>-'’", min_size=1, max_size=40) | st.just(SENTENCE * 7)
some_parts = st.lists(
    st.builds(_part, st.sampled_from(kinds), words, st.integers(1, 4), st.integers(1, 3),
              st.integers(0, 5)),
    min_size=1, max_size=12,
)  # fmt: skip


@given(some_parts)
def test_every_passage_is_a_literal_part_of_the_text(parts: list[Part]) -> None:
    try:
        read = _read(*sorted(parts, key=lambda part: part.breaks[0][1]), pages=4)
    except Unreadable:
        return
    assert [(b.start, b.end) for b in read.blocks] == sorted((b.start, b.end) for b in read.blocks)
    assert read.pages[0].start == 0 and read.pages[-1].end == len(read.text)
    assert all(a.end == b.start for a, b in zip(read.pages, read.pages[1:], strict=False))
    pieces = cut(read)
    last = 0
    for piece in pieces:
        assert piece.text == read.text[piece.start : piece.end]
        assert piece.text and piece.text == piece.text.strip()
        assert piece.start >= last
        assert piece.hash == sha256(piece.text.encode()).hexdigest()
        assert piece.page == read.page_of(piece.start)
        last = piece.end
    for block in read.blocks:
        if block.kind == "heading" and block.level <= 2:
            inside = [p for p in pieces if p.start < block.end and p.end > block.start]
            assert all((p.start, p.end) == (block.start, block.end) for p in inside)
    # No word is lost: it stands in a passage, in a passage's path or in the title.
    kept = (
        read.title
        + "".join(read.text[p.start : p.end] for p in pieces)
        + "".join(heading for p in pieces for heading in p.headings)
    )
    for block in read.blocks:
        for word in read.text[block.start : block.end].split():
            assert word in kept


def test_lengths_and_paths() -> None:
    def paragraph(n: int) -> Part:
        return Part("paragraph", SENTENCE * n)

    read = _read(
        Part("heading", "Eén", 1), paragraph(4), paragraph(5), paragraph(3), paragraph(40),
        Part("heading", "Onder één", 2), paragraph(2), Part("heading", "Dieper", 3), paragraph(2),
        Part("heading", "Leeg", 1), Part("heading", "Twee", 1), paragraph(12),
    )  # fmt: skip
    pieces = cut(read)
    assert {p.headings for p in pieces} == {("Eén",), ("Eén", "Onder één"), (), ("Twee",)}
    assert [p.text for p in pieces if p.headings == ()] == ["Leeg"]
    long = [len(p.text.split()) for p in pieces if p.headings in {("Eén",), ("Twee",)}]
    assert all(120 <= count <= 250 for count in long)
    assert "Dieper" in next(p.text for p in pieces if p.headings == ("Eén", "Onder één"))


def test_cuts_fall_between_paragraphs_and_lists_stay_whole() -> None:
    items = "\n".join(f"- Punt {n}: bel de ouder en spreek daarna een dag af." for n in range(14))
    intro = "Dit is wat je doet voordat je gaat:"
    read = _read(
        Part("heading", "Kop", 1), Part("paragraph", SENTENCE * 8), Part("paragraph", SENTENCE * 8),
        Part("paragraph", intro), Part("list", items),
    )  # fmt: skip
    pieces = cut(read)
    assert any(items in piece.text and intro in piece.text for piece in pieces)
    edges = {b.start for b in read.blocks} | {b.end for b in read.blocks}
    assert all(piece.start in edges and piece.end in edges for piece in pieces)


def test_text_without_a_single_space_is_cut_too() -> None:
    text = "a" * 40_000
    read = Read("t", "text", text, (Block("paragraph", 0, len(text)),), (), ())
    pieces = cut(read)
    assert "".join(piece.text for piece in pieces) == text
    assert max(len(piece.text) for piece in pieces) < 6000


def test_a_title_by_itself_is_no_passage_to_look_at() -> None:
    read = _read(
        Part("heading", "Werkafspraken vervoer", 1), Part("heading", "Halen", 1),
        Part("paragraph", SENTENCE), Part("heading", "Brengen", 1),
    )  # fmt: skip
    assert read.title == "Werkafspraken vervoer"
    assert [piece.text for piece in cut(read)] == [SENTENCE.strip(), "Brengen"]
