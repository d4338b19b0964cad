"""A client library of the field, unmodified, walks from an empty catalogus to a closed zaak.

`gemma-zds-client` reads our contract, finds each operation by its published name, and signs its own tokens.
"""

import base64
import random
import time
from typing import Any

import pytest
from zds_client import Client, ClientAuth

RSIN = "851000010"
VERBS = {"list": "_list", "retrieve": "_retrieve", "create": "_create"}
TODAY = time.strftime("%Y-%m-%d")


class Suite:
    """One client per API, as an application in the field has them."""

    def __init__(self, house: Any) -> None:
        keys = house.application()
        auth = ClientAuth(
            keys["client_id"], keys["secret"], user_id="j.proef", user_representation="J. Proef"
        )
        for name in ("zaken", "catalogi", "documenten", "besluiten"):
            client = Client(f"{house.base}/{name}/api/v1/", "openapi.json", auth, VERBS)
            setattr(self, name, client)


@pytest.fixture(scope="module")
def suite(draaiend_huis: Any) -> Suite:
    return Suite(draaiend_huis)


def _zaaktype(suite: Suite) -> dict[str, Any]:
    """A zaaktype with what hangs on it, from a concept to published."""
    ztc = suite.catalogi
    mark = "".join(random.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZ", k=5))
    catalogus = ztc.create(
        "catalogus", {"domein": mark, "rsin": RSIN, "contactpersoonBeheerNaam": "Beheer", "naam": "Proef"}
    )
    iot = ztc.create(
        "informatieobjecttype",
        {
            "catalogus": catalogus["url"],
            "omschrijving": f"Bijlage {mark}",
            "vertrouwelijkheidaanduiding": "openbaar",
            "beginGeldigheid": "2026-01-01",
            "informatieobjectcategorie": "bijlage",
        },
    )
    procestypen = ztc.request("/selectielijst/api/v1/procestypen?jaar=2020", "procestype_list")
    resultaten = ztc.request("/selectielijst/api/v1/resultaten", "resultaat_list")["results"]
    generiek = ztc.request(
        "/selectielijst/api/v1/resultaattypeomschrijvingen", "resultaattypeomschrijving_list"
    )
    procestype, klasse = next(
        (p["url"], r)
        for r in resultaten
        for p in procestypen
        if r["procesType"] == p["url"] and r["waardering"] == "vernietigen" and r["procestermijn"] == "nihil"
    )
    besluittype = ztc.create(
        "besluittype",
        {
            "catalogus": catalogus["url"],
            "omschrijving": f"Besluit {mark}",
            "publicatieIndicatie": False,
            "informatieobjecttypen": [iot["omschrijving"]],
            "beginGeldigheid": "2026-01-01",
        },
    )
    zaaktype = ztc.create(
        "zaaktype",
        {
            "catalogus": catalogus["url"],
            "identificatie": f"PROEF-{mark}",
            "omschrijving": "Proefvergunning",
            "vertrouwelijkheidaanduiding": "openbaar",
            "doel": "Proef",
            "aanleiding": "Aanvraag",
            "indicatieInternOfExtern": "extern",
            "handelingInitiator": "aanvragen",
            "onderwerp": "Proef",
            "handelingBehandelaar": "behandelen",
            "doorlooptijd": "P8W",
            "opschortingEnAanhoudingMogelijk": True,
            "verlengingMogelijk": False,
            "publicatieIndicatie": False,
            "productenOfDiensten": [],
            "referentieproces": {"naam": "Proef"},
            "verantwoordelijke": RSIN,
            "besluittypen": [besluittype["omschrijving"]],
            "gerelateerdeZaaktypen": [],
            "beginGeldigheid": "2026-01-01",
            "selectielijstProcestype": procestype,
        },
    )
    for number, text in enumerate(("Ontvangen", "Afgehandeld"), start=1):
        ztc.create("statustype", {"zaaktype": zaaktype["url"], "omschrijving": text, "volgnummer": number})
    ztc.create(
        "resultaattype",
        {
            "zaaktype": zaaktype["url"],
            "omschrijving": "Verleend",
            "resultaattypeomschrijving": generiek[0]["url"],
            "selectielijstklasse": klasse["url"],
            "archiefnominatie": "vernietigen",
            "archiefactietermijn": "P5Y",
            "brondatumArchiefprocedure": {
                "afleidingswijze": "afgehandeld",
                "datumkenmerk": "",
                "einddatumBekend": False,
                "objecttype": "",
                "registratie": "",
                "procestermijn": None,
            },
        },
    )
    ztc.create(
        "roltype",
        {"zaaktype": zaaktype["url"], "omschrijving": "Initiator", "omschrijvingGeneriek": "initiator"},
    )
    ztc.create(
        "zaakinformatieobjecttype",
        {
            "zaaktype": zaaktype["url"],
            "informatieobjecttype": iot["omschrijving"],
            "volgnummer": 1,
            "richting": "inkomend",
        },
    )
    for kind, row in (
        ("informatieobjecttype", iot),
        ("besluittype", besluittype),
        ("zaaktype", zaaktype),
    ):
        ztc.operation(f"{kind}_publish", {}, uuid=row["url"].rsplit("/", 1)[1])
    published = ztc.retrieve("zaaktype", url=zaaktype["url"])
    assert published["concept"] is False
    return {"zaaktype": published, "informatieobjecttype": iot, "besluittype": besluittype}


def test_an_application_of_the_field_publishes_a_zaaktype_and_closes_a_zaak(suite: Suite) -> None:
    made = _zaaktype(suite)
    zrc, ztc = suite.zaken, suite.catalogi
    zaak = zrc.create(
        "zaak",
        {
            "zaaktype": made["zaaktype"]["url"],
            "bronorganisatie": RSIN,
            "verantwoordelijkeOrganisatie": RSIN,
            "startdatum": TODAY,
            "omschrijving": "Proef",
        },
    )
    statustypen = ztc.list("statustype", {"zaaktype": zaak["zaaktype"]})["results"]
    statustypen.sort(key=lambda row: row["volgnummer"])
    moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 60))
    zrc.create(
        "status", {"zaak": zaak["url"], "statustype": statustypen[0]["url"], "datumStatusGezet": moment}
    )
    roltype = ztc.list("roltype", {"zaaktype": zaak["zaaktype"]})["results"][0]
    zrc.create(
        "rol",
        {
            "zaak": zaak["url"],
            "betrokkeneType": "natuurlijk_persoon",
            "roltype": roltype["url"],
            "roltoelichting": "aanvrager",
            "betrokkeneIdentificatie": {"inpBsn": "999993653", "geslachtsnaam": "Moulin"},
        },
    )
    content = b"Een situatietekening."
    document = suite.documenten.create(
        "enkelvoudiginformatieobject",
        {
            "informatieobjecttype": made["informatieobjecttype"]["url"],
            "bronorganisatie": RSIN,
            "creatiedatum": TODAY,
            "titel": "Tekening",
            "auteur": "S. Moulin",
            "taal": "nld",
            "bestandsnaam": "tekening.txt",
            "formaat": "text/plain",
            "inhoud": base64.b64encode(content).decode(),
            "bestandsomvang": len(content),
            "indicatieGebruiksrecht": False,
        },
    )
    zrc.create("zaakinformatieobject", {"zaak": zaak["url"], "informatieobject": document["url"]})
    besluit = suite.besluiten.create(
        "besluit",
        {
            "verantwoordelijkeOrganisatie": RSIN,
            "besluittype": made["besluittype"]["url"],
            "zaak": zaak["url"],
            "datum": TODAY,
            "ingangsdatum": TODAY,
        },
    )
    suite.besluiten.create(
        "besluitinformatieobject", {"besluit": besluit["url"], "informatieobject": document["url"]}
    )
    resultaattype = ztc.list("resultaattype", {"zaaktype": zaak["zaaktype"]})["results"][0]
    zrc.create("resultaat", {"zaak": zaak["url"], "resultaattype": resultaattype["url"]})
    moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    zrc.create(
        "status", {"zaak": zaak["url"], "statustype": statustypen[-1]["url"], "datumStatusGezet": moment}
    )
    closed = zrc.retrieve("zaak", url=zaak["url"])
    assert closed["einddatum"] == TODAY
    assert closed["archiefnominatie"] == "vernietigen"
    assert closed["archiefactiedatum"] == f"{int(TODAY[:4]) + 5}{TODAY[4:]}"
    assert [row["actie"] for row in zrc.list("audittrail", zaak_uuid=closed["uuid"])].count("create") >= 5
    mirrored = suite.documenten.list("objectinformatieobject", {"informatieobject": document["url"]})
    assert {row["object"] for row in mirrored} == {zaak["url"], besluit["url"]}
