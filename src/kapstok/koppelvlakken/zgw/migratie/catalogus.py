"""Catalogi: every version, published or not, with the relations by name that the history model has."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from kapstok.koppelvlakken.zgw.migratie.bron import CATALOGI, VERSIONED, Json, NietBeschikbaar, id_of
from kapstok.koppelvlakken.zgw.migratie.rijen import Row, row_of
from kapstok.koppelvlakken.zgw.migratie.stand import Deel, Migratie
from kapstok.magazijnen.catalogi import models as m
from kapstok.magazijnen.catalogi import relations
from kapstok.magazijnen.catalogi.selectielijst import lijst

# Relations by name: the members of Catalogi 1.3.3 with names, beside those with addresses.
BY_NAME: dict[str, tuple[tuple[str, str, str], ...]] = {
    "catalogi.zaaktype": (
        ("besluittypen", "besluittypeOmschrijving", "besluittypen"),
        ("deelzaaktypen", "deelzaaktypeIdentificaties", "deelzaaktypen"),
    ),
    "catalogi.besluittype": (
        ("informatieobjecttypen", "informatieobjecttypeOmschrijvingen", "informatieobjecttypen"),
    ),
    "catalogi.resultaattype": (
        ("besluittypen", "besluittypeOmschrijving", "besluittypen"),
        ("informatieobjecttypen", "informatieobjecttypeOmschrijving", "informatieobjecttypen"),
    ),
}
KIND: dict[str, Any] = {"catalogi.zaaktype": m.ZaakType, "catalogi.besluittype": m.BesluitType}


def import_catalogi(migratie: Migratie) -> None:
    """All catalogi in one transaction: they are small, and everything else points to them."""
    _page, done = migratie.reached("catalogi")
    if done:
        return
    given: dict[str, list[Json]] = {}
    for name in CATALOGI:
        try:
            given[name] = [row for page in migratie.bron.pages(name) for row in page.rijen]
        except NietBeschikbaar:
            if name != "catalogi.zaakobjecttype":  # Catalogi 1.2 and before do not have these everywhere
                raise
            given[name] = []
        migratie.learn(given[name])
    names = {
        id_of(row["url"]): str(row.get("identificatie") or row.get("omschrijving") or "")
        for kind in VERSIONED
        for row in given[kind]
    }
    migratie.part("catalogi", lambda deel: _bring_in(deel, given, names), klaar=True)
    told = (f"{len(rows)} {name.split('.')[1]}" for name, rows in given.items())
    migratie.vertel(f"catalogi: {', '.join(told)}")


def _bring_in(deel: Deel, given: Mapping[str, list[Json]], names: Mapping[UUID | None, str]) -> None:
    for name in CATALOGI:
        rows = [_row(name, one, names) for one in given[name]]
        deel.gezien += len(rows)
        found = deel.add(name, rows, given[name])
        if name in KIND:
            _link(name, given[name], found.nieuw | found.gewijzigd, names)


def _row(name: str, one: Json, names: Mapping[UUID | None, str]) -> Row:
    row = row_of(name, one)
    if name in VERSIONED:
        row["concept"] = bool(one.get("concept", False))
    for column, told, addresses in BY_NAME.get(name, ()):
        if column in row:
            row[column] = _named(one, told, addresses, names)
    if name == "catalogi.zaaktype":
        row["gerelateerde_zaaktypen"] = [_related(r, names) for r in one.get("gerelateerdeZaaktypen") or []]
    if name == "catalogi.zaaktypeinformatieobjecttype":
        row["informatieobjecttype_id"] = id_of(one.get("informatieobjecttype"))
    if name == "catalogi.resultaattype":
        known = lijst().resultaat(str(one.get("selectielijstklasse") or ""))
        row["selectielijst_nummer"] = known.volledig_nummer if known else ""
    return row


def _named(one: Json, told: str, addresses: str, names: Mapping[UUID | None, str]) -> list[str]:
    if isinstance(one.get(told), list):
        return [str(name) for name in one[told]]
    found = (names.get(id_of(url)) for url in one.get(addresses) or [])
    return list(dict.fromkeys(name for name in found if name))


def _related(given: Json, names: Mapping[UUID | None, str]) -> Json:
    address = str(given.get("zaaktype") or "")
    name = given.get("zaaktypeIdentificatie") or names.get(id_of(address)) or address
    told = {key: given.get(key) or "" for key in ("aardRelatie", "toelichting")}
    return {"zaaktype": name, **told}


def _link(name: str, given: Iterable[Json], new: set[UUID], names: Mapping[UUID | None, str]) -> None:
    """Relations that are rows: to the version of that name that is in force."""
    [(field, told, addresses), *_] = BY_NAME[name]
    for one in given:
        if id_of(one["url"]) in new:
            row = KIND[name].objects.get(id=id_of(one["url"]))
            far = relations.LINKS[KIND[name]][field].to
            wanted = _named(one, told, addresses, names)
            there = [n for n in wanted if relations.newest(far, row.catalogus_id, n) is not None]
            relations.write(row, {field: there})
