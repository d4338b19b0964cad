from pathlib import Path

import kapstok.platform.db.ids
import kapstok.platform.db.model
from django.db import migrations, models

KEEPING = Path(__file__).resolve().parent.parent / "sql" / "stand.sql"
# The objects that are there already, one municipality after the other: the policies hold for the owner too.
FILL = """
DO $$
DECLARE gemeente smallint;
BEGIN
  FOR gemeente IN SELECT id FROM tenancy_tenant LOOP
    PERFORM set_config('app.tenant', gemeente::text, true);
    INSERT INTO objecten_objectstand (tenant, id, objecttype_id, van, geregistreerd)
      SELECT o.tenant, o.id, o.objecttype_id, min(r.start_at), min(r.registration_at)
      FROM objecten_object o JOIN objecten_record r ON r.tenant = o.tenant AND r.object_id = o.id
      WHERE o.tenant = gemeente GROUP BY 1, 2, 3;
    PERFORM object_tellingen_bij();
  END LOOP;
  PERFORM set_config('app.tenant', '', true);
END $$
"""


class Migration(migrations.Migration):
    """From which day objects are there, and how many: what lists of them are found and counted by."""

    dependencies = [
        ("objecten", "0002_waarden"),
    ]

    operations = [
        migrations.CreateModel(
            name="Objecttelregel",
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
                ("objecttype_id", models.UUIDField()),
                ("van", models.DateField()),
                ("geregistreerd", models.DateField()),
                ("aantal", models.IntegerField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Objectstand",
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
                        "tenant", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("id", models.UUIDField()),
                ("objecttype_id", models.UUIDField()),
                ("van", models.DateField(help_text="first day of its records")),
                ("geregistreerd", models.DateField(help_text="day of its first registration")),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["tenant", "id"],
                        include=("objecttype_id", "van", "geregistreerd"),
                        name="objectstand_lijst",
                    ),
                    models.Index(
                        fields=["tenant", "objecttype_id", "id"],
                        include=("van", "geregistreerd"),
                        name="objectstand_objecttype",
                    ),
                    models.Index(
                        fields=["tenant", "van"], include=("objecttype_id",), name="objectstand_van"
                    ),
                    models.Index(
                        fields=["tenant", "geregistreerd"],
                        include=("objecttype_id",),
                        name="objectstand_geregistreerd",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Objecttelling",
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
                ("maand", models.DateField()),
                ("objecttype_id", models.UUIDField()),
                ("aantal", models.BigIntegerField()),
            ],
        ),
        migrations.AddConstraint(
            model_name="objecttelling",
            constraint=models.UniqueConstraint(
                fields=("tenant", "wat", "objecttype_id", "maand"), name="objecttelling_uniek"
            ),
        ),
        migrations.RunSQL(
            KEEPING.read_text(),
            "DROP TRIGGER object_stand_nieuw_weg ON objecten_record;"
            "DROP TRIGGER object_stand_anders ON objecten_record;"
            "DROP FUNCTION object_telt() CASCADE;"
            "DROP FUNCTION object_stand_bij(), object_regel(objecten_objectstand, int), object_tellingen_bij();"
            "DROP SEQUENCE objecten_telregel_nummer;"
            "ALTER TABLE objecten_record DROP COLUMN min_x, DROP COLUMN min_y;"
            "DROP FUNCTION geojson_laagste(jsonb, int)",
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
