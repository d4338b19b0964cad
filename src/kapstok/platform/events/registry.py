"""Which function wants which events. Filled at start by the events.py of every package."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache

from kapstok.platform.events.outbox import Event

Handler = Callable[[Event], None]
Translator = Callable[[Event], Event]
More = Callable[[Sequence[Event]], Iterable[Event]]
Interest = Callable[[Sequence[str]], Collection[str]]
Choice = Callable[[Sequence[Event]], Iterable[Event]]


@dataclass(frozen=True)
class Consumer:
    """A named consumer and the event types (with * as wildcard) it wants."""

    name: str
    pattern: str
    handle: Handler
    only: Choice | None = None

    def wants(self, event_type: str) -> bool:
        """Does this consumer want events of this type?"""
        return _fits(event_type, self.pattern)

    def chosen(self, events: Sequence[Event]) -> Iterable[Event]:
        """Those of these that it wants."""
        mine = [e for e in events if self.wants(e.type)]
        return self.only(mine) if mine and self.only is not None else mine


# Asked at every event for each consumer, and always the same.
_fits = lru_cache(maxsize=10_000)(fnmatchcase)
consumers: dict[str, Consumer] = {}
ALLES = "*"
"""As a key: does anybody want to hear of every one of this kind?"""
_translators: list[Translator] = []
_more: list[More] = []
_interests: dict[str, list[Interest]] = {}


def listens(pattern: str, *, consumer: str, only: Choice | None = None) -> Callable[[Handler], Handler]:
    """Register a function as consumer. Its name is stored with deliveries: never reuse one.

    `only`: of the events of a unit of work, which? Asked once for all of them, in the transaction of the change.
    """

    def register(handle: Handler) -> Handler:
        if consumer in consumers and consumers[consumer].handle is not handle:
            raise ValueError(f"consumer {consumer} exists already")
        consumers[consumer] = Consumer(consumer, pattern, handle, only)
        return handle

    return register


def wanted(events: Sequence[Event]) -> list[tuple[str, str]]:
    """Which consumer of ours wants which of these events, by its id."""
    return [(c.name, e.id) for c in consumers.values() for e in c.chosen(events)]


def tells_outside(translator: Translator) -> Translator:
    """Register what gives an event its topic and message for subscribers outside."""
    if translator not in _translators:
        _translators.append(translator)
    return translator


def told_outside(event: Event) -> Event:
    """The event with what the outside world is told of it."""
    for translator in _translators:
        event = translator(event)
    return event


def adds(make: More) -> More:
    """Register what makes further events of those of a unit of work: messages that differ per receiver."""
    if make not in _more:
        _more.append(make)
    return make


def with_more(events: Sequence[Event]) -> list[Event]:
    """The events and what is made of them, in the transaction of the change."""
    return [*events, *(one for make in _more for one in make(events))] if events else []


def cares_about(kind: str) -> Callable[[Interest], Interest]:
    """Register who wants to hear of things of a kind (a person, an address, a business): of these keys, which?"""

    def register(interest: Interest) -> Interest:
        known = _interests.setdefault(kind, [])
        if interest not in known:
            known.append(interest)
        return interest

    return register


def of_interest(kind: str, keys: Sequence[str]) -> set[str]:
    """Those of which somebody wants to hear. A store that loads a million things tells of these only."""
    return {key for interest in _interests.get(kind, ()) for key in interest(keys)} if keys else set()
