"""Intervision: Kier keeps the form, the group keeps the content.

Outline for those who build on it (nothing here knows a page):

- ``assembly.assemble_intervision(settings, parts)`` gives a ``Facilitation``. ``parts`` is called
  when an event first needs names, signals or the bank; a page passes
  ``lambda: make_parts(settings, loader.encoder, loader.guard, detector=loader.coach.detector,
  helplines=loader.coach.helplines)``. Methods, words and clock work before that.
- ``Facilitation.methods`` (``method.Method`` with ``Step``), ``.words`` (``words.Words``: Dutch
  for roles, seats, kinds, sorts, the four answers, consent, reflection), ``.faults`` (method files
  left out), ``.choose(choosing.Answers(...)) -> Choice`` (``first``, ``others``, ``not_now``, each
  an ``Option`` with ``reason`` and ``warnings``), ``.warnings(method, answers)``.
- ``.begin(method, size, minutes) -> facilitation.Meeting`` (``session``, ``pseudonyms``).
- ``.handle(meeting, event, now) -> Outcome`` for every event of ``events``: ``Start, Next, Skip,
  Back, Pause, Resume, Extend(minutes), Refit, Case(text, question), Add(text, kind, who, sort),
  SortItem(item, sort), Change, Remove, Hear(text | leap), Propose, People, AskConsent(present,
  agreed), Reflect(dimension, text), Hours, Close``. It changes ``meeting.session`` and gives
  ``leap`` (a word for the facilitator), ``signals`` (the card, as ``dialogue.events.Signals``),
  ``proposals``, ``replaced``. Errors are ``KierError``s and change nothing.
- ``state.Session`` is immutable; ``state.kept(session)`` is JSON, ``state.restored(text)`` the way
  back; ``clock.parked(session, seen)`` puts a meeting that was cut off back where it stood, paused.
- ``clock.board(session, now)`` is the shared screen: step, seconds left, next step, expected end.
  ``now`` is ``clock.wall()``.
- ``outcome.account(session, start, end)`` is everything as plain data; the report in Word and
  Markdown is made by ``coach.ui.group_report`` through ``coach.export.group_report``.
- ``script.read_script`` and ``script.run_script`` play a meeting under a fake clock.
"""
