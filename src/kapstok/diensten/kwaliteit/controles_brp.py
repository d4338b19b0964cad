"""The checks on persons. Element numbers are those of LO3; a stapel begins with what holds now."""

# ruff: noqa: S608 - constants only; the day is a parameter.

from django.utils.translation import gettext_lazy as _

from kapstok.diensten.kwaliteit.controle import Controle, Ernst, Register
from kapstok.diensten.kwaliteit.controles_bag import now_of

# A list that should not be there (F) or is being wiped (W) is not judged; who died or left is, where it says so.
_JUDGED = "NOT p.opschorting = ANY('{F,W}')"
_RESIDENT = "p.opschorting = '' AND NOT p.overleden AND p.gemeentecode = ANY(eigen.codes)"
# Of which municipalities the BAG is here: what it does not hold of others says nothing.
_OWN = """CROSS JOIN (SELECT coalesce(array_agg(DISTINCT left(identificatie, 4)), '{}') AS codes
  FROM bag_nummeraanduiding) eigen"""
_ELEVEN = " + ".join(f"{weight} * substr(p.bsn, {n}, 1)::int" for n, weight in enumerate(range(9, 1, -1), 1))


def _named(category: str, *, only_current: bool = False) -> str:
    """Whom a list names in a category, by number."""
    current = " AND NOT st->0 ? '0710'" if only_current else ""
    return f"""LATERAL (SELECT st->0->>'0120' AS bsn, st->0->>'0310' AS geboren
  FROM jsonb_array_elements(p.categorieen->'{category}') st WHERE st->0 ? '0120'{current}) r"""


def _not_back(category: str, back: tuple[str, ...], *, only_current: bool = False) -> str:
    """Who names somebody of this store in a category and is not named back by them."""
    stapels = " || ".join(f"coalesce(k.categorieen->'{c}', '[]'::jsonb)" for c in back)
    current = " AND NOT b->0 ? '0710'" if only_current else ""
    alive = " AND NOT p.overleden AND NOT k.overleden" if only_current else ""
    return f"""SELECT p.id::text || '/' || r.bsn AS sleutel, p.id AS lijst, r.bsn AS ander, '' AS adres, '' AS detail
FROM brp_persoonslijst p CROSS JOIN {_named(category, only_current=only_current)}
JOIN brp_persoonslijst k ON k.bsn = r.bsn
WHERE p.bsn <> '' AND {_JUDGED} AND NOT k.opschorting = ANY('{{F,W}}'){alive}
  AND NOT EXISTS (SELECT 1 FROM jsonb_array_elements({stapels}) b WHERE b->0->>'0120' = p.bsn{current})"""


def _double(same: str, where: str) -> str:
    return f"""SELECT id::text AS sleutel, id AS lijst, ander, '' AS adres, '' AS detail FROM (
  SELECT p.id, count(*) OVER w AS keer, CASE WHEN p.bsn = min(p.bsn) OVER w THEN max(p.bsn) OVER w
    ELSE min(p.bsn) OVER w END AS ander
  FROM brp_persoonslijst p WHERE {_JUDGED} AND {where} WINDOW w AS (PARTITION BY {same})) x WHERE keer > 1"""


def _of_person(where: str, detail: str = "''", joins: str = "", *, address: str = "''") -> str:
    return f"""SELECT p.id::text AS sleutel, p.id AS lijst, '' AS ander, {address} AS adres, {detail} AS detail
FROM brp_persoonslijst p {joins} WHERE {where}"""


def _no_day(value: str) -> str:
    """Is this date of LO3 (yyyymmdd, zeros for what is not known) no day at all? Months have as many days as they have
    in a leap year: the rest the calendar of PostgreSQL tells."""
    month, day = f"substr({value}, 5, 2)", f"substr({value}, 7, 2)"
    return f"""({value} !~ '^[0-9]{{8}}$' OR {month} > '12' OR {day} > '31' OR ({month} = '00' AND {day} <> '00')
  OR (substr({value}, 1, 4) = '0000' AND {value} <> '00000000')
  OR (CASE WHEN {value} ~ '^[0-9]{{4}}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])$' AND {value} !~ '^0000'
      THEN {day}::int > extract(day FROM make_date(substr({value}, 1, 4)::int, {month}::int, 1)
        + interval '1 month' - interval '1 day') ELSE false END))"""


_DIED = "p.categorieen#>>'{06,0,0,0810}'"
_WHOLE = "'^[0-9]{4}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])$'"
_TODAY = "to_char(%(dag)s::date, 'YYYYMMDD')"

CONTROLES = (
    Controle(
        "bsn-elfproef",
        Register.BRP,
        Ernst.FOUT,
        _("Burgerservicenummer klopt niet"),
        _("Het nummer voldoet niet aan de elfproef. Waarschijnlijk is een cijfer verkeerd overgenomen."),
        _of_person(f"""p.bsn <> '' AND {_JUDGED} AND CASE WHEN p.bsn ~ '^[0-9]{{9}}$'
      THEN mod({_ELEVEN} - substr(p.bsn, 9, 1)::int, 11) <> 0 ELSE true END"""),
    ),
    Controle(
        "bsn-ontbreekt",
        Register.BRP,
        Ernst.LET_OP,
        _("Inwoner zonder burgerservicenummer"),
        _(
            "Deze inwoner heeft geen burgerservicenummer. Zonder dat nummer vindt geen andere dienst deze persoon."
        ),
        _of_person(f"p.bsn = '' AND {_RESIDENT}", joins=_OWN),
    ),
    Controle(
        "bsn-dubbel",
        Register.BRP,
        Ernst.FOUT,
        _("Twee personen met één burgerservicenummer"),
        _(
            "Twee persoonslijsten hebben hetzelfde nummer. Een van beide is verkeerd, of het is dezelfde persoon."
        ),
        _double("p.bsn", "p.bsn <> ''"),
    ),
    Controle(
        "persoon-dubbel",
        Register.BRP,
        Ernst.LET_OP,
        _("Mogelijk twee keer dezelfde persoon"),
        _("Naam, voornamen en geboortedatum zijn gelijk, maar het burgerservicenummer niet."),
        _double(
            "p.zoek_naam, p.zoek_voornamen, p.geboortedatum",
            f"p.zoek_naam <> '' AND p.zoek_voornamen <> '' AND p.geboortedatum ~ {_WHOLE} AND p.bsn <> ''",
        )
        + " AND ander <> (SELECT bsn FROM brp_persoonslijst q WHERE q.id = x.id)",
    ),
    Controle(
        "adres-zonder-bag",
        Register.BRP,
        Ernst.FOUT,
        _("Adres zonder nummer uit de BAG"),
        _("De inwoner heeft een woonadres, maar het nummer van dat adres in de BAG is niet ingevuld."),
        _of_person(
            f"{_RESIDENT} AND p.nummeraanduiding = '' AND (p.postcode <> '' OR p.zoek_straat <> '')",
            joins=_OWN,
        ),
    ),
    Controle(
        "adres-onbekend",
        Register.BRP,
        Ernst.FOUT,
        _("Adres staat niet in de BAG"),
        _("Het nummer van het adres komt in de BAG van deze gemeente niet voor."),
        _of_person(
            f"{_RESIDENT} AND p.nummeraanduiding <> '' AND left(p.nummeraanduiding, 4) = ANY(eigen.codes) "
            "AND NOT EXISTS (SELECT 1 FROM bag_voorkomen v WHERE v.objecttype = 'NUM' AND v.kenmerk = '' "
            "AND v.identificatie = p.nummeraanduiding)",
            joins=_OWN,
            address="p.nummeraanduiding",
        ),
    ),
    Controle(
        "adres-ingetrokken",
        Register.BRP,
        Ernst.FOUT,
        _("Inwoner op een ingetrokken adres"),
        _("Het adres bestaat niet meer, maar er staat nog iemand op ingeschreven."),
        _of_person(
            f"{_RESIDENT} AND n.status = 'Naamgeving ingetrokken'",
            joins=f"{_OWN} JOIN ({now_of('NUM')}) n ON n.identificatie = p.nummeraanduiding",
            address="p.nummeraanduiding",
        ),
    ),
    Controle(
        "pand-gesloopt",
        Register.BRP,
        Ernst.FOUT,
        _("Inwoner in een gesloopt pand"),
        _("Alle panden van dit adres zijn gesloopt, maar er staat nog iemand ingeschreven."),
        _of_person(
            f"{_RESIDENT} AND weg.alle",
            joins=f"""{_OWN} JOIN (SELECT v.identificatie, bool_and(b.status = 'Pand gesloopt') AS alle
  FROM ({now_of("VBO")}) v CROSS JOIN LATERAL jsonb_array_elements_text(v.gegevens->'maaktDeelUitVan') AS pand(nummer)
  JOIN ({now_of("PND")}) b ON b.identificatie = pand.nummer GROUP BY 1) weg
  ON weg.identificatie = p.adresseerbaar_object""",
            address="p.adresseerbaar_object",
        ),
    ),
    Controle(
        "object-ingetrokken",
        Register.BRP,
        Ernst.FOUT,
        _("Inwoner in een woning die er niet meer is"),
        _(
            "De woning is in de BAG ingetrokken of ten onrechte opgevoerd, maar er staat nog iemand ingeschreven."
        ),
        _of_person(
            f"{_RESIDENT} AND v.status = ANY('{{Verblijfsobject ingetrokken,Verblijfsobject ten onrechte opgevoerd,"
            "Niet gerealiseerd verblijfsobject}')",
            joins=f"{_OWN} JOIN ({now_of('VBO')}) v ON v.identificatie = p.adresseerbaar_object",
            address="p.adresseerbaar_object",
        ),
    ),
    Controle(
        "adres-anders",
        Register.BRP,
        Ernst.LET_OP,
        _("Adres wijkt af van de BAG"),
        _("Postcode of huisnummer van de inwoner is anders dan in de BAG bij hetzelfde adresnummer staat."),
        _of_person(
            f"{_RESIDENT} AND (p.postcode, p.huisnummer) IS DISTINCT FROM (a.postcode, a.huisnummer::text)",
            "a.postcode || ' ' || a.huisnummer",
            f"{_OWN} JOIN bag_nummeraanduiding a ON a.identificatie = p.nummeraanduiding",
            address="p.nummeraanduiding",
        ),
    ),
    Controle(
        "veel-bewoners",
        Register.BRP,
        Ernst.LET_OP,
        _("Veel inwoners op één adres"),
        _("Op dit adres staan meer dan twaalf mensen ingeschreven. Klopt dat met wat voor adres het is?"),
        f"""SELECT p.nummeraanduiding AS sleutel, NULL::uuid AS lijst, '' AS ander, p.nummeraanduiding AS adres,
  count(*)::text AS detail FROM brp_persoonslijst p {_OWN}
WHERE {_RESIDENT} AND p.nummeraanduiding <> '' GROUP BY p.nummeraanduiding HAVING count(*) > 12""",
    ),
    Controle(
        "partner-wederkerig",
        Register.BRP,
        Ernst.FOUT,
        _("Partner kent deze partner niet"),
        _("Deze persoon heeft een partner, maar bij die partner staat deze persoon niet als partner."),
        _not_back("05", ("05",), only_current=True),
    ),
    Controle(
        "kind-wederkerig",
        Register.BRP,
        Ernst.FOUT,
        _("Kind kent deze ouder niet"),
        _("Deze persoon heeft een kind, maar bij dat kind staat deze persoon niet als ouder."),
        _not_back("09", ("02", "03")),
    ),
    Controle(
        "ouder-wederkerig",
        Register.BRP,
        Ernst.FOUT,
        _("Ouder kent dit kind niet"),
        _("Deze persoon heeft een ouder, maar bij die ouder staat deze persoon niet als kind."),
        " UNION ALL ".join(_not_back(c, ("09",)) for c in ("02", "03")),
    ),
    Controle(
        "ouder-te-jong",
        Register.BRP,
        Ernst.LET_OP,
        _("Ouder is wel erg jong"),
        _("De ouder is minder dan twaalf jaar ouder dan het kind, of zelfs jonger."),
        " UNION ALL ".join(
            f"""SELECT p.id::text || '/' || r.bsn AS sleutel, p.id AS lijst, r.bsn AS ander, '' AS adres, '' AS detail
FROM brp_persoonslijst p CROSS JOIN {_named(c)} WHERE {_JUDGED} AND p.geboortedatum ~ {_WHOLE} AND r.geboren ~ {_WHOLE}
  AND p.geboortedatum::int - r.geboren::int < 120000"""
            for c in ("02", "03")
        ),
    ),
    Controle(
        "datum-bestaat-niet",
        Register.BRP,
        Ernst.FOUT,
        _("Datum die niet bestaat"),
        _("De geboortedatum of de datum van overlijden is geen dag die bestaat, zoals 31 februari."),
        _of_person(
            f"{_JUDGED} AND ((p.geboortedatum <> '' AND {_no_day('p.geboortedatum')}) "
            f"OR ({_DIED} IS NOT NULL AND {_no_day(f'({_DIED})')}))"
        ),
    ),
    Controle(
        "datum-kan-niet",
        Register.BRP,
        Ernst.FOUT,
        _("Datum die niet kan"),
        _("Iemand is in de toekomst geboren of overleden, of overleden voor de geboorte."),
        _of_person(
            f"{_JUDGED} AND ((p.geboortedatum ~ {_WHOLE} AND p.geboortedatum > {_TODAY}) OR ({_DIED} ~ {_WHOLE} "
            f"AND ({_DIED} > {_TODAY} OR (p.geboortedatum ~ {_WHOLE} AND {_DIED} < p.geboortedatum))))"
        ),
    ),
    Controle(
        "zeer-oud",
        Register.BRP,
        Ernst.LET_OP,
        _("Inwoner is ouder dan 110 jaar"),
        _("Volgens de geboortedatum is deze inwoner ouder dan 110 jaar. Is het overlijden wel doorgegeven?"),
        _of_person(
            f"{_RESIDENT} AND p.geboortedatum ~ {_WHOLE} "
            "AND p.geboortedatum < to_char(%(dag)s::date - interval '110 years', 'YYYYMMDD')",
            joins=_OWN,
        ),
    ),
    Controle(
        "overleden-niet-opgeschort",
        Register.BRP,
        Ernst.FOUT,
        _("Overleden, maar de lijst loopt door"),
        _("De persoon is overleden, maar het bijhouden van de persoonslijst is niet gestopt."),
        _of_person("p.overleden AND p.opschorting = ''"),
    ),
)
