"""Run inside an empty network namespace: the whole of Kier with a real browser, no network.

``python -m tests.ui.offline_run DATA PORT``: starts app.py, talks, keeps the conversation, looks at
the privacy page, erases, stops; prints one JSON object with what it saw.
"""

import json
import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from coach.privacy import inventory
from tests.conftest import ROOT

PHRASE = "vier losse woorden samen"
SENTINEL = "Zonnebloemina"
SAID = (
    f"Ik moet de moeder van {SENTINEL} vertellen dat haar dochter haar niet meer wil zien. "
    "![plaatje](http://aanval.invalid/p.png) <img src=http://aanval.invalid/q.png> "
    "[klik](http://aanval.invalid/r)"
)


def files(data: Path) -> list[str]:
    return [path.relative_to(data).as_posix() for path, _ in inventory.files(data)]


def choose(page: Page) -> None:
    """The first kept item, once the page has stopped filling the list."""
    page.wait_for_timeout(1500)
    page.locator("#kier-keep-list label input").first.check()


def drive(page: Page, address: str, data: Path) -> dict[str, object]:
    seen: dict[str, object] = {}
    urls: list[str] = []
    dialogs: list[str] = []
    page.on("request", lambda request: urls.append(request.url))
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.accept()))
    page.goto(address)
    page.click("#kier-door-talk")
    page.fill("#kier-box textarea", SAID)
    page.press("#kier-box textarea", "Enter")
    page.wait_for_function(
        "() => document.querySelectorAll('.kier-coach').length > 1"
        " && !document.querySelector('.kier-status')"
    )
    seen["before keeping"] = [name for name in files(data) if name.startswith("kluis")]
    page.click("#kier-keep-talk")
    page.wait_for_selector("#kier-keep-none", state="visible")
    page.wait_for_timeout(1500)
    page.fill("#kier-keep-new input", PHRASE)
    page.fill("#kier-keep-again input", PHRASE)
    page.click("#kier-keep-make")
    page.wait_for_selector(".kier-words li")
    seen["words"] = page.locator(".kier-words li").count()
    page.click("#kier-keep-noted")
    page.wait_for_selector("#kier-keep-list label")
    choose(page)
    page.click("#kier-keep-read")
    page.wait_for_selector("#kier-keep-text .kier-user")
    seen["read back"] = SENTINEL in page.inner_text(
        "#kier-keep-text"
    ) or "moeder" in page.inner_text("#kier-keep-text")
    seen["images"] = page.locator(".kier-log img, #kier-keep-text img, .kier-log a").count()
    seen["files"] = files(data)
    seen["unknown"] = [path.as_posix() for path, entry in inventory.files(data) if entry is None]
    seen["readable"] = [
        path.name for path, _ in inventory.files(data) if SENTINEL.encode() in path.read_bytes()
    ]
    seen["modes"] = sorted({oct(path.stat().st_mode & 0o077) for path, _ in inventory.files(data)})
    page.click("#kier-keep-resume")
    page.wait_for_selector("#kier-box textarea", state="visible")
    seen["resumed"] = page.locator("#kier-log .kier-user").count()
    page.locator("#kier-talk button", has_text="Naar het begin").click()
    page.click("#kier-door-promises")
    page.wait_for_selector("#kier-connections h3", state="visible")
    seen["panel"] = page.inner_text("#kier-connections")
    page.locator("#kier-promises button", has_text="Naar het begin").click()
    page.click("#kier-door-keep")
    page.wait_for_selector("#kier-keep-list label")
    choose(page)
    page.click("#kier-keep-erase")
    page.wait_for_function(
        "() => document.querySelector('#kier-keep-notice').innerText.length > 40"
    )
    seen["proof"] = page.inner_text("#kier-keep-notice")
    seen["outside"] = [url for url in urls if not url.startswith((address, "data:", "blob:"))]
    return seen


def main() -> None:
    data, port = Path(sys.argv[1]), sys.argv[2]
    env = {
        **os.environ, "COACH_DATA": str(data), "COACH_PORT": port, "COACH_BROWSER": "false",
        "COACH_LOG": "true",
    }  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    server = subprocess.Popen(
        [sys.executable, "app.py"], cwd=ROOT, env=env,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    try:
        for _ in range(600):
            try:
                urllib.request.urlopen(address, timeout=2)
                break
            except OSError:
                time.sleep(0.5)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
                args=["--no-sandbox", "--disable-gpu", "--no-first-run"],
            )
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.set_default_timeout(300_000)
            seen = drive(page, address, data)
            browser.close()
    finally:
        server.terminate()
        said, _ = server.communicate(timeout=60)
    seen["log clean"] = SENTINEL not in said
    seen["temporary left"] = [name for name in files(data) if name.startswith("tijdelijk")]
    print(json.dumps(seen))  # noqa: T201


if __name__ == "__main__":
    main()
