"""What lists of klantcontacten and betrokkenen may be asked for."""

# ruff: noqa: S608 - SQL is made of declarations only; every value of a caller is a parameter.

from kapstok.magazijnen.klanten.resources.identificator import by_identificator, van_partij
from kapstok.magazijnen.klanten.resources.pointers import by
from kapstok.platform.resource import filters, parse
from kapstok.platform.resource.filters import Filter

NUMBERS = ("nummer", "referentienummer")
PARTS = ("CodeObjecttype", "CodeRegister", "CodeSoortObjectId", "ObjectId")
CONTACT, PARTIJ, BETROKKENE_NAME = "klanten.klantcontact", "klanten.partij", "klanten.betrokkene"
_OF_CONTACT = (
    "EXISTS (SELECT 1 FROM klanten_betrokkene b {more} WHERE b.had_klantcontact_id = {t}.id AND {c})"
)
_IDENTIFIED = "JOIN klanten_partijidentificator i ON i.identificeerde_partij_id = b.was_partij_id"


def contains(expression: str) -> str:
    """A condition: the value is a part of this text, in capitals or not."""
    return f"position(lower({{v}}) IN lower({expression})) > 0"


def by_register(prefix: str, json: str, condition: str = "{c}") -> dict[str, Filter]:
    """Filters on what, where and by which number something is known; `json` is where that is kept."""
    return {
        f"{prefix}{part}": filters.matching(
            condition.replace("{c}", f"{json}->>'{part[0].lower()}{part[1:]}' = {{v}}")
        )
        for part in PARTS
    }


def _with_betrokkene(condition: str, more: str = "") -> str:
    return _OF_CONTACT.replace("{more}", more).replace("{c}", condition)


def _with_object(column: str) -> str:
    return f"EXISTS (SELECT 1 FROM klanten_onderwerpobject o WHERE o.{column} = {{t}}.id AND {{c}})"


def _about(name: str, column: str) -> dict[str, Filter]:
    """Filters on the things that a klantcontact was about, or that were about it."""
    condition = _with_object(column)
    prefix = f"{name}__onderwerpobjectidentificator"
    of_object = filters.of_one("klanten_onderwerpobject", "object_id", column)
    return {
        **by(name, "klanten.onderwerpobject", condition.replace("{c}", "o.id = {v}")),
        **by_register(prefix, "o.onderwerpobjectidentificator", condition),
        f"{prefix}ObjectId": Filter(
            f"({condition.replace('{c}', 'o.object_id = {v}')}) IS TRUE",
            filters.plain,
            by=f"{of_object} AND x.{column} IS NOT NULL",
            gathered=True,
        ),
    }


KLANTCONTACT: dict[str, Filter] = {
    **by("hadBetrokkene", BETROKKENE_NAME, _with_betrokkene("b.id = {v}")),
    "hadBetrokkene__wasPartij": filters.flag(f"({_with_betrokkene('b.was_partij_id IS NOT NULL')}) = {{v}}"),
    **by(
        "hadBetrokkene__wasPartij",
        PARTIJ,
        _with_betrokkene("b.was_partij_id = {v}"),
        filters.of_one("klanten_betrokkene", "was_partij_id", "had_klantcontact_id"),
    ),
    **by_identificator(
        "hadBetrokkene__wasPartij__partijIdentificator__",
        _with_betrokkene("{c}", _IDENTIFIED),
        van_partij("klanten_betrokkene", "was_partij_id", "had_klantcontact_id"),
    ),
    "hadBetrokkene__digitaaladres__adres__icontains": filters.matching(
        _with_betrokkene(
            contains("d.adres"), "JOIN klanten_digitaaladres d ON d.verstrekt_door_betrokkene_id = b.id"
        )
    ),
    "leiddeTotInterneTaken": filters.flag(
        "(EXISTS (SELECT 1 FROM klanten_internetaak n WHERE n.aanleidinggevend_klantcontact_id = {t}.id)) = {v}"
    ),
    **_about("onderwerpobject", "klantcontact_id"),
    **_about("wasOnderwerpobject", "was_klantcontact_id"),
    **{name: filters.known("klanten_klantcontact", name) for name in NUMBERS},
    "kanaal": filters.exact("kanaal"),
    **{name: filters.matching(contains(f"{{t}}.{name}")) for name in ("onderwerp", "inhoud", "reactie")},
    "indicatieContactGelukt": filters.flag("{t}.indicatie_contact_gelukt = {v}"),
    "vertrouwelijk": filters.flag("{t}.vertrouwelijk = {v}"),
    "plaatsgevondenOp": Filter(
        "{t}.plaatsgevonden_op = {v}", parse.moment, schema={"type": "string", "format": "date-time"}
    ),
}

_CONTACT = "EXISTS (SELECT 1 FROM klanten_klantcontact k WHERE k.id = {t}.had_klantcontact_id AND {c})"
_ADRES = (
    "EXISTS (SELECT 1 FROM klanten_digitaaladres d WHERE d.verstrekt_door_betrokkene_id = {t}.id AND {c})"
)
_PARTIJ = "EXISTS (SELECT 1 FROM klanten_partij p WHERE p.id = {t}.was_partij_id AND p.nummer = {v})"
_KNOWN = (
    "EXISTS (SELECT 1 FROM klanten_partijidentificator i "
    "WHERE i.identificeerde_partij_id = {t}.was_partij_id AND {c})"
)


def _of_number(condition: str, table: str, nummer: str, column: str) -> Filter:
    """Betrokkenen by the number of what they hang on (`column`), which one has."""
    found = f"({filters.known(table, nummer).by} OFFSET 0) AS k(id)"
    by = filters.of_each("klanten_betrokkene", column, found)
    return Filter(
        f"({condition}) IS TRUE", filters.some(condition.replace("{v}", "''")), by=by, gathered=True
    )


BETROKKENE: dict[str, Filter] = {
    **{
        f"contactnaam{name[0].upper()}{name[1:]}": filters.matching(f"{{t}}.contactnaam->>'{name}' = {{v}}")
        for name in ("voorletters", "voornaam", "voorvoegselAchternaam", "achternaam")
    },
    **{
        f"hadKlantcontact__{n}": _of_number(
            _CONTACT.replace("{c}", f"k.{n} = {{v}}"), "klanten_klantcontact", n, "had_klantcontact_id"
        )
        for n in NUMBERS
    },
    **by("hadKlantcontact", CONTACT, "{t}.had_klantcontact_id = {v}"),
    "organisatienaam": filters.exact("organisatienaam"),
    "verstrektedigitaalAdres__adres": filters.matching(_ADRES.replace("{c}", "d.adres = {v}")),
    **by("verstrektedigitaalAdres", "klanten.digitaaladres", _ADRES.replace("{c}", "d.id = {v}")),
    "wasPartij__nummer": _of_number(_PARTIJ, "klanten_partij", "nummer", "was_partij_id"),
    **by("wasPartij", PARTIJ, "{t}.was_partij_id = {v}"),
    **by_identificator(
        "wasPartij__partijIdentificator__", _KNOWN, van_partij("klanten_betrokkene", "was_partij_id")
    ),
}
