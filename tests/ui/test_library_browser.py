"""'Kennis' in a real Chromium: search, add, review, find with its page, quoted in a talk, gone."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from docx import Document as Word
from playwright.sync_api import Browser, Locator, Page, expect

from coach.ui import texts
from coach.ui.shield import UPLOAD_MEGABYTES
from coach.ui.texts import keep as keep_texts
from coach.ui.texts import library as words
from tests.ui.held_server import HOLD
from tests.ui.serving import ready, serving
from tests.ui.test_browser import PATIENCE, browser, enter, pytestmark, say

__all__ = ["browser", "pytestmark"]

# What happens here does not depend on the width; the long road through a PDF is walked on both.
one_width = pytest.mark.parametrize("page", [1280], indirect=True)

PHRASE = "vier losse woorden samen"
SENTENCE = "Als de hanglamp in de nachtkamer uitvalt, belt de slaapwacht de huismeester."
PAGES = (
    "Dit protocol gaat over de nacht in het gezinshuis en over wie er dan bereikbaar is.",
    f"De slaapwacht loopt om elf uur een ronde. {SENTENCE} Daarna schrijft zij het op.",
)
CASE = (
    "Sanne Bakker kwam elke week te laat bij het bezoek met haar zoon en zei er niets over.",
    "De begeleider vroeg aan tafel wat er nodig was om de bus van kwart over twee te halen.",
    "Het kopje van de oma bleef heel, en dat was voor iedereen in de keuken een opluchting.",
)


def pdf(path: Path) -> Path:
    """A PDF of one paragraph a page, by hand."""
    parts: list[bytes] = []
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(PAGES)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(PAGES)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, text in enumerate(PAGES):
        lines = [text[at : at + 400] for at in range(0, len(text), 400)]
        wrapped = [part for line in lines for part in _wrapped(line)]
        shown = "".join(f"({line}) Tj 0 -16 Td " for line in wrapped)
        stream = f"BT /F1 12 Tf 60 760 Td {shown}ET".encode("cp1252")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    body = b"%PDF-1.4\n"
    for number, held in enumerate(objects, 1):
        parts.append(b"%010d 00000 n \n" % len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, held)
    count = len(objects) + 1
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, b"".join(parts))
    tail = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (count, len(body))
    path.write_bytes(body + table + tail)
    return path


def _wrapped(text: str) -> list[str]:
    lines, now = [], ""
    for word in text.split():
        if len(now) + len(word) > 75:
            lines.append(now.strip())
            now = ""
        now += f" {word}"
    return [*lines, now.strip()]


def word(path: Path) -> Path:
    made = Word()
    made.add_heading("Casus <b>bus</b>", level=1)
    for number, text in enumerate(CASE):
        made.add_heading(f"Deel {number + 1}", level=2)
        made.add_paragraph(text)
    made.save(str(path))
    return path


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kier")


@pytest.fixture(scope="module")
def address(data: Path) -> Iterator[str]:
    with serving(data, 7930, ("-m", "tests.ui.held_server")) as url:
        yield url


@pytest.fixture(params=[1280, 390])
def page(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": request.param, "height": 900})
    opened.set_default_timeout(PATIENCE)
    opened.on("dialog", lambda dialog: dialog.accept())
    opened.goto(address)
    opened.click("#kier-door-library")
    ready(opened, "library")
    yield opened
    assert opened.evaluate("document.documentElement.scrollWidth") <= request.param
    opened.close()


def search(page: Page, query: str) -> None:
    page.get_by_role("tab", name=words.TAB_SEARCH).click()
    page.fill("#kier-query textarea", query)
    page.press("#kier-query textarea", "Enter")
    expect(page.locator("#kier-found .kier-found")).to_be_visible()


def to_documents(page: Page) -> None:
    """An open vault without documents; the first time it is made."""
    page.get_by_role("tab", name=words.TAB_DOCUMENTS).click()
    faces = page.locator("#kier-library-none, #kier-library-locked, #kier-library-open")
    faces.locator("visible=true").first.wait_for()
    if page.locator("#kier-library-none").is_visible():
        page.click("#kier-library-make")
        page.fill("#kier-keep-new input", PHRASE)
        page.fill("#kier-keep-again input", PHRASE)
        page.click("#kier-keep-make")
        page.click("#kier-keep-noted")
        page.get_by_role("button", name=texts.BACK).locator("visible=true").click()
        page.click("#kier-door-library")
        page.get_by_role("tab", name=words.TAB_DOCUMENTS).click()
    elif page.locator("#kier-library-locked").is_visible():
        page.fill("#kier-keep-library input", PHRASE)
        page.get_by_role("button", name=keep_texts.OPEN).locator("visible=true").click()
    expect(page.locator("#kier-library-open")).to_be_visible()
    # What a test before this one left behind, when it failed halfway.
    labels = page.locator("#kier-documents label")
    while left := labels.count():
        labels.first.click()
        page.click("#kier-remove")
        expect(labels).to_have_count(left - 1)


def notice(page: Page, text: str | re.Pattern[str]) -> None:
    expect(page.locator("#kier-library-notice")).to_contain_text(text)


def drop(page: Page, path: Path) -> None:
    page.set_input_files("#kier-drop input[type=file]", str(path))


@contextmanager
def held(data: Path) -> Iterator[None]:
    """Files that are dropped in here are read only afterwards."""
    hold = data / HOLD
    hold.touch()
    try:
        yield
    finally:
        hold.unlink()


def label(page: Page, title: str) -> Locator:
    """The document of this title in the list; no test has two that begin alike."""
    return page.locator("#kier-documents label", has_text=re.compile(rf"^\s*{re.escape(title)} · "))


def choose(page: Page, title: str) -> None:
    label(page, title).click()
    expect(label(page, title).locator("input")).to_be_checked()


def remove(page: Page, title: str) -> None:
    choose(page, title)
    page.click("#kier-remove")
    notice(page, words.REMOVED.format(title=title))
    notice(page, "niets gevonden")
    expect(label(page, title)).to_have_count(0)


def test_search_works_without_a_vault(page: Page) -> None:
    search(page, "moeder komt niet opdagen bij het bezoek")
    card = page.locator("#kier-found .kier-hit").first
    marked = card.locator("mark").first
    expect(marked).to_be_visible()
    assert marked.inner_text().strip()
    card.get_by_text(words.ORIGIN).click()
    expect(card.locator(".kier-origin")).to_contain_text("Kier")
    search(page, "winterbanden belastingaangifte kwantumfysica")
    expect(page.locator("#kier-found")).to_contain_text(words.NOTHING)


def test_a_pdf_from_dropping_to_proof_of_removal(page: Page, tmp_path: Path, data: Path) -> None:
    to_documents(page)
    page.get_by_text(words.PRIORITY).locator("visible=true").first.click()
    drop(page, pdf(tmp_path / "nachtprotocol.pdf"))
    notice(page, "om na te kijken")
    left = [path for path in (data / "tijdelijk").rglob("*") if path.is_file()]
    assert left == []
    # What was just added is what one goes on with.
    expect(label(page, "nachtprotocol").locator("input")).to_be_checked()
    page.click("#kier-review")
    expect(page.locator("#kier-text")).to_contain_text("nacht in het gezinshuis")
    page.click("#kier-rest")
    page.click("#kier-finish")
    notice(page, "is in gebruik")
    search(page, "wie belt de slaapwacht als de lamp in de nachtkamer uitvalt")
    card = page.locator("#kier-found .kier-hit").first
    expect(card.locator("mark")).to_have_text(SENTENCE)
    expect(card).to_contain_text("bladzijde 2")
    card.get_by_text(words.ORIGIN).click()
    expect(card.locator(".kier-page img")).to_be_visible()
    page.get_by_role("button", name=texts.BACK).locator("visible=true").click()
    enter(page)
    say(page, "Ik weet niet wie de slaapwacht belt als de lamp in de nachtkamer uitvalt.")
    source = page.locator(".kier-source", has_text=SENTENCE).first
    expect(source).to_contain_text("bladzijde 2")
    expect(source).to_contain_text(texts.SOURCE_PRIORITY)
    page.get_by_role("button", name=texts.BACK).locator("visible=true").click()
    page.click("#kier-door-library")
    page.get_by_role("tab", name=words.TAB_DOCUMENTS).click()
    remove(page, "nachtprotocol")
    search(page, "wie belt de slaapwacht als de lamp in de nachtkamer uitvalt")
    expect(page.locator("#kier-found")).not_to_contain_text("hanglamp")


@one_width
def test_a_case_with_one_name_left_and_one_passage_left_out(page: Page, tmp_path: Path) -> None:
    to_documents(page)
    page.locator("#kier-kind").get_by_text(words.KINDS["case"]).click()
    drop(page, word(tmp_path / "bus.docx"))
    notice(page, "om na te kijken")
    choose(page, "Casus <b>bus</b>")  # markup in a title is text
    page.click("#kier-review")
    text = page.locator("#kier-text")
    expect(text.locator("mark")).not_to_have_count(0)
    expect(text).not_to_contain_text("Bakker")
    page.click("#kier-rest")  # a case is not taken over unseen
    expect(page.locator("#kier-library-notice")).to_contain_text("Bij een casus")
    page.locator("#kier-undo-names label", has_text="Bakker").click()
    expect(text).to_contain_text("Bakker")
    page.click("#kier-accept")
    expect(text).not_to_contain_text("Bakker")
    for done, said in enumerate(CASE[1:], 2):
        expect(text).to_contain_text(said)
        page.click("#kier-reject" if "kopje" in said else "#kier-accept")
        expect(page.locator("#kier-review-head")).to_contain_text(f"Nagekeken: {done} van 3")
    page.click("#kier-finish")
    notice(page, "Overgeslagen: 1")
    assert page.locator("#kier-library b").count() == 0
    search(page, "de bus van kwart over twee halen")
    expect(page.locator("#kier-found")).to_contain_text(CASE[1])
    search(page, "het kopje van de oma bleef heel in de keuken")
    expect(page.locator("#kier-found")).not_to_contain_text("kopje van de oma")
    page.get_by_role("tab", name=words.TAB_DOCUMENTS).click()
    remove(page, "Casus <b>bus</b>")


def test_a_file_that_is_too_large_is_told_before_it_is_sent(page: Page, tmp_path: Path) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    to_documents(page)
    large = tmp_path / "groot.pdf"
    with large.open("wb") as file:
        file.truncate((UPLOAD_MEGABYTES + 1) * 2**20)
    drop(page, large)
    notice(page, "‘groot.pdf’ is groter dan")
    assert not any("/upload" in url for url in sent)


def test_a_broken_file_is_one_sentence(page: Page, tmp_path: Path) -> None:
    to_documents(page)
    broken = tmp_path / "kapot.pdf"
    broken.write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog\n")
    drop(page, broken)
    notice(page, "‘kapot.pdf’ is beschadigd")
    expect(page.locator("#kier-library-open")).to_be_visible()
    assert page.locator("#kier-documents label").count() == 0


@one_width
def test_a_choice_stays_when_the_list_looks_afresh(page: Page, tmp_path: Path) -> None:
    to_documents(page)
    for name in ("keuken", "schuur"):
        note = tmp_path / f"{name}.txt"
        note.write_text(f"De sleutel hangt achter de deur bij de {name}.", encoding="utf-8")
        drop(page, note)
        expect(label(page, name)).to_have_count(1)
    choose(page, "keuken")
    page.get_by_role("tab", name=words.TAB_SEARCH).click()
    with page.expect_response(lambda answer: "/queue/data" in answer.url):
        page.get_by_role("tab", name=words.TAB_DOCUMENTS).click()
    expect(label(page, "keuken").locator("input")).to_be_checked()
    page.click("#kier-review")
    expect(page.locator("#kier-text")).to_contain_text("keuken")
    page.get_by_role("tab", name=words.TAB_SEARCH).click()
    page.get_by_role("tab", name=words.TAB_DOCUMENTS).click()
    expect(page.locator("#kier-text")).to_be_visible()
    page.click("#kier-review-back")
    remove(page, "keuken")
    remove(page, "schuur")


@one_width
def test_a_file_dropped_while_another_is_read_is_read_too(
    page: Page, tmp_path: Path, data: Path
) -> None:
    to_documents(page)
    with held(data):
        drop(page, pdf(tmp_path / "een.pdf"))
        expect(page.locator("#kier-library-progress")).to_contain_text("een.pdf")
        second = tmp_path / "twee.txt"
        second.write_text("De sleutel van het tuinhek hangt naast de achterdeur.", encoding="utf-8")
        drop(page, second)
        expect(page.locator("#kier-library-progress")).to_contain_text("twee.txt")
    expect(label(page, "een")).to_have_count(1)
    expect(label(page, "twee")).to_have_count(1)
    assert [path for path in (data / "tijdelijk").rglob("*") if path.is_file()] == []
    remove(page, "een")
    remove(page, "twee")


@one_width
def test_a_review_stays_open_when_another_file_was_read(
    page: Page, tmp_path: Path, data: Path
) -> None:
    to_documents(page)
    note = tmp_path / "keuken.txt"
    note.write_text("De sleutel hangt achter de deur bij de keuken.", encoding="utf-8")
    drop(page, note)
    expect(label(page, "keuken").locator("input")).to_be_checked()
    with held(data):
        drop(page, pdf(tmp_path / "meldpunt.pdf"))
        expect(page.locator("#kier-library-progress")).to_contain_text("meldpunt.pdf")
        choose(page, "keuken")
        page.click("#kier-review")
        expect(page.locator("#kier-text")).to_contain_text("keuken")
    notice(page, "‘meldpunt’ is gelezen")
    expect(page.locator("#kier-text")).to_contain_text("keuken")
    expect(page.locator("#kier-documents")).to_be_hidden()
    page.click("#kier-review-back")
    remove(page, "keuken")
    remove(page, "meldpunt")
