"""Looks for words in every byte of a folder, in the ways that programs write text down.

Contract: ``needles`` picks from texts the word groups and the long words that tell a text apart;
``search`` reads all files whole, also what is packed in zip, gzip or zlib, and reports each file
and encoding in which a needle occurs. It says how much it read, so that "nothing found" means
something. It cannot read encrypted files: what they still hold, the vault itself has to show.
"""

import json
import re
import sys
import zlib
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, quote_plus

import numpy as np
from numpy.typing import NDArray

_WORD = re.compile(r"[^\W\d_]{6,}")
_SEPARATORS = re.compile(r"[-_+.]+")
_GROUP = 3
_MOST_WORDS, _MOST_GROUPS = 60, 60
_PACKED_BYTES = 64 * 2**20
_KEY_BYTES, _HASH_BITS, _CHUNK = 8, 20, 2**20
_MIXER = np.uint64(0x9E3779B97F4A7C15)
_FIRST_BYTES, _LEAST_BYTES = 4096, 17
# Name, the bytes it begins with, and zlib's word for its frame.
_PACKINGS = (
    ("zip", b"PK\x03\x04", -15),
    ("gzip", b"\x1f\x8b\x08", 31),
    ("zlib", b"\x78\x01", 15),
    ("zlib", b"\x78\x9c", 15),
    ("zlib", b"\x78\xda", 15),
)


@dataclass(frozen=True)
class Needles:
    """What to look for: ``groups`` of words in a row, and single ``words``."""

    groups: tuple[str, ...]
    words: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.groups) + len(self.words)


@dataclass(frozen=True)
class Trace:
    """A file in which something was found, and how it was written there. Never the word itself."""

    file: str
    encoding: str


@dataclass
class Search:
    """What was read and what was found."""

    files: int = 0
    bytes: int = 0
    encodings: tuple[str, ...] = ()
    found: list[Trace] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def needles(texts: Iterable[str], extra: Iterable[str] = ()) -> Needles:
    """The most telling word groups and words; ``extra`` words are always among them."""
    groups: dict[str, None] = {}
    words: dict[str, None] = {}
    for text in texts:
        said = text.split()
        for start in range(0, max(len(said) - _GROUP + 1, 0), 2):
            group = " ".join(said[start : start + _GROUP])
            if len(group) >= 12:
                groups[group] = None
        words.update(dict.fromkeys(_WORD.findall(text)))
    longest = sorted(words, key=len, reverse=True)[:_MOST_WORDS]
    step = max(1, len(groups) // _MOST_GROUPS)
    return Needles(tuple(list(groups)[::step][:_MOST_GROUPS]), (*extra, *longest))


def _base64(text: str) -> Iterator[bytes]:
    raw = text.encode()
    for shift in range(3):
        # The characters that depend on what stands before and after are cut off.
        whole = b64encode(b"\x00" * shift + raw)
        body = whole[(0, 2, 3)[shift] :].rstrip(b"=")
        if len(body) > 8:
            yield body[: len(body) - 2]


ENCODINGS: dict[str, Callable[[str], Iterable[bytes]]] = {
    "utf-8": lambda text: [text.encode()],
    "kleine letters": lambda text: [text.casefold().encode()],
    "latin-1": lambda text: [text.encode("latin-1", "ignore")],
    "utf-16-le": lambda text: [text.encode("utf-16-le")],
    "utf-16-be": lambda text: [text.encode("utf-16-be")],
    "hex": lambda text: [text.encode().hex().encode(), text.encode().hex().upper().encode()],
    "base64": _base64,
    "url": lambda text: [quote(text).encode(), quote_plus(text).encode()],
    "json": lambda text: [json.dumps(text)[1:-1].encode()],
}


def _inflated(held: bytes, start: int, wbits: int) -> bytes:
    """What a stream that begins here holds; empty when none does."""
    stream, view = zlib.decompressobj(wbits), memoryview(held)[start:]
    try:
        # A first piece tells whether this is a stream at all.
        got = stream.decompress(view[:_FIRST_BYTES], _PACKED_BYTES)
        if got and len(view) > _FIRST_BYTES and not stream.eof:
            got += stream.decompress(view[_FIRST_BYTES:], _PACKED_BYTES)
    except zlib.error:
        return b""
    return got


def _unpacked(held: bytes) -> Iterator[tuple[str, bytes]]:
    """What is packed anywhere inside: members of a zip, gzip streams, zlib streams."""
    for name, mark, wbits in _PACKINGS:
        at = held.find(mark)
        while at >= 0:
            start = at
            if name == "zip":
                # Local file header: 30 bytes, then name and extra field.
                lengths = held[at + 26 : at + 30]
                if len(lengths) == 4:
                    start += 30 + sum(lengths[i] + 256 * lengths[i + 1] for i in (0, 2))
            unpacked = _inflated(held, start, wbits)
            if len(unpacked) >= _LEAST_BYTES:
                yield name, unpacked
            at = held.find(mark, at + len(mark))


def _variants(texts: Iterable[str]) -> dict[str, list[bytes]]:
    made: dict[str, list[bytes]] = {}
    seen: set[bytes] = set()
    for text in texts:
        for name, encode in ENCODINGS.items():
            for variant in encode(text):
                if len(variant) >= 5 and variant not in seen:
                    seen.add(variant)
                    made.setdefault(name, []).append(variant)
    return made


class _Sought:
    """Which of many byte strings stand in a file; each by the way in which it was written.

    A thousand searches through a large file take long. The eight bytes with which a string begins
    are looked up at every place of the file at once; only strings whose eight bytes do stand
    somewhere are then searched for as they are. Shorter ones always are.
    """

    def __init__(self, variants: Mapping[str, Sequence[bytes]]) -> None:
        self._short: list[tuple[str, bytes]] = []
        self._long: dict[int, list[tuple[str, bytes]]] = {}
        for encoding, forms in variants.items():
            for form in forms:
                if len(form) < _KEY_BYTES:
                    self._short.append((encoding, form))
                else:
                    key = int.from_bytes(form[:_KEY_BYTES], sys.byteorder)
                    self._long.setdefault(key, []).append((encoding, form))
        self._keys = np.array(list(self._long), dtype=np.uint64)
        self._marked = np.zeros(1 << _HASH_BITS, dtype=bool)
        self._marked[_hashed(self._keys)] = True

    def ways_in(self, held: bytes) -> list[str]:
        """The encodings in which anything sought stands in these bytes."""
        maybe = [entry for key in self._begun(held) for entry in self._long[key]]
        found = (encoding for encoding, form in (*self._short, *maybe) if form in held)
        return list(dict.fromkeys(found))

    def _begun(self, held: bytes) -> list[int]:
        there: set[int] = set()
        for start in range(0, len(held), _CHUNK):
            part = held[start : start + _CHUNK + _KEY_BYTES]
            for offset in range(min(_KEY_BYTES, len(part) - _KEY_BYTES + 1)):
                count = (len(part) - offset) // _KEY_BYTES
                keys = np.frombuffer(part, dtype=np.uint64, count=count, offset=offset)
                near = keys[self._marked[_hashed(keys)]]
                there.update(near[np.isin(near, self._keys)].tolist())
        return sorted(there)


def _hashed(keys: NDArray[np.uint64]) -> NDArray[np.uint64]:
    return (keys * _MIXER) >> np.uint64(64 - _HASH_BITS)


def search(
    folder: Path,
    wanted: Needles,
    *,
    groups_only: Callable[[Path], bool] = lambda path: False,
    raw: Sequence[bytes] = (),
    not_ours: Callable[[str], str] = lambda relative: relative,
) -> Search:
    """Searches all files below ``folder``; ``raw`` are bytes to look for as they are.

    In files for which ``groups_only`` holds (Kier's own word lists) single words prove nothing;
    there only word groups count, inside and in the name. ``not_ours`` gives the part of a relative
    path that the program did not choose itself: that it keeps a file 'logboek' proves nothing
    either.
    """
    done = Search(encodings=(*ENCODINGS, "zip", "gzip", "zlib"))
    groups, words = _variants(wanted.groups), _variants(wanted.words)
    if raw:
        groups["bytes"] = list(raw)
    sought_groups, sought_words = _Sought(groups), _Sought(words)
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_file():
            continue
        name = path.relative_to(folder).as_posix()
        try:
            held = path.read_bytes()
        except OSError:
            done.unread.append(name)
            continue
        done.files += 1
        done.bytes += len(held)
        looked = (sought_groups,) if groups_only(path) else (sought_groups, sought_words)
        for packing, part in (("", held), *_unpacked(held)):
            for sought in looked:
                for encoding in sought.ways_in(part):
                    done.found.append(Trace(name, f"{packing} {encoding}".strip()))
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        said = not_ours(name).casefold()
        looked_for = wanted.groups if groups_only(path) else (*wanted.groups, *wanted.words)
        ways = (said, _SEPARATORS.sub(" ", said))
        if any(text.casefold() in way for text in looked_for for way in ways):
            done.found.append(Trace(name, "bestandsnaam"))
    return done
