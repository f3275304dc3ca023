"""Reads a document of the organisation in a child process, within limits.

Contract: ``read_document(path)`` gives the whole document as a ``Read`` or raises
``DocumentError``; never half a document. ``page_picture`` draws one page of a PDF as PNG,
``page_pictures`` all of them.
``progress(done, all)`` counts pages. Nothing is kept; the file is only read. Knows no storage.
"""

import base64
import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from coach.child import ChildFailed, Clock, ask
from coach.knowledge.documents.errors import DocumentError
from coach.knowledge.documents.limits import Limits
from coach.knowledge.documents.shapes import Block, Page, Read, Removed

__all__ = ["DocumentError", "Limits", "page_picture", "page_pictures", "read_document"]
_MODULE = "coach.knowledge.documents.child"
_PICTURE_SECONDS = 30.0
_PNG = b"\x89PNG\r\n\x1a\n"


def read_document(
    path: Path,
    *,
    progress: Callable[[int, int], None] | None = None,
    limits: Limits = Limits(),  # noqa: B008 - frozen
) -> Read:
    """The document; raises DocumentError with one Dutch sentence and a next step."""

    def heard(said: dict[str, Any], clock: Clock) -> None:
        if "scanned" in said:
            clock.more(int(said["scanned"]) * limits.seconds_per_scanned_page)
        elif "progress" in said and progress is not None:
            done, all_pages = said["progress"]
            progress(int(done), int(all_pages))

    said = _asked("read", path, limits, limits.seconds, (), heard)
    found = said.get("read")
    if not isinstance(found, dict):
        raise DocumentError("crash", path.name)
    return Read(
        title=found["title"],
        format=found["format"],
        text=found["text"],
        blocks=tuple(Block(**block) for block in found["blocks"]),
        pages=tuple(Page(**page) for page in found["pages"]),
        removed=tuple(Removed(**gone) for gone in found["removed"]),
        by_ocr=found["by_ocr"],
    )


def page_picture(
    path: Path,
    page: int,
    width: int,
    *,
    limits: Limits = Limits(),  # noqa: B008 - frozen
) -> bytes:
    """Page ``page`` (from 1) of a PDF as PNG, ``width`` pixels wide; raises DocumentError."""
    said = _asked("draw", path, limits, _PICTURE_SECONDS, (str(page), str(width)), None)
    picture = base64.b64decode(str(said.get("picture", "")))
    if not picture.startswith(_PNG):
        raise DocumentError("crash", path.name)
    return picture


def page_pictures(
    path: Path,
    width: int = 820,
    *,
    limits: Limits = Limits(),  # noqa: B008 - frozen
) -> dict[int, bytes]:
    """All pages of a PDF as small PNGs by number (from 1); raises DocumentError."""
    found: dict[int, bytes] = {}

    def heard(said: dict[str, Any], clock: Clock) -> None:
        picture = base64.b64decode(str(said.get("picture", "")))
        if "page" in said and picture.startswith(_PNG):
            found[int(said["page"])] = picture

    said = _asked("pages", path, limits, limits.seconds, (str(width),), heard)
    if said.get("drawn") != len(found):
        raise DocumentError("crash", path.name)
    return found


def _asked(
    task: str,
    path: Path,
    limits: Limits,
    seconds: float,
    more: tuple[str, ...],
    heard: Callable[[dict[str, Any], Clock], None] | None,
) -> dict[str, Any]:
    if not path.is_file():
        raise DocumentError("gone", path.name)
    arguments = [task, json.dumps(asdict(limits)), str(path.resolve()), *more]
    try:
        said = ask(_MODULE, arguments, seconds=seconds, memory=limits.memory, on_line=heard)
    except ChildFailed as failed:
        raise DocumentError(failed.fault, path.name) from None
    if "fault" in said:
        raise DocumentError(str(said["fault"]), path.name)
    return said
