-- How many zaken there are of each kind, and of each kind by one more property. A change of a zaak only adds lines to
-- zaken_zaaktelregel: nobody waits for a number that somebody else is changing. Now and then they are added up in
-- zaken_zaaktelling. The number is what was added up and the lines since.

-- Runs as whoever writes the zaak, under the same policy.
CREATE OR REPLACE FUNCTION zaak_telregel() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    INSERT INTO zaken_zaaktelregel (tenant, id, zaaktype_id, vertrouwelijkheid_rang, bronorganisatie, startdatum,
      registratiedatum, einddatum, einddatum_gepland, uiterlijke_einddatum_afdoening, archiefactiedatum,
      archiefnominatie, archiefstatus, statustype_id, aantal)
    VALUES (OLD.tenant, gen_random_uuid(), OLD.zaaktype_id, OLD.vertrouwelijkheid_rang, OLD.bronorganisatie,
      OLD.startdatum, OLD.registratiedatum, OLD.einddatum, OLD.einddatum_gepland, OLD.uiterlijke_einddatum_afdoening,
      OLD.archiefactiedatum, OLD.archiefnominatie, OLD.archiefstatus, OLD.statustype_id, -1);
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO zaken_zaaktelregel (tenant, id, zaaktype_id, vertrouwelijkheid_rang, bronorganisatie, startdatum,
      registratiedatum, einddatum, einddatum_gepland, uiterlijke_einddatum_afdoening, archiefactiedatum,
      archiefnominatie, archiefstatus, statustype_id, aantal)
    VALUES (NEW.tenant, gen_random_uuid(), NEW.zaaktype_id, NEW.vertrouwelijkheid_rang, NEW.bronorganisatie,
      NEW.startdatum, NEW.registratiedatum, NEW.einddatum, NEW.einddatum_gepland, NEW.uiterlijke_einddatum_afdoening,
      NEW.archiefactiedatum, NEW.archiefnominatie, NEW.archiefstatus, NEW.statustype_id, 1);
  END IF;
  RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS zaak_telregel_nieuw_weg ON zaken_zaak;
CREATE TRIGGER zaak_telregel_nieuw_weg AFTER INSERT OR DELETE ON zaken_zaak
  FOR EACH ROW EXECUTE FUNCTION zaak_telregel();
DROP TRIGGER IF EXISTS zaak_telregel_anders ON zaken_zaak;
CREATE TRIGGER zaak_telregel_anders AFTER UPDATE ON zaken_zaak FOR EACH ROW
  WHEN ((OLD.zaaktype_id, OLD.vertrouwelijkheid_rang, OLD.bronorganisatie, OLD.startdatum, OLD.registratiedatum,
      OLD.einddatum, OLD.einddatum_gepland, OLD.uiterlijke_einddatum_afdoening, OLD.archiefactiedatum,
      OLD.archiefnominatie, OLD.archiefstatus, OLD.statustype_id)
    IS DISTINCT FROM (NEW.zaaktype_id, NEW.vertrouwelijkheid_rang, NEW.bronorganisatie, NEW.startdatum,
      NEW.registratiedatum, NEW.einddatum, NEW.einddatum_gepland, NEW.uiterlijke_einddatum_afdoening,
      NEW.archiefactiedatum, NEW.archiefnominatie, NEW.archiefstatus, NEW.statustype_id))
  EXECUTE FUNCTION zaak_telregel();

-- A number for each property by itself: the days per month.
CREATE OR REPLACE FUNCTION zaak_eigenschappen_geteld(r zaken_zaaktelregel)
RETURNS TABLE (wat text, maand date, waarde text, sleutel uuid)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT * FROM (VALUES
    ('', NULL::date, '', NULL::uuid),
    ('startdatum', date_trunc('month', r.startdatum::timestamp)::date, '', NULL),
    ('registratiedatum', date_trunc('month', r.registratiedatum::timestamp)::date, '', NULL),
    ('einddatum', date_trunc('month', r.einddatum::timestamp)::date, '', NULL),
    ('einddatum_gepland', date_trunc('month', r.einddatum_gepland::timestamp)::date, '', NULL),
    ('uiterlijke_einddatum_afdoening', date_trunc('month', r.uiterlijke_einddatum_afdoening::timestamp)::date, '', NULL),
    ('archiefactiedatum', date_trunc('month', r.archiefactiedatum::timestamp)::date, '', NULL),
    ('bronorganisatie', NULL, r.bronorganisatie, NULL),
    ('archiefnominatie', NULL, r.archiefnominatie, NULL),
    ('archiefstatus', NULL, r.archiefstatus, NULL),
    ('statustype_id', NULL, '', r.statustype_id)) AS v
$$;

-- Add the lines of the municipality in scope up; one at a time, whoever comes second leaves it. Returns how many.
CREATE OR REPLACE FUNCTION zaak_tellingen_bij() RETURNS bigint
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE regels bigint;
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtext('zaak_tellingen_bij'),
      nullif(current_setting('app.tenant', true), '')::int) THEN
    RETURN 0;
  END IF;
  WITH weg AS (DELETE FROM zaken_zaaktelregel r
    WHERE r.tenant = nullif(current_setting('app.tenant', true), '')::smallint RETURNING r),
  geteld AS (
    INSERT INTO zaken_zaaktelling (id, wat, maand, waarde, sleutel, zaaktype_id, vertrouwelijkheid_rang, aantal)
    SELECT gen_random_uuid(), e.wat, e.maand, e.waarde, e.sleutel, (w.r).zaaktype_id, (w.r).vertrouwelijkheid_rang,
      sum((w.r).aantal)
    FROM weg w CROSS JOIN LATERAL zaak_eigenschappen_geteld(w.r) AS e
    GROUP BY 2, 3, 4, 5, 6, 7 HAVING sum((w.r).aantal) <> 0
    ON CONFLICT (tenant, wat, zaaktype_id, vertrouwelijkheid_rang, maand, waarde, sleutel)
    DO UPDATE SET aantal = zaken_zaaktelling.aantal + EXCLUDED.aantal
  )
  SELECT count(*) INTO regels FROM weg;
  RETURN regels;
END $$;
