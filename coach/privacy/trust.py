"""Whether a file that Kier made earlier may be read again.

Contract: ``trusted`` looks at owner, kind and rights of a file and its folder and never opens it.
It does not know what the file holds.
"""

import os
import stat
from pathlib import Path


def trusted(path: Path) -> bool:
    """Whether the file and its folder belong to this user and nobody else can write them."""
    if not hasattr(os, "getuid"):
        return path.is_file()
    try:
        states = [path.lstat(), path.parent.stat()]
    except OSError:
        return False
    return all(
        state.st_uid == os.getuid() and not state.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
        for state in states
    ) and stat.S_ISREG(states[0].st_mode)
