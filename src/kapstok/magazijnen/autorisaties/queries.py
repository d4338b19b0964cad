"""Finding an application when no tenant is known yet: the caller's client id or key decides the tenant."""

from kapstok.platform.db import fetch_one, fetch_value, tenant_scope


def tenant_of_client(client_id: str) -> int | None:
    """Tenant of a client id. One database function looks in each municipality's scope in turn."""
    return fetch_value("SELECT autorisaties_tenant_van('client_id', %s)", [client_id])


def tenant_of_key(api_key_hash: str) -> int | None:
    """Tenant of an api key, by its hash."""
    return fetch_value("SELECT autorisaties_tenant_van('api_key_hash', %s)", [api_key_hash])


# The client with its application, inside the tenant's scope.
_CLIENT = """
SELECT c.client_id, c.geheim, a.id AS applicatie_id, a.label, a.heeft_alle_autorisaties,
  a.alleen_is_gereed_voor_publicatie, a.versie
FROM autorisaties_client c JOIN autorisaties_applicatie a ON a.id = c.applicatie_id
WHERE c.client_id = %(client_id)s OR (%(sleutel)s <> '' AND c.api_key_hash = %(sleutel)s) LIMIT 1
"""


def client(tenant: int, *, client_id: str = "", api_key_hash: str = "") -> dict[str, object] | None:
    """The client and its application, read in the scope of its tenant."""
    with tenant_scope(tenant):
        return fetch_one(_CLIENT, {"client_id": client_id, "sleutel": api_key_hash})
