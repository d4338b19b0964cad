from pathlib import Path

import kapstok.platform.db.model
from django.db import migrations, models


ENTRIES = Path(__file__).resolve().parent.parent / "sql" / "ingangen.sql"

# The voorkomens that are there already, one municipality after the other: the policies hold for the owner too.
FILL = """
DO $$
DECLARE gemeente smallint;
BEGIN
  FOR gemeente IN SELECT id FROM tenancy_tenant LOOP
    PERFORM set_config('app.tenant', gemeente::text, true);
    INSERT INTO bag_ingang (tenant, ingang, objecttype, identificatie)
      SELECT DISTINCT v.tenant, s, v.objecttype, v.identificatie FROM bag_voorkomen v, bag_ingangen(v.gegevens) AS s
      WHERE v.tenant = gemeente AND v.kenmerk = '' AND v.objecttype IN ('WPL', 'OPR', 'NUM', 'VBO', 'LIG', 'STA')
      ON CONFLICT DO NOTHING;
  END LOOP;
  PERFORM set_config('app.tenant', '', true);
END $$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("bag", "0003_straten"),
    ]

    operations = [
        migrations.CreateModel(
            name="Ingang",
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
                        "ingang",
                        "objecttype",
                        "identificatie",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("ingang", models.CharField(db_collation="C", max_length=80)),
                ("objecttype", models.CharField(max_length=3)),
                ("identificatie", models.CharField(max_length=16)),
            ],
            options={
                "indexes": [models.Index(fields=["tenant", "identificatie"], name="bag_ingang_object")],
            },
        ),
        migrations.RunSQL(
            ENTRIES.read_text(),
            "DROP TRIGGER bag_ingangen_nieuw ON bag_voorkomen; DROP TRIGGER bag_ingangen_anders ON bag_voorkomen;"
            "DROP TRIGGER bag_ingangen_weg ON bag_voorkomen;"
            "DROP FUNCTION bag_ingangen_bij(); DROP FUNCTION bag_ingangen(jsonb)",
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
