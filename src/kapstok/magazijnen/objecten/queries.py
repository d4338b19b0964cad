"""Records of an object, and what an application may do with objects of which type."""

# ruff: noqa: S608 - SQL is made of declarations only; every value of a caller is a parameter.

from typing import Any
from uuid import UUID

import msgspec

from kapstok.magazijnen.objecten.resources.object import SHOWN
from kapstok.platform.db import fetch_all, fetch_value

# The history tells of records what they were, without the zaken that they were about.
_RECORDS = f"""
SELECT COALESCE(json_agg({SHOWN}::jsonb - 'references' ORDER BY r.index), '[]')::text
FROM objecten_record r WHERE r.object_id = %s
"""
_MAY = """
SELECT a.objecttype, bool_or('objecten.schrijven' = ANY(a.scopes)) AS schrijven FROM autorisaties_autorisatie a
WHERE a.applicatie_id = %s AND a.component = 'oc' AND a.objecttype <> ''
AND a.scopes::text[] && ARRAY['objecten.lezen', 'objecten.schrijven'] GROUP BY 1 ORDER BY 1
"""
_ALL = "SELECT id::text AS objecttype, true AS schrijven FROM objecten_objecttype ORDER BY id"


def records(object_id: UUID) -> list[dict[str, Any]]:
    """Every record of an object, oldest first, as the API shows it."""
    found: list[dict[str, Any]] = msgspec.json.decode(fetch_value(_RECORDS, [object_id]))
    return found


def permissions(applicatie_id: UUID, *, everything: bool) -> list[dict[str, Any]]:
    """Objecttypes (uuid as text) with whether the application may write their objects."""
    return fetch_all(_ALL) if everything else fetch_all(_MAY, [applicatie_id])
