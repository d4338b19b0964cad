"""What the register of a document elsewhere called it when it was linked."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column; empty for what was linked before."""

    dependencies = [("zaken", "0008_elders")]

    operations = [
        migrations.AddField(
            "zaakinformatieobject",
            "titel_elders",
            models.CharField(max_length=200, blank=True, default="", db_default=""),
        )
    ]
