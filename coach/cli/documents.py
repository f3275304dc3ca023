"""``coach ingest``, ``coach documents`` and ``coach search``: own documents in the terminal.

Contract: nothing counts before it was reviewed, here or with ``--yes`` (never for a practice case);
each file stands by itself: one that fails is named and the others go on, status 1 in the end.
``search`` works without a vault, over the shipped library alone, and says so.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from coach.cli.common import Json, Stop
from coach.cli.vaults import open_vault, quietly
from coach.errors import IndexMissing, KierError
from coach.settings import settings

if TYPE_CHECKING:
    from coach.knowledge.collection import Hit, Library
    from coach.knowledge.documents.base import Step
    from coach.knowledge.documents.review import Document, Listed
    from coach.knowledge.documents.shelf import Shelf
    from coach.privacy.vault import Vault

Ticks = Callable[["Step", int, int], None]


class Kind(StrEnum):
    """What kind of document it is."""

    HANDBOOK = "handbook"
    CASE = "case"
    PROTOCOL = "protocol"


@contextmanager
def _bar() -> Iterator[Ticks]:
    """A progress bar on standard error, one line for each step."""
    from coach.ui.texts import ingest as words

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, Any] = {}

        def tick(step: "Step", done: int, all: int) -> None:
            task = tasks.get(step)
            if task is None:
                task = tasks[step] = bar.add_task(words.STEPS[step], total=None)
            bar.update(task, completed=done, total=all)

        yield tick


def _shelf(opened: "Vault") -> "Shelf":
    from coach.dialogue.assembly import build_index
    from coach.dialogue.documents import shelf_over
    from coach.encoder import load_encoder
    from coach.knowledge.index import Index, stamp_of
    from coach.privacy.ready import Guard

    encoder = load_encoder(settings().encoder)
    try:
        Index(settings().data_folder).collections(stamp_of(encoder))
    except IndexMissing:
        build_index(settings())
    guard = Guard(settings().content, settings().data_folder)
    shelf = shelf_over(settings(), opened, encoder, guard.build)
    with _bar() as tick:
        shelf.align(tick)
    return shelf


@contextmanager
def _held() -> Iterator[None]:
    """Nobody else works on the data folder meanwhile; errors end the command."""
    from coach.lock import hold

    try:
        lock = hold(settings())
        try:
            yield
        finally:
            lock.release()
    except KierError as error:
        raise Stop(error) from error


def _files(paths: Sequence[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(p for p in path.rglob("*") if p.is_file() and p.name[0] != ".")
        else:
            found.append(path)
    return found


def ingest(
    paths: Annotated[list[Path], typer.Argument(metavar="PAD…", help="bestanden of mappen")],
    kind: Annotated[Kind, typer.Option("--kind", help="soort document")] = Kind.HANDBOOK,
    title: Annotated[str, typer.Option("--title", help="titel (bij één bestand)")] = "",
    priority: Annotated[bool, typer.Option("--priority", help="gaat voor bij het zoeken")] = False,
    yes: Annotated[
        bool, typer.Option("--yes", help="neem alles over zoals voorgesteld (niet bij case)")
    ] = False,
) -> None:
    """Leest eigen documenten in, laat ze nakijken en maakt ze vindbaar."""
    from coach.knowledge.documents.refusals import DocumentKnown, LooksNeeded

    failed = False
    with _held():
        if yes and kind is Kind.CASE:
            raise LooksNeeded
        shelf = _shelf(open_vault(make=True))
        files = _files(paths)
        for path in files:
            try:
                with _bar() as tick:
                    document = shelf.add(
                        path,
                        kind.value,
                        title=title if len(files) == 1 else "",
                        priority=priority,
                        progress=tick,
                    )
                _tell(shelf, document)
                if yes:
                    shelf.accept_unseen(document.id)
                _finish(shelf, document, ask=not yes)
            except DocumentKnown as error:
                typer.echo(error.sentence)
            except KierError as error:
                failed = True
                typer.echo(str(error), err=True)
    if failed:
        raise typer.Exit(1)


def _tell(shelf: "Shelf", document: "Document") -> None:
    from coach.ui.texts import ingest as words

    count = len(shelf.passages(document.id))
    typer.echo(words.ADDED[min(count, 2)].format(title=document.title, count=count))
    if document.removed:
        what = ", ".join(f"{gone.kind} ({gone.count})" for gone in document.removed)
        typer.echo(words.REMOVED_WHILE_READING.format(what=what))
    if document.replaces:
        typer.echo(words.REPLACES)
    if document.by_ocr:
        typer.echo(words.BY_OCR)


def _finish(shelf: "Shelf", document: "Document", *, ask: bool) -> None:
    from coach.cli.reviewing import review
    from coach.ui.texts import ingest as words

    if ask and not review(shelf, document.id):
        typer.echo(words.WAITS.format(id=document.id))
        return
    counts = next(one.counts for one in shelf.documents() if one.document.id == document.id)
    with _bar() as tick:
        shelf.finish(document.id, tick)
    typer.echo(
        words.FINISHED.format(
            title=document.title, accepted=counts.accepted, rejected=counts.rejected
        )
    )


def documents(
    remove: Annotated[str, typer.Option("--remove", metavar="ID", help="verwijder dit")] = "",
    review: Annotated[str, typer.Option("--review", metavar="ID", help="kijk dit verder na")] = "",
    proof: Annotated[bool, typer.Option("--proof", help="laat zien wat er gezocht is")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="vraag niets bij het verwijderen")] = False,
    json: Json = False,
) -> None:
    """Toont de eigen documenten; kijkt er een verder na, of verwijdert er een."""
    with _held():
        opened = open_vault()
        shelf = _shelf(opened)
        if remove:
            _removed(opened, shelf, remove, proof=proof, yes=yes)
        elif review:
            _finish(shelf, shelf.document(review), ask=True)
        else:
            _listed(shelf.documents(), json)


def _removed(opened: "Vault", shelf: "Shelf", id: str, *, proof: bool, yes: bool) -> None:
    from coach.dialogue.documents import remove_with_proof
    from coach.ui.keep_actions import said
    from coach.ui.texts import ingest as words

    title = shelf.document(id).title
    if not (yes or typer.confirm(words.REMOVE_SURE.format(title=title))):
        typer.echo(words.STOPPED)
        return
    with _bar() as tick:
        done = remove_with_proof(settings(), opened, shelf, id, tick)
    typer.echo(words.GONE.format(title=title))
    if proof or not done.clean:
        typer.echo(said(done))
    if not done.clean:
        raise typer.Exit(1)


def _listed(found: "Sequence[Listed]", as_json: bool) -> None:
    from dataclasses import asdict

    from coach.ui.texts import ingest as words

    if as_json:
        lines = [{**asdict(one.document), "counts": asdict(one.counts)} for one in found]
        typer.echo(json.dumps(lines, ensure_ascii=False, indent=2))
        return
    if not found:
        typer.echo(words.NO_DOCUMENTS)
    for one in found:
        counts = ", ".join(
            f"{count} {words.STATES[state]}"
            for state in words.STATES
            if (count := getattr(one.counts, state.value))
        )
        typer.echo(
            words.LINE.format(
                id=one.document.id,
                kind=words.KINDS[one.document.kind],
                title=one.document.title,
                stage=words.STAGES[one.document.stage],
                counts=counts,
                priority=f"  {words.PRIORITY}" if one.document.priority else "",
            )
        )


def search(
    query: Annotated[str, typer.Argument(metavar="VRAAG", help="waar je naar zoekt")],
    count: Annotated[int, typer.Option("-k", min=1, max=50, help="hoeveel stukken")] = 5,
    kind: Annotated[Kind | None, typer.Option("--kind", help="alleen deze soort")] = None,
    own: Annotated[
        bool, typer.Option("--own", help="ook in eigen documenten (vraagt de wachtzin)")
    ] = False,
    json: Json = False,
) -> None:
    """Zoekt in de bibliotheek en in eigen documenten, met letterlijke tekst en bladzijde."""
    try:
        opened = open_vault() if own else quietly()
        library = _shelf(opened).collection if opened is not None else _shipped()
        hits = library.search(query, count, kinds=_kinds(kind))
    except KierError as error:
        raise Stop(error) from error
    _found(query, hits, _own_state(opened is not None), json)


def _shipped() -> "Library":
    from coach.dialogue.assembly import build_index, tokens_of
    from coach.encoder import load_encoder
    from coach.knowledge.collection import Library
    from coach.knowledge.content import load_all
    from coach.knowledge.index import Index
    from coach.knowledge.units import texts

    content = load_all(settings().content)
    encoder = load_encoder(settings().encoder)

    def made() -> "Library":
        found = texts(content.passages, content.cases)
        tokens = tokens_of(content, settings().content)
        return Library(found, Index(settings().data_folder), encoder, tokens)

    try:
        return made()
    except IndexMissing:
        build_index(settings())
        return made()


def _kinds(kind: Kind | None) -> tuple[str, ...]:
    from coach.knowledge import units

    if kind is None:
        return ()
    return {
        Kind.HANDBOOK: (units.HANDBOOK, units.OWN_HANDBOOK),
        Kind.CASE: units.STORIES,
        Kind.PROTOCOL: (units.OWN_PROTOCOL,),
    }[kind]


def _own_state(opened: bool) -> str:
    from coach.privacy import vault

    if opened:
        return "open"
    try:
        return "none" if vault.present(settings()) is None else "locked"
    except KierError:
        return "locked"


def hit_as_dict(hit: "Hit") -> dict[str, Any]:
    """One hit as JSON says it; ``start`` and ``end`` mark the quote in ``passage``."""
    start = hit.text.text.find(hit.quote)
    kind = hit.text.kind.removeprefix("own-")
    return {
        "id": hit.text.id,
        "kind": "case" if kind == "cases" else kind,
        "own": bool(hit.text.document),
        "title": hit.text.title,
        "headings": list(hit.text.headings),
        "source": hit.text.heading,
        "references": list(hit.text.sources),
        "page": hit.page,
        "priority": hit.text.priority,
        "themes": [theme.value for theme in hit.text.themes],
        "passage": hit.text.text,
        "quote": hit.quote,
        "start": start,
        "end": start + len(hit.quote),
        "score": round(hit.score, 4),
        "dense": round(hit.dense, 4),
        "lexical": round(hit.lexical, 4),
        "confidence": round(hit.confidence, 4),
    }


def _found(query: str, hits: "Sequence[Hit]", own: str, as_json: bool) -> None:
    from coach.ui.texts import ingest as words

    if as_json:
        held = {"query": query, "own": own, "hits": [hit_as_dict(hit) for hit in hits]}
        typer.echo(json.dumps(held, ensure_ascii=False, indent=2))
        return
    if own == "locked":
        typer.echo(words.LOCKED, err=True)
    if not hits:
        typer.echo(words.NOTHING_FOUND)
    for hit in hits:
        where = [hit.text.heading]
        if hit.page is not None:
            where.append(words.PAGE.format(page=hit.page))
        if hit.text.priority:
            where.append(words.PRIORITY)
        if not hit.text.document:
            where.append(words.STARTER)
        typer.echo("\n— " + " · ".join(where))
        typer.echo(f"  ‘{hit.quote}’")
