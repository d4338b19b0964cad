from django.db import migrations

# A sequence per municipality, series and year, made when its first number is asked for. They stand in a schema of their
# own in which the application may do nothing: it gets a number of its own municipality from the function, or none.
MADE = """
CREATE SCHEMA reeksen;

CREATE FUNCTION reeks_volgende(reeks text, jaar integer) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  wie smallint := nullif(current_setting('app.tenant', true), '')::smallint;
  naam text := reeks || '_' || wie || '_' || jaar;
  nummers regclass;
BEGIN
  IF naam IS NULL OR naam !~ '^[a-z]+_[0-9]+_[0-9]{4}$' THEN RAISE EXCEPTION 'no such series: %', naam; END IF;
  nummers := to_regclass('reeksen.' || naam);
  IF nummers IS NULL THEN
    PERFORM pg_advisory_xact_lock(hashtextextended('reeksen.' || naam, 0));
    EXECUTE 'CREATE SEQUENCE IF NOT EXISTS reeksen.' || naam;
    nummers := ('reeksen.' || naam)::regclass;
  END IF;
  RETURN nextval(nummers);
END $$;

-- The next one is this number: for who moves a series in here, so for the owner only.
CREATE FUNCTION reeks_vanaf(reeks text, jaar integer, nummer bigint) RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
  PERFORM reeks_volgende(reeks, jaar);
  RETURN setval('reeksen.' || reeks || '_' || current_setting('app.tenant') || '_' || jaar, nummer, false);
END $$;

REVOKE ALL ON FUNCTION reeks_vanaf(text, integer, bigint) FROM public;
REVOKE ALL ON FUNCTION reeks_volgende(text, integer) FROM public;
GRANT EXECUTE ON FUNCTION reeks_volgende(text, integer) TO kapstok_app;
"""
BACK = """
DROP FUNCTION reeks_vanaf(text, integer, bigint);
DROP FUNCTION reeks_volgende(text, integer);
DROP SCHEMA reeksen CASCADE
"""


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0001_initial")]
    operations = [migrations.RunSQL(MADE, BACK)]
