"""Short makers for zaken that are due, straight into the tables of the stores."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import pytest

from kapstok.kern.vertrouwelijkheid import Vertrouwelijkheid
from kapstok.magazijnen.besluiten.models import Besluit, BesluitInformatieObject
from kapstok.magazijnen.catalogi import models as catalogi
from kapstok.magazijnen.documenten import models as documenten
from kapstok.magazijnen.zaken import models as zaken

LONG_AGO, MOMENT = date(2015, 1, 1), datetime(2015, 1, 1, tzinfo=UTC)


@dataclass
class Given:
    """A zaaktype with its resultaattype, and zaken of it that may go since 1 January 2026."""

    zaaktype: Any
    resultaattype: Any
    statustype: Any
    documenttype: Any
    besluittype: Any
    made: list[Any] = field(default_factory=list)

    def zaak(self, **values: Any) -> Any:
        number = len(self.made) + 1
        defaults = {
            "identificatie": f"W-2015-{number:03d}",
            "bronorganisatie": "000000000",
            "zaaktype": self.zaaktype,
            "registratiedatum": LONG_AGO,
            "verantwoordelijke_organisatie": "000000000",
            "startdatum": LONG_AGO,
            "einddatum": date(2016, 1, 1),
            "vertrouwelijkheidaanduiding": "intern",
            "vertrouwelijkheid_rang": Vertrouwelijkheid.INTERN.rang,
            "archiefnominatie": "vernietigen",
            "archiefactiedatum": date(2026, 1, 1),
            "laatst_gemuteerd": MOMENT,
        }
        zaak = zaken.Zaak.objects.create(**{**defaults, **values})
        zaken.Resultaat.objects.create(zaak=zaak, resultaattype=self.resultaattype)
        zaken.Status.objects.create(zaak=zaak, statustype=self.statustype, datum_status_gezet=MOMENT)
        self.made.append(zaak)
        return zaak

    def document(self, *of: Any, sha256: str = "a" * 64) -> Any:
        number = documenten.EnkelvoudigInformatieObject.objects.count() + 1
        document = documenten.EnkelvoudigInformatieObject.objects.create(
            identificatie=f"D-{number}", bronorganisatie="000000000", informatieobjecttype=self.documenttype
        )
        documenten.InformatieObjectVersie.objects.create(
            informatieobject=document, versie=1, begin_registratie=MOMENT, creatiedatum=LONG_AGO, titel="Brief",
            vertrouwelijkheidaanduiding="intern", auteur="A", taal="nld", sha256=sha256,
        )  # fmt: skip
        for zaak in of:
            zaken.ZaakInformatieObject.objects.create(
                zaak=zaak, informatieobject=document, registratiedatum=MOMENT
            )
            self._mirror(document, "zaak", zaak)
        return document

    def besluit(self, zaak: Any, document: Any | None = None) -> Any:
        besluit = Besluit.objects.create(
            identificatie=f"B-{zaak.identificatie}", verantwoordelijke_organisatie="000000000",
            besluittype=self.besluittype, zaak=zaak, datum=LONG_AGO, ingangsdatum=LONG_AGO,
        )  # fmt: skip
        if document is not None:
            BesluitInformatieObject.objects.create(besluit=besluit, informatieobject=document)
            self._mirror(document, "besluit", besluit)
        return besluit

    def _mirror(self, document: Any, kind: str, of: Any) -> None:
        documenten.ObjectInformatieObject.objects.create(
            informatieobject=document, object_type=kind, object_id=of.id
        )


@pytest.fixture
def given(tenant: Any) -> Given:
    catalogus = catalogi.Catalogus.objects.create(
        domein="OWO", rsin="000000000", contactpersoon_beheer_naam="B"
    )
    valid = {"catalogus": catalogus, "begin_geldigheid": LONG_AGO, "concept": False}
    zaaktype = catalogi.ZaakType.objects.create(
        **valid, identificatie="kapvergunning", omschrijving="Boom kappen", vertrouwelijkheidaanduiding="intern",
        doel="d", aanleiding="a", indicatie_intern_of_extern="extern", handeling_initiator="Aanvragen",
        onderwerp="Boom", handeling_behandelaar="Behandelen", doorlooptijd="P8W",
        opschorting_en_aanhouding_mogelijk=True, verlenging_mogelijk=False, publicatie_indicatie=False,
        verantwoordelijke="OWO",
    )  # fmt: skip
    return Given(
        zaaktype,
        catalogi.ResultaatType.objects.create(
            zaaktype=zaaktype, omschrijving="Verleend", resultaattypeomschrijving="x",
            selectielijstklasse="https://selectielijst.example/1", selectielijst_nummer="11.1",
        ),
        catalogi.StatusType.objects.create(zaaktype=zaaktype, omschrijving="Klaar", volgnummer=1),
        catalogi.InformatieObjectType.objects.create(
            **valid, omschrijving="Brief", vertrouwelijkheidaanduiding="intern", informatieobjectcategorie="x"
        ),
        catalogi.BesluitType.objects.create(**valid, omschrijving="Vergunning", publicatie_indicatie=False),
    )  # fmt: skip
