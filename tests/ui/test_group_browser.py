"""A whole meeting in a real Chromium: choosing, three steps, a reload, a phone, the report."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from coach.ui.texts import group_page as texts
from tests.ui.test_browser import PATIENCE, address, browser, pytestmark

__all__ = ["address", "browser", "pytestmark"]

MARKUP = "<img src=x>"


def _picture(page: Page, width: int, name: str) -> None:
    folder = os.environ.get("KIER_PICTURES")
    if folder:
        page.screenshot(path=f"{folder}/{width}-group-{name}.png", full_page=True)


def _opened(browser: Browser, address: str, width: int) -> tuple[Page, list[str]]:
    """A page in a context of its own, and what went wrong in it."""
    context = browser.new_context(viewport={"width": width, "height": 900}, accept_downloads=True)
    # A browser without a window cannot fill a screen.
    context.add_init_script("Element.prototype.requestFullscreen = undefined")
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    faults: list[str] = []

    def answered(dialog: Dialog) -> None:
        # Kier's own questions may be answered; what somebody typed must never ask one.
        if dialog.type == "alert":
            faults.append(dialog.message)
        dialog.accept()

    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("dialog", answered)
    page.goto(address)
    page.click("#kier-door-group")
    page.wait_for_selector("#kier-group-question input")
    return page, faults


def _step(page: Page, name: str) -> None:
    expect(page.locator("#kier-group-board .kier-gstep")).to_have_text(name, timeout=PATIENCE)


def _write(page: Page, text: str) -> None:
    page.fill("#kier-group-text textarea", text)
    page.click("#kier-group-write")
    expect(page.locator("#kier-group-table")).to_contain_text(text, timeout=PATIENCE)


def _key(page: Page, key: str) -> None:
    page.evaluate("document.activeElement && document.activeElement.blur()")
    page.keyboard.press(key)


def _state(page: Page, state: str) -> None:
    expect(page.locator(f"#kier-group-board .kier-g{state}")).to_have_count(1, timeout=PATIENCE)


@pytest.mark.parametrize("width", [1920, 390])
def test_a_meeting_from_choosing_to_the_report(
    address: str, browser: Browser, width: int, tmp_path: Path
) -> None:
    page, faults = _opened(browser, address, width)
    page.locator("#kier-group-question input").first.check()
    page.locator("#kier-group-safety input").nth(1).check()
    page.fill("#kier-group-minutes input", "65")
    page.click("#kier-group-propose")
    expect(page.locator("#kier-group-proposal .kier-gfirst")).to_contain_text("Incidentmethode")
    expect(page.locator("#kier-group-proposal .kier-goption")).to_have_count(3)
    names = "#kier-group-names :is(input, textarea)"
    page.fill(names, "Noor van der Velden, blauw")
    page.click("#kier-group-set-out")
    expect(page.locator("#kier-group-notice-pick")).to_contain_text("voornaam")
    page.fill(names, "Noor, blauw")
    page.click("#kier-group-set-out")
    _step(page, "Terugblik op de vorige keer")
    _picture(page, width, "before")

    # The clock by keyboard: start, next, next; nothing while typing.
    _key(page, " ")
    _state(page, "bezig")
    _key(page, "ArrowRight")
    _step(page, "Ieder noemt een voorval")
    page.focus("#kier-group-text textarea")
    page.keyboard.type(" g+ ")
    assert page.input_value("#kier-group-text textarea") == " g+ "
    page.fill("#kier-group-text textarea", "")
    assert not page.evaluate("document.body.classList.contains('kier-big')")
    _state(page, "bezig")
    _key(page, "ArrowRight")
    _step(page, "Eén voorval kiezen")

    # The step that asks for the case has its boxes open.
    page.fill("#kier-group-case textarea", f"Ik hing op toen moeder huilde. {MARKUP}")
    page.fill("#kier-group-case-question textarea", "Wat gebeurde er met mij?")
    page.click("#kier-group-case-save")
    table = page.locator("#kier-group-table")
    expect(table).to_contain_text(MARKUP, timeout=PATIENCE)
    _key(page, "ArrowRight")
    _step(page, "Alleen vragen")
    _write(page, "Wat hoorde je in haar stem?")
    _write(page, f"Wat deed je toen? {MARKUP}")
    assert table.locator("img").count() == 0
    page.click("#kier-group-ask")
    expect(page.locator("#kier-group-proposals li").first).to_be_visible(timeout=PATIENCE)
    assert page.locator("#kier-group-proposals li").count() <= 3
    page.click("#kier-group-leap-advies")
    expect(page.locator("#kier-group-lead")).to_contain_text(texts.LEAP_SAY)

    # Paused and reloaded, the clock stands where it stood.
    _key(page, " ")
    _state(page, "pauze")
    stood = page.inner_text("#kier-group-board .kier-gtime")
    page.reload()
    _step(page, "Alleen vragen")
    _state(page, "pauze")
    assert page.inner_text("#kier-group-board .kier-gtime") == stood
    expect(table).to_contain_text("Wat hoorde je in haar stem?")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    _picture(page, width, "questions")

    # Somebody else sees nothing, and follows with the code.
    page.click("#kier-group-pairing button")
    page.click("#kier-group-pair")
    code = page.inner_text("#kier-group-code .kier-gcode")
    phone, wrongs = _opened(browser, address, 390)
    assert phone.locator(".kier-board").count() == 0
    phone.click("#kier-group-joining button")
    box = "#kier-group-join-code :is(input, textarea)"
    phone.fill(box, "1")
    phone.click("#kier-group-join")
    expect(phone.locator("#kier-group-notice-choose")).to_contain_text("Deze code")
    phone.fill(box, code)
    phone.click("#kier-group-join")
    screen = phone.locator("#kier-group-follow-screen")
    expect(screen).to_contain_text("Alleen vragen")
    phone.reload()
    expect(screen).to_contain_text("Alleen vragen")
    assert "moeder huilde" not in phone.content()
    _key(page, "ArrowRight")
    expect(screen).to_contain_text("Analyse zonder de inbrenger", timeout=PATIENCE)
    expect(page.locator("#kier-group-ask")).to_have_count(0)
    phone.click("#kier-group-f-next")
    _step(page, "Adviesronde")
    _picture(phone, 390, "phone")

    # The big screen leaves only the board.
    _key(page, "g")
    expect(page.locator("#kier-group-write")).to_be_hidden()
    assert page.evaluate("document.querySelector('.kier-board').clientWidth > innerWidth * 0.85")
    _picture(page, width, "big")
    _key(page, "g")
    expect(page.locator("#kier-group-write")).to_be_visible()

    page.click("#kier-group-stop")
    page.wait_for_selector("#kier-group-close", state="visible")
    expect(screen).to_be_hidden(timeout=PATIENCE)
    _write(page, "Stilte is ook een antwoord.")
    page.fill("#kier-group-own-persoonlijk textarea", "Ik schrok van haar stem.")
    page.click("#kier-group-markdown")
    expect(page.locator("#kier-group-notice-close")).to_contain_text("Er is nog niet aan iedereen")
    page.fill("#kier-group-present input", "6")
    page.fill("#kier-group-agreed input", "6")
    page.click("#kier-group-consent")
    expect(page.locator("#kier-group-consented")).to_contain_text("Alle 6")
    _picture(page, width, "close")
    with page.expect_download() as loaded:
        page.click("#kier-group-markdown")
    loaded.value.save_as(tmp_path / "verslag.md")
    report = (tmp_path / "verslag.md").read_text(encoding="utf-8")
    for part in ("moeder huilde", "Stilte is ook een antwoord", "Ik schrok", "6 aanwezigen"):
        assert part in report
    with page.expect_download() as loaded:
        page.click("#kier-group-word")
    assert loaded.value.suggested_filename.endswith(".docx")

    page.click("#kier-group-erase")
    page.wait_for_selector("#kier-group-question input")
    page.reload()
    expect(page.locator("#kier-door-group")).to_be_visible()
    assert faults == [] and wrongs == []
    page.context.close()
    phone.context.close()
