"""Weights as small files: int8 with one scale per row, or half precision.

Contract: ``pack`` turns float32 arrays into arrays fit for safetensors, ``unpack`` turns them
back into float32. A matrix "w" becomes "w" (int8) and "w.scale" (float32, one per row); vectors
stay float32. Rounding is to nearest, symmetric, without calibration. No torch, no files.
"""

from collections.abc import Mapping
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Precision = Literal["int8", "half", "full"]
Arrays = dict[str, NDArray[np.generic]]
_SCALE = ".scale"


def pack(weights: Mapping[str, NDArray[np.float32]], precision: Precision = "int8") -> Arrays:
    """Return the arrays to store for ``weights`` at ``precision``."""
    packed: Arrays = {}
    for name, array in weights.items():
        if array.ndim != 2 or precision == "full":
            packed[name] = np.ascontiguousarray(array, dtype=np.float32)
        elif precision == "half":
            packed[name] = array.astype(np.float16)
        else:
            scale = np.abs(array).max(axis=1, keepdims=True).astype(np.float32) / 127.0
            scale[scale == 0.0] = 1.0
            packed[name] = np.rint(array / scale).astype(np.int8)
            packed[name + _SCALE] = scale
    return packed


def unpack(packed: Mapping[str, NDArray[np.generic]]) -> dict[str, NDArray[np.float32]]:
    """Return float32 weights from what ``pack`` made, whatever its precision."""
    weights: dict[str, NDArray[np.float32]] = {}
    for name, array in packed.items():
        if name.endswith(_SCALE):
            continue
        full = array.astype(np.float32)
        if array.dtype == np.int8:
            full *= packed[name + _SCALE].astype(np.float32)
        weights[name] = full
    return weights
