"""Finding an application when no tenant is known yet: the caller's client id or key decides the tenant."""

from typing import Any
from uuid import UUID

from kapstok.magazijnen.autorisaties.rules import Recht
from kapstok.platform.db import fetch_all, fetch_one, fetch_value, tenant_scope


def tenant_of_client(client_id: str) -> int | None:
    """Tenant of a client id. One database function looks in each municipality's scope in turn."""
    return fetch_value("SELECT autorisaties_tenant_van('client_id', %s)", [client_id])


def tenant_of_key(api_key_hash: str) -> int | None:
    """Tenant of an api key, by its hash."""
    return fetch_value("SELECT autorisaties_tenant_van('api_key_hash', %s)", [api_key_hash])


# Is it, or was it ever, of another application here; or is it in use in any municipality?
_TAKEN = """
SELECT COALESCE(
  (SELECT o.applicatie_id IS DISTINCT FROM %(own)s::uuid FROM autorisaties_clientidooit o WHERE o.client_id = %(id)s),
  autorisaties_tenant_van('client_id', %(id)s) IS NOT NULL) AS bezet
"""


def client_id_is_taken(client_id: str, *, by_other_than: UUID | None) -> bool:
    """Does a client id belong to another application (ac-001)?"""
    return bool(fetch_value(_TAKEN, {"id": client_id, "own": by_other_than}))


# The client with its application, inside the tenant's scope.
_CLIENT = """
SELECT c.client_id, c.geheim, a.id AS applicatie_id, a.label, a.heeft_alle_autorisaties,
  a.alleen_is_gereed_voor_publicatie, a.versie
FROM autorisaties_client c JOIN autorisaties_applicatie a ON a.id = c.applicatie_id
WHERE (c.client_id = %(client_id)s OR (%(sleutel)s <> '' AND c.api_key_hash = %(sleutel)s))
  AND NOT a.geblokkeerd LIMIT 1
"""


def client(tenant: int, *, client_id: str = "", api_key_hash: str = "") -> dict[str, object] | None:
    """The client and its application, read in the scope of its tenant. None when it is blocked."""
    with tenant_scope(tenant):
        return fetch_one(_CLIENT, {"client_id": client_id, "sleutel": api_key_hash})


_RECHTEN = """
SELECT component, scopes, concat(zaaktype, informatieobjecttype, besluittype, objecttype) AS soort,
  max_vertrouwelijkheidaanduiding AS max, COALESCE(catalogus_id::text, '') AS catalogus
FROM autorisaties_autorisatie WHERE applicatie_id = %s ORDER BY id
"""


def rechten(applicatie_id: UUID) -> list[Recht]:
    """The rights of an application, as they are kept."""
    return [Recht(**{**row, "scopes": tuple(row["scopes"])}) for row in fetch_all(_RECHTEN, [applicatie_id])]


# An application as the audit trail keeps it: everything but its secrets.
_SNAPSHOT = """
SELECT a.label, a.heeft_alle_autorisaties, a.alleen_is_gereed_voor_publicatie, a.geblokkeerd,
  (SELECT COALESCE(json_agg(c.client_id ORDER BY c.client_id), '[]') FROM autorisaties_client c
   WHERE c.applicatie_id = a.id) AS client_ids,
  (SELECT COALESCE(json_agg(json_build_object('component', r.component, 'scopes', r.scopes,
    'soort', concat(r.zaaktype, r.informatieobjecttype, r.besluittype, r.objecttype), 'catalogus', r.catalogus_id,
    'max', r.max_vertrouwelijkheidaanduiding) ORDER BY r.id), '[]')
   FROM autorisaties_autorisatie r WHERE r.applicatie_id = a.id) AS autorisaties
FROM autorisaties_applicatie a WHERE a.id = %s
"""


def snapshot(applicatie_id: UUID) -> dict[str, Any]:
    """An application with its client ids and rights, without secrets."""
    return fetch_one(_SNAPSHOT, [applicatie_id]) or {}


def standing(applicatie_id: UUID) -> dict[str, Any]:
    """Who an application is and what it may, in no order: its name is not in it."""
    kept = snapshot(applicatie_id)
    kept.pop("label", None)
    return {
        **kept,
        "client_ids": frozenset(kept["client_ids"]),
        "autorisaties": frozenset(rechten(applicatie_id)),
    }


_SCOPES = """
SELECT component, array_agg(DISTINCT s) AS scopes FROM autorisaties_autorisatie, unnest(scopes) AS s
WHERE applicatie_id = %s GROUP BY component
"""


def scopes_of(applicatie_id: UUID) -> dict[str, frozenset[str]]:
    """Scopes per component, over all rights of an application together."""
    return {row["component"]: frozenset(row["scopes"]) for row in fetch_all(_SCOPES, [applicatie_id])}


# Every application with its client ids and how many rights it has; those without a secret cannot log in yet.
_LIST = """
SELECT a.id, a.label, a.heeft_alle_autorisaties, a.alleen_is_gereed_voor_publicatie, a.geblokkeerd,
  (SELECT count(*) FROM autorisaties_autorisatie r WHERE r.applicatie_id = a.id) AS rechten,
  (SELECT string_agg(c.client_id, ', ' ORDER BY c.client_id) FROM autorisaties_client c
   WHERE c.applicatie_id = a.id) AS client_ids,
  EXISTS (SELECT 1 FROM autorisaties_client c WHERE c.applicatie_id = a.id AND c.geheim <> '') AS geheim
FROM autorisaties_applicatie a
WHERE %(q)s = '' OR position(lower(%(q)s) IN lower(a.label)) > 0 OR EXISTS (
  SELECT 1 FROM autorisaties_client c WHERE c.applicatie_id = a.id AND position(lower(%(q)s) IN lower(c.client_id)) > 0)
ORDER BY lower(a.label), a.id LIMIT %(limit)s OFFSET %(offset)s
"""


def applicaties(q: str, *, limit: int, offset: int) -> list[dict[str, Any]]:
    """Applications of this municipality by name."""
    return fetch_all(_LIST, {"q": q, "limit": limit, "offset": offset})
