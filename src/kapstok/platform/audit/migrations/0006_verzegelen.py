from pathlib import Path

from django.db import migrations

FUNCTIONS = Path(__file__).resolve().parent.parent / "sql" / "verzegelen.sql"


class Migration(migrations.Migration):
    dependencies = [("audit", "0005_kop_lezen")]
    operations = [migrations.RunSQL(FUNCTIONS.read_text(), migrations.RunSQL.noop)]
