from pathlib import Path

from django.db import migrations

FUNCTIONS = Path(__file__).resolve().parent.parent / "sql" / "een.sql"


class Migration(migrations.Migration):
    dependencies = [("audit", "0006_verzegelen")]
    operations = [migrations.RunSQL(FUNCTIONS.read_text(), migrations.RunSQL.noop)]
