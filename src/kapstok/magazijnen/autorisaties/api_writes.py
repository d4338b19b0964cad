"""From the body of the Autorisaties API to the use cases: addresses of types become their names."""

# ruff: noqa: S608 - table and column names come from declarations; values are parameters.

from typing import Any
from uuid import UUID

from kapstok.magazijnen.autorisaties import deletion, rules, services
from kapstok.magazijnen.autorisaties.rules import MAX, TYPE_OF, Recht, Soort
from kapstok.platform.db import fetch_value
from kapstok.platform.http import InvalidParam
from kapstok.platform.resource import Call, fields, parse
from kapstok.platform.resource.places import row_of

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
autorisaties = parse.listing(
    parse.group(
        [
            fields.choice("component", rules.COMPONENTS, required=True),
            fields.texts("scopes", 100, required=True),
            *(fields.text(name, 1000, form="uri", nullable=True) for name in ADDRESSES),
            fields.choice(MAX, LEVELS, nullable=True),
        ]
    )
)


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


def _recht(call: Call, number: int, given: dict[str, Any]) -> Recht:
    component = given["component"]
    soort = rules.SOORTEN.get(component)
    url = (given.get(soort.veld) or "") if soort else ""
    catalogus = (given.get("catalogus") or "") if soort and soort.catalogus and not url else ""
    place = f"autorisaties.{number}."
    return Recht(
        component=component,
        scopes=tuple(dict.fromkeys(given["scopes"])),
        soort=_name_of(call, soort, url, f"{place}{soort.veld}") if soort and url else "",
        max=(given.get(MAX) or "") if soort and soort.niveau else "",
        catalogus=_catalogus(call, catalogus, f"{place}catalogus") if catalogus else "",
    )


def rechten(call: Call, given: list[dict[str, Any]] | None) -> list[Recht] | None:
    """The rights that a body names. Raises Faults for what names nothing."""
    if given is None:
        return None
    found: list[Recht] = []
    faults: list[InvalidParam] = []
    for number, one in enumerate(given):
        try:
            found.append(_recht(call, number, one))
        except parse.Faults as no:
            faults += no.faults
    if faults:
        raise parse.Faults(faults)
    return found


def create(values: dict[str, Any], call: Call) -> UUID:
    """POST."""
    row = services.create_applicatie(
        label=values["label"],
        client_ids=values["client_ids"],
        rechten=rechten(call, values.get("autorisaties")) or [],
        alles=bool(values.get("heeft_alle_autorisaties")),
        gepubliceerd=bool(values.get("alleen_is_gereed_voor_publicatie")),
        actor=call.actor,
    )
    return row.id


def change(applicatie_id: UUID, values: dict[str, Any], call: Call) -> None:
    """PUT and PATCH."""
    services.change_applicatie(
        applicatie_id,
        label=values.get("label"),
        client_ids=values.get("client_ids"),
        rechten=rechten(call, values.get("autorisaties")),
        alles=values.get("heeft_alle_autorisaties"),
        gepubliceerd=values.get("alleen_is_gereed_voor_publicatie"),
        actor=call.actor,
    )


def delete(applicatie_id: UUID, call: Call) -> None:
    """DELETE."""
    deletion.delete_applicatie(applicatie_id, actor=call.actor, now=call.now)
