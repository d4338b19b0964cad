-- By what an object can be found: what it refers to, its postcode and its name. Of every voorkomen, so that a question
-- about another day finds it too; who asks checks what holds then. Kept with the voorkomens, whoever writes those.
CREATE OR REPLACE FUNCTION bag_ingangen(gegevens jsonb) RETURNS SETOF text
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = public, pg_temp AS $$
  SELECT CASE naam WHEN 'naam' THEN lower(left(waarde #>> '{}', 80)) ELSE waarde #>> '{}' END
  FROM jsonb_each(gegevens) AS veld(naam, inhoud),
       LATERAL (SELECT inhoud WHERE jsonb_typeof(inhoud) <> 'array'
                UNION ALL SELECT e FROM jsonb_array_elements(CASE jsonb_typeof(inhoud) WHEN 'array' THEN inhoud END) AS e)
         AS stuk(waarde)
  WHERE naam IN ('postcode', 'naam', 'ligtAan', 'ligtIn', 'heeftAlsHoofdadres', 'heeftAlsNevenadres', 'maaktDeelUitVan')
$$;

CREATE OR REPLACE FUNCTION bag_ingangen_bij() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    DELETE FROM bag_ingang i USING (SELECT DISTINCT tenant, identificatie FROM oud) AS o
      WHERE i.tenant = o.tenant AND i.identificatie = o.identificatie
        AND NOT EXISTS (SELECT 1 FROM bag_voorkomen v, bag_ingangen(v.gegevens) AS s
                        WHERE v.tenant = o.tenant AND v.identificatie = o.identificatie AND v.kenmerk = ''
                          AND v.objecttype = i.objecttype AND s = i.ingang);
  ELSE
    INSERT INTO bag_ingang (tenant, ingang, objecttype, identificatie)
      SELECT DISTINCT n.tenant, s, n.objecttype, n.identificatie FROM nieuw n, bag_ingangen(n.gegevens) AS s
      WHERE n.kenmerk = '' AND n.objecttype IN ('WPL', 'OPR', 'NUM', 'VBO', 'LIG', 'STA')
      ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS bag_ingangen_nieuw ON bag_voorkomen;
CREATE TRIGGER bag_ingangen_nieuw AFTER INSERT ON bag_voorkomen
  REFERENCING NEW TABLE AS nieuw FOR EACH STATEMENT EXECUTE FUNCTION bag_ingangen_bij();
DROP TRIGGER IF EXISTS bag_ingangen_anders ON bag_voorkomen;
CREATE TRIGGER bag_ingangen_anders AFTER UPDATE ON bag_voorkomen
  REFERENCING NEW TABLE AS nieuw FOR EACH STATEMENT EXECUTE FUNCTION bag_ingangen_bij();
DROP TRIGGER IF EXISTS bag_ingangen_weg ON bag_voorkomen;
CREATE TRIGGER bag_ingangen_weg AFTER DELETE ON bag_voorkomen
  REFERENCING OLD TABLE AS oud FOR EACH STATEMENT EXECUTE FUNCTION bag_ingangen_bij();
