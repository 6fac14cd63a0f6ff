"""The watches: what the world outside shows us, compared with what it showed before, and brought to who must know.

How a change becomes a hit: a connector reads a page (``bot/feeds``), ``snapshots`` compares it with the fingerprints of
that source, ``taking.take`` stores fingerprints, events and hits in one transaction and tells whom the watch names
(``announce``). What else follows from a hit is handed to ``take`` as a ``Follow``: it runs in the same transaction,
gets the card, the watch and the hit with its event (``kind``, ``before``, ``after``, ``subject``), may write through
the unit of work, and answers with notices of its own. ``usecases.perform_watch`` carries out what people ask for.

A watch begins with a plan of people's own, of the register (``suggesting``) or of a template (``template``). While it
is paused it holds what it finds (``pausing``); a place that may not hear is not told, somebody else is (``reaching``).

What others read (``ports.WatchReads``): ``watches_of`` and ``statistics`` for lists, ``hits_of`` for what waits,
``telling`` for digests, ``unanswered`` for escalation,
``healths`` for sources. ``judging.title_of`` words an event; ``hits.Found`` is a hit with its event.
"""
