"""Kier with an intervision that has nothing to load; only for tests in a browser.

Page, hall, forms and every rule are the real ones. Names, signals, listener and encoder are the
stand-ins of the fast tests, so that each click of ten whole meetings costs the click alone. What
needs the coach (talking, rehearsing) does not work here.
"""

from coach.settings import settings
from coach.ui.group_loading import GroupLoader
from coach.ui.loading import Loader
from coach.ui.serve import serve
from tests.intervision.conftest import quick_parts

if __name__ == "__main__":
    made = quick_parts()
    Loader.start = lambda self: self  # type: ignore[method-assign]
    Loader.ready = property(lambda self: True)  # type: ignore[assignment, method-assign]
    Loader.status = property(lambda self: "")  # type: ignore[assignment, method-assign]
    GroupLoader._parts = lambda self: made  # type: ignore[method-assign]
    GroupLoader.ready = property(lambda self: True)  # type: ignore[assignment, method-assign]
    serve(settings())
