"""One Kier at a time on a data folder.

Contract: ``hold`` returns a held lock or raises DataFolderBusy at once; the lock goes with the
process, also after a crash.
"""

from filelock import FileLock, Timeout

from coach.errors import DataFolderBusy
from coach.settings import Settings


def hold(settings: Settings) -> FileLock:
    """Holds the data folder for this process."""
    lock = FileLock(settings.data_folder / "kier.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise DataFolderBusy(folder=settings.data_folder) from error
    return lock
