from pathlib import Path

import django.contrib.postgres.fields
from django.db import migrations, models

COUNTING = Path(__file__).resolve().parent.parent / "sql" / "telling.sql"

# What was counted until now is added up first, so that the lines know of nothing that is counted anew. The zaken are
# written over with what their rollen are: in one go, with their indexes, which also gives old pages room for changes.
# The policies hold for the owner too, and would hide the rollen.
FILL = """
DO $$
DECLARE gemeente smallint;
BEGIN
  FOR gemeente IN SELECT id FROM tenancy_tenant LOOP
    PERFORM set_config('app.tenant', gemeente::text, true);
    PERFORM zaak_tellingen_bij();
  END LOOP;
  PERFORM set_config('app.tenant', '', true);
  ALTER TABLE zaken_rol NO FORCE ROW LEVEL SECURITY;
  IF EXISTS (SELECT 1 FROM zaken_rol) THEN
    DROP TRIGGER zaak_telregel_anders ON zaken_zaak;
    ALTER TABLE zaken_zaak ALTER COLUMN rolsoorten TYPE text[] USING zaak_rolsoorten(tenant, id);
  END IF;
  ALTER TABLE zaken_rol FORCE ROW LEVEL SECURITY;
  FOR gemeente IN SELECT id FROM tenancy_tenant LOOP
    PERFORM set_config('app.tenant', gemeente::text, true);
    DELETE FROM zaken_zaaktelling WHERE tenant = gemeente
      AND wat IN ('rolsoorten', 'verantwoordelijke_organisatie', 'opdrachtgevende_organisatie');
    INSERT INTO zaken_zaaktelling (id, wat, waarde, zaaktype_id, vertrouwelijkheid_rang, aantal)
      SELECT gen_random_uuid(), e.wat, e.waarde, z.zaaktype_id, z.vertrouwelijkheid_rang, count(*)
      FROM zaken_zaak z CROSS JOIN LATERAL (
        SELECT 'rolsoorten', unnest(z.rolsoorten) UNION ALL VALUES
        ('verantwoordelijke_organisatie', z.verantwoordelijke_organisatie),
        ('opdrachtgevende_organisatie', z.opdrachtgevende_organisatie)) AS e(wat, waarde)
      WHERE z.tenant = gemeente GROUP BY 2, 3, 4, 5;
  END LOOP;
  PERFORM set_config('app.tenant', '', true);
END $$
"""
BACK = """
DROP TRIGGER rol_soorten_nieuw_weg ON zaken_rol; DROP TRIGGER rol_soorten_anders ON zaken_rol;
DROP FUNCTION rol_soorten_bij(); DROP FUNCTION zaak_rolsoorten(smallint, uuid); DROP FUNCTION rol_soorten(zaken_rol)
"""
# How a rol may name somebody besides the columns that the service fills in: copies that the database makes itself.
NAMES = {
    "anp_identificatie": "betrokkene_identificatie->>'anpIdentificatie'",
    "a_nummer": "betrokkene_identificatie->>'inpA_nummer'",
    "nnp_id": "betrokkene_identificatie->>'innNnpId'",
    "ann_identificatie": "betrokkene_identificatie->>'annIdentificatie'",
    "organisatie": "CASE betrokkene_type WHEN 'organisatorische_eenheid' THEN betrokkene_identificatie->>'identificatie' END",
    "loa": "authenticatie_context->>'levelOfAssurance'",
}
COPIES = ", ".join(f"ADD COLUMN {n} text GENERATED ALWAYS AS ({sql}) STORED" for n, sql in NAMES.items())
NO_COPIES = ", ".join(f"DROP COLUMN {n}" for n in NAMES)

INDEXES = (
    models.Index(fields=["tenant", "betrokkene_type", "zaak"], name="rol_type"),
    models.Index(fields=["tenant", "omschrijving_generiek", "zaak"], name="rol_generiek"),
    *(
        models.Index(
            condition=models.Q((column, ""), _negated=True),
            fields=["tenant", column, *more],
            name=f"rol_{name}",
        )
        for name, column, *more in (
            ("machtiging", "indicatie_machtiging", "zaak"),
            ("vestiging", "vestigings_nummer"),
            ("betrokkene", "betrokkene"),
        )
    ),
)


class Migration(migrations.Migration):
    """Numbers of zaken by what their rollen are; and every way to name somebody has an index."""

    dependencies = [("zaken", "0009_titel_elders")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(COUNTING.read_text(), BACK),
                migrations.RunSQL(FILL, migrations.RunSQL.noop),
                migrations.RunSQL(COUNTING.read_text(), migrations.RunSQL.noop),
                migrations.RunSQL(f"ALTER TABLE zaken_rol {COPIES}", f"ALTER TABLE zaken_rol {NO_COPIES}"),
                *(
                    migrations.RunSQL(
                        f"CREATE INDEX rol_{n} ON zaken_rol (tenant, {n}) WHERE {n} IS NOT NULL",
                        f"DROP INDEX rol_{n}",
                    )
                    for n in NAMES
                ),
            ],
            state_operations=[
                migrations.AddField(
                    "zaaktelregel",
                    "rolsoorten",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(),
                        db_default=[],
                        default=list,
                        size=None,
                        help_text="what its rollen are",
                    ),
                ),
                migrations.AddField(
                    "zaaktelregel",
                    "verantwoordelijke_organisatie",
                    models.CharField(db_default="", default="", max_length=9),
                ),
                migrations.AddField(
                    "zaaktelregel",
                    "opdrachtgevende_organisatie",
                    models.CharField(db_default="", default="", max_length=9),
                ),
            ],
        ),
        *(migrations.AddIndex("rol", index) for index in INDEXES),
    ]
