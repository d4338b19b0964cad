-- The addresses of a day, from the voorkomens that hold then, put in place of those that were made before.
-- Generated addresses (demo) stay. Parameters: dag, ten_einde (status values of what is no longer there).
WITH geldig AS MATERIALIZED (
    SELECT DISTINCT ON (objecttype, identificatie) objecttype, identificatie, status, gegevens, lon, lat
    FROM bag_voorkomen
    WHERE kenmerk = '' AND objecttype IN ('NUM', 'OPR', 'WPL', 'VBO', 'LIG', 'STA')
      AND geldig_van <= %(dag)s AND (geldig_tot IS NULL OR geldig_tot > %(dag)s)
      AND inactief IS NULL AND niet_bag IS NULL
    ORDER BY objecttype, identificatie, geregistreerd DESC, voorkomen DESC
), plek AS (
    SELECT DISTINCT ON (nummer) nummer, lon, lat
    FROM geldig g
    CROSS JOIN LATERAL (
        SELECT g.gegevens->>'heeftAlsHoofdadres' AS nummer, 0 AS rang
        UNION ALL
        SELECT jsonb_array_elements_text(COALESCE(g.gegevens->'heeftAlsNevenadres', '[]'::jsonb)), 1
    ) AS adres
    WHERE g.objecttype IN ('VBO', 'LIG', 'STA') AND g.status <> ALL (%(ten_einde)s) AND g.lon IS NOT NULL
    ORDER BY nummer, rang, g.identificatie
), nu AS MATERIALIZED (
    SELECT n.identificatie, o.gegevens->>'naam' AS openbare_ruimte, (n.gegevens->>'huisnummer')::int AS huisnummer,
           COALESCE(n.gegevens->>'huisletter', '') AS huisletter,
           COALESCE(n.gegevens->>'huisnummertoevoeging', '') AS toevoeging,
           COALESCE(n.gegevens->>'postcode', '') AS postcode, w.gegevens->>'naam' AS woonplaats, p.lon, p.lat
    FROM geldig n
    JOIN plek p ON p.nummer = n.identificatie
    JOIN geldig o ON o.objecttype = 'OPR' AND o.identificatie = n.gegevens->>'ligtAan'
    JOIN geldig w ON w.objecttype = 'WPL'
      AND w.identificatie = COALESCE(n.gegevens->>'ligtIn', o.gegevens->>'ligtIn')
    WHERE n.objecttype = 'NUM' AND n.status <> ALL (%(ten_einde)s)
), weg AS (
    DELETE FROM bag_nummeraanduiding a
    WHERE NOT a.gegenereerd AND NOT EXISTS (SELECT 1 FROM nu WHERE nu.identificatie = a.identificatie)
    RETURNING 1
), gezet AS (
    INSERT INTO bag_nummeraanduiding (id, identificatie, openbare_ruimte, huisnummer, huisletter, toevoeging,
                                      postcode, woonplaats, lon, lat, gegenereerd)
    SELECT gen_random_uuid(), nu.*, false FROM nu
    ON CONFLICT (tenant, identificatie) DO UPDATE SET
        openbare_ruimte = excluded.openbare_ruimte, huisnummer = excluded.huisnummer,
        huisletter = excluded.huisletter, toevoeging = excluded.toevoeging, postcode = excluded.postcode,
        woonplaats = excluded.woonplaats, lon = excluded.lon, lat = excluded.lat, gegenereerd = false
    WHERE (bag_nummeraanduiding.openbare_ruimte, bag_nummeraanduiding.huisnummer, bag_nummeraanduiding.huisletter,
           bag_nummeraanduiding.toevoeging, bag_nummeraanduiding.postcode, bag_nummeraanduiding.woonplaats,
           bag_nummeraanduiding.lon, bag_nummeraanduiding.lat, bag_nummeraanduiding.gegenereerd)
          IS DISTINCT FROM (excluded.openbare_ruimte, excluded.huisnummer, excluded.huisletter,
           excluded.toevoeging, excluded.postcode, excluded.woonplaats, excluded.lon, excluded.lat, false)
    RETURNING 1
)
SELECT count(*) AS adressen FROM nu
