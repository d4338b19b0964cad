"""The zaaktypen of the steering, in a catalogue of the partnership; made when the first zaak needs them."""

from dataclasses import dataclass
from datetime import date

from kapstok.magazijnen.catalogi import models as m
from kapstok.magazijnen.catalogi.selectielijst import Resultaat, lijst
from kapstok.magazijnen.catalogi.services import add, publish
from kapstok.platform.db import current_tenant
from kapstok.platform.tenancy.registry import tenant_by_id
from kapstok.platform.work import SYSTEM, unit_of_work

DOMEIN = "STUUR"
SINCE = date(2017, 1, 1)
STUKKEN = (
    ("Voorstel", "inkomend"),
    ("Advies", "intern"),
    ("Besluit", "uitgaand"),
    ("Memo", "uitgaand"),
    ("Uitrolpakket", "uitgaand"),
    ("Bijlage", "intern"),
)


@dataclass(frozen=True, slots=True)
class Soort:
    """A zaaktype: its name, the procestype and the results of the selectielijst 2020, and its statuses."""

    omschrijving: str
    doel: str
    aanleiding: str
    procestype: int
    resultaten: tuple[str, ...]
    statussen: tuple[str, ...]
    doorlooptijd: str
    besluiten: tuple[str, ...] = ()


SOORTEN = {
    "projectvoorstel": Soort(
        "Projectvoorstel", "Besluiten over een project van het jaarplan en het uitvoeren",
        "Een afdeling stelt een project voor", 1, ("1.1", "1.4", "1.5"),
        ("Aangemeld", "Beoordeeld", "In uitvoering", "Afgehandeld"), "P4Y",
    ),
    "harmonisatie": Soort(
        "Harmonisatie van een applicatie", "Samen kiezen voordat een contract moet worden opgezegd",
        "Een contract loopt af", 21, ("21.1", "21.2", "21.3"),
        ("Geopend", "Advies", "Afgehandeld"), "P18M",
    ),
    "kwartaalmemo": Soort(
        "Kwartaalmemo", "De OWO-directie elk kwartaal inlichten over projecten en geld",
        "Een kwartaal is voorbij", 4, ("4.1", "4.2"), ("Geopend", "Afgehandeld"), "P3M",
    ),
    "informatieplan": Soort(
        "Informatieplan vaststellen", "Een versie van het informatieplan laten vaststellen",
        "Er is een nieuwe versie van het informatieplan", 3, ("3.1.1", "3.2", "3.3"),
        ("Ingediend", "In besluitvorming", "Afgehandeld"), "P1Y", ("Vaststelling van het informatieplan",),
    ),
    "jaarplan": Soort(
        "Jaarplan vaststellen", "Het jaarplan met projecten laten vaststellen",
        "Er is een voorstel voor het jaarplan", 3, ("3.1.1", "3.2", "3.3"),
        ("Voorgesteld", "In besluitvorming", "Afgehandeld"), "P1Y", ("Vaststelling van het jaarplan",),
    ),
}  # fmt: skip


def zaaktype(naam: str) -> m.ZaakType:
    """The published zaaktype with this identificatie; made, with the whole catalogue, when it is not there yet."""
    found = _published(naam)
    if found is not None:
        return found
    with unit_of_work(SYSTEM, "sturing.catalogus"):
        catalogus = _locked_catalogus()
        return _published(naam) or _make(catalogus, naam, SOORTEN[naam])


def stuksoort(naam: str) -> m.InformatieObjectType:
    """The kind of document with this name; made, with the catalogue, when it is not there yet."""
    kinds = m.InformatieObjectType.objects.filter(omschrijving=naam, catalogus__domein=DOMEIN, concept=False)
    found = kinds.first()
    if found is None:
        with unit_of_work(SYSTEM, "sturing.catalogus"):
            _locked_catalogus()
            found = kinds.get()
    return found


def _locked_catalogus() -> m.Catalogus:
    return m.Catalogus.objects.select_for_update().filter(domein=DOMEIN).first() or _catalogus()


def _published(naam: str) -> m.ZaakType | None:
    kinds = m.ZaakType.objects.filter(identificatie=naam, catalogus__domein=DOMEIN, concept=False)
    return kinds.order_by("-begin_geldigheid").first()


def _rsin() -> str:
    tenant = tenant_by_id(current_tenant() or 0)
    return str(tenant.instellingen.get("rsin", "")) if tenant else ""


def _catalogus() -> m.Catalogus:
    values = {
        "domein": DOMEIN,
        "rsin": _rsin(),
        "naam": "Sturing van de samenwerking",
        "contactpersoon_beheer_naam": "Team OWO-I&A",
        "begindatum_versie": SINCE,
    }
    made = add(m.Catalogus, values, actor=SYSTEM)
    for naam, _way in STUKKEN:
        kind = {
            "catalogus_id": made.id,
            "omschrijving": naam,
            "vertrouwelijkheidaanduiding": "intern",
            "informatieobjectcategorie": naam.lower(),
            "begin_geldigheid": SINCE,
        }
        publish(m.InformatieObjectType, add(m.InformatieObjectType, kind, actor=SYSTEM).id, actor=SYSTEM)
    return made


def _make(catalogus: m.Catalogus, naam: str, soort: Soort) -> m.ZaakType:
    process = next(p for p in lijst().procestypen.values() if p.nummer == soort.procestype)
    row = add(
        m.ZaakType,
        {
            "catalogus_id": catalogus.id,
            "identificatie": naam,
            "omschrijving": soort.omschrijving,
            "omschrijving_generiek": process.naam,
            "vertrouwelijkheidaanduiding": "intern",
            "doel": soort.doel,
            "aanleiding": soort.aanleiding,
            "indicatie_intern_of_extern": "intern",
            "handeling_initiator": "Voorstellen",
            "onderwerp": soort.omschrijving,
            "handeling_behandelaar": "Behandelen",
            "doorlooptijd": soort.doorlooptijd,
            "opschorting_en_aanhouding_mogelijk": False,
            "verlenging_mogelijk": False,
            "publicatie_indicatie": False,
            "selectielijst_procestype": process.url,
            "referentieproces": {"naam": process.naam, "link": ""},
            "verantwoordelijke": _rsin(),
            "begin_geldigheid": SINCE,
            "versiedatum": SINCE,
        },
        actor=SYSTEM,
    )
    for number, text in enumerate(soort.statussen, start=1):
        status = {"zaaktype_id": row.id, "omschrijving": text, "volgnummer": number, "statustekst": text}
        add(m.StatusType, status, actor=SYSTEM)
    for number in soort.resultaten:
        add(m.ResultaatType, _result(row, number), actor=SYSTEM)
    for name in ("initiator", "behandelaar"):
        role = {"zaaktype_id": row.id, "omschrijving": name.capitalize(), "omschrijving_generiek": name}
        add(m.RolType, role, actor=SYSTEM)
    kinds = dict(
        m.InformatieObjectType.objects.filter(catalogus_id=catalogus.id).values_list("omschrijving", "id")
    )
    for number, (name, way) in enumerate(STUKKEN, start=1):
        link = {"zaaktype_id": row.id, "informatieobjecttype_id": kinds[name], "volgnummer": number}
        add(m.ZaakTypeInformatieObjectType, {**link, "richting": way}, actor=SYSTEM)
    for name in soort.besluiten:
        _decision(catalogus, row, name)
    return publish(m.ZaakType, row.id, actor=SYSTEM)


def _decision(catalogus: m.Catalogus, row: m.ZaakType, name: str) -> None:
    values = {
        "catalogus_id": catalogus.id,
        "omschrijving": name,
        "omschrijving_generiek": name,
        "reactietermijn": "P6W",
        "publicatie_indicatie": False,
        "begin_geldigheid": SINCE,
        "informatieobjecttypen": ["Besluit"],
    }
    made = add(m.BesluitType, values, actor=SYSTEM)
    publish(m.BesluitType, made.id, actor=SYSTEM)
    add(m.ZaakTypeBesluitType, {"zaaktype_id": row.id, "besluittype_id": made.id}, actor=SYSTEM)


def _result(row: m.ZaakType, number: str) -> dict[str, object]:
    klasse: Resultaat = next(r for r in lijst().resultaten.values() if r.volledig_nummer == number)
    generic = lijst().named(klasse.naam) or lijst().named("Afgehandeld")
    return {
        "zaaktype_id": row.id,
        "omschrijving": klasse.naam,
        "resultaattypeomschrijving": generic.url if generic else "",
        "selectielijstklasse": klasse.url,
        "brondatum_archiefprocedure": {"afleidingswijze": "afgehandeld"},
    }
