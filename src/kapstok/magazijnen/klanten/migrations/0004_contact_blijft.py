"""A contact stays when the partij goes. The rule of the database is made anew after migrating (platform/db/secure)."""

from django.db import migrations, models

import kapstok.platform.db.model


class Migration(migrations.Migration):
    dependencies = [("klanten", "0003_een_magazijn")]

    operations = [
        migrations.AlterField(
            "betrokkene",
            "was_partij",
            kapstok.platform.db.model.TenantForeignKey(
                null=True, on_delete=models.SET_NULL, related_name="+", to="klanten.partij"
            ),
        ),
        migrations.RunSQL(
            "ALTER TABLE klanten_betrokkene DROP CONSTRAINT IF EXISTS fk_klanten_betrokkene_was_partij_id",
            migrations.RunSQL.noop,
        ),
    ]
