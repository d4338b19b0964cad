-- How many rows each table of the klanten has. A statement that adds or takes away adds a line to klanten_klanttelregel:
-- nobody waits for a number that somebody else is changing. Now and then they are added up in klanten_klanttelling. It runs
-- as whoever writes, under the same policy.

-- Of a line: gen_random_uuid opens a file for each.
CREATE SEQUENCE klanten_telregel_nummer;
GRANT USAGE ON SEQUENCE klanten_telregel_nummer TO kapstok_app;

CREATE FUNCTION klant_telt() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO klanten_klanttelregel (tenant, id, soort, aantal)
  SELECT g.tenant, lpad(to_hex(nextval('klanten_telregel_nummer')), 32, '0')::uuid, TG_ARGV[0], g.aantal
  FROM (SELECT r.tenant, TG_ARGV[1]::int * count(*) AS aantal FROM rijen r GROUP BY 1) AS g;
  RETURN NULL;
END $$;

DO $$
DECLARE soort text;
BEGIN
  FOREACH soort IN ARRAY ARRAY['actor', 'actorklantcontact', 'betrokkene', 'bijlage', 'categorie', 'categorierelatie',
      'digitaaladres', 'internetaak', 'klantcontact', 'onderwerpobject', 'organisatie', 'partij', 'partijidentificator',
      'persoon', 'rekeningnummer', 'vertegenwoordigden'] LOOP
    EXECUTE format('CREATE TRIGGER klant_erbij AFTER INSERT ON klanten_%1$s REFERENCING NEW TABLE AS rijen
      FOR EACH STATEMENT EXECUTE FUNCTION klant_telt(%1$L, ''1'')', soort);
    EXECUTE format('CREATE TRIGGER klant_eraf AFTER DELETE ON klanten_%1$s REFERENCING OLD TABLE AS rijen
      FOR EACH STATEMENT EXECUTE FUNCTION klant_telt(%1$L, ''-1'')', soort);
  END LOOP;
END $$;

-- Add the lines of the municipality in scope up; one at a time, whoever comes second leaves it. Returns how many.
CREATE FUNCTION klant_tellingen_bij() RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE regels bigint;
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtext('klant_tellingen_bij'),
      nullif(current_setting('app.tenant', true), '')::int) THEN
    RETURN 0;
  END IF;
  WITH weg AS (DELETE FROM klanten_klanttelregel r
    WHERE r.tenant = nullif(current_setting('app.tenant', true), '')::smallint RETURNING r.*),
  geteld AS (
    INSERT INTO klanten_klanttelling (id, soort, aantal)
    SELECT gen_random_uuid(), w.soort, sum(w.aantal) FROM weg w GROUP BY 2 HAVING sum(w.aantal) <> 0
    ON CONFLICT (tenant, soort) DO UPDATE SET aantal = klanten_klanttelling.aantal + EXCLUDED.aantal
  )
  SELECT count(*) INTO regels FROM weg;
  RETURN regels;
END $$;
