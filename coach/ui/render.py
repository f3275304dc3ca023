"""HTML of the conversation: everything a user or a document said is escaped, nothing is markup.

Contract: pure functions from state to HTML strings. No Markdown is interpreted anywhere; line
breaks are kept by CSS. Knows nothing about Gradio.
"""

from collections.abc import Mapping, Sequence
from html import escape
from types import MappingProxyType

from coach.dialogue.events import Signals
from coach.dialogue.state import Conversation, Source, Spoken, Turn
from coach.knowledge.schemas import Helpline
from coach.knowledge.units import OWN_KINDS, Text
from coach.privacy.memory import Proposal
from coach.ui import texts
from coach.ui.texts import privacy
from coach.ui.texts import voice as voice_texts


def _bubble(who: str, body: str, kind: str) -> str:
    return (
        f'<div class="kier-bubble kier-{kind}"><span class="kier-who">{escape(who)}</span>'
        f"{body}</div>"
    )


def _said(text: str) -> str:
    return f'<p class="kier-text">{escape(text)}</p>' if text else ""


def _reply(spoken: Spoken) -> str:
    asked = ""
    if spoken.question:
        asked = f'<p class="kier-text kier-question">{escape(spoken.question)}</p>'
    return _said(spoken.reflection) + asked


def _who(spoken: Spoken) -> str:
    return f"{texts.NAME} · {voice_texts.SPOKE[spoken.voice]}"


def source(item: Source, whole: Text | None, sources: Sequence[str]) -> str:
    """One source: title and literal quote, opening to the whole passage with the quote marked."""
    kind = texts.SOURCE_KINDS.get(item.kind, item.kind)
    if item.priority:
        kind += f" · {texts.SOURCE_PRIORITY}"
    title = " › ".join((item.title, *item.headings))
    if item.page is not None:
        title += f", {texts.SOURCE_PAGE.format(page=item.page)}"
    head = (
        f'<summary><span class="kier-kind">{escape(kind)}</span> '
        f"<b>{escape(title)}</b> "
        f'<q class="kier-quote">{escape(item.quote)}</q> '
        f'<span class="kier-open">{escape(texts.SOURCE_OPEN)}</span></summary>'
    )
    body = ""
    if whole is not None:
        before, found, after = whole.text.partition(item.quote)
        marked = f"<mark>{escape(found)}</mark>" if found else ""
        body = f'<p class="kier-text">{escape(before)}{marked}{escape(after)}</p>'
        named = texts.SOURCE_SOURCES.format(sources="; ".join(sources)) if sources else ""
        told = texts.SOURCE_OWN if whole.document else texts.STARTER
        first = texts.SOURCE_FIRST if item.priority else ""
        foot = " ".join(part for part in (named, told, first) if part)
        body += f'<p class="kier-foot">{escape(foot)}</p>'
    elif item.kind in OWN_KINDS:
        body = f'<p class="kier-foot">{escape(texts.SOURCE_SHUT)}</p>'
    return f'<details class="kier-source">{head}{body}</details>'


def _told(item: Turn, sent: Proposal | None, newest: bool) -> str:
    """The message with what was replaced in it marked; below the newest also how to undo it."""
    if sent is None or sent.text != item.user or not sent.placed:
        return _said(item.user)
    body, last = "", 0
    for begin, end, swap in sent.placed:
        kind = escape(privacy.KINDS[swap.label], quote=True)
        body += escape(item.user[last:begin])
        body += f'<mark class="kier-swap" title="{kind}">{escape(item.user[begin:end])}</mark>'
        last = end
    foot = f'<p class="kier-foot">{escape(texts.REPLACED.format(undo=texts.UNDO))}</p>'
    return f'<p class="kier-text">{body}{escape(item.user[last:])}</p>{foot if newest else ""}'


def turn(
    item: Turn,
    library: Mapping[str, Text],
    bibliography: Mapping[str, str],
    sent: Proposal | None = None,
    newest: bool = False,
) -> str:
    """One message and its reply with sources; ``sent`` is the message as it was typed."""
    reply = _reply(item.spoken)
    shown = ""
    for found in item.plan.sources:
        whole = library.get(found.id)
        named = [bibliography[s] for s in whole.sources if s in bibliography] if whole else []
        shown += source(found, whole, named)
    if shown:
        label = escape(texts.SOURCES_LABEL)
        reply += f'<div class="kier-sources" aria-label="{label}">{shown}</div>'
    told = _bubble(texts.YOU, _told(item, sent, newest), "user")
    return told + _bubble(_who(item.spoken), reply, "coach")


def live(pending: str = "", status: str = "", spoken: Spoken | None = None) -> str:
    """A message still being answered, what of the reply may be seen already, and the status."""
    parts = [_bubble(texts.YOU, _said(pending), "user")] if pending else []
    if spoken is not None and spoken.text:
        parts.append(_bubble(_who(spoken), _reply(spoken), "coach"))
    if status:
        parts.append(f'<p class="kier-status" role="status">{escape(status)}</p>')
    return "".join(parts)


def log(
    conversation: Conversation,
    library: Mapping[str, Text],
    bibliography: Mapping[str, str],
    welcome: str = "",
    pending: str = "",
    status: str = "",
    sent: Mapping[int, Proposal] = MappingProxyType({}),
) -> str:
    """The whole conversation; ``pending`` is a message still being answered.

    ``sent`` gives by turn the messages as they were typed, as far as this page knows them.
    """
    parts = [_bubble(texts.NAME, _said(welcome), "coach")] if welcome else []
    parts += [
        turn(item, library, bibliography, sent.get(item.number), item is conversation.last)
        for item in conversation.turns
    ]
    parts.append(live(pending, status))
    label = escape(texts.LOG_LABEL)
    return (
        f'<div class="kier-log" role="log" aria-live="polite" aria-label="{label}">'
        f"{''.join(parts)}</div>"
    )


def helpline(entry: Helpline) -> str:
    """One route on the signal card."""
    number = f'<b class="kier-number">{escape(entry.number)}</b> ' if entry.number else ""
    web = f" ({escape(entry.web)})" if entry.web else ""
    return f"<li>{number}<b>{escape(entry.name)}</b>{web}: {escape(entry.when)}</li>"


def signal_card(event: Signals | None) -> str:
    """The signal card, or nothing."""
    if event is None:
        return ""
    level = event.signal.level
    quotes = ", ".join(f"‘{quote}’" for quote in event.signal.quotes)
    named = f"<p>{escape(texts.SIGNAL_QUOTES.format(quotes=quotes))}</p>" if quotes else ""
    routes = "".join(map(helpline, event.helplines))
    dates = [entry.checked_on for entry in event.helplines]
    foot = texts.SIGNAL_FOOT
    if dates:
        foot += " " + texts.SIGNAL_CHECKED.format(date=min(dates).strftime("%d-%m-%Y"))
    return (
        f'<section class="kier-signal kier-{level}" role="alert">'
        f"<h3>{escape(texts.SIGNAL_TITLES[level])}</h3>{named}<ul>{routes}</ul>"
        f'<p class="kier-foot">{escape(foot)}</p></section>'
    )


def notice(sentence: str) -> str:
    """An error or a remark below the box."""
    return f'<p class="kier-notice" role="status">{escape(sentence)}</p>' if sentence else ""
