from pathlib import Path

from django.db import migrations

RULES = Path(__file__).resolve().parent.parent / "sql" / "geld.sql"
BACK = """
DROP TRIGGER geld_klopt ON geld_regel; DROP TRIGGER geld_vast ON geld_regel; DROP TRIGGER geld_leeg ON geld_regel;
DROP TRIGGER geld_vast ON geld_transactie; DROP TRIGGER geld_leeg ON geld_transactie;
DROP TRIGGER geld_mag ON geld_transactie; DROP TRIGGER geld_vast ON geld_afsluiting;
DROP TRIGGER geld_alleen ON geld_afsluiting; DROP TRIGGER geld_maatwerk_vast ON geld_maatwerk;
DROP FUNCTION geld_nooit_wijzigen(), geld_transactie_mag(), geld_afsluiten_alleen(), geld_maatwerk_vast(),
  geld_regels_kloppen();
"""


class Migration(migrations.Migration):
    dependencies = [("geld", "0001_initial")]
    operations = [migrations.RunSQL(RULES.read_text(), BACK)]
