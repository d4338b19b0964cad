"""The communication plan of the demo, after chapter 8 of the plan; addresses are invented."""

from datetime import date
from uuid import UUID

from kapstok.diensten.sturing.communicatie.rectificeren import rectificeer
from kapstok.diensten.sturing.communicatie.services import publiceer, save_bericht, save_doelgroep
from kapstok.diensten.sturing.plan.models import Planversie
from kapstok.diensten.sturing.verband.models import Deelnemer
from kapstok.platform.work import SYSTEM

ADOPTED = date(2017, 5, 22)


def load_communication() -> None:
    """Target groups per municipality, what was told after the adoption, and what comes back."""
    heads: list[UUID] = []
    staff: list[UUID] = []
    for member in Deelnemer.objects.order_by("volgorde"):
        for made, naam in ((heads, "Afdelingshoofden"), (staff, "Medewerkers")):
            values = {
                "naam": f"{naam} {member.naam}",
                "deelnemer_id": member.id,
                "adressen": [f"{naam.lower()}@{member.code}.example"],
            }
            made.append(save_doelgroep(values, actor=SYSTEM).id)
    first = Planversie.objects.order_by("nummer")[0].id
    told = _add(
        "Het informatieplan is vastgesteld", heads + staff, ["intranet"], moment="plan", aanleiding_id=first
    )
    sent = publiceer(told, versie=1, op=ADOPTED, actor=SYSTEM)
    rectificeer(
        sent.id, "correctie", "In het bericht stond een verkeerde periode.",
        titel="Het informatieplan 2017-2020 is vastgesteld",
        tekst="Het informatieplan 2017-2020 is vastgesteld. Lees het op de pagina Plan, of vraag het uw i-adviseur.",
        versie=2, op=date(2017, 5, 24), actor=SYSTEM,
    )  # fmt: skip
    _add("Overleg met de organisatie", heads, ["mail"], datum=date(2020, 9, 7), herhaling=3,
         aandachtsveld="Dienstverlening")  # fmt: skip
    _add("Het jaarplan van dit jaar", heads + staff, ["intranet"], datum=date(2020, 12, 1), herhaling=12)


def _add(titel: str, groups: list[UUID], kanalen: list[str], **more: object) -> UUID:
    values = {
        "titel": titel, "tekst": f"{titel}. Lees het op de pagina Plan, of vraag het uw i-adviseur.",
        "doelgroepen": groups, "kanalen": kanalen, "verantwoordelijke": "Igor Adema", **more,
    }  # fmt: skip
    return save_bericht(values, actor=SYSTEM).id
