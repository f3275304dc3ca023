"""The header check: real files pass, every kind of damage has its name, nothing else escapes."""

import random
import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.model import header
from coach.model.header import Broken, read


def test_a_real_file_is_read(tiny: Path) -> None:
    found = read(tiny)
    assert (found.architecture, found.layers, found.context) == ("qwen3", 2, 8192)
    assert found.file_bytes == tiny.stat().st_size
    assert found.cache_bytes_per_token == 2 * 2 * 2 * 32
    assert "im_start" in found.template


def test_block_sizes_are_those_of_the_format() -> None:
    from gguf import GGML_QUANT_SIZES

    theirs = {int(kind): sizes for kind, sizes in GGML_QUANT_SIZES.items()}
    assert {kind: theirs[kind] for kind in header._BLOCKS} == header._BLOCKS


def fault(path: Path, data: bytes) -> str:
    path.write_bytes(data)
    with pytest.raises(Broken) as caught:
        read(path)
    return caught.value.fault


def test_each_kind_of_damage_has_its_name(tiny: Path, tmp_path: Path) -> None:
    whole, path = tiny.read_bytes(), tmp_path / "stuk.gguf"
    huge = struct.pack("<Q", 2**62)
    assert fault(path, b"") == "magic"
    assert fault(path, b"<!doctype html>" + whole) == "magic"
    assert fault(path, whole[:4] + struct.pack("<I", 99) + whole[8:]) == "version"
    assert fault(path, whole[:8] + huge + whole[16:]) == "counts"
    assert fault(path, whole[:16] + huge + whole[24:]) == "counts"
    assert fault(path, whole[:24] + huge + whole[32:]) == "metadata"
    assert fault(path, whole[:400]) == "short"
    assert fault(path, whole[: len(whole) // 2]) in ("tensor", "short")
    assert fault(path, whole[:-64]) == "tensor"


def test_a_tensor_outside_the_file(tiny: Path, tmp_path: Path) -> None:
    whole = tiny.read_bytes()
    name = b"output_norm.weight"
    at = whole.index(name) + len(name)
    shape = at + 4
    assert struct.unpack("<Q", whole[shape : shape + 8]) == (64,)
    offset = shape + 8 + 4
    moved = whole[:offset] + struct.pack("<Q", 2**40) + whole[offset + 8 :]
    assert fault(tmp_path / "buiten.gguf", moved) == "tensor"
    longer = whole[:shape] + struct.pack("<Q", 2**50) + whole[shape + 8 :]
    assert fault(tmp_path / "lang.gguf", longer) == "tensor"


def mutated(whole: bytes, seed: int) -> bytes:
    """A file with damage: flipped bytes, numbers made absurd, a part gone or doubled."""
    chance = random.Random(seed)
    data = bytearray(whole)
    # Where the header is: damage among the weights is only noise.
    head = min(len(data), 60_000)
    for _ in range(chance.choice((1, 1, 2, 8))):
        at = chance.randrange(4, head)
        kind = chance.randrange(5)
        if kind == 0:
            data[at] ^= 1 << chance.randrange(8)
        elif kind == 1:
            data[at : at + 8] = struct.pack("<Q", chance.choice((0, 2**31, 2**63, 2**64 - 1)))
        elif kind == 2:
            del data[at : at + chance.randrange(1, 64)]
        elif kind == 3:
            data[at:at] = data[at : at + chance.randrange(1, 64)]
        else:
            data[at : at + 4] = struct.pack("<I", chance.randrange(2**32))
    if chance.random() < 0.2:
        del data[chance.randrange(8, len(data)) :]
    return bytes(data)


@given(seed=st.integers(0, 2**32))
def test_damage_is_always_a_named_fault(
    seed: int, tiny: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from coach.model.errors import FILE_FAULTS

    path = tmp_path_factory.mktemp("m") / "m.gguf"
    path.write_bytes(mutated(tiny.read_bytes(), seed))
    try:
        found = read(path)
    except Broken as error:
        assert error.fault in FILE_FAULTS
    else:
        assert found.layers <= 1000
    path.unlink()
