"""Sending the memo of a closed quarter to the directie: by mail with its files, and kept with its zaak."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from kapstok.diensten.sturing.dossier import Stuk, leg_vast
from kapstok.diensten.sturing.dossier.stuk_odt import MIME
from kapstok.diensten.sturing.kwartaal.models import Kwartaal, Verzending
from kapstok.diensten.sturing.kwartaal.services import OPSTELLEN
from kapstok.diensten.sturing.rollen.queries import adressen
from kapstok.diensten.sturing.rollen.services import eis
from kapstok.platform.errors import Refusal
from kapstok.platform.mail.queue import Bijlage, Uitgaand, queue_mails
from kapstok.platform.work import Actor, unit_of_work

MOST = 50


@dataclass(frozen=True, slots=True)
class Ontvanger:
    """Who gets the memo; without an address it cannot reach them."""

    naam: str
    adres: str
    gemeente: str = ""


def directie(op: date) -> list[Ontvanger]:
    """Who holds the function on this day, with the address of the account."""
    return [
        Ontvanger(row["naam"], row["email"] or "", row["gemeente"]) for row in adressen("owo_directie", op)
    ]


def tekst_van(row: Kwartaal) -> str:
    """What the mail says when nothing else is typed."""
    return (
        f"Beste directie,\n\nHierbij de memo over kwartaal {row.nummer} van {row.jaar}, als PDF en als ODT. "
        "De cijfers liggen vast en komen uit de boekingen en besluiten van dat kwartaal.\n"
    )


def verzend(
    kwartaal_id: UUID, *, tekst: str, ook_aan: list[str], gezien: int, op: date, actor: Actor
) -> Verzending:
    """A mail with PDF and ODT to each member of the directie and to who is named beside.

    `gezien`: how often it had been sent when the sender looked, so that two buttons pressed at once send once.
    """
    with unit_of_work(actor, "memo.verzenden") as work:
        eis(actor, OPSTELLEN, op)
        row = Kwartaal.objects.select_for_update().filter(id=kwartaal_id).first()
        if row is None or row.gesloten_op is None or not row.pdf_sha256:
            raise Refusal("open", "", _("De memo kan uit als het kwartaal is gesloten."))
        if Verzending.objects.filter(kwartaal=row).count() != gezien:
            raise Refusal("al_gedaan", "", _("De memo is intussen verzonden. Bekijk hieronder aan wie."))
        if not tekst.strip():
            raise Refusal("verplicht", "tekst", _("Vul dit in."))
        reached = _to(directie(op), ook_aan)
        kop = f"Memo kwartaal {row.nummer} van {row.jaar}"
        made = Verzending(
            kwartaal=row, op=op, door=actor.stored_name[:120], tekst=tekst.strip()[:4000],
            aan=[{"naam": each.naam, "adres": each.adres} for each in reached],
        )  # fmt: skip
        if row.zaak_id:
            record = _record(row, made, kop)
            made.document_id = leg_vast(row.zaak_id, record, op=op, actor=actor, ook_gesloten=True)
        made.save(force_insert=True)
        name = f"memo-{row.jaar}-k{row.nummer}"
        files = (
            Bijlage(f"{name}.pdf", "application/pdf", row.pdf_sha256),
            Bijlage(f"{name}.odt", MIME, row.odt_sha256),
        )
        mails = (
            Uitgaand(f"memo:{made.id}:{n}", each.adres, kop, made.tekst, files)
            for n, each in enumerate(reached)
        )
        queue_mails(mails, work.moment)
        work.record("kwartaal", row.id, after={"verzonden_aan": made.aan, "pdf": row.pdf_sha256})
        work.publish(
            "kwartaal.memo.verzonden", subject=row.id, data={"jaar": row.jaar, "kwartaal": row.nummer}
        )
    return made


def _to(known: list[Ontvanger], beside: list[str]) -> list[Ontvanger]:
    """Each address once."""
    try:
        for each in beside:
            validate_email(each)
    except ValidationError as wrong:
        text = _("Een van deze adressen is geen e-mailadres. Zet elk adres op een eigen regel.")
        raise Refusal("adres", "ook_aan", text) from wrong
    found: dict[str, Ontvanger] = {}
    for each in [*(o for o in known if o.adres), *(Ontvanger(a, a) for a in beside)]:
        found.setdefault(each.adres.lower(), each)
    if not found:
        raise Refusal(
            "adressen", "ook_aan", _("Niemand van de directie heeft een e-mailadres. Vul er een in.")
        )
    if len(found) > MOST:
        raise Refusal("veel", "ook_aan", _("Dit zijn er te veel."))
    return list(found.values())


def _record(row: Kwartaal, made: Verzending, kop: str) -> Stuk:
    """The sending as a record: to whom, by whom, when, the words, and the hashes of what went with it."""
    lines: list[Any] = [
        f"Onderwerp: {kop}",
        f"Verzonden op: {made.op:%d-%m-%Y}",
        f"Door: {made.door}",
        *(f"Aan: {each['naam']} <{each['adres']}>" for each in made.aan),
        f"Bijlage: memo-{row.jaar}-k{row.nummer}.pdf (sha256 {row.pdf_sha256})",
        f"Bijlage: memo-{row.jaar}-k{row.nummer}.odt (sha256 {row.odt_sha256})",
        "",
        made.tekst,
    ]
    content = "\n".join(lines).encode()
    return Stuk(
        "Memo", f"Verzending {kop}", content, "text/plain", f"verzending-{row.jaar}-k{row.nummer}.txt"
    )


def verzendingen(kwartaal_id: UUID) -> list[Verzending]:
    """Each time it was sent, the first on top."""
    return list(Verzending.objects.filter(kwartaal_id=kwartaal_id))
