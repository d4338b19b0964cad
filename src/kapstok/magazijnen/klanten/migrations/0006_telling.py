from pathlib import Path

import kapstok.platform.db.ids
import kapstok.platform.db.model
from django.db import migrations, models

COUNTING = Path(__file__).resolve().parent.parent / "sql" / "telling.sql"
SOORTEN = (
    "actor actorklantcontact betrokkene bijlage categorie categorierelatie digitaaladres internetaak klantcontact"
    " onderwerpobject organisatie partij partijidentificator persoon rekeningnummer vertegenwoordigden"
).split()
EACH = " UNION ALL ".join(f"SELECT '{s}', count(*) FROM klanten_{s} WHERE tenant = gemeente" for s in SOORTEN)
# What is there already, one municipality after the other: the policies hold for the owner too.
FILL = f"""
DO $$
DECLARE gemeente smallint;
BEGIN
  FOR gemeente IN SELECT id FROM tenancy_tenant LOOP
    PERFORM set_config('app.tenant', gemeente::text, true);
    INSERT INTO klanten_klanttelling (id, soort, aantal)
      SELECT gen_random_uuid(), er.soort, er.aantal FROM ({EACH}) AS er(soort, aantal) WHERE er.aantal > 0;
  END LOOP;
  PERFORM set_config('app.tenant', '', true);
END $$
"""


class Migration(migrations.Migration):
    """How many klanten there are, kept without waiting."""

    dependencies = [
        ("klanten", "0005_nummer"),
    ]

    operations = [
        migrations.CreateModel(
            name="Klanttelregel",
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
                ("soort", models.CharField(max_length=24)),
                ("aantal", models.IntegerField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Klanttelling",
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
                ("soort", models.CharField(max_length=24)),
                ("aantal", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "soort"), name="klanttelling_uniek")
                ],
            },
        ),
        migrations.RunSQL(
            COUNTING.read_text(),
            "DROP FUNCTION klant_telt() CASCADE; DROP FUNCTION klant_tellingen_bij();"
            "DROP SEQUENCE klanten_telregel_nummer",
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
