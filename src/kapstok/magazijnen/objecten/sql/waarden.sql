-- Every text, number and yes or no in the data of a record, as a fixed key of its place and value (resources/vragen.py
-- makes the same one). A number without the zeros behind.
CREATE OR REPLACE FUNCTION object_waarden(data jsonb) RETURNS SETOF text
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = public, pg_temp AS $$
  WITH RECURSIVE boom(pad, waarde) AS (
    SELECT e.key, e.value FROM jsonb_each(data) AS e
    UNION ALL
    SELECT b.pad || chr(31) || e.key, e.value FROM boom b CROSS JOIN LATERAL
      jsonb_each(CASE WHEN jsonb_typeof(b.waarde) = 'object' THEN b.waarde ELSE '{}' END) AS e
  )
  SELECT DISTINCT md5(pad || chr(30) || CASE WHEN jsonb_typeof(waarde) = 'number'
    THEN trim_scale((waarde #>> '{}')::numeric)::text ELSE waarde #>> '{}' END)
  FROM boom WHERE jsonb_typeof(waarde) IN ('string', 'number', 'boolean')
$$;

-- Runs as whoever writes the record, under the same policy. What an object once said stays findable, as its records do.
CREATE OR REPLACE FUNCTION object_waarden_bij() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO objecten_objectwaarde (tenant, sleutel, object_id)
    SELECT NEW.tenant, s, NEW.object_id FROM object_waarden(NEW.data) AS s ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS object_waarden_nieuw ON objecten_record;
CREATE TRIGGER object_waarden_nieuw AFTER INSERT OR UPDATE OF data ON objecten_record FOR EACH ROW
  EXECUTE FUNCTION object_waarden_bij();
