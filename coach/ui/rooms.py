"""The rooms of the house: what each page is called, and what it needs to be built.

Contract: a ``Room`` is one page behind one door of the first screen; ``House`` is what every room
gets: loader, model service, settings, bibliography, welcome, and the columns of all rooms so that
one room can open another (``House.opening``). ``House.carried`` holds what a room hands to the
next, ``House.kept`` the session's own vault. A room that must look afresh when it is entered puts
an event in ``House.arriving``; a move to a room that is not made by a door is noted in
``House.moves``, so that the page can let that event follow. Knows no room by name;
``coach.ui.page`` lists them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import gradio as gr

from coach.model.service import ModelService
from coach.settings import Settings
from coach.ui.loading import Loader

FIRST = "first"


@dataclass
class House:
    """The shared parts of the page; ``columns`` maps room names (and ``FIRST``) to columns."""

    loader: Loader
    settings: Settings
    bibliography: Mapping[str, str]
    welcome: str
    columns: dict[str, gr.Column] = field(default_factory=dict)
    carried: gr.State | None = None
    kept: gr.State | None = None
    # From a kept conversation to updates of the page that goes on with it, and that page's parts.
    resume: tuple[Callable[[Any], dict[Any, Any]], list[Any]] | None = None
    arriving: dict[str, tuple[Callable[..., Any], list[Any], list[Any]]] = field(
        default_factory=dict
    )
    moves: list[tuple[Any, str]] = field(default_factory=list)

    @property
    def model(self) -> ModelService:
        """The language model of this process."""
        return self.loader.model

    def outputs(self) -> list[Any]:
        """The components that ``opening`` gives values for."""
        return list(self.columns.values())

    def opening(self, name: str) -> list[Any]:
        """Updates for ``outputs`` that show one room and hide the rest."""
        return [gr.update(visible=room == name) for room in self.columns]


@dataclass(frozen=True)
class Room:
    """One page. A ``main`` room has a door on the first screen, others a link below the doors."""

    name: str
    title: str
    about: str
    open_label: str
    build: Callable[[House], None] | None
    main: bool = True
