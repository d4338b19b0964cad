from pathlib import Path

from django.db import migrations

RULES = Path(__file__).resolve().parent.parent / "sql" / "jaarplan.sql"
BACK = "DROP TRIGGER jaarplan_vast ON projecten_jaarplan; DROP FUNCTION jaarplan_vast();"


class Migration(migrations.Migration):
    dependencies = [("projecten", "0002_jaarplan")]
    operations = [migrations.RunSQL(RULES.read_text(), BACK)]
