from django.db import migrations

FUNCTION = """
-- The tenant of a client id or key hash. Walks the tenants one by one, each in its own scope, and gives the
-- scope of the caller back. Answers a number and nothing else.
CREATE OR REPLACE FUNCTION autorisaties_tenant_van(soort text, waarde text) RETURNS smallint
LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
DECLARE
  van_beller text := current_setting('app.tenant', true);
  t smallint;
  gevonden smallint;
BEGIN
  FOR t IN SELECT id FROM tenancy_tenant ORDER BY id LOOP
    PERFORM set_config('app.tenant', t::text, true);
    IF soort = 'client_id' THEN
      SELECT tenant INTO gevonden FROM autorisaties_client WHERE client_id = waarde;
    ELSE
      SELECT tenant INTO gevonden FROM autorisaties_client WHERE api_key_hash = waarde AND waarde <> '';
    END IF;
    EXIT WHEN gevonden IS NOT NULL;
  END LOOP;
  PERFORM set_config('app.tenant', coalesce(van_beller, ''), true);
  RETURN gevonden;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("autorisaties", "0001_initial"), ("tenancy", "0001_initial")]
    operations = [migrations.RunSQL(FUNCTION, "DROP FUNCTION autorisaties_tenant_van(text, text)")]
