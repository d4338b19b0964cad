from pathlib import Path

import kapstok.platform.db.ids
import kapstok.platform.db.model
from django.db import migrations, models

COUNTING = Path(__file__).resolve().parent.parent / "sql" / "telling.sql"
# The besluiten that are there already, one municipality after the other: the policies hold for the owner too.
FILL = """
DO $$
DECLARE gemeente smallint;
BEGIN
  FOR gemeente IN SELECT id FROM tenancy_tenant LOOP
    PERFORM set_config('app.tenant', gemeente::text, true);
    INSERT INTO besluiten_besluittelregel (id, besluittype_id, verantwoordelijke_organisatie, aantal)
      SELECT gen_random_uuid(), besluittype_id, verantwoordelijke_organisatie, count(*)
      FROM besluiten_besluit WHERE tenant = gemeente GROUP BY 2, 3;
    PERFORM besluit_tellingen_bij();
  END LOOP;
  PERFORM set_config('app.tenant', '', true);
END $$
"""


class Migration(migrations.Migration):
    """How many besluiten there are, kept without waiting."""

    dependencies = [
        ("besluiten", "0004_nummers"),
        ("zaken", "0016_minder_werk"),
    ]

    operations = [
        migrations.CreateModel(
            name="Besluittelling",
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
                ("wat", models.CharField(max_length=40)),
                ("waarde", models.TextField(blank=True, default="")),
                ("besluittype_id", models.UUIDField()),
                ("aantal", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Besluittelregel",
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
                ("besluittype_id", models.UUIDField()),
                ("verantwoordelijke_organisatie", models.CharField(max_length=9)),
                ("aantal", models.IntegerField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="besluit",
            index=models.Index(fields=["tenant", "identificatie"], name="besluit_identificatie"),
        ),
        migrations.AddConstraint(
            model_name="besluittelling",
            constraint=models.UniqueConstraint(
                fields=("tenant", "wat", "besluittype_id", "waarde"), name="besluittelling_uniek"
            ),
        ),
        migrations.RunSQL(
            COUNTING.read_text(),
            "DROP FUNCTION besluit_telt() CASCADE; DROP FUNCTION besluit_tellingen_bij()",
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
