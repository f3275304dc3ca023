"""The same conversation in a terminal.

Contract: ``chat`` reads lines and prints replies until the user stops; the pipeline is the page's.
Control characters in what is printed are taken out, so that no text can steer the terminal.
"""

from rich.console import Console
from rich.text import Text as Line

from coach.dialogue.cleaning import clean
from coach.dialogue.coach import Coach
from coach.dialogue.events import Event, Reply, Signals, Sources
from coach.dialogue.state import Conversation
from coach.errors import KierError
from coach.ui import texts

_BACK, _STOP = "terug", "stop"


def _show(console: Console, event: Event) -> None:
    if isinstance(event, Signals):
        level = event.signal.level
        console.print(Line(texts.SIGNAL_TITLES[level], style="bold red"))
        quotes = ", ".join(f"‘{quote}’" for quote in event.signal.quotes)
        if quotes:
            console.print(Line(texts.SIGNAL_QUOTES.format(quotes=quotes)))
        for entry in event.helplines:
            console.print(Line(f"  • {entry.number} {entry.name}: {entry.when}"))
    elif isinstance(event, Reply):
        if event.spoken.reflection:
            console.print(Line(event.spoken.reflection))
        if event.spoken.question:
            console.print(Line(event.spoken.question, style="bold"))
    elif isinstance(event, Sources):
        for source in event.sources:
            kind = texts.SOURCE_KINDS[source.kind]
            console.print(Line(f"  {kind}: {source.title}: ‘{source.quote}’", style="dim"))


def chat(coach: Coach, welcome: str) -> None:
    """Talks until 'stop', end of input or Ctrl+C."""
    console = Console()
    console.print(Line(f"{texts.AI_NOTICE}\n{texts.CLI_WELCOME}\n", style="dim"))
    console.print(Line(welcome))
    conversation = Conversation()
    while True:
        try:
            message = clean(console.input(f"\n{texts.CLI_YOU}> "))
        except (EOFError, KeyboardInterrupt):
            break
        if message.casefold() == _STOP:
            break
        if message.casefold() == _BACK:
            conversation = conversation.rewound()
            continue
        if not message:
            console.print(Line(texts.NOTHING_TYPED))
            continue
        raised: list[Signals] = []
        try:
            for event in coach.turn(conversation, message):
                if isinstance(event, Signals):
                    raised.append(event)
                else:
                    _show(console, event)
        except KierError as error:
            console.print(Line(str(error), style="red"))
        # Last, so that it stands where the reply says and nearest to where one types.
        for event in raised:
            _show(console, event)
    console.print(Line(f"\n{texts.CLI_BYE}", style="dim"))
