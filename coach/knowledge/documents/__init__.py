"""The organisation's own documents: reading, cutting, reviewing, keeping, finding.

For whoever builds a page or command on it (wiring in ``coach.dialogue.documents``)::

    shelf = shelf_over(settings, vault, encoder, watch, coach=coach)  # vault: this session's, open
    shelf.align(progress)                 # once after opening; quick when nothing was cut off
    document = shelf.add(path, "handbook", title="", priority=False, progress=progress)
    for passage in shelf.passages(document.id): ...
    shelf.decide(document.id, {passage.id: Decision(state=State.ACCEPTED)})
    shelf.decide_all(document.id, State.ACCEPTED)          # only what is still open
    shelf.finish(document.id, progress)                    # StillOpen until all is decided
    shelf.search("…", k=8, kinds=())                       # list[Hit], best first
    remove_with_proof(settings, vault, shelf, document.id) # Proof, as on 'Bewaard'
    coach_with(coach, shelf).turn(conversation, message)   # this session's coach, ask every turn

Data (all frozen dataclasses, ``review``):

``Document``   id, kind, title, file, format, stage (draft/kept), priority, pages, by_ocr, added,
               removed (what reading left out: ``Removed(kind, count, sample)``), replaces (id of
               the version that goes when this one is finished, else "")
``Listed``     document, counts (``Counts(open, accepted, rejected).all``); ``shelf.documents()``
``Passage``    id, number, headings, text (as it would be kept), original (as read; empty after
               finishing), swaps, pages, page, themes, suggested, duplicates, state, edited
``Swap``       start, end (in ``original``), label, name, shown, kept, fixed (may not be undone)
``Duplicate``  id, title, own, exact, likeness
``Decision``   state, text, themes, undo (places in ``swaps`` to leave as read); None = unchanged
``Hit``        text (``coach.knowledge.units.Text``: title, headings, text, themes, priority,
               document, kind), quote, page, score, dense, lexical, confidence;
               ``quote in hit.text.text`` always

Also: ``shelf.document(id)``, ``shelf.change(id, title=, kind=, priority=)``, ``shelf.reopen(id)``
(back to review; not found meanwhile), ``shelf.accept_unseen(id)`` (never for a case), and
``shelf.open``: False once the vault locked; every call then raises DocumentsShut.
``progress(step, done, all)``
has ``Step.READING``, ``LOOKING`` (proposals), ``WAITING`` (other work on the index goes first),
``INDEXING`` or ``KEEPING`` (what stays, when something goes); it may be called from another thread.

Errors are KierErrors with a Dutch sentence: of reading in ``errors``, of the rest in ``refusals``.
Without an open vault there is no shelf: the coach and ``coach.collection.search`` work on the
shipped library alone.
"""
