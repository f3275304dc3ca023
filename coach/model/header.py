"""Reads the header of a GGUF file without trusting any number in it.

Contract: ``read(path)`` gives a ``Header`` or raises ``Broken`` with a key of
``coach.errors.FILE_FAULTS``. Every count and length is held against what the file can hold before
anything is read or reserved; arrays are walked, not kept. Format: ggml's "gguf.md", versions 2
and 3, little-endian. Does not look at weights; runs in a child process (``coach.model.trial``).
"""

import struct
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

MAGIC = b"GGUF"
_VERSIONS = (2, 3)
_MAX_KEY = 256
_MAX_DIMS = 4
_MAX_TENSORS = 100_000
_MAX_ENTRIES = 100_000
_MAX_TEXT = 8 * 2**20
_STRING, _ARRAY = 8, 9
_SCALARS = {
    0: "<B", 1: "<b", 2: "<H", 3: "<h", 4: "<I", 5: "<i", 6: "<f", 7: "<?", 10: "<Q", 11: "<q",
    12: "<d",
}  # fmt: skip
# Values and bytes per block of each ggml type, as in ggml.h; unknown types are refused.
_BLOCKS = {
    0: (1, 4), 1: (1, 2), 2: (32, 18), 3: (32, 20), 6: (32, 22), 7: (32, 24), 8: (32, 34),
    10: (256, 84), 11: (256, 110), 12: (256, 144), 13: (256, 176), 14: (256, 210),
    15: (256, 292), 16: (256, 66), 17: (256, 74), 18: (256, 98), 19: (256, 50), 20: (32, 18),
    21: (256, 110), 22: (256, 82), 23: (256, 136), 24: (1, 1), 25: (1, 2), 26: (1, 4), 27: (1, 8),
    28: (1, 8), 29: (256, 56), 30: (1, 2), 34: (256, 54), 35: (256, 66), 39: (32, 17), 40: (64, 36),
}  # fmt: skip
Value = str | int | float | bool


class Broken(Exception):
    """The file is not what it should be; ``fault`` is a key of FILE_FAULTS."""

    def __init__(self, fault: str) -> None:
        self.fault = fault
        super().__init__(fault)


@dataclass(frozen=True)
class Header:
    """What the header says; sizes in bytes and tokens."""

    architecture: str
    name: str
    file_bytes: int
    layers: int
    context: int
    cache_bytes_per_token: int
    template: str
    tensors: int
    values: dict[str, Value] = field(default_factory=dict, repr=False)


class _Reader:
    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file, self.size = file, size

    @property
    def left(self) -> int:
        return self.size - self._file.tell()

    def take(self, count: int) -> bytes:
        if count < 0 or count > self.left:
            raise Broken("short")
        return self._file.read(count)

    def skip(self, count: int) -> None:
        if count < 0 or count > self.left:
            raise Broken("short")
        self._file.seek(count, 1)

    def number(self, form: str) -> int:
        return int(struct.unpack(form, self.take(struct.calcsize(form)))[0])

    def text(self, limit: int = _MAX_TEXT) -> str:
        length = self.number("<Q")
        if length > limit:
            raise Broken("metadata")
        try:
            return self.take(length).decode("utf-8")
        except UnicodeDecodeError:
            raise Broken("metadata") from None

    def value(self) -> Value | None:
        kind = self.number("<I")
        if kind == _STRING:
            return self.text()
        if kind == _ARRAY:
            self._array()
            return None
        if kind not in _SCALARS:
            raise Broken("metadata")
        form = _SCALARS[kind]
        read: Value = struct.unpack(form, self.take(struct.calcsize(form)))[0]
        return read

    def _array(self) -> None:
        kind, count = self.number("<I"), self.number("<Q")
        if kind in _SCALARS:
            width = struct.calcsize(_SCALARS[kind])
            if count > self.left // width:
                raise Broken("counts")
            self.skip(count * width)
        elif kind == _STRING:
            if count > self.left // 8:
                raise Broken("counts")
            for _ in range(count):
                self.skip(self.number("<Q"))
        else:
            raise Broken("metadata")  # arrays of arrays are in no model file we know


def read(path: Path) -> Header:
    """The header of a file; raises Broken, or OSError when it cannot be opened."""
    size = path.stat().st_size
    with path.open("rb") as file:
        reader = _Reader(file, size)
        if size < 4 or reader.take(4) != MAGIC:
            raise Broken("magic")
        if reader.number("<I") not in _VERSIONS:
            raise Broken("version")
        tensors, entries = reader.number("<Q"), reader.number("<Q")
        if not 0 < tensors <= _MAX_TENSORS or entries > _MAX_ENTRIES:
            raise Broken("counts")
        values: dict[str, Value] = {}
        for _ in range(entries):
            key = reader.text(_MAX_KEY)
            value = reader.value()
            if key in values:
                raise Broken("metadata")
            if value is not None:
                values[key] = value
        ends = [_tensor_end(reader) for _ in range(tensors)]
        alignment = values.get("general.alignment", 32)
        if not isinstance(alignment, int) or not 8 <= alignment <= 65536 or alignment % 8:
            raise Broken("metadata")
        start = -(-file.tell() // alignment) * alignment
    if any(offset % alignment or start + offset + length > size for offset, length in ends):
        raise Broken("tensor")
    return _header(values, size, tensors)


def _tensor_end(reader: _Reader) -> tuple[int, int]:
    """Offset and length in bytes of one tensor."""
    reader.text(_MAX_KEY)
    dims = reader.number("<I")
    if not 1 <= dims <= _MAX_DIMS:
        raise Broken("counts")
    shape = [reader.number("<Q") for _ in range(dims)]
    kind, offset = reader.number("<I"), reader.number("<Q")
    if kind not in _BLOCKS:
        raise Broken("metadata")
    values, width = _BLOCKS[kind]
    count = 1
    for length in shape:
        count *= length
    if not 0 < count <= reader.size * 8 or shape[0] % values:
        raise Broken("tensor")
    return offset, count // values * width


def _header(values: dict[str, Value], size: int, tensors: int) -> Header:
    architecture = values.get("general.architecture")
    if not isinstance(architecture, str) or not architecture:
        raise Broken("metadata")

    def whole(name: str, default: int = 0) -> int:
        found = values.get(f"{architecture}.{name}", default)
        return found if isinstance(found, int) else default

    layers, heads = whole("block_count"), whole("attention.head_count", 1)
    if not 0 < layers <= 1000:
        raise Broken("metadata")
    head = whole("embedding_length") // max(1, heads)
    width = whole("attention.key_length", head) + whole("attention.value_length", head)
    template = values.get("tokenizer.chat_template", "")
    name = values.get("general.name", "")
    return Header(
        architecture=architecture,
        name=name if isinstance(name, str) else "",
        file_bytes=size,
        layers=layers,
        context=whole("context_length"),
        # Keys and values of one token in float16, over all layers.
        cache_bytes_per_token=2 * layers * whole("attention.head_count_kv", heads) * width,
        template=template if isinstance(template, str) else "",
        tensors=tensors,
        values=values,
    )
