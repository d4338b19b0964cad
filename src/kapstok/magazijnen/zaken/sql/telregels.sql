-- What changed after telling.sql, which earlier migrations read as it is.

-- Two lines in one go: a zaak was and stood like `weg`, and is and stands like `bij`.
CREATE OR REPLACE FUNCTION zaak_regels(weg zaken_zaak, weg_stand zaken_zaakstand, bij zaken_zaak, bij_stand zaken_zaakstand)
RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO zaken_zaaktelregel (tenant, id, zaaktype_id, vertrouwelijkheid_rang, bronorganisatie, startdatum,
    registratiedatum, einddatum, einddatum_gepland, uiterlijke_einddatum_afdoening, archiefactiedatum,
    archiefnominatie, archiefstatus, statustype_id, verantwoordelijke_organisatie, opdrachtgevende_organisatie,
    rolsoorten, status_gezet, resultaattype_id, bronnen, aantal)
  VALUES (weg.tenant, gen_random_uuid(), weg.zaaktype_id, weg.vertrouwelijkheid_rang, weg.bronorganisatie, weg.startdatum,
    weg.registratiedatum, weg.einddatum, weg.einddatum_gepland, weg.uiterlijke_einddatum_afdoening, weg.archiefactiedatum,
    weg.archiefnominatie, weg.archiefstatus, weg.statustype_id, weg.verantwoordelijke_organisatie,
    weg.opdrachtgevende_organisatie, weg.rolsoorten, (weg_stand.gezet AT TIME ZONE 'UTC')::date, weg_stand.resultaattype_id,
    zaak_bronnen(weg.kenmerken), -1),
  (bij.tenant, gen_random_uuid(), bij.zaaktype_id, bij.vertrouwelijkheid_rang, bij.bronorganisatie, bij.startdatum,
    bij.registratiedatum, bij.einddatum, bij.einddatum_gepland, bij.uiterlijke_einddatum_afdoening, bij.archiefactiedatum,
    bij.archiefnominatie, bij.archiefstatus, bij.statustype_id, bij.verantwoordelijke_organisatie,
    bij.opdrachtgevende_organisatie, bij.rolsoorten, (bij_stand.gezet AT TIME ZONE 'UTC')::date, bij_stand.resultaattype_id,
    zaak_bronnen(bij.kenmerken), 1);
END $$;

-- Runs as whoever writes the zaak, under the same policy. A new zaak stands nowhere yet, as a rule.
CREATE OR REPLACE FUNCTION zaak_telregel() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE oud zaken_zaakstand; nieuw zaken_zaakstand;
BEGIN
  IF TG_OP <> 'INSERT' THEN
    SELECT * INTO oud FROM zaken_zaakstand WHERE tenant = OLD.tenant AND zaak_id = OLD.id;
  END IF;
  IF TG_OP = 'DELETE' THEN
    PERFORM zaak_regel(OLD, oud, -1);
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
  IF TG_OP = 'INSERT' THEN
    PERFORM zaak_regel(NEW, nieuw, 1);
  ELSE
    PERFORM zaak_regels(OLD, oud, NEW, nieuw);
  END IF;
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
    PERFORM zaak_stand_zet(nieuw);
    PERFORM zaak_regels(z, oud, z, nieuw);
  END IF;
  RETURN NULL;
END $$;

-- How many statussen, rollen ... hang on zaken of each kind. A line per statement that adds or takes away; of each kind
-- and confidentiality, because rights ask for those. Runs as whoever writes, under the same policy. Each zaak is looked
-- up by itself: a plan that was made when many came at once would read all zaken for one.
CREATE OR REPLACE FUNCTION onder_bij() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO zaken_ondertelregel (tenant, id, soort, zaaktype_id, vertrouwelijkheid_rang, aantal)
  SELECT g.tenant, gen_random_uuid(), TG_ARGV[0], g.zaaktype_id, g.vertrouwelijkheid_rang, g.aantal
  FROM (SELECT z.tenant, z.zaaktype_id, z.vertrouwelijkheid_rang, TG_ARGV[1]::int * count(*) AS aantal
    FROM rijen r CROSS JOIN LATERAL (SELECT zz.tenant, zz.zaaktype_id, zz.vertrouwelijkheid_rang FROM zaken_zaak zz
      WHERE zz.tenant = r.tenant AND zz.id = r.zaak_id OFFSET 0) AS z
    GROUP BY 1, 2, 3) AS g;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION onder_verhangen() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO zaken_ondertelregel (tenant, id, soort, zaaktype_id, vertrouwelijkheid_rang, aantal)
  SELECT z.tenant, gen_random_uuid(), TG_ARGV[0], z.zaaktype_id, z.vertrouwelijkheid_rang,
    CASE z.id WHEN NEW.zaak_id THEN 1 ELSE -1 END
  FROM zaken_zaak z WHERE z.tenant = NEW.tenant AND z.id = ANY(ARRAY[OLD.zaak_id, NEW.zaak_id]);
  RETURN NULL;
END $$;

-- What hangs on a zaak goes with it (then the trigger above finds no zaak any more), or becomes of another kind.
CREATE OR REPLACE FUNCTION onder_zaak() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  WITH er AS (
    SELECT 'status' AS soort, count(*) AS aantal FROM zaken_status WHERE tenant = OLD.tenant AND zaak_id = OLD.id
    UNION ALL SELECT 'rol', count(*) FROM zaken_rol WHERE tenant = OLD.tenant AND zaak_id = OLD.id
    UNION ALL SELECT 'resultaat', count(*) FROM zaken_resultaat WHERE tenant = OLD.tenant AND zaak_id = OLD.id
    UNION ALL SELECT 'zaakobject', count(*) FROM zaken_zaakobject WHERE tenant = OLD.tenant AND zaak_id = OLD.id
    UNION ALL SELECT 'klantcontact', count(*) FROM zaken_klantcontact WHERE tenant = OLD.tenant AND zaak_id = OLD.id)
  INSERT INTO zaken_ondertelregel (tenant, id, soort, zaaktype_id, vertrouwelijkheid_rang, aantal)
  SELECT OLD.tenant, gen_random_uuid(), er.soort, v.zaaktype_id, v.rang, v.meer * er.aantal
  FROM er CROSS JOIN (VALUES (OLD.zaaktype_id, OLD.vertrouwelijkheid_rang, -1),
    (CASE TG_OP WHEN 'UPDATE' THEN NEW.zaaktype_id END, CASE TG_OP WHEN 'UPDATE' THEN NEW.vertrouwelijkheid_rang END, 1))
    AS v(zaaktype_id, rang, meer)
  WHERE er.aantal > 0 AND v.zaaktype_id IS NOT NULL;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

DO $$
DECLARE soort text;
BEGIN
  FOREACH soort IN ARRAY ARRAY['status', 'rol', 'resultaat', 'zaakobject', 'klantcontact'] LOOP
    EXECUTE format('CREATE TRIGGER onder_erbij AFTER INSERT ON zaken_%1$s REFERENCING NEW TABLE AS rijen
      FOR EACH STATEMENT EXECUTE FUNCTION onder_bij(%1$L, ''1'')', soort);
    EXECUTE format('CREATE TRIGGER onder_eraf AFTER DELETE ON zaken_%1$s REFERENCING OLD TABLE AS rijen
      FOR EACH STATEMENT EXECUTE FUNCTION onder_bij(%1$L, ''-1'')', soort);
    EXECUTE format('CREATE TRIGGER onder_verhangen AFTER UPDATE OF zaak_id ON zaken_%1$s FOR EACH ROW
      WHEN (OLD.zaak_id <> NEW.zaak_id) EXECUTE FUNCTION onder_verhangen(%1$L)', soort);
  END LOOP;
END $$;
CREATE TRIGGER onder_zaak_weg BEFORE DELETE ON zaken_zaak FOR EACH ROW EXECUTE FUNCTION onder_zaak();
CREATE TRIGGER onder_zaak_anders BEFORE UPDATE OF zaaktype_id, vertrouwelijkheid_rang ON zaken_zaak FOR EACH ROW
  WHEN ((OLD.zaaktype_id, OLD.vertrouwelijkheid_rang) IS DISTINCT FROM (NEW.zaaktype_id, NEW.vertrouwelijkheid_rang))
  EXECUTE FUNCTION onder_zaak();

-- Add the lines of the municipality in scope up, those of what hangs on zaken too; one at a time, whoever comes second
-- leaves it. Returns how many lines of zaken.
CREATE OR REPLACE FUNCTION zaak_tellingen_bij() RETURNS bigint
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE regels bigint;
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtext('zaak_tellingen_bij'),
      nullif(current_setting('app.tenant', true), '')::int) THEN
    RETURN 0;
  END IF;
  WITH weg AS (DELETE FROM zaken_ondertelregel r
    WHERE r.tenant = nullif(current_setting('app.tenant', true), '')::smallint RETURNING r.*)
  INSERT INTO zaken_ondertelling (id, soort, zaaktype_id, vertrouwelijkheid_rang, aantal)
    SELECT gen_random_uuid(), soort, zaaktype_id, vertrouwelijkheid_rang, sum(aantal) FROM weg
    GROUP BY 2, 3, 4 HAVING sum(aantal) <> 0
    ON CONFLICT (tenant, soort, zaaktype_id, vertrouwelijkheid_rang)
    DO UPDATE SET aantal = zaken_ondertelling.aantal + EXCLUDED.aantal;
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
