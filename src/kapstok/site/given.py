"""Makers for tests: `given.zaak(...)` reads like the story. Defaults are valid and dull."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from kapstok.platform.audit.actor import Actor

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
# In the selectielijst 2020: "Toegekend", and 1.1.1, a class that leaves every afleidingswijze open.
_LIJST = "https://selectielijst.openzaak.nl/api/v1"
OMSCHRIJVING = f"{_LIJST}/resultaattypeomschrijvingen/fb65d251-1518-4185-865f-b8bdcfad07b1"
KLASSE = f"{_LIJST}/resultaten/6d37598e-30f0-4aef-930d-3e1690725d95"


@dataclass
class MadeZaakType:
    """A published zaaktype and what hangs on it."""

    id: UUID
    statustypen: list[Any] = field(default_factory=list)
    resultaattypen: list[Any] = field(default_factory=list)
    roltypen: dict[str, Any] = field(default_factory=dict)
    eigenschappen: dict[str, Any] = field(default_factory=dict)
    informatieobjecttype: Any = None
    besluittype: Any = None


class Given:
    """Makes rows through the real services, in the tenant that is in scope."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self._catalogus: Any = None

    def catalogus(self) -> Any:
        """One catalogus per test."""
        from kapstok.magazijnen.catalogi.models import Catalogus
        from kapstok.magazijnen.catalogi.services import add

        found = Catalogus.objects.first()
        values = {"domein": "OWO", "rsin": "851000010", "naam": "OWO", "contactpersoon_beheer_naam": "Beheer"}
        return found or add(Catalogus, values, actor=self.actor)

    def zaaktype(self, *, brondatum: dict[str, Any] | None = None, **more: Any) -> MadeZaakType:
        """A published zaaktype with three statustypen, two resultaattypen, roltypen, an eigenschap, a
        document type and a besluittype."""
        from kapstok.magazijnen.catalogi import models as m
        from kapstok.magazijnen.catalogi.services import add, publish

        catalogus = self.catalogus()
        others = m.ZaakType.objects.filter(identificatie__startswith="KAP").count()
        values = {
            "catalogus_id": catalogus.id,
            "identificatie": f"KAP{others + 1}" if others else "KAP",
            "omschrijving": "Boom kappen",
            "vertrouwelijkheidaanduiding": "zaakvertrouwelijk",
            "doel": "Vergunning",
            "aanleiding": "Aanvraag",
            "indicatie_intern_of_extern": "extern",
            "handeling_initiator": "Aanvragen",
            "onderwerp": "Boom",
            "handeling_behandelaar": "Behandelen",
            "doorlooptijd": "P8W",
            "servicenorm": "P6W",
            "opschorting_en_aanhouding_mogelijk": True,
            "verlenging_mogelijk": True,
            "verlengingstermijn": "P6W",
            "publicatie_indicatie": False,
            "referentieproces": {"naam": "Vergunning"},
            "verantwoordelijke": "851000010",
            "begin_geldigheid": date(2026, 1, 1),
            **more,
        }
        zaaktype = add(m.ZaakType, values, actor=self.actor)
        made = MadeZaakType(zaaktype.id)
        for number, text in enumerate(("Ontvangen", "In behandeling", "Afgehandeld"), start=1):
            row = {
                "zaaktype_id": zaaktype.id,
                "omschrijving": text,
                "volgnummer": number,
                "statustekst": text,
            }
            made.statustypen.append(add(m.StatusType, row, actor=self.actor))
        for text, nominatie, termijn in (
            ("Verleend", "vernietigen", "P10Y"),
            ("Geweigerd", "vernietigen", "P5Y"),
        ):
            row = {
                "zaaktype_id": zaaktype.id,
                "omschrijving": text,
                "resultaattypeomschrijving": OMSCHRIJVING,
                "selectielijstklasse": KLASSE,
                "archiefnominatie": nominatie,
                "archiefactietermijn": termijn,
                "brondatum_archiefprocedure": brondatum or {"afleidingswijze": "afgehandeld"},
            }
            made.resultaattypen.append(add(m.ResultaatType, row, actor=self.actor))
        for generic in ("initiator", "behandelaar", "belanghebbende"):
            row = {
                "zaaktype_id": zaaktype.id,
                "omschrijving": generic.title(),
                "omschrijving_generiek": generic,
            }
            made.roltypen[generic] = add(m.RolType, row, actor=self.actor)
        spec = {
            "groep": "",
            "formaat": "datum",
            "lengte": "8",
            "kardinaliteit": "1",
            "waardenverzameling": [],
        }
        row = {
            "zaaktype_id": zaaktype.id,
            "naam": "kapdatum",
            "definitie": "Dag van kappen",
            "specificatie": spec,
        }
        made.eigenschappen["kapdatum"] = add(m.Eigenschap, row, actor=self.actor)
        row = {"zaaktype_id": zaaktype.id, "ander_objecttype": False, "relatie_omschrijving": "staat op"}
        add(
            m.ZaakObjectType,
            {**row, "objecttype": "https://objecttypen.voorbeeld.test/perceel"},
            actor=self.actor,
        )
        self._document_and_besluittype(made, catalogus.id)
        publish(m.ZaakType, zaaktype.id, actor=self.actor)
        return made

    def _document_and_besluittype(self, made: MadeZaakType, catalogus_id: UUID) -> None:
        from kapstok.magazijnen.catalogi import models as m
        from kapstok.magazijnen.catalogi.services import add, publish

        row: dict[str, Any] = {
            "catalogus_id": catalogus_id,
            "omschrijving": "Bijlage",
            "vertrouwelijkheidaanduiding": "zaakvertrouwelijk",
            "informatieobjectcategorie": "bijlage",
            "begin_geldigheid": date(2026, 1, 1),
        }
        kinds, besluiten = m.InformatieObjectType.objects, m.BesluitType.objects
        made.informatieobjecttype = kinds.filter(omschrijving="Bijlage", concept=False).first()
        if made.informatieobjecttype is None:
            made.informatieobjecttype = add(m.InformatieObjectType, row, actor=self.actor)
            publish(m.InformatieObjectType, made.informatieobjecttype.id, actor=self.actor)
        row = {
            "zaaktype_id": made.id,
            "informatieobjecttype_id": made.informatieobjecttype.id,
            "volgnummer": 1,
            "richting": "inkomend",
        }
        add(m.ZaakTypeInformatieObjectType, row, actor=self.actor)
        row = {
            "catalogus_id": catalogus_id,
            "omschrijving": "Vergunning",
            "publicatie_indicatie": False,
            "begin_geldigheid": date(2026, 1, 1),
        }
        made.besluittype = besluiten.filter(omschrijving="Vergunning", concept=False).first()
        if made.besluittype is None:
            made.besluittype = add(m.BesluitType, row, actor=self.actor)
            publish(m.BesluitType, made.besluittype.id, actor=self.actor)
        link = {"zaaktype_id": made.id, "besluittype_id": made.besluittype.id}
        add(m.ZaakTypeBesluitType, link, actor=self.actor)
        link = {
            "besluittype_id": made.besluittype.id,
            "informatieobjecttype_id": made.informatieobjecttype.id,
        }
        if not m.BesluitTypeInformatieObjectType.objects.filter(**link).exists():
            m.BesluitTypeInformatieObjectType.objects.create(**link)

    def zaak(self, zaaktype: MadeZaakType | None = None, **more: Any) -> Any:
        """An open zaak of a (new) zaaktype."""
        from kapstok.magazijnen.zaken.services import NieuweZaak, create_zaak

        kind = zaaktype or self.zaaktype()
        values = {"startdatum": TODAY, "omschrijving": "Eik in de voortuin", **more}
        return create_zaak(NieuweZaak(zaaktype_id=kind.id, **values), actor=self.actor, today=TODAY)

    def initiator(self, zaak: Any, zaaktype: MadeZaakType, bsn: str = "999993653") -> Any:
        """A natural person as initiator."""
        from kapstok.magazijnen.zaken.services import NieuweRol, add_rol

        person = {"inpBsn": bsn, "voornamen": "Suzanne", "geslachtsnaam": "Moulin"}
        rol = NieuweRol(
            roltype_id=zaaktype.roltypen["initiator"].id,
            betrokkene_type="natuurlijk_persoon",
            roltoelichting="Aanvrager",
            betrokkene_identificatie=person,
        )
        return add_rol(zaak.id, rol, actor=self.actor)

    def document(self, zaaktype: MadeZaakType, content: bytes = b"%PDF-1.7 proef", **more: Any) -> Any:
        """A document with bytes in the store; returns its first version."""
        from kapstok.magazijnen.documenten.services import NieuwDocument, create_document
        from kapstok.platform.storage import store

        stored = store().put([content])
        values = {
            "informatieobjecttype_id": zaaktype.informatieobjecttype.id,
            "titel": "Foto",
            "creatiedatum": TODAY,
            "auteur": "S. Moulin",
            "formaat": "application/pdf",
            "bestandsnaam": "foto.pdf",
            "sha256": stored.sha256,
            "bestandsomvang": stored.size,
            **more,
        }
        return create_document(NieuwDocument(**values), actor=self.actor)
