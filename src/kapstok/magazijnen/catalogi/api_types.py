"""Lists of values and parts that the Catalogi API (1.3) repeats."""

# ruff: noqa: S608 - SQL is made of declarations only; every value of a caller is a parameter.

from dataclasses import replace

from kapstok.kern.vertrouwelijkheid import Vertrouwelijkheid
from kapstok.platform.resource import Api, Scopes, fields, filters, parse
from kapstok.platform.resource.fields import Field
from kapstok.platform.resource.filters import Filter

LEVELS = [v.value for v in Vertrouwelijkheid]
AFLEIDINGSWIJZE = (
    "afgehandeld",
    "ander_datumkenmerk",
    "eigenschap",
    "gerelateerde_zaak",
    "hoofdzaak",
    "ingangsdatum_besluit",
    "termijn",
    "vervaldatum_besluit",
    "zaakobject",
)
OBJECTTYPE = (
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
ROL = (
    "adviseur",
    "behandelaar",
    "belanghebbende",
    "beslisser",
    "initiator",
    "klantcontacter",
    "zaakcoordinator",
    "mede_initiator",
)
CATALOGI = Api("catalogi", "/catalogi/api/v1", "1.3.3", "ztc")
WRITE = ("catalogi.schrijven",)
FORCE = ("catalogi.schrijven", "catalogi.geforceerd-schrijven")
DELETE = ("catalogi.schrijven", "catalogi.geforceerd-verwijderen")
# ztc-014: who handles zaken or documents may look up what they mean.
READ = ("catalogi.lezen", "zaken.lezen", "documenten.lezen")
SCOPES = Scopes(READ, WRITE, FORCE, DELETE)
BELOW = Scopes(READ, FORCE, FORCE, DELETE)
# What hangs on a zaaktype shows parts of it.
ZAAKTYPE = "JOIN catalogi_zaaktype zt ON zt.id = t.zaaktype_id"
_CATALOGUS = fields.computed("catalogus", "{url:catalogi.catalogus:zt.catalogus_id}", form="uri")


def url(name: str) -> Field:
    """The address of the row itself."""
    return fields.computed("url", f"{{url:{name}:{{t}}.id}}", form="uri")


def day(name: str, sql: str, *, nullable: bool = True) -> Field:
    """A day that follows from versions or from the zaaktype, whatever a body says of it."""
    return fields.derived(fields.computed(name, sql, form="date", nullable=nullable), parse.date)


def validity(table: str, same: str) -> list[Field]:
    """Own period, and that of the object over all its versions; `same` compares v with {t}."""
    versions = f"FROM {table} v WHERE v.catalogus_id = {{t}}.catalogus_id AND v.{same} = {{t}}.{same}"
    ended = "CASE WHEN bool_or(v.einde_geldigheid IS NULL) THEN NULL ELSE max(v.einde_geldigheid) END"
    end = f"(SELECT {ended} {versions})"
    return [
        fields.date("beginGeldigheid", required=True),
        fields.date("eindeGeldigheid", nullable=True),
        day("beginObject", f"(SELECT min(v.begin_geldigheid) {versions})"),
        day("eindeObject", end),
        fields.computed("concept", "{t}.concept", "boolean"),
    ]


def of_zaaktype(catalogus: Field = _CATALOGUS) -> list[Field]:
    """Address of the zaaktype and its identificatie, and the catalogus by way of it."""
    return [
        fields.link("zaaktype", "catalogi.zaaktype", required=True),
        fields.computed("zaaktypeIdentificatie", "zt.identificatie"),
        catalogus,
    ]


def catalogus_of_zaaktype() -> Field:
    """A body may name it too; then it is the one of the zaaktype."""
    own = fields.link("catalogus", "catalogi.catalogus", nullable=True, alias="zt")
    return replace(own, shown={"type": "string", "format": "uri"})


def period_of_zaaktype() -> list[Field]:
    """The period of validity that comes with the zaaktype."""
    begin, end = "zt.begin_geldigheid", "zt.einde_geldigheid"
    return [
        day("beginGeldigheid", begin, nullable=False),
        day("eindeGeldigheid", end),
        day("beginObject", begin),
        day("eindeObject", end),
    ]


def status(alias: str = "{t}") -> Filter:
    """alles, concept or definitief."""
    choices = parse.text(None, ("alles", "concept", "definitief"), "", blank=False)
    return Filter(f"({{v}} = 'alles' OR {alias}.concept = ({{v}} = 'concept'))", choices)


def valid_on(alias: str = "{t}") -> Filter:
    """In force on a day; the end is the first day after it."""
    sql = f"({alias}.begin_geldigheid <= {{v}} AND COALESCE({alias}.einde_geldigheid > {{v}}, true))"
    return Filter(sql, parse.date)


def by_name_or_address(to: str, select: str) -> Filter:
    """`select` gives the names to look for; versions of `to` are found by name or by address.

    In `select`, `{hit}` is the condition on version n."""
    key = "identificatie" if to == "catalogi.zaaktype" else "omschrijving"
    hit = f"({{url:{to}:n.id:n}} = {{v}} OR n.{key} = {{v}})"
    return filters.matching(select.replace("{hit}", hit))


def below_filters() -> dict[str, Filter]:
    """Filters of what hangs on a zaaktype."""
    return {
        "zaaktype": filters.to("catalogi.zaaktype"),
        "zaaktypeIdentificatie": filters.exact("identificatie", "zt"),
        "status": status("zt"),
        "datumGeldigheid": valid_on("zt"),
    }


# The day on which relations are read: as asked, else today here.
DAY = "COALESCE(%(datumGeldigheid)s::date, (now() AT TIME ZONE 'Europe/Amsterdam')::date)"
DETAIL = {"datumGeldigheid": parse.date}


def in_force(alias: str) -> str:
    """Published, and valid on the day asked for (history model)."""
    end = f"({alias}.einde_geldigheid IS NULL OR {alias}.einde_geldigheid > {DAY})"
    return f"(NOT {alias}.concept AND {alias}.begin_geldigheid <= {DAY} AND {end})"


def versions(name: str, to: str, names: str, catalogus: str = "{t}.catalogus_id") -> Field:
    """Addresses of the versions in force whose name is among `names` (a SELECT of texts)."""
    key = "identificatie" if to == "catalogi.zaaktype" else "omschrijving"
    where = f"c.catalogus_id = {catalogus} AND c.{key} IN ({names}) AND {in_force('c')}"
    return fields.links(name, to, where)


def named(
    name: str, to: str, names: str, catalogus: str = "{t}.catalogus_id", *, required: bool = False
) -> Field:
    """As `versions`, and written by name; an address instead of a name is taken too."""
    read = versions(name, to, names, catalogus)
    take = parse.listing(parse.text(1000, (), "", blank=False))
    return fields.writable(name, take, read.schema, read.sql, required=required, default=[])


def texts_of(name: str, names: str) -> Field:
    """The names themselves, each once, in order."""
    return list_of(name, f"SELECT DISTINCT x FROM ({names}) s(x) ORDER BY 1")


def list_of(name: str, select: str) -> Field:
    """A list of texts made by a SELECT of one column x."""
    return fields.computed(name, fields.rows(select), "array")
