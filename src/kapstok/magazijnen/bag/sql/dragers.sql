-- What a follower sees of an address beside the address itself: the object on it and the buildings it is part of, each
-- as it holds on a day, as one mark per address. Parameters: nummers, dag, bekend.
WITH dragers AS MATERIALIZED (
    SELECT DISTINCT ON (i.ingang) i.ingang AS nummer, v.objecttype, v.identificatie, v.status, v.gegevens,
           v.geometrie
    FROM bag_ingang i
    JOIN bag_voorkomen v ON v.objecttype = i.objecttype AND v.identificatie = i.identificatie AND v.kenmerk = ''
    WHERE i.objecttype IN ('VBO', 'LIG', 'STA') AND i.ingang = ANY (%(nummers)s)
      AND (v.gegevens->>'heeftAlsHoofdadres' = i.ingang
           OR COALESCE(v.gegevens->'heeftAlsNevenadres', '[]'::jsonb) @> to_jsonb(i.ingang))
      AND v.geregistreerd_lv <= %(bekend)s AND v.geldig_van <= %(dag)s
      AND (v.geldig_tot IS NULL OR v.geldig_tot > %(dag)s OR v.eind_registratie > %(bekend)s)
      AND (v.inactief IS NULL OR v.inactief > %(bekend)s) AND (v.niet_bag IS NULL OR v.niet_bag > %(bekend)s)
    ORDER BY i.ingang, v.geregistreerd DESC, v.voorkomen DESC
), delen AS (
    SELECT d.nummer, e.pand
    FROM dragers d
    CROSS JOIN LATERAL jsonb_array_elements_text(COALESCE(d.gegevens->'maaktDeelUitVan', '[]'::jsonb)) AS e (pand)
), panden AS MATERIALIZED (
    SELECT DISTINCT ON (v.identificatie) v.identificatie, v.status, v.gegevens->>'oorspronkelijkBouwjaar' AS bouwjaar,
           v.geometrie
    FROM bag_voorkomen v
    WHERE v.objecttype = 'PND' AND v.kenmerk = '' AND v.identificatie IN (SELECT pand FROM delen)
      AND v.geregistreerd_lv <= %(bekend)s AND v.geldig_van <= %(dag)s
      AND (v.geldig_tot IS NULL OR v.geldig_tot > %(dag)s OR v.eind_registratie > %(bekend)s)
      AND (v.inactief IS NULL OR v.inactief > %(bekend)s) AND (v.niet_bag IS NULL OR v.niet_bag > %(bekend)s)
    ORDER BY v.identificatie, v.geregistreerd DESC, v.voorkomen DESC
), gebouwd AS (
    SELECT d.nummer, string_agg(concat_ws('|', p.identificatie, p.status, p.bouwjaar, md5(p.geometrie)), ';'
                                ORDER BY p.identificatie) AS panden
    FROM delen d JOIN panden p ON p.identificatie = d.pand GROUP BY d.nummer
)
SELECT d.nummer, md5(concat_ws('|', d.objecttype, d.identificatie, d.status, d.gegevens->>'oppervlakte',
                               d.gegevens->>'gebruiksdoel', md5(d.geometrie), g.panden)) AS merk
FROM dragers d LEFT JOIN gebouwd g ON g.nummer = d.nummer
