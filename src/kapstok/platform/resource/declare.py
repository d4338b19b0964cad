"""What a resource is, in one value; and the register of all of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest

from kapstok.platform.errors import Refusal
from kapstok.platform.http import InvalidParam
from kapstok.platform.resource.caller import Call
from kapstok.platform.resource.fields import Field
from kapstok.platform.resource.filters import Filter

if TYPE_CHECKING:
    from kapstok.platform.resource.compile import Compiled
    from kapstok.platform.resource.references import Shape

Create = Callable[[dict[str, Any], Call], UUID]
Update = Callable[[UUID, dict[str, Any], Call], None]
Delete = Callable[[UUID, Call], None]
# Of a new row: the ids that its addresses name by column, and the clean members.
Ahead = Callable[[Mapping[str, UUID], Mapping[str, Any], Call], None]
Reader = Callable[[HttpRequest, int], dict[str, Any]]
# Of a source of rows, conditions, bounds on days and the values of these: a statement with the number, and more values.
Count = Callable[
    [str, Sequence[str], Sequence[tuple[str, str, str]], Mapping[str, Any]], tuple[str, dict[str, str]]
]
BODY = "md5"
PAGE, MAX_PAGE = 100, 500


# The older contracts say `read` and `delete` in their operationIds, where the newer say `retrieve` and `destroy`.
READ_AND_DELETE = {"get": "read", "delete": "delete"}


@dataclass(frozen=True, slots=True)
class Api:
    """One standard API: where it stands, which version it speaks and its component in the rights.

    `expand`: does the standard offer it here? `verbs`: those of its operationIds that are not the usual ones.
    `search`: where searching stands; `empty_search`: may it ask for nothing?
    """

    name: str
    prefix: str
    version: str
    component: str
    expand: bool = True
    verbs: Mapping[str, str] = field(default_factory=dict)
    search: str = "_zoek"
    empty_search: bool = False


@dataclass(frozen=True, slots=True)
class Scopes:
    """Any one of the named scopes is enough for an action."""

    read: Sequence[str]
    create: Sequence[str] = ()
    update: Sequence[str] = ()
    delete: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """`reader`: reads the body in a way of its own. `made`: what the answer to a POST has more than a reading;
    asked once the row is committed, so in no scope.
    `settle`: puts rows in place of addresses within a member, and tells which of them name nothing.
    `ahead`: asks what `create` will want to know, together with whether the addresses in the body name something; put
    in `Call.asked`. Only of a body without faults so far.
    `rules`: what the rules say of a body, also when a part of it could not be read. Asked only once something is
    wrong, so that all faults are in one answer and a good body costs nothing.
    `visible`: SQL over `{t}` that says which rows a limited application reaches, by what `once` gathers for
    %(app)s and %(scopes)s.
    `reached`: a query for the ids of just those rows, that reads an index and no more; taken when they are few.
    `etag`: SQL that changes with every change of the answer; BODY takes the answer itself.
    `expands`: relations besides those that the fields show, with the resources their addresses may name.
    `search`: what `_zoek` offers more than the list; None: there is no `_zoek`.
    `orderings`: by which a list may be put in order; `ordered_more`: it understands others too; `order_joins`: what
    they speak of besides `{t}`.
    `trail`: there is an audit trail; columns with the subjects under which records may stand besides its own id.
    `count`: how many rows there are, when that need not be counted one by one.
    `listed`: a table with a row of the same id for each, in which lists and searches are found, and what `visible` says
    over that: `filters` and `orderings` then speak of its columns, and `reached` and `count` of its rows.
    `refers`: members with an address that may stand in another register, and what is expected there.
    `warns`, `leaves_out`: headers that a write, and a reading, may answer with.
    `geo`: the field with coordinates (`a.b` when it is a member of one), for which the headers about them count.
    `under`: (path, column) of the resource in whose address this one stands.
    `key`: by what a row is found below the collection, as the contract calls it; anything but the id is a number.
    `told_as`, `verbs`: its name and verbs in published operationIds, where those are not the usual ones."""

    name: str
    table: str
    path: str
    api: Api
    scopes: Scopes
    fields: Sequence[Field]
    filters: Mapping[str, Filter] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    visible: str = "true"
    reached: str = ""
    joins: str = ""
    order: str = "{t}.id DESC"
    orderings: Mapping[str, str] = field(default_factory=dict)
    ordered_more: bool = False
    order_joins: str = ""
    etag: str = "{t}.versie::text"
    under: tuple[str, str] | None = None
    key: str = "uuid"
    detail: Mapping[str, Callable[[Any, str], Any]] = field(default_factory=dict)
    paged: bool = True
    body_limit: int = 2_500_000
    created: int = 201
    reader: Reader | None = None
    made: Callable[[bytes, UUID, Call], bytes] | None = None
    settle: Callable[[dict[str, Any], Call], list[InvalidParam]] | None = None
    rules: Callable[[UUID | None, dict[str, Any], Call], list[Refusal]] | None = None
    ahead: Ahead | None = None
    create: Create | None = None
    update: Update | None = None
    delete: Delete | None = None
    geo: str = ""
    trail: Sequence[str] | None = None
    warns: Sequence[str] = ()
    leaves_out: Sequence[str] = ()
    refers: "Mapping[str, Shape]" = field(default_factory=dict)
    expands: Mapping[str, Sequence[str]] = field(default_factory=dict)
    search: Mapping[str, Filter] | None = None
    count: Count | None = None
    listed: tuple[str, str] | None = None
    told_as: str = ""
    verbs: Mapping[str, str] = field(default_factory=dict)

    def address(self, base: str, row_id: object) -> str:
        """Where a row stands; without `base` the path only."""
        return f"{base}{self.api.prefix}/{self.path}/{row_id}"

    @property
    def headers(self) -> dict[str, str]:
        """Headers of every answer about this resource."""
        return {"Content-Crs": "EPSG:4326"} if self.geo else {}

    @property
    def names(self) -> dict[str, str]:
        """The member that a column belongs to."""
        columns = [(f.column, f.name) for f in self.fields] + [(f.elsewhere, f.name) for f in self.fields]
        return {column: name for column, name in columns if column}


_declared: dict[str, Resource] = {}


def register(resource: Resource) -> Resource:
    """Add a resource. Names are unique."""
    if _declared.setdefault(resource.name, resource) is not resource:
        raise ValueError(f"resource {resource.name} is declared twice")
    compiled.cache_clear()
    return resource


class Register(dict[str, "Compiled"]):
    """All resources by name, and by the place in their addresses: (prefix, path above, path)."""

    def __init__(self, compiled: Mapping[str, "Compiled"]) -> None:
        super().__init__(compiled)
        self.places = {
            (c.resource.api.prefix, c.resource.under[0] if c.resource.under else "", c.resource.path): c
            for c in self.values()
        }


@cache
def compiled() -> Register:
    """All resources, compiled; the first use does the work."""
    from kapstok.platform.resource.compile import Compiled

    return Register({name: Compiled(resource, _declared) for name, resource in _declared.items()})
