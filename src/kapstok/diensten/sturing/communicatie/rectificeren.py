"""Setting right what went out: other words, or withdrawn; who had it by mail hears of it, and the record stays."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kapstok.diensten.sturing.communicatie.models import Bericht, Publicatie, Rectificatie
from kapstok.diensten.sturing.communicatie.queries import Uitgegeven, met_rectificaties
from kapstok.diensten.sturing.communicatie.rules import rectificatie_fouten
from kapstok.diensten.sturing.communicatie.services import PUBLICEREN, WORDS
from kapstok.diensten.sturing.dossier.stuk import dag
from kapstok.diensten.sturing.rollen.services import eis
from kapstok.platform.db.editing import described, locked
from kapstok.platform.errors import Refusal, Refusals
from kapstok.platform.mail.queue import Uitgaand, queue_mails
from kapstok.platform.mail.recall import recall
from kapstok.platform.work import Actor, Work, unit_of_work

WOORDEN = {
    **WORDS,
    "reden": _("Schrijf op waarom."),
    "gelijk": _("Dit is wat er al staat. Wijzig de titel of de tekst."),
}


def rectificeer(
    publicatie_id: UUID, soort: str, reden: str, *, titel: str = "", tekst: str = "", versie: int, op: date,
    actor: Actor,
) -> Rectificatie:  # fmt: skip
    """Correct a publication or withdraw it, for a reason; `versie` is that of its message.

    Mail that waits is not sent any more. A correction goes to every address; that it was withdrawn goes to those
    whose mail had left.
    """
    with unit_of_work(actor, f"bericht.{soort}") as work:
        eis(actor, PUBLICEREN, op)
        known = Publicatie.objects.filter(id=publicatie_id).first()
        if known is None:
            raise Refusal("not_found", message=str(_("Dit is er niet (meer).")))
        bericht = locked(Bericht, known.bericht_id, versie)
        (sent,) = met_rectificaties([known])
        if sent.ingetrokken:
            raise Refusal("ingetrokken", message=str(_("Dit bericht is al ingetrokken.")))
        wrong = rectificatie_fouten(soort, reden, (titel.strip(), tekst.strip()), sent.nu)
        if wrong:
            raise Refusals([Refusal(code, field, str(WOORDEN[code])) for field, code in wrong])
        made = Rectificatie(
            publicatie=known, soort=soort, reden=reden.strip(), mails=0, op=op, door=actor.stored_name[:120],
            **({"titel": titel.strip()[:120], "tekst": tekst.strip()} if soort == "correctie" else {}),
        )  # fmt: skip
        made.mails = _mail(sent, made, work)
        made.save(force_insert=True)
        bericht.versie += 1
        bericht.save(update_fields=["versie"])
        work.record("bericht", bericht.id, after={soort: described(made)})
        work.publish(f"communicatie.bericht.{soort}", subject=bericht.id, data={"publicatie": str(known.id)})
    return made


def _keys(sent: Uitgegeven) -> list[str]:
    """Of every mail that went out of it, and of what was set right."""
    first = sent.publicatie
    found = [f"publicatie:{first.id}:{n}" for n in range(first.mails)]
    return found + [f"rectificatie:{r.id}:{n}" for r in sent.rectificaties for n in range(r.mails)]


def _mail(sent: Uitgegeven, made: Rectificatie, work: Work) -> int:
    left, stopped = recall(_keys(sent))
    addresses = sorted(left | stopped if made.soort == "correctie" else left)
    subject, text = in_woorden(sent, made)
    mails = (Uitgaand(f"rectificatie:{made.id}:{n}", to, subject, text) for n, to in enumerate(addresses))
    queue_mails(mails, work.moment)
    return len(addresses)


def in_woorden(sent: Uitgegeven, made: Rectificatie) -> tuple[str, str]:
    """Title and text as the receivers read them: in Dutch, as the message itself, whoever presses the button."""
    if made.soort == "intrekking":
        told = f"Het bericht van {dag(sent.publicatie.op)} is ingetrokken. {made.reden}"
        return f"Ingetrokken: {sent.nu[0]}", told
    return f"Gecorrigeerd: {made.titel}", f"{made.tekst}\n\nGecorrigeerd op {dag(made.op)}. {made.reden}"
