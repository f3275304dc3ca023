"""Every method in a real Chromium, step by step to its report; and the big screen beside it.

One server and one page for all of them, with nothing to load: see ``group_server``.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from coach.intervision.labels import SORTS, Kind, Seat
from coach.intervision.method import Method
from coach.intervision.methods import load_methods
from coach.intervision.timing import plan, usual
from coach.intervision.words import load_closing, load_words
from tests.conftest import ROOT
from tests.ui.serving import serving
from tests.ui.test_browser import PATIENCE, browser, pytestmark
from tests.ui.test_group_browser import _key, _opened, _picture, _state, _step, _write

__all__ = ["browser", "pytestmark"]

KNOWLEDGE = ROOT / "knowledge"
CLOSING, WORDS = load_closing(KNOWLEDGE), load_words(KNOWLEDGE)
METHODS = {method.id: method for method in load_methods(KNOWLEDGE)}
Opened = tuple[Page, list[str]]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    data = tmp_path_factory.mktemp("kier")
    with serving(data, 7960, ("-m", "tests.ui.group_server")) as url:
        yield url


@pytest.fixture(scope="module")
def opened(address: str, browser: Browser) -> Iterator[Opened]:
    page, faults = _opened(browser, address, 1280)
    yield page, faults
    page.context.close()


@pytest.fixture
def at_choosing(opened: Opened) -> Opened:
    """The page where a method is chosen, whatever an earlier test left."""
    page, faults = opened
    faults.clear()
    page.evaluate("() => { sessionStorage.clear(); localStorage.clear(); }")
    page.reload()
    page.click("#kier-door-group")
    return opened


def _set_out(page: Page, method: Method, minutes: int, names: str = "") -> None:
    """The method waits to start, in a group that is safe enough for every method."""
    page.locator("#kier-group-question input").first.check()
    page.locator("#kier-group-safety input").last.check()
    page.fill("#kier-group-minutes input", str(minutes))
    page.click("#kier-group-propose")
    picks = page.locator("#kier-group-pick input")
    expect(picks).to_have_count(3, timeout=PATIENCE)
    page.locator("#kier-group-all input").check()
    expect(picks).to_have_count(len(METHODS), timeout=PATIENCE)
    page.check(f"#kier-group-pick input[value='{method.id}']")
    page.fill("#kier-group-names :is(input, textarea)", names)
    page.click("#kier-group-set-out")
    _step(page, method.steps[0].name)


def _sort(page: Page, kind: Kind) -> None:
    """Each of what was written down goes to another pile."""
    for sort in SORTS[kind]:
        pile = page.locator(f"#kier-group-table .kier-g{sort} li")
        before = pile.count()
        page.click(f"#kier-group-sort-{sort}")
        expect(pile).to_have_count(before + 1, timeout=PATIENCE)


@pytest.mark.parametrize("name", sorted(METHODS))
def test_every_step_to_the_report(at_choosing: Opened, name: str, tmp_path: Path) -> None:
    method = METHODS[name]
    minutes = usual(method, CLOSING)
    page, faults = at_choosing
    _set_out(page, method, minutes)
    _key(page, " ")
    _state(page, "bezig")
    written: dict[str, Kind] = {}
    total = 0
    steps = plan(method, CLOSING, minutes)
    for number, planned in enumerate(steps, start=1):
        step = planned.step
        _step(page, step.name)
        board = page.locator("#kier-group-board")
        expect(board).to_contain_text(f"Stap {number} van {len(steps)}")
        expect(board).to_contain_text(step.screen)
        if step.presenter is not Seat.KRING:
            expect(board).to_contain_text(WORDS.seats[step.presenter])
        total += int(board.locator(".kier-gclock").get_attribute("data-total") or 0)
        expect(page.locator("#kier-group-ask")).to_be_visible(visible=step.proposes)
        kinds = [kind for kind in step.collects if kind is not Kind.CASUS]
        for count in range(len(SORTS[Kind.VRAAG]) if step.collects == [Kind.VRAAG] else 1):
            if kinds and not (step.sorts and Kind.VRAAG in kinds):
                text = f"Wat hoorde je bij {number} en {count}?"
                _write(page, text)
                written[text] = kinds[0]
        if step.sorts and Kind.FACTOR in kinds:
            text = f"Wat hielp er bij {number}?"
            _write(page, text)
            written[text] = Kind.FACTOR
        if step.sorts:
            _sort(page, Kind.VRAAG if Kind.VRAAG in kinds[:1] else Kind.FACTOR)
        _picture(page, 1280, f"{name}-{number}")
        _key(page, "ArrowRight")
    assert total == minutes * 60

    page.wait_for_selector("#kier-group-close", state="visible")
    page.fill("#kier-group-present input", "6")
    page.fill("#kier-group-agreed input", "6")
    page.click("#kier-group-consent")
    expect(page.locator("#kier-group-consented")).to_contain_text("Alle 6")
    with page.expect_download() as loaded:
        page.click("#kier-group-markdown")
    loaded.value.save_as(tmp_path / "verslag.md")
    report = (tmp_path / "verslag.md").read_text(encoding="utf-8")
    for planned in steps:
        assert planned.step.name in report
    for text, kind in written.items():
        assert (text in report) is (kind is not Kind.NOTITIE)
    page.click("#kier-group-erase")
    page.wait_for_selector("#kier-group-propose", state="visible")
    assert faults == []


def test_the_big_screen_beside_it_and_advice_that_waits(at_choosing: Opened) -> None:
    page, faults = at_choosing
    method = METHODS["incidentmethode"]
    _set_out(page, method, 70)
    _key(page, " ")
    _state(page, "bezig")
    with page.context.expect_page() as opened:
        page.click("#kier-group-second")
    big = opened.value
    big.set_default_timeout(PATIENCE)
    big.set_viewport_size({"width": 1920, "height": 1080})
    _step(big, method.steps[0].name)
    expect(big.locator("body.kier-big")).to_have_count(1, timeout=PATIENCE)
    for step in method.steps[1:4]:
        _key(page, "ArrowRight")
        _step(big, step.name)
    _write(page, "Wat hoorde je in haar stem?")
    expect(big.locator("#kier-group-table")).to_contain_text("haar stem", timeout=PATIENCE)
    expect(big.locator("#kier-group-write")).to_be_hidden()
    # Nobody scrolls a big screen: what would run below it becomes smaller.
    _write(page, " ".join(["Wat deed je toen, en daarna?"] * 26))
    big.wait_for_function(
        "() => Number(document.querySelector('.kier-board').style.zoom || 1) < 1"
        " && document.documentElement.scrollHeight <= innerHeight"
    )

    # Advice typed as a question waits beside the screen; in its own round it gets its place.
    page.fill("#kier-group-text textarea", "Je moet haar gewoon terugbellen.")
    page.click("#kier-group-write")
    expect(page.locator("#kier-group-holding")).to_be_visible(timeout=PATIENCE)
    expect(page.locator("#kier-group-table")).not_to_contain_text("terugbellen")
    expect(page.locator("#kier-group-held-advice")).to_be_hidden()
    _picture(page, 1280, "held")
    for step in method.steps[4:6]:
        _key(page, "ArrowRight")
        _step(page, step.name)
    # Away with the browser's own buttons and back: everything is still there.
    page.goto("about:blank")
    page.go_back()
    _step(page, method.steps[5].name)
    page.click("#kier-group-held-advice")
    expect(page.locator("#kier-group-table")).to_contain_text("terugbellen", timeout=PATIENCE)
    expect(page.locator("#kier-group-holding")).to_be_hidden()

    # The big screen is big again after a reload, and keeps nothing of what is erased.
    big.reload()
    _step(big, method.steps[5].name)
    expect(big.locator("body.kier-big")).to_have_count(1, timeout=PATIENCE)
    expect(big.locator("#kier-group-table")).to_contain_text("terugbellen")
    _picture(big, 1920, "second")
    page.click("#kier-group-stop")
    page.wait_for_selector("#kier-group-close", state="visible")
    page.click("#kier-group-erase")
    expect(big.locator("#kier-group-table")).to_be_hidden(timeout=PATIENCE)
    assert "terugbellen" not in big.content()
    assert faults == []
    big.close()
