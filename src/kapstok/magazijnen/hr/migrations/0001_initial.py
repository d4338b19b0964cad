import django.db.models.deletion
import kapstok.platform.db.ids
import kapstok.platform.db.model
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Inschrijving",
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
                ("kvk_nummer", models.CharField(max_length=8)),
                ("naam", models.CharField(max_length=500)),
                ("rsin", models.CharField(blank=True, default="", max_length=9)),
                ("actief", models.BooleanField(default=True)),
                ("gegevens", models.JSONField(default=dict)),
                ("eigenaar", models.JSONField(default=dict)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "kvk_nummer"), name="hr_inschrijving_uniek")
                ],
            },
        ),
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
                        "soort",
                        "ingang",
                        "inschrijving",
                        "vestigingsnummer",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("soort", models.CharField(db_collation="C", max_length=10)),
                ("ingang", models.CharField(db_collation="C", max_length=80)),
                ("vestigingsnummer", models.CharField(blank=True, default="", max_length=12)),
                (
                    "inschrijving",
                    kapstok.platform.db.model.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="hr.inschrijving"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Vestiging",
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
                ("vestigingsnummer", models.CharField(max_length=12)),
                ("naam", models.CharField(max_length=500)),
                ("hoofdvestiging", models.BooleanField(default=False)),
                ("actief", models.BooleanField(default=True)),
                ("gegevens", models.JSONField(default=dict)),
                (
                    "inschrijving",
                    kapstok.platform.db.model.TenantForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="hr.inschrijving"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "vestigingsnummer"), name="hr_vestiging_uniek")
                ],
            },
        ),
    ]
