"""How often what a model said failed a check, by model and rule.

Contract: safe for several threads; counts live as long as the process and hold no text.
"""

import threading
from collections import Counter


class Counters:
    """Failed checks since Kier was opened."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: dict[str, Counter[str]] = {}

    def count(self, model_name: str, rule: str) -> None:
        """Adds one."""
        with self._lock:
            self._counts.setdefault(model_name, Counter())[rule] += 1

    def read(self) -> dict[str, dict[str, int]]:
        """A copy: per model the count of each rule, highest first."""
        with self._lock:
            return {name: dict(counts.most_common()) for name, counts in self._counts.items()}
