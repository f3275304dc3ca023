"""Our small Dutch sentence encoder: training, weights, loading. See ``runtime`` and ``build``."""

from coach.encoder.runtime import DutchEncoder, load_encoder

__all__ = ["DutchEncoder", "load_encoder"]
