-- By which voorkomens an address says what it says: of the number, its street and its place, each as it holds on a day.
-- What says the same has the same `inhoud`. Parameters: nummers, dag.
WITH geldig AS NOT MATERIALIZED (
    SELECT v.*, {inhoud} AS inhoud FROM bag_voorkomen v
    WHERE v.kenmerk = '' AND v.geldig_van <= %(dag)s AND (v.geldig_tot IS NULL OR v.geldig_tot > %(dag)s)
      AND v.inactief IS NULL AND v.niet_bag IS NULL
), num AS MATERIALIZED (
    SELECT DISTINCT ON (g.identificatie) g.* FROM geldig g
    WHERE g.objecttype = 'NUM' AND g.identificatie = ANY (%(nummers)s)
    ORDER BY g.identificatie, g.geregistreerd DESC, g.voorkomen DESC
), opr AS MATERIALIZED (
    SELECT DISTINCT ON (g.identificatie) g.* FROM geldig g
    WHERE g.objecttype = 'OPR' AND g.identificatie IN (SELECT num.gegevens->>'ligtAan' FROM num)
    ORDER BY g.identificatie, g.geregistreerd DESC, g.voorkomen DESC
), wpl AS MATERIALIZED (
    SELECT DISTINCT ON (g.identificatie) g.* FROM geldig g
    WHERE g.objecttype = 'WPL' AND g.identificatie IN (SELECT num.gegevens->>'ligtIn' FROM num
                                                       UNION SELECT opr.gegevens->>'ligtIn' FROM opr)
    ORDER BY g.identificatie, g.geregistreerd DESC, g.voorkomen DESC
)
SELECT e.objecttype AS soort, e.identificatie, e.voorkomen, e.geregistreerd_lv, e.geldig_van, e.inhoud,
       COALESCE(e.gegevens->>'ligtAan', '') AS ligt_aan, COALESCE(e.gegevens->>'ligtIn', '') AS ligt_in
FROM (SELECT * FROM num UNION ALL SELECT * FROM opr UNION ALL SELECT * FROM wpl) AS e
