from django.db import migrations

# One municipality after the other: the policies hold for the owner too.
EACH = """
DO $$
DECLARE gemeente smallint;
BEGIN
  FOR gemeente IN SELECT id FROM tenancy_tenant LOOP
    PERFORM set_config('app.tenant', gemeente::text, true);
    %s;
  END LOOP;
  PERFORM set_config('app.tenant', '', true);
END $$
"""
OVER = "PERFORM reeks_vanaf('zaak', jaar, laatste + 1) FROM zaken_zaaknummer"
BACK = """
    INSERT INTO zaken_zaaknummer (id, tenant, jaar, laatste)
      SELECT gen_random_uuid(), gemeente, split_part(sequencename, '_', 3)::int, last_value FROM pg_sequences
      WHERE schemaname = 'reeksen' AND sequencename ^@ ('zaak_' || gemeente || '_') AND last_value IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [("zaken", "0011_stand"), ("tenancy", "0002_reeksen")]
    operations = [
        migrations.RunSQL(EACH % OVER, EACH % BACK.strip()),
        migrations.DeleteModel("Zaaknummer"),
    ]
