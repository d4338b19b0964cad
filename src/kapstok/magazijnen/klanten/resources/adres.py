"""Digitale adressen: where somebody can be reached."""

from collections.abc import Iterable

from kapstok.magazijnen.klanten import models as m
from kapstok.magazijnen.klanten import rules_contact as rules
from kapstok.magazijnen.klanten.resources.base import declared, slug
from kapstok.magazijnen.klanten.resources.contact import BETROKKENE_NAME
from kapstok.magazijnen.klanten.resources.filters import PARTIJ, contains
from kapstok.magazijnen.klanten.resources.identificator import by_identificator, van_partij
from kapstok.magazijnen.klanten.resources.pointers import by, pointer
from kapstok.magazijnen.klanten.rules import KlantRefused
from kapstok.magazijnen.klanten.services.partij import only_of_its_owner
from kapstok.platform.resource import fields, filters
from kapstok.platform.work import Work

_TABLE = "klanten_digitaaladres"
KINDS = ("email", "telefoonnummer", "overig")
_KNOWN = (
    "EXISTS (SELECT 1 FROM klanten_partijidentificator i "
    "WHERE i.identificeerde_partij_id = {t}.verstrekt_door_partij_id AND {c})"
)
_SOORT = "(SELECT p.soort_partij FROM klanten_partij p WHERE p.id = {t}.verstrekt_door_partij_id)"
_ROL = "(SELECT b.rol FROM klanten_betrokkene b WHERE b.id = {t}.verstrekt_door_betrokkene_id)"


def _check(row: m.DigitaalAdres, _work: Work) -> Iterable[KlantRefused]:
    """Each kind of address of a partij has one that is the standard: the last one that was called so."""
    yield from rules.address_fits_its_kind(row.soort_digitaal_adres, row.adres)
    same = m.DigitaalAdres.objects.filter(
        verstrekt_door_partij_id=row.verstrekt_door_partij_id, soort_digitaal_adres=row.soort_digitaal_adres
    ).exclude(id=row.id)
    if row.verstrekt_door_partij_id is None:
        return
    yield from rules.reference_is_once(
        known=bool(row.referentie) and same.filter(referentie=row.referentie).exists()
    )
    if row.is_standaard_adres:
        same.filter(is_standaard_adres=True).update(is_standaard_adres=False)


digitaaladres = declared(
    m.DigitaalAdres,
    "digitaleadressen",
    pointer("verstrektDoorBetrokkene", BETROKKENE_NAME, nullable=True),
    pointer("verstrektDoorPartij", PARTIJ, nullable=True),
    fields.text("adres", 80, required=True),
    fields.choice("soortDigitaalAdres", KINDS, required=True),
    fields.boolean("isStandaardAdres", default=False),
    fields.text("omschrijving", 40),
    fields.text("referentie", 50, check=slug),
    fields.date("verificatieDatum", nullable=True),
    filters={
        "adres": filters.known(_TABLE, "adres"),
        "adres__icontains": filters.matching(contains("{t}.adres")),
        "isGeverifieerd": filters.flag("({t}.verificatie_datum IS NOT NULL) = {v}"),
        "isStandaardAdres": filters.flag("{t}.is_standaard_adres = {v}"),
        "omschrijving": filters.exact("omschrijving"),
        "referentie": filters.exact("referentie"),
        "soortDigitaalAdres": filters.one_of("soort_digitaal_adres", KINDS),
        **filters.days("verificatieDatum", "gt", "gte", "lt", "lte"),
        **by("verstrektDoorBetrokkene", BETROKKENE_NAME, "{t}.verstrekt_door_betrokkene_id = {v}"),
        "verstrektDoorBetrokkene__rol": filters.matching(f"{_ROL} = {{v}}"),
        **by("verstrektDoorPartij", PARTIJ, "{t}.verstrekt_door_partij_id = {v}"),
        "verstrektDoorPartij__soortPartij": filters.matching(f"{_SOORT} = {{v}}"),
        **by_identificator(
            "verstrektDoorPartij__partijIdentificator__",
            _KNOWN,
            van_partij(_TABLE, "verstrekt_door_partij_id"),
        ),
    },
    check=_check,
    after=lambda _values: only_of_its_owner,
)
