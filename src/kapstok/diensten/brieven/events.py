"""After the commit: the resident hears of a new status, of a question, and of a message."""

from datetime import UTC, datetime
from uuid import UUID

from kapstok.diensten.brieven.statusmail import addressee_by_wish, addressee_of, is_news, mail_about
from kapstok.magazijnen.catalogi.models import StatusType
from kapstok.magazijnen.klanten.models import Van
from kapstok.magazijnen.klanten.services import preferences_of
from kapstok.magazijnen.zaken.models import Status
from kapstok.platform.events.outbox import Event
from kapstok.platform.events.registry import listens


@listens("zaken.status.create", consumer="brieven.mail-bij-status")
def mail_about_status(event: Event) -> None:
    """Mail the resident about a new status, when its statustype says so (informeren, ImZTC)."""
    now = datetime.now(UTC)
    status = Status.objects.filter(id=UUID(event.data["resourceId"])).first()
    if status is None or not is_news(status.datum_status_gezet, now):
        return
    statustype = StatusType.objects.filter(id=status.statustype_id, informeren=True).first()
    if statustype is None:
        return
    mail_about(
        "mail-afgerond" if event.data.get("final") else "mail-status",
        event_key=f"zaken.status:{status.id}",
        to=addressee_of(status.zaak_id),
        zaak_id=status.zaak_id,
        status=statustype.omschrijving,
        now=now,
    )


@listens("behandeling.taak.create", consumer="brieven.mail-bij-vraag")
def mail_about_question(event: Event) -> None:
    """Mail the resident that the municipality asks something of them."""
    now, zaak_id = datetime.now(UTC), UUID(event.subject)
    if event.data["wie"] != "inwoner" or not is_news(event.moment, now):
        return
    mail_about(
        "mail-vraag",
        event_key=f"behandeling.taak:{event.data['taak']}",
        to=addressee_of(zaak_id),
        zaak_id=zaak_id,
        now=now,
    )


# The name is older than this package: mail about messages began in klanten, and deliveries carry the name.
@listens("klanten.bericht.create", consumer="klanten.mail-bij-bericht")
def mail_about_message(event: Event) -> None:
    """Tell the resident by mail that a message waits (Awb 2:10), if they gave an address and want that."""
    if event.data["van"] != Van.GEMEENTE:
        return
    mail_about(
        "mail-bericht",
        event_key=f"klanten.bericht:{event.data['bericht']}",
        to=addressee_by_wish(preferences_of(event.data["betrokkene"])),
        zaak_id=UUID(event.data["zaak"]),
        now=datetime.now(UTC),
    )
