"""From a row of a file to clean values: by the parsers of the declared resource, with the file's addresses replaced."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from kapstok.magazijnen.catalogi import relations
from kapstok.magazijnen.catalogi.errors import CatalogusRefused
from kapstok.magazijnen.catalogi.models import InformatieObjectType
from kapstok.magazijnen.catalogi.resources import OF_KIND
from kapstok.magazijnen.catalogi.selectielijst import lijst
from kapstok.platform.errors import Refusals
from kapstok.platform.http import InvalidParam
from kapstok.platform.resource import Resource, parse

# Relations by name: the member with names, the member with addresses and where it is kept.
NAMED: dict[str, tuple[tuple[str, str, str], ...]] = {
    "ZaakType": (
        ("besluittypeOmschrijving", "besluittypen", "besluittypen"),
        ("deelzaaktypeIdentificaties", "deelzaaktypen", "deelzaaktypen"),
    ),
    "BesluitType": (
        ("informatieobjecttypeOmschrijvingen", "informatieobjecttypen", "informatieobjecttypen"),
    ),
    "ResultaatType": (
        ("besluittypeOmschrijving", "besluittypen", "besluittypen"),
        ("informatieobjecttypeOmschrijving", "informatieobjecttypen", "informatieobjecttypen"),
    ),
}
# Members that point to rows; an eigenschap points to its statustype itself.
POINTERS = ("catalogus", "zaaktype", "statustype", "informatieobjecttype", "eigenschappen")
# What the selectielijst may not know; left open in a concept.
OPEN = ("selectielijstProcestype", "selectielijstklasse", "resultaattypeomschrijving")
TITLES = ("identificatie", "omschrijving", "naam", "relatieOmschrijving", "volgnummer", "domein")


@dataclass
class Values:
    """Columns, the uuid the row has in its file, what was left open, and what a person should know."""

    values: dict[str, Any]
    old: str
    open: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)


def name_of(kind: str, given: Mapping[str, Any]) -> str:
    """What to call a row in a report."""
    return next((str(given[n])[:80] for n in TITLES if given.get(n)), kind)


def last(address: object) -> str:
    """The uuid at the end of an address."""
    return str(address).rstrip("/").rsplit("/", 1)[-1].lower() if address else ""


@dataclass
class Known:
    """What the file's addresses mean: rows made here by their uuid there, and names in the file itself."""

    catalogus_id: UUID | None = None
    rows: dict[str, Any] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)


def values_of(kind: str, given: dict[str, Any], known: Known) -> Values:
    """Clean values. Refused with everything that is wrong with the row."""
    resource = OF_KIND[kind]
    made = Values({}, last(given.get("url")))
    given = _lenient(resource, given)
    if kind in {"ZaakType", "ResultaatType"}:
        _selectielijst(given, made.notes)
    faults: list[InvalidParam] = []
    skipped = {*POINTERS, *(addresses for _, addresses, _ in NAMED.get(kind, ()))}
    blank = {n for n in OPEN if given.get(n) == ""}
    own = [f for f in resource.fields if f.column and f.name not in skipped | blank]
    clean = parse.collect(own, given, "", faults, partial=False)
    columns_of = {f.name: f.column for f in resource.fields}
    made.values.update({columns_of[name]: value for name, value in clean.items()})
    made.open = {columns_of[name] for name in blank if name in columns_of}
    made.values.update(dict.fromkeys(made.open, ""))
    if faults:
        raise Refusals([CatalogusRefused(f.code, f.name, f"{f.name}: {f.reason}") for f in faults])
    for names, addresses, column in NAMED.get(kind, ()):
        made.values[column] = _names(given, names, addresses, known, made.notes)
    if kind == "ZaakType":
        _related(made.values, given, known)
    _pointers(kind, given, known, made)
    return made


def _lenient(resource: Resource, given: dict[str, Any]) -> dict[str, Any]:
    """Files write null or an empty group for what is not there; the contract leaves it out."""
    nullable = {f.name for f in resource.fields if f.nullable}
    kept = {n: v for n, v in given.items() if v is not None or n in nullable}
    for name, value in list(kept.items()):
        if isinstance(value, dict):
            group = name == "brondatumArchiefprocedure"
            meant = value.get("afleidingswijze") if group else any(value.values())
            kept[name] = {n: v for n, v in value.items() if v is not None} if meant else None
            if kept[name] is None and name not in nullable:
                del kept[name]
    return kept


def _selectielijst(given: dict[str, Any], notes: list[str]) -> None:
    """What the list of 2020 does not have is left open, and said; publishing then asks for it."""
    known = {
        "selectielijstProcestype": lijst().procestype,
        "selectielijstklasse": lijst().resultaat,
        "resultaattypeomschrijving": lijst().omschrijving,
    }
    for name, find in known.items():
        address = given.get(name)
        if not isinstance(address, str) or not address or find(address):
            continue
        generic = lijst().named(str(given.get("omschrijvingGeneriek", "")))
        if name == "resultaattypeomschrijving" and generic:
            given[name] = generic.url
            continue
        given[name] = ""
        notes.append(f"{name} staat niet in de selectielijst 2020 en is leeg gelaten ({address[:120]}).")


def _names(given: Mapping[str, Any], names: str, addresses: str, known: Known, notes: list[str]) -> list[str]:
    if isinstance(given.get(names), list):
        return [str(n) for n in given[names]]
    found: list[str] = []
    for address in given.get(addresses) or []:
        name = known.names.get(last(address))
        if name is not None:
            found.append(name)
        elif not relations.is_address(str(address)):
            found.append(str(address))
        else:
            notes.append(f"de relatie met {str(address)[:120]} is weggelaten: dat staat niet in het bestand.")
    return list(dict.fromkeys(found))


def _related(values: dict[str, Any], given: Mapping[str, Any], known: Known) -> None:
    """Related zaaktypen by identificatie where the file says it."""
    kept = []
    for clean, raw in zip(
        values.get("gerelateerde_zaaktypen", []), given.get("gerelateerdeZaaktypen", []), strict=False
    ):
        name = raw.get("zaaktypeIdentificatie") or known.names.get(last(clean["zaaktype"]))
        kept.append({**clean, "zaaktype": name or clean["zaaktype"]})
    values["gerelateerde_zaaktypen"] = kept


def _pointers(kind: str, given: Mapping[str, Any], known: Known, made: Values) -> None:
    if kind in {"InformatieObjectType", "BesluitType", "ZaakType"}:
        made.values["catalogus_id"] = known.catalogus_id
    elif kind != "Catalogus":
        zaaktype = known.rows.get(last(given.get("zaaktype")))
        if zaaktype is None:
            raise CatalogusRefused("required", "zaaktype", "het zaaktype waar dit bij hoort is er niet.")
        made.values["zaaktype_id"] = zaaktype.id
    if kind in {"Eigenschap", "ZaakTypeInformatieObjectType"}:
        statustype = known.rows.get(last(given.get("statustype")))
        made.values["statustype_id"] = statustype.id if statustype is not None else None
    if kind == "ZaakTypeInformatieObjectType":
        made.values["informatieobjecttype_id"] = _document(given, known)


def _document(given: Mapping[str, Any], known: Known) -> UUID:
    """The document type: by its address in the file, else by its name here."""
    address = str(given.get("informatieobjecttype") or "")
    row = known.rows.get(last(address))
    if row is None and known.catalogus_id is not None:
        name = str(given.get("informatieobjecttypeOmschrijving") or address)
        row = relations.newest(InformatieObjectType, known.catalogus_id, name)
    if row is None:
        text = "het informatieobjecttype waar dit bij hoort is er niet."
        raise CatalogusRefused("required", "informatieobjecttype", text)
    found: UUID = row.id
    return found
