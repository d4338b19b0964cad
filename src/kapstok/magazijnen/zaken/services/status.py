"""Status of a zaak. The end status closes it, any other one on a closed zaak reopens it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.utils import timezone

from kapstok.magazijnen.catalogi.models import StatusType
from kapstok.magazijnen.documenten.elders import told
from kapstok.magazijnen.zaken import rules, rules_status
from kapstok.magazijnen.zaken.errors import ZaakRefused
from kapstok.magazijnen.zaken.models import Rol, Status, Zaak, ZaakInformatieObject
from kapstok.magazijnen.zaken.services.archive import (
    ARCHIVE_FIELDS,
    clear_archive,
    einddatum_changed,
    set_archive,
)
from kapstok.magazijnen.zaken.services.base import found, require, snapshot, take, taken, written
from kapstok.platform.audit.chain import SubjectKey
from kapstok.platform.db.later import later
from kapstok.platform.db.rows import ask_one, insert_later
from kapstok.platform.work import Actor, unit_of_work

# What a status looks at of its zaak, of sixty columns. One that closes or reopens it reads all of it.
OF_STATUS = (
    *("id", "zaaktype_id", "hoofdzaak_id", "startdatum", "einddatum", "resultaat_id", "versie"),
    *("status_id", "statustype_id", "bronorganisatie", "vertrouwelijkheidaanduiding", "laatst_gemuteerd"),
)
# The end status is the one with the highest volgnummer of its zaaktype; the newest one is the status of the zaak.
_FACTS = """
SELECT NOT EXISTS (SELECT 1 FROM catalogi_statustype s JOIN catalogi_statustype h ON h.zaaktype_id = s.zaaktype_id
    WHERE s.id = %(statustype)s AND h.volgnummer > s.volgnummer),
  EXISTS (SELECT 1 FROM zaken_status WHERE zaak_id = %(zaak)s AND datum_status_gezet = %(moment)s),
  NOT EXISTS (SELECT 1 FROM zaken_status WHERE zaak_id = %(zaak)s AND datum_status_gezet > %(moment)s)
"""


class _Facts(NamedTuple):
    """`final`: the end status; `doubled`: there is one of this moment; `newest`: there is none of later."""

    final: bool
    doubled: bool
    newest: bool


def _facts_of(zaak: UUID, statustype: UUID | None, moment: datetime | None) -> Callable[[], _Facts]:
    """What a new status has to do with what is there; asked now, and there when somebody looks."""
    answer = later(_FACTS, {"statustype": statustype, "zaak": zaak, "moment": moment}, reads=True)
    return lambda: _Facts(*(column == b"t" for column in answer.row() or ()))


class Asked(NamedTuple):
    """What was asked for a new status before its use case began."""

    zaak: Zaak
    statustype: StatusType
    key: SubjectKey
    facts: Callable[[], _Facts]


def ask_status(
    zaak_id: UUID, statustype_id: UUID, moment: datetime
) -> tuple[SubjectKey, Callable[[], _Facts]]:
    """What a new status will want to know beside its zaak (asked before, and locked) and statustype."""
    return SubjectKey(str(zaak_id), new=False), _facts_of(zaak_id, statustype_id, moment)


def set_status(
    zaak_id: UUID,
    statustype_id: UUID,
    *,
    actor: Actor,
    moment: datetime,
    toelichting: str = "",
    gezetdoor: str = "",
    gezetdoor_rol_id: UUID | None = None,
    forced: bool = False,
    may_reopen: bool = False,
    asked: Asked | None = None,
) -> Status:
    """Add a status. `forced`: may set the end status again; `may_reopen`: may set another one on a closed zaak.

    `asked`: what was asked for it before, in this transaction.
    """
    with unit_of_work(actor, "status.create") as work:
        asked = asked or _asked(zaak_id, statustype_id, moment)
        work.about(zaak_id, key=asked.key)
        statustype, zaak = asked.statustype, asked.zaak
        final, doubled, newest = asked.facts()
        _require_allowed(zaak, final=final, forced=forced, may_reopen=may_reopen)
        require(
            rules.zrc_016_statustype(statustype.zaaktype_id, zaak.zaaktype_id),
            rules_status.zrc_status_moment(_moment(zaak, moment, work.moment, taken=doubled)),
            _set_by(zaak, gezetdoor_rol_id),
            rules_status.zrc_007_end_status(_closing(zaak)) if final else [],
        )
        status = Status(
            zaak_id=zaak.id,
            statustype_id=statustype.id,
            datum_status_gezet=moment,
            statustoelichting=toelichting,
            gezetdoor=gezetdoor,
            gezetdoor_rol_id=gezetdoor_rol_id,
        )
        insert_later(status)
        closes = final or zaak.einddatum is not None
        zaak = take(zaak_id) if closes else zaak
        before = snapshot(zaak) if closes else None
        changed = _take_effect(zaak, status, final=final, newest=newest)
        more = {"statustype": str(statustype.id), "final": final}
        written(work, zaak, "status", "create", status.id, after=snapshot(status), columns=changed, **more)
        if closes:
            work.record("zaak", zaak.id, before=before, after=snapshot(zaak), action="zaak.status")
            einddatum_changed(work, zaak)
    return status


def _asked(zaak_id: UUID, statustype_id: UUID, moment: datetime) -> Asked:
    statustype, zaak = ask_one(StatusType, statustype_id), ask_one(Zaak, zaak_id, lock=True, only=OF_STATUS)
    key, facts = ask_status(zaak_id, statustype_id, moment)
    return Asked(statustype=found(statustype, "statustype_id"), zaak=taken(zaak), key=key, facts=facts)


def _require_allowed(zaak: Zaak, *, final: bool, forced: bool, may_reopen: bool) -> None:
    if zaak.einddatum is None:
        return None
    if final:
        return require(rules.zrc_007_closed_needs_force(zaak.einddatum, forced=forced))
    hoofdzaak = Zaak.objects.filter(id=zaak.hoofdzaak_id).exclude(einddatum=None)
    closed = zaak.hoofdzaak_id is not None and hoofdzaak.exists()
    return require(rules_status.zrc_008_reopening(may_reopen=may_reopen, hoofdzaak_closed=closed))


def new_status_faults(values: dict[str, Any], now: datetime) -> list[ZaakRefused]:
    """All that the rules have against a status of which these columns are known."""
    zaak = Zaak.objects.filter(id=values.get("zaak_id")).first()
    if zaak is None:
        return []
    refusals = _set_by(zaak, values.get("gezetdoor_rol_id"))
    statustype = StatusType.objects.filter(id=values.get("statustype_id")).first()
    moment: datetime | None = values.get("datum_status_gezet")
    facts = _facts_of(zaak.id, statustype.id if statustype else None, moment)
    if moment is not None:
        refusals += rules_status.zrc_status_moment(_moment(zaak, moment, now, taken=facts().doubled))
    if statustype is None:
        return refusals
    refusals += rules.zrc_016_statustype(statustype.zaaktype_id, zaak.zaaktype_id)
    if facts().final:
        refusals += rules_status.zrc_007_end_status(_closing(zaak))
        zaak.einddatum = timezone.localdate(moment or now)
        return refusals + rules_status.zrc_021_archive_date_is_known(set_archive(zaak).missing)
    closed = Zaak.objects.filter(id=zaak.hoofdzaak_id).exclude(einddatum=None).exists()
    reopens = zaak.einddatum is not None
    return refusals + rules_status.zrc_008_reopening(may_reopen=True, hoofdzaak_closed=closed and reopens)


def _moment(zaak: Zaak, moment: datetime, now: datetime, *, taken: bool) -> rules_status.StatusMoment:
    return rules_status.StatusMoment(moment, timezone.localdate(moment), now, zaak.startdatum, taken)


def _set_by(zaak: Zaak, rol_id: UUID | None) -> list[rules.ZaakRefused]:
    of = Rol.objects.filter(id=rol_id).values_list("zaak_id", flat=True).first() if rol_id else None
    return rules_status.zrc_status_gezetdoor(of, zaak.id)


def _closing(zaak: Zaak) -> rules_status.Closing:
    """What the end status looks at: one query for the deelzaken, one for the documents."""
    deelzaken = Zaak.objects.filter(hoofdzaak_id=zaak.id).values_list("einddatum", "resultaat_id")
    links = ZaakInformatieObject.objects.filter(zaak_id=zaak.id).values_list(
        "informatieobject_url", "informatieobject__lock", "informatieobject__indicatie_gebruiksrecht"
    )
    documents = [(bool(lock), indicatie) for url, lock, indicatie in links if not url]
    elsewhere = told(url for url, _lock, _indicatie in links if url)
    documents += [(d.get("locked") is True, d.get("indicatieGebruiksrecht")) for d in elsewhere]
    return rules_status.Closing(
        has_resultaat=zaak.resultaat_id is not None,
        open_deelzaken=sum(1 for einddatum, _ in deelzaken if einddatum is None),
        deelzaken_without_resultaat=sum(1 for einddatum, r in deelzaken if einddatum and r is None),
        locked_documents=sum(1 for lock, _ in documents if lock),
        documents_without_indicatie=sum(1 for _, indicatie in documents if indicatie is None),
    )


def _take_effect(zaak: Zaak, status: Status, *, final: bool, newest: bool) -> list[str]:
    """Columns of the zaak that change by this status."""
    changed: list[str] = []
    if newest:
        zaak.status_id, zaak.statustype_id = status.id, status.statustype_id
        changed += ["status_id", "statustype_id"]
    if not final and zaak.einddatum is None:
        return changed
    if final:
        zaak.einddatum = timezone.localdate(status.datum_status_gezet)
        require(rules_status.zrc_021_archive_date_is_known(set_archive(zaak).missing))
    else:
        zaak.einddatum = None
        clear_archive(zaak)
    return [*changed, "einddatum", *ARCHIVE_FIELDS]
