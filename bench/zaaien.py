"""Fills a database with zaken in the shape that the services give, in one statement per table.

Runs as the superuser of the built-in server, because row level security is forced for the owner too.
"""

import subprocess
import sys
import time
from typing import Any

from bench.dingen import dingen
from bench.rijk import enrich, places
from bench.stukken import stukken

TENANTS = {1: "ooststellingwerf", 2: "weststellingwerf", 3: "opsterland"}

_ZAKEN = """
INSERT INTO zaken_zaak (tenant, id, identificatie, bronorganisatie, omschrijving, toelichting, zaaktype_id,
  registratiedatum, verantwoordelijke_organisatie, opdrachtgevende_organisatie, startdatum, einddatum,
  einddatum_gepland, uiterlijke_einddatum_afdoening, communicatiekanaal, communicatiekanaal_naam,
  producten_of_diensten, vertrouwelijkheidaanduiding, vertrouwelijkheid_rang, betalingsindicatie,
  selectielijstklasse, bewaartermijn_afgeleid, kenmerken, archiefnominatie, archiefstatus, archiefactiedatum,
  processobjectaard, laatst_gemuteerd, versie, statustype_id, behandelaar_id, team_id, zoektekst, rolsoorten)
SELECT %(tenant)s, gen_random_uuid(), 'BENCH-' || n, '851000010', 'Zaak ' || n || ' aan de Lindelaan', '', %(type)s,
  d, '851000010', '', d, CASE WHEN n %% 10 < 7 THEN d + 20 END, d + 42, d + 56, '', 'Website', '{}',
  'zaakvertrouwelijk', 4, '', '', false, '[]', CASE WHEN n %% 10 < 7 THEN 'vernietigen' ELSE '' END,
  'nog_te_archiveren', CASE WHEN n %% 10 < 7 THEN d + 3650 END, '', d::timestamptz, 1, %(status)s,
  ('00000000-0000-4000-8000-' || lpad((n %% 40)::text, 12, '0'))::uuid,
  ('00000000-0000-4000-9000-' || lpad((n %% 8)::text, 12, '0'))::uuid,
  'BENCH-' || n || ' ZAAK ' || n || ' AAN DE LINDELAAN '
    || (ARRAY['BAKKER','VISSER','POSTMA','DE BOER'])[1 + n %% 4] || n,
  ARRAY['generiek:initiator', 'machtiging:', 'type:natuurlijk_persoon']
FROM generate_series(1, %(aantal)s) AS n, LATERAL (SELECT date '2026-11-23' - (n %% 1500) AS d) x
"""
_ROLLEN = """
INSERT INTO zaken_rol (tenant, id, zaak_id, roltype_id, betrokkene, betrokkene_type, afwijkende_naam_betrokkene,
  omschrijving, omschrijving_generiek, roltoelichting, registratiedatum, indicatie_machtiging, bsn, kvk_nummer,
  vestigings_nummer, medewerker, naam, versie)
SELECT tenant, gen_random_uuid(), id, %(rol)s, '', 'natuurlijk_persoon', '', 'Initiator', 'initiator', '', now(), '',
  lpad((row_number() OVER ())::text, 9, '0'), '', '', '', 'Inwoner ' || identificatie, 1
FROM zaken_zaak WHERE tenant = %(tenant)s
"""
# Without figures on what was just sown the next statements walk all zaken for each zaak.
_LOOK = "ANALYZE zaken_zaak, zaken_rol"
_WOORDEN = """
INSERT INTO zaken_zaakwoord (tenant, woord, zaak_id)
SELECT z.tenant, w, z.id FROM zaken_zaak z, zaak_woorden(z.zoektekst) AS w WHERE z.tenant = %(tenant)s
ON CONFLICT DO NOTHING
"""
_TELLING = """
INSERT INTO zaken_zaaktelregel (tenant, id, zaaktype_id, vertrouwelijkheid_rang, bronorganisatie, startdatum,
  registratiedatum, einddatum, einddatum_gepland, uiterlijke_einddatum_afdoening, archiefactiedatum,
  archiefnominatie, archiefstatus, statustype_id, verantwoordelijke_organisatie, opdrachtgevende_organisatie,
  rolsoorten, aantal)
SELECT tenant, gen_random_uuid(), zaaktype_id, vertrouwelijkheid_rang, bronorganisatie, startdatum, registratiedatum,
  einddatum, einddatum_gepland, uiterlijke_einddatum_afdoening, archiefactiedatum, archiefnominatie, archiefstatus,
  statustype_id, verantwoordelijke_organisatie, opdrachtgevende_organisatie, rolsoorten, count(*)
FROM zaken_zaak WHERE tenant = %(tenant)s GROUP BY 1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17
"""
_STAND = """
INSERT INTO zaken_zaakstand (tenant, zaak_id, zaaktype_id, vertrouwelijkheid_rang, statustype_id)
SELECT tenant, id, zaaktype_id, vertrouwelijkheid_rang, statustype_id FROM zaken_zaak WHERE tenant = %(tenant)s
"""
_ONDER = """
INSERT INTO zaken_ondertelregel (tenant, id, soort, zaaktype_id, vertrouwelijkheid_rang, aantal)
SELECT z.tenant, gen_random_uuid(), 'rol', z.zaaktype_id, z.vertrouwelijkheid_rang, count(*)
FROM zaken_rol r JOIN zaken_zaak z ON z.tenant = r.tenant AND z.id = r.zaak_id
WHERE r.tenant = %(tenant)s GROUP BY 1, 4, 5
"""
_OPGETELD = "SELECT set_config('app.tenant', %(tenant)s::text, true), zaak_tellingen_bij()"


def _run(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "kapstok.site.cli", *arguments], check=True)


def prepare(zaken: int) -> None:
    """Migrate, make the municipalities and fill them; does nothing when it was done before."""
    import psycopg

    from kapstok.platform.config import settings
    from kapstok.platform.db import server as pg

    _run("migrate", "--quiet")
    _run("demo", "tenants")
    import django

    django.setup()
    from kapstok.magazijnen.catalogi.models import RolType, StatusType, ZaakType
    from kapstok.magazijnen.zaken.models import Zaak
    from kapstok.platform.db import tenant_scope
    from kapstok.platform.work import SYSTEM
    from kapstok.site.given import Given
    from kapstok.site.start import load_listeners

    load_listeners()
    if not zaken:
        return
    data = pg.place(settings.data_map / "pg")
    server = pg.Server(data, pg.socket_folder(data), data)
    began = time.monotonic()
    with psycopg.connect(**server.dsn("kapstok", pg.SUPERUSER), autocommit=True) as connection:
        # Triggers row by row (keys, words) would take most of the time; the statements below do the same for all.
        connection.execute("SET session_replication_role = replica")
        for tenant, slug in TENANTS.items():
            with tenant_scope(tenant):
                if Zaak.objects.exists():
                    _more(connection, tenant)
                    continue
                if not ZaakType.objects.exists():
                    Given(SYSTEM).zaaktype()
                kind = ZaakType.objects.get(identificatie="KAP")
                status = StatusType.objects.get(zaaktype_id=kind.id, volgnummer=1)
                rol = RolType.objects.get(zaaktype_id=kind.id, omschrijving_generiek="initiator")
            values = {
                "tenant": tenant,
                "type": kind.id,
                "status": status.id,
                "rol": rol.id,
                "aantal": zaken // 3,
            }
            with connection.transaction():
                for statement in (_ZAKEN, _ROLLEN, _LOOK, _WOORDEN, _STAND, _TELLING, _ONDER, _OPGETELD):
                    connection.execute(statement, values)
            connection.execute("ANALYZE zaken_zaakwoord, zaken_zaakstand")
            _more(connection, tenant)
            print(f"{slug}: {zaken // 3:,} zaken na {time.monotonic() - began:.0f} s", flush=True)
        connection.execute(
            "VACUUM ANALYZE zaken_zaak, zaken_rol, zaken_zaakwoord, zaken_zaakstand, catalogi_zaaktype"
        )


def _more(connection: Any, tenant: int) -> None:
    from kapstok.platform.db import tenant_scope

    places(connection, tenant)
    with tenant_scope(tenant):
        enrich()
    stukken(connection, tenant)
    dingen(connection, tenant)


def kind_of(tenant: int) -> dict[str, str]:
    """Ids of the zaaktype that was sown, and of its first and middle status."""
    from kapstok.magazijnen.catalogi.models import StatusType, ZaakType
    from kapstok.platform.db import tenant_scope

    with tenant_scope(tenant):
        kind = ZaakType.objects.get(identificatie="KAP")
        first, status = StatusType.objects.filter(zaaktype_id=kind.id).order_by("volgnummer")[:2]
    return {"zaaktype": str(kind.id), "eerste": str(first.id), "statustype": str(status.id)}
