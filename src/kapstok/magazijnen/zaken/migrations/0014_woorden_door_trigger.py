from pathlib import Path

from django.db import migrations

WORDS = Path(__file__).resolve().parent.parent / "sql" / "woorden.sql"


class Migration(migrations.Migration):
    """The words of a zaak go by the trigger that made them; the key and the index for it go in `secure_tables`."""

    dependencies = [("zaken", "0013_tellen_onder_zaken")]
    operations = [migrations.RunSQL(WORDS.read_text(), migrations.RunSQL.noop)]
