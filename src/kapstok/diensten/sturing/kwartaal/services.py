"""Opening a quarter, deciding about its cards, and closing it. Closing is one transaction with all that it means."""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kapstok.diensten.sturing.dossier import Stuk, leg_vast, open_zaak, sluit_zaak
from kapstok.diensten.sturing.dossier.stuk import Memo
from kapstok.diensten.sturing.dossier.stuk_odt import MIME, odt
from kapstok.diensten.sturing.dossier.stuk_pdf import pdf
from kapstok.diensten.sturing.geld.queries import laatst_gesloten
from kapstok.diensten.sturing.geld.services import sluit_kwartaal
from kapstok.diensten.sturing.kwartaal import queries
from kapstok.diensten.sturing.kwartaal.cijfers import stand
from kapstok.diensten.sturing.kwartaal.memo import memo
from kapstok.diensten.sturing.kwartaal.models import Kaart, Kwartaal
from kapstok.diensten.sturing.kwartaal.rules import NAAR, Punt, fout, open_punten
from kapstok.diensten.sturing.projecten import services as projecten
from kapstok.diensten.sturing.projecten.queries import op_agenda
from kapstok.diensten.sturing.projecten.rules import kwartaal_begin, kwartaal_einde
from kapstok.diensten.sturing.projecten.services.base import eis_project
from kapstok.diensten.sturing.projecten.services.stappen import HANDELING
from kapstok.diensten.sturing.rollen.services import NietBevoegd, eis
from kapstok.platform.errors import Refusal, Refusals
from kapstok.platform.work import Actor, unit_of_work

WORDS: dict[str, Promise | str] = {
    "geen_besluit": gettext_lazy("Neem een besluit over dit project."),
    "geen_toets": gettext_lazy("Vul eerst de kwartaaltoets in."),
    "kan_niet": gettext_lazy("Dit besluit past niet bij de stand van het project."),
    "reden": gettext_lazy("Schrijf op waarom."),
    "gewijzigd": gettext_lazy("Iemand anders besloot intussen iets anders. Bekijk wat er nu staat en sla opnieuw op."),
}  # fmt: skip


OPSTELLEN = ("kwartaalrapport.opstellen", "memo.aanbieden")


@dataclass(frozen=True, slots=True)
class Besluit:
    """What is decided about a card by somebody who saw it at this version."""

    kaart_id: UUID
    besluit: str
    toelichting: str = ""
    versie: int = 0
    opmerking: str | None = None  # for the memo; None leaves it as it is


def openen(jaar: int, nummer: int, *, op: date, actor: Actor) -> Kwartaal:
    """The agenda of a quarter: a card for each project that runs or is proposed, and a zaak for the memo."""
    eis(actor, OPSTELLEN, op)
    if nummer not in (1, 2, 3, 4) or not 2000 <= jaar <= 2100:
        raise Refusal("kwartaal", "kwartaal", _("Een kwartaal is 1, 2, 3 of 4."))
    if op < kwartaal_begin(jaar, nummer):
        raise Refusal("te_vroeg", "kwartaal", _("Dit kwartaal is nog niet begonnen."))
    closed = laatst_gesloten()
    if closed is not None and (jaar, nummer) <= closed:
        raise Refusal("gesloten", "kwartaal", _("Dit kwartaal is al gesloten."))
    if Kwartaal.objects.filter(gesloten_op=None).exists():
        raise Refusal("open", "kwartaal", _("Er staat al een kwartaal open. Sluit dat eerst."))
    with unit_of_work(actor, "kwartaal.openen") as work:
        zaak = open_zaak("kwartaalmemo", f"Kwartaal {nummer} van {jaar}", op=op, actor=actor)
        try:
            with transaction.atomic():
                row = Kwartaal.objects.create(jaar=jaar, nummer=nummer, zaak_id=zaak.id, geopend_op=op)
        except IntegrityError as twice:
            raise Refusal("open", "kwartaal", _("Er staat al een kwartaal open. Sluit dat eerst.")) from twice
        ids = op_agenda(max(op, kwartaal_einde(jaar, nummer)))
        Kaart.objects.bulk_create(Kaart(kwartaal=row, project_id=each) for each in ids)
        work.record("kwartaal", row.id, after={"jaar": jaar, "nummer": nummer, "kaarten": len(ids)})
        work.publish("kwartaal.agenda.geopend", subject=row.id, data={"jaar": jaar, "kwartaal": nummer})
    return row


def besluiten(
    kwartaal_id: UUID, besluiten: Iterable[Besluit], *, op: date, actor: Actor, inleiding: str | None = None
) -> None:
    """Keep decisions about cards. What was not changed is left alone; who looked at an older card is told.

    That a project goes on or waits is a report; what moves it is decided by who directs the year plan, card by card.
    """
    with unit_of_work(actor, "kwartaal.besluiten") as work:
        row = _open(kwartaal_id)
        cards = {
            card.id: card
            for card in Kaart.objects.select_for_update(of=("self",))
            .select_related("project")
            .filter(kwartaal=row)
            .order_by("id")
        }
        states = {k["id"]: k["project"]["toestand"] for k in queries.kaarten(row.id, row.jaar, row.nummer)}
        faults, changed = [], {}
        asked: dict[tuple[tuple[str, ...], str], NietBevoegd | None] = {}
        for each in besluiten:
            card = cards.get(each.kaart_id)
            if card is None:
                continue
            remark = card.opmerking if each.opmerking is None else each.opmerking.strip()[:4000]
            decided = (card.besluit, card.toelichting) != (each.besluit, each.toelichting)
            if not decided and remark == card.opmerking:
                continue
            point = Punt(str(card.id), states[card.id], each.besluit, each.toelichting)
            refused = _role(each.besluit, card, op, actor, asked) if decided else None
            if remark != card.opmerking and refused is None:
                refused = _may_write(op, actor, asked)
            if refused is not None:
                faults.append(Refusal(refused.code, f"kaart_{card.id}", refused.message))
                continue
            wrong = "gewijzigd" if card.versie != each.versie else fout(point) if decided else ""
            if wrong:
                faults.append(Refusal(wrong, f"kaart_{card.id}", str(WORDS[wrong])))
                continue
            changed[str(card.id)] = [card.besluit, each.besluit]
            card.besluit, card.toelichting, card.opmerking = each.besluit, each.toelichting, remark
            if decided:
                card.door = actor.stored_name[:120]
            card.versie += 1
            card.save()
        if faults:
            raise Refusals(faults)
        if inleiding is not None and inleiding[:4000] != row.inleiding:
            eis(actor, OPSTELLEN, op)
            row.inleiding = inleiding[:4000]
            row.save(update_fields=["inleiding"])
        work.record("kwartaal", row.id, after={"besluiten": changed, "inleiding": row.inleiding})


def _may_write(
    op: date, actor: Actor, asked: dict[tuple[tuple[str, ...], str], NietBevoegd | None]
) -> NietBevoegd | None:
    """A remark for the memo is of who makes the memo."""
    if (OPSTELLEN, "") not in asked:
        asked[OPSTELLEN, ""] = None
        try:
            eis(actor, OPSTELLEN, op)
        except NietBevoegd as refused:
            asked[OPSTELLEN, ""] = refused
    return asked[OPSTELLEN, ""]


def _role(
    besluit: str,
    card: Kaart,
    op: date,
    actor: Actor,
    asked: dict[tuple[tuple[str, ...], str], NietBevoegd | None],
) -> NietBevoegd | None:
    """Why this person may not decide this. Taking back what moves a project is of the same role; asked once a role."""
    acts = HANDELING.get(NAAR.get(besluit) or NAAR.get(card.besluit, ""), OPSTELLEN)
    key = acts, card.project.boekcode if "project.leiden" in acts else ""
    if key not in asked:
        asked[key] = None
        try:
            if key[1]:
                eis_project(actor, acts, op, card.project)
            else:
                eis(actor, acts, op)
        except NietBevoegd as refused:
            asked[key] = refused
    return asked[key]


def sluiten(kwartaal_id: UUID, *, op: date, actor: Actor) -> Kwartaal:
    """Close it: every decision is carried out, the money closes, the figures freeze, the memo is filed."""
    with unit_of_work(actor, "kwartaal.sluiten") as work:
        eis(actor, OPSTELLEN, op)
        row = _open(kwartaal_id)
        if op <= kwartaal_einde(row.jaar, row.nummer):
            raise Refusal("te_vroeg", "", _("Dit kwartaal is nog niet voorbij."))
        cards = queries.kaarten(row.id, row.jaar, row.nummer)
        _complete(cards)
        figures = stand(row.jaar, row.nummer, cards, op=op)
        _carry_out(row, cards, op, actor)
        closed = laatst_gesloten()
        if closed is None or (row.jaar, row.nummer) > closed:
            sluit_kwartaal(row.jaar, row.nummer, actor=actor)
        row.cijfers, row.gesloten_op = {**figures, "opsteller": actor.stored_name}, op
        _file(row, op, actor)
        row.versie += 1
        row.save()
        work.record("kwartaal", row.id, after={"jaar": row.jaar, "nummer": row.nummer, "pdf": row.pdf_sha256})
        work.publish(
            "kwartaal.agenda.gesloten", subject=row.id, data={"jaar": row.jaar, "kwartaal": row.nummer}
        )
    return row


def memo_van(row: Kwartaal) -> Memo:
    """The memo of a closed quarter, made again from what was frozen."""
    return memo(row.cijfers, inleiding=row.inleiding, opsteller=row.cijfers["opsteller"])


def _open(kwartaal_id: UUID) -> Kwartaal:
    row = Kwartaal.objects.select_for_update().filter(id=kwartaal_id).first()
    if row is None:
        raise Refusal("not_found", message=_("Dit kwartaal is er niet."))
    if row.gesloten_op is not None:
        raise Refusal("gesloten", "", _("Dit kwartaal is al gesloten."))
    return row


def _complete(cards: list[dict[str, Any]]) -> None:
    points = [
        Punt(
            str(c["id"]),
            c["project"]["toestand"],
            c["besluit"],
            c["toelichting"],
            bool(c["project"]["toets"]),
        )
        for c in cards
    ]
    missing = open_punten(points)
    if missing:
        raise Refusals([Refusal(code, f"kaart_{card}", str(WORDS[code])) for card, code in missing])


def _carry_out(row: Kwartaal, cards: list[dict[str, Any]], op: date, actor: Actor) -> None:
    """Each decision becomes a step of its project; what cannot be done is named at its card."""
    meeting = f"Kwartaal {row.nummer} van {row.jaar}"
    faults: list[Refusal] = []
    for card in cards:
        to = NAAR.get(card["besluit"])
        if to is None:
            continue
        decision = f"{meeting}: {card['toelichting']}" if card["toelichting"] else ""
        said = projecten.Opgave(card["toelichting"], decision if to == "gehonoreerd" else "")
        with _named(f"kaart_{card['id']}", faults):
            projecten.zet(card["project"]["id"], to, said, op=op, actor=actor, bevoegd=True)
    if faults:
        raise Refusals(faults)


@contextmanager
def _named(field: str, faults: list[Refusal]) -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
    except Refusal as refused:
        faults += [Refusal(each.code, field, each.message) for each in refused.all]


def _file(row: Kwartaal, op: date, actor: Actor) -> None:
    """ODT and PDF go to the zaak, which closes; how long it is kept follows from the selectielijst."""
    made = memo_van(row)
    files = {"odt": (odt(made), MIME), "pdf": (pdf(made), "application/pdf")}
    for kind, (content, mime) in files.items():
        name = f"memo-{row.jaar}-k{row.nummer}.{kind}"
        stuk = Stuk("Memo", f"{made.titel} ({kind.upper()})", content, mime, name)
        setattr(row, f"{kind}_sha256", hashlib.sha256(content).hexdigest())
        if row.zaak_id:
            setattr(row, f"{kind}_id", leg_vast(row.zaak_id, stuk, op=op, actor=actor))
    if row.zaak_id:
        sluit_zaak(row.zaak_id, "Uitgevoerd", op=op, actor=actor)
