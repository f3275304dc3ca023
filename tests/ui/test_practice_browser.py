"""A whole practice in a real Chromium, wide and on a phone, as a trainee would do it."""

import os

import pytest
from playwright.sync_api import Browser, Page, expect

from coach.labels import Door
from coach.ui.texts import practice as texts
from tests.ui.test_browser import ANSWERS, PATIENCE, address, browser, enter, pytestmark, say

__all__ = ["address", "browser", "pytestmark"]


def _picture(page: Page, width: int, name: str) -> None:
    folder = os.environ.get("KIER_PICTURES")
    if folder:
        page.screenshot(path=f"{folder}/{width}-{name}.png", full_page=True)


#: The partners stand there when coach and coder are loaded. On a busy machine that takes minutes,
#: all of them in the first test that asks for it; it is not what is tested here.
LOADED = 500_000


def _partners(page: Page) -> None:
    page.wait_for_selector("#kier-who input", timeout=LOADED)


def _say(page: Page, text: str, count: int) -> None:
    page.fill("#kier-practice-box textarea", text)
    page.click("#kier-say")
    # A sentence that still waits for its answer stands elsewhere: counted is what was answered.
    said = page.locator("#kier-practice-log .kier-user, #kier-sides .kier-user")
    expect(said).to_have_count(count, timeout=PATIENCE)


@pytest.mark.parametrize("width", [1280, 390])
def test_from_contract_to_looking_back(address: str, browser: Browser, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 850})
    page.set_default_timeout(PATIENCE)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(address)
    page.click("#kier-door-practice")
    _partners(page)
    page.get_by_text("Anja, moeder van Kim").first.click()
    expect(page.locator("#kier-brief")).to_contain_text("Kim wil haar moeder")
    _picture(page, width, "choose")
    page.click("#kier-practice-begin")
    expect(page.locator("#kier-partner")).to_contain_text(texts.DOOR[Door.DICHT])
    # The button stood far down: a new part of the page is read from its beginning.
    expect(page.locator("#kier-partner")).to_be_in_viewport()
    _say(page, "Je moet haar gewoon wat ruimte geven.", 1)
    page.click("#kier-nudge")
    expect(page.locator("#kier-practice-notice")).to_contain_text("Een duwtje")
    page.click("#kier-again")
    expect(page.locator("#kier-practice-box textarea")).to_have_value(
        "Je moet haar gewoon wat ruimte geven."
    )
    expect(page.locator("#kier-practice-box")).to_be_in_viewport()
    _say(page, "Kim wil je op dit moment niet zien.", 2)
    _picture(page, width, "what-if")
    _say(page, "Dit komt hard aan, dat zie ik.", 3)
    page.fill("#kier-practice-box textarea", "half getypt")
    page.click("#kier-pause")
    page.click("#kier-resume")
    # What was typed is still there, and what is typed next is not overwritten either.
    expect(page.locator("#kier-practice-box textarea")).to_have_value("half getypt")
    page.fill("#kier-practice-box textarea", "stop")
    page.press("#kier-practice-box textarea", "Enter")
    page.wait_for_selector("#kier-first-answer textarea")
    expect(page.locator("#kier-observe h2")).to_be_in_viewport()
    page.click("#kier-observe-next")
    expect(page.locator("#kier-observe")).to_contain_text(texts.OBSERVE_NEEDED)
    page.fill("#kier-first-answer textarea", "Ze werd stil.")
    page.click("#kier-observe-next")
    looked = page.locator("#kier-looked")
    expect(looked).to_contain_text("Ze werd stil.")
    expect(looked.locator(".kier-note")).not_to_have_count(0)
    assert looked.locator(".kier-note").count() <= 2
    expect(page.locator("#kier-look h2").first).to_be_in_viewport()
    drawn = looked.locator(".kier-timeline svg:visible")
    expect(drawn).to_have_count(1)
    # The whole conversation at a glance, also on a phone.
    room = page.locator(".kier-timeline-scroll")
    assert room.evaluate("one => one.scrollWidth <= one.clientWidth")
    page.fill("#kier-retry-box textarea", "Wat gaat er door je heen?")
    page.click("#kier-retry")
    expect(page.locator("#kier-retried .kier-branch")).to_have_count(2)
    _picture(page, width, "look")
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert faults == []
    page.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_a_prepared_conversation_is_practised(address: str, browser: Browser, width: int) -> None:
    """‘Oefen dit gesprek’ on the talk page: message, fear and first sentence come along."""
    page = browser.new_page(viewport={"width": width, "height": 850})
    page.set_default_timeout(PATIENCE)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(address)
    enter(page)
    say(page, ANSWERS[0])
    page.fill("#kier-card-boodschap textarea", "Je dochter wil je nu niet zien.")
    page.fill("#kier-card-tegenop textarea", "Dat ze instort.")
    page.fill("#kier-card-eerste_zin textarea", "Ik kom met een moeilijke boodschap.")
    page.click("#kier-practise")
    _partners(page)
    brief = page.locator("#kier-brief")
    expect(brief).to_contain_text("Je dochter wil je nu niet zien.")
    expect(brief).to_contain_text("Dat ze instort.")
    expect(page.locator("#kier-aim input:checked")).to_have_count(1)
    _picture(page, width, "brought")
    page.click("#kier-practice-begin")
    expect(page.locator("#kier-practice-box textarea")).to_have_value(
        "Ik kom met een moeilijke boodschap."
    )
    page.click("#kier-say")
    expect(page.locator("#kier-practice-log .kier-user")).to_have_count(1)
    _picture(page, width, "brought-said")
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert faults == []
    page.close()
