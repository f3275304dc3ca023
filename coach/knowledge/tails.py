"""Clears what Chroma writes along with its vectors without meaning to.

Contract: an HNSW file of Chroma (1.5) is as long as the index may become, and the part that is not
in use yet holds whatever stood in the memory of the process: pieces of a document that was removed,
for instance. ``clear`` makes those parts zero, in every index below a folder; nobody may be adding
to them meanwhile (searching is fine: it reads memory and writes nothing). The layout is that of
hnswlib's ``header.bin``; a file of another layout is left as it is. Knows no documents.
"""

import struct
from pathlib import Path

_HEADER = struct.Struct("<iQQQQQQiIQQQdQ")
_VERSION, _LENGTH_BYTES = 1, 4


def clear(folder: Path) -> None:
    """Makes the unused part of every index below ``folder`` zero."""
    for header in folder.rglob("header.bin"):
        held = header.read_bytes()
        if len(held) != _HEADER.size:
            continue
        version, _, most, count, size, *_ = _HEADER.unpack(held)
        if version != _VERSION or count > most:
            continue
        _clear(header.with_name("data_level0.bin"), count * size, most * size)
        _clear(header.with_name("length.bin"), count * _LENGTH_BYTES, most * _LENGTH_BYTES)


def _clear(path: Path, start: int, whole: int) -> None:
    if not path.is_file() or path.stat().st_size != whole:
        return
    with path.open("r+b") as file:
        file.seek(start)
        if any(file.read()):
            file.seek(start)
            file.write(bytes(whole - start))
