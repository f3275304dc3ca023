"""How much reading one document may take.

Contract: plain numbers that cross to the child as JSON. The time is that of the clock on the wall;
pages read from a scan get time of their own on top.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Sizes in bytes, time in seconds, text in characters."""

    seconds: float = 180.0
    memory: int = 1536 * 2**20
    file_bytes: int = 200 * 2**20
    unpacked_bytes: int = 400 * 2**20
    entries: int = 10_000
    pages: int = 800
    characters: int = 6_000_000
    scanned_pages: int = 100
    seconds_per_scanned_page: float = 30.0
