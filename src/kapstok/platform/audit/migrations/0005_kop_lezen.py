from pathlib import Path

from django.db import migrations

FUNCTIONS = Path(__file__).resolve().parent.parent / "sql" / "functies.sql"


class Migration(migrations.Migration):
    dependencies = [("audit", "0004_per_moment")]
    operations = [
        migrations.RunSQL(FUNCTIONS.read_text(), migrations.RunSQL.noop),
        migrations.RunSQL("DROP FUNCTION IF EXISTS audit_veld(text)", migrations.RunSQL.noop),
    ]
