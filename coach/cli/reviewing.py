"""Reviewing a document in the terminal: each passage with its replacements, or all at once.

Contract: ``review`` walks over the open passages of a draft and gives True when none is left.
Every answer is kept at once, so that stopping loses nothing. Nothing is written outside the vault.
"""

from collections.abc import Sequence

import typer

from coach.errors import KierError
from coach.knowledge.documents.review import Decision, Passage, State
from coach.knowledge.documents.shelf import Shelf
from coach.labels import Theme
from coach.ui.texts import ingest as words


def review(shelf: Shelf, id: str) -> bool:
    """Asks about every open passage; False when the person stopped."""
    while True:
        passages = shelf.passages(id)
        still = [passage for passage in passages if passage.state is State.OPEN]
        if not still:
            return True
        passage = still[0]
        show(passage, len(passages))
        key = _key()
        if key == "q":
            return False
        try:
            if key == "a":
                _rest(shelf, id, still)
            else:
                decision = _decision(key, passage)
                if decision is not None:
                    shelf.decide(id, {passage.id: decision})
        except KierError as error:
            typer.echo(str(error), err=True)


def show(passage: Passage, all: int) -> None:
    """Prints a passage with what is proposed for it."""
    place = [words.PIECE.format(number=passage.number + 1, all=all), *passage.headings]
    if passage.page is not None:
        place.append(words.PAGE.format(page=passage.page))
    typer.echo("\n— " + " · ".join(place))
    typer.echo(passage.text)
    if passage.swaps:
        typer.echo(words.SWAPS)
    for number, swap in enumerate(passage.swaps, 1):
        shown = swap.name if swap.kept else swap.shown
        typer.echo(words.SWAP.format(number=number, name=swap.name, shown=shown))
    if not passage.swaps:
        typer.echo(words.NO_SWAPS)
    themes = ", ".join(passage.themes) or words.NO_THEMES
    typer.echo(words.THEMES.format(themes=themes))
    for double in passage.duplicates:
        if double.exact:
            typer.echo(words.DOUBLE_EXACT.format(title=double.title))
        else:
            percent = round(100 * double.likeness)
            typer.echo(words.DOUBLE_NEAR.format(title=double.title, percent=percent))


def _key() -> str:
    while True:
        said = str(typer.prompt(words.ASK)).strip().casefold()[:1]
        if said and said in words.KEYS:
            return said
        typer.echo(words.UNKNOWN_KEY)


def _decision(key: str, passage: Passage) -> Decision | None:
    if key == "o":
        return Decision(state=State.ACCEPTED)
    if key == "s":
        return Decision(state=State.REJECTED)
    if key == "t":
        return _other_text(passage)
    if key == "m":
        return _other_themes()
    return _undone(passage)


def _other_text(passage: Passage) -> Decision | None:
    found = str(typer.prompt(words.WHAT))
    if found not in passage.text:
        typer.echo(words.NOT_THERE)
        return None
    put = str(typer.prompt(words.BECOMES, default="", show_default=False))
    return Decision(text=passage.text.replace(found, put))


def _other_themes() -> Decision | None:
    said = str(
        typer.prompt(
            words.WHICH_THEMES.format(known=words.KNOWN_THEMES), default="", show_default=False
        )
    )
    names = [name.strip() for name in said.split(",") if name.strip()]
    unknown = [name for name in names if name not in set(Theme)]
    if unknown:
        typer.echo(words.UNKNOWN_THEME.format(name=unknown[0]))
        return None
    return Decision(themes=tuple(Theme(name) for name in names))


def _undone(passage: Passage) -> Decision | None:
    said = str(typer.prompt(words.WHICH_SWAPS, default="", show_default=False))
    numbers = {int(part) - 1 for part in said.split(",") if part.strip().isdigit()}
    return Decision(undo=frozenset(numbers))


def _rest(shelf: Shelf, id: str, still: Sequence[Passage]) -> None:
    """Shows all that is left and accepts it after a yes."""
    typer.echo(words.REST[min(len(still), 2)].format(count=len(still)))
    for passage in still[1:]:
        show(passage, len(still))
    if typer.confirm(words.REST_SURE[min(len(still), 2)].format(count=len(still))):
        shelf.decide_all(id, State.ACCEPTED)
