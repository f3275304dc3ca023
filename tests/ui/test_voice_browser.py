"""A language model's voice in a real Chromium: who speaks, what is held back, what stops."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from coach.labels import VoiceName
from coach.ui.texts import voice as texts
from tests.ui.serving import serving
from tests.ui.test_browser import PATIENCE, browser, enter, pytestmark, say

__all__ = ["browser", "pytestmark"]
MODEL, GUIDED, BOTH = (
    texts.SPOKE[name] for name in (VoiceName.MODEL, VoiceName.GUIDED, VoiceName.BOTH)
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    data = tmp_path_factory.mktemp("kier")
    with serving(data, 7911, ("-m", "tests.ui.voice_server")) as url:
        yield url


@pytest.fixture(params=[1280, 390])
def page(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": request.param, "height": 900})
    opened.set_default_timeout(PATIENCE)
    opened.goto(address)
    enter(opened)
    # Loading may take long on a busy machine; it is not what is tested here.
    opened.wait_for_function(
        "!document.querySelector('#kier-talk .kier-loading .kier-notice')", timeout=500_000
    )
    yield opened
    if shots := os.environ.get("KIER_SHOTS"):
        name = request.node.name.replace("[", "-").strip("]")
        opened.screenshot(path=f"{shots}/{name}.png")
    opened.close()


def last(page: Page) -> str:
    return page.locator("#kier-log .kier-coach").last.inner_text()


def watch(page: Page) -> None:
    """Keeps every state of the reply in the making that the page ever showed."""
    page.evaluate(
        "window.kierSeen = []; new MutationObserver(() => {"
        " const b = document.querySelector('#kier-live .kier-coach');"
        " if (b) { window.kierSeen.push(b.innerText); } })"
        ".observe(document.querySelector('#kier-live'),"
        " {childList: true, subtree: true, characterData: true})"
    )


def watched(page: Page) -> list[str]:
    seen: list[str] = page.evaluate("window.kierSeen")
    assert seen
    return seen


def test_the_page_says_which_voice_spoke_and_the_user_chooses(page: Page) -> None:
    say(page, "Ik zie op tegen het gesprek met de moeder.")
    assert MODEL in last(page) and "Je zegt het zo" in last(page)
    page.get_by_label(texts.CHOICES[VoiceName.GUIDED]).check()
    say(page, "Ik ben bang dat ze dichtklapt.")
    assert GUIDED in last(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def test_a_verdict_is_never_on_the_page(page: Page) -> None:
    watch(page)
    say(page, "Zij denkt dat ze gelijk krijgt bij de moeder.")
    assert GUIDED in last(page)
    say(page, "Ik ben half onderweg met mijn gesprek.")
    assert BOTH in last(page) and "Je zegt het zo" in last(page)
    assert not any("heeft gelijk" in text for text in watched(page))


def test_what_was_shown_only_grows(page: Page) -> None:
    watch(page)
    say(page, "Ik zie op tegen het gesprek met de moeder.")
    whole = last(page)
    assert all(whole.startswith(text.strip()) for text in watched(page))


def test_stop_stops_the_model_and_gives_the_message_back(page: Page) -> None:
    message = "Ik zit al lang met dit verhaal over de moeder."
    page.fill("#kier-box textarea", message)
    page.press("#kier-box textarea", "Enter")
    page.wait_for_selector("#kier-live .kier-coach")
    # By now the model writes on without anything new to show: Stop must not wait for that.
    page.wait_for_timeout(3000)
    page.click("#kier-stop")
    expect(page.locator("#kier-box textarea")).to_have_value(message, timeout=20_000)
    expect(page.locator("#kier-live .kier-bubble")).to_have_count(0)
    page.wait_for_timeout(1500)
    assert page.locator("#kier-log .kier-user").count() == 0
    say(page, "Ik zie op tegen het gesprek met de moeder.")
    assert MODEL in last(page)


def test_another_answer_asks_something_else(page: Page) -> None:
    say(page, "Ik zie op tegen het gesprek met de moeder.")
    first = page.locator("#kier-log .kier-question").last.inner_text()
    page.click("#kier-again")
    expect(page.locator("#kier-log .kier-question").last).not_to_have_text(first)
    expect(page.locator("#kier-log .kier-user")).to_have_count(1)
