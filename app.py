"""Opens Kier: settings, wiring, web page. Nothing else."""

import sys

from coach.begin import begin


def main() -> int:
    """Serves Kier; one Dutch sentence and status 1 when it cannot."""
    begin()
    # After the guard: nothing that could look outside is imported before it.
    from coach.errors import KierError
    from coach.settings import settings
    from coach.ui.serve import serve

    try:
        serve(settings())
    except KierError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
