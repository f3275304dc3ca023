"""Kier whose reading of a file can be held up; only for tests in a browser.

While the file ``HOLD`` lies in the data folder nothing that was dropped is read: so a test can do
something in the middle of a reading on any machine. The reading itself is the real one.
"""

import time
from typing import Any

from coach.knowledge.documents.review import Document
from coach.knowledge.documents.shelf import Shelf
from coach.settings import settings
from coach.ui.serve import serve

HOLD = "even-wachten"
_LOOK_SECONDS = 0.1

_add = Shelf.add


def _held(self: Shelf, *args: Any, **kwargs: Any) -> Document:
    while (settings().data_folder / HOLD).exists():
        time.sleep(_LOOK_SECONDS)
    return _add(self, *args, **kwargs)


if __name__ == "__main__":
    Shelf.add = _held  # type: ignore[method-assign]
    serve(settings())
