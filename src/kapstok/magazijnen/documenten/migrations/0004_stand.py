from pathlib import Path

import django.contrib.postgres.fields
import kapstok.platform.db.ids
import kapstok.platform.db.model
from django.db import migrations, models

KEEPING = Path(__file__).resolve().parent.parent / "sql" / "stand.sql"
# The documents that are there already, one municipality after the other: the policies hold for the owner too.
FILL = """
DO $$
DECLARE gemeente smallint;
BEGIN
  FOR gemeente IN SELECT id FROM tenancy_tenant LOOP
    PERFORM set_config('app.tenant', gemeente::text, true);
    PERFORM document_stand_zet(d, v) FROM documenten_enkelvoudiginformatieobject d
      JOIN documenten_informatieobjectversie v
        ON v.tenant = d.tenant AND v.informatieobject_id = d.id AND v.versie = d.huidige_versie
      WHERE d.tenant = gemeente;
    PERFORM document_tellingen_bij();
  END LOOP;
  PERFORM set_config('app.tenant', '', true);
END $$
"""


class Migration(migrations.Migration):
    """How documents stand and how many there are, kept by triggers: what lists are found and counted by."""

    dependencies = [
        ("documenten", "0003_nummers"),
    ]

    operations = [
        migrations.CreateModel(
            name="Documenttelregel",
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
                ("informatieobjecttype_id", models.UUIDField()),
                ("rang", models.SmallIntegerField()),
                ("gereed", models.BooleanField()),
                ("locked", models.BooleanField()),
                ("bronorganisatie", models.CharField(max_length=9)),
                ("creatiedatum", models.DateField()),
                (
                    "objectsoorten",
                    django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None),
                ),
                ("aantal", models.IntegerField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Documenttrefwoord",
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
                        "document_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("woord", models.TextField()),
                ("document_id", models.UUIDField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Documentstand",
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
                ("informatieobjecttype_id", models.UUIDField()),
                (
                    "rang",
                    models.SmallIntegerField(help_text="of its vertrouwelijkheidaanduiding, 1 is openbaar"),
                ),
                ("gereed", models.BooleanField(help_text="said to be ready for publication")),
                ("locked", models.BooleanField()),
                ("identificatie", models.CharField(max_length=40)),
                ("bronorganisatie", models.CharField(max_length=9)),
                ("versie", models.IntegerField()),
                ("creatiedatum", models.DateField()),
                ("titel", models.CharField(max_length=200)),
                ("auteur", models.CharField(max_length=200)),
                ("status", models.CharField(max_length=20)),
                ("formaat", models.CharField(max_length=255)),
                ("bestandsomvang", models.BigIntegerField(null=True)),
                (
                    "trefwoorden",
                    django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None),
                ),
                (
                    "objectsoorten",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(),
                        help_text="what it belongs to: zaak, besluit, verzoek",
                        size=None,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["tenant", "creatiedatum", "id"],
                        include=("informatieobjecttype_id", "rang", "gereed"),
                        name="documentstand_creatiedatum",
                    ),
                    models.Index(
                        fields=["tenant", "identificatie", "id"], name="documentstand_identificatie"
                    ),
                    models.Index(
                        fields=["tenant", "bronorganisatie", "id"], name="documentstand_bronorganisatie"
                    ),
                    models.Index(
                        fields=["tenant", "informatieobjecttype_id", "id"],
                        name="documentstand_informatieobject",
                    ),
                    models.Index(fields=["tenant", "rang", "id"], name="documentstand_rang"),
                    models.Index(fields=["tenant", "titel", "id"], name="documentstand_titel"),
                    models.Index(fields=["tenant", "auteur", "id"], name="documentstand_auteur"),
                    models.Index(fields=["tenant", "status", "id"], name="documentstand_status"),
                    models.Index(fields=["tenant", "formaat", "id"], name="documentstand_formaat"),
                    models.Index(
                        fields=["tenant", "bestandsomvang", "id"], name="documentstand_bestandsomvang"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Documenttelling",
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
                ("maand", models.DateField(null=True)),
                ("waarde", models.TextField(blank=True, default="")),
                ("informatieobjecttype_id", models.UUIDField()),
                ("rang", models.SmallIntegerField()),
                ("gereed", models.BooleanField()),
                ("locked", models.BooleanField()),
                ("aantal", models.BigIntegerField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="documenttelling",
            constraint=models.UniqueConstraint(
                fields=(
                    *("tenant", "wat", "informatieobjecttype_id", "rang", "gereed", "locked"),
                    *("maand", "waarde"),
                ),
                name="documenttelling_uniek",
                nulls_distinct=False,
            ),
        ),
        migrations.AddIndex(
            model_name="enkelvoudiginformatieobject",
            index=models.Index(
                condition=models.Q(("lock", ""), _negated=True),
                fields=["tenant", "id"],
                name="document_vergrendeld",
            ),
        ),
        migrations.RunSQL(
            KEEPING.read_text(),
            "DROP TRIGGER document_stand_door_versie ON documenten_informatieobjectversie;"
            "DROP TRIGGER document_stand_door_document ON documenten_enkelvoudiginformatieobject;"
            "DROP TRIGGER document_stand_weg ON documenten_enkelvoudiginformatieobject;"
            "DROP TRIGGER document_objectsoorten_nieuw_weg ON documenten_objectinformatieobject;"
            "DROP TRIGGER document_objectsoorten_anders ON documenten_objectinformatieobject;"
            "DROP FUNCTION document_stand_telt() CASCADE; DROP FUNCTION document_trefwoorden_bij() CASCADE;"
            "DROP FUNCTION document_stand_door_versie(), document_stand_door_document(), document_stand_weg(),"
            "  document_objectsoorten_bij(), document_regel(documenten_documentstand, int),"
            "  document_stand_zet(documenten_enkelvoudiginformatieobject, documenten_informatieobjectversie),"
            "  document_objectsoorten(smallint, uuid), document_tellingen_bij();"
            "DROP SEQUENCE documenten_telregel_nummer",
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
