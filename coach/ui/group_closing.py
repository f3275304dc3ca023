"""The end of a meeting: consent, the presenter's own words, hours, the report, erasing.

Contract: as ``group_actions``; the report is made in memory and handed to the browser as JSON
(name, type, base64 data), or to the vault as a ``Parcel`` when the user chooses so.
"""

import json
from base64 import b64encode
from collections.abc import Mapping
from datetime import date

from coach.errors import KierError
from coach.export.group_report import Report, as_markdown, as_word
from coach.intervision import events as e
from coach.intervision.facilitation import Facilitation
from coach.labels import Dimension
from coach.ui import group_actions as actions
from coach.ui.group_actions import Session, View, said, tried, view
from coach.ui.group_hall import Hall, seat
from coach.ui.group_report import compose
from coach.ui.keep_actions import Parcel
from coach.ui.texts import group as report_texts
from coach.ui.texts import group_page as texts

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
KIND = "intervisie"
_MOST_HOURS = 12


def consent(
    hall: Hall,
    facilitation: Facilitation,
    session: Session,
    present: float | None,
    agreed: float | None,
) -> View:
    """What everyone present answered."""

    def action() -> View:
        if not present or agreed is None or present != int(present) or agreed != int(agreed):
            return view(hall, session, texts.CONSENT_WHOLE)
        if not 1 <= present <= 20 or not 0 <= agreed <= 20:
            return view(hall, session, texts.CONSENT_WHOLE)
        table = seat(hall, session.secret)
        hall.handle(table, facilitation, e.AskConsent(present=int(present), agreed=int(agreed)))
        return view(hall, session)

    return tried(hall, session, action)


def own_words(
    hall: Hall,
    facilitation: Facilitation,
    session: Session,
    typed: Mapping[Dimension, str],
    hours: float | None,
) -> View:
    """Takes over what stands in the presenter's boxes, where it changed."""

    def action() -> View:
        table = seat(hall, session.secret)
        notes: list[str] = []
        for dimension, text in typed.items():
            if text.strip() != table.meeting.session.reflection.get(dimension, ""):
                event = e.Reflect(dimension=dimension, text=text)
                notes.append(said(hall.handle(table, facilitation, event)))
        if hours is not None and hours != table.meeting.session.hours:
            if not 0 < hours <= _MOST_HOURS:
                return view(hall, session, texts.HOURS_NUMBER)
            hall.handle(table, facilitation, e.Hours(hours=hours))
        held = table.meeting.session.reflection
        boxes = {f"own_{dimension}": held.get(dimension, "") for dimension in typed}
        return view(hall, session, " ".join(filter(None, notes)), **boxes)

    return tried(hall, session, action)


def _report(hall: Hall, facilitation: Facilitation, session: Session) -> Report:
    table = seat(hall, session.secret)
    return compose(table.meeting.session, facilitation.words, hall.clock())


def export(hall: Hall, facilitation: Facilitation, session: Session, word: bool) -> tuple[str, str]:
    """The report for the browser, and a notice when there is none."""
    try:
        report = _report(hall, facilitation, session)
    except KierError as error:
        return "", str(error)
    today = date.today()
    if word:
        data, mime, ending = as_word(report, today), _WORD, "docx"
    else:
        data, mime, ending = as_markdown(report, today).encode("utf-8"), "text/markdown", "md"
    name = f"{report_texts.REPORT_FILE}-{today.isoformat()}.{ending}"
    return json.dumps({"name": name, "type": mime, "data": b64encode(data).decode("ascii")}), ""


def parcel(hall: Hall, facilitation: Facilitation, session: Session) -> Parcel | None:
    """The report for the vault; None when there may be none."""
    try:
        report = _report(hall, facilitation, session)
        standing = seat(hall, session.secret).meeting.session
    except KierError:
        return None
    rows = {s.heading: "\n".join(line for line in s.lines if line) for s in report.sections}
    payload = json.dumps({"kaart": {k: v for k, v in rows.items() if v}}, ensure_ascii=False)
    return Parcel(KIND, texts.KEEP_TITLE.format(name=standing.name), payload, standing.id)


def erase(hall: Hall, session: Session) -> View:
    """Everything of this meeting leaves memory and disk."""
    table = hall.of(session.secret)
    if table is not None:
        hall.close(table)
    session.secret, session.choice = "", None
    boxes = dict.fromkeys(actions.BOXES, "")
    return View(view(hall, session).stage, None, texts.ERASED, boxes, fresh=True)
