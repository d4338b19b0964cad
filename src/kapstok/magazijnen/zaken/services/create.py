"""Making a zaak."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from kapstok.kern.tijdvak import Duration
from kapstok.magazijnen.catalogi.models import ZaakType
from kapstok.magazijnen.zaken import rules
from kapstok.magazijnen.zaken.errors import ZaakRefused
from kapstok.magazijnen.zaken.models import Zaak
from kapstok.magazijnen.zaken.services import checks
from kapstok.magazijnen.zaken.services.base import (
    find,
    rank_of,
    require,
    snapshot,
    tell,
    versions_up,
)
from kapstok.magazijnen.zaken.services.numbers import (
    Series,
    ask_series,
    next_number,
    own_organisation,
    use_reservation,
)
from kapstok.magazijnen.zaken.services.relations import Relatie, set_gerelateerde, set_relevante
from kapstok.magazijnen.zaken.services.suspension import suspended_by
from kapstok.platform.db import uuid7
from kapstok.platform.db.rows import fresh, insert_later
from kapstok.platform.work import Actor, unit_of_work

RELATIONS = ("relevante_andere_zaken", "gerelateerde_zaken")


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
    relevante_andere_zaken: list[Relatie] = []
    gerelateerde_zaken: list[Relatie] = []
    kenmerken: list[dict[str, str]] = []
    archiefnominatie: str = ""
    archiefstatus: str = "nog_te_archiveren"
    archiefactiedatum: date | None = None
    startdatum_bewaartermijn: date | None = None
    opdrachtgevende_organisatie: str = ""
    processobjectaard: str = ""
    processobject: dict[str, Any] | None = None
    laatst_geopend: datetime | None = None
    team_id: UUID | None = None


def search_text(*parts: str) -> str:
    """Text in which the search looks: upper case, single spaces."""
    return " ".join(" ".join(parts).upper().split())


def set_box(zaak: Zaak) -> None:
    """Derive the bounding box from the geometry."""
    box = rules.box_of(zaak.zaakgeometrie)
    zaak.min_x, zaak.min_y, zaak.max_x, zaak.max_y = box or (None, None, None, None)


def create_zaak(
    new: NieuweZaak,
    *,
    actor: Actor,
    today: date,
    zaaktype: ZaakType | None = None,
    series: Series | None = None,
) -> Zaak:
    """Make a zaak of a published zaaktype; number, confidentiality and dates come from it when not given.

    `zaaktype`: its row, when it was read in this transaction already; `series`: a number was asked for. Raises
    ZaakRefused (or Refusals) with the standard's codes.
    """
    rsin, prefix = own_organisation()
    with unit_of_work(actor, "zaak.create") as work:
        zaak_id = new.id or uuid7()
        work.about(zaak_id, new=new.id is None)
        series = None if new.identificatie else series or ask_series(today.year, prefix)
        zaaktype = zaaktype or find(ZaakType, new.zaaktype_id, "zaaktype_id")
        given = msgspec.structs.asdict(new)
        for name in ("id", *RELATIONS):
            del given[name]
        zaak = fresh(
            Zaak, {**given, "id": zaak_id, "laatst_gemuteerd": work.moment, "vertrouwelijkheid_rang": 0}
        )
        zaak.bronorganisatie = new.bronorganisatie or rsin
        zaak.verantwoordelijke_organisatie = new.verantwoordelijke_organisatie or rsin
        zaak.registratiedatum = new.registratiedatum or today
        zaak.team_id = new.team_id or zaaktype.team_id
        zaak.vertrouwelijkheidaanduiding = (
            new.vertrouwelijkheidaanduiding or zaaktype.vertrouwelijkheidaanduiding
        )
        zaak.vertrouwelijkheid_rang = rank_of(zaak.vertrouwelijkheidaanduiding)
        zaak.opschorting = suspended_by(None, new.opschorting, today)
        _derive_dates(zaak, zaaktype)
        require(*checks.of_new(zaak, zaaktype, work.moment))
        if series is None:
            use_reservation(zaak.identificatie, zaak.bronorganisatie)
        else:
            zaak.identificatie = next_number(today.year, prefix, zaak.bronorganisatie, series)
        zaak.zoektekst = search_text(zaak.identificatie, zaak.omschrijving, zaaktype.omschrijving)
        set_box(zaak)
        insert_later(zaak)
        versions_up([zaak.hoofdzaak_id])
        related = _relations(zaak, new)
        work.record("zaak", zaak.id, after={**snapshot(zaak), **related})
        tell(work, "zaak", "create", zaak)
    return zaak


def new_zaak_faults(values: dict[str, Any], now: datetime) -> list[ZaakRefused]:
    """All that the rules have against a new zaak of which these columns are known."""
    columns = {n: v for n, v in values.items() if n not in RELATIONS}
    zaaktype = ZaakType.objects.filter(id=columns.get("zaaktype_id")).first()
    return [r for verdict in checks.of_new(Zaak(**columns), zaaktype, now) for r in verdict]


def _relations(zaak: Zaak, new: NieuweZaak) -> dict[str, Any]:
    """Other zaken that were given; a new zaak has none of before."""
    relevante, gerelateerde = new.relevante_andere_zaken, new.gerelateerde_zaken
    return {
        **(set_relevante(zaak, relevante) if relevante else {}),
        **(set_gerelateerde(zaak, gerelateerde) if gerelateerde else {}),
    }


def _derive_dates(zaak: Zaak, zaaktype: ZaakType) -> None:
    """Planned and last date by servicenorm and doorlooptijd, when the caller gives none (ImZTC)."""
    if zaak.uiterlijke_einddatum_afdoening is None and zaaktype.doorlooptijd:
        zaak.uiterlijke_einddatum_afdoening = zaak.startdatum + Duration.parse(zaaktype.doorlooptijd)
    if zaak.einddatum_gepland is None and zaaktype.servicenorm:
        zaak.einddatum_gepland = zaak.startdatum + Duration.parse(zaaktype.servicenorm)
