"""The page in a real Chromium: ten turns to an exported card, by keyboard, safely, on a phone."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from coach.ui import texts
from coach.ui.texts import models
from evals.bench.make_model import write
from tests.ui.serving import serving

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.enable_socket,
    # Where the suite must be whole (CI) a missing browser is a failure, elsewhere a gap that shows.
    pytest.mark.skipif(
        not Path(CHROMIUM).exists() and not os.environ.get("CI"),
        reason="no Chromium here; name one with CHROMIUM=…",
    ),
]
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run",
]  # fmt: skip
PATIENCE = 120_000

ANSWERS = [
    "Hoe vertel ik een moeder dat haar dochter haar niet meer wil zien? Ik zie er erg tegenop.",
    "Ik ben bang dat ze instort, of dat ze boos wordt op de pleegouders.",
    "Haar dochter zei letterlijk: ik hoef mama even niet te zien.",
    "Ze zal denken dat de pleegouders haar hebben opgestookt.",
    "Ik wil dat ze hoort dat ze belangrijk blijft.",
    "Dat ze blijft wachten en beschikbaar blijft.",
    "Ik heb een boodschap die pijn doet: je dochter wil je nu niet zien.",
    "Volgende week bij haar thuis, samen met de jeugdbeschermer.",
    "Dan blijf ik zitten en geef ik haar tijd.",
    "Na twee weken bel ik haar.",
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("kier"), 7900) as url:
        yield url


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    opened.set_default_timeout(PATIENCE)
    opened.goto(address)
    yield opened
    opened.close()


def enter(page: Page) -> None:
    page.click("#kier-door-talk")
    page.wait_for_selector("#kier-box textarea")


def say(page: Page, text: str) -> None:
    before = page.locator(".kier-coach").count()
    page.fill("#kier-box textarea", text)
    page.press("#kier-box textarea", "Enter")
    page.wait_for_function(
        "n => document.querySelectorAll('.kier-coach').length > n"
        " && !document.querySelector('.kier-status')",
        arg=before,
    )


def test_ten_turns_to_an_exported_card(page: Page, tmp_path: Path) -> None:
    asked: list[str] = []
    outside: list[str] = []
    page.on("request", lambda r: outside.append(r.url) if "127.0.0.1" not in r.url else None)
    enter(page)
    for answer in ANSWERS:
        say(page, answer)
        asked.append(page.locator(".kier-coach .kier-question").last.inner_text())
    assert all(question.endswith("?") for question in asked)
    assert len(set(asked)) == len(asked)
    filled = page.locator(".kier-card textarea").evaluate_all("all => all.map(a => a.value)")
    own = [line for text in filled for line in text.splitlines() if line]
    assert len(own) >= 3 and all(any(line in said for said in ANSWERS) for line in own)
    with page.expect_download() as caught:
        page.click("#kier-markdown")
    target = tmp_path / "kaart.md"
    caught.value.save_as(target)
    saved = target.read_text(encoding="utf-8")
    assert "geen dossier" in saved and re.sub(r"\W", "", own[0]) in re.sub(r"\W", "", saved)
    with page.expect_download() as caught:
        page.click("#kier-word")
    assert caught.value.suggested_filename.endswith(".docx")
    assert [url for url in outside if not url.startswith(("data:", "blob:"))] == []


def test_the_first_screen_says_what_it_is(page: Page) -> None:
    for sentence in (texts.AI_NOTICE, texts.STAYS_HERE, texts.NOT_DONE):
        expect(page.get_by_text(sentence).first).to_be_visible()
    assert page.locator(".kier-door").count() == 3


def test_markup_in_a_message_stays_text(page: Page) -> None:
    dialogs: list[str] = []
    requests: list[str] = []
    page.on("dialog", lambda d: (dialogs.append(d.message), d.dismiss()))
    page.on("request", lambda r: requests.append(r.url))
    enter(page)
    say(
        page,
        "<img src=x onerror=alert(1)> **vet** ![p](http://voorbeeld.invalid/p.png) ik zit vast",
    )
    assert page.locator(".kier-log img, .kier-log strong, .kier-log script").count() == 0
    assert "**vet**" in page.locator(".kier-user").last.inner_text()
    assert not dialogs and not any("invalid" in url for url in requests)


def test_nothing_typed_is_lost(page: Page) -> None:
    enter(page)
    long = "dit is te lang " * 1400
    page.fill("#kier-box textarea", long)
    page.press("#kier-box textarea", "Enter")
    expect(page.locator(".kier-notice").last).to_contain_text("hoogstens")
    assert page.input_value("#kier-box textarea") == long
    say(page, "ik zie op tegen het gesprek met vader")
    page.click("#kier-undo")
    expect(page.locator("#kier-box textarea")).to_have_value(
        "ik zie op tegen het gesprek met vader"
    )
    assert page.locator(".kier-user").count() == 0


def test_restart_asks_first_and_then_empties(page: Page) -> None:
    answers = iter([False, True])
    page.on("dialog", lambda d: d.accept() if next(answers) else d.dismiss())
    enter(page)
    say(page, "vader is boos op mij")
    page.click("#kier-restart")
    page.wait_for_timeout(800)
    assert page.locator(".kier-user").count() == 1
    page.click("#kier-restart")
    expect(page.locator(".kier-user")).to_have_count(0)


def test_danger_raises_a_card_that_stays(page: Page) -> None:
    enter(page)
    say(page, "Vader staat nu met een mes voor de deur van het pleeggezin.")
    card = page.locator(".kier-signal")
    expect(card).to_contain_text("112")
    expect(card).to_contain_text("mes")
    say(page, "De politie is gebeld.")
    expect(page.locator(".kier-signal")).to_contain_text("112")


def test_a_source_opens_to_the_whole_passage(page: Page) -> None:
    enter(page)
    say(
        page,
        "De moeder houdt de deur dicht na alles wat er met eerdere hulpverleners is misgegaan.",
    )
    source = page.locator(".kier-source").first
    quote = source.locator(".kier-quote").inner_text().strip("‘’")
    source.locator("summary").click()
    assert quote in source.locator("p.kier-text").inner_text()
    expect(source.locator("mark")).to_be_visible()


def test_card_edits_stay(page: Page) -> None:
    enter(page)
    page.fill("#kier-card-boodschap textarea", "Mijn eigen zin.")
    say(page, "ik moet moeder iets moeilijks vertellen over het bezoek")
    expect(page.locator("#kier-card-boodschap textarea")).to_have_value("Mijn eigen zin.")


def test_a_model_file_from_disk_is_switched_on_and_off(page: Page, tmp_path: Path) -> None:
    pytest.importorskip("llama_cpp", reason="llama-cpp-python is not built here: run 'make llm'")
    file = write(tmp_path / "klein.gguf")
    page.click("#kier-door-model")
    state = page.locator("#kier-model-state")
    expect(state).to_contain_text(models.NONE)
    page.click("#kier-model-file-part button")
    page.fill("#kier-model-file textarea, #kier-model-file input", str(tmp_path / "weg.gguf"))
    page.click("#kier-model-use-file")
    expect(state).to_contain_text("weg.gguf is er niet")
    page.fill("#kier-model-file textarea, #kier-model-file input", str(file))
    page.click("#kier-model-use-file")
    expect(state).to_contain_text("staat aan")
    page.click("#kier-model-unload")
    expect(state).to_contain_text(models.NONE)


def test_on_a_phone_nothing_sticks_out(browser: Browser, address: str) -> None:
    phone = browser.new_page(viewport={"width": 390, "height": 844})
    phone.set_default_timeout(PATIENCE)
    phone.goto(address)
    phone.click("#kier-door-model")
    expect(phone.locator("#kier-model-get")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    phone.get_by_role("button", name=texts.BACK).locator("visible=true").click()
    enter(phone)
    say(phone, "ik zie op tegen het gesprek met de pleegouders")
    width = phone.evaluate("document.documentElement.scrollWidth")
    assert width <= 390
    phone.close()
