"""Partijen, and where they bank, belong and act for each other."""

# ruff: noqa: S608 - SQL is made of declarations only; every value of a caller is a parameter.

from typing import Any
from uuid import UUID

from kapstok.kern.nummers import parse_iban
from kapstok.magazijnen.klanten import models as m
from kapstok.magazijnen.klanten import rules_partij as rules
from kapstok.magazijnen.klanten.resources import identificator as i
from kapstok.magazijnen.klanten.resources.base import NAME, adres, declared, full_name, of_kind, variants
from kapstok.magazijnen.klanten.resources.pointers import SCHEMA, by, one, pointer, pointers, shown
from kapstok.magazijnen.klanten.services.partij import (
    check_partij,
    has_no_subs_elsewhere,
    only_of_its_owner,
    write_related,
)
from kapstok.magazijnen.klanten.services.store import After
from kapstok.platform.resource import fields, filters, parse
from kapstok.platform.work import Work

PARTIJ, ADRES, REKENING = "klanten.partij", "klanten.digitaaladres", "klanten.rekeningnummer"
_J = "{t}.partij_identificatie"
_NAME = fields.group("contactnaam", *NAME).schema
_PERSON = fields.writable("contactnaam", parse.group(NAME), _NAME, f"{_J}->'contactnaam'", nullable=True)
_WORKS_FOR = fields.writable("werkteVoorPartij", one, SCHEMA, "werkte_voor_partij_id", nullable=True)
KINDS = {
    "persoon": (_PERSON,),
    "organisatie": (fields.text("naam", 200),),
    "contactpersoon": (_WORKS_FOR, _PERSON),
}


def _person(*more: str) -> str:
    parts = [*more, f"'contactnaam', NULLIF({_J}->'contactnaam', 'null'::jsonb)"]
    return f"json_build_object({', '.join([*parts, _FULL])})"


_FULL = f"'volledigeNaam', {full_name(f'({_J}->{chr(39)}contactnaam{chr(39)})')}"
_SHOWN = {
    "persoon": _person(),
    "contactpersoon": _person(
        "'uuid', {t}.id", f"'werkteVoorPartij', {shown(PARTIJ, '{t}.werkte_voor_partij_id')}"
    ),
}


def _clean(values: dict[str, Any], row_id: UUID | None) -> dict[str, Any]:
    """The names by kind of partij; for whom a contactpersoon works is a column of its own."""
    if "partij_identificatie" not in values:
        return values
    kind = values.get("soort_partij") or m.Partij.objects.values_list("soort_partij", flat=True).get(
        id=row_id
    )
    given = of_kind(KINDS, kind, "partijIdentificatie", values["partij_identificatie"])
    works_for = (given.pop("werkteVoorPartij", None) or {}).get("uuid")
    above = UUID(works_for) if works_for else None
    if above is not None and not m.Partij.objects.filter(id=above).exists():
        raise parse.fault(
            "partijIdentificatie.werkteVoorPartij.uuid", "invalid", "Deze partij bestaat hier niet."
        )
    return {**values, "partij_identificatie": given, "werkte_voor_partij_id": above}


def _identificator(value: Any, name: str) -> dict[str, Any]:
    """An identificator as a part of its partij; with a uuid one that is there already."""
    given = parse.obj(value, name)
    faults: list[Any] = []
    clean = parse.collect(i.FIELDS, given, f"{name}.", faults, partial=False)
    if faults:
        raise parse.Faults(faults)
    by_column = {f.column: clean[f.name] for f in i.FIELDS if f.name in clean}
    by_column.pop("identificeerde_partij_id", None)  # this partij
    above = by_column.get("sub_identificator_van_id")
    rows = m.PartijIdentificator.objects
    if above is not None and not rows.filter(id=above).exists():
        raise parse.fault(
            f"{name}.subIdentificatorVan.uuid", "invalid", "Deze identificator bestaat hier niet."
        )
    columns = i.columns_of(by_column)
    if given.get("uuid"):
        columns["id"] = parse.uuid(given["uuid"], f"{name}.uuid")
        if not rows.filter(id=columns["id"]).exists():
            raise parse.fault(f"{name}.uuid", "invalid", "Deze identificator bestaat hier niet.")
    return columns


def _after(values: dict[str, Any]) -> After:
    def write(row: m.Partij, work: Work) -> None:
        write_related(row, values, work)

    return write


_IDENTIFICATOREN = fields.rows(
    f"SELECT {i.SHOWN} FROM klanten_partijidentificator i WHERE i.identificeerde_partij_id = {{t}}.id ORDER BY i.id"
)
_OF_PARTIJ = (
    "EXISTS (SELECT 1 FROM klanten_partijidentificator i WHERE i.identificeerde_partij_id = {t}.id AND {c})"
)
_ABOVE = (
    "EXISTS (SELECT 1 FROM klanten_partijidentificator b JOIN klanten_partijidentificator i "
    "ON i.id = b.sub_identificator_van_id WHERE b.identificeerde_partij_id = {t}.id AND {c})"
)
_PLACES = {
    f"{kind}{name[0].upper()}{name[1:]}": filters.matching(f"{{t}}.{kind}->>'{name}' = {{v}}")
    for kind in ("bezoekadres", "correspondentieadres")
    for name in ("nummeraanduidingId", "adresregel1", "adresregel2", "adresregel3", "land")
}
_DAY = {"type": "string", "format": "date", "nullable": True}
_MORE: dict[str, tuple[str, dict[str, Any]]] = {
    "categorieNaam": (
        "(SELECT k.naam FROM klanten_categorie k WHERE k.id = c.categorie_id)",
        {"type": "string", "nullable": True, "readOnly": True},
    ),
    "beginDatum": ("c.begin_datum", _DAY),
    "eindDatum": ("c.eind_datum", _DAY),
}
_UUID = {"uuid": {"type": "string", "format": "uuid"}, "url": SCHEMA["properties"]["url"]}
_WITHIN = {
    "type": "object",
    "properties": {**_UUID, **{f.name: fields.form(f) for f in i.FIELDS}},
    "required": ["partijIdentificator"],
}

partij = declared(
    m.Partij,
    "partijen",
    fields.text("nummer", 10, nullable=True),
    fields.text("interneNotitie", 1000),
    pointers(
        "betrokkenen",
        "klanten.betrokkene",
        "klanten_betrokkene c WHERE c.was_partij_id = {t}.id",
        read_only=True,
    ),
    pointers(
        "categorieRelaties",
        "klanten.categorierelatie",
        "klanten_categorierelatie c WHERE c.partij_id = {t}.id",
        more=_MORE,
        read_only=True,
    ),
    pointers(
        "digitaleAdressen",
        ADRES,
        "klanten_digitaaladres c WHERE c.verstrekt_door_partij_id = {t}.id",
        nullable=True,
    ),
    pointer("voorkeursDigitaalAdres", ADRES, nullable=True),
    pointers(
        "vertegenwoordigden",
        PARTIJ,
        "klanten_vertegenwoordigden c WHERE c.vertegenwoordigende_partij_id = {t}.id",
        row="c.vertegenwoordigde_partij_id",
        read_only=True,
    ),
    pointers(
        "rekeningnummers", REKENING, "klanten_rekeningnummer c WHERE c.partij_id = {t}.id", nullable=True
    ),
    pointer("voorkeursRekeningnummer", REKENING, nullable=True),
    fields.writable(
        "partijIdentificatoren",
        parse.listing(_identificator),
        {"type": "array", "items": _WITHIN},
        _IDENTIFICATOREN,
        nullable=True,
    ),
    fields.choice("soortPartij", rules.SOORTEN, required=True),
    fields.boolean("indicatieGeheimhouding", nullable=True),
    fields.text("voorkeurstaal", 3),
    fields.boolean("indicatieActief", required=True),
    adres("bezoekadres"),
    adres("correspondentieadres"),
    variants("partijIdentificatie", "soort_partij", KINDS, shown=_SHOWN),
    filters={
        **_PLACES,
        "categorierelatie__categorie__naam": filters.matching(
            "EXISTS (SELECT 1 FROM klanten_categorierelatie r JOIN klanten_categorie k ON k.id = r.categorie_id "
            "WHERE r.partij_id = {t}.id AND k.naam = {v})"
        ),
        "indicatieActief": filters.flag("{t}.indicatie_actief = {v}"),
        "indicatieGeheimhouding": filters.flag("{t}.indicatie_geheimhouding = {v}"),
        "nummer": filters.known("klanten_partij", "nummer"),
        "soortPartij": filters.one_of("soort_partij", rules.SOORTEN),
        **i.by_identificator("partijIdentificator__", _OF_PARTIJ, i.PARTIJ_ZELF),
        **i.by_identificator("subIdentificatorVan__", _ABOVE, i.ONDER_ANDERE),
        **by(
            "vertegenwoordigdePartij",
            PARTIJ,
            "EXISTS (SELECT 1 FROM klanten_vertegenwoordigden v WHERE v.vertegenwoordigende_partij_id = {t}.id "
            "AND v.vertegenwoordigde_partij_id = {v})",
        ),
    },
    clean=_clean,
    check=check_partij,
    after=_after,
    no_model=("digitale_adressen", "rekeningnummers", "partij_identificatoren"),
    unlink=has_no_subs_elsewhere,
)

rekeningnummer = declared(
    m.Rekeningnummer,
    "rekeningnummers",
    pointer("partij", PARTIJ, nullable=True),
    fields.text("iban", 34, required=True, check=parse_iban),
    fields.text("bic", 11, check=rules.bic),
    filters={
        "iban": filters.exact("iban"),
        "bic": filters.exact("bic"),
        "uuid": filters.Filter("{t}.id = {v}", parse.uuid, schema={"type": "string", "format": "uuid"}),
    },
    after=lambda _values: only_of_its_owner,
)
