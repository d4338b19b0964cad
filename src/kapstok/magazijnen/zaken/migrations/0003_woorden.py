from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

import kapstok.platform.db.model

WORDS = Path(__file__).resolve().parent.parent / "sql" / "woorden.sql"

# The zaken that are there already, one municipality after the other: the policies hold for the owner too.
FILL = """
DO $$
DECLARE gemeente smallint;
BEGIN
  FOR gemeente IN SELECT id FROM tenancy_tenant LOOP
    PERFORM set_config('app.tenant', gemeente::text, true);
    INSERT INTO zaken_zaakwoord (tenant, woord, zaak_id)
      SELECT z.tenant, w, z.id FROM zaken_zaak z, zaak_woorden(z.zoektekst) AS w WHERE z.tenant = gemeente
      ON CONFLICT DO NOTHING;
  END LOOP;
  PERFORM set_config('app.tenant', '', true);
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("zaken", "0002_relaties_notities")]

    operations = [
        migrations.CreateModel(
            name="ZaakWoord",
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
                        "woord",
                        "zaak",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("woord", models.CharField(db_collation="C", max_length=40)),
                (
                    "zaak",
                    kapstok.platform.db.model.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="zaken.zaak"
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        migrations.RunSQL(
            WORDS.read_text(),
            "DROP TRIGGER zaak_woorden_nieuw ON zaken_zaak; DROP TRIGGER zaak_woorden_anders ON zaken_zaak;"
            "DROP FUNCTION zaak_woorden_bij(); DROP FUNCTION zaak_woorden(text)",
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RemoveIndex(model_name="zaak", name="zaak_zoektekst"),
        migrations.AddIndex(
            model_name="zaak",
            index=models.Index(
                fields=["tenant", "-id"], include=("zaaktype", "vertrouwelijkheid_rang"), name="zaak_bereik"
            ),
        ),
    ]
