"""Nothing that a user, a document, a file name or a model said becomes markup."""

import json
from html.parser import HTMLParser

import pytest

from coach.dialogue.events import Signals
from coach.dialogue.state import (
    Conversation,
    Heard,
    Move,
    Plan,
    Signal,
    Source,
    Spoken,
    Turn,
)
from coach.knowledge.units import Text
from coach.labels import CardField, Level
from coach.privacy.erase import Proof
from coach.privacy.traces import Search, Trace
from coach.ui import keep, keep_actions, promises, render
from tests.ui.payloads import PAYLOADS

_TAGS = {
    "div", "span", "p", "section", "h3", "h2", "ul", "ol", "li", "b", "q", "mark", "details",
    "summary", "dl", "dt", "dd", "blockquote", "cite", "em", "strong", "i", "br", "small",
}  # fmt: skip
_ATTRIBUTES = {"class", "role", "aria-live", "aria-label", "aria-hidden", "id", "open", "lang"}


class Strict(HTMLParser):
    """Collects every tag and attribute."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.faults += [tag] if tag not in _TAGS else []
        self.faults += [f"{tag}@{name}" for name, _ in attrs if name not in _ATTRIBUTES]

    def handle_comment(self, data: str) -> None:
        self.faults.append("comment")

    def unknown_decl(self, data: str) -> None:
        self.faults.append("declaration")

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def checked(html: str, payload: str) -> None:
    parser = Strict()
    parser.feed(html)
    parser.close()
    assert parser.faults == []
    assert payload in "".join(parser.words)


def turn(payload: str) -> Turn:
    heard = Heard(text=payload)
    source = Source(id="x", kind="handbook", title=payload, quote=payload, score=1.0)
    return Turn(
        number=1,
        user=payload,
        signal=Signal(),
        heard=heard,
        plan=Plan(move=Move.VRAAG, heard=heard, sources=[source]),
        spoken=Spoken(reflection=payload, question=payload),
    )


@pytest.mark.parametrize("payload", PAYLOADS)
def test_user_model_title_quote_and_document_stay_text(payload: str) -> None:
    said = turn(payload)
    whole = Text(
        id="x", kind="handbook", title=payload, text=f"voor {payload} na", themes=(), actors=()
    )
    checked(render.turn(said, {"x": whole}, {}), payload)
    checked(render.log(Conversation(turns=[said]), {}, {}, payload, payload, payload), payload)
    checked(render.notice(payload), payload)
    checked(render.signal_card(Signals(Signal(level=Level.ACUUT, quotes=[payload]), ())), payload)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_was_kept_and_what_was_refused_stay_text(
    payload: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    conversation = Conversation(turns=[turn(payload)], edits={CardField.DOEL: payload})
    parcel = keep_actions.parcel_of(conversation)
    assert parcel is not None
    checked(keep._shown(parcel.payload), payload)
    checked(keep._shown(json.dumps({"kaart": {payload: payload}})), payload)
    checked(keep._recovery(f"{payload.replace(' ', '')} woord"), payload.replace(" ", ""))
    found = Search(found=[Trace(payload, "utf-8")])
    checked(render.notice(keep_actions.said(Proof((), 1, found, True))), payload)
    seen = promises.guard.Seen(True, {payload: 1}, (payload,), ())
    monkeypatch.setattr(promises.guard, "state", lambda: seen)
    checked(promises.connections(), payload)


def test_there_are_forty() -> None:
    assert len(PAYLOADS) == len(set(PAYLOADS)) == 40
