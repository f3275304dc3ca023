"""HTML of the page 'Kennis': what was found, and a document under review. All of it escaped.

Contract: pure functions from data to HTML strings; what a document or a user said is never markup.
Knows nothing about Gradio or the vault.
"""

from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from html import escape

from coach.knowledge.documents.review import Document, Passage
from coach.labels import Identifier
from coach.ui import texts
from coach.ui.collection_search import Found, Results
from coach.ui.model_actions import bar
from coach.ui.review_actions import Double, Sheet
from coach.ui.texts import library as words
from coach.ui.texts import privacy
from coach.ui.texts.removed import REMOVED

_SHORT = 620
_AROUND = 180
Picture = Callable[[str, int], bytes | None]


def no_picture(document: str, page: int) -> bytes | None:
    """No page pictures."""
    return None


# -- found --------------------------------------------------------------------------------------


def results(given: Results, bibliography: Mapping[str, str], picture: Picture = no_picture) -> str:
    """The answer to a search."""
    remark = f'<p class="kier-small">{escape(given.remark)}</p>' if given.remark else ""
    steps = "".join(f"<li>{escape(step)}</li>" for step in given.next_steps)
    steps = f'<ul class="kier-promises">{steps}</ul>' if steps else ""
    cards = "".join(_card(one, bibliography, picture) for one in given.found)
    return (
        f'<div role="status"><p class="kier-found">{escape(given.said)}</p>{steps}{remark}</div>'
        f"{cards}"
    )


def _card(one: Found, bibliography: Mapping[str, str], picture: Picture) -> str:
    text = one.text
    kind = texts.SOURCE_KINDS.get(text.kind, text.kind)
    marks = f'<span class="kier-kind">{escape(kind)}</span>'
    if text.priority:
        marks += f' <span class="kier-kind kier-first">{escape(words.PRIORITY_MARK)}</span>'
    place = list(text.headings)
    if one.page is not None:
        place.append(words.PAGE.format(page=one.page))
    where = f'<p class="kier-where">{escape(" › ".join(place))}</p>' if place else ""
    themes = "".join(
        f'<span class="kier-theme">{escape(words.THEME_NAMES[theme])}</span>'
        for theme in text.themes
    )
    return (
        f'<article class="kier-hit"><div>{marks}</div><h3>{escape(text.title)}</h3>{where}'
        f"{_passage(text.text, one.quote)}"
        f'<div class="kier-themes">{themes}</div>{_origin(one, bibliography, picture)}</article>'
    )


def _marked(before: str, quote: str, after: str) -> str:
    found = f"<mark>{escape(quote)}</mark>" if quote else ""
    return f'<p class="kier-text">{escape(before)}{found}{escape(after)}</p>'


def _passage(whole: str, quote: str) -> str:
    """The whole text when short, else what is around the quote with the whole below it."""
    before, found, after = whole.partition(quote) if quote else (whole, "", "")
    if len(whole) <= _SHORT:
        return _marked(before, found, after)
    if found:
        near = _marked(_tail(before), found, _head(after))
    else:
        near = _marked(_head(whole, _SHORT), "", "")
    return (
        f'{near}<details class="kier-source"><summary><span class="kier-open">'
        f"{escape(words.WHOLE)}</span></summary>{_marked(before, found, after)}</details>"
    )


def _head(text: str, most: int = _AROUND) -> str:
    if len(text) <= most:
        return text
    return text[: text.rfind(" ", 0, most)] + " …"


def _tail(text: str) -> str:
    if len(text) <= _AROUND:
        return text
    return "… " + text[text.find(" ", len(text) - _AROUND) + 1 :]


def _origin(one: Found, bibliography: Mapping[str, str], picture: Picture) -> str:
    lines = _own_origin(one) if one.text.document else _shipped_origin(one, bibliography)
    shown = ""
    if one.document is not None and one.page is not None:
        drawn = picture(one.document.id, one.page)
        if drawn is not None:
            shown = page_picture(drawn, one.page)
    return (
        f'<details class="kier-source kier-origin"><summary><span class="kier-open">'
        f"{escape(words.ORIGIN)}</span></summary>{''.join(lines)}{shown}</details>"
    )


def _shipped_origin(one: Found, bibliography: Mapping[str, str]) -> list[str]:
    if one.text.kind == "cases":
        return [f"<p>{escape(words.ORIGIN_CASE)}</p>"]
    named = [bibliography[source] for source in one.text.sources if source in bibliography]
    items = "".join(f"<li>{escape(name)}</li>" for name in named)
    listed = f"<p>{escape(words.ORIGIN_SOURCES)}</p><ul>{items}</ul>" if named else ""
    return [listed, f"<p>{escape(words.ORIGIN_STARTER)}</p>"]


def _own_origin(one: Found) -> list[str]:
    document = one.document
    if document is None:
        return [f"<p>{escape(words.ORIGIN_BY)}</p>"]
    said = [
        words.ORIGIN_OWN.format(
            title=document.title, file=document.file, added=_day(document.added)
        )
    ]
    if one.page is not None:
        said.append(words.ORIGIN_PAGE.format(page=one.page, pages=document.pages))
    elif not document.pages:
        said.append(words.ORIGIN_NO_PAGES)
    said.append(words.ORIGIN_BY)
    if document.by_ocr:
        said.append(words.ORIGIN_OCR)
    return [f"<p>{escape(' '.join(said))}</p>"]


def _day(iso: str) -> str:
    return "-".join(reversed(iso.split("-")))


def page_picture(drawn: bytes, page: int) -> str:
    """A page of a PDF as it looks."""
    about = escape(words.PICTURE.format(page=page), quote=True)
    data = b64encode(drawn).decode("ascii")
    return (
        f'<figure class="kier-page"><img alt="{about}" src="data:image/png;base64,{data}">'
        f"<figcaption>{about}</figcaption></figure>"
    )


# -- under review -------------------------------------------------------------------------------


def review_head(now: Sheet) -> str:
    """Title, how far the review is, and what is to be known of the document."""
    document, counts = now.document, now.counts
    done = counts.accepted + counts.rejected
    said = words.DONE_OF.format(
        done=done, all=counts.all, accepted=counts.accepted, rejected=counts.rejected
    )
    notes = [words.REVIEW_ABOUT]
    if document.kind == "case":
        notes.append(words.CASE_NOTE)
    if document.by_ocr:
        notes.append(words.BY_OCR)
    if document.replaces:
        notes.append(words.REPLACES)
    shown = "".join(f"<p>{escape(note)}</p>" for note in notes)
    title = words.REVIEW_TITLE.format(title=document.title)
    share = done / counts.all if counts.all else 1
    return f"<h2>{escape(title)}</h2>{bar(share, said)}{shown}"


def names(now: Sheet) -> str:
    """Everything that is replaced in the document."""
    if not now.names:
        return f'<p class="kier-small">{escape(words.NAMES_NONE)}</p>'
    lines = []
    for name in now.names:
        form = words.NAMES_ONCE if name.count == 1 else words.NAMES_LINE
        lines.append(form.format(name=name.name, shown=name.shown, count=name.count))
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    head = words.NAMES_HEAD.format(count=len(now.names))
    return _folded(head, f'<ul class="kier-names">{items}</ul>')


def removed(document: Document) -> str:
    """What reading left out; nothing when it left nothing out."""
    if not document.removed:
        return ""
    items = ""
    for gone in document.removed:
        sample = ""
        if gone.sample:
            said = words.REMOVED_SAMPLE.format(sample=gone.sample)
            sample = f'<br><span class="kier-small">{escape(said)}</span>'
        line = escape(REMOVED.get(gone.kind, gone.kind).format(count=gone.count))
        items += f"<li>{line}{sample}</li>"
    count = sum(gone.count for gone in document.removed)
    body = f"<p>{escape(words.REMOVED_ABOUT)}</p><ul>{items}</ul>"
    return _folded(words.REMOVED_HEAD.format(count=count), body)


def _folded(head: str, body: str) -> str:
    return (
        f'<details class="kier-source"><summary><span class="kier-open">{escape(head)}</span>'
        f'</summary><div class="kier-folded">{body}</div></details>'
    )


def passage(one: Passage, all: int) -> str:
    """One passage with its place and its replacements marked."""
    place = [words.PIECE.format(number=one.number + 1, all=all)]
    if one.page is not None:
        place.append(words.PAGE.format(page=one.page))
    said = escape(words.STATES[one.state])
    state = f'<span class="kier-kind kier-state-{one.state}">{said}</span>'
    where = ""
    if one.headings:
        where = f"<h3>{escape(' › '.join(one.headings))}</h3>"
    edited = f'<p class="kier-small">{escape(words.EDITED)}</p>' if one.edited else ""
    return (
        f'<article class="kier-piece"><p class="kier-where">{escape(" · ".join(place))} {state}</p>'
        f'{where}<p class="kier-text">{swapped(one)}</p>{edited}</article>'
    )


def swapped(one: Passage) -> str:
    """The text as it would be kept, replacements marked."""
    if one.edited or not one.swaps:
        return escape(one.text)
    body, last = "", 0
    for swap in one.swaps:
        said = one.original[swap.start : swap.end]
        body += escape(one.original[last : swap.start])
        if swap.kept and not swap.fixed:
            body += f'<span class="kier-kept">{escape(said)}</span>'
        else:
            title = escape(_kind(swap.label), quote=True)
            body += f'<mark class="kier-swap" title="{title}">{escape(swap.shown)}</mark>'
        last = swap.end
    return body + escape(one.original[last:])


def _kind(label: str) -> str:
    try:
        return privacy.KINDS[Identifier(label)]
    except ValueError:
        return label


def review_picture(now: Sheet) -> str:
    """The pages of the passage under review, each folded away."""
    about = f'<p class="kier-small">{escape(words.PICTURE_REVIEW)}</p>'
    return "".join(
        _folded(words.PICTURE.format(page=page), about + page_picture(drawn, page))
        for page, drawn in now.pictures
    )


def doubles(found: Sequence[Double]) -> str:
    """Texts that say nearly the same, beside the passage."""
    if not found:
        return ""
    parts = []
    for one in found:
        known = one.duplicate
        form = words.DOUBLE_EXACT if known.exact else words.DOUBLE_NEAR
        said = form.format(title=known.title, percent=round(100 * known.likeness))
        if not known.own:
            said = words.DOUBLE_SHIPPED.format(said=said)
        body = f'<p class="kier-text">{escape(one.text)}</p>'
        parts.append(f"<p>{escape(said)}</p>{_folded(words.DOUBLE_TEXT, body) if one.text else ''}")
    head = f"<h3>{escape(words.DOUBLES_HEAD)}</h3>"
    return f'<section class="kier-doubles">{head}{"".join(parts)}</section>'
