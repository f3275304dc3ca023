"""Opens Kier in the browser: lock, loader, page, server.

Contract: ``serve`` runs until it is stopped; it holds the data folder, takes the next free port,
prints the address, and opens a browser when there is one. The page answers before the coach is
loaded.
"""

import os
import shutil
import signal
import sys
import threading
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn

from coach import guard
from coach.knowledge.content import Reader, load_voice_lines
from coach.knowledge.schemas import Bibliography, LineKind
from coach.lock import hold
from coach.privacy.erase import TEMPORARY
from coach.settings import Settings
from coach.ui import texts
from coach.ui.loading import Loader

if TYPE_CHECKING:
    from coach.dialogue.model_voice import Models

_BROWSER_DELAY = 1.2


def _sources(folder: Path) -> dict[str, str]:
    reader = Reader(folder)
    entries = reader.entries(Bibliography, "bibliography.yaml")
    return {entry.id: entry.title for _, entry in entries}


def welcome_line(folder: Path) -> str:
    """The first greeting."""
    lines = [line for line in load_voice_lines(folder) if line.kind is LineKind.WELKOM]
    return lines[0].text if lines else ""


def _can_open_browser() -> bool:
    if sys.platform.startswith("linux"):
        return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return True


def serve(settings: Settings, models: "Models | None" = None) -> None:
    """Serves the page until stopped; ``models`` offers a language model as a voice."""
    lock = hold(settings)
    try:
        # What Gradio may write goes into a folder of its own, gone when Kier stops; after a crash
        # it is emptied at the next start.
        temporary = settings.data_folder / TEMPORARY
        shutil.rmtree(temporary, ignore_errors=True)
        temporary.mkdir(mode=0o700)
        os.environ["GRADIO_TEMP_DIR"] = str(temporary)
        guard.permit(settings.host)
        _leave_tidily()
        try:
            _serve(settings, models)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
    finally:
        lock.release()


def _leave_tidily() -> None:
    """Lets a closed terminal or a stopped service end Kier as Ctrl+C does, with what comes after.

    Uvicorn ends by sending itself the signal it got, and by default that kills on the spot.
    """
    if threading.current_thread() is not threading.main_thread():
        return
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    if hasattr(signal, "SIGHUP"):  # not on Windows
        signal.signal(signal.SIGHUP, lambda *_: signal.raise_signal(signal.SIGTERM))


def _serve(settings: Settings, models: "Models | None") -> None:
    from coach.ui.page import build
    from coach.ui.server import application, free_port

    loader = Loader(settings, models)
    port = free_port(settings.host, settings.port)
    if port != settings.port:
        sys.stdout.write(texts.CLI_PORT_TAKEN.format(wanted=settings.port, port=port) + "\n")
    blocks = build(loader, settings, _sources(settings.content), welcome_line(settings.content))
    app = application(blocks, settings.host, settings.password_hash)
    loader.start()
    loader.model.start()
    address = f"http://{settings.host}:{port}"
    message = texts.CLI_ADDRESS.format(address=address)
    sys.stdout.write(f"{message}\n{texts.CLI_STOP_HINT}\n")
    sys.stdout.flush()
    if settings.browser and _can_open_browser():
        threading.Timer(_BROWSER_DELAY, webbrowser.open, [address]).start()
    try:
        uvicorn.run(app, host=settings.host, port=port, log_level="warning", access_log=False)
    finally:
        loader.model.close()
