import django.db.models.deletion
from django.db import migrations

import kapstok.platform.db.model


class Migration(migrations.Migration):
    """The zaakobjecttype of a zaakobject becomes a key; the text before it was never checked."""

    dependencies = [("catalogi", "0002_historiemodel"), ("zaken", "0003_woorden")]

    operations = [
        migrations.RemoveField("zaakobject", "zaakobjecttype"),
        migrations.AddField(
            "zaakobject",
            "zaakobjecttype",
            kapstok.platform.db.model.TenantForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="catalogi.zaakobjecttype",
            ),
        ),
    ]
