"""Query parameters of the Zaken API."""

# ruff: noqa: S608 - SQL is made of declarations only; every value of a caller is a parameter.

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

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
ROL_WORDS = (
    *("adviseur", "behandelaar", "belanghebbende", "beslisser"),
    *("initiator", "klantcontacter", "zaakcoordinator", "mede_initiator"),
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
# which a plan for any value has to be told; `IS TRUE` leaves the planner one index to think of.
_WHO = {
    "natuurlijkPersoon__inpBsn": "{r}.bsn = {v} AND {r}.bsn <> ''",
    "natuurlijkPersoon__anpIdentificatie": "{r}.anp_identificatie = {v}",
    "natuurlijkPersoon__inpA_nummer": "{r}.a_nummer = {v}",
    "nietNatuurlijkPersoon__innNnpId": "{r}.nnp_id = {v}",
    "nietNatuurlijkPersoon__annIdentificatie": "{r}.ann_identificatie = {v}",
    "vestiging__vestigingsNummer": "{r}.vestigings_nummer = {v} AND {r}.vestigings_nummer <> ''",
    "organisatorischeEenheid__identificatie": "{r}.organisatie = {v}",
    "medewerker__identificatie": "{r}.medewerker = {v} AND {r}.medewerker <> ''",
    # Beyond the standard, as the field uses them.
    "vestiging__kvkNummer": "({r}.betrokkene_type = 'vestiging') IS TRUE AND {r}.kvk_nummer = {v} "
    "AND {r}.kvk_nummer <> ''",
    "nietNatuurlijkPersoon__kvkNummer": "({r}.betrokkene_type = 'niet_natuurlijk_persoon') IS TRUE "
    "AND {r}.kvk_nummer = {v} AND {r}.kvk_nummer <> ''",
    "nietNatuurlijkPersoon__vestigingsNummer": "({r}.betrokkene_type = 'niet_natuurlijk_persoon') IS TRUE "
    "AND {r}.vestigings_nummer = {v} AND {r}.vestigings_nummer <> ''",
}
_BETROKKENE = "{r}.betrokkene = {v} AND {r}.betrokkene <> ''"
_MACHTIGING = {"eigen": "", "gemachtigde": "gemachtigde", "machtiginggever": "machtiginggever"}
_LOA = "{r}.loa = ANY({v}::text[]) AND {r}.loa IS NOT NULL"
_BY_LOA = """SELECT o.zaak_id FROM unnest((SELECT {v}::text[])) AS k(id)
CROSS JOIN LATERAL (SELECT r.zaak_id FROM zaken_rol r
WHERE r.loa >= k.id AND r.loa <= k.id AND r.loa IS NOT NULL ORDER BY r.loa OFFSET 0) AS o"""
# Counted as they are kept in lines and sums (tellen.py).
BY_RESULTAAT = (
    "(EXISTS (SELECT 1 FROM zaken_resultaat x WHERE x.id = {t}.resultaat_id AND x.resultaattype_id = {v})) "
    "IS TRUE"
)
GEZET = "g.gezet"
BY_BRON = "{t}.kenmerken @> jsonb_build_array(jsonb_build_object('bron', {v}::text))"


_STAND = "JOIN zaken_zaakstand g ON g.zaak_id = {t}.id"


_seldom = partial(filters.seldom, "zaken_zaak")


def of_kinds(kinds: str) -> str:
    """The ids of the zaken of these zaaktypen (`k`), by the index."""
    return filters.of_each("zaken_zaak", "zaaktype_id", kinds)


def _rank(value: object, name: str) -> int:
    levels = {v.value: v.rang for v in Vertrouwelijkheid}
    if value not in levels:
        raise fault(name, "invalid_choice")
    return levels[str(value)]


def _machtiging(value: object, name: str) -> str:
    if value not in _MACHTIGING:
        raise fault(name, "invalid_choice")
    return _MACHTIGING[str(value)]


def _word_of(words: Sequence[str]) -> filters.Reader:
    """One of these words; by any other nothing is found."""

    def read(value: object, _name: str) -> str | filters.Chosen:
        return str(value) if value in words else filters.Chosen("false", "")

    return read


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


def _of_kind(condition: str, reader: filters.Reader | None = None) -> Filter:
    """By what its zaaktype is."""
    sql = (
        f"(EXISTS (SELECT 1 FROM catalogi_zaaktype k WHERE k.id = {{t}}.zaaktype_id AND {condition})) IS TRUE"
    )
    made = filters.matching(sql, reader) if reader else filters.matching(sql)
    return replace(made, by=f"{of_kinds('catalogi_zaaktype k')} WHERE {condition}")


def _set_at(operator: str) -> Filter:
    """By the moment of the newest status."""
    moment = Filter(f"g.gezet {operator} {{v}}", parse.moment, day=(GEZET, operator), joins=_STAND)
    return replace(moment, schema={"type": "string", "format": "date-time"})


def moments(name: str, *operators: str, exact: bool = True) -> dict[str, Filter]:
    """Filters on a moment: `name`, and `name__gt` ... for each operator named."""
    column, wanted = snake(name), (*([""] if exact else []), *operators)
    return {
        f"{name}__{o}" if o else name: filters.matching(
            f"{{t}}.{column} {filters.OPERATORS[o]} {{v}}", parse.moment
        )
        for o in wanted
    }


def _of_rollen(condition: str, column: str) -> str:
    """This column of the rollen that say so: as a range of one value in the order of its index, so that no other index
    is as good, however few the planner expects. In a query of its own: a plan for this value then looks no better than
    one for any value, which is kept. Otherwise the whole statement is planned anew each time, five times its work."""
    range_of_one = r"\1 >= (SELECT {v}) AND \1 <= (SELECT {v})\2 ORDER BY \1 OFFSET 0"
    one = re.sub(r"(r\.\w+) = \{v\}(.*)", range_of_one, condition)
    return f"SELECT r.{column} FROM zaken_rol r WHERE {one}"


def _rol(condition: str, by: str = "", reader: filters.Reader = filters.plain) -> Filter:
    """By what one of the rollen of a zaak says. The walk looks at those of one zaak, whatever the planner expects."""
    condition = condition.replace("{r}", "r")
    of_zaak = f"r.zaak_id >= {{t}}.id AND r.zaak_id <= {{t}}.id AND ({condition}) IS TRUE"
    sql = f"(EXISTS (SELECT 1 FROM zaken_rol r WHERE {of_zaak})) IS TRUE"
    return replace(filters.matching(sql, reader), by=by or _of_rollen(condition, "zaak_id"), gathered=True)


def _says(condition: str) -> Filter:
    """By what the rol itself says."""
    made = filters.matching(f"({condition.replace('{r}', '{t}')}) IS TRUE")
    return replace(made, by=_of_rollen(condition.replace("{r}", "r"), "id"), gathered=True)


def _sort(word: str, column: str, reader: filters.Reader) -> Filter:
    """By what one of its rollen is, as the zaak itself has it (sql/telling.sql)."""
    found = filters.matching(f"('{word}:' || {{v}}) = ANY({{t}}.rolsoorten)", reader, literal=True)
    return replace(
        found, by=f"SELECT r.zaak_id FROM zaken_rol r WHERE r.{column} >= {{v}} AND r.{column} <= {{v}}"
    )


ROL = {
    "zaak": filters.to("zaken.zaak"),
    "betrokkene": _says(_BETROKKENE),
    "betrokkeneType": filters.one_of("betrokkene_type", KINDS),
    "roltype": filters.to("catalogi.roltype"),
    "omschrijving": filters.exact("omschrijving"),
    "omschrijvingGeneriek": filters.exact("omschrijving_generiek"),
    **{f"betrokkeneIdentificatie__{n}": _says(sql) for n, sql in _WHO.items()},
    "machtiging": filters.matching("{t}.indicatie_machtiging = {v}", _machtiging),
    "machtiging__loa": filters.matching(_LOA.replace("{r}", "{t}"), _up_to),
}
ZAAK = {
    "identificatie": filters.exact("identificatie", few=True),
    "bronorganisatie": _seldom(filters.exact("bronorganisatie"), "bronorganisatie"),
    "bronorganisatie__in": _seldom(filters.among("bronorganisatie"), "bronorganisatie"),
    "zaaktype": replace(filters.to("catalogi.zaaktype"), by=filters.of_one("zaken_zaak", "zaaktype_id")),
    "archiefnominatie": _seldom(
        filters.one_of("archiefnominatie", ("blijvend_bewaren", "vernietigen")), "archiefnominatie"
    ),
    "archiefnominatie__in": _seldom(filters.among("archiefnominatie"), "archiefnominatie"),
    "archiefstatus": _seldom(filters.one_of("archiefstatus", ARCHIVE), "archiefstatus"),
    "archiefstatus__in": _seldom(filters.among("archiefstatus"), "archiefstatus"),
    **filters.days("archiefactiedatum", "lt", "gt", isnull=True),
    **filters.days("startdatum", "gt", "gte", "lt", "lte"),
    **filters.days("registratiedatum", "gt", "lt"),
    **filters.days("einddatum", "gt", "lt", isnull=True),
    **filters.days("einddatumGepland", "gt", "lt"),
    **filters.days("uiterlijkeEinddatumAfdoening", "gt", "lt"),
    "rol__betrokkeneType": _sort("type", "betrokkene_type", _word_of(KINDS)),
    "rol__betrokkene": _rol(_BETROKKENE),
    "rol__omschrijvingGeneriek": _sort("generiek", "omschrijving_generiek", _word_of(ROL_WORDS)),
    "maximaleVertrouwelijkheidaanduiding": replace(
        filters.matching("({t}.vertrouwelijkheid_rang <= {v}) IS TRUE", _rank, literal=True),
        by="SELECT x.id FROM zaken_zaak x WHERE x.vertrouwelijkheid_rang <= {v}",
    ),
    **{f"rol__betrokkeneIdentificatie__{n}": _rol(sql) for n, sql in _WHO.items()},
    # Beyond the standard, as the field uses them.
    "rol__machtiging": _sort("machtiging", "indicatie_machtiging", _machtiging),
    "rol__machtiging__loa": _rol(_LOA, _BY_LOA, _up_to),
    "identificatie__icontains": filters.matching("{t}.identificatie ILIKE {v}", _contains),
    "omschrijving": filters.matching("{t}.omschrijving ILIKE {v}", _contains),
    "zaaktype__omschrijving": _of_kind("k.omschrijving ILIKE {v}", _contains),
    "kenmerk": replace(
        filters.matching("({t}.kenmerken @> {v}::jsonb) IS TRUE", _kenmerk),
        by="SELECT k.zaak_id FROM zaken_zaakkenmerk k WHERE k.bron = {v}::jsonb->0->>'bron' "
        "AND k.kenmerk = {v}::jsonb->0->>'kenmerk' OFFSET 0",
        gathered=True,
    ),
    "kenmerk__bron": replace(
        filters.matching(BY_BRON), by="SELECT k.zaak_id FROM zaken_zaakkenmerk k WHERE k.bron = {v}"
    ),
    "opdrachtgevendeOrganisatie": _seldom(
        filters.exact("opdrachtgevende_organisatie"), "opdrachtgevende_organisatie"
    ),
    "verantwoordelijkeOrganisatie": _seldom(
        filters.exact("verantwoordelijke_organisatie"), "verantwoordelijke_organisatie"
    ),
    "hoofdzaak": filters.to("zaken.zaak", "hoofdzaak_id"),
    # Every version of the zaaktype, where `zaaktype` is one of them.
    "zaaktype__identificatie": _of_kind("k.identificatie = {v}"),
    "status__datumStatusGezet__gte": _set_at(">="),
    "status__datumStatusGezet__lt": _set_at("<"),
    "status__statustype": replace(
        filters.to("catalogi.statustype", "statustype_id"),
        by="SELECT g.zaak_id FROM zaken_zaakstand g WHERE g.statustype_id = {v}",
    ),
    "resultaat__resultaattype": replace(
        filters.to("catalogi.resultaattype", sql=BY_RESULTAAT),
        by="SELECT x.zaak_id FROM zaken_resultaat x WHERE x.resultaattype_id = {v}",
    ),
}
# What _zoek offers more than the list.
SEARCH = {
    "uuid__in": filters.ids(),
    "zaaktype__in": _seldom(filters.to_any("catalogi.zaaktype"), "zaaktype_id"),
    "zaakgeometrie.within": filters.within("{t}.zaakgeometrie", boxed=True),
}
