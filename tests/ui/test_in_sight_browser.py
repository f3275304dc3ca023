"""What must be seen is in sight, wide and on a phone: the reply, the card, what was replaced."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from coach.ui import texts
from coach.ui.texts import keep as keep_texts
from tests.ui.serving import ready
from tests.ui.test_browser import PATIENCE, address, browser, enter, pytestmark, say

__all__ = ["address", "browser", "pytestmark"]

LONG = "Ik vertel hoe het ging op dinsdag met de pleegouders en met de vader. " * 60
NAMED = "Mijn collega Fatima zei dat ik het moest melden op 06-12345678."


@pytest.fixture(params=[1280, 390])
def page(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": request.param, "height": 850})
    opened.set_default_timeout(PATIENCE)
    opened.goto(address)
    yield opened
    opened.close()


def _wide(page: Page) -> bool:
    size = page.viewport_size
    return size is not None and size["width"] > 900


def _answered(page: Page) -> None:
    """The whole of the newest question can be read, and the box to answer it is there too."""
    question = page.locator("#kier-log .kier-question").last
    expect(question).to_be_in_viewport(ratio=1)
    expect(page.locator("#kier-box textarea")).to_be_in_viewport()
    if _wide(page):
        assert page.evaluate("scrollY") == 0


def test_the_reply_and_not_ones_own_long_message(page: Page) -> None:
    enter(page)
    say(page, "Ik zie op tegen het gesprek met vader.")
    _answered(page)
    say(page, LONG)
    _answered(page)
    say(page, "Hij is boos op mij.")
    _answered(page)


def test_the_card_of_danger_is_seen_however_long_the_conversation(page: Page) -> None:
    enter(page)
    say(page, "Ik zie op tegen het gesprek met vader.")
    say(page, "Hij is vaak boos op mij.")
    say(page, "Vader staat nu met een mes voor de deur van het pleeggezin.")
    number = page.locator("#kier-signals .kier-number", has_text="112")
    expect(number).to_be_in_viewport(ratio=1)
    expect(page.locator("#kier-log .kier-coach").last).to_be_in_viewport()


def test_what_was_replaced_is_seen_before_and_after_and_can_be_undone(page: Page) -> None:
    enter(page)
    page.fill("#kier-box textarea", NAMED)
    expect(page.locator("#kier-preview .kier-swap").first).to_be_in_viewport(ratio=1)
    expect(page.locator("#kier-keep-names label").first).to_be_in_viewport(ratio=1)
    expect(page.locator("#kier-how")).to_be_hidden()
    say(page, NAMED)
    expect(page.locator("#kier-log .kier-user .kier-swap")).to_have_count(2)
    page.click("#kier-undo")
    expect(page.locator("#kier-box textarea")).to_have_value(NAMED)
    expect(page.locator("#kier-preview .kier-swap")).to_have_count(2)
    # What is on offer comes once more when typing pauses; a tick just before that finds nothing.
    page.wait_for_timeout(1500)
    page.locator("#kier-keep-names label", has_text="Fatima").click()
    expect(page.locator("#kier-preview .kier-swap")).to_have_count(1)
    say(page, NAMED)
    expect(page.locator("#kier-log .kier-user")).to_contain_text("Fatima")
    expect(page.locator("#kier-log .kier-user .kier-swap")).to_have_count(1)


def test_what_is_said_about_keeping_stands_with_the_button(page: Page) -> None:
    enter(page)
    page.click("#kier-keep-card")
    said = page.locator("#kier-card-notice")
    expect(said).to_contain_text(keep_texts.NOTHING_YET)
    expect(said.locator(".kier-notice")).to_be_in_viewport(ratio=1)


def test_the_browsers_back_button_leads_to_the_first_screen(page: Page) -> None:
    left: list[str] = []

    def asked(dialog: Dialog) -> None:
        left.append(dialog.type)
        dialog.accept()

    page.on("dialog", asked)
    enter(page)
    say(page, "Ik zie op tegen het gesprek met vader.")
    page.wait_for_function("history.state !== null")
    page.evaluate("history.back()")
    expect(page.locator("#kier-first")).to_be_visible()
    # The conversation is still there, at its newest reply; the door and Kier's own way back work.
    page.click("#kier-door-talk")
    expect(page.locator("#kier-log .kier-user")).to_have_count(1)
    _answered(page)
    page.get_by_role("button", name=texts.BACK).locator("visible=true").click()
    expect(page.locator("#kier-first")).to_be_visible()
    page.wait_for_function("history.state === null")
    assert left == []


def test_a_reply_is_seen_after_another_room_was_used(page: Page) -> None:
    enter(page)
    say(page, "Ik zie op tegen het gesprek met vader.")
    say(page, LONG)
    page.click("#kier-practise")
    # Whom Kier chose is told and not only ticked in a long list; the door and the box come next.
    expect(page.locator("#kier-brief h3").first).to_be_in_viewport(timeout=500_000)
    page.click("#kier-practice-begin")
    page.fill("#kier-practice-box textarea", "Dag, fijn dat je er bent.")
    page.press("#kier-practice-box textarea", "Enter")
    expect(page.locator("#kier-practice-log .kier-user")).to_have_count(1)
    if _wide(page):
        expect(page.locator("#kier-partner .kier-leaf")).to_be_in_viewport(ratio=1)
    page.get_by_role("button", name=texts.BACK).locator("visible=true").click()
    page.click("#kier-door-talk")
    _answered(page)
    said = page.locator("#kier-log .kier-coach").count()
    page.fill("#kier-box textarea", "Hij is boos op mij.")
    page.press("#kier-box textarea", "Enter")
    expect(page.locator("#kier-log .kier-coach")).to_have_count(said + 1)
    _answered(page)


def test_what_was_found_is_seen(page: Page) -> None:
    page.click("#kier-door-library")
    ready(page, "library")
    page.fill("#kier-query textarea", "moeder komt niet opdagen bij het bezoek")
    page.press("#kier-query textarea", "Enter")
    expect(page.locator("#kier-found .kier-hit h3").first).to_be_in_viewport(ratio=1)


def test_no_two_parts_have_the_same_name(page: Page) -> None:
    enter(page)
    page.fill("#kier-box textarea", NAMED)
    expect(page.locator("#kier-keep-names label").first).to_be_visible()
    ids = page.evaluate("[...document.querySelectorAll('[id^=kier-]')].map((part) => part.id)")
    assert sorted(ids) == sorted(set(ids))


def test_a_dark_computer_and_a_screen_reader_get_a_readable_dutch_page(
    browser: Browser, address: str
) -> None:
    page = browser.new_page(color_scheme="dark")
    page.set_default_timeout(PATIENCE)
    page.goto(address)
    enter(page)
    page.wait_for_function("document.documentElement.lang === 'nl'")
    page.wait_for_function("!document.body.classList.contains('dark')")
    colours = page.locator("#kier-log .kier-coach .kier-text").evaluate(
        "(said) => [getComputedStyle(said).color, getComputedStyle(document.body).backgroundColor]"
    )
    assert colours == ["rgb(42, 40, 37)", "rgb(250, 246, 239)"]
    page.close()
