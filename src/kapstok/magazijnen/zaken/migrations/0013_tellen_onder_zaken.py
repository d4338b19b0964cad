from pathlib import Path

from django.db import migrations, models

import kapstok.platform.db.ids
import kapstok.platform.db.model

SQL = Path(__file__).resolve().parent.parent / "sql"
KINDS = ("status", "rol", "resultaat", "zaakobject", "klantcontact")

# What is there already, one municipality after the other: the policies hold for the owner too.
COUNTED = " UNION ALL ".join(
    f"SELECT '{kind}', z.zaaktype_id, z.vertrouwelijkheid_rang FROM zaken_{kind} r "
    "JOIN zaken_zaak z ON z.tenant = r.tenant AND z.id = r.zaak_id"
    for kind in KINDS
)
FILL = f"""
DO $$
DECLARE gemeente smallint;
BEGIN
  FOR gemeente IN SELECT id FROM tenancy_tenant LOOP
    PERFORM set_config('app.tenant', gemeente::text, true);
    INSERT INTO zaken_ondertelling (tenant, id, soort, zaaktype_id, vertrouwelijkheid_rang, aantal)
      SELECT gemeente, gen_random_uuid(), soort, zaaktype_id, rang, count(*)
      FROM ({COUNTED}) AS c(soort, zaaktype_id, rang) GROUP BY 3, 4, 5;
  END LOOP;
  PERFORM set_config('app.tenant', '', true);
END $$
"""
BACK = (
    "DROP TRIGGER onder_zaak_weg ON zaken_zaak; DROP TRIGGER onder_zaak_anders ON zaken_zaak; "
    + "".join(
        f"DROP TRIGGER {name} ON zaken_{kind}; "
        for kind in KINDS
        for name in ("onder_erbij", "onder_eraf", "onder_verhangen")
    )
    + "DROP FUNCTION onder_zaak(); DROP FUNCTION onder_verhangen(); DROP FUNCTION onder_bij();"
)
AS_BEFORE = (SQL / "telling.sql").read_text()
NO_PAIRS = "DROP FUNCTION zaak_regels(zaken_zaak, zaken_zaakstand, zaken_zaak, zaken_zaakstand)"


def _columns(number: models.Field) -> list[tuple[str, models.Field]]:
    made = models.UUIDField(
        default=kapstok.platform.db.ids.uuid7, editable=False, primary_key=True, serialize=False
    )
    tenant = models.SmallIntegerField(db_default=kapstok.platform.db.model.CurrentTenant(), editable=False)
    return [
        ("id", made),
        ("tenant", tenant),
        ("soort", models.CharField(max_length=20)),
        ("zaaktype_id", models.UUIDField()),
        ("vertrouwelijkheid_rang", models.SmallIntegerField()),
        ("aantal", number),
    ]


class Migration(migrations.Migration):
    """How many rows hang on zaken is kept; a change of a zaak makes its two lines in one go."""

    dependencies = [("zaken", "0012_nummers")]
    operations = [
        migrations.CreateModel("Ondertelling", _columns(models.BigIntegerField()), {"abstract": False}),
        migrations.CreateModel("Ondertelregel", _columns(models.IntegerField()), {"abstract": False}),
        migrations.AddConstraint(
            "ondertelling",
            models.UniqueConstraint(
                fields=("tenant", "soort", "zaaktype_id", "vertrouwelijkheid_rang"), name="ondertelling_uniek"
            ),
        ),
        migrations.RunSQL((SQL / "telregels.sql").read_text(), [BACK, AS_BEFORE, NO_PAIRS]),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
