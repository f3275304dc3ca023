"""The coach that the suites talk to, with or without a language model.

Contract: ``coach_for`` gives the coach as Kier assembles it; with a model file its voice is that
model, loaded for this process only: what the user chose in Kier is neither read nor changed.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coach.model.counters import Counters
from coach.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

    from coach.dialogue.coach import Coach


class OneModel:
    """A model service that holds one file; raises a ModelError when it does not load."""

    def __init__(self, path: Path, settings: Settings) -> None:
        from coach.model.catalogue import cores
        from coach.model.engine import Engine
        from coach.model.llama import LlamaChat
        from coach.model.trial import examine

        self.name = examine(path).name
        self.counters = Counters()
        engine = Engine(
            path,
            settings.model_context,
            settings.model_threads or cores(),
            settings.model_cache_mb * 2**20,
        )
        self._chat = LlamaChat(engine, name=self.name)

    def chat(self) -> "BaseChatModel | None":
        """The model."""
        return self._chat

    def warm(self, messages: "Sequence[BaseMessage]") -> None:
        """Nothing: nobody waits for a suite's first answer."""


def coach_for(settings: Settings, model: Path | None = None) -> "Coach":
    """The coach over the index, built when needed, with the whole watch over names."""
    from coach.ui.loading import Loader

    models = None if model is None else OneModel(model, settings)
    loader = Loader(settings, models).start()
    loader.guard.wait()
    return loader.coach
