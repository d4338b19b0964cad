"""This installation itself as a source: read by the same compiled statements that answer the API."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from kapstok.koppelvlakken.zgw.audittrail import entries_of
from kapstok.koppelvlakken.zgw.migratie.api import PAGE, PAGE_OF_DOCUMENTS
from kapstok.koppelvlakken.zgw.migratie.bron import (
    DOCUMENT,
    PARENT,
    TRAILED,
    BronFout,
    Json,
    Ongelezen,
    Pagina,
    id_of,
)
from kapstok.magazijnen.documenten.models import InformatieObjectVersie
from kapstok.platform.audit.actor import Actor
from kapstok.platform.db import fetch_all, tenant_scope
from kapstok.platform.resource import Call, Caller, compiled
from kapstok.platform.resource.query import NOBODY
from kapstok.platform.storage import store
from kapstok.platform.tenancy.addresses import public_base
from kapstok.platform.tenancy.registry import tenant_by_id


def call_of(tenant: int, actor: Actor, now: datetime) -> Call:
    """A call with all rights, whose addresses are the public ones of the municipality."""
    caller = Caller(NOBODY, tenant, actor, everything=True)
    return Call(caller, public_base(tenant_by_id(tenant)), now, compiled())


class EigenBron:
    """One municipality. Every read is a short transaction of its own: a move can take hours."""

    per_zaak = True

    def __init__(self, tenant: int, actor: Actor, now: datetime) -> None:
        self.tenant, self.call = tenant, call_of(tenant, actor, now)
        self.adres = self.call.base

    def pages(self, name: str, first: int = 1) -> Iterator[Pagina]:
        """By keyset: the cost of a page does not grow with its number."""
        own = compiled()[name]
        size = PAGE_OF_DOCUMENTS if own.resource.api.name == "documenten" else PAGE
        number, last = 0, NOBODY
        while True:
            sql = f"SELECT id FROM {own.resource.table} WHERE id > %s ORDER BY id LIMIT %s"  # noqa: S608 - a declaration
            ids = [row["id"] for row in self._fetch(sql, [last, size + 1])]
            number, chosen = number + 1, ids[:size]
            last = chosen[-1] if chosen else last
            if number >= first:
                rows = self.many(name, chosen)
                kept = [rows[row] for row in chosen if row in rows]
                yield Pagina(number, kept, len(ids) <= size)
            if len(ids) <= size:
                return

    def _fetch(self, sql: str, params: list[Any]) -> list[dict[str, Any]]:
        with tenant_scope(self.tenant):
            return fetch_all(sql, params)

    def many(self, name: str, ids: Sequence[UUID]) -> Mapping[UUID, Json]:
        """Rows by id, as the API shows them."""
        call, own = self.call, compiled()[name]
        if own.resource.detail:
            found = (own.read(call, row, (), detail={}) for row in ids)
            texts = (msgspec.json.decode(f.body) for f in found if f is not None and f.body)
            return {row: text for text in texts if (row := id_of(text["url"])) is not None}
        found = own.many(call, [str(row) for row in ids])
        return {UUID(row): msgspec.json.decode(body) for row, body in found.items()}

    def below(self, wanted: Sequence[tuple[str, str]]) -> list[list[Json]]:
        """What hangs on each of these; one statement per kind."""
        made: list[list[Json]] = [[] for _ in wanted]
        for name in dict.fromkeys(name for name, _ in wanted):
            own, column = compiled()[name], f"{PARENT[name]}_id"
            if name == "documenten.objectinformatieobject":
                column = "informatieobject_id"
            parents = {id_of(url): n for n, (kind, url) in enumerate(wanted) if kind == name}
            sql = f"SELECT id, {column} AS parent FROM {own.resource.table} WHERE {column} = ANY(%s) ORDER BY id"  # noqa: S608
            rows = self._fetch(sql, [[p for p in parents if p]])
            bodies = self.many(name, [row["id"] for row in rows])
            for row in rows:
                if row["id"] in bodies:  # gone in between: the house is in use
                    made[parents[row["parent"]]].append(bodies[row["id"]])
        return made

    def versions(self, wanted: Sequence[tuple[str, int]]) -> list[Json]:
        """Older versions of documents."""
        own = compiled()[DOCUMENT]
        made: list[Json] = []
        for url, number in wanted:
            found = own.read(self.call, id_of(url) or NOBODY, (), detail={"versie": number})
            if found is None:
                raise BronFout(f"Versie {number} van {url} is er niet.")
            made.append(msgspec.json.decode(found.body or b"{}"))
        return made

    def content(self, url: str, version: int) -> Iterator[bytes]:
        """The bytes from our own store, checked as they are read."""
        with tenant_scope(self.tenant):
            row = InformatieObjectVersie.objects.get(informatieobject_id=id_of(url), versie=version)
        yield from store().read(row.sha256)

    def trails(self, urls: Sequence[str]) -> list[list[Json]]:
        """Our own audit trail in the form of the standard, with what was taken over before it."""
        return [self._trail(url) for url in urls]

    def unread(self) -> list[Ongelezen]:
        """Everything may be read here."""
        return []

    def _trail(self, url: str) -> list[dict[str, Any]]:
        main = next(compiled()[k] for k in TRAILED if f"/{compiled()[k].resource.path}/" in url)
        with tenant_scope(self.tenant):
            return entries_of(self.call, main, id_of(url) or NOBODY)
