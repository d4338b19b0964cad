-- From which day an object is there (`van`), and on which day it was first told of (`geregistreerd`): kept in a row beside
-- it by its records, whichever way they are written. A record ends where the next one begins and the last one goes on, so
-- there is one on every day from the first on, and on none before. It runs as whoever writes, under the same policy.

CREATE FUNCTION object_stand_bij() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO objecten_objectstand AS s (tenant, id, objecttype_id, van, geregistreerd)
      SELECT o.tenant, o.id, o.objecttype_id, NEW.start_at, NEW.registration_at
      FROM objecten_object o WHERE o.tenant = NEW.tenant AND o.id = NEW.object_id
    ON CONFLICT (tenant, id) DO UPDATE
      SET van = LEAST(s.van, EXCLUDED.van), geregistreerd = LEAST(s.geregistreerd, EXCLUDED.geregistreerd)
      WHERE s.van > EXCLUDED.van OR s.geregistreerd > EXCLUDED.geregistreerd;
    RETURN NULL;
  END IF;
  -- What is left of its records says; when the object itself goes, nothing is.
  UPDATE objecten_objectstand s SET van = n.van, geregistreerd = n.geregistreerd
    FROM (SELECT min(r.start_at) AS van, min(r.registration_at) AS geregistreerd FROM objecten_record r
          WHERE r.tenant = OLD.tenant AND r.object_id = OLD.object_id) n
    WHERE s.tenant = OLD.tenant AND s.id = OLD.object_id AND n.van IS NOT NULL
      AND (s.van, s.geregistreerd) IS DISTINCT FROM (n.van, n.geregistreerd);
  DELETE FROM objecten_objectstand s WHERE s.tenant = OLD.tenant AND s.id = OLD.object_id
    AND NOT EXISTS (SELECT FROM objecten_record r WHERE r.tenant = OLD.tenant AND r.object_id = OLD.object_id);
  RETURN NULL;
END $$;

-- A change only adds lines: nobody waits for a number that somebody else is changing.
CREATE SEQUENCE objecten_telregel_nummer;
GRANT USAGE ON SEQUENCE objecten_telregel_nummer TO kapstok_app;

CREATE FUNCTION object_regel(s objecten_objectstand, meer int) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO objecten_objecttelregel (tenant, id, objecttype_id, van, geregistreerd, aantal)
  VALUES (s.tenant, lpad(to_hex(nextval('objecten_telregel_nummer')), 32, '0')::uuid, s.objecttype_id, s.van,
    s.geregistreerd, meer);
END $$;

CREATE FUNCTION object_telt() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    PERFORM object_regel(OLD, -1);
  END IF;
  IF TG_OP <> 'DELETE' THEN
    PERFORM object_regel(NEW, 1);
  END IF;
  RETURN NULL;
END $$;

-- Add the lines of the municipality in scope up; one at a time, whoever comes second leaves it. Returns how many.
CREATE FUNCTION object_tellingen_bij() RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE regels bigint;
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtext('object_tellingen_bij'),
      nullif(current_setting('app.tenant', true), '')::int) THEN
    RETURN 0;
  END IF;
  WITH weg AS (DELETE FROM objecten_objecttelregel r
    WHERE r.tenant = nullif(current_setting('app.tenant', true), '')::smallint RETURNING r.*),
  geteld AS (
    INSERT INTO objecten_objecttelling (id, wat, maand, objecttype_id, aantal)
    SELECT gen_random_uuid(), e.wat, date_trunc('month', e.dag::timestamp)::date, w.objecttype_id, sum(w.aantal)
    FROM weg w CROSS JOIN LATERAL (VALUES ('van', w.van), ('geregistreerd', w.geregistreerd)) AS e(wat, dag)
    GROUP BY 2, 3, 4 HAVING sum(w.aantal) <> 0
    ON CONFLICT (tenant, wat, objecttype_id, maand)
    DO UPDATE SET aantal = objecten_objecttelling.aantal + EXCLUDED.aantal
  )
  SELECT count(*) INTO regels FROM weg;
  RETURN regels;
END $$;

CREATE TRIGGER object_telt AFTER INSERT OR UPDATE OR DELETE ON objecten_objectstand
  FOR EACH ROW EXECUTE FUNCTION object_telt();
CREATE TRIGGER object_stand_nieuw_weg AFTER INSERT OR DELETE ON objecten_record
  FOR EACH ROW EXECUTE FUNCTION object_stand_bij();
CREATE TRIGGER object_stand_anders AFTER UPDATE OF start_at, registration_at ON objecten_record FOR EACH ROW
  WHEN ((OLD.start_at, OLD.registration_at) IS DISTINCT FROM (NEW.start_at, NEW.registration_at))
  EXECUTE FUNCTION object_stand_bij();

-- Where a record has its place begins, in the south-west: numbers are an index condition under the policy, and what
-- geometry offers is not.
CREATE FUNCTION geojson_laagste(geometrie jsonb, richting int) RETURNS float8
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT min((p->>richting)::float8)
  FROM jsonb_path_query(geometrie, 'strict $.** ? (@.type() == "array" && @[0].type() == "number")') AS p
$$;
ALTER TABLE objecten_record
  ADD COLUMN min_x float8 GENERATED ALWAYS AS (geojson_laagste(geometry, 0)) STORED,
  ADD COLUMN min_y float8 GENERATED ALWAYS AS (geojson_laagste(geometry, 1)) STORED;
CREATE INDEX objectrecord_plaats ON objecten_record (tenant, min_x, min_y, object_id) WHERE min_x IS NOT NULL;
