"""Intervision on its screens: the facilitator's, the big one beside it, a phone that drops out.

Real Chromium, over the server of ``group_server``.
"""

from playwright.sync_api import Browser, Page, expect

from coach.ui import texts as shared
from coach.ui.texts import group_page as texts
from tests.ui.test_browser import PATIENCE, browser, pytestmark
from tests.ui.test_group_browser import _key, _opened, _state, _step, _write
from tests.ui.test_group_methods_browser import (
    METHODS,
    Opened,
    _set_out,
    address,
    at_choosing,
    opened,
)

__all__ = ["address", "at_choosing", "browser", "opened", "pytestmark"]

INCIDENT = METHODS["incidentmethode"]
#: Smallest type on 1920 pixels that is read from three metres, and that of what a step asks.
FAR, ASKED = 24, 60


def _size(page: Page, part: str) -> float:
    """The font size as it is drawn, zoom counted."""
    found = page.locator(part).first.evaluate(
        "(e) => parseFloat(getComputedStyle(e).fontSize) * (e.currentCSSZoom || 1)"
    )
    return float(found)


def test_a_form_that_does_not_fit_warns_where_it_is_picked(at_choosing: Opened) -> None:
    page, faults = at_choosing
    # Kier does not propose gossip for an incident; who picks it in a new group of four is warned.
    page.check("#kier-group-question input[value='voorval']")
    page.check("#kier-group-safety input[value='nieuw']")
    page.fill("#kier-group-minutes input", "30")
    page.fill("#kier-group-size input", "4")
    page.click("#kier-group-propose")
    first = page.locator("#kier-group-proposal .kier-gfirst")
    expect(first).to_be_in_viewport(ratio=0.9, timeout=PATIENCE)
    card = page.locator("#kier-group-card")
    expect(card).not_to_contain_text(texts.WARNING)
    page.check("#kier-group-all input")
    page.check("#kier-group-pick input[value='roddelmethode']")
    expect(card).to_contain_text("dat het veilig is", timeout=PATIENCE)
    expect(card).to_contain_text("Met 4 mensen")
    page.check("#kier-group-pick input[value='incidentmethode']")
    expect(card).to_contain_text("past niet in 30 minuten", timeout=PATIENCE)
    page.check("#kier-group-pick input[value='vijf-stappen']")
    expect(card).not_to_contain_text(texts.WARNING, timeout=PATIENCE)
    page.fill("#kier-group-size input", "6")
    assert faults == []


def test_the_facilitators_screen_and_the_big_one_beside_it(at_choosing: Opened) -> None:
    page, faults = at_choosing
    page.set_viewport_size({"width": 1280, "height": 800})
    _set_out(page, INCIDENT, 70, "blauw, groen")
    # The board is in sight, however far down the choosing went.
    page.wait_for_function("scrollY === 0")
    large = _size(page, ".kier-gdo")
    with page.context.expect_page() as made:
        page.click("#kier-group-second")
    big = made.value
    big.set_viewport_size({"width": 1920, "height": 1080})
    _step(big, INCIDENT.steps[0].name)
    expect(big.locator("body.kier-big")).to_have_count(1, timeout=PATIENCE)
    assert _size(big, ".kier-gdo") >= ASKED
    assert _size(big, ".kier-gsay") >= FAR

    # What has to be read from afar stands there: here clock, buttons and box fit on one screen.
    expect(page.locator("body.kier-lead")).to_have_count(1, timeout=PATIENCE)
    assert _size(page, ".kier-gdo") < large / 2
    _key(page, " ")
    _state(page, "bezig")
    for step in INCIDENT.steps[1:4]:
        _key(page, "ArrowRight")
        _step(page, step.name)
    page.click("#kier-group-who input")
    page.get_by_role("option", name="blauw").click()
    _write(page, "Wat hoorde je?")
    page.evaluate("scrollTo(0, 0)")
    for part in (".kier-gtime", "#kier-group-next", "#kier-group-text textarea"):
        expect(page.locator(part)).to_be_in_viewport(ratio=1)

    # Away and back with the browser's own buttons: the big screen is still beside it.
    page.goto("about:blank")
    page.go_back()
    _step(page, INCIDENT.steps[3].name)
    expect(page.locator("body.kier-lead")).to_have_count(1, timeout=PATIENCE)

    # What is written is read from afar as well.
    expect(big.locator("#kier-group-table")).to_contain_text("Wat hoorde je?", timeout=PATIENCE)
    for part in ("li", "li .kier-small"):
        assert _size(big, f"#kier-group-table {part}") >= FAR
    assert _size(big, ".kier-gdo") >= ASKED

    # Without the big screen this one is read from afar again.
    big.close()
    expect(page.locator("body.kier-lead")).to_have_count(0, timeout=PATIENCE)
    assert _size(page, ".kier-gdo") == large

    # An erased meeting leaves no boxes to fill in on the wall.
    with page.context.expect_page() as made:
        page.click("#kier-group-second")
    big = made.value
    _step(big, INCIDENT.steps[3].name)
    page.click("#kier-group-stop")
    page.wait_for_selector("#kier-group-close", state="visible")
    expect(big.locator("#kier-group-close h2")).to_be_visible(timeout=PATIENCE)
    page.click("#kier-group-erase")
    expect(big.locator("#kier-group-done")).to_have_text(texts.SECOND_DONE, timeout=PATIENCE)
    expect(big.locator("#kier-group-done")).to_be_visible()
    expect(big.locator("#kier-group-propose")).to_be_hidden()
    big.close()
    assert faults == []


def test_typing_goes_on_while_something_is_written_down(at_choosing: Opened) -> None:
    page, faults = at_choosing
    _set_out(page, INCIDENT, 70)
    _key(page, " ")
    _state(page, "bezig")
    box = "#kier-group-text textarea"
    page.fill(box, "Eerst dit")
    page.press(box, "Enter")
    # The box is empty at once, long before it stands on the table.
    expect(page.locator(box)).to_have_value("")
    page.keyboard.type("en dan dat")
    table = page.locator("#kier-group-table")
    expect(table).to_contain_text("Eerst dit", timeout=PATIENCE)
    expect(page.locator(box)).to_have_value("en dan dat")
    page.press(box, "Enter")
    expect(table).to_contain_text("en dan dat", timeout=PATIENCE)
    expect(page.locator(box)).to_have_value("")
    assert faults == []


def test_a_phone_that_loses_contact_says_so_in_dutch_and_comes_back(
    at_choosing: Opened, address: str, browser: Browser
) -> None:
    page, faults = at_choosing
    _set_out(page, INCIDENT, 70)
    _key(page, " ")
    _state(page, "bezig")
    page.click("#kier-group-pairing button")
    page.click("#kier-group-pair")
    code = page.inner_text("#kier-group-code .kier-gcode")

    phone, wrongs = _opened(browser, address, 390)
    # Who comes to follow does not first pass nine kinds of question.
    parts = ("#kier-group-joining", "#kier-group-question")
    joining, question = (phone.locator(part).bounding_box() for part in parts)
    assert joining is not None and question is not None and joining["y"] < question["y"]
    phone.click("#kier-group-joining button")
    phone.fill("#kier-group-join-code :is(input, textarea)", code)
    phone.click("#kier-group-join")
    screen = phone.locator("#kier-group-follow-screen")
    expect(screen).to_contain_text(INCIDENT.steps[0].name, timeout=PATIENCE)

    phone.context.set_offline(True)
    lost = phone.locator("#kier-offline")
    expect(lost).to_have_text(shared.OFFLINE, timeout=PATIENCE)
    expect(phone.get_by_text("Connection to the server")).to_be_hidden()
    _key(page, "ArrowRight")
    phone.context.set_offline(False)
    expect(screen).to_contain_text(INCIDENT.steps[1].name, timeout=PATIENCE)
    expect(lost).to_have_count(0, timeout=PATIENCE)
    phone.context.close()
    assert faults == [] and wrongs == []
