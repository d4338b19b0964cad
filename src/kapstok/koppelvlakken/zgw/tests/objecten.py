"""Objects to test with."""

from datetime import date
from typing import Any
from uuid import UUID

from kapstok.magazijnen.objecten import services as s

BOOM = {
    "type": "object",
    "required": ["soort"],
    "properties": {"soort": {"type": "string"}, "hoogte": {"type": "number"}, "plek": {"type": "object"}},
}


def one_of_each(actor: Any, type_id: UUID) -> UUID:
    """An objecttype with a published version, and an object. The type has the id of the zaak, as what stands below
    something is asked for below that id."""
    s.add_type({"id": type_id, "name": "Boom", "name_plural": "Bomen"}, actor=actor)
    s.add_version(type_id, {"status": "published", "json_schema": BOOM}, actor=actor)
    given = s.Gegevens(type_version=1, start_at=date(2026, 1, 1), data={"soort": "Linde", "hoogte": 12})
    return s.create_object(type_id, given, actor=actor)
