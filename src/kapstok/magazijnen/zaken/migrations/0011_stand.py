from pathlib import Path

import django.contrib.postgres.fields
from django.db import migrations, models

import kapstok.platform.db.model

COUNTING = Path(__file__).resolve().parent.parent / "sql" / "telling.sql"

# What was counted until now is added up before the lines know more.
ADD_UP = """
DO $$
DECLARE gemeente smallint;
BEGIN
  FOR gemeente IN SELECT id FROM tenancy_tenant LOOP
    PERFORM set_config('app.tenant', gemeente::text, true);
    PERFORM zaak_tellingen_bij();
  END LOOP;
  PERFORM set_config('app.tenant', '', true);
END $$
"""
# The zaken that are there already, one municipality after the other: the policies hold for the owner too.
FILL = """
DO $$
DECLARE gemeente smallint;
BEGIN
  FOR gemeente IN SELECT id FROM tenancy_tenant LOOP
    PERFORM set_config('app.tenant', gemeente::text, true);
    INSERT INTO zaken_zaakstand (tenant, zaak_id, zaaktype_id, vertrouwelijkheid_rang, statustype_id, gezet, resultaattype_id)
      SELECT z.tenant, z.id, z.zaaktype_id, z.vertrouwelijkheid_rang, z.statustype_id, s.datum_status_gezet, r.resultaattype_id
      FROM zaken_zaak z LEFT JOIN zaken_status s ON s.tenant = z.tenant AND s.id = z.status_id
        LEFT JOIN zaken_resultaat r ON r.tenant = z.tenant AND r.id = z.resultaat_id
      WHERE z.tenant = gemeente AND (z.statustype_id IS NOT NULL OR z.resultaat_id IS NOT NULL)
      ON CONFLICT DO NOTHING;
    DELETE FROM zaken_zaaktelling WHERE tenant = gemeente AND wat IN ('status_gezet', 'resultaattype_id', 'rolsoorten', 'bronnen');
    INSERT INTO zaken_zaakkenmerk (tenant, bron, kenmerk, zaak_id)
      SELECT DISTINCT z.tenant, coalesce(k->>'bron', ''), coalesce(k->>'kenmerk', ''), z.id
      FROM zaken_zaak z CROSS JOIN LATERAL jsonb_array_elements(z.kenmerken) AS k
      WHERE z.tenant = gemeente AND z.kenmerken <> '[]' ON CONFLICT DO NOTHING;
    INSERT INTO zaken_zaaktelling (id, wat, maand, sleutel, waarde, zaaktype_id, vertrouwelijkheid_rang, aantal)
      SELECT gen_random_uuid(), e.wat, e.maand, e.sleutel, e.waarde, z.zaaktype_id, z.vertrouwelijkheid_rang, count(*)
      FROM zaken_zaak z LEFT JOIN zaken_zaakstand g ON g.tenant = z.tenant AND g.zaak_id = z.id CROSS JOIN LATERAL (VALUES
        ('status_gezet', date_trunc('month', g.gezet AT TIME ZONE 'UTC')::date, NULL::uuid, ''),
        ('resultaattype_id', NULL, g.resultaattype_id, ''),
        ('rolsoorten', NULL, NULL, array_to_string(z.rolsoorten, ','))
        UNION ALL SELECT 'bronnen', NULL, NULL, unnest(zaak_bronnen(z.kenmerken))) AS e(wat, maand, sleutel, waarde)
      WHERE z.tenant = gemeente GROUP BY 2, 3, 4, 5, 6, 7;
  END LOOP;
  PERFORM set_config('app.tenant', '', true);
END $$
"""
BACK = """
DROP TRIGGER zaak_kenmerken_nieuw ON zaken_zaak; DROP TRIGGER zaak_kenmerken_anders ON zaken_zaak;
DROP FUNCTION zaak_kenmerken_bij(); DROP FUNCTION zaak_bronnen(jsonb);
DROP TRIGGER zaak_stand_status ON zaken_status; DROP TRIGGER zaak_stand_resultaat ON zaken_resultaat;
DROP FUNCTION zaak_stand_anders()
"""
VALUES = (
    *("archiefnominatie", "archiefstatus", "bronorganisatie", "verantwoordelijke_organisatie"),
    *("opdrachtgevende_organisatie", "vertrouwelijkheid_rang"),
)


class Migration(migrations.Migration):
    """Where a zaak stands is found by an index, and counted as it is kept; and what few zaken have is found by one."""

    dependencies = [("zaken", "0010_tellen_op_rol")]
    operations = [
        migrations.RunSQL(ADD_UP, migrations.RunSQL.noop),
        migrations.AlterField("zaaktelling", "waarde", models.TextField(blank=True, default="")),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(COUNTING.read_text(), BACK),
                migrations.RunSQL(FILL, migrations.RunSQL.noop),
            ],
            state_operations=[
                migrations.CreateModel(
                    name="Zaakstand",
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
                                "zaak_id",
                                blank=True,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("zaak_id", models.UUIDField()),
                        ("zaaktype_id", models.UUIDField()),
                        ("vertrouwelijkheid_rang", models.SmallIntegerField()),
                        ("statustype_id", models.UUIDField(null=True)),
                        ("gezet", models.DateTimeField(null=True)),
                        ("resultaattype_id", models.UUIDField(null=True)),
                    ],
                    options={"abstract": False},
                ),
                migrations.AddField(
                    "zaaktelregel",
                    "status_gezet",
                    models.DateField(help_text="day of its newest status, in UTC", null=True),
                ),
                migrations.AddField("zaaktelregel", "resultaattype_id", models.UUIDField(null=True)),
                migrations.AddField(
                    "zaaktelregel",
                    "bronnen",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(),
                        db_default=[],
                        default=list,
                        size=None,
                        help_text="registers with a kenmerk for it",
                    ),
                ),
                migrations.CreateModel(
                    name="ZaakKenmerk",
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
                                "bron",
                                "kenmerk",
                                "zaak",
                                blank=True,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("bron", models.TextField()),
                        ("kenmerk", models.TextField()),
                        (
                            "zaak",
                            kapstok.platform.db.model.TenantForeignKey(
                                on_delete=models.CASCADE, related_name="+", to="zaken.zaak"
                            ),
                        ),
                    ],
                    options={"abstract": False},
                ),
            ],
        ),
        migrations.RemoveIndex("zaak", "zaak_gearchiveerd"),
        migrations.AddIndex(
            "zaakstand",
            models.Index(
                fields=["tenant", "gezet", "zaak_id"],
                include=["zaaktype_id", "vertrouwelijkheid_rang"],
                condition=models.Q(gezet__isnull=False),
                name="zaakstand_gezet",
            ),
        ),
        migrations.AddIndex(
            "zaakstand",
            models.Index(fields=["tenant", "statustype_id", "zaak_id"], name="zaakstand_statustype"),
        ),
        *(
            migrations.AddIndex("zaak", models.Index(fields=["tenant", column], name=f"zaak_{column}"[:30]))
            for column in VALUES
        ),
    ]
