"""``python -m coach.cli``: the command `coach`."""

from coach.cli import app

app()
