"""The one language model of this process: which it is, whether it is there, and its figures.

Contract: ``chat()`` gives the LangChain chat model, or None without one; it never waits.
``load`` and ``use_server`` block and raise a ModelError, after which what was loaded before is
gone or kept as ``status`` says; ``start`` does so in a thread with what was chosen last. ``warm``
reads a beginning when nobody waits. All methods may be called from any thread. Knows nothing of
what the model is asked.
"""

import json
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from coach.errors import KierError
from coach.model.catalogue import cores
from coach.model.counters import Counters
from coach.model.errors import ModelError, ModelTooLarge
from coach.model.trial import examine, try_out
from coach.settings import Settings

if TYPE_CHECKING:  # the page is built before these heavy imports
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

    from coach.model.llama import LlamaChat


class ModelStatus(StrEnum):
    """Where the model stands."""

    NONE = "none"
    CHECKING = "checking"
    LOADING = "loading"
    READY = "ready"
    SERVER = "server"
    FAILED = "failed"


@dataclass(frozen=True)
class Figures:
    """What the loaded model takes and does; sizes in bytes, None where not known."""

    name: str
    weights: int | None = None
    kept: int | None = None
    process: int = 0
    tokens_per_second: float = 0.0
    seconds_to_first: float = 0.0
    reused_share: float | None = None


class ModelService:
    """The language model of this process."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._busy = threading.Lock()
        self._chat: BaseChatModel | None = None
        self._local: LlamaChat | None = None
        self.counters = Counters()
        self.status = ModelStatus.NONE
        self.error: KierError | None = None
        self.name = ""
        self.path: Path | None = None

    @property
    def folder(self) -> Path:
        """Where models are kept."""
        return self._settings.data_folder / "models"

    def chat(self) -> "BaseChatModel | None":
        """The model that answers now, or None."""
        return self._chat

    def start(self) -> None:
        """Loads, in a thread, what the settings name or what was chosen last."""
        threading.Thread(target=self._start, name="kier-model-start", daemon=True).start()

    def load(self, path: Path) -> None:
        """Loads a model file in place of what was there; raises a ModelError."""
        with self._busy, _Failing(self):
            self._set(ModelStatus.CHECKING, path.stem)
            facts = examine(path)
            needs, free = facts.memory(self._settings.model_context), self._free()
            if needs > free + self._held():
                raise ModelTooLarge(needs=needs / 1e9, free=(free + self._held()) / 1e9)
            if needs > free:
                self._drop()  # the new one only fits in its place
            try_out(path, self.folder)
            self._drop()
            self._set(ModelStatus.LOADING, facts.name)
            # Here and not above: without a model the library is never loaded.
            from coach.model.engine import Engine
            from coach.model.llama import LlamaChat

            engine = Engine(
                path,
                self._settings.model_context,
                self._settings.model_threads or cores(),
                self._settings.model_cache_mb * 2**20,
            )
            self._local = self._chat = LlamaChat(engine, name=facts.name)
            self.path = path
            self._set(ModelStatus.READY, facts.name)
            self._remember({"file": str(path.resolve())})

    def use_server(self, address: str, model: str = "") -> None:
        """Lets a model server in the house answer; raises a ModelError."""
        from coach.model.server import connect

        with self._busy, _Failing(self):
            self._set(ModelStatus.CHECKING, address)
            chat = connect(
                address,
                model,
                self._settings.server_key.get_secret_value(),
                self._settings.server_allowed,
            )
            self._drop()
            self._chat = chat
            self._set(ModelStatus.SERVER, chat.name or address)
            self._remember({"server": address, "model": model})

    def unload(self) -> None:
        """Puts the model away; who waits for it gets ModelUnloaded."""
        with self._busy:
            self._drop()
            self._set(ModelStatus.NONE, "")
            self._remember({})

    def close(self) -> None:
        """Frees the memory, and remembers the choice for the next time."""
        with self._busy:
            self._drop()

    def warm(self, messages: "Sequence[BaseMessage]") -> None:
        """Reads a beginning when nobody waits; does nothing without a model in this process."""
        local = self._local
        if local is not None:
            with suppress(ModelError):  # put away in the meantime
                local.warm(messages)

    def forget(self, conversation: str) -> None:
        """Drops what was read of a conversation that ended."""
        local = self._local
        if local is not None:
            with suppress(ModelError):
                local.forget(conversation)

    def figures(self) -> Figures:
        """What the model takes and did last."""
        chat, resident = self._local, psutil.Process().memory_info().rss
        if chat is None:
            return Figures(self.name, process=resident)
        last = chat.last
        return Figures(
            self.name,
            weights=chat.engine.model.weights_bytes,
            kept=chat.engine.snapshots.bytes,
            process=resident,
            tokens_per_second=last.tokens_per_second if last else 0.0,
            seconds_to_first=last.seconds_to_first if last else 0.0,
            reused_share=last.reused_tokens / max(1, last.prompt_tokens) if last else None,
        )

    def _start(self) -> None:
        chosen = self._chosen()
        try:
            if self._settings.server:
                self.use_server(self._settings.server, self._settings.server_model)
            elif self._settings.model is not None:
                self.load(self._settings.model)
            elif chosen.get("server"):
                self.use_server(chosen["server"], chosen.get("model", ""))
            elif chosen.get("file"):
                self.load(Path(chosen["file"]))
        except KierError:
            return  # kept in ``error``; the page shows it

    def _set(self, status: ModelStatus, name: str) -> None:
        self.status, self.name, self.error = status, name, None

    def _drop(self) -> None:
        local, self._chat, self._local, self.path = self._local, None, None, None
        if local is not None:
            local.close()

    def _held(self) -> int:
        """Bytes that come free when what is loaded now is put away."""
        return self._local.engine.model.weights_bytes if self._local is not None else 0

    def _free(self) -> int:
        return int(psutil.virtual_memory().available)

    def _chosen(self) -> dict[str, str]:
        try:
            found = json.loads((self.folder / "choice.json").read_text(encoding="utf-8"))
        except (OSError, ValueError, KierError):
            return {}
        return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}

    def _remember(self, choice: dict[str, str]) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            new = self.folder / "choice.new"
            new.write_text(json.dumps(choice), encoding="utf-8")
            new.replace(self.folder / "choice.json")
        except OSError:
            return  # the choice is asked again next time


class _Failing:
    """Keeps an error for the page; what is still loaded stays in use."""

    def __init__(self, service: ModelService) -> None:
        self._service = service
        self._before = service.status, service.name

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if error is None:
            return
        kept = self._service.chat() is not None
        status, name = self._before if kept else (ModelStatus.FAILED, "")
        self._service._set(status, name)
        self._service.error = error if isinstance(error, KierError) else ModelError()
