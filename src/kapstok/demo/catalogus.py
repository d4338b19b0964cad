"""The OWO catalogue: one base file and a local layer per municipality, loaded through the catalogus services."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from kapstok.magazijnen.catalogi import models as m
from kapstok.magazijnen.catalogi.selectielijst import Procestype, Resultaat, lijst
from kapstok.magazijnen.catalogi.services import add, publish
from kapstok.platform.work import SYSTEM

FILE = Path(__file__).with_name("zaaktypen.json")
SINCE = date(2020, 1, 1)
STATUSES = (
    ("Ontvangen", "Wij hebben uw {noun} ontvangen."),
    ("In behandeling", "Wij beoordelen uw {noun}."),
    ("Besluit in voorbereiding", "Wij bereiden het antwoord voor."),
    ("Afgehandeld", "Uw {noun} is klaar."),
)
ROLES = (
    ("Initiator", "initiator"),
    ("Behandelaar", "behandelaar"),
    ("Belanghebbende", "belanghebbende"),
    ("Beslisser", "beslisser"),
)
DOCUMENTS = (
    ("Aanvraag", "inkomend"),
    ("Bijlage", "inkomend"),
    ("Brief", "uitgaand"),
    ("Besluit", "uitgaand"),
)


@cache
def definition() -> dict[str, Any]:
    """The base file."""
    return msgspec.json.decode(FILE.read_bytes())


def load_catalogus(slug: str, rsin: str) -> dict[str, m.ZaakType]:
    """The catalogue of one municipality, in its scope; zaaktypen by identificatie."""
    catalogus = add(
        m.Catalogus,
        {
            "domein": "OWO",
            "rsin": rsin,
            "naam": "OWO-zaaktypen",
            "contactpersoon_beheer_naam": "Functioneel beheer OWO",
            "catalogus_versie": definition()["versie"],
            "begindatum_versie": SINCE,
        },
        actor=SYSTEM,
    )
    kinds = {name: _document_type(catalogus, name) for name, _way in DOCUMENTS}
    local = definition()["lokaal"].get(slug, [])
    return {
        z["identificatie"]: _zaaktype(catalogus, z, rsin, kinds, local) for z in definition()["zaaktypen"]
    }


def _document_type(catalogus: m.Catalogus, name: str) -> m.InformatieObjectType:
    values = {
        "catalogus_id": catalogus.id,
        "omschrijving": name,
        "vertrouwelijkheidaanduiding": "zaakvertrouwelijk",
        "informatieobjectcategorie": name.lower(),
        "begin_geldigheid": SINCE,
    }
    made = add(m.InformatieObjectType, values, actor=SYSTEM)
    return publish(m.InformatieObjectType, made.id, actor=SYSTEM)


def _differences(zaaktype: dict[str, Any], local: list[dict[str, str]]) -> list[dict[str, str]]:
    return [
        {
            "veld": d["veld"],
            "basis": zaaktype.get(d["veld"], ""),
            "lokaal": d["waarde"],
            "reden": d["reden"],
            "vanaf": d["vanaf"],
        }
        for d in local
        if d["zaaktype"] == zaaktype["identificatie"]
    ]


def _zaaktype(
    catalogus: m.Catalogus,
    base: dict[str, Any],
    rsin: str,
    kinds: dict[str, m.InformatieObjectType],
    local: list[dict[str, str]],
) -> m.ZaakType:
    differences = _differences(base, local)
    z = {**base, **{d["veld"]: d["lokaal"] for d in differences}}
    procestype = _procestype(z["procestype"])
    zaaktype = add(
        m.ZaakType,
        {
            "catalogus_id": catalogus.id,
            "identificatie": z["identificatie"],
            "omschrijving": z["omschrijving"],
            "omschrijving_generiek": procestype.naam,
            "vertrouwelijkheidaanduiding": z["vertrouwelijkheid"],
            "doel": z["doel"],
            "aanleiding": z.get(
                "aanleiding", f"Een inwoner of ondernemer wil iets: {z['onderwerp'].lower()}"
            ),
            "indicatie_intern_of_extern": "intern" if z.get("intern") else "extern",
            "handeling_initiator": z["handeling"],
            "onderwerp": z["onderwerp"],
            "handeling_behandelaar": "Behandelen",
            "doorlooptijd": z["doorlooptijd"],
            "servicenorm": z["servicenorm"],
            "opschorting_en_aanhouding_mogelijk": "verlenging" in z or z["procestype"] == 8,
            "verlenging_mogelijk": "verlenging" in z,
            "verlengingstermijn": z.get("verlenging", ""),
            "publicatie_indicatie": z.get("publicatie", False),
            "publicatietekst": z["omschrijving"] if z.get("publicatie") else "",
            "selectielijst_procestype": procestype.url,
            "referentieproces": {"naam": procestype.naam, "link": ""},
            "verantwoordelijke": rsin,
            "begin_geldigheid": SINCE,
            "versiedatum": SINCE,
            "basis_versie": definition()["versie"],
            "lokaal": differences,
        },
        actor=SYSTEM,
    )
    _children(zaaktype, z, kinds)
    _besluittype(catalogus, zaaktype, z, kinds["Besluit"])
    return publish(m.ZaakType, zaaktype.id, actor=SYSTEM)


def _noun(z: dict[str, Any]) -> str:
    nouns = {"Melden": "melding", "Verzoeken": "verzoek", "Aangeven": "melding"}
    return nouns.get(z["handeling"], "aanvraag" if z["handeling"] == "Aanvragen" else z["identificatie"])


def _children(zaaktype: m.ZaakType, z: dict[str, Any], kinds: dict[str, m.InformatieObjectType]) -> None:
    noun = _noun(z)
    for number, (name, text) in enumerate(STATUSES, start=1):
        row = {
            "zaaktype_id": zaaktype.id,
            "omschrijving": name,
            "omschrijving_generiek": name,
            "volgnummer": number,
        }
        add(
            m.StatusType,
            {**row, "statustekst": text.format(noun=noun), "informeren": number > 1},
            actor=SYSTEM,
        )
    for nummer in z["resultaten"]:
        add(m.ResultaatType, _resultaattype(zaaktype, nummer), actor=SYSTEM)
    for name, generic in ROLES:
        row = {"zaaktype_id": zaaktype.id, "omschrijving": name, "omschrijving_generiek": generic}
        add(m.RolType, row, actor=SYSTEM)
    for name, formaat in z["eigenschappen"].items():
        specificatie = {
            "groep": "",
            "formaat": formaat,
            "lengte": "8" if formaat == "datum" else "10" if formaat == "getal" else "255",
            "kardinaliteit": "1",
            "waardenverzameling": [],
        }
        row = {"zaaktype_id": zaaktype.id, "naam": name, "definitie": name.replace("_", " ").capitalize()}
        add(m.Eigenschap, {**row, "specificatie": specificatie}, actor=SYSTEM)
    for number, (name, way) in enumerate(DOCUMENTS, start=1):
        row = {"zaaktype_id": zaaktype.id, "informatieobjecttype_id": kinds[name].id, "volgnummer": number}
        add(m.ZaakTypeInformatieObjectType, {**row, "richting": way}, actor=SYSTEM)


@cache
def _procestype(nummer: int) -> Procestype:
    return next(p for p in lijst().procestypen.values() if p.nummer == nummer)


@cache
def _resultaat(nummer: str) -> Resultaat:
    return next(r for r in lijst().resultaten.values() if r.volledig_nummer == nummer)


def _resultaattype(zaaktype: m.ZaakType, nummer: str) -> dict[str, Any]:
    klasse = _resultaat(nummer)
    generic = lijst().named(klasse.naam) or lijst().named("Afgehandeld")
    # Kept as long as the permit or provision lasts, then the term; until an end date is known, from closing.
    return {
        "zaaktype_id": zaaktype.id,
        "omschrijving": klasse.naam,
        "resultaattypeomschrijving": generic.url if generic else "",
        "selectielijstklasse": klasse.url,
        "brondatum_archiefprocedure": {"afleidingswijze": "afgehandeld"},
    }


def _besluittype(
    catalogus: m.Catalogus, zaaktype: m.ZaakType, z: dict[str, Any], document: m.InformatieObjectType
) -> None:
    if "besluit" not in z:
        return
    values = {
        "catalogus_id": catalogus.id,
        "omschrijving": z["besluit"],
        "omschrijving_generiek": z["besluit"],
        "reactietermijn": "P6W",
        "publicatie_indicatie": z.get("publicatie", False),
        "begin_geldigheid": SINCE,
        "informatieobjecttypen": [document.omschrijving],
    }
    # Zaaktypen that lead to the same kind of besluit share it.
    made = m.BesluitType.objects.filter(catalogus_id=catalogus.id, omschrijving=z["besluit"]).first()
    if made is None:
        made = add(m.BesluitType, values, actor=SYSTEM)
        publish(m.BesluitType, made.id, actor=SYSTEM)
    add(m.ZaakTypeBesluitType, {"zaaktype_id": zaaktype.id, "besluittype_id": made.id}, actor=SYSTEM)
