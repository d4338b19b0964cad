from pathlib import Path

from django.db import migrations

FUNCTIONS = Path(__file__).resolve().parent.parent / "sql" / "minder_werk.sql"


class Migration(migrations.Migration):
    dependencies = [("zaken", "0015_zonder_zoekpad")]
    operations = [migrations.RunSQL(FUNCTIONS.read_text(), migrations.RunSQL.noop)]
