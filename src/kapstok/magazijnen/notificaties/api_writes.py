"""From the bodies of the Notificaties API to the use cases."""

from typing import Any
from uuid import UUID

from kapstok.magazijnen.notificaties import services
from kapstok.platform.resource import Call, fields, parse

URI = {"type": "string", "format": "uri"}
HEADER = parse.text(10_000, (), "", blank=False)


def auth(value: Any, name: str) -> str:
    """A header value: printable, on one line."""
    text = HEADER(value, name)
    if any(c in text for c in "\r\n\t") or not text.isascii():
        raise parse.fault(name, "invalid")
    return text


def address(value: Any, name: str) -> str:
    """A web address; of any length since 1.0.1."""
    parse.uri(value[:1000] if isinstance(value, str) else value, name)
    return HEADER(value, name)


def named_texts(value: Any, name: str) -> dict[str, str]:
    """An object of texts: kenmerken or filters."""
    given = parse.obj(value, name)
    take = parse.text(1000, (), "", blank=False)
    faults = []
    for key, one in given.items():
        try:
            take(one, f"{name}.{key[:100]}")
        except parse.Faults as no:
            faults += no.faults
    if faults:
        raise parse.Faults(faults)
    return given


KANALEN = [fields.text("naam", required=True), fields.anything("filters", named_texts)]
kanalen = parse.listing(parse.group(KANALEN))
names = parse.listing(parse.text(100, (), "", blank=False))
NOTIFICATIE = [
    fields.text("kanaal", 50, required=True),
    fields.writable("hoofdObject", address, URI, "", required=True),
    fields.text("resource", 100, required=True),
    fields.writable("resourceUrl", address, URI, "", required=True),
    fields.text("actie", 100, required=True),
    fields.moment("aanmaakdatum", required=True),
    fields.anything("kenmerken", named_texts),
]


def notificatie(given: dict[str, Any]) -> dict[str, Any]:
    """The body of POST /notificaties, with all its faults at once."""
    faults: list[Any] = []
    parse.collect(NOTIFICATIE, given, "", faults, partial=False)
    if faults:
        raise parse.Faults(faults)
    clean = {f.name: given[f.name] for f in NOTIFICATIE if f.name in given}
    return {**clean, "kenmerken": given.get("kenmerken") or {}}


def _columns(values: dict[str, Any]) -> dict[str, Any]:
    given = dict(values)
    if "kanalen" in given:
        given["kanalen"] = [{"naam": k["naam"], "filters": k.get("filters") or {}} for k in given["kanalen"]]
    return given


def create(values: dict[str, Any], call: Call) -> UUID:
    """POST."""
    return services.create_abonnement(**_columns(values), applicatie_id=call.caller.id, actor=call.actor).id


def change(abonnement_id: UUID, values: dict[str, Any], call: Call) -> None:
    """PUT and PATCH."""
    services.change_abonnement(abonnement_id, _columns(values), actor=call.actor)


def delete(abonnement_id: UUID, call: Call) -> None:
    """DELETE."""
    services.delete_abonnement(abonnement_id, actor=call.actor)


def create_kanaal(values: dict[str, Any], call: Call) -> UUID:
    """POST."""
    return services.create_kanaal(values, actor=call.actor).id
