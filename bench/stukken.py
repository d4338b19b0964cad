"""Documents and besluiten with the zaken that were sown: one document with each, a besluit with one in three.

As the superuser of the built-in server, without triggers: what those keep is made for all at once.
"""

from typing import Any

_STUKKEN = """
CREATE TEMPORARY TABLE stukken AS SELECT z.tenant, z.id AS zaak, uuidv7() AS document, z.startdatum AS dag,
  substring(z.identificatie FROM 7)::int AS n
FROM zaken_zaak z WHERE z.tenant = %(tenant)s AND z.identificatie LIKE 'BENCH-%%'
"""
_DOCUMENTEN = """
INSERT INTO documenten_enkelvoudiginformatieobject (tenant, id, identificatie, bronorganisatie,
  informatieobjecttype_id, huidige_versie, lock, lock_door, versie)
SELECT tenant, document, 'BENCH-' || n, '851000010', %(documenttype)s, 1,
  CASE WHEN n %% 20000 = 0 THEN 'sleutel' ELSE '' END, '', 1
FROM stukken
"""
_VERSIES = """
INSERT INTO documenten_informatieobjectversie (tenant, id, informatieobject_id, versie, begin_registratie,
  creatiedatum, titel, vertrouwelijkheidaanduiding, tonen_aan_initiator, auteur, status, formaat, taal,
  bestandsnaam, sha256, bestandsomvang, link, beschrijving, verschijningsvorm, trefwoorden)
SELECT tenant, uuidv7(), document, 1, dag::timestamptz, dag, 'Aanvraag ' || n || ' van de Lindelaan',
  'zaakvertrouwelijk', false, (ARRAY['Bakker', 'Visser', 'Postma', 'De Boer'])[1 + n %% 4],
  (ARRAY['definitief', 'in_bewerking'])[1 + n %% 2], (ARRAY['application/pdf', 'image/png'])[1 + n %% 2], 'nld',
  'aanvraag.pdf', '', n::bigint * 7 %% 5000000, '', '', '',
  CASE WHEN n %% 10000 = 0 THEN ARRAY['boom', 'zeldzaam'] WHEN n %% 100 = 0 THEN ARRAY['boom'] ELSE '{}' END
FROM stukken
"""
_RELATIES = """
INSERT INTO documenten_objectinformatieobject (tenant, id, informatieobject_id, object_type, object_id, object_url)
SELECT tenant, uuidv7(), document, 'zaak', zaak, '' FROM stukken
"""
_BIJ_DE_ZAAK = """
INSERT INTO zaken_zaakinformatieobject (tenant, id, zaak_id, informatieobject_id, titel, beschrijving,
  registratiedatum, versie)
SELECT tenant, uuidv7(), zaak, document, '', '', dag::timestamptz, 1 FROM stukken
"""
_LOOK = """
ANALYZE stukken, documenten_enkelvoudiginformatieobject, documenten_informatieobjectversie,
  documenten_objectinformatieobject
"""
_STAND = """
SELECT count(document_stand_zet(d, v)) FROM documenten_enkelvoudiginformatieobject d
JOIN documenten_informatieobjectversie v
  ON v.tenant = d.tenant AND v.informatieobject_id = d.id AND v.versie = d.huidige_versie
WHERE d.tenant = %(tenant)s
"""
_TREFWOORDEN = """
INSERT INTO documenten_documenttrefwoord (tenant, woord, document_id)
SELECT s.tenant, w, s.id FROM documenten_documentstand s, unnest(s.trefwoorden) AS w WHERE s.tenant = %(tenant)s
ON CONFLICT DO NOTHING
"""
_TELLING = """
WITH weg AS (DELETE FROM documenten_documenttelling WHERE tenant = %(tenant)s),
  regel AS (DELETE FROM documenten_documenttelregel WHERE tenant = %(tenant)s)
INSERT INTO documenten_documenttelregel (tenant, id, informatieobjecttype_id, rang, gereed, locked, bronorganisatie,
  creatiedatum, objectsoorten, aantal)
SELECT tenant, gen_random_uuid(), informatieobjecttype_id, rang, gereed, locked, bronorganisatie, creatiedatum,
  objectsoorten, count(*)
FROM documenten_documentstand WHERE tenant = %(tenant)s GROUP BY 1, 3, 4, 5, 6, 7, 8, 9
"""
_BESLUITEN = """
INSERT INTO besluiten_besluit (tenant, id, identificatie, verantwoordelijke_organisatie, besluittype_id, zaak_id,
  zaak_url, datum, toelichting, bestuursorgaan, ingangsdatum, vervalreden, versie)
SELECT tenant, uuidv7(), 'BENCH-' || n, '851000010', %(besluittype)s, zaak, '', dag, '', '', dag, '', 1
FROM stukken WHERE n %% 3 = 0
"""
_BESLUITTELLING = """
WITH weg AS (DELETE FROM besluiten_besluittelling WHERE tenant = %(tenant)s),
  regel AS (DELETE FROM besluiten_besluittelregel WHERE tenant = %(tenant)s)
INSERT INTO besluiten_besluittelregel (tenant, id, besluittype_id, verantwoordelijke_organisatie, aantal)
SELECT tenant, gen_random_uuid(), besluittype_id, verantwoordelijke_organisatie, count(*)
FROM besluiten_besluit WHERE tenant = %(tenant)s GROUP BY 1, 3, 4
"""
_OPGETELD = "SELECT set_config('app.tenant', %(tenant)s::text, true), document_tellingen_bij(), besluit_tellingen_bij()"


def stukken(connection: Any, tenant: int) -> None:
    """What belongs to the zaken of a municipality, once."""
    from kapstok.magazijnen.catalogi.models import BesluitType, InformatieObjectType
    from kapstok.magazijnen.documenten.models import Documentstand
    from kapstok.platform.db import tenant_scope

    with tenant_scope(tenant):
        if Documentstand.objects.filter(identificatie="BENCH-1").exists():
            return
        values = {
            "tenant": tenant,
            "documenttype": InformatieObjectType.objects.get(omschrijving="Bijlage", concept=False).id,
            "besluittype": BesluitType.objects.get(omschrijving="Vergunning", concept=False).id,
        }
    with connection.transaction():
        for statement in (
            *(
                _STUKKEN,
                _DOCUMENTEN,
                _VERSIES,
                _RELATIES,
                _BIJ_DE_ZAAK,
                _LOOK,
                _STAND,
                _TREFWOORDEN,
                _TELLING,
            ),
            *(_BESLUITEN, _BESLUITTELLING, _OPGETELD, "DROP TABLE stukken"),
        ):
            connection.execute(statement, values)
    connection.execute(
        "VACUUM ANALYZE documenten_documentstand, besluiten_besluit, zaken_zaakinformatieobject"
    )
