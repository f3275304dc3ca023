"""What every process of Kier does first: guard the network and keep quiet about users' words.

Contract: ``begin`` is called by ``app.py`` and by the command line before anything heavy is
imported; calling it again does nothing.
"""

from coach import guard, quiet


def begin() -> None:
    """Guard on, tracebacks without messages, files for the owner only."""
    guard.install()
    quiet.hush()
