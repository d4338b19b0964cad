"""What stands in the other installation: a catalogus, some hundreds of zaken, documents with versions, besluiten."""

import hashlib
from typing import Any

from tests.verhuizing.openzaak import OpenZaak

RSIN, ZAKEN, DOCUMENTEN = "851000034", 110, 40
Json = dict[str, Any]


def _catalogus(oz: OpenZaak) -> dict[str, Json]:
    """Two versions of a zaaktype, and one that is still being made."""
    top = oz.add("catalogi/catalogussen", domein="OPENZ", rsin=RSIN, contactpersoonBeheerNaam="J. Bosma")
    of = {"catalogus": top["url"], "beginGeldigheid": "2023-01-01"}
    open_ = {"vertrouwelijkheidaanduiding": "openbaar", "concept": False}
    soort = {"informatieobjectcategorie": "brieven", "omschrijvingGeneriek": _generiek()}
    brief = oz.add("catalogi/informatieobjecttypen", omschrijving="Brief", **of, **open_, **soort)
    besluittype = oz.add(
        "catalogi/besluittypen",
        omschrijving="Vergunning",
        concept=False,
        informatieobjecttypen=[brief["url"]],
        reactietermijn="P42D",
        **of,
    )
    made = {"catalogus": top, "brief": brief, "besluittype": besluittype}
    for name, begin, end, concept in (
        ("oud", "2023-01-01", "2023-12-31", False),
        ("kap", "2024-01-01", None, False),
        ("concept", "2026-01-01", None, True),
    ):
        made[name] = _zaaktype(oz, made, name, begin, end, concept=concept)
    made["kap"]["gerelateerdeZaaktypen"] = [
        {"zaaktype": made["concept"]["url"], "aardRelatie": "vervolg", "toelichting": "Daarna"}
    ]
    made["concept"]["deelzaaktypen"] = [made["kap"]["url"]]
    return made


def _generiek() -> Json:
    return {
        "informatieobjecttypeOmschrijvingGeneriek": "Brief",
        "definitieInformatieobjecttypeOmschrijvingGeneriek": "Een brief",
        "herkomstInformatieobjecttypeOmschrijvingGeneriek": "KING",
        "hierarchieInformatieobjecttypeOmschrijvingGeneriek": "Documenten",
        "opmerkingInformatieobjecttypeOmschrijvingGeneriek": "",
    }


def _zaaktype(
    oz: OpenZaak, made: dict[str, Json], name: str, begin: str, end: str | None, *, concept: bool
) -> Json:
    new = name == "concept"
    one = oz.add(
        "catalogi/zaaktypen",
        identificatie="SNOEIEN" if new else "KAPPEN",
        omschrijving="Boom snoeien" if new else "Boom kappen",
        vertrouwelijkheidaanduiding="openbaar",
        doel="Bomen behouden",
        aanleiding="Aanvraag",
        indicatieInternOfExtern="extern",
        handelingInitiator="aanvragen",
        onderwerp="Boom",
        handelingBehandelaar="behandelen",
        doorlooptijd="P56D",
        verlengingMogelijk=True,
        verlengingstermijn="P42D",
        trefwoorden=["boom"],
        productenOfDiensten=["https://producten.voorbeeld.test/1"],
        referentieproces={"naam": "Kappen", "link": ""},
        verantwoordelijke=RSIN,
        beginGeldigheid=begin,
        eindeGeldigheid=end,
        versiedatum=begin,
        concept=concept,
        catalogus=made["catalogus"]["url"],
        besluittypen=[] if new else [made["besluittype"]["url"]],
    )
    of = {
        "zaaktype": one["url"],
        "zaaktypeIdentificatie": one["identificatie"],
        "catalogus": made["catalogus"]["url"],
    }
    for number, text in enumerate(("Ontvangen", "In behandeling", "Afgehandeld"), 1):
        last = number == 3
        oz.add("catalogi/statustypen", omschrijving=text, volgnummer=number, isEindstatus=last, **of)
    for text, kind in (("Aanvrager", "initiator"), ("Behandelaar", "behandelaar")):
        oz.add("catalogi/roltypen", omschrijving=text, omschrijvingGeneriek=kind, **of)
    oz.add(
        "catalogi/resultaattypen",
        omschrijving="Verleend",
        resultaattypeomschrijving="https://selectielijst.voorbeeld.test/omschrijvingen/1",
        selectielijstklasse="https://selectielijst.voorbeeld.test/resultaten/1",
        archiefnominatie="vernietigen",
        archiefactietermijn="P5Y",
        brondatumArchiefprocedure={
            "afleidingswijze": "afgehandeld",
            "datumkenmerk": "",
            "einddatumBekend": False,
            "objecttype": "",
            "registratie": "",
            "procestermijn": None,
        },
        besluittypen=[] if new else [made["besluittype"]["url"]],
        besluittypeOmschrijving=[] if new else ["Vergunning"],
        **of,
    )
    form = {"groep": "", "formaat": "datum", "lengte": "8", "kardinaliteit": "1", "waardenverzameling": []}
    oz.add("catalogi/eigenschappen", naam="kapdatum", definitie="Wanneer", specificatie=form, **of)
    link = {"informatieobjecttype": made["brief"]["url"], "volgnummer": 1, "richting": "inkomend"}
    oz.add("catalogi/zaaktype-informatieobjecttypen", **link, **of)
    return one


def _type(oz: OpenZaak, path: str, zaaktype: Json, number: int = 0) -> Json:
    return [one for one in oz.rows[f"catalogi/{path}"] if one["zaaktype"] == zaaktype["url"]][number]


def add_zaak(oz: OpenZaak, kinds: dict[str, Json], number: int) -> Json:
    """With everything below it. Every third is closed."""
    kind, day = kinds["oud" if number % 5 == 0 else "kap"], f"2024-02-{number % 28 + 1:02}"
    zaak = oz.add(
        "zaken/zaken",
        identificatie=f"OZ-2024-{number:06}",
        bronorganisatie=RSIN,
        verantwoordelijkeOrganisatie=RSIN,
        omschrijving=f"Boom aan de Brink {number}",
        zaaktype=kind["url"],
        registratiedatum=day,
        startdatum=day,
        laatstGemuteerd=f"{day}T10:00:00Z",
        vertrouwelijkheidaanduiding="zaakvertrouwelijk",
        archiefstatus="nog_te_archiveren",
        communicatiekanaalNaam="E-mail",
        kenmerken=[{"kenmerk": f"K{number}", "bron": "Oud systeem"}],
        zaakgeometrie={"type": "Point", "coordinates": [6.2 + number / 10000, 53.0]},
    )
    of = {"zaak": zaak["url"]}
    citizen = {"inpBsn": "999990019", "geslachtsnaam": "Wijbenga", "voornamen": "Tjitske"}
    oz.add(
        "zaken/rollen",
        betrokkeneType="natuurlijk_persoon",
        roltype=_type(oz, "roltypen", kind)["url"],
        omschrijving="Aanvrager",
        omschrijvingGeneriek="initiator",
        registratiedatum=f"{day}T10:00:00Z",
        betrokkeneIdentificatie=citizen,
        **of,
    )
    add_status(oz, zaak, kind, 0, f"{day}T10:00:00Z")
    eigenschap = _type(oz, "eigenschappen", kind)
    oz.add("zaken/zaakeigenschappen", eigenschap=eigenschap["url"], naam="kapdatum", waarde="20240301", **of)
    oz.add("zaken/klantcontacten", identificatie=f"KC{number}", datumtijd=f"{day}T09:00:00Z", **of)
    if number % 3 == 0:
        add_status(oz, zaak, kind, 2, f"{day}T12:00:00Z")
        oz.add("zaken/resultaten", resultaattype=_type(oz, "resultaattypen", kind)["url"], **of)
        zaak |= {"einddatum": day, "archiefnominatie": "vernietigen", "archiefactiedatum": f"2029{day[4:]}"}
    if number % 10 == 0:
        oz.add("zaken/zaakcontactmomenten", contactmoment=f"https://contacten.voorbeeld.test/{number}", **of)
    oz.said(zaak, "create", f"{day}T10:00:00Z")
    return zaak


def add_status(oz: OpenZaak, zaak: Json, kind: Json, number: int, moment: str) -> Json:
    """The next status of a zaak."""
    for earlier in oz.rows.get("zaken/statussen", []):
        if earlier["zaak"] == zaak["url"]:
            earlier["indicatieLaatstGezetteStatus"] = False
    statustype = _type(oz, "statustypen", kind, number)["url"]
    told = {"datumStatusGezet": moment, "indicatieLaatstGezetteStatus": True}
    return oz.add("zaken/statussen", zaak=zaak["url"], statustype=statustype, **told)


def add_document(oz: OpenZaak, kinds: dict[str, Json], number: int, versions: int) -> Json:
    """With its bytes; every version has others."""
    one = oz.add(
        "documenten/enkelvoudiginformatieobjecten",
        identificatie=f"OZ-D-{number:06}",
        bronorganisatie=RSIN,
        creatiedatum="2024-02-01",
        auteur="S. Moulin",
        status="definitief",
        formaat="text/plain",
        taal="nld",
        bestandsnaam="brief.txt",
        vertrouwelijkheidaanduiding="openbaar",
        informatieobjecttype=kinds["brief"]["url"],
        titel="Brief",
    )
    for _ in range(versions):
        add_version(oz, one)
    oz.said(one, "create", "2024-02-01T10:00:00Z")
    return one


def add_version(oz: OpenZaak, one: Json) -> None:
    """Its next version."""
    own, number = one["url"].rpartition("/")[2], one["versie"] + 1
    content = f"{one['identificatie']} versie {number}\n".encode() * (
        200 if one["identificatie"].endswith("5") else 20
    )
    one |= {
        "versie": number,
        "titel": f"Brief, versie {number}",
        "beginRegistratie": f"2024-02-{number:02}T10:00:00Z",
        "inhoud": f"{one['url']}/download?versie={number}",
        "bestandsomvang": len(content),
        "integriteit": {
            "algoritme": "sha_256",
            "waarde": hashlib.sha256(content).hexdigest(),
            "datum": "2024-02-01",
        },
    }
    oz.versions[own, number] = (dict(one), content)


def link(oz: OpenZaak, zaak: Json, document: Json) -> None:
    """The document is of this zaak; both sides say so."""
    both = {"informatieobject": document["url"], "zaak": zaak["url"]}
    told = {"aardRelatieWeergave": "Hoort bij, omgekeerd: kent", "registratiedatum": "2024-02-02T10:00:00Z"}
    oz.add("zaken/zaakinformatieobjecten", **both, **told)
    mirror = {"informatieobject": document["url"], "object": zaak["url"], "objectType": "zaak"}
    oz.add("documenten/objectinformatieobjecten", **mirror)


def add_besluit(oz: OpenZaak, kinds: dict[str, Json], number: int, zaak: Json, documents: list[Json]) -> Json:
    """With its documents."""
    one = oz.add(
        "besluiten/besluiten",
        identificatie=f"OZ-B-{number:06}",
        verantwoordelijkeOrganisatie=RSIN,
        besluittype=kinds["besluittype"]["url"],
        zaak=zaak["url"],
        datum="2024-03-01",
        ingangsdatum="2024-03-02",
    )
    for document in documents:
        both = {"besluit": one["url"], "informatieobject": document["url"]}
        oz.add("besluiten/besluitinformatieobjecten", **both)
        mirror = {"informatieobject": document["url"], "object": one["url"], "objectType": "besluit"}
        oz.add("documenten/objectinformatieobjecten", **mirror)
    return one


def finish(oz: OpenZaak) -> None:
    """Lists that show the other side of a relation."""
    for member, path in (
        ("rollen", "rollen"),
        ("eigenschappen", "zaakeigenschappen"),
        ("zaakinformatieobjecten", "zaakinformatieobjecten"),
        ("zaakobjecten", "zaakobjecten"),
    ):
        _listed(oz, "zaken/zaken", member, f"zaken/{path}", "zaak")
    for zaak in oz.rows["zaken/zaken"]:
        zaak["deelzaken"] = [z["url"] for z in oz.rows["zaken/zaken"] if z["hoofdzaak"] == zaak["url"]]
    by_zaak = {one["zaak"]: one["url"] for one in oz.rows["zaken/statussen"]}
    results = {one["zaak"]: one["url"] for one in oz.rows["zaken/resultaten"]}
    for zaak in oz.rows["zaken/zaken"]:
        zaak |= {"status": by_zaak[zaak["url"]], "resultaat": results.get(zaak["url"])}
    for member in ("statustypen", "resultaattypen", "eigenschappen", "roltypen"):
        _listed(oz, "catalogi/zaaktypen", member, f"catalogi/{member}", "zaaktype")
    for kind in ("zaaktypen", "besluittypen", "informatieobjecttypen"):
        _listed(oz, "catalogi/catalogussen", kind, f"catalogi/{kind}", "catalogus")


def _listed(oz: OpenZaak, above: str, member: str, below: str, by: str) -> None:
    found: dict[str, list[str]] = {}
    for one in oz.rows.get(below, []):
        found.setdefault(one[by], []).append(one["url"])
    for one in oz.rows[above]:
        one[member] = found.get(one["url"], [])


def installation() -> tuple[OpenZaak, dict[str, Json]]:
    """All of it."""
    oz = OpenZaak()
    kinds = _catalogus(oz)
    zaken = [add_zaak(oz, kinds, number) for number in range(1, ZAKEN + 1)]
    zaken[1]["hoofdzaak"] = zaken[0]["url"]
    zaken[2]["relevanteAndereZaken"] = [
        {"url": zaken[0]["url"], "aardRelatie": "vervolg", "overigeRelatie": "", "toelichting": ""}
    ]
    documents = [add_document(oz, kinds, n, 3 if n % 4 == 0 else 1) for n in range(1, DOCUMENTEN + 1)]
    for number, document in enumerate(documents):
        link(oz, zaken[number], document)
    for document in documents[::10]:
        document["indicatieGebruiksrecht"] = True
        told = {"startdatum": "2024-02-01T00:00:00Z", "omschrijvingVoorwaarden": "Alleen hier"}
        oz.add("documenten/gebruiksrechten", informatieobject=document["url"], **told)
    for number in range(0, 20, 2):
        add_besluit(oz, kinds, number, zaken[number], documents[number : number + 2])
    finish(oz)
    return oz, kinds
