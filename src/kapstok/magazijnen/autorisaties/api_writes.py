"""From the body of the Autorisaties API to the use cases: addresses of types become their names."""

# ruff: noqa: S608 - table and column names come from declarations; values are parameters.

from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import UUID

from kapstok.magazijnen.autorisaties import deletion, queries, rules, services
from kapstok.magazijnen.autorisaties.rules import MAX, TYPE_OF, Recht, Soort
from kapstok.platform.db import fetch_value
from kapstok.platform.http import InvalidParam
from kapstok.platform.resource import Call, fields, parse
from kapstok.platform.resource.fields import Parser
from kapstok.platform.resource.places import row_of
from kapstok.platform.work import unit_of_work

LEVELS = (
    "openbaar",
    "beperkt_openbaar",
    "intern",
    "zaakvertrouwelijk",
    "vertrouwelijk",
    "confidentieel",
    "geheim",
    "zeer_geheim",
)
ADDRESSES = (*TYPE_OF.values(), "catalogus")

client_ids = parse.listing(parse.text(50, (), "", blank=False))


def _on(components: Sequence[str]) -> Parser:
    return parse.listing(
        parse.group(
            [
                fields.choice("component", components, required=True),
                fields.texts("scopes", 100, required=True),
                *(fields.text(name, 1000, form="uri", nullable=True) for name in ADDRESSES),
                fields.choice(MAX, LEVELS, nullable=True),
            ]
        )
    )


autorisaties, overige = _on(rules.COMPONENTS), _on(rules.BESIDES)


def _name_of(call: Call, soort: Soort, url: str, place: str) -> str:
    """The name of a type of ours; an address elsewhere stays as it is (checking it is not required)."""
    resource = call.all[soort.resource].resource
    row = row_of(call, resource, url)
    if row is None:
        return url
    found = fetch_value(f"SELECT {soort.naam} FROM {resource.table} WHERE id = %s", [row])
    if found is None:
        raise parse.fault(place, "bad-url")
    return str(found)


def _catalogus(call: Call, url: str, place: str) -> str:
    own = call.all["catalogi.catalogus"]
    row = row_of(call, own.resource, url)
    if row is None or not own.exists(call, row):
        raise parse.fault(place, "bad-url")
    return str(row)


def _recht(call: Call, place: str, given: dict[str, Any]) -> Recht:
    component = given["component"]
    soort = rules.SOORTEN.get(component)
    url = (given.get(soort.veld) or "") if soort else ""
    catalogus = (given.get("catalogus") or "") if soort and soort.catalogus and not url else ""
    return Recht(
        component=component,
        scopes=tuple(dict.fromkeys(given["scopes"])),
        soort=_name_of(call, soort, url, f"{place}{soort.veld}") if soort and url else "",
        max=(given.get(MAX) or "") if soort and soort.niveau else "",
        catalogus=_catalogus(call, catalogus, f"{place}catalogus") if catalogus else "",
    )


def rechten(call: Call, given: list[dict[str, Any]], name: str = "autorisaties") -> list[Recht]:
    """The rights that a body names. Raises Faults for what names nothing."""
    found: list[Recht] = []
    faults: list[InvalidParam] = []
    for number, one in enumerate(given):
        try:
            found.append(_recht(call, f"{name}.{number}.", one))
        except parse.Faults as no:
            faults += no.faults
    if faults:
        raise parse.Faults(faults)
    return found


def _all_rights(call: Call, values: dict[str, Any], now: Callable[[], Iterable[Recht]]) -> list[Recht] | None:
    """What a body says of the rights of the standard and those besides; of what it does not name those of `now`.
    None: it names none."""
    named, more = values.get("autorisaties"), values.get("overige_autorisaties")
    if named is None and more is None:
        return None
    found = rechten(call, named or []) + rechten(call, more or [], "overigeAutorisaties")
    besides = more is not None or any(r.component in rules.BESIDES for r in found)
    kept = [r for r in now() if r.component in rules.BESIDES] if not besides else []
    kept += [r for r in now() if r.component not in rules.BESIDES] if named is None else []
    return found + kept


def create(values: dict[str, Any], call: Call) -> UUID:
    """POST."""
    row = services.create_applicatie(
        label=values["label"],
        client_ids=values["client_ids"],
        rechten=_all_rights(call, values, list) or [],
        alles=bool(values.get("heeft_alle_autorisaties")),
        gepubliceerd=bool(values.get("alleen_is_gereed_voor_publicatie")),
        actor=call.actor,
    )
    return row.id


def change(applicatie_id: UUID, values: dict[str, Any], call: Call) -> None:
    """PUT and PATCH."""
    alles = values.get("heeft_alle_autorisaties")
    with unit_of_work(call.actor, "applicatie.update"):
        services.take(applicatie_id)
        itself = applicatie_id == call.caller.id
        before = queries.standing(applicatie_id) if itself else None
        rights = _all_rights(call, values, lambda: [] if alles else queries.rechten(applicatie_id))
        services.change_applicatie(
            applicatie_id,
            label=values.get("label"),
            client_ids=values.get("client_ids"),
            rechten=rights,
            alles=alles,
            gepubliceerd=values.get("alleen_is_gereed_voor_publicatie"),
            actor=call.actor,
        )
        if itself:
            services.require(rules.own_rights_stay(before, queries.standing(applicatie_id)))


def delete(applicatie_id: UUID, call: Call) -> None:
    """DELETE."""
    if applicatie_id == call.caller.id:
        services.require(rules.not_away_with_itself())
    deletion.delete_applicatie(applicatie_id, actor=call.actor, now=call.now)
