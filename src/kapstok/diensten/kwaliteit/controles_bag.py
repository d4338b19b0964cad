"""The checks on addresses and buildings."""

# ruff: noqa: S608 - constants only; the day is a parameter.

from django.utils.translation import gettext_lazy as _

from kapstok.diensten.kwaliteit.controle import Controle, Ernst, Register

_HOLDS = """kenmerk = '' AND geldig_van <= %(dag)s AND (geldig_tot IS NULL OR geldig_tot > %(dag)s)
    AND eind_registratie IS NULL AND inactief IS NULL AND niet_bag IS NULL"""


def now_of(*objecttypes: str) -> str:
    """The voorkomens of these object types that hold on the day."""
    kinds = ", ".join(f"'{kind}'" for kind in objecttypes)
    return f"""SELECT DISTINCT ON (objecttype, identificatie) objecttype, identificatie, status, gegevens
  FROM bag_voorkomen WHERE objecttype IN ({kinds}) AND {_HOLDS}
  ORDER BY objecttype, identificatie, geregistreerd DESC, voorkomen DESC"""


def _of_object(alias: str) -> str:
    return (
        f"{alias}.identificatie AS sleutel, NULL::uuid AS lijst, '' AS ander, {alias}.identificatie AS adres"
    )


_GONE_VBO = (
    "'{Verblijfsobject ingetrokken,Verblijfsobject ten onrechte opgevoerd,Niet gerealiseerd verblijfsobject}'"
)
_GONE_PAND = "'{Pand gesloopt,Niet gerealiseerd pand,Pand ten onrechte opgevoerd}'"

CONTROLES = (
    Controle(
        "adres-zonder-object",
        Register.BAG,
        Ernst.FOUT,
        _("Adres zonder woning, standplaats of ligplaats"),
        _("Het adres is uitgegeven, maar niets in de BAG heeft dit adres."),
        f"""WITH houder AS MATERIALIZED (
  SELECT v.gegevens->>'heeftAlsHoofdadres' AS nummer FROM ({now_of("VBO", "LIG", "STA")}) v
  UNION SELECT jsonb_array_elements_text(v.gegevens->'heeftAlsNevenadres') FROM ({now_of("VBO", "LIG", "STA")}) v)
SELECT {_of_object("n")}, '' AS detail FROM ({now_of("NUM")}) n
WHERE n.status = 'Naamgeving uitgegeven'
  AND NOT EXISTS (SELECT 1 FROM houder h WHERE h.nummer = n.identificatie)""",
    ),
    Controle(
        "adres-zonder-straat",
        Register.BAG,
        Ernst.FOUT,
        _("Adres zonder straat"),
        _("De straat van dit adres is er niet, of de naam van die straat is ingetrokken."),
        f"""SELECT {_of_object("n")}, coalesce(n.gegevens->>'ligtAan', '') AS detail FROM ({now_of("NUM")}) n
LEFT JOIN ({now_of("OPR")}) o ON o.identificatie = n.gegevens->>'ligtAan'
WHERE n.status = 'Naamgeving uitgegeven' AND o.status IS DISTINCT FROM 'Naamgeving uitgegeven'""",
    ),
    Controle(
        "woning-zonder-pand",
        Register.BAG,
        Ernst.FOUT,
        _("Woning in een pand dat er niet meer is"),
        _("Het verblijfsobject is er volgens de BAG nog, maar het pand is gesloopt of nooit gebouwd."),
        f"""SELECT {_of_object("v")}, min(pand.nummer) AS detail FROM ({now_of("VBO")}) v
CROSS JOIN LATERAL jsonb_array_elements_text(v.gegevens->'maaktDeelUitVan') AS pand(nummer)
LEFT JOIN ({now_of("PND")}) b ON b.identificatie = pand.nummer
WHERE NOT v.status = ANY({_GONE_VBO}) GROUP BY v.identificatie
HAVING bool_and(b.status IS NULL OR b.status = ANY({_GONE_PAND}))""",
    ),
    Controle(
        "adres-dubbel",
        Register.BAG,
        Ernst.FOUT,
        _("Twee keer hetzelfde adres"),
        _("Postcode, huisnummer, letter en toevoeging zijn gelijk, maar het zijn twee adressen in de BAG."),
        """SELECT identificatie AS sleutel, NULL::uuid AS lijst, '' AS ander, identificatie AS adres,
  postcode || ' ' || huisnummer || huisletter || toevoeging AS detail
FROM (SELECT *, count(*) OVER (PARTITION BY postcode, openbare_ruimte, woonplaats, huisnummer, huisletter, toevoeging)
  AS keer FROM bag_nummeraanduiding) a WHERE keer > 1""",
    ),
    Controle(
        "oppervlakte-vreemd",
        Register.BAG,
        Ernst.LET_OP,
        _("Woning met een vreemde oppervlakte"),
        _("Een woning van minder dan 8 of meer dan 2.000 vierkante meter is meestal een tikfout."),
        f"""SELECT {_of_object("v")}, v.gegevens->>'oppervlakte' AS detail FROM ({now_of("VBO")}) v
WHERE NOT v.status = ANY({_GONE_VBO}) AND v.gegevens->'gebruiksdoel' = '["woonfunctie"]'::jsonb
  AND (v.gegevens->>'oppervlakte') ~ '^[0-9]{{1,7}}$'
  AND ((v.gegevens->>'oppervlakte')::int < 8 OR (v.gegevens->>'oppervlakte')::int BETWEEN 2001 AND 999998)""",
    ),
)
