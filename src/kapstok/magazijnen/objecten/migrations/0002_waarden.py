from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

import kapstok.platform.db.model

VALUES = Path(__file__).resolve().parent.parent / "sql" / "waarden.sql"

# The records that are there already, one municipality after the other: the policies hold for the owner too.
FILL = """
DO $$
DECLARE gemeente smallint;
BEGIN
  FOR gemeente IN SELECT id FROM tenancy_tenant LOOP
    PERFORM set_config('app.tenant', gemeente::text, true);
    INSERT INTO objecten_objectwaarde (tenant, sleutel, object_id)
      SELECT r.tenant, s, r.object_id FROM objecten_record r, object_waarden(r.data) AS s WHERE r.tenant = gemeente
      ON CONFLICT DO NOTHING;
  END LOOP;
  PERFORM set_config('app.tenant', '', true);
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("objecten", "0001_initial"), ("tenancy", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="ObjectWaarde",
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
                        "sleutel",
                        "object",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("sleutel", models.CharField(db_collation="C", max_length=32)),
                (
                    "object",
                    kapstok.platform.db.model.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="objecten.object"
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        migrations.RunSQL(
            VALUES.read_text(),
            "DROP TRIGGER object_waarden_nieuw ON objecten_record;"
            "DROP FUNCTION object_waarden_bij(); DROP FUNCTION object_waarden(jsonb)",
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
