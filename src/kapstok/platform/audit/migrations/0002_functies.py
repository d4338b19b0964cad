from pathlib import Path

from django.db import migrations

FUNCTIONS = Path(__file__).resolve().parent.parent / "sql" / "functies.sql"


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [
        migrations.RunSQL(
            FUNCTIONS.read_text(),
            "DROP FUNCTION audit_schrijf(jsonb); DROP FUNCTION IF EXISTS audit_veld(text)",
        )
    ]
