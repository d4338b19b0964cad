"""Who is calling, with which rights. The koppelvlak finds out; the engine only asks."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.utils import timezone

from kapstok.platform.audit.actor import Actor
from kapstok.platform.http import InvalidParam

if TYPE_CHECKING:
    from kapstok.platform.resource.declare import Register


@dataclass(frozen=True, slots=True)
class Caller:
    """An application. `grants`: scopes per component, over all its rights together."""

    id: UUID
    tenant: int
    actor: Actor
    everything: bool
    grants: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def has(self, component: str, scopes: Iterable[str]) -> bool:
        """Any of these scopes, for at least something?"""
        return self.everything or bool(self.grants.get(component, frozenset()) & set(scopes))


@dataclass(slots=True)
class Follow:
    """What somebody else has to do once a change is committed. `act` tells what they have against it; then `undo` takes
    the change back."""

    act: Callable[[], list[InvalidParam]]
    undo: Callable[[], object]


class _Perhaps:
    """True or false, decided at the first question."""

    def __init__(self, decide: Callable[[], bool]) -> None:
        self._decide = decide
        self._known: bool | None = None

    def __bool__(self) -> bool:
        if self._known is None:
            self._known = self._decide()
        return self._known


@dataclass(frozen=True, slots=True)
class Call:
    """One request of a caller, as the adapters of the stores see it. `headers` go with the answer.

    `after`: what is done once the change is committed, outside its transaction. `there`: rows that were found in this
    request, by the name of their resource; `rows`: those that were read with it (`Field.ask`); `asked`: what the use
    case will want to know (`Resource.ahead`).
    """

    caller: Caller
    base: str
    now: datetime
    all: "Register"
    headers: dict[str, str] = field(default_factory=dict)
    after: list[Follow] = field(default_factory=list)
    there: set[tuple[str, UUID | None]] = field(default_factory=set)
    rows: dict[tuple[str, UUID], Any] = field(default_factory=dict)
    asked: dict[str, Any] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day of `now` in the Netherlands."""
        return self.now.astimezone(timezone.get_default_timezone()).date()

    @property
    def actor(self) -> Actor:
        return self.caller.actor

    def doing(self, action: str) -> "Call":
        """The same call, with the kind of change for the audit trail."""
        actor = replace(self.caller.actor, context={**self.caller.actor.context, "actie": action})
        return replace(self, caller=replace(self.caller, actor=actor))

    def perhaps(self, resource: str, row_id: UUID | None, *scopes: str) -> bool:
        """The same as `may`, for a right that is seldom needed: looked up when somebody wants to know."""
        return cast("bool", _Perhaps(lambda: self.may(resource, row_id, *scopes)))

    def may(self, resource: str, row_id: UUID | None, *scopes: str) -> bool:
        """Has the caller one of these scopes on exactly this row?"""
        if self.caller.everything and (resource, row_id) in self.there:
            return True  # who may do everything reaches what is there
        return row_id is not None and self.all[resource].reaches(self, row_id, scopes)
