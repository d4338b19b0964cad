"""Query parameters of the Zaken API."""

# ruff: noqa: S608 - SQL is made of declarations only; every value of a caller is a parameter.

from kapstok.kern.vertrouwelijkheid import Vertrouwelijkheid
from kapstok.platform.resource import filters
from kapstok.platform.resource.filters import Filter
from kapstok.platform.resource.parse import fault

KINDS = (
    "natuurlijk_persoon",
    "niet_natuurlijk_persoon",
    "vestiging",
    "organisatorische_eenheid",
    "medewerker",
)
OBJECT_TYPES = (
    "adres",
    "besluit",
    "buurt",
    "enkelvoudig_document",
    "gemeente",
    "gemeentelijke_openbare_ruimte",
    "huishouden",
    "inrichtingselement",
    "kadastrale_onroerende_zaak",
    "kunstwerkdeel",
    "maatschappelijke_activiteit",
    "medewerker",
    "natuurlijk_persoon",
    "niet_natuurlijk_persoon",
    "openbare_ruimte",
    "organisatorische_eenheid",
    "pand",
    "spoorbaandeel",
    "status",
    "terreindeel",
    "terrein_gebouwd_object",
    "vestiging",
    "waterdeel",
    "wegdeel",
    "wijk",
    "woonplaats",
    "woz_deelobject",
    "woz_object",
    "woz_waarde",
    "zakelijk_recht",
    "overige",
)
LATEST = "EXISTS (SELECT 1 FROM zaken_zaak l WHERE l.status_id = {t}.id)"
ORDERINGS = {
    name: f"{{t}}.{column}"
    for name, column in {
        "startdatum": "startdatum",
        "einddatum": "einddatum",
        "publicatiedatum": "publicatiedatum",
        "archiefactiedatum": "archiefactiedatum",
        "registratiedatum": "registratiedatum",
        "identificatie": "identificatie",
    }.items()
}
# Where a rol keeps each way in which the standard names somebody.
_WHO = {
    "natuurlijkPersoon__inpBsn": "{r}.bsn = {v}",
    "natuurlijkPersoon__anpIdentificatie": "{r}.betrokkene_identificatie->>'anpIdentificatie' = {v}",
    "natuurlijkPersoon__inpA_nummer": "{r}.betrokkene_identificatie->>'inpA_nummer' = {v}",
    "nietNatuurlijkPersoon__innNnpId": "{r}.betrokkene_identificatie->>'innNnpId' = {v}",
    "nietNatuurlijkPersoon__annIdentificatie": "{r}.betrokkene_identificatie->>'annIdentificatie' = {v}",
    "vestiging__vestigingsNummer": "{r}.vestigings_nummer = {v}",
    "organisatorischeEenheid__identificatie": "{r}.betrokkene_type = 'organisatorische_eenheid' AND "
    "{r}.betrokkene_identificatie->>'identificatie' = {v}",
    "medewerker__identificatie": "{r}.medewerker = {v}",
}


def _rank(value: object, name: str) -> int:
    levels = {v.value: v.rang for v in Vertrouwelijkheid}
    if value not in levels:
        raise fault(name, "invalid_choice")
    return levels[str(value)]


def _rol(condition: str) -> Filter:
    condition = condition.replace("{r}", "r")
    return filters.matching(f"EXISTS (SELECT 1 FROM zaken_rol r WHERE r.zaak_id = {{t}}.id AND {condition})")


ROL = {
    "zaak": filters.to("zaken.zaak"),
    "betrokkene": filters.exact("betrokkene"),
    "betrokkeneType": filters.one_of("betrokkene_type", KINDS),
    "roltype": filters.to("catalogi.roltype"),
    "omschrijving": filters.exact("omschrijving"),
    "omschrijvingGeneriek": filters.exact("omschrijving_generiek"),
    **{
        f"betrokkeneIdentificatie__{n}": filters.matching(f"({sql.replace('{r}', '{t}')})")
        for n, sql in _WHO.items()
    },
}
ZAAK = {
    "identificatie": filters.exact("identificatie"),
    "bronorganisatie": filters.exact("bronorganisatie"),
    "bronorganisatie__in": filters.among("bronorganisatie"),
    "zaaktype": filters.to("catalogi.zaaktype"),
    "archiefnominatie": filters.one_of("archiefnominatie", ("blijvend_bewaren", "vernietigen")),
    "archiefnominatie__in": filters.among("archiefnominatie"),
    "archiefstatus": filters.exact("archiefstatus"),
    "archiefstatus__in": filters.among("archiefstatus"),
    **filters.days("archiefactiedatum", "lt", "gt", isnull=True),
    **filters.days("startdatum", "gt", "gte", "lt", "lte"),
    **filters.days("registratiedatum", "gt", "lt"),
    **filters.days("einddatum", "gt", "lt", isnull=True),
    **filters.days("einddatumGepland", "gt", "lt"),
    **filters.days("uiterlijkeEinddatumAfdoening", "gt", "lt"),
    "rol__betrokkeneType": _rol("r.betrokkene_type = {v}"),
    "rol__betrokkene": _rol("r.betrokkene = {v}"),
    "rol__omschrijvingGeneriek": _rol("r.omschrijving_generiek = {v}"),
    "maximaleVertrouwelijkheidaanduiding": filters.matching("{t}.vertrouwelijkheid_rang <= {v}", _rank),
    **{f"rol__betrokkeneIdentificatie__{n}": _rol(sql) for n, sql in _WHO.items()},
}
