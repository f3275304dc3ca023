"""The child process that reads one document: ``python -m coach.knowledge.documents.child``.

Contract: arguments are ``read LIMITS FILE``, ``draw LIMITS FILE PAGE WIDTH`` or ``pages LIMITS FILE
WIDTH``, limits as JSON. Says ``{"progress": [done, all]}`` and ``{"scanned": pages}`` on the way,
``{"page": number, "picture": base64}`` for each of all pages, and at last one of ``{"read": …}``,
``{"picture": base64}``, ``{"drawn": pages}``, ``{"fault": key}``. It may be killed at any time.
"""

import base64
import json
import sys
from dataclasses import asdict
from pathlib import Path

from coach.begin import begin
from coach.child import limit, say
from coach.knowledge.documents.errors import Unreadable
from coach.knowledge.documents.limits import Limits


def _read(path: Path, limits: Limits) -> None:
    from coach.knowledge.documents.assemble import assemble
    from coach.knowledge.documents.parts import Draft
    from coach.knowledge.documents.sniff import kind_of

    kind = kind_of(path, limits)
    draft: Draft
    if kind == "pdf":
        from coach.knowledge.documents.pdf import read_pdf

        draft = read_pdf(
            path,
            limits,
            lambda done, all: say(progress=[done, all]),
            lambda pages: say(scanned=pages),
        )
    elif kind == "docx":
        from coach.knowledge.documents.docx import read_docx

        draft = read_docx(path, limits)
    elif kind == "odt":
        from coach.knowledge.documents.odt import read_odt

        draft = read_odt(path, limits)
    elif kind == "text":
        from coach.knowledge.documents.plain import read_plain

        draft = read_plain(path)
    else:
        from coach.knowledge.documents.markup import read_html, read_markdown

        draft = read_html(path) if kind == "html" else read_markdown(path)
    say(read=asdict(assemble(draft, path.name, limits)))


def _draw(path: Path, limits: Limits, page: int, width: int) -> None:
    from coach.knowledge.documents.pdf import draw
    from coach.knowledge.documents.sniff import kind_of

    if kind_of(path, limits) != "pdf":
        raise Unreadable("no_page")
    say(picture=base64.b64encode(draw(path, page, width)).decode("ascii"))


def _pages(path: Path, limits: Limits, width: int) -> None:
    from coach.knowledge.documents.pdf import draw_all
    from coach.knowledge.documents.sniff import kind_of

    if kind_of(path, limits) != "pdf":
        raise Unreadable("no_page")
    number = 0
    for number, picture in enumerate(draw_all(path, width), start=1):
        say(page=number, picture=base64.b64encode(picture).decode("ascii"))
    say(drawn=number)


def main(arguments: list[str]) -> None:
    """Does what the arguments ask."""
    task, given, file, *more = arguments
    limits = Limits(**json.loads(given))
    begin()
    limit(limits.memory)
    try:
        if task == "read":
            _read(Path(file), limits)
        elif task == "pages":
            _pages(Path(file), limits, int(more[0]))
        else:
            _draw(Path(file), limits, int(more[0]), int(more[1]))
    except Unreadable as error:
        say(fault=error.fault)
    except MemoryError:
        say(fault="memory")
    except (RecursionError, OSError, ValueError, ArithmeticError, LookupError, TypeError):
        # Files that are wrong in a way nobody thought of; what they hold is not repeated.
        say(fault="broken")


if __name__ == "__main__":
    main(sys.argv[1:])
