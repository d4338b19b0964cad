-- The words of a text as the search knows them: capitals without accents, each once, at most forty characters.
CREATE OR REPLACE FUNCTION zaak_woorden(tekst text) RETURNS SETOF text
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = public, pg_temp AS $$
  SELECT DISTINCT left(w, 40) FROM regexp_split_to_table(upper(unaccent(tekst)), '[^[:alnum:]]+') AS w
  WHERE length(w) >= 2 OR w ~ '[0-9]'
$$;

-- Runs as whoever writes the zaak, under the same policy. The words that stand there are those of the text that it had: who
-- changes zaak_woorden writes all words anew in the same migration.
CREATE OR REPLACE FUNCTION zaak_woorden_bij() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN  -- a new zaak has no words yet: looking for them costs as much as writing
    INSERT INTO zaken_zaakwoord (tenant, woord, zaak_id) SELECT NEW.tenant, w, NEW.id FROM zaak_woorden(NEW.zoektekst) AS w;
  ELSIF TG_OP = 'DELETE' THEN
    DELETE FROM zaken_zaakwoord o WHERE o.tenant = OLD.tenant AND o.zaak_id = OLD.id
      AND o.woord = ANY (ARRAY(SELECT zaak_woorden(OLD.zoektekst)));
  ELSE
    DELETE FROM zaken_zaakwoord o WHERE o.tenant = NEW.tenant AND o.zaak_id = NEW.id
      AND o.woord = ANY (ARRAY(SELECT zaak_woorden(OLD.zoektekst) EXCEPT SELECT zaak_woorden(NEW.zoektekst)));
    INSERT INTO zaken_zaakwoord (tenant, woord, zaak_id) SELECT NEW.tenant, w, NEW.id FROM zaak_woorden(NEW.zoektekst) AS w
      ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS zaak_woorden_nieuw ON zaken_zaak;
DROP TRIGGER IF EXISTS zaak_woorden_nieuw_weg ON zaken_zaak;
CREATE TRIGGER zaak_woorden_nieuw_weg AFTER INSERT OR DELETE ON zaken_zaak FOR EACH ROW EXECUTE FUNCTION zaak_woorden_bij();
DROP TRIGGER IF EXISTS zaak_woorden_anders ON zaken_zaak;
CREATE TRIGGER zaak_woorden_anders AFTER UPDATE OF zoektekst ON zaken_zaak FOR EACH ROW
  WHEN (OLD.zoektekst IS DISTINCT FROM NEW.zoektekst) EXECUTE FUNCTION zaak_woorden_bij();
