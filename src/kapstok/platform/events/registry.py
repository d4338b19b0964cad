"""Which function wants which events. Filled at start by the events.py of every package."""

from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatchcase

from kapstok.platform.events.outbox import Event

Handler = Callable[[Event], None]
Translator = Callable[[Event], Event]


@dataclass(frozen=True)
class Consumer:
    """A named consumer and the event types (with * as wildcard) it wants."""

    name: str
    pattern: str
    handle: Handler

    def wants(self, event_type: str) -> bool:
        """Does this consumer want events of this type?"""
        return fnmatchcase(event_type, self.pattern)


consumers: dict[str, Consumer] = {}
_translators: list[Translator] = []


def listens(pattern: str, *, consumer: str) -> Callable[[Handler], Handler]:
    """Register a function as consumer. Its name is stored with deliveries: never reuse one."""

    def register(handle: Handler) -> Handler:
        if consumer in consumers and consumers[consumer].handle is not handle:
            raise ValueError(f"consumer {consumer} exists already")
        consumers[consumer] = Consumer(consumer, pattern, handle)
        return handle

    return register


def consumers_of(event_type: str) -> list[str]:
    """Names of the consumers that want this type."""
    return [c.name for c in consumers.values() if c.wants(event_type)]


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
