"""The channels of our own stores, and which resource is told on which of them (regels 1.10).

An event `zaken.status.create` is told as actie create of resource status on channel zaken.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

CONTRACT = "https://vng-realisatie.github.io/gemma-zaken/standaard"
OBJECTEN = "https://objects-and-objecttypes-api.readthedocs.io/"
OPEN_KLANT = "https://open-klant.readthedocs.io/"
ACTIES = ("create", "update", "partial_update", "destroy")


@dataclass(frozen=True, slots=True)
class EigenKanaal:
    """`kenmerken`: name and, where its value is an address, of which resource. `van`: what it is about."""

    naam: str
    hoofd: str
    onder: str  # by which name an event below the hoofdobject carries its id
    documentatie: str
    kenmerken: Mapping[str, str] = field(default_factory=dict)


_CATALOGUS = {"catalogus": "catalogi.catalogus"}
EIGEN = {
    k.naam: k
    for k in (
        EigenKanaal(
            "zaken",
            "zaken.zaak",
            "zaak",
            f"{CONTRACT}/zaken/",
            {
                "bronorganisatie": "",
                "zaaktype": "catalogi.zaaktype",
                "zaaktype.catalogus": "catalogi.catalogus",
                "vertrouwelijkheidaanduiding": "",
            },
        ),
        EigenKanaal(
            "documenten",
            "documenten.enkelvoudiginformatieobject",
            "informatieobject",
            f"{CONTRACT}/documenten/",
            {
                "bronorganisatie": "",
                "informatieobjecttype": "catalogi.informatieobjecttype",
                "informatieobjecttype.catalogus": "catalogi.catalogus",
                "vertrouwelijkheidaanduiding": "",
            },
        ),
        EigenKanaal(
            "besluiten",
            "besluiten.besluit",
            "besluit",
            f"{CONTRACT}/besluiten/",
            {
                "verantwoordelijkeOrganisatie": "",
                "besluittype": "catalogi.besluittype",
                "besluittype.catalogus": "catalogi.catalogus",
            },
        ),
        EigenKanaal("zaaktypen", "catalogi.zaaktype", "zaaktype", f"{CONTRACT}/catalogi/", _CATALOGUS),
        EigenKanaal(
            "besluittypen", "catalogi.besluittype", "besluittype", f"{CONTRACT}/catalogi/", _CATALOGUS
        ),
        EigenKanaal(
            "informatieobjecttypen",
            "catalogi.informatieobjecttype",
            "informatieobjecttype",
            f"{CONTRACT}/catalogi/",
            _CATALOGUS,
        ),
        *(
            EigenKanaal(naam, f"klanten.{kind}", kind, OPEN_KLANT, dict.fromkeys(kenmerken, ""))
            for naam, kind, kenmerken in (
                ("partijen", "partij", ("nummer", "soortPartij")),
                ("internetaken", "internetaak", ("nummer", "gevraagdeHandeling", "status")),
                (
                    "klantcontacten",
                    "klantcontact",
                    ("hoofdOnderwerpType", "indicatieContactGelukt", "verdereActieOndernomen"),
                ),
            )
        ),
        EigenKanaal(
            "objecten", "objecten.object", "object", OBJECTEN, {"objectType": "objecttypes.objecttype"}
        ),
        EigenKanaal("autorisaties", "autorisaties.applicatie", "applicatie", f"{CONTRACT}/autorisaties/"),
    )
}
PERSONEN, ADRESSEN, BEDRIJVEN = "personen", "adressen", "bedrijven"
# Channels of the base registrations; what is told on them is made by koppelvlakken (docs/besluiten/0012). Of persons
# an application hears those whom it follows: which one it is, is no choice of the subscriber.
VOLGER = "volger"
REGISTERS: dict[str, tuple[str, ...]] = {
    PERSONEN: (VOLGER,),
    ADRESSEN: ("identificatie",),
    BEDRIJVEN: ("kvkNummer",),
}
ALS_STUF = ":stuf"
"""Behind the name of a channel: the same, for who is told in StUF."""
# Events whose name is shorter than that of their resource.
NAMES = {"documenten.informatieobject": "documenten.enkelvoudiginformatieobject"}
# Written through an API, but told on no channel: the standard, or Open Klant, has none for them.
WITHOUT = {
    "catalogi.catalogus",
    "notificaties.kanaal",
    "notificaties.abonnement",
    "contactgegevens.organisatie",
    "contactgegevens.persoon",
    *(f"{api}.{kind}" for api in ("objecten", "objecttypes") for kind in ("objecttype", "objecttypeversion")),
    *(
        f"klanten.{kind}"
        for kind in (
            "actor",
            "actorklantcontact",
            "betrokkene",
            "bijlage",
            "categorie",
            "categorierelatie",
            "digitaaladres",
            "onderwerpobject",
            "partijidentificator",
            "rekeningnummer",
            "vertegenwoordigden",
        )
    ),
}


def kanaal_of(resource: str) -> EigenKanaal | None:
    """The channel on which writes of a resource are told."""
    store, _, noun = resource.partition(".")
    if resource in WITHOUT:
        return None
    if store == "klanten":
        return next((k for k in EIGEN.values() if k.hoofd == resource), None)
    if store != "catalogi":
        return EIGEN.get(store)
    return EIGEN.get(
        {"besluittype": "besluittypen", "informatieobjecttype": "informatieobjecttypen"}.get(
            noun, "zaaktypen"
        )
    )


def resource_and_action(event_type: str) -> tuple[str, str]:
    """`documenten.informatieobject.update` as resource name and actie; empty when it is not told."""
    resource, _, action = event_type.rpartition(".")
    return (NAMES.get(resource, resource), action) if action in ACTIES else ("", "")
