-- What woorden.sql, telling.sql and telregels.sql say, once more, with less work for each status and each new zaak: the
-- pieces of a text as an array, numbers of lines from a sequence (gen_random_uuid opens a file for each), no condition that
-- is read anew at every update, and what is known of the row that is written taken from it.

-- The words of a text as the search knows them: capitals without accents, each once, at most forty characters.
CREATE OR REPLACE FUNCTION zaak_woorden(tekst text) RETURNS SETOF text
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT DISTINCT left(w, 40) FROM unnest(regexp_split_to_array(upper(unaccent(tekst)), '[^[:alnum:]]+')) AS w
  WHERE length(w) >= 2 OR w ~ '[0-9]'
$$;

CREATE SEQUENCE zaken_telregel_nummer;
GRANT USAGE ON SEQUENCE zaken_telregel_nummer TO kapstok_app;

CREATE FUNCTION telregel_id() RETURNS uuid
LANGUAGE sql VOLATILE AS $$
  SELECT lpad(to_hex(nextval('zaken_telregel_nummer')), 32, '0')::uuid
$$;

-- One line: so many zaken more, or less, that are and stand like this.
CREATE OR REPLACE FUNCTION zaak_regel(z zaken_zaak, s zaken_zaakstand, meer int) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO zaken_zaaktelregel (tenant, id, zaaktype_id, vertrouwelijkheid_rang, bronorganisatie, startdatum,
    registratiedatum, einddatum, einddatum_gepland, uiterlijke_einddatum_afdoening, archiefactiedatum,
    archiefnominatie, archiefstatus, statustype_id, verantwoordelijke_organisatie, opdrachtgevende_organisatie,
    rolsoorten, status_gezet, resultaattype_id, bronnen, aantal)
  VALUES (z.tenant, telregel_id(), z.zaaktype_id, z.vertrouwelijkheid_rang, z.bronorganisatie, z.startdatum,
    z.registratiedatum, z.einddatum, z.einddatum_gepland, z.uiterlijke_einddatum_afdoening, z.archiefactiedatum,
    z.archiefnominatie, z.archiefstatus, z.statustype_id, z.verantwoordelijke_organisatie,
    z.opdrachtgevende_organisatie, z.rolsoorten, (s.gezet AT TIME ZONE 'UTC')::date, s.resultaattype_id,
    zaak_bronnen(z.kenmerken), meer);
END $$;

-- Two lines in one go: a zaak was and stood like `weg`, and is and stands like `bij`.
CREATE OR REPLACE FUNCTION zaak_regels(weg zaken_zaak, weg_stand zaken_zaakstand, bij zaken_zaak, bij_stand zaken_zaakstand)
RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO zaken_zaaktelregel (tenant, id, zaaktype_id, vertrouwelijkheid_rang, bronorganisatie, startdatum,
    registratiedatum, einddatum, einddatum_gepland, uiterlijke_einddatum_afdoening, archiefactiedatum,
    archiefnominatie, archiefstatus, statustype_id, verantwoordelijke_organisatie, opdrachtgevende_organisatie,
    rolsoorten, status_gezet, resultaattype_id, bronnen, aantal)
  VALUES (weg.tenant, telregel_id(), weg.zaaktype_id, weg.vertrouwelijkheid_rang, weg.bronorganisatie, weg.startdatum,
    weg.registratiedatum, weg.einddatum, weg.einddatum_gepland, weg.uiterlijke_einddatum_afdoening, weg.archiefactiedatum,
    weg.archiefnominatie, weg.archiefstatus, weg.statustype_id, weg.verantwoordelijke_organisatie,
    weg.opdrachtgevende_organisatie, weg.rolsoorten, (weg_stand.gezet AT TIME ZONE 'UTC')::date, weg_stand.resultaattype_id,
    zaak_bronnen(weg.kenmerken), -1),
  (bij.tenant, telregel_id(), bij.zaaktype_id, bij.vertrouwelijkheid_rang, bij.bronorganisatie, bij.startdatum,
    bij.registratiedatum, bij.einddatum, bij.einddatum_gepland, bij.uiterlijke_einddatum_afdoening, bij.archiefactiedatum,
    bij.archiefnominatie, bij.archiefstatus, bij.statustype_id, bij.verantwoordelijke_organisatie,
    bij.opdrachtgevende_organisatie, bij.rolsoorten, (bij_stand.gezet AT TIME ZONE 'UTC')::date, bij_stand.resultaattype_id,
    zaak_bronnen(bij.kenmerken), 1);
END $$;

-- Runs as whoever writes the zaak, under the same policy. A new zaak stands nowhere yet, as a rule.
CREATE OR REPLACE FUNCTION zaak_telregel() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE oud zaken_zaakstand; nieuw zaken_zaakstand;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.statustype_id IS NOT NULL OR NEW.resultaat_id IS NOT NULL THEN
      nieuw := zaak_staat(NEW);
      PERFORM zaak_stand_zet(nieuw);
    END IF;
    PERFORM zaak_regel(NEW, nieuw, 1);
    RETURN NULL;
  END IF;
  IF TG_OP = 'UPDATE' AND (OLD.zaaktype_id, OLD.vertrouwelijkheid_rang, OLD.bronorganisatie, OLD.startdatum,
      OLD.registratiedatum, OLD.einddatum, OLD.einddatum_gepland, OLD.uiterlijke_einddatum_afdoening,
      OLD.archiefactiedatum, OLD.archiefnominatie, OLD.archiefstatus, OLD.statustype_id,
      OLD.verantwoordelijke_organisatie, OLD.opdrachtgevende_organisatie, OLD.rolsoorten, OLD.status_id,
      OLD.resultaat_id, OLD.kenmerken)
    IS NOT DISTINCT FROM (NEW.zaaktype_id, NEW.vertrouwelijkheid_rang, NEW.bronorganisatie, NEW.startdatum,
      NEW.registratiedatum, NEW.einddatum, NEW.einddatum_gepland, NEW.uiterlijke_einddatum_afdoening,
      NEW.archiefactiedatum, NEW.archiefnominatie, NEW.archiefstatus, NEW.statustype_id,
      NEW.verantwoordelijke_organisatie, NEW.opdrachtgevende_organisatie, NEW.rolsoorten, NEW.status_id,
      NEW.resultaat_id, NEW.kenmerken) THEN
    RETURN NULL;
  END IF;
  SELECT * INTO oud FROM zaken_zaakstand WHERE tenant = OLD.tenant AND zaak_id = OLD.id;
  IF TG_OP = 'DELETE' THEN
    PERFORM zaak_regel(OLD, oud, -1);
    DELETE FROM zaken_zaakstand WHERE tenant = OLD.tenant AND zaak_id = OLD.id;
    RETURN NULL;
  END IF;
  nieuw := oud;
  IF oud.zaak_id IS NULL THEN
    IF NEW.statustype_id IS NOT NULL OR NEW.resultaat_id IS NOT NULL THEN
      nieuw := zaak_staat(NEW);
      PERFORM zaak_stand_zet(nieuw);
    END IF;
  ELSIF (OLD.status_id, OLD.statustype_id, OLD.resultaat_id, OLD.zaaktype_id, OLD.vertrouwelijkheid_rang) IS DISTINCT FROM
      (NEW.status_id, NEW.statustype_id, NEW.resultaat_id, NEW.zaaktype_id, NEW.vertrouwelijkheid_rang) THEN
    IF OLD.status_id IS DISTINCT FROM NEW.status_id THEN
      nieuw.gezet := (SELECT datum_status_gezet FROM zaken_status WHERE tenant = NEW.tenant AND id = NEW.status_id);
    END IF;
    IF OLD.resultaat_id IS DISTINCT FROM NEW.resultaat_id THEN
      nieuw.resultaattype_id := (SELECT resultaattype_id FROM zaken_resultaat
        WHERE tenant = NEW.tenant AND id = NEW.resultaat_id);
    END IF;
    UPDATE zaken_zaakstand SET zaaktype_id = NEW.zaaktype_id, vertrouwelijkheid_rang = NEW.vertrouwelijkheid_rang,
        statustype_id = NEW.statustype_id, gezet = nieuw.gezet, resultaattype_id = nieuw.resultaattype_id
      WHERE tenant = NEW.tenant AND zaak_id = NEW.id;
  END IF;
  PERFORM zaak_regels(OLD, oud, NEW, nieuw);
  RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS zaak_telregel_anders ON zaken_zaak;
CREATE TRIGGER zaak_telregel_anders AFTER UPDATE OF zaaktype_id, vertrouwelijkheid_rang, bronorganisatie, startdatum,
    registratiedatum, einddatum, einddatum_gepland, uiterlijke_einddatum_afdoening, archiefactiedatum, archiefnominatie,
    archiefstatus, statustype_id, verantwoordelijke_organisatie, opdrachtgevende_organisatie, rolsoorten, status_id,
    resultaat_id, kenmerken ON zaken_zaak
  FOR EACH ROW EXECUTE FUNCTION zaak_telregel();

-- One more that hangs on a zaak. For each row by itself: nearly always there is one, and a table of what was written, as
-- taking away has it, costs twice what the line does.
CREATE FUNCTION onder_een() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO zaken_ondertelregel (tenant, id, soort, zaaktype_id, vertrouwelijkheid_rang, aantal)
  SELECT z.tenant, telregel_id(), TG_ARGV[0], z.zaaktype_id, z.vertrouwelijkheid_rang, 1
  FROM zaken_zaak z WHERE z.tenant = NEW.tenant AND z.id = NEW.zaak_id;
  RETURN NULL;
END $$;

DO $$
DECLARE soort text;
BEGIN
  FOREACH soort IN ARRAY ARRAY['status', 'rol', 'resultaat', 'zaakobject', 'klantcontact'] LOOP
    EXECUTE format('DROP TRIGGER IF EXISTS onder_erbij ON zaken_%s', soort);
    EXECUTE format('CREATE TRIGGER onder_erbij AFTER INSERT ON zaken_%1$s FOR EACH ROW EXECUTE FUNCTION onder_een(%1$L)', soort);
  END LOOP;
END $$;
