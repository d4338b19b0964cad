from pathlib import Path

import django.db.models.deletion
import kapstok.platform.db.ids
import kapstok.platform.db.model
from django.db import migrations, models


STREETS = Path(__file__).resolve().parent.parent / "sql" / "straten.sql"

# The addresses that are there already, one municipality after the other: the policies hold for the owner too.
FILL = """
DO $$
DECLARE gemeente smallint;
BEGIN
  FOR gemeente IN SELECT id FROM tenancy_tenant LOOP
    PERFORM set_config('app.tenant', gemeente::text, true);
    INSERT INTO bag_straat (id, tenant, naam, woonplaats)
      SELECT gen_random_uuid(), n.tenant, x.naam, n.woonplaats
      FROM (SELECT DISTINCT tenant, openbare_ruimte, woonplaats FROM bag_nummeraanduiding WHERE tenant = gemeente) AS n,
           unnest(ARRAY[n.openbare_ruimte, '']) AS x(naam)
      GROUP BY 2, 3, 4 ON CONFLICT DO NOTHING;
    INSERT INTO bag_drieletter (tenant, drieletter, straat_id)
      SELECT s.tenant, d, s.id
      FROM bag_straat s, bag_drieletters(CASE s.naam WHEN '' THEN s.woonplaats ELSE s.naam END, true) AS d
      WHERE s.tenant = gemeente ON CONFLICT DO NOTHING;
  END LOOP;
  PERFORM set_config('app.tenant', '', true);
END $$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("bag", "0002_voorkomens"),
    ]

    operations = [
        migrations.CreateModel(
            name="Straat",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kapstok.platform.db.ids.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "tenant",
                    models.SmallIntegerField(
                        db_default=kapstok.platform.db.model.CurrentTenant(), editable=False
                    ),
                ),
                ("naam", models.CharField(max_length=80)),
                ("woonplaats", models.CharField(max_length=80)),
            ],
        ),
        migrations.CreateModel(
            name="Drieletter",
            fields=[
                (
                    "tenant",
                    models.SmallIntegerField(
                        db_default=kapstok.platform.db.model.CurrentTenant(), editable=False
                    ),
                ),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant",
                        "drieletter",
                        "straat",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("drieletter", models.CharField(db_collation="C", max_length=3)),
                (
                    "straat",
                    kapstok.platform.db.model.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="bag.straat"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="nummeraanduiding",
            index=models.Index(fields=["tenant", "lat", "lon"], name="adres_plek"),
        ),
        migrations.AddConstraint(
            model_name="straat",
            constraint=models.UniqueConstraint(
                fields=("tenant", "naam", "woonplaats"), name="bag_straat_uniek"
            ),
        ),
        migrations.RunSQL(
            STREETS.read_text(),
            "DROP TRIGGER bag_straten_nieuw ON bag_nummeraanduiding;"
            "DROP TRIGGER bag_straten_anders ON bag_nummeraanduiding;"
            "DROP TRIGGER bag_straten_weg ON bag_nummeraanduiding;"
            "DROP FUNCTION bag_straten_bij(); DROP FUNCTION bag_drieletters(text, boolean)",
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
