-- How many zaken there are of each kind, and of each kind by one more property. A change of a zaak only adds lines to
-- zaken_zaaktelregel: nobody waits for a number that somebody else is changing. Now and then they are added up in
-- zaken_zaaktelling. The number is what was added up and the lines since.

-- What the rollen of a zaak are, each once. Kept by the trigger below and by nothing else: no model has this column, so
-- that no way of writing a zaak can put back what it was.
ALTER TABLE zaken_zaak ADD COLUMN IF NOT EXISTS rolsoorten text[] NOT NULL DEFAULT '{}';
ALTER TABLE zaken_zaaktelregel ADD COLUMN IF NOT EXISTS rolsoorten text[] NOT NULL DEFAULT '{}',
  ADD COLUMN IF NOT EXISTS verantwoordelijke_organisatie varchar(9) NOT NULL DEFAULT '',
  ADD COLUMN IF NOT EXISTS opdrachtgevende_organisatie varchar(9) NOT NULL DEFAULT '';

CREATE OR REPLACE FUNCTION rol_soorten(r zaken_rol) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT ARRAY['type:' || r.betrokkene_type, 'generiek:' || r.omschrijving_generiek, 'machtiging:' || r.indicatie_machtiging]
$$;

-- Those of all its rollen together.
CREATE OR REPLACE FUNCTION zaak_rolsoorten(gemeente smallint, zaak uuid) RETURNS text[]
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = public, pg_temp AS $$
  SELECT coalesce(array_agg(DISTINCT s ORDER BY s), '{}') FROM zaken_rol r CROSS JOIN LATERAL unnest(rol_soorten(r)) AS s
  WHERE r.tenant = gemeente AND r.zaak_id = zaak
$$;

-- Runs as whoever writes the rol, under the same policy. Who takes one away waits for who is changing another of the
-- same zaak, and sees what that made; who adds one looks at the row as it is when its turn comes.
CREATE OR REPLACE FUNCTION rol_soorten_bij() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    PERFORM 1 FROM zaken_zaak WHERE tenant = OLD.tenant AND id = OLD.zaak_id FOR NO KEY UPDATE;
    UPDATE zaken_zaak z SET rolsoorten = n.soorten
      FROM (SELECT zaak_rolsoorten(OLD.tenant, OLD.zaak_id) AS soorten) n
      WHERE z.tenant = OLD.tenant AND z.id = OLD.zaak_id AND z.rolsoorten <> n.soorten;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    UPDATE zaken_zaak z
      SET rolsoorten = (SELECT array_agg(DISTINCT s ORDER BY s) FROM unnest(z.rolsoorten || rol_soorten(NEW)) AS s)
      WHERE z.tenant = NEW.tenant AND z.id = NEW.zaak_id AND NOT z.rolsoorten @> rol_soorten(NEW);
  END IF;
  RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS rol_soorten_nieuw_weg ON zaken_rol;
CREATE TRIGGER rol_soorten_nieuw_weg AFTER INSERT OR DELETE ON zaken_rol FOR EACH ROW EXECUTE FUNCTION rol_soorten_bij();
DROP TRIGGER IF EXISTS rol_soorten_anders ON zaken_rol;
CREATE TRIGGER rol_soorten_anders AFTER UPDATE ON zaken_rol FOR EACH ROW
  WHEN ((OLD.zaak_id, OLD.betrokkene_type, OLD.omschrijving_generiek, OLD.indicatie_machtiging)
    IS DISTINCT FROM (NEW.zaak_id, NEW.betrokkene_type, NEW.omschrijving_generiek, NEW.indicatie_machtiging))
  EXECUTE FUNCTION rol_soorten_bij();

-- Runs as whoever writes the zaak, under the same policy.
CREATE OR REPLACE FUNCTION zaak_telregel() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    INSERT INTO zaken_zaaktelregel (tenant, id, zaaktype_id, vertrouwelijkheid_rang, bronorganisatie, startdatum,
      registratiedatum, einddatum, einddatum_gepland, uiterlijke_einddatum_afdoening, archiefactiedatum,
      archiefnominatie, archiefstatus, statustype_id, verantwoordelijke_organisatie, opdrachtgevende_organisatie,
      rolsoorten, aantal)
    VALUES (OLD.tenant, gen_random_uuid(), OLD.zaaktype_id, OLD.vertrouwelijkheid_rang, OLD.bronorganisatie,
      OLD.startdatum, OLD.registratiedatum, OLD.einddatum, OLD.einddatum_gepland, OLD.uiterlijke_einddatum_afdoening,
      OLD.archiefactiedatum, OLD.archiefnominatie, OLD.archiefstatus, OLD.statustype_id,
      OLD.verantwoordelijke_organisatie, OLD.opdrachtgevende_organisatie, OLD.rolsoorten, -1);
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO zaken_zaaktelregel (tenant, id, zaaktype_id, vertrouwelijkheid_rang, bronorganisatie, startdatum,
      registratiedatum, einddatum, einddatum_gepland, uiterlijke_einddatum_afdoening, archiefactiedatum,
      archiefnominatie, archiefstatus, statustype_id, verantwoordelijke_organisatie, opdrachtgevende_organisatie,
      rolsoorten, aantal)
    VALUES (NEW.tenant, gen_random_uuid(), NEW.zaaktype_id, NEW.vertrouwelijkheid_rang, NEW.bronorganisatie,
      NEW.startdatum, NEW.registratiedatum, NEW.einddatum, NEW.einddatum_gepland, NEW.uiterlijke_einddatum_afdoening,
      NEW.archiefactiedatum, NEW.archiefnominatie, NEW.archiefstatus, NEW.statustype_id,
      NEW.verantwoordelijke_organisatie, NEW.opdrachtgevende_organisatie, NEW.rolsoorten, 1);
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
      OLD.archiefnominatie, OLD.archiefstatus, OLD.statustype_id, OLD.verantwoordelijke_organisatie,
      OLD.opdrachtgevende_organisatie, OLD.rolsoorten)
    IS DISTINCT FROM (NEW.zaaktype_id, NEW.vertrouwelijkheid_rang, NEW.bronorganisatie, NEW.startdatum,
      NEW.registratiedatum, NEW.einddatum, NEW.einddatum_gepland, NEW.uiterlijke_einddatum_afdoening,
      NEW.archiefactiedatum, NEW.archiefnominatie, NEW.archiefstatus, NEW.statustype_id,
      NEW.verantwoordelijke_organisatie, NEW.opdrachtgevende_organisatie, NEW.rolsoorten))
  EXECUTE FUNCTION zaak_telregel();

-- A number for each property by itself: the days per month, and for each sort of rol.
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
    ('verantwoordelijke_organisatie', NULL, r.verantwoordelijke_organisatie, NULL),
    ('opdrachtgevende_organisatie', NULL, r.opdrachtgevende_organisatie, NULL),
    ('statustype_id', NULL, '', r.statustype_id)) AS v
  UNION ALL SELECT 'rolsoorten', NULL, s, NULL FROM unnest(r.rolsoorten) AS s
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
