-- How many besluiten there are. A change only adds lines to besluiten_besluittelregel: nobody waits for a number that
-- somebody else is changing. Now and then they are added up in besluiten_besluittelling.

CREATE FUNCTION besluit_telt() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    INSERT INTO besluiten_besluittelregel (tenant, id, besluittype_id, verantwoordelijke_organisatie, aantal)
      VALUES (OLD.tenant, telregel_id(), OLD.besluittype_id, OLD.verantwoordelijke_organisatie, -1);
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO besluiten_besluittelregel (tenant, id, besluittype_id, verantwoordelijke_organisatie, aantal)
      VALUES (NEW.tenant, telregel_id(), NEW.besluittype_id, NEW.verantwoordelijke_organisatie, 1);
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER besluit_telt_nieuw_weg AFTER INSERT OR DELETE ON besluiten_besluit
  FOR EACH ROW EXECUTE FUNCTION besluit_telt();
CREATE TRIGGER besluit_telt_anders AFTER UPDATE OF besluittype_id, verantwoordelijke_organisatie ON besluiten_besluit
  FOR EACH ROW WHEN ((OLD.besluittype_id, OLD.verantwoordelijke_organisatie)
    IS DISTINCT FROM (NEW.besluittype_id, NEW.verantwoordelijke_organisatie)) EXECUTE FUNCTION besluit_telt();

-- Add the lines of the municipality in scope up; one at a time, whoever comes second leaves it. Returns how many.
CREATE FUNCTION besluit_tellingen_bij() RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE regels bigint;
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtext('besluit_tellingen_bij'),
      nullif(current_setting('app.tenant', true), '')::int) THEN
    RETURN 0;
  END IF;
  WITH weg AS (DELETE FROM besluiten_besluittelregel r
    WHERE r.tenant = nullif(current_setting('app.tenant', true), '')::smallint RETURNING r.*),
  geteld AS (
    INSERT INTO besluiten_besluittelling (id, wat, waarde, besluittype_id, aantal)
    SELECT gen_random_uuid(), e.wat, e.waarde, w.besluittype_id, sum(w.aantal)
    FROM weg w CROSS JOIN LATERAL (VALUES ('', ''),
      ('verantwoordelijke_organisatie', w.verantwoordelijke_organisatie)) AS e(wat, waarde)
    GROUP BY 2, 3, 4 HAVING sum(w.aantal) <> 0
    ON CONFLICT (tenant, wat, besluittype_id, waarde)
    DO UPDATE SET aantal = besluiten_besluittelling.aantal + EXCLUDED.aantal
  )
  SELECT count(*) INTO regels FROM weg;
  RETURN regels;
END $$;
