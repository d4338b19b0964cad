from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("klanten", "0004_contact_blijft"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="partijidentificator",
            index=models.Index(fields=["tenant", "object_id"], name="partijidentificator_nummer"),
        ),
    ]
