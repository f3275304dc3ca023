"""``coach erase``, ``coach password`` and the privacy part of ``coach doctor``.

Contract: nothing is erased without a yes (or ``--yes``) and not while a Kier is running; the
status is 1 when the search after erasing found something.
"""

from typing import TYPE_CHECKING, Annotated

import typer

from coach.cli.common import Stop
from coach.errors import KierError
from coach.privacy.vault.errors import VaultError
from coach.settings import settings
from coach.ui.texts import keep as words
from coach.ui.texts import shared

if TYPE_CHECKING:
    from coach.privacy.vault import Vault


def erase(
    everything: Annotated[bool, typer.Option("--all", help="alles in de gegevensmap")] = False,
    proof: Annotated[bool, typer.Option("--proof", help="laat zien wat er gezocht is")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="vraag niets")] = False,
    word: Annotated[list[str] | None, typer.Option(help="zoek ook naar dit woord")] = None,
) -> None:
    """Wist alles wat Kier op deze computer heeft, en zoekt daarna of er iets achterbleef."""
    from coach.lock import hold
    from coach.privacy.erase import erase_all
    from coach.ui.keep_actions import said

    here = settings()
    if not everything or not (yes or typer.confirm(words.CLI_SURE.format(folder=here.data_folder))):
        typer.echo(words.CLI_STOPPED)
        raise typer.Exit(0 if everything else 1)
    try:
        lock = hold(here)
        done = erase_all(here, _opened(ask=proof and not yes), word or ())
        lock.release()
        (here.data_folder / "kier.lock").unlink(missing_ok=True)
    except KierError as error:
        raise Stop(error) from error
    typer.echo(said(done) if proof or not done.clean else words.ERASED)
    if proof and done.removed:
        typer.echo(words.CLI_REMOVED.format(removed=", ".join(done.removed)))
    if not done.clean:
        raise typer.Exit(1)


def _opened(*, ask: bool) -> "Vault | None":
    """The vault, for the words in it; None when there is none or it stays shut."""
    from coach.privacy import vault
    from coach.privacy.vault.files import Opens

    try:
        label = vault.present(settings())
        if label is None:
            return None
        if label.opens is Opens.KEYRING:
            return vault.open_with_keyring(settings())
        if ask:
            phrase = typer.prompt(words.CLI_PHRASE, hide_input=True, default="", show_default=False)
            return vault.open_with_words(settings(), phrase) if phrase else None
    except VaultError as error:
        typer.echo(str(error), err=True)
    return None


def password() -> None:
    """Maakt de afdruk van een wachtwoord voor COACH_PASSWORD_HASH."""
    from coach.privacy.vault.keys import LEAST_CHARACTERS
    from coach.ui.password import hashed

    first = typer.prompt(shared.CLI_PASSWORD, hide_input=True)
    if len(first) < LEAST_CHARACTERS:
        typer.echo(shared.CLI_SHORT.format(least=LEAST_CHARACTERS), err=True)
        raise typer.Exit(1)
    if typer.prompt(shared.CLI_AGAIN, hide_input=True) != first:
        typer.echo(shared.CLI_DIFFER, err=True)
        raise typer.Exit(1)
    typer.echo(shared.CLI_RESULT)
    typer.echo(f"COACH_PASSWORD_HASH='{hashed(first)}'")


def show_privacy(tables: bool = False) -> None:
    """Prints every promise with its proof, and how things are on this computer now."""
    from coach.ui.privacy_report import inventory_table, promise_table, state_now
    from coach.ui.texts import promises as said

    if tables:
        typer.echo(f"{promise_table()}\n\n{inventory_table()}")
        return
    for item in said.PROMISES:
        typer.echo(f"• {item.promise}")
        typer.echo(f"    {said.BY.format(how=item.how)}")
        typer.echo(f"    {said.TEST.format(tests=', '.join(item.tests))}")
        typer.echo(f"    {said.BROKEN.format(broken=item.broken)}")
    typer.echo(f"\n{said.DOCTOR_NOW}")
    wrong = 0
    for finding in state_now(settings()):
        mark = said.HOLDS if finding.holds else said.FAILS
        wrong += not finding.holds
        typer.echo(f"[{mark}] {finding.sentence}")
    if wrong:
        raise typer.Exit(1)
