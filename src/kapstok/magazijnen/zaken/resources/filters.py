"""Query parameters of the Zaken API."""

# ruff: noqa: S608 - SQL is made of declarations only; every value of a caller is a parameter.

import re

import msgspec

from kapstok.kern.vertrouwelijkheid import Vertrouwelijkheid
from kapstok.magazijnen.zaken.identificaties import LEVELS_DIGID, LEVELS_EHERKENNING
from kapstok.platform.resource import filters, parse
from kapstok.platform.resource.filters import Filter
from kapstok.platform.resource.names import snake
from kapstok.platform.resource.parse import fault

KINDS = (
    "natuurlijk_persoon",
    "niet_natuurlijk_persoon",
    "vestiging",
    "organisatorische_eenheid",
    "medewerker",
)
ARCHIVE = ("nog_te_archiveren", "gearchiveerd", "gearchiveerd_procestermijn_onbekend", "overgedragen")
LATEST = "EXISTS (SELECT 1 FROM zaken_zaak l WHERE l.id = {t}.zaak_id AND l.status_id = {t}.id)"
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
# Where a rol keeps each way in which the standard names somebody. An index of those that have one holds no empty texts,
# which a plan for any value has to be told.
_WHO = {
    "natuurlijkPersoon__inpBsn": "{r}.bsn = {v} AND {r}.bsn <> ''",
    "natuurlijkPersoon__anpIdentificatie": "{r}.betrokkene_identificatie->>'anpIdentificatie' = {v}",
    "natuurlijkPersoon__inpA_nummer": "{r}.betrokkene_identificatie->>'inpA_nummer' = {v}",
    "nietNatuurlijkPersoon__innNnpId": "{r}.betrokkene_identificatie->>'innNnpId' = {v}",
    "nietNatuurlijkPersoon__annIdentificatie": "{r}.betrokkene_identificatie->>'annIdentificatie' = {v}",
    "vestiging__vestigingsNummer": "{r}.vestigings_nummer = {v}",
    "organisatorischeEenheid__identificatie": "{r}.betrokkene_type = 'organisatorische_eenheid' AND "
    "{r}.betrokkene_identificatie->>'identificatie' = {v}",
    "medewerker__identificatie": "{r}.medewerker = {v} AND {r}.medewerker <> ''",
    # Beyond the standard, as the field uses them.
    "vestiging__kvkNummer": "{r}.betrokkene_type = 'vestiging' AND {r}.kvk_nummer = {v} AND {r}.kvk_nummer <> ''",
    "nietNatuurlijkPersoon__kvkNummer": "{r}.betrokkene_type = 'niet_natuurlijk_persoon' "
    "AND {r}.kvk_nummer = {v} AND {r}.kvk_nummer <> ''",
    "nietNatuurlijkPersoon__vestigingsNummer": "{r}.betrokkene_type = 'niet_natuurlijk_persoon' "
    "AND {r}.vestigings_nummer = {v}",
}
# Those of which nobody has more than some thousands of zaken.
_ONE = ("natuurlijkPersoon__inpBsn",)
_MACHTIGING = {"eigen": "", "gemachtigde": "gemachtigde", "machtiginggever": "machtiginggever"}
_LOA = "{r}.authenticatie_context->>'levelOfAssurance' = ANY({v}::text[])"


def _rank(value: object, name: str) -> int:
    levels = {v.value: v.rang for v in Vertrouwelijkheid}
    if value not in levels:
        raise fault(name, "invalid_choice")
    return levels[str(value)]


def _machtiging(value: object, name: str) -> str:
    if value not in _MACHTIGING:
        raise fault(name, "invalid_choice")
    return _MACHTIGING[str(value)]


def _up_to(value: object, name: str) -> list[str]:
    """This level of assurance of DigiD or eHerkenning, and the lower ones."""
    for levels in (LEVELS_DIGID, LEVELS_EHERKENNING):
        if value in levels:
            return list(levels[: levels.index(str(value)) + 1])
    raise fault(name, "invalid_choice")


def _kenmerk(value: object, name: str) -> str:
    """`bron:kenmerk` as the json that a zaak must hold."""
    bron, colon, kenmerk = str(value).partition(":")
    if not colon:
        raise fault(name, "invalid", "Schrijf een kenmerk als bron:kenmerk.")
    return msgspec.json.encode([{"bron": bron, "kenmerk": kenmerk}]).decode()


def _bron(value: object, _name: str) -> str:
    return msgspec.json.encode([{"bron": str(value)}]).decode()


def _contains(value: object, name: str) -> str:
    """A part of a text as a pattern for LIKE."""
    text = parse.text(1000, (), "", blank=False)(value, name)
    return "%" + re.sub(r"([%_\\])", r"\\\1", text) + "%"


def texts(*names: str) -> dict[str, Filter]:
    """`name` is the whole text, `name__icontains` a part of it in any case."""
    made = {}
    for name in names:
        made[name] = filters.exact(snake(name))
        made[f"{name}__icontains"] = filters.matching(f"{{t}}.{snake(name)} ILIKE {{v}}", _contains)
    return made


def moments(name: str, *operators: str, exact: bool = True) -> dict[str, Filter]:
    """Filters on a moment: `name`, and `name__gt` ... for each operator named."""
    column, wanted = snake(name), (*([""] if exact else []), *operators)
    return {
        f"{name}__{o}" if o else name: filters.matching(
            f"{{t}}.{column} {filters.OPERATORS[o]} {{v}}", parse.moment
        )
        for o in wanted
    }


def _rol(condition: str, reader: filters.Reader | None = None, *, few: bool = False) -> Filter:
    condition = condition.replace("{r}", "r")
    sql = f"{{t}}.id IN (SELECT r.zaak_id FROM zaken_rol r WHERE {condition})"
    return filters.matching(sql, reader, few=few) if reader else filters.matching(sql, few=few)


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
    "machtiging": filters.matching("{t}.indicatie_machtiging = {v}", _machtiging),
    "machtiging__loa": filters.matching(_LOA.replace("{r}", "{t}"), _up_to),
}
ZAAK = {
    "identificatie": filters.exact("identificatie", few=True),
    "bronorganisatie": filters.exact("bronorganisatie"),
    "bronorganisatie__in": filters.among("bronorganisatie"),
    "zaaktype": filters.to("catalogi.zaaktype"),
    "archiefnominatie": filters.one_of("archiefnominatie", ("blijvend_bewaren", "vernietigen")),
    "archiefnominatie__in": filters.among("archiefnominatie"),
    "archiefstatus": filters.one_of("archiefstatus", ARCHIVE),
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
    "maximaleVertrouwelijkheidaanduiding": filters.matching(
        "{t}.vertrouwelijkheid_rang <= {v}", _rank, literal=True
    ),
    **{f"rol__betrokkeneIdentificatie__{n}": _rol(sql, few=n in _ONE) for n, sql in _WHO.items()},
    # Beyond the standard, as the field uses them.
    "rol__machtiging": _rol("r.indicatie_machtiging = {v}", _machtiging),
    "rol__machtiging__loa": _rol(_LOA, _up_to),
    "identificatie__icontains": filters.matching("{t}.identificatie ILIKE {v}", _contains),
    "omschrijving": filters.matching("{t}.omschrijving ILIKE {v}", _contains),
    "zaaktype__omschrijving": filters.matching(
        "EXISTS (SELECT 1 FROM catalogi_zaaktype k WHERE k.id = {t}.zaaktype_id AND k.omschrijving ILIKE {v})",
        _contains,
    ),
    "kenmerk": filters.matching("{t}.kenmerken @> {v}::jsonb", _kenmerk),
    "kenmerk__bron": filters.matching("{t}.kenmerken @> {v}::jsonb", _bron),
    "opdrachtgevendeOrganisatie": filters.exact("opdrachtgevende_organisatie"),
    "verantwoordelijkeOrganisatie": filters.exact("verantwoordelijke_organisatie"),
    "hoofdzaak": filters.to("zaken.zaak", "hoofdzaak_id"),
    # Every version of the zaaktype, where `zaaktype` is one of them.
    "zaaktype__identificatie": filters.matching(
        "EXISTS (SELECT 1 FROM catalogi_zaaktype k WHERE k.id = {t}.zaaktype_id AND k.identificatie = {v})"
    ),
    **{
        f"status__datumStatusGezet__{name}": filters.matching(
            f"EXISTS (SELECT 1 FROM zaken_status s WHERE s.id = {{t}}.status_id AND s.datum_status_gezet {sign} {{v}})",
            parse.moment,
        )
        for name, sign in (("gte", ">="), ("lt", "<"))
    },
    "status__statustype": filters.to("catalogi.statustype", "statustype_id"),
    "resultaat__resultaattype": filters.to(
        "catalogi.resultaattype",
        sql="EXISTS (SELECT 1 FROM zaken_resultaat x WHERE x.id = {t}.resultaat_id AND x.resultaattype_id = {v})",
    ),
}
# What _zoek offers more than the list.
SEARCH = {
    "uuid__in": filters.ids(),
    "zaaktype__in": filters.to_any("catalogi.zaaktype"),
    "zaakgeometrie.within": filters.within("{t}.zaakgeometrie", boxed=True),
}
