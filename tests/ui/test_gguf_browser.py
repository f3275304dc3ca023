"""A model file of our own in a real Chromium: switched on, ten turns through llama.cpp, put away.

The file has random weights, so almost all that it says fails the check and the guided voice takes
over: that is the point. What the page shows must be as good with such a model as without one.
"""

import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from coach.dialogue.check_form import questions
from coach.dialogue.model_voice import BROKEN
from coach.labels import Rule, VoiceName
from coach.ui import texts
from coach.ui.texts import models
from coach.ui.texts import voice as voice_texts
from evals.bench.make_model import Shape, write
from tests.ui.serving import serving
from tests.ui.slow_model_server import SLOWLY, WRITES
from tests.ui.test_browser import ANSWERS, PATIENCE, browser, enter, pytestmark, say

__all__ = ["browser", "pytestmark"]

# Small enough for ten turns in a test.
SHAPE = Shape(4, 256, 768, 4, 2, 64, 8000, context=8192, quantised=False)
STOPPED_TURN = 5
FOREIGN = re.compile(
    r"<\||\|>|im_start|im_end|endoftext|</?think|\[ongebruikt|\]\(|https?:|www\.|�", re.IGNORECASE
)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kier")


@pytest.fixture(scope="module")
def address(data: Path) -> Iterator[str]:
    # What a run before this one chose would be switched on by itself.
    (data / "models" / "choice.json").unlink(missing_ok=True)
    with serving(data, 7940, ("-m", "tests.ui.slow_model_server")) as url:
        yield url


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("llama_cpp", reason="llama-cpp-python is not built here: run 'make llm'")
    return write(tmp_path_factory.mktemp("model") / "mijn model.gguf", SHAPE)


@pytest.fixture(params=[1280, 390])
def page(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": request.param, "height": 900})
    opened.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)  # a busy machine is no fault
    opened.goto(address)
    yield opened
    expect.set_options(timeout=None)
    opened.close()


def _picture(page: Page, name: str) -> None:
    assert page.viewport_size is not None
    width = page.viewport_size["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if folder := os.environ.get("KIER_SHOTS"):
        page.screenshot(path=f"{folder}/{width}-{name}.png", full_page=True)


def _back(page: Page) -> None:
    page.get_by_role("button", name=texts.BACK).locator("visible=true").click()


def _switch_on(page: Page, file: Path) -> int:
    """Loads the file; gives how many failed checks were counted before."""
    page.click("#kier-door-model")
    expect(page.locator("#kier-model-state")).to_contain_text(models.NONE)
    page.click("#kier-model-file-part button")
    page.fill("#kier-model-file textarea, #kier-model-file input", str(file))
    page.click("#kier-model-use-file")
    expect(page.locator("#kier-model-state")).to_contain_text("staat aan")
    # What the other width counted before is only shown while the model is on.
    before = sum(_failed(page).values())
    _picture(page, "1-loaded")
    _back(page)
    return before


def _failed(page: Page) -> dict[str, int]:
    """The counts of failed checks by rule, as the page about the model shows them."""
    rows = page.locator("#kier-model-state .kier-model-checks tr")
    cells = [row.split("\t") for row in rows.all_inner_texts()]
    return {rule.strip(): int(count) for rule, count in cells}


def _watch(page: Page) -> None:
    """Keeps every state of the reply in the making that the page ever showed."""
    page.evaluate(
        "window.kierSeen = []; new MutationObserver(() => {"
        " const b = document.querySelector('#kier-live .kier-coach');"
        " if (b) { window.kierSeen.push(b.innerText); } })"
        ".observe(document.querySelector('#kier-live'),"
        " {childList: true, subtree: true, characterData: true})"
    )


def _reply(page: Page) -> VoiceName:
    """Holds the newest reply against what every reply must be; gives whose it is."""
    bubble = page.locator("#kier-log .kier-coach").last
    said = "\n".join(bubble.locator(":scope > p.kier-text").all_inner_texts())
    assert questions(said) == 1, said
    assert bubble.locator(".kier-question").inner_text().endswith("?")
    assert not FOREIGN.search(said), said
    assert bubble.locator("a, img, script").count() == 0
    assert len(said.split()) <= 120, said
    who = bubble.locator(".kier-who").inner_text()
    return next(n for n, words in voice_texts.SPOKE.items() if who == f"{texts.NAME} · {words}")


def _stop_while_it_writes(page: Page, message: str, data: Path) -> None:
    """Sends, and presses Stop once the model has begun to write."""
    before = page.locator("#kier-log .kier-user").count()
    begun = data / WRITES
    begun.unlink(missing_ok=True)
    page.fill("#kier-box textarea", message)
    page.press("#kier-box textarea", "Enter")
    until = time.monotonic() + PATIENCE / 1000
    while not begun.exists():
        assert time.monotonic() < until, "the model did not begin to write"
        page.wait_for_timeout(200)
    page.click("#kier-stop")
    expect(page.locator("#kier-notice")).to_contain_text(texts.STOPPED)
    expect(page.locator("#kier-box textarea")).to_have_value(message)
    expect(page.locator("#kier-live .kier-bubble")).to_have_count(0)
    page.wait_for_timeout(1500)
    assert page.locator("#kier-log .kier-user").count() == before
    _picture(page, "2-stopped")


@pytest.mark.parametrize("page", [1280], indirect=True)
def test_ten_turns_with_a_model_that_talks_nonsense(
    page: Page, file: Path, data: Path, tmp_path: Path
) -> None:
    before = _switch_on(page, file)
    enter(page)
    # Loading may take long on a busy machine; it is not what is tested here.
    page.wait_for_function(
        "!document.querySelector('#kier-talk .kier-loading .kier-notice')", timeout=500_000
    )
    page.locator("#kier-voice").get_by_label(voice_texts.CHOICES[VoiceName.MODEL]).check()
    _watch(page)
    spoke = []
    for number, answer in enumerate(ANSWERS, 1):
        if number == STOPPED_TURN:
            _stop_while_it_writes(page, f"{answer} Dat zeg ik {SLOWLY}.", data)
        say(page, answer)
        assert page.locator("#kier-log .kier-user").count() == number
        spoke.append(_reply(page))
    assert page.locator(".kier-signal").count() == 0
    seen: list[str] = page.evaluate("window.kierSeen")
    assert not [text for text in seen if FOREIGN.search(text)]
    _picture(page, "3-ten-turns")
    with page.expect_download() as caught:
        page.click("#kier-markdown")
    caught.value.save_as(tmp_path / "kaart.md")
    saved = (tmp_path / "kaart.md").read_text(encoding="utf-8")
    assert "geen dossier" in saved and not FOREIGN.search(saved)

    _back(page)
    page.click("#kier-door-model")
    # The page looks again by itself; what was said last is on it within moments.
    expect(page.locator("#kier-model-state .kier-model-checks")).to_be_visible()
    expect(page.locator("#kier-model-state")).to_contain_text(models.SPEED)
    page.wait_for_timeout(3000)
    failed = _failed(page)
    _picture(page, "4-counters")
    # Two failed attempts for each reply the guided voice had to finish, at most one for the
    # model's own, at most two for the stopped one; and the model itself never broke.
    assert BROKEN not in failed and set(failed) <= set(Rule), failed
    own = spoke.count(VoiceName.MODEL)
    taken_over = len(spoke) - own
    counted = sum(failed.values()) - before
    assert 2 * taken_over <= counted <= 2 * taken_over + own + 2, (failed, spoke)

    page.click("#kier-model-unload")
    expect(page.locator("#kier-model-state")).to_contain_text(models.NONE)
    _back(page)
    enter(page)
    say(page, "Als het tegenzit, bel ik mijn collega.")
    assert _reply(page) is VoiceName.GUIDED
    assert page.locator("#kier-log .kier-user").count() == len(ANSWERS) + 1
    _picture(page, "5-guided")
