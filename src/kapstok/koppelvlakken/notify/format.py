"""How a notification goes over the wire: as the standard's body, or as a CloudEvent (NL GOV profile 1.1)."""

from datetime import datetime
from typing import Any

import msgspec

from kapstok.magazijnen.notificaties.bericht import stamp

JSON, CLOUD = "application/json", "application/cloudevents+json"
TYPE_OF = {
    "create": "aangemaakt",
    "update": "gewijzigd",
    "partial_update": "gewijzigd",
    "destroy": "verwijderd",
}


def plain(message: dict[str, Any]) -> bytes:
    """The body of NRC 1.0.1."""
    return msgspec.json.encode(message)


def source_of(organisation: str) -> str:
    """`urn:nld:oin:{OIN}:systeem:kapstok`; the OIN of a municipality is its RSIN with zeroes (Logius)."""
    return f"urn:nld:oin:{'00000001' + organisation + '000' if organisation else 'onbekend'}:systeem:kapstok"


def cloud(
    message: dict[str, Any],
    *,
    event_id: str,
    subject: str,
    moment: datetime,
    sequence: int,
    organisation: str,
) -> bytes:
    """The same as a CloudEvent. No content: `dataref` says where it stands (profile, sensitive data)."""
    resource, action = message["resource"], TYPE_OF.get(message["actie"], message["actie"])
    topic = "".join(c if c.isalnum() else "-" for c in message["kanaal"].lower())
    event = {
        "specversion": "1.0",
        "id": event_id,
        "source": source_of(organisation),
        "type": f"nl.overheid.{topic}.{resource.lower()}-{action}",
        "subject": subject,
        "time": stamp(moment),
        "dataref": message["resourceUrl"],
        "sequence": str(sequence),
        "sequencetype": "Integer",
        "datacontenttype": JSON,
        "data": message,
    }
    return msgspec.json.encode(event)
