-- The trigrams of a text: small letters without accents; of each word the beginning counts too, and in a name its end.
CREATE OR REPLACE FUNCTION bag_drieletters(tekst text, geheel boolean) RETURNS SETOF text
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = public, pg_temp AS $$
  SELECT DISTINCT substr(woord, n, 3)
  FROM (SELECT '  ' || w || CASE WHEN geheel THEN ' ' ELSE '' END AS woord
        FROM regexp_split_to_table(lower(unaccent(tekst)), '[^[:alnum:]]+') AS w WHERE w <> '') AS woorden,
       LATERAL generate_series(1, greatest(length(woord) - 2, 0)) AS n
$$;

-- Streets come and go with their addresses, whoever writes those, in the same transaction and under the same policy.
CREATE OR REPLACE FUNCTION bag_straten_bij() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP <> 'DELETE' THEN
    WITH erbij AS (
      INSERT INTO bag_straat (id, tenant, naam, woonplaats)
        SELECT gen_random_uuid(), n.tenant, x.naam, n.woonplaats
        FROM (SELECT DISTINCT tenant, openbare_ruimte, woonplaats FROM nieuw) AS n, unnest(ARRAY[n.openbare_ruimte, '']) AS x(naam)
        GROUP BY 2, 3, 4
        ON CONFLICT DO NOTHING RETURNING id, tenant, naam, woonplaats
    )
    INSERT INTO bag_drieletter (tenant, drieletter, straat_id)
      SELECT e.tenant, d, e.id FROM erbij e, bag_drieletters(CASE e.naam WHEN '' THEN e.woonplaats ELSE e.naam END, true) AS d;
  END IF;
  IF TG_OP <> 'INSERT' THEN
    DELETE FROM bag_straat s
      USING (SELECT DISTINCT tenant, openbare_ruimte, woonplaats FROM oud) AS o
      WHERE s.tenant = o.tenant AND s.naam = o.openbare_ruimte AND s.woonplaats = o.woonplaats
        AND NOT EXISTS (SELECT 1 FROM bag_nummeraanduiding a WHERE a.tenant = o.tenant
                        AND a.openbare_ruimte = o.openbare_ruimte AND a.woonplaats = o.woonplaats);
    DELETE FROM bag_straat s
      USING (SELECT DISTINCT tenant, woonplaats FROM oud) AS o
      WHERE s.tenant = o.tenant AND s.woonplaats = o.woonplaats AND s.naam = ''
        AND NOT EXISTS (SELECT 1 FROM bag_straat a WHERE a.tenant = o.tenant AND a.woonplaats = o.woonplaats AND a.naam <> '');
  END IF;
  RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS bag_straten_nieuw ON bag_nummeraanduiding;
CREATE TRIGGER bag_straten_nieuw AFTER INSERT ON bag_nummeraanduiding
  REFERENCING NEW TABLE AS nieuw FOR EACH STATEMENT EXECUTE FUNCTION bag_straten_bij();
DROP TRIGGER IF EXISTS bag_straten_anders ON bag_nummeraanduiding;
CREATE TRIGGER bag_straten_anders AFTER UPDATE ON bag_nummeraanduiding
  REFERENCING NEW TABLE AS nieuw OLD TABLE AS oud FOR EACH STATEMENT EXECUTE FUNCTION bag_straten_bij();
DROP TRIGGER IF EXISTS bag_straten_weg ON bag_nummeraanduiding;
CREATE TRIGGER bag_straten_weg AFTER DELETE ON bag_nummeraanduiding
  REFERENCING OLD TABLE AS oud FOR EACH STATEMENT EXECUTE FUNCTION bag_straten_bij();
