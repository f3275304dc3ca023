"""The few calls into llama.cpp that Kier makes, with errors instead of return codes.

Contract: ``Model`` is a loaded file, ``Context`` its working memory; neither is safe for more than
one thread at a time (``coach.model.worker`` sees to that). We use the C interface of
llama-cpp-python and not its ``Llama`` class, which has no stop while it reads a prompt, no choice
of "auto" for flash attention and no template arguments. Nothing here knows about conversations.
"""

import ctypes
import sys
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coach.model.errors import ModelFailed, ModelFileGone, ModelFileUnusable, ModelRuntimeMissing

BATCH = 256
_CONTROL, _USER_DEFINED = 1 << 3, 1 << 4
# As in ggml.h (4 is error, 3 warning), whatever the binding's own table says.
_WARNING, _CONTINUED = 3, 5
_ABORTED = 2

_said: deque[str] = deque(maxlen=20)
_kept: list[Any] = []  # the log callback must outlive every call


def library() -> Any:
    """The C interface; raises ModelRuntimeMissing when it is not installed or does not load."""
    try:
        from llama_cpp import llama_cpp
    except (ImportError, OSError, RuntimeError) as error:
        raise ModelRuntimeMissing from error
    if not _kept:

        @llama_cpp.llama_log_callback  # type: ignore[untyped-decorator]
        def keep(level: int, text: bytes, _: object) -> None:
            if _WARNING <= level < _CONTINUED:
                _said.append(text.decode("utf-8", "replace").strip())

        _kept.append(keep)
        llama_cpp.llama_log_set(keep, ctypes.c_void_p(0))
        llama_cpp.llama_backend_init()
    return llama_cpp


def _flag_reader(lib: Any) -> Any:
    """A C function that is true once the first byte of its argument is set.

    ``strlen`` is that function: llama.cpp may ask it thousands of times a second, without Python's
    lock and so without slowing the answer.
    """
    libc = ctypes.cdll.msvcrt if sys.platform == "win32" else ctypes.CDLL(None)
    return ctypes.cast(libc.strlen, lib.ggml_abort_callback)


class Model:
    """A loaded model file with its vocabulary.

    Weights are read into memory and not mapped: a file that is removed or overwritten later does
    no harm, and weights that llama.cpp rearranges for this processor are not there twice. With
    ``mapped`` they are mapped as they are, which costs little memory, for a trial.
    """

    def __init__(self, path: Path, mapped: bool = False) -> None:
        if not path.is_file():
            raise ModelFileGone(file=path.name)
        self.lib = library()
        self.path = path
        _said.clear()
        params = self.lib.llama_model_default_params()
        lib = self.lib
        params.load_mode = lib.LLAMA_LOAD_MODE_MMAP if mapped else lib.LLAMA_LOAD_MODE_NONE
        params.use_extra_bufts = not mapped
        params.n_gpu_layers = -1 if self.lib.llama_supports_gpu_offload() else 0
        self.pointer = self.lib.llama_model_load_from_file(str(path).encode("utf-8"), params)
        if not self.pointer:
            raise ModelFileUnusable(file=path.name, fault=_reason())
        self.vocab = self.lib.llama_model_get_vocab(self.pointer)
        self.vocabulary = int(self.lib.llama_vocab_n_tokens(self.vocab))
        self.trained_context = int(self.lib.llama_model_n_ctx_train(self.pointer))
        self.rewinds = not (
            self.lib.llama_model_is_recurrent(self.pointer)
            or self.lib.llama_model_is_hybrid(self.pointer)
        )

    def meta(self, key: str) -> str:
        """One text of the file's metadata, empty when it is not there."""
        name, size = key.encode("utf-8"), 4096
        for _ in range(2):
            buffer = ctypes.create_string_buffer(size)
            length = self.lib.llama_model_meta_val_str(self.pointer, name, buffer, size)
            if length < 0:
                return ""
            if length < size:
                break
            size = length + 1
        return buffer.value.decode("utf-8", "replace")

    def control_texts(self) -> list[str]:
        """The texts of tokens that steer the model, such as ``<|im_end|>``."""
        found = []
        for token in range(self.vocabulary):
            attributes = self.lib.llama_vocab_get_attr(self.vocab, token)
            if attributes & (_CONTROL | _USER_DEFINED):
                text = self.lib.llama_vocab_get_text(self.vocab, token) or b""
                found.append(text.decode("utf-8", "replace"))
        return [text for text in found if len(text) > 1 and text.strip()]

    def special(self, which: str) -> str:
        """The text of the ``bos`` or ``eos`` token."""
        token = getattr(self.lib, f"llama_vocab_{which}")(self.vocab)
        if token < 0:
            return ""
        return (self.lib.llama_vocab_get_text(self.vocab, token) or b"").decode("utf-8", "replace")

    def tokens(self, text: str) -> NDArray[np.int32]:
        """Token ids of a rendered prompt."""
        raw = text.encode("utf-8", "replace")
        bos = self.special("bos")
        # Most templates write the first token themselves; twice would be one too many.
        first = bool(self.lib.llama_vocab_get_add_bos(self.vocab)) and not (
            bos and text.startswith(bos)
        )
        room = len(raw) + 8
        out = (self.lib.llama_token * room)()
        count = self.lib.llama_tokenize(self.vocab, raw, len(raw), out, room, first, True)
        if count < 0:
            raise ModelFailed
        return np.array(out[:count], dtype=np.int32)

    def piece(self, token: int) -> bytes:
        """The bytes of one token; control tokens have none."""
        size = 64
        for _ in range(2):
            buffer = ctypes.create_string_buffer(size)
            count = self.lib.llama_token_to_piece(self.vocab, token, buffer, size, 0, False)
            if count >= 0:
                return buffer.raw[:count]
            size = -count
        return b""

    def ends(self, token: int) -> bool:
        """Whether this token ends an answer."""
        return bool(self.lib.llama_vocab_is_eog(self.vocab, token))

    @property
    def weights_bytes(self) -> int:
        """Size of the weights in bytes."""
        return int(self.lib.llama_model_size(self.pointer))

    def close(self) -> None:
        """Gives the memory back; may be called twice."""
        if self.pointer:
            self.lib.llama_model_free(self.pointer)
            self.pointer = None


class Context:
    """Working memory over a model: what was read of one conversation at a time."""

    def __init__(self, model: Model, size: int, threads: int) -> None:
        self.lib, self.model = model.lib, model
        params = self.lib.llama_context_default_params()
        params.n_ctx = min(size, model.trained_context or size)
        params.n_batch = params.n_ubatch = BATCH
        params.n_seq_max = 1
        params.n_threads = params.n_threads_batch = threads
        params.flash_attn_type = self.lib.LLAMA_FLASH_ATTN_TYPE_AUTO
        # Sliding-window models can only go back to an earlier point with the full cache.
        params.swa_full = True
        self._flag = ctypes.create_string_buffer(2)
        params.abort_callback = _flag_reader(self.lib)
        params.abort_callback_data = ctypes.cast(self._flag, ctypes.c_void_p)
        self.pointer = self.lib.llama_init_from_model(model.pointer, params)
        if not self.pointer:
            raise ModelFailed
        self.memory = self.lib.llama_get_memory(self.pointer)
        self.size = int(self.lib.llama_n_ctx(self.pointer))

    def abort(self, now: bool) -> None:
        """Ends a running ``decode`` as soon as may be; may be called from any thread."""
        self._flag[0] = b"\x01" if now else b"\x00"

    def decode(self, tokens: Sequence[int] | NDArray[np.int32]) -> bool:
        """Reads tokens after what is there; False when aborted, ModelFailed when it breaks."""
        held = (self.lib.llama_token * len(tokens))(*(int(token) for token in tokens))
        code = self.lib.llama_decode(self.pointer, self.lib.llama_batch_get_one(held, len(tokens)))
        if code == _ABORTED:
            return False
        if code != 0:
            raise ModelFailed
        return True

    def cut(self, length: int) -> bool:
        """Forgets everything after ``length`` tokens; False when this model cannot."""
        return bool(self.lib.llama_memory_seq_rm(self.memory, 0, length, -1))

    def clear(self) -> None:
        """Forgets everything."""
        self.lib.llama_memory_clear(self.memory, True)

    def state(self) -> NDArray[np.uint8]:
        """What was read, as bytes."""
        size = int(self.lib.llama_state_seq_get_size(self.pointer, 0))
        out = np.empty(size, dtype=np.uint8)
        pointer = out.ctypes.data_as(ctypes.POINTER(ctypes.c_uint8))
        written = int(self.lib.llama_state_seq_get_data(self.pointer, pointer, size, 0))
        return out[:written]

    def state_bytes(self) -> int:
        """How large ``state`` would be."""
        return int(self.lib.llama_state_seq_get_size(self.pointer, 0))

    def restore(self, state: NDArray[np.uint8]) -> bool:
        """Puts a ``state`` back; False when it cannot be read."""
        pointer = state.ctypes.data_as(ctypes.POINTER(ctypes.c_uint8))
        return bool(self.lib.llama_state_seq_set_data(self.pointer, pointer, state.size, 0))

    def close(self) -> None:
        """Gives the memory back; may be called twice."""
        if self.pointer:
            self.lib.llama_free(self.pointer)
            self.pointer = None


class Sampler:
    """Chooses the next token; temperature 0 takes the likeliest."""

    def __init__(self, lib: Any, temperature: float, top_p: float, seed: int) -> None:
        self.lib = lib
        self.pointer = lib.llama_sampler_chain_init(lib.llama_sampler_chain_default_params())

        def add(part: Any) -> None:
            lib.llama_sampler_chain_add(self.pointer, part)

        if temperature <= 0:
            add(lib.llama_sampler_init_greedy())
            return
        add(lib.llama_sampler_init_top_k(40))
        add(lib.llama_sampler_init_top_p(top_p, 1))
        add(lib.llama_sampler_init_min_p(0.05, 1))
        add(lib.llama_sampler_init_temp(temperature))
        add(lib.llama_sampler_init_dist(seed))

    def next(self, context: Context) -> int:
        """The token that follows what ``context`` read last."""
        return int(self.lib.llama_sampler_sample(self.pointer, context.pointer, -1))

    def close(self) -> None:
        """Gives the memory back."""
        if self.pointer:
            self.lib.llama_sampler_free(self.pointer)
            self.pointer = None


def _reason() -> str:
    """Why loading failed, as a key of FILE_FAULTS, from what llama.cpp said."""
    said = " ".join(_said).casefold()
    return next((fault for sign, fault in _SIGNS if sign in said), "load")


_SIGNS = (
    ("unknown model architecture", "architecture"),
    ("not within the file bounds", "short"),
    ("magic", "magic"),
    ("failed to allocate", "memory"),
    ("vocab", "vocabulary"),
)
