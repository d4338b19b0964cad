"""An object with each zaak that was sown: a tree with a place; one in a thousand is a bridge."""

from typing import Any
from uuid import UUID

KIND = "cccccccc-0000-4000-8000-0000000000"
BOOM, BRUG = f"{KIND}01", f"{KIND}02"
SCHEMA = {"type": "object", "properties": {"soort": {"type": "string"}, "nummer": {"type": "integer"}}}
_DINGEN = """
CREATE TEMPORARY TABLE dingen AS
SELECT n, uuidv7() AS id, CASE WHEN n %% 1000 = 0 THEN %(brug)s ELSE %(boom)s END::uuid AS kind,
  date '2026-11-23' - (n %% 1500)::int AS dag
FROM (SELECT substring(identificatie FROM 7)::bigint AS n FROM zaken_zaak
      WHERE tenant = %(tenant)s AND identificatie LIKE 'BENCH-%%') z
"""
_OBJECTEN = "INSERT INTO objecten_object (tenant, id, objecttype_id) SELECT %(tenant)s, id, kind FROM dingen"
_RECORDS = """
INSERT INTO objecten_record (tenant, id, object_id, index, type_version, data, geometry, "references", start_at,
  registration_at)
SELECT %(tenant)s, uuidv7(), id, 1, 1, jsonb_build_object('soort',
    CASE WHEN n %% 5000 = 7 THEN 'zeldzaam' ELSE (ARRAY['linde', 'eik', 'beuk'])[1 + n %% 3] END, 'nummer', n),
  jsonb_build_object('type', 'Point', 'coordinates',
    jsonb_build_array(6.0 + (n * 7919 %% 40000) / 1e5::float8, 52.9 + (n * 104729 %% 20000) / 1e5::float8)),
  '[]', dag, dag
FROM dingen
"""
_WAARDEN = """
INSERT INTO objecten_objectwaarde (tenant, sleutel, object_id)
SELECT %(tenant)s, s, r.object_id FROM objecten_record r, object_waarden(r.data) AS s WHERE r.tenant = %(tenant)s
"""
_STAND = """
INSERT INTO objecten_objectstand (tenant, id, objecttype_id, van, geregistreerd)
SELECT %(tenant)s, id, kind, dag, dag FROM dingen
"""
_TELLING = """
INSERT INTO objecten_objecttelregel (tenant, id, objecttype_id, van, geregistreerd, aantal)
SELECT %(tenant)s, gen_random_uuid(), kind, dag, dag, count(*) FROM dingen GROUP BY kind, dag
"""
_OPGETELD = "SELECT set_config('app.tenant', %(tenant)s::text, true), object_tellingen_bij()"


def dingen(connection: Any, tenant: int) -> None:
    """The objects of a municipality, once."""
    from kapstok.magazijnen.objecten import services as s
    from kapstok.magazijnen.objecten.models import Object, Objecttype
    from kapstok.platform.db import tenant_scope
    from kapstok.platform.work import SYSTEM

    kinds = {"boom": kind_of(tenant, BOOM), "brug": kind_of(tenant, BRUG)}
    with tenant_scope(tenant):
        if not Objecttype.objects.filter(id=kinds["boom"]).exists():
            for name, kind in ((name, UUID(kind)) for name, kind in kinds.items()):
                s.add_type({"id": kind, "name": name, "name_plural": name}, actor=SYSTEM)
                s.add_version(kind, {"status": "published", "json_schema": SCHEMA}, actor=SYSTEM)
        if Object.objects.exists():
            return
    with connection.transaction():
        for statement in (
            _DINGEN,
            _OBJECTEN,
            _RECORDS,
            _WAARDEN,
            _STAND,
            _TELLING,
            _OPGETELD,
            "DROP TABLE dingen",
        ):
            connection.execute(statement, {"tenant": tenant, **kinds})
    connection.execute(
        "VACUUM ANALYZE objecten_object, objecten_record, objecten_objectwaarde, objecten_objectstand"
    )


def kind_of(tenant: int, kind: str) -> str:
    """The id of one of the two types in a municipality."""
    return f"{kind[:-4]}{tenant}{kind[-3:]}"
