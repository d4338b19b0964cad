"""Making a zaak."""

from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from django.db import connection

from kapstok.kern.tijdvak import Duration
from kapstok.kern.zaaknummer import format_zaaknummer
from kapstok.magazijnen.catalogi.models import ZaakType
from kapstok.magazijnen.zaken import rules
from kapstok.magazijnen.zaken.errors import ZaakRefused
from kapstok.magazijnen.zaken.models import Zaak
from kapstok.magazijnen.zaken.services.base import count, rank_of, require, snapshot, tell
from kapstok.platform.db import current_tenant, uuid7
from kapstok.platform.tenancy.registry import tenant_by_id
from kapstok.platform.work import Actor, unit_of_work

# A number that was given out stays given out when the rest of the transaction is undone by a later use;
# within one transaction it goes back, so numbers may have gaps and never doubles.
_NEXT = """
INSERT INTO zaken_zaaknummer (id, jaar, laatste) VALUES (%s, %s, 1)
ON CONFLICT (tenant, jaar) DO UPDATE SET laatste = zaken_zaaknummer.laatste + 1 RETURNING laatste
"""


class NieuweZaak(msgspec.Struct, kw_only=True):
    """What a caller gives for a new zaak; the rest is derived from the zaaktype and the municipality."""

    zaaktype_id: UUID
    startdatum: date
    id: UUID | None = None
    identificatie: str = ""
    bronorganisatie: str = ""
    verantwoordelijke_organisatie: str = ""
    omschrijving: str = ""
    toelichting: str = ""
    registratiedatum: date | None = None
    einddatum_gepland: date | None = None
    uiterlijke_einddatum_afdoening: date | None = None
    publicatiedatum: date | None = None
    communicatiekanaal: str = ""
    communicatiekanaal_naam: str = ""
    producten_of_diensten: list[str] = []
    vertrouwelijkheidaanduiding: str = ""
    betalingsindicatie: str = ""
    laatste_betaaldatum: Any = None
    zaakgeometrie: dict[str, Any] | None = None
    verlenging: dict[str, Any] | None = None
    opschorting: dict[str, Any] | None = None
    selectielijstklasse: str = ""
    hoofdzaak_id: UUID | None = None
    relevante_andere_zaken: list[dict[str, Any]] = []
    kenmerken: list[dict[str, str]] = []
    archiefnominatie: str = ""
    archiefstatus: str = "nog_te_archiveren"
    archiefactiedatum: date | None = None
    startdatum_bewaartermijn: date | None = None
    opdrachtgevende_organisatie: str = ""
    processobjectaard: str = ""
    processobject: dict[str, Any] | None = None
    team_id: UUID | None = None


def next_number(year: int, prefix: str) -> str:
    """Next zaaknummer of this municipality and year, readable over the phone."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [uuid7(), year])
        return str(format_zaaknummer(prefix, year, cursor.fetchone()[0]))


def search_text(*parts: str) -> str:
    """Text in which the search looks: upper case, single spaces."""
    return " ".join(" ".join(parts).upper().split())


def set_box(zaak: Zaak) -> None:
    """Derive the bounding box from the geometry."""
    box = rules.box_of(zaak.zaakgeometrie)
    zaak.min_x, zaak.min_y, zaak.max_x, zaak.max_y = box or (None, None, None, None)


def _own_organisation() -> tuple[str, str]:
    """RSIN and number prefix of the municipality in scope."""
    tenant = tenant_by_id(current_tenant() or 0)
    instellingen = tenant.instellingen if tenant else {}
    return instellingen.get("rsin", ""), instellingen.get("zaakprefix", "Z")


def create_zaak(new: NieuweZaak, *, actor: Actor, today: date) -> Zaak:
    """Make a zaak of a published zaaktype; number, confidentiality and dates come from it when not given.

    Raises ZaakRefused (or Refusals) with the standard's codes.
    """
    zaaktype = ZaakType.objects.filter(id=new.zaaktype_id).first()
    if zaaktype is None:
        raise ZaakRefused("object-does-not-exist", "zaaktype", "Dit zaaktype is er niet.")
    rsin, prefix = _own_organisation()
    with unit_of_work(actor, "zaak.create") as work:
        values = {f: getattr(new, f) for f in new.__struct_fields__ if f != "id"}
        zaak = Zaak(**values, laatst_gemuteerd=work.moment, vertrouwelijkheid_rang=0)
        if new.id is not None:
            zaak.id = new.id
        zaak.bronorganisatie = new.bronorganisatie or rsin
        zaak.verantwoordelijke_organisatie = new.verantwoordelijke_organisatie or rsin
        zaak.registratiedatum = new.registratiedatum or today
        zaak.vertrouwelijkheidaanduiding = (
            new.vertrouwelijkheidaanduiding or zaaktype.vertrouwelijkheidaanduiding
        )
        zaak.vertrouwelijkheid_rang = rank_of(zaak.vertrouwelijkheidaanduiding)
        _derive_dates(zaak, zaaktype)
        _check(zaak, zaaktype)
        zaak.identificatie = new.identificatie or next_number(today.year, prefix)
        zaak.zoektekst = search_text(zaak.identificatie, zaak.omschrijving, zaaktype.omschrijving)
        set_box(zaak)
        zaak.save(force_insert=True)
        count(zaak, 1)
        work.record("zaak", zaak.id, after=snapshot(zaak))
        tell(work, "zaak", "create", zaak)
    return zaak


def _derive_dates(zaak: Zaak, zaaktype: ZaakType) -> None:
    """Planned and last date by servicenorm and doorlooptijd, when the caller gives none (ImZTC)."""
    if zaak.uiterlijke_einddatum_afdoening is None and zaaktype.doorlooptijd:
        zaak.uiterlijke_einddatum_afdoening = zaak.startdatum + Duration.parse(zaaktype.doorlooptijd)
    if zaak.einddatum_gepland is None and zaaktype.servicenorm:
        zaak.einddatum_gepland = zaak.startdatum + Duration.parse(zaaktype.servicenorm)


def _check(zaak: Zaak, zaaktype: ZaakType) -> None:
    hoofdzaak = Zaak.objects.filter(id=zaak.hoofdzaak_id).first() if zaak.hoofdzaak_id else None
    same = Zaak.objects.filter(identificatie=zaak.identificatie, bronorganisatie=zaak.bronorganisatie)
    require(
        rules.zaaktype_is_published(zaaktype.concept),
        rules.zrc_002_number_is_unique(bool(zaak.identificatie) and same.exists()),
        rules.zrc_008_hoofdzaak_is_no_deelzaak(
            zaak.id, zaak.hoofdzaak_id, hoofdzaak.hoofdzaak_id if hoofdzaak else None
        ),
        [ZaakRefused("object-does-not-exist", "hoofdzaak", "Deze hoofdzaak is er niet.")]
        if zaak.hoofdzaak_id and hoofdzaak is None
        else [],
    )
