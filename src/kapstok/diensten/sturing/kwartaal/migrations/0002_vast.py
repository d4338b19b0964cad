from pathlib import Path

from django.db import migrations

RULES = Path(__file__).resolve().parent.parent / "sql" / "kwartaal.sql"
BACK = """
DROP TRIGGER kwartaal_vast ON kwartaal_kwartaal; DROP TRIGGER kwartaal_kaart_vast ON kwartaal_kaart;
DROP FUNCTION kwartaal_vast(), kwartaal_kaart_vast();
"""


class Migration(migrations.Migration):
    dependencies = [("kwartaal", "0001_initial")]
    operations = [migrations.RunSQL(RULES.read_text(), BACK)]
