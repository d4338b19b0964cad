from pathlib import Path

from django.db import migrations

WORDS = Path(__file__).resolve().parent.parent / "sql" / "woorden.sql"


class Migration(migrations.Migration):
    dependencies = [("zaken", "0004_zaakobjecttype")]
    operations = [migrations.RunSQL(WORDS.read_text(), migrations.RunSQL.noop)]
