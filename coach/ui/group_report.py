"""What of a meeting goes into its report, with the Dutch around it.

Contract: ``compose`` raises ConsentMissing when nobody was asked; when not everyone agreed the
report holds the presenter's own words and nothing of the case or the group. Notes (cases that were
not chosen, what somebody recognised) and what is held are in no report: nobody was asked about
those. Names are left out unless ``names`` is true. Nothing is kept; nothing is promised about
registration points.
"""

from collections.abc import Sequence
from datetime import datetime

from coach.export.group_report import Report, Section
from coach.intervision.clock import total_used
from coach.intervision.errors import ConsentMissing
from coach.intervision.labels import Kind
from coach.intervision.state import Consent, Item, Session
from coach.intervision.words import Words
from coach.labels import Dimension
from coach.ui import texts as shared
from coach.ui.texts import group as texts

#: What was written down on the way, in the order of a meeting.
_ON_THE_WAY = (
    Kind.VRAAG, Kind.ANTWOORD, Kind.ASSOCIATIE, Kind.FACTOR, Kind.BEELD, Kind.KERN, Kind.ADVIES,
)  # fmt: skip


def compose(session: Session, words: Words, now: datetime, *, names: bool = False) -> Report:
    """The report of a meeting as it stands at ``now``."""
    consent = session.consent
    if consent is None:
        raise ConsentMissing
    whole = consent.all
    sections = [_consent(consent), *_meeting(session, now)]
    if whole:
        sections += _content(session, words, names)
    sections += _own(session, words)
    if whole:
        sections += [
            _items(session, Kind.REGEL, words, names),
            _items(session, Kind.PROCES, words, names),
        ]
    sections += [*_reflection(session, words), _hours(session, words, now)]
    return Report(
        title=texts.REPORT_TITLE if whole else texts.REPORT_OWN_TITLE,
        note=texts.REPORT_NOTE,
        made_on=texts.REPORT_MADE,
        mark=shared.EXPORT_MARK,
        sections=tuple(sections),
    )


def _consent(consent: Consent) -> Section:
    sentence = texts.CONSENT_ALL if consent.all else texts.CONSENT_NOT_ALL
    day = consent.at.astimezone().strftime("%d-%m-%Y")
    return Section(texts.CONSENT_HEAD, (sentence.format(date=day, present=consent.present),))


def _meeting(session: Session, now: datetime) -> list[Section]:
    minutes = round(total_used(session, now) / 60)
    steps = []
    for place, planned in enumerate(session.steps):
        if place in session.visited:
            line = texts.MEETING_SKIPPED if place in session.skipped else texts.MEETING_STEP
            spent = round(session.used[place] / 60)
            steps.append(line.format(name=planned.step.name, minutes=spent))
    whole = texts.MEETING.format(name=session.name, size=session.size, minutes=minutes)
    return [Section(texts.MEETING_HEAD, (whole, *steps), listed=True)]


def _content(session: Session, words: Words, names: bool) -> list[Section]:
    found = [
        Section(texts.CASE, (session.case,), empty=texts.REPORT_EMPTY),
        Section(texts.QUESTION, (session.question,), empty=texts.REPORT_EMPTY),
    ]
    for kind in _ON_THE_WAY:
        items = [item for item in session.collected(kind) if item not in session.again]
        if items:
            found.append(_listed(session, items, words.heading(kind), words, names))
        if kind is Kind.KERN and session.again:
            found.append(_listed(session, session.again, texts.AGAIN, words, names))
    return found


def _own(session: Session, words: Words) -> list[Section]:
    return [
        _items(session, Kind.OOGST, words, False),
        _items(session, Kind.AFSPRAAK, words, False),
    ]


def _items(session: Session, kind: Kind, words: Words, names: bool) -> Section:
    return _listed(session, session.collected(kind), words.heading(kind), words, names)


def _listed(
    session: Session, items: Sequence[Item], heading: str, words: Words, names: bool
) -> Section:
    lines = tuple(_line(session, item, names, words) for item in items)
    return Section(heading, lines, listed=True, empty=texts.REPORT_EMPTY)


def _line(session: Session, item: Item, names: bool, words: Words) -> str:
    who = session.name_of(item.who) if names else ""
    sort = words.sorts[item.sort] if item.sort is not None else ""
    return ": ".join(part for part in (who, sort, item.text) if part)


def _reflection(session: Session, words: Words) -> list[Section]:
    return [
        Section(
            texts.REFLECTION_HEAD.format(dimension=texts.DIMENSIONS[dimension]),
            (session.reflection.get(dimension, ""),),
            empty=f"{texts.REPORT_EMPTY} {words.reflection[dimension]}",
        )
        for dimension in Dimension
    ]


def _hours(session: Session, words: Words, now: datetime) -> Section:
    minutes = round(total_used(session, now) / 60)
    lines = [texts.HOURS_CLOCK.format(minutes=minutes)]
    if session.hours is not None:
        noted = f"{session.hours:g}".replace(".", ",")
        lines.insert(0, texts.HOURS_NOTED.format(hours=noted))
    return Section(texts.HOURS_HEAD, (*lines, words.hours))
