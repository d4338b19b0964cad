from pathlib import Path

from django.db import migrations, models

import kapstok.platform.db.ids
import kapstok.platform.db.model

COUNTING = Path(__file__).resolve().parent.parent / "sql" / "telling.sql"
DAYS = (
    *("startdatum", "registratiedatum", "einddatum", "einddatum_gepland"),
    *("uiterlijke_einddatum_afdoening", "archiefactiedatum", "publicatiedatum"),
)
REACH = ("zaaktype", "vertrouwelijkheid_rang")

# The zaken that are there already, one municipality after the other: the policies hold for the owner too. A collection
# of geometries had no box until now.
FILL = """
DO $$
DECLARE gemeente smallint;
BEGIN
  FOR gemeente IN SELECT id FROM tenancy_tenant LOOP
    PERFORM set_config('app.tenant', gemeente::text, true);
    INSERT INTO zaken_zaaktelregel (id, zaaktype_id, vertrouwelijkheid_rang, bronorganisatie, startdatum,
        registratiedatum, einddatum, einddatum_gepland, uiterlijke_einddatum_afdoening, archiefactiedatum,
        archiefnominatie, archiefstatus, statustype_id, aantal)
      SELECT gen_random_uuid(), zaaktype_id, vertrouwelijkheid_rang, bronorganisatie, startdatum, registratiedatum,
        einddatum, einddatum_gepland, uiterlijke_einddatum_afdoening, archiefactiedatum, archiefnominatie,
        archiefstatus, statustype_id, count(*)
      FROM zaken_zaak WHERE tenant = gemeente GROUP BY 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13;
    PERFORM zaak_tellingen_bij();
    UPDATE zaken_zaak z SET min_x = b.min_x, min_y = b.min_y, max_x = b.max_x, max_y = b.max_y
      FROM (SELECT o.id, min((p->>0)::float8) AS min_x, min((p->>1)::float8) AS min_y, max((p->>0)::float8) AS max_x,
          max((p->>1)::float8) AS max_y
        FROM zaken_zaak o, jsonb_path_query(o.zaakgeometrie,
          'strict $.** ? (@.type() == "array" && @[0].type() == "number")') AS p
        WHERE o.tenant = gemeente AND o.zaakgeometrie->>'type' = 'GeometryCollection' GROUP BY o.id) AS b
      WHERE z.tenant = gemeente AND z.id = b.id;
  END LOOP;
  PERFORM set_config('app.tenant', '', true);
END $$
"""


def _id() -> tuple[str, models.Field]:
    made = models.UUIDField(
        default=kapstok.platform.db.ids.uuid7, editable=False, primary_key=True, serialize=False
    )
    return "id", made


def _tenant() -> tuple[str, models.Field]:
    made = models.SmallIntegerField(db_default=kapstok.platform.db.model.CurrentTenant(), editable=False)
    return "tenant", made


class Migration(migrations.Migration):
    """Numbers of zaken by one property, kept without waiting; and indexes in the order of lists."""

    dependencies = [("zaken", "0005_woorden_nieuw")]

    operations = [
        migrations.DeleteModel("Zaaktelling"),
        migrations.CreateModel(
            name="Zaaktelling",
            fields=[
                _id(),
                _tenant(),
                ("wat", models.CharField(max_length=40)),
                ("maand", models.DateField(null=True)),
                ("waarde", models.CharField(blank=True, default="", max_length=40)),
                ("sleutel", models.UUIDField(null=True)),
                ("zaaktype_id", models.UUIDField()),
                ("vertrouwelijkheid_rang", models.SmallIntegerField()),
                ("aantal", models.BigIntegerField()),
            ],
            options={"abstract": False},
        ),
        migrations.AddConstraint(
            model_name="zaaktelling",
            constraint=models.UniqueConstraint(
                fields=(
                    *("tenant", "wat", "zaaktype_id", "vertrouwelijkheid_rang"),
                    *("maand", "waarde", "sleutel"),
                ),
                name="zaaktelling_uniek",
                nulls_distinct=False,
            ),
        ),
        migrations.CreateModel(
            name="Zaaktelregel",
            fields=[
                _id(),
                _tenant(),
                ("zaaktype_id", models.UUIDField()),
                ("vertrouwelijkheid_rang", models.SmallIntegerField()),
                ("bronorganisatie", models.CharField(max_length=9)),
                ("startdatum", models.DateField()),
                ("registratiedatum", models.DateField()),
                ("einddatum", models.DateField(null=True)),
                ("einddatum_gepland", models.DateField(null=True)),
                ("uiterlijke_einddatum_afdoening", models.DateField(null=True)),
                ("archiefactiedatum", models.DateField(null=True)),
                ("archiefnominatie", models.CharField(max_length=20)),
                ("archiefstatus", models.CharField(max_length=40)),
                ("statustype_id", models.UUIDField(null=True)),
                ("aantal", models.IntegerField()),
            ],
            options={"abstract": False},
        ),
        migrations.RunSQL(
            COUNTING.read_text(),
            "DROP TRIGGER zaak_telregel_nieuw_weg ON zaken_zaak; DROP TRIGGER zaak_telregel_anders ON zaken_zaak;"
            "DROP FUNCTION zaak_telregel(); DROP FUNCTION zaak_tellingen_bij();"
            "DROP FUNCTION zaak_eigenschappen_geteld(zaken_zaaktelregel)",
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        *(
            migrations.RemoveIndex(model_name="zaak", name=name)
            for name in ("zaak_einddatum", "zaak_startdatum", "zaak_registratiedatum", "zaak_te_vernietigen")
        ),
        migrations.RunSQL("DROP INDEX IF EXISTS ix_zaken_zaak_zaaktype_id", migrations.RunSQL.noop),
        *(
            migrations.AddIndex(
                model_name="zaak",
                index=models.Index(
                    fields=["tenant", column, "id"], include=REACH, name=f"zaak_{column}"[:30]
                ),
            )
            for column in DAYS
        ),
        migrations.AddIndex(
            model_name="zaak",
            index=models.Index(
                condition=models.Q(("archiefstatus", "nog_te_archiveren"), _negated=True),
                fields=["tenant", "archiefstatus", "id"],
                include=REACH,
                name="zaak_gearchiveerd",
            ),
        ),
        migrations.AddIndex(
            model_name="zaak",
            index=models.Index(
                condition=models.Q(("min_x__isnull", False)),
                fields=["tenant", "min_x", "min_y"],
                include=("max_x", "max_y"),
                name="zaak_plaats",
            ),
        ),
        migrations.AddIndex(
            model_name="zaak",
            index=models.Index(
                fields=["tenant", "zaaktype", "id"], include=("vertrouwelijkheid_rang",), name="zaak_zaaktype"
            ),
        ),
    ]
