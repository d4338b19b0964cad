-- How many zaken there are of each kind, and of each kind by one more property. A change of a zaak only adds lines to
-- zaken_zaaktelregel: nobody waits for a number that somebody else is changing. Now and then they are added up in
-- zaken_zaaktelling. The number is what was added up and the lines since.

-- What the rollen of a zaak are, each once. Kept by the trigger below and by nothing else: no model has this column, so
-- that no way of writing a zaak can put back what it was.
ALTER TABLE zaken_zaak ADD COLUMN IF NOT EXISTS rolsoorten text[] NOT NULL DEFAULT '{}';
ALTER TABLE zaken_zaaktelregel ADD COLUMN IF NOT EXISTS rolsoorten text[] NOT NULL DEFAULT '{}',
  ADD COLUMN IF NOT EXISTS verantwoordelijke_organisatie varchar(9) NOT NULL DEFAULT '',
  ADD COLUMN IF NOT EXISTS opdrachtgevende_organisatie varchar(9) NOT NULL DEFAULT '',
  ADD COLUMN IF NOT EXISTS status_gezet date, ADD COLUMN IF NOT EXISTS resultaattype_id uuid,
  ADD COLUMN IF NOT EXISTS bronnen text[] NOT NULL DEFAULT '{}';

-- Where a zaak stands: the newest status and the outcome, in a table of its own, because a status may not cost a line in
-- every index of the zaken. Kept by the triggers below and by nothing else.
CREATE TABLE IF NOT EXISTS zaken_zaakstand (
  tenant smallint NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::smallint,
  zaak_id uuid NOT NULL, zaaktype_id uuid NOT NULL, vertrouwelijkheid_rang smallint NOT NULL, statustype_id uuid,
  gezet timestamptz, resultaattype_id uuid, PRIMARY KEY (tenant, zaak_id)
);

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

-- The registers that know it by a kenmerk, each once.
CREATE OR REPLACE FUNCTION zaak_bronnen(kenmerken jsonb) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN kenmerken = '[]' THEN '{}'
    ELSE ARRAY(SELECT DISTINCT coalesce(k->>'bron', '') FROM jsonb_array_elements(kenmerken) AS k ORDER BY 1) END
$$;

-- One line: so many zaken more, or less, that are and stand like this.
CREATE OR REPLACE FUNCTION zaak_regel(z zaken_zaak, s zaken_zaakstand, meer int) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO zaken_zaaktelregel (tenant, id, zaaktype_id, vertrouwelijkheid_rang, bronorganisatie, startdatum,
    registratiedatum, einddatum, einddatum_gepland, uiterlijke_einddatum_afdoening, archiefactiedatum,
    archiefnominatie, archiefstatus, statustype_id, verantwoordelijke_organisatie, opdrachtgevende_organisatie,
    rolsoorten, status_gezet, resultaattype_id, bronnen, aantal)
  VALUES (z.tenant, gen_random_uuid(), z.zaaktype_id, z.vertrouwelijkheid_rang, z.bronorganisatie, z.startdatum,
    z.registratiedatum, z.einddatum, z.einddatum_gepland, z.uiterlijke_einddatum_afdoening, z.archiefactiedatum,
    z.archiefnominatie, z.archiefstatus, z.statustype_id, z.verantwoordelijke_organisatie,
    z.opdrachtgevende_organisatie, z.rolsoorten, (s.gezet AT TIME ZONE 'UTC')::date, s.resultaattype_id,
    zaak_bronnen(z.kenmerken), meer);
END $$;

-- Where this zaak stands, from its status and its resultaat themselves.
CREATE OR REPLACE FUNCTION zaak_staat(z zaken_zaak) RETURNS zaken_zaakstand
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE stand zaken_zaakstand;
BEGIN
  stand.tenant := z.tenant;
  stand.zaak_id := z.id;
  stand.zaaktype_id := z.zaaktype_id;
  stand.vertrouwelijkheid_rang := z.vertrouwelijkheid_rang;
  stand.statustype_id := z.statustype_id;
  IF z.status_id IS NOT NULL THEN
    SELECT datum_status_gezet INTO stand.gezet FROM zaken_status WHERE tenant = z.tenant AND id = z.status_id;
  END IF;
  IF z.resultaat_id IS NOT NULL THEN
    SELECT resultaattype_id INTO stand.resultaattype_id FROM zaken_resultaat WHERE tenant = z.tenant AND id = z.resultaat_id;
  END IF;
  RETURN stand;
END $$;

CREATE OR REPLACE FUNCTION zaak_stand_zet(stand zaken_zaakstand) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO zaken_zaakstand (tenant, zaak_id, zaaktype_id, vertrouwelijkheid_rang, statustype_id, gezet, resultaattype_id)
    VALUES (stand.tenant, stand.zaak_id, stand.zaaktype_id, stand.vertrouwelijkheid_rang, stand.statustype_id, stand.gezet,
      stand.resultaattype_id)
    ON CONFLICT (tenant, zaak_id) DO UPDATE SET zaaktype_id = EXCLUDED.zaaktype_id, gezet = EXCLUDED.gezet,
      vertrouwelijkheid_rang = EXCLUDED.vertrouwelijkheid_rang, statustype_id = EXCLUDED.statustype_id,
      resultaattype_id = EXCLUDED.resultaattype_id;
END $$;

-- Runs as whoever writes the zaak, under the same policy. A new zaak stands nowhere yet, as a rule.
CREATE OR REPLACE FUNCTION zaak_telregel() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE oud zaken_zaakstand; nieuw zaken_zaakstand;
BEGIN
  IF TG_OP <> 'INSERT' THEN
    SELECT * INTO oud FROM zaken_zaakstand WHERE tenant = OLD.tenant AND zaak_id = OLD.id;
    PERFORM zaak_regel(OLD, oud, -1);
  END IF;
  IF TG_OP = 'DELETE' THEN
    DELETE FROM zaken_zaakstand WHERE tenant = OLD.tenant AND zaak_id = OLD.id;
    RETURN NULL;
  END IF;
  nieuw := oud;
  IF TG_OP = 'INSERT'
      OR (OLD.status_id, OLD.statustype_id, OLD.resultaat_id, OLD.zaaktype_id, OLD.vertrouwelijkheid_rang) IS DISTINCT FROM
        (NEW.status_id, NEW.statustype_id, NEW.resultaat_id, NEW.zaaktype_id, NEW.vertrouwelijkheid_rang) THEN
    IF oud.zaak_id IS NOT NULL OR NEW.statustype_id IS NOT NULL OR NEW.resultaat_id IS NOT NULL THEN
      nieuw := zaak_staat(NEW);
      PERFORM zaak_stand_zet(nieuw);
    END IF;
  END IF;
  PERFORM zaak_regel(NEW, nieuw, 1);
  RETURN NULL;
END $$;

-- A status or resultaat that was there already says something else: as when what was read elsewhere is brought up to date.
CREATE OR REPLACE FUNCTION zaak_stand_anders() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE z zaken_zaak; oud zaken_zaakstand; nieuw zaken_zaakstand;
BEGIN
  SELECT * INTO z FROM zaken_zaak WHERE tenant = NEW.tenant AND id = NEW.zaak_id FOR NO KEY UPDATE;
  SELECT * INTO oud FROM zaken_zaakstand WHERE tenant = NEW.tenant AND zaak_id = NEW.zaak_id;
  nieuw := zaak_staat(z);
  IF oud.zaak_id IS NOT NULL AND (oud.gezet, oud.resultaattype_id) IS DISTINCT FROM (nieuw.gezet, nieuw.resultaattype_id) THEN
    PERFORM zaak_regel(z, oud, -1);
    PERFORM zaak_stand_zet(nieuw);
    PERFORM zaak_regel(z, nieuw, 1);
  END IF;
  RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS zaak_stand_status ON zaken_status;
CREATE TRIGGER zaak_stand_status AFTER UPDATE OF datum_status_gezet ON zaken_status FOR EACH ROW
  WHEN (OLD.datum_status_gezet IS DISTINCT FROM NEW.datum_status_gezet) EXECUTE FUNCTION zaak_stand_anders();
DROP TRIGGER IF EXISTS zaak_stand_resultaat ON zaken_resultaat;
CREATE TRIGGER zaak_stand_resultaat AFTER UPDATE OF resultaattype_id ON zaken_resultaat FOR EACH ROW
  WHEN (OLD.resultaattype_id IS DISTINCT FROM NEW.resultaattype_id) EXECUTE FUNCTION zaak_stand_anders();

DROP TRIGGER IF EXISTS zaak_telregel_nieuw_weg ON zaken_zaak;
CREATE TRIGGER zaak_telregel_nieuw_weg AFTER INSERT OR DELETE ON zaken_zaak
  FOR EACH ROW EXECUTE FUNCTION zaak_telregel();
DROP TRIGGER IF EXISTS zaak_telregel_anders ON zaken_zaak;
CREATE TRIGGER zaak_telregel_anders AFTER UPDATE ON zaken_zaak FOR EACH ROW
  WHEN ((OLD.zaaktype_id, OLD.vertrouwelijkheid_rang, OLD.bronorganisatie, OLD.startdatum, OLD.registratiedatum,
      OLD.einddatum, OLD.einddatum_gepland, OLD.uiterlijke_einddatum_afdoening, OLD.archiefactiedatum,
      OLD.archiefnominatie, OLD.archiefstatus, OLD.statustype_id, OLD.verantwoordelijke_organisatie,
      OLD.opdrachtgevende_organisatie, OLD.rolsoorten, OLD.status_id, OLD.resultaat_id,
      OLD.kenmerken)
    IS DISTINCT FROM (NEW.zaaktype_id, NEW.vertrouwelijkheid_rang, NEW.bronorganisatie, NEW.startdatum,
      NEW.registratiedatum, NEW.einddatum, NEW.einddatum_gepland, NEW.uiterlijke_einddatum_afdoening,
      NEW.archiefactiedatum, NEW.archiefnominatie, NEW.archiefstatus, NEW.statustype_id,
      NEW.verantwoordelijke_organisatie, NEW.opdrachtgevende_organisatie, NEW.rolsoorten, NEW.status_id,
      NEW.resultaat_id, NEW.kenmerken))
  EXECUTE FUNCTION zaak_telregel();

-- A number for each property by itself: the days per month, what the rollen are for all of them together.
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
    ('statustype_id', NULL, '', r.statustype_id),
    ('resultaattype_id', NULL, '', r.resultaattype_id),
    ('status_gezet', date_trunc('month', r.status_gezet::timestamp)::date, '', NULL)) AS v
  UNION ALL SELECT 'rolsoorten', NULL, array_to_string(r.rolsoorten, ','), NULL
  UNION ALL SELECT 'bronnen', NULL, b, NULL FROM unnest(r.bronnen) AS b
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


-- Which zaken have a kenmerk: as rows, because what json offers to find them is no index condition under the policy.
CREATE TABLE IF NOT EXISTS zaken_zaakkenmerk (
  tenant smallint NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::smallint,
  bron text NOT NULL, kenmerk text NOT NULL, zaak_id uuid NOT NULL,
  PRIMARY KEY (tenant, bron, kenmerk, zaak_id)
);

-- Runs as whoever writes the zaak, under the same policy.
CREATE OR REPLACE FUNCTION zaak_kenmerken_bij() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    DELETE FROM zaken_zaakkenmerk WHERE tenant = OLD.tenant AND zaak_id = OLD.id;
  END IF;
  INSERT INTO zaken_zaakkenmerk (tenant, bron, kenmerk, zaak_id)
    SELECT DISTINCT NEW.tenant, coalesce(k->>'bron', ''), coalesce(k->>'kenmerk', ''), NEW.id FROM jsonb_array_elements(NEW.kenmerken) AS k;
  RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS zaak_kenmerken_nieuw ON zaken_zaak;
CREATE TRIGGER zaak_kenmerken_nieuw AFTER INSERT ON zaken_zaak FOR EACH ROW
  WHEN (NEW.kenmerken <> '[]') EXECUTE FUNCTION zaak_kenmerken_bij();
DROP TRIGGER IF EXISTS zaak_kenmerken_anders ON zaken_zaak;
CREATE TRIGGER zaak_kenmerken_anders AFTER UPDATE OF kenmerken ON zaken_zaak FOR EACH ROW
  WHEN (OLD.kenmerken <> NEW.kenmerken) EXECUTE FUNCTION zaak_kenmerken_bij();
